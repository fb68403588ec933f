"""Returns drawn as text: a table is a heading and rows, with two or more spaces between cells.

`-` is a blank cell and `??` one that holds something unreadable. Columns that are not drawn are blank.
"""

import re
from datetime import date

from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import RETURN_TYPES

from .days import Quarter, quarters_between
from .plain import BAD, PlainReturn, Row


def given(provider: str, dated: str, covers: str, **tables: str) -> PlainReturn:
    """One return, dated `2024-07-14`, covering `2024/25 Q1` or `2023/24 Q1..2023/24 Q4` with each of its
    tables."""
    programme = next(r.programme for r in RETURN_TYPES if r.provider == provider)
    ends = [_quarter(text) for text in covers.split("..")]
    quarters = set(quarters_between(ends[0], ends[-1]))
    return PlainReturn(
        programme,
        provider,
        date.fromisoformat(dated),
        {name: rows(name, text) for name, text in tables.items()},
        {name: set(quarters) for name in tables},
    )


def rows(table: str, text: str) -> list[Row]:
    lines = [re.split(r"\s{2,}", line.strip()) for line in text.strip().splitlines()]
    blank = {field.name: None for field in TABLE[table].fields}
    return [
        blank | {name: _cell(table, name, cell) for name, cell in zip(lines[0], line, strict=True)}
        for line in lines[1:]
    ]


def _quarter(text: str) -> Quarter:
    return int(text[:4]), int(text[-1])


def _cell(table: str, name: str, text: str) -> object:
    field = TABLE[table].field(name)
    if text in ("-", "??"):
        return None if text == "-" else BAD
    if field.kind == "date":
        return date.fromisoformat(text)
    if field.kind == "whole number":
        return int(text)
    if field.kind == "number":
        return float(text)
    if text in ("yes", "no") and field.kind == "category":
        return text == "yes"
    return text
