"""What goes to the SVRP from a meeting: key updates and decisions, and the form to add another."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import KINDS_RAISED
from ieo_metrics.store.record.meetings_and_actions import (
    LONGEST,
    raise_to_svrp,
    raised_items,
    take_back_raised,
)
from pages.shared.frame import store_access
from pages.shared.frame.html_tables import inert_text, safe_markup
from pages.shared.frame.page import draw_markup, unfolding_form


def raised_rows(quarter: Quarter) -> None:
    """What is to be raised of a quarter, by kind."""
    found = store_access.read_store(raised_items, quarter)
    parts = []
    for kind in KINDS_RAISED:
        items = "".join(
            f"<li>{safe_markup(raised_item.words)}</li>" for raised_item in found if raised_item.kind == kind
        )
        words = f"{kind[0].upper()}{kind[1:]}s"
        parts.append(
            f'<p class="ieo-text"><strong>{words}</strong></p>'
            + (f'<ul class="ieo-list">{items}</ul>' if items else '<p class="ieo-text">None.</p>')
        )
    draw_markup(f'<div class="ieo-words">{"".join(parts)}</div>')


def raise_form(quarter: Quarter) -> None:
    """A form of one row to raise something to the SVRP."""
    if store_access.open_store_of_session().read_only:
        return
    with st.form(f"raise_{quarter}", clear_on_submit=True, border=False):
        first, second, third = st.columns([2, 8, 1.3], vertical_alignment="bottom")
        kind = first.selectbox("Kind", KINDS_RAISED, format_func=str.capitalize)
        words = second.text_input("What to raise", max_chars=LONGEST)
        if third.form_submit_button("Add it") and words.strip():
            store_access.record_change(raise_to_svrp, quarter, kind, words)


def draw_raised(quarter: Quarter) -> None:
    """Updates and decisions, a form for another, and withdrawing one."""
    raised_rows(quarter)
    raise_form(quarter)
    found = {
        raised_item.number: raised_item for raised_item in store_access.read_store(raised_items, quarter)
    }
    if found and not store_access.open_store_of_session().read_only:
        with unfolding_form("Withdraw one"):
            number = st.selectbox(
                "Which", list(found), format_func=lambda n: inert_text(found[n].words), key="raised_which"
            )
            if st.button("Withdraw it", key="raised_back"):
                store_access.record_change(take_back_raised, number)
