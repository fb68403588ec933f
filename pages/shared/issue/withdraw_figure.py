"""For the officer: which figures would mislead if they were repeated, and why; withdrawing one, and putting
it back."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.measuring.compute_measures import period_label
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words, four_quarters_of
from ieo_metrics.store.issues.corrections.misleading_figures import Misleading, misleading_figures
from ieo_metrics.store.issues.withdrawing.withdraw_figure import (
    LONGEST,
    Key,
    may_be_put_back,
    may_be_withdrawn,
    put_figure_back,
    waits_for_another,
    withdraw_figure,
)
from ieo_metrics.store.issues.withdrawing.withheld_figures import still_withdrawn
from pages.shared.frame import store_access
from pages.shared.issue.next_issue import would_issue
from pages.shared.kit.confirmation import ticked_button
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_list, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

FORM = "Withdraw a figure"
WHAT_IT_DOES = (
    "It is hidden, marked [c], in every area and with every longer period that holds it: in the pack, files, "
    "charts and meeting of each issue, also of those made before, and in each new one.",
    "When a new issue can give out the corrected figure, that stands in its place.",
    "A pack says that figures were withdrawn, and not which; who has an earlier one can see it.",
    "Readers who have it know it: what is handed out later still protects young people from that.",
    "It can be put back until a quarter is issued again; where an issue waits for a second person, by "
    "another. The audit trail keeps it, with what you write here.",
)


def would_mislead(standing: StoreSnapshot, quarter: Quarter) -> list[Misleading]:
    """The figures that an issue of the quarter would repeat and that would mislead."""
    would = would_issue(standing, quarter)
    return store_access.worked_out(
        ("would mislead", quarter),
        lambda: misleading_figures(
            would.shared.frame,
            would.waiting,
            quarter,
            ChartRules(standing.settings.control_limits, standing.rebasings),
            standing.targets,
            standing.settings,
        ),
    )


def draw_how_many_mislead(standing: StoreSnapshot, quarter: Quarter) -> None:
    """That repeating figures would mislead, before the click; which ones, and why, is the officer's."""
    if found := would_mislead(standing, quarter):
        draw_paragraph(
            f"Repeating {plural(len(found), 'issued figure')} would mislead: with the correction that waits, "
            "the verdict or the result against the target would be another. Which and why stands under For "
            "you only, where a figure can be withdrawn."
        )


def draw_misleading(standing: StoreSnapshot, quarter: Quarter) -> None:
    """The figures that would mislead, with why; the form to withdraw one; those that were withdrawn."""
    found = would_mislead(standing, quarter)
    if found:
        draw_markup(
            html_table(
                "What would mislead if it were repeated, for the officer",
                ("Measure", "Quarter", "As issued", "Now", "Why it would mislead"),
                [
                    (
                        _measure(misleading.correction.ref),
                        four_quarters_of(misleading.correction.now) or label(misleading.correction.quarter),
                        figure_in_words(misleading.correction.issued, misleading.correction.ref),
                        figure_in_words(misleading.correction.now, misleading.correction.ref),
                        " ".join(misleading.why),
                    )
                    for misleading in found
                ],
                kind="ieo-compact ieo-long ieo-corrections",
            )
        )
    if store_access.may_change():
        _draw_form(standing, quarter, found)
    _draw_withdrawn(standing, quarter)


def _draw_form(standing: StoreSnapshot, quarter: Quarter, found: list[Misleading]) -> None:
    first = [
        (misleading.correction.ref, str(misleading.correction.now["span"]), misleading.correction.quarter)
        for misleading in found
    ]
    offered = [*first, *(key for key in may_be_withdrawn(standing, quarter) if key not in first)]
    if not offered:
        return
    draw_folded(FORM, f"withdraw_figure_{quarter}", partial(_draw_fields, standing, quarter, offered, first))


def _draw_fields(standing: StoreSnapshot, quarter: Quarter, offered: list[Key], first: list[Key]) -> None:
    key = partial("withdraw_figure_{}_{}_{}".format, quarter, standing.facts.rows)
    figure = st.selectbox(
        "Which figure?", offered, format_func=partial(_named, first=first), key=key("which")
    )
    why = st.text_input("Why is the figure withdrawn?", max_chars=LONGEST, key=key("why"), live=True)
    draw_list([(what, "") for what in WHAT_IT_DOES], "ieo-small")
    needed = {"why it is withdrawn": why.strip()}
    if ticked_button("Withdraw this figure.", "Withdraw the figure", key("withdraw"), needed):
        by = store_access.somebody_at_work()
        store_access.change_fact(
            withdraw_figure, figure, why, store_access.drawn_snapshot(), person=by.person
        )
        st.rerun()


def _named(key: Key, first: list[Key]) -> str:
    ref, span, quarter = key
    misleads = " (would mislead)" if key in first else ""
    return f"{_measure(ref)}, {period_label(quarter, span)}{misleads}"


def _measure(ref: str) -> str:
    return f"{ref}  {MEASURE[ref].name}"


def _draw_withdrawn(standing: StoreSnapshot, quarter: Quarter) -> None:
    """Of each figure up to the quarter, who withdrew it, when and why, and whether it is still hidden."""
    hidden = still_withdrawn(standing.withdrawn_figures, standing.handed_out)
    by = store_access.somebody_at_work()
    for figure in (figure for figure in standing.withdrawn_figures if figure.quarter <= quarter):
        on = day_in_words(day_in_london(figure.at))
        stands = "" if figure in hidden else " Another figure was given out in its place since."
        draw_paragraph(
            bold(f"{_measure(figure.ref)}, {figure.period}, was withdrawn on {on}, by {figure.who}."),
            f" Why: {figure.why.rstrip('.')}.{stands}",
        )
        if not (may_be_put_back(standing, figure) and store_access.may_change()):
            continue
        if store_access.read_store(waits_for_another, figure, by):
            draw_paragraph("Another officer can put it back, since an issue waits for a second person.")
        elif st.button("Put it back", key=f"put_back_{figure.row}"):
            store_access.change_fact(put_figure_back, figure, person=by.person)
            st.rerun()
