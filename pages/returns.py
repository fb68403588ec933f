"""Returns: what has arrived, what is wrong with it, what it would change, and accepting it."""

from pages.shared.frame.page import page
from pages.shared.kit.next_step import move_keyboard
from pages.shared.kit.notice import draw_notices
from pages.shared.kit.unfolding import draw_folded
from pages.shared.returns import session_files
from pages.shared.returns.accept.status_line import draw_status_line, dropping_is_next
from pages.shared.returns.board import board_cells, draw_board, received_and_waiting
from pages.shared.returns.drop import choose_board_quarter, draw_drop, draw_nothing_waits
from pages.shared.returns.lines.all_lines import all_lines
from pages.shared.returns.lines.draw_lines import OPEN_LINE, draw_lines
from pages.shared.returns.lines.file_lines import WaitingFiles
from pages.shared.returns.review_confirmed_answers import TOP, draw_confirmed, draw_undo

with page("Returns"):
    waiting = WaitingFiles.of_session() if session_files.uploaded_files() else None
    arrived = received_and_waiting()
    quarter = choose_board_quarter(waiting, arrived)
    cells = board_cells(arrived, [quarter])
    lines = all_lines(waiting, cells, arrived, quarter)
    draw_drop(is_next=dropping_is_next(waiting, cells, lines))
    draw_notices((name, " ", words) for name, words in session_files.pop_notices())
    draw_undo(TOP)
    draw_lines(lines)
    if waiting is None:
        draw_nothing_waits()
    draw_folded("Every quarter, and the accepted returns", "board", draw_board)
    draw_confirmed(waiting.collection.same_answered if waiting else ())
    draw_status_line(waiting, lines, cells, quarter)
    move_keyboard(OPEN_LINE)
