"""The quarters that a return covers, table by table: stated in the workbook, else assumed from its dates."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import Part
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.dates.quarters import Quarter, quarters_of
from ieo_metrics.framework.record_tables import TABLE


def event_days(name: str, frame: pd.DataFrame, settings: Settings, made: dt.date) -> np.ndarray:
    """The days on which something happened, not after the return's own date: any date of the provider's
    tables but a school list's; of the Constabulary's, only the ends of follow-up windows. datetime64[D]."""
    if name == "follow_up":
        ends = frame["window_end"].to_numpy().astype("datetime64[D]")
        unclear = (
            frame["unreadable"].to_numpy() & (1 << [f.name for f in TABLE[name].fields].index("window_end"))
        ) != 0
        days = np.where(
            np.isnat(ends) & ~unclear,
            add_months(frame["started"].to_numpy(), settings.follow_up_months),
            ends,
        )
    elif TABLE[name].counts_by == "list":
        return np.zeros(0, dtype="datetime64[D]")
    else:
        dates = [f.name for f in TABLE[name].fields if f.kind == "date"]
        days = np.concatenate([frame[date].to_numpy().astype("datetime64[D]") for date in dates])
    return days[~np.isnat(days) & (days <= np.datetime64(made))]


def counting_days(name: str, frame: pd.DataFrame, settings: Settings, until: dt.date) -> np.ndarray:
    """The day in whose quarter each row of a dated table counts; of windows, the ends that are not after
    `until`. datetime64[D]."""
    if name == "follow_up":
        return event_days(name, frame, settings, until)
    days: np.ndarray = frame[TABLE[name].dated_by].to_numpy().astype("datetime64[D]")
    missing = np.isnat(days)
    return np.asarray(days[~missing]) if missing.any() else days


def rows_by_quarter(days: np.ndarray) -> dict[Quarter, int]:
    """How many of some days, none of them missing, are in each quarter in which any is."""
    counts = np.bincount(quarters_of(days))
    return {q: int(counts[q]) for q in np.flatnonzero(counts).tolist()}


def _assumed(days: np.ndarray, before: set[Quarter]) -> tuple[Quarter, ...]:
    """From the quarter after the last covered (from the first event where there is none) to the last event;
    only that last if all are covered."""
    if not len(days):
        return ()
    first, last = (int(quarters_of(d.reshape(1))[0]) for d in (days.min(), days.max()))
    start = max(before) + 1 if before else first
    return tuple(range(start, last + 1)) if start <= last else (last,)


def coverage(
    parts: Sequence[Part], before: set[Quarter], settings: Settings
) -> tuple[dict[str, tuple[Quarter, ...]], str]:
    """The quarters that each table of a return covers, and how they are known. `before`: what earlier returns
    of it cover."""
    names = [(part, name) for part in parts for name in part.tables]
    stated = {name: part.stated(name) or part.file.stated for part, name in names}
    said = next((quarters for quarters in stated.values() if quarters), ())
    said = said or next((sheet.stated for part in parts for sheet in part.file.sheets if sheet.stated), ())
    if said:
        return {name: tuple(sorted(quarters or said)) for name, quarters in stated.items()}, "stated"
    days = np.concatenate(
        [event_days(name, part.tables[name], settings, part.file.made) for part, name in names]
    )
    return {name: _assumed(days, before) for _, name in names}, "assumed"
