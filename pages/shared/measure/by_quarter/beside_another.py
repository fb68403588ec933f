"""Two things beside each other over the same quarters: two measures, or two areas of one."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ieo_metrics.charts.trend import trend_chart, trend_in_words
from ieo_metrics.exports.screen_files.chart_file import ShownChart
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.measuring.areas_by_quarter import area_by_quarter, areas_of
from ieo_metrics.measuring.overview_lines import OverviewLine, figures_of
from ieo_metrics.statistics.control_charts.chart_lines import target_lines
from pages.shared.files.downloads import (
    ShownTable,
    draw_picture_downloads,
    draw_table_download,
)
from pages.shared.frame.figures import Figures
from pages.shared.frame.page_address import quarter_slug
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.measure.breakdown import figure_as_shown

_MEASURE, _AREAS = _WAYS = ("Another measure", "Two areas")
# What the address calls each choice.
WAY, OTHER, FIRST_AREA, SECOND_AREA = "beside", "other", "area", "other_area"


class Side:
    """One of the two: its `name`, and in short for a heading; its measure, its rows of results by quarter,
    and its targets."""

    def __init__(
        self, name: str, short: str, measure: Measure, frame: pd.DataFrame, targets: Sequence[Target] = ()
    ) -> None:
        self.name, self.short, self.measure, self.frame, self.targets = name, short, measure, frame, targets
        self.figures = figures_of(frame)


def draw_beside(there: Figures, line: OverviewLine) -> None:
    """What to lay beside it, the two charts, and their figures in one table."""
    measure = line.measure
    with st.container(horizontal=True, vertical_alignment="bottom", key="ieo_beside"):
        way = st.segmented_control(
            "Compare with", _WAYS, default=_MEASURE, required=True, key=WAY, bind="query-params"
        )
        sides = _two_areas(there, measure) if way == _AREAS else _two_measures(there, measure)
    if not sides:
        draw_paragraph(
            f"The returns of {measure.programme} give fewer than two areas for this measure, so there is "
            "nothing to compare."
        )
        return
    _draw_charts(sides, there.quarter)
    table = _table(sides)
    title = f"{sides[0].short} and {sides[1].short} by quarter"
    with st.container(horizontal=True):
        name = f"{measure.ref}, {title} to {quarter_slug(sides[0].figures[-1].quarter)}"
        draw_picture_downloads(name, there.door, [_as_chart(side) for side in sides])
        draw_table_download(name, there.door, table)
    draw_markup(
        html_table(title, table.columns, table.rows, numeric=table.columns[1:], kind="ieo-beside ieo-compact")
    )
    draw_paragraph(
        f"Two lines that move together do not show that one causes the other. {there.reach}",
        kind="ieo-small",
    )


def _two_measures(there: Figures, measure: Measure) -> list[Side]:
    other = st.selectbox(
        "Measure beside it",
        [m.ref for m in MEASURES if m is not measure],
        format_func=lambda ref: f"{ref}  {MEASURE[ref].name}",
        key=OTHER,
        bind="query-params",
    )
    return [
        Side(f"{m.ref} {m.name}", m.ref, m, there.rows_of(m.ref), there.targets)
        for m in (measure, MEASURE[other])
    ]


def _two_areas(there: Figures, measure: Measure) -> list[Side]:
    areas = areas_of(there.frame, measure)
    if len(areas) < 2:
        return []
    first = st.selectbox("First area", areas, key=FIRST_AREA, bind="query-params")
    others = [area for area in areas if area != first]
    second = st.selectbox("Second area", others, key=SECOND_AREA, bind="query-params")
    return [
        Side(
            f"{area}: {measure.ref} {measure.name}",
            area,
            measure,
            area_by_quarter(there.frame, measure, area),
        )
        for area in (first, second)
    ]


def _draw_charts(sides: Sequence[Side], quarter: Quarter) -> None:
    """Both over the same quarters; of one measure, on the same upright axis too."""
    columns = st.columns(2)
    drawn = [trend_chart(side.frame, side.measure, quarter, (), side.targets) for side in sides]
    if sides[0].measure is sides[1].measure:
        ends = [end for chart in drawn for end in chart.layout.yaxis.range]
        for chart in drawn:
            chart.update_yaxes(range=[min(ends), max(ends)])
    for place, (side, chart) in enumerate(zip(sides, drawn, strict=True)):
        with columns[place]:
            draw_paragraph(bold(side.name))
            words = trend_in_words(side.frame, side.measure, (), side.targets)
            draw_chart(chart, words, key=f"beside_{place}")


def _table(sides: Sequence[Side]) -> ShownTable:
    """A row for each quarter; for each side its value, its n and its 95% range, of counts the value alone."""
    columns, rows = ["Quarter"], [[label(figure.quarter)] for figure in sides[0].figures]
    for side in sides:
        places = (1,) if side.measure.counts else (1, 0, 2)
        columns += [f"{side.short} {('n', 'value', '95% range')[place]}" for place in places]
        for row, figure in zip(rows, side.figures, strict=True):
            row += [figure_as_shown(figure, side.measure)[place] for place in places]
    return ShownTable(columns, rows)


def _as_chart(side: Side) -> ShownChart:
    lines = target_lines(side.targets, side.measure, [figure.quarter for figure in side.figures])
    words = trend_in_words(side.frame, side.measure, (), side.targets)
    return ShownChart(side.name, words, side.measure, side.figures, lines)
