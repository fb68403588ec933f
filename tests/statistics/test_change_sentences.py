"""What a change is made of, in words. Every sentence's numbers were worked out by hand."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.change_decomposition_wording import (
    Moved,
    Side,
    apportion,
    moved_words,
    revised_words,
)

SHARE, MEAN, PEOPLE, PUPILS, STAFF, SESSIONS = (
    MEASURE[ref] for ref in ("5.1.1.b", "5.1.1.a", "5.1.3.b", "5.1.5.a", "5.1.6.a", "5.3.1.a")
)
Q1, Q2 = quarter(2024, 1), quarter(2024, 2)


def side(value: int | Fraction, n: int = 10) -> Side:
    return Side(Fraction(value), n, "")


def sixths(left: int, continued: int, joined: int, **numbers: int) -> Moved:
    """From 1/2 of 12 young people, in sixths."""
    parts = {
        name: Fraction(part, 6)
        for name, part in (("left", left), ("continued", continued), ("joined", joined))
    }
    return Moved(side(Fraction(1, 2), 12), side(Fraction(1, 2) + sum(parts.values()), 12), **parts, **numbers)


def test_a_percentage_that_moved() -> None:
    # 61% → 68% in hundredths: 4 of them joined, 2 left, 1 continued.
    parts = {"joined": Fraction(4, 100), "left": Fraction(2, 100), "continued": Fraction(1, 100)}
    one = Moved(
        side(Fraction(61, 100), 28),
        side(Fraction(68, 100), 31),
        **parts,
        joiners=9,
        leavers=6,
        rose=2,
        fell=1,
        same=19,
    )
    assert (
        moved_words(one, SHARE, Q1, Q2)
        == "61% → 68%, +7 points: 9 joined (+4 points), 6 left (+2), 22 continued (+1)."
    )


def test_who_is_not_there_is_not_said() -> None:
    one = replace(sixths(0, 1, 0), rose=3, same=9)
    assert moved_words(one, SHARE, Q1, Q2) == "50% → 67%, +17 points: 12 continued (+17 points)."
    still = replace(sixths(0, 0, 0), same=12)
    assert moved_words(still, SHARE, Q1, Q2) == "50% → 50%, no change: 12 continued (0 points)."


def test_rounded_parts_add_up_to_the_rounded_change() -> None:
    # 16.67 + 16.67 − 16.67 = 16.67: rounded 17 + 17 − 17 = 17, though each on its own could round either way.
    assert moved_words(sixths(1, 1, -1, leavers=2, rose=8, joiners=2), SHARE, Q1, Q2).endswith(
        "2 joined (−17 points), 2 left (+17), 8 continued (+17)."
    )
    # 16.67 twice is 33.33, so one of the two is printed as 16.
    both = moved_words(sixths(1, 0, 1, leavers=2, same=8, joiners=2), SHARE, Q1, Q2)
    assert both == "50% → 83%, +33 points: 2 joined (+17 points), 2 left (+16), 8 continued (0)."


def test_one_more_digit_where_the_printed_values_do_not_differ_by_the_printed_change() -> None:
    # 60.6 → 68.4 is +7.8: 61 → 68 would not be +8.
    one = Moved(side(Fraction(606, 1000)), side(Fraction(684, 1000)), continued=Fraction(78, 1000), rose=10)
    assert moved_words(one, SHARE, Q1, Q2) == "60.6% → 68.4%, +7.8 points: 10 continued (+7.8 points)."
    # 0.3 of a point is not 0 points.
    one = Moved(side(Fraction(610, 1000)), side(Fraction(613, 1000)), continued=Fraction(3, 1000), rose=10)
    assert moved_words(one, SHARE, Q1, Q2) == "61.0% → 61.3%, +0.3 points: 10 continued (+0.3 points)."
    # A third is never enough: 33.3 and 66.7 differ by 33.4.
    one = Moved(side(Fraction(1, 3), 3), side(Fraction(2, 3), 3), continued=Fraction(1, 3), rose=1, same=2)
    assert moved_words(one, SHARE, Q1, Q2) == "33% → 67%, +33 points: 3 continued (+33 points)."


def test_a_hundred_people_have_a_decimal() -> None:
    one = Moved(
        side(Fraction(1, 2), 200), side(Fraction(101, 200), 200), continued=Fraction(1, 200), rose=1, same=199
    )
    assert moved_words(one, SHARE, Q1, Q2) == "50.0% → 50.5%, +0.5 points: 200 continued (+0.5 points)."
    one = Moved(
        side(Fraction(1, 2), 100), side(Fraction(51, 100), 100), continued=Fraction(1, 100), rose=1, same=99
    )
    assert moved_words(one, SHARE, Q1, Q2) == "50.0% → 51.0%, +1.0 points: 100 continued (+1.0 points)."


def test_an_average_that_moved() -> None:
    one = Moved(
        side(Fraction(14, 10)),
        side(Fraction(4, 10)),
        left=Fraction(-3, 10),
        continued=Fraction(-9, 10),
        joined=Fraction(2, 10),
    )
    one = replace(one, leavers=1, joiners=1200, fell=9)
    assert moved_words(one, MEAN, Q1, Q2) == (
        "+1.4 → +0.4 points on average, −1.0 points: 1,200 joined (+0.2 points), 1 left (−0.3), 9 "
        "continued (−0.9)."
    )


def test_one_point_is_one() -> None:
    one = Moved(side(Fraction(50, 100)), side(Fraction(51, 100)), continued=Fraction(1, 100), rose=1)
    assert moved_words(one, SHARE, Q1, Q2) == "50% → 51%, +1 point: 1 continued (+1 point)."


def test_counts_that_moved() -> None:
    people = Moved(
        side(75, 75), side(77, 77), joined=Fraction(9), left=Fraction(-7), joiners=9, leavers=7, same=68
    )
    assert moved_words(people, PEOPLE, Q1, Q2) == "75 → 77 young people, +2: 9 joined, 7 left, 68 continued."
    assert (
        moved_words(Moved(side(0, 0), side(1, 1), joined=Fraction(1), joiners=1), PEOPLE, Q1, Q2)
        == "0 → 1 young person, +1: 1 joined."
    )
    pupils = Moved(
        side(1204),
        side(1310),
        joined=Fraction(400),
        left=Fraction(-350),
        continued=Fraction(56),
        joiners=12,
        leavers=10,
        rose=3,
        same=2,
    )
    assert moved_words(pupils, PUPILS, Q1, Q2) == (
        "1,204 → 1,310 young people, +106: 12 groups of pupils only in the later quarter (+400), 10 only in "
        "the earlier (−350), 5 in both (+56)."
    )
    staff = Moved(side(2), side(5), joined=Fraction(3), joiners=1, same=1)
    assert (
        moved_words(staff, STAFF, Q1, Q2)
        == "2 → 5 school staff, +3: 1 group of pupils only in the later quarter (+3), 1 in both (0)."
    )
    sessions = Moved(side(13), side(15), joined=Fraction(15), left=Fraction(-13), joiners=9, leavers=13)
    assert moved_words(sessions, SESSIONS, Q1, Q2) == "13 → 15 sessions, +2: none in both quarters."
    assert moved_words(Moved(side(0, 0), side(3, 1), joined=Fraction(3), joiners=1), SESSIONS, Q1, Q2) == (
        "0 → 3 sessions, +3: 3 sessions only in the later quarter."  # of one row
    )
    assert moved_words(Moved(side(0, 0), side(0, 0)), SESSIONS, Q1, Q2) == "0 → 0 sessions, no change."


def test_nobody_stayed() -> None:
    one = Moved(
        side(Fraction(60, 100)), side(Fraction(65, 100)), replaced=Fraction(5, 100), joiners=9, leavers=6
    )
    assert (
        moved_words(one, SHARE, Q1, Q2)
        == "60% → 65%, +5 points: 9 joined and 6 left, with nobody in both quarters."
    )


def test_no_value_is_said_of_the_side_that_has_none() -> None:
    good = side(Fraction(1, 2))
    assert (
        moved_words(Moved(Side(), good), SHARE, Q1, Q2)
        == "No change can be worked out: no return covers 2024/25 Q1."
    )
    assert (
        moved_words(Moved(good, Side(marker="z")), SHARE, Q1, Q2)
        == "No change can be worked out: nobody could be counted in 2024/25 Q2."
    )
    assert (Side().n, Side().value, Side().marker) == (0, None, "x"), "what no return covers has nobody in it"
    assert moved_words(Moved(Side(), Side(marker="z")), SHARE, Q1, Q2) == (
        "No change can be worked out: no return covers 2024/25 Q1 and nobody could be counted in 2024/25 Q2."
    )


@pytest.mark.parametrize(
    ("one", "measure", "said"),
    [
        (
            Moved(side(Fraction(62, 100)), side(Fraction(58, 100)), joiners=3, fell=1, same=9),
            SHARE,
            "2024/25 Q2 was 62%, is now 58%: 3 young people were added and 1 was corrected.",
        ),
        (
            Moved(side(Fraction(62, 100)), side(Fraction(58, 100)), joiners=1, leavers=2, fell=1, rose=3),
            SHARE,
            "2024/25 Q2 was 62%, is now 58%: 1 young person was added, 2 were removed and 4 were corrected.",
        ),
        (
            Moved(side(Fraction(12, 10)), side(Fraction(-1, 10)), leavers=1),
            MEAN,
            "2024/25 Q2 was +1.2 points on average, is now −0.1: 1 young person was removed.",
        ),
        (
            Moved(side(75, 75), side(77, 77), joined=Fraction(2), joiners=2, same=75),
            PEOPLE,
            "2024/25 Q2 was 75, is now 77: 2 young people were added.",
        ),
        (
            Moved(side(300), side(290), fell=1, same=9),
            PUPILS,
            "2024/25 Q2 was 300 young people, is now 290: 1 group of pupils was corrected.",
        ),
        (
            Moved(side(12), side(15), joined=Fraction(3), joiners=1, same=12),
            SESSIONS,
            "2024/25 Q2 was 12, is now 15: 3 sessions were added.",
        ),
        (Moved(side(Fraction(1, 2)), side(Fraction(1, 2)), same=10), SHARE, "2024/25 Q2 is still 50%."),
        (
            Moved(side(Fraction(1, 2)), side(Fraction(1, 2)), rose=1, fell=1),
            SHARE,
            "2024/25 Q2 is still 50%: 2 young people were corrected.",
        ),
        (
            Moved(side(Fraction(621, 1000)), side(Fraction(618, 1000)), joiners=1),
            SHARE,
            "2024/25 Q2 was 62.1%, is now 61.8%: 1 young person was added.",
        ),
        (
            Moved(Side(), side(Fraction(58, 100))),
            SHARE,
            "2024/25 Q2 had no value (no return covered it), is now 58%.",
        ),
        (
            Moved(side(Fraction(58, 100)), Side(marker="z")),
            SHARE,
            "2024/25 Q2 was 58%, now has none (nobody could be counted).",
        ),
        (
            Moved(Side(marker="z"), Side()),
            SHARE,
            "2024/25 Q2 had no value (nobody could be counted), now has none (no return covered it).",
        ),
    ],
)
def test_a_revision_explains_itself(one: Moved, measure, said: str) -> None:
    assert revised_words(one, measure, Q2) == said


def test_the_largest_remainders_are_rounded_up() -> None:
    """Of 13 seats for 41.5%, 29.7% and 28.8%: quotas 5.395, 3.861, 3.744, whole 5, 3, 3, and the two left go
    to the second and third."""
    assert apportion([Fraction(p * 13, 1000) for p in (415, 297, 288)], 13) == [5, 4, 4]
    assert apportion([Fraction(-3, 4), Fraction(0), Fraction(1, 2)], 0) == [
        -1,
        0,
        1,
    ]  # −1 + 0.25 and 0 + 0.5 lie above their whole part
    assert apportion([], 0) == []


fractions = st.fractions(-50, 50, max_denominator=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(fractions, max_size=5))
def test_apportioned_parts_add_up_and_stay_near(parts: list[Fraction]) -> None:
    total = round(sum(parts, Fraction(0)))
    found = apportion(parts, total)
    assert sum(found) == total
    for part, whole in zip(parts, found, strict=True):
        assert abs(part - whole) < 1 and part * whole >= 0


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([m for m in MEASURES if not m.counts]),
    st.lists(st.fractions(-1, 1, max_denominator=300), min_size=4, max_size=4),
    st.integers(1, 300),
)
def test_the_printed_parts_add_up_to_the_printed_change(measure, numbers: list[Fraction], n: int) -> None:
    value, left, continued, joined = numbers
    one = Moved(
        side(value, n),
        side(value + left + continued + joined, n),
        joined,
        left,
        continued,
        joiners=1,
        leavers=1,
        rose=1,
    )
    said = moved_words(one, measure, Q1, Q2).replace("−", "-")
    head, parts = said.split(": ")
    change = sum(
        map(Fraction, re.findall(r", ([+-]?[\d.]+) point", head))
    )  # none is said where there is none
    amounts = [Fraction(amount) for amount in re.findall(r"\(([+-]?[\d.]+)(?: points?)?\)", parts)]
    assert len(amounts) == 3 and sum(amounts) == change


def test_of_a_hundred_on_one_side_only_there_is_no_decimal() -> None:
    parts = {"continued": Fraction(1, 10), "rose": 40}
    for before, after in ((100, 99), (99, 100)):
        one = Moved(side(Fraction(1, 2), before), side(Fraction(3, 5), after), **parts)
        assert moved_words(one, SHARE, Q1, Q2).startswith("50% → 60%, +10 points")
    both = Moved(side(Fraction(1, 2), 100), side(Fraction(3, 5), 100), **parts)
    assert moved_words(both, SHARE, Q1, Q2).startswith("50.0% → 60.0%, +10.0 points")


def test_who_differs_and_who_stayed() -> None:
    """Any one of the three is a difference; nobody stayed where one came and one went."""
    two = (side(Fraction(1, 2)), side(Fraction(1, 2)))
    assert not Moved(*two, same=9).differs
    for one in ({"joiners": 1}, {"leavers": 1}, {"rose": 1}, {"fell": 1}):
        assert Moved(*two, same=9, **one).differs
    assert Moved(*two, joiners=1, leavers=1).nobody_stayed
    assert not Moved(*two, joiners=1).nobody_stayed and not Moved(*two, leavers=1).nobody_stayed
    for one in ({"same": 1}, {"rose": 1}, {"fell": 1}):
        assert not Moved(*two, joiners=1, leavers=1, **one).nobody_stayed
    counted = Moved(*two, rose=1, fell=2, same=4)
    assert (counted.stayers, counted.corrected) == (7, 3)


def test_a_change_needs_a_value_on_both_sides() -> None:
    good = side(Fraction(1, 2))
    assert Moved(good, Side()).change is None and Moved(Side(), good).change is None
    assert Moved(good, side(Fraction(1, 4))).change == Fraction(-1, 4)


def test_a_revision_of_a_count_that_had_no_value_has_its_unit() -> None:
    """Of groups of pupils, whose number is not the measure's; one of them is one."""
    assert revised_words(Moved(Side(), side(300)), PUPILS, Q2) == (
        "2024/25 Q2 had no value (no return covered it), is now 300 young people."
    )
    assert revised_words(Moved(side(1), Side()), PUPILS, Q2) == (
        "2024/25 Q2 was 1 young person, now has none (no return covered it)."
    )
    assert revised_words(Moved(side(75, 75), Side()), PEOPLE, Q2) == (
        "2024/25 Q2 was 75, now has none (no return covered it)."
    )
    assert revised_words(Moved(Side(marker="z"), side(Fraction(-5, 10))), MEAN, Q2) == (
        "2024/25 Q2 had no value (nobody could be counted), is now −0.5 points on average."
    )
    assert revised_words(Moved(side(300), side(300), rose=1, fell=1), PUPILS, Q2) == (
        "2024/25 Q2 is still 300 young people: 2 groups of pupils were corrected."
    )
