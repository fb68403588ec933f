"""The day by which a return is due, and what follows from it."""

import datetime as dt

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.terms_of_reference import held_between


def test_a_return_is_due_three_weeks_after_its_quarter():
    assert {one.due_day(quarter(2024, 1)) for one in RETURN_TYPES} == {dt.date(2024, 7, 21)}


def test_a_provider_may_have_days_of_its_own():
    assert RETURN_TYPES[0]._replace(due_days_after_quarter=5).due_day(quarter(2024, 4)) == dt.date(2025, 4, 5)


def test_a_meeting_is_held_once_every_return_is_due_and_before_the_next_quarter_ends():
    assert held_between(quarter(2024, 1)) == (dt.date(2024, 7, 22), dt.date(2024, 9, 30))
