"""Spellings that may be of the same young person, school or cohort: equal once what people vary is taken
away. Nothing is merged by this; it only says what is to be asked."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.text_normalisation import one_spelling

_BETWEEN_DIGITS = "\x1f"
# Letters of other scripts that look like ours, without capitals, and digits that people type as letters.
_OUR_LETTERS = str.maketrans("авекмнорстухіјѕαβεηικμνορτυχζ", "abekmhopctyxijsabehikmnoptyxz")
_DIGITS = {"o": "0", "l": "1", "i": "1"}
_OTHER_LETTERS = {chr(ours): chr(other) for other, ours in list(_OUR_LETTERS.items())[::-1]}
_COPY = r" ?\([2-9]\)$"  # behind the name of a copied sheet, file or row
_MAY_LOOK_LIKE = rf"[oli]|{_COPY}|[^\x00-\x7f]"
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
_ROMAN = {"vii": "7", "viii": "8", "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13"}
_IN_ROMAN = re.compile(r"\b((?:year|yr)[ .]?)([xvi]+)\b")
_SAYS_CHURCH = re.compile(r"\b(?:c of e|cofe|c e|ce|church of england)\b")
_YEAR_BEHIND = re.compile(r" (?:year|yr|y) ?\d{1,2}[a-z]?$")  # a school's name
_OF_A_SCHOOL = {"and", "the", "school", "sch"}
_IN_BRACKETS, _BEHIND_A_DASH = re.compile(r"\(.*?\)|\[.*?\]"), re.compile(r" - |[,:;]")  # of a cohort
_NUMBERED = re.compile(
    r"\b(?:(?:session|workshop|week|visit|lesson|part|pt|day|ws|wk|w|n|no|sess|block) ?=? ?\d+"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:mr|mrs|ms|miss|mx|dr)\.? [a-z'-]+)$"
)
# "Year 10 B 2nd", "KS4 Year 10 B" and "B in year 10", of which few returns have any.
_SECOND_TIME = r" [1-9](?:st|nd|rd|th)$"
_OF_A_STAGE = r"^(?:ks|key stage) ?[1-5],? (?=.*\d)"
_CLASS_FIRST = r"^([a-z])[ /.-]*(?:(?:in|of) )?(?:(?:year|yr|y) ?)?(\d{1,2})$"
_BEHIND_A_NAME = r"[ ,]+(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\(?20\d\d(?:[-/](?:20)?\d\d)?\)?)$"
FEWEST_INITIALS = 3
_TOWN = re.compile(r",|\(| - ")  # what stands in front of one
FEWEST_LETTERS, LONG_WORD = 6, 4  # of a school's name, and of a word of it in which a slip is looked for
MOST_PARTS = 6  # of a reference; what has more is a sentence
URN = re.compile(r"[1-9]\d{5}", re.ASCII)


def loosened_references(references: Sequence[str]) -> pa.Array:
    """Each reference (in its one spelling) without leading zeros, inner spaces and punctuation, and without
    the ".0" of a number that became text. Where punctuation parts two digits, a mark says so: 1-21 and 12-1
    are two, and both may be 121."""
    words = pc.replace_substring_regex(pa.array(references, type=pa.string()), r"^([0-9]+)\.0+$", r"\1")
    words = pc.replace_substring_regex(words, r"0*([0-9]+)", r"\1")
    signs = _signs(words)
    for _ in range(2):  # a single digit between two others is passed over the first time
        words = pc.replace_substring_regex(words, rf"([0-9]){signs}([0-9])", rf"\1{_BETWEEN_DIGITS}\2")
    return pc.replace_substring_regex(words, signs, "")


def _signs(words: pa.Array) -> str:
    """The pattern for what is neither letter nor digit. To put the letters of all scripts into it takes
    longer than to use it on a quarter's references."""
    return r"[^a-zA-Z0-9\x1f]+" if pc.all(pc.string_is_ascii(words)).as_py() else r"[^\pL\pN\x1f]+"


def groups_of_references(references: Sequence[str]) -> list[list[int]]:
    """The places of those references that may be one person's, group by group, in the order in which they
    first stand. At 200,000 references it takes a few tenths of a second."""
    out = _groups_of_loosened(references)
    more = [*_groups_by_look(references), *_groups_with_more_words(references)]
    return joined_groups([*out, *more]) if more else out


def _groups_of_loosened(references: Sequence[str]) -> list[list[int]]:
    """Those that are equal without leading zeros, spaces and punctuation."""
    marked = loosened_references(references)
    alike = pc.replace_substring(marked, _BETWEEN_DIGITS, "").dictionary_encode().indices.to_numpy()
    together: dict[int, list[int]] = {}
    for place in np.flatnonzero(np.bincount(alike)[alike] > 1).tolist() if len(alike) else ():
        together.setdefault(int(alike[place]), []).append(place)
    out: list[list[int]] = []
    for places in together.values():
        stop_if_late()
        forms: dict[str, list[int]] = {}
        for place in places:
            forms.setdefault(marked[place].as_py(), []).append(place)
        all_parted = all(_BETWEEN_DIGITS in form for form in forms)
        out.extend(group for group in (forms.values() if all_parted else [places]) if len(group) > 1)
    return out


