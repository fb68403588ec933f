"""The icons of variation and assurance, as small SVG with a name: a shape, a colour and a letter, so that
none of them is needed."""

from html import escape

from ieo_metrics.charts.style import BETTER, FONT, GREY, INK, WORSE
from ieo_metrics.statistics.control_charts.chart_icons import Icon

COLOURS = {"blue": BETTER, "orange": WORSE, "grey": GREY}
SIZE = 28
# Within 28 by 28. Blue, orange and grey are filled, and a letter in white on them is read; a ring is a
# verdict that is not there.
SHAPES = {
    "diamond": '<path d="M14 1 27 14 14 27 1 14Z" fill="{fill}"></path>',
    "square": '<rect x="3" y="3" width="22" height="22" fill="{fill}"></rect>',
    "circle": '<circle cx="14" cy="14" r="12" fill="{fill}"></circle>',
    "ring": (
        '<circle cx="14" cy="14" r="11" fill="white" stroke="{fill}" stroke-width="2" stroke-dasharray="3 '
        '2"></circle>'
    ),
}


def icon_svg(row: Icon) -> str:
    """SVG of one icon; a screen reader says its words."""
    said = escape(row.words, quote=True)
    letter_colour = INK if row.shape == "ring" else "white"
    letter = (
        f'<text x="14" y="14" fill="{letter_colour}" font-family="{escape(FONT, quote=True)}" '
        'font-size="14" font-weight="700" text-anchor="middle" '
        f'dominant-baseline="central" aria-hidden="true">{escape(row.glyph)}</text>'
    )
    shape = SHAPES[row.shape].format(fill=COLOURS[row.colour])
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" width="{SIZE}" '
        f'height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}">'
    )
    return f"{begin}<title>{said}</title>{shape}{letter}</svg>"
