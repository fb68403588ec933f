"""How the charts of report and slides are drawn: dashes where they should be, rules at round numbers, and labels beside
their points where no line runs through them."""

from io import BytesIO

import pytest
from PIL import Image
from pptx.enum.chart import XL_LABEL_POSITION as SIDE

from ieo_metrics.exports.report.chart_pictures import _scale
from ieo_metrics.exports.report.sheet import DOTS, Sheet
from ieo_metrics.exports.slides.label_places import LabelPlaces
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts.chart_lines import TARGET, ChartLine
from ieo_metrics.statistics.differences import Figure

Q = quarter(2024, 1)
LABEL = (0.5, 0.24)  # inches


def places(*values: float | None, level: float | None = None) -> tuple[LabelPlaces, list[Figure]]:
    """A chart of an inch a quarter and an inch a point, on an axis from 0 to 4."""
    history = [Figure(Q + place, value) for place, value in enumerate(values)]
    lines = (
        []
        if level is None
        else [ChartLine(TARGET, "target", dict.fromkeys((f.quarter for f in history), level))]
    )
    return LabelPlaces(history, lines, (len(values), 4), (0, 4)), history


@pytest.mark.parametrize(
    ("values", "level", "side"),
    [
        ((1, 3, 1), None, SIDE.ABOVE),
        ((3, 1, 3), None, SIDE.BELOW),  # the lines go up at both sides
        ((1, 3, 1), 3.2, SIDE.RIGHT),  # a line runs above it, and its own go down
        ((None, 3, None), 3.2, SIDE.BELOW),  # nothing but the line above it
        ((None, 0.1, None), None, SIDE.ABOVE),
    ],
)
def test_a_label_stands_where_no_line_runs_through_it(values, level, side):
    chart, history = places(*values, level=level)
    assert chart.best(history[1], LABEL) == side


def test_the_last_value_is_named_beside_the_plot_unless_a_line_ends_there():
    chart, history = places(1, 2)
    assert chart.best(history[-1], (0.9, 0.24), first=SIDE.RIGHT) == SIDE.RIGHT
    chart, history = places(1, 2, level=2)
    assert chart.best(history[-1], LABEL, first=SIDE.RIGHT) == SIDE.ABOVE


def test_a_dashed_line_is_drawn_and_left_away_in_turn():
    sheet = Sheet(1, 0.2)
    sheet.line([(0, 0.1), (1, 0.1)], "#000000", 2, (7.2, 7.2))  # a tenth of an inch each
    picture = Image.open(BytesIO(sheet.png())).convert("L")
    found = [picture.getpixel((round((0.05 + place / 10) * DOTS), round(0.1 * DOTS))) for place in range(10)]
    assert [shade < 100 for shade in found] == [True, False] * 5


@pytest.mark.parametrize(
    ("ref", "values", "rules"),
    [
        ("5.1.3.b", (59, 84), [0, 25, 50, 75]),
        ("5.1.3.a", (9, 23), [0, 10, 20]),
        ("5.3.1.b", (1, 3), [0, 1, 2, 3]),
        ("5.1.1.b", (0.4, 0.6), [0, 0.25, 0.5, 0.75, 1]),
        ("5.1.5.a", (0, 0), [0]),
    ],
)
def test_rules_are_at_round_numbers_with_zero_among_them(ref, values, rules):
    (low, high), found = _scale(MEASURE[ref], [Figure(Q + place, v) for place, v in enumerate(values)], ())
    assert found == rules
    assert low < min(values) and max(values) < high
