"""Which group of a breakdown each governed row belongs to: by its own answer, else by the person's latest
period of support."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.breakdowns import Breakdown
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import NOT_KNOWN
from ieo_metrics.reading.cells.unlisted_groups import group_key


def can_be_grouped(breakdown: Breakdown, table: str) -> bool:
    """Whether a row of the table can belong to a group at all: the row gives it, or names a person whose
    support gives it."""
    return table in breakdown.tables or any(field.kind == "reference" for field in TABLE[table].fields)


def groups_of(governed: Governed, breakdown: Breakdown) -> tuple[str, ...]:
    """The groups of a breakdown: its answers, the providers' own words in the order of the alphabet, and not
    known. Spellings of one word are one group, called by the first of them."""
    own: dict[str, str] = {}
    for name in breakdown.tables:
        if (frame := governed.tables.get(name)) is not None:
            words = frame[breakdown.field].cat.categories
            codes = frame[breakdown.field].cat.codes.to_numpy()
            if len(words) > len(breakdown.words):
                used = np.unique(codes[codes >= len(breakdown.words)])
                for word in sorted(words[code] for code in used):
                    own.setdefault(group_key(word), word)
    known = [group for group in breakdown.groups if group != NOT_KNOWN]
    return (*known, *sorted(own.values(), key=group_key), NOT_KNOWN)


def _own(frame: pd.DataFrame, breakdown: Breakdown, groups: Sequence[str]) -> np.ndarray:
    words, codes = frame[breakdown.field].cat.categories, frame[breakdown.field].cat.codes.to_numpy()
    unknown = groups.index(NOT_KNOWN)
    place = {group: i for i, group in enumerate(groups)}
    place |= {group_key(group): i for group, i in place.items() if group not in breakdown.groups}
    of_word = [place.get(word, place.get(group_key(word), unknown)) for word in words]
    return np.array([*of_word, unknown], dtype=np.int16)[codes]


def groups_of_people(support: pd.DataFrame | None, breakdown: Breakdown, groups: Sequence[str]) -> pd.Series:
    """The place in the groups of each person's latest period of support, by reference."""
    if support is None:
        return pd.Series(dtype=np.int16)
    person, days = support["person_ref"].cat.codes.to_numpy(), support["started"].to_numpy()
    known = np.flatnonzero((person >= 0) & ~np.isnat(days))
    person, day = person[known], days[known].astype(np.int64)
    newest = np.full(len(support["person_ref"].cat.categories), np.iinfo(np.int64).min)
    np.maximum.at(newest, person, day)
    # Of the rows of a person's latest start, which are mostly one period in several quarters, the last.
    rows = support.take(known[day == newest[person]])[
        ["person_ref", "return_no", "source", "row", breakdown.field]
    ]
    latest = rows.sort_values(["return_no", "source", "row"]).drop_duplicates("person_ref", keep="last")
    return pd.Series(
        _own(latest, breakdown, groups),
        index=latest["person_ref"].cat.categories[latest["person_ref"].cat.codes.to_numpy()],
    )


def _of_people(frame: pd.DataFrame, people: pd.Series, unknown: int) -> np.ndarray:
    """The group of the person that each row names."""
    # Arrow's look-up of text, because pandas makes an object of each reference first.
    wanted, known = (
        pa.array(refs.array, type=pa.large_string())
        for refs in (frame["person_ref"].cat.categories, people.index)
    )
    found = pc.index_in(wanted, known).fill_null(-1).to_numpy()
    of_category = np.append(
        np.where(found >= 0, people.to_numpy()[found], unknown), unknown
    )  # its end: a row that names nobody
    return of_category[frame["person_ref"].cat.codes.to_numpy()].astype(np.int16)


def group_of_rows(governed: Governed, breakdown: Breakdown, groups: Sequence[str]) -> dict[str, np.ndarray]:
    """By table, the place in the groups of each governed row (int16). Who was in one group and is
    in another now is of the one that the latest period of support says, in every quarter; a period of support
    is of the group that it says itself."""
    unknown = groups.index(NOT_KNOWN)
    people = groups_of_people(governed.tables.get("support"), breakdown, groups)
    out: dict[str, np.ndarray] = {}
    for name, frame in governed.tables.items():
        if name in breakdown.tables:
            out[name] = _own(frame, breakdown, groups)
        elif "person_ref" in frame and len(people):
            out[name] = _of_people(frame, people, unknown)
        else:
            out[name] = np.full(len(frame), unknown, dtype=np.int16)
    return out
