"""The months and quarters of a grid, together: which of its quarters would count again what its months hold,
and which days stand for those that are its labels."""

import datetime as dt
from collections.abc import Iterable, Sequence

from ieo_metrics.framework.dates.periods_in_headings import Period, in_order, period_named
from ieo_metrics.framework.dates.quarters import Quarter, quarter_of
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView


def quarters_of_months(periods: Iterable[Period | None]) -> set[Quarter]:
    """The quarters of which a month or a day stands among some periods."""
    return {quarter_of(found.day) for found in periods if found and found.day and found.sort != "quarter"}


def is_told_again(period: Period, of_months: set[Quarter]) -> bool:
    """Whether a period is a quarter of which months stand beside it, as a sum does."""
    return period.sort == "quarter" and period.day is not None and quarter_of(period.day) in of_months


def first_days_of_labels(
    view: SheetView, rows: Sequence[int], column: int, stated: Sequence[Quarter]
) -> dict[object, dt.date]:
    """The first day of each month or quarter that is a label in words in some rows of a column. Not of a
    quarter beside its own months, nor of one whose year is not known, or not in order with the others."""
    labels = dict.fromkeys(view.at(row, column) for row in rows)
    named = {
        said: found for said in labels if isinstance(said, str) and (found := period_named(said, stated))
    }
    without_year = [found for said, found in named.items() if not _has_year(said)]
    of_months = quarters_of_months(named.values())
    return {
        said: found.day
        for said, found in named.items()
        if found.day and not is_told_again(found, of_months) and (_has_year(said) or in_order(without_year))
    }


def _has_year(said: object) -> bool:
    found = period_named(said)
    return found is not None and found.day is not None
