"""Headings that are nearly ours: proposals for the officer, with the reason and sample values beside them.
Never acts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ieo_metrics.framework.code_lists import RENAMED_STAR_AREAS, normalised
from ieo_metrics.framework.layouts import LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.problems import Problem
from ieo_metrics.framework.tables import TABLE
from ieo_metrics.reading.cell_addresses import column_letters
from ieo_metrics.reading.cell_as_shown import cell_as_shown
from ieo_metrics.reading.cell_values import read_cell
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.headings import DEEPEST_HEADING, Fit, HeadingRow, fits_of_row, heading_row
from ieo_metrics.recognising.mapping import Mapping

NEAR = 80  # of 100, by RapidFuzz; below it two headings have little but letters in common
NEAR_WORDS = 88  # where the cells are free text and cannot speak for themselves
READABLE = 0.6  # the share of a column's cells that must read as the field
LOOKED_AT = 200
MOST_ASKED = 400  # columns that are compared with known headings: the widest return has some 30
STANDS_TWICE = "two columns have this heading"


@dataclass(frozen=True)
class ColumnQuestion:
    """One question about one column: what it may be (`proposal`, a slot's name, or "" where nothing is near),
    why, and what else it could be."""

    sheet: str
    layout: Layout
    column: int
    cell: str
    key: str
    heading: str
    proposal: str
    reason: str
    samples: tuple[str, ...]
    choices: tuple[str, ...]


def samples_of(sheet: Sheet, column: int, header: int) -> tuple[str, ...]:
    """The first few different values of a column under its heading, as they may be shown."""
    seen = dict.fromkeys(
        int(code) for code in sheet.columns[column].codes[header + 1 : header + 1 + LOOKED_AT]
    )
    return tuple(
        cell_as_shown(value) for code in seen if (value := sheet.columns[column].values[code]) is not None
    )[:3]


def share_readable(sheet: Sheet, column: int, header: int, slot: ColumnSpec, layout: Layout) -> float:
    """The share of the column's filled cells that can be read as the slot's field; −1 where all are blank,
    which say nothing."""
    field = TABLE[layout.table].field(slot.field)
    codes = sheet.columns[column].codes[header + 1 : header + 1 + LOOKED_AT]
    counts = np.bincount(codes, minlength=len(sheet.columns[column].values))
    filled = good = 0
    for code in np.flatnonzero(counts):
        value = sheet.columns[column].values[code]
        if value is not None:
            filled += counts[code]
            good += counts[code] * (read_cell(value, field).value is not None)
    return good / filled if filled else -1.0


def _renamed(slot: ColumnSpec, text: str) -> str:
    """The star area whose name in the Home Star a heading bears, if the slot is of that area."""
    area = slot.name.split(": ")[-1]
    others = [normalised(name) for name in RENAMED_STAR_AREAS.get(area, ())]
    ends = slot.made_of[1]
    bears = any(
        text == name or any(text in (f"{name} {end}", f"{end} {name}") for end in ends) for name in others
    )
    return area if bears else ""


@cache
def _known(slot: ColumnSpec) -> tuple[list[str], list[str], frozenset[str]]:
    """The slot's headings; or, of one that is made of words and ends, the words and the ends apart, which are
    far fewer."""
    words, ends = slot.made_of
    return ([], list(words), frozenset(ends)) if ends else (slot.known(), [], frozenset())


def _without_end(text: str, ends: frozenset[str]) -> str:
    """A heading without the word for first or latest that begins or ends it; "" where there is none."""
    words = text.split()
    for n in range(1, min(len(words), 4)):
        if " ".join(words[-n:]) in ends:
            return " ".join(words[:-n])
        if " ".join(words[:n]) in ends:
            return " ".join(words[n:])
    return ""


def _closeness(slot: ColumnSpec, texts: tuple[str, ...]) -> tuple[float, str]:
    """How near a heading is to the slot's known ones (0 to 100), and the nearest."""
    from rapidfuzz import fuzz, process

    known, words, ends = _known(slot)
    looked_for = (
        [text for text in texts if len(text) > 2]
        if known
        else [area for text in texts if (area := _without_end(text, ends))]
    )
    # Letter by letter, in any order of words, or one within the other (which says a little less). Partial
    # matches of letters say too little.
    scorers = ((fuzz.ratio, 1.0), (fuzz.token_sort_ratio, 1.0), (fuzz.token_set_ratio, 0.9))
    found = [
        (m[1] * weight, m[0])
        for text in looked_for
        for scorer, weight in scorers
        if (m := process.extractOne(text, known or words, scorer=scorer))
    ]
    return max(found, default=(0.0, ""))


def _proposals(
    sheet: Sheet, headings: HeadingRow, column: int, slots: list[ColumnSpec], layout: Layout
) -> Iterator[tuple[float, ColumnSpec, str]]:
    """(closeness, slot, reason) for each slot that the column may be."""
    alone, joined = headings.alone[column], headings.joined[column]
    texts = tuple(text for text in (alone, *joined) if text)
    for slot in slots:
        renamed = next((area for text in texts if (area := _renamed(slot, text))), "")
        near, known = (100.0, "") if renamed else _closeness(slot, texts)
        if near < NEAR:
            continue
        kind = TABLE[layout.table].field(slot.field).kind
        share = share_readable(sheet, column, headings.row, slot, layout)
        speaks = share >= 0 and kind not in ("text", "reference")
        if 0 <= share < READABLE or (not speaks and near < NEAR_WORDS and not renamed):
            continue
        why = f'it is the name of "{renamed}" in the Home Star' if renamed else f'it reads like "{known}"'
        yield (
            near * abs(share),
            slot,
            f"{why}, and {share:.0%} of its cells can be read that way"
            if share >= 0
            else f"{why}, and its cells are blank",
        )


def doubts_of_fit(sheet: Sheet, fit: Fit, columns: list[int]) -> list[ColumnQuestion]:
    """Questions about the columns of a table that its layout did not place, where they are nearly a slot that
    is still free."""
    headings = heading_row(sheet, fit.header)
    have = {slot.name for slot in fit.columns.values()}
    free = [slot for slot in fit.layout.slots if slot.name not in have]
    out: list[ColumnQuestion] = []
    for column in columns[:MOST_ASKED]:
        found = sorted(
            _proposals(sheet, headings, column, free, fit.layout), key=lambda f: f[0], reverse=True
        )
        if found:
            taken = {doubt.proposal for doubt in out}
            proposal = next(
                ((slot.name, reason) for _, slot, reason in found if slot.name not in taken),
                ("", "another column is closer to it"),
            )
            out.append(doubt_about(sheet, headings, fit.layout, column, proposal, free))
    for places in fit.twice.values():
        for column in places:
            out.append(doubt_about(sheet, headings, fit.layout, column, ("", STANDS_TWICE), free))
    return out


def doubt_about(
    sheet: Sheet,
    headings: HeadingRow,
    layout: Layout,
    column: int,
    proposal: tuple[str, str],
    free: Sequence[ColumnSpec],
) -> ColumnQuestion:
    """A doubt about one column. `proposal`: the name of a slot, or "", and why; `free`: the slots that it
    could be."""
    cell = f"{column_letters(sheet.first_column + column)}{sheet.first_row + headings.row}"
    said = sheet.columns[column].at(headings.row)
    heading = (
        cell_as_shown(said)
        if said is not None
        else f"{headings.joined[column][0] if headings.joined[column] else 'blank'} (in the row above)"
    )
    samples = samples_of(sheet, column, headings.row)
    return ColumnQuestion(
        sheet.name,
        layout,
        column,
        cell,
        headings.keys[column],
        heading,
        *proposal,
        samples,
        tuple(slot.name for slot in free),
    )


def is_near(sheet: Sheet, mapping: Mapping) -> tuple[Fit, list[ColumnQuestion]] | None:
    """For a sheet with data and no known heading row: the layout that it nearly is, and what must be
    confirmed for it to be read."""
    best: tuple[float, Fit, list[ColumnQuestion]] | None = None
    for row in range(min(sheet.height, DEEPEST_HEADING)):
        headings = heading_row(sheet, row)
        texts = sum(1 for text in headings.alone if text)
        # Headings are words: a row in which dates and numbers prevail is data.
        if texts < 2 or texts < 0.6 * sum(column.at(row) is not None for column in sheet.columns):
            continue
        exact = {f.layout: f for f in fits_of_row(sheet, row, mapping=mapping)}
        for layout in LAYOUTS:
            fit = exact.get(layout, Fit(layout, row, {}, {}, headings.keys))
            open_columns = [
                c
                for c, text in enumerate(headings.alone)
                if c not in fit.columns and c not in fit.not_needed and (text or headings.joined[c])
            ]
            doubts = doubts_of_fit(sheet, fit, open_columns)
            named = {doubt.proposal for doubt in doubts} | {slot.name for slot in fit.columns.values()}
            one_of = [slot.name for slot in layout.slots if slot.needed == "one of"]
            whole = all(slot.name in named for slot in layout.slots if slot.needed == "to recognise") and (
                not one_of or any(n in named for n in one_of)
            )
            strength = fit.strength + 0.8 * len([doubt for doubt in doubts if doubt.proposal])
            if whole and (fit.strength or len(doubts) >= 3) and (best is None or strength > best[0]):
                best = strength, fit, doubts
    return best[1:] if best else None


def confirmed_choice(
    mapping: Mapping, doubts: Iterable[ColumnQuestion], problems: Iterable[Problem] = ()
) -> Mapping:
    """The mapping with every proposal taken as it stands: what the officer does who confirms them all.
    `problems`: those of answers that are nearly known are confirmed too."""
    for doubt in doubts:
        if doubt.proposal:
            mapping = mapping.with_column(doubt.layout, doubt.key, doubt.proposal)
    for p in problems:
        if p.code == "mapping-answer-proposed":
            table = next(t for t in TABLE.values() if any(f.name == p.field and f.renamed for f in t.fields))
            renamed = table.field(p.field).renamed or {}
            meaning = next(
                answer for answer, others in renamed.items() if normalised(p.found) in map(normalised, others)
            )
            mapping = mapping.with_answer(table.name, p.field, p.found, meaning)
    return mapping
