"""The real implementation, given the same plain returns: record tables made of the plain rows, then governed
and measured."""

import datetime as dt

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.checking.check_workbook import CheckedFile, CheckedSheet
from ieo_metrics.checking.read_column import UNREADABLE, read_column
from ieo_metrics.checking.table_to_records import field_in_force
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.record_tables import TABLE, Table
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.reading.sheets import CellError, Column

from .plain import BAD, Answer, PlainReturn, Row, reference


def _cell(value: object) -> object:
    """A plain value as the cell that a reader would give."""
    if value == BAD and isinstance(value, str):
        return CellError("#REF!")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _alike(row: Row, other: Row) -> bool:
    return reference(row["person_ref"]) == reference(other["person_ref"]) and all(
        row[name] == other[name] for name in row if name != "person_ref"
    )


def record_frame(table: Table, rows: list[Row], settings: Settings) -> pd.DataFrame:
    """A record table of plain rows, each cell read by the real reader of its field; of a list of persons'
    rows, each once, as checking leaves it."""
    if table.persons and table.counts_by == "list":
        rows = [
            row for place, row in enumerate(rows) if not any(_alike(row, other) for other in rows[:place])
        ]
    everything = np.arange(len(rows))
    data: dict[str, object] = {}
    bits = np.zeros(len(rows), dtype=np.int32)
    for position, field in enumerate(table.fields):
        cells = [_cell(row.get(field.name)) for row in rows]
        column = read_column(
            Column(cells, everything.astype(np.int32)), everything, field_in_force(field, settings)
        )
        data[field.name] = column.series()
        bits |= (column.state == UNREADABLE).astype(np.int32) << position
    n = len(rows)
    return pd.DataFrame(data).assign(
        source=np.zeros(n, np.int32),
        row=everything.astype(np.int32),
        column=np.ones(n, np.int32),
        unreadable=bits,
        alike=everything,
    )


def accepted(returns: list[PlainReturn], settings: Settings) -> list[AcceptedReturn]:
    """Plain returns as accepted ones."""
    out = []
    for number, plain in enumerate(returns):
        of = next(r for r in RETURN_TYPES if (r.programme, r.provider) == (plain.programme, plain.provider))
        frames = {name: record_frame(TABLE[name], rows, settings) for name, rows in plain.tables.items()}
        received = dt.datetime.combine(plain.dated, dt.time(), dt.UTC)
        sheet = CheckedSheet("Sheet1", next(iter(frames), ""), "plain", 1, {}, 0, 0, 0, ())
        file = CheckedFile(
            f"{number}.xlsx", str(number), (sheet,), (), frames, (), (), plain.dated, True, received
        )
        covers = {
            table: tuple(sorted(quarter(*q) for q in quarters)) for table, quarters in plain.covers.items()
        }
        out.append(AcceptedReturn(number, of, (Part(file, frames),), covers, "given"))
    return out


def _none(value: float) -> float | None:
    return None if value != value else value


def compute_real(
    returns: list[PlainReturn], settings: Settings, by_district: bool = False, year_to_date: bool = False
) -> dict[tuple[str, str, str], Answer]:
    """The answers of the real implementation, in the shape of the second one's."""
    governed = govern(accepted(returns, settings), settings)
    if governed is None:
        return {}
    frame = compute_measures(
        governed,
        settings,
        spans=("quarter", "year to date") if year_to_date else ("quarter",),
        by="district" if by_district else None,
    ).frame
    names = ("value", "numerator", "denominator", "left_out", "lower", "upper")
    return {
        (row.ref, row.quarter, row.area): Answer(*(_none(getattr(row, name)) for name in names), row.marker)  # type: ignore[arg-type]
        for row in frame.itertuples()
    }
