"""A sheet of paper on which a chart is drawn: lines, dots and words at places in inches, from the top left
corner. Lines are drawn twice as large and made smaller, so that they are smooth; words are drawn as they
are."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from ieo_metrics.exports.report.fonts import font_of

DOTS = 150  # an inch
_LARGER = 2
_DRAWN = DOTS * _LARGER
COLOURS = 64  # of a picture
POINTS = 72  # an inch

Place = tuple[float, float]  # inches from the left and from the top


class Words(NamedTuple):
    """Words of so many points at a place. `anchor`: which side of them stands at the place, as Pillow has it;
    `frame`: the colour of a rule around them, on white."""

    place: Place
    text: str
    colour: str
    size: float = 8
    anchor: str = "mm"
    bold: bool = False
    frame: str = ""


class Canvas(ABC):
    """What a chart is drawn on: lines and dots of so many points, and words; places are in inches."""

    @abstractmethod
    def line(self, places: Sequence[Place], colour: str, wide: float, dash: Place | None = None) -> None:
        """A line; `dash`: how long each dash and each gap is, in points."""

    @abstractmethod
    def dot(self, place: Place, colour: str, wide: float) -> None:
        """A dot."""

    @abstractmethod
    def put(self, words: Words) -> None:
        """Words, over all lines."""

    def words(self, place: Place, text: str, colour: str, size: float = 8, **how: Any) -> None:
        """`put`, with what else `Words` says."""
        self.put(Words(place, text, colour, size, **how))


class Sheet(Canvas):
    """A sheet of so many inches. Words are put on when all lines are there."""

    def __init__(self, wide: float, high: float) -> None:
        self._size = round(wide * DOTS), round(high * DOTS)
        self._lines = Image.new("RGB", (self._size[0] * _LARGER, self._size[1] * _LARGER), "white")
        self._draw = ImageDraw.Draw(self._lines)
        self._words: list[Words] = []

    def line(self, places: Sequence[Place], colour: str, wide: float, dash: Place | None = None) -> None:
        """A line of so many points width; `dash`: how long each dash and each gap is, in points."""
        width = max(1, round(wide * _DRAWN / POINTS))
        for start, end in pairwise(places):
            for first, last in _dashes(start, end, dash):
                self._draw.line([(x * _DRAWN, y * _DRAWN) for x, y in (first, last)], colour, width)

    def dot(self, place: Place, colour: str, wide: float) -> None:
        """A dot of so many points."""
        reach = wide * _DRAWN / POINTS / 2
        x, y = (at * _DRAWN for at in place)
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def put(self, words: Words) -> None:
        """As `Canvas.put`."""
        self._words.append(words)

    def png(self) -> bytes:
        """The picture, with no metadata, only its pixels."""
        picture = self._lines.reduce(_LARGER)
        draw = ImageDraw.Draw(picture)
        for (x, y), text, colour, size, anchor, bold, frame in self._words:
            font = font_of(size * DOTS / POINTS, bold=bold)
            at = round(x * DOTS), round(y * DOTS)
            if frame:
                left, top, right, bottom = draw.textbbox(at, text, font, anchor)
                draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), "white", frame)
            draw.text(at, text, colour, font, anchor, spacing=2, align="center")
        out = BytesIO()
        picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "png", compress_level=6)
        return out.getvalue()


def _dashes(start: Place, end: Place, dash: Place | None) -> list[tuple[Place, Place]]:
    """The pieces of a line from one place to another."""
    (x, y), (far_x, far_y) = start, end
    length = ((far_x - x) ** 2 + (far_y - y) ** 2) ** 0.5
    if dash is None or not length:
        return [(start, end)]
    drawn, step = dash[0] / POINTS, sum(dash) / POINTS

    def at(way: float) -> Place:
        share = min(way / length, 1)
        return x + (far_x - x) * share, y + (far_y - y) * share

    return [(at(number * step), at(number * step + drawn)) for number in range(int(length / step) + 1)]
