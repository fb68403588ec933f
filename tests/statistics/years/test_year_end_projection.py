"""The year of a count, worked out by hand, and its range beside SciPy's own negative binomial."""

import math

import numpy as np
import pytest
from scipy import stats

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import Quarter, quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.differences import Change, Figure
from ieo_metrics.statistics.years.year_end_projection import (
    YearEnd,
    added_by_quarter,
    count_change,
    to_date_change,
    year_end,
)
from ieo_metrics.statistics.years.year_sentences import (
    CANNOT_TELL,
    NOT_PROJECTED,
    NOT_REACHED,
    REACHED,
    WILL_NOT_REACH,
    WILL_REACH,
    to_date_says,
    year_answer,
    year_end_in_short,
    year_end_says,
    year_still_to_come,
    year_target_says,
)

Q = quarter(2020, 1)
SESSIONS, PEOPLE, PUPILS = MEASURE["5.3.1.a"], MEASURE["5.1.3.b"], MEASURE["5.1.5.a"]
SHARE, MEAN = MEASURE["5.2.1.a"], MEASURE["5.1.1.a"]


def figures(values: list[float | None], marker: str = "x") -> dict[Quarter, Figure]:
    """By quarter, from 2020/21 Q1; None has the marker."""
    return {q: Figure(q, v, marker=marker if v is None else "") for q, v in enumerate(values, Q)}


def years(*added: float) -> dict[Quarter, Figure]:
    """The years to date of what each quarter adds."""
    return figures([sum(added[place - place % 4 : place + 1]) for place in range(len(added))])


def test_a_range_of_one_number_is_not_called_a_range():
    """In a year of nearly nothing: 5 so far, and nothing more is likely."""
    end = YearEnd(Q + 2, 5.0, 5.0, 5.0)
    assert year_end_says(end, SESSIONS).endswith("are like those before, the year will end with 5.")
    assert year_end_in_short(end, SESSIONS) == "5"
    assert year_still_to_come(end, PUPILS).startswith("If the quarters to come are like those of the years")
    over, unknown = YearEnd(Q + 3, 5.0, 5.0, 5.0), YearEnd(Q + 1, why_none="the year to date is hidden")
    assert year_still_to_come(over, PUPILS) == ""
    assert (
        year_still_to_come(unknown, PUPILS) == "Not projected to the year's end: the year to date is hidden."
    )
    one = YearEnd(Q + 2, 1.0, 1.0, 4.0)
    assert year_end_says(one, SESSIONS).startswith("So far this year: 1 session. ")
    assert year_end_says(one, SESSIONS).endswith("the year will end with 1 to 4 (95% range).")


def aim(least: float) -> Target:
    return Target(SESSIONS.ref, Q, (Band("on target", least),))


def test_what_each_quarter_adds_is_known_where_both_ends_are():
    to_date = figures([5, 11, None, 27, 10, 16])
    assert added_by_quarter(to_date) == {Q: 5, Q + 1: 6, Q + 4: 10, Q + 5: 6}


def test_sessions_by_hand_beside_scipy():
    """8 and 12 in turn, nine quarters: the mean is 88 / 9, Σ(x − m)² = 35.56, and by 8 degrees and the mean 0.4545:
    φ is 1. Three quarters to come: mean 29.33, variance 29.33 + 9 × 9.78 / 9 = 39.11, times (2.306 / 1.96)²."""
    end = year_end(SESSIONS, years(*[8, 12] * 4, 8), Q + 8)
    mean, variance = 88 / 3, 352 / 9 * (2.306004 / 1.959964) ** 2
    share = mean / variance
    theirs = stats.nbinom.ppf([0.025, 0.975], mean * share / (1 - share), share)
    assert (end.to_date, end.lower, end.upper) == (8, 8 + theirs[0], 8 + theirs[1])


def test_of_very_few_sessions_none_may_come():
    """1 and 0 in turn, nine quarters: the mean is 5 / 9 and φ is 1. Three to come: mean 5 / 3, variance 5 / 3 + 5 / 9."""
    end = year_end(SESSIONS, years(*[1, 0] * 4, 1), Q + 8)
    mean, variance = 5 / 3, 20 / 9 * (2.306004 / 1.959964) ** 2
    share = mean / variance
    theirs = stats.nbinom.ppf([0.025, 0.975], mean * share / (1 - share), share)
    assert theirs[0] == 0 and (end.to_date, end.lower, end.upper) == (1, 1, 1 + theirs[1])


