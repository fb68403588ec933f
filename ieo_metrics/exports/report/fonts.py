"""The font of the PDF and of the charts: a file that comes with Matplotlib, so it is the same on every
machine. Matplotlib itself is not loaded, which would take half as long as all charts."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

FONT = "DejaVu Sans"


@cache
def fonts_folder() -> Path:
    """The folder of the font's files."""
    found = find_spec("matplotlib")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


@cache
def font_of(dots: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font with letters of so many dots, laid out the same everywhere."""
    file = fonts_folder() / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return ImageFont.truetype(str(file), dots, layout_engine=ImageFont.Layout.BASIC)


@cache
def drawn_letters() -> frozenset[int]:
    """The characters that the font has."""
    from fontTools.ttLib import TTFont

    with TTFont(fonts_folder() / "DejaVuSans.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
