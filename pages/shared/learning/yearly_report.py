"""The learning report of a financial year: made and looked through at a click, then downloaded."""

import streamlit as st

from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.learning_report.report import learning_report, learning_report_name, years_issued
from ieo_metrics.exports.learning_report.year import year_label
from ieo_metrics.framework.dates.quarters import Quarter, label, year_of
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.store.database.errors import KeyTrouble, StoreTrouble
from ieo_metrics.store.database.store import Store
from pages.shared.frame import store_access
from pages.shared.frame.page import ISSUE_PAGE
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.ways import draw_way

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MADE = "learning report made"  # in the session: of which year, and of which facts


def draw_yearly_report(quarter: Quarter) -> None:
    """The year to choose, what its report will have, and the report. `quarter`: whose year comes first."""
    years = store_access.read_store(years_issued)
    if not years:
        draw_paragraph(
            "No quarter has been issued yet. The learning report of a year has issued figures only, so that "
            "it can be shared."
        )
        draw_way("Go to Issue and pack", ISSUE_PAGE)
        return
    offered = list(years)
    begin = offered.index(year_of(quarter)) if year_of(quarter) in offered else 0
    year = st.selectbox("Financial year", offered, begin, format_func=year_label, width=240)
    issued = list_in_words([label(about) for about in years[year]])
    draw_paragraph(
        f"It has each measure with its verdicts as issued ({issued}), "
        "what was learned and what changed because of it, actions done, recommendations, practice that was "
        "adopted, and what was not learned. It is looked through like the pack before it is offered."
    )
    made_of = (year, store_access.versions()[0])
    is_made = st.session_state.get(_MADE) == made_of
    pressed = st.button(
        "Make the learning report", type="secondary" if is_made else "primary", key="make_learning_report"
    )
    if pressed and _can_be_made(year):
        st.session_state[_MADE] = made_of
        st.rerun()
    if is_made:
        st.download_button(
            "Download the learning report (.docx)",
            store_access.export_button_data(
                f"learning report {year_label(year)}", lambda store: _made(store, year)
            ),
            file_name=learning_report_name(year),
            mime=MIME,
            type="primary",
            on_click="ignore",
        )


def _can_be_made(year: int) -> bool:
    """Whether nothing in it must not be shared; what is, is said."""
    try:
        with st.spinner("Making and checking the learning report"):
            learning_report(store_access.open_store_of_session(), year)
    except (Leaks, KeyTrouble, StoreTrouble) as found:
        st.error(inert_text(str(found)))
        return False
    return True


def _made(store: Store, year: int) -> bytes:
    """The report as it is now. Raises StoreTrouble where something that was typed since may not be shared."""
    try:
        return learning_report(store, year)
    except (Leaks, KeyTrouble) as found:
        raise StoreTrouble(str(found)) from None
