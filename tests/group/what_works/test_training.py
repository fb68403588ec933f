"""Training and workshops: what is said of them, against what was counted by hand."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.registers.choices import TRAINING_STATES
from ieo_metrics.group.what_works.section import what_works_section
from ieo_metrics.group.what_works.standing import training_stands
from ieo_metrics.group.what_works.training import (
    in_order,
    is_overdue,
    overdue_says,
    still_needed,
    training_says,
    training_table,
)
from ieo_metrics.store.registers.register_rows import RegisterRow
from tests.group.made_rows import record, row

Q4, TODAY = quarter(2024, 4), dt.date(2025, 5, 20)


def training(topic: str, state: str, on: str = "", **more: object) -> RegisterRow:
    given = {"topic": topic, "for_whom": "Nurses", "why": "Asked for", "state": state, "on": on, **more}
    return row("training", **given)


FOUR = [
    training("Knives", "held", "2025-01-22", changed="They refer sooner"),
    training("Evidence", "planned", "2025-05-19"),
    training("Trauma", "needed"),
    training("Forms", "not needed after all"),
]


def test_each_state_is_counted() -> None:
    assert training_says(FOUR) == (
        "Training and workshops: 1 needed, 1 planned, 1 held, 1 not needed after all."
    )
    assert training_says(FOUR[:1] * 2) == "Training and workshops: 2 held."
    assert training_says([]) == ""


@pytest.mark.parametrize("state", TRAINING_STATES)
def test_only_what_was_planned_for_a_day_that_has_passed_is_overdue(state: str) -> None:
    yesterday, same_day = training("A", state, "2025-05-19"), training("A", state, "2025-05-20")
    assert is_overdue(yesterday, TODAY) == (state == "planned")
    assert not is_overdue(same_day, TODAY) and not is_overdue(training("A", state), TODAY)


def test_what_is_open_comes_first() -> None:
    late, soon = training("Late", "planned", "2025-09-01"), training("Soon", "planned", "2025-06-01")
    ordered = [one.words["topic"] for one in in_order([*FOUR, late, soon])]
    assert ordered == ["Trauma", "Evidence", "Soon", "Late", "Knives", "Forms"]
    assert [one.words["topic"] for one in still_needed(FOUR)] == ["Trauma"]


def test_what_turned_out_not_to_be_needed_is_not_in_the_pack() -> None:
    assert training_table(FOUR).rows == (
        ("Trauma", "Nurses", "needed", "–"),
        ("Evidence", "Nurses", "planned (19 May 2025)", "–"),
        ("Knives", "Nurses", "held (22 January 2025)", "They refer sooner"),
    )
    held = training("Knives", "held", "2025-01-22")
    assert training_table([held]).rows[0][-1] == "nothing yet"


def test_training_alone_is_a_section_and_stands() -> None:
    told = record(Q4, TODAY, training=FOUR)
    section = what_works_section(told)
    assert section is not None and section.finding == training_says(FOUR)
    assert [table.title for table in section.tables] == ["Training and workshops"]
    assert training_stands(told) == [
        training_says(FOUR),
        "The day has passed and it is not said whether it was held: Evidence, Nurses.",
    ]
    assert overdue_says([], TODAY) == "" and training_stands(record(Q4, TODAY)) == []
