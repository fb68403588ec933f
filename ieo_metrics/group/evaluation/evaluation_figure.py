"""One answer to one question of evaluation, and the shares that most answers are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.return_types import ReturnType
from ieo_metrics.statistics.intervals import wilson

NOBODY = "nobody to ask it of in the quarter"
FEWEST = 5  # young people behind a figure that is compared


@dataclass(frozen=True)
class EvaluationFigure:
    """`about`: the measure that it is about, "" where it is about the programme. `value`: in the unit of
    its question, None where there is none, and `why`. `numerator` and `n`: of a share, the young people (or
    groups of pupils); of any other figure n is how many it is of. `lower`, `upper`: the range that the
    question says. `note`: what must be said beside it."""

    value: float | None = None
    numerator: int | None = None
    n: int | None = None
    lower: float | None = None
    upper: float | None = None
    why: str = ""
    note: str = ""
    about: str = ""

    @property
    def with_ends(self) -> tuple[float, float, float]:
        """Of a share that there is: it, and both ends of its interval."""
        assert self.value is not None and self.lower is not None and self.upper is not None
        return self.value, self.lower, self.upper


@dataclass(frozen=True)
class ReturnAsAccepted:
    """What the store says of the return of a quarter. `days_late`: days after its due day on which it came,
    0 where in time; `problems`: how many of each (severity, title) it had when it was accepted. Either is
    None where it is not known of this quarter, and why."""

    return_type: ReturnType
    quarter: Quarter
    days_late: int | None
    why_not_late: str = ""
    problems: Mapping[tuple[str, str], int] | None = None
    why_no_problems: str = ""

    def faults(self, severity: str) -> tuple[int, str]:
        """How many of a severity, and which kinds, the most frequent first: `A date is missing (3)`."""
        own = sorted(
            ((n, title) for (of, title), n in (self.problems or {}).items() if of == severity),
            key=lambda one: (-one[0], one[1]),
        )
        return sum(n for n, _ in own), "; ".join(f"{title} ({n})" for n, title in own)


def share(numerator: int, n: int, note: str = "") -> EvaluationFigure:
    """A share of n with its 95% interval; none of nobody."""
    if not n:
        return EvaluationFigure(None, 0, 0, why=NOBODY, note=note)
    lower, upper = wilson(np.array([numerator]), np.array([n]))
    return EvaluationFigure(numerator / n, numerator, n, float(lower[0]), float(upper[0]), note=note)
