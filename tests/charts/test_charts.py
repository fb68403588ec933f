"""Charts as data: their points, gaps, hover texts, and what they say in words."""

import json
import xml.etree.ElementTree as ET

import pandas as pd

from ieo_metrics.charts.attrition_flow import attrition_flow_chart, attrition_flow_in_words
from ieo_metrics.charts.change_distribution import distribution_chart, distribution_in_words
from ieo_metrics.charts.sparkline import sparkline, unbroken_runs
from ieo_metrics.charts.style import BETTER, GREY, WORSE, empty_figure
from ieo_metrics.charts.trend import trend_chart, trend_in_words
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.who_was_counted import FlowStep

Q = quarter(2023, 4)
NAN = float("nan")


def results(measure: str = "share") -> pd.DataFrame:
    """Four quarters: a value, none covered, nobody counted, a provisional value."""
    return pd.DataFrame(
        {
            "period": [Q, Q + 1, Q + 2, Q + 3],
            "quarter": [label(q) for q in range(Q, Q + 4)],
            "value": [0.5, NAN, NAN, 0.75],
            "denominator": [10.0, NAN, 0.0, 4.0],
            "lower": [0.24, NAN, NAN, 0.3],
            "upper": [0.76, NAN, NAN, 0.95],
            "marker": ["", "x", "z", "p"],
        }
    )


def test_a_gap_is_a_gap_and_never_nought() -> None:
    figure = trend_chart(results(), MEASURE["5.2.1.a"], Q)
    line = figure.data[0]
    assert list(line.y) == [0.5, None, None, 0.75] and line.connectgaps is False
    assert list(line.error_y.array) == [0.26, None, None, 0.19999999999999996]
    assert [a.text for a in figure.layout.annotations] == ["<b>50%</b>"]
    letters = figure.data[1]
    bottom = figure.layout.yaxis.range[0]
    assert list(zip(letters.text, letters.y, strict=True)) == [
        ("", 0.76),
        ("x", bottom),
        ("z", bottom),
        ("p", 0.95),
    ]


def test_the_hover_says_the_number_its_people_and_its_marker() -> None:
    texts = trend_chart(results(), MEASURE["5.2.1.a"]).data[0].text
    assert texts[0] == "2023/24 Q4: 50% of 10<br>95% range 24% to 76%"
    assert texts[1].endswith("x: not available: no return covers the quarter")
    assert "p: provisional" in texts[3]


def test_the_trend_in_words() -> None:
    said = trend_in_words(results(), MEASURE["5.2.1.a"])
    assert said == (
        "Do not reoffend by quarter, 2023/24 Q4 to 2024/25 Q3: lowest 50% in 2023/24 Q4, highest 75% in "
        "2024/25 Q3, last 75% in 2024/25 Q3. "
        "No value in 2024/25 Q1, 2024/25 Q2."
    )
    assert "no quarter has a value" in trend_in_words(results().assign(value=NAN), MEASURE["5.2.1.a"])


def test_a_mean_has_a_line_at_zero_and_a_count_begins_there() -> None:
    frame = results().assign(
        value=[-1.0, NAN, NAN, 0.5], lower=[-1.5, NAN, NAN, 0.1], upper=[-0.5, NAN, NAN, 0.9]
    )
    assert len(trend_chart(frame, MEASURE["5.1.2.c"]).layout.shapes) == 1
    counts = results().assign(value=[140.0, NAN, NAN, 152.0], lower=NAN, upper=NAN, denominator=NAN)
    low, high = trend_chart(counts, MEASURE["5.1.3.b"]).layout.yaxis.range
    assert -1 < low <= 0 and high > 152


def test_nothing_at_all_draws_an_empty_chart() -> None:
    trend_chart(results().iloc[:0], MEASURE["5.1.3.b"])
    trend_chart(results().assign(value=NAN, lower=NAN, upper=NAN), MEASURE["5.1.1.a"])


def test_a_distribution_has_a_bar_for_each_change_and_its_words() -> None:
    changes = pd.DataFrame({"change": [-1, 0, 1], "people": [1, 0, 3], "side": ["worse", "same", "better"]})
    figure = distribution_chart(changes)
    bars = figure.data[0]
    assert list(bars.y) == [1, 0, 3] and list(bars.marker.color) == [WORSE, GREY, BETTER]
    assert [a.text for a in figure.layout.annotations] == [
        "<b>better: 3</b>",
        "<b>same: 0</b>",
        "<b>worse: 1</b>",
    ]
    assert bars.customdata[0] == "−1 points (worse): 1 young person"
    assert distribution_in_words(changes) == "Young people by their change in points. −1: 1, +1: 3."
    assert distribution_in_words(changes.assign(people=0)) == "No young person's change could be counted."


def test_a_funnel_keeps_the_order_and_says_what_stands_beside() -> None:
    steps = [FlowStep("Supported", 74), FlowStep("Second score", 31, "2 without support")]
    figure = attrition_flow_chart(steps)
    assert list(figure.data[0].x) == [74, 31] and list(figure.data[0].text) == [
        "74",
        "31 (2 without support)",
    ]
    assert attrition_flow_in_words(steps) == "Supported 74 → Second score 31 (2 without support)"


def test_a_sparkline_breaks_at_gaps_and_has_a_name() -> None:
    assert unbroken_runs([1.0, 2.0, None, 3.0, None]) == [[(0, 1.0), (1, 2.0)], [(3, 3.0)]]
    root = ET.fromstring(sparkline([1.0, 2.0, None, 3.0], 'Trend of "<x>" & y', 3))
    assert root.get("aria-label") == 'Trend of "<x>" & y' and root.get("role") == "img"
    assert [child.tag for child in root] == ["polyline", "circle", "circle"]
    assert not list(ET.fromstring(sparkline([None, None], "nothing", 0)))
    assert len(list(ET.fromstring(sparkline([2.0, 2.0], "all equal", 1)))) == 2


def test_a_copy_of_a_chart_is_the_same_to_the_browser():
    """Streamlit gives it a copy after the first drawing: what makes Plotly draw it again is not in it."""
    layout = json.loads(empty_figure(340).to_json())["layout"]
    assert "template" not in layout
    assert layout["datarevision"] == json.loads(empty_figure(340).to_json())["layout"]["datarevision"]
