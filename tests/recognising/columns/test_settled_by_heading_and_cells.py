"""A heading that is the field's own word with small words, over cells that all agree, is taken and said; anything
less is asked."""

import pytest

from ieo_metrics.commands_on_files import exit_status
from tests.recognising.in_memory import book, collected, sheet

SUPPORT = "Young person ref  Support started  Support ended  {}\n"
ROWS = "A  2024-05-01  -  {0}\nB  2024-05-02  -  {0}\nC  2024-05-03  -  {1}"
SESSIONS = "Date  Session type  {}  Status  Number of sessions\n2024-05-01  Training  {}  Delivered  1"
LIST = "URN  School  Hotspot area  Priority school  From  {}\n100001  Oak  Yes  No  2023-04-01  {}"


def found(text: str, name: str = "Sheet") -> tuple[list[str], int]:
    one = collected(book(sheet("Reporting quarter: 2024/25 Q1\n" + text, name)))
    return [p.code for p in one.problems if p.field and "column" in p.code], exit_status(one)


@pytest.mark.parametrize(
    "text",
    [
        SUPPORT.format("Setting type") + ROWS.format("Community", "Custody"),
        SUPPORT.format("Type of setting") + ROWS.format("Community", "Custody"),
        SUPPORT.format("The setting") + ROWS.format("Community", "Custody"),
        SESSIONS.format("Practitioner initials", "AB"),
        SESSIONS.format("Our practitioner", "AB"),
        LIST.format("To date", "2025-03-31"),
    ],
)
def test_two_keys_are_taken_and_said(text: str):
    assert found(text) == (["column-taken"], 0)


@pytest.mark.parametrize(
    "text",
    [
        SUPPORT.format("Setting type") + ROWS.format("Community", "Hostel"),  # one cell does not agree
        SUPPORT.format("Planned setting") + ROWS.format("Community", "Custody"),  # a word that turns
        SUPPORT.format("Setting (not final)") + ROWS.format("Community", "Custody"),
        SUPPORT.format("Previous setting") + ROWS.format("Community", "Custody"),
        SUPPORT.format("Setting type  Type of setting")
        + "A  2024-05-01  -  Community  Custody\nB  2024-05-02  -  Custody  Custody",  # two compete
    ],
)
def test_anything_less_is_not_taken(text: str):
    codes, status = found(text)
    assert "column-taken" not in codes and status == 1


def test_a_near_heading_that_no_measure_needs_holds_nothing_up():
    text = "Young person ref  Support started  Support ended  Setting  Distrct\n"
    rows = "\n".join(f"R{n}  2024-05-0{n}  -  Community  Portsmouth" for n in range(1, 6))
    assert found(text + rows) == (["column-proposed"], 0)


def test_two_columns_that_no_measure_needs_hold_nothing_up_either():
    text = "Young person ref  Support started  Support ended  Setting  District  Area\n"
    assert found(f"{text}A  2024-05-01  -  Community  Portsmouth  North") == (["column-duplicate"], 0)
