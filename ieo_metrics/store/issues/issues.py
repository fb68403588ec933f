"""What was issued to the SVRP: frozen with its settings and its returns, made again at any time, and compared
with what is now."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from ieo_metrics.disclosure.shareable_results import ProtectionReport
from ieo_metrics.framework.configuration.chart_notes import ChartNote, notes_of_rows
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.targets import Rebasing, Target, steps_of_rows, targets_of
from ieo_metrics.framework.crime_harm import Edition, crime_harm
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import ISSUES
from ieo_metrics.store.issues.corrections.compare_quarter_figures import quarter_figures
from ieo_metrics.store.issues.results_as_bytes import frame_of_bytes
from ieo_metrics.store.issues.shared_issue_snapshot import WITHHELD, issue_seal, place_of

# Among what is kept with an issue: the edition and what was settled, whole; what it revised; the report on
# protection.
HARM, REVISED_WITH, PROTECTION = "crime harm", "revised", "protection"
KEY = ["ref", "span", "period", "area"]
RESTS_ON = "rests on"  # among what is kept with an issue: of older ones everything rests on themselves
NO_REPORT = "Of this issue there is no report on protection: it was made before there was one."


@dataclass(frozen=True)
class Issue:
    """One issue of a quarter. `about`: the returns it rests on, its settings with the edition of the Crime
    Harm Index and what was settled, its software, the head of the audit trail, the targets, the
    steps and the notes; `data`: the results as issued, of every quarter, span and district;
    `let_out`: those as disclosure control let them out, None where there was none."""

    quarter: Quarter
    number: int
    at: str
    who: str
    about: dict[str, Any]
    data: bytes
    let_out: bytes | None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The results as issued."""
        return frame_of_bytes(self.data)

    @cached_property
    def shared(self) -> pd.DataFrame | None:
        """The results as disclosure control let them out."""
        return None if self.let_out is None else frame_of_bytes(self.let_out)

    @property
    def told(self) -> pd.DataFrame | None:
        """The rows that it told: nothing that is later than its quarter, but of an issue that is older than
        that rule. What no return covered was no figure; of what was withdrawn before it says nothing, and
        readers know what they were told then."""
        if self.shared is None:
            return None
        told = self.shared["marker"] != NOT_COVERED
        if withheld := self.about.get(WITHHELD):
            rows = pd.MultiIndex.from_frame(self.shared[KEY])
            told &= ~rows.isin(pd.MultiIndex.from_tuples(list(map(tuple, withheld))))
        if RESTS_ON in self.about:
            told &= self.shared["period"] <= self.quarter
        return self.shared[told]

    @cached_property
    def figures(self) -> dict[tuple[str, Quarter], dict[str, Any]]:
        """The figures of its own quarter, which is what of it may move."""
        return quarter_figures(frame_of_bytes(self.data, self.quarter))

    @property
    def seqs(self) -> tuple[int, ...]:
        """The returns that it rests on, by their place in the order of acceptance."""
        return tuple(self.about["returns"])

    @property
    def place(self) -> int:
        """Its place among all that was done, by which issues of several quarters are put in order."""
        return place_of(self.about)

    @cached_property
    def settings(self) -> Settings:
        """The settings under which it was made; of an issue that is older than editions are kept with one,
        only the name and the hashes of its edition."""
        held = self.about.get(HARM)
        harm = held and crime_harm(
            Edition.of_data(held["edition"]),
            {key: tuple(offence) if offence else None for key, offence in held["settled"].items()},
        )
        return Settings(**self.about["settings"] | ({"crime_harm": harm} if harm else {}))

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets that were set when it was issued; none of an issue that is older than they are kept
        with one."""
        return targets_of(self.about.get("targets", []))

    @property
    def steps(self) -> tuple[Rebasing, ...]:
        """The quarters from which charts started anew when it was issued."""
        return steps_of_rows(self.about.get("steps", []))

    @property
    def chart_rules(self) -> ChartRules:
        """How its charts are made."""
        return ChartRules(self.settings.control_limits, self.steps)

    @property
    def notes(self) -> tuple[ChartNote, ...]:
        """The notes on charts when it was issued."""
        return notes_of_rows(self.about.get("notes", []))

    @property
    def key(self) -> tuple[Quarter, int]:
        """By which it is known among all issues."""
        return self.quarter, self.number

    @property
    def protection(self) -> str:
        """The report on protection, for the officer, in words."""
        held = self.about.get(PROTECTION)
        return ProtectionReport(**held).in_words if held else NO_REPORT

    @property
    def title(self) -> str:
        return f"{label(self.quarter)}, issue {self.number}"


# What each open store has read of its issues and found right. An issue never changes: ten years of them are
# read once, not at every opening. It is known by what stands before its results in the file: to reach the
# seal, which stands behind, SQLite would read all of them.
_KNOWN_BY = ("quarter", "number", "at", "who", "about")
_READ: WeakKeyDictionary[Engine, dict[tuple[object, ...], Issue]] = WeakKeyDictionary()


def all_issues(connection: Connection, *, anew: bool = False) -> list[Issue]:
    """Every issue, by quarter and number. Raises Damaged where one is not what was issued. `anew`: those that
    were read before are read again."""
    known = {} if anew else _READ.setdefault(connection.engine, {})
    said = sa.select(*(ISSUES.c[name] for name in _KNOWN_BY)).order_by(ISSUES.c.quarter, ISSUES.c.number)
    rows = [tuple(row) for row in connection.execute(said)]
    for row in (row for row in rows if row not in known):
        known[row] = _read(connection, *row[:2])
    return [known[row] for row in rows]


def _read(connection: Connection, quarter: Quarter, number: int) -> Issue:
    row = connection.execute(
        sa.select(ISSUES).where(ISSUES.c.quarter == quarter, ISSUES.c.number == number)
    ).one()
    data, let_out = bytes(row.data), None if row.shared is None else bytes(row.shared)
    if row.digest != issue_seal(row.quarter, row.number, row.at, row.who, row.about, data, let_out):
        raise Damaged(
            f"What is stored of the issue of {label(row.quarter)} is not what was issued. Restore the "
            "latest backup."
        )
    return Issue(row.quarter, row.number, row.at, row.who, json.loads(row.about), data, let_out)
