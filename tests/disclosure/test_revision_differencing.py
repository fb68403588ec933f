"""What two issues laid side by side tell of: when a figure that was issued may be revised. By hand."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import BESIDE
from ieo_metrics.disclosure.revision_differencing import moves_tell
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.measuring.compute_measures import ORDER

Q1 = quarter(2024, 1)
YEAR = "year to date"


def row(improved: int, n: int, area: str = "all", span: str = "quarter", period: int = Q1) -> dict:
    empty = dict.fromkeys(ORDER, np.nan) | dict.fromkeys(BESIDE, 0)
    return empty | {
        "ref": "5.2.1.a",
        "span": span,
        "period": period,
        "area": area,
        "value": improved / n,
        "numerator": float(improved),
        "denominator": float(n),
        "marker": "",
    }


def tells(before: list[dict], after: list[dict], people: tuple[float, ...] = (), **how: bool) -> bool:
    return moves_tell(pd.DataFrame(before), pd.DataFrame(after), people, 5, **how)


@pytest.mark.parametrize(
    ("improved", "n", "told"),
    [
        (20, 40, False),  # nothing moved
        (20, 45, False),  # five more, none of whom improved
        (25, 45, False),  # five more, all of whom did
        (30, 50, False),  # five and five
        (21, 41, True),  # one more
        (24, 44, True),  # four more
        (24, 45, True),  # five more, of whom one did not
        (25, 40, False),  # five answers were corrected
        (21, 40, True),  # one was
    ],
)
def test_each_count_moves_by_none_or_by_the_threshold(improved: int, n: int, told: bool) -> None:
    assert tells([row(20, 40)], [row(improved, n)]) is told


@pytest.mark.parametrize(("people", "told"), [(0, False), (1, True), (4, True), (5, False)])
def test_young_people_whose_part_changed_are_counted_one_by_one(people: int, told: bool) -> None:
    """One who came and one who went leave every count as it was."""
    assert tells([row(20, 40)], [row(20, 40)], (people,)) is told


def test_a_total_and_one_district_tell_of_the_other() -> None:
    """The total moves by six and Portsmouth by five: Southampton moved by one."""
    before = [row(20, 40), row(10, 20, "Portsmouth"), row(10, 20, "Southampton")]
    after = [row(20, 46), row(10, 25, "Portsmouth"), row(10, 21, "Southampton")]
    assert tells(before, after)
    assert not tells(before[:2], after[:2])


def test_a_small_count_may_not_move_while_something_was_shown_beside_it() -> None:
    """3 of 20 did, and now 13 of 30: whoever knows the 20 and that each moved by none or by five and more would tell
    the 3. Where nothing was shown, 3 may become 9, which any small count could; but not 8."""
    assert tells([row(3, 20)], [row(13, 30)])
    assert not tells([row(3, 20)], [row(3, 30)])
    hidden = [row(3, 6)]
    assert tells(hidden, [row(9, 15)])
    assert not tells(hidden, [row(9, 18)], told_nothing=True)
    assert tells(hidden, [row(8, 17)], told_nothing=True)


def test_the_difference_of_two_nested_periods_is_people_too() -> None:
    """Seven came to Q1, and five of them to the year to date of Q2: two were in Q2 already."""
    before = [row(20, 40), row(40, 80, span=YEAR, period=Q1 + 1)]
    assert tells(before, [row(20, 47), row(40, 85, span=YEAR, period=Q1 + 1)])
    assert not tells(before, [row(20, 47), row(40, 87, span=YEAR, period=Q1 + 1)])


def test_who_is_in_several_quarters_is_people_too() -> None:
    """Ten came to each of two quarters, and 17 to the year to date: three are in both. None, or five, may be."""
    places = [{"period": Q1}, {"period": Q1 + 1}, {"span": YEAR, "period": Q1 + 1}]

    def figures(*moved: int) -> list[dict]:
        return [row(100, 200 + m, **place) for m, place in zip(moved, places, strict=True)]

    assert tells(figures(0, 0, 0), figures(10, 10, 17))
    assert not tells(figures(0, 0, 0), figures(10, 10, 20))
    assert not tells(figures(0, 0, 0), figures(10, 10, 15))


def test_what_two_windows_that_overlap_do_not_have_in_common_is_people_too() -> None:
    """Ten came to each of the first three quarters and to the fifth; seven of the first quarter's came to the others
    as well. So 23 are new in the first window, 30 in the next, and 23 + 10 − 30 are three who are not in it."""

    def figures(moved: tuple[int, ...]) -> list[dict]:
        ends = [("quarter", q) for q in range(5)] + [("rolling four quarters", q) for q in (3, 4)]
        return [row(100, 200 + m, span=span, period=Q1 + q) for (span, q), m in zip(ends, moved, strict=True)]

    before = figures((0,) * 7)
    assert tells(before, figures((10, 10, 10, 0, 10, 23, 30)))
    assert not tells(before, figures((10, 10, 10, 0, 10, 30, 30)))


def test_that_nobody_or_everybody_improved_may_not_move_either_where_it_is_hidden() -> None:
    """None of 20, and then ten of 30; all of 20, and then 20 of 30: whoever knows that each moved by none or by five and
    more would tell the 0. Where nothing was shown beside it, it may move to nine and more. A count of 0 is no group."""
    for before, after in ((row(0, 20), row(10, 30)), (row(20, 20), row(20, 30))):
        assert not tells([before], [after])
        assert tells([before], [after], all_or_none=True)
        assert not tells([before], [after], all_or_none=True, told_nothing=True)
    assert tells([row(0, 20)], [row(8, 28)], all_or_none=True, told_nothing=True)
    assert not tells([row(0, 20)], [row(0, 25)], all_or_none=True), "0 stays 0, and the rest were not few"
    # Of one young person nobody improved: to eight it may not move, as of twenty.
    assert tells([row(0, 1)], [row(8, 20)], all_or_none=True, told_nothing=True)
    assert not tells([row(0, 1)], [row(9, 20)], all_or_none=True, told_nothing=True)
    nobody, some = (
        row(n, 1) | {"ref": "5.1.3.a", "value": n, "numerator": n, "denominator": np.nan} for n in (0, 9)
    )
    assert not tells([nobody], [some], all_or_none=True)
    # Of nobody at all, nobody improved: that is no share.
    empty = row(0, 1) | {"value": np.nan, "denominator": 0.0, "marker": "z"}
    assert not tells([empty], [row(6, 12)], all_or_none=True)


def test_two_quarters_apart_are_no_difference_of_people() -> None:
    """Ten more in Q1 and twelve in Q2: the two more are nobody that is told of, since neither is part of the other."""
    before = [row(20, 40), row(20, 40, period=Q1 + 1)]
    assert not tells(before, [row(25, 50), row(26, 52, period=Q1 + 1)])


def test_a_figure_that_was_not_there_or_is_not_there_any_more_tells() -> None:
    gone = row(20, 40, "Portsmouth") | dict.fromkeys(("value", "numerator", "denominator"), np.nan)
    there = row(20, 40, "Portsmouth")
    assert tells([row(50, 90), there], [row(50, 90), gone]) and tells(
        [row(50, 90), gone], [row(50, 90), there]
    )
    assert not tells([row(50, 90), gone], [row(50, 90), gone])
    assert not tells([row(50, 90), there], [row(50, 90), there])
