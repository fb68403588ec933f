"""Workbooks made in memory as reading gives them, drawn as text, and what the pipeline makes of them."""

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.sheets import Column, Sheet, Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping

RECEIVED = dt.datetime(2024, 7, 20, 12, tzinfo=dt.UTC)


def drawn(text: str) -> list[list]:
    """Lines of cells with two or more spaces between them: `-` is blank, `2024-05-01` a date, `5` a number,
    all else words."""
    return [
        [_cell(cell) for cell in re.split(r"\s{2,}", line.strip())] for line in text.strip("\n").splitlines()
    ]


def _cell(text: str) -> object:
    if text in ("-", ""):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def sheet(
    rows: str | list[list], name: str = "Sheet1", visible: bool = True, merged: tuple[str, ...] = ()
) -> Sheet:
    """A sheet whose first row is Excel's row 1; columns hold each distinct value once, as from a file."""
    cells = drawn(rows) if isinstance(rows, str) else rows
    columns = []
    for j in range(max(map(len, cells), default=0)):
        place: dict[tuple[type, object], int] = {}
        column = [row[j] if j < len(row) else None for row in cells]
        column = [float(value) if type(value) is int else value for value in column]
        codes = [place.setdefault((type(value), value), len(place)) for value in column]
        columns.append(Column([value for _, value in place], np.array(codes, dtype=np.int32)))
    return Sheet(name, visible, 1, 1, tuple(columns), merged=merged)


def book(*sheets: Sheet | str | list[list], name: str = "return.xlsx") -> Workbook:
    """A workbook; a text or a list of rows is a sheet. Its name stands for its bytes, too."""
    return Workbook(
        name,
        name,
        tuple(
            one if isinstance(one, Sheet) else sheet(one, f"Sheet{i}")
            for i, one in enumerate(sheets, start=1)
        ),
    )


def collected(
    *books: Workbook,
    covers: str = "",
    settings: Settings | None = None,
    received: dt.datetime = RECEIVED,
    mapping: Mapping = EMPTY,
) -> Collection:
    said = parse_quarters(covers) if covers else None
    return collect_files(books, settings or Settings(), received, said, mapping)


def places(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of each."""
    return [(p.code, p.sheet, p.cell) for p in problems]


def codes(collection: Collection) -> list[str]:
    return [p.code for p in collection.problems]


def answers(collection: Collection, **how: object) -> dict[tuple[str, str], tuple]:
    """(ref, quarter) → (value, numerator, denominator, left out, marker), NaN as None; what is not covered is
    not there."""
    results = measure_collection(collection, **how)
    if results is None:
        return {}
    out = {}
    for row in results.frame.itertuples():
        if row.marker != "x" and row.area == "all":
            numbers = (row.value, row.numerator, row.denominator, row.left_out)
            out[row.ref, row.quarter] = (*(None if n != n else n for n in numbers), row.marker)
    return out


def covers(collection: Collection) -> list[dict[str, tuple[int, ...]]]:
    return [one.covers for one in collection.returns]
