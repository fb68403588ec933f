"""The tidy table of measures: one row per measure, quarter and area, full precision, empty where there is no
value. The last column, the verdict, is empty unless `measure_history.with_verdicts` has put it into the
frame."""

import csv
import io
import json
from collections.abc import Callable, Iterator

import pandas as pd

from ieo_metrics.framework.measures import MEASURES

COLUMNS = (
    "ref",
    "quarter",
    "area",
    "value",
    "unit",
    "numerator",
    "denominator",
    "left_out",
    "lower",
    "upper",
    "marker",
    "note",
    "verdict",
)
RATIOS = ("value", "lower", "upper")  # 1.0 stays 1.0, unless the measure counts
WHOLES = ("numerator", "denominator", "left_out")  # 31.0 is 31
COUNTED_UNITS = frozenset(m.unit for m in MEASURES if m.counts)
# What a spreadsheet program takes for the beginning of a formula, or passes over to find one; the last four
# are the full-width signs.
FORMULA_BEGINS = frozenset("=+-@\t\r\n＝＋－＠")


def neutral_text(text: str) -> str:
    """Text that no spreadsheet program runs as a formula: with an apostrophe before, where it could be
    one."""
    return "'" + text if text[:1] in FORMULA_BEGINS and text else text


def tidy_csv(frame: pd.DataFrame) -> str:
    """The table as csv with `.` as decimal sign and one line feed a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(frame, neutral_text, ""))  # the csv module writes a float as its repr
    return out.getvalue()


def tidy_json(frame: pd.DataFrame) -> str:
    """The table as a list of objects, one a line; null where there is nothing. Text is as it is: no
    spreadsheet program opens it."""
    rows = _rows(frame, lambda text: text or None, None)
    lines = (
        json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False, allow_nan=False) for row in rows
    )
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _rows(
    frame: pd.DataFrame, text: Callable[[str], str | None], nothing: str | None
) -> Iterator[tuple[object, ...]]:
    """The rows as Python's own numbers and text."""
    counted = [unit in COUNTED_UNITS for unit in frame["unit"].tolist()]
    columns: list[list[object]] = []
    for name in COLUMNS:
        cells = frame[name].tolist() if name in frame else [nothing] * len(frame)
        if name in RATIOS:
            columns.append(
                [_number(cell, whole, nothing) for cell, whole in zip(cells, counted, strict=True)]
            )
        elif name in WHOLES:
            columns.append([_number(cell, True, nothing) for cell in cells])
        else:
            columns.append([text(cell) if isinstance(cell, str) else nothing for cell in cells])
    return zip(*columns, strict=True)


def _number(cell: object, whole: bool, nothing: str | None) -> int | float | str | None:
    """A float, or an int if `whole` and it is one; `nothing` for NaN, NA and None."""
    if not isinstance(cell, (int, float)) or cell != cell:
        return nothing
    return int(cell) if whole and cell == int(cell) else float(cell) + 0.0  # −0.0 is 0.0
