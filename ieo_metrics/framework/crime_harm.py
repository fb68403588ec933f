"""The Cambridge Crime Harm Index: an edition's offences with their values in days, and which of them an
offence of a list is.

The starter of the 2020 edition (sentencing guidelines at 6 October 2020; values in days, some of them halves)
holds 85 of its 698 offences. Source: Cambridge Centre for Evidence-Based Policing, published workbook.
"""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ieo_metrics.framework.record_tables import TEXT_STAND_IN
from ieo_metrics.framework.words.code_lists import normalised

Fits = frozenset[tuple[float, bool]]  # (days, whether it is proactively detected)


class Offence(NamedTuple):
    """One row of an edition. `code`: Home Office code, "" where it cannot be read; `proactive`: found by
    police activity."""

    code: str
    title: str
    days: float
    proactive: bool = False

    @property
    def in_words(self) -> str:
        """`004/04 Causing death by dangerous driving (1095 days)`."""
        return f"{self.code} {self.title} ({self.days:g} day{'' if self.days == 1 else 's'})".strip()


def _sha256(thing: object) -> str:
    return hashlib.sha256(
        json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
            errors="surrogatepass"
        )
    ).hexdigest()


@dataclass(frozen=True)
class Edition:
    """One published edition. `sentencing`: the day of its sentencing guidelines, in words, "" where it is not
    known; `sha256`: of all of it, however it was written down, so that two officers can tell whether they
    count by the same values."""

    name: str
    sentencing: str
    offences: tuple[Offence, ...] = field(compare=False, repr=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        alike = tuple(
            Offence(offence.code, offence.title, float(offence.days), bool(offence.proactive))
            for offence in self.offences
        )  # 19 is 19.0
        object.__setattr__(self, "offences", alike)
        object.__setattr__(self, "sha256", _sha256([self.name, self.sentencing, alike]))

    @property
    def marks_proactive(self) -> bool:
        """Whether it says of any offence that it is proactively detected."""
        return any(offence.proactive for offence in self.offences)

    def as_data(self) -> dict[str, Any]:
        """It as JSON can hold it; `of_data` makes it again."""
        return {
            "name": self.name,
            "sentencing": self.sentencing,
            "offences": [list(offence) for offence in self.offences],
        }

    @staticmethod
    def of_data(data: Mapping[str, Any]) -> "Edition":
        """The edition that `as_data` wrote. Raises KeyError, TypeError or ValueError where it is something
        else."""
        return Edition(
            str(data["name"]),
            str(data["sentencing"]),
            tuple(Offence(str(c), str(t), float(d), bool(p)) for c, t, d, p in data["offences"]),
        )


@cache
def starter_edition() -> Edition:
    """The edition that comes with the dashboard: a part of 2020's."""
    with Path(__file__).with_name("crime_harm_2020.csv").open(encoding="utf-8", newline="") as file:
        offences = tuple(
            Offence(row["ho_code"].strip(), row["offence"].strip(), float(row["cchi_days"]))
            for row in csv.DictReader(file)
        )
    return Edition("2020", "6 October 2020", offences)


@cache
def _titles() -> frozenset[str]:
    return frozenset(normalised(offence.title) for offence in starter_edition().offences)


def is_title(offence: str) -> bool:
    """Whether a text is, but for capitals and punctuation, an offence's title in the edition that comes with
    the dashboard."""
    return normalised(offence) in _titles()


Settled = Mapping[str, tuple[str, str] | None]


def _itself(words: str) -> str:
    return words


@dataclass(frozen=True)
class CrimeHarm:
    """An edition with what the officer has settled: by which values the harm is counted. Equal where name and
    hashes are.

    `edition`: None where only its name and hash are known, as of what was issued; it then measures nothing.
    `settled`: by `key_of` an offence as it was written, the (code, title) that it is, or None where it is
    left out. `stands_for`: what stands for a text in the store and in `settled`; there no text is kept as it
    was written, because it may say who somebody is."""

    name: str
    sha256: str
    settled_sha256: str = ""
    edition: Edition | None = field(default=None, compare=False, repr=False)
    settled: Settled = field(default_factory=dict, compare=False, repr=False)
    stands_for: Callable[[str], str] = field(default=_itself, compare=False, repr=False)

    @cached_property
    def _fits(self) -> dict[tuple[str, str], Fits]:
        if self.edition is None:
            raise ValueError(
                f"The offences of the edition {self.name} ({self.sha256[:12]}) are not available: upload "
                "its workbook again."
            )
        values: dict[tuple[str, str], set[tuple[float, bool]]] = defaultdict(set)
        for offence in self.edition.offences:
            title = normalised(offence.title)
            for key in {(offence.code, title), (offence.code, ""), ("", title)} - {("", "")}:
                values[key].add((offence.days, offence.proactive))
        return {key: frozenset(fits) for key, fits in values.items()}

    @cached_property
    def _meant(self) -> dict[str, str]:
        """By what stands for it in the store, each code and title of the edition: also of rows that were
        accepted before it came."""
        meant = {self.stands_for(""): ""}
        for offence in self.edition.offences if self.edition else ():
            title = normalised(offence.title)
            # Older dashboards replaced the words as they were written, without `normal`.
            meant |= {
                self.stands_for(offence.code): offence.code,
                self.stands_for(offence.title): title,
                self.stands_for(title): title,
            }
        return meant

    def _in_clear(self, words: str) -> str:
        return self._meant.get(words, words) if TEXT_STAND_IN.fullmatch(words) else words

    def _stand_in(self, words: str) -> str:
        return words if not words or TEXT_STAND_IN.fullmatch(words) else self.stands_for(words)

    def key_of(self, code: str | None, offence: str | None) -> str:
        """By what a settlement is known: the same for a text and for what stands for it in the store, and for
        every way to write it with other capitals, spaces or punctuation."""
        given = self._in_clear((code or "").strip()), self._in_clear(normalised(offence or ""))
        return " ".join(map(self._stand_in, given))

    def keys_of(self, code: str | None, offence: str | None) -> tuple[str, ...]:
        """`key_of`, and that of rows which older dashboards stored: there the words as they were written were
        replaced."""
        as_written = f"{self._stand_in((code or '').strip())} {self.stands_for(offence) if offence else ''}"
        return tuple(dict.fromkeys((self.key_of(code, offence), as_written)))

    def fitting(self, code: str | None, offence: str | None) -> Fits:
        """What of the edition fits a code and a title as far as they are given: nothing, one, or several with
        different values (a code alone is often several). Where it is not one, what the officer has settled
        counts; an offence left out is worth 0 days."""
        given = self._in_clear((code or "").strip()), self._in_clear(normalised(offence or ""))
        if not any(given):
            return frozenset()
        found = self._fits.get(given, frozenset())
        if len(found) == 1 or not self.settled or (key := self.key_of(code, offence)) not in self.settled:
            return found
        settled = self.settled[key]
        # A title that another edition does not have is asked about again.
        return (
            frozenset({(0.0, False)})
            if settled is None
            else self._fits.get((settled[0], normalised(settled[1])), found)
        )

    def worth(
        self,
        code: str | None,
        offence: str | None,
        given: float | None = None,
        *,
        proactive_counts: bool = True,
    ) -> frozenset[float]:
        """The harm in days that an offence may have: one value, or none or several where it is not known.
        `given`: the value written beside it, which goes before the edition's; `proactive_counts`: whether
        offences found by police activity count at all."""
        fits = self.fitting(code, offence)
        if given is not None:
            fits = frozenset((given, proactive) for _, proactive in fits) or frozenset({(given, False)})
        return frozenset(0.0 if proactive and not proactive_counts else days for days, proactive in fits)


def crime_harm(
    edition: Edition, settled: Settled | None = None, stands_for: Callable[[str], str] = _itself
) -> CrimeHarm:
    """An edition in force, with what is settled."""
    settled = dict(settled or {})
    return CrimeHarm(
        edition.name, edition.sha256, _sha256(settled) if settled else "", edition, settled, stands_for
    )


@cache
def starter_harm() -> CrimeHarm:
    """What is in force where no workbook was uploaded: the starter, and nothing settled."""
    return crime_harm(starter_edition())
