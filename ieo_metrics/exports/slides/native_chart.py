"""A native chart on a slide, and the workbook inside it that Edit Data opens: it holds the values that are
shown, with the limits and their middle, and nothing else.

The limits are steps, which a line chart has not: like those of the SVRP workbook they are a scatter chart on
the same axes. On a slide LibreOffice makes room for as many quarters as the longest series has points: so
each line, of two points a quarter, is several series, none with more points than there are quarters.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from xlsxwriter.utility import xl_range_abs

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.workbook.charts import DEEP_BLUE, GREY, axis_title
from ieo_metrics.exports.workbook.sheet_content import PLACE
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, point_label
from ieo_metrics.statistics.control_charts.chart_lines import LIMITS, ChartLine, rows_of_steps
from ieo_metrics.statistics.differences import Figure

SHEET = "Sheet1"  # the name that python-pptx has the chart refer to
STEPS = "Limits"
COLOUR, LIMIT_COLOUR = RGBColor.from_string(DEEP_BLUE[1:]), RGBColor.from_string(GREY[1:])
RULE = RGBColor(0xD9, 0xD9, 0xD9)


class _Table(NamedTuple):
    """A sheet of the workbook inside a chart."""

    headings: list[str]
    rows: list[list[str | float | None]]

    def column(self, place: int) -> list[str | float | None]:
        return [row[place] for row in self.rows]


class _Shown(CategoryChartData):
    """What a chart shows, with our own workbook of it: theirs has the clock in it."""

    def __init__(self, number_format: str, workbook: bytes) -> None:
        super().__init__(number_format)
        self._workbook = workbook

    @property
    def xlsx_blob(self) -> bytes:
        return self._workbook


def slide_line_chart(
    slide: Any,
    measure: Measure,
    history: Sequence[Figure],
    lines: Sequence[ChartLine],
    events: Sequence[ChartEvent],
    place: tuple[int, int, int, int],
    made: dt.date,
) -> Any:
    """The chart put on the slide, at left, top, width, height; a quarter without a value is a gap. `lines`:
    its limits and their middle; `events`: named at the value of their quarter. Returns its frame."""
    shown = measure.statistic.office_format
    values = _Table(
        ["Quarter", f"{measure.ref} {measure.name}"], [[label(f.quarter), f.value] for f in history]
    )
    limits = _Table(
        ["Quarter", PLACE, *(f"{measure.ref} {line.name}" for line in lines)],
        [
            [label(q), place, *levels]
            for q, place, levels in rows_of_steps([f.quarter for f in history], lines)
        ],
    )
    sheets = {SHEET: values} | ({STEPS: limits} if lines else {})
    data = _Shown(shown, _workbook(sheets, shown, made))
    data.categories = values.column(0)
    data.add_series(values.headings[1], values.column(1))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size = Pt(12)
    (series,) = chart.plots[0].series
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = COLOUR, Pt(2.5)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = COLOUR
    series.marker.format.line.color.rgb = COLOUR
    for at, figure in enumerate(history):
        if figure.value is not None and (words := point_label(events, figure.quarter)):
            named = series.points[at].data_label
            named.text_frame.text, named.position = words, XL_LABEL_POSITION.ABOVE
            named.text_frame.paragraphs[0].runs[0].font.size = Pt(10)
    for level, line in _add_steps(chart, limits, lines) if lines else ():
        level.marker.style = XL_MARKER_STYLE.NONE
        level.format.line.width = Pt(1.25)
        level.format.line.color.rgb = COLOUR if line.kind not in LIMITS else LIMIT_COLOUR
        if line.kind in LIMITS:
            level.format.line.dash_style = MSO_LINE.DASH
    upright = chart.value_axis
    upright.axis_title.text_frame.text = axis_title(measure)
    upright.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    upright.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    upright.major_gridlines.format.line.color.rgb = RULE
    upright.format.line.fill.background()
    upright.tick_labels.number_format, upright.tick_labels.number_format_is_linked = shown, False
    if not measure.statistic.signed:
        upright.minimum_scale = 0
    if measure.statistic.percent:
        upright.maximum_scale, upright.major_unit = 1, 0.2
    elif measure.counts and max((f.value or 0 for f in history), default=0) < 10:
        upright.major_unit = 1
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.tick_labels.font.size = Pt(11)
    return frame


def _add_steps(chart: Any, table: _Table, lines: Sequence[ChartLine]) -> list[tuple[Any, ChartLine]]:
    """The lines of a table as a scatter chart on the axes of a line chart, which python-pptx cannot make: its
    series, each with the line that it is a piece of."""
    rows = len(table.rows)
    points = max(2, rows // 2)
    pieces = [
        (column, first, line)
        for column, line in enumerate(lines, start=2)
        for first in range(0, rows - 1, points - 1)
        if any(level is not None for level in table.column(column)[first : first + points])
    ]
    series = "".join(
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx>{_reference('str', column, 0, [table.headings[column]])}</c:tx>"
        f"<c:xVal>{_reference('num', 1, first + 1, _part(table, 1, first, points))}</c:xVal>"
        f"<c:yVal>{_reference('num', column, first + 1, _part(table, column, first, points))}</c:yVal>"
        '<c:smooth val="0"/></c:ser>'
        for number, (column, first, _) in enumerate(pieces, start=1)
    )
    values = chart.plots[0]._element
    axes = "".join(f'<c:axId val="{axis.get("val")}"/>' for axis in values.findall(qn("c:axId")))
    values.addnext(
        parse_xml(
            f'<c:scatterChart {nsdecls("c")}><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            f"{series}{axes}</c:scatterChart>"
        )
    )
    return list(zip(chart.plots[1].series, (line for _, _, line in pieces), strict=True))


def _part(table: _Table, column: int, first: int, many: int) -> list[str | float | None]:
    """So many cells of a column, the last of them blank where it ends before."""
    held = table.column(column)[first : first + many]
    return held + [None] * (many - len(held))


def _reference(kind: str, column: int, first: int, held: Sequence[str | float | None]) -> str:
    """The address of a part of a column, from a row counted from 0, with what it holds."""
    address = xl_range_abs(first, column, first + len(held) - 1, column)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(clean_text(str(one)))}</c:v></c:pt>'
        for place, one in enumerate(held)
        if one is not None
    )
    return (
        f"<c:{kind}Ref><c:f>{STEPS}!{address}</c:f><c:{kind}Cache>"
        f'<c:ptCount val="{len(held)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def _workbook(sheets: Mapping[str, _Table], shown: str, made: dt.date) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": dt.datetime.combine(made, dt.time())})
        number = book.add_format({"num_format": shown})
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            for column, heading in enumerate(table.headings):
                sheet.write_string(0, column, clean_text(heading))
                looks = None if heading == PLACE else number
                for row, cell in enumerate(table.column(column), start=1):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write_number(row, column, cell, looks)
    return out.getvalue()
