"""The questions about the rows of a table: which of two sheets counts (lists of schools that disagree,
sessions that are in both), what a blank cell means, and whether cells that look swapped are right."""

from collections.abc import Callable, Iterable, Iterator

from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.checking.conflicting_sheets import OpenQuestion
from ieo_metrics.recognising.mappings.mapping import Mapping
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

# Of each kind: what is asked, what happens until it is answered, and its answers in words.
_KINDS: dict[str, tuple[str, str, dict[str, str]]] = {
    LISTS: (
        "Which list of schools counts, {one} or {other}?",
        "Until this is answered, a yes in either is taken.",
        {
            FIRST: "Only {one} counts",
            SECOND: "Only {other} counts",
            BOTH: "Both count: a yes in either is taken",
        },
    ),
    REPEATED: (
        "Are these the same sessions, on {one} and on {other}?",
        "Until this is answered, each is counted twice.",
        {
            ONCE: "The same sessions: each counts once",
            BOTH: "Both count: they are different sessions",
            FIRST: "Only {one} counts: leave out {other}",
            SECOND: "Only {other} counts: leave out {one}",
        },
    ),
    SWAPPED: (
        "Do these cells stand in each other's place?",
        "If they do, put them right in the workbook. Until this is answered, they are counted as they stand.",
        {RIGHT: "All are right as they stand"},
    ),
    DOUBTFUL: (
        "Are these cells right? They do not fit the rest of the return.",
        "If not, put them right in the workbook. Until this is answered, they are counted as they stand.",
        {RIGHT: "All are right as they stand"},
    ),
    BLANK_MEANS: (
        "What do the blank cells mean?",
        "Until this is answered, they are read as blank.",
        {
            AS_BLANK: "Nothing is known: they are blank",
            AS_NO: "No",
            AS_YES: "Yes",
            AS_ZERO: "0",
        },
    ),
}


def open_questions_about_rows(asked: Iterable[OpenQuestion]) -> Iterator[Question]:
    """Each question that is open."""
    for question in asked:
        about, until, answers = _KINDS[question.code]
        one, other = question.between
        yield Question(
            f"which {question.code} {question.seen}",
            about.format(one=one, other=other),
            f"{question.sheet}!{question.cell}: {question.found}. {until}",
            {
                answer: words.format(one=one, other=other)
                for answer, words in answers.items()
                if answer in (question.answers or answers)
            },
            None,
            _decided(question),
            code=question.code,
        )


def _decided(asked: OpenQuestion) -> Callable[[Mapping, str], Mapping]:
    return lambda mapping, answer: mapping.with_decision(asked.code, asked.seen, answer)
