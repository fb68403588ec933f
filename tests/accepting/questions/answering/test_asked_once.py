"""What was answered is not asked again: at another table of the workbook, or as another question."""

from dataclasses import replace
from functools import reduce

from ieo_metrics.accepting.questions.answering.asked_once import answers_that_follow, mark_repeats
from ieo_metrics.accepting.questions.answering.next_best_readings import next_best_readings
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


def with_questions(name: str, *questions: Question, table: str = "support") -> AskedSheet:
    return AskedSheet(sheet("A\n1", name), 0, table, {}, questions)


def question(key: str, *choices: str, why: str = "", kept_as: str = "", **more: object) -> Question:
    """Whose answers are kept as a column of that name."""
    return Question(
        key,
        key,
        why,
        {choice: choice.upper() for choice in choices},
        None,
        lambda mapping, answer: replace(mapping, columns={**mapping.columns, (kept_as, key): answer}),
        **more,
    )


def places(*sheets: AskedSheet) -> list[list[str]]:
    """Of each question of each sheet, the sheet at which it is asked first, "" where that is it itself."""
    return [
        [one.asked_at[0] if one.asked_at else "" for one in asked.questions] for asked in mark_repeats(sheets)
    ]


def test_a_question_with_other_answers_is_another_one() -> None:
    assert places(
        with_questions("April", question("a", "x", "y")), with_questions("May", question("a", "x", "y"))
    ) == [
        [""],
        ["April"],
    ]
    for other in (("x",), ("y", "x"), ("x", "y", "z")):
        assert places(
            with_questions("April", question("a", "x", "y")), with_questions("May", question("a", *other))
        ) == [[""], [""]]


def test_a_question_whose_answer_says_something_else_there_is_another_one() -> None:
    april = with_questions("April", question("a", "x", kept_as="1"))
    assert places(april, with_questions("May", question("a", "x", kept_as="2"))) == [[""], [""]]
    assert places(april, with_questions("May", question("a", "x", kept_as="1"))) == [[""], ["April"]]
    assert places(april, with_questions("May", question("b", "x", kept_as="1"))) == [[""], [""]]
    assert places(april, with_questions("May", question("a", "x", kept_as="1"), table="sessions")) == [
        [""],
        [""],
    ]


def test_that_a_column_is_not_there_is_the_same_where_the_reason_is() -> None:
    """Whatever the answer is kept as: all that can be said is that neither sheet has it."""
    april = with_questions("April", question("a", NOT_THERE, why="No heading.", kept_as="1"))
    assert places(april, with_questions("May", question("a", NOT_THERE, why="No heading.", kept_as="2"))) == [
        [""],
        ["April"],
    ]
    assert places(april, with_questions("May", question("a", NOT_THERE, why="Column D.", kept_as="1"))) == [
        [""],
        [""],
    ]


def test_what_is_asked_at_an_earlier_table_is_said_there_once_for_each_sheet() -> None:
    """The third is asked where the second was, not where another of the same key was first."""
    one, other = question("a", "x", kept_as="1"), question("a", "x", kept_as="2")
    sheets = [
        with_questions(name, of)
        for name, of in (("April", one), ("May", other), ("June", other), ("June", other))
    ]
    marked = mark_repeats(sheets)
    assert places(*sheets) == [[""], [""], ["May"], ["May"]]
    assert [asked.questions[0].also for asked in marked] == [(), ("June",), (), ()]


def test_where_a_column_of_the_sheet_may_be_what_is_looked_for_it_is_another_question() -> None:
    looks = question("a", NOT_THERE, looks_for="status")
    column = question("b", "status", "team", slots=True)
    nothing = question("b", "status", "team")
    assert places(with_questions("April", looks), with_questions("May", looks, column)) == [[""], ["", ""]]
    assert places(with_questions("April", looks), with_questions("May", looks, nothing)) == [
        [""],
        ["April", ""],
    ]
    assert places(with_questions("April", looks, column), with_questions("May", looks, column)) == [
        ["", ""],
        ["April", "April"],
    ]


def test_what_follows_from_answers() -> None:
    """Only an answer that is a column's settles it; a column that may be something else too stays open."""
    column, which = question("b", "status", slots=True), question("a", NOT_THERE, looks_for="status")
    assert answers_that_follow([(column, "status"), (which, None)]) == {"a": "b"}
    assert answers_that_follow([(question("b", "status"), "status"), (which, None)]) == {}
    assert answers_that_follow([(column, None), (which, None)]) == {}
    only = question("c", "status", "team", only_for=("status", "team"))
    team = question("d", NOT_THERE, looks_for="team")
    assert answers_that_follow([(only, None), (which, NOT_THERE)]) == {}
    assert answers_that_follow([(only, None), (which, NOT_THERE), (team, NOT_THERE)]) == {"c": NOT_NEEDED}
    assert answers_that_follow([(only, None), (column, "status"), (team, NOT_THERE)]) == {"c": NOT_NEEDED}
    assert answers_that_follow([(question("e", "x"), None), (which, NOT_THERE)]) == {}, "it may be anything"


def test_another_column_is_nearer_than_that_it_is_not_needed() -> None:
    """Of a column; of another question each answer is as near as it stands."""
    for slots, order in ((True, ["started", NOT_NEEDED]), (False, [NOT_NEEDED, "started"])):
        found = next_best_readings([(question("a", NOT_NEEDED, "started", slots=slots), None)], 4)
        assert [answer for _, ((_, answer),) in found] == order