def test_only_the_same_quarters_are_like_those_to_come_of_what_does_not_add_up():
    """Somebody supported all year is new in the first quarter only: 70 a first quarter, 10 in each other."""
    end = year_end(PEOPLE, years(*[70, 10, 10, 10] * 3, 70), Q + 12)
    assert end.to_date == 70 and 70 + 15 < (end.lower or 0) < 100 < (end.upper or 0) < 70 + 50
    # If any quarter were like another, three more would bring 75.
    assert (end.upper or 0) < 145


def test_the_three_years_before_count_and_no_earlier_ones_and_nothing_before_a_step():
    recent = [8, 12] * 6
    with_old = years(*[500] * 4, *recent, 8)
    assert year_end(SESSIONS, with_old, Q + 16).upper == year_end(SESSIONS, years(*recent, 8), Q + 12).upper
    stepped = year_end(SESSIONS, with_old, Q + 16, since=Q + 14)
    assert stepped.lower is None and "8 quarters" in stepped.why_none


def test_a_year_that_is_over_is_what_it_is():
    end = year_end(SESSIONS, years(8, 12, 8, 12), Q + 3)
    assert (end.to_date, end.lower, end.upper, end.is_over) == (40, 40, 40, True)


def said(measure, to_date: dict[Quarter, Figure], at: Quarter) -> str:
    return year_end_says(year_end(measure, to_date, at), measure)


def test_what_is_said_of_a_year():
    nine = years(*[8, 12] * 4, 8)
    end = year_end(SESSIONS, nine, Q + 8)
    assert said(SESSIONS, nine, Q + 8) == (
        "So far this year: 8 sessions. If the quarters to come are like those before, the year will end with "
        f"{year_end_in_short(end, SESSIONS)} (95% range)."
    )
    assert said(SESSIONS, years(1), Q) == (
        "So far this year: 1 session. Not projected to the year's end: it takes 8 quarters of this and the years "
        "before, and there are fewer."
    )
    assert said(PEOPLE, years(*[70, 10, 10, 10] * 3), Q + 11) == (
        "The whole year: 100 young people, each counted once."
    )
    assert said(SESSIONS, years(*[0] * 9), Q + 8).startswith("So far this year: 0 sessions. Not projected")
    assert (
        said(SHARE, {}, Q) == "Not projected to the year's end: a percentage does not add up over the year."
    )
    assert said(MEAN, {}, Q) == "Not projected to the year's end: an average does not add up over the year."
    assert said(SESSIONS, figures([None]), Q) == (
        "Not projected to the year's end: the year to date is not known, because no return covers a quarter of it."
    )
    assert said(PEOPLE, figures([None], "c"), Q) == (
        "Not projected to the year's end: the year to date is hidden."
    )


@pytest.mark.parametrize(
    ("least", "says"),
    [
        (2, "Four quarters at the target of 2 make 8: the year has reached that."),
        (5, "Four quarters at the target of 5 make 20: the year will reach that, if nothing changes."),
        (9, "Four quarters at the target of 9 make 36: whether the year will reach that cannot be told yet."),
        (30, "Four quarters at the target of 30 make 120: the year will not reach that, if nothing changes."),
    ],
)
def test_the_target_only_as_the_range_bears_it(least, says):
    end = year_end(SESSIONS, years(*[8, 12] * 4, 8), Q + 8)
    assert year_target_says(end, aim(least), SESSIONS) == says


def test_the_target_where_it_cannot_be_asked():
    end = year_end(SESSIONS, years(8, 12, 8, 12), Q + 3)
    assert year_target_says(end, aim(11), SESSIONS).endswith("make 44: the year did not reach that.")
    assert year_target_says(end, None, SESSIONS) == "" and year_answer(end, None, SESSIONS) is None
    people = year_end(PEOPLE, years(*[70, 10, 10, 10] * 3), Q + 11)
    assert "not the sum of its quarters" in year_target_says(people, aim(70), PEOPLE)
    assert year_target_says(year_end(SHARE, {}, Q), aim(0.5), SHARE) == ""


