"""Headings that are nearly ours: proposals for the officer, with the reason and sample values beside them.
Never acts."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as Mapping_
from itertools import islice
from typing import NamedTuple

from ieo_metrics.framework.layouts import LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.words_that_change_a_heading import (
    is_answer,
    of_another_subject,
    turning_words,
)
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.closeness import NEAR, NOTHING, Closeness, Near
from ieo_metrics.recognising.columns.paired_readings import Pairs, one_reading_only
from ieo_metrics.recognising.columns.readable import LOOKED_AT, READABLE, Readable
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.match_headings_to_layouts import (
    DEEPEST_HEADING,
    Fit,
    HeadingRow,
    fits_of_row,
    heading_row,
    slots_headed,
)

NEAR_WORDS = 88  # where the cells are free text and cannot speak for themselves
MOST_ASKED = 400  # columns that are compared with known headings: the widest return has some 30
MOST_TEXTS = 3000  # that are compared with known headings in one sheet; headings stand near its top
FOLLOW_UP_WINDOW = "12 months"  # in the headings of what is followed up, unless the setting says otherwise
STANDS_TWICE = "two columns have this heading"


class ColumnQuestion(NamedTuple):
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
    only_for: tuple[str, ...] = ()  # the slots because of which it is asked at all


def samples_of(sheet: Sheet, column: int, header: int) -> tuple[str, ...]:
    """The first few different values of a column under its heading, as they may be shown."""
    seen = dict.fromkeys(sheet.columns[column].codes[header + 1 : header + 1 + LOOKED_AT].tolist())
    values = (sheet.columns[column].values[code] for code in seen)
    return tuple(islice((cell_as_shown(value) for value in values if value is not None), 3))


def own_stretch(layout: Layout) -> str:
    """The stretch of time that a table's numbers are of, as its headings may say it; "" for none."""
    return FOLLOW_UP_WINDOW if any(each.name == "window_end" for each in TABLE[layout.table].fields) else ""


def turned_by(heading: str, known: str, slot: ColumnSpec, layout: Layout) -> str:
    """Why a heading that is near to a known one of a slot may say something else; "" where it does not."""
    field = TABLE[layout.table].field(slot.field)
    counts = field.kind in ("whole number", "number", "reference")
    words = turning_words(heading, known, counts=counts, own_stretch=own_stretch(layout))
    if words := words or of_another_subject(heading, known):
        return f'with "{words[0]}" it may say something else than "{known}"'
    if field.words is not None and not field.yes_no and is_answer(heading, field.words.values()):
        return f'it is one of the answers under "{slot.title}", and not their heading'
    return ""


def _proposals(
    headings: HeadingRow,
    column: int,
    slots: list[ColumnSpec],
    layout: Layout,
    closeness: Closeness,
    readable: Readable,
) -> Iterator[tuple[float, ColumnSpec | None, str]]:
    """(closeness, slot, reason) for each slot that the column may be; None in place of a slot of which its
    heading may say something else."""
    near_to = closeness.of(headings.texts(column))
    for slot in slots:
        near, known, renamed = near_to.get(id(slot), NOTHING)
        if near < NEAR:
            continue
        kind = TABLE[layout.table].field(slot.field).kind
        share = readable.share(column, headings.row, slot, layout)
        speaks = share >= 0 and kind not in ("text", "reference")
        if 0 <= share < READABLE or (not speaks and near < NEAR_WORDS and not renamed):
            continue
        if turned := turned_by(headings.alone[column] or headings.joined[column][0], known, slot, layout):
            yield near * abs(share), None, turned
            continue
        why = f'it is the name of "{known}" in the Home Star' if renamed else f'it reads like "{known}"'
        yield (
            near * abs(share),
            slot,
            f"{why}, and {share:.0%} of its cells can be read that way"
            if share >= 0
            else f"{why}, and its cells are blank",
        )


