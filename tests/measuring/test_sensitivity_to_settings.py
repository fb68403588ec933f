"""A quarter under other readings: each worked by hand, and what no setting may touch."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import SETTINGS, Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KINDS
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.sensitivity_to_settings import (
    OtherReading,
    Readings,
    difference_from_now,
    other_readings,
    range_in_words,
)
from ieo_metrics.measuring.who_was_counted import change_distribution
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.intervals import wilson
from tests.second import generate
from tests.second.drawn import given as drawn
from tests.second.plain import PlainReturn
from tests.second.real import accepted

SSJ, POLICE, ARTSWORK, NO_LIMITS = "Society of St James", "Constabulary", "Artswork", "No Limits"
Q1 = quarter(2024, 1)


def read_as(chosen: Settings, *returns: PlainReturn) -> Results:
    governed = govern(accepted(list(returns), chosen), chosen)
    assert governed is not None
    return compute_measures(governed, chosen)


def found(ref: str, *returns: PlainReturn, chosen: Settings | None = None) -> dict[str, Readings]:
    return {one.title: one for one in other_readings(read_as(chosen or Settings(), *returns), ref, Q1)}


def numbers(one: Readings) -> list[tuple]:
    """(choice, value, n, in force) of each."""
    return [(r.choice, r.figure.value, r.figure.n, r.in_force) for r in one.readings]


LISTED = drawn(
    POLICE, "2024-07-14", "2023/24 Q1..2024/25 Q1",
    follow_up="""
        person_ref  started     traced  arrested
        A           2023-05-10  yes     2023-05-01
        B           2023-06-01  yes     -
        C           2023-12-15  yes     2023-10-01
        D           2024-03-20  yes     2023-06-10
    """,
    offences="""
        person_ref  offence_date  chi
        A           2023-05-10    100
        A           2023-09-01    50
        B           2023-05-01    10
        C           2024-03-01    5
        D           2023-04-01    1
    """,
)  # fmt: skip


def test_another_window_ends_in_another_quarter_and_has_others_in_it() -> None:
    one = found("5.2.1.a", LISTED)["Follow-up window, in months"]
    # 12 months: A, who offended again in September, and B. 6: C, who did in March. 3: D, who did not.
    assert numbers(one) == [("12", 0.5, 2, True), ("6", 0, 1, False), ("3", 1, 1, False)]
    assert [r.difference_from_now for r in one.readings] == ["", "50.0 points lower", "50.0 points higher"]
    assert one.beside.startswith(
        "A different window ends in a different quarter, so different young people are counted in this one."
    )


def test_a_setting_with_one_choice_has_no_other_reading() -> None:
    """There is one edition of the Crime Harm Index."""
    touching = [s for s in SETTINGS if "harm reduced" in s.touches]
    assert [s.name for s in touching if len(s.choices) == 1] == ["crime_harm_edition"]
    harm = found("5.2.2.a", LISTED)
    assert set(harm) == {s.title for s in touching if len(s.choices) > 1}
    assert all(len(one.readings) > 1 for one in harm.values())


def test_another_start_of_the_window() -> None:
    one = found("5.2.1.a", LISTED)["What starts the follow-up window"]
    # By the arrest A (May, and again in May and September) and D (June; none after it) end in the quarter;
    # nobody's support end is known.
    assert numbers(one) == [
        ("support start", 0.5, 2, True),
        ("arrest", 0.5, 2, False),
        ("support end", None, 0, False),
    ]
    assert [r.difference_from_now for r in one.readings] == ["", "the same", "no value"]


def test_the_index_offence_before_or_not() -> None:
    one = found("5.2.2.a", LISTED)["The index offence counts in the harm before"]
    # Before A: 100 of the day itself, after: 50: reduced; B: 10 and 0: reduced. Without it A has nothing
    # before, and is counted apart.
    assert numbers(one) == [("yes", 1, 2, True), ("no", 1, 1, False)]
    assert one.readings[1].difference_from_now == "the same, but n is 1, not 2"


def test_no_harm_before_apart_or_among_them() -> None:
    text = """
        person_ref  started     traced  reoffended  chi_before  chi_after
        A           2023-05-01  yes     no          0           0
        B           2023-05-01  yes     no          100         50
        C           2023-05-01  yes     no          100         100
    """
    one = found("5.2.2.a", drawn(POLICE, "2024-07-14", "2024/25 Q1", follow_up=text))[
        "People with a harm score of zero before are counted apart"
    ]
    assert numbers(one) == [("yes", 1 / 2, 2, True), ("no", 1 / 3, 3, False)]
    assert one.readings[1].difference_from_now == "16.7 points lower"


STAGES = drawn(
    SSJ, "2024-07-14", "2024/25 Q1",
    star_readings="""
        person_ref  date        area       score
        A           2024-04-01  offending  3
        A           2024-06-01  offending  5
        B           2024-04-01  offending  3
        B           2024-06-01  offending  4
        C           2024-04-01  offending  6
        C           2024-06-01  offending  5
        D           2024-04-01  offending  9
        D           2024-06-01  offending  2
    """,
)  # fmt: skip


def test_a_whole_stage_of_the_star() -> None:
    """A +2, B +1, C −1, D −7: any rise is two of four, a stage is one. Averages are the same under both."""
    title = "Points of the Outcomes Star that are a positive change"
    one = found("5.2.2.c", STAGES)[title]
    assert numbers(one) == [("1", 2 / 4, 4, True), ("2", 1 / 4, 4, False)]
    assert one.readings[1].difference_from_now == "25.0 points lower"
    other = found("5.2.2.c", STAGES, chosen=Settings(positive_change_points=2))[title]
    assert numbers(other) == [("1", 2 / 4, 4, False), ("2", 1 / 4, 4, True)]
    assert title not in found("5.2.2.b", STAGES) and title not in found("5.1.2.d", PAIN)


@pytest.mark.parametrize(("points", "sides"), [(1, (2, 0, 2)), (2, (1, 2, 1))])
def test_who_moved_by_less_than_a_stage_is_the_same_either_way(points: int, sides: tuple) -> None:
    results = read_as(Settings(positive_change_points=points), STAGES)
    (row,) = results.frame[results.frame["ref"] == "5.2.2.c"].itertuples()
    assert (row.better, row.same, row.worse) == sides
    changes = change_distribution(results, "5.2.2.c", Q1)
    by_side = changes.groupby("side")["people"].sum()
    assert (by_side["better"], by_side["same"], by_side["worse"]) == sides


PAIN = drawn(
    NO_LIMITS, "2024-07-14", "2024/25 Q1",
    pain_readings="""
        person_ref  date        score
        A           2024-04-05  0
        A           2024-05-05  3
        B           2024-04-05  5
        B           2024-05-05  2
    """,
)  # fmt: skip


def test_a_pain_scale_that_begins_at_one() -> None:
    ones = found("5.1.2.d", PAIN)
    # From 0: A +3, B −3. From 1, A's 0 is no score, and the 3 stands alone.
    assert numbers(ones["Lowest score of the mental health pain scale"]) == [
        ("0", 0.5, 2, True),
        ("1", 1, 1, False),
    ]
    # A began where nobody can improve.
    assert numbers(ones["Young people who began at the best score"]) == [
        ("counted", 0.5, 2, True),
        ("left out", 1, 1, False),
    ]
    assert (
        ones["Young people who began at the best score"].beside == "1 of 2 began at 0 and could not improve."
    )
    mean = found("5.1.2.c", PAIN)["Young people who began at the best score"]
    assert (
        numbers(mean) == [("counted", 0, 2, True), ("left out", -3, 1, False)]
        and mean.readings[1].difference_from_now == "3.0 points lower"
    )


def test_whoever_is_supported_or_only_who_began() -> None:
    text = """
        person_ref  started     ended       setting
        A           2024-01-05  2024-04-05  community
        B           2024-02-01  -           community
        C           2024-05-01  -           community
    """
    one = found("5.1.3.b", drawn(SSJ, "2024-07-14", "2023/24 Q4..2024/25 Q1", support=text))[
        "People supported are counted"
    ]
    assert (
        numbers(one) == [("while active", 3, None, True), ("on starting", 1, None, False)]
        and one.readings[1].difference_from_now == "2 fewer"
    )


def test_a_cohort_s_workshops_once_or_added_up() -> None:
    text = """
        date        school  cohort  young_people_reached  staff_engaged
        2024-05-01  Oak     Year 8  30                    2
        2024-05-08  Oak     Year 8  28                    3
    """
    one = found("5.1.5.a", drawn(ARTSWORK, "2024-07-14", "2024/25 Q1", school_sessions=text))[
        "Repeated sessions of one cohort"
    ]
    assert (
        numbers(one) == [("largest headcount", 30, None, True), ("added up", 58, None, False)]
        and one.readings[1].difference_from_now == "28 more"
    )


STARS = drawn(
    SSJ, "2024-07-14", "2023/24 Q1..2024/25 Q1",
    star_readings="""
        person_ref  date        area       score
        A           2023-05-01  offending  3
        A           2024-01-10  offending  5
        A           2024-01-10  offending  6
        A           2024-02-10  offending  ??
        A           2024-05-05  offending  5
        B           2024-04-05  offending  4
        B           2024-05-05  offending  7
        C           2024-04-05  offending  10
        C           2024-05-01  offending  9
        C           2024-06-01  offending  9
    """,
)  # fmt: skip


def test_the_score_before_in_place_of_the_first() -> None:
    one = found("5.2.2.b", STARS)["The latest score is compared with"]
    # A 5 − 3 or, of the two of January the later row's, 5 − 6; B 7 − 4 both times; C 9 − 10 or 9 − 9.
    assert numbers(one) == [("the first ever", 4 / 3, 3, True), ("the one before it", 2 / 3, 3, False)]
    assert one.readings[1].difference_from_now == "0.7 points lower"
    assert numbers(found("5.2.2.c", STARS)["The latest score is compared with"]) == [
        ("the first ever", 2 / 3, 3, True),
        ("the one before it", 1 / 3, 3, False),
    ]


def test_without_who_began_at_the_top_it_has_its_own_interval() -> None:
    _, others = found("5.2.2.c", STARS)["Young people who began at the best score"].readings
    assert (others.figure.value, others.figure.n, others.difference_from_now) == (1, 2, "33.3 points higher")
    assert (others.figure.lower, others.figure.upper) == tuple(float(end) for end in wilson(2.0, 2.0))


def test_where_all_began_at_the_top_there_is_no_value_without_them() -> None:
    only = replace(
        STARS,
        tables={"star_readings": [row for row in STARS.tables["star_readings"] if row["person_ref"] == "C"]},
    )
    _, others = found("5.2.2.c", only)["Young people who began at the best score"].readings
    assert (others.figure.value, others.figure.n, others.figure.marker, others.difference_from_now) == (
        None,
        0,
        "z",
        "no value",
    )


def test_a_setting_in_force_that_is_not_the_default_is_what_the_others_stand_against() -> None:
    one = found("5.1.3.b", drawn(SSJ, "2024-07-14", "2024/25 Q1", support="person_ref  started  setting\nA  2024-03-01  community"),
                chosen=Settings(people_counted="on starting"))["People supported are counted"]  # fmt: skip
    assert (
        numbers(one) == [("while active", 1, None, False), ("on starting", 0, None, True)]
        and one.readings[0].difference_from_now == "1 more"
    )


def test_a_quarter_that_nothing_covers_has_no_other_reading() -> None:
    results = read_as(Settings(), LISTED)
    assert all(other_readings(results, m.ref, Q1 + 1) == [] for m in MEASURES)
    assert other_readings(results, "5.1.3.b", Q1) == []


def test_the_range_in_words() -> None:
    results = read_as(Settings(), LISTED)
    readings, now = other_readings(results, "5.2.1.a", Q1), Figure(Q1, 0.5, 1, 2)
    assert (
        range_in_words(readings, now, MEASURE["5.2.1.a"])
        == "50% as now set; from 0% to 100% counted in the other ways, one at a time."
    )
    assert range_in_words([], now, MEASURE["5.3.1.a"]) == "No setting affects this measure."
    same = [replace(one, readings=tuple(replace(r, figure=now) for r in one.readings)) for one in readings]
    assert range_in_words(same, now, MEASURE["5.2.1.a"]) == "50% whichever way it is counted."
    nothing = [
        replace(one, readings=tuple(replace(r, figure=Figure(Q1)) for r in one.readings)) for one in readings
    ]
    assert range_in_words(nothing, now, MEASURE["5.2.1.a"]) == "Counted in the other ways, it has no value."
    one = [replace(readings[0], readings=readings[0].readings[:2])]
    assert (
        range_in_words(one, now, MEASURE["5.2.1.a"])
        == "50% as now set; 0% counted in the other ways, one at a time."
    )


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (None, None, "the same"),
        (None, 0.5, "no value"),
        (0.5, None, "a value, where there is none"),
        (0.5, 0.5, "the same"),
        (0.503, 0.5, "0.3 points higher"),
    ],
)
def test_against(then: float | None, now: float | None, said: str) -> None:
    assert difference_from_now(Figure(Q1, then, n=9), Figure(Q1, now, n=9), MEASURE["5.2.1.a"]) == said


def test_every_topic_that_a_setting_touches_can_be_a_measure_s() -> None:
    topics = {topic for kind in EVIDENCE_KINDS for topic in kind.topic_names}
    assert all(set(setting.touches) <= topics for setting in SETTINGS)
    # Only what is shared rests on the first four, and only verdicts on the limits.
    assert [setting.name for setting in SETTINGS if not setting.touches] == [
        "small_number_threshold",
        "counts_rounded_to",
        "all_or_none_hidden",
        "shared_as_rolling",
        "control_limits",
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(generate.returns(), generate.settings())
def test_what_a_setting_is_not_said_to_touch_it_does_not_change(returns, chosen) -> None:
    plain = accepted(returns, chosen)
    governed = govern(plain, chosen)
    if governed is None:
        return
    before = compute_measures(governed, chosen).frame
    for setting in SETTINGS:
        untouched = [m.ref for m in MEASURES if m.topic not in setting.touches]
        for choice in setting.choices:
            other = replace(chosen, **{setting.name: choice})
            after = compute_measures(govern(plain, other), other).frame
            left, right = (
                frame[frame["ref"].isin(untouched)].reset_index(drop=True) for frame in (before, after)
            )
            assert left.equals(right), (setting.name, choice)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(generate.returns(), generate.settings())
def test_each_reading_is_the_measure_under_that_setting(returns, chosen) -> None:
    plain = accepted(returns, chosen)
    governed = govern(plain, chosen)
    if governed is None:
        return
    results = compute_measures(governed, chosen)
    titles = {setting.title: setting for setting in SETTINGS}
    frame_under = cache(lambda other: compute_measures(govern(plain, other), other).frame)
    for measure in (
        MEASURE[ref] for ref in ("5.1.2.d", "5.1.3.a", "5.1.6.a", "5.2.1.a", "5.2.2.a", "5.2.2.c")
    ):
        for one in other_readings(results, measure.ref, governed.last):
            assert sum(r.in_force for r in one.readings) == 1 and all(
                (r.difference_from_now == "") == r.in_force for r in one.readings
            )
            for reading, choice in (
                zip(one.readings, titles[one.title].choices) if one.title in titles else ()
            ):
                other = replace(chosen, **{titles[one.title].name: choice})
                frame = frame_under(other)
                value = frame[(frame["ref"] == measure.ref) & (frame["period"] == governed.last)][
                    "value"
                ].iloc[0]
                assert reading.figure.value == (None if value != value else value)


@pytest.mark.parametrize(
    ("ref", "then", "now", "said"),
    [
        ("5.1.3.b", (12.0, None), (10.0, None), "2 more"),
        ("5.1.3.b", (1012.0, None), (2046.0, None), "1,034 fewer"),
        ("5.1.3.b", (10.0, None), (10.0, None), "the same"),
        ("5.2.1.a", (0.43, 9), (0.5, 9), "7.0 points lower"),
        ("5.2.1.a", (0.5, 9), (0.5, 1_208), "the same, but n is 9, not 1,208"),
        ("5.2.1.a", (0.0, 9), (0.0, 9), "the same"),
        ("5.1.2.c", (-1.25, 9), (-0.75, 9), "0.5 points lower"),
        ("5.1.2.c", (0.25, 9), (0.0, 9), "0.2 points higher"),
    ],
)
def test_how_another_reading_differs(ref, then, now, said) -> None:
    one, other = (Figure(Q1, value, n=n) for value, n in (then, now))
    assert difference_from_now(one, other, MEASURE[ref]) == said


def test_the_range_of_readings_is_from_the_lowest_to_the_highest() -> None:
    """Whatever their order, those without a value left out, and the one in force, which is no other reading."""

    def read(value: float | None, in_force: bool = False) -> OtherReading:
        return OtherReading("choice", Figure(Q1, value, n=8), in_force, "")

    two = [Readings("a", (read(0.5, True), read(0.25), read(None), read(0.75))), Readings("b", (read(0.0),))]
    assert range_in_words(two, Figure(Q1, 0.5, 4, 8), MEASURE["5.2.1.a"]) == (
        "50% as now set; from 0% to 75% counted in the other ways, one at a time."
    )
    some = [Readings("a", (read(0.5, True), read(0.5), read(None)))]
    assert range_in_words(some, Figure(Q1, 0.5, 4, 8), MEASURE["5.2.1.a"]) == (
        "50% as now set; 50% counted in the other ways, one at a time."
    )
    many = replace(read(0.5), figure=Figure(Q1, 0.5, n=200))  # which has a decimal
    alike = [Readings("a", (read(0.5, True), many))]
    assert (
        range_in_words(alike, Figure(Q1, 0.5, 4, 8), MEASURE["5.2.1.a"]) == "50% whichever way it is counted."
    )
    assert range_in_words([Readings("a", (read(0.5, True),))], Figure(Q1, 0.5), MEASURE["5.2.1.a"]) == (
        "No setting affects this measure."
    )


def test_of_a_score_before_the_latest_the_newest_returns_is_used() -> None:
    """A: 3, then on one day 6 by the first return and 7 by the second, then 8: against the first ever +5, against the
    one before it +1. B began at 10 and fell to 9, C rose from 1 to 4."""
    rows = "person_ref  date  area  score\nA  2024-04-01  offending  3\nA  2024-04-20  offending  "
    late = "\nA  2024-05-20  offending  8\nB  2024-04-02  offending  10\nB  2024-05-20  offending  9"
    late += "\nC  2024-04-02  offending  1\nC  2024-05-20  offending  4"
    first, second = (
        drawn(SSJ, f"2024-07-{day}", "2024/25 Q1", star_readings=text)
        for day, text in ((14, f"{rows}6"), (15, f"{rows}7{late}"))
    )
    readings = found("5.2.2.b", first, second)
    before = readings["The latest score is compared with"]
    assert numbers(before) == [("the first ever", 7 / 3, 3, True), ("the one before it", 1.0, 3, False)]
    assert before.readings[1].difference_from_now == "1.3 points lower" and before.beside == ""
    without = readings["Young people who began at the best score"]
    assert numbers(without) == [("counted", 7 / 3, 3, True), ("left out", 4.0, 2, False)]
    assert without.beside == "1 of 3 began at 10 and could not improve."
    # Of +5 and +3: 4 ± 12.706 × √2 / √2.
    left = without.readings[1].figure
    assert left.marker == "" and (left.lower, left.upper) == pytest.approx((4 - 12.706, 4 + 12.706), abs=5e-4)


def test_a_reading_without_its_day_or_its_person_is_nobodys_score_before() -> None:
    """A: 3, 6 and 8. Beside them a 1 without a date, and a 2 of nobody on the day before the latest."""
    rows = """
        person_ref  date  area  score
        A  2024-04-01  offending  3
        A  2024-04-20  offending  6
        A  -           offending  1
        -  2024-05-19  offending  2
        A  2024-05-01  offending  -
        A  2024-05-02  physical health  1
        A  2024-05-20  offending  8
    """
    before = found("5.2.2.b", drawn(SSJ, "2024-07-14", "2024/25 Q1", star_readings=rows))[
        "The latest score is compared with"
    ]
    assert numbers(before) == [("the first ever", 5.0, 1, True), ("the one before it", 2.0, 1, False)]


def test_who_stayed_since_the_score_before_is_not_among_those_who_rose() -> None:
    """A rose by 1 in the first month and stayed, B fell by 1 and rose by 2, C rose twice, D fell twice: of 4, three rose since
    the first, and two since the one before."""
    rows = "person_ref  date  area  score\n" + "".join(
        f"{who}  2024-{day}  offending  {score}\n"
        for who, scores in (("A", (5, 6, 6)), ("B", (5, 4, 6)), ("C", (2, 3, 4)), ("D", (9, 8, 7)))
        for day, score in zip(("04-02", "05-02", "06-02"), scores, strict=True)
    )
    before = found("5.2.2.c", drawn(SSJ, "2024-07-14", "2024/25 Q1", star_readings=rows))[
        "The latest score is compared with"
    ]
    assert numbers(before) == [("the first ever", 0.75, 4, True), ("the one before it", 0.5, 4, False)]
    assert before.readings[1].difference_from_now == "25.0 points lower"
    lower, upper = wilson(np.array([2.0]), np.array([4.0]))
    assert (before.readings[1].figure.lower, before.readings[1].figure.upper) == (lower[0], upper[0])
