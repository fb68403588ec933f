"""Young people reached per 1,000, counted on paper: whom a rate counts, by whom it is divided, and what is said."""

import datetime as dt
import math
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.breakdowns import BREAKDOWN, BREAKDOWNS
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.code_lists import NOT_KNOWN
from ieo_metrics.group.gaps.population import (
    BY_ETHNIC_GROUP,
    YOUNG_PEOPLE,
    kept_as,
    people_in,
    population_tables,
)
from ieo_metrics.group.gaps.reach import REACHING, Reach, reach_by_group
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.published.population.ages import Ages
from ieo_metrics.published.population.population_table import Group, PopulationTable
from ieo_metrics.statistics.rate_intervals import rate_interval
from ieo_metrics.store.registers.published_tables import KeptTable
from tests.group.gaps.test_schools_reached import governed
from tests.second import drawn
from tests.second.generate import ROWS
from tests.second.plain import PlainReturn, Row
from tests.second.worked import ARTSWORK, SSJ

LAST = quarter(2024, 4)
YEAR = "2024/25 Q1..2024/25 Q4"
DISTRICTS = ("Hampshire", "Isle of Wight", "Portsmouth", "Southampton")
# 10 people of each sex and year of age in Portsmouth, 20 in Southampton, 30 on the Isle, 40 in Hampshire.
EACH = {"Portsmouth": 10, "Southampton": 20, "Isle of Wight": 30, "Hampshire": 40}
TABLE = PopulationTable(
    "People, invented",
    2023,
    {
        Group(district, Ages(age, age), sex): number
        for district, number in EACH.items()
        for age in range(60)
        for sex in ("female", "male")
    },
)
SUPPORT = """
    person_ref  started     ended       setting    district     age_band  gender               ethnicity
    A           2024-04-02  2024-08-01  community  Portsmouth   18 to 21  female               White
    B           2024-05-02  -           community  Portsmouth   22 to 25  male                 White
    C           2024-05-02  -           custody    Portsmouth   22 to 25  male                 White
    D           2024-11-02  -           community  Southampton  over 25   non-binary or other  -
    E           2024-12-02  -           community  -            21-25     male                 not known
"""
SESSIONS = """
    date        school  urn     district    cohort  status     young_people_reached
    2024-05-01  Oak     100001  Portsmouth  Year 8  delivered  30
    2024-05-09  Oak     100001  Portsmouth  Year 8  delivered  28
    2024-06-01  Elm     100002  Portsmouth  Year 9  delivered  20
    2024-11-01  Fir     100003  Hampshire   Year 9  delivered  25
    2024-11-02  Fir     100003  Hampshire   Year 7  delivered  -
"""


def kept(table: PopulationTable, number: int = 1) -> tuple[KeptTable, PopulationTable]:
    return (
        KeptTable(
            number, kept_as(table), "people.csv", table.edition, "ONS", "2025-04-01", "A", table.as_data()
        ),
        table,
    )


def reach(
    plain: PlainReturn,
    ref: str,
    by: str,
    tables: tuple[tuple[KeptTable, PopulationTable], ...] = (kept(TABLE),),
    ages: Ages = YOUNG_PEOPLE,
) -> Reach:
    full = compute_measures(governed(plain), Settings(), spans=SPANS, by="district")
    return reach_by_group(full, full, MEASURE[ref], BREAKDOWN[by], LAST, tables, ages)


def support(by: str, **more: object) -> Reach:
    plain = drawn.given(SSJ, "2025-04-14", YEAR, support=SUPPORT)
    return reach(plain, "5.1.3.b", by, **more)  # type: ignore[arg-type]


def schools(by: str) -> Reach:
    return reach(drawn.given(ARTSWORK, "2025-04-14", YEAR, school_sessions=SESSIONS), "5.1.5.a", by)


def in_words(found: Reach) -> dict[str, tuple[float, object]]:
    return {one.name: (one.reached, one.people.number or one.people.why_none) for one in found.groups}


def test_the_measures_are_those_that_count_young_people() -> None:
    assert [measure.ref for measure in REACHING] == ["5.1.3.a", "5.1.3.b", "5.1.5.a", "5.1.5.b"]
    assert Ages(10, 25) == YOUNG_PEOPLE


def test_people_by_district_per_thousand_who_live_there() -> None:
    found = support("district")
    # 16 years of age of both sexes: 16 × 2 × 10 people in Portsmouth.
    assert in_words(found) == {
        "Hampshire": (0, 1_280),
        "Isle of Wight": (0, 960),
        "Portsmouth": (2, 320),
        "Southampton": (1, 640),
    }
    by_name = {one.name: one for one in found.groups}
    assert by_name["Portsmouth"].rate == pytest.approx(6.25)
    assert (by_name["Portsmouth"].lower, by_name["Portsmouth"].upper) == pytest.approx(
        (0.757, 22.577), abs=0.001
    )
    assert (by_name["Hampshire"].rate, by_name["Hampshire"].lower) == (0, 0)
    # C was in custody. E has no district: in the total only, which is said.
    assert found.total is not None and (found.total.reached, found.total.people.number) == (4, 3_200)
    assert found.not_known == 1
    assert any("The district of 1 of 4 is not known" in sentence for sentence in found.beside)
    assert any("1 are of an age band outside 10 to 25" in sentence for sentence in found.beside)


