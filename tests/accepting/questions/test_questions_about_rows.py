"""What is asked about the rows of a table, word for word."""

import pytest

from ieo_metrics.accepting.questions.questions_about_rows import open_questions_about_rows
from ieo_metrics.checking.conflicting_sheets import OpenQuestion
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.sheet_decisions import (
    AS_BLANK,
    AS_NO,
    AS_YES,
    AS_ZERO,
    BLANK_MEANS,
    BOTH,
    DOUBTFUL,
    FIRST,
    LISTS,
    ONCE,
    REPEATED,
    RIGHT,
    SECOND,
    SWAPPED,
)


@pytest.mark.parametrize(
    ("code", "about", "until", "choices"),
    [
        (
            LISTS,
            "Which list of schools counts, Old or New?",
            "Until this is answered, a yes in either is taken.",
            {
                FIRST: "Only Old counts",
                SECOND: "Only New counts",
                BOTH: "Both count: a yes in either is taken",
            },
        ),
        (
            REPEATED,
            "Are these the same sessions, on Old and on New?",
            "Until this is answered, each is counted twice.",
            {
                ONCE: "The same sessions: each counts once",
                BOTH: "Both count: they are different sessions",
                FIRST: "Only Old counts: leave out New",
                SECOND: "Only New counts: leave out Old",
            },
        ),
        (
            SWAPPED,
            "Do these cells stand in each other's place?",
            "If they do, put them right in the workbook. Until this is answered, they are counted as they stand.",
            {RIGHT: "All are right as they stand"},
        ),
        (
            DOUBTFUL,
            "Are these cells right? They do not fit the rest of the return.",
            "If not, put them right in the workbook. Until this is answered, they are counted as they stand.",
            {RIGHT: "All are right as they stand"},
        ),
        (
            BLANK_MEANS,
            "What do the blank cells mean?",
            "Until this is answered, they are read as blank.",
            {AS_BLANK: "Nothing is known: they are blank", AS_NO: "No", AS_YES: "Yes", AS_ZERO: "0"},
        ),
    ],
)
def test_each_question(code: str, about: str, until: str, choices: dict[str, str]) -> None:
    asked = OpenQuestion(code, "Log", "C4", 3, "what is seen", "two rows disagree", between=("Old", "New"))
    (question,) = open_questions_about_rows([asked])
    assert (question.key, question.code) == (f"which {code} what is seen", code)
    assert (question.about, question.why) == (about, f"Log!C4: two rows disagree. {until}")
    assert question.choices == choices and question.proposed is None
    answer = next(iter(choices))
    assert question.answered(EMPTY, answer) == EMPTY.with_decision(code, "what is seen", answer)


def test_a_question_has_only_the_answers_that_there_are() -> None:
    """Of a column of numbers a blank cell is blank or 0."""
    asked = OpenQuestion(BLANK_MEANS, "Log", "C4", 3, "seen", "12 blank cells", (AS_BLANK, AS_ZERO))
    (question,) = open_questions_about_rows([asked])
    assert question.choices == {AS_BLANK: "Nothing is known: they are blank", AS_ZERO: "0"}
