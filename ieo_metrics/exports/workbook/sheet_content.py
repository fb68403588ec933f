"""What one sheet of the SVRP workbook is, before it is written: a title, some lines, one table, perhaps a
chart."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from ieo_metrics.exports.office.figure_cells import Link, Number
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_lines import ChartLine

COVER, CONTENTS, NOTES, DEFINITIONS, REVISIONS, SOURCES, QUALITY = (
    "Cover",
    "Contents",
    "Notes",
    "Definitions",
    "Revisions",
    "Sources",
    "Data quality",
)

Cell = str | int | float | dt.date | dt.datetime | Number | Link | None  # None: blank, in the chart data only


PLACE = "Place on the chart"  # the heading of where a step begins or ends


# Characters across a landscape page of A4, in letters of 12 points, and of about 7, which is the least.
ACROSS_LARGE, ACROSS_A_PAGE = 110, 200
NARROWER = 1.1  # letters are, than the digits that a width is counted in


class SheetColumn(NamedTuple):
    """A column of a table. `width` in characters; `kind`: text or number, which stands to the right; `of`:
    what it tells of; neighbours of the same are printed on one page."""

    heading: str
    width: int
    kind: str = "text"
    of: str = ""


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
    def across(self) -> int:
        """How wide the table is, in characters."""
        return sum(column.width for column in self.columns)

    @cached_property
    def rows_of_text(self) -> list[str]:
        """The lines as they stand below the title: what is wider than a page goes on in the next row, if it
        can with the next sentence."""
        wide = int(min(max(self.across, ACROSS_LARGE), ACROSS_A_PAGE) * NARROWER)
        return [row for line in self.lines for row in _rows_of(line, wide)]

    @property
    def heading(self) -> int:
        """The row of the table's headings, counted from 0: below the title, the lines and the way back to the
        contents."""
        return 1 + len(self.rows_of_text) + (self.sheet != CONTENTS)

    @property
    def page_breaks(self) -> list[int]:
        """The columns with which a new printed page begins, each page with the first column beside them;
        none where all fit on one."""
        breaks, at, used = [], 1, self.columns[0].width
        for _, group in groupby(self.columns[1:], lambda column: column.of or column.heading):
            widths = [column.width for column in group]
            if used + sum(widths) > ACROSS_A_PAGE:
                breaks.append(at)
                used = self.columns[0].width
            used, at = used + sum(widths), at + len(widths)
        return breaks


def _rows_of(line: str, wide: int) -> list[str]:
    """A line in rows of so many letters at most: whole sentences, and parts of one that is longer."""
    rows = [""]
    for sentence in re.split(r"(?<=[.;]) (?=[A-Z])", line):
        if rows[-1] and len(rows[-1]) + 1 + len(sentence) > wide:
            rows.append("")
        begun, *more = wrap(f"{rows[-1]} {sentence}".strip(), wide)
        rows[-1:] = [begun, *more]
    return rows


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
