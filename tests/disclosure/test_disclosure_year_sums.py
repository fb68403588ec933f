"""Quarters add up to the year to date, in those improved and in the rest as in n: what that tells is hidden, and worked out here by hand."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import BESIDE, protect
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import ORDER
from tests.disclosure.attacker import feasible_bounds

Q1, Q2, Q3, Q4 = (quarter(2024, n) for n in (1, 2, 3, 4))
YEAR = "year to date"


def figure(
    value: float, numerator: float, denominator: float, ref: str, span: str, period: int, area: str = "all"
) -> dict:
    made = dict.fromkeys(BESIDE, 0) | {
        "left_out": 0.0,
        "lower": np.nan,
        "upper": np.nan,
        "marker": "",
        "note": "",
        "quarter": str(period),
    }
    made |= {"ref": ref, "span": span, "period": period, "area": area, "unit": MEASURE[ref].unit}
    return made | {"value": float(value), "numerator": float(numerator), "denominator": float(denominator)}


def share(improved: int, n: int, period: int, span: str = "quarter") -> dict:
    return figure(improved / n, improved, n, "5.2.1.a", span, period)


def count(n: int, period: int, span: str = "quarter", area: str = "all") -> dict:
    return figure(n, n, np.nan, "5.1.3.b", span, period, area)


def framed(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(rows)[list(ORDER)]


def hidden(frame: pd.DataFrame) -> list[tuple[str, int]]:
    out = protect(frame, 5).frame
    return [
        (span, period)
        for span, period, marker in zip(out["span"], out["period"], out["marker"], strict=True)
        if marker == "c"
    ]


def reach(frame: pd.DataFrame, *rows_hidden: int) -> dict[int, tuple[int, int]]:
    """The least and greatest number that a reader can work out of each hidden row's first number, when only these rows are hidden."""
    together = shown_together(frame, 5)
    lines = np.isin(together.places, rows_hidden)
    cells = {
        row: together.tables.lines[[line], :].indices
        for line, row in enumerate(together.places.tolist())
        if row in rows_hidden
    }
    found = feasible_bounds(together.tables, lines)
    return {
        row: [
            tuple(round(end) if np.isfinite(end) else end for end in found[cell])
            for cell in sorted(own.tolist())
        ]
        for row, own in cells.items()
    }


def test_those_improved_in_a_quarter_cannot_be_had_from_the_year_to_date():
    """3 of 20 in Q2 are hidden. The year to date has 13 and Q1 had 10: 13 − 10 is 3, though n does not add up (two young people stand in both
    quarters). So Q1 or the year to date must be hidden as well."""
    frame = framed(share(10, 20, Q1), share(3, 20, Q2), share(13, 38, Q2, YEAR))
    found = hidden(frame)
    assert ("quarter", Q2) in found and len(found) == 2
    # Alone, Q2's three numbers (n, improved, the rest) would be pinned down: 3 improved; n from 18 (38 − 20) to 38.
    assert reach(frame, 1)[1] == [(18, 38), (3, 3), (15, 35)]


def test_the_rest_of_a_quarter_cannot_be_had_from_the_year_to_date():
    """17 of 20 in Q2: the rest are 3. The year to date's rest of 13 less Q1's 10 are 3, though neither n nor those improved add up."""
    frame = framed(share(10, 20, Q1), share(17, 20, Q2), share(25, 38, Q2, YEAR))
    found = hidden(frame)
    assert ("quarter", Q2) in found and len(found) == 2
    assert reach(frame, 1)[1] == [(18, 38), (15, 35), (3, 3)]


def test_where_neither_adds_up_the_year_to_date_tells_no_number():
    """Ten stand in both quarters: 30 of 20 + 20. 8 in the year to date are less than 10 + 3, and the rest 22 less than 10 + 17; each is 5 or
    more away from the quarters and from their sum. No more than Q2 is hidden: the rest are at least 12 (22 − 10), so n is from 12 to 30."""
    frame = framed(share(10, 20, Q1), share(3, 20, Q2), share(8, 30, Q2, YEAR))
    assert hidden(frame) == [("quarter", Q2)]
    assert reach(frame, 1)[1] == [(12, 30), (0, 18), (12, 30)]


def test_where_n_adds_up_it_is_told_and_those_improved_only_at_least():
    """n adds up (20 + 20 = 40), those improved do not (8 is less than 10 + 3, and than 10), and the rest are more than theirs (32, and
    10 + 17), which bounds nothing."""
    frame = framed(share(10, 20, Q1), share(3, 20, Q2), share(8, 40, Q2, YEAR))
    assert hidden(frame) == [("quarter", Q2)]
    assert reach(frame, 1)[1] == [(20, 20), (0, 20), (0, 20)]


def test_the_difference_of_two_nested_periods_is_people():
    """10 in Q1 and 12 in the year to Q2 are two who are new since: the year to date goes, and no quarter."""
    assert hidden(framed(count(10, Q1), count(9, Q2), count(12, Q2, YEAR))) == [(YEAR, Q2)]
    assert hidden(framed(count(10, Q1), count(9, Q2), count(10, Q2, YEAR))) == [(YEAR, Q2)]  # 10 − 9 is one
    assert hidden(framed(count(10, Q1), count(10, Q2), count(15, Q2, YEAR))) == []


