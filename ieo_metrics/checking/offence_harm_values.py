"""A list of offences: the value of each in the edition of the Crime Harm Index that is in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE


class Listed(NamedTuple):
    """An offence written the same way in several rows of a list. `code`, `offence`: None where blank;
    `given`: the value written beside it, in days; `values`: the edition's; `worth`: what it may count;
    both hold one value, or none or several; `rows`: their places in the frame."""

    code: str | None
    offence: str | None
    given: float | None
    values: frozenset[float]
    worth: frozenset[float]
    rows: np.ndarray

    @property
    def in_words(self) -> str:
        """The code and the offence as they were written."""
        return " ".join(part for part in (self.code, self.offence) if part)


def list_offences(frame: pd.DataFrame, settings: Settings) -> Iterator[Listed]:
    """The offences of a record table, each way to write them once, in the order in which they first stand."""
    codes, offences = frame["ho_code"].cat, frame["offence"].cat
    given_no, different = pd.factorize(
        frame["chi"].to_numpy(dtype=np.float64, na_value=np.nan)
    )  # -1 where there is none
    keys = pd.DataFrame(
        {"code": codes.codes.to_numpy(), "offence": offences.codes.to_numpy(), "given": given_no}
    )
    groups = keys.groupby(list(keys.columns), sort=False)
    harm = settings.crime_harm
    firsts = keys.drop_duplicates().itertuples(index=False, name=None)
    for code_no, offence_no, days_no in firsts:
        rows = groups.indices[code_no, offence_no, days_no]
        code = codes.categories[code_no] if code_no >= 0 else None
        offence = offences.categories[offence_no] if offence_no >= 0 else None
        given = float(different[days_no]) if days_no >= 0 else None
        worth = harm.worth(code, offence, given, proactive_counts=settings.proactive_offences_count)
        yield Listed(code, offence, given, harm.worth(code, offence), worth, np.asarray(rows))


@dataclass(frozen=True)
class Unsettled:
    """An offence for which the edition has no value or several, once for all the ways it is written:
    `written`, as (code, offence), the first stands for the others; `count`: in how many rows; `values`:
    what it may be worth, in days."""

    written: tuple[tuple[str, str], ...]
    count: int
    values: tuple[float, ...]


def unsettled_offences(frames: Iterable[pd.DataFrame], settings: Settings) -> list[Unsettled]:
    """The offences for the officer to settle, the most frequent first. A row without a code and an offence
    has nothing to settle: it is only listed as a problem."""
    found: dict[str, list[Listed]] = {}
    for frame in frames:
        unclear = is_unreadable(frame, TABLE["offences"], "chi")
        for listed_offence in list_offences(frame, settings):
            clear = listed_offence.rows[~unclear[listed_offence.rows]]
            if len(listed_offence.worth) != 1 and listed_offence.in_words and len(clear):
                listed_offence = listed_offence._replace(rows=clear)
                found.setdefault(
                    settings.crime_harm.key_of(listed_offence.code, listed_offence.offence), []
                ).append(listed_offence)
    out = []
    for alike in found.values():
        written = tuple(
            dict.fromkeys(
                (listed_offence.code or "", listed_offence.offence or "") for listed_offence in alike
            )
        )
        out.append(
            Unsettled(
                written,
                sum(len(listed_offence.rows) for listed_offence in alike),
                tuple(sorted(alike[0].worth)),
            )
        )
    return sorted(out, key=lambda unsettled_offence: -unsettled_offence.count)
