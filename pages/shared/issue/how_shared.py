"""In step 2 of issuing: how figures are shared. Measures whose quarters are mostly hidden can be shared as
rolling four quarters, after the officer has seen what that would show; 0% and 100% can be hidden; and which
counts are small, and whether the others are rounded, can be those of somebody else's rule."""

from collections.abc import Mapping

import streamlit as st

from ieo_metrics.framework.configuration.settings import SETTING
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.rolling_proposals import FiguresShown, mostly_hidden, propose_rolling
from ieo_metrics.store.record.settings_in_force import choose_setting
from pages.shared.frame import store_access
from pages.shared.issue.next_issue import would_issue
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph

ROLLING, ALL_OR_NONE = "shared_as_rolling", "all_or_none_hidden"
PROFILE = ("small_number_threshold", "counts_rounded_to")
SEE, SAVE = "See what four quarters together would show", "Save how they are shared"


def draw_how_shared(standing: StoreSnapshot, quarter: Quarter) -> None:
    """What is proposed, and the settings. Nothing is handed out by them before an issue."""
    hidden = mostly_hidden(would_issue(standing, quarter).shared.frame, standing.settings.shared_as_rolling)
    if hidden:
        draw_paragraph(_proposed(hidden))
    with st.expander("How figures are shared"):
        if hidden:
            _draw_what_it_would_show(standing, quarter)
        _choose_rolling(standing, quarter)
        for name in (ALL_OR_NONE, *PROFILE):
            st.session_state[name] = getattr(standing.settings, name)  # also where it was refused
        setting = SETTING[ALL_OR_NONE]
        st.toggle(setting.title, key=ALL_OR_NONE, help=setting.why, on_change=_choose, args=(ALL_OR_NONE,))
        for name in PROFILE:
            title, choices, why = SETTING[name].title, SETTING[name].choices, SETTING[name].why
            st.selectbox(title, choices, key=name, help=why, on_change=_choose, args=(name,))


def _proposed(hidden: Mapping[str, FiguresShown]) -> str:
    said = [
        f"{ref} {MEASURE[ref].name} ({figures_shown.shown} of {figures_shown.of} quarters shown)"
        for ref, figures_shown in hidden.items()
    ]
    return (
        f"Most quarters would be hidden of {'; '.join(said)}. Four quarters together, rolling, may be large "
        "enough to share in their place: see How figures are shared."
    )


def _draw_what_it_would_show(standing: StoreSnapshot, quarter: Quarter) -> None:
    key = f"see_rolling_{quarter}"
    if st.button(SEE, key=f"{key}_button"):
        st.session_state[key] = True
    if not st.session_state.get(key):
        return
    shared = would_issue(standing, quarter).shared.frame
    proposals = store_access.worked_out(
        ("rolling four quarters", quarter),
        lambda: propose_rolling(store_access.open_store_of_session(), quarter, standing, shared),
        "Working out what four quarters together would show, and trying to work out what they hide",
    )
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


def _choose_rolling(standing: StoreSnapshot, quarter: Quarter) -> None:
    chosen = st.multiselect(
        SETTING[ROLLING].title,
        [m.ref for m in MEASURES if m.may_roll],
        standing.settings.shared_as_rolling,
        format_func=lambda ref: f"{ref} {MEASURE[ref].name}",
        help=SETTING[ROLLING].why,
        key=f"rolling_{quarter}_{standing.facts}",
    )
    draw_paragraph(
        "Files, charts and the meeting then show windows of four quarters of these measures, each named by "
        "its first and last quarter, and neither quarters nor years to date. They are not judged, since "
        "neighbouring windows share three quarters. It counts from the next issue; what was issued stays.",
        kind="ieo-small",
    )
    if st.button(SAVE, disabled=set(chosen) == set(standing.settings.shared_as_rolling)):
        store_access.change_fact(choose_setting, ROLLING, sorted(chosen))
        st.rerun()


def _choose(name: str) -> None:
    store_access.change_fact(choose_setting, name, st.session_state[name])
