"""Starts of support that are a year from where the person's readings, in another table of the same return,
say that they were: nearly all others have a reading soon after their start, and hardly anybody waited for it
for another time than a year, as people do who really wait."""

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.rows_in_question import bound_to_rows, named_rows
from ieo_metrics.checking.day_or_month_first.whole_months_and_years import YEARS_OUT, years_later
from ieo_metrics.checking.findings import Context, Finding, days_of, shown_day
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL

READINGS_OF = {"support": "star_readings", "social_prescribing": "pain_readings"}
FEWEST_ROWS, MOST_READINGS = 8, 200_000  # that can be compared
NEARLY_ALL, MOST_WRONG = 0.8, 1 / 4
SOON, FAR = 92, 250  # days
APART = 2**20  # more days than lie between any two dates
ABOUT = 14  # days by which one may be outside of what is usual
YEAR, RARE = 365, 0.001  # days; by chance, that so many of those who waited did so for about a year


def starts_a_year_out(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """One question about the starts that are near a reading of their person only in another year."""
    readings = context.tables.get(READINGS_OF[table.name])
    if readings is None or not len(frame) or not 0 < len(readings) <= MOST_READINGS:
        return
    starts = days_of(frame, "started")
    beside = _in_order(frame, readings)
    own = _days_from(frame, starts, beside)
    near = (own >= -SOON) & (own <= SOON)
    for years in YEARS_OUT:
        other_year = years_later(starts, years)
        apart = _days_from(frame, other_year, beside)
        ends = days_of(frame, "ended")
        possible = ~(ends < other_year) & (other_year <= np.datetime64(context.made))
        limits = np.quantile(own[near], (0.05, 0.95)) if near.any() else (0, 0)
        wrong = possible & (np.abs(own) >= FAR) & (apart >= limits[0] - ABOUT) & (apart <= limits[1] + ABOUT)
        compared = int((~np.isnan(own)).sum())
        rows = np.flatnonzero(wrong)
        enough = compared >= FEWEST_ROWS and near.sum() >= NEARLY_ALL * (compared - len(rows))
        chance = _chance(len(rows), int((years * own >= FAR).sum()), limits[1] - limits[0] + 2 * ABOUT)
        if enough and len(rows) <= MOST_WRONG * compared and chance < RARE:
            later = "later" if years > 0 else "earlier"
            found = f"{named_rows(frame, rows, context)}: beside the person's readings only a year {later}"
            expected = {"expected": f"a start such as {shown_day(other_year[rows[0]])}"}
            bound_to = bound_to_rows("starts", [shown_day(starts[at]) for at in rows])
            yield Finding(DOUBTFUL, int(rows[0]), "started", found, expected, bound_to=bound_to)


def _chance(wrong: int, far: int, days: float) -> float:
    """At most how often so many of those whose readings are far from their start are within some days of a
    year from it (Chernoff's bound), if that were as likely as any other time of a year."""
    share, found = days / YEAR, wrong / max(far, 1)
    if found <= share:
        return 1.0
    parts = ((found, share), (1 - found, 1 - share))
    return math.exp(-far * sum(part * math.log(part / usual) for part, usual in parts if part))


def _in_order(frame: pd.DataFrame, readings: pd.DataFrame) -> np.ndarray:
    """The readings of people who have a start, as numbers in the order of person and day."""
    codes = frame["person_ref"].cat.categories.get_indexer(readings["person_ref"].cat.categories)
    theirs = np.append(codes, -1)[readings["person_ref"].cat.codes.to_numpy()].astype(np.int64)
    days = days_of(readings, "date")
    known = (theirs >= 0) & ~np.isnat(days)
    return np.sort(theirs[known] * APART + days[known].astype(np.int64))


def _days_from(frame: pd.DataFrame, starts: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Days from each start to the reading (`keys`: of `_in_order`) of its person that is nearest to it, NaN
    where there is none."""
    people = frame["person_ref"].cat
    out = np.full(len(frame), np.nan)
    rows = np.flatnonzero((people.codes.to_numpy() >= 0) & ~np.isnat(starts))
    mine = people.codes.to_numpy()[rows].astype(np.int64) * APART + starts[rows].astype(np.int64)
    after = np.searchsorted(keys, mine)
    for place in (after - 1, after):
        there = (place >= 0) & (place < len(keys))
        gap = np.where(there, keys[place.clip(0, max(len(keys) - 1, 0))] - mine if len(keys) else 0, APART)
        nearer = (np.abs(gap) < APART // 2) & ~(np.abs(out[rows]) <= np.abs(gap))
        out[rows[nearer]] = gap[nearer]
    return out
