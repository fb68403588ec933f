"""A chart of the screen as a picture in a file, with its title above and what must be known below, so that a
picture that is passed on says whose it is and whether it may be."""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from ieo_metrics.exports.report.chart_pictures import HALF, INK, WIDTH, DrawnChart
from ieo_metrics.exports.report.sheet import Canvas, Sheet
from ieo_metrics.exports.screen_files.vector_sheet import Part, VectorSheet
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent
from ieo_metrics.statistics.control_charts.chart_lines import ChartLine
from ieo_metrics.statistics.differences import Figure

HIGH = 3.2  # inches, of a chart
_EDGE, _TITLE, _NOTE = 0.15, 0.35, 0.16  # inches: around it, for the title, for a line of the note
_LETTERS = {1: 105, 2: 50}  # in a line, by how many charts stand beside each other


class ShownChart(NamedTuple):
    """A chart as the screen shows it. `words`: for those who do not see it, without what the note below the
    picture says."""

    title: str
    words: str
    measure: Measure
    history: Sequence[Figure]
    lines: Sequence[ChartLine] = ()
    events: Sequence[ChartEvent] = ()


def has_picture(charts: Sequence[ShownChart]) -> bool:
    """Whether each of them has a value to be drawn."""
    return all(any(figure.value is not None for figure in chart.history) for chart in charts)


def charts_png(charts: Sequence[ShownChart], note: str, look: UnitLook) -> bytes:
    """One chart, or two beside each other, with `note` below, as a PNG; the same charts give the same bytes.
    Each chart has a value."""
    sheet = Sheet(*_size(note))
    _draw(sheet, charts, note, look)
    return sheet.png()


def charts_svg(charts: Sequence[ShownChart], note: str, look: UnitLook) -> bytes:
    """The same as an SVG, which says in words what it shows."""
    sheet = VectorSheet(*_size(note))
    _draw(sheet, charts, note, look)
    title = " and ".join(chart.title for chart in charts)
    return sheet.svg(title, " ".join([*(chart.words for chart in charts), note]))


def _note_lines(note: str) -> list[str]:
    return textwrap.wrap(note, _LETTERS[1])


def _size(note: str) -> tuple[float, float]:
    return WIDTH + 2 * _EDGE, HIGH + 2 * _EDGE + _TITLE + _NOTE * len(_note_lines(note))


def _reach(charts: Sequence[ShownChart]) -> list[float]:
    """What the upright axis of each chart reaches: of one measure, all of them have the same."""
    if len({chart.measure.ref for chart in charts}) > 1:
        return []
    figures = [figure for chart in charts for figure in chart.history]
    return [end for f in figures for end in (f.value, f.lower, f.upper) if end is not None]


def _draw(sheet: Canvas, charts: Sequence[ShownChart], note: str, look: UnitLook) -> None:
    wide = WIDTH if len(charts) == 1 else HALF
    reach = _reach(charts)
    for place, chart in enumerate(charts):
        left = _EDGE + place * (WIDTH - wide)
        title = textwrap.shorten(chart.title, _LETTERS[len(charts)], placeholder=" …")
        sheet.words((left, _EDGE), title, INK, 10 if wide == WIDTH else 8.5, anchor="la", bold=True)
        drawn = DrawnChart(chart.measure, chart.history, chart.lines, chart.events, look, reach)
        drawn.draw_on(Part(sheet, left, _EDGE + _TITLE), wide, HIGH)
    for number, line in enumerate(_note_lines(note)):
        down = _EDGE + _TITLE + HIGH + number * _NOTE
        sheet.words((_EDGE, down), line, INK, 7.5, anchor="la")
