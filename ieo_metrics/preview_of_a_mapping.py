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
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.pipeline import collect_checked, measure_collection
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import Mapping as ColumnMapping

ROWS_SHOWN = 3
RECORDS_SHOWN = 2  # of one row


@dataclass(frozen=True)
class ReadingResult:
    """What one reading of a file makes. `rows`, `used`: of the sheet in question; `n`: by measure, how many
    are counted over all its quarters; `figures`: by measure, (quarter, value, n, left out) of each;
    `records`: what comes out of its first rows, in words."""

    rows: int
    used: int
    n: Mapping[str, int]
    figures: Mapping[str, tuple[tuple[object, ...], ...]]
    records: tuple[str, ...]

    def moved_from(self, other: "ReadingResult") -> list[str]:
        """The measures with another figure than in another reading, in the framework's order."""
        return [m.ref for m in MEASURES if self.figures.get(m.ref) != other.figures.get(m.ref)]


def result_of_reading(
    workbook: Workbook, sheet: str, mapping: ColumnMapping, settings: Settings, received: dt.datetime
) -> ReadingResult:
    """What a file alone makes as this mapping has it read."""
    file = check_workbook(workbook, settings, received, mapping)
    results = measure_collection(collect_checked([file], (), settings, answers=mapping.same))
    figures: dict[str, list[tuple[object, ...]]] = {}
    n: dict[str, int] = {}
    if results is not None:
        frame = results.frame
        frame = frame[(frame["area"] == ALL) & (frame["marker"] != NOT_COVERED)]
        counted = frame["denominator"].fillna(frame["value"]).fillna(0).astype(int)
        columns = (frame[name].fillna(-1) for name in ("value", "denominator", "left_out"))
        for ref, quarter, many, *figure in zip(
            frame["ref"], frame["quarter"], counted, *columns, strict=True
        ):
            figures.setdefault(ref, []).append((quarter, *figure))
            n[ref] = n.get(ref, 0) + many
    here = [checked_sheet for checked_sheet in file.with_data if checked_sheet.name == sheet]
    return ReadingResult(
        sum(checked_sheet.rows for checked_sheet in here),
        sum(checked_sheet.used for checked_sheet in here),
        n,
        {ref: tuple(rows) for ref, rows in figures.items()},
        tuple(_records(file, sheet)),
    )


def _records(file: CheckedFile, sheet: str) -> Iterator[str]:
    """What comes out of the first rows of a sheet, their references in the one spelling by which they are
    compared."""
    numbers = [number for number, checked_sheet in enumerate(file.sheets) if checked_sheet.name == sheet]
    for name, frame in file.tables.items():
        needed = [field.name for field in TABLE[name].fields if field.blank == "must"]
        frame = frame[frame["source"].isin(numbers) & frame[needed].notna().all(axis=1)]
        frame = frame[frame["row"].isin(frame["row"].unique()[:ROWS_SHOWN])]
        for _, records in frame.groupby("row", sort=False):
            said = [_record(name, records, place) for place in range(min(len(records), RECORDS_SHOWN))]
            more = [f"and {len(records) - len(said)} more"] if len(records) > len(said) else []
            yield "; ".join([*said, *more])


def _record(table: str, records: pd.DataFrame, place: int) -> str:
    """One record of a row in words; whose it is, is said with the first."""
    fields = [field for field in TABLE[table].fields if not place or field.kind != "reference"]
    values = ((field, records[field.name].iloc[place]) for field in fields)
    return ", ".join(_in_words(field, value) for field, value in values if not pd.isna(value))


def _in_words(field: Field, value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return day_in_words(value.date())
    if field.yes_no:
        return f"{field.name.replace('_', ' ')}: {'yes' if value else 'no'}"
    return cell_as_shown(value if isinstance(value, str) else f"{value:g}")
