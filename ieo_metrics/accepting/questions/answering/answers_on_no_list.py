"""What an answer means that is close to a known one, or that no list knows: the questions, and what is
remembered of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ieo_metrics.accepting.questions.question import PROPOSED, Question
from ieo_metrics.accepting.questions.rows_and_sheets_to_leave_out import text_in
from ieo_metrics.checking.check_workbook import CheckedSheet
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.confirmed_answers_in_words import meaning_in_words
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping

PROPOSED_ANSWER, UNKNOWN_ANSWER = ANSWERS = ("mapping-answer-proposed", "word-unknown")
MOST_UNLISTED = 12  # answers of a field that are on no list


def unlisted_fields(problems: Sequence[Problem], read: CheckedSheet | None) -> set[str]:
    """The fields of which most answers are words of the provider's own: a single one is for the provider to
    correct, and a column with many different ones is another one."""
    unknown = [p for p in problems if p.code == UNKNOWN_ANSWER]
    cells, words = (
        Counter(p.field for p in unknown),
        Counter(field for field, _ in {(p.field, p.found) for p in unknown}),
    )
    most = read is not None and (read.rows / 2 if read.lies_down else 1)
    return {name for name in cells if most and cells[name] >= most and words[name] <= MOST_UNLISTED}


def about_answers(
    sheet: Sheet, table: str, problems: Iterable[Problem], unlisted: set[str]
) -> Iterator[Question]:
    """Answers that are close to known ones, and those of `unlisted` fields that no list knows, each once
    however many cells hold it. What may name a person is not remembered."""
    cells: dict[tuple[str, str], list[Problem]] = {}
    for p in problems:
        if p.code == PROPOSED_ANSWER or (p.field in unlisted and text_in(sheet, p.cell).strip() == p.found):
            cells.setdefault((p.field, normalised(p.found)), []).append(p)
    for (name, answer), some in cells.items():
        proposed = ""
        if some[0].code == PROPOSED_ANSWER:
            proposed = confirmed_choice(EMPTY, (), some[:1]).answers[f"{table}.{name}"][answer]
        meanings = {meaning_in_words(meaning): meaning for meaning in TABLE[table].field(name).words or {}}
        choices = {
            meaning: f"{meaning.capitalize()}{PROPOSED if meaning == proposed else ''}"
            for meaning in sorted(meanings, key=lambda meaning: meaning != proposed)
        }
        why = f"It is in {len(some):,} cell{'' if len(some) == 1 else 's'}, first in {some[0].cell}."
        yield Question(
            f"answer {name} {answer}",
            f"What does “{some[0].found}” mean?",
            why,
            choices,
            proposed or None,
            _answer(table, some[0], meanings),
            needed=bool(proposed),
        )


def _answer(table: str, p: Problem, meanings: dict[str, Any]) -> Callable[[Mapping, str], Mapping]:
    return lambda mapping, meaning: mapping.with_answer(table, p.field, p.found, meanings[meaning])
