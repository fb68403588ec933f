"""The frame of results as one array of counts: what is counted × which number of it × period × area.

Measures over the same people (a mean and a percentage of the same pairs) share their numbers, and so do
periods of the same quarters (Q1, and the year to date of Q1). Of a mean or percentage there are n, those
improved, and the rest; of a count the count, and how many more its whole has (young people reached elsewhere
than in hotspot areas).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.framework.code_lists import DISTRICTS
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute import ALL

N = COUNT = 0
IMPROVED = OTHERS = 1
REST = 2
NUMBERS = 3
AREAS = (ALL, *DISTRICTS)
# What a row shows, by the statistic of its measure.
SHOWS = {"mean": (N,), "share": (N, IMPROVED, REST), "people": (COUNT,), "total": (COUNT,)}


def counted_as(measure: Measure) -> str:
    """What a measure counts: the same for measures over the same people."""
    return f"{measure.evidence}, {measure.topic}"


@dataclass(frozen=True)
class Rows:
    """The rows of a frame that are about people. Per row: place in the frame, what is counted, first and last
    quarter, area, statistic, and (rows × 3) the numbers that it shows, NaN elsewhere."""

    place: np.ndarray
    counted: np.ndarray
    first: np.ndarray
    last: np.ndarray
    area: np.ndarray
    statistic: np.ndarray
    numbers: np.ndarray

    def of(self, chosen: np.ndarray) -> "Rows":
        return Rows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def rows_of_results(frame: pd.DataFrame) -> Rows:
    """The rows about people, of measures and areas that there are."""
    refs = {ref: m for ref, m in MEASURE.items() if m.about_people}
    known = frame["ref"].isin(list(refs)) & frame["area"].isin(AREAS)
    place = np.flatnonzero(known.to_numpy())
    some = frame.iloc[place]
    last, span = some["period"].to_numpy(dtype=np.int64), some["span"].to_numpy(dtype=object)
    statistic = some["ref"].map({ref: m.statistic for ref, m in refs.items()}).to_numpy(dtype=object)
    value, numerator, denominator = (
        some[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("value", "numerator", "denominator")
    )
    counts, shares = np.isin(statistic, ["people", "total"]), statistic == "share"
    numbers = np.column_stack(
        [
            np.where(counts, value, denominator),
            np.where(shares, numerator, np.nan),
            np.where(shares, denominator - numerator, np.nan),
        ]
    )
    return Rows(
        place,
        some["ref"].map({ref: counted_as(m) for ref, m in refs.items()}).to_numpy(dtype=object),
        np.select(
            [span == "year to date", span == "rolling four quarters"], [last - last % 4, last - 3], last
        ),
        last,
        some["area"].map({name: i for i, name in enumerate(AREAS)}).to_numpy(dtype=np.int64),
        statistic,
        numbers,
    )


@dataclass(frozen=True)
class Cube:
    """`values`: counted × 3 × periods × areas, NaN where there is none; `periods` are (first, last) quarters;
    `whole` of each thing counted: the place of what it is a part of, or −1; `ratios`: whether it is of means
    and percentages."""

    values: np.ndarray
    counted: tuple[str, ...]
    periods: tuple[tuple[int, int], ...]
    whole: np.ndarray
    ratios: np.ndarray

    @property
    def cells(self) -> np.ndarray:
        """The number of each cell, in the shape of the values."""
        return np.arange(self.values.size).reshape(self.values.shape)

    def cells_of(self, rows: Rows) -> np.ndarray:
        """The cells of rows (rows × 3), −1 where the cube has not their counted thing or period, or the row
        no such number."""
        counted, periods = (
            {c: i for i, c in enumerate(self.counted)},
            {p: i for i, p in enumerate(self.periods)},
        )
        f = np.array([counted.get(c, -1) for c in rows.counted.tolist()], dtype=np.int64)
        t = np.array(
            [periods.get(p, -1) for p in zip(rows.first.tolist(), rows.last.tolist(), strict=True)],
            dtype=np.int64,
        )
        cells = self.cells[f, :, t, rows.area]
        return np.where(((f < 0) | (t < 0))[:, None] | np.isnan(rows.numbers), -1, cells)


def cube_of(rows: Rows) -> Cube:
    """The cube that the rows fill."""
    counted = tuple(dict.fromkeys(rows.counted.tolist()))
    periods = tuple(sorted(set(zip(rows.first.tolist(), rows.last.tolist(), strict=True))))
    place = {c: i for i, c in enumerate(counted)}
    wholes = {counted_as(m): counted_as(MEASURE[m.part_of]) for m in MEASURE.values() if m.part_of}
    ratios = {counted_as(m) for m in MEASURE.values() if not m.counts}
    empty = Cube(
        np.full((len(counted), NUMBERS, len(periods), len(AREAS)), np.nan),
        counted,
        periods,
        np.array([place.get(wholes.get(c, ""), -1) for c in counted], dtype=np.int64),
        np.array([c in ratios for c in counted], dtype=bool),
    )
    cells = empty.cells_of(rows)
    empty.values.ravel()[cells[cells >= 0]] = rows.numbers[cells >= 0]
    parts = np.flatnonzero(empty.whole >= 0)
    others = empty.values[empty.whole[parts], COUNT] - empty.values[parts, COUNT]
    empty.values[parts, OTHERS] = np.where(others >= 0, others, np.nan)
    return empty
