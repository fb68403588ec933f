"""Lists of schools that disagree: about one school, or because one list is of another kind than the other, as
the schools that somebody hopes to visit are. A measure would turn on which of them counts."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Context, Finding, days_of
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.words.text_normalisation import one_spelling
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown

_ANSWERS = ("hotspot", "priority")


def lists_differ(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """One finding for each two lists, or one list with itself: the first school about which they disagree."""
    if len(frame) < 2:
        return
    urns, names = (
        [one_spelling(word) if isinstance(word, str) else "" for word in frame[column].astype(object)]
        for column in ("urn", "school")
    )
    lists = [np.flatnonzero(frame["source"] == source) for source in frame["source"].unique()]
    for rows in lists:
        yield from _first(_answers_differ(frame, urns, names, rows, rows))
    for rows, others in combinations(lists, 2):
        found = [*_answers_differ(frame, urns, names, rows, others)]
        between = tuple(int(frame["source"].iloc[each[0]]) for each in (rows, others))
        for finding in _first(found or _only_on_one(frame, urns, names, rows, others)):
            yield finding._replace(between=between)


def _first(found: "Iterator[Finding] | list[Finding]") -> list[Finding]:
    return [*found][:1]


def _by_name(urns: list[str], names: list[str], rows: np.ndarray) -> dict[str, list[int]]:
    """The rows of a list by the URN and by the name of their school."""
    out: dict[str, list[int]] = {}
    for at in rows.tolist():
        for word in {urns[at], names[at]} - {""}:
            out.setdefault(word, []).append(at)
    return out


def _is_one(urns: list[str], names: list[str], at: int, other: int) -> bool:
    """Whether two rows are of one school: by the URN, and by the name where one of them has no URN."""
    if urns[at] and urns[other]:
        return urns[at] == urns[other]
    return names[at] == names[other]


def _same_school(
    urns: list[str], names: list[str], rows: np.ndarray, others: np.ndarray
) -> Iterator[tuple[int, int]]:
    """Each two rows of one school, the first of `rows` and the second of `others`, which may be the same
    list."""
    known = _by_name(urns, names, rows)
    for other in others.tolist():
        near = dict.fromkeys(at for word in (urns[other], names[other]) for at in known.get(word, ()))
        yield from ((at, other) for at in near if at < other and _is_one(urns, names, at, other))


def _answers_differ(
    frame: pd.DataFrame, urns: list[str], names: list[str], rows: np.ndarray, others: np.ndarray
) -> Iterator[Finding]:
    """A school with a yes and a no that are in force on one day."""
    starts, ends = days_of(frame, "valid_from"), days_of(frame, "valid_to")
    for at, other in _same_school(urns, names, rows, others):
        if starts[at] > ends[other] or starts[other] > ends[at]:
            continue
        for name in _ANSWERS:
            said = [frame[name].iloc[one] for one in (at, other)]
            if not pd.isna(said).any() and said[0] != said[1]:
                words = [("no", "yes")[int(one)] for one in said]
                school = cell_as_shown(frame["school"].iloc[other] if names[other] else urns[other])
                found = f"{school}: {words[1]}, and {words[0]} in row {frame['row'].iloc[at]}"
                yield Finding("mapping-lists-differ", other, name, found, {})


def _only_on_one(
    frame: pd.DataFrame, urns: list[str], names: list[str], rows: np.ndarray, others: np.ndarray
) -> Iterator[Finding]:
    """A school that is only on one of two lists with different columns, both of which say the same thing of
    their schools. Two with the same columns are parts of one list."""
    held = [
        {name for name in ("urn", "school", *_ANSWERS) if frame[name].iloc[each].notna().any()}
        for each in (rows, others)
    ]
    if held[0] == held[1] or not held[0] & held[1] & set(_ANSWERS):
        return
    on_both = {one for pair in _same_school(urns, names, rows, others) for one in pair}
    for at in (*others.tolist(), *rows.tolist()):
        if at not in on_both:
            school = cell_as_shown(frame["school"].iloc[at] if names[at] else urns[at])
            yield Finding("mapping-lists-differ", at, "school", f"{school} is only on this list", {})
