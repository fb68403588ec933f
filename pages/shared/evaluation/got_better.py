"""What is better than four quarters before, and the form that takes it as evidence of the recommendation to
agree one approach to evaluation."""

import pandas as pd
import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import ACHIEVED, UNDER_WAY
from ieo_metrics.group.evaluation.against_year_before import (
    BETTER,
    NO_CLEAR_CHANGE,
    NOT_COMPARED,
    WORSE,
    AgainstYearBefore,
    against_year_before,
    by_chance_in_words,
    evidence_in_words,
    in_words,
)
from ieo_metrics.group.evaluation.standing import RECOMMENDATION
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.record.recommendation_progress import latest_recommendations, set_recommendation
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.text import bold, draw_heading, draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded


def draw_got_better(table: pd.DataFrame, quarter: Quarter) -> None:
    """In sentences: better, worse; folded, what has no clear change and what cannot be compared."""
    changes = against_year_before(table, quarter)
    by_word = {word: [one for one in changes if one.word == word] for word in (BETTER, WORSE)}
    for word, some in by_word.items():
        draw_heading(f"{word.capitalize()} than four quarters before")
        if not some:
            draw_paragraph(f"Nothing is {word} by more than chance.")
        for one in some:
            draw_paragraph(in_words(one))
    if said := by_chance_in_words(changes):
        draw_paragraph(said, kind="ieo-small")
    _draw_evidence(by_word[BETTER], quarter)
    for word, words in (
        (NO_CLEAR_CHANGE, "No clear change"),
        (NOT_COMPARED, "What cannot be compared, and why"),
    ):
        rest = [one for one in changes if one.word == word]
        if rest:
            draw_folded(f"{words}: {len(rest)}", f"evaluation_{word}", lambda some=rest: _draw_all(some))


def _draw_all(changes: list[AgainstYearBefore]) -> None:
    for one in changes:
        draw_paragraph(in_words(one), kind="ieo-small")


def _draw_evidence(better: list[AgainstYearBefore], quarter: Quarter) -> None:
    status = store_access.read_store(latest_recommendations).get(RECOMMENDATION)
    draw_heading(f"Evidence for recommendation {RECOMMENDATION}")
    if status:
        draw_markup(text_markup(bold(f"Recorded: {status.state}. "), status.evidence))
    if not better:
        draw_paragraph(f"There is nothing to take as evidence from {label(quarter)}.")
        return
    if not store_access.may_change():
        return
    key = f"evaluation_evidence_{quarter}_{store_access.times_saved()}"
    evidence = st.text_input(
        "Evidence",
        evidence_in_words(better),
        max_chars=LONGEST,
        key=key,
        help="Everybody can read it, so it has no numbers of young people. Change the words as you like.",
        live=True,
    )
    state = ACHIEVED if status and status.state == ACHIEVED else UNDER_WAY
    words = f"Record it as evidence for {RECOMMENDATION}"
    if draw_button_once_complete(words, {"the evidence": evidence.strip()}, f"{key}_record", kind="primary"):
        store_access.record_change(set_recommendation, RECOMMENDATION, state, evidence)
