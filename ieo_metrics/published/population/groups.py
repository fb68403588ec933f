"""Sex and ethnic group as published tables write them, in the framework's words."""

import re
from functools import lru_cache
from typing import NamedTuple

from ieo_metrics.framework.words.code_lists import ETHNICITY, GENDER, NOT_KNOWN, normalised

EVERYBODY = ""  # all sexes, or all ethnic groups, together
SEXES = ("female", "male")
ETHNIC_GROUPS = tuple(group for group in ETHNICITY if group != NOT_KNOWN)
_EVERYBODY = re.compile(
    r"(?:all|total)(?: (?:people|persons|usual residents|sexes|genders|categories.*|ethnic groups?.*))?"
    r"|persons?|people|both(?: sexes)?"
)
# Source: Office for National Statistics, mid-year estimates, detailed time series: 1 is male, 2 is female.
_SEX = {"1": "male", "2": "female", **{word: sex for sex in SEXES for word in GENDER[sex]}}
_ETHNIC = {normalised(word): group for group in ETHNIC_GROUPS for word in (group, *ETHNICITY[group])}
# The groups themselves, as against the categories listed under them, of which at least so many make one up.
_GROUPS: dict[str, tuple[int, tuple[str, ...]]] = {
    "Asian or Asian British": (
        4,
        ("asian or asian british", "asian asian british", "asian asian british or asian welsh", "asian"),
    ),
    "Black, Black British, Caribbean or African": (
        3,
        (
            "black black british black welsh caribbean or african",
            "black african caribbean black british",
            "black or black british",
            "black black british caribbean or african",
            "black black british",
            "black african caribbean or black british",
            "black",
        ),
    ),
    "Mixed or multiple ethnic groups": (
        4,
        (
            "mixed or multiple ethnic groups",
            "mixed or multiple ethnic group",
            "mixed multiple ethnic groups",
            "mixed multiple ethnic group",
            "mixed",
        ),
    ),
    "White": (4, ("white",)),
    "Other ethnic group": (2, ("other ethnic group", "other ethnic groups", "other")),
}
_WHOLE = {word: group for group, (_, words) in _GROUPS.items() for word in words}


class EthnicGroup(NamedTuple):
    """An ethnic group, or a category listed under it. `category`: "" for a group as a whole."""

    group: str
    category: str = ""


@lru_cache(maxsize=256)
def sex_named(text: str) -> str | None:
    """`female`, `male`, EVERYBODY for all people together, or None where no sex is named."""
    word = normalised(text)
    return EVERYBODY if _EVERYBODY.fullmatch(word) else _SEX.get(word)


@lru_cache(maxsize=512)
def ethnic_group_named(text: str) -> EthnicGroup | None:
    """The ethnic group that a heading or a cell names, EVERYBODY for all together; None where none is
    named."""
    word = normalised(text).removesuffix(" total")
    if _EVERYBODY.fullmatch(word):
        return EthnicGroup(EVERYBODY)
    if word in _WHOLE:
        return EthnicGroup(_WHOLE[word])
    group = _ETHNIC.get(word)
    return EthnicGroup(group, word) if group else None


def fewest_categories(group: str) -> int:
    """How many categories make up a group in the census that has fewest."""
    return _GROUPS[group][0]
