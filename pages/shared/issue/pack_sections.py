"""Which sections about the group's other work the pack and the meeting have: chosen by the group, and shown
as they would be issued."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.sections.section import Section
from ieo_metrics.group.sections.sections import SECTION_KINDS
from ieo_metrics.group.sections.sections_of_issue import KeptBack, sections_now
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.issuing import CHOSEN
from ieo_metrics.store.issues.shared_issue_snapshot import SECTIONS
from ieo_metrics.store.registers.chosen_sections import choose_sections
from pages.shared.frame import store_access
from pages.shared.group.section_markup import draw_folded_sections
from pages.shared.issue.next_issue import would_issue
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.unfolding import draw_folded

_TITLES = {kind.name: kind.title for kind in SECTION_KINDS}


def draw_pack_sections(standing: StoreSnapshot, quarter: Quarter) -> None:
    """What is chosen, the form to choose, and what an issue would say now."""
    chosen = [_TITLES[name] for name in standing.sections if name in _TITLES]
    said = list_in_words(chosen) if chosen else "none"
    words = f"Sections about the group's other work: {said}"
    draw_folded(words, "pack_sections", partial(_draw_choice, standing, quarter))


def draw_missing_sections(issue: Issue) -> None:
    """Which of the chosen sections an issue does not have."""
    held = {str(section["name"]) for section in issue.about.get(SECTIONS, [])}
    missing = [_TITLES[name] for name in issue.about.get(CHOSEN, []) if name in _TITLES and name not in held]
    if missing:
        draw_paragraph(
            f"Chosen, and not in it: {list_in_words(missing)}. There was nothing to say yet, or something "
            "that was typed could tell what is hidden; the preview says which."
        )


def _draw_choice(standing: StoreSnapshot, quarter: Quarter) -> None:
    draw_paragraph(
        "Each is a short section of the report, a sheet, a slide and a screen of the meeting. It is frozen "
        "with the issue, and made of figures that may be shared and of what was recorded."
    )
    if store_access.may_change():
        names = st.multiselect(
            "Sections",
            list(_TITLES),
            [name for name in standing.sections if name in _TITLES],
            format_func=_TITLES.__getitem__,
            key=f"sections {standing.facts}",
        )
        is_other = [name for name in _TITLES if name in names] != list(standing.sections)
        if draw_button_once_complete("Choose these", {"a change to the sections": is_other}):
            known = list(_TITLES)
            store_access.run_change(
                lambda store: choose_sections(
                    store, store_access.officer_name(), names, known, store_access.drawn_snapshot().facts
                )
            )
            st.rerun()
    sections, kept_back = _would_be(standing, quarter)
    draw_folded_sections(sections, "section")
    written = {one.name for one in sections} | {one.section.name for one in kept_back}
    silent = [_TITLES[name] for name in standing.sections if name in _TITLES and name not in written]
    if silent:
        draw_paragraph(
            f"Nothing to say yet about {label(quarter)}, and left out: {list_in_words(silent)}. Each "
            "comes in once something is recorded on its own page."
        )
    for one in kept_back:
        draw_notice(
            f"{one.section.title} would not be in it: “{one.told.sentence}” could tell {one.told.what}. "
            "Change that row on its own page first."
        )


def _would_be(standing: StoreSnapshot, quarter: Quarter) -> tuple[list[Section], list[KeptBack]]:
    def write() -> tuple[list[Section], list[KeptBack]]:
        let_out = would_issue(standing, quarter).shared.frame
        return sections_now(store_access.open_store_of_session(), quarter, standing, let_out)

    what = ("sections", quarter, standing.recorded)
    return store_access.worked_out(what, write, "Writing the chosen sections")
