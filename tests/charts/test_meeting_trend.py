"""The trend on the wall: the last quarters up to the meeting's, nothing hidden in it, and a word where a
quarter is hidden."""

import pandas as pd

from ieo_metrics.charts.meeting_trend import large_trend, quarters_until
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.measures import MEASURE

LAST = quarter(2024, 4)


def history(n: int, hidden: int) -> pd.DataFrame:
    """`n` quarters of 40%, of which the one of the place `hidden` is hidden."""
    frame = pd.DataFrame(
        {
            "period": range(LAST - n + 1, LAST + 1),
            "quarter": [label(q) for q in range(LAST - n + 1, LAST + 1)],
            "value": 0.4,
            "denominator": 20.0,
            "lower": 0.2,
            "upper": 0.6,
            "marker": "",
        }
    )
    frame.loc[hidden, ["value", "denominator", "lower", "upper"]] = float("nan")
    return frame.assign(marker=["c" if i == hidden else "" for i in range(n)])


def test_only_the_last_twelve_quarters_up_to_the_meeting_s():
    assert quarters_until(history(16, 0), LAST - 2)["period"].tolist() == list(range(LAST - 13, LAST - 1))


def test_a_hidden_quarter_is_a_gap_with_its_word():
    figure = large_trend(history(6, 3), MEASURE["5.1.1.b"], LAST)
    assert figure.data[0].y[3] is None and not figure.data[0].connectgaps
    assert [note.text for note in figure.layout.annotations] == ["<b>40%</b>", "hidden"]


def test_a_larger_window_has_a_larger_chart():
    small, large = (large_trend(history(6, 3), MEASURE["5.1.1.b"], LAST, scale) for scale in (1, 2))
    assert (
        large.layout.height == 2 * small.layout.height
        and large.layout.font.size == 2 * small.layout.font.size
    )
