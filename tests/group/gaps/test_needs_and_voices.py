"""Needs beside provision, and what communities told us, from a few rows."""

import datetime as dt

import pandas as pd

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.gaps.needs_grid import NeedsGrid, needs_grid
from ieo_metrics.group.gaps.voices import voices_of
from ieo_metrics.group.gaps.wording import needs_sentence, voices_sentence
from ieo_metrics.store.record.meetings_and_actions import Action
from ieo_metrics.store.registers.register_rows import RegisterRow

LAST = quarter(2024, 4)


def row(register: str, number: int = 1, **values: str) -> RegisterRow:
    return RegisterRow(register, number, number, values, "2025-01-01", "A. Officer")


def need(name: str, kind: str, number: int) -> RegisterRow:
    return row("needs", number, name=name, kind=kind, source="Assessment, page 3", as_of="2024-03-01")


def action(number: int, words: str, state: str = "open") -> Action:
    day = dt.date(2025, 6, 1)
    return Action(number, LAST, words, "Police", day, "", "4.a", "", "A", state, None, None, None)


ROWS = {
    "needs": [
        need("Leaving custody", "cohort", 1),
        need("Carrying knives", "risk factor", 2),
        need("Excluded from school", "risk factor", 3),
    ],
    "provision": [
        row("provision", 1, need="Leaving custody", programme="RESET", how="A worker"),
        row("provision", 2, need="Carrying knives", programme="Choices", how="Workshops"),
        row("provision", 3, need="Carrying knives", programme="Mentors", how="A mentor"),
    ],
    "programmes": [row("programmes", 1, name="Mentors", about="Mentors")],
}
FRAME = pd.DataFrame(
    [
        ("5.1.3.b", "rolling four quarters", LAST, "all", 0.0, ""),
        ("5.1.3.b", "rolling four quarters", LAST - 1, "all", 99.0, ""),
        ("5.1.3.b", "quarter", LAST, "all", 98.0, ""),
        ("5.1.3.b", "rolling four quarters", LAST, "Portsmouth", 97.0, ""),
        ("5.1.5.a", "rolling four quarters", LAST, "all", 1_250.0, ""),
        ("5.1.5.b", "rolling four quarters", LAST, "all", float("nan"), "x"),
    ],
    columns=["ref", "span", "period", "area", "value", "marker"],
)


def grid(actions: tuple[Action, ...] = ()) -> NeedsGrid:
    return needs_grid(ROWS, actions, FRAME, LAST)


def test_a_need_without_a_row_of_provision_is_a_gap() -> None:
    found = grid()
    assert [line.name for line in found.lines] == [
        "Carrying knives",
        "Excluded from school",
        "Leaving custody",
    ]
    assert [line.name for line in found.gaps] == ["Excluded from school"]
    assert dict(found.lines[0].met_by) == {"Choices": "Workshops", "Mentors": "A mentor"}
    assert needs_sentence(found) == "Of 3 needs, 1 has nothing recorded that meets it: Excluded from school."


def test_what_each_programme_reached_stands_beside_it() -> None:
    reach = grid().reach
    assert list(reach) == ["RESET", "A&E Navigators", "Choices", "TIPS", "Mentors"]
    assert reach["RESET"].words == "0 (5.1.3.b)"
    assert reach["Choices"].words == "1,250 (5.1.5.a); not known (5.1.5.b)"
    assert reach["TIPS"].words == "counts no young people"
    assert reach["Mentors"].words == "it sends no returns"
    assert reach["A&E Navigators"].young_people is None
    assert needs_grid(ROWS, (), None, LAST).reach["RESET"].words == "no returns accepted yet"


def test_a_need_that_is_met_by_nobody_reached_and_a_programme_without_a_need_are_said() -> None:
    found = grid()
    assert [line.name for line in found.unreached] == ["Leaving custody"]
    assert found.without_need == ("A&E Navigators", "TIPS")


def test_an_open_action_that_names_a_need_stands_beside_it() -> None:
    found = grid(
        (
            action(1, "Find who meets “excluded from SCHOOL”", "done"),
            action(2, "Ask about Excluded from school"),
            action(3, "Other"),
        )
    )
    gap = found.gaps[0]
    assert [one.number for one in gap.actions] == [1, 2]
    assert gap.open_action is not None and gap.open_action.number == 2
    assert found.lines[0].open_action is None


def test_what_nothing_has_changed_of_stands_first() -> None:
    rows = [
        row("voices", 1, who="A club", said_on="2024-05-01", what="One", changed="Something"),
        row("voices", 2, who="A club", said_on="2024-06-01", what="Two"),
        row("voices", 3, who="A club", said_on="2024-07-01", what="Three"),
    ]
    voices = voices_of(rows)
    assert [one.words["what"] for one in voices.all] == ["Three", "Two", "One"]
    assert (
        voices_sentence(voices) == "Communities told us 3 things; something has changed because of 1 of them."
    )
    assert voices_sentence(voices_of(rows[1:2])) == (
        "Communities told us 1 thing, and nothing has changed yet because of it."
    )
    assert voices_of([]).all == ()


def test_of_many_gaps_a_sentence_names_the_first() -> None:
    many = {**ROWS, "needs": [need(f"Need {n}", "cohort", n) for n in range(7)], "provision": []}
    assert needs_sentence(needs_grid(many, (), None, LAST)) == (
        "Of 7 needs, 7 have nothing recorded that meets them: Need 0, Need 1, Need 2, Need 3 and 3 more."
    )
