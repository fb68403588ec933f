"""What a mapping file adds to what is known. It never makes a known word or heading mean something else, and
an answer that was confirmed before stands."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ieo_metrics.framework.json_files import json_of
from ieo_metrics.framework.layouts import LAYOUTS, Layout
from ieo_metrics.framework.tables import TABLE, Field
from ieo_metrics.framework.words.code_lists import BLANK, normalised
from ieo_metrics.reading.cells.safe_to_show import cell_as_shown
from ieo_metrics.recognising.headings import Fit, known_headings
from ieo_metrics.recognising.mappings.confirmed_answers import (
    answer_in_words,
    column_in_words,
    dates_in_words,
    hidden_in_words,
    meaning_in_words,
    order_in_words,
    sheet_in_words,
    table_in_words,
    total_in_words,
    word_in_words,
)
from ieo_metrics.recognising.mappings.mapping import EMPTY, LAYOUT_OF, Mapping
from ieo_metrics.recognising.mappings.mapping_data import mapping_of, read_mapping

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
    together = now.same.merged(said.same)
    if count := len(together) - len(now.same):
        new = replace(new, same=said.same)
        added.append(
            f"{count} spelling{'' if count == 1 else 's'} of which it is said what they are the same as"
        )
    elif len(said.same) and said.same.salt != now.same.salt:
        refused.append("what it says of spellings cannot be compared with what was said before")
    for sheet in said.hidden:
        if sheet not in now.hidden:
            new = new.with_hidden(sheet)
            added.append(hidden_in_words(sheet))
    return Offer(new, tuple(added), tuple(refused))


def _confirmed(held: dict[str, Any], key: str, said: object) -> str:
    """Why an answer is not taken that differs from one confirmed before."""
    return "was confirmed otherwise before" if key in held and held[key] != said else ""


def _heading_known(layout: Layout, key: str, slot: str) -> str:
    number = LAYOUTS.index(layout)
    for words in dict.fromkeys((key, _SECOND.sub("", key))):
        known = known_headings().get(words, {}).get(number)
        if known and known.name != slot:
            return f'is known to be "{known.title}"'
    return ""


def _sheet_known(headings: str, said: Layout | None) -> str:
    """Why a heading row is not taken for a layout, or left out (None): another fits it as it stands, and
    better."""
    fits: dict[Layout, Fit] = {}
    for number, layout in enumerate(LAYOUTS):
        slots = [known_headings().get(key, {}).get(number) for key in headings.split(" | ")]
        fits[layout] = Fit(layout, 0, {j: slot for j, slot in enumerate(slots) if slot is not None})
    best = max((fit.strength for fit in fits.values() if fit.fits), default=0)
    if not best or (said and fits[said].fits and fits[said].strength == best):
        return ""
    known = next(layout for layout, fit in fits.items() if fit.fits and fit.strength == best)
    return f"is known to be {table_in_words(known)}"


def _word_known(field: Field, word: str, meaning: object) -> str:
    for answer, ways in (field.words or {}).items():
        if word in map(normalised, (meaning_in_words(answer), str(answer), *ways)):
            return f'is known to mean "{meaning_in_words(answer)}"' if answer != meaning else ""
    return "is known to mean that the cell is blank" if word in map(normalised, BLANK) else ""
