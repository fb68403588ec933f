"""Crime Harm Index scores before and after the start date, from a list of offences."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import ieo_metrics.framework
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.words.code_lists import normalised

from .days import months_later
from .plain import BAD, Row, is_date, is_given


def scores(offences: list[Row], start: date, settings: Settings) -> tuple[float, float] | None:
    """(before, after): before = [start − W, start], after = (start, start + W]. None where an offence makes
    the person incomplete."""
    opens = months_later(start, -settings.follow_up_months)
    closes = months_later(start, settings.follow_up_months)
    before, after = 0, 0
    for offence in once_each(offences):
        day = offence["offence_date"]
        if not is_date(day):
            return None
        in_before = opens <= day < start or (day == start and settings.index_offence_in_before)
        in_after = start < day <= closes
        if not in_before and not in_after:
            continue
        value = _value(offence)
        if value is None:
            return None
        if in_before:
            before += value
        else:
            after += value
    return before, after


def once_each(offences: list[Row]) -> list[Row]:
    """Exact duplicates of a person's row count once."""
    kept: list[Row] = []
    for offence in offences:
        if not any(
            all(offence[name] == other[name] for name in ("offence_date", "ho_code", "offence", "chi"))
            for other in kept
        ):
            kept.append(offence)
    return kept


def _value(offence: Row) -> float | None:
    """The value given beside the offence, else the edition's; None where there is none, or several."""
    if offence["chi"] == BAD:
        return None
    if offence["chi"] is not None:
        return offence["chi"]
    code, title = offence["ho_code"], offence["offence"]
    if not is_given(code) and not is_given(title):
        return None
    found = set()
    for known_code, known_title, days in _edition():
        if is_given(code) and str(code).strip() != known_code:
            continue
        if is_given(title) and normalised(title) != known_title:
            continue
        found.add(days)
    return found.pop() if len(found) == 1 else None


@cache
def _edition() -> list[tuple[str, str, float]]:
    path = Path(ieo_metrics.framework.__file__).parent / "crime_harm_2020.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (line["ho_code"].strip(), normalised(line["offence"]), float(line["cchi_days"]))
            for line in csv.DictReader(lines)
        ]
