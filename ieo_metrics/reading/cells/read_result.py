"""What the reading of one cell gives, and its text in plain widths."""

from typing import NamedTuple

from ieo_metrics.framework.words.text_normalisation import visible


class Read(NamedTuple):
    """What a cell was read as. `blank`: there is nothing in it. `code`: the problem, if any; with a value, a
    remark only."""

    value: object = None
    blank: bool = False
    code: str = ""
    words: dict[str, str] = {}


# Full-width digits and signs are the same in another width; other look-alikes (28², ①) are not: a footnote
# mark is no digit.
_WIDTHS = {0xFF01 + i: 0x21 + i for i in range(94)}


def in_plain_widths(text: str) -> str:
    """A text as it looks, in plain widths."""
    return visible(text).translate(_WIDTHS)