def test_of_the_school_year_the_same_quarter_and_the_same_part_are_compared():
    """100 and 200 in turn of the years, in two quarters of each: their mean is 150, Σ(x − m)² / m = 2 × 4 × 2500 / 150,
    by 6 degrees: φ is 22.2. So 2 φ m of one quarter is 6667, and t of 6 degrees 2.447: ± 199.8; of two, ± 282.5."""
    added = [100, 100, 0, 0, 200, 200, 0, 0, 100, 100, 0, 0, 200, 200]
    found = count_change(PUPILS, figures(added), Q + 13)
    assert (found.difference, found.lower, found.upper) == pytest.approx((100, -99.8, 299.8), abs=0.05)
    both = to_date_change(PUPILS, years(*added), Q + 13)
    assert (both.difference, both.upper) == pytest.approx(
        (200, 200 + 2.4469 * math.sqrt(2 * 6666.67)), abs=0.1
    )
    assert to_date_says(both, PUPILS) == (
        "The year to date is 400: up 200 from 200 a year before (95% range −83 to +483)."
    )


def test_two_values_of_a_part_of_the_year_tell_how_far_they_lie_apart():
    """10 and 30 of the fourth quarters, the others twice the same: Σ(x − m)² / m = 200 / 20, by 4 degrees: φ is 2.5.
    So 2 φ m is 100, and t of 4 degrees 2.776."""
    found = count_change(PUPILS, figures([10, 40, 20, 10, 10, 40, 20, 30]), Q + 7)
    assert (found.difference, found.lower, found.upper) == pytest.approx((20, -7.76, 47.76), abs=0.005)


def test_of_a_quarter_in_which_there_is_never_anything_there_is_no_range():
    """Schools are shut in the second quarter of each year: 0 less 0, with nothing to tell how far chance goes."""
    added = [100, 0, 100, 50, 200, 0, 100, 50, 100, 0, 100, 50, 200, 0]
    found = count_change(PUPILS, figures(added), Q + 13)
    assert (found.difference, found.lower, found.upper) == (0, None, None)
    assert count_change(PUPILS, figures(added), Q + 12).lower is not None


def test_what_is_said_where_there_is_nothing_to_compare():
    one, nothing, hidden = Figure(Q + 4, 5, marker=""), Figure(Q), Figure(Q, marker="c")
    alone = count_change(PUPILS, figures([5]), Q)
    assert (alone.difference, alone.then.quarter, alone.now.quarter) == (None, Q - 4, Q)
    nothing_yet = to_date_change(PUPILS, {}, Q)
    assert (nothing_yet.then.quarter, nothing_yet.now.quarter) == (Q - 4, Q)
    assert count_change(PUPILS, figures([5, 1, 1, 1, 5]), Q + 4).lower is None  # five quarters are too few
    assert to_date_says(Change(nothing, one, None, None, None), PUPILS) == (
        "The year to date of the year before is not known, so it cannot be compared."
    )
    assert to_date_says(Change(one, hidden, None, None, None), PUPILS) == (
        "The year to date is hidden, so it cannot be compared."
    )
    same = Change(one, one, 0.0, None, None)
    assert to_date_says(same, PUPILS) == "The year to date is 5: the same as a year before."


def test_in_simulated_years_the_range_holds_where_it_says_so():
    """Sessions, and classes of 10 to 31 pupils: of 300 years at least 90 in 100; 95 are expected."""
    drawn, held = np.random.default_rng(4), {SESSIONS: 0, PUPILS: 0}
    for _ in range(300):
        for measure in held:
            level = drawn.poisson(10, 16)
            added = level if measure is SESSIONS else [int(drawn.integers(10, 32, n).sum()) for n in level]
            end = year_end(measure, years(*added), Q + 13)
            held[measure] += (end.lower or 0) <= sum(added[12:]) <= (end.upper or 0)
    assert min(held.values()) >= 270


def test_a_year_whose_other_quarters_never_added_anything_is_not_projected():
    """Ten people each first quarter and nobody new in the others, three years and a quarter: 0 would be no range."""
    end = year_end(PEOPLE, years(*[10, 0, 0, 0] * 3, 10), Q + 12)
    assert (end.to_date, end.lower, end.upper) == (10, None, None)
    assert year_end_says(end, PEOPLE) == (
        "So far this year: 10 young people, each counted once. Not projected to the year's end: every "
        "quarter that it would be projected from is 0."
    )


