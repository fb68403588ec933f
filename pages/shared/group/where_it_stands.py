"""Where each activity of the terms of reference, and each recommendation, stands, with the way to the page
that has the rest."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.terms_of_reference import ACTIVITIES, OPEN, RECOMMENDATIONS
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.evaluation.against_year_before import against_year_before
from ieo_metrics.group.group_record import GroupRecord, load_group_record
from ieo_metrics.group.standing import STANDINGS
from pages.shared.evaluation.evaluation_of_session import evaluation_of_session
from pages.shared.frame import store_access
from pages.shared.frame.figures import issue_numbers, issued_figures
from pages.shared.frame.page import PATHS
from pages.shared.frame.page_address import quarter_slug
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup

NOTHING_YET = "Nothing is recorded yet."
_WORDS = ACTIVITIES | {recommendation.ref: recommendation.words for recommendation in RECOMMENDATIONS}


def group_record(quarter: Quarter) -> GroupRecord:
    """What is recorded, beside the figures of the quarter's latest issue (without any where there is none),
    and what the returns answer."""
    number = issue_numbers().get(quarter)
    issued = issued_figures(quarter, number) if number else None
    settings = store_access.snapshot().settings
    shared = issued.frame if issued else pd.DataFrame()
    record = store_access.read_store(load_group_record, quarter, today(), settings, shared)
    if store_access.snapshot_with_rows() is None:
        return record
    return replace(record, changes=against_year_before(evaluation_of_session().answers, quarter))


def draw_where_it_stands(quarter: Quarter) -> None:
    """A line for each, in the order of the terms of reference."""
    record = group_record(quarter)
    draw_paragraph(
        "What the terms of reference ask of the group, from what is recorded and measured. Actions are "
        "agreed with their activity, in the meeting or on the tab Actions."
    )
    for ref, words in _WORDS.items():
        with st.container(key=f"stands_{ref.replace('.', '_')}", gap="xxsmall"):
            _draw_line(record, ref, words)


def _draw_line(record: GroupRecord, ref: str, words: str) -> None:
    said = [(standing, standing.say(record)) for standing in STANDINGS if standing.ref == ref]
    state = _state(record, ref)
    # What was taken as the evidence is not said again by the page that it was taken from.
    news = (one for _, some in said for one in some if one.rstrip(".") not in " ".join(state))
    sentences = [*state, *news, *_actions(record, ref)]
    begin = [standing.begin for standing, some in said if not some]
    draw_markup(
        text_markup(bold(f"{ref}  {words}"))
        + text_markup(" ".join(sentences) or NOTHING_YET)
        + (text_markup(" ".join(["To begin:", *begin]), kind="ieo-small") if begin else "")
    )
    with st.container(horizontal=True, gap="small"):
        for page in dict.fromkeys(standing.page for standing, _ in said):
            st.page_link(PATHS[page], label=page, query_params={"quarter": quarter_slug(record.quarter)})


def _state(record: GroupRecord, ref: str) -> list[str]:
    """`It is under way: A paper was agreed.`, of a recommendation of which that was recorded."""
    status = record.recommendations.get(ref)
    if status is None:
        return []
    evidence = status.evidence.rstrip(".")
    return [f"It is {status.state}{f': {evidence}' if evidence else ''}."]


def _actions(record: GroupRecord, ref: str) -> list[str]:
    """`2 open actions, 1 late.`"""
    still = [action for action in record.actions if action.activity == ref and action.state == OPEN]
    if not still:
        return []
    late = sum(action.late(record.today) for action in still)
    return [f"{plural(len(still), 'open action')}{f', {late} late' if late else ''}."]
