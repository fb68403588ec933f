"""The Crest Advisory recommendations on the Working group page: how far each has come and by what evidence,
the form to say so, and what follows once one is achieved."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words, today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import (
    NOT_STARTED,
    RECOMMENDATIONS,
    REVISE,
    STATES_OF_RECOMMENDATION,
)
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.standing import STANDINGS
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.record.recommendation_progress import (
    TERMS,
    TRACKER,
    WHAT_WAS_DONE,
    Done,
    RecommendationStatus,
    achieved_recommendations,
    recommendation_history,
    record_done,
    set_recommendation,
    still_to_follow,
    when_done,
)
from pages.shared.frame import store_access
from pages.shared.group.where_it_stands import group_record
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_notices
from pages.shared.kit.text import bold, draw_list, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

_PROGRESS = "recommendation_evidence"  # the form
_TO_DO = {
    TRACKER: "update the Crest Advisory Readiness Tracker",
    TERMS: "revise the terms of reference",
}
A_YEAR, BEFORE_REVIEW = dt.timedelta(days=365), dt.timedelta(weeks=4)
_COLUMNS = ("Status", "Evidence", "On", "By")


def draw_reminder() -> None:
    """What is still to do since a recommendation was achieved, and the review that is near; nothing where
    there is nothing. It stays until it is said that it was done."""
    lines = [f"{words[0].upper()}{words[1:]}" for words in _still_to_do()]
    draw_notices([(bold("To do: "), line) for line in lines])


def _still_to_do() -> list[str]:
    achieved = achieved_recommendations(store_access.read_store(recommendation_history))
    lines = []
    for what, to_do in _TO_DO.items():
        done = store_access.read_store(when_done, what)
        if lacking := still_to_follow(achieved, done):
            refs = list_in_words([status.ref for status in lacking])
            verb = "is" if len(lacking) == 1 else "are"
            lines.append(f"{to_do}: {refs} {verb} achieved. Then say so on the tab Recommendations.")
        elif done and done.review_by and done.review_by - BEFORE_REVIEW <= today():
            lines.append(
                f"review the terms of reference by {day_in_words(done.review_by)}. Then say so on the tab "
                "Recommendations."
            )
    return lines


def draw_recommendations(quarter: Quarter) -> None:
    """The progress of each recommendation, its evidence, a form to update it, and what follows."""
    history = store_access.read_store(recommendation_history)
    now = {status.ref: status for status in history}
    rows = [
        (f"{recommendation.ref}  {recommendation.words}", *_as_it_is(now.get(recommendation.ref)))
        for recommendation in RECOMMENDATIONS
    ]
    draw_markup(
        html_table(
            "Recommendations",
            ("Recommendation", "Status", "Evidence", "Since"),
            rows,
            caption_shown=False,
            kind="ieo-register",
        )
    )
    if store_access.may_change():
        draw_folded("Update progress", "update_progress", partial(_draw_update, quarter, history))
    elif len(history) > len(now):
        draw_folded("Earlier progress", "earlier_progress", partial(_draw_earlier, history))
    _draw_what_follows(achieved_recommendations(history))


def _as_it_is(status: RecommendationStatus | None) -> tuple[str, str, str]:
    if status is None:
        return NOT_STARTED, "", ""
    return status.state, status.evidence, day_in_words(day_in_london(status.at))


def _draw_earlier(history: Sequence[RecommendationStatus]) -> None:
    recorded = [(one.ref, *_row(one)) for one in reversed(history)]
    draw_markup(html_table("All recorded progress", ("Recommendation", *_COLUMNS), recorded))


def _row(status: RecommendationStatus) -> tuple[str, str, str, str]:
    on = day_in_words(day_in_london(status.at))
    return status.state, status.evidence, on, status.who


def _draw_update(quarter: Quarter, history: Sequence[RecommendationStatus]) -> None:
    """What was recorded so far and what the group's pages say now are read first; then the form."""
    words = {recommendation.ref: recommendation.words for recommendation in RECOMMENDATIONS}
    ref = st.selectbox(
        "Recommendation", list(words), format_func=lambda one: f"{one}  {words[one]}", key="recommendation"
    )
    so_far = [_row(one) for one in reversed(history) if one.ref == ref]
    if so_far:
        draw_markup(html_table(f"Evidence for {ref} so far, the latest first", _COLUMNS, so_far))
    else:
        draw_paragraph(f"No evidence for {ref} is recorded yet.", kind="ieo-small")
    said = _said_by_pages(quarter, ref)
    key = store_access.key_of_form(f"{_PROGRESS}_{ref}")
    if said:
        draw_paragraph("What the group's pages say now:", kind="ieo-small")
        draw_list([(sentence,) for sentence in said])
        taken = " ".join(said)[:LONGEST]
        st.button("Use this as evidence", on_click=_take, args=(key, taken), key=f"take_{key}")
    begin = STATES_OF_RECOMMENDATION.index(so_far[0][0]) if so_far else 0
    state = st.radio(
        "It is", STATES_OF_RECOMMENDATION, begin, horizontal=True, key=f"recommendation_state_{ref}"
    )
    evidence = st.text_input("Evidence", max_chars=LONGEST, key=key, live=True)
    needed = {"the evidence": state == NOT_STARTED or evidence.strip()}
    if draw_button_once_complete("Record it", needed, "recommendation_record", kind="primary"):
        store_access.record_change(set_recommendation, ref, state, evidence, form=f"{_PROGRESS}_{ref}")


def _take(key: str, evidence: str) -> None:
    st.session_state[key] = evidence


def _said_by_pages(quarter: Quarter, ref: str) -> list[str]:
    asked = [standing for standing in STANDINGS if standing.ref == ref]
    record = group_record(quarter) if asked else None
    return [sentence for standing in asked if record for sentence in standing.say(record)]


def _draw_what_follows(achieved: Sequence[RecommendationStatus]) -> None:
    """What was done since, and the forms to say that it was."""
    draw_paragraph(REVISE, kind="ieo-small")
    for what, done_in_words in WHAT_WAS_DONE.items():
        done = store_access.read_store(when_done, what)
        words = f"{done_in_words[0].upper()}{done_in_words[1:]}"
        if done:
            again = f" Next review by {day_in_words(done.review_by)}." if done.review_by else ""
            draw_paragraph(f"{words} on {day_in_words(done.on)}.{again}")
        if store_access.may_change() and (achieved or done):
            draw_folded(f"{words}: say when", f"say_{what}", partial(_draw_saying, what, achieved, done))


def _draw_saying(what: str, achieved: Sequence[RecommendationStatus], done: Done | None) -> None:
    form = f"say {what}"
    key, now = store_access.key_of_form(form), today()
    on = st.date_input(
        "On", now, min_value=dt.date(2023, 10, 19), max_value=now, format="DD/MM/YYYY", key=f"{key}_on"
    )
    review_by = None
    if what == TERMS:
        review_by = st.date_input(
            "Review them next by (optional)",
            now + A_YEAR,
            min_value=now + dt.timedelta(days=1),
            format="DD/MM/YYYY",
            key=f"{key}_review",
        )
    if lacking := still_to_follow(achieved, done):
        refs = list_in_words([status.ref for status in lacking])
        draw_paragraph(f"It ends the reminder for {refs}.", kind="ieo-small")
    if draw_button_once_complete("Say so", {"the day": on}, f"{key}_save"):
        store_access.record_change(record_done, what, on, achieved, review_by, form=form)
