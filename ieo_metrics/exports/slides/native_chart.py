"""A native chart on a slide, and the workbook inside it that Edit Data opens: it holds the values that are
shown, with the limits, their middle and the target, and nothing else.

The limits are steps, which a line chart has not: like those of the SVRP workbook they are a scatter chart on
the same axes. On a slide LibreOffice makes room for as many quarters as the longest series has points: so
each line, of two points a quarter, is several series, none with more points than there are quarters.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from math import ceil
from typing import Any, NamedTuple

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
from ieo_metrics.exports.slides.label_places import LabelPlaces
from ieo_metrics.exports.slides.slide_parts import INCH, LINE, MAIN, SECOND, SMALLEST, words_width
from ieo_metrics.exports.workbook.charts import axis_title
from ieo_metrics.exports.workbook.sheet_content import PLACE
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, point_label
from ieo_metrics.statistics.control_charts.chart_lines import LIMITS, TARGET, ChartLine, rows_of_steps
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import value_in_words

SHEET = "Sheet1"  # the name that python-pptx has the chart refer to
STEPS = "Limits"
RULE, TARGET_COLOUR = RGBColor(0xD9, 0xD9, 0xD9), RGBColor(0x7A, 0x3E, 0x00)
DASHES = dict.fromkeys(LIMITS, MSO_LINE.DASH) | {TARGET: MSO_LINE.ROUND_DOT}
MOST_NAMES = 12  # of quarters side by side
WHITE_FILL = f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
TITLE_AT, PLOT_AT = (0.0, 0.0), (0.055, 0.17, 0.86, 0.67)


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
    its limits, their middle and the target; `events`: named at the value of their quarter. Returns its
    frame."""
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
    chart.font.size = Pt(SMALLEST)
    (series,) = chart.plots[0].series
    size = place[2] / INCH * PLOT_AT[2], place[3] / INCH * PLOT_AT[3]
    places = LabelPlaces(history, lines, size, _axis(measure, history, lines))
    _draw_values(series, measure, history, events, places)
    for level, line in _add_steps(chart, limits, lines) if lines else ():
        level.marker.style = XL_MARKER_STYLE.NONE
        level.format.line.width = Pt(2.25 if line.kind == TARGET else 1.25)
        if line.kind == TARGET:
            level.format.line.color.rgb = TARGET_COLOUR
        else:
            level.format.line.color.theme_color = SECOND if line.kind in LIMITS else MAIN
        if line.kind in DASHES:
            level.format.line.dash_style = DASHES[line.kind]
        if line.kind == TARGET:
            _name_target(level, line, measure, history)
    _draw_axes(chart, measure, history, shown)
    return frame


def _draw_values(
    series: Any,
    measure: Measure,
    history: Sequence[Figure],
    events: Sequence[ChartEvent],
    places: LabelPlaces,
) -> None:
    """The line of the values, its last value and what happened named at their quarters."""
    series.smooth = False
    series.format.line.color.theme_color, series.format.line.width = MAIN, Pt(2.5)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.theme_color = MAIN
    series.marker.format.line.color.theme_color = MAIN
    last = max((place for place, figure in enumerate(history) if figure.value is not None), default=-1)
    for at, figure in enumerate(history):
        named = point_label(events, figure.quarter)
        if figure.value is None or not (named or at == last):
            continue
        texts = [value_in_words(figure.value, measure, figure.n)] if at == last else []
        words = "; ".join(filter(None, [*texts, named]))
        size = words_width(words), SMALLEST * LINE / 72
        at_end = at == last == len(history) - 1
        first = XL_LABEL_POSITION.RIGHT if at_end else XL_LABEL_POSITION.ABOVE
        _label(series.points[at], words, places.best(figure, size, first=first), strong=at == last)


def _axis(measure: Measure, history: Sequence[Figure], lines: Sequence[ChartLine]) -> tuple[float, float]:
    """About where the upright axis will begin and end."""
    if measure.statistic.percent:
        return 0.0, 1.0
    every = [f.value for f in history if f.value is not None]
    every += [level for line in lines for level in line.levels.values()]
    return min(0.0, *every), max(0.0, *every) * 1.05


def _label(point: Any, words: str, place: Any, *, strong: bool = False) -> None:
    named = point.data_label
    named.text_frame.text, named.position = words, place
    font = named.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(SMALLEST), strong
    # On white, where a line runs behind it after all.
    named._dLbl.find(qn("c:tx")).addnext(parse_xml(WHITE_FILL))


def _name_target(level: Any, line: ChartLine, measure: Measure, history: Sequence[Figure]) -> None:
    """The target named at the right end of the chart, where it is in force there."""
    last = history[-1].quarter
    held = [int(point.get("idx")) for point in level._element.xpath("c:yVal//c:pt")]
    ends = [float(point[0].text) for point in level._element.xpath("c:xVal//c:pt")]
    if last in line.levels and held and max(ends) > len(history):
        words = f"target {value_in_words(line.levels[last], measure)}"
        _label(level.points[max(held)], words, XL_LABEL_POSITION.RIGHT)


def _draw_axes(chart: Any, measure: Measure, history: Sequence[Figure], shown: str) -> None:
    upright = chart.value_axis
    upright.axis_title.text_frame.text = axis_title(measure)
    upright.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(SMALLEST)
    upright.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    # Read as a line of words above the axis, not on its side; the plot leaves room for it and for labels.
    upright.axis_title.text_frame._txBody.bodyPr.set("rot", "0")
    upright.axis_title.text_frame._txBody.bodyPr.set("vert", "horz")
    title = upright.axis_title._element
    for layout in title.findall(qn("c:layout")):
        title.remove(layout)
    title.find(qn("c:tx")).addnext(parse_xml(_layout(TITLE_AT)))
    area = chart._chartSpace.chart.plotArea
    for layout in area.findall(qn("c:layout")):
        area.remove(layout)
    area.insert(0, parse_xml(_layout(PLOT_AT, inner=True)))
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
    names = chart.category_axis.tick_labels
    names.font.size = Pt(SMALLEST)
    names._element.get_or_add_txPr().bodyPr.set("rot", "0")
    if (skip := ceil(len(history) / MOST_NAMES)) > 1:
        skipped = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skip}"/>')
        chart.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skipped)


def _layout(place: Sequence[float], *, inner: bool = False) -> str:
    """A place in a chart, as shares of it: left and top, and where they are given width and height."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    names = ("x", "y", "w", "h")[: len(place)]
    modes = "".join(f'<c:{name}Mode val="edge"/>' for name in names[:2])
    ends = "".join(f'<c:{name} val="{share}"/>' for name, share in zip(names, place, strict=True))
    return f"<c:layout {nsdecls('c')}><c:manualLayout>{target}{modes}{ends}</c:manualLayout></c:layout>"


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
