"""The mapping as JSON, and back: what comes from a file or the store is checked before it is a mapping."""

import json
from functools import reduce
from pathlib import Path
from typing import Any

from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.framework.read_json_files import read_json
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.by_hand.in_mapping_files import by_hand_as_data, by_hand_of
from ieo_metrics.recognising.mappings.answers_on_sameness import same_as_data, same_of_data
from ieo_metrics.recognising.mappings.mapping import (
    DAY_FIRST,
    LEFT_OUT,
    MONTH_FIRST,
    NOT_NEEDED,
    RECORD,
    TOTAL,
    Mapping,
)
from ieo_metrics.recognising.mappings.sheet_decisions import is_decision

WHAT = "Column mappings confirmed for the violence reduction dashboard"
# Of one file. A heading row is known by all its headings, so it may be longer than one text.
MOST_ENTRIES, LONGEST_TEXT, LONGEST_ROW = 5_000, 300, 30_000


def mapping_as_data(mapping: Mapping) -> dict[str, object]:
    """The mapping as JSON can hold it."""
    return {
        "what": WHAT,
        "version": 1,
        "columns": mapping.columns,
        "sheets": mapping.sheets,
        "answers": mapping.answers,
        "same": same_as_data(mapping.same),
        "orders": mapping.orders,
        "totals": mapping.totals,
        "by_hand": by_hand_as_data(mapping.by_hand),
        "decided": mapping.decided,
    }


