"""Seasons: which quarters of the year stand out in a published table of offences, what is usual for the next
two, and what is to be agreed before them."""

from functools import partial

import streamlit as st

from ieo_metrics.group.seasons.seasons_until import SeriesSeasons, seasons_until
from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.store.registers.published_tables import kept_tables
from pages.shared.frame import store_access
from pages.shared.frame.page import page
from pages.shared.kit.text import draw_title
from pages.shared.kit.unfolding import draw_folded
from pages.shared.published.dropped_table import draw_what_is_in_use
from pages.shared.seasons.choose_end import choose_end
from pages.shared.seasons.run_up import draw_run_up
from pages.shared.seasons.seasons_of_table import draw_none_yet, draw_seasons
from pages.shared.seasons.table_upload import draw_upload


def draw_seen(seen: SeriesSeasons) -> None:
    """The seasons of the table in use, and what is to be agreed before them."""
    draw_seasons(seen)
    draw_run_up(seen)


with page("Seasons"):
    tables = store_access.read_store(kept_tables)
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title("Seasons")
    with right:
        quarter = choose_end(tables)
    seen = seasons_until(tables, quarter)
    if seen is None:
        draw_none_yet(tables, quarter)
    else:
        draw_what_is_in_use(OFFENCES, partial(draw_seen, seen))
    if store_access.may_change():
        words = "Upload another table" if tables else "Upload a table"
        draw_folded(words, "seasons_upload", draw_upload, is_open=seen is None)
