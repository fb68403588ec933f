"""Where it matters that nobody has said yet whether spellings are the same: the rows are marked, so that what
turns on the answer is left out and counted, and not taken as settled."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ieo_metrics.accepting.questions.ask_about_alike_spellings import SameQuestion
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.recognising.mappings.answers_on_sameness import StandIns

SESSIONS, SCHOOLS = "school_sessions", "school_list"


def mark_open_questions(
    returns: Sequence[AcceptedReturn], questions: Sequence[SameQuestion], key: StandIns | None
) -> list[AcceptedReturn]:
    """The returns as they are governed, their record tables with a column for each kind of question that is
    open: the number of the question that a row is part of, −1 where it is part of none."""
    out = list(returns)
    for kind in dict.fromkeys(question.kind for question in questions):
        numbers: dict[str, dict[str, int]] = {}  # by programme: another programme's references are others
        for number, question in enumerate(questions):
            if question.kind is kind:
                words = numbers.setdefault(question.programme, {})
                words |= {spelling.word: number for spelling in question.spellings}
        for place, accepted_return in enumerate(out):
            if words := numbers.get(accepted_return.return_type.programme, {}):
                parts = (
                    replace(part, tables={n: kind.marked(f, words, key) for n, f in part.tables.items()})
                    for part in accepted_return.parts
                )
                out[place] = accepted_return._replace(parts=tuple(parts))
    return out


def about_lists(questions: Sequence[SameQuestion]) -> Iterator[Problem]:
    """Which sessions' schools are nearly on a list of schools, said at each school of a new list."""
    measures = ", ".join(measure.ref for measure in MEASURES if SCHOOLS in measure.reads)
    for question in questions:
        sessions = [spelling.in_rows for spelling in question.spellings if SESSIONS in spelling.tables]
        for listed in question.spellings:
            if listed.is_new and listed.tables == (SCHOOLS,) and sessions:
                yield problem(
                    "school-nearly-listed",
                    listed.file,
                    listed.sheet,
                    listed.cell,
                    question.kind.field,
                    listed.shown,
                    sessions=", ".join(sessions)[:300],
                    measures=measures,
                )
