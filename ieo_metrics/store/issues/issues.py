"""What was issued to the SVRP: frozen with its settings and its returns, made again at any time, and compared with what is now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from ieo_metrics import __version__
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.settings import Settings
from ieo_metrics.framework.targets import Target, targets_of
from ieo_metrics.measuring.compute import ALL, Results
from ieo_metrics.measuring.kinds.evidence import SPANS
from ieo_metrics.pipeline import Collection
from ieo_metrics.statistics.figure_wording import number as number_in_words
from ieo_metrics.store.database.errors import Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.failpoints import passed
from ieo_metrics.store.database.schema import ISSUES, LOCKS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import results_cache
from ieo_metrics.store.issues.frame_bytes import frame_as_bytes, frame_of_bytes
from ieo_metrics.store.issues.issued_snapshot import seal
from ieo_metrics.store.issues.sharing import hidden_in_words, protected, with_frame
from ieo_metrics.store.record.free_text import nobody_named
from ieo_metrics.store.record.targets import targets
from ieo_metrics.store.returns.return_record import canonical, restored
from ieo_metrics.store.returns.stored_returns import counting_now, in_clock_words, stored
from ieo_metrics.store.trail import seals

if TYPE_CHECKING:
    from ieo_metrics.disclosure.protect import Protected
    from ieo_metrics.store.issues.snapshot import Standing

REVISED, PLAIN, NO_RETURN = "r", ("", "p"), "x"
LONGEST = 500
COUNTED = ["value", "numerator", "denominator", "left_out"]


@dataclass(frozen=True)
class Issue:
    """One issue of a quarter. `about`: the returns it rests on, its settings, its software, the head of the audit trail and the targets in
    force; `data`: the results as issued, of every quarter, span and district; `let_out`: those as disclosure control let them out, None
    where there was none."""

    quarter: Quarter
    number: int
    at: str
    who: str
    about: dict
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

    @cached_property
    def figures(self) -> dict[tuple[str, Quarter], dict]:
        """The figures of its own quarter, which is what of it may move."""
        return figures(frame_of_bytes(self.data, self.quarter))

    @property
    def seqs(self) -> tuple[int, ...]:
        """The returns that it rests on, by their place in the order of acceptance."""
        return tuple(self.about["returns"])

    @property
    def place(self) -> int:
        """Its place among all that was done, by which issues of several quarters are put in order."""
        return int(self.about["audit head"].partition(":")[0])

    @property
    def settings(self) -> Settings:
        """The settings under which it was made."""
        return Settings(**self.about["settings"])

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets that were set when it was issued; none of an issue that is older than they are kept with one."""
        return targets_of(self.about.get("targets", []))

    @property
    def title(self) -> str:
        return f"{label(self.quarter)}, issue {self.number}"


# What each open store has read of its issues and found right. An issue never changes: ten years of them are read once, not at every opening.
# It is known by what stands before its results in the file: to reach the seal, which stands behind, SQLite would read all of them.
_KNOWN_BY = ("quarter", "number", "at", "who", "about")
_READ: WeakKeyDictionary[Engine, dict[tuple, Issue]] = WeakKeyDictionary()


def all_of(connection: Connection, *, anew: bool = False) -> list[Issue]:
    """Every issue, by quarter and number. Raises Damaged where one is not what was issued. `anew`: those that were read before are read again."""
    known = {} if anew else _READ.setdefault(connection.engine, {})
    said = sa.select(*(ISSUES.c[name] for name in _KNOWN_BY)).order_by(ISSUES.c.quarter, ISSUES.c.number)
    rows = [tuple(row) for row in connection.execute(said)]
    for row in (row for row in rows if row not in known):
        known[row] = _read(connection, *row[:2])
    return [known[row] for row in rows]


def _read(connection: Connection, quarter: Quarter, number: int) -> Issue:
    row = connection.execute(sa.select(ISSUES).where(ISSUES.c.quarter == quarter, ISSUES.c.number == number)).one()
    data, let_out = bytes(row.data), None if row.shared is None else bytes(row.shared)
    if row.digest != seal(row.quarter, row.number, row.at, row.who, row.about, data, let_out):
        raise Damaged(f"What is stored of the issue of {label(row.quarter)} is not what was issued. Restore the latest backup.")
    return Issue(row.quarter, row.number, row.at, row.who, json.loads(row.about), data, let_out)


