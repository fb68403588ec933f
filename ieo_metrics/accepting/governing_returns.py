"""Which rows count in which quarter. For each quarter and table, the latest accepted return that covers it
governs.

Only its rows dated in that quarter count there; rows dated outside what their return covers serve as
baselines; rows of a return that is superseded in their quarter are not used. Lists of offences and of
schools are used whole.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedSheet, concat_records
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of
from ieo_metrics.framework.record_tables import TABLE, TABLES


class Source(NamedTuple):
    """Where rows came from: a sheet of a file of a return."""

    file: str
    sheet: CheckedSheet
    return_no: int


class Governed(NamedTuple):
    """The record tables of all accepted returns as they count.

    `tables`: by name, the record table with `return_no`, `source` (into `sources`), `quarter` (in which the
    row counts; a period of support stands once for each), `counts` (its return governs that quarter) and
    `baseline` (dated outside what its return covers). `governs`: by table, the return number for each quarter
    from `first`, or −1. `quarters`: how many quarters there are.
    """

    first: Quarter
    quarters: int
    governs: dict[str, np.ndarray]
    tables: dict[str, pd.DataFrame]
    sources: tuple[Source, ...]
    returns: tuple[AcceptedReturn, ...]

    @property
    def last(self) -> Quarter:
        return self.first + self.quarters - 1

    def covered(self, table: str) -> np.ndarray:
        """bool for each quarter: whether a return covers the table there."""
        return self.governs[table] >= 0

    @property
    def made(self) -> np.ndarray:
        """The date of each return, datetime64[D]."""
        return np.array([accepted_return.made for accepted_return in self.returns], dtype="datetime64[D]")


def _joined(returns: Sequence[AcceptedReturn]) -> tuple[dict[str, pd.DataFrame], tuple[Source, ...]]:
    """All returns' record tables one under the other, each row with its return and its source."""
    sources: list[Source] = []
    frames: dict[str, list[pd.DataFrame]] = {}
    for accepted_return in returns:
        for part in accepted_return.parts:
            start = len(sources)
            sources.extend(
                Source(part.file.name, sheet, accepted_return.number) for sheet in part.file.sheets
            )
            for name, frame in part.tables.items():
                placed = frame.assign(
                    source=frame["source"] + start,
                    return_no=np.full(len(frame), accepted_return.number, dtype=np.int32),
                )
                frames.setdefault(name, []).append(placed)
    return {name: concat_records(parts) for name, parts in frames.items()}, tuple(sources)


