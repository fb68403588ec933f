"""A sheet that is read by hand: its tables, what is asked about it, and its rows that no reading takes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.by_hand.laying_out.laid_out import LaidOut, Trouble
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import lost_words
from ieo_metrics.recognising.by_hand.region_tables import STOPS, as_problem, corner, laid_out, table_of
from ieo_metrics.recognising.by_hand.regions import Region, regions_of
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.recognised_table import Recognised
from ieo_metrics.recognising.stated_quarter_and_day import quarters_above
from ieo_metrics.recognising.unread_sheets_with_data import UnreadSheet

MOST_ROWS = 20_000  # of a sheet in which nearly known headings are looked for
Stated = Callable[[Sheet], Sequence[Quarter]]  # the quarters that the rest of a workbook states


@dataclass(frozen=True)
class ReadByHand:
    """What a sheet gave that is read by hand."""

    tables: tuple[Recognised, ...]
    problems: tuple[Problem, ...]
    unread: UnreadSheet


def read_sheet_by_hand(
    file: str, sheet: Sheet, mapping: Mapping, stated: Stated, first_row: int
) -> ReadByHand | None:
    """What the readings of a mapping make of a sheet; None where none of them is found in it. `first_row`:
    the number from which laid out rows are counted."""
    regions, doubtful = regions_of(sheet, mapping.by_hand)
    if not regions and not doubtful:
        return None
    tables, problems = list[Recognised](), list[Problem]()
    used = np.zeros((sheet.height, len(sheet.columns)), dtype=bool)
    for region in (*regions, *doubtful):
        used |= _headings(region)
    taken, whole, numbers = (np.zeros_like(used) for _ in range(3))  # by all, by no grid, as a grid's numbers
    for region in doubtful:
        trouble = Trouble("mapping-by-hand-twice", corner(region), "headings that two readings know")
        problems.append(as_problem(file, region.view, trouble))
    for region in regions:
        above = quarters_above(sheet, top_of(region))
        laid = laid_out(region, above or stated(sheet), mapping)
        own = laid.used.T if region.view.turned else laid.used
        troubles = list(laid.troubles)
        counted = _numbers(region, laid)
        # Two grids may have their labels together, but no number.
        clash = taken & own if counted is None else (numbers & counted) | (whole & own)
        if clash.any():
            troubles.append(Trouble("mapping-by-hand-twice", corner(region), "cells that two readings take"))
        stopped = any(trouble.code in STOPS for trouble in troubles)
        if stopped:
            # What is said of the rows of a table comes when there is one.
            troubles = [trouble for trouble in troubles if trouble.code.startswith("mapping")]
        problems += dict.fromkeys(as_problem(file, region.view, trouble) for trouble in troubles)
        if stopped:
            continue
        taken |= own
        if counted is None:
            whole |= own
        else:
            numbers |= counted
        table, said = table_of(file, region, tuple(above), laid, first_row, mapping)
        first_row += table.sheet.height
        tables.append(table)
        problems += said
    unread = _unread(sheet, used | taken, [*regions, *doubtful])
    problems += _about_unread(file, sheet, unread)
    return ReadByHand(tuple(tables), tuple(problems), UnreadSheet(sheet.name, len(unread)))


def is_read_by_hand(sheet: Sheet, readings: Sequence[HandReading]) -> bool:
    """Whether a sheet is read by one of the readings."""
    return bool(readings) and bool(sheet.height) and any(regions_of(sheet, readings))


def top_of(region: Region) -> int:
    """The index of a region's first row in the sheet as it came."""
    return min(place.left if region.view.turned else place.top for place in region.places)


def _numbers(region: Region, laid: LaidOut) -> np.ndarray | None:
    """The cells of a grid's numbers, in the sheet as it came; None of what is no grid."""
    if not region.reading.way.counts or laid.own is None:
        return None
    out, column = np.zeros_like(laid.used), laid.columns[laid.own]
    out[column.rows, column.columns] = True
    return out.T if region.view.turned else out


def _headings(region: Region) -> np.ndarray:
    """The cells in the heading rows of a region, which are no data."""
    out = np.zeros((region.view.height, region.view.width), dtype=bool)
    for place in region.places:
        out[place.top : place.first_row, place.left : place.last + 1] = True
    return out.T if region.view.turned else out


def _unread(sheet: Sheet, used: np.ndarray, regions: Sequence[Region]) -> np.ndarray:
    """The rows, from the first region on, that hold something in two cells or more, and nothing that was
    read."""
    filled = np.zeros(sheet.height, dtype=np.int32)
    for column in sheet.columns:
        seen = [v is not None and (not isinstance(v, str) or bool(v.strip())) for v in column.values]
        filled += np.array(seen, dtype=np.int32)[column.codes]
    rows = np.flatnonzero((filled >= 2) & ~used.any(axis=1))
    return rows[rows >= min(map(top_of, regions))]


def _about_unread(file: str, sheet: Sheet, rows: np.ndarray) -> Iterator[Problem]:
    if len(rows):
        number, many = sheet.first_row + int(rows[0]), len(rows)
        found = f"{many:,} row{'' if many == 1 else 's'}"
        yield problem("rows-outside-regions", file, sheet.name, f"{number}:{number}", "", found)


def about_changed_headings(file: str, sheet: Sheet, readings: Sequence[HandReading]) -> Iterator[Problem]:
    """For a sheet that nothing reads: the reading of which most headings stand in it, and which do not."""
    best: tuple[list[str], int, SheetView, HandReading] | None = None
    for reading in readings if sheet.height <= MOST_ROWS else ():
        view = SheetView(sheet, reading.way.turned)
        missing, row = lost_words(view, reading)
        found = len(reading.words) - len(missing)
        if found >= 2 and found > len(missing) and (best is None or len(missing) < len(best[0])):
            best = missing, row, view, reading
    if best and best[0]:
        missing, row, view, reading = best
        title = f"{reading.table_layout.table.replace('_', ' ')}"
        yield as_problem(
            file,
            view,
            Trouble(
                "mapping-by-hand-changed",
                (row, 0),
                "no such heading",
                "",
                {"headings": " and ".join(f'"{word}"' for word in missing), "table": title},
            ),
        )
