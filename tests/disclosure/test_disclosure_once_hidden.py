"""Once hidden stays hidden: a figure that was issued as c is c in what is shared later; and what a few more or fewer people tell. By hand."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import BESIDE, NUMBERS, protect
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.code_lists import DISTRICTS
from ieo_metrics.measuring.compute_measures import ORDER

Q1 = quarter(2024, 1)
SUPPORTED = "5.1.3.b"
AREAS = ("all", *DISTRICTS)


def figure(
    value: float,
    numerator: float | None = None,
    denominator: float = np.nan,
    *,
    ref: str = SUPPORTED,
    span: str = "quarter",
    period: int = Q1,
    area: str = "all",
):
    made = dict.fromkeys(BESIDE, 0) | {
        "left_out": 0.0,
        "lower": np.nan,
        "upper": np.nan,
        "marker": "",
        "note": "",
        "quarter": str(period),
    }
    made |= {"ref": ref, "span": span, "period": period, "area": area, "unit": MEASURE[ref].unit}
    return made | {
        "value": float(value),
        "numerator": float(value if numerator is None else numerator),
        "denominator": float(denominator),
    }


def share(improved: int, n: int, **where) -> dict:
    return figure(improved / n, improved, n, ref="5.2.1.a", **where)


def framed(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(rows)[list(ORDER)]


def areas(*numbers: float) -> pd.DataFrame:
    return framed(*(figure(n, area=area) for area, n in zip(AREAS, numbers, strict=True)))


def markers(frame: pd.DataFrame, *ledger: pd.DataFrame, threshold: int = 5) -> list[str]:
    out = protect(frame, threshold, ledger).frame
    hidden = out["marker"] == "c"
    assert out.loc[hidden, list(NUMBERS[:-1])].isna().all().all() and out.loc[~hidden, "value"].equals(
        frame.loc[~hidden, "value"]
    )
    return out["marker"].tolist()


def test_a_small_number_that_was_hidden_stays_hidden_when_it_is_large_enough():
    """4 supported were hidden. 6 would be shown by itself, and is not: it would tell that there had been few."""
    then = protect(framed(figure(4)), 5).frame
    assert then["marker"].tolist() == ["c"]
    assert markers(framed(figure(6))) == [""] and markers(framed(figure(6)), then) == ["c"]


def test_a_share_that_was_hidden_stays_hidden_when_no_part_of_it_is_small():
    """4 of 20 were hidden; 6 of 21 stays so, with all its numbers."""
    then = protect(framed(share(4, 20)), 5).frame
    assert then["marker"].tolist() == ["c"]
    assert markers(framed(share(6, 21))) == [""] and markers(framed(share(6, 21)), then) == ["c"]


def test_what_was_hidden_to_protect_another_stays_hidden_with_it():
    """Of 31 in five districts 4 were hidden, and one other with it. Now nothing is small: the same two stay hidden, and no third is needed."""
    then = protect(areas(31, 11, 4, 10, 6, 0), 5).frame
    hidden_then = [area for area, marker in zip(AREAS, then["marker"], strict=True) if marker == "c"]
    assert len(hidden_then) == 2 and "Isle of Wight" in hidden_then and "all" not in hidden_then
    assert set(markers(areas(41, 11, 14, 10, 6, 0))) == {""}
    now = markers(areas(41, 11, 14, 10, 6, 0), then)
    assert [area for area, marker in zip(AREAS, now, strict=True) if marker == "c"] == hidden_then


def test_a_figure_hidden_in_any_earlier_issue_stays_hidden():
    """Hidden in the first of three issues: whatever stands in the others, in whatever order they are looked at."""
    hidden, other, none = (
        protect(one, 5).frame
        for one in (
            framed(figure(4)),
            framed(figure(40, period=Q1 + 1)),
            framed(figure(3, area="Portsmouth")),
        )
    )
    for ledger in ((hidden,), (hidden, other), (other, hidden), (hidden, other, none), (none, other, hidden)):
        assert markers(framed(figure(6)), *ledger) == ["c"]
    assert markers(framed(figure(6)), other, none) == [""]


def test_what_was_hidden_in_one_place_says_nothing_of_another():
    """Hidden in Q2, of all areas, by quarter: another quarter, district, span and measure are shown."""
    then = protect(framed(figure(4, period=Q1 + 1)), 5).frame
    assert then["marker"].tolist() == ["c"]
    for other in (
        figure(6),
        figure(6, period=Q1 + 1, area="Portsmouth"),
        figure(6, period=Q1 + 1, span="year to date"),
        figure(6, period=Q1 + 1, ref="5.1.3.a"),
    ):
        assert markers(framed(other), then) == [""], other


def test_what_any_earlier_issue_told_is_known():
    """3 in Portsmouth stood in an issue that hid nothing. It can be hidden now and is known all the same, whichever other issue there is: it is
    counted as what nothing can protect, and nothing else is hidden for it."""
    now = areas(31, 11, 6, 3, 11, 0)
    other = protect(framed(figure(40, period=Q1 + 1)), 5).frame
    for ledger in ((now,), (now, other), (other, now)):
        found = protect(now, 5, ledger)
        assert (found.unprotected, found.frame["marker"].tolist().count("c")) == (1, 1)
    assert protect(now, 5, (other,)).unprotected == 0


def test_what_was_shown_stays_shown_however_often_it_is_issued():
    shown = protect(framed(figure(6), share(6, 21)), 5).frame
    assert markers(framed(figure(6), share(6, 21)), shown, shown) == ["", ""]


@pytest.mark.parametrize("threshold", [5, 8])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_total_that_has_moved_by_few_since_it_was_issued_is_hidden(threshold, direction):
    """30 were issued: 1 to threshold − 1 more or fewer are a count of those few; none, or the threshold, is shown."""
    then = protect(framed(figure(30)), threshold).frame
    moved = (0, 1, threshold - 1, threshold)
    assert [markers(framed(figure(30 + direction * n)), then, threshold=threshold) for n in moved] == [
        [""],
        ["c"],
        ["c"],
        [""],
    ]


@pytest.mark.parametrize(
    ("improved", "n", "marker"),
    [
        (20, 40, ""),
        (21, 40, "c"),
        (20, 41, "c"),
        (20, 44, "c"),
        (20, 45, ""),
        (25, 45, ""),
        (24, 45, "c"),
        (25, 49, "c"),
        (25, 50, ""),
    ],
)
def test_a_share_of_which_any_number_has_moved_by_few_is_hidden(improved, n, marker):
    """20 of 40 were issued. Now n, those who did not reoffend, or the rest are 1 to 4 more or fewer: hidden; by 0 or 5 and more: shown."""
    then = protect(framed(share(20, 40)), 5).frame
    assert markers(framed(share(improved, n)), then) == [marker]


@pytest.mark.parametrize(
    ("k", "n", "marker"),
    [
        (0, 5, ""),
        (1, 6, "c"),
        (4, 9, "c"),
        (5, 10, ""),
        (5, 9, "c"),
        (5, 6, "c"),
        (5, 5, ""),
        (0, 4, "c"),
        (0, 1, "c"),
        (4, 4, "c"),
    ],
)
def test_a_share_is_hidden_where_n_those_it_counts_or_the_rest_are_few(k, n, marker):
    """Each of the three from 1 to 4 hides it; 0 and 5 do not."""
    assert markers(framed(share(k, n))) == [marker]


@pytest.mark.parametrize("threshold", [5, 8, 10])
def test_a_count_is_hidden_from_one_to_the_threshold_less_one(threshold):
    assert [markers(framed(figure(n)), threshold=threshold) for n in (0, 1, threshold - 1, threshold)] == [
        [""],
        ["c"],
        ["c"],
        [""],
    ]


@pytest.mark.parametrize("threshold", [5, 8, 10])
def test_a_mean_is_hidden_over_fewer_people_than_the_threshold(threshold):
    """The changes spread widely, so that the mean tells nothing but how many it is of."""
    for n, marker in ((1, "c"), (threshold - 1, "c"), (threshold, "")):
        row = figure(0.0, 0, n, ref="5.1.1.a") | ({"lower": -9.0, "upper": 9.0} if n > 1 else {})
        assert markers(framed(row), threshold=threshold) == [marker], n


def test_a_part_that_leaves_few_is_hidden_at_one_and_at_the_threshold_less_one():
    """Reached elsewhere than in hotspot areas: 31 less 31, 30, 27 and 26 are 0, 1, 4 and 5."""
    found = [
        markers(framed(figure(31, ref="5.1.5.a"), figure(n, ref="5.1.5.b"))).count("c")
        for n in (31, 30, 27, 26)
    ]
    assert found == [0, 1, 1, 0]
