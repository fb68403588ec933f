"""The hotspot and priority schools on the list that counts at a quarter's end, and which of them had a
session in the four quarters to it.

The store has the URN of a school as it is, and a pseudonym in place of its name: enough to count, and to find
the row in the provider's own workbook.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.dates.quarters import Quarter, last_day
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.evidence_frame import ROLLING, quarters_within
from ieo_metrics.measuring.kinds.session_delivery_status import is_delivered
from ieo_metrics.measuring.sessions_in_hotspot_schools import NO, UNKNOWN, YES, yes_of_either

SESSIONS, LIST = "school_sessions", "school_list"
REACHED, UNCLEAR, NOT_REACHED = STATES = ("reached", "cannot be told", "not reached")


@dataclass(frozen=True)
class SchoolSessions:
    """The sessions at one school, or under one URN and name. `reached`: delivered in the four quarters, to
    somebody; `unclear`: whose status or headcount cannot be read; `not_delivered`: planned, cancelled or not
    attended; `last_before`: the day of the last one delivered before the four quarters."""

    reached: int = 0
    unclear: int = 0
    not_delivered: int = 0
    last_before: dt.date | None = None

    def with_more(self, other: "SchoolSessions") -> "SchoolSessions":
        """Both together."""
        days = [day for day in (self.last_before, other.last_before) if day is not None]
        return SchoolSessions(
            self.reached + other.reached,
            self.unclear + other.unclear,
            self.not_delivered + other.not_delivered,
            max(days, default=None),
        )


@dataclass(frozen=True)
class ListedSchool:
    """A school in force on the list. `urn`: "" where the list has none; `names`: as the record table has
    them, which from a store are pseudonyms; `hotspot`, `priority`: whether a row says so; `file`, `sheet`,
    `row`: where it stands first; `maybe`: sessions that name it without a URN where the list has two of that
    name."""

    urn: str
    names: tuple[str, ...]
    hotspot: bool
    priority: bool
    file: str
    sheet: str
    row: int
    sessions: SchoolSessions
    maybe: int = 0

    @property
    def known_as(self) -> tuple[str, ...]:
        """By which it is the same school at another quarter."""
        return (self.urn, *self.names)

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.sessions.reached:
            return REACHED
        return UNCLEAR if self.sessions.unclear or self.maybe else NOT_REACHED


@dataclass(frozen=True)
class SchoolsReached:
    """The schools in force on the last day of a quarter. `list_quarter`: the quarter whose list that is;
    `unclear_rows`: schools on it of which it is not known whether they are in force, or in a hotspot or
    priority at all, and which are not counted; `uncovered`: those of the four quarters that no return of
    sessions covers; `why_not`: why nothing can be counted, as a sentence."""

    quarter: Quarter
    list_quarter: Quarter = 0
    schools: tuple[ListedSchool, ...] = ()
    unclear_rows: int = 0
    uncovered: tuple[Quarter, ...] = ()
    why_not: str = ""

    @property
    def as_of(self) -> dt.date:
        """The day on which the schools are in force."""
        return last_day(self.quarter)

    def in_state(self, state: str) -> tuple[ListedSchool, ...]:
        """Those of one of STATES, in the order of the list."""
        return tuple(school for school in self.schools if school.state == state)


def schools_reached(governed: Governed, quarter: Quarter) -> SchoolsReached:
    """The listed schools and whether each was reached in the four quarters that end with one. A school is met
    by its URN, and by its name where the session or the list has no URN, as the measures have it."""
    four = quarters_within(ROLLING, quarter)
    uncovered = tuple(one for one in four if _governing(governed, SESSIONS, one) < 0)
    if len(uncovered) == len(four):
        return SchoolsReached(quarter, why_not="No return covers sessions in these four quarters.")
    found = _list_that_counts(governed, four)
    if found is None:
        return SchoolsReached(
            quarter,
            uncovered=uncovered,
            why_not="No list of schools came with the returns of these four quarters. The sessions alone say "
            "only where somebody has been.",
        )
    list_quarter, rows = found
    listed, unclear_rows = _in_force(governed, rows, last_day(quarter))
    return SchoolsReached(
        quarter, list_quarter, _met(listed, _sessions(governed, four)), unclear_rows, uncovered
    )


def _governing(governed: Governed, table: str, quarter: Quarter) -> int:
    """The number of the return that governs a table in a quarter, −1 for none."""
    place = quarter - governed.first
    there = 0 <= place < governed.quarters and table in governed.tables
    return int(governed.governs[table][place]) if there else -1


def _list_that_counts(governed: Governed, four: range) -> tuple[Quarter, pd.DataFrame] | None:
    """The latest list of the four quarters, and its quarter."""
    for quarter in reversed(four):
        number = _governing(governed, LIST, quarter)
        if number >= 0:
            frame = governed.tables[LIST]
            rows: pd.DataFrame = frame[frame["return_no"].to_numpy() == number]
            if len(rows):
                return quarter, rows
    return None


def _words(frame: pd.DataFrame, column: str) -> list[str]:
    """A column's words as they are compared, "" where blank."""
    words = [*(str(word).casefold() for word in frame[column].cat.categories), ""]
    return [words[code] for code in frame[column].cat.codes.to_numpy()]


