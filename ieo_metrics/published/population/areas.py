"""Areas of published tables as the framework's districts, by their codes and by their names.

Source: Office for National Statistics, Register of Geographic Codes (areas in force since 2009).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from ieo_metrics.framework.words.code_lists import COUNCILS_OF, DISTRICT, normalised
from ieo_metrics.published.names_in_cells import without_notes


class Area(NamedTuple):
    """A district, or one of the parts that it is the sum of. `part`: "" for a district as a whole."""

    district: str
    part: str = ""

    @property
    def name(self) -> str:
        """Its own."""
        return self.part or self.district


AREA_BY_CODE: dict[str, Area] = {
    "E10000014": Area("Hampshire"),
    "E06000044": Area("Portsmouth"),
    "E06000045": Area("Southampton"),
    "E06000046": Area("Isle of Wight"),
    **{
        f"E070000{84 + place}": Area("Hampshire", part) for place, part in enumerate(COUNCILS_OF["Hampshire"])
    },
}
_BY_PART = {
    normalised(part): Area(district, part) for district, parts in COUNCILS_OF.items() for part in parts
}
_BY_WORD = {normalised(word): Area(district) for district, words in DISTRICT.items() for word in words}
# An area's kind before its name, as Nomis writes it: "ualad09:Portsmouth"; or behind it.
_KIND = re.compile(r"^[a-z]+\d*:|\s+ua$|(?:,|\s)\s*(?:city of|unitary authority)$|^city of\s", re.I)
CODE = re.compile(r"[EWSNKJ]\d{8}")


@lru_cache(maxsize=4096)
def area_named(name: str) -> Area | None:
    """The area of a name, None where it is none of ours. A name of a part is that part, not its district."""
    plain = _KIND.sub("", _KIND.sub("", without_notes(name))).strip()
    word = normalised(plain)
    if part := _BY_PART.get(word.removesuffix(" district").removesuffix(" borough")):
        return part
    found = _BY_WORD.get(word)
    # "Winchester City Council" is written for a part of Hampshire.
    if found and found.part == "" and any(word.startswith(part) for part in _BY_PART):
        return next(area for part, area in _BY_PART.items() if word.startswith(part))
    return found


def names_an_area(text: str) -> bool:
    """Whether a text is the code of an area, or the name of one of ours: so it is no heading."""
    return bool(CODE.fullmatch(text)) or area_named(text) is not None


def area_of_code(code: str) -> Area | None:
    """The area of a code of nine characters, None where it is none of ours."""
    return AREA_BY_CODE.get(code.strip().upper())
