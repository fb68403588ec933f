"""The content of the report as plain values: headings, sentences, lists, tables and charts in their order.
What is said is decided in `content`; a writer of one kind of file only draws what stands here."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent
from ieo_metrics.statistics.control_charts.chart_lines import ChartLine


class Heading(NamedTuple):
    """A heading; `anchor`: by which a `Link` finds it, empty where none leads there."""

    text: str
    level: int
    anchor: str = ""


class Paragraph(NamedTuple):
    """One paragraph; `lead`: bold words at its beginning; `small`: of less weight, such as a source."""

    text: str
    lead: str = ""
    small: bool = False


class Items(NamedTuple):
    """A list, numbered or not."""

    texts: tuple[str, ...]
    numbered: bool = False


class Link(NamedTuple):
    """A cell that leads to a heading of the report."""

    text: str
    anchor: str


class Trend(NamedTuple):
    """A cell with a small picture of a measure's quarters; `words`: for those who do not see it."""

    line: OverviewLine
    words: str


Cell = str | Link | Trend


class Table(NamedTuple):
    """A table with a heading row, its first column being the heading of each row. `title`: its caption, which
    does not repeat the heading above it; `widths`: of the columns, in parts of all of them; `numbers`: the
    columns that stand to the right. No cell is empty."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    numbers: tuple[int, ...] = ()

    @property
    def gaps(self) -> tuple[int, ...]:
        """The columns with room behind them: numbers to the right, with words beginning beside them."""
        last = len(self.headings) - 1
        return tuple(place for place in self.numbers if place < last and place + 1 not in self.numbers)


class Chart(NamedTuple):
    """A measure's chart of all quarters. `words`: for those who do not see it; `lines`: limits, middle and
    target, of `chart_lines` and `target_lines`; `events`: numbered above it."""

    words: str
    line: OverviewLine
    lines: tuple[ChartLine, ...]
    events: tuple[ChartEvent, ...]


class Charts(NamedTuple):
    """One chart across the page, or two beside each other, under one caption."""

    title: str
    charts: tuple[Chart, ...]


Block = Heading | Paragraph | Items | Table | Charts


class Success(NamedTuple):
    """A success measure: its heading, under that of its strategic area where it is the first there, and its
    measures, each alone or two together: what stays together."""

    headings: tuple[Heading, ...]
    groups: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Report:
    """The whole report. `look`: of the unit whose it is; `made`: its date; `foot`: for the foot of each page;
    `first`: page one, which begins with the title's own lines; `successes`: the measures in the framework's
    order; empty in a first quarter, of which `first` is followed by a page of `figures`; `reading`: what
    stands at its end: sections about the group's other work, and how to read it."""

    title: str
    look: UnitLook
    made: dt.date
    foot: str
    first: tuple[Block, ...]
    figures: tuple[Block, ...]
    successes: tuple[Success, ...]
    reading: tuple[Block, ...]
