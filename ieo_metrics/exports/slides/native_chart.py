"""A native chart on a slide, and the workbook inside it that Edit Data opens: it holds the values that are
shown, with the limits and their middle, and nothing else."""

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.workbook.charts import DEEP_BLUE, GREY, axis_title
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.chart_events import ChartEvent, point_label
from ieo_metrics.statistics.chart_lines import LIMITS, ChartLine
from ieo_metrics.statistics.differences import Figure

SHEET = "Sheet1"  # the name that python-pptx has the chart refer to
COLOUR, LIMIT_COLOUR = RGBColor.from_string(DEEP_BLUE[1:]), RGBColor.from_string(GREY[1:])
RULE = RGBColor(0xD9, 0xD9, 0xD9)


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
    columns = {f"{measure.ref} {measure.name}": [f.value for f in history]}
    columns |= {f"{measure.ref} {line.name}": [line.levels.get(f.quarter) for f in history] for line in lines}
    data = _Shown(shown, _workbook(columns, [label(f.quarter) for f in history], shown, made))
    data.categories = [label(f.quarter) for f in history]
    for name, values in columns.items():
        data.add_series(name, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size = Pt(12)
    series, *drawn = chart.plots[0].series
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
    for level, line in zip(drawn, lines, strict=True):
        level.smooth, level.marker.style = False, XL_MARKER_STYLE.NONE
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


def _workbook(
    columns: Mapping[str, Sequence[float | None]], quarters: Sequence[str], shown: str, made: dt.date
) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": dt.datetime.combine(made, dt.time())})
        sheet, number = book.add_worksheet(SHEET), book.add_format({"num_format": shown})
        for row, quarter in enumerate(quarters, start=1):
            sheet.write_string(row, 0, quarter)
        for column, (name, values) in enumerate(columns.items(), start=1):
            sheet.write_string(0, column, clean_text(name))
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
    return out.getvalue()
