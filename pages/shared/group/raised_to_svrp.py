"""What goes to the SVRP from a meeting: key updates and decisions, and the forms to add one and to say who
owns a decision."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import AGENCY, DECISION, KINDS_RAISED, NO_OWNER, owned_in_words
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.record.raised_to_svrp import (
    Raised,
    raise_to_svrp,
    raised_items,
    set_owner_and_due,
    take_back_raised,
)
from pages.shared.frame import store_access
from pages.shared.group.actions import first_due
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import safe_markup
from pages.shared.kit.text import draw_markup
from pages.shared.kit.unfolding import draw_folded


def raised_rows(found: Sequence[Raised]) -> None:
    """What is to be raised of a quarter, by kind."""
    parts = []
    for kind in KINDS_RAISED:
        items = "".join(_item(raised_item) for raised_item in found if raised_item.kind == kind)
        words = f"{kind[0].upper()}{kind[1:]}s"
        parts.append(
            f'<p class="ieo-text"><strong>{words}</strong></p>'
            + (f'<ul class="ieo-list">{items}</ul>' if items else '<p class="ieo-text">None.</p>')
        )
    draw_markup(f'<div class="ieo-words">{"".join(parts)}</div>')


def _item(raised: Raised) -> str:
    if raised.kind != DECISION:
        return f"<li>{safe_markup(raised.words)}</li>"
    owned = safe_markup(owned_in_words(raised.owner, raised.due))
    return f"<li>{safe_markup(raised.words)} <span class='quiet'>{owned}</span></li>"


def raise_form(quarter: Quarter) -> None:
    """A form of one row to raise something to the SVRP in the meeting, saved at once, also with Enter; of a
    decision also who owns it, and by when. What is refused stays typed."""
    if not store_access.may_change():
        return
    kind, form = _draw_kind(quarter), f"raise_{quarter}"
    with st.form(store_access.key_of_form(form), border=False):
        widths = [6, 3, 2, 1.3] if kind == DECISION else [8, 1.3]
        first, *between, last = st.columns(widths, vertical_alignment="bottom")
        words = first.text_input("What to raise", max_chars=LONGEST, required=True)
        owner, due = _owner_and_due(between, first_due(quarter)) if kind == DECISION else ("", None)
        if last.form_submit_button("Add it") and words.strip():
            store_access.record_change(raise_to_svrp, quarter, kind, words, owner, due, form=form)


def _draw_kind(quarter: Quarter) -> str:
    return st.selectbox(
        "Kind", KINDS_RAISED, format_func=str.capitalize, key=f"raise_kind_{quarter}", width=300
    )


def _draw_raising(quarter: Quarter) -> None:
    """The same on the page. What is refused stays typed."""
    kind, form = _draw_kind(quarter), f"raise_{quarter}"
    fields = store_access.key_of_form(form)
    words = st.text_input("What to raise", max_chars=LONGEST, key=f"{fields}_words", live=True)
    owner, due = (
        _owner_and_due(st.columns(2), first_due(quarter), fields=fields) if kind == DECISION else ("", None)
    )
    if draw_button_once_complete("Add it", {"what to raise": words.strip()}, f"{fields}_add"):
        store_access.record_change(raise_to_svrp, quarter, kind, words, owner, due, form=form)


def _owner_and_due(
    columns: Sequence[DeltaGenerator], due: dt.date | None, owner: str = "", fields: str = ""
) -> tuple[str, dt.date | None]:
    """Asked of each decision; both may still be open. `due`, `owner`: what is proposed, or stands; `fields`:
    how the keys begin, outside a form."""
    first, second = columns
    owners = ["", *AGENCY]
    begin = owners.index(owner) if owner in owners else 0
    keys = [f"{fields}_{name}" if fields else None for name in ("owner", "due")]
    chosen = first.selectbox(
        "Owner", owners, begin, format_func=lambda name: name or NO_OWNER.capitalize(), key=keys[0]
    )
    return chosen, second.date_input("Decide by", due, format="DD/MM/YYYY", key=keys[1])


def draw_raised(quarter: Quarter) -> None:
    """Updates and decisions, a form for another, saying who owns a decision, and withdrawing one."""
    items = store_access.read_store(raised_items, quarter)
    raised_rows(items)
    if store_access.may_change():
        _draw_raising(quarter)
    if not items or not store_access.may_change():
        return
    found = {raised_item.number: raised_item for raised_item in items}
    if decisions := [number for number, raised_item in found.items() if raised_item.kind == DECISION]:
        of_decisions = {number: found[number] for number in decisions}
        draw_folded("Owner and date of a decision", "own_decision", partial(_draw_owning, of_decisions))
    draw_withdrawing(items)


def draw_withdrawing(items: Sequence[Raised]) -> None:
    """Withdrawing one of what is to be raised, folded."""
    if items and store_access.may_change():
        found = {raised_item.number: raised_item for raised_item in items}
        draw_folded("Withdraw one", "withdraw_raised", partial(_draw_withdrawing, found))


def _draw_owning(decisions: Mapping[int, Raised]) -> None:
    number = st.selectbox(
        "Decision", list(decisions), format_func=lambda n: decisions[n].words, key="owned_which"
    )
    # Form and button are the decision's own: where it was withdrawn elsewhere meanwhile, nothing is done to
    # another.
    with st.form(f"owned_{number}", border=False):
        owner, due = _owner_and_due(st.columns(2), decisions[number].due, decisions[number].owner or "")
        if st.form_submit_button("Set them"):
            store_access.record_change(set_owner_and_due, number, owner, due)


def _draw_withdrawing(found: Mapping[int, Raised]) -> None:
    number = st.selectbox("Which", list(found), format_func=lambda n: found[n].words, key="raised_which")
    if st.button("Withdraw it", key=f"raised_back_{number}"):
        store_access.record_change(take_back_raised, number)
