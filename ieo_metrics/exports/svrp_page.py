"""What one sheet of the SVRP workbook is, before it is written: a title, some lines, one table, perhaps a chart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ieo_metrics.exports.svrp_cells import Link, Number
from ieo_metrics.framework.measures import Measure

COVER, CONTENTS, NOTES, DEFINITIONS, SOURCES, QUALITY = "Cover", "Contents", "Notes", "Definitions", "Sources", "Data quality"

Cell = str | int | float | dt.date | dt.datetime | Number | Link | None  # None: blank, in the chart data only


class Column(NamedTuple):
    """A column of a table. `width` in characters; `kind`: text or number, which stands to the right."""

    heading: str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class Plot:
    """A line chart of one measure: `column` of the sheet `data`, over its first `quarters` rows. `shown`: of SHOWN, for the axis.
    `reach`: by quarter, how far the interval reaches below and above; None for a count. `alt`: the chart in words."""

    measure: Measure
    data: str
    column: int
    quarters: int
    shown: str
    reach: Sequence[tuple[float, float]] | None
    alt: str


@dataclass(frozen=True)
class Page:
    """One sheet. `table`: the table's name, for Excel and for screen readers."""

    sheet: str
    title: str
    lines: tuple[str, ...]
    table: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    plot: Plot | None = None
