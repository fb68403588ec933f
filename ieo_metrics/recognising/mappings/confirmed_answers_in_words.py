"""What was confirmed, answer by answer: each in words, and the mapping without it, so that each can be taken
back alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ieo_metrics.framework.layouts import LAYOUT_OF, Layout
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.mappings.mapping import LEFT_OUT, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import decided_in_words


@dataclass(frozen=True)
class ConfirmedAnswer:
    """One answer. `key`: tells it from every other; `words`: `the heading "ended" is "Support ended" …`;
    `taken_from`: a mapping without it."""

    key: str
    words: str
    taken_from: Callable[[Mapping], Mapping]


def confirmed_answers(mapping: Mapping) -> Iterator[ConfirmedAnswer]:
    """Every answer about columns, sheets, words and orders of dates; answers about spellings
    are hashes, and are put in words where the spellings are seen."""
    for part, in_words in _IN_WORDS.items():
        for name, answers in getattr(mapping, part).items():
            for word, meaning in answers.items():
                yield ConfirmedAnswer(
                    f"{part} {name} {word}",
                    in_words(name, word, meaning),
                    partial(_without, part=part, name=name, word=word),
                )
    for headings, name in mapping.sheets.items():
        yield ConfirmedAnswer(
            f"sheets {headings}", sheet_in_words(headings, name), partial(_without_sheet, headings=headings)
        )
    for reading in mapping.by_hand:
        yield ConfirmedAnswer(
            f"by hand {' '.join(map(str, reading.known_by))}",
            region_in_words(reading),
            partial(Mapping.without_hand_reading, reading=reading),
        )


def _without(mapping: Mapping, part: str, name: str, word: str) -> Mapping:
    parts = dict(getattr(mapping, part))
    answers = {key: meaning for key, meaning in parts.pop(name, {}).items() if key != word}
    changed: dict[str, Any] = {part: {**parts, **({name: answers} if answers else {})}}
    return replace(mapping, **changed)


def _without_sheet(mapping: Mapping, headings: str) -> Mapping:
    return replace(mapping, sheets={key: name for key, name in mapping.sheets.items() if key != headings})


def table_in_words(layout: Layout) -> str:
    """`support (one row per period)`."""
    return f"{layout.table.replace('_', ' ')} ({layout.shape})"


def meaning_in_words(meaning: object) -> str:
    """An answer of a list: `yes`, `community`."""
    return ("yes" if meaning else "no") if isinstance(meaning, bool) else str(meaning)


def column_in_words(name: str, key: str, slot: str) -> str:
    """`"began" is "Support started", in support (one row per period)`."""
    layout = LAYOUT_OF[name]
    title = next((f'"{each.title}"' for each in layout.slots if each.name == slot), "not needed")
    return f'"{cell_as_shown(key)}" is {title}, in {table_in_words(layout)}'


def sheet_in_words(headings: str, name: str) -> str:
    """`a sheet with the headings "ref | began" is support (one row per period)`."""
    table = "left out" if name == LEFT_OUT else table_in_words(LAYOUT_OF[name])
    return f'a sheet with the headings "{cell_as_shown(headings)}" is {table}'


def word_in_words(name: str, word: str) -> str:
    """`"hostel" of setting`. `name`: support.setting."""
    return f'"{cell_as_shown(word)}" of {name.partition(".")[2].replace("_", " ")}'


def answer_in_words(name: str, word: str, meaning: Any) -> str:
    """`"hostel" of setting means "community"`."""
    return f'{word_in_words(name, word)} means "{meaning_in_words(meaning)}"'


def dates_in_words(name: str, key: str) -> str:
    """`the dates under "began" of support (one row per period)`."""
    return f'the dates under "{cell_as_shown(key)}" of {table_in_words(LAYOUT_OF[name])}'


def order_in_words(name: str, key: str, order: str) -> str:
    """`the dates under "began" of support (one row per period) are written month first`."""
    return f"{dates_in_words(name, key)} are written {order}"


def total_in_words(name: str, text: str, row_is: str) -> str:
    """`a row with "total football" in school, of school sessions, is a record`."""
    table, _, field = name.partition(".")
    place = f"in {field.replace('_', ' ')}" if field else "left of the table"
    return f'a row with "{cell_as_shown(text)}" {place}, of {table.replace("_", " ")}, is a {row_is}'


def region_in_words(reading: HandReading) -> str:
    """`read by hand, one record a row, under headings: the headings "who" as support (one row …)`."""
    place = " and ".join(f'"{cell_as_shown(word)}"' for word in reading.words)
    place = f"the headings {place}" if place else f'the sheet "{cell_as_shown(reading.sheet)}"'
    return f"read by hand, {reading.way.in_words}: {place} as {table_in_words(reading.table_layout)}"


# The parts of a mapping that hold answers by name and word.
_IN_WORDS: dict[str, Callable[[str, str, Any], str]] = {
    "columns": column_in_words,
    "answers": answer_in_words,
    "orders": order_in_words,
    "totals": total_in_words,
    "decided": decided_in_words,
}