def shared_now(standing: Standing) -> Protected:
    """What may be shared of how things stand. Raises StoreTrouble where nothing is accepted."""
    if standing.results is None:
        raise StoreTrouble("Nothing is accepted, so there is nothing to share.")
    ledger = [one.shared for one in sorted(standing.issues, key=lambda one: one.place) if one.shared is not None]
    return protected(standing.results.frame, standing.settings, ledger)


def issue(store: Store, who: str, quarter: Quarter, standing: Standing) -> None:
    """Freeze a quarter as it stands, and lock it. Raises Conflict where something changed since the officer looked."""
    if standing.results is None or not standing.results.governed.first <= quarter <= standing.results.governed.last:
        raise StoreTrouble(f"Nothing is accepted for {label(quarter)}, so there is nothing to issue.")
    may_be_shared = shared_now(standing).frame
    shared = frame_as_bytes(may_be_shared)
    with store.writing() as connection:
        if counting_now(connection) != [one.seq for one in standing.returns]:
            raise Conflict("Something was accepted or taken back since this page was drawn. Nothing was issued; look at the figures again, then issue.")
        number = (connection.execute(sa.select(sa.func.max(ISSUES.c.number)).where(ISSUES.c.quarter == quarter)).scalar() or 0) + 1
        at, data = store.now(), frame_as_bytes(standing.results.frame)
        returns = [one.seq for one in standing.returns]
        made_of = {"returns": returns, "settings": standing.settings.as_dict(), "software": __version__, "audit head": str(standing.head)}
        judged_by = [one.as_dict() for one in targets(connection)]
        about = canonical({**made_of, "hidden": hidden_in_words(may_be_shared), "targets": judged_by})
        digest = seal(quarter, number, at, who, about, data, shared)
        row = {"quarter": quarter, "number": number, "at": at, "who": who, "about": about, "data": data, "shared": shared, "digest": digest}
        connection.execute(sa.insert(ISSUES).values(**row))
        if connection.execute(sa.select(LOCKS).where(LOCKS.c.quarter == quarter)).first() is None:
            connection.execute(sa.insert(LOCKS).values(quarter=quarter, at=at, who=who))
        passed("rows in")
        told = {"quarter": label(quarter), "issue": number, "returns": returns, "digest": digest}
        seals.append(connection, store, at, who, "issued a quarter", told, (LOCKS, quarter))
        passed("audit in")


def lock(store: Store, who: str, quarter: Quarter) -> None:
    """No acceptance moves a figure of the quarter until it is unlocked."""
    with store.writing() as connection:
        if connection.execute(sa.select(LOCKS).where(LOCKS.c.quarter == quarter)).first() is None:
            connection.execute(sa.insert(LOCKS).values(quarter=quarter, at=store.now(), who=who))
            seals.append(connection, store, store.now(), who, "locked a quarter", {"quarter": label(quarter)}, (LOCKS, quarter))


def unlock(store: Store, who: str, quarter: Quarter, why: str) -> None:
    """Let acceptances move the quarter's figures again. Raises StoreTrouble where no reason is given, or one with personal details."""
    reason = nobody_named(store, why, LONGEST, "The reason")
    if not reason:
        raise StoreTrouble("Say why the quarter is unlocked. The reason stays in the audit trail.")
    with store.writing() as connection:
        if connection.execute(sa.delete(LOCKS).where(LOCKS.c.quarter == quarter)).rowcount:
            about = {"quarter": label(quarter), "why": reason}
            seals.append(connection, store, store.now(), who, "unlocked a quarter", about, (LOCKS, quarter))


def as_issued(connection: Connection, one: Issue) -> tuple[Results, Collection]:
    """What every table of an issue is made from, as it was: the same today gives the same files as then."""
    from ieo_metrics.store.issues.snapshot import collection_of

    of = [held for held in stored(connection) if held.seq in one.seqs]
    found = results_cache.without_rows([restored(held.about, None, place) for place, held in enumerate(of)], one.frame, one.settings)
    assert found is not None  # only a covered quarter is issued
    return found, collection_of(of, found, one.settings, one.about["audit head"])


