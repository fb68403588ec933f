"""The evidence of interventions and how old it is, the log of practice, and what the pack says of both: each against
what was counted by hand."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.registers.choices import PRACTICE_STATES
from ieo_metrics.group.what_works.copied import copied_says, is_stale, meeting_day, months_since
from ieo_metrics.group.what_works.interventions import level_of, measures_of, of_another_programme
from ieo_metrics.group.what_works.practice_log import looked_at_says, practice_evidence, practice_says
from ieo_metrics.group.what_works.section import what_works_section
from ieo_metrics.group.what_works.standing import evidence_stands, own_results_stand, thames_valley_stands
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.registers.register_rows import RegisterRow
from tests.group.made_rows import record, row

Q4, TODAY = quarter(2024, 4), dt.date(2025, 5, 20)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def intervention(copied_on: str = "2024-11-18", programme: str = "RESET", **more: object) -> RegisterRow:
    return row(
        "interventions",
        programme=programme,
        strand="Mentoring",
        impact="moderate",
        strength="3 of 5",
        cost="low",
        copied_on=copied_on,
        address="https://toolkit.example/mentoring",
        **more,
    )


def practice(name: str, state: str, seen_on: str = "2025-01-08", why: str = "It is wanted") -> RegisterRow:
    return row("practice", name=name, source="A visit", seen_on=seen_on, state=state, why=why)


FIVE = [
    practice("Navigators", "adopted"),
    practice("Reflection", "adopted"),
    practice("A screen", "adapted"),
    practice("Deterrence", "not for us"),
    practice("Ambulance data", "looking at it"),
]


@pytest.mark.parametrize(
    ("day", "later", "months"),
    [
        ("2024-01-15", "2025-03-15", 14),
        ("2024-01-15", "2025-03-14", 13),
        ("2024-01-15", "2024-12-31", 11),
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2025-04-01", "2025-03-31", -1),
    ],
)
def test_months_are_whole_months(day: str, later: str, months: int) -> None:
    assert months_since(dt.date.fromisoformat(day), dt.date.fromisoformat(later)) == months


@given(DAYS, DAYS)
def test_no_day_is_fewer_months_away_than_an_earlier_one(day: dt.date, later: dt.date) -> None:
    months = months_since(day, later)
    assert (months >= 0) == (later >= day)
    assert months_since(day, later + dt.timedelta(days=1)) in (months, months + 1)


def test_what_is_a_year_old_is_to_be_looked_up_again() -> None:
    old, young = intervention("2024-01-15"), intervention("2024-05-21")
    assert (is_stale(old, TODAY), is_stale(young, TODAY)) == (True, False)
    assert copied_says(old, TODAY, TODAY) == "15 January 2024, copied 16 months ago: look it up again"
    assert copied_says(young, TODAY, TODAY) == "21 May 2024"
    # On the very day of the next year.
    assert is_stale(intervention("2024-05-20"), TODAY)
    # As an older version took it; now it is refused when it is typed.
    still_to_come = replace(old, values={**old.values, "copied_on": "2052-05-20"})
    assert copied_says(still_to_come, TODAY, TODAY) == "20 May 2052, which is still to come: correct it"


def test_ages_are_as_of_the_meeting_about_the_quarter() -> None:
    assert meeting_day(Q4, TODAY) == TODAY
    # Of a quarter of long ago, as of the last day that its meeting could be held.
    assert meeting_day(Q4, dt.date(2030, 1, 1)) == dt.date(2025, 6, 30)


def test_the_level_of_evidence_is_the_programmes_own() -> None:
    level = row(
        "evidence_levels",
        programme="RESET",
        level="2: preliminary evidence of change",
        as_of="2024-06-03",
        source="Guidebook",
    )
    assert level_of(intervention(), [level]) == "2: preliminary evidence of change (assessed on 3 June 2024)"
    assert level_of(intervention(programme="Choices"), [level]) == "not entered"


def test_measures_stand_in_the_frameworks_order_and_say_whose_they_are() -> None:
    one = intervention(measures=["5.2.1.a", "5.1.2.c"])
    assert measures_of(one) == ["5.1.2.c", "5.2.1.a"] and measures_of(intervention()) == []
    assert [of_another_programme(one, ref) for ref in measures_of(one)] == ["of A&E Navigators", ""]


def test_the_log_in_one_sentence() -> None:
    said = "5 practices from Thames Valley: 2 adopted, 1 adapted, 1 not for us, 1 being looked at."
    assert practice_says(FIVE) == said
    assert practice_evidence(FIVE) == f"{said} In use: Navigators, Reflection and A screen."
    assert practice_says(FIVE[:1]) == "One practice from Thames Valley: adopted."
    assert practice_says([]) == practice_evidence([]) == ""


def test_names_that_have_no_room_are_left_out_of_the_evidence() -> None:
    many = [practice(f"{place} {'long ' * 20}", "adopted") for place in range(4)]
    assert practice_evidence(many) == practice_says(many)


@given(st.lists(st.tuples(st.text("abcde ", min_size=1, max_size=120), st.sampled_from(PRACTICE_STATES))))
def test_evidence_always_fits_and_counts_every_practice(rows: list[tuple[str, str]]) -> None:
    made = [practice(f"p{name}", state) for name, state in rows]
    assert len(practice_evidence(made)) <= LONGEST
    told = practice_says(made)
    if len(made) > 1:
        counts = [int(word) for word in told.split() if word.isdigit()]
        assert counts[0] == len(made) == sum(counts[1:])


@pytest.mark.parametrize(
    ("state", "seen_on", "said"),
    [
        ("looking at it", "2024-09-30", "for 3 quarters now: decide"),
        ("looking at it", "2024-10-01", ""),  # two quarters ago
        ("adopted", "2024-01-01", ""),
    ],
)
def test_what_is_only_looked_at_for_more_than_two_quarters_is_said(
    state: str, seen_on: str, said: str
) -> None:
    assert looked_at_says(practice("A screen", state, seen_on), TODAY) == said


def test_the_section_ends_with_its_quarter_and_has_no_empty_cell() -> None:
    later = practice("Seen in April", "adopted", "2025-04-02")
    plans = practice("A screen", "looking at it", "2024-09-01", "We look again in 2025/26 Q2")
    made = what_works_section(
        record(Q4, TODAY, interventions=[intervention("2024-01-15")], practice=[*FIVE, later, plans])
    )
    assert made is not None and made.measures == ()
    assert made.finding == (
        "1 intervention has the Toolkit's evidence beside it; that was copied a year ago or more."
    )
    evidence, log = made.tables
    assert evidence.rows == (
        (
            "RESET",
            "Mentoring",
            "moderate",
            "3 of 5",
            "low",
            "15 January 2024, copied 16 months ago: look it up again",
            "not entered",
        ),
    )
    assert [cells[0] for cells in log.rows] == [*(one.name for one in FIVE), "A screen"]
    assert log.rows[-1][2:] == (
        "looking at it; for 3 quarters now: decide",
        "not shown: it names a quarter after 2024/25 Q4",
    )
    assert all(cell for table in made.tables for cells in table.rows for cell in cells)


def test_nothing_is_said_of_nothing() -> None:
    empty = record(Q4, TODAY)
    assert what_works_section(empty) is None
    assert evidence_stands(empty) == own_results_stand(empty) == thames_valley_stands(empty) == []


def test_the_log_alone_is_a_section() -> None:
    made = what_works_section(record(Q4, TODAY, practice=FIVE))
    assert made is not None and made.finding == practice_says(FIVE) and made.said == ()


def test_where_it_stands() -> None:
    rows = [intervention(), intervention("2024-01-15", "Choices")]
    waiting = practice("A screen", "looking at it", "2024-09-01")
    there = record(Q4, TODAY, interventions=rows, practice=[*FIVE, waiting])
    assert evidence_stands(there) == [
        "2 interventions have the Toolkit's evidence beside them; 1 of them was copied a year ago or more.",
        "None is entered for A&E Navigators and TIPS.",
    ]
    beside = record(Q4, TODAY, interventions=[intervention(measures=["5.2.1.a"]), *rows])
    assert own_results_stand(beside) == [
        "1 of 3 interventions has our own results beside the published evidence."
    ]
    assert thames_valley_stands(there) == [
        "6 practices from Thames Valley: 2 adopted, 1 adapted, 1 not for us, 2 being looked at.",
        "1 practice has waited for a decision for more than two quarters.",
    ]


def test_where_all_were_copied_long_ago_that_is_said_of_all() -> None:
    rows = [intervention("2024-01-15", name) for name in ("Choices", "RESET")]
    said = evidence_stands(record(Q4, TODAY, interventions=rows))[0]
    assert said.endswith("; all were copied a year ago or more.")
