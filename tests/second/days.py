"""Dates and financial quarters, done by hand. A quarter is (the year in which its financial year starts, 1 to
4)."""

from calendar import monthrange
from datetime import date

Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    if day.month <= 3:
        return day.year - 1, 4
    return day.year, (day.month - 1) // 3


def quarter_after(quarter: Quarter) -> Quarter:
    year, number = quarter
    return (year + 1, 1) if number == 4 else (year, number + 1)


def quarters_between(first: Quarter, last: Quarter) -> list[Quarter]:
    """Every quarter from the first to the last; none when the last is earlier."""
    out = []
    while first <= last:
        out.append(first)
        first = quarter_after(first)
    return out


def year_so_far(quarter: Quarter) -> list[Quarter]:
    return quarters_between((quarter[0], 1), quarter)


def label(quarter: Quarter) -> str:
    year, number = quarter
    return f"{year}/{(year + 1) % 100:02d} Q{number}"


def months_later(day: date, months: int) -> date:
    """The same day of a later (or, below zero, earlier) month, or that month's last day: 29 February + 12
    months is 28 February."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(day.day, monthrange(year, month)[1]))
