"""What every page has: its title, the style, what to do when nothing is accepted yet, and a calm message
when something fails."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.roles import CHANGE, CURRENT, ISSUED, OFFICER, Role
from ieo_metrics.store.database.errors import StoreTrouble
from pages.shared.frame import store_access
from pages.shared.frame.figures import SOURCES, Figures, Source
from pages.shared.frame.page_address import asked_for, choose_quarter
from pages.shared.frame.signing_in.door import may, role_of_session, sign_out, signed_in
from pages.shared.frame.word_to_tab import word_left
from pages.shared.guidance.first_walk import draw_walk
from pages.shared.guidance.search import draw_search
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.page_help import DEFINITIONS_PAGE, begin_page, draw_help
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, draw_title, text_markup
from pages.shared.kit.ways import draw_way
from pages.shared.returns import session_files

UNIT = "Violence Reduction Unit"
OVERVIEW_PAGE, RETURNS_PAGE, MEASURE_PAGE = "dashboard.py", "pages/returns.py", "pages/measure.py"
ISSUE_PAGE, MEETING_PAGE = "pages/issue_and_pack.py", "pages/meeting.py"
GROUP_PAGE, SETTINGS_PAGE = "pages/working_group.py", "pages/settings.py"
# Few ever need it: there is a way to it where something waits, and no link on every page.
APPROVAL_PAGE = "pages/approval.py"
PAGES = {
    OVERVIEW_PAGE: "Overview",
    RETURNS_PAGE: "Returns",
    MEASURE_PAGE: "Measure",
    "pages/signals.py": "Signals",
    ISSUE_PAGE: "Issue and pack",
    MEETING_PAGE: "Meeting",
    GROUP_PAGE: "Working group",
    "pages/units.py": "Units",
    "pages/history.py": "History",
    SETTINGS_PAGE: "Settings",
    DEFINITIONS_PAGE: "Definitions",
}
# The working group's other work, each with a page; the links to them stand on these pages and on its own.
GROUP_PAGES: dict[str, str] = {
    "pages/evaluation.py": "Evaluation",
    "pages/gaps.py": "Gaps",
    "pages/seasons.py": "Seasons",
    "pages/funding.py": "Funding",
    "pages/what_works.py": "What works",
    "pages/learning.py": "Learning",
    "pages/partners.py": "Partners",
}
PATHS = {name: path for path, name in (PAGES | GROUP_PAGES).items()}
_LOOK = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")


@contextmanager
def error_boundary(title: str = "") -> Iterator[None]:
    """An unexpected error ends in a plain sentence. The log says where it happened but never with what
    data, which could be about a person. `title`: of a page that has not drawn its own yet."""
    try:
        yield
    except StoreTrouble as trouble:
        _draw_title(title)
        st.error(inert_text(str(trouble)))
    except Exception as trouble:
        last = traceback.extract_tb(trouble.__traceback__)[-1]
        where = f"{type(trouble).__name__} in {Path(last.filename).name}, line {last.lineno}"
        logging.getLogger("ieo_metrics").error("A page failed: %s", where)
        _draw_title(title)
        st.error(
            "This page could not be shown. Accepted returns have not been changed. Another page may "
            f"still work; if not, restart the dashboard. ({where})"
        )


def _draw_title(words: str) -> None:
    if words:
        st.title(words, anchor=False)


@contextmanager
def page(name: str, *, alone: bool = False) -> Iterator[None]:
    """Every page stands inside it: the style, the links to the other pages, the store, and a calm message
    when something fails. `alone`: the page fills the screen and has a way out in place of the links."""
    st.set_page_config(page_title=f"{name} · {UNIT}", layout="wide")
    draw_markup(f"<style>{_LOOK}</style>")
    if not signed_in() or (role := role_of_session()) is None:
        st.stop()
    store_access.begin_drawing()
    begin_page(name, only_read=CHANGE not in role.may)
    if alone:
        with st.container(horizontal=True, vertical_alignment="center", key="ieo_leave"):
            st.page_link(OVERVIEW_PAGE, label=f"Leave the {name.lower()}")
            draw_help()
    else:
        with st.container(horizontal=True, vertical_alignment="center", key="ieo_pages"):
            for path, words in PAGES.items():
                if role.sees(words):
                    st.page_link(path, label=words)
            draw_search({words: path for words, path in PATHS.items() if role.sees(words)})
            sign_out()
        if GROUP_PAGES and (name == PAGES[GROUP_PAGE] or name in GROUP_PAGES.values()):
            _draw_group_pages(role)
    if not role.sees(name):
        st.title(name, anchor=False)
        draw_paragraph(f"This page is for the {OFFICER.name}.")
        st.stop()
    opened = False
    with error_boundary(name):
        _about_store()
        if not alone:
            samples_notice()
        if store_access.in_samples():
            draw_walk(name, PATHS, only_called=alone)
        opened = True
    if not opened:
        st.stop()  # what is wrong with the store was said, and without it there is no page
    with error_boundary():
        yield
        store_access.note_drawn()


def _draw_group_pages(role: Role) -> None:
    """The links to the group's own page and to those of its other work."""
    with st.container(horizontal=True, vertical_alignment="center", key="ieo_group_pages"):
        for path, words in ({GROUP_PAGE: "Meetings and actions"} | GROUP_PAGES).items():
            if role.sees(PAGES.get(path, words)):
                st.page_link(path, label=words)


