"""What is known of a return after it was accepted: what was left to fix, and its list."""

from functools import partial

from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.store.returns.stored_returns import Stored
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.lazy_tabs import CountedTab, draw_counted_tabs
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.returns import officer_answers
from pages.shared.returns.accepted_files import AcceptedFile, accepted_file
from pages.shared.returns.panel.how_read import HOW_READ, draw_how_read
from pages.shared.returns.panel.problem_list import PROBLEMS, draw_problems, title_of
from pages.shared.returns.panel.send_back import SEND_BACK, draw_send_back


def draw_accepted_panel(stored: Stored) -> None:
    """Of each of its files. The list with its cells is there while the tab is open in which it was accepted,
    and again when the file is dropped."""
    draw_paragraph(
        f"Return {stored.seq}, accepted at {in_clock_words(stored.at)} by {stored.by}.", kind="ieo-small"
    )
    for part in stored.about["parts"]:
        file = accepted_file(part["sha256"])
        if file is not None:
            _draw_tabs(file)
        else:
            _draw_kinds(part["name"], part["problems"])


def _draw_tabs(file: AcceptedFile) -> None:
    uploaded_file, problems = file.uploaded_file, list(file.problems)
    left = officer_answers.for_provider(problems)
    tabs = {HOW_READ: CountedTab(partial(draw_how_read, uploaded_file, (), ()))}
    if problems:
        tabs = {
            PROBLEMS: CountedTab(partial(draw_problems, left, uploaded_file.sha256), len(left)),
            SEND_BACK: CountedTab(partial(draw_send_back, uploaded_file, problems, file.returns, {})),
            **tabs,
        }
    draw_counted_tabs(tabs, f"accepted_{uploaded_file.sha256[:16]}", next(iter(tabs)))


def _draw_kinds(name: str, problems: list[tuple[str, str, int]]) -> None:
    """The kinds of what was left to fix and asked to confirm, as the store has them."""
    asked = {MUST_FIX: "left to fix", CONFIRM: "asked to confirm; it may have been answered"}
    rows = [(title_of(code), asked[severity], n) for severity, code, n in problems if severity in asked]
    if rows:
        columns = ("Kind of problem", "Was", "How many")
        caption = f"In {name} when it was accepted"
        draw_markup(html_table(caption, columns, rows, numeric=("How many",)))
        draw_paragraph("Drop the file again to see each cell and to make its fix list.", kind="ieo-small")
    else:
        draw_paragraph(f"Nothing was left to fix in {name}, and nothing asked.")
