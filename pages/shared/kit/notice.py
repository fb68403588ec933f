"""What must be known before anything else on the page: a bar with an edge, so that colour is not the only
sign."""

from collections.abc import Iterable, Sequence

from pages.shared.kit.text import draw_list, draw_paragraph


def draw_notice(*parts: object) -> None:
    """One thing to know; its texts are shown as plain text."""
    draw_paragraph(*parts, kind="ieo-notice")


def draw_notices(lines: Iterable[Sequence[object]]) -> None:
    """Several, as a list; each line is made of texts shown as plain text. Nothing where there are none."""
    if some := list(lines):
        draw_list(some, kind="ieo-notice")


def draw_obstacle(*parts: object) -> None:
    """Why something cannot be done now, and what to do."""
    draw_paragraph(*parts, kind="ieo-must-fix")
