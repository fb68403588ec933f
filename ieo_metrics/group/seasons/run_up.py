"""The run-up to a quarter: what is to be agreed by when, and what is late."""

import datetime as dt
from collections.abc import Collection, Sequence

from ieo_metrics.framework.dates.quarters import Quarter, label, last_day
from ieo_metrics.framework.registers.choices import AGREED, TO_AGREE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.registers.register_rows import RegisterRow


def rows_for(rows: Sequence[RegisterRow], quarters: Collection[Quarter]) -> list[RegisterRow]:
    """The rows of some quarters, by the day by which they are to be agreed."""
    chosen = [row for row in rows if row.values["quarter"] in quarters]
    return sorted(chosen, key=lambda row: (row.values["quarter"], str(row.values["by"])))


def is_late(row: RegisterRow, today: dt.date) -> bool:
    """Whether it is still to be agreed though its day has passed, and its quarter has not."""
    by, quarter = dt.date.fromisoformat(str(row.values["by"])), row.values["quarter"]
    is_over = isinstance(quarter, int) and last_day(quarter) < today
    return row.values["state"] == TO_AGREE and by < today and not is_over


def run_up_says(rows: Sequence[RegisterRow], quarter: Quarter, today: dt.date) -> str:
    """`Run-up to 2025/26 Q2: 1 of 3 things agreed, 1 late.`; of none, that nothing is entered."""
    return f"Run-up to {label(quarter)}: {how_far_agreed(rows, quarter, today)}"


def how_far_agreed(rows: Sequence[RegisterRow], quarter: Quarter, today: dt.date) -> str:
    """The same without the quarter's name, which the reader has in view."""
    of_quarter = rows_for(rows, (quarter,))
    if not of_quarter:
        return "nothing is entered yet."
    agreed = sum(row.values["state"] == AGREED for row in of_quarter)
    late = sum(is_late(row, today) for row in of_quarter)
    return f"{agreed} of {plural(len(of_quarter), 'thing')} agreed{f', {late} late' if late else ''}."
