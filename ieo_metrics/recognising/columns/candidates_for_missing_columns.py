"""Columns that nobody knows, in a table that lacks something they may be: the other end of a pair (a first
score and no latest one), an answer such as a status, or a number of sessions or people. They are asked about,
never dropped without a word."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.words_that_change_a_heading import turning_words
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.first_or_latest import what_is_said
from ieo_metrics.recognising.columns.further_columns import (
    further_readings,
    missing_from_list,
    same_again,
)
from ieo_metrics.recognising.columns.near_matches import ColumnQuestion, doubt_about, own_stretch
from ieo_metrics.recognising.columns.readable import READABLE, Readable, share_readable
from ieo_metrics.recognising.match_headings_to_layouts import Fit, HeadingRow
from ieo_metrics.recognising.questions import is_personal
from ieo_metrics.recognising.where_rows_end import Region

STEM = 5  # letters by which two words are taken for forms of one
NEARLY_EVERY = 0.9  # the share of a table's rows in which a number of sessions or people stands
SURELY_NOT_A_COUNT = 8  # so many numbers, each another, are references

# These patterns are made when they are asked for: few returns lack a column.
# Numbers that are neither scores nor counts of what took place.
_NO_COUNT = (
    r"\b(row|line|ref|reference|id|code|urn|ages?|aged|years?|yr|months?|weeks?|quarter|qtr|days?|dates?|hours?|hrs?|minutes?|mins?|times?|duration|length|"
    r"phone|telephone|tel|mobile|cost|price|fee|budget|spend|paid|miles|mileage|distance|rating|feedback|satisfaction|priority|percent|percentage|rank|order|"
    r"sequence|postcode|booked|invited|expected|capacity|target|planned)\b|\bno$"
)
# What is said of two scores, or beside them, and is neither.
_NO_READING = r"\b(change|changed|difference|diff|distance|progress|comments?|notes?|actions?|reason)\b"


def doubts_about_lacking(
    sheet: Sheet, region: Region, columns: Sequence[int], near: Sequence[ColumnQuestion] = ()
) -> list[ColumnQuestion]:
    """Questions about those of `columns` (unknown ones, with data) that may be what the table lacks. `near`:
    the doubts about headings that are nearly known; what they propose is not lacking, nor their columns asked
    about again."""
    fit, headings = region.fit, region.fit.headings
    asked = {doubt.column for doubt in near}
    have = {slot.name for slot in fit.columns.values()} | set(fit.twice) | {doubt.proposal for doubt in near}
    named = list(_other_ends(sheet, fit, headings, [j for j in columns if j not in asked], have))
    asked |= {doubt.column for doubt in named}
    slots = [slot for slot in _numbers(fit) if slot.name not in have]
    rest = [slot for slot in fit.layout.slots if slot.name not in have and slot not in slots]
    reason = "it holds whole numbers, and the sheet has no " + " or ".join(
        f'"{slot.title}"' for slot in slots
    )
    counts = counting_columns(sheet, region, [j for j in columns if j not in asked]) if slots else ()
    named += [
        doubt_about(sheet, headings, fit.layout, j, ("", reason), [*slots, *rest], slots) for j in counts
    ]
    asked |= {doubt.column for doubt in named}
    named += _answers(sheet, fit, headings, [j for j in columns if j not in asked], have)
    asked |= {doubt.column for doubt in named}
    return [*named, *_further(sheet, fit, headings, [j for j in columns if j not in asked], have)]


def _in_words(sheet: Sheet, headings: HeadingRow, columns: Sequence[int]) -> list[int]:
    """The columns whose heading is words, and not those of a personal column."""
    return [
        j
        for j in columns
        if headings.texts(j) and not is_personal(sheet.columns[j].at(headings.row) or headings.joined[j][0])
    ]


def _pair_named(slots: Sequence[ColumnSpec], texts: Sequence[str]) -> tuple[str, ...]:
    """The words of the pair that a heading names, the longest that stand in it: "physical health" rather than
    "health"."""
    found = [
        (len(word), slot.made_of[0])
        for slot in slots
        for word in slot.made_of[0]
        for text in texts
        if f" {word} " in f" {text} "
    ]
    return max(found, default=(0, ()))[1]


def _other_ends(
    sheet: Sheet, fit: Fit, headings: HeadingRow, columns: Sequence[int], have: set[str]
) -> Iterator[ColumnQuestion]:
    """Columns that may be the first or latest scores that are not there. A heading that names an area of
    which one end is known is asked about whatever it holds; one that names an area of which none is, or none
    at all while some area has one end only, if it holds scores."""
    pairs = [slot for slot in fit.layout.slots if slot.made_of[1]]
    free = [slot for slot in pairs if slot.name not in have]
    half = {slot.made_of[0] for slot in pairs if slot.name in have}
    lacking = [slot for slot in free if slot.made_of[0] in half]
    may_be: dict[int, list[ColumnSpec]] = {}
    for j in _in_words(sheet, headings, columns):
        of = _pair_named(pairs, headings.texts(j))
        slots = [slot for slot in free if slot.made_of[0] == of] if of else lacking
        holds = any(share_readable(sheet, j, fit.header, slot, fit.layout) >= READABLE for slot in slots)
        if slots and (of in half or (holds and (of or not re.search(_NO_COUNT, headings.alone[j])))):
            may_be[j] = slots
    only = [slots[0] for slots in may_be.values() if len(slots) == 1]
    for j, slots in may_be.items():
        named, slot = _pair_named(pairs, headings.texts(j)), slots[0]
        share = share_readable(sheet, j, fit.header, slot, fit.layout)
        sure = (
            named
            and len(slots) == 1
            and only.count(slot) == 1
            and share >= READABLE
            and all(_may_say(text, slot, own_stretch(fit.layout)) for text in headings.texts(j))
        )
        more = f" or {len(slots) - 1} more" if len(slots) > 1 else ""
        lacks = f'the sheet has no "{slot.title}"{more}'
        reason = (
            f"its heading names the same thing, and {lacks}"
            if named
            else f"it holds what may be scores, and {lacks}"
        )
        rest = [other for other in fit.layout.slots if other.name not in have and other not in slots]
        yield doubt_about(
            sheet, headings, fit.layout, j, (slot.name if sure else "", reason), [*slots, *rest], slots
        )


def _may_say(text: str, slot: ColumnSpec, stretch: str) -> bool:
    """Whether nothing in a heading tells against its being of a slot's reading."""
    other = what_is_said(text).ends - {slot.reading}
    turned = turning_words(text, "before", counts=True, own_stretch=stretch)
    return not (other or turned or re.search(_NO_READING, text))


