"""Which days a record about a quarter may name: a mistyped year would stand in the pack, where a day of long
ago is taken for a date of birth."""

import datetime as dt

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, last_day
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store

YEARS_AHEAD = 3


def day_in_reach(store: Store, day: dt.date, quarter: Quarter) -> dt.date:
    """The day, if it is not before the quarter, nor more than three years after today or the quarter's end.
    Raises StoreTrouble where it is."""
    latest = max(last_day(quarter), day_in_london(store.now()))
    why = ""
    if is_before(day, quarter):
        why = f"before {label(quarter)} began"
    elif (day.year - YEARS_AHEAD, day.month, day.day) > (latest.year, latest.month, latest.day):
        why = f"more than {YEARS_AHEAD} years ahead"
    if why:
        raise StoreTrouble(f"{day_in_words(day)} is {why}. Nothing was saved: choose another day.")
    return day


def is_before(day: dt.date, quarter: Quarter) -> bool:
    """Whether a day is of before the quarter: of what is asked of those who look back at it, none can be."""
    return day < first_day(quarter)
