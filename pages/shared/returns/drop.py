"""The top of the Returns page: its quarter, where the workbooks are dropped, and the templates beside it."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months, quarter_of
from ieo_metrics.store.returns.board import Receipt
from pages.shared.frame import store_access
from pages.shared.frame.page_address import from_slug, quarter_slug
from pages.shared.kit.next_step import begin_steps, keyboard_moves
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.kit.unfolding import draw_folded
from pages.shared.returns import session_files
from pages.shared.returns.board import quarters_on_board
from pages.shared.returns.lines.file_lines import WaitingFiles
from pages.shared.returns.templates_to_send import draw_templates

_BOX = "returns_quarter"


def choose_board_quarter(waiting: WaitingFiles | None, arrived: Sequence[Receipt]) -> Quarter:
    """The title, and the quarter of the page: the one in the address; else the latest of the files that wait,
    or that were just accepted; else the latest that has ended."""
    _, quarters = quarters_on_board(arrived)
    chosen = from_slug(st.query_params.get("quarter", ""))
    if chosen is None or chosen not in quarters:
        chosen = min(max(_proposed(waiting, quarters), quarters[0]), quarters[-1])
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title(f"Returns for {label(chosen)}")
    st.session_state[_BOX] = chosen
    with right:
        st.selectbox("Quarter", quarters[::-1], format_func=label_with_months, key=_BOX, on_change=_choose)
    return chosen


def _choose() -> None:
    st.query_params["quarter"] = quarter_slug(st.session_state[_BOX])
    st.session_state.pop("see_quarter", None)


def _proposed(waiting: WaitingFiles | None, quarters: Sequence[Quarter]) -> Quarter:
    covered = [q for one in waiting.collection.returns for q in one.covers_all] if waiting else []
    if covered:
        return max(covered)
    just_accepted: Quarter | None = st.session_state.get("see_quarter")
    return just_accepted or (quarters[-1] if store_access.in_samples() else quarter_of(today()) - 1)


def draw_drop(is_next: bool) -> None:
    """Where files are dropped. `is_next`: whether that is the next step, which is then filled."""
    begin_steps(is_next)
    drops = st.session_state.setdefault("drops", 0)
    left, right = st.columns([3, 2])
    # A new key after each drop empties the uploader: what was dropped is held below, and several drops add
    # up.
    with left, st.container(key="ieo_drop_next" if is_next else "ieo_drop"):
        dropped = st.file_uploader(
            "Drop this quarter's workbooks here: .xlsx, .xlsm, .xls, .ods or .csv",
            accept_multiple_files=True,
            key=f"drop_{drops}",
        )
    with right:
        draw_folded("Templates for this quarter", "templates", draw_templates)
    if dropped:
        session_files.take_files([(one.name, one.getvalue()) for one in dropped])
        st.session_state["drops"] = drops + 1
        st.query_params.pop("quarter", None)
        keyboard_moves()
        st.rerun()


def draw_nothing_waits() -> None:
    """What becomes of what is dropped, and the samples where nothing was accepted yet."""
    draw_paragraph(
        "No files waiting. Files are read on this computer, in the order in which you drop them, and nothing "
        "is sent anywhere. Until you accept them, they are lost if you close or reload this tab or restart "
        "the dashboard: drop them again. You can also drop a file of confirmed columns that you saved here "
        "(.json).",
        kind="ieo-small",
    )
    if (
        not store_access.in_samples()
        and store_access.snapshot().results is None
        and st.button("Load the invented sample returns")
    ):
        session_files.open_samples()
        st.rerun()
