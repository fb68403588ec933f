"""What a unit's own files look like: its name, logo, colours, contact and words for the cover. It changes no
figure."""

import re
from dataclasses import dataclass

UNIT = "Violence Reduction Unit for Hampshire, Isle of Wight, Portsmouth and Southampton"
MAIN_COLOUR, SECOND_COLOUR = "#0B3C8C", "#595959"
# Of text and background, as the Web Content Accessibility Guidelines ask (1.4.3, level AA).
LEAST_CONTRAST = 4.5
LOGO_IN_WORDS = "Logo of {name}"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class UnitLook:
    """`main_colour`: of headings and of the line of a chart; `second_colour`: of what stands beside it, such
    as limits; both `#RRGGBB`. `logo`: a PNG that says nothing but its pixels; empty where there is none.
    `contact`: for readers of what is shared; `cover_text`: a sentence or two for the cover. `template`: a .docx
    without text, whose styles, page, headers and footers the report takes; empty where there is none;
    `template_words`: what stands in those headers and footers."""

    name: str = UNIT
    contact: str = ""
    cover_text: str = ""
    main_colour: str = MAIN_COLOUR
    second_colour: str = SECOND_COLOUR
    logo: bytes = b""
    template: bytes = b""
    template_words: tuple[str, ...] = ()

    @property
    def logo_in_words(self) -> str:
        """What the logo is called, for those who do not see it."""
        return LOGO_IN_WORDS.format(name=self.name)


PLAIN_LOOK = UnitLook()  # of a unit that has set nothing


def contrast_with_white(colour: str) -> float:
    """From 1 (white) to 21 (black): how far a colour, `#RRGGBB`, stands out from white. Raises ValueError
    where it is no such colour."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f'"{colour}" is not a colour: write it as {MAIN_COLOUR}.')
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels: they stand in its first chunk."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def readable_colour(colour: str, what: str) -> str:
    """The colour in capital letters. `what`: the beginning of the sentence that refuses it. Raises ValueError
    where it is no colour, or where text in it could not be read on white."""
    contrast = contrast_with_white(colour)
    if contrast < LEAST_CONTRAST:
        raise ValueError(
            f"{what}, {colour.upper()}, is too light to be read on white: its contrast is {contrast:.1f} to 1, "
            f"and {LEAST_CONTRAST} to 1 is needed. Choose a darker one."
        )
    return colour.upper()
