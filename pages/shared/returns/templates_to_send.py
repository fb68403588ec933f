"""The templates of a quarter on the Returns page: the blank workbooks, the e-mail to each provider with the
day on which its return is due, and the dates as a calendar file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from ieo_metrics.exports.templates_to_send import (
    dated_template_name,
    quarter_in_file_name,
    template_as_bytes,
    template_email,
    templates_as_zip,
)
from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months, quarter_of
from ieo_metrics.framework.return_types import PROGRAMMES, RETURN_TYPES
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.meetings_and_actions import recorded_meetings
from pages.shared.frame import store_access
from pages.shared.group.attendance import first_meeting
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns.contact_for_providers import draw_contact, unit_now
from pages.shared.returns.panel.send_back import XLSX

QUARTERS_BACK, QUARTERS_AHEAD = 4, 4
IN_CALENDAR = 4  # quarters, from the chosen one


def quarter_to_ask_for(now: dt.date) -> Quarter:
    """The first quarter of which a return is not late yet."""
    running = quarter_of(now)
    before = running - 1
    return before if any(of.due_day(before) >= now for of in RETURN_TYPES) else running


def draw_templates() -> None:
    """One list of quarters, and everything that is sent for the chosen one."""
    proposed = quarter_to_ask_for(today())
    quarter = st.selectbox(
        "Quarter of the returns",
        range(proposed - QUARTERS_BACK, proposed + QUARTERS_AHEAD + 1),
        index=QUARTERS_BACK,
        format_func=label_with_months,
        key="templates_quarter",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "All templates (.zip)",
            store_access.export_button_data(
                f"templates of {label(quarter)}", lambda _: templates_as_zip(quarter)
            ),
            file_name=f"Templates {quarter_in_file_name(quarter)}.zip",
            mime="application/zip",
            key="templates_all",
            on_click="ignore",
        )
        for programme in PROGRAMMES:
            st.download_button(
                f"{programme} (.xlsx)",
                store_access.export_button_data(
                    f"template of {programme}, {label(quarter)}",
                    partial(_template, programme, quarter),
                ),
                file_name=dated_template_name(programme, quarter),
                mime=XLSX,
                key=f"template_{programme}",
                on_click="ignore",
            )
        _draw_calendar(quarter)
    _draw_emails(quarter)
    draw_contact("templates")


def _template(programme: str, quarter: Quarter, _: Store) -> bytes:
    return template_as_bytes(programme, quarter)


def _draw_calendar(quarter: Quarter) -> None:
    held = {
        about: (meeting.held_on, meeting.place)
        for about, meeting in store_access.read_store(recorded_meetings).items()
    }
    first = first_meeting()
    quarters = range(quarter, quarter + IN_CALENDAR)
    st.download_button(
        "Dates of the year ahead (.ics)",
        store_access.export_button_data(
            f"calendar from {label(quarter)}", lambda _: _calendar(quarters, held, first)
        ),
        file_name=f"Returns and meetings from {quarter_in_file_name(quarter)}.ics",
        mime="text/calendar",
        key="templates_calendar",
        on_click="ignore",
        help="When returns are due, and the meetings about them, for a calendar program",
    )


def _calendar(
    quarters: Sequence[Quarter], held: Mapping[Quarter, tuple[dt.date, str]], first: Quarter
) -> bytes:
    """The calendar file, as of now. Its library is loaded only for it."""
    from ieo_metrics.exports.calendar_file import calendar_of

    return calendar_of(quarters, held, first, made=dt.datetime.now(dt.UTC).replace(microsecond=0))


def _draw_emails(quarter: Quarter) -> None:
    titles = {return_type.title: return_type for return_type in RETURN_TYPES}
    title = st.selectbox("E-mail to", list(titles), key="templates_email")
    chosen = titles[title]
    draw_markup(
        text_markup(
            bold(f"Due {day_in_words(chosen.due_day(quarter))}. "),
            f"Attach {dated_template_name(chosen.programme, quarter)}.",
        )
    )
    unit = unit_now()
    st.code(template_email(chosen, quarter, unit.contact, unit.name), language=None, wrap_lines=True)
    if not unit.contact:
        draw_paragraph(
            "Say below whom providers can ask: it then stands under each e-mail.", kind="ieo-small"
        )
