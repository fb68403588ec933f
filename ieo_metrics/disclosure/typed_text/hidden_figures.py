"""The figures that a reader is shown, and those that are hidden from them, as numbers that a text may
hold."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE

ALL, QUARTER = "all", "quarter"
_COLUMNS = ("ref", "period", "span", "area", "value", "numerator", "denominator")


@dataclass(frozen=True)
class KnownFigure:
    """One figure about young people. `share`: its percentage as a proportion, `mean`: its average change;
    None where it is of another kind. `counts`: each number of young people that it tells: numerator, n and
    the rest; `pair`: numerator and n."""

    ref: str
    quarter: Quarter
    span: str
    area: str
    hidden: bool
    counts: tuple[int, ...]
    share: float | None = None
    mean: float | None = None
    pair: tuple[int, int] | None = None


@dataclass(frozen=True)
class HiddenFigures:
    """Every figure of an issue, each known to be shown or hidden. `threshold`: the smallest number of young
    people that is shown; `tells_nothing`: what is hidden is hidden from whoever types too, so that no answer
    may depend on it: whatever could be a figure counts as a hidden one."""

    threshold: int
    figures: tuple[KnownFigure, ...] = field(default=())
    tells_nothing: bool = False

    @classmethod
    def beside(cls, whole: pd.DataFrame, shared: pd.DataFrame, threshold: int) -> "HiddenFigures":
        """`whole`: results with every number; `shared`: what is left of them for a reader, where a figure may
        still be as it was issued. Whatever is not told there is hidden."""
        shown = _figures(shared[shared["marker"] != HIDDEN], hidden=False)
        told = {replace(known_figure, hidden=True) for known_figure in shown}
        every = _figures(whole[whole["span"].isin(set(shared["span"]))], hidden=True)
        return cls(threshold, (*shown, *(known_figure for known_figure in every if known_figure not in told)))

    def of(
        self, refs: Iterable[str], quarters: Iterable[Quarter], areas: Iterable[str] = (ALL,)
    ) -> Iterator[KnownFigure]:
        """The figures of some measures, quarters and areas."""
        of_refs, of_quarters, of_areas = set(refs), set(quarters), set(areas)
        return (
            known_figure
            for known_figure in self.figures
            if known_figure.ref in of_refs
            and known_figure.quarter in of_quarters
            and known_figure.area in of_areas
        )

    @property
    def areas(self) -> set[str]:
        """The areas that there are figures of."""
        return {known_figure.area for known_figure in self.figures}


def _figures(frame: pd.DataFrame, *, hidden: bool) -> list[KnownFigure]:
    about_people = [ref for ref, measure in MEASURE.items() if measure.about_people]
    rows = frame[frame["ref"].isin(about_people) & frame["value"].notna()]
    columns = (rows[name].astype(object).tolist() for name in _COLUMNS)
    return [_figure(*row, hidden=hidden) for row in zip(*columns, strict=True)]


def _figure(
    ref: str,
    quarter: Quarter,
    span: str,
    area: str,
    value: float,
    numerator: float,
    denominator: float,
    *,
    hidden: bool,
) -> KnownFigure:
    statistic = MEASURE[ref].statistic
    if statistic.counts:
        return KnownFigure(ref, quarter, span, area, hidden, (round(value),))
    n = 0 if pd.isna(denominator) or math.isinf(denominator) else round(denominator)
    if not statistic.percent:
        return KnownFigure(ref, quarter, span, area, hidden, (n,), mean=value)
    hits = round(numerator)
    return KnownFigure(ref, quarter, span, area, hidden, (hits, n, n - hits), share=value, pair=(hits, n))