def test_each_age_band_has_its_own_ages_and_one_without_an_end_has_no_rate() -> None:
    found = in_words(support("age band"))
    assert found["under 18"] == (0, 8 * 2 * 100)
    assert found["18 to 21"] == (1, 4 * 2 * 100)
    assert found["21-25"] == (1, 5 * 2 * 100)  # as the provider wrote it
    assert found["over 25"][0] == 1 and "no upper end" in str(found["over 25"][1])


def test_a_band_that_cuts_through_a_published_one_is_not_guessed() -> None:
    fives = PopulationTable(
        "In fives", 2023, {Group(d, Ages(age, age + 4)): 10 for d in EACH for age in range(0, 60, 5)}
    )
    found = support("age band", tables=(kept(fives),))
    assert "does not fit the ages of the table" in str(in_words(found)["18 to 21"][1])
    assert [one.rate for one in found.groups if one.name == "18 to 21"] == [None]


def test_published_tables_count_females_and_males() -> None:
    found = in_words(support("gender"))
    assert found["female"] == (1, 16 * 100)
    assert found["male"] == (2, 16 * 100)
    assert found["non-binary or other"] == (1, "published tables count females and males only")


def test_ethnic_groups_take_the_table_that_has_them() -> None:
    census = PopulationTable(
        "Census, invented",
        2021,
        {Group(d, YOUNG_PEOPLE, sex, "White"): 50 for d in EACH for sex in ("female", "male")},
    )
    assert (kept_as(TABLE), kept_as(census)) == ("population", BY_ETHNIC_GROUP)
    found = support("ethnicity", tables=(kept(TABLE, 1), kept(census, 2)))
    assert found.table is not None and found.table.number == 2
    assert in_words(found)["White"] == (2, 400)
    assert found.not_known == 2
    without = in_words(support("ethnicity"))
    assert "the table has no ethnic groups" in str(without["White"][1])
    by_district = support("district", tables=(kept(TABLE, 1), kept(census, 2)))
    assert by_district.table is not None and by_district.table.number == 1


def test_pupils_come_in_classes_and_the_interval_says_so() -> None:
    found = schools("district")
    by_name = {one.name: one for one in found.groups}
    # Oak's Year 8 once, at its larger headcount, and Elm's Year 9.
    assert by_name["Portsmouth"].reached == 30 + 20
    expected = rate_interval(50, 30**2 + 20**2, 30, 320)
    assert (by_name["Portsmouth"].lower, by_name["Portsmouth"].upper) == pytest.approx(expected)
    alone = rate_interval(50, 50, 1, 320)
    assert expected[0] < alone[0] and expected[1] > alone[1]
    assert any("1 more could not be counted" in sentence for sentence in found.beside)
    assert any("gives no ages" in sentence for sentence in found.beside)
    assert "does not include gender" in schools("gender").why_not


def test_without_a_table_there_are_counts_and_no_rates() -> None:
    found = support("district", tables=())
    assert {one.rate for one in found.groups} == {None}
    assert {one.people.why_none for one in found.groups} == {"no table of people is kept"}
    assert all(math.isnan(one.lower) for one in found.groups)


def test_where_a_quarter_is_not_covered_nothing_is_shown() -> None:
    plain = drawn.given(SSJ, "2025-04-14", "2024/25 Q3..2024/25 Q4", support=SUPPORT)
    assert "do not cover all" in reach(plain, "5.1.3.b", "district").why_not


def test_the_groups_and_those_not_known_are_everybody() -> None:
    for breakdown in BREAKDOWNS:
        found = support(breakdown.name)
        assert found.total is not None
        assert sum(one.reached for one in found.groups) + found.not_known == found.total.reached
        names = [one.name for one in found.groups]
        ours = [group for group in breakdown.groups if group != NOT_KNOWN]
        assert [name for name in names if name in ours] == ours  # in the framework's order


def test_every_group_of_the_framework_has_a_number_or_a_reason() -> None:
    for breakdown in BREAKDOWNS:
        for group in breakdown.groups:
            people = people_in(TABLE, breakdown, group, YOUNG_PEOPLE)
            assert (people.number is None) == bool(people.why_none), group


def test_what_the_store_keeps_is_the_same_table_again() -> None:
    held, table = kept(TABLE)
    ((_, again),) = population_tables({held.kind: held})
    assert again == table


@given(st.lists(ROWS["support"], max_size=10), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_of_any_return_a_rate_lies_within_its_interval_and_the_order_of_rows_does_not_matter(
    rows: list[Row], chance: Random
) -> None:
    def found() -> Reach:
        covers = {"support": {(2024, number) for number in (1, 2, 3, 4)}}
        plain = PlainReturn("RESET", SSJ, dt.date(2025, 4, 14), {"support": rows}, covers)
        return reach(plain, "5.1.3.b", "district")

    before = found()
    assert before.total is not None
    for one in (before.total, *before.groups):
        assert one.rate is not None and one.lower <= one.rate <= one.upper
        assert one.reached <= before.total.reached
    chance.shuffle(rows)
    after = found()
    assert [(one.name, one.reached) for one in after.groups] == [
        (one.name, one.reached) for one in before.groups
    ]
