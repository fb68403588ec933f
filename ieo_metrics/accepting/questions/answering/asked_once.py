"""What is asked once: the same question about several tables of a workbook, and a question that another
answer settles."""

from collections.abc import Sequence
from dataclasses import replace

from ieo_metrics.accepting.questions.answering.next_best_readings import Chosen
from ieo_metrics.accepting.questions.question import AskedSheet, Place, Question
from ieo_metrics.recognising.mappings.mapping import EMPTY, NOT_NEEDED
from ieo_metrics.recognising.mappings.sheet_decisions import NOT_THERE


def mark_repeats(sheets: Sequence[AskedSheet]) -> list[AskedSheet]:
    """The tables with their questions, of which those that were asked at an earlier table say where, and the
    first of each for which sheets its answer counts too."""
    first: dict[tuple[str, str, bool], list[tuple[Place, Question]]] = {}
    asked_at: dict[tuple[Place, str], Place] = {}
    also: dict[tuple[Place, str], list[str]] = {}
    for asked in sheets:
        may_be = {slot for question in asked.questions if question.slots for slot in question.choices}
        for question in asked.questions:
            known = first.setdefault((asked.table, question.key, question.looks_for in may_be), [])
            place = next((place for place, other in known if _is_same(question, other)), None)
            if place is None:
                known.append((asked.place, question))
            else:
                asked_at[asked.place, question.key] = place
                also.setdefault((place, question.key), []).append(asked.sheet.name)
    return [
        replace(
            asked,
            questions=tuple(
                replace(
                    question,
                    asked_at=asked_at.get((asked.place, question.key)),
                    also=tuple(dict.fromkeys(also.get((asked.place, question.key), ()))),
                )
                for question in asked.questions
            ),
        )
        for asked in sheets
    ]


def _is_same(question: Question, other: Question) -> bool:
    """Whether each answer would say the same of both; or all that can be said is that neither table has the
    column. Where a column of one of them may be it, one without a heading too, that is another question."""
    if tuple(question.choices) != tuple(other.choices):
        return False
    if tuple(question.choices) == (NOT_THERE,):
        return question.why == other.why
    return all(
        question.answered(EMPTY, answer) == other.answered(EMPTY, answer) for answer in question.choices
    )


def answers_that_follow(chosen: Chosen) -> dict[str, str]:
    """What follows about the questions of a table from the answers to its others, by the key of the question:
    for one that looks for a column, the key of the question at which it was named; for a column that is none
    of those that are settled, that it is not needed."""
    named = {answer: question.key for question, answer in chosen if question.slots and answer}
    settled = {question.looks_for for question, answer in chosen if question.looks_for and answer} | set(
        named
    )
    out = {}
    for question, answer in chosen:
        if question.looks_for in named:
            out[question.key] = named[question.looks_for]
        elif question.only_for and answer not in named and settled.issuperset(question.only_for):
            out[question.key] = NOT_NEEDED
    return out