def proposed_columns(
    headings: HeadingRow, fit: Fit, columns: Iterable[int], closeness: Closeness, readable: Readable
) -> dict[int, tuple[str, str]]:
    """For each of the columns that is near to a free slot, the slot that is proposed ("" where another column
    is closer to it, or words do not tell) and why. The two readings of a row are proposed as a pair or not at
    all."""
    columns = list(columns)[:MOST_ASKED]
    have = {slot.name for slot in fit.columns.values()}
    free = [slot for slot in fit.layout.slots if slot.name not in have and not slot.reading]
    out: dict[int, tuple[str, str]] = {}
    for column in columns:
        stop_if_late()
        found = sorted(
            _proposals(headings, column, free, fit.layout, closeness, readable),
            key=lambda f: f[0],
            reverse=True,
        )
        if found and found[0][1] is None:
            out[column] = ("", found[0][2])
        elif found:
            taken = {slot for slot, _ in out.values()}
            out[column] = next(
                ((slot.name, reason) for _, slot, reason in found if slot and slot.name not in taken),
                ("", "another column is closer to it"),
            )
    pairs = Pairs(headings, fit, [c for c in columns if c not in out], closeness, readable)
    return one_reading_only(headings, fit, out, closeness, readable) | pairs.proposed()


def _doubts(
    sheet: Sheet, headings: HeadingRow, fit: Fit, proposed: dict[int, tuple[str, str]]
) -> list[ColumnQuestion]:
    """The questions about the columns that are near to a slot, and about those that have one meaning."""
    have = {slot.name for slot in fit.columns.values()}
    free = [slot for slot in fit.layout.slots if slot.name not in have]
    twice = {column: ("", STANDS_TWICE) for places in fit.twice.values() for column in places}
    return [
        doubt_about(sheet, headings, fit.layout, column, proposal, free)
        for column, proposal in (*proposed.items(), *twice.items())
    ]


def doubts_of_fit(sheet: Sheet, fit: Fit, columns: list[int]) -> list[ColumnQuestion]:
    """Questions about the columns of a table that its layout did not place, where they are nearly a slot that
    is still free."""
    headings, closeness = fit.headings, Closeness()
    closeness.look_at(text for column in columns for text in headings.texts(column))
    return _doubts(sheet, headings, fit, proposed_columns(headings, fit, columns, closeness, Readable(sheet)))


def doubt_about(
    sheet: Sheet,
    headings: HeadingRow,
    layout: Layout,
    column: int,
    proposal: tuple[str, str],
    free: Sequence[ColumnSpec],
    only_for: Sequence[ColumnSpec] = (),
) -> ColumnQuestion:
    """A doubt about one column. `proposal`: the name of a slot, or "", and why; `free`: the slots that it
    could be; `only_for`: those because of which it is asked at all."""
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
        tuple(slot.name for slot in only_for),
    )


def _may_be_heading(sheet: Sheet, row: int) -> bool:
    """Headings are words, two at least: a row in which dates and numbers prevail is data, and so is one whose
    date stands above other dates."""
    filled = [column for column in sheet.columns if column.at(row) is not None]
    texts = sum(isinstance(column.at(row), str) for column in filled)
    if texts < 2 or texts < 0.6 * len(filled):
        return False
    below = range(row + 1, min(row + 4, sheet.height))
    return not any(
        isinstance(column.at(row), dt.date)
        and below
        and all(isinstance(column.at(other), dt.date) for other in below)
        for column in filled
    )


def _may_be_above(sheet: Sheet, row: int) -> bool:
    """Whether a row may be the upper row of a heading of two: words only, merged over several columns or the
    same again over each."""
    values = [column.at(row) for column in sheet.columns]
    return not any(isinstance(value, (float, dt.date)) for value in values) and (
        None in values or len(set(values)) < len(values)
    )


def _rows_of_headings(sheet: Sheet) -> Iterator[HeadingRow]:
    """The rows near the top of a sheet that may be headings."""
    texts = 0
    for row in range(min(sheet.height, DEEPEST_HEADING)):
        stop_if_late()
        if texts <= MOST_TEXTS and _may_be_heading(sheet, row):
            headings = heading_row(sheet, row, above=bool(row) and _may_be_above(sheet, row - 1))
            texts += sum(len(headings.texts(column)) for column in range(len(headings.alone)))
            yield headings