def _governing(
    returns: Sequence[AcceptedReturn], first: Quarter, count: int
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """By table: the governing return of each quarter; and returns × quarters, whether each covers it."""
    governs, covers = {}, {}
    places: dict[str, list[tuple[int, int]]] = {}  # by table, (return, place of a quarter that it covers)
    for accepted_return in returns:
        for name, quarters in accepted_return.covers.items():
            places.setdefault(name, []).extend((accepted_return.number, q - first) for q in quarters)
    for table in TABLES:
        grid = covers[table.name] = np.zeros((len(returns), count), dtype=bool)
        grid[*np.array(places.get(table.name, []), dtype=np.int64).reshape(-1, 2).T] = True
        governs[table.name] = np.where(
            grid.any(axis=0), len(returns) - 1 - np.argmax(grid[::-1], axis=0), -1
        ).astype(np.int32)
    return governs, covers


def _standing(
    frame: pd.DataFrame, quarter: np.ndarray, governs: np.ndarray, covers: np.ndarray, first: Quarter
) -> pd.DataFrame:
    """Rows dated by one day: those that count, and those that serve as baselines; the others are gone."""
    place = quarter - first
    within = (place >= 0) & (place < len(governs))
    inside = np.where(within, place, 0)
    numbers = frame["return_no"].to_numpy()
    counts = within & (governs[inside] == numbers)
    baseline = (quarter >= 0) & ~(within & covers[numbers, inside])
    frame = frame.assign(quarter=quarter, counts=counts, baseline=baseline)
    return frame[counts | baseline].reset_index(drop=True) if not (counts | baseline).all() else frame


def _periods(
    name: str, frame: pd.DataFrame, governs: np.ndarray, covers: np.ndarray, first: Quarter
) -> pd.DataFrame:
    """Periods of support: a row for each quarter in which the period is active and its return governs. An
    open period is active to the last quarter that its return covers. A period that cannot be used stands in
    the quarters of its readable dates."""
    starts, ends = (frame[date].to_numpy().astype("datetime64[D]") for date in ("started", "ended"))
    q_start, q_end = quarters_of(starts), quarters_of(ends)
    numbers = frame["return_no"].to_numpy()
    last_covered = np.array(
        [first + (np.flatnonzero(row)[-1] if row.any() else -2) for row in covers], dtype=np.int32
    )[numbers]
    end_unclear = is_unreadable(frame, TABLE[name], "ended")
    usable = ~np.isnat(starts) & ~end_unclear & ~(ends < starts)
    to = np.where(np.isnat(ends), last_covered, q_end)
    rows = np.arange(len(frame))
    begin = np.where(usable, np.maximum(q_start, first), 0)
    length = np.where(usable, np.minimum(to, first + len(governs) - 1) - begin + 1, 0).clip(min=0)
    spread = np.repeat(rows, length)
    quarter = (
        np.repeat(begin, length) + np.arange(len(spread)) - np.repeat(np.cumsum(length) - length, length)
    )
    for dates, elsewhere in ((q_start, ~usable), (q_end, ~usable & (q_end != q_start))):
        known = rows[elsewhere & (dates >= first) & (dates < first + len(governs))]
        spread, quarter = np.concatenate([spread, known]), np.concatenate([quarter, dates[known]])
    counts = governs[quarter - first] == numbers[spread]
    inside = np.zeros(len(frame), dtype=bool)
    inside[spread[covers[numbers[spread], quarter - first]]] = True
    # A period that no quarter of its return's coverage touches is a baseline: it counts nowhere, and says the
    # person's groups.
    outside = rows[~inside]
    spread, quarter = (
        np.concatenate([spread[counts], outside]),
        np.concatenate([quarter[counts], np.full(len(outside), -1)]),
    )
    out = frame.take(spread)
    return out.assign(
        quarter=quarter.astype(np.int32), counts=quarter >= 0, baseline=quarter < 0, usable=usable[spread]
    ).reset_index(drop=True)


def window_starts(frame: pd.DataFrame, support: pd.DataFrame | None, settings: Settings) -> np.ndarray:
    """The day that starts each person's follow-up window, by the setting. datetime64[D]."""
    if settings.window_starts == "arrest":
        return frame["arrested"].to_numpy().astype("datetime64[D]")
    if settings.window_starts == "support end":
        ends = np.full(len(frame), "NaT", dtype="datetime64[D]")
        if support is not None:
            good = support[
                support["counts"]
                & support["usable"]
                & support["ended"].notna()
                & support["person_ref"].notna()
            ]
            latest = good.groupby(good["person_ref"].astype("str"))["ended"].max()
            ends = latest.reindex(frame["person_ref"].astype("str")).to_numpy().astype("datetime64[D]")
        return ends
    return frame["started"].to_numpy().astype("datetime64[D]")


def _windows(frame: pd.DataFrame, support: pd.DataFrame | None, settings: Settings) -> pd.DataFrame:
    """The follow-up table with `begins` and `ends` of each window: the end that is given, else the start plus
    the window."""
    begins, given = (
        window_starts(frame, support, settings),
        frame["window_end"].to_numpy().astype("datetime64[D]"),
    )
    derived = np.where(
        is_unreadable(frame, TABLE["follow_up"], "window_end"),
        np.datetime64("NaT"),
        add_months(begins, settings.follow_up_months),
    )
    return frame.assign(
        begins=begins.astype("datetime64[s]"),
        ends=np.where(np.isnat(given), derived, given).astype("datetime64[s]"),
    )


def only_governing(returns: Sequence[AcceptedReturn]) -> Governed | None:
    """Which return governs which quarter, without a row of theirs; None where no return covers any
    quarter."""
    covered = [q for accepted_return in returns for q in accepted_return.covers_all]
    if not covered:
        return None
    first, count = min(covered), max(covered) - min(covered) + 1
    return Governed(first, count, _governing(returns, first, count)[0], {}, (), tuple(returns))


def govern(returns: Sequence[AcceptedReturn], settings: Settings) -> Governed | None:
    """The record tables of all accepted returns as they count; None where no return covers any quarter."""
    covered = [q for accepted_return in returns for q in accepted_return.covers_all]
    if not covered:
        return None
    first, count = min(covered), max(covered) - min(covered) + 1
    joined, sources = _joined(returns)
    governs, covers = _governing(returns, first, count)
    tables: dict[str, pd.DataFrame] = {}
    for name in (t.name for t in TABLES if t.name in joined):
        frame = joined[name]
        if TABLE[name].counts_by == "list":
            tables[name] = frame
        elif TABLE[name].counts_by == "period":
            tables[name] = _periods(name, frame, governs[name], covers[name], first)
        else:
            if name == "follow_up":
                frame = _windows(frame, tables.get("support"), settings)
            dated_by = "ends" if name == "follow_up" else TABLE[name].dated_by
            tables[name] = _standing(
                frame, quarters_of(frame[dated_by].to_numpy()), governs[name], covers[name], first
            )
    return Governed(first, count, governs, tables, sources, tuple(returns))
