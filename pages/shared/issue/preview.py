"""Step 2 of issuing: the measures as the board will see them, what is hidden and why, and which corrections
wait."""

from typing import Any

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.corrections.compare_quarter_figures import (
    figure_in_words,
    four_quarters_of,
    quarter_figures,
)
from ieo_metrics.store.issues.cut_off_after_quarter import frame_as_read
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words
from ieo_metrics.store.issues.rolling_proposals import mostly_hidden
from pages.shared.frame import store_access
from pages.shared.frame.page import SETTINGS_PAGE
from pages.shared.issue.next_issue import draw_what_it_would_do, would_issue
from pages.shared.issue.pack_sections import draw_pack_sections
from pages.shared.issue.withdraw_figure import draw_how_many_mislead
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.ways import draw_way
from pages.shared.settings.sharing import mostly_hidden_in_words
from pages.shared.settings.tabs import SHARING


def preview_in_short(standing: StoreSnapshot, quarter: Quarter) -> str:
    """`14 of 19 figures shown, 5 hidden · 2 corrections wait`."""
    shown, hidden = _how_many(_shared(standing, quarter))
    would = would_issue(standing, quarter)
    parts = [f"{shown} of {len(MEASURES)} figures shown, {hidden or 'none'} hidden"]
    if would.revised:
        parts.append(f"{plural(len(would.revised), 'issued figure')} would be revised")
    if would.waiting:
        many = len(would.waiting)
        parts.append(f"{plural(many, 'correction')} {'waits' if many == 1 else 'wait'}")
    return " · ".join(parts)


def _shared(standing: StoreSnapshot, quarter: Quarter) -> dict[str, dict[str, Any]]:
    """By ref, the quarter's figure as an issue would hand it out now."""

    def work_out() -> dict[str, dict[str, Any]]:
        shown = frame_as_read(would_issue(standing, quarter).shared.frame, quarter, standing.settings)
        return {ref: row for (ref, period), row in quarter_figures(shown).items() if period == quarter}

    return store_access.kept(("as shared", quarter), work_out)


def _how_many(shared: dict[str, dict[str, Any]]) -> tuple[int, int]:
    """How many would be handed out, and how many hidden."""
    return (
        sum(pd.notna(row["value"]) for row in shared.values()),
        sum(row["marker"] == HIDDEN for row in shared.values()),
    )


def draw_preview(standing: StoreSnapshot, quarter: Quarter) -> None:
    """What an issue would hand out now."""
    shared = _shared(standing, quarter)
    handed_out, hidden = _how_many(shared)
    without_value = len(MEASURES) - hidden - handed_out
    draw_paragraph(
        f"{handed_out} of {len(MEASURES)} figures would be handed out and {hidden} hidden"
        f"{f'; {without_value} have no value' if without_value else ''}. {hidden_in_words(standing.settings)}"
    )
    draw_what_it_would_do(standing, quarter)
    draw_how_many_mislead(standing, quarter)
    _propose_rolling(standing, quarter)
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
            kind="ieo-compact ieo-narrow",
        )
    )
    draw_pack_sections(standing, quarter)


def _propose_rolling(standing: StoreSnapshot, quarter: Quarter) -> None:
    would, rolling = would_issue(standing, quarter), standing.settings.shared_as_rolling
    hidden = store_access.kept(("mostly hidden", quarter), lambda: mostly_hidden(would.shared.frame, rolling))
    if hidden:
        draw_paragraph(mostly_hidden_in_words(hidden))
        draw_way("Change how figures are shared", SETTINGS_PAGE, set=SHARING)
