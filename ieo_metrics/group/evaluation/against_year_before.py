"""Whether each programme's shares are better than four quarters before: the difference with its 95% range,
and a word only where that range leaves 0 out.

Those supported in both quarters stand in both shares; the method takes the two as separate, which makes the
range too wide rather than too narrow where the same people are known of in both. Of those lost on the way
nobody stands in both."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.evaluation_questions import SHARES, EvaluationQuestion
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType, return_named
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.evaluation.evaluation_figure import FEWEST, EvaluationFigure
from ieo_metrics.statistics.differences import newcombe
from ieo_metrics.statistics.figure_wording import percent_in_words

BETTER, NO_CLEAR_CHANGE, WORSE, NOT_COMPARED = WORDS = ("better", "no clear change", "worse", "not compared")
YEAR = 4  # quarters
FEW = f"fewer than {FEWEST} in one of the two quarters"


@dataclass(frozen=True)
class AgainstYearBefore:
    """A share of a programme in a quarter, `now`, and four quarters before, `then`. `difference`: now less
    then, with its 95% interval; `word`: of WORDS, and `why` it is not compared."""

    return_type: ReturnType
    question: EvaluationQuestion
    quarter: Quarter
    now: EvaluationFigure
    then: EvaluationFigure
    word: str
    difference: float | None = None
    lower: float | None = None
    upper: float | None = None
    why: str = ""


def against_year_before(table: pd.DataFrame, quarter: Quarter) -> list[AgainstYearBefore]:
    """Each share of each programme. `table`: as `evaluation_table` gives it."""
    figures = figures_of_table(table)
    return [
        _compared(
            return_type,
            question,
            quarter,
            *(
                figures.get(
                    (return_type.title, question.name, q),
                    EvaluationFigure(why=f"no return covers {label(q)}"),
                )
                for q in (quarter, quarter - YEAR)
            ),
        )
        for return_type in RETURN_TYPES
        for question in SHARES
    ]


def figures_of_table(table: pd.DataFrame) -> dict[tuple[str, str, Quarter], EvaluationFigure]:
    """By the title of the return type, the name of the question and the quarter, what is about the whole
    programme."""
    out = {}
    for row in table[table["about"] == ""].to_dict("records"):
        value, numerator, n, lower, upper = (
            None if row[name] != row[name] else row[name]
            for name in ("value", "numerator", "n", "lower", "upper")
        )
        figure = EvaluationFigure(
            value,
            None if numerator is None else int(numerator),
            None if n is None else int(n),
            lower,
            upper,
            row["why"],
            row["note"],
        )
        title = return_named(row["programme"], row["provider"]).title
        out[title, row["question"], int(row["quarter"])] = figure
    return out


def _compared(
    return_type: ReturnType,
    question: EvaluationQuestion,
    quarter: Quarter,
    now: EvaluationFigure,
    then: EvaluationFigure,
) -> AgainstYearBefore:
    def not_compared(why: str) -> AgainstYearBefore:
        return AgainstYearBefore(return_type, question, quarter, now, then, NOT_COMPARED, why=why)

    if now.value is None or then.value is None:
        return not_compared(now.why if now.value is None else f"four quarters before: {then.why}")
    if min(now.n or 0, then.n or 0) < FEWEST:
        return not_compared(FEW)
    lower, upper = newcombe(now.with_ends, then.with_ends)
    up, down = (BETTER, WORSE) if question.better == "higher" else (WORSE, BETTER)
    word = up if lower > 0 else down if upper < 0 else NO_CLEAR_CHANGE
    return AgainstYearBefore(
        return_type, question, quarter, now, then, word, now.value - then.value, lower, upper
    )


def in_words(change: AgainstYearBefore) -> str:
    """`RESET · Society of St James, first reading: 82% (41 of 50) in 2024/25 Q4, 61% (28 of 46) four
    quarters before: better by 21 percentage points (95% range 3 to 37).`"""
    title = f"{change.return_type.title}, {change.question.heading[0].lower()}{change.question.heading[1:]}"
    if change.difference is None or change.lower is None or change.upper is None:
        return f"{title}: not compared, because {change.why}."
    now, then = (
        f"{percent_in_words(one.value or 0.0, one.n)} ({one.numerator} of {one.n})"
        for one in (change.now, change.then)
    )
    by = f" by {abs(change.difference) * 100:.0f} percentage points" if change.word != NO_CLEAR_CHANGE else ""
    low, high = (f"{end * 100:+.0f}".replace("-", "−") for end in (change.lower, change.upper))
    return (
        f"{title}: {now} in {label(change.quarter)}, {then} four quarters before: {change.word}{by} "
        f"(95% range of the difference {low} to {high} percentage points)."
    )


def by_chance_in_words(changes: Sequence[AgainstYearBefore]) -> str:
    """How many of the comparisons would seem better or worse if nothing had changed; empty where there are
    none."""
    many = sum(change.word != NOT_COMPARED for change in changes)
    if not many:
        return ""
    expected = round(many / 20)
    about = f"about {expected}" if expected else "less than one"
    return (
        f"Of {many} comparisons {about} would seem better or worse by chance alone, if nothing had changed."
    )


def evidence_in_words(better: Sequence[AgainstYearBefore]) -> str:
    """What is better, without a number, since everybody may read it: `Compared with a year before, RESET
    (Society of St James): more of those supported have a first score.`"""
    said: dict[str, list[str]] = {}
    for one in better:
        name = f"{one.return_type.programme} ({one.return_type.provider})"
        said.setdefault(name, []).append(one.question.got_better)
    return " ".join(
        f"Compared with a year before, {name}: {list_in_words(parts)}." for name, parts in said.items()
    )
