"""The run-up to a quarter that stands out: what is to be agreed by when, and what becomes an action."""

from collections.abc import Sequence
from functools import partial

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months
from ieo_metrics.framework.registers.choices import TO_AGREE
from ieo_metrics.group.seasons.run_up import how_far_agreed, is_late, rows_for
from ieo_metrics.group.seasons.seasons_until import SeriesSeasons
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import Html, safe_markup
from pages.shared.kit.text import draw_heading, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.choose_row import choose_row
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.registers.to_action import draw_to_action

QUARTERS_AHEAD = 8  # whose rows are shown
ACTIVITY = "4.a"


def draw_run_up(seen: SeriesSeasons) -> None:
    """What is entered for the quarters to come, beginning with the first to prepare for."""
    ahead = range(seen.quarter + 1, seen.quarter + 1 + QUARTERS_AHEAD)
    before = next(iter(seen.to_prepare_for), ahead[0])
    rows = rows_for(register_rows("run_up"), ahead)
    draw_heading(f"Run-up to {label_with_months(before)}")
    so_far = how_far_agreed(rows, before, today())
    draw_paragraph(so_far[0].upper() + so_far[1:])
    draw_register(
        "run_up",
        before,
        columns=("what", "quarter", "agency", "by"),
        rows=rows,
        beside={"Status": _standing},
        none_yet="Enter what the partners agree before it begins: patrols, places to go, staff, messages.",
    )
    if rows and store_access.may_change():
        draw_folded("Make an action of one", "run_up_action", partial(_draw_action, seen.quarter, rows))


def _standing(row: RegisterRow) -> Html:
    """How it stands, and whether it is late."""
    if is_late(row, today()):
        return Html(f'<span class="worsened">{safe_markup(row.words["state"])}, late</span>')
    return Html(safe_markup(row.words["state"]))


def _draw_action(quarter: Quarter, rows: Sequence[RegisterRow]) -> None:
    first = next((place for place, row in enumerate(rows) if row.values["state"] == TO_AGREE), 0)
    row = choose_row("Which", rows, "run_up_action_which", first)
    if row is None:
        return
    before = row.values["quarter"]
    words = f"{row.words['what']}, before {label(before) if isinstance(before, int) else ''}"
    draw_to_action(quarter, words, ACTIVITY, f"run_up_{row.row}", owner=row.words["agency"])
