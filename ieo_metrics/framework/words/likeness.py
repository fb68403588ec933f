"""Spellings that may be of the same young person, school or cohort: equal once what people vary is taken
away. Nothing is merged by this; it only says what is to be asked."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.spelling import one_spelling

_BETWEEN_DIGITS = "\x1f"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen")  # fmt: skip
_NUMBER_OF = {word: str(number) for number, word in enumerate(_NUMBERS, start=1)}
_OF_A_YEAR_GROUP = {
    *("year", "years", "yr", "yrs", "yg", "group", "grp", "class", "form", "cohort", "the", "all", "pupils"),
    *("students", "children"),
}
_YEAR_GROUP = re.compile(
    rf"(?:(?:year|yr|y)(?: ?(?:group|grp))?[ .:-]*)?(?:0?([1-9]|1[0-4])(?:\.0)?|({'|'.join(_NUMBERS)}))"
)
_SAYS_CHURCH = re.compile(r"\b(?:c of e|cofe|c e|ce|church of england)\b")
_OF_A_SCHOOL = {"and", "the", "school", "sch"}
_TOWN = re.compile(r",|\(| - ")  # what stands in front of one
URN = re.compile(r"[1-9]\d{5}", re.ASCII)


def loosened_references(references: Sequence[str]) -> pa.Array:
    """Each reference (in its one spelling) without leading zeros, inner spaces and punctuation, and without
    the ".0" of a number that became text. Where punctuation parts two digits, a mark says so: 1-21 and 12-1
    are two, and both may be 121."""
    words = pc.replace_substring_regex(pa.array(references, type=pa.string()), r"^([0-9]+)\.0+$", r"\1")
    words = pc.replace_substring_regex(words, r"0*([0-9]+)", r"\1")
    # To put the letters of all scripts into a pattern takes longer than to use it on a quarter's references.
    signs = r"[^a-zA-Z0-9\x1f]+" if all(map(str.isascii, references)) else r"[^\pL\pN\x1f]+"
    for _ in range(2):  # a single digit between two others is passed over the first time
        words = pc.replace_substring_regex(words, rf"([0-9]){signs}([0-9])", rf"\1{_BETWEEN_DIGITS}\2")
    return pc.replace_substring_regex(words, signs, "")


def groups_of_references(references: Sequence[str]) -> list[list[int]]:
    """The places of those references that may be one person's, group by group, in the order in which they
    first stand. At 200,000 references it takes a few tenths of a second."""
    marked = loosened_references(references)
    alike = pc.replace_substring(marked, _BETWEEN_DIGITS, "").dictionary_encode().indices.to_numpy()
    together: dict[int, list[int]] = {}
    for place in np.flatnonzero(np.bincount(alike)[alike] > 1).tolist() if len(alike) else ():
        together.setdefault(int(alike[place]), []).append(place)
    out: list[list[int]] = []
    for places in together.values():
        forms: dict[str, list[int]] = {}
        for place in places:
            forms.setdefault(marked[place].as_py(), []).append(place)
        all_parted = all(_BETWEEN_DIGITS in form for form in forms)
        out.extend(group for group in (forms.values() if all_parted else [places]) if len(group) > 1)
    return out


def plain_year_group(cohort: str) -> str:
    """`Year 9` for Year 9, Yr 9, Y9, 9, Year 09 and Year Nine; any other cohort as it is written."""
    found = _YEAR_GROUP.fullmatch(one_spelling(cohort))
    return f"Year {found[1] or _NUMBER_OF[found[2]]}" if found else cohort


def ways_to_write_year_group(cohort: str) -> Iterator[str]:
    """`Year 9` in the ways that people write it, without capitals; nothing for any other cohort."""
    if (found := _YEAR_GROUP.fullmatch(one_spelling(cohort))) is not None:
        number = found[1] or _NUMBER_OF[found[2]]
        for said in (number, f"0{number}", _NUMBERS[int(number) - 1]):
            yield said
            for word in ("year", "yr", "y", "year group"):
                yield from (f"{word} {said}", f"{word}{said}")


def loosened_cohort(cohort: str) -> str:
    """A cohort without spaces, punctuation, leading zeros and the words for a year group: 9 A and Year 9A
    are both 9a."""
    words = [_NUMBER_OF.get(word, word) for word in normalised(cohort).split()]
    text = "".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", w) for w in words if w not in _OF_A_YEAR_GROUP)
    return re.sub(r"^yg?(?=\d)", "", re.sub(r"(?<!\d)0+(?=\d)", "", text)) or normalised(cohort)


def loosened_school(school: str) -> str:
    """A school's name without punctuation, a town behind a comma or in brackets, its church, and small words: St. Mary's C
    of E School, Havant and Saint Marys are both stmarys."""
    words = _SAYS_CHURCH.sub(" ", normalised(_TOWN.split(one_spelling(school))[0])).split()
    kept = ["st" if word == "saint" else word for word in words if word not in _OF_A_SCHOOL]
    return "".join(kept) or normalised(school)


def loosened_urn(urn: str) -> str:
    """The digits of a URN: 100 001 and 100001 are alike."""
    return re.sub(r"\D", "", urn)
