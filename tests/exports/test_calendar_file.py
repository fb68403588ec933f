"""The calendar of due days and meetings, read again as a calendar program reads it."""

import datetime as dt

from icalendar import Calendar

from ieo_metrics.exports.calendar_file import calendar_of
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.return_types import RETURN_TYPES

Q2, Q3 = quarter(2024, 2), quarter(2024, 3)
MADE = dt.datetime(2024, 10, 1, 9, 30, tzinfo=dt.UTC)
HELD = {Q2: (dt.date(2024, 11, 12), "On Teams")}


def events(data: bytes) -> list[tuple[str, dt.date, dt.date]]:
    """(title, first day, last day) of each event: the format's end is the day after."""
    day = dt.timedelta(days=1)
    found = Calendar.from_ical(data).walk("VEVENT")
    return [(str(e["summary"]), e["dtstart"].dt, e["dtend"].dt - day) for e in found]


def test_returns_are_due_and_meetings_stand_on_their_day_or_over_the_days_they_may_have():
    assert events(calendar_of([Q2, Q3], HELD, made=MADE)) == [
        ("Returns for 2024/25 Q2 are due", dt.date(2024, 10, 21), dt.date(2024, 10, 21)),
        ("Meeting about 2024/25 Q2", dt.date(2024, 11, 12), dt.date(2024, 11, 12)),
        ("Returns for 2024/25 Q3 are due", dt.date(2025, 1, 21), dt.date(2025, 1, 21)),
        ("Meeting about 2024/25 Q3 to be held", dt.date(2025, 1, 22), dt.date(2025, 3, 31)),
    ]


def test_each_due_day_names_its_returns_and_each_event_is_itself_and_fills_nobodys_day():
    calendar = Calendar.from_ical(calendar_of([Q2, Q3], {}, made=MADE))
    due, *_ = calendar.walk("VEVENT")
    assert all(row.title in str(due["description"]) for row in RETURN_TYPES)
    names = [str(event["uid"]) for event in calendar.walk("VEVENT")]
    assert len(set(names)) == len(names) == 4
    assert {str(event["transp"]) for event in calendar.walk("VEVENT")} == {"TRANSPARENT"}
    assert {event["dtstamp"].dt for event in calendar.walk("VEVENT")} == {MADE}


def test_a_meeting_keeps_its_name_when_its_day_is_known():
    names = [
        {str(event["uid"]) for event in Calendar.from_ical(calendar_of([Q2], held, made=MADE)).walk("VEVENT")}
        for held in ({}, HELD)
    ]
    assert names[0] == names[1]


def test_no_meeting_before_the_first_and_the_same_bytes_twice():
    assert len(events(calendar_of([Q2], {}, first_meeting=Q3, made=MADE))) == 1
    assert calendar_of([Q2], HELD, made=MADE) == calendar_of([Q2], HELD, made=MADE)
