"""A sheet as `report.sheet.Sheet`, that is kept as lines and words and can be enlarged: an SVG. And a part of
a sheet, for a chart that does not stand in its corner."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ieo_metrics.exports.report.sheet import POINTS, Canvas, Place, Words

_FONT = "DejaVu Sans, Verdana, Arial, sans-serif"
_LINE = 1.2  # from one line of words to the next, in the size of its letters
_ACROSS = {"l": "start", "m": "middle", "r": "end"}
# How far below the place the first line's letters stand, in their size.
_BELOW = {"a": 0.95, "m": 0.36, "s": 0.0}
_LETTER = 0.62  # how wide a letter is, in its size


class VectorSheet(Canvas):
    """A sheet of so many inches. Words are put on when all lines are there."""

    def __init__(self, wide: float, high: float) -> None:
        self._wide, self._high = wide * POINTS, high * POINTS
        self._lines: list[str] = []
        self._words: list[str] = []

    def line(self, places: Sequence[Place], colour: str, wide: float, dash: Place | None = None) -> None:
        """As `Canvas.line`."""
        points = " ".join(f"{x * POINTS:.1f},{y * POINTS:.1f}" for x, y in places)
        dashed = f' stroke-dasharray="{dash[0]} {dash[1]}"' if dash else ""
        self._lines.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{wide}"{dashed}/>'
        )

    def dot(self, place: Place, colour: str, wide: float) -> None:
        """As `Canvas.dot`."""
        x, y = (at * POINTS for at in place)
        self._lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{wide / 2}" fill="{colour}"/>')

    def put(self, words: Words) -> None:
        """As `Canvas.put`."""
        place, text, colour, size, anchor, bold, frame = words
        x, y = (at * POINTS for at in place)
        if frame:
            half, up = max(map(len, text.split("\n"))) * _LETTER * size / 2 + 1.5, size * 0.65
            self._words.append(
                f'<rect x="{x - half:.1f}" y="{y - up:.1f}" width="{2 * half:.1f}" height="{2 * up:.1f}" '
                f'fill="white" stroke="{frame}" stroke-width="0.5"/>'
            )
        lines = "".join(
            f'<tspan x="{x:.1f}" dy="{0 if number == 0 else size * _LINE:.1f}">{escape(part)}</tspan>'
            for number, part in enumerate(text.split("\n"))
        )
        weight = ' font-weight="bold"' if bold else ""
        self._words.append(
            f'<text y="{y + _BELOW[anchor[1]] * size:.1f}" font-size="{size}"{weight} fill="{colour}" '
            f'text-anchor="{_ACROSS[anchor[0]]}">{lines}</text>'
        )

    def svg(self, title: str, words: str) -> bytes:
        """The picture. `title`: its name; `words`: what it shows, for those who do not see it."""
        box = f"{self._wide:.0f} {self._high:.0f}"
        width, height = box.split()
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {box}" width="{width}pt" '
                f'height="{height}pt" font-family={quoteattr(_FONT)}>',
                f"<title>{escape(title)}</title>",
                f"<desc>{escape(words)}</desc>",
                f'<rect width="{width}" height="{height}" fill="white"/>',
                *self._lines,
                *self._words,
                "</svg>\n",
            ]
        ).encode()


class Part(Canvas):
    """A part of a sheet: what is drawn stands so many inches further right and down."""

    def __init__(self, sheet: Canvas, right: float, down: float) -> None:
        self._sheet, self._right, self._down = sheet, right, down

    def _moved(self, place: Place) -> Place:
        return place[0] + self._right, place[1] + self._down

    def line(self, places: Sequence[Place], colour: str, wide: float, dash: Place | None = None) -> None:
        """As `Canvas.line`."""
        self._sheet.line([self._moved(place) for place in places], colour, wide, dash)

    def dot(self, place: Place, colour: str, wide: float) -> None:
        """As `Canvas.dot`."""
        self._sheet.dot(self._moved(place), colour, wide)

    def put(self, words: Words) -> None:
        """As `Canvas.put`."""
        self._sheet.put(words._replace(place=self._moved(words.place)))
