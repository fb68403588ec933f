"""Days in London and in words: hand-worked, at the hours where London and UTC differ."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.days import day_in_london, day_in_words


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2024, 6, 30, 22, 59, tzinfo=dt.UTC), dt.date(2024, 6, 30)),
        (
            dt.datetime(2024, 6, 30, 23, 0, tzinfo=dt.UTC),
            dt.date(2024, 7, 1),
        ),  # summer time: the quarter has ended in London
        (dt.datetime(2024, 12, 31, 23, 59, tzinfo=dt.UTC), dt.date(2024, 12, 31)),
        ("2024-03-31T00:30:00.000000Z", dt.date(2024, 3, 31)),
        (dt.datetime(2024, 1, 1, 1, 0, tzinfo=dt.timezone(dt.timedelta(hours=2))), dt.date(2023, 12, 31)),
    ],
)
def test_the_day_is_the_one_in_london(moment: dt.datetime | str, day: dt.date) -> None:
    assert day_in_london(moment) == day


def test_days_are_in_words() -> None:
    assert [day_in_words(dt.date(2024, month, 5)) for month in (1, 5, 12)] == [
        "5 January 2024",
        "5 May 2024",
        "5 December 2024",
    ]
