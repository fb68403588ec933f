"""Offences by area and period as they are published, and the one series by quarter that is chosen of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ieo_metrics.framework.dates.days import MONTH_NAMES
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, stretch_in_words
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.published.offences.periods import Period

_MONTHS_IN_A_QUARTER = 3
_MOST_NAMED = 4


class Whose(NamedTuple):
    """Of what a series tells. Each may be "" where the table does not say it."""

    area: str
    offence: str


@dataclass
class Recorded:
    """What is recorded of one period. `number`: the sum of its rows, None where a mark stands in one of
    them; `rows`: of how many it is the sum; `mark`: why there is no number."""

    number: int | None = 0
    rows: int = 0
    mark: str = ""

    def add(self, number: int | None, mark: str) -> None:
        """One row more."""
        self.rows += 1
        self.mark = self.mark or mark
        self.number = None if number is None or self.number is None else self.number + number


@dataclass(frozen=True)
class OffenceSeries:
    """Offences of one area and kind by quarter. `title`: the edition as found in the file; `left_out`: what
    of the file is not in it, a sentence each."""

    title: str
    area: str
    offence: str
    counts: Mapping[Quarter, int]
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`Violence with injury, Hampshire`."""
        return ", ".join(part for part in (self.offence, self.area) if part) or self.title

    @property
    def gaps(self) -> tuple[Quarter, ...]:
        """Quarters between the first and the last of which there is no number."""
        if not self.counts:
            return ()
        return tuple(q for q in range(min(self.counts), max(self.counts) + 1) if q not in self.counts)

    @property
    def edition(self) -> str:
        """As figures that rest on it are stamped: title and quarters."""
        if not self.counts:
            return self.title
        return f"{self.title}, {stretch_in_words(min(self.counts), max(self.counts))}"

    def as_data(self) -> dict[str, Any]:
        """As plain data, which `of_data` reads."""
        counts = [[label(quarter), quarter, number] for quarter, number in self.counts.items()]
        return {
            "title": self.title,
            "area": self.area,
            "offence": self.offence,
            "counts": counts,
            "left_out": list(self.left_out),
        }

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "OffenceSeries":
        """From what `as_data` gave."""
        counts = {quarter: number for _, quarter, number in data["counts"]}
        return cls(data["title"], data["area"], data["offence"], counts, tuple(data["left_out"]))


@dataclass(frozen=True)
class OffenceTable:
    """A published table of offences, of which one area and one offence are chosen. `recorded`: by area and
    offence, and then by period; where offences stand in groups, each group is offered too; `said`: of each
    what its numbers are the sum of, where they are one."""

    title: str
    recorded: Mapping[Whose, Mapping[Period, Recorded]]
    left_out: tuple[str, ...] = field(default=())
    said: Mapping[Whose, tuple[str, ...]] = field(default_factory=dict)

    @property
    def areas(self) -> tuple[str, ...]:
        """In the file's order."""
        return tuple(dict.fromkeys(whose.area for whose in self.recorded))

    def offences(self, area: str) -> tuple[str, ...]:
        """Those of an area, in the file's order."""
        return tuple(whose.offence for whose in self.recorded if whose.area == area)

    def chosen(self, area: str, offence: str) -> OffenceSeries:
        """The series of an area and an offence by quarter: months are added up only where all three are
        there. Raises KeyError where the table has no such series."""
        by_period = self.recorded[Whose(area, offence)]
        counts: dict[Quarter, int] = {}
        said = [*self.said.get(Whose(area, offence), ()), *_marked(by_period)]
        said += _rows_that_come_and_go(by_period)
        for quarter in sorted({period.quarter for period in by_period}):
            whole = by_period.get(Period(quarter))
            months = {
                period.month: recorded
                for period, recorded in by_period.items()
                if period.month and period.quarter == quarter
            }
            number, why = _number_of_quarter(quarter, whole, months)
            if number is not None:
                counts[quarter] = number
            if why:
                said.append(why)
        return OffenceSeries(self.title, area, offence, counts, (*self.left_out, *said))


def _number_of_quarter(
    quarter: Quarter, whole: Recorded | None, months: Mapping[int, Recorded]
) -> tuple[int | None, str]:
    """The number of a quarter, and what is to be said of it."""
    added = [recorded.number for recorded in months.values() if recorded.number is not None]
    complete = len(added) == _MONTHS_IN_A_QUARTER
    if whole is not None and whole.number is not None:
        if complete and sum(added) != whole.number:
            return None, (
                f"{label(quarter)} is left out: its months add up to {sum(added):,}, and the quarter "
                f"is given as {whole.number:,}."
            )
        return whole.number, ""
    if complete:
        return sum(added), ""
    if not months:
        return None, f"{label(quarter)} is left out: the file gives no number for it."
    first = first_day(quarter).month
    lacking = [
        MONTH_NAMES[month - 1]
        for month in range(first, first + _MONTHS_IN_A_QUARTER)
        if month not in months or months[month].number is None
    ]
    return None, f"{label(quarter)} is left out: there is no number for {list_in_words(lacking)}."


def _marked(by_period: Mapping[Period, Recorded]) -> list[str]:
    """Why there is no number for some periods."""
    by_mark: dict[str, list[str]] = {}
    for period, recorded in by_period.items():
        if recorded.mark:
            by_mark.setdefault(recorded.mark, []).append(period.in_words)
    return [
        f"No number is given for {list_in_words(_shortened(periods))}: {mark}."
        for mark, periods in by_mark.items()
    ]


def _rows_that_come_and_go(by_period: Mapping[Period, Recorded]) -> list[str]:
    """Offences that a sum has in some periods only: a new offence, or a row that is missing."""
    most = max((recorded.rows for recorded in by_period.values()), default=0)
    fewer = [period.in_words for period, recorded in by_period.items() if recorded.rows < most]
    if not fewer:
        return []
    return [
        f"It is the sum of {plural(most, 'row')} in most periods, and of fewer in "
        f"{list_in_words(_shortened(fewer))}: offences that the file does not list there are not in the sum."
    ]


def _shortened(words: list[str]) -> list[str]:
    return words if len(words) <= _MOST_NAMED else [*words[:_MOST_NAMED], f"{len(words) - _MOST_NAMED} more"]
