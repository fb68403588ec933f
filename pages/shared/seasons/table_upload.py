"""A place to drop a table of offences: what was understood of it is shown before it is kept."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import stretch_in_words
from ieo_metrics.group.seasons.keep_series import PUBLISHERS, WHAT_IS_COUNTED, keep_series
from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.published.offences.offence_table import OffenceSeries, OffenceTable
from ieo_metrics.statistics.seasons.season_sentences import standing_out_says
from ieo_metrics.statistics.seasons.usual_range import seasons
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import bold, draw_list, draw_markup, draw_paragraph
from pages.shared.published.dropped_table import draw_dropped_table, draw_replaced
from pages.shared.seasons.seasons_of_table import numbers_table


def draw_upload() -> None:
    """A file, its troubles or what was understood, and the button that keeps it."""
    draw_paragraph(
        "Offences by quarter or month, as the Home Office publishes them (police recorded crime, open data) "
        "or as the constabulary sends them: quarters or months down or across, areas or offences the other "
        "way. Months are added up only where a quarter has all three."
    )
    draw_dropped_table(OFFENCES, "Table of offences", _draw_understood)


def _draw_understood(file: str, table: OffenceTable) -> None:
    """Which series is meant, and what the table says of it, before it is kept."""
    left, right = st.columns(2)
    area = _choose(left, "Area", table.areas, "offences_area")
    offence = _choose(right, "Offence", table.offences(area), "offences_offence")
    series = table.chosen(area, offence)
    found = seasons(series.counts)
    draw_paragraph(bold("This is what was read. "), "Look at it before you keep it.")
    draw_markup(numbers_table(series.name, series.counts))
    edition = stretch_in_words(min(series.counts), max(series.counts)) if series.counts else "no quarter"
    draw_list(
        [(f"Edition: {series.title}",), (f"Quarters: {edition}",), *((one,) for one in series.left_out)]
    )
    if found.why_none:
        draw_obstacle(found.why_none)
        return
    draw_paragraph(standing_out_says(found))
    draw_replaced(OFFENCES.name)
    _draw_keep(file, series)


def _choose(place: st.delta_generator.DeltaGenerator, words: str, offered: tuple[str, ...], key: str) -> str:
    """One of several; what is the only one is not asked."""
    if len(offered) == 1:
        return offered[0]
    chosen: str = place.selectbox(words, offered, key=key)
    return chosen


def _draw_keep(file: str, series: OffenceSeries) -> None:
    left, right = st.columns(2)
    counted = series.offence or left.selectbox(
        "What it counts", WHAT_IS_COUNTED, index=None, key="offences_counted"
    )
    publisher = right.selectbox("Published by", PUBLISHERS, index=None, key="offences_publisher")
    needed = {"what it counts": counted, "who publishes it": publisher}
    if draw_button_once_complete("Keep this table", needed, "offences_keep", kind="primary"):
        given = file, series, counted or "", publisher or ""
        store_access.record_change(keep_series, *given, form=OFFENCES.name)