def _in_force(governed: Governed, rows: pd.DataFrame, day: dt.date) -> tuple[list[ListedSchool], int]:
    """The schools in force on a day, each once, and of how many others that is not known."""
    at = np.datetime64(day, "s")
    no_date = is_unreadable(rows, TABLE[LIST], "valid_from") | is_unreadable(rows, TABLE[LIST], "valid_to")
    gone = ((rows["valid_from"].to_numpy() > at) | (rows["valid_to"].to_numpy() < at)) & ~no_date
    says = yes_of_either(rows["hotspot"], rows["priority"])
    says = np.where(no_date, np.minimum(says, UNKNOWN), says)
    urns, names = _words(rows, "urn"), _words(rows, "school")
    live = np.flatnonzero(~gone & (says != NO)).tolist()
    urns_of: dict[str, set[str]] = {}
    for i in live:
        if urns[i] and names[i]:
            urns_of.setdefault(names[i], set()).add(urns[i])
    places: dict[tuple[str, str], list[int]] = {}
    unclear = 0
    for i in live:
        of_name = urns_of.get(names[i], set())
        if not (urns[i] or names[i]) or (not urns[i] and len(of_name) > 1):
            unclear += 1  # it names no school, or one of two
            continue
        urn = urns[i] or next(iter(of_name), "")
        places.setdefault((urn, "" if urn else names[i]), []).append(i)
    schools = []
    for (urn, _), own in places.items():
        sure = [i for i in own if says[i] == YES]
        if sure:
            known_as = tuple(dict.fromkeys(names[i] for i in own if names[i]))
            schools.append(_school(governed, rows.iloc[sure], urn, known_as))
        else:
            unclear += 1
    return schools, unclear


def _school(governed: Governed, rows: pd.DataFrame, urn: str, names: tuple[str, ...]) -> ListedSchool:
    """A school of its rows of the list, without its sessions."""
    first, yes = rows.iloc[0], rows[["hotspot", "priority"]].fillna(False).any()
    source = governed.sources[first["source"]]
    return ListedSchool(
        urn,
        names,
        bool(yes["hotspot"]),
        bool(yes["priority"]),
        source.file,
        source.sheet.name,
        int(first["row"]),
        SchoolSessions(),
    )


def _sessions(governed: Governed, four: range) -> dict[tuple[str, str], SchoolSessions]:
    """By URN and name as the rows have them, the sessions up to the end of the four quarters."""
    frame = governed.tables[SESSIONS]
    delivered, no_status = is_delivered(frame, SESSIONS)
    headcount = frame["young_people_reached"].to_numpy(dtype=np.float64, na_value=-1.0)
    quarter, counts = frame["quarter"].to_numpy(), frame["counts"].to_numpy()
    within = counts & (quarter >= four[0]) & (quarter <= four[-1])
    of_school = pd.DataFrame(
        {
            "urn": _words(frame, "urn"),
            "name": _words(frame, "school"),
            "reached": within & delivered & (headcount > 0),
            "unclear": within & (no_status | (delivered & (headcount < 0))),
            "not_delivered": within & ~delivered & ~no_status,
            "last_before": frame["date"].where(
                counts & delivered & (headcount > 0) & (quarter < four[0]) & (quarter >= 0)
            ),
        }
    ).groupby(["urn", "name"], sort=False)
    sums = of_school.agg({"reached": "sum", "unclear": "sum", "not_delivered": "sum", "last_before": "max"})
    days = [None if pd.isna(day) else day.date() for day in sums.pop("last_before")]
    keys = [(str(urn), str(name)) for urn, name in sums.index]
    counts_of = [(int(reached), int(unclear), int(rest)) for reached, unclear, rest in sums.to_numpy()]
    return {
        key: SchoolSessions(*numbers, day) for key, numbers, day in zip(keys, counts_of, days, strict=True)
    }


def _met(
    listed: Iterable[ListedSchool], sessions: dict[tuple[str, str], SchoolSessions]
) -> tuple[ListedSchool, ...]:
    """The schools with their sessions."""
    schools = list(listed)
    by_urn: dict[str, list[tuple[str, str]]] = {}
    by_name: dict[str, list[tuple[str, str]]] = {}
    for urn, name in sessions:
        by_urn.setdefault(urn, []).append((urn, name))
        by_name.setdefault(name, []).append((urn, name))
    named: dict[str, int] = {}
    for school in schools:
        for name in school.names:
            named[name] = named.get(name, 0) + 1
    out = []
    for school in schools:
        own, maybe = SchoolSessions(), 0
        keys = dict.fromkeys(by_urn.get(school.urn, []) if school.urn else [])
        for name in school.names:
            keys |= dict.fromkeys(key for key in by_name.get(name, []) if not (key[0] and school.urn))
        for urn, name in keys:
            if urn == "" and named.get(name, 0) > 1:
                maybe += sessions[urn, name].reached + sessions[urn, name].unclear
            else:
                own = own.with_more(sessions[urn, name])
        out.append(replace(school, sessions=own, maybe=maybe))
    return tuple(out)
