"""The guides to print, each made when it is asked for."""

from functools import partial

import streamlit as st

from ieo_metrics.exports.guides.guide_content import GUIDES, Guide
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.dates.days import today
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.unit_look import unit_look
from pages.shared.frame import store_access


def draw_guides() -> None:
    """A download for each reader."""
    look = store_access.read_store(unit_look)
    with st.container(horizontal=True):
        for guide in GUIDES:
            st.download_button(
                f"Guide for the {guide.reader} (.pdf)",
                store_access.export_button_data(f"the {guide.reader}'s guide", partial(_made, guide, look)),
                file_name=guide.file_name,
                mime="application/pdf",
                on_click="ignore",
            )


def _made(guide: Guide, look: UnitLook, _: Store) -> bytes:
    # What sets type is loaded only for who wants it.
    from ieo_metrics.exports.guides.guide_pdf import guide_pdf

    return guide_pdf(guide, look, today())
