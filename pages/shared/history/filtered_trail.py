"""The audit trail, the newest first, fifty at a time, narrowed by who, what, when and words. What is asked
for stands in the page's address."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.framework.dates.days import in_clock_digits
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.trail.audit_trail import Entry
from ieo_metrics.store.trail.entries_in_view import Asked, action_in_words, entries_asked_for
from pages.shared.history.audit_trail import entry_in_words
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph, text_markup

A_PAGE = 50
_PAGE = "trail_page"  # in the session: what was asked for, and how many pages back one is
_COLUMNS = ("Number", "When (UK time)", "Who", "Role", "What", "About")


def draw_trail(entries: Sequence[Entry]) -> None:
    """`entries`: the whole trail."""
    asked = _ask(entries)
    found = entries_asked_for(entries, asked, entry_in_words)
    if not found:
        draw_paragraph("No line of the history fits. Choose less, or other words.")
        return
    of, back = st.session_state.get(_PAGE, (asked, 0))
    first = back * A_PAGE if of == asked and back * A_PAGE < len(found) else 0
    shown = found[first : first + A_PAGE]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        which = f"{first + 1:,} to {first + len(shown):,}"
        draw_markup(text_markup(which, " of ", plural(len(found), "line"), ", newest first"))
        if len(found) > A_PAGE:
            here = first // A_PAGE
            with st.container(horizontal=True, width="content"):
                for words, to in (("Newer", here - 1), ("Older", here + 1)):
                    beyond = not 0 <= to * A_PAGE < len(found)
                    st.button(words, disabled=beyond, on_click=_turn_to, args=(asked, to))
    draw_markup(
        html_table(
            "Newest first",
            _COLUMNS,
            [
                (
                    one.seq,
                    in_clock_digits(one.at),
                    one.who,
                    one.role,
                    action_in_words(one.action),
                    entry_in_words(one),
                )
                for one in shown
            ],
            kind="ieo-long ieo-trail",
            caption_shown=False,
        )
    )


def _turn_to(asked: Asked, page: int) -> None:
    st.session_state[_PAGE] = asked, page


def _ask(entries: Sequence[Entry]) -> Asked:
    """The row of what can be asked for."""
    people = sorted({one.who for one in entries})
    actions = sorted({one.action for one in entries}, key=action_in_words)
    with st.container(horizontal=True, key="ieo_trail_asked"):
        who = st.selectbox("Who", people, None, key="who", bind="query-params", placeholder="Everybody")
        what = st.selectbox(
            "What",
            actions,
            None,
            format_func=action_in_words,
            key="what",
            bind="query-params",
            placeholder="Anything",
        )
        first = st.date_input("From", None, format="DD/MM/YYYY", key="from", bind="query-params")
        last = st.date_input("To", None, format="DD/MM/YYYY", key="to", bind="query-params")
        words = st.text_input("Words in it", key="words", bind="query-params")
    return Asked(who or "", what or "", first, last, words)
