"""One measure: what was learned on it in every quarter, what was commented, and its actions."""

from collections.abc import Sequence
from functools import partial

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.framework.terms_of_reference import OPEN
from ieo_metrics.group.learning.learned import learned_until, quarter_of_row
from ieo_metrics.measuring.overview_lines import verdict_told
from ieo_metrics.store.record.comments import Comment, comments_on_measure
from ieo_metrics.store.record.meetings_and_actions import Action, all_actions
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.frame import store_access
from pages.shared.frame.page_address import choose_measure
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.measure.lines_of_quarter import lines_of_quarter
from pages.shared.registers.register_table import draw_register, draw_rows, register_rows
from pages.shared.registers.to_action import draw_to_action

COLUMNS = ("quarter", "behind", "doing", "helps", "changed")
ACTIVITY = "4.g"


def draw_one_measure(quarter: Quarter) -> None:
    """A measure to choose, its verdict, and all that was written of it up to the quarter."""
    ref = choose_measure()
    if line := lines_of_quarter(quarter).get(ref):
        draw_paragraph(bold(f"{label(quarter)}: "), verdict_told(line))
    rows = _rows_of(ref, quarter)
    is_new = not rows or quarter_of_row(rows[0]) != quarter
    draw_register(
        "learning",
        quarter,
        columns=COLUMNS,
        rows=rows,
        # One quarter has one row: where it is there, another one is of another quarter.
        fixed={"measure": ref, "quarter": quarter} if is_new else {"measure": ref},
        none_yet=f"Nothing written on {ref} up to {label(quarter)}.",
    )
    _draw_comments(store_access.read_store(comments_on_measure, ref), quarter)
    _draw_actions([action for action in store_access.read_store(all_actions) if action.ref == ref])
    if store_access.may_change():
        draw_folded(
            f"Agree an action on {ref}",
            "action_of_measure",
            partial(draw_to_action, quarter, "", ACTIVITY, f"learning_{ref}", ref),
        )


def draw_learned(ref: str, quarter: Quarter) -> None:
    """What was learned on a measure up to a quarter, folded; nothing where nothing was."""
    if rows := _rows_of(ref, quarter):
        draw_folded(
            f"What we have learned on {ref}",
            "learned_on_measure",
            partial(draw_rows, REGISTER["learning"], rows, COLUMNS),
        )


def _rows_of(ref: str, quarter: Quarter) -> Sequence[RegisterRow]:
    return learned_until(register_rows("learning"), quarter).get(ref, ())


def _draw_comments(comments: Sequence[Comment], quarter: Quarter) -> None:
    shown = [comment for comment in comments if comment.quarter <= quarter]
    if not shown:
        draw_paragraph("No comments on it.")
        return
    rows = [(label(comment.quarter), f"{comment.author} ({comment.role})", comment.text) for comment in shown]
    draw_markup(html_table("Comments", ("Quarter", "Author", "Comment"), rows))


def _draw_actions(actions: Sequence[Action]) -> None:
    if not actions:
        draw_paragraph("No actions on it.")
        return
    rows = [
        (
            f"{action.number}. {action.words}",
            action.owner,
            f"{action.state}, due {day_in_words(action.due)}"
            if action.state == OPEN
            else f"{action.state} on {day_in_words(day_in_london(action.closed_at or action.at))}",
            action.why or "",
        )
        for action in actions
    ]
    columns = ("Action", "Owner", "Status", "How, or why")
    draw_markup(html_table("Actions", columns, rows, kind="ieo-register"))
