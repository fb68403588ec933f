"""What every file of a quarter's pack is made from, and what the files are called."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ieo_metrics.framework.chart_notes import ChartNote
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.targets import Target
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.overview_lines import with_verdicts
from ieo_metrics.pipeline import Collection
from ieo_metrics.statistics.chart_events import ChartEvent, events_by_measure

TWIN = "figures with their rows, not for sharing.xlsx"


class Revised(NamedTuple):
    """A figure that has changed since it was issued, in words. `quarter`: which; None: the one of the
    pack."""

    ref: str
    issued: str
    now: str
    why: str
    quarter: Quarter | None = None


class PackComment(NamedTuple):
    """A comment on a measure, with author and date, in words."""

    author: str
    role: str
    day: str
    text: str


@dataclass(frozen=True)
class Pack:
    """What every file of a quarter's pack is made from. `results`: after disclosure control, without
    evidence; `hidden`: how much it hid, in words; `issued`: which issue this is, in words, or empty;
    `comments`: by ref; `decisions`: to raise to the SVRP; `targets` and `notes`: those that were set
    when it was issued."""

    quarter: Quarter
    results: Results
    collection: Collection
    hidden: str
    issued: str = ""
    revisions: Sequence[Revised] = ()
    comments: Mapping[str, Sequence[PackComment]] = field(default_factory=dict)
    decisions: Sequence[str] = ()
    targets: Sequence[Target] = ()
    notes: Sequence[ChartNote] = ()

    def __post_init__(self) -> None:
        if self.results.evidence or self.results.governed.tables:
            raise ValueError("a pack is made of what may be shared: these results hold rows about people")

    @property
    def made(self) -> dt.date:
        """The date of the latest return: the only date in the files, so that the same figures give the same
        bytes."""
        return max(one.made for one in self.collection.returns)

    @cached_property
    def events(self) -> dict[str, tuple[ChartEvent, ...]]:
        """By ref, what happened up to the quarter: nothing later is in any file."""
        span = (self.results.governed.first, self.quarter)
        return events_by_measure(self.targets, self.results.steps, self.notes, span)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows that the pack shows: single quarters, of all areas together, each with its verdict."""
        frame = with_verdicts(self.results).frame
        return frame[(frame["span"] == "quarter") & (frame["area"] == ALL)]


def pack_file_name(quarter: Quarter, kind: str) -> str:
    """`SVRP 2024-25 Q2 report.docx`."""
    return f"SVRP {label(quarter).replace('/', '-')} {kind}"
