"""What a file makes as a mapping has it read: shown beside what the next best mapping makes of it, before a
confirmation counts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.layouts import field_title
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.pipeline import collect_checked, measure_collection
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import Mapping as ColumnMapping

ROWS_LOOKED_AT = 20  # of a sheet, to find some that differ

Said = tuple[tuple[str, str], ...]  # what a row says: the field in words, and its value


@dataclass(frozen=True)
class ReadFigure:
    """One figure of a measure as a reading makes it; None where there is none."""

    value: float | None
    n: float | None
    left_out: float | None


@dataclass(frozen=True)
class ReadingResult:
    """What one reading of a file makes. `rows`, `used`: of the sheet in question; `figures`: by measure and
    quarter (as it is written), those that are covered; `said`: by the number of a row of the sheet, what
    comes out of it, of its first rows that can be used."""

    rows: int
    used: int
    figures: Mapping[str, Mapping[str, ReadFigure]]
    said: Mapping[int, Said]

    def moved_from(self, other: "ReadingResult") -> list[str]:
        """The measures with another figure than in another reading, in the framework's order."""
        return [m.ref for m in MEASURES if self.figures.get(m.ref) != other.figures.get(m.ref)]


def result_of_reading(
    workbook: Workbook, sheet: str, mapping: ColumnMapping, settings: Settings, received: dt.datetime
) -> ReadingResult:
    """What a file alone makes as this mapping has it read."""
    file = check_workbook(workbook, settings, received, mapping)
    results = measure_collection(collect_checked([file], (), settings, answers=mapping.same))
    figures: dict[str, dict[str, ReadFigure]] = {}
    if results is not None:
        frame = results.frame
        frame = frame[(frame["area"] == ALL) & (frame["marker"] != NOT_COVERED)]
        columns = (frame[name] for name in ("value", "denominator", "left_out"))
        for ref, quarter, *numbers in zip(frame["ref"], frame["quarter"], *columns, strict=True):
            known = (None if pd.isna(number) else float(number) for number in numbers)
            figures.setdefault(ref, {})[quarter] = ReadFigure(*known)
    here = [checked_sheet for checked_sheet in file.with_data if checked_sheet.name == sheet]
    return ReadingResult(
        sum(checked_sheet.rows for checked_sheet in here),
        sum(checked_sheet.used for checked_sheet in here),
        figures,
        _said_by_rows(file, sheet),
    )


def _said_by_rows(file: CheckedFile, sheet: str) -> dict[int, Said]:
    """What comes out of the first rows of a sheet, their references in the one spelling by which they are
    compared."""
    numbers = [number for number, checked_sheet in enumerate(file.sheets) if checked_sheet.name == sheet]
    out: dict[int, Said] = {}
    for name, frame in file.tables.items():
        needed = [field.name for field in TABLE[name].fields if field.blank == "must"]
        frame = frame[frame["source"].isin(numbers) & frame[needed].notna().all(axis=1)]
        frame = frame[frame["row"].isin(frame["row"].unique()[:ROWS_LOOKED_AT])]
        for row in frame["row"].unique().tolist():
            records = frame[frame["row"] == row]
            out[row] = tuple(said for place in range(len(records)) for said in _said(name, records, place))
    return out


def _said(table: str, records: pd.DataFrame, place: int) -> Iterator[tuple[str, str]]:
    """What one record of a row says; whose it is, is said with the first."""
    for field in TABLE[table].fields:
        value = records[field.name].iloc[place]
        if not pd.isna(value) and not (place and field.kind == "reference"):
            yield field_title(table, field.name), _in_words(field, value)


def _in_words(field: Field, value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return day_in_words(value.date())
    if field.yes_no:
        return "yes" if value else "no"
    return cell_as_shown(value if isinstance(value, str) else f"{value:g}")
