"""The form of a register's row: each field by its kind, one form for adding and for changing."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.registers.field_kinds import (
    ADDRESS,
    DAY,
    MOST_POUNDS,
    ONE_OF,
    PAST_DAY,
    POUNDS,
    QUARTER,
    SEVERAL_OF,
    TEXT,
    Value,
)
from ieo_metrics.framework.registers.register import Field, Register
from ieo_metrics.store.registers.register_rows import choices_of
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.text import draw_paragraph

QUARTERS_BEFORE, QUARTERS_AFTER = 12, 8
LONG_TEXT = 150  # a text that may have more letters than this has more than one line to be typed in


def choice_in_words(choice: str) -> str:
    """A measure with its name; anything else as it is."""
    measure = MEASURE.get(choice)
    return f"{choice}  {measure.name}" if measure else choice


def _asked(field: Field) -> str:
    return field.label if field.required else f"{field.label} (if known)"


def _draw_text(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    return st.text_input(
        _asked(field),
        str(held or ""),
        max_chars=field.longest,
        help=field.about or None,
        key=key,
        live=True,
    )


def _draw_address(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    return st.text_input(
        _asked(field), str(held or ""), max_chars=field.longest, placeholder="https://", key=key, live=True
    )


def _draw_day(
    field: Field, held: Value | None, choices: list[str], key: str, last: dt.date = dt.date(2100, 12, 31)
) -> object:
    day = dt.date.fromisoformat(str(held)) if held else None
    return st.date_input(
        _asked(field),
        day,
        min_value=dt.date(2000, 1, 1),
        max_value=max(last, day or last),
        format="DD/MM/YYYY",
        key=key,
    )


def _draw_past_day(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    return _draw_day(field, held, choices, key, today())


def _draw_pounds(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    begin = int(held) if isinstance(held, int) else None
    asked = f"{_asked(field)}, in pounds"
    return st.number_input(asked, 0, MOST_POUNDS, begin, step=1, format="%d", key=key)


def _draw_quarter(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    offered = [int(choice) for choice in choices]
    if isinstance(held, int) and held not in offered:
        offered.insert(0, held)
    begin = offered.index(held) if isinstance(held, int) else None
    return st.selectbox(_asked(field), offered, begin, format_func=label, key=key)


def _draw_one_of(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    begin = choices.index(str(held)) if held in choices else None
    return st.selectbox(_asked(field), choices, begin, format_func=choice_in_words, key=key)


def _draw_several_of(field: Field, held: Value | None, choices: list[str], key: str) -> object:
    begin = [one for one in held if one in choices] if isinstance(held, list) else []
    return st.multiselect(_asked(field), choices, begin, format_func=choice_in_words, key=key)


_DRAW: dict[str, Callable[[Field, Value | None, list[str], str], object]] = {
    TEXT.name: _draw_text,
    ADDRESS.name: _draw_address,
    DAY.name: _draw_day,
    PAST_DAY.name: _draw_past_day,
    POUNDS.name: _draw_pounds,
    QUARTER.name: _draw_quarter,
    ONE_OF.name: _draw_one_of,
    SEVERAL_OF.name: _draw_several_of,
}


def quarters_to_choose(about: Quarter) -> list[str]:
    """The quarters that a field of one offers, around that at which one looks; the next comes first."""
    ahead = range(about + 1, about + 1 + QUARTERS_AFTER)
    return [str(one) for one in (about, *ahead, *range(about - 1, about - 1 - QUARTERS_BEFORE, -1))]


def draw_fields(
    register: Register, held: Mapping[str, Value], key: str, about: Quarter, fixed: Mapping[str, object]
) -> dict[str, object]:
    """The fields of a row, two beside each other; what stands in them. `held`: the row as it is, {} of a new
    one; `key`: begins each field's key; `fixed`: what is not asked, since the page says it."""
    draw_paragraph("Others can see what is written here. Do not write a person's name.", kind="ieo-small")
    given: dict[str, object] = dict(fixed)
    asked = [field for field in register.fields if field.name not in fixed]
    for place in range(0, len(asked), 2):
        for column, field in zip(st.columns(2), asked[place : place + 2], strict=False):
            choices = (
                quarters_to_choose(about)
                if field.kind is QUARTER
                else store_access.read_store(choices_of, field)
            )
            with column:
                given[field.name] = _DRAW[field.kind.name](
                    field, held.get(field.name), choices, f"{key}_{field.name}"
                )
    return given


def draw_save(register: Register, given: Mapping[str, Any], words: str, key: str) -> bool:
    """The button that saves, grey until all that is required is there."""
    needed = {field.label: given.get(field.name) for field in register.fields if field.required}
    lacking = {name: value not in (None, "", []) for name, value in needed.items()}
    return draw_button_once_complete(words, lacking, key)
