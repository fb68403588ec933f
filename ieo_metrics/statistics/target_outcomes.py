"""Whether a quarter's figure meets its target, judged by its interval: the one place that decides it, for
titles, sentences and tallies."""

from ieo_metrics.framework.configuration.targets import TOO_FEW, Target, band_of, is_reached
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Figure

HOW_TARGETS_ARE_MET = (
    "A target is met or missed where the whole 95% range lies on one side of it (of a count, the count); "
    "otherwise the difference could be chance, and it cannot be told. The verdict says whether a "
    "figure has moved."
)
MET, MISSED, UNTOLD = OUTCOMES = ("met", "missed", "cannot be told")


def target_outcome(target: Target | None, figure: Figure, measure: Measure) -> str:
    """Whether a figure meets the target in force in its quarter: MET, MISSED or UNTOLD, as `target_says` has
    it in a sentence; empty without a target."""
    if target is None:
        return ""
    if figure.value is None or band_of(target, figure.value, figure.n, measure) is TOO_FEW:
        return UNTOLD
    if not measure.counts:
        lower, upper = figure.lower, figure.upper
        if lower is None or upper is None:
            return UNTOLD
        if is_reached(lower, target.aim, measure) != is_reached(upper, target.aim, measure):
            return UNTOLD
    return MET if is_reached(figure.value, target.aim, measure) else MISSED
