"""What was answered is not asked again: at another table of the workbook, or as another question."""

from functools import reduce

from ieo_metrics.accepting.questions.answering.asked_once import answers_that_follow
from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.question import AskedSheet, Question
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, NOT_NEEDED, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import NOT_THERE
from tests.recognising.in_memory import book, collected, drawn, sheet

HEADINGS = "Young person ref  Support started  Suport endded  Setting"
ROW = "A  2024-05-01  2024-06-01  Community"
LACKS = "Young person ref  Support started  Setting"
SESSIONS = "Date  Session type  Attendees  Did it happen"
HELD = "2024-05-01  Training  9  Delivered\n2024-05-02  Training  0  Cancelled"


def asked(workbook: Workbook, mapping: Mapping = EMPTY) -> list[AskedSheet]:
    found = collected(workbook, mapping=mapping)
    return asked_sheets(found.files[0], workbook, mapping, found.problems)


def questions(sheets: list[AskedSheet]) -> list[tuple[str, str]]:
    return [(one.sheet.name, question.about) for one in sheets for question in one.asked_here]


def test_the_same_heading_in_several_sheets_is_asked_about_once():
    workbook = book(*(sheet(f"{HEADINGS}\n{name}{ROW}", name) for name in ("April", "May", "June")))
    sheets = asked(workbook)
    assert questions(sheets) == [("April", "Column C “Suport endded”")]
    assert [one.questions[0].asked_at for one in sheets] == [None, ("April", 0), ("April", 0)]
    (question,) = sheets[0].asked_here
    assert question.also == ("May", "June")
    assert asked(workbook, question.answered(EMPTY, "ended")) == []


def test_that_no_sheet_has_a_column_is_asked_once_and_said_of_each():
    """Their headings differ, so that the answer is kept for each of them."""
    more = "\n".join((f"{LACKS}  District", "B  2024-05-01  Community  Havant"))
    workbook = book(sheet(f"{LACKS}\nA  2024-05-01  Community", "April"), sheet(more, "May"))
    sheets = asked(workbook)
    assert questions(sheets) == [("April", "Which column is “Support ended”?")]
    assert sheets[0].asked_here[0].also == ("May",)
    every = [question for one in sheets for question in one.questions]
    mapping = reduce(lambda known, question: question.answered(known, NOT_THERE), every, EMPTY)
    assert asked(workbook, mapping) == []


def test_a_sheet_in_which_a_column_may_be_it_is_asked_about_itself():
    """May has a column that may be the status: that April has none says nothing of May."""
    april = "Date  Session type  Attendees\n2024-04-01  Training  9\n2024-04-02  Training  0"
    sheets = asked(book(sheet(april, "April"), sheet(f"{SESSIONS}\n{HELD}", "May")))
    assert [
        one.sheet.name for one in sheets if "Which column is “Status”?" in dict(questions([one])).values()
    ] == [
        "April",
        "May",
    ]


def test_a_sheet_with_a_column_without_a_heading_is_asked_about_itself():
    """It may hide what April truly lacks, and one answer would leave both sheets out."""
    april = "Young person ref  Support started  Support ended\nA  2024-05-01  2024-06-01"
    may = [*drawn(april), *drawn("B  2024-05-01  2024-06-01")]
    may = [[*row, cell] for row, cell in zip(may, (None, "Community", None), strict=True)]
    sheets = asked(book(sheet(april, "April"), sheet(may, "May"), sheet(april, "June")))
    assert questions(sheets) == [(name, "Which column is “Setting”?") for name in ("April", "May")]
    assert sheets[0].asked_here[0].also == ("June",)
    why = sheets[1].asked_here[0].why.removeprefix(sheets[0].asked_here[0].why)
    said = "Column D has values and no heading: if it is there, give it a heading in the workbook."
    assert why == f" {said}"


def status() -> tuple[Question, Question]:
    """Whether column D is the status, and which column it is."""
    ((column, which),) = (one.questions for one in asked(book(sheet(f"{SESSIONS}\n{HELD}", "Log"))))
    assert (column.about, which.looks_for) == ("Column D “Did it happen”", "status")
    return column, which


def test_a_column_that_was_named_is_not_looked_for():
    column, which = status()
    assert answers_that_follow([(column, "status"), (which, None)]) == {which.key: column.key}
    assert answers_that_follow([(column, NOT_NEEDED), (which, None)]) == {}


def test_a_column_is_not_asked_about_once_the_sheet_is_said_not_to_have_what_it_may_be():
    column, which = status()
    assert answers_that_follow([(column, None), (which, NOT_THERE)]) == {column.key: NOT_NEEDED}
    assert answers_that_follow([(column, None), (which, None)]) == {}
    assert answers_that_follow([(column, "team"), (which, NOT_THERE)]) == {}, "it is something else"
