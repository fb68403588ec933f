"""The frame of results as one array of counts: what is counted × which number of it × period × area.

Measures over the same people (a mean and a percentage of the same pairs) share their numbers, and so do
periods of the same quarters (Q1, and the year to date of Q1). So do numbers that the framework says are the
same, wherever they are equal: a star is filled in for every area, and a reader takes n to be that of the
other areas. Of a mean or percentage there are n, those improved, and the rest; of a count the count. Where
the framework says that a number is part of another, what the whole has beside it is counted too (young people
reached elsewhere than in hotspot areas)."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ieo_metrics.framework.evidence_kinds import EVIDENCE_KINDS, PART, Tie
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.framework.words.code_lists import DISTRICTS
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.evidence_frame import ROLLING, YEAR_TO_DATE

N = 0
IMPROVED = OTHERS = 1
REST = 2
NUMBERS = 3
AREAS = (ALL, *DISTRICTS)
NUMBER_OF = {"n": N, "numerator": IMPROVED, "rest": REST}
Ends = tuple[tuple[int, int], ...]  # numbers: (place of what is counted, number of it)


def counted_as(measure: Measure) -> str:
    """What a measure counts: the same for measures over the same people."""
    return counted_topic(measure.evidence, measure.topic)


def counted_topic(kind: str, topic: str) -> str:
    """What is counted of a topic of a kind of evidence."""
    return f"{kind}, {topic}"


@dataclass(frozen=True)
class Rows:
    """The rows of a frame that are about people. Per row: place in the frame, what is counted, first and last
    quarter, area, whether it is a count or a percentage, and (rows × 3) the numbers that it shows, NaN
    elsewhere."""

    place: np.ndarray
    counted: np.ndarray
    first: np.ndarray
    last: np.ndarray
    area: np.ndarray
    counts: np.ndarray
    percent: np.ndarray
    numbers: np.ndarray

    def of(self, chosen: np.ndarray) -> "Rows":
        return Rows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def rows_of_results(frame: pd.DataFrame) -> Rows:
    """The rows about people, of measures and areas that there are."""
    refs = {ref: m for ref, m in MEASURE.items() if m.about_people}
    known = frame["ref"].isin(list(refs))
    place = np.flatnonzero(known.to_numpy())
    some = frame.iloc[place]
    last, span = some["period"].to_numpy(dtype=np.int64), some["span"].to_numpy(dtype=object)
    counts, percent = (
        some["ref"].map({ref: getattr(m.statistic, name) for ref, m in refs.items()}).to_numpy(dtype=bool)
        for name in ("counts", "percent")
    )
    value, numerator, denominator = (
        some[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("value", "numerator", "denominator")
    )
    numbers = np.column_stack(
        [
            np.where(counts, value, denominator),
            np.where(percent, numerator, np.nan),
            np.where(percent, denominator - numerator, np.nan),
        ]
    )
    return Rows(
        place,
        some["ref"].map({ref: counted_as(m) for ref, m in refs.items()}).to_numpy(dtype=object),
        np.select([span == YEAR_TO_DATE, span == ROLLING], [last - last % 4, last - 3], last),
        last,
        some["area"].to_numpy(dtype=object),
        counts,
        percent,
        numbers,
    )


@dataclass(frozen=True)
class Cube:
    """`values`: counted × 3 × periods × areas, NaN where there is none; `periods` are (first, last) quarters;
    `areas`: the total first, then those of the framework and the providers' own; `ratios` of each thing
    counted: whether it is of means and percentages; `ties`: a whole, its part and what else it has, or a
    whole and its part; `same`: the number of each cell, in the shape of the values, one for all that are the
    same."""

    values: np.ndarray
    counted: tuple[str, ...]
    periods: tuple[tuple[int, int], ...]
    ratios: np.ndarray
    ties: tuple[Ends, ...]
    same: np.ndarray
    areas: tuple[str, ...] = AREAS

    @property
    def cells(self) -> np.ndarray:
        """The number of each cell, in the shape of the values."""
        return self.same

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
        places = {area: i for i, area in enumerate(self.areas)}
        a = np.array([places.get(area, -1) for area in rows.area.tolist()], dtype=np.int64)
        cells = self.cells[f, :, t, a]
        return np.where(((f < 0) | (t < 0) | (a < 0))[:, None] | np.isnan(rows.numbers), -1, cells)


def _ties_said() -> list[tuple[str, str, Tie]]:
    """By the rows of the framework: what is counted that a number is tied to, what is counted itself, and
    the tie."""
    return [
        (counted_topic(tie.kind, tie.topic), counted_topic(kind.name, topic.name), tie)
        for kind in EVIDENCE_KINDS
        for topic in kind.topics
        for tie in topic.ties
    ]


def _with_ties(counted: tuple[str, ...]) -> tuple[tuple[str, ...], list[Ends], list[Ends], list[int]]:
    """What is counted, with what each whole has beside its part behind it; the wholes and parts; the pairs of
    numbers that are the same; and the places of what wholes have beside what is mostly their part."""
    place: dict[str, int] = {c: i for i, c in enumerate(counted)}
    parts: list[Ends] = []
    same: list[Ends] = []
    mostly: list[int] = []
    for other, own, tie in (one for one in _ties_said() if one[0] in place and one[1] in place):
        ends = ((place[other], NUMBER_OF[tie.other_number]), (place[own], NUMBER_OF[tie.number]))
        if tie.relation != PART:
            same.append(ends)
        elif tie.between:
            beside = place.setdefault(f"{other} without {tie.number} of {own}", len(place))
            parts.append((*ends, (beside, OTHERS)))
            if not tie.always:
                mostly.append(beside)
        else:
            parts.append(ends)
    return tuple(place), parts, same, mostly


def _one_for_all(values: np.ndarray, same: list[Ends]) -> np.ndarray:
    """The number of each cell: of numbers that are the same, that of the first of those that are equal."""
    out = np.arange(values.size).reshape(values.shape)
    for one, other in sorted(tuple(sorted(ends)) for ends in same):
        lower = np.minimum(out[one], out[other])
        out[one], out[other] = (
            np.where(values[one] == values[other], lower, out[end]) for end in (one, other)
        )
    return out


def cube_of(rows: Rows) -> Cube:
    """The cube that the rows fill."""
    counted = tuple(dict.fromkeys(rows.counted.tolist()))
    periods = tuple(sorted(set(zip(rows.first.tolist(), rows.last.tolist(), strict=True))))
    counted, parts, same, mostly = _with_ties(counted)
    areas = tuple(dict.fromkeys((*AREAS, *sorted(set(rows.area.tolist())))))
    ratios = {counted_as(m) for m in MEASURE.values() if not m.counts}
    values = np.full((len(counted), NUMBERS, len(periods), len(areas)), np.nan)
    cube = Cube(
        values,
        counted,
        periods,
        np.array([c in ratios for c in counted], dtype=bool),
        tuple(parts),
        np.arange(values.size).reshape(values.shape),
        areas,
    )
    cells = cube.cells_of(rows)
    values.ravel()[cells[cells >= 0]] = rows.numbers[cells >= 0]
    for whole, part, *others in parts:
        for other in others:
            rest = values[whole] - values[part]
            values[other] = np.where(rest >= 0, rest, np.nan)
    # Of a quarter in all, what is mostly a part may lack those left out, of whom nothing is told where they
    # are few: there a pack would lose one of the two for it.
    quarters = [i for i, (first, last) in enumerate(periods) if first == last]
    for beside in mostly:
        values[beside, :, quarters, areas.index(ALL)] = np.nan
    return replace(cube, same=_one_for_all(values, same))
