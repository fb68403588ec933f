"""Where the rows of record tables stand in their workbook: the cells of findings, and the numbers of rows
that were laid out by hand."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Finding
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.recognising.recognised_table import FIRST_LAID_OUT_ROW, Recognised


class RowPlaces:
    """Where the rows of a record table are in their workbook. `tables`: by source, the recognised table."""

    def __init__(self, frame: pd.DataFrame, tables: Mapping[int, Recognised], file: str) -> None:
        # Each gives one number; findings are few, and lists of all rows would be large.
        self.source, self.row, self.column = (
            frame[name].to_numpy().item for name in ("source", "row", "column")
        )
        self.of_readings, self.tables, self.file = "score" in frame, tables, file

    def problem(self, finding: Finding) -> Problem:
        """A finding as a problem, at its cell."""
        at = int(finding.at)
        table = self.tables[self.source(at)]
        own = self.column(at) - table.sheet.first_column
        column = own if finding.field == "score" else _column_of(table, finding.field)
        if finding.of_row and table.places and table.places.own is not None:
            column = table.places.own
        if column is None and self.of_readings and finding.field == "date":
            # A wide sheet has two dates: the reading's own column says which of them this is.
            slot = table.columns[own].name if own in table.columns else ""
            column = _column_of(table, "first_date" if slot.startswith("first") else "latest_date")
        cell = table.cell(self.row(at) - table.sheet.first_row, own if column is None else column)
        return problem(
            finding.code, self.file, table.sheet.name, cell, finding.field, finding.found, **finding.words
        )


def _column_of(table: Recognised, name: str) -> int | None:
    """The first column of a table whose slot has a name."""
    return next((index for index, slot in sorted(table.columns.items()) if slot.name == name), None)


def rows_in_words(tables: Mapping[int, Recognised]) -> Callable[[int], str]:
    """How a row is called that a frame numbers: by its own number; of one that was laid out by hand, by its
    place in the provider's sheet."""

    def in_words(number: int) -> str:
        if number >= FIRST_LAID_OUT_ROW:
            for table in tables.values():
                if table.sheet.first_row <= number < table.sheet.first_row + table.sheet.height:
                    return table.row_in_words(number)
        return str(number)

    return in_words


def as_they_came(frame: pd.DataFrame, tables: Mapping[int, Recognised]) -> pd.DataFrame:
    """A record table whose `row` and `column` are those of the provider's own sheets, also where a table was
    laid out by hand."""
    by_hand = {source: (table, table.places) for source, table in tables.items() if table.places is not None}
    if not by_hand:
        return frame
    sources = frame["source"].to_numpy()
    rows, columns = frame["row"].to_numpy().copy(), frame["column"].to_numpy().copy()
    for source, (table, places) in by_hand.items():
        here = np.flatnonzero(sources == source)
        at = rows[here] - table.sheet.first_row
        own = columns[here] - table.sheet.first_column if places.own is None else places.own
        rows[here], columns[here] = places.rows[at, own], places.columns[at, own]
    return frame.assign(row=rows, column=columns)
