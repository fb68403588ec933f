"""Numbers in words, at their edges."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.differences import Change, Figure, change_between

SHARE, MEAN, PAIN, COUNTED, SESSIONS = (
    MEASURE[ref] for ref in ("5.1.1.b", "5.1.1.a", "5.1.2.c", "5.1.3.b", "5.3.1.a")
)
Q = quarter(2024, 2)


def share(value: float, n: int, lower: float = 0.0, upper: float = 1.0, q: int = Q) -> Figure:
    return Figure(q, value, value * n, n, lower, upper, "")


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (
            share(21 / 31, 31, 0.501, 0.814),
            "68% of 31 young people; one young person is worth 3 points; 95% range 50% to 81%",
        ),
        (
            share(1.0, 1, 0.2065, 1.0),
            "100% of 1 young person; one young person is the whole group; 95% range 21% to 100%",
        ),
        (
            share(0.5, 2, 0.0945, 0.9055),
            "50% of 2 young people; one young person is worth 50 points; 95% range 9% to 91%",
        ),
        (
            share(0.0, 10, 0.0, 0.2775),
            "0% of 10 young people; one young person is worth 10 points; 95% range 0% to 28%",
        ),
        (
            share(1.0, 10, 0.7225, 1.0),
            "100% of 10 young people; one young person is worth 10 points; 95% range 72% to 100%",
        ),
        (
            share(0.625, 200, 0.556, 0.689),
            "62.5% of 200 young people; one young person is worth 0.5 of a point; 95% range 55.6% to 68.9%",
        ),
        (
            share(0.5, 100, 0.4, 0.6),
            "50.0% of 100 young people; one young person is worth 1 point; 95% range 40.0% to 60.0%",
        ),
        (Figure(Q, marker="z"), "No value: nobody could be counted in 2024/25 Q2"),
        (Figure(Q, marker="x"), "No value: no return covers 2024/25 Q2"),
    ],
)
def test_a_percentage_in_words(figure: Figure, said: str) -> None:
    assert figure_wording.figure_statement(figure, SHARE) == said


def test_an_average_in_words() -> None:
    assert (
        figure_wording.figure_statement(Figure(Q, 1.42, 44, 31, 0.93, 1.91, ""), MEAN)
        == "+1.4 points on average, over 31 young people; 95% range +0.9 to +1.9"
    )
    assert figure_wording.figure_statement(Figure(Q, -0.6, -3, 5, -1.2, 0.02, ""), PAIN) == (
        "−0.6 points on average, over 5 young people; a fall is an improvement; 95% range −1.2 to 0.0"
    )
    assert (
        figure_wording.figure_statement(Figure(Q, 2.0, 2, 1, marker=""), MEAN)
        == "+2.0 points on average, over 1 young person; no 95% range from one person"
    )
    assert "all changed by the same amount" in figure_wording.figure_statement(
        Figure(Q, 2.0, 4, 2, marker=""), MEAN
    )


def test_a_count_in_words() -> None:
    assert figure_wording.figure_statement(Figure(Q, 1400.0, marker=""), COUNTED) == "1,400 young people"
    assert figure_wording.figure_statement(Figure(Q, 1.0, marker=""), COUNTED) == "1 young person"
    assert figure_wording.figure_statement(Figure(Q, 1.0, marker=""), SESSIONS) == "1 session"
    assert figure_wording.figure_statement(Figure(Q, 0.0, marker=""), COUNTED) == "0 young people"


def test_a_change_in_words() -> None:
    rose = change_between(SHARE, share(0.61, 400, 0.56, 0.66, Q - 1), share(0.8, 400, 0.76, 0.84))
    assert figure_wording.change_in_words(rose, SHARE) == "up from 61.0%"
    assert figure_wording.change_in_short(rose, SHARE) == "up 19.0 points"
    same = change_between(SHARE, share(0.61, 31, 0.44, 0.76, Q - 1), share(0.68, 31, 0.5, 0.81))
    assert figure_wording.change_in_short(same, SHARE) == "up 7 points"
    # Newcombe: 7 − √((68 − 50)² + (76 − 61)²) and 7 + √((81 − 68)² + (61 − 44)²).
    assert figure_wording.difference_ends(same, SHARE) == "−16 to +28"
    assert figure_wording.change_with_range(same, SHARE) == "up 7 points from 61% (95% range −16 to +28)"
    assert (
        figure_wording.change_with_range(same, SHARE, "a year before", "range")
        == "up 7 points from 61% a year before (range −16 to +28)"
    )
    fell = change_between(
        PAIN, Figure(Q - 1, -0.4, -12, 30, -0.6, -0.2, ""), Figure(Q, -2.0, -60, 30, -2.2, -1.8, "")
    )
    assert figure_wording.change_in_words(fell, PAIN) == "down from −0.4"
    assert figure_wording.change_in_short(fell, PAIN) == "down 1.6 points"
    still = change_between(SHARE, share(0.5, 10, q=Q - 1), share(0.5, 20))
    assert figure_wording.change_in_words(still, SHARE) == "unchanged at 50%"
    assert figure_wording.change_in_short(still, SHARE) == "unchanged"
    said = figure_wording.change_with_range
    # From √(0.5² + 0.5²): both intervals reach from 0% to 100%.
    assert said(still, SHARE) == "unchanged at 50% (95% range −71 to +71)"
    assert said(still, SHARE, "a year before") == "the same as a year before (95% range −71 to +71)"


def test_a_count_has_a_change() -> None:
    def words(then: float, now: float) -> str:
        return figure_wording.change_with_range(
            change_between(COUNTED, Figure(Q - 1, then, marker=""), Figure(Q, now, marker="")), COUNTED
        )

    assert [words(140, 152), words(152, 140), words(140, 140)] == [
        "up 12 from 140",
        "down 12 from 152",
        "unchanged at 140",
    ]
    ranged = Change(Figure(Q - 4, 826.0), Figure(Q, 708.0), -118.0, -500.2, 264.4)
    assert (
        figure_wording.change_with_range(ranged, COUNTED, "a year before")
        == "down 118 from 826 a year before (95% range −500 to +264)"
    )


def test_nothing_to_compare_with_is_said() -> None:
    none = change_between(SHARE, Figure(Q - 1), share(0.5, 2))
    assert figure_wording.change_with_range(none, SHARE) == "cannot be compared: no return covers 2024/25 Q1"
    assert figure_wording.change_in_short(none, SHARE) == "–"
    nobody = change_between(SHARE, Figure(Q - 1, marker="z"), share(0.5, 2))
    assert (
        figure_wording.change_in_words(nobody, SHARE)
        == "cannot be compared: nobody could be counted in 2024/25 Q1"
    )
    one = change_between(MEAN, Figure(Q - 1, 2.0, 2, 1, marker=""), Figure(Q, 1.0, 2, 2, 0.5, 1.5, ""))
    assert figure_wording.change_in_words(one, MEAN) == "down from +2.0"
    assert figure_wording.change_with_range(one, MEAN) == "down from +2.0"
    for no_range in (none, nobody, one):
        assert figure_wording.difference_ends(no_range, MEAN) == ""


def test_signs_and_zeros() -> None:
    assert [figure_wording.signed_number(v) for v in (1.44, -0.6, 0.04, -0.04, 0.0)] == [
        "+1.4",
        "−0.6",
        "0.0",
        "0.0",
        "0.0",
    ]
    assert figure_wording.value_in_words(None, SHARE) == "–"


def test_what_has_arrived() -> None:
    due = dt.date(2024, 10, 21)
    assert figure_wording.arrivals_in_words(5, {}, due) == "5 of 5 returns in"
    assert (
        figure_wording.arrivals_in_words(5, {"TIPS · Rock Pool": (due, [])}, dt.date(2024, 11, 2))
        == "4 of 5 returns in · TIPS · Rock Pool was due 21 October 2024, 12 days late"
    )
    assert (
        figure_wording.arrivals_in_words(5, {"TIPS · Rock Pool": (due, [])}, due)
        == "4 of 5 returns in · TIPS · Rock Pool due 21 October 2024"
    )
    assert figure_wording.arrivals_in_words(5, {"TIPS · Rock Pool": (due, [])}, dt.date(2026, 1, 1)).endswith(
        "was due 21 October 2024"
    )
    assert "A without pain readings, was due" in figure_wording.arrivals_in_words(
        5, {"A": (due, ["pain readings"])}, dt.date(2024, 11, 2)
    )


def test_a_change_of_counts_in_short() -> None:
    def words(then: float, now: float) -> str:
        change = change_between(COUNTED, Figure(Q - 1, then, marker=""), Figure(Q, now, marker=""))
        return figure_wording.change_in_short(change, COUNTED)

    assert [words(140, 1152), words(1, 0), words(0, 1), words(7, 7)] == [
        "up 1,012",
        "down 1",
        "up 1",
        "unchanged",
    ]


def test_which_way_is_better() -> None:
    """Pain is better where it falls; the share whose pain fell is better where it rises."""
    assert figure_wording.better_direction(PAIN) == "A fall (a number below zero) is better."
    assert figure_wording.better_direction(SHARE._replace(better="lower")) == "Lower is better."
    for measure in (SHARE, MEAN, COUNTED, SESSIONS, MEASURE["5.1.2.d"]):
        assert figure_wording.better_direction(measure) == "Higher is better."


def test_a_range_of_what_looks_alike_has_a_decimal_more() -> None:
    """And is one value where no two decimals more tell its ends apart."""
    assert figure_wording.interval_in_words(0.996, 1.0, SHARE) == "99.6% to 100.0%"
    assert figure_wording.interval_in_words(0.68312, 0.68341, SHARE, 40_000) == "68.31% to 68.34%"
    assert figure_wording.interval_in_words(1.02, 1.04, MEAN) == "+1.02 to +1.04"
    assert figure_wording.interval_in_words(6.8, 7.3, COUNTED) == "6.8 to 7.3"
    assert figure_wording.interval_in_words(0.4, 0.4, SHARE) == "40%"
    assert figure_wording.interval_in_words(-0.0004, 0.0004, MEAN) == "0.0"


def test_a_change_that_does_not_show_is_slight() -> None:
    near = change_between(MEAN, Figure(Q - 1, 1.41, 42, 30, 1.0, 1.8), Figure(Q, 1.43, 43, 30, 1.0, 1.8))
    assert figure_wording.change_in_words(near, MEAN) == "slightly up from +1.4"
    assert figure_wording.change_in_short(near, MEAN) == "slightly up"
    # 67.6% and 68.4% look the same, though they are nearly a point apart.
    alike = change_between(SHARE, share(0.676, 50, q=Q - 1), share(0.684, 50))
    assert figure_wording.change_in_short(alike, SHARE) == "slightly up"
    assert figure_wording.change_with_range(alike, SHARE).startswith("slightly up from 68% (95% range −")
    down = change_between(SHARE, share(0.684, 50, q=Q - 1), share(0.68, 50))
    assert figure_wording.change_in_words(down, SHARE) == "slightly down from 68%"
    assert figure_wording.change_in_short(down, SHARE) == "slightly down"


def test_a_difference_of_one_point_is_a_point() -> None:
    one = change_between(SHARE, share(0.4, 90, 0.3, 0.5, Q - 1), share(0.41, 90, 0.31, 0.51))
    assert figure_wording.change_with_range(one, SHARE).startswith("up 1 point from 40% (95% range ")
    back = change_between(SHARE, share(0.41, 90, 0.31, 0.51, Q - 1), share(0.4, 90, 0.3, 0.5))
    assert figure_wording.change_with_range(back, SHARE).startswith("down 1 point from 41% (95% range ")


def test_the_lowest_and_the_highest_of_a_few_quarters() -> None:
    first, middle, last = (label(Q), 0.4, "40%"), (label(Q + 1), 0.7, "70%"), (label(Q + 2), 0.6, "60%")
    assert figure_wording.lowest_and_highest([first, middle, last]) == (
        "lowest 40% in 2024/25 Q2, highest 70% in 2024/25 Q3, last 60% in 2024/25 Q4"
    )
    by_number = [(label(Q), 0.09, "9%"), (label(Q + 1), 0.1, "10%"), (label(Q + 2), 0.095, "10%")]
    assert figure_wording.lowest_and_highest(by_number) == (
        "lowest 9% in 2024/25 Q2, highest 10% in 2024/25 Q3, last 10% in 2024/25 Q4"
    )
    assert figure_wording.lowest_and_highest([first]) == "only value 40% in 2024/25 Q2"
    alike = [first, (label(Q + 1), 0.401, "40%")]
    assert figure_wording.lowest_and_highest(alike) == "both values alike, the last 40% in 2024/25 Q3"


def test_one_member_of_staff() -> None:
    staff = MEASURE["5.1.6.a"]
    assert figure_wording.counted_in_words(1, staff) == "1 member of school staff"
    assert figure_wording.counted_in_words(0, staff) == "0 school staff"
    assert figure_wording.figure_statement(Figure(Q, 1.0, marker=""), staff) == "1 member of school staff"


def test_a_window_that_begins_before_the_first_return_says_so() -> None:
    window = Figure(Q, marker=NOT_COVERED, rolling=True)
    assert figure_wording.no_value(window) == "returns do not cover all of 2023/24 Q3 to 2024/25 Q2"
    assert figure_wording.no_value(Figure(Q, marker=NOT_COVERED)) == "no return covers 2024/25 Q2"


def test_a_difference_of_a_count_has_no_unit() -> None:
    """12 fewer sessions than a year before; what has no range of its own is said without one."""
    then, now = Figure(Q - 4, 140.0, marker=""), Figure(Q, 128.0, marker="")
    change = Change(then, now, -12.0, -30.0, 6.0)
    said = figure_wording.change_with_range
    assert said(change, SESSIONS) == "down 12 from 140 (95% range −30 to +6)"
    assert figure_wording.difference_ends(change, SESSIONS) == "−30 to +6"
    alike = Change(then, now, -12.0, -12.0, -12.0)
    assert said(alike, SESSIONS) == "down 12 from 140"
    assert figure_wording.difference_ends(Change(then, now, -12.0, None, None), SESSIONS) == ""


def test_after_ninety_days_it_is_not_counted_any_more() -> None:
    due = dt.date(2024, 10, 21)

    def said(days: int) -> str:
        return figure_wording.arrivals_in_words(1, {"TIPS": (due, [])}, due + dt.timedelta(days=days))

    assert said(1) == "0 of 1 returns in · TIPS was due 21 October 2024, 1 day late"
    assert said(90).endswith("was due 21 October 2024, 90 days late") and said(91).endswith(
        "was due 21 October 2024"
    )


def test_why_there_is_no_value_in_words() -> None:
    assert figure_wording.no_value(Figure(Q, marker=HIDDEN)) == "2024/25 Q2 is hidden"
    rolled = Figure(Q, marker=NOT_COVERED, rolling=True)
    assert figure_wording.no_value(rolled) == "returns do not cover all of 2023/24 Q3 to 2024/25 Q2"
    assert figure_wording.WHY_HIDDEN == (
        "because it covers very few young people, or would give away a figure that does"
    )
    assert figure_wording.OR_WITHDRAWN == ", or was withdrawn"


def test_what_is_said_of_a_figure_of_four_quarters() -> None:
    assert figure_wording.rolling_says(Figure(Q, 0.5, rolling=True)) == (
        "Each figure is of four quarters together (2023/24 Q3 to 2024/25 Q2) and stands at the last of them; "
        "those of single quarters are too small to share."
    )
    assert figure_wording.rolling_says(Figure(Q, 0.5)) == ""


def test_a_mean_without_a_range_says_why() -> None:
    """Four who all gained one point, and one alone."""
    said = figure_wording.figure_statement(Figure(Q, 1.0, 4.0, 4, marker=""), MEAN)
    assert said == (
        "+1.0 points on average, over 4 young people; no 95% range, because all changed by the same amount"
    )
    alone = figure_wording.figure_statement(Figure(Q, 1.0, 1.0, 1, marker=""), MEAN)
    assert alone == "+1.0 points on average, over 1 young person; no 95% range from one person"


@pytest.mark.parametrize(
    ("n", "worth"),
    [
        (66, "2 points"),  # 1.515
        (67, "1 point"),  # 1.493
        (105, "1 point"),  # 0.952
        (106, "0.9 of a point"),  # 0.943
        (1000, "0.1 of a point"),
        (3000, "0.03 of a point"),
    ],
)
def test_what_one_young_person_is_worth(n: int, worth: str) -> None:
    said = figure_wording.figure_statement(share(0.5, n), SHARE)
    assert said.split("; ")[1] == f"one young person is worth {worth}"


def test_from_a_hundred_people_a_percentage_has_a_decimal() -> None:
    said = figure_wording.percent_in_words
    assert [said(0.625, n) for n in (None, 0, 99, 100)] == ["62%", "62%", "62%", "62.5%"]
    assert [said(0.12344, n, 1) for n in (99, 100)] == ["12.3%", "12.34%"]
    assert said(0.12344, 99, 2) == "12.34%"


def test_only_as_many_decimals_as_tell_two_values_apart() -> None:
    """None where they differ, else one, two at most."""
    said = figure_wording.apart_in_words
    assert said(0.41, 0.42, SHARE) == ("41%", "42%")
    assert said(0.411, 0.413, SHARE) == ("41.1%", "41.3%")
    assert said(0.4111, 0.4113, SHARE) == ("41.11%", "41.13%")
    assert said(0.41111, 0.41113, SHARE) == ("41%", "41%")
    assert said(0.4111, 0.4114, SHARE, 200) == ("41.11%", "41.14%")
    assert said(1204.4, 1204.3, COUNTED) == ("1,204.4", "1,204.3")
    assert figure_wording.two_in_words(0.41111, 0.41113, SHARE) == ["41%"]


def test_only_as_many_decimals_as_tell_the_ends_of_a_difference_apart() -> None:
    """Of fewer than 100 in either quarter whole points, of 100 in both a decimal; two more at most."""

    def ends(lower: float, upper: float, n: int = 20, before: int = 400) -> str:
        change = Change(share(0.5, before), share(0.5, n), 0.0, lower, upper)
        return figure_wording.difference_ends(change, SHARE)

    assert ends(-0.014, 0.012) == "−1 to +1"
    assert ends(0.001, 0.004) == "+0.1 to +0.4"
    assert ends(0.0001, 0.0004) == "+0.01 to +0.04"
    assert ends(0.00001, 0.00004) == ""
    assert ends(0.0, 0.003) == "0.0 to +0.3" and ends(0.0, 0.2) == "0 to +20"
    assert ends(-0.004, 0.004) == "−0.4 to +0.4"
    assert ends(-0.014, 0.012, 100, 100) == ends(-0.014, 0.012, 400, 100) == "−1.4 to +1.2"
    assert ends(-0.014, 0.012, 100, 99) == ends(-0.014, 0.012, 99, 100) == "−1 to +1"
    counted = Change(Figure(Q - 4, 1400.0), Figure(Q, 2600.0), 1200.0, -1034.4, 3434.4)
    assert figure_wording.difference_ends(counted, COUNTED) == "−1,034 to +3,434"


def test_a_range_with_one_end_only_is_none() -> None:
    for ends in ((-0.1, None), (None, 0.1)):
        change = Change(share(0.4, 20, q=Q - 1), share(0.5, 20), 0.1, *ends)
        assert figure_wording.difference_ends(change, SHARE) == ""
    half = Figure(Q, 1.0, 4.0, 4, 0.5, None, "")
    assert "no 95% range" in figure_wording.figure_statement(half, MEAN)


def test_a_change_of_less_than_a_point_that_shows_is_slight() -> None:
    """59.4% is shown as 59%, 59.6% as 60%: no whole point lies between them."""
    rose = change_between(SHARE, share(0.594, 50, q=Q - 1), share(0.596, 50))
    assert figure_wording.change_in_words(rose, SHARE) == "up from 59%"
    assert figure_wording.change_in_short(rose, SHARE) == "slightly up"
    fell = change_between(SHARE, share(0.596, 50, q=Q - 1), share(0.594, 50))
    assert figure_wording.change_in_short(fell, SHARE) == "slightly down"
    # 10 and 20 points end in a 0 and are no small change.
    tens = change_between(SHARE, share(0.4, 50, q=Q - 1), share(0.5, 50))
    assert figure_wording.change_in_short(tens, SHARE) == "up 10 points"
    tenth = change_between(SHARE, share(0.400, 200, q=Q - 1), share(0.401, 200))
    assert figure_wording.change_in_short(tenth, SHARE) == "up 0.1 points"


def test_the_number_behind_a_value_that_is_none() -> None:
    assert figure_wording.value_in_words(float("nan"), MEAN) == figure_wording.NO_VALUE == "–"
    assert figure_wording.value_in_words(0.0, COUNTED) == "0"
    assert figure_wording.value_in_words(1204.0, COUNTED) == "1,204"
    assert figure_wording.value_in_words(1204.25, COUNTED, finer=1) == "1,204.2"
    assert figure_wording.signed_number(1234.56, 1) == "+1234.56"
    assert figure_wording.signed_number(-0.004, 1) == "0.00"
    assert figure_wording.people_in_words(1204) == "1,204 young people"


def test_three_values_alike() -> None:
    three = [(label(Q + later), 0.4, "40%") for later in range(3)]
    assert figure_wording.lowest_and_highest(three) == "all 3 values alike, the last 40% in 2024/25 Q4"


def test_what_it_says_of_differences_and_rounding() -> None:
    assert figure_wording.ROUNDED == ("Differences are worked out before rounding, so they can look one out.")


def test_tables_that_are_missing_are_named_together() -> None:
    missing = {"A": (dt.date(2024, 10, 21), ["pain readings", "support"]), "B": (dt.date(2024, 10, 22), [])}
    assert figure_wording.arrivals_in_words(5, missing, dt.date(2024, 10, 21)) == (
        "3 of 5 returns in · A without pain readings and support, due 21 October 2024 · B due 22 October 2024"
    )
