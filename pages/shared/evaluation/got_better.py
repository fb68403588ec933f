"""What is better than four quarters before, and the form that takes it as evidence of the recommendation to
agree one approach to evaluation."""

from functools import partial

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter, label
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
from pages.shared.frame import store_access
from pages.shared.kit.text import draw_heading, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.to_recommendation import draw_to_recommendation


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
            draw_folded(f"{words}: {len(rest)}", f"evaluation_{word}", partial(_draw_all, rest))


def _draw_all(changes: list[AgainstYearBefore]) -> None:
    for one in changes:
        draw_paragraph(in_words(one), kind="ieo-small")


def _draw_evidence(better: list[AgainstYearBefore], quarter: Quarter) -> None:
    draw_heading(f"Evidence for recommendation {RECOMMENDATION}")
    if not better:
        draw_paragraph(f"There is nothing to take as evidence from {label(quarter)}.")
    elif store_access.may_change():
        draw_to_recommendation(RECOMMENDATION, evidence_in_words(better))
