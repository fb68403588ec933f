"""Columns that a measure needs and no sheet of the return has, nor another table that tells the same. A
measure would have no value, or another one, without a word; so it is asked."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.checking.check_workbook import CheckedSheet
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.layouts import LAYOUT_OF, ColumnSpec
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE


def about_lacking_columns(
    accepted_return: AcceptedReturn, others: Sequence[AcceptedReturn]
) -> Iterator[Problem]:
    """The columns that a return's sheets lack. `others`: the other returns of its kind, which may carry the
    table that tells the same, if they cover the same quarters."""
    covered: dict[str, set[Quarter]] = {}
    for each in (accepted_return, *others):
        for name, quarters in each.covers.items():
            covered.setdefault(name, set()).update(quarters)
    carried = {name for name, quarters in covered.items() if quarters.issuperset(accepted_return.covers_all)}
    for part in accepted_return.parts:
        for source, sheet in enumerate(part.file.sheets):
            if sheet.table in part.tables and sheet.rows:
                frame = part.tables[sheet.table]
                here = frame[frame["source"] == source]
                for slot in _lacking(part, sheet, here, carried):
                    said = (source, slot.name) in part.file.not_there
                    yield _missing(
                        part, sheet, slot, "column-not-there" if said else "mapping-column-missing"
                    )


def _lacking(part: Part, sheet: CheckedSheet, rows: pd.DataFrame, carried: set[str]) -> Iterator[ColumnSpec]:
    have = set(sheet.columns.values())
    asked = {doubt.proposal for doubt in part.file.doubts if doubt.sheet == sheet.name}
    for slot in LAYOUT_OF[sheet.layout_key].slots:
        if slot.name in have | asked:
            continue
        if (slot.unless and slot.unless not in have | carried) or _may_not_have_taken_place(
            slot, rows, sheet
        ):
            yield slot


def _may_not_have_taken_place(slot: ColumnSpec, rows: pd.DataFrame, sheet: CheckedSheet) -> bool:
    """Whether a sheet lacks the status of its sessions, and some of them had nobody: a blank says delivered,
    but these may not have taken place."""
    table = TABLE[sheet.table]
    if table.field(slot.field).blank != "delivered":
        return False
    heads = [
        field.name for field in table.fields if field.kind == "whole number" and not field.blank_is_answer
    ]
    somebody = (rows[heads].to_numpy(dtype=np.float64, na_value=0.0) > 0).any(axis=1)
    return bool(somebody.any() and not somebody.all())


def _missing(part: Part, sheet: CheckedSheet, slot: ColumnSpec, code: str) -> Problem:
    place = f"{sheet.header_row}:{sheet.header_row}"
    words = {"title": f'"{slot.title}"', "nearest": ""}
    return problem(code, part.file.name, sheet.name, place, slot.field, "no such heading", **words)
