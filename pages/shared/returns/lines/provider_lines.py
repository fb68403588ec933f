"""The lines of the providers of whom no file waits: what was accepted of the quarter, or when it is due."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.framework.return_types import ReturnType
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.returns.board import (
    MISSING,
    NOT_DUE,
    NOT_EXPECTED,
    QUERIED,
    RECEIVED,
    BoardCell,
    Receipt,
)
from ieo_metrics.store.returns.stored_returns import Stored
from pages.shared.returns.lines.line import DONE, LATE, NOTHING, QUIET, Line
from pages.shared.returns.panel.accepted_panel import draw_accepted_panel

_LOOKS = {MISSING: LATE, NOT_DUE: QUIET, NOT_EXPECTED: QUIET, RECEIVED: LATE, QUERIED: LATE}


def provider_line(cell: BoardCell, standing: StoreSnapshot, arrived: Sequence[Receipt]) -> Line:
    """The line of a provider's quarter. `arrived`: what was received and is not accepted."""
    stored = stored_return_of(standing, cell.return_type, cell.quarter)
    receipt = next((one for one in reversed(arrived) if _is_receipt_of(one, cell)), None)
    line = Line(
        key=re.sub(r"\W+", "_", cell.return_type.title),
        title=cell.return_type.title,
        state=_state(cell),
        look=_LOOKS.get(cell.state, DONE),
        file=receipt.name if receipt else NOTHING,
    )
    if stored is None:
        return line
    return replace(
        line,
        file=", ".join(stored.files),
        rows=plural(sum(sheet["rows"] for part in stored.about["parts"] for sheet in part["sheets"]), "row"),
        to_do=_left_in_words(stored),
        draw=partial(draw_accepted_panel, stored),
    )


def _left_in_words(stored: Stored) -> str:
    """`2 left to fix · 6 asked to confirm`, of a return when it was accepted; which of those were answered
    is not kept."""
    said = ((left_over(stored, MUST_FIX), "left to fix"), (left_over(stored, CONFIRM), "asked to confirm"))
    return " · ".join(f"{many:,} {what}" for many, what in said if many) or "nothing to fix"


def stored_return_of(standing: StoreSnapshot, return_type: ReturnType, quarter: Quarter) -> Stored | None:
    """The latest accepted return of a provider that covers a quarter."""
    return next(
        (
            stored
            for stored in reversed(standing.returns)
            if stored.title == return_type.title and quarter in stored.versions
        ),
        None,
    )


def left_over(stored: Stored, wanted: str) -> int:
    """How many problems of a severity there were when a return was accepted."""
    return sum(
        n for part in stored.about["parts"] for severity, _, n in part["problems"] if severity == wanted
    )


def _is_receipt_of(receipt: Receipt, cell: BoardCell) -> bool:
    return (receipt.programme, receipt.provider) == (
        cell.return_type.programme,
        cell.return_type.provider,
    ) and cell.quarter in receipt.quarters


def _state(cell: BoardCell) -> str:
    """`accepted, version 2, 3 days late`; `due 21 October 2024, 12 days late`."""
    late = [plural(cell.late, "day") + " late"] if cell.late else []
    if cell.state in (MISSING, NOT_DUE):
        return ", ".join([f"due {day_in_words(cell.due)}", *late])
    if cell.state == NOT_EXPECTED:
        return "no file"
    if cell.state in (RECEIVED, QUERIED):
        return f"{cell.state}, not accepted: drop it again"
    nil = ["nil return"] if cell.nil else [f"nil: {name.replace('_', ' ')}" for name in cell.nil_in]
    return ", ".join([cell.state, *[f"version {cell.version}"] * (cell.version > 1), *nil, *late])