def mapping_as_text(mapping: Mapping) -> str:
    """The mapping as a file that a person can read: JSON, in a fixed order."""
    return json.dumps(mapping_as_data(mapping), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_mapping(path: str | Path) -> Mapping:
    """A mapping from its file. Raises ValueError saying what is wrong with it."""
    return mapping_of(read_json(path, "mapping"), Path(path).name)


def mapping_of(said: object, name: str) -> Mapping:
    """A mapping from its data. `name`: what it is called in what is said of it. Raises ValueError saying what
    is wrong with it."""
    if not isinstance(said, dict) or type(said.get("version")) is not int or said["version"] != 1:
        raise ValueError(f"{name} is not a mapping file of this version")
    columns, sheets, answers = (
        _names_and(part, said.get(part, {}), name) for part in ("columns", "sheets", "answers")
    )
    orders, totals, decided = (
        {
            key: _names_and(key, words, name)
            for key, words in _names_and(part, said.get(part, {}), name).items()
        }
        for part in ("orders", "totals", "decided")
    )
    hidden = said.get("hidden", [])  # of earlier versions: the names of hidden sheets that are read
    if not isinstance(hidden, list):
        raise ValueError(f"The mapping file {name} is not in the form that this program writes: hidden")
    columns = {key: _normalised(_names_and(key, headings, name), name) for key, headings in columns.items()}
    answers = {key: _normalised(_names_and(key, words, name), name) for key, words in answers.items()}
    rows = {**sheets, **{what: kind for kind, answers_of in decided.items() for what in answers_of}}
    _raise_if_too_much(columns, rows, {**answers, **orders, **totals}, hidden, name)
    for key, headings in columns.items():
        if key not in LAYOUT_OF:
            raise ValueError(f"The mapping file {name} names a layout that is not known: {_shown(key)}")
        slots = {slot.name for slot in LAYOUT_OF[key].slots} | {NOT_NEEDED}
        if wrong := [slot for slot in headings.values() if not isinstance(slot, str) or slot not in slots]:
            raise ValueError(
                f"The mapping file {name} names a column that {key} does not have: {_shown(wrong[0])}"
            )
    known = {*LAYOUT_OF, LEFT_OUT}
    if wrong := [key for key in sheets.values() if not isinstance(key, str) or key not in known]:
        raise ValueError(f"The mapping file {name} names a layout that is not known: {_shown(wrong[0])}")
    known_fields = {
        f"{table.name}.{field.name}": field
        for table in TABLE.values()
        for field in table.fields
        if field.words is not None
    }
    for key, words in answers.items():
        if key not in known_fields:
            raise ValueError(
                f"The mapping file {name} names a field that has no list of answers: {_shown(key)}"
            )
        allowed = {(type(answer), answer) for answer in known_fields[key].words or ()}
        if wrong := [
            m for m in words.values() if not isinstance(m, str | bool) or (type(m), m) not in allowed
        ]:
            raise ValueError(
                f"The mapping file {name} names an answer that {key} does not have: {_shown(wrong[0])}"
            )
    _check_orders(orders, name)
    _check_totals(totals, name)
    _check_decided(decided, name)
    same = same_of_data(said.get("same", {}), name)
    by_hand = by_hand_of(said.get("by_hand", []), name)
    mapping = Mapping(columns, sheets, answers, same, orders, totals, by_hand, decided)
    return reduce(Mapping.with_hidden, hidden, mapping)


def _check_orders(orders: dict[str, dict[str, Any]], name: str) -> None:
    """Raises ValueError where the orders of columns of dates are not in the form that this program writes."""
    for key, headings in orders.items():
        if key not in LAYOUT_OF:
            raise ValueError(f"The mapping file {name} names a layout that is not known: {_shown(key)}")
        if wrong := [order for order in headings.values() if order not in (DAY_FIRST, MONTH_FIRST)]:
            raise ValueError(f"The mapping file {name} names an unknown order of dates: {_shown(wrong[0])}")


def _check_totals(totals: dict[str, dict[str, Any]], name: str) -> None:
    """Raises ValueError where what is said of rows with a totals word is not in our form."""
    fields = {f"{table.name}.{field.name}" for table in TABLE.values() for field in table.fields}
    for key, words in totals.items():
        if key not in fields and key.removesuffix(".") not in TABLE:
            raise ValueError(f"The mapping file {name} names a field that is not known: {_shown(key)}")
        if wrong := [row_is for row_is in words.values() if row_is not in (TOTAL, RECORD)]:
            raise ValueError(
                f"The mapping file {name} names something that a row cannot be: {_shown(wrong[0])}"
            )


def _check_decided(decided: dict[str, dict[str, Any]], name: str) -> None:
    """Raises ValueError where a decision about sheets or columns is not in our form."""
    for kind, answers in decided.items():
        if wrong := [what for what, answer in answers.items() if not is_decision(kind, what, answer)]:
            raise ValueError(
                f"The mapping file {name} decides something that is not known: {_shown(wrong[0])}"
            )


def _shown(value: object) -> str:
    return f'"{cell_as_shown(value)}"' if isinstance(value, str) else cell_as_shown(str(value))


def _names_and(part: str, said: object, name: str) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ValueError(
            f"The mapping file {name} is not in the form that this program writes: {_shown(part)}"
        )
    return said


def _normalised(words: dict[str, Any], name: str) -> dict[str, Any]:
    """The words as headings and answers are compared."""
    out: dict[str, Any] = {}
    for word, meaning in words.items():
        key = normalised(word)
        if not key:
            raise ValueError(f"The mapping file {name} has an answer for a text without words")
        if key in out and out[key] != meaning:
            raise ValueError(f"The mapping file {name} says two things of {_shown(word)}")
        out[key] = meaning
    return out


def _raise_if_too_much(
    columns: dict[str, Any], sheets: dict[str, Any], answers: dict[str, Any], hidden: list[Any], name: str
) -> None:
    """More entries, or longer texts, than any return has; and texts that no file can hold again."""
    nested = [words for part in (columns, answers) for words in part.values()]
    if sum(map(len, nested)) + len(sheets) + len(hidden) > MOST_ENTRIES:
        raise ValueError(f"The mapping file {name} has more than {MOST_ENTRIES:,} entries, which none has")
    texts = [*sheets, *hidden, *(word for words in nested for word in words)]
    if any(not isinstance(text, str) for text in texts):
        raise ValueError(f"The mapping file {name} is not in the form that this program writes: hidden")
    if long := [text for text in texts if len(text) > (LONGEST_ROW if text in sheets else LONGEST_TEXT)]:
        raise ValueError(f"The mapping file {name} has a text that is too long: {_shown(long[0])}")
    if any("\ud800" <= ch <= "\udfff" for text in texts for ch in text):
        raise ValueError(f"The mapping file {name} holds characters that are no text")


def write_mapping(mapping: Mapping, path: str | Path) -> None:
    """Write the file, whole or not at all."""
    target = Path(path)
    beside = target.with_name(target.name + ".part")
    try:
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)  # headings and names of sheets, which nobody has looked through for people
        beside.write_text(mapping_as_text(mapping), encoding="utf-8", newline="\n")
        beside.replace(target)
    except OSError:  # as where a folder of that name is there
        beside.unlink(missing_ok=True)
        raise
