"""The control chart and the icons as data: lines, gaps, shapes beside colours, reasons as text, and their
words."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from ieo_metrics.charts.control_chart import SYMBOLS, control_chart, control_in_words
from ieo_metrics.charts.event_marks import EVENT
from ieo_metrics.charts.style import BETTER, GREY, WORSE
from ieo_metrics.charts.variation_icons import COLOURS, SHAPES, icon_svg
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts import chart_icons
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent
from ieo_metrics.statistics.control_charts.chart_icons import SPECIAL, WATCHED, Icon
from ieo_metrics.statistics.control_charts.chart_with_signals import Control, control_of
from ieo_metrics.statistics.control_charts.control_limits import Observation, proportion_limits
from tests.statistics.control_charts.values_alone import xmr

Q = quarter(2020, 1)
SHARE, STAR, PAIN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.2.c"], MEASURE["5.1.3.b"]
EVEN = (0.45, 0.55) * 6  # mean 50%, limits 23.4% and 76.6%


def chart(*values, steps=()) -> Control:
    return xmr(range(Q, Q + len(values)), values, [Q + s for s in steps])


def traces(figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def test_a_gap_of_the_control_chart_is_a_gap():
    values = traces(control_chart(chart(0.5, None, 0.6), SHARE))["values"]
    assert list(values.y) == [0.5, None, 0.6] and values.connectgaps is False
    assert list(values.text) == ["2020/21 Q1: 50%", "2020/21 Q2: –", "2020/21 Q3: 60%"]


def test_limits_are_level_in_a_segment_and_broken_at_a_step():
    control = chart(*EVEN, *(v + 0.2 for v in EVEN), steps=(12,))
    lines = traces(control_chart(control, SHARE))
    ends = [end for q in range(Q, Q + 24) for end in (q - 0.5, q + 0.5)]
    assert list(lines["upper"].x) == [*ends[:24], None, *ends[24:]]
    for name, first, second in (("upper", 0.766, 0.966), ("lower", 0.234, 0.434), ("centre", 0.5, 0.7)):
        assert list(lines[name].y) == pytest.approx([*[first] * 24, None, *[second] * 24])
    assert all(line.connectgaps is False for line in lines.values())


def test_limits_that_follow_n_are_steps_and_broken_at_a_gap():
    """Half of 16, 16 and 64 in turn, and nobody in the second quarter: 3 × √(0.25 / 16) is 37.5 points, of 64
    people 18.75."""
    n = [16, 0, 64, *[16] * 10]
    control = control_of(
        range(Q, Q + 13),
        [Observation(0.5 if many else float("nan"), many) for many in n],
        proportion_limits,
    )
    lines = traces(control_chart(control, SHARE))
    assert list(lines["upper"].y[:6]) == pytest.approx([0.875, 0.875, None, 0.6875, 0.6875, 0.875])
    assert list(lines["upper"].x[:5]) == [Q - 0.5, Q + 0.5, None, Q + 1.5, Q + 2.5]
    assert list(lines["centre"].y[:4]) == [0.5] * 4


def test_limits_are_drawn_within_what_is_possible():
    lines = traces(control_chart(chart(*(0.1, 0.9) * 6), SHARE))
    assert lines["lower"].y[0] == 0 and lines["upper"].y[0] == 1


def test_a_run_chart_has_a_middle_and_no_limits():
    figure = control_chart(chart(0.2, 0.4, 0.9), SHARE)
    lines = traces(figure)
    assert not lines["upper"].y and not lines["lower"].y and lines["centre"].y[0] == 0.4
    assert [a.text for a in figure.layout.annotations] == ["middle 40%"]


def test_a_signal_has_a_shape_and_a_colour_of_its_own():
    control = chart(*EVEN, *EVEN, 0.95)
    marker = traces(control_chart(control, SHARE))["values"].marker
    assert (marker.symbol[-1], marker.color[-1]) == ("diamond", BETTER)
    assert set(marker.symbol[:-1]) == {"circle"} and set(marker.color[:-1]) == {GREY}
    assert traces(control_chart(control, SHARE))["values"].text[-1] == "2026/27 Q1: 95%<br>outside its limits"
    worse = traces(control_chart(chart(*EVEN, *EVEN, 0.95), PAIN))["values"].marker
    assert (worse.symbol[-1], worse.color[-1]) == ("square", WORSE)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_the_target_is_drawn_where_it_is_in_force():
    targets = [
        Target(SHARE.ref, Q + 1, (Band("met", 0.6),), Q + 2),
        Target(SHARE.ref, Q + 4, (Band("met", 0.7),)),
        Target("5.2.1.a", Q, (Band("met", 0.9),)),
    ]
    figure = control_chart(chart(*[0.5, 0.6] * 3), SHARE, targets)
    line = traces(figure)["target"]
    assert list(line.x) == [
        Q + 0.5,
        Q + 1.5,
        Q + 1.5,
        Q + 2.5,
        None,
        Q + 3.5,
        Q + 4.5,
        Q + 4.5,
        Q + 5.5,
    ]
    assert list(line.y) == [0.6, 0.6, 0.6, 0.6, None, 0.7, 0.7, 0.7, 0.7]
    assert "target 70%" in [a.text for a in figure.layout.annotations]


def test_the_words_beside_the_lines_are_those_of_the_last_quarter_and_apart():
    """Before the step there are limits and a target; after it, in the last quarter, neither."""
    ended = [Target(SHARE.ref, Q, (Band("met", 0.6),), Q + 5)]
    beside = control_chart(chart(*EVEN, 0.5, 0.6, steps=(12,)), SHARE, ended).layout.annotations
    assert [a.text for a in beside] == ["middle 55%"]
    near = control_chart(chart(*EVEN), SHARE, [Target(SHARE.ref, Q, (Band("met", 0.51),))]).layout.annotations
    assert [(a.text, a.yshift == 0) for a in near] == [
        ("lower limit 23%", True),
        ("average 50%", True),
        ("target 51%", False),
        ("upper limit 77%", True),
    ]


def test_many_quarters_name_only_the_years():
    few, many = (control_chart(chart(*[0.5] * n), SHARE).layout.xaxis.ticktext for n in (6, 20))
    assert list(few) == ["Q1<br>2020/21", "Q2", "Q3", "Q4", "Q1<br>2021/22", "Q2"]
    assert [t for t in many if t] == ["Q1<br>2020/21", "Q1", "Q1<br>2022/23", "Q1", "Q1<br>2024/25"]


def test_events_are_lines_with_their_number_and_their_words_no_mark_up():
    events = (
        ChartEvent(1, Q + 2, "re-based (<b>New</b> form & guide)"),
        ChartEvent(2, Q + 2, "second worker", dt.date(2020, 11, 15)),
        ChartEvent(3, Q + 4, "target of 65%"),
    )
    figure = control_chart(chart(*[0.5, 0.6] * 3, steps=(2,)), SHARE, (), events)
    written = [note for note in figure.layout.annotations if note.name == EVENT]
    # Of 1 October to 31 December, 92 days, 15 November is the 46th: its line stands 45 days in.
    assert [shape.x0 for shape in figure.layout.shapes] == [Q + 1.5, Q + 1.5 + 45 / 92, Q + 3.5]
    assert [(note.text, note.x) for note in written] == [
        ("1", Q + 1.5),
        ("2", Q + 1.5 + 45 / 92),
        ("3", Q + 3.5),
    ]
    assert written[0].hovertext == "1: 2020/21 Q3: re-based (&lt;b&gt;New&lt;/b&gt; form &amp; guide)"
    assert written[1].hovertext == "2: 15 November 2020: second worker"
    assert figure.layout.margin.t > control_chart(chart(0.5, 0.6), SHARE).layout.margin.t


def test_every_value_and_limit_is_within_the_chart():
    for measure, values in (
        (SHARE, EVEN),
        (STAR, [-3, 2] * 7),
        (COUNTED, [0, 900] * 7),
        (COUNTED, [0] * 13),
        (SHARE, [1.0]),
        (STAR, [None]),
        (PAIN, []),
    ):
        figure = control_chart(chart(*values), measure)
        low, high = figure.layout.yaxis.range
        drawn = [y for trace in figure.data for y in trace.y if y is not None]
        assert low < high and all(low <= y <= high for y in drawn)


def test_the_control_chart_in_words():
    targets, events = (
        [Target(SHARE.ref, Q, (Band("met", 0.6),))],
        (ChartEvent(1, Q + 2, "re-based (New form)"),),
    )
    assert control_in_words(chart(*EVEN, *EVEN, 0.95), SHARE, "Improving: it is so.", targets) == (
        "Control chart of Meaningful use of time: positive change by quarter, 2020/21 Q1 to 2026/27 Q1. "
        "Last value 95% in 2026/27 Q1; average 52%, its limits "
        "25% and 78%. Improving: it is so. Target 60%. 1 change from one quarter "
        "to the next was too large to be chance, and left out when the limits were worked out."
    )
    assert control_in_words(
        chart(0.5, None, 0.6, None, steps=(2,)), SHARE, "Not judged: so.", (), events
    ) == (
        "Run chart of Meaningful use of time: positive change by quarter, 2020/21 Q1 to 2020/21 Q4. "
        "Last value 60% in 2020/21 Q3; median 60%, no limits. Not judged: so. No value in "
        "2020/21 Q2 and 2020/21 Q4. Events: 1, 2020/21 Q3: re-based (New form)."
    )
    assert (
        control_in_words(chart(None), SHARE, "")
        == "Meaningful use of time: positive change: no quarter has a value."
    )


ICONS = [
    *SPECIAL.values(),
    *WATCHED.values(),
    *(one for one in vars(chart_icons).values() if isinstance(one, Icon)),
]


@pytest.mark.parametrize("row", ICONS, ids=lambda row: row.words)
def test_an_icon_is_named_by_its_words(row):
    root = ET.fromstring(icon_svg(row))
    assert root.get("role") == "img" and root.get("aria-label") == row.words and root.get("width") == "28"
    title, shape, letter = root
    assert title.text == row.words and letter.text == row.glyph
    assert COLOURS[row.colour] in (shape.get("fill"), shape.get("stroke"))
    assert row.shape in SHAPES


def test_an_icon_s_words_cannot_end_its_name():
    root = ET.fromstring(icon_svg(Icon("x", "circle", "grey", "<", 'a "b" <c>')))
    assert root.get("aria-label") == 'a "b" <c>' and root.get("height") == "28"
