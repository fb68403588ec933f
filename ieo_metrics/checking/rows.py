"""What can be wrong between the cells of a row, and between rows. Each check takes a record table and yields findings.

A finding names rows by their place in the frame; `checking.check` turns it into a problem with its sheet and cell.
`LEFT_OUT` marks the findings whose row cannot be used; measures see the same rows as unusable by their own rules.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.checking.records import unreadable
from ieo_metrics.framework.crime_harm import harm_values
from ieo_metrics.framework.months import add_months
from ieo_metrics.framework.quarters import quarters_of
from ieo_metrics.framework.settings import Settings
from ieo_metrics.framework.tables import TABLE, Table
from ieo_metrics.reading.shown import in_words


@dataclass(frozen=True)
class Finding:
    """One finding at one row of a frame. `left_out`: the row cannot be used."""

    code: str
    at: int
    field: str
    found: str
    words: dict
    left_out: bool = False


@dataclass(frozen=True)
class Context:
    """What checks may know besides the table: the settings and the day the return was made."""

    settings: Settings
    made: dt.date


def _days(frame: pd.DataFrame, name: str) -> np.ndarray:
    return frame[name].to_numpy().astype("datetime64[D]")


def _shown_day(day: np.datetime64) -> str:
    return in_words(day.item())


def _ends_before_starts(start: str, end: str) -> Callable[[pd.DataFrame, Table, Context], Iterator[Finding]]:
    def check(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
        starts, ends = _days(frame, start), _days(frame, end)
        for at in np.flatnonzero(ends < starts):
            yield Finding("end-before-start", at, end, _shown_day(ends[at]), {"start": _shown_day(starts[at])}, left_out=True)

    return check


def after_return(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Dates of things that happened, later than the day on which the return was made."""
    name = table.dated_by
    days = _days(frame, name)
    late = days > np.datetime64(context.made)
    if "status" in frame:
        late &= ~frame["status"].isin(["planned"]).to_numpy()
    if "score" in frame:
        late[np.flatnonzero(late)[frame.loc[late].duplicated(["source", "row", name]).to_numpy()]] = False
    for at in np.flatnonzero(late):
        yield Finding("date-after-return", at, name, _shown_day(days[at]), {"returned": in_words(context.made)})


def duplicates(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Rows alike in everything: a person's counts once; sessions have no identity of their own and count each."""
    alike, rows, sources = frame["alike"].to_numpy(), frame["row"].to_numpy(), frame["source"].to_numpy()
    # A row of a wide sheet stands as several records, one after the other: its first speaks for it.
    starts = np.concatenate([[True], (rows[1:] != rows[:-1]) | (sources[1:] != sources[:-1])]) if len(rows) else np.zeros(0, dtype=bool)
    one_each = np.flatnonzero(starts)
    order = one_each[np.argsort(alike[one_each], kind="stable")]
    same = np.concatenate([[False], alike[order][1:] == alike[order][:-1]]) if len(order) else np.zeros(0, dtype=bool)
    first = order[np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))] if len(order) else order
    for at, before in zip(order[same].tolist(), first[same].tolist(), strict=True):
        if table.persons:
            yield Finding("row-duplicate", at, table.fields[0].name, "", {"first": rows[before]}, left_out=True)
        elif table.dated_by == "date":
            yield Finding("session-identical", at, "date", "", {"first": rows[before]})


