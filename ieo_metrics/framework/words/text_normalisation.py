"""One spelling for every text that is compared: references, schools, cohorts, answers, headings, dates and
numbers as text.

People copy cells from letters, web pages and other programs, and with them come characters that print nothing
and a dozen dashes. Two texts that look the same are the same.
"""

import unicodedata
from functools import lru_cache

# Beside the format characters (category Cf): fillers and selectors that print nothing either.
_PRINT_NOTHING = frozenset(
    (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10))
) | frozenset(range(0xE0100, 0xE01F0))  # fmt: skip
_DASHES = frozenset((0x2212, 0x02D7, 0x2043, 0x207B, 0x208B, 0xFF70))  # beside those of category Pd
_QUOTES = {"’": "'", "‘": "'", "‚": "'", "‛": "'", "′": "'", "‵": "'", "ʼ": "'", "ʹ": "'", "`": "'", "´": "'",
           "＇": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "‶": '"', "＂": '"'}  # fmt: skip


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """What stands for a character that is not ASCII, or for a control character: nothing, a dash, a straight
    quote, a space, or itself."""
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cc", "Cs") or ord(character) in _PRINT_NOTHING:
        return ""
    if category == "Pd" or ord(character) in _DASHES:
        return "-"
    return _QUOTES.get(character, character)


def visible(text: str) -> str:
    """A text as it looks: without characters that print nothing, with plain dashes and quotes, white space of
    any kind as one space, and without Excel's leading apostrophe. Its capitals, and digits of any other form,
    stay."""
    if not (text.isascii() and text.isprintable() and "`" not in text):
        text = "".join(map(_plain_character, text))
    return " ".join(text.split()).lstrip("' ")


def in_one_form(text: str) -> str:
    """A text as it looks, its characters in the one form of Unicode that is used for comparing (NFKC)."""
    seen = visible(text)
    return seen if seen.isascii() else visible(unicodedata.normalize("NFKC", seen))


def one_spelling(text: str) -> str:
    """A text as it is compared: what is the same after this is the same."""
    seen = visible(text)
    if seen.isascii():
        return seen.lower()
    return in_one_form(in_one_form(text).casefold())


def marks_that_print_nothing(text: str) -> tuple[str, ...]:
    """The names of those characters of a text that cannot be seen, each once, in lower case."""
    hidden = (ch for ch in dict.fromkeys(text) if not ch.isascii() and _plain_character(ch) == "")
    return tuple(unicodedata.name(ch, f"character {ord(ch):04X}").lower() for ch in hidden)
