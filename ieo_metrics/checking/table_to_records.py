"""A recognised table → the rows of its record table, and the problems of its cells."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.checking.read_column import (
    BLANK,
    FINE,
    UNREADABLE,
    FieldColumn,
    Reader,
    fixed_categories,
    likeness_as_written,
    read_column,
)
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.problem_kinds import INFORMATION, MUST_FIX, Problem, problem
from ieo_metrics.framework.record_tables import TABLE, Field, Table
from ieo_metrics.reading.cells.cell_values import expected_of
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.recognised_table import Recognised


class Records(NamedTuple):
    """Rows of a record table: its fields, and for each row `source` (which sheet), `row` (Excel's),
    `column` (Excel's, of the score or of the date), `is_unreadable` (a bit for each field, in the table's
    order, that held something unreadable) and `alike` (equal for rows that are the same in everything).
    `rows`: data rows of the sheet; `used`: bool for each of them."""

    table: Table
    frame: pd.DataFrame
    rows: np.ndarray
    used: np.ndarray


def is_unreadable(frame: pd.DataFrame, table: Table, name: str) -> np.ndarray:
    """Whether each row's cell of the field held something that could not be read (blank is not
    unreadable)."""
    bit = 1 << [f.name for f in table.fields].index(name)
    return np.asarray((frame["unreadable"].to_numpy() & bit) != 0)


def field_in_force(
    field: Field, settings: Settings, table: Table | None = None, mapping: Mapping = EMPTY
) -> Field:
    """The field as the settings change it, with the answers that the officer has confirmed."""
    if field.lowest_setting:
        field = field._replace(lowest=getattr(settings, field.lowest_setting))
    if table is not None and field.words is not None and mapping.answers:
        field = field._replace(words=mapping.words_of(table.name, field.name, field.words))
    return field


def _cell_problems(
    file: str, recognised: Recognised, columns: dict[str, tuple[int, ColumnSpec, FieldColumn]]
) -> Iterator[Problem]:
    sheet, rows = recognised.sheet, recognised.rows
    for index, slot, column in columns.values():
        cells = sheet.columns[index]
        said: set[tuple[str, object]] = set()
        times = _times_of_groups(column)
        for i in column.with_problem():
            stop_if_late()
            r = column.reads[column.codes[i]]
            # A group of its own is said once, however many rows are in it.
            group = (r.code, r.value)
            if group in said:
                continue
            if group in times:
                said.add(group)
            found = problem(
                r.code,
                file,
                sheet.name,
                recognised.cell(rows[i], index),
                slot.field,
                cell_as_shown(cells.at(rows[i])),
                **r.words,
                **({"cells": times[group]} if group in times else {}),
            )
            lower = found.severity == MUST_FIX and not column.field.of_measures
            yield replace(found, severity=INFORMATION) if lower else found


def _times_of_groups(column: FieldColumn) -> dict[tuple[str, object], str]:
    """By code and group, in how many cells each answer of a column stands that is on no list."""
    if not column.field.own_words:
        return {}
    times: dict[tuple[str, object], int] = {}
    for read, count in zip(
        column.reads, np.bincount(column.codes, minlength=len(column.reads)).tolist(), strict=True
    ):
        if read.code in ("word-kept", "word-not-kept"):
            times[read.code, read.value] = times.get((read.code, read.value), 0) + count
    return {group: f"in {n:,} cell{'' if n == 1 else 's'}" for group, n in times.items()}


_SPREAD = np.int64(1_000_003)
_BLANK_CODES = {"reference": "reference-missing", "date": "date-missing"}


def _blank_problems(
    file: str, recognised: Recognised, columns: dict[str, Any], wanted: dict[str, np.ndarray]
) -> Iterator[Problem]:
    """Blank cells that a record needs. `wanted`: by slot, the rows in which the rest of the record is
    there."""
    for name, (index, slot, column) in columns.items():
        field = column.field
        if field.blank not in ("must", "should"):
            continue
        code = _BLANK_CODES.get(field.kind) or (
            "score-blank"
            if field.name == "score"
            else "headcount-blank"
            if field.kind == "whole number"
            else "answer-missing"
        )
        for i in np.flatnonzero((column.state == BLANK) & wanted[name]):
            cell = recognised.cell(recognised.rows[i], index)
            yield problem(
                code, file, recognised.sheet.name, cell, slot.field, "blank", expected=expected_of(field)
            )


def records_of(
    recognised: Recognised,
    file: str,
    source: int,
    settings: Settings,
    mapping: Mapping = EMPTY,
    readers: dict[int, Reader] | None = None,
) -> tuple[Records, list[Problem]]:
    """The rows of the record table that a sheet gives, in the sheet's order, and every problem of its
    cells. `readers`: of columns that are read in a way of their own."""
    table, rows, n = TABLE[recognised.layout.table], recognised.rows, len(recognised.rows)
    columns: dict[str, tuple[int, ColumnSpec, FieldColumn]] = {}
    for index, slot in recognised.columns.items():
        field = field_in_force(table.field(slot.field), settings, table, mapping)
        own = (readers or {}).get(index)
        columns[slot.name] = (index, slot, read_column(recognised.sheet.columns[index], rows, field, own))
    problems = list(_latest_before_first(file, recognised, columns))
    # A record whose columns are not all on the sheet (an area that the provider does not score) is no record.
    given = [
        record
        for record in recognised.layout.records
        if len(recognised.layout.records) == 1
        or all(s in columns or s.startswith("=") for s in record.values())
    ]
    k = len(given)
    several = k > 1
    state: dict[str, np.ndarray] = {}
    data: dict[str, object] = {}
    bits = np.zeros((n, k), dtype=np.int32)
    for position, field in enumerate(table.fields):
        parts = [columns.get(record.get(field.name, "")) for record in given]
        constants = [
            record.get(field.name, "")[1:] for record in given if record.get(field.name, "").startswith("=")
        ]
        if constants:
            words = list(field.words or ())
            codes = np.array([words.index(c) for c in constants], dtype=np.int32)
            data[field.name] = pd.Categorical.from_codes(
                np.tile(codes, n), fixed_categories(tuple(words)), validate=False
            )
            state[field.name] = np.zeros((n, k), dtype=np.int8)
            continue
        if all(part is None for part in parts):
            state[field.name] = np.full((n, k), BLANK, dtype=np.int8)
            data[field.name] = _nothing(field, n * k)
            continue
        held = [part[2] for part in parts if part is not None]
        state[field.name] = _side_by_side([c.state for c in held])
        whole = (
            held[0]
            if k == 1
            else held[0]._replace(
                values=_side_by_side([c.values for c in held]).ravel(),
                state=state[field.name].ravel(),
            )
        )
        data[field.name] = whole.series()
        if (unread := state[field.name] == UNREADABLE).any():
            bits |= unread.astype(np.int32) << position
    must = [f.name for f in table.fields if f.blank == "must"]
    should = [f.name for f in table.fields if f.blank == "should"]
    there = np.ones((n, k), dtype=bool)
    if several:
        there = ~((state["date"] == BLANK) & (state["score"] == BLANK))
    usable = (
        there & np.logical_and.reduce([state[name] == FINE for name in must])
        if k
        else np.zeros((n, 0), dtype=bool)
    )
    if should:
        usable &= np.logical_or.reduce([state[name] == FINE for name in should])
    for field in table.fields:
        if field.blank_is_answer:
            usable &= state[field.name] != UNREADABLE
    wanted = _wanted(given, columns, state, n, several)
    if "status" in columns and "delivered" in columns["status"][2].words:
        # A session that did not take place has no headcount to fill in.
        status = columns["status"][2]
        took_place = (status.state == BLANK) | (status.values == status.words.index("delivered"))
        wanted = {
            name: rows & took_place if columns[name][2].field.kind == "whole number" else rows
            for name, rows in wanted.items()
        }
    problems.extend(_cell_problems(file, recognised, columns))
    problems.extend(_blank_problems(file, recognised, columns, wanted))
    alike = _alike(recognised, [columns[name] for name in sorted(columns)])
    keep = there.ravel()
    numbers = (rows + recognised.row_number(0)).astype(np.int32)
    main = [
        columns[name][0] if (name := record.get("score", record.get(table.dated_by, ""))) in columns else 0
        for record in given
    ]
    data |= {
        "source": np.full(n * k, source, dtype=np.int32),
        "row": np.repeat(numbers, k),
        "column": np.tile(np.array(main, dtype=np.int32) + recognised.sheet.first_column, n),
        "unreadable": bits.ravel(),
        "alike": np.repeat(alike, k),
    }
    frame = pd.DataFrame(data, copy=False)
    if not keep.all():
        frame = frame[keep].reset_index(drop=True)
    return Records(table, frame, numbers, np.asarray(usable.any(axis=1))), problems


def _alike(recognised: Recognised, columns: list[tuple[int, ColumnSpec, FieldColumn]]) -> np.ndarray:
    """int64 for each row, alike for rows that are the same in all their cells, also in those that were not
    read: two burglaries of one day may differ only in a number that no measure needs."""
    n = len(recognised.rows)
    alike = np.zeros(n, dtype=np.int64)
    for _, _, column in columns:
        alike = alike * _SPREAD + column.likeness()
    # Nobody knows whose a row without a readable reference is, so it is nobody's second one.
    for _, _, column in columns:
        if column.field.kind == "reference":
            alike = np.where(column.state == FINE, alike, alike * _SPREAD + np.arange(1, n + 1))
    again = np.flatnonzero(pd.Series(alike).duplicated(keep=False))
    for j, unread in enumerate(recognised.sheet.columns):
        if j not in recognised.columns and len(again):
            alike[again] = alike[again] * _SPREAD + likeness_as_written(unread, recognised.rows, again)
    return alike


def _side_by_side(columns: list[np.ndarray]) -> np.ndarray:
    """Rows × columns. Most often it is one column again and again: the person of each of a wide sheet's
    records."""
    if all(column is columns[0] for column in columns):
        return np.repeat(columns[0], len(columns)).reshape(-1, len(columns))
    return np.stack(columns, axis=1)


def _latest_before_first(
    file: str, recognised: Recognised, columns: dict[str, tuple[int, ColumnSpec, FieldColumn]]
) -> Iterator[Problem]:
    """Rows of a wide sheet whose latest date is before the first: neither date is used."""
    if not {"first_date", "latest_date"} <= set(columns):
        return
    index, slot, latest = columns["latest_date"]
    wrong = latest.values < columns["first_date"][2].values
    for i in np.flatnonzero(wrong):
        found = cell_as_shown(latest.reads[latest.codes[i]].value)
        cell = recognised.cell(recognised.rows[i], index)
        yield problem("latest-before-first", file, recognised.sheet.name, cell, slot.field, found)
    for name in ("first_date", "latest_date") if wrong.any() else ():
        place, spec, column = columns[name]
        values, state = column.values.copy(), column.state.copy()
        values[wrong], state[wrong] = "NaT", UNREADABLE
        columns[name] = (place, spec, column._replace(values=values, state=state))


def _wanted(
    given: list[dict[str, str]], columns: dict[str, Any], state: dict[str, np.ndarray], n: int, several: bool
) -> dict[str, np.ndarray]:
    """For each slot, the rows whose record is there but for it: a blank there is a problem, a wholly blank
    record is not."""
    wanted = {
        name: np.zeros(n, dtype=bool)
        if several and column[1].field != "person_ref"
        else np.ones(n, dtype=bool)
        for name, column in columns.items()
    }
    if several:
        for i, record in enumerate(given):
            wanted[record["date"]] |= state["score"][:, i] != BLANK
            wanted[record["score"]] |= state["date"][:, i] != BLANK
    return wanted


def _nothing(field: Field, n: int) -> object:
    """A column of a field that the sheet does not have."""
    column = FieldColumn(
        field,
        np.full(n, "NaT", dtype="datetime64[s]"),
        [],
        np.full(n, BLANK, dtype=np.int8),
        [],
        np.zeros(0, dtype=np.int32),
        [],
    )
    if field.kind in ("whole number", "number"):
        column = column._replace(values=np.full(n, np.nan))
    elif field.kind != "date":
        column = column._replace(
            values=np.full(n, -1, dtype=np.int32), words=[str(w) for w in field.words or ()]
        )
    return column.series()
