"""What communities told us, and what changed because of it."""

from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.gaps.voices import Voices, voices_of
from ieo_metrics.group.gaps.wording import voices_sentence
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.kit.text import bold, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.choose_row import choose_row
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.registers.to_action import draw_to_action

NOTHING_YET = "nothing yet"


def draw_voices(quarter: Quarter) -> None:
    """The table, those of which nothing has changed yet first, and a way to make an action of one."""
    voices = voices_of(register_rows("voices"))
    if voices.all:
        waits = " Those with nothing changed yet come first." if voices.open else ""
        draw_paragraph(bold(voices_sentence(voices)), waits)
    draw_register(
        "voices",
        quarter,
        columns=("what", "who", "said_on", "need"),
        rows=voices.all,
        beside={"What changed because of it": _changed},
        none_yet="Nothing entered yet. Enter what young people, families and communities told you, as a "
        "group and never as a person, and later what changed because of it.",
    )
    if voices.open:
        draw_folded("Make an action of one", "voice_to_action", partial(_draw_to_action, voices, quarter))


def _changed(row: RegisterRow) -> str:
    return row.words["changed"] or NOTHING_YET


def _draw_to_action(voices: Voices, quarter: Quarter) -> None:
    row = choose_row("What they told us", voices.open, "voice_chosen")
    if row is None:
        return
    words = f"Answer {row.words['who']}: {row.words['what']}"
    draw_to_action(quarter, words[:300], "4.c", f"voice_{row.row}")
