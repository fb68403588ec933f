"""Support and social prescribing: the distinct people with a period active in the quarters counted."""

from collections.abc import Callable

from ieo_metrics.framework.configuration.settings import Settings

from .days import Quarter, quarter_of, quarters_between
from .governing import governor
from .plain import BAD, PlainReturn, Row, is_date, reference


def active_quarters(row: Row, one: PlainReturn, table: str) -> list[Quarter]:
    """The quarters in which a period was active: an open one to the last quarter that its return covers.

    Dates that make no period (one unreadable, or ended before started) put the row in the quarters of those
    that can be read.
    """
    started, ended = row["started"], row["ended"]
    if is_date(started) and ended is None:
        covered = one.covers.get(table, ())
        return quarters_between(quarter_of(started), max(covered)) if covered else []
    if is_date(started) and is_date(ended) and started <= ended:
        return quarters_between(quarter_of(started), quarter_of(ended))
    return [quarter_of(day) for day in (started, ended) if is_date(day)]


def has_usable_dates(row: Row) -> bool:
    started, ended = row["started"], row["ended"]
    return is_date(started) and ended != BAD and (ended is None or started <= ended)


def people(
    returns: list[PlainReturn],
    table: str,
    column: str,
    counts: str,
    does_not_count: tuple,
    period: list[Quarter],
    settings: Settings,
    in_area: Callable[[Row], bool],
) -> tuple[int, int]:
    """(people counted, people left out). A row whose `column` is `counts` counts, one of `does_not_count`
    does not, and any other is unusable."""
    counted, otherwise, unusable = set(), set(), set()
    for quarter in period:
        one = governor(returns, table, quarter)
        for row in one.tables.get(table, []):
            person = reference(row["person_ref"])
            if (
                person is None
                or quarter not in _event_quarters(row, one, table, settings)
                or not in_area(row)
            ):
                continue
            if not has_usable_dates(row) or row[column] not in (counts, *does_not_count):
                unusable.add(person)
            elif row[column] == counts:
                counted.add(person)
            else:
                otherwise.add(person)
    return len(counted), len(unusable - counted - otherwise)


def _event_quarters(row: Row, one: PlainReturn, table: str, settings: Settings) -> list[Quarter]:
    if settings.people_counted == "on starting" and is_date(row["started"]):
        return [quarter_of(row["started"])]
    return active_quarters(row, one, table)
