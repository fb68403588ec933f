"""How old something is that the officer copied from where it was published: after a year it is to be looked
up again."""

import datetime as dt

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import held_between
from ieo_metrics.store.registers.register_rows import RegisterRow

STALE_AFTER = 12  # months


def meeting_day(quarter: Quarter, today: dt.date) -> dt.date:
    """The day as of which something is old at the meeting about a quarter: today, but of an earlier quarter
    the last day that its meeting could be held."""
    return min(today, held_between(quarter)[1])


def months_since(day: dt.date, today: dt.date) -> int:
    """The whole months from a day to another: 11 from 15 January to 14 December; below 0 of a day to come."""
    return 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)


def copied_on(row: RegisterRow) -> dt.date:
    """The day on which a row was copied from its address."""
    return dt.date.fromisoformat(str(row.values["copied_on"]))


def is_stale(row: RegisterRow, as_of: dt.date) -> bool:
    """Whether it was copied so long ago that it is to be looked up again."""
    return months_since(copied_on(row), as_of) >= STALE_AFTER


def copied_says(row: RegisterRow, as_of: dt.date, today: dt.date) -> str:
    """`15 January 2024`; of what is stale `15 January 2024, copied 14 months ago: look it up again`."""
    day = copied_on(row)
    said = day_in_words(day)
    if day > today:
        return f"{said}, which is still to come: correct it"
    if is_stale(row, as_of):
        return f"{said}, copied {months_since(day, as_of)} months ago: look it up again"
    return said
