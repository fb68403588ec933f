"""How figures are shared: which counts are small, and what else is hidden or rounded. Measures whose quarters
are mostly hidden can be shared as rolling four quarters, after the officer has seen what that would show."""

from collections.abc import Mapping

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.rolling_proposals import (
    FiguresShown,
    RollingProposal,
    mostly_hidden,
    propose_rolling,
)
from pages.shared.frame import store_access
from pages.shared.issue.next_issue import would_issue
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.settings.choose import draw_settings
from pages.shared.settings.tabs import CHOSEN_ON, SHARING
from pages.shared.settings.what_it_changes import draw_hidden

SEE = "See what four quarters together would show"
ROLLS = (
    "Files, charts and the meeting then show windows of four quarters of these measures, each named by its "
    "first and last quarter, and neither quarters nor years to date. They are not judged, since neighbouring "
    "windows share three quarters."
)


def draw_sharing() -> None:
    """The settings, what is proposed, and what each would change. Nothing is handed out by them before an
    issue."""
    draw_paragraph("It counts from the next issue; what was issued stays.")
    standing = store_access.snapshot()
    if standing.results is not None:
        quarter = standing.results.governed.last
        frame = would_issue(standing, quarter).shared.frame
        if hidden := mostly_hidden(frame, standing.settings.shared_as_rolling):
            draw_paragraph(mostly_hidden_in_words(hidden), f" {ROLLS}")
            _draw_what_it_would_show(standing, quarter)
    draw_settings(CHOSEN_ON[SHARING], "sharing", draw_hidden)


def mostly_hidden_in_words(hidden: Mapping[str, FiguresShown]) -> str:
    """Of which measures most quarters would be hidden, and what can be done."""
    said = [
        f"{ref} {MEASURE[ref].name} ({figures_shown.shown} of {figures_shown.of} quarters shown)"
        for ref, figures_shown in hidden.items()
    ]
    return (
        f"Most quarters of {'; '.join(said)} would be hidden. Four quarters together, rolling, may be large "
        "enough to share in their place."
    )


def _proposed(quarter: Quarter) -> tuple[object, ...]:
    return "rolling four quarters", quarter


def _proposals(standing: StoreSnapshot, quarter: Quarter) -> list[RollingProposal]:
    """Worked out once for how things stand, with progress."""
    shared, progress = would_issue(standing, quarter).shared.frame, st.empty()

    def work_out() -> list[RollingProposal]:
        tell = progress.progress(0.0, SEE).progress
        return propose_rolling(store_access.open_store_of_session(), quarter, standing, shared, tell)

    found = store_access.kept(_proposed(quarter), work_out)
    progress.empty()
    return found


def _draw_what_it_would_show(standing: StoreSnapshot, quarter: Quarter) -> None:
    # Asked for again after a change: it takes seconds, and the page opens without it.
    if not store_access.is_known(_proposed(quarter)) and not st.button(SEE, key=f"see_rolling_{quarter}"):
        return
    proposals = _proposals(standing, quarter)
    draw_markup(
        html_table(
            "What rolling four quarters would show",
            ("Measure", "Would be shown", "Other figures shown that change"),
            [
                (
                    f"{rolling_proposal.ref}  {MEASURE[rolling_proposal.ref].name}",
                    rolling_proposal.in_words,
                    rolling_proposal.others_in_words,
                )
                for rolling_proposal in proposals
            ],
        )
    )