def _about_store() -> None:
    """What must be known about the store before anything else."""
    store = store_access.open_store_of_session()
    if may(CHANGE) and store.read_only:
        draw_notice(
            bold("You can look at these returns here but not change them. "),
            "Nothing can be accepted or issued.",
        )
    elif may(CHANGE) and store.key is None:
        draw_notice(bold("Returns cannot be accepted: "), store.why_no_key)
    if refused := [words for words in (*store_access.pop_troubles(), word_left()) if words]:
        # It stays in view: the form that it is about may stand far below.
        with st.container(key="ieo_refused"):
            for words in refused:
                st.warning(inert_text(words))


def samples_notice() -> None:
    """Says where the invented samples are looked at, and closes them."""
    if not store_access.in_samples():
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ieo_samples"):
        draw_markup(
            text_markup(
                "Invented samples: no young person, school or figure here is real. They disappear when you "
                "close this tab."
            )
        )
        if st.button("Close the samples"):
            store_access.close_samples()
            st.switch_page(OVERVIEW_PAGE)  # of the store that is there now, it says what comes next


def _way_in() -> None:
    """What to do where nothing is accepted: go on with the files that wait, if any, else try the samples."""
    waiting = len(session_files.uploaded_files())
    if waiting:
        draw_paragraph(
            f"No returns accepted yet. {waiting} {'file is' if waiting == 1 else 'files are'} waiting on "
            "the Returns page. Accept there what is ready."
        )
    else:
        draw_paragraph("No returns accepted yet.")
        draw_paragraph(
            "Drop the providers' workbooks on the Returns page and accept them, or try the invented samples "
            "first."
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_way("Go to Returns", RETURNS_PAGE, is_next=bool(waiting))
        pressed = st.button("Load the invented sample returns", type="secondary" if waiting else "primary")
    if pressed:
        session_files.open_samples()
        st.rerun()


def _draw_none_issued() -> None:
    draw_paragraph(
        "No quarter has been issued yet. Once the officer has issued one, its figures are shown here."
    )


_DRAW_NONE = {CURRENT: _way_in, ISSUED: _draw_none_issued}


def figures_to_choose(words: str) -> tuple[Source, list[Quarter]] | None:
    """Where the figures of whoever is at work are from, and the quarters that there are; None where there are
    none, after saying under the title what to do."""
    role = role_of_session()
    assert role is not None  # nobody else sees a page
    source = SOURCES[role.figures]
    if quarters := source.quarters():
        return source, quarters
    draw_title(words)
    if asked := st.query_params.get("quarter"):
        st.session_state["last_quarter"] = asked
    _DRAW_NONE[role.figures]()
    return None


def figures_on_top(words: str) -> Figures | None:
    """The usual top of a page: its title, and the quarter to choose. None where there are no figures."""
    there = figures_to_choose(words)
    if there is None:
        return None
    source, quarters = there
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title(words)
    with right:
        quarter = choose_quarter(quarters, source.lacks)
    return source.figures(quarter)


def open_pressed_measure(table: str) -> None:
    """Go to the measure whose link was pressed in a table, before anything of this page is drawn again.
    `table`: its key."""
    pressed = st.session_state.get(table)
    if pressed and pressed.opened:
        asked = {"quarter": asked_for("quarter"), "measure": pressed.opened}
        st.switch_page(MEASURE_PAGE, query_params=asked)
