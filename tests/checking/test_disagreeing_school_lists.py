"""Two lists of schools of one workbook: where they disagree it is asked which of them counts."""

import pytest

from ieo_metrics.commands_on_files import exit_status
from tests.recognising.in_memory import book, collected, sheet

SESSIONS = (
    "Reporting quarter: 2024/25 Q1\n"
    "Date  School  URN  Year group  Status  Young people reached  School staff engaged\n"
    "2024-05-01  Oak  100001  Year 8  Delivered  20  2"
)
LIST = "URN  School  Hotspot area  Priority school  From  To\n100001  Oak  Yes  No  2022-04-01  -"


def asked(*lists: str) -> list[tuple[str, str]]:
    """(sheet, found) of each disagreement."""
    one = collected(book(SESSIONS, *(sheet(text, f"List {n}") for n, text in enumerate(lists))))
    found = [(p.sheet, p.found) for p in one.problems if p.code == "mapping-lists-differ"]
    assert exit_status(one) == (1 if found else 0), one.problems
    return found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("School  Priority school\nElm  Yes", "Elm is only on this list"),  # schools to be visited
        ("School  URN  Priority school\nOak  100001  Yes", "Oak: yes, and no in row 2"),
        (LIST.replace("Yes  No", "No  No"), "Oak: no, and yes in row 2"),  # last year's
    ],
)
def test_lists_that_disagree(other: str, found: str):
    assert asked(LIST, other) == [("List 1", found)]


@pytest.mark.parametrize(
    "other",
    [
        LIST,  # the same again
        LIST.replace("100001  Oak", "100002  Elm"),  # the schools of another district
        LIST.replace("Yes  No  2022-04-01  -", "No  No  2021-04-01  2022-03-31"),  # in force before
        "School  Priority school\nOak  No",  # part of it
    ],
)
def test_lists_that_agree(other: str):
    assert asked(LIST, other) == []


def test_a_list_of_hotspots_beside_one_of_priority_schools():
    assert asked("School  Hotspot area\nOak  Yes", "School  Priority school\nElm  Yes") == []


def test_one_list_with_a_yes_and_a_no_for_one_school():
    assert asked(f"{LIST}\n100001  Oak  No  No  2023-04-01  -") == [("List 0", "Oak: no, and yes in row 2")]
