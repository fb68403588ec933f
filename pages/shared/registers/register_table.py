"""A register on a page: its rows as a table, and, folded, the forms to add, change and take away."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.register import Register
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.store.registers.register_rows import (
    RegisterRow,
    add_row,
    change_row,
    remove_row,
    row_history,
    rows_of,
)
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.next_step import focus_first
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.choose_row import choose_row
from pages.shared.registers.register_form import draw_fields, draw_save

ADDING, CHANGING = "add_{}", "change_{}"  # under which the forms of a register are folded
_SAVED = "form of a register pressed"  # in the session: with what was its key, and where its form is folded


def register_rows(name: str) -> list[RegisterRow]:
    """The rows of a register as they are."""
    return store_access.read_store(rows_of, name)


def draw_register(
    name: str,
    about: Quarter,
    *,
    columns: Sequence[str] = (),
    rows: Sequence[RegisterRow] | None = None,
    fixed: Mapping[str, object] | None = None,
    beside: Mapping[str, Callable[[RegisterRow], object]] | None = None,
    none_yet: str = "",
) -> None:
    """A register's table and its forms. `about`: the quarter at which one looks; `columns`: the fields that
    are shown, all where none are named; `rows`: those that are shown, else all; `fixed`: what the page says
    of a new row, and does not ask; `beside`: further columns, by their heading; `none_yet`: what is said
    where there is no row."""
    register = REGISTER[name]
    shown = register_rows(name) if rows is None else rows
    draw_rows(register, shown, columns, beside or {}, none_yet)
    draw_row_forms(name, about, shown, fixed)


def draw_row_forms(
    name: str, about: Quarter, shown: Sequence[RegisterRow], fixed: Mapping[str, object] | None = None
) -> None:
    """The forms alone, for a page on which the rows stand otherwise. `shown`: those that can be changed."""
    register = REGISTER[name]
    if not store_access.may_change():
        return
    _draw_removed(register)
    draw_folded(
        f"Add {register.one}", ADDING.format(name), partial(_draw_adding, register, about, fixed or {})
    )
    if shown:
        draw_folded(
            f"Change {register.one}, or remove it",
            CHANGING.format(name),
            partial(_draw_changing, register, about, shown),
        )
    _move_keyboard()


def draw_rows(
    register: Register,
    rows: Sequence[RegisterRow],
    columns: Sequence[str] = (),
    beside: Mapping[str, Callable[[RegisterRow], object]] | None = None,
    none_yet: str = "",
) -> None:
    """The table alone."""
    if not rows:
        draw_paragraph(none_yet or f"Nothing is entered in {register.title} yet.")
        return
    fields = [register.field[column] for column in columns] if columns else register.fields
    more = beside or {}
    draw_markup(
        html_table(
            register.title,
            (*(field.label for field in fields), *more),
            [
                (*(row.words[field.name] for field in fields), *(say(row) for say in more.values()))
                for row in rows
            ],
            kind="ieo-register",
        )
    )


def _draw_adding(register: Register, about: Quarter, fixed: Mapping[str, object]) -> None:
    form = f"new_{register.name}"
    key = store_access.key_of_form(form)
    given = draw_fields(register, {}, key, about, fixed)
    if draw_save(register, given, "Add it", f"{key}_save"):
        st.session_state[_SAVED] = form, key, ADDING.format(register.name)
        store_access.record_change(add_row, register.name, given, form=form)


def _draw_changing(register: Register, about: Quarter, shown: Sequence[RegisterRow]) -> None:
    row = choose_row("Which", shown, f"which_{register.name}")
    if row is None:
        return
    # The form is of this version: where somebody else changes the row meanwhile, it is refused and drawn
    # anew.
    form = f"old_{register.name}_{row.number}"
    key = store_access.key_of_form(form)
    given = draw_fields(register, row.values, key, about, {})
    with st.container(horizontal=True, vertical_alignment="center"):
        save = draw_save(register, given, "Save the change", f"{key}_save")
        remove = st.button("Remove it", key=f"{key}_remove")
    if save or remove:
        st.session_state[_SAVED] = form, key, CHANGING.format(register.name)
    if save:
        store_access.record_change(change_row, row, given, form=form)
    if remove:
        st.session_state[_removed(register)] = row
        store_access.record_change(remove_row, row, form=form)
    _draw_versions(register, row)


def _move_keyboard() -> None:
    """After a form was saved the button that was pressed is gone: the keyboard is at what the form is folded
    under, and not at the top of the page."""
    form, key, folded = st.session_state.pop(_SAVED, ("", "", ""))
    if form and store_access.key_of_form(form) != key:
        focus_first(f".st-key-folded_{folded} summary")


def _removed(register: Register) -> str:
    """Where the session keeps the row that was removed last; what is removed from the invented samples is put
    back into no other store."""
    return f"removed from {register.name}{' of the samples' if store_access.in_samples() else ''}"


def _draw_removed(register: Register) -> None:
    """The row that was removed last in this session, and a way to have it back; nothing where its removal was
    refused, or it is there again."""
    gone: RegisterRow | None = st.session_state.get(_removed(register))
    if gone is None or any(
        row.row == gone.row or row.values == gone.values for row in register_rows(register.name)
    ):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_paragraph(bold("Removed: "), f"{gone.name}.")
        back = st.button("Put it back", key=f"back_{register.name}_{gone.number}")
    if back:
        store_access.record_change(add_row, register.name, gone.values)


def _draw_versions(register: Register, row: RegisterRow) -> None:
    versions = store_access.read_store(row_history, register.name, row.row)
    if len(versions) < 2:
        return
    said = [
        (day_in_words(day_in_london(one.at)), one.who, "; ".join(filter(None, one.words.values())))
        for one in reversed(versions)
    ]
    draw_markup(html_table("Versions of this row", ("On", "By", "What it said"), said))
