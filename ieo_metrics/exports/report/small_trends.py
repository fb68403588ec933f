"""The small trend of a measure in a cell of a table: a line with its gaps, and a dot at the last quarter."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from ieo_metrics.exports.report.blocks import Trend
from ieo_metrics.framework.configuration.unit_look import UnitLook

WIDTH, HEIGHT = 54, 9  # points
_DOTS = 4  # to a point; it is drawn twice as large, so that the line is smooth
_DRAWN = 2 * _DOTS
_EDGE, _DOT, _LINE = 2, 1.6, 1.1  # points


def values_of(trend: Trend) -> list[float | None] | None:
    """The values of a trend in the order of time; None where it has none."""
    values = [figure.value for figure in trend.line.history]
    return None if all(value is None for value in values) else values


def small_trend(values: Sequence[float | None], look: UnitLook) -> bytes:
    """A PNG of the values in the order of time; None is a gap. One at least is a number."""
    picture = Image.new("RGB", (WIDTH * _DRAWN, HEIGHT * _DRAWN), "white")
    draw = ImageDraw.Draw(picture)
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)

    def at(place: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        across = place / max(len(values) - 1, 1)
        return (
            (_EDGE + across * (WIDTH - 2 * _EDGE)) * _DRAWN,
            (HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)) * _DRAWN,
        )

    def dot(place: int, value: float, reach: float, colour: str) -> None:
        x, y = at(place, value)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    for place, value in enumerate(values):
        if value is None:
            continue
        before = values[place - 1] if place else None
        if before is not None:
            ends = at(place - 1, before), at(place, value)
            draw.line(ends, fill=look.second_colour, width=round(_LINE * _DRAWN))
        else:
            dot(place, value, _LINE * _DRAWN / 2, look.second_colour)
    if values[-1] is not None:
        dot(len(values) - 1, values[-1], _DOT * _DRAWN, look.main_colour)
    out = BytesIO()
    picture.resize((WIDTH * _DOTS, HEIGHT * _DOTS), Image.Resampling.BOX).quantize(16).save(out, "png")
    return out.getvalue()
