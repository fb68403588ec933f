"""The screens of the meeting after the measures: the group's other work as it was issued, the actions, what
goes to the SVRP."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.terms_of_reference import ACTIVITIES
from ieo_metrics.group.sections.section import Section
from ieo_metrics.store.record.texts_of_meeting import open_actions, raised_in
from pages.shared.frame import store_access
from pages.shared.group.actions import action_form, action_rows, draw_closing
from pages.shared.group.raised_to_svrp import draw_withdrawing, raise_form, raised_rows
from pages.shared.group.section_markup import section_markup
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup
from pages.shared.meeting.screen_address import Room, draw_top, heading_markup


def draw_closing_screen(room: Room) -> None:
    """The screen of the address, which is none of a measure."""
    sections = [partial(_draw_section, room, section) for section in room.sections]
    screens = [*sections, partial(_draw_actions, room), partial(_draw_to_raise, room)]
    screens[room.screen - len(MEASURES) - 1]()


def _draw_section(room: Room, section: Section) -> None:
    draw_top(room, heading_markup(section.heading, section.finding))
    with st.container(key="ieo_closing"):
        draw_markup(f'<div class="ieo-words">{section_markup(section)}</div>')
        action_form(room.quarter, "", next((ref for ref in section.serves if ref in ACTIVITIES), ""))


def _draw_actions(room: Room) -> None:
    draw_top(room, heading_markup("Working group", "Actions"))
    every = store_access.read_store(open_actions, room.issue)
    columns, rows = action_rows([action for action in every if action.quarter < room.quarter])
    with st.container(key="ieo_closing"):
        draw_markup(
            html_table("Carried forward from earlier meetings", columns, rows)
            if rows
            else '<p class="ieo-words">No actions carried forward.</p>'
        )
        columns, rows = action_rows([action for action in every if action.quarter >= room.quarter])
        draw_markup(
            html_table("New at this meeting", columns, rows)
            if rows
            else '<p class="ieo-words">No new actions at this meeting.</p>'
        )
        action_form(room.quarter, "")
        draw_closing(every)


def _draw_to_raise(room: Room) -> None:
    draw_top(room, heading_markup("Strategic Violence Reduction Partnership", "To raise to the SVRP"))
    with st.container(key="ieo_closing"):
        items = store_access.read_store(raised_in, room.issue)
        raised_rows(items)
        raise_form(room.quarter)
        draw_withdrawing(items)
