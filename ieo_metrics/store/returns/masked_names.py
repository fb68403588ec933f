"""Names of files and sheets as they are kept. Providers name both after people ("RESET J. Smith.xlsx", a
sheet for each child), and no program can tell a name from a word. So a name is kept whole only where it is
made of words that are known here, and of short numbers; any other word is kept as "…".

In full such a name is shown only while its file is dropped. What it was stays findable: a file by the
beginning of its SHA-256, a sheet by its place among those that were read.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ieo_metrics.framework.dates.days import MONTH_NAMES
from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.framework.record_tables import TABLES
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.words.code_lists import DISTRICT
from ieo_metrics.framework.words.words_of_file_names import WORDS_OF_FILE_NAMES
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.safe_file_name import ACCEPTED, shown_name

HIDDEN_WORD = "…"
# Known as a whole only: "Society of St James" is no reason to keep a James.
_PHRASES = {
    *(of.programme for of in RETURN_TYPES),
    *(of.provider for of in RETURN_TYPES),
    *DISTRICT,
    "St James",
    "young people",
    *(f"{season} term" for season in ("spring", "summer", "autumn")),
    "not shown: it looks personal",
}
_KNOWN = {
    *WORDS_OF_FILE_NAMES,
    *ACCEPTED,
    *(phrase.lower() for phrase in _PHRASES),
    *(word for table in TABLES for word in table.name.split("_")),
    *(word for layout in LAYOUTS for word in layout.template_sheet.lower().replace("-", " ").split()),
}
_TOKEN = re.compile(
    r"\([0-9a-f]{8}\)|(?<![^\W_])(?:"
    + "|".join(
        re.escape(phrase).replace(r"\ ", r"[\W_]+") for phrase in sorted(_PHRASES, key=len, reverse=True)
    )
    + r")(?![^\W_])|[^\W\d_]+|\d+",
    re.I,
)
_SEVERAL = re.compile(rf"{HIDDEN_WORD}(?:[\W_]*{HIDDEN_WORD})+")
# A year of returns, and of nobody's birth who is old enough to be in one.
_YEAR = re.compile(r"20[2-9]\d")
# The same in two digits is told from other short numbers by the day and the month before it.
_TOO_EARLY = re.compile(r"[01]\d")
_MONTH = rf"(?:\d\d?|(?:{'|'.join(name[:3] for name in MONTH_NAMES)})[a-z]*)"
_DAY_AND_MONTH = re.compile(rf"(?<!\d)\d\d?(?:st|nd|rd|th)?[-\s._/,]+{_MONTH}[-\s._/,]+$", re.I)


def _kept(token: re.Match[str]) -> str:
    word = token[0]
    if word.startswith("("):  # the mark of a name that was masked before, else digits of somebody's
        known = HIDDEN_WORD in token.string
    elif word.isdigit():
        known = len(word) <= 2 or bool(_YEAR.fullmatch(word))
        known &= not (_TOO_EARLY.fullmatch(word) and _DAY_AND_MONTH.search(token.string[: token.start()]))
    else:
        known = word.lower() in _KNOWN or bool(re.search(r"\W|_", word))  # only a known phrase has gaps
    return word if known else HIDDEN_WORD


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """A text with "…" for each word, or run of words, that is not known."""
    return _SEVERAL.sub(HIDDEN_WORD, _TOKEN.sub(_kept, text))


def kept_file_name(name: str, sha256: str) -> str:
    """`RESET … Q2 (3f9a12cd).xlsx` of `RESET Jane Smith Q2.xlsx`; a name of known words as it is, and one
    that was masked before too."""
    shown = cell_as_shown(shown_name(name))
    stem, dot, ending = shown.rpartition(".") if "." in shown else (shown, "", "")
    return shown if masked(shown) == shown else f"{masked(stem)} ({sha256[:8]}){dot}{masked(ending)}"


def kept_sheet_names(names: Sequence[str]) -> list[str]:
    """`… (sheet 2 read)` of `Jane Smith`, for the sheets of a file that were read, one or several tables of
    each; a name of known words as it is, and one that was masked before too."""
    places = {name: place for place, name in enumerate(dict.fromkeys(names), start=1)}
    return [_kept_sheet_name(cell_as_shown(name), places[name]) for name in names]


def _kept_sheet_name(shown: str, place: int) -> str:
    return shown if masked(shown) == shown else f"{masked(shown)} (sheet {place} read)"
