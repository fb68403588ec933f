"""Totals rows that disagree with the rows above them: a row may be missing, or a number wrong."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from ieo_metrics.checking.read_column import UNREADABLE, FieldColumn, read_column
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.recognised_table import Recognised

_NUMBER = r"(?a)\d+(?:,\d{3})*(?:\.\d+)?"


def about_totals(file: str, recognised: Recognised, totals: Sequence[int]) -> Iterator[Problem]:
    """The cells of totals rows (`totals`: their places on the sheet) that are not what the rows above come
    to: neither those since the last totals row nor all of them, neither with the sessions that were not
    delivered nor without.

    Scores are not compared: a provider gives their average as often as their sum. A column with a cell that
    cannot be read is not either: that cell comes first. A number under a column that holds none, as often
    beside the word Total, is a count of rows.
    """
    since = recognised.header
    columns = _columns(recognised) if totals else {}
    for total in totals:
        above = recognised.rows < total
        blocks = [above & (recognised.rows > since), above]
        blocks += [block & held for held in _delivered(columns) for block in blocks]
        since = total
        if blocks := [block for block in blocks if block.any()]:
            yield from _disagreements(file, recognised, total, blocks, columns)
            yield from _not_read(file, recognised, total, blocks)


def _columns(recognised: Recognised) -> dict[int, FieldColumn]:
    """The sheet's columns that are read, by their place, in the order of the sheet."""
    table = TABLE[recognised.layout.table]
    return {
        j: read_column(recognised.sheet.columns[j], recognised.rows, table.field(slot.field))
        for j, slot in sorted(recognised.columns.items())
    }


def _delivered(columns: dict[int, FieldColumn]) -> list[np.ndarray]:
    """Which rows are delivered, once; nothing where there is no status."""
    held = [column for column in columns.values() if column.field.name == "status"]
    return [
        (c.state != UNREADABLE) & np.array([word == "delivered" for word in c.words] + [True])[c.values]
        for c in held
    ]


def _disagreements(
    file: str, recognised: Recognised, total: int, blocks: list[np.ndarray], columns: dict[int, FieldColumn]
) -> Iterator[Problem]:
    sums, unknown = _sums(blocks, columns)
    counted = False
    for j, column in columns.items():
        value = recognised.sheet.columns[j].at(total)
        number = _number(value)
        if number is None or column.field.kind == "number" or column.field.name == "score" or j in unknown:
            continue
        if j in sums:
            right, what = sums[j], "the sum of the rows above"
        elif counted or unknown:
            continue
        else:
            # Beside its word a total may count rows or people, or stand in the wrong column.
            right, what, counted = (
                [*_counts(blocks, columns), *(s for each in sums.values() for s in each)],
                "the number of rows above",
                True,
            )
        if number not in right:
            cell, name = recognised.cell(total, j), recognised.columns[j].field
            yield problem(
                "totals-disagree",
                file,
                recognised.sheet.name,
                cell,
                name,
                cell_as_shown(value),
                expected=f"{right[0]:.0f}, {what}",
            )


def _not_read(file: str, recognised: Recognised, total: int, blocks: list[np.ndarray]) -> Iterator[Problem]:
    """Totals of unrecognised columns that may count sessions or people, and that differ from the number of
    rows, which was counted instead."""
    rows = [float(block.sum()) for block in blocks]
    for j in recognised.may_count:
        number = _number(value := recognised.sheet.columns[j].at(total))
        if number is not None and number not in rows:
            cell, heading = (
                recognised.cell(total, j),
                cell_as_shown(recognised.sheet.columns[j].at(recognised.header)),
            )
            expected = f'{rows[0]:.0f}, the number of rows above, as the column "{heading}" was not read'
            yield problem(
                "totals-disagree",
                file,
                recognised.sheet.name,
                cell,
                "",
                cell_as_shown(value),
                expected=expected,
            )


def _sums(
    blocks: list[np.ndarray], columns: dict[int, FieldColumn]
) -> tuple[dict[int, list[float]], set[int]]:
    """The sums of each column of headcounts over each block of rows; and the columns of which one cell cannot
    be read."""
    headcounts = {
        j: c for j, c in columns.items() if c.field.kind == "whole number" and c.field.name != "score"
    }
    unknown = {j for j, c in headcounts.items() if (c.state == UNREADABLE).any()}
    return {
        j: [float(np.nansum(c.values[block])) for block in blocks]
        for j, c in headcounts.items()
        if j not in unknown
    }, unknown


def _counts(blocks: list[np.ndarray], columns: dict[int, FieldColumn]) -> list[float]:
    """The number of rows of each block, and the number of people in it."""
    people = [
        len(np.unique(c.values[block]))
        for c in columns.values()
        if c.field.kind == "reference"
        for block in blocks
    ]
    return [float(count) for count in (*(block.sum() for block in blocks), *people)]


def _number(value: object) -> float | None:
    """The number in a cell of a totals row, as a number or as text such as 1,234."""
    if isinstance(value, str) and re.fullmatch(_NUMBER, value.strip()):
        value = float(value.strip().replace(",", ""))
    return value if isinstance(value, float) else None
