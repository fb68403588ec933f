"""Measures of which most quarters would be hidden, and what rolling four quarters in their place would show:
worked out as an issue would be, with all that was handed out before."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from ieo_metrics.disclosure.published_counts.count_cube import counted_as
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.long_work.progress import Tell, untold
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import stands_for_quarter
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issuing import would_share

MOSTLY = 0.5  # of a measure's quarters that are hidden, from which on windows are proposed


@dataclass(frozen=True)
class FiguresShown:
    """Of the figures of a measure that have a value, how many are shown."""

    shown: int
    of: int

    @property
    def mostly_hidden(self) -> bool:
        return self.of > 0 and self.shown < self.of * (1 - MOSTLY)


@dataclass(frozen=True)
class RollingProposal:
    """What sharing a measure as rolling four quarters would show: `quarters` now, `windows` then; and of
    which other measures more figures or fewer would be shown than now. `together`: measures of the same young
    people whose quarters are mostly hidden as well, with which it is shared so: each tells of the other."""

    ref: str
    together: tuple[str, ...]
    quarters: FiguresShown
    windows: FiguresShown
    others: tuple[tuple[str, FiguresShown, FiguresShown], ...]

    @property
    def in_words(self) -> str:
        """`8 of 9 windows instead of 2 of 12 quarters`, and with which measures if not alone."""
        together = f", together with {' and '.join(self.together)}" if self.together else ""
        return (
            f"{self.windows.shown} of {self.windows.of} windows instead of "
            f"{self.quarters.shown} of {self.quarters.of} quarters{together}"
        )

    @property
    def others_in_words(self) -> str:
        """`5.1.2.c: 2 of 12 instead of 8 of 12`; none where nothing else changes."""
        said = [f"{ref}: {then.shown} of {then.of} instead of {now.shown}" for ref, now, then in self.others]
        return "; ".join(said) or "none"


def figures_shown(shared: pd.DataFrame) -> dict[str, FiguresShown]:
    """By ref, how many of the figures that stand for quarters are shown. `shared`: as they may be shared."""
    rows = shared[stands_for_quarter(shared)]
    is_hidden, has_value = rows["marker"] == HIDDEN, rows["value"].notna()
    counted = pd.DataFrame({"ref": rows["ref"], "shown": has_value, "of": has_value | is_hidden})
    sums = counted.groupby("ref")[["shown", "of"]].sum()
    return {
        str(ref): FiguresShown(int(shown), int(of)) for ref, (shown, of) in zip(sums.index, sums.to_numpy())
    }


def mostly_hidden(shared: pd.DataFrame, rolling: Collection[str]) -> dict[str, FiguresShown]:
    """The measures of which more than half of the quarters are hidden, and that could be shared as rolling
    four quarters and are not (`rolling`: those that are)."""
    found = figures_shown(shared)
    return {
        m.ref: found[m.ref]
        for m in MEASURES
        if m.may_roll and m.ref not in rolling and m.ref in found and found[m.ref].mostly_hidden
    }


def propose_rolling(
    store: Store, quarter: Quarter, standing: StoreSnapshot, shared: pd.DataFrame, tell: Tell = untold
) -> list[RollingProposal]:
    """A proposal for each measure whose quarters are mostly hidden in what an issue of the quarter would hand
    out (`shared`). `tell`: is told which is tried; each takes as long as hiding small numbers does."""
    settings, now = standing.settings, figures_shown(shared)
    groups: dict[str, list[str]] = {}
    for ref in mostly_hidden(shared, settings.shared_as_rolling):
        groups.setdefault(counted_as(MEASURE[ref]), []).append(ref)
    out = []
    for place, refs in enumerate(groups.values()):
        tell(place / len(groups), f"Hiding small numbers with four quarters together of {' and '.join(refs)}")
        others = replace(settings, shared_as_rolling=(*settings.shared_as_rolling, *refs))
        then = figures_shown(would_share(store, quarter, standing, others).frame)
        changed = tuple(
            (other, now[other], then[other])
            for other in MEASURE
            if other not in refs and other in now and other in then and now[other] != then[other]
        )
        for ref in refs:
            together = tuple(other for other in refs if other != ref)
            out.append(RollingProposal(ref, together, now[ref], then.get(ref, FiguresShown(0, 0)), changed))
    return out
