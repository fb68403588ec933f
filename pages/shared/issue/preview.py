"""Step 2 of issuing: the measures as the board will see them, and what is hidden."""

import pandas as pd
import streamlit as st

from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.corrections.compare_quarter_figures import (
    figure_in_words,
    four_quarters_of,
    quarter_figures,
)
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words
from pages.shared.issue.how_shared import draw_how_shared
from pages.shared.issue.next_issue import draw_what_it_would_do, would_issue
from pages.shared.issue.withdraw_figure import draw_how_many_mislead
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph


def draw_preview(standing: StoreSnapshot, quarter: Quarter) -> None:
    """What an issue would hand out now."""
    shown = rounded_for_sharing(would_issue(standing, quarter).shared.frame, standing.settings)
    shared = {ref: row for (ref, period), row in quarter_figures(shown).items() if period == quarter}
    hidden = sum(row["marker"] == HIDDEN for row in shared.values())
    handed_out = sum(pd.notna(row["value"]) for row in shared.values())
    without_value = len(MEASURES) - hidden - handed_out
    draw_paragraph(
        f"{handed_out} of {len(MEASURES)} figures would be handed out and {hidden} hidden"
        f"{f'; {without_value} have no value' if without_value else ''}. {hidden_in_words(standing.settings)}"
    )
    with st.expander("The measures as the board will see them"):
        draw_markup(
            html_table(
                f"What an issue of {label(quarter)} would hand out",
                ("Measure", label(quarter)),
                [
                    (
                        ", ".join(filter(None, (f"{ref}  {MEASURE[ref].name}", four_quarters_of(row)))),
                        figure_in_words(row, ref),
                    )
                    for ref, row in shared.items()
                ],
                numeric=(label(quarter),),
            )
        )
    draw_what_it_would_do(standing, quarter)
    draw_how_many_mislead(standing, quarter)
    draw_how_shared(standing, quarter)
