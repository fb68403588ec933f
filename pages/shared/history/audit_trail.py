"""The audit trail in words, and the check of everything stored."""

import streamlit as st

from ieo_metrics.reading.cells.sanitise_for_display import cut_short
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.entries_in_view import entry_about
from ieo_metrics.store.trail.verify import integrity_faults
from pages.shared.frame import store_access
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import draw_paragraph

LONGEST = 300
_NOT_SHOWN = ("digest", "key", "person", "returns", "seals", "sha256", "versions")


def entry_in_words(entry: audit_trail.Entry) -> str:
    """What an entry is about: `quarters: 2024/25 Q2; files: RESET.xlsx`."""
    said = []
    for name, value in entry_about(entry).items():
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