def test_what_is_said_of_the_year_of_what_does_not_add_up() -> None:
    assert NOT_PROJECTED == (
        "Percentages and averages do not add up over the year, so they are not projected to its end."
    )
    for measure, what in ((SHARE, "a percentage"), (MEAN, "an average")):
        assert year_still_to_come(year_end(measure, {}, Q), measure) == (
            f"Not projected to the year's end: {what} does not add up over the year."
        )
    aim = Target(PEOPLE.ref, Q, (Band("met", 10),))
    assert year_target_says(YearEnd(Q, 8, 10, 12), aim, PEOPLE) == (
        "The target is for a quarter, and the year is not the sum of its quarters, so it is not compared with "
        "it."
    )


def test_a_range_of_people_rests_on_the_years_before() -> None:
    """People who started stay, so only the years before tell how many each quarter adds."""
    assert year_still_to_come(YearEnd(Q, 8, 10, 12), PEOPLE) == (
        "If the quarters to come are like those of the years before, the year will end with 10 to 12 (95% "
        "range)."
    )
    assert year_still_to_come(year_end(PEOPLE, years(5), Q), PEOPLE) == (
        "Not projected to the year's end: it takes 8 quarters of this and the years before, with each quarter "
        "to come twice, and there are fewer."
    )


def test_the_answers_for_a_table() -> None:
    answers = (REACHED, NOT_REACHED, WILL_REACH, WILL_NOT_REACH, CANNOT_TELL)
    assert [answer.short for answer in answers] == [
        "reached",
        "not reached",
        "will be reached",
        "will not be reached",
        "cannot be told",
    ]


def test_each_quarter_to_come_must_be_known_twice():
    """Two years and two quarters, of people: the third and the fourth quarter have been seen twice. Where the fourth of
    the first year is hidden, once, though nine quarters are known in all; where both are, never."""
    added = [70, 10, 20, 30] * 2 + [70, 10]
    assert year_end(PEOPLE, years(*added), Q + 9).lower is not None
    for hidden in ((Q + 3,), (Q + 7,), (Q + 2,)):
        to_date = years(*added) | {q: Figure(q, marker="c") for q in hidden}
        assert "with each quarter to come twice" in year_end(PEOPLE, to_date, Q + 9).why_none
    never = years(*[70, 10, 20, 30] * 4, 70, 10) | {q: Figure(q, marker="c") for q in range(Q + 3, Q + 16, 4)}
    assert "with each quarter to come twice" in year_end(PEOPLE, never, Q + 17).why_none


def test_what_adds_up_says_nothing_of_quarters_that_are_alike():
    assert year_end(SESSIONS, years(8, 12), Q + 1).why_none == (
        "it takes 8 quarters of this and the years before, and there are fewer"
    )
    assert year_end(PUPILS, years(8, 12), Q + 1).why_none == (
        "it takes 8 quarters of this and the years before, with each quarter to come twice, and there are fewer"
    )


def test_seven_quarters_are_too_few_and_eight_are_not():
    assert year_end(SESSIONS, years(*[8, 12] * 3, 8), Q + 6).lower is None
    assert year_end(SESSIONS, years(*[8, 12] * 4, 8), Q + 8).lower is not None
    without_first = years(*[8, 12] * 4, 8)
    del without_first[Q]  # so that neither it nor the second is known: seven are left
    assert year_end(SESSIONS, without_first, Q + 8).lower is None


def test_a_quarter_to_come_that_never_adds_any_is_no_reason_for_silence():
    """70, 10, none and 10 new people: three quarters to come bring some 20."""
    end = year_end(PEOPLE, years(*[70, 10, 0, 10] * 3, 70), Q + 12)
    assert end.to_date == 70 and 70 < (end.lower or 0) <= 90 <= (end.upper or 0)


def test_the_year_to_date_is_as_uncertain_as_its_own_quarters():
    """100 or 120, 40, 20 and 60 a year; of the third and fourth quarters nothing is in it in the second."""
    added = [100, 40, 20, 60, 120, 40, 20, 60, 100, 40, 20, 60, 120, 40]
    found = to_date_change(PUPILS, years(*added), Q + 13)
    # First quarters 110 ± 10, all others without any difference: 400 / 110 by 10 degrees is under 1, so φ is 1.
    half = 2.228139 * math.sqrt(2 * (110 + 40))
    assert (found.difference, found.lower, found.upper) == pytest.approx((20, 20 - half, 20 + half), abs=1e-3)
    one = count_change(PUPILS, figures(added), Q + 13)
    assert one.upper == pytest.approx(2.228139 * math.sqrt(2 * 40), abs=1e-3)
    first = to_date_change(PUPILS, years(*added), Q + 12)
    assert first.upper == pytest.approx(20 + 2.262157 * math.sqrt(2 * 110), abs=1e-3)  # 9 degrees