def _further(
    sheet: Sheet, fit: Fit, headings: HeadingRow, columns: Sequence[int], have: set[str]
) -> Iterator[ColumnQuestion]:
    """Columns that may be what is read once more: a second reading of each row, or a further number, answer
    or day; and in a list, days and answers that it lacks."""
    readable, columns = Readable(sheet), _in_words(sheet, headings, columns)
    second = further_readings(headings, columns, readable, fit.layout)
    reason = (
        "it may be of a second reading, and only one is read of each row; if it is, head the two first and "
        "latest, or read the sheet by hand"
    )
    yield from (doubt_about(sheet, headings, fit.layout, j, ("", reason), []) for j in second)
    columns = [j for j in columns if j not in second]
    again = dict(same_again(headings, fit, columns, readable))
    for j, slot in again.items():
        reason = (
            f'it may be the "{slot.title}" again, of which one column is read; what counts must stand in that'
        )
        yield doubt_about(sheet, headings, fit.layout, j, ("", reason), [])
    free = [slot for slot in fit.layout.slots if slot.name not in have]
    for j in missing_from_list(headings, fit, [j for j in columns if j not in again], free, readable):
        reason = "it may say from when to when a school is on the list, or why, and the sheet does not say it"
        yield doubt_about(sheet, headings, fit.layout, j, ("", reason), free, free)


