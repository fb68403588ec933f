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
