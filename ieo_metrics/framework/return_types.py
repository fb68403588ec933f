"""Programmes and the providers whose returns they rest on. A sixth provider is one row here, its
tables, and a file of its sheets in `layouts`."""

import datetime as dt
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter, last_day
from ieo_metrics.framework.record_tables import TABLES


class ReturnType(NamedTuple):
    """What one provider sends about one programme each quarter."""

    programme: str
    provider: str
    about: str
    due_days_after_quarter: int = 21

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(t.name for t in TABLES if (t.programme, t.provider) == (self.programme, self.provider))

    @property
    def title(self) -> str:
        return f"{self.programme} · {self.provider}"

    def due_day(self, quarter: Quarter) -> dt.date:
        """The day by which the return of a quarter is due."""
        return last_day(quarter) + dt.timedelta(days=self.due_days_after_quarter)


RETURN_TYPES: tuple[ReturnType, ...] = (
    ReturnType(
        "RESET",
        "Society of St James",
        "Support for young people aged 18 to 25 who leave custody or are at risk of it",
    ),
    ReturnType(
        "RESET",
        "Constabulary",
        "What the Constabulary knows of reoffending and harm among the young people of RESET",
    ),
    ReturnType(
        "A&E Navigators",
        "No Limits",
        "Support for young people who come to an emergency department after violence or in distress",
    ),
    ReturnType("Choices", "Artswork", "Workshops in schools about knife crime and violence"),
    ReturnType("TIPS", "Rock Pool", "Trauma informed training and reflective practice for the police"),
)
PROGRAMMES: tuple[str, ...] = tuple(dict.fromkeys(r.programme for r in RETURN_TYPES))


def return_named(programme: str, provider: str) -> ReturnType:
    """The return of a programme and a provider. Raises KeyError where the framework has none."""
    return {(one.programme, one.provider): one for one in RETURN_TYPES}[programme, provider]


def return_type_of(table: str) -> ReturnType:
    """The return that carries a record table."""
    return next(r for r in RETURN_TYPES if table in r.tables)