def _looked_at(headings: HeadingRow) -> range:
    """The columns that are compared with known headings."""
    return range(min(len(headings.alone), MOST_ASKED))


def _is_whole(layout: Layout, named: set[str]) -> bool:
    """Whether the slots of these names are enough for a sheet to be of a layout."""
    one_of = [slot.name for slot in layout.slots if slot.needed == "one of"]
    return all(slot.name in named for slot in layout.slots if slot.needed == "to recognise") and (
        not one_of or any(name in named for name in one_of)
    )


def _names_another(layout: Layout, texts: list[list[str]], near: Mapping_[int, Near]) -> bool:
    """Whether a heading is another programme's word for word, and not even near to one of this layout: a
    sheet with a column "Pain score" is not the Constabulary's follow-up."""
    own = {id(slot) for slot in layout.slots}
    programme = TABLE[layout.table].programme
    return any(
        (known := [TABLE[LAYOUTS[n].table].programme for n in slots_headed(text)])
        and programme not in known
        and not own & near.get(column, {}).keys()
        for column, said in enumerate(texts)
        for text in said[:1]
    )


def is_near(
    sheet: Sheet, mapping: Mapping, programmes: Collection[str] = ()
) -> tuple[Fit, list[ColumnQuestion]] | None:
    """For a sheet with data and no known heading row: the layout that it nearly is, and what must be
    confirmed for it to be read. `programmes`: those that it may be of, where the rest of the workbook tells;
    none, where it does not."""
    best: tuple[float, HeadingRow, Fit, dict[int, tuple[str, str]]] | None = None
    rows_of_headings = list(_rows_of_headings(sheet))
    closeness, readable = Closeness(), Readable(sheet)
    closeness.look_at(text for row in rows_of_headings for c in _looked_at(row) for text in row.texts(c))
    for headings in rows_of_headings:
        exact = {id(f.layout): f for f in fits_of_row(sheet, headings.row, mapping=mapping)}
        texts = [headings.texts(column) for column in _looked_at(headings)]
        near = {column: near for column, said in enumerate(texts) if said and (near := closeness.of(said))}
        if sum(len(f.columns) for f in exact.values()) + len(near) < 2:
            continue
        for layout in LAYOUTS:
            stop_if_late()
            if programmes and TABLE[layout.table].programme not in programmes:
                continue
            if _names_another(layout, texts, near):
                continue
            fit = exact.get(id(layout), Fit(layout, headings, {}, {}))
            columns = [
                c for c, said in enumerate(texts) if said and c not in fit.columns and c not in fit.not_needed
            ]
            have = {slot.name for slot in fit.columns.values()}
            anything = set().union(*(near[c] for c in columns if c in near))
            may_be = {slot.name for slot in layout.slots if id(slot) in anything}
            if any(slot.reading for slot in layout.slots):
                may_be |= Pairs(headings, fit, columns, closeness, readable).may_be()
            if not _is_whole(layout, have | may_be):
                continue
            proposed = proposed_columns(headings, fit, columns, closeness, readable)
            asked = len(proposed) + sum(map(len, fit.twice.values()))
            slots = [slot for slot, _ in proposed.values() if slot]
            strength = fit.strength + 0.8 * len(slots)
            # A pair of which the words do not tell which is which is asked about, with nothing proposed.
            pairs_open = (
                {slot.name for slot in layout.slots if slot.reading}
                if "" in dict(proposed.values())
                else set()
            )
            if (
                _is_whole(layout, have | set(slots) | (pairs_open & may_be))
                and (fit.strength or asked >= 3)
                and (best is None or strength > best[0])
            ):
                best = strength, headings, fit, proposed
    if best is None:
        return None
    _, headings, fit, proposed = best
    return fit, _doubts(sheet, headings, fit, proposed)
