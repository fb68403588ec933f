"""Of those who changed, how many got better: an exact interval beside an average, and one sentence.

It takes nothing for granted but that each young person's change is their own: neither how large changes are
nor that their average varies as the normal curve does, which it does badly near the end of a scale.
"""

from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import people_in_words, percent_in_words
from ieo_metrics.statistics.intervals import CONFIDENCE

# Below so many young people, near the best score, the range of an average is too narrow.
FEW = 16


def exact_interval(successes: int, n: int) -> tuple[float, float]:
    """Of a proportion of n, which is one at least. Source: Clopper and Pearson 1934."""
    from scipy.special import betaincinv  # takes as long to import as all else in a small call

    tail = (1 - CONFIDENCE) / 2
    lower = betaincinv(successes, n - successes + 1, tail) if successes else 0.0
    upper = betaincinv(successes + 1, n - successes, 1 - tail) if successes < n else 1.0
    return float(lower), float(upper)


def _who_changed(better: int, worse: int) -> str:
    """`Of 12 young people who changed, 9 got better and 3 worse`, or where all of them went one way."""
    if better and worse:
        return f"Of {people_in_words(better + worse)} who changed, {better:,} got better and {worse:,} worse"
    way, all_of = "better" if better else "worse", better + worse
    return f"The only one who changed got {way}" if all_of == 1 else f"All {all_of:,} who changed got {way}"


def better_against_worse(figure: Figure, measure: Measure) -> str:
    """What stands beside an average change; empty for another measure, and where the counts of who got better
    and worse are not there or not shown. Who stayed the same is said, and is not in the share."""
    if not (measure.kind.paired and measure.statistic.signed) or not figure.n or figure.value is None:
        return ""
    if figure.better + figure.same + figure.worse != figure.n:
        return ""
    changed = figure.better + figure.worse
    if not changed:
        return f"Nobody changed: {people_in_words(figure.n)} stayed the same."
    ends = (percent_in_words(end, changed) for end in exact_interval(figure.better, changed))
    stayed = f"; {figure.same:,} stayed the same" if figure.same else ""
    said = (
        f"{_who_changed(figure.better, figure.worse)}{stayed}: "
        f"{percent_in_words(figure.better / changed, changed)} better, exact 95% range {' to '.join(ends)}."
    )
    if figure.lower is None:
        return f"{said} The average has no range of its own, so this is the one to go by."
    if figure.n < FEW:
        said += (
            f" With fewer than {FEW} young people, if many began near the best score, this is a safer guide "
            "than the range of the average."
        )
    return said