def _groups_by_look(references: Sequence[str]) -> Iterator[list[int]]:
    """Those that look the same, where a letter stands for a digit (AEO1), is of another script, or the
    reference was copied and has "(2)" behind it. AI-1 and AL-1 are two, unless A1-1 is there as well."""
    words = pa.array(references, type=pa.string())
    if not pc.any(pc.match_substring_regex(words, _MAY_LOOK_LIKE)).as_py():
        return
    if not all(map(str.isascii, references)):
        words = pa.array([word.translate(_OUR_LETTERS) for word in references], type=pa.string())
    words = pc.replace_substring_regex(words, _COPY, "")
    for letter, digit in _DIGITS.items():
        words = pc.replace_substring(words, letter, digit)
    words = pc.replace_substring_regex(words, _signs(words), "")
    words = pc.replace_substring_regex(words, r"0*([0-9]+)", r"\1")
    looks = words.dictionary_encode().indices.to_numpy()
    together: dict[int, list[int]] = {}
    for place in np.flatnonzero(np.bincount(looks)[looks] > 1).tolist():
        together.setdefault(int(looks[place]), []).append(place)
    for places in together.values():
        stop_if_late()
        # Where all have letters and digits in the same places, nobody typed one for the other.
        typed = {
            (sum(map(str.isdigit, word)), word.isascii()) for word in map(references.__getitem__, places)
        }
        if len(typed) > 1:
            yield places


def _groups_with_more_words(references: Sequence[str]) -> Iterator[list[int]]:
    """Each reference that is another with words in front or behind: "RST-0052 (JB)", "new RST-0052", or
    "RST-0052" where "0052" is there as well."""
    words = pa.array(references, type=pa.string())
    letters_and_digits = _signs(words).replace("[^", "[").replace(r"\x1f", "")
    parts = pc.count_substring_regex(words, letters_and_digits).to_numpy()
    if not len(parts) or parts.min() == parts.max():  # as nearly always, and quickly told
        return
    loosened = loosened_references(references).to_pylist()
    place_of = {form: place for place, form in list(enumerate(loosened))[::-1]}
    longer = [
        (place, form)
        for place in np.flatnonzero(parts > parts.min()).tolist()
        for form in without_words(references[place])
    ]
    forms = loosened_references([form for _, form in longer]).to_pylist()
    for (place, _), form in zip(longer, forms, strict=True):
        stop_if_late()
        if form in place_of and place_of[form] != place:
            yield [place_of[form], place]


def without_words(reference: str) -> Iterator[str]:
    """A reference (in its one spelling) in all ways without words in front or behind, if what is left has a
    digit and each word that goes a letter: RST-0052-1 is not RST-0052."""
    parts = re.findall(r"[^\W_]+", reference)
    for first in range(len(parts) if len(parts) <= MOST_PARTS else 0):
        for end in range(first + 1, len(parts) + 1):
            kept, gone = parts[first:end], [*parts[:first], *parts[end:]]
            has_digit = any(ch.isdigit() for part in kept for ch in part)
            if gone and has_digit and all(any(map(str.isalpha, part)) for part in gone):
                yield "-".join(kept)


