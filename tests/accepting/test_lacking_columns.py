"""A column that a measure needs and the return does not have, nor another table that tells the same, is a
question."""

from functools import reduce

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.sheet_decisions import NOT_THERE
from tests.recognising.in_memory import book, codes, collected, sheet

Q = "Reporting quarter: 2024/25 Q1\n"
FOLLOW_UP = "Young person ref  Support started"
PEOPLE = "A  2023-05-01\nB  2023-05-02"
OFFENCES = "Young person ref  Offence date  Offence  CHI\nA  2023-06-01  Theft from shop  2"
SESSIONS = "Date  School  Year group  Status  Young people reached  School staff engaged"
SESSION = "2024-05-01  Oak  Year 8  Delivered  20  2"
LIST = "School  Hotspot area  Priority school\nOak  Yes  No"


def lacking(*texts: str) -> list[str]:
    """The fields of the columns that are asked for."""
    one = collected(book(*(sheet(Q + text, f"Sheet{n}") for n, text in enumerate(texts))))
    found = [p.field for p in one.problems if p.code == "mapping-column-missing"]
    assert exit_status(one) == (1 if found else 0), one.problems
    return found


def answers(*columns: str) -> str:
    """A follow-up with these columns, each with an answer in both rows."""
    words = {"Reoffended": "No", "Traced": "Yes", "CHI before": "10", "CHI after": "0"}
    rows = "\n".join("  ".join([line, *(words[each] for each in columns)]) for line in PEOPLE.splitlines())
    return "  ".join([FOLLOW_UP, *columns]) + "\n" + rows


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        (("Reoffended", "CHI before", "CHI after"), []),  # traced is yes where Reoffended is answered
        (("Traced", "CHI before", "CHI after"), ["reoffended"]),
        (("Traced", "Reoffended", "CHI after"), ["chi_before"]),
        (("Traced", "Reoffended", "CHI before"), ["chi_after"]),
        (("Traced", "Reoffended"), ["chi_before", "chi_after"]),
    ],
)
def test_the_answers_of_the_constabulary(columns: tuple[str, ...], fields: list[str]):
    assert lacking(answers(*columns)) == fields


def test_a_list_of_offences_tells_the_same_but_for_who_was_traced():
    assert lacking(answers("Traced"), OFFENCES) == []
    assert lacking(answers("CHI before", "CHI after"), OFFENCES) == ["traced"]


def test_a_list_of_offences_in_a_file_of_its_own_tells_it_too():
    files = (
        book(sheet(Q + answers("Traced"), "Follow-up"), name="a.csv"),
        book(sheet(Q + OFFENCES), name="b.csv"),
    )
    assert "mapping-column-missing" not in codes(collected(*files))


def test_whether_a_school_is_in_a_hotspot_or_on_the_priority_list():
    assert lacking(f"{SESSIONS}\n{SESSION}") == ["hotspot", "priority"]
    assert lacking(f"{SESSIONS}  Hotspot area\n{SESSION}  Yes") == ["priority"]
    assert lacking(f"{SESSIONS}\n{SESSION}", LIST) == []


def test_without_a_status_sessions_with_nobody_may_not_have_taken_place():
    heading, everybody = "Date  Session type  Attendees", "2024-05-01  Training  12\n2024-05-02  Training  9"
    assert lacking(f"{heading}\n{everybody}") == []
    assert lacking(f"{heading}\n{everybody}\n2024-05-03  Training  0") == ["status"]
    assert lacking(f"{heading}\n{everybody}\n2024-05-03  Training  -") == ["status"]
    assert lacking("Date  Session type\n2024-05-01  Training\n2024-05-02  Training") == []
    one = "2024-05-01  1-1 reflective practice  1"
    assert lacking(f"{heading}\n{one}\n{one}\n2024-05-03  1-1 reflective practice  -") == ["status"], (
        "one is somebody"
    )


def test_a_list_of_one_quarter_tells_nothing_of_the_next() -> None:
    """July needs a list, or columns, of its own."""
    april = book(sheet(f"{Q}{SESSIONS}\n{SESSION}", "Sessions"), sheet(Q + LIST, "List"), name="april.xlsx")
    july = f"Reporting quarter: 2024/25 Q2\n{SESSIONS}\n2024-07-02  Oak  Year 8  Delivered  30  2"
    one = collected(april, book(sheet(july, "Sessions"), name="july.xlsx"))
    asked = [(p.file, p.field) for p in one.problems if p.code == "mapping-column-missing"]
    assert asked == [("july.xlsx", "hotspot"), ("july.xlsx", "priority")] and exit_status(one) == 1


def test_that_the_return_does_not_have_it_is_remembered_for_these_headings() -> None:
    workbook = book(sheet(f"{Q}{SESSIONS}\n{SESSION}", "Sessions"))
    asked = collected(workbook)
    (one,) = asked_sheets(asked.files[0], workbook, EMPTY, asked.problems)
    assert [question.about for question in one.questions] == [
        "Which column is “Hotspot area”?",
        "Which column is “Priority school”?",
    ]
    mapping = reduce(lambda known, each: each.answered(known, NOT_THERE), one.questions, EMPTY)
    done = collected(workbook, mapping=mapping)
    assert exit_status(done) == 0 and codes(done).count("column-not-there") == 2
    assert asked_sheets(done.files[0], workbook, mapping, done.problems) == []
    other = book(sheet(f"{Q}{SESSIONS}  Comments\n{SESSION}  fine", "Sessions"))
    assert exit_status(collected(other, mapping=mapping)) == 1
