"""What can be typed into a register: each kind of field reads what was given as what is kept, or says in
words why it cannot."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.dates.quarters import label

# As it is kept, in JSON: a text (also an address, or a day as 2024-04-03), a whole number (a quarter also),
# or several of the choices.
Value = str | int | list[str]
FEWEST_YEAR, MOST_YEAR = 2000, 2100
MOST_POUNDS = 1_000_000_000


@dataclass(frozen=True)
class FieldKind:
    """`read`: what is kept of what was given, never of nothing, raising ValueError with a sentence that
    follows the field's name; `in_words`: what is kept, as people read it; `is_typed`: whether it is free text,
    which is looked through before it is kept; `is_address`: which is looked through for people only;
    `is_chosen`: whether it is among the field's choices."""

    name: str
    read: Callable[[object], Value]
    in_words: Callable[[Value], str]
    is_typed: bool = False
    is_address: bool = False
    is_chosen: bool = False


def _text(given: object) -> Value:
    if not isinstance(given, str):
        raise ValueError("is not a text")
    return given.strip()


def _day(given: object) -> Value:
    try:
        day = given if isinstance(given, dt.date) else dt.date.fromisoformat(str(given))
    except ValueError:
        raise ValueError(f'is "{given}", which is not a day such as 2024-04-03') from None
    if not FEWEST_YEAR <= day.year <= MOST_YEAR:
        raise ValueError(f"is {day_in_words(day)}: the year must be from {FEWEST_YEAR} to {MOST_YEAR}")
    return day.isoformat()


def _past_day(given: object) -> Value:
    kept = _day(given)
    if dt.date.fromisoformat(str(kept)) > today():
        raise ValueError(f"is {_day_in_words(kept)}, which is still to come")
    return kept


def _day_in_words(kept: Value) -> str:
    return day_in_words(dt.date.fromisoformat(str(kept)))


def _pounds(given: object) -> Value:
    if isinstance(given, bool) or not isinstance(given, int | float) or given % 1 != 0:
        raise ValueError(f'is "{given}", which is not a whole number of pounds')
    if not 0 <= given <= MOST_POUNDS:
        raise ValueError(f"is £{int(given):,}: it must be from £0 to £{MOST_POUNDS:,}")
    return int(given)


def _quarter(given: object) -> Value:
    if isinstance(given, bool) or not isinstance(given, int) or not FEWEST_YEAR * 4 <= given <= MOST_YEAR * 4:
        raise ValueError(f'is "{given}", which is not a quarter')
    return int(given)


def _address(given: object) -> Value:
    said = str(_text(given))
    parts = urlsplit(said)
    if (
        parts.scheme not in ("https", "http")
        or "." not in (parts.hostname or "")
        or parts.username is not None
        or any(ch.isspace() or not ch.isprintable() for ch in said)
    ):
        raise ValueError(f'is "{said}", which is not the address of a page on the web (https://…)')
    return said


def _several(given: object) -> Value:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise ValueError("is not a list of choices")
    return [str(one) for one in given]


def _as_it_is(kept: Value) -> str:
    return str(kept)


TEXT = FieldKind("text", _text, _as_it_is, is_typed=True)
DAY = FieldKind("day", _day, _day_in_words)
PAST_DAY = FieldKind("day that is not to come", _past_day, _day_in_words)
POUNDS = FieldKind("pounds", _pounds, lambda kept: f"£{kept:,}")
QUARTER = FieldKind("quarter", _quarter, lambda kept: label(int(kept)) if isinstance(kept, int) else "")
ADDRESS = FieldKind("address", _address, _as_it_is, is_address=True)
ONE_OF = FieldKind("one of", _text, _as_it_is, is_chosen=True)
SEVERAL_OF = FieldKind(
    "several of", _several, lambda kept: "; ".join(kept) if isinstance(kept, list) else "", is_chosen=True
)
FIELD_KINDS = (TEXT, DAY, PAST_DAY, POUNDS, QUARTER, ADDRESS, ONE_OF, SEVERAL_OF)
