"""How far the returns are, in one line that stays in view, with the step that comes next."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.returns.acceptance import Preview
from ieo_metrics.store.returns.board import ACCEPTED, ISSUED, REVISED, BoardCell
from pages.shared.frame import store_access
from pages.shared.frame.page import ISSUE_PAGE, OVERVIEW_PAGE
from pages.shared.kit.next_step import keyboard_moves, step_kind
from pages.shared.kit.status_line import draw_status
from pages.shared.kit.ways import draw_way
from pages.shared.returns import session_files
from pages.shared.returns.accept.before_accepting import draw_before_accepting
from pages.shared.returns.lines.file_lines import WaitingFiles
from pages.shared.returns.lines.line import ASKS, LATE, Line, choose_line, open_line

IN_STORE = (ACCEPTED, ISSUED, REVISED)


def dropping_is_next(waiting: WaitingFiles | None, cells: Sequence[BoardCell], lines: Sequence[Line]) -> bool:
    """Whether to drop workbooks is the next step: nothing can be done with those here, and some return is not
    in. It is none where nothing can be accepted."""
    if not store_access.may_change():
        return False
    is_anything = (waiting and waiting.can_go_on) or any(line.asks for line in lines)
    return not is_anything and not all(cell.state in IN_STORE for cell in cells)


def draw_status_line(
    waiting: WaitingFiles | None, lines: Sequence[Line], cells: Sequence[BoardCell], quarter: Quarter
) -> None:
    """Of the files that wait, or else of the quarter."""
    unread = sum(line.look == LATE and line.draw is not None for line in lines)
    not_read = f"{plural(unread, 'file')} not read as a return" if unread else ""
    if waiting and waiting.can_go_on:
        _draw_of_files(waiting, lines, not_read)
    else:
        _draw_of_quarter(cells, quarter, not_read)


def _draw_of_files(waiting: WaitingFiles, lines: Sequence[Line], not_read: str) -> None:
    shown = waiting.shown
    may_accept = draw_before_accepting(shown) if shown else False
    ready = len(shown.returns) if shown else 0
    many = ready + waiting.asking
    standings = [
        f"{ready:,} of {many:,} ready" if shown and many else "",
        f"{waiting.asking:,} {'needs' if waiting.asking == 1 else 'need'} an answer"
        if waiting.asking
        else "",
        f"{len(shown.again):,} already accepted" if shown and shown.again else "",
        not_read,
    ]
    with draw_status(standings, "returns"):
        asking = [line for line in lines if line.look == ASKS and line.asks]
        if asking and open_line(lines) not in asking:
            st.button(
                "Go to the question" if len(asking) == 1 else "Go to the first question",
                type=step_kind("go_to_question"),
                key="go_to_question",
                on_click=_go_to,
                args=(asking[0],),
            )
        if shown:
            _draw_accept(shown, may_accept, ready, is_asked=bool(waiting.asking))


def _draw_accept(shown: Preview, may_accept: bool, ready: int, *, is_asked: bool) -> None:
    """`is_asked`: a question is open, whose file is not to be cleared away with those that are done."""
    # A call back, not an answer: it accepts what was drawn, and not what has come since.
    if ready:
        st.button(
            f"Accept {plural(ready, 'return')}",
            type=step_kind("accept"),
            key="accept",
            disabled=not may_accept or not store_access.may_change(),
            on_click=_accept,
        )
    elif shown.again and not is_asked:
        st.button("Clear these files", type=step_kind("clear"), key="clear", on_click=_accept)


def _accept() -> None:
    session_files.accept_shown()
    keyboard_moves()


def _go_to(line: Line) -> None:
    choose_line(line)
    keyboard_moves()


def _draw_of_quarter(cells: Sequence[BoardCell], quarter: Quarter, not_read: str) -> None:
    """How many returns of the quarter are in, and where one goes with them."""
    accepted = sum(cell.state in IN_STORE for cell in cells)
    late = sum(bool(cell.late) and cell.state not in IN_STORE for cell in cells)
    standings = [
        f"{accepted} of {len(cells)} accepted for {label(quarter)}",
        f"{late} late" if late else "",
        not_read,
    ]
    with (
        draw_status(standings, "returns"),
        st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"),
    ):
        if (seen := st.session_state.get("see_quarter")) is not None:
            draw_way(f"See the Overview of {label(seen)}", OVERVIEW_PAGE)
        if accepted == len(cells) and st.button(
            "Go to Issue and pack", type=step_kind("to_issue"), key="to_issue"
        ):
            st.switch_page(ISSUE_PAGE)
