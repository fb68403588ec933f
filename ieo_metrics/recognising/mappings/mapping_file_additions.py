"""What a mapping file adds to what is known. It never makes a known word or heading mean something else, and
an answer that was confirmed before stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ieo_metrics.framework.layouts import LAYOUT_OF, LAYOUTS, Layout
from ieo_metrics.framework.read_json_files import json_of
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.framework.words.code_lists import BLANK, normalised
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.mappings.confirmed_answers_in_words import (
    answer_in_words,
    column_in_words,
    dates_in_words,
    meaning_in_words,
    order_in_words,
    region_in_words,
    sheet_in_words,
    table_in_words,
    total_in_words,
    word_in_words,
)
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_of, read_mapping
from ieo_metrics.recognising.mappings.sheet_decisions import decided_in_words
from ieo_metrics.recognising.match_headings_to_layouts import Fit, HeadingRow, slots_headed

_SECOND = re.compile(r" \d+$")  # "score 2": the second column of that heading


@dataclass(frozen=True)
class Offer:
    """What a file would add: `mapping`, only what is new; `added` and `refused`, the same in sentences."""

    mapping: Mapping
    added: tuple[str, ...]
    refused: tuple[str, ...]


def offer_of_bytes(data: bytes, name: str, now: Mapping = EMPTY) -> Offer:
    """What a file would add to the mapping in force. Raises ValueError saying what is wrong with it."""
    return _offer(mapping_of(json_of(data, name, "mapping"), name), now)


def offer_of_file(path: str | Path, now: Mapping = EMPTY) -> Offer:
    """`offer_of_bytes`, of a file on this machine."""
    return _offer(read_mapping(path), now)


def _offer(said: Mapping, now: Mapping) -> Offer:
    new, added, refused = EMPTY, [], []
    for name, slots in said.columns.items():
        layout, held = LAYOUT_OF[name], now.columns.get(name, {})
        for key, slot in slots.items():
            if why := _heading_known(layout, key, slot) or _confirmed(held, key, slot):
                refused.append(f'the heading "{cell_as_shown(key)}" of {table_in_words(layout)} {why}')
            elif key not in held:
                new = new.with_column(layout, key, slot)
                added.append(column_in_words(name, key, slot))
    for headings, name in said.sheets.items():
        if why := _sheet_known(headings, LAYOUT_OF.get(name)) or _confirmed(now.sheets, headings, name):
            refused.append(f'the sheet with the headings "{cell_as_shown(headings)}" {why}')
        elif headings not in now.sheets:
            new = new.with_sheet(headings, LAYOUT_OF.get(name))
            added.append(sheet_in_words(headings, name))
    for name, words in said.answers.items():
        table, _, field = name.partition(".")
        meanings = now.answers.get(name, {})
        for word, meaning in words.items():
            known = _word_known(TABLE[table].field(field), word, meaning)
            if why := known or _confirmed(meanings, word, meaning):
                refused.append(f"{word_in_words(name, word)} {why}")
            elif word not in meanings:
                new = new.with_answer(table, field, word, meaning)
                added.append(answer_in_words(name, word, meaning))
    for name, orders in said.orders.items():
        held = now.orders.get(name, {})
        for key, order in orders.items():
            if why := _confirmed(held, key, order):
                refused.append(f"{dates_in_words(name, key)} {why}")
            elif key not in held:
                new = new.with_order(LAYOUT_OF[name], key, order)
                added.append(order_in_words(name, key, order))
    for name, texts in said.totals.items():
        rows = now.totals.get(name, {})
        for text, row_is in texts.items():
            if why := _confirmed(rows, text, row_is):
                refused.append(f"{total_in_words(name, text, row_is)}: {why}")
            elif text not in rows:
                table, _, field = name.partition(".")
                new = new.with_total(table, field, text, row_is)
                added.append(total_in_words(name, text, row_is))
    for reading in said.by_hand:
        shown = region_in_words(reading)
        before = next(
            (hand_reading for hand_reading in now.by_hand if hand_reading.known_by == reading.known_by), None
        )
        if before is None:
            new = new.with_hand_reading(reading)
            added.append(f"{shown}{_read_before(reading)}")
        elif before != reading:
            refused.append(f"{shown}: was confirmed otherwise before")
    together = now.same.merged(said.same)
    if count := len(together) - len(now.same):
        new = replace(new, same=said.same)
        added.append(
            f"{count} spelling{'' if count == 1 else 's'} of which it is said what they are the same as"
        )
    elif len(said.same) and said.same.salt != now.same.salt:
        refused.append("what it says of spellings cannot be compared with what was said before")
    for kind, decisions in said.decided.items():
        held = now.decided.get(kind, {})
        for what, answer in decisions.items():
            if why := _confirmed(held, what, answer):
                refused.append(f"{decided_in_words(kind, what, answer)}: {why}")
            elif what not in held:
                new = new.with_decision(kind, what, answer)
                added.append(decided_in_words(kind, what, answer))
    return Offer(new, tuple(added), tuple(refused))


def _read_before(reading: HandReading) -> str:
    """What a region was read as that a reading by hand takes over, as the end of a sentence."""
    known = _best_known(_known_fits(reading.words))
    if known is None or known is reading.table_layout:
        return ""
    return f", which was read as {table_in_words(known)} before"


def _confirmed(held: dict[str, Any], key: str, said: object) -> str:
    """Why an answer is not taken that differs from one confirmed before."""
    return "was confirmed otherwise before" if key in held and held[key] != said else ""


def _heading_known(layout: Layout, key: str, slot: str) -> str:
    number = LAYOUTS.index(layout)
    for words in dict.fromkeys((key, _SECOND.sub("", key))):
        known = slots_headed(words).get(number)
        if known and known.name != slot:
            return f'is known to be "{known.title}"'
    return ""


def _known_fits(headings: Iterable[str]) -> dict[Layout, int]:
    """The layouts that headings make as they stand, each with how many of them it knows."""
    headings, fits = list(headings), list[Fit]()
    for number, layout in enumerate(LAYOUTS):
        slots = [slots_headed(key).get(number) for key in headings]
        placed = {j: slot for j, slot in enumerate(slots) if slot is not None}
        fits.append(Fit(layout, HeadingRow(0), placed, {}))
    return {fit.layout: fit.strength for fit in fits if fit.fits}


def _best_known(fits: dict[Layout, int]) -> Layout | None:
    """The layout of which the most headings are known; the first where several do equally well."""
    return max(fits, key=lambda layout: fits[layout], default=None)


def _sheet_known(headings: str, said: Layout | None) -> str:
    """Why a heading row is not taken for a layout, or left out (None): another fits it as it stands, and
    better."""
    fits = _known_fits(headings.split(" | "))
    best = _best_known(fits)
    if best is None or (said and fits.get(said) == fits[best]):
        return ""
    return f"is known to be {table_in_words(best)}"


def _word_known(field: Field, word: str, meaning: object) -> str:
    for answer, ways in (field.words or {}).items():
        if word in map(normalised, (meaning_in_words(answer), str(answer), *ways)):
            return f'is known to mean "{meaning_in_words(answer)}"' if answer != meaning else ""
    return "is known to mean that the cell is blank" if word in map(normalised, BLANK) else ""
