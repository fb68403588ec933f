"""Figures of four quarters that roll: named by their ends, compared with a year before only, and never judged, since
neighbours share three quarters."""

import pandas as pd

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import ALL, stands_for_quarter
from ieo_metrics.measuring.overview_lines import figures_of
from ieo_metrics.statistics.control_charts.chart_lines import chart_lines, lines_say
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import rolling_says
from ieo_metrics.statistics.verdicts import NOT_JUDGED, page_verdicts

Q1, REF = quarter(2024, 1), "5.2.2.a"
WHY = "it is of four quarters together, of which neighbouring figures share three"


def figures(rolling: bool) -> list[Figure]:
    """Fifteen at 50% of 40, then one at 95%: more than chance alone gives."""
    shares = [0.5] * 15 + [0.95]
    return [
        Figure(Q1 + i, p, round(40 * p), 40, p - 0.1, p + 0.04, marker="", rolling=rolling)
        for i, p in enumerate(shares)
    ]


def test_a_figure_of_four_quarters_is_named_by_its_ends() -> None:
    assert [Figure(Q1, rolling=rolls).label for rolls in (False, True)] == [
        "2024/25 Q1",
        "2023/24 Q2 to 2024/25 Q1",
    ]
    assert rolling_says(Figure(Q1)) == ""
    assert "2023/24 Q2 to 2024/25 Q1" in rolling_says(Figure(Q1, rolling=True))


def test_it_is_not_judged_and_has_no_limits() -> None:
    """The same values of single quarters are improving."""
    last = Q1 + 15
    assert page_verdicts({REF: figures(False)}, last)[REF].word == "improving"
    verdict = page_verdicts({REF: figures(True)}, last)[REF]
    assert (verdict.word, verdict.why) == (NOT_JUDGED, WHY)
    assert lines_say(verdict.control, MEASURE[REF]) == f"No limits: {WHY}."
    assert not chart_lines(verdict.control, MEASURE[REF])


def test_what_stands_for_a_measure_at_a_quarter() -> None:
    """Its quarter, where there are any; else the four that end with it. Of all areas together, and of no year to
    date."""
    spans = [
        "quarter",
        "rolling four quarters",
        "year to date",
        "quarter",
        "rolling four quarters",
        "year to date",
    ]
    frame = pd.DataFrame(
        {"ref": ["5.2.1.a"] * 4 + [REF] * 2, "span": spans, "area": [ALL] * 3 + ["Hampshire"] + [ALL] * 2}
    )
    assert stands_for_quarter(frame).tolist() == [True, False, False, False, True, False]


def test_figures_of_rows_know_what_they_are_of() -> None:
    columns = (
        "value",
        "numerator",
        "denominator",
        "lower",
        "upper",
        "left_out",
        "better",
        "same",
        "worse",
        "ceiling",
    )
    rows = pd.DataFrame({name: [1.0, 1.0] for name in columns}).assign(
        span=["quarter", "rolling four quarters"], period=[Q1, Q1], marker="", note=""
    )
    assert [one.rolling for one in figures_of(rows)] == [False, True]
