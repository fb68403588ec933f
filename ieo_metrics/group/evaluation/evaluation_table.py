"""One tidy table: each programme's answer to each question of evaluation, quarter by quarter. An answer
that a programme cannot have says why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from ieo_metrics.framework.breakdowns import BREAKDOWNS
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.evaluation_questions import EVALUATION_QUESTIONS, EvaluationQuestion, known
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType
from ieo_metrics.group.evaluation import answers, why_no_answer
from ieo_metrics.group.evaluation.answers import Programme
from ieo_metrics.group.evaluation.evaluation_figure import EvaluationFigure, ReturnAsAccepted
from ieo_metrics.group.evaluation.people_of_return import grouped_by_all, people_of_return
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.evidence_frame import QUARTER
from ieo_metrics.measuring.overview_lines import figures_of

COLUMNS = (
    "programme", "provider", "quarter", "question", "about", "value", "numerator", "n", "lower", "upper",
    "why", "note",
)  # fmt: skip


@dataclass(frozen=True)
class _Way:
    """How a question is answered: why a return type never can be, and its answers in a quarter. `of_rows`:
    whether it rests on rows, which a quarter may lack."""

    why_never: Callable[[ReturnType], str]
    answer: Callable[[Programme, Quarter], EvaluationFigure | list[EvaluationFigure]]
    of_rows: bool = True


ANSWERS: dict[str, _Way] = {
    "supported": _Way(why_no_answer.no_support, answers.how_many_supported),
    "first reading": _Way(why_no_answer.no_readings_of_supported, answers.with_first_reading),
    "second reading": _Way(why_no_answer.no_readings_of_supported, answers.with_second_reading),
    "weeks between": _Way(why_no_answer.no_readings, answers.weeks_between),
    "lost on the way": _Way(why_no_answer.no_readings, answers.lost_on_the_way),
    "traced": _Way(why_no_answer.no_follow_up, answers.traced),
    **{
        known(b.name): _Way(partial(why_no_answer.not_grouped, b), partial(answers.known_by, b))
        for b in BREAKDOWNS
    },
    "width": _Way(why_no_answer.nothing, answers.widths_of_ranges, of_rows=False),
    "days late": _Way(why_no_answer.nothing, answers.days_late, of_rows=False),
    "must fix": _Way(why_no_answer.nothing, partial(answers.faults, MUST_FIX), of_rows=False),
    "to confirm": _Way(why_no_answer.nothing, partial(answers.faults, CONFIRM), of_rows=False),
}


def programmes_of(results: Results, accepted: Sequence[ReturnAsAccepted] = ()) -> list[Programme]:
    """What each return type's answers are made of. `results`: with their rows and the evidence of
    quarters."""
    grouped, frame = grouped_by_all(results.governed), results.frame
    own = frame[((frame["span"] == QUARTER) & (frame["area"] == ALL)).to_numpy()]
    figures = {(ref, figure.quarter): figure for ref, figure in zip(own["ref"], figures_of(own), strict=True)}
    return [
        Programme(
            return_type,
            results,
            people_of_return(results.governed, return_type, results.settings, grouped),
            grouped,
            {one.quarter: one for one in accepted if one.return_type == return_type},
            figures,
        )
        for return_type in RETURN_TYPES
    ]


def evaluation_table(programmes: Sequence[Programme], rows_from: Quarter | None = None) -> pd.DataFrame:
    """One row per return type, quarter and question (of the width of the range, per measure), with COLUMNS:
    `quarter` as a whole number, `about` the ref of a measure or "", the rest as in `EvaluationFigure`, NaN
    where there is no number. `rows_from`: the first quarter of which no row was reduced to aggregates."""
    rows = []
    for programme in programmes:
        for question in EVALUATION_QUESTIONS:
            for quarter, figure in _answers(programme, question, rows_from):
                names = {
                    "programme": programme.return_type.programme,
                    "provider": programme.return_type.provider,
                    "quarter": quarter,
                    "question": question.name,
                }
                rows.append(names | vars(figure))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(("value", "numerator", "n", "lower", "upper"), float))


def _answers(
    programme: Programme, question: EvaluationQuestion, rows_from: Quarter | None
) -> Iterator[tuple[Quarter, EvaluationFigure]]:
    for quarter in programme.quarters:
        yield from ((quarter, figure) for figure in answers_of(programme, question, quarter, rows_from))


def answers_of(
    programme: Programme, question: EvaluationQuestion, quarter: Quarter, rows_from: Quarter | None = None
) -> list[EvaluationFigure]:
    """The answer to one question in one quarter: one, or one a measure."""
    why = why_not(programme, question, quarter, rows_from)
    found = EvaluationFigure(why=why) if why else ANSWERS[question.name].answer(programme, quarter)
    return found if isinstance(found, list) else [found]


def why_not(
    programme: Programme, question: EvaluationQuestion, quarter: Quarter, rows_from: Quarter | None
) -> str:
    """Why a question has no answer, never or not in this quarter; empty where it is answered."""
    way = ANSWERS[question.name]
    never = way.why_never(programme.return_type)
    return never or (_rows_cannot_tell(programme, question, quarter, rows_from) if way.of_rows else "")


def _rows_cannot_tell(
    programme: Programme, question: EvaluationQuestion, quarter: Quarter, rows_from: Quarter | None
) -> str:
    """Why not: a quarter that the answer rests on is not covered whole, or was reduced. Empty where they
    can."""
    governed = programme.results.governed
    rests_on = range(quarter - question.looks_back, quarter + 1)
    tables = [name for name in programme.return_type.tables if TABLE[name].counts_by != "list"]

    def is_covered(q: Quarter) -> bool:
        return q >= governed.first and all(governed.covered(name)[q - governed.first] for name in tables)

    lacking = [q for q in rests_on if not is_covered(q)]
    if lacking:
        rests = "" if quarter in lacking else f", and this rests on {len(rests_on)} quarters"
        return f"no return covers all of {label(lacking[-1])}{rests}"
    if rows_from is not None and rests_on[0] < rows_from:
        return f"the rows of {label(rests_on[0])} were reduced to aggregates"
    return ""