def as_shared(connection: Connection, one: Issue) -> tuple[Results, Collection, str]:
    """What the tables for sharing of an issue are made from, as disclosure control let it out, and how much it hid, in words."""
    found, collection = as_issued(connection, one)
    return with_frame(found, let_out(one)), collection, one.about.get("hidden", "Small numbers are hidden.")


def let_out(one: Issue) -> pd.DataFrame:
    """What may be shared of an issue, also where it is older than disclosure control."""
    return one.shared if one.shared is not None else protected(one.frame, one.settings, ()).frame


@dataclass(frozen=True)
class Revision:
    """A figure that was issued and is another now. `issued` and `now`: rows of results."""

    ref: str
    quarter: Quarter
    issue: Issue
    issued: dict
    now: dict


def figures(frame: pd.DataFrame | None) -> dict[tuple[str, Quarter], dict]:
    """The rows of single quarters and all areas together, by measure and quarter, in the framework's order; none of no frame."""
    if frame is None:
        return {}
    own = frame[(frame["span"] == SPANS[0]) & (frame["area"] == ALL)]
    names = list(own)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(own[name].tolist() for name in names), strict=True)]  # quicker than `to_dict`
    return {(row["ref"], row["period"]): row for row in rows}


def changed(issued: dict, now: dict) -> bool:
    """Whether a figure is not what was issued: its value, or how many it is of."""
    return not all(results_cache.same(issued[name], now[name]) for name in COUNTED)


def moved_quarters(before: pd.DataFrame | None, after: pd.DataFrame | None) -> set[Quarter]:
    """The quarters of which any figure differs between two results: of the quarter itself, its year to date or its four quarters, of all
    areas or of one district. What no return covers is no figure."""
    keys = ["ref", "span", "period", "area"]
    there = [frame.loc[frame["marker"] != NO_RETURN, [*keys, *COUNTED]].set_index(keys) for frame in (before, after) if frame is not None]
    if not there:
        return set()
    one, other = there[0].align(there[-1] if len(there) > 1 else there[0].iloc[:0], join="outer", axis=0)
    same = ((one == other) | (one.isna() & other.isna())).all(axis=1)
    return set(map(int, one.index.get_level_values("period")[~same]))


def revisions(issued: Sequence[Issue], frame: pd.DataFrame) -> list[Revision]:
    """What moved since each quarter's latest issue, in the framework's order."""
    out, now = [], figures(frame) if issued else {}
    for quarter, one in {one.quarter: one for one in issued}.items():
        then = one.figures
        for key in ((m.ref, quarter) for m in MEASURES):
            if key in then and key in now and changed(then[key], now[key]):
                out.append(Revision(key[0], quarter, one, then[key], now[key]))
    return out


def figure_in_words(row: dict, ref: str) -> str:
    """`62%`, or what its marker says."""
    n = None if pd.isna(row["denominator"]) else int(row["denominator"])
    return f"[{row['marker']}]" if pd.isna(row["value"]) else number_in_words(float(row["value"]), MEASURE[ref], n)


def marked_revised(standing: Standing) -> Standing:
    """Every figure that was issued and has moved since carries the marker r, and both figures in its note."""
    moved = revisions(standing.issues, standing.results.frame) if standing.results else []
    if standing.results is None or not moved:
        return standing
    frame = standing.results.frame
    own = np.flatnonzero((frame["span"] == SPANS[0]) & (frame["area"] == ALL))
    place = dict(zip(zip(frame["ref"].iloc[own], frame["period"].iloc[own], strict=True), own.tolist(), strict=True))
    notes, markers = frame["note"].to_numpy(dtype=object, copy=True), frame["marker"].to_numpy(dtype=object, copy=True)
    for one in moved:
        i = place[one.ref, one.quarter]
        was = f"{figure_in_words(one.issued, one.ref)} when issued at {in_clock_words(one.issue.at)}"
        notes[i] = f"{notes[i]}; {was}" if notes[i] else was
        markers[i] = REVISED if markers[i] in PLAIN else markers[i]
    return replace(standing, results=replace(standing.results, frame=frame.assign(note=notes, marker=markers)))