def score_conflicts(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Two different scores of one person, area and day."""
    good = np.flatnonzero(frame["score"].notna().to_numpy() & frame["date"].notna().to_numpy() & frame["person_ref"].notna().to_numpy())
    keys = [frame["date"].to_numpy().astype(np.int64), *(frame[name].cat.codes.to_numpy() for name in ("area", "person_ref") if name in frame)]
    order = good[np.lexsort([key[good] for key in keys])]
    alike = np.logical_and.reduce([key[order][1:] == key[order][:-1] for key in keys]) if len(order) > 1 else np.zeros(0, dtype=bool)
    scores, rows = frame["score"].to_numpy(dtype=np.int64, na_value=-1), frame["row"].to_numpy()
    for i in np.flatnonzero(alike & (scores[order][1:] != scores[order][:-1])):
        earlier, later = order[i], order[i + 1]
        yield Finding("score-conflict", later, "score", f"{scores[later]} and {scores[earlier]}", {"first": rows[earlier]})


def follow_up_dates(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A follow-up without start and end, and one whose end is not the start plus the window."""
    starts, ends = _days(frame, "started"), _days(frame, "window_end")
    unclear = unreadable(frame, table, "window_end") | unreadable(frame, table, "started")
    for at in np.flatnonzero(np.isnat(starts) & np.isnat(ends) & ~unclear):
        yield Finding("follow-up-without-dates", at, "started", "blank", {}, left_out=True)
    months = context.settings.follow_up_months
    expected = add_months(starts, months)
    for at in np.flatnonzero((ends != expected) & ~np.isnat(ends) & ~np.isnat(expected) & ~(ends < starts)):
        yield Finding("window-not-standard", at, "window_end", _shown_day(ends[at]), {"months": months, "expected": _shown_day(expected[at])})


def follow_up_conflicts(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Several rows of one person whose follow-up ends in one quarter, and that are not alike."""
    ends = _days(frame, "window_end")
    ends = np.where(np.isnat(ends), add_months(_days(frame, "started"), context.settings.follow_up_months), ends)
    distinct = pd.DataFrame({"person": frame["person_ref"].cat.codes, "quarter": quarters_of(ends), "alike": frame["alike"], "row": frame["row"]})
    distinct = distinct[(distinct["person"] >= 0) & (distinct["quarter"] >= 0)].drop_duplicates(["person", "quarter", "alike"])
    again = distinct.duplicated(["person", "quarter"])
    if again.any():
        first = dict(zip(zip(distinct["person"][~again], distinct["quarter"][~again]), distinct["row"][~again]))
        for at, person, quarter in zip(distinct.index[again], distinct["person"][again], distinct["quarter"][again]):
            yield Finding("follow-up-conflict", at, "person_ref", "", {"first": first[(person, quarter)]}, left_out=True)


def offence_values(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Offences that the edition gives no value or several, or another than the one that stands beside them."""
    edition = context.settings.crime_harm_edition
    given, unclear = frame["chi"].to_numpy(dtype=float, na_value=np.nan), unreadable(frame, table, "chi")
    codes, titles = (frame[name].astype(object).where(frame[name].notna(), None).to_numpy() for name in ("ho_code", "offence"))
    for at in range(len(frame)):
        values = harm_values(codes[at], titles[at], edition)
        found = " ".join(part for part in (codes[at], titles[at]) if part)
        if given[at] == given[at]:
            if len(values) == 1 and given[at] not in values:
                yield Finding("offence-value-differs", at, "chi", f"{given[at]:g}", {"expected": f"{min(values):g}, in the edition of {edition}"})
        elif not unclear[at] and len(values) != 1:
            code = "offence-several-values" if values else "offence-no-value"
            yield Finding(code, at, "offence", found or "blank", {"values": " or ".join(f"{v:g}" for v in sorted(values))})


def schools_without_cohort(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A school that appears more than once in a quarter without a year group or class."""
    delivered = (frame["status"].isna() | frame["status"].eq("delivered")).to_numpy() & ~unreadable(frame, table, "status")
    bare = frame["cohort"].isna().to_numpy() & delivered & frame["date"].notna().to_numpy() & frame["school"].notna().to_numpy()
    places, rows = np.flatnonzero(bare), frame["row"].to_numpy()
    names = frame["school"].astype(object).to_numpy()
    first: dict[tuple, int] = {}
    for at, q in zip(places.tolist(), quarters_of(_days(frame, "date"))[places].tolist(), strict=True):
        key = (str(names[at]).casefold(), q)
        if key in first:
            yield Finding("school-without-year-group", at, "cohort", "blank", {"first": rows[first[key]]})
        first.setdefault(key, at)


ROW_CHECKS: dict[str, tuple[Callable[[pd.DataFrame, Table, Context], Iterator[Finding]], ...]] = {
    "support": (_ends_before_starts("started", "ended"), after_return, duplicates),
    "star_readings": (after_return, duplicates, score_conflicts),
    "pain_readings": (after_return, duplicates, score_conflicts),
    "social_prescribing": (_ends_before_starts("started", "ended"), after_return, duplicates),
    "follow_up": (_ends_before_starts("started", "window_end"), follow_up_dates, duplicates, follow_up_conflicts),
    "offences": (after_return, duplicates, offence_values),
    "school_sessions": (after_return, duplicates, schools_without_cohort),
    "school_list": (),
    "police_sessions": (after_return, duplicates),
}
assert set(ROW_CHECKS) == set(TABLE)

_SEPARATORS = re.compile(r"[\s\-_/.]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def similar_references(references: list[str]) -> dict[str, list[str]]:
    """References that differ only by inner spaces, hyphens or leading zeros: each with the others of its likeness."""
    groups: dict[str, list[str]] = defaultdict(list)
    for ref in references:
        groups[_LEADING_ZEROS.sub("", _SEPARATORS.sub("", ref))].append(ref)
    return {ref: [other for other in group if other != ref] for group in groups.values() if len(group) > 1 for ref in group}