def joined_groups(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups, those that have a place in common as one, in the order of their first places."""
    group_of: dict[int, list[int]] = {}
    for group in groups:
        stop_if_late()
        joined = sorted({*group, *(other for place in group for other in group_of.get(place, ()))})
        group_of |= dict.fromkeys(joined, joined)
    return sorted({id(group): group for group in group_of.values()}.values())


def ways_to_mistype(reference: str) -> Iterator[str]:
    """What a reference (in its one spelling) may stand under elsewhere, where only a pseudonym is known of
    that: one letter for a digit or one digit for a letter, letters of the other script, and "(2)" behind
    it or not."""
    ours = reference.translate(_OUR_LETTERS)
    if ours != reference:
        yield ours
    plain = re.sub(_COPY, "", ours)
    yield f"{plain}(2)" if plain == ours else plain
    for place, character in enumerate(plain):
        for letter, digit in _DIGITS.items():
            if character in (letter, digit):
                other = digit if character == letter else letter
                yield f"{plain[:place]}{other}{plain[place + 1 :]}"
        if character in _OTHER_LETTERS:
            yield f"{plain[:place]}{_OTHER_LETTERS[character]}{plain[place + 1 :]}"
    yield plain.translate({ord(ours): other for ours, other in _OTHER_LETTERS.items()})
    yield re.sub(r"\d+$", r"(\g<0>)", plain)


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


def year_in_digits(cohort: str) -> str:
    """A cohort (in its one spelling) whose year group is not in Roman numerals: year 10 b for year x b."""
    return _IN_ROMAN.sub(lambda found: found[1] + _ROMAN.get(found[2], found[2]), cohort)


def loosened_cohort(cohort: str) -> str:
    """A cohort without spaces, punctuation, leading zeros and the words for a year group: 9 A, Year 9A and
    Year IX A are all 9a."""
    said = year_in_digits(normalised(cohort)).replace("key stage", "ks")
    words = [_NUMBER_OF.get(word, word) for word in said.split()]
    text = "".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", w) for w in words if w not in _OF_A_YEAR_GROUP)
    return re.sub(r"^(?:year|yr|yg|y)(?=\d)", "", re.sub(r"(?<!\d)0+(?=\d)", "", text)) or normalised(cohort)


def loosened_school(school: str) -> str:
    """A school's name without punctuation, a town behind a comma or in brackets, its church, and small words: St. Mary's C
    of E School, Havant and Saint Marys are both stmarys."""
    return "".join(_own_words_of_school(school)) or normalised(school)


def _own_words_of_school(school: str) -> list[str]:
    name = _YEAR_BEHIND.sub("", normalised(_TOWN.split(one_spelling(school))[0]))
    words = _SAYS_CHURCH.sub(" ", name).split()
    return ["st" if word == "saint" else word for word in words if word not in _OF_A_SCHOOL]


def mistyped_schools(school: str, letters: str = "") -> Iterator[str]:
    """The loosened name of a school in the ways in which a word of it may be mistyped: a letter left out, two
    that changed places, or one of `letters` too many inside. Another digit or word is another school, and a
    short name is easily another's."""
    words = _own_words_of_school(school)
    for place, word in enumerate(words) if sum(map(len, words)) >= FEWEST_LETTERS else ():
        if len(word) < LONG_WORD or not word.isalpha():
            continue
        before, after = "".join(words[:place]), "".join(words[place + 1 :])
        for at, letter in enumerate(word):
            yield f"{before}{word[:at]}{word[at + 1 :]}{after}"
            if letter != (following := word[at + 1 : at + 2]):
                yield f"{before}{word[:at]}{following}{letter}{word[at + 2 :]}{after}"
            yield from (f"{before}{word[:at]}{more}{word[at:]}{after}" for more in (letters if at else ""))


def shorter_schools(school: str) -> Iterator[str]:
    """The loosened names under which a school may stand where some of its words were left out: St Mary's of St
    Mary's C of E Primary School, or without the postcode or year behind it. The first word stays, and so do
    numbers and single letters, which tell schools apart."""
    name = re.sub(_BEHIND_A_NAME, "", one_spelling(school))
    words = _own_words_of_school(name)
    if name != one_spelling(school):
        yield "".join(words)
    first = 2 if words[:1] == ["st"] else 1
    may_go = [at for at in range(first, len(words)) if len(words[at]) > 1 and words[at].isalpha()]
    for count in range(1, len(may_go) + 1) if len(words) <= MOST_PARTS + 2 else ():
        for gone in combinations(may_go, count):
            yield "".join(word for at, word in enumerate(words) if at not in gone)


def is_short_for(short: str, school: str) -> bool:
    """Whether a name is the first letters of another's words, as NPS is of North Park School."""
    words = normalised(_TOWN.split(one_spelling(school))[0]).split()
    letters = {
        "".join(word[0] for word in some)
        for some in (words, [w for w in words if w not in ("and", "the", "of")])
    }
    return len(short) >= FEWEST_INITIALS and short.casefold() in letters


def shorter_cohorts(cohort: str) -> Iterator[str]:
    """The cohorts that one may be where words were added to it: Year 7 of Year 7 (am), Morning Year 7 and Year 7 -
    pm. A single letter or a number is a class of its own."""
    text = one_spelling(cohort)
    forms = (
        _IN_BRACKETS.sub(" ", text).strip(),
        _BEHIND_A_DASH.split(text)[0],
        _NUMBERED.sub("", text).strip(),
        re.sub(_SECOND_TIME, "", text),
        re.sub(_OF_A_STAGE, "", text),
        re.sub(_CLASS_FIRST, r"year \2 \1", text),
    )
    yield from (form for form in forms if form not in (text, ""))
    words = [
        (word, word not in _OF_A_YEAR_GROUP and word not in _NUMBERS) for word in normalised(text).split()
    ]
    may_go = [word.isalpha() and len(word) > 1 and may for word, may in words]
    kept = " ".join(word for (word, _), goes in zip(words, may_go, strict=True) if not goes)
    if any(may_go) and any(map(str.isdigit, kept)):
        yield kept


def loosened_urn(urn: str) -> str:
    """The digits of a URN: 100 001 and 100001 are alike."""
    return re.sub(r"\D", "", urn)
