"""The grants of the register as values: who pays for which programme from which day until which, and the
stretches of days on which a programme has a grant in force."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.registers.choices import AGREED, APPLIED_FOR, ENDED
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.store.registers.register_rows import RegisterRow

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Grant:
    """One grant. `amount`, `match`: pounds over all of its days; `first`, `last`: days, both paid for;
    `match` is None, and `funder_kind`, `match_from` and `partners` are "", where nobody has said."""

    programme: str
    funder: str
    funder_kind: str
    amount: int
    first: dt.date
    last: dt.date
    state: str
    match: int | None
    match_from: str
    partners: str

    @property
    def is_agreed(self) -> bool:
        """Whether it pays, or paid, for its days."""
        return self.state in (AGREED, ENDED)

    @property
    def is_applied_for(self) -> bool:
        return self.state == APPLIED_FOR

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def in_words(self) -> str:
        """`RESET, Home Fund: £180,000, ends on 30 September 2025`."""
        return (
            f"{self.programme}, {self.funder}: £{self.amount:,}, "
            f"{'ends' if self.is_agreed else 'would end'} on {day_in_words(self.last)}"
        )

    def covers(self, day: dt.date) -> bool:
        """Whether the day is one of its own."""
        return self.first <= day <= self.last

    def days_within(self, first: dt.date, last: dt.date) -> int:
        """How many of its days are among those from one to another."""
        return max(0, (min(self.last, last) - max(self.first, first)).days + 1)


@dataclass(frozen=True)
class Stretch:
    """Days that follow each other, both ends among them."""

    first: dt.date
    last: dt.date


def grants_of(rows: Iterable[RegisterRow]) -> list[Grant]:
    """The rows of the register `grants`, in the order in which they begin."""
    found = [grant_of(row) for row in rows]
    return sorted(found, key=lambda grant: (grant.first, grant.last, grant.programme, grant.funder))


def grant_of(row: RegisterRow) -> Grant:
    """One row of the register `grants`."""
    values = row.values
    match = values.get("match")
    return Grant(
        str(values["programme"]),
        str(values["funder"]),
        str(values.get("kind", "")),
        int(str(values["amount"])),
        dt.date.fromisoformat(str(values["begins"])),
        dt.date.fromisoformat(str(values["ends"])),
        str(values["state"]),
        None if match is None else int(str(match)),
        str(values.get("match_from", "")),
        str(values.get("partners", "")),
    )


def all_programmes(rows: Mapping[str, Sequence[RegisterRow]]) -> list[str]:
    """Those that send returns, the others that the unit knows of, and any that a grant names. `rows`: by
    register."""
    others = [str(row.values["name"]) for row in rows["programmes"]]
    funded = [str(row.values["programme"]) for row in rows["grants"]]
    return list(dict.fromkeys((*PROGRAMMES, *others, *funded)))


def agreed_for(grants: Iterable[Grant], programme: str) -> list[Grant]:
    """The grants that pay, or paid, for a programme."""
    return [grant for grant in grants if grant.programme == programme and grant.is_agreed]


def funded_stretches(grants: Iterable[Grant]) -> list[Stretch]:
    """The days on which any of the grants is in force, as stretches in the order of time; two grants of which
    one begins on the day after the other ends are one stretch."""
    out: list[Stretch] = []
    for grant in sorted(grants, key=lambda grant: grant.first):
        if out and grant.first <= out[-1].last + DAY:
            out[-1] = Stretch(out[-1].first, max(out[-1].last, grant.last))
        else:
            out.append(Stretch(grant.first, grant.last))
    return out


def days_without(grants: Iterable[Grant], first: dt.date, last: dt.date) -> list[Stretch]:
    """The stretches from one day to another on which none of the grants is in force."""
    out, begin = [], first
    for stretch in funded_stretches(grants):
        if stretch.first > last:
            break
        if begin < stretch.first:
            out.append(Stretch(begin, stretch.first - DAY))
        begin = max(begin, stretch.last + DAY)
    return [*out, Stretch(begin, last)] if begin <= last else out
