"""A cell read as a date: a date cell, or text in a UK or ISO form. What can be read in another way only is
left out, and that way is proposed."""

import datetime as dt
import re
from typing import NamedTuple

from ieo_metrics.framework.dates.days import LONDON, MONTH_NAMES, day_in_words
from ieo_metrics.framework.dates.quarters import quarter_of
from ieo_metrics.framework.record_tables import Field
from ieo_metrics.reading.cells.read_result import Read, in_plain_widths
from ieo_metrics.reading.sheets import NumberFrom1904, TextFrom1904

# Earlier than any offence in a follow-up window, and the last day of validity that people type for "no end".
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
_UK = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.]+([a-z]{3,9})\.?,?[\s\-/.]+(\d{4})",
    re.I,
)
_TIME = re.compile(
    r"(?:t|\s+)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\s*"
    r"(?:(z|utc|gmt|bst)|([+-])(\d{2})(?::?(\d{2}))?)?$",
    re.I,
)
_TWO_DIGITS = (
    r"\d{1,2}\s*[/.\-]\s*(?:\d{1,2}|[a-z]{3,9})\s*[/.\-]\s*\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+'?\d{2}"
)
_US_NAMED = r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
_YEAR_FIRST = r"(\d{4})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{1,2})|(\d{4})(\d{2})(\d{2})"
_SERIAL = r"\d{5}(?:\.\d+)?"
# Excel counts days from 30 December 1899; serials of dates from EARLIEST to 2100.
_DAY_ZERO, _DAY_ZERO_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_SERIALS = (32_874, 73_416)


def _month(name: str) -> int:
    """The number of a month from its name, or its first letters; 0 for anything else."""
    word = "sep" if name.lower() == "sept" else name.lower()
    return next(
        (number for number, month in enumerate(MONTH_NAMES, start=1) if month.lower().startswith(word)), 0
    )


def _day(year: str, month: str | int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _dated(day: dt.date, remark: str = "") -> Read:
    if not EARLIEST <= day <= LATEST:
        return Read(
            code="date-out-of-range",
            words={"lowest": day_in_words(EARLIEST), "highest": day_in_words(LATEST)},
        )
    return Read(day, code=remark)


def _serial(number: float) -> Read:
    zero = _DAY_ZERO_1904 if isinstance(number, NumberFrom1904) else _DAY_ZERO
    later = (zero - _DAY_ZERO).days
    if _SERIALS[0] <= number + later <= _SERIALS[1]:
        return Read(
            code="date-serial", words={"proposal": day_in_words(zero + dt.timedelta(days=int(number)))}
        )
    if (
        number.is_integer()
        and (m := re.fullmatch(_YEAR_FIRST, str(int(number))))
        and (day := _day(m[4], m[5], m[6]))
    ):
        return Read(code="date-not-uk", words={"proposal": day_in_words(day)})
    return Read(code="date-unreadable")


def _day_in_london(day: dt.date, time: re.Match[str]) -> dt.date:
    """The day in London of a written day and its time, by the time's own zone; the day as it is written where
    no zone is."""
    zone, sign = (time[4] or "").lower(), time[5]
    if not zone and not sign:
        return day
    hour = int(time[1]) % 12 + 12 * (time[3].lower() == "pm") if time[3] else int(time[1])
    ahead = dt.timedelta(hours=int(time[6] or 0), minutes=int(time[7] or 0)) if sign else dt.timedelta()
    ahead = dt.timedelta(hours=1) if zone == "bst" else -ahead if sign == "-" else ahead
    there = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(hours=hour, minutes=int(time[2]))
    return (there - ahead).astimezone(LONDON).date()


def _date_in(text: str, month_first: bool = False) -> Read:
    """A date as text, with or without a time of day. A time in a zone of its own can put the day into another
    quarter: then which day is meant is asked."""
    time = _TIME.search(text)
    if time is None:
        return _day_in(text, month_first)
    read = _day_in(text[: time.start()].strip(), month_first)
    if not isinstance(read.value, dt.date):
        return read
    there = _day_in_london(read.value, time)
    if quarter_of(there) != quarter_of(read.value):
        return Read(
            code="date-other-zone",
            words={"written": day_in_words(read.value), "london": day_in_words(there)},
        )
    return read._replace(code="date-time-dropped")


def _day_in(text: str, month_first: bool) -> Read:
    if m := _UK.fullmatch(text):
        day, american = _day(m[3], m[2], m[1]), _day(m[3], m[1], m[2])
        if first := (american or day if month_first else day):
            return _dated(first)
        if american:
            return Read(code="date-not-uk", words={"proposal": day_in_words(american)})
        return Read(code="date-impossible")
    if m := _ISO.fullmatch(text):
        return _dated(day) if (day := _day(m[1], m[2], m[3])) else Read(code="date-impossible")
    if m := _NAMED.fullmatch(text):
        if not (month := _month(m[2])):
            return Read(code="date-unreadable")
        return _dated(day) if (day := _day(m[3], month, m[1])) else Read(code="date-impossible")
    if re.fullmatch(_TWO_DIGITS, text, re.I):
        return Read(code="date-two-digit-year")
    if (
        (m := re.fullmatch(_US_NAMED, text, re.I))
        and (month := _month(m[1]))
        and (day := _day(m[3], month, m[2]))
    ):
        return Read(code="date-not-uk", words={"proposal": day_in_words(day)})
    if m := re.fullmatch(_YEAR_FIRST, text):
        day = _day(m[1] or m[4], m[2] or m[5], m[3] or m[6])
        return (
            Read(code="date-not-uk", words={"proposal": day_in_words(day)})
            if day
            else Read(code="date-impossible")
        )
    if re.fullmatch(_SERIAL, text):
        return _serial(float(text))
    return Read(code="date-unreadable")


def read_date(value: object, field: Field, month_first: bool = False) -> Read:
    """A date cell, or text in a UK or ISO form. Two-digit years, American order and serial numbers are left
    out. `month_first`: text in numbers that can be read month first is read so, where the officer has said
    it of the column."""
    if isinstance(value, dt.datetime):
        return _dated(value.date(), "" if value.time() == dt.time() else "date-time-dropped")
    if isinstance(value, dt.date):
        return _dated(value)
    if isinstance(value, float):
        return _serial(value)
    if isinstance(value, TextFrom1904):
        return _serial(NumberFrom1904(value.strip()))
    return (
        _date_in(in_plain_widths(value), month_first)
        if isinstance(value, str)
        else Read(code="date-unreadable")
    )


class InNumbers(NamedTuple):
    """A date that is text of three numbers, the year last, in each order in which it is in the calendar.
    `form`: its sign and whether small numbers have a nought in front; only the sign where that cannot be
    told."""

    day_first: dt.date | None
    month_first: dt.date | None
    form: str


def in_numbers(text: str) -> InNumbers | None:
    """A text as a date in three numbers, its time left away; None where it is none, or in no order in the
    calendar."""
    plain = in_plain_widths(text)
    time = _TIME.search(plain)
    m = _UK.fullmatch(plain[: time.start()].strip() if time else plain)
    if m is None:
        return None
    day, american = _day(m[3], m[2], m[1]), _day(m[3], m[1], m[2])
    sign = plain[m.end(1) :].strip()[0]
    nought = "0" if m[1][0] == "0" or m[2][0] == "0" else "1" if min(len(m[1]), len(m[2])) == 1 else ""
    return InNumbers(day, american, sign + nought) if day or american else None