def test_a_hidden_quarter_is_no_quarter_to_learn_from():
    added = [100, 40, 20, 60, 100, 40, 20, 60, 100, 40, 20, 60, 120]
    hidden = figures(added) | {Q + 1: Figure(Q + 1, marker="c")}
    found = count_change(PUPILS, hidden, Q + 12)
    assert (found.difference, found.upper) == pytest.approx(
        (20, 20 + 2.306004 * math.sqrt(2 * 105)), abs=1e-3
    )


def test_less_than_one_a_quarter_has_a_range_too():
    """0 and 1 of the first quarters, 50 of all others: φ of 2 × 0.25 / 0.5 is under 1."""
    added = [0, 50, 50, 50, 1, 50, 50, 50, 0, 50, 50, 50, 1]
    found = count_change(PUPILS, figures(added), Q + 12)
    assert (found.difference, found.upper) == pytest.approx((1, 1 + 2.262157 * math.sqrt(2 * 0.5)), abs=1e-3)


def test_a_year_that_may_end_with_nothing():
    assert year_end_in_short(YearEnd(Q, 0.0, 0.0, 3.0), SESSIONS) == "0 to 3"
    assert year_end_in_short(YearEnd(Q, 0.0, 0.0, 0.0), SESSIONS) == "0"
    assert year_end_in_short(YearEnd(Q, 0.0), SESSIONS) == "–"
    assert YearEnd(Q).why_none == "" and not YearEnd(Q + 2).is_over and YearEnd(Q + 3).is_over


def test_what_each_answer_says():
    answers = (REACHED, NOT_REACHED, WILL_REACH, WILL_NOT_REACH, CANNOT_TELL)
    assert [answer.words for answer in answers] == [
        "the year has reached that",
        "the year did not reach that",
        "the year will reach that, if nothing changes",
        "the year will not reach that, if nothing changes",
        "whether the year will reach that cannot be told yet",
    ]


def test_a_year_is_asked_by_both_its_ends():
    """Of 30 to 50 so far 20: at least 40 cannot be told, at least 30 will be reached, and 50 may be."""
    end = YearEnd(Q + 2, 20.0, 30.0, 50.0)
    assert [year_answer(end, aim(least / 4), SESSIONS) for least in (20, 30, 40, 50, 51)] == [
        REACHED, WILL_REACH, CANNOT_TELL, CANNOT_TELL, WILL_NOT_REACH,
    ]  # fmt: skip
    over = YearEnd(Q + 3, 40.0, 40.0, 40.0)
    assert [year_answer(over, aim(least / 4), SESSIONS) for least in (40, 41)] == [REACHED, NOT_REACHED]
    for part in (YearEnd(Q, None, 1.0, 2.0), YearEnd(Q, 1.0, None, 2.0), YearEnd(Q, 1.0, 1.0, None)):
        assert year_answer(part, aim(1), SESSIONS) is None
    assert year_answer(end, aim(1), PEOPLE) is None


def test_who_or_what_is_counted_once_is_said():
    """Groups of pupils and people are; sessions add up."""
    end = YearEnd(Q + 3, 5.0, 5.0, 5.0)
    assert year_end_says(end, PUPILS) == "The whole year: 5 young people, each group of pupils counted once."
    assert year_end_says(end, PEOPLE) == "The whole year: 5 young people, each counted once."
    assert year_end_says(end, SESSIONS) == "The whole year: 5 sessions."
    so_far = YearEnd(Q + 2, 5.0, 6.0, 9.0)
    assert year_end_says(so_far, PUPILS) == (
        "So far this year: 5 young people, each group of pupils counted once. If the quarters to come are like those of "
        "the years before, the year will end with 6 to 9 (95% range)."
    )


def test_where_a_first_quarter_is_always_hidden_the_year_to_date_has_no_range():
    """Four years of which the first quarter is too small to be shown: what it and the second add is never known, and eight
    quarters are."""
    to_date = years(*[3, 40, 20, 60] * 4) | {q: Figure(q, marker="c") for q in range(Q, Q + 16, 4)}
    found = to_date_change(PUPILS, to_date, Q + 15)
    assert (found.difference, found.lower, found.upper) == (0, None, None)
    assert to_date_says(found, PUPILS) == "The year to date is 123: the same as a year before."
