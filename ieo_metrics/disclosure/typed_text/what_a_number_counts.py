"""Of whom or of what a number in a sentence is, by the words around it."""

import re
from enum import Enum

from ieo_metrics.disclosure.typed_text.people_and_number_words import (
    ADDED,
    BESIDE_VERBS,
    ENDS_PHRASE,
    OF_ANYTHING,
    OF_PEOPLE,
    OF_PEOPLE_ONLY,
    OTHER,
    PEOPLE,
    TIMES,
    YOUNG,
)


class Counted(Enum):
    """What a number counts. NOT_TOLD: nothing is named; OF_THEM: of those who were spoken of; UNKNOWN:
    something that no table holds."""

    PEOPLE = "people"
    OTHER = "other"
    UNKNOWN = "unknown"
    OF_THEM = "of them"
    NOT_TOLD = "not told"


_WORD = re.compile(r"[a-z][a-z'-]*|\S")
_JOINED = re.compile(r"\s*(?:(?:or|to|and|-|&|,)\s*)+\d+(?![\d%]|\.\d)")
_OF = re.compile(
    r"\s*(?:out of|of|from)\s+(?:(?:all|the|our|these|those|their|this|that|such|a|his|her)\s+)*"
)
_THEM = re.compile(r"(?:them|whom|us|these|those)\b")
_LONGEST_PHRASE = 5
_ENDS = ENDS_PHRASE | OF_ANYTHING | OF_PEOPLE_ONLY | BESIDE_VERBS


def counted_behind(behind: str, is_one: bool = False) -> Counted:
    """What a number counts, by the words behind it: "3 of our younger lads", "2 or 3 school workshops".
    `is_one`: whether it is 1, of which "one pupil very keen" is somebody."""
    while joined := _JOINED.match(behind):
        behind = behind[joined.end() :]
    if of := _OF.match(behind):
        behind = behind[of.end() :]
        if _THEM.match(behind) or _THEM.search(of[0]):
            named = _phrase(_WORD.findall(behind), is_one)
            return Counted.OF_THEM if named is not Counted.PEOPLE and named is not Counted.OTHER else named
        behind = re.sub(r"^\d+\s+", "", behind)
    return _phrase(_WORD.findall(behind.lstrip("-")), is_one)


def _phrase(words: list[str], is_one: bool) -> Counted:
    found = Counted.NOT_TOLD
    for at, word in enumerate(words[:_LONGEST_PHRASE]):
        behind = words[at + 1 :]
        if (length := _people(words[at:])) > 0:
            return _whose(words[at : at + length], words[at + length :], is_one)
        if _plain(word) in OTHER:
            # "school pupils", but not "in two quarters young people".
            return Counted.PEOPLE if _people(behind) and not word.endswith("s") else Counted.OTHER
        if word == "§":  # a name: "two Year 9 pupils"
            continue
        if not word[0].isalpha() or word in _ENDS:
            break
        if word not in ADDED:
            found = Counted.UNKNOWN
    return found


def _whose(people: list[str], behind: list[str], is_one: bool) -> Counted:
    """Young people, unless their word only says whose it is: "two pupil workshops", "3 girls' groups"."""
    following = behind[0] if behind else ""
    says_whose = "'" in people[-1] or (len(people) == 1 and people[0] in OF_PEOPLE)
    says_whose |= people == ["young", "person"]
    if not says_whose or not following.isalpha():
        return Counted.PEOPLE
    if _plain(following) in OTHER:
        return Counted.OTHER
    if following in _ENDS:
        return Counted.PEOPLE
    further = _phrase(behind, is_one)
    if is_one:
        return Counted.OTHER if further is Counted.OTHER else Counted.PEOPLE
    return Counted.UNKNOWN if further is Counted.NOT_TOLD else further


def _people(words: list[str]) -> int:
    """How many words at the beginning are a word of people: 0 to 2."""
    if len(words) > 1 and words[0] == "young" and _plain(words[1]) in PEOPLE | YOUNG:
        return 2
    # "in-patients" are patients.
    return int(bool(words) and not PEOPLE.isdisjoint((_plain(words[0]), _plain(words[0]).rpartition("-")[2])))


def _plain(word: str) -> str:
    return re.sub(r"(?<=s)'$|'s$", "", word)


def last_counted(before: str) -> Counted:
    """What was spoken of last, several of them: people, other things, or nothing that is known."""
    words = _WORD.findall(before)
    for at in range(len(words) - 1, -1, -1):
        if _people(words[at:]):
            return Counted.PEOPLE
        if words[at] in _SEVERAL:
            return Counted.OTHER
    return Counted.NOT_TOLD


_SEVERAL = frozenset(word for word in OTHER - TIMES if word.endswith("s")) | {"staff", "police"}