def test_people_in_several_quarters_are_what_the_quarters_have_more():
    """20 + 20 less 37 are three who stand in both. Where they are five, or nobody, the year to date is shown."""
    for year, shown in ((37, False), (35, True), (40, True)):
        found = hidden(framed(count(20, Q1), count(20, Q2), count(year, Q2, YEAR)))
        assert found == ([] if shown else [(YEAR, Q2)])


@pytest.mark.parametrize(("last", "hides"), [(20, True), (21, False)])
def test_four_quarters_that_roll_hold_the_year_within_them(last: int, hides: bool):
    """The year to Q2 and the four quarters to Q3, which begin in another year, are not nested; those to Q4 are the year.
    Of Q3's year to date, 16 and 20 are four who are new since Q2; 21, five."""
    rolling = count(40, Q3, "rolling four quarters")
    found = hidden(framed(count(16, Q2, YEAR), count(last, Q3, YEAR), rolling))
    assert bool(found) == hides and ("rolling four quarters", Q3) not in found


def test_the_third_quarter_cannot_be_had_from_two_years_to_date():
    """Two young people stand in Q1 and in Q2 (22 of 10 + 14), nobody in Q3 and before: the year to date of Q3 less that of Q2 is Q3, though the
    three quarters add up to more. 3 were supported, so one of the two sums goes with it."""
    frame = framed(count(10, Q1), count(14, Q2), count(3, Q3), count(22, Q2, YEAR), count(25, Q3, YEAR))
    found = hidden(frame)
    assert ("quarter", Q3) in found and len(found) == 2 and found[1][0] == YEAR
    assert reach(frame, 2)[2] == [(3, 3)]


def test_the_third_quarter_cannot_be_had_from_the_quarters_where_no_year_to_date_of_the_second_stands():
    """10 + 12 + 3 = 25: without the year to date of Q2 all three quarters stand in the sum."""
    frame = framed(count(10, Q1), count(12, Q2), count(3, Q3), count(25, Q3, YEAR))
    found = hidden(frame)
    assert ("quarter", Q3) in found and len(found) == 2
    assert reach(frame, 2)[2] == [(3, 3)]


def test_a_quarter_that_is_not_in_the_frame_makes_no_sum():
    """Q2 is not there: of Q3 nothing can be worked out, and a year to date alone is no sum."""
    assert hidden(framed(count(10, Q1), count(3, Q3), count(25, Q3, YEAR))) == [("quarter", Q3)]


def test_the_year_to_date_of_a_first_quarter_is_hidden_with_it():
    """They are the same people: one number, hidden in both rows. And Q2 or the year to date of Q2 with it, as 23 − 20 is 3."""
    found = hidden(framed(count(3, Q1), count(3, Q1, YEAR), count(20, Q2), count(23, Q2, YEAR)))
    assert found[:2] == [("quarter", Q1), (YEAR, Q1)] and len(found) == 3


@pytest.mark.parametrize(("year", "low", "high"), [(22, 2, 22), (23, 3, 3), (20, 0, 20)])
def test_people_of_two_quarters_are_at_least_the_difference_and_at_most_the_year(year, low, high):
    """20 in Q1, 3 in Q2. In the year to date: 23, nobody twice, so 3; 22, one twice, so 2 or more; 20, all three twice, so 0 or more."""
    frame = framed(count(20, Q1), count(3, Q2), count(year, Q2, YEAR))
    assert reach(frame, 1)[1] == [(low, high)]


def test_a_quarter_has_at_most_the_people_of_its_year_also_where_it_has_all_of_them():
    """20 in Q1, 3 in Q2, all of whom were there in Q1: 20 in the year to date. Of Q1 a reader knows that it is at most the 20, and at least
    17 (20 − 3)."""
    assert reach(framed(count(20, Q1), count(3, Q2), count(20, Q2, YEAR)), 0)[0] == [(17, 20)]


def test_a_share_that_is_hidden_is_of_somebody():
    """6 in all, 2 and 4 in two districts, nobody elsewhere, which is said (z): either hidden district has at least one and at most five."""
    nobody = [
        figure(np.nan, 0, 0, "5.2.1.a", "quarter", Q1, area) | {"marker": "z"}
        for area in ("Isle of Wight", "Portsmouth", "not known")
    ]
    rows = [
        figure(0.5, n / 2, n, "5.2.1.a", "quarter", Q1, area)
        for area, n in (("all", 6), ("Hampshire", 2), ("Southampton", 4))
    ]
    found = reach(framed(*rows, *nobody), 1, 2)
    assert found[1][0] == found[2][0] == (1, 5)


def test_districts_add_up_or_bound_their_total():
    """All 30 of 12 and 18: the 18 hidden is 18. A young person who is in both districts (29): it is 17 to 29."""
    for total, bound in ((30, (18, 18)), (29, (17, 29))):
        zeros = [count(0, Q1, area=area) for area in ("Isle of Wight", "Portsmouth", "not known")]
        frame = framed(
            count(total, Q1), count(12, Q1, area="Hampshire"), count(18, Q1, area="Southampton"), *zeros
        )
        assert reach(frame, 2)[2] == [bound], total
