"""Answers as they are read: on the officer's page with their counts."""

from collections.abc import Mapping

from ieo_metrics.framework.evaluation_questions import SHARE, WEEKS, EvaluationQuestion
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.group.evaluation.evaluation_figure import EvaluationFigure
from ieo_metrics.group.evaluation.lost_and_stayed import SHARE as SHARE_OF_GROUP
from ieo_metrics.statistics.figure_wording import percent_in_words, signed_number

NONE = "–"


def figure_in_words(figure: EvaluationFigure, question: EvaluationQuestion) -> str:
    """`94% (82 of 87)`, `26 weeks (37)`, `12`; – where there is none."""
    if figure.value is None:
        return NONE
    if question.unit == SHARE:
        return f"{percent_in_words(figure.value, figure.n)} ({figure.numerator} of {figure.n})"
    if question.unit == WEEKS:
        return f"{figure.value:.0f} (of {figure.n})"
    return f"{figure.value:,.0f}"


def range_in_words(figure: EvaluationFigure, question: EvaluationQuestion) -> str:
    """`87% to 98%`, `15 to 32`; – where there is none."""
    if figure.lower is None or figure.upper is None:
        return NONE
    if question.unit == SHARE:
        return f"{percent_in_words(figure.lower, figure.n)} to {percent_in_words(figure.upper, figure.n)}"
    return f"{figure.lower:.0f} to {figure.upper:.0f}"


def width_in_words(width: float, measure: Measure) -> str:
    """`26 percentage points`, `0.8 points`."""
    scale = measure.statistic.scale
    return f"{width * scale:.0f} percentage points" if measure.statistic.percent else f"{width:.1f} points"


def widths_in_words(widths: Mapping[str, float]) -> str:
    """`19 to 29 percentage points; 0.7 to 0.8 points`: of percentages, then of averages. `widths`: by the
    ref of a measure."""
    said = []
    for percent, unit, finer in ((True, "percentage points", 0), (False, "points", 1)):
        own = [
            width * (MEASURE[ref].statistic.scale if percent else 1)
            for ref, width in widths.items()
            if MEASURE[ref].statistic.percent == percent
        ]
        if own:
            ends = dict.fromkeys(f"{end:.{finer}f}" for end in (min(own), max(own)))
            said.append(f"{' to '.join(ends)} {unit}")
    return "; ".join(said) or NONE


def comparison_in_words(compared: str, group: str) -> str:
    """`First score: offending`, `Gender: female`."""
    return f"{compared.capitalize()}: {group}"


def difference_in_words(value: float, unit: str, ends: tuple[float, float] | None = None) -> str:
    """`85%` or `4.4`; with the ends of its range, as a difference: `−14 percentage points (−32 to −2)`."""
    is_share = unit == SHARE_OF_GROUP
    if ends is None:
        return f"{value * 100:.0f}%" if is_share else f"{value:.1f}"
    scale, finer = (100, -1) if is_share else (1, 0)
    by, low, high = (signed_number(one * scale, finer) for one in (value, *ends))
    return f"{by} {'percentage points' if is_share else 'points'} ({low} to {high})"