def _stems(text: str) -> set[str]:
    """The first letters of the longer words of a text: "traced" and "unable to trace" have one in common."""
    return {word[:STEM] for word in normalised(text).split() if len(word) >= STEM}


def _are_answers(sheet: Sheet, column: int, header: int) -> bool:
    """Whether a column holds neither dates nor numbers other than 0 and 1."""
    held = sheet.columns[column]
    cells = (held.values[code] for code in np.unique(held.codes[header + 1 :]))
    return all(isinstance(value, str | bool | None) or value in (0.0, 1.0) for value in cells)


def _answers(
    sheet: Sheet, fit: Fit, headings: HeadingRow, columns: Sequence[int], have: set[str]
) -> Iterator[ColumnQuestion]:
    """Columns that may hold the answers of a category which a measure needs and the table lacks: the heading
    has its word or one of its answers over words or ticks, or the cells are its answers, which a bare yes or
    no are not."""
    table = TABLE[fit.layout.table]
    lacking = [
        (
            slot,
            field,
            _stems(" ".join([slot.title.split()[0], *(w for w in field.words if isinstance(w, str))])),
        )
        for slot in fit.layout.slots
        if (field := table.field(slot.field)).words and field.of_measures and slot.name not in have
    ]
    for j in _in_words(sheet, headings, columns) if lacking else ():
        stems = _stems(" ".join(headings.texts(j)))
        for slot, field, words in lacking:
            holds = not field.yes_no and share_readable(sheet, j, fit.header, slot, fit.layout) >= READABLE
            if holds or (stems & words and _are_answers(sheet, j, fit.header)):
                reason = f'it may be the "{slot.title}", which no other column of this sheet is'
                rest = [other for other in fit.layout.slots if other.name not in have and other is not slot]
                yield doubt_about(sheet, headings, fit.layout, j, ("", reason), [slot, *rest], [slot])
                break


def _numbers(fit: Fit) -> list[ColumnSpec]:
    """The layout's slots for numbers of sessions or people that a table can do without."""
    kinds = {slot.name: TABLE[fit.layout.table].field(slot.field).kind for slot in fit.layout.slots}
    return [
        slot
        for slot in fit.layout.slots
        if not slot.needed and kinds[slot.name] == "whole number" and slot.field != "score"
    ]


def _may_count(numbers: np.ndarray) -> bool:
    """Whether the numbers of a column, from the top, may be counts: neither all 0 or 1, nor years, nor
    running, nor each another."""
    different, n = len(np.unique(numbers)), len(numbers)
    running = n > 1 and bool((np.diff(numbers) == 1).all())
    years = bool(((numbers >= 1900) & (numbers <= 2100)).all())
    return not (
        bool((numbers <= 1).all()) or years or running or (different == n and n >= SURELY_NOT_A_COUNT)
    )


def counting_columns(sheet: Sheet, region: Region, columns: Sequence[int]) -> Iterator[int]:
    """Those of `columns` that hold a whole number in nearly every row, where the table has no number of
    sessions or no number of people."""
    have = {slot.name for slot in region.fit.columns.values()}
    slots = [slot for slot in _numbers(region.fit) if slot.name not in have]
    headings = region.fit.headings
    for j in _in_words(sheet, headings, columns) if slots and len(region.rows) else ():
        column, field = sheet.columns[j], TABLE[region.fit.layout.table].field(slots[0].field)
        values = [read_cell(value, field).value for value in column.values]
        numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)[
            column.codes[region.rows]
        ]
        numbers = numbers[~np.isnan(numbers)]
        if (
            len(numbers) >= NEARLY_EVERY * len(region.rows)
            and not re.search(_NO_COUNT, headings.alone[j])
            and _may_count(numbers)
        ):
            yield j
