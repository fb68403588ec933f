"""Training and workshops that partners and communities need, and a way to make an action of one."""

from functools import partial

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.what_works.copied import meeting_day
from ieo_metrics.group.what_works.training import (
    changed_says,
    in_order,
    overdue_says,
    still_needed,
    training_says,
)
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.choose_row import choose_row
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.registers.to_action import draw_to_action


def draw_training(quarter: Quarter) -> None:
    """The list, what is open first, and its forms."""
    rows = in_order(register_rows("training"))
    if late := overdue_says(rows, meeting_day(quarter, today())):
        draw_notice(late)
    if rows:
        draw_paragraph(training_says(rows))
    draw_register(
        "training",
        quarter,
        columns=("topic", "for_whom", "why", "state", "on", "agency"),
        rows=rows,
        beside={"What changed because of it": changed_says},
        none_yet=(
            "No training or workshop is entered yet. Enter what partners or communities need to understand "
            "better, and what shows it."
        ),
    )
    if needed := still_needed(rows):
        draw_folded("Make an action of one", "training_to_action", partial(_draw_to_action, needed, quarter))


def _draw_to_action(needed: list[RegisterRow], quarter: Quarter) -> None:
    row = choose_row("Training or workshop", needed, "training_chosen")
    if row is None:
        return
    words = f"Plan training for {row.words['for_whom']}: {row.words['topic']}"
    draw_to_action(
        quarter, words[:LONGEST], "4.b", f"training_{row.row}_{quarter}", owner=row.words["agency"]
    )
