"""What stands around a number: what it was before, who it was made of, which rows made it, and where those
came from.

Pure functions of results. Everything here is of all areas together and of single quarters.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.statistics.differences import Change, Figure, change_between


def of_measure(results: Results, ref: str) -> pd.DataFrame:
    """The results of one measure, one row per quarter, in the order of time."""
    return quarter_rows(results.frame, ref)


def quarter_rows(frame: pd.DataFrame, ref: str) -> pd.DataFrame:
    """The rows of one measure in a frame of results, one per quarter, in the order of time."""
    return frame[(frame["ref"] == ref) & (frame["span"] == "quarter") & (frame["area"] == ALL)].reset_index(
        drop=True
    )


def of_quarter(results: Results, quarter: Quarter) -> pd.DataFrame:
    """The results of one quarter, one row per measure, in the framework's order."""
    frame = results.frame
    return frame[
        (frame["period"] == quarter) & (frame["span"] == "quarter") & (frame["area"] == ALL)
    ].reset_index(drop=True)


def covered_quarters(results: Results) -> list[Quarter]:
    """Every quarter from the first to the last that any return covers."""
    return list(range(results.governed.first, results.governed.last + 1))


def figures_of(rows: pd.DataFrame) -> list[Figure]:
    """The rows of results one by one, with no number where there is none."""
    columns = [_numbers(rows[name]) for name in ("value", "numerator", "denominator", "lower", "upper")]
    # What is shared has no counts beside its values.
    counts = [
        rows[name].to_numpy(dtype=np.float64, na_value=0).astype(np.int64).tolist()
        for name in ("left_out", "better", "same", "worse", "ceiling")
    ]
    words = [rows[name].tolist() for name in ("marker", "note")]
    return [
        Figure(period, value, numerator, None if n is None else int(n), lower, upper, *rest)
        for period, value, numerator, n, lower, upper, *rest in zip(
            rows["period"].tolist(), *columns, *words, *counts, strict=True
        )
    ]


def _numbers(column: pd.Series) -> list[float | None]:
    return [
        None if np.isnan(value) else value
        for value in column.to_numpy(dtype=np.float64, na_value=np.nan).tolist()
    ]


def _figures(frame: pd.DataFrame) -> dict[str, dict[Quarter, Figure]]:
    """By measure, the figure of each quarter."""
    out: dict[str, dict[Quarter, Figure]] = {measure.ref: {} for measure in MEASURES}
    rows = frame[(frame["span"] == "quarter") & (frame["area"] == ALL)]
    for ref, figure in zip(rows["ref"].tolist(), figures_of(rows), strict=True):
        out[ref][figure.quarter] = figure
    return out


@dataclass(frozen=True)
class OverviewLine:
    """One measure as the overview shows it: now, the quarter before, the same quarter a year before, and
    every quarter."""

    measure: Measure
    now: Figure
    previous: Change
    year_ago: Change
    history: tuple[Figure, ...]


def overview(results: Results, quarter: Quarter) -> list[OverviewLine]:
    """All measures in the framework's order. A quarter before the first covered one is a quarter that nothing
    covers."""
    return overview_lines(results.frame, quarter)


def overview_lines(frame: pd.DataFrame, quarter: Quarter) -> list[OverviewLine]:
    """As `overview`, of a frame of results alone."""
    out = []
    for ref, known in _figures(frame).items():
        now, before, year = (known.get(q, Figure(q)) for q in (quarter, quarter - 1, quarter - 4))
        out.append(
            OverviewLine(
                MEASURE[ref],
                now,
                change_between(MEASURE[ref], before, now),
                change_between(MEASURE[ref], year, now),
                tuple(known.values()),
            )
        )
    return out
