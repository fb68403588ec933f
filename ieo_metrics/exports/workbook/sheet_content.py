"""What one sheet of the SVRP workbook is, before it is written: a title, some lines, one table, perhaps a
chart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ieo_metrics.exports.office.figure_cells import Link, Number
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_lines import ChartLine

COVER, CONTENTS, NOTES, DEFINITIONS, SOURCES, QUALITY = (
    "Cover",
    "Contents",
    "Notes",
    "Definitions",
    "Sources",
    "Data quality",
)

Cell = str | int | float | dt.date | dt.datetime | Number | Link | None  # None: blank, in the chart data only


PLACE = "Place on the chart"  # the heading of where a step begins or ends


class SheetColumn(NamedTuple):
    """A column of a table. `width` in characters; `kind`: text or number, which stands to the right."""

    heading: str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class Page:
    """One sheet. `table`: the table's name, for Excel and for screen readers."""

    sheet: str
    title: str
    lines: tuple[str, ...]
    table: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Cell]]
    plot: "Plot | None" = None

    def column_of(self, heading: str) -> int:
        """The number of a column, from 0."""
        return [column.heading for column in self.columns].index(heading)

    @property
    def heading(self) -> int:
        """The row of the table's headings, counted from 0: below the title, the lines and the way back to the
        contents."""
        return 1 + len(self.lines) + (self.sheet != CONTENTS)


@dataclass(frozen=True)
class Plot:
    """A line chart of one measure: a column of the table of `data`; with an `interval`, the next two columns
    say how far it reaches below and above. `lines`: its limits and their middle, each a column of `limits`;
    `named`: by row, what is written at its value, or nothing. `shown` (of SHOWN) and `scale`: for the axis.
    `alt`: the chart in words."""

    measure: Measure
    data: Page
    limits: Page
    shown: str
    scale: tuple[float, float | None]
    interval: bool
    alt: str
    lines: Sequence[ChartLine] = ()
    named: Sequence[str] = ()


def line_heading(measure: Measure, line: ChartLine) -> str:
    """What a line of a chart is called in the chart limits: `5.1.1.a, upper limit`."""
    return f"{measure.ref}, {line.name}"
