"""The audit trail in words, the check of everything stored, and reducing old rows to aggregates."""

import json

import streamlit as st

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.reading.cells.sanitise_for_display import cut_short
from ieo_metrics.store.returns import retention
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.verify import integrity_faults
from pages.shared.frame import store_access
from pages.shared.kit.confirmation import ticked_button
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.unfolding import unfolding_form

LONGEST = 300
_NOT_SHOWN = ("digest", "returns", "seals", "sha256", "versions")


def entry_in_words(entry: audit_trail.Entry) -> str:
    """What an entry is about: `quarters: 2024/25 Q2; files: RESET.xlsx`."""
    said = []
    for name, value in json.loads(entry.about).items():
        if name in _NOT_SHOWN:
            continue
        if isinstance(value, list):
            value = ", ".join(
                str(one.get("name", "")) if isinstance(one, dict) else str(one) for one in value
            )
        elif isinstance(value, dict):
            value = ", ".join(f"{key}: {one}" for key, one in value.items())
        said.append(f"{name}: {value}")
    return cut_short("; ".join(said), LONGEST)


def draw_verify() -> None:
    """One button: every link of the trail, every return, row and issue against its seal."""
    if not st.button("Check everything"):
        return
    with st.spinner("Checking"):
        found = list(integrity_faults(store_access.open_store_of_session()))
    for words in found:
        draw_obstacle(words[0].upper(), words[1:], ".")
    if not found:
        draw_paragraph("Everything stored is as it was saved.")


def draw_retention() -> None:
    """Which quarters' rows are still there, and reducing the older ones, for good."""
    standing = store_access.snapshot()
    if standing.results is None or store_access.open_store_of_session().read_only:
        draw_paragraph("Nothing to reduce.")
        return
    fell = standing.reduction
    if fell:
        draw_paragraph(
            f"Rows about young people from before {label(fell.before)} were reduced to aggregates."
        )
    draw_paragraph(
        "Deleting old rows about people does not change the measures of those quarters. Rows that later "
        "quarters need, such as a first reading, are kept. This cannot be undone. Backups made earlier "
        "still contain the rows: delete those too.",
    )
    governed = standing.results.governed
    offered = [
        quarter
        for quarter in range(max(governed.first, fell.before if fell else 0) + 1, governed.last + 1)
        if quarter % 4 == 0
    ]
    if not offered:
        return
    with unfolding_form("Reduce old rows"):
        before = st.selectbox("Reduce all quarters before", offered, format_func=label)
        what_it_does = f"Permanently delete the rows about young people from before {label(before)}"
        if ticked_button(what_it_does, "Reduce", f"reduce_{before}"):
            store_access.change_fact(retention.reduce_rows, before, standing.settings)
            st.rerun()
