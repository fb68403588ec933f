"""Comments on each measure in a quarter, the provider's and the officer's, and the form to write one."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.store.record.comments import (
    LONGEST,
    PROVIDER,
    ROLES,
    add_comment,
    comment_history,
    current_comments,
)
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded

_TYPED = "comment typed"


def draw_commentary(quarter: Quarter) -> None:
    """The comments on a quarter, measure by measure, and a form for another."""
    said = store_access.read_store(current_comments, quarter)
    rows = [
        (
            f"{ref}  {MEASURE[ref].name}",
            f"{comment.author} ({comment.role})",
            comment.text,
            day_in_words(day_in_london(comment.at)),
        )
        for ref in (measure.ref for measure in MEASURES if measure.ref in said)
        for comment in said[ref]
    ]
    draw_markup(
        html_table(
            f"Comments on {label(quarter)}, as the meeting and the pack show them",
            ("Measure", "Author", "Comment", "Date"),
            rows,
        )
        if rows
        else text_markup(f"No comments on {label(quarter)} yet.")
    )
    if store_access.may_change():
        draw_folded("Write a comment", "write_comment", partial(_draw_form, quarter))


def _typed(quarter: Quarter, ref: str) -> str:
    """What was typed about a measure and not saved: whose comment it is may be said afterwards."""
    of_quarter, of_measure, words = st.session_state.get(_TYPED, (None, None, ""))
    return words if (of_quarter, of_measure) == (quarter, ref) else ""


def _draw_form(quarter: Quarter) -> None:
    ref = st.selectbox(
        "Measure",
        [m.ref for m in MEASURES],
        format_func=lambda ref: f"{ref}  {MEASURE[ref].name}",
        key="comment_measure",
    )
    role = st.radio("Comment from", ROLES, format_func=str.capitalize, horizontal=True, key="comment_role")
    author = MEASURE[ref].provider if role == PROVIDER else store_access.author_name()
    every = store_access.read_store(comment_history, quarter, ref)
    last = next((comment.text for comment in every if (comment.role, comment.author) == (role, author)), "")
    words = st.text_area(
        "Comment: everyone will see it, so do not identify a young person or give a hidden number",
        _typed(quarter, ref) or last,
        max_chars=LONGEST,
        key=f"comment_{quarter}_{ref}_{role}",
    )
    st.session_state[_TYPED] = (quarter, ref, "" if words == last else words)
    draw_paragraph(
        f"By {author}."
        + (" It replaces the earlier comment; leave it empty to withdraw that one." if last else ""),
        kind="ieo-small",
    )
    needed = {"another comment than the saved one; then click outside the box": words.strip() != last}
    if draw_button_once_complete("Save it", needed, kind="primary"):
        store_access.record_change(add_comment, quarter, ref, role, author, words)
    earlier = [comment for comment in every if comment.text][1:]
    if earlier:
        draw_paragraph(
            (
                f"Earlier comments: {len(earlier)}. The latest, from "
                f"{day_in_words(day_in_london(earlier[0].at))}: {earlier[0].text}"
            ),
            kind="ieo-small",
        )
