"""A calendar file (.ics): the days on which returns are due, and the meetings about them. It names providers,
programmes and places, and nobody."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from icalendar import Calendar, Event

from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.terms_of_reference import FIRST_MEETING, held_between, planned_meeting

PRODUCT = "-//Violence Reduction Unit//Quarterly returns//EN"
_ONE_DAY = dt.timedelta(days=1)


def calendar_of(
    quarters: Sequence[Quarter],
    held: Mapping[Quarter, tuple[dt.date, str]],
    first_meeting: Quarter = FIRST_MEETING,
    *,
    made: dt.datetime,
) -> bytes:
    """The dates of some quarters. `held`: the day and place of each meeting that was recorded; one that was
    not stands over the days within which it is to be held. `made`: the moment at which the file is made, with
    its zone. The same arguments give the same bytes, and a date that is imported again takes the place of the
    former."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for quarter in quarters:
        for event in (*_due(quarter), *_meetings(quarter, held, first_meeting)):
            event.add("dtstamp", made)
            event.add("transp", "TRANSPARENT")  # it does not make anybody's day look full
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _due(quarter: Quarter) -> Iterator[Event]:
    """One event for each day on which returns of the quarter are due."""
    days = sorted({return_type.due_day(quarter) for return_type in RETURN_TYPES})
    for number, day in enumerate(days, start=1):
        titles = [row.title for row in RETURN_TYPES if row.due_day(quarter) == day]
        yield _event(
            f"due-{quarter}-{number}",
            f"Returns for {label(quarter)} are due",
            (day, day),
            [f"Returns for {label_with_months(quarter)}:", *titles],
        )


def _meetings(
    quarter: Quarter, held: Mapping[Quarter, tuple[dt.date, str]], first_meeting: Quarter
) -> Iterator[Event]:
    if quarter in held:
        day, place = held[quarter]
        yield _event(f"meeting-{quarter}", f"Meeting about {label(quarter)}", (day, day), [], place)
    elif quarter >= first_meeting:
        meeting, days = planned_meeting(quarter, first_meeting), held_between(quarter)
        yield _event(
            f"meeting-{quarter}",
            f"Meeting about {label(quarter)} to be held",
            days,
            [f"Meeting {meeting.number}, on a day within these dates. {meeting.where}."],
        )


def _event(
    key: str, title: str, days: tuple[dt.date, dt.date], about: Iterable[str], place: str = ""
) -> Event:
    """An event of whole days, from the first to the last."""
    event = Event()
    event.add("uid", f"{key}@quarterly-returns.violence-reduction-unit")
    event.add("summary", title)
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + _ONE_DAY)  # the day after the last, as the format has it
    if text := "\n".join(about):
        event.add("description", text)
    if place:
        event.add("location", place)
    return event
