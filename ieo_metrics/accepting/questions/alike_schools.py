"""Schools, and cohorts of a school, that may be one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.accepting.questions.where_spelled import (
    KnownReturns,
    Spelling,
    changed_words,
    frames_with,
    one_more,
    place_of,
    stored_as,
)
from ieo_metrics.framework.words.likeness import (
    URN,
    loosened_cohort,
    loosened_school,
    loosened_urn,
)
from ieo_metrics.framework.words.spelling import one_spelling
from ieo_metrics.reading.cells.safe_to_show import cell_as_shown

MOST_ALIKE = 200  # spellings of one school that are compared with each other
_APART = "\0"  # between the parts of what identifies a school or a cohort


@dataclass(frozen=True)
class School:
    """A school as a row names it: its URN and its name in its one spelling, each "" where blank."""

    urn: str
    name: str  # in its one spelling

    @property
    def word(self) -> str:
        return f"school{_APART}{self.urn}{_APART}{self.name}"

    def is_surely(self, other: "School") -> bool:
        """Whether the measures take both for one school without asking: the URN alone identifies a school."""
        return self.urn == other.urn != "" or (self.name == other.name and not (self.urn and other.urn))

    def is_surely_not(self, other: "School") -> bool:
        """Whether both have a URN, each another: two schools, unless one name speaks against it."""
        apart = bool(URN.fullmatch(self.urn) and URN.fullmatch(other.urn)) and self.urn != other.urn
        return apart and not self.name == other.name != ""


def _different(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[int, int, list[str]]]:
    """Each different combination of words, in their order: its first row, how many rows have it, and the
    words, "" where there is none."""
    held = [frame[column].cat for column in columns]
    codes = np.stack([each.codes.to_numpy().astype(np.int64) for each in held], axis=1)
    words = [[*map(str, each.categories), ""] for each in held]  # the code of a blank, -1, is the last
    _, first, counts = np.unique(codes, axis=0, return_index=True, return_counts=True)
    for place in np.argsort(first, kind="stable").tolist():
        at = int(first[place])
        said = [of_column[code] for of_column, code in zip(words, codes[at].tolist(), strict=True)]
        yield at, int(counts[place]), said


def _school_of(urn: str, school: str) -> School | None:
    """The school that a row names; None where it names none."""
    return School(urn, one_spelling(school)) if urn or school else None


def schools_alike(known: KnownReturns) -> Iterator[list[Spelling]]:
    """The groups of schools of sessions and lists that may be one."""
    found: dict[School, Spelling] = {}
    for part, table, frame in frames_with(known.new, "urn"):
        for at, rows, (urn, name) in _different(frame, "urn", "school"):
            if (school := _school_of(urn, name)) is not None:
                place = place_of(part, frame, at, "school" if name else "urn")
                shown = ", URN ".join(cell_as_shown(word) for word in (name, urn) if word)
                found[school] = one_more(found.get(school), school.word, shown, place, rows, table, True)
    for group in _groups_of_schools(list(found)):
        yield [found[school] for school in group]


def as_stored(known: KnownReturns) -> dict[str, str]:
    """Schools whose name a store holds under the spelling of an earlier version: they are the same, and
    nobody is asked."""
    key = known.key
    stored = {
        word for _, _, frame in frames_with(known.before, "urn") for word in frame["school"].cat.categories
    }
    if key is None or not stored:
        return {}
    schools = {
        school
        for _, _, frame in frames_with(known.new, "urn")
        for _, _, (urn, name) in _different(frame, "urn", "school")
        if (school := _school_of(urn, name)) is not None
    }
    return {
        school.word: School(school.urn, held).word
        for school in schools
        if (held := stored_as(school.name, key.text, stored))
    }


def _groups_of_schools(schools: list[School]) -> Iterator[list[School]]:
    """Schools that may be one: of their names or URNs the same is left when what people vary is taken away,
    and neither their URNs nor the rules of the measures settle it."""
    alike: dict[tuple[str, str], list[School]] = {}
    for school in schools:
        for way, key in (("name", loosened_school(school.name)), ("urn", loosened_urn(school.urn))):
            if key and len(alike.setdefault((way, key), [])) < MOST_ALIKE:
                alike[way, key].append(school)
    group_of = {school: [school] for school in schools}
    doubtful: set[School] = set()
    for together in alike.values():
        for place, one in enumerate(together):
            for other in together[:place]:
                if one.is_surely_not(other):
                    continue
                if not one.is_surely(other):
                    doubtful |= {one, other}
                if (joined := group_of[other]) is not group_of[one]:
                    joined.extend(group_of[one])
                    for each in group_of[one]:
                        group_of[each] = joined
    for group in {id(group): group for group in group_of.values()}.values():
        if doubtful.intersection(group):
            yield group


def rewrite_schools(frame: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """A record table in which some schools count for others."""
    if "urn" not in frame:
        return frame
    urns, names = (frame[column].astype(object).to_numpy(copy=True) for column in ("urn", "school"))
    codes = [frame[column].cat.codes.to_numpy() for column in ("urn", "school")]
    changed = False
    for at, _, (urn, name) in _different(frame, "urn", "school"):
        school = _school_of(urn, name)
        if school is not None and (word := words.get(school.word)):
            rows = (codes[0] == codes[0][at]) & (codes[1] == codes[1][at])
            _, new_urn, new_name = word.split(_APART)
            urns[rows], names[rows], changed = new_urn or None, new_name or None, True
    columns = {
        column: pd.Categorical(pd.array(said, dtype="str"))
        for column, said in (("urn", urns), ("school", names))
    }
    return frame.assign(**columns) if changed else frame


def cohorts_alike(known: KnownReturns) -> Iterator[list[Spelling]]:
    """Cohorts of one school that may be one, asked about once for all schools."""
    found: dict[str, Spelling] = {}
    of_school: dict[tuple[str, str], set[str]] = {}
    for part, table, frame in frames_with(known.new, "cohort"):
        for at, rows, (urn, name, cohort) in _different(frame, "urn", "school", "cohort"):
            if (school := _school_of(urn, name)) is not None and cohort:
                word = one_spelling(cohort)
                key = (school.urn or loosened_school(school.name), loosened_cohort(word))
                of_school.setdefault(key, set()).add(word)
                place = place_of(part, frame, at, "cohort")
                found[word] = one_more(
                    found.get(word), f"cohort{_APART}{word}", cell_as_shown(cohort), place, rows, table, True
                )
    together: dict[str, set[str]] = {}
    for (_, loosened), words in of_school.items():
        if len(words) > 1:
            together.setdefault(loosened, set()).update(words)
    for words in together.values():
        yield [found[word] for word in found if word in words]


def rewrite_cohorts(frame: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """A record table in which some cohorts count for others."""
    if "cohort" not in frame:
        return frame
    new = {
        word: words[known].split(_APART)[1]
        for word in frame["cohort"].cat.categories
        if (known := f"cohort{_APART}{one_spelling(word)}") in words
    }
    return frame.assign(cohort=changed_words(frame["cohort"], new)) if new else frame
