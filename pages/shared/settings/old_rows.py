"""Rows about young people that are older than needed, which can be reduced to aggregates, for good."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.returns import retention
from pages.shared.frame import store_access
from pages.shared.kit.confirmation import ticked_button
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.unfolding import draw_folded


def draw_retention() -> None:
    """Which quarters' rows are still there, and reducing the older ones, for good."""
    standing = store_access.snapshot()
    if standing.results is None or not store_access.may_change():
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
    draw_folded("Reduce old rows", "reduce_old_rows", partial(_draw_form, standing, offered))


def _draw_form(standing: StoreSnapshot, offered: Sequence[Quarter]) -> None:
    before = st.selectbox("Reduce all quarters before", offered, format_func=label)
    what_it_does = f"Permanently delete the rows about young people from before {label(before)}"
    if ticked_button(what_it_does, "Reduce", f"reduce_{before}"):
        store_access.change_fact(retention.reduce_rows, before, standing.settings)
        st.rerun()
