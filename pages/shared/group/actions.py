"""Actions as the group agrees, sees and closes them: the form of the meeting, and the table of the Working
group page."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ieo_metrics.framework.dates.days import day_in_london, day_in_words, today
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.roles import AGREE_ACTIONS
from ieo_metrics.framework.terms_of_reference import ACTIVITIES, AGENCY, DONE, DROPPED, OPEN, held_between
from ieo_metrics.store.record.meetings_and_actions import (
    LONGEST,
    Action,
    all_actions,
    close_action,
    open_action,
)
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import Html, html_table, safe_markup
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

COLUMNS = ("Action", "Owner", "Due", "Measure", "Activity", "Agreed")
ALL, LATE = "All open", "Late"
FOUR_WEEKS = dt.timedelta(weeks=4)


def _activity(ref: str) -> str:
    return f"{ref}  {ACTIVITIES[ref]}" if ref else "No activity"


def _measure(ref: str) -> str:
    return f"{ref}  {MEASURE[ref].name}" if ref else "No measure"


def action_rows(some: Sequence[Action]) -> tuple[Sequence[str], list[Sequence[object]]]:
    """Columns and rows of a table of open actions."""
    return COLUMNS, [
        (
            f"{action.number}. {action.words}",
            action.owner,
            (
                Html(f'<span class="worsened ieo-unbroken">{day_in_words(action.due)}, late</span>')
                if action.late(today())
                else day_in_words(action.due)
            ),
            action.ref,
            action.activity,
            label(action.quarter),
        )
        for action in some
    ]


def agreed_in_short(some: Sequence[Action]) -> str:
    """The open actions about a measure, in short."""
    items = "".join(
        (
            f"<li>{safe_markup(action.words)} <span class='quiet'>({safe_markup(action.owner)}, "
            f"{day_in_words(action.due)})</span></li>"
        )
        for action in some
    )
    return (
        f'<div class="ieo-ask"><h2>Actions</h2><ul tabindex="0" aria-label="Actions">{items}</ul></div>'
        if some
        else ""
    )


def first_due(quarter: Quarter) -> dt.date:
    """The due date proposed for a new action or decision: before the next meeting; where that was due
    already, four weeks on."""
    before_next = held_between(quarter + 1)[0]
    return before_next if before_next > today() else today() + FOUR_WEEKS


def action_form(quarter: Quarter, ref: str, activity: str = "") -> None:
    """A form of one row for an action in the meeting, saved with Enter once it says who owns it: nobody is
    given one unasked. What is refused stays typed. `ref`: the measure it is about, "" for none; `activity`:
    that is proposed."""
    if not store_access.may_change(AGREE_ACTIONS):
        return
    form = f"action_{quarter}_{ref}_{activity}"
    with st.form(store_access.key_of_form(form), border=False):
        first, *rest, last = st.columns([5, 3, 2, 3, 1.3], vertical_alignment="bottom")
        words = first.text_input("Action", max_chars=LONGEST, placeholder="What will be done", required=True)
        owner, due, serves = _owner_due_and_activity(rest, quarter, activity)
        if last.form_submit_button("Add it") and words.strip() and owner:
            _agree(form, quarter, words, owner, due, ref, serves)


def _owner_due_and_activity(
    places: Sequence[DeltaGenerator], quarter: Quarter, activity: str = "", fields: str = ""
) -> tuple[str | None, dt.date, str]:
    """What is asked of each action beside its words; None as long as nobody owns it. `activity`: that is
    proposed; `fields`: how the keys begin, outside a form."""
    who, when, what = places
    activities = ["", *ACTIVITIES]
    keys = [f"{fields}_{name}" if fields else None for name in ("owner", "due", "activity")]
    return (
        who.selectbox(
            "Owner", list(AGENCY), None, placeholder="Choose who", required=not fields, key=keys[0]
        ),
        when.date_input("Due", first_due(quarter), format="DD/MM/YYYY", key=keys[1]),
        what.selectbox(
            "Activity of the Theory of Change",
            activities,
            activities.index(activity),
            format_func=_activity,
            key=keys[2],
        ),
    )


def _agree(form: str, *action: object) -> None:
    store_access.record_change(open_action, *action, right=AGREE_ACTIONS, form=form)


def _draw_agreeing(quarter: Quarter) -> None:
    """The same on the page, where the measure is chosen too. What is refused stays typed."""
    form = f"action_{quarter}"
    fields = store_access.key_of_form(form)
    words = st.text_input(
        "Action", max_chars=LONGEST, placeholder="What will be done", key=f"{fields}_words", live=True
    )
    owner, due, activity = _owner_due_and_activity(st.columns([3, 2, 4]), quarter, fields=fields)
    about = st.selectbox("Measure", ["", *MEASURE], format_func=_measure, key=f"{fields}_measure")
    needed = {"the action": words.strip(), "the owner": owner}
    if draw_button_once_complete("Add it", needed, f"{fields}_add"):
        _agree(form, quarter, words, owner, due, about, activity)


def draw_actions(quarter: Quarter) -> None:
    """Every open action, with those of earlier meetings; agreeing one, closing one; and what was closed."""
    every = store_access.read_store(all_actions)
    still = [action for action in every if action.state == OPEN]
    if still:
        offered = [ALL, LATE, *sorted({action.owner for action in still})]
        chosen = st.selectbox("Show", offered, key="actions_shown", width=360)
        shown = [
            action
            for action in still
            if chosen == ALL or action.owner == chosen or (chosen == LATE and action.late(today()))
        ]
        carried = sum(action.quarter < quarter for action in shown)
        columns, rows = action_rows(shown)
        draw_markup(
            html_table(
                (
                    f"{len(shown)} open, including {carried} carried forward from before the meeting "
                    f"about {label(quarter)}"
                ),
                columns,
                rows,
            )
        )
    else:
        draw_paragraph("No open actions.")
    if store_access.may_change():
        draw_folded("Agree an action", "agree_action", partial(_draw_agreeing, quarter))
    draw_closing(still)
    closed = [action for action in every if action.state != OPEN]
    if closed:
        draw_folded(f"Closed: {len(closed)}", "closed_actions", partial(_draw_closed, closed))


def draw_closing(still: Sequence[Action]) -> None:
    """A form to close one of the open actions, folded: as done, or as dropped."""
    if still and store_access.may_change():
        draw_folded("Close an action", "close_action", partial(_draw_closing, still))


def _draw_closed(closed: Sequence[Action]) -> None:
    rows = [
        (
            f"{action.number}. {action.words}",
            action.owner,
            action.state,
            day_in_words(day_in_london(action.closed_at or action.at)),
            action.why,
            action.ref,
        )
        for action in closed
    ]
    columns = ("Action", "Owner", "Status", "On", "Why", "Measure")
    draw_markup(html_table("Actions done or dropped", columns, rows))


def _draw_closing(still: Sequence[Action]) -> None:
    known = {action.number: action for action in still}
    number = st.selectbox(
        "Which action", list(known), format_func=lambda n: f"{n}. {known[n].words}", key="close_which"
    )
    state = st.radio("It is", (DONE, DROPPED), horizontal=True, key="close_state")
    form = "close_why"
    why = st.text_input("How, or why", max_chars=LONGEST, key=store_access.key_of_form(form), live=True)
    # The button is the action's own: where that was closed elsewhere meanwhile, no other is closed for it.
    if draw_button_once_complete("Close it", {"how, or why": why.strip()}, f"close_{number}", kind="primary"):
        store_access.record_change(close_action, number, state, why, form=form)
