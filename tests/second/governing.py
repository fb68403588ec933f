"""Which return decides a quarter. "For each quarter and table the latest accepted return that covers it
governs."

Returns are in their order of acceptance, so "newest" is the last of the list.
"""

from collections.abc import Iterator

from .days import Quarter, quarter_of
from .plain import PlainReturn, Row, is_date


def governor(returns: list[PlainReturn], table: str, quarter: Quarter) -> PlainReturn | None:
    found = None
    for each in returns:
        if quarter in each.covers.get(table, ()):
            found = each
    return found


def is_covered(returns: list[PlainReturn], table: str, period: list[Quarter]) -> bool:
    """Whether every quarter of the period is covered: a year to date is `x` while one of its quarters is
    not."""
    return all(governor(returns, table, quarter) is not None for quarter in period)


def governing_rows(
    returns: list[PlainReturn], table: str, dated_by: str, period: list[Quarter]
) -> Iterator[Row]:
    """The rows dated in the period, each quarter's from the return that governs it. A row without a readable
    date has no quarter."""
    for quarter in period:
        chosen = governor(returns, table, quarter)
        if chosen is None:
            continue
        for row in chosen.tables.get(table, []):
            if is_date(row[dated_by]) and quarter_of(row[dated_by]) == quarter:
                yield row


def governs_any(returns: list[PlainReturn], one: PlainReturn, table: str, quarters: list[Quarter]) -> bool:
    return any(governor(returns, table, quarter) is one for quarter in quarters)


def covers_any(one: PlainReturn, table: str, quarters: list[Quarter]) -> bool:
    return any(quarter in one.covers.get(table, ()) for quarter in quarters)
