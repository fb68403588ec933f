"""Days: which one it is in London, and how it is written."""

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_in_london(moment: dt.datetime | str) -> dt.date:
    """The day that a time, or a stored one, falls on in London: half past eleven at night in UTC is the next
    day in summer."""
    moment = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment.astimezone(LONDON).date()


def day_in_words(day: dt.date) -> str:
    """`3 April 2024`, in English whatever the machine's language."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def in_clock_words(at: str) -> str:
    """`14:05 on 3 April 2024`, as clocks in London say it, of a time as it is stored."""
    moment = dt.datetime.fromisoformat(at).astimezone(LONDON)
    return f"{moment:%H:%M} on {day_in_words(moment)}"


def in_clock_digits(at: str) -> str:
    """`2024-04-03 14:05`, as clocks in London say it; a stored text that was changed and is no time stays as
    it is."""
    try:
        return f"{dt.datetime.fromisoformat(at).astimezone(LONDON):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):  # the latter of a day before the first that there is
        return at


def today() -> dt.date:
    """The day in London."""
    return day_in_london(dt.datetime.now(dt.UTC))
