"""Cambridge Crime Harm Index values of an edition, by Home Office code and title.

The starter of the 2020 edition (sentencing guidelines at 6 October 2020; values in days, some of them halves) holds 85 of
its 698 offences. Source: Cambridge Centre for Evidence-Based Policing, published workbook.
"""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from ieo_metrics.framework.words import normal


@cache
def _offences(edition: str) -> tuple[tuple[str, str, float], ...]:
    path = Path(__file__).with_name(f"crime_harm_{edition}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["ho_code"].strip(), normal(row["offence"]), float(row["cchi_days"])) for row in csv.DictReader(file))


@cache
def _by_key(edition: str) -> dict[tuple[str, str], frozenset[float]]:
    values: dict[tuple[str, str], set[float]] = defaultdict(set)
    for code, title, days in _offences(edition):
        for key in ((code, title), (code, ""), ("", title)):
            values[key].add(days)
    return {key: frozenset(days) for key, days in values.items()}


def harm_values(ho_code: str | None, offence: str | None, edition: str) -> frozenset[float]:
    """The values, in days, that fit what is given of a code and a title: none, one, or several (a code alone is often several)."""
    code, title = (ho_code or "").strip(), normal(offence or "")
    return _by_key(edition).get((code, title), frozenset()) if code or title else frozenset()


def is_title(offence: str) -> bool:
    """Whether a text is, word for word, the title of an offence in an edition that is known here."""
    return normal(offence) in _titles()


@cache
def _titles() -> frozenset[str]:
    editions = sorted(path.stem.removeprefix("crime_harm_") for path in Path(__file__).parent.glob("crime_harm_*.csv"))
    return frozenset(title for edition in editions for _, title, _ in _offences(edition))
