"""Columns of one value throughout: scores and headcounts that look as if one cell had been copied down; and
sheets that repeat another."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Context, Finding, days_of, numbers_of, shown_day
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.recognising.mappings.sheet_decisions import BOTH, FIRST, SECOND

FEWEST_ROWS = 10
FEWEST_AGAIN = 3  # rows of one sheet that are the same as another's
FEWEST_WORDS = 2  # that say which session a row is, besides its day
# Rows with a number over 1 whose days and numbers are those of another sheet, and whose words are not.
FEWEST_NUMBERS, NEARLY_ALL = 8, 0.8


def same_headcount(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Headcounts of a sheet that are all one number. A one-to-one session always has one person, and a row is
    mostly one session."""
    for field in table.fields:
        if field.kind == "whole number" and not field.blank_is_answer:
            counted = frame[field.name].notna().to_numpy()
            if "type" in frame:
                counted = counted & frame["type"].ne("one-to-one reflective practice").to_numpy()
            for rows, value in _constant(
                frame, field.name, np.flatnonzero(counted), frame["source"].to_numpy()
            ):
                yield _finding(field.name, rows, value, len(rows))


def same_score(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Scores of a sheet's column that are all one number. A first score repeated beside each later one is
    one reading."""
    wide = int(frame["column"].max()) + 1 if len(frame) else 1
    columns = frame["source"].to_numpy() * wide + frame["column"].to_numpy()
    for rows, value in _constant(frame, "score", np.flatnonzero(frame["score"].notna()), columns):
        readings = len(frame.iloc[rows][["person_ref", "date"]].drop_duplicates())
        if readings >= FEWEST_ROWS:
            yield _finding("score", rows, value, readings)


def _finding(name: str, rows: np.ndarray, value: float, count: int) -> Finding:
    return Finding(
        "one-value-throughout",
        int(rows[0]),
        name,
        f"{value:g} in all {count} of its rows",
        {"value": f"{value:g}"},
    )


def _constant(
    frame: pd.DataFrame, name: str, rows: np.ndarray, columns: np.ndarray
) -> Iterator[tuple[np.ndarray, float]]:
    """The rows and the value of each column of the workbook that holds one value only. `rows`: the places in
    the frame that hold a value; `columns`: a number for each place, which says in which column it stands."""
    values = numbers_of(frame, name)[rows]
    which = columns[rows]
    counts = np.bincount(which)
    lowest, highest = np.full(len(counts), np.inf), np.full(len(counts), -np.inf)
    np.minimum.at(lowest, which, values)
    np.maximum.at(highest, which, values)
    constant = np.flatnonzero((lowest == highest) & (counts >= FEWEST_ROWS))
    found = ((rows[which == place], float(lowest[place])) for place in constant)
    yield from sorted(found, key=lambda one: int(one[0][0]))


def repeated_sheet(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A sheet of sessions that repeats most of another's in the days of which both tell, as where last
    quarter's is still there, or one sheet begins before the other ends: each would count twice."""
    alike, sources, days = (
        frame["alike"].to_numpy(),
        frame["source"].to_numpy(),
        days_of(frame, table.dated_by),
    )
    sheets = [np.flatnonzero(sources == source) for source in np.unique(sources)]
    named = _same_session(frame, table) if len(sheets) > 1 else alike
    numbered = _same_numbers(frame, table) if len(sheets) > 1 else alike
    for rows, others in combinations(sheets, 2):
        if _count_other_things(frame, table, rows, others):
            continue
        again = others[np.isin(alike[others], alike[rows])]
        answers: tuple[str, ...] = ()
        if len(again) < FEWEST_AGAIN or len(again) * 2 < np.isin(named[others], named[rows]).sum():
            again = others[np.isin(named[others], named[rows]) & (named[others] >= 0)]
            answers = (BOTH, FIRST, SECOND)  # their numbers differ, so that none of the two is the other
        both = _of_the_same_days(days, rows, others)
        is_repeated = len(again) >= FEWEST_AGAIN and len(again) * 2 >= min(map(len, both))
        if not is_repeated:
            again = others[np.isin(numbered[others], numbered[rows]) & (numbered[others] >= 0)]
            whole = min(int((numbered[each] >= 0).sum()) for each in both)
            answers = (BOTH, FIRST, SECOND)
            is_repeated = len(again) >= max(FEWEST_NUMBERS, NEARLY_ALL * whole)
        if is_repeated:
            found = f"{len(again):,} of its {len(others):,} rows are in another sheet too"
            between = (int(sources[rows[0]]), int(sources[others[0]]))
            repeated = days[again][~np.isnat(days[again])]
            ends = [shown_day(day) for day in (repeated.min(), repeated.max())] if len(repeated) else []
            yield Finding(
                "mapping-sheet-repeated",
                others[0],
                table.dated_by,
                found,
                {},
                between=between,
                bound_to=(" to ".join(ends) or "no day",),
                answers=answers,
            )


def _of_the_same_days(
    days: np.ndarray, rows: np.ndarray, others: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The rows of two sheets on the days of which both tell; all of them where one has no days."""
    told = [each[~np.isnat(days[each])] for each in (rows, others)]
    if not all(map(len, told)):
        return rows, others
    first, last = max(days[each].min() for each in told), min(days[each].max() for each in told)
    rows, others = (each[(days[each] >= first) & (days[each] <= last)] for each in told)
    return rows, others


def _count_other_things(frame: pd.DataFrame, table: Table, rows: np.ndarray, others: np.ndarray) -> bool:
    """Whether two sheets tell different numbers of the same sessions, as the young people and the staff."""
    names = [f.name for f in table.fields if f.kind == "whole number" and not f.blank_is_answer]
    told = [{name for name in names if frame[name].iloc[each].notna().any()} for each in (rows, others)]
    return all(told) and told[0].isdisjoint(told[1])


def _same_session(frame: pd.DataFrame, table: Table) -> np.ndarray:
    """A number for each row, alike where day and two or more words of a session are, whatever its numbers; -1
    where nothing is."""
    names = [f.name for f in table.fields if f.kind == "text" or f.blank == "must"]
    words = [name for name in names if name != table.dated_by]
    several = frame[words].notna().sum(axis=1).ge(FEWEST_WORDS).to_numpy() & frame[table.dated_by].notna()
    return np.where(several, _numbered(frame, names), -1)


def _same_numbers(frame: pd.DataFrame, table: Table) -> np.ndarray:
    """A number for each row, alike where day, numbers and kind of a session are, whatever its words; -1 where
    no number is more than 1, as of all sessions with one person."""
    numbers = [f.name for f in table.fields if f.kind == "whole number"]
    kinds = [f.name for f in table.fields if f.kind == "category" and f.blank == "must"]
    names = [table.dated_by, *numbers, *kinds]
    several = (frame[numbers] > 1).fillna(False).any(axis=1).to_numpy() & frame[table.dated_by].notna()
    return np.where(several, _numbered(frame, names), -1)


def _numbered(frame: pd.DataFrame, names: list[str]) -> np.ndarray:
    """A number for each row, alike where all of the columns are."""
    return frame.groupby(names, observed=True, dropna=False, sort=False).ngroup().to_numpy()
