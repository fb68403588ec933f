"""What every file of a quarter's pack is made from, and what the files are called."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ieo_metrics.disclosure.typed_text.what_text_tells import Typed
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK, UnitLook
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.terms_of_reference import owned_in_words
from ieo_metrics.group.sections.section import Section
from ieo_metrics.measuring.compute_measures import Results, stands_for_quarter
from ieo_metrics.measuring.overview_lines import OverviewLine, overview, with_verdicts
from ieo_metrics.pipeline import Collection
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_by_measure

ALONE = (
    "Made without a store, so it does not know what was issued before: do not give it out beside other packs."
)
TWIN = "figures with their rows, not for sharing.xlsx"


class Revised(NamedTuple):
    """A figure that has changed since it was issued, in words. `quarter`: which, or the last of four; None:
    the one of the pack. `four`: the four quarters that it is of, in words; empty of a single quarter."""

    ref: str
    issued: str
    now: str
    why: str
    quarter: Quarter | None = None
    four: str = ""

    def period(self, quarter: Quarter) -> str:
        """`2024/25 Q1`, or the four quarters; `quarter`: that of the pack."""
        return self.four or label(quarter if self.quarter is None else self.quarter)


class PackComment(NamedTuple):
    """A comment on a measure, with author and date, in words."""

    author: str
    role: str
    day: str
    text: str


class DecisionSought(NamedTuple):
    """A decision that the board is asked for: which agency owns it, and by which day it is wanted; None where
    nobody has said so yet."""

    words: str
    owner: str | None = None
    due: dt.date | None = None

    @property
    def says(self) -> str:
        """`Who pays for a second trainer. Owner: Police. Decide by 3 April 2025.`"""
        return f"{self.words.strip().rstrip('.')}. {owned_in_words(self.owner, self.due)}"


class Recorded(NamedTuple):
    """What was recorded for the board beside the figures: decisions sought, key updates, and comments by
    ref."""

    decisions: Sequence[DecisionSought] = ()
    updates: Sequence[str] = ()
    comments: Mapping[str, Sequence[PackComment]] = MappingProxyType({})


NOTHING_RECORDED = Recorded()


@dataclass(frozen=True)
class Pack:
    """What every file of a quarter's pack is made from. `results`: after disclosure control, without
    evidence, and with nothing of a later quarter; `hidden`: what it hides, in words; `issued`: which issue
    this is, in words; empty where it is none: then every file says not to give it out beside other packs;
    `comments`: by ref; `decisions` and `updates`: what is raised to the SVRP, each as what it was recorded
    as; `targets` and `notes`: those that were set when it was issued; `notices`: which issues of the quarter
    were withdrawn, in words; `look`: of the unit's files, as it is now; `sections`: about the group's other
    work, as they were when it was issued; `written`: what else somebody typed and a file of it shows, such as
    rows of registers."""

    quarter: Quarter
    results: Results
    collection: Collection
    hidden: str
    issued: str = ""
    revisions: Sequence[Revised] = ()
    comments: Mapping[str, Sequence[PackComment]] = field(default_factory=dict)
    decisions: Sequence[DecisionSought] = ()
    updates: Sequence[str] = ()
    targets: Sequence[Target] = ()
    notes: Sequence[ChartNote] = ()
    notices: Sequence[str] = ()
    look: UnitLook = PLAIN_LOOK
    sections: Sequence[Section] = ()
    written: Sequence[Typed] = ()

    def __post_init__(self) -> None:
        if self.results.evidence or self.results.governed.tables:
            raise ValueError("a pack is made of what may be shared: these results hold rows about people")
        if self.last_known > self.quarter:
            raise ValueError(f"a pack ends with its quarter: these figures go on to {label(self.last_known)}")

    @property
    def last_known(self) -> Quarter:
        """The last quarter of which anything is in what it is made from."""
        return max(
            int(self.results.frame["period"].max()),
            self.results.governed.last,
            *(
                quarter
                for accepted_return in self.collection.returns
                for quarter in accepted_return.covers_all
            ),
            *(revised.quarter or self.quarter for revised in self.revisions),
            *(target.start for target in self.targets),
            *(chart_note.quarter for chart_note in self.notes),
        )

    @property
    def made(self) -> dt.date:
        """The date of the latest return: the only date in the files, so that the same figures give the same
        bytes."""
        return max(accepted_return.made for accepted_return in self.collection.returns)

    @cached_property
    def lines(self) -> tuple[OverviewLine, ...]:
        """The measures in the framework's order, each with its quarters up to that of the pack."""
        return tuple(overview(self.results, self.quarter))

    @cached_property
    def events(self) -> dict[str, tuple[ChartEvent, ...]]:
        """By ref, what happened up to the quarter: nothing later is in any file."""
        span = (self.results.governed.first, self.quarter)
        return events_by_measure(self.targets, self.results.steps, self.notes, span)

    @property
    def typed(self) -> tuple[Typed, ...]:
        """Every text that somebody typed and that its files show. The files themselves are looked through for
        later quarters."""
        texts = [
            *(
                (pack_comment.text, self.quarter, ref)
                for ref, held in self.comments.items()
                for pack_comment in held
            ),
            *((decision.words, self.quarter, "") for decision in self.decisions),
            *((update, self.quarter, "") for update in self.updates),
            *((note.words, note.quarter, note.scope if note.scope in MEASURE else "") for note in self.notes),
            *((step.reason, step.quarter, step.ref) for step in self.results.steps),
            *(
                (text, self.quarter, "")
                for text in (
                    self.look.name,
                    self.look.contact,
                    self.look.cover_text,
                    *self.look.template_words,
                )
                if text
            ),
            *((band.name, self.quarter, target.ref) for target in self.targets for band in target.bands),
            *((typed, self.quarter, "") for section in self.sections for typed in section.typed),
            *(about for section in self.sections for about in section.typed_about),
        ]
        return (*(Typed(*given, ends_there=False) for given in texts), *self.written)

    @property
    def recorded(self) -> Recorded:
        """What was recorded for the board."""
        return Recorded(self.decisions, self.updates, self.comments)

    @property
    def warning(self) -> str:
        """What every file says of a pack that is of no issue; else nothing."""
        return "" if self.issued else ALONE

    @property
    def which_issue(self) -> str:
        """Which issue this is, and which were withdrawn; empty where it is none."""
        return " ".join(filter(None, (self.issued and f"{self.issued}.", *self.notices)))

    @property
    def protection(self) -> str:
        """What is hidden, in words, and the warning."""
        return f"{self.hidden} {self.warning}".strip()

    @property
    def frame(self) -> pd.DataFrame:
        """The rows that the pack shows: those that stand for quarters, each with its verdict. In a
        table alone, the note of each row is where the warning can be read."""
        frame = with_verdicts(self.results).frame
        shown = frame[stands_for_quarter(frame)]
        notes = [". ".join(filter(None, (note, self.warning))) for note in shown["note"]]
        return shown.assign(note=notes)


def pack_file_name(quarter: Quarter, kind: str) -> str:
    """`SVRP 2024-25 Q2 report.docx`."""
    return f"SVRP {label(quarter).replace('/', '-')} {kind}"
