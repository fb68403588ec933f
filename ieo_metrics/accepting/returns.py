"""Checked files → returns, in the order in which they are accepted, each with the quarters that it covers,
table by table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.return_types import ReturnType


@dataclass(frozen=True)
class Part:
    """The part of one provider's return that is in one file. `loosened`: by field, each pseudonym that stands
    for a text in the tables → the pseudonym of its loosened spelling, as far as a store has it."""

    file: CheckedFile
    tables: dict[str, pd.DataFrame]
    loosened: dict[str, dict[str, str]] = field(default_factory=dict)

    def stated(self, table: str) -> tuple[Quarter, ...]:
        """The quarters that the table's own sheets state."""
        return tuple(
            dict.fromkeys(q for sheet in self.file.sheets if sheet.table == table for q in sheet.stated)
        )


class AcceptedReturn(NamedTuple):
    """One return: its provider's tables and the quarters it covers. `number`: its place in the order of
    acceptance."""

    number: int
    return_type: ReturnType
    parts: tuple[Part, ...]
    covers: dict[str, tuple[Quarter, ...]]
    how: str  # "given", "stated" or "assumed"

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: frame for part in self.parts for name, frame in part.tables.items()}

    @property
    def made(self) -> dt.date:
        return max(part.file.made for part in self.parts)

    @property
    def covers_all(self) -> tuple[Quarter, ...]:
        return tuple(sorted({q for quarters in self.covers.values() for q in quarters}))


def quarters_in_words(quarters: Sequence[Quarter]) -> str:
    """`2023/24 Q1 to 2023/24 Q4`, or the quarters one by one where there are gaps."""
    quarters = sorted(quarters)
    if len(quarters) > 2 and quarters[-1] - quarters[0] == len(quarters) - 1:
        return f"{label(quarters[0])} to {label(quarters[-1])}"
    return ", ".join(label(q) for q in quarters) or "no quarter"
