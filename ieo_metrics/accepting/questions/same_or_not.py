"""Spellings that may be the same young person, school or cohort: found across everything that is being
dropped and everything that was accepted, and asked about once for each group of spellings.

Nothing is merged without the officer's word. What was said is applied to the returns that are new, so that
they count, and are stored, under the spelling that stands for the others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.problems import Problem, problem
from ieo_metrics.framework.providers import RETURN_TYPES
from ieo_metrics.framework.tables import HALF, PERSON_STAND_IN
from ieo_metrics.framework.words.likeness import (
    URN,
    groups_of_references,
    loosened_cohort,
    loosened_school,
    loosened_urn,
)
from ieo_metrics.framework.words.spelling import one_spelling
from ieo_metrics.reading.cells.cell_as_shown import cell_as_shown
from ieo_metrics.recognising.mappings.same_answers import Hash, SameAnswers

_APART = "\0"  # between the parts of what identifies a school or a cohort
_OLD_DASHES, _OLD_QUOTE = "‐–—−", "’"  # stores of before held references with these as they were typed


@dataclass(frozen=True)
class Spelling:
    """One way to write something. `word`: what it is known by, in the returns or, of one that was accepted
    before, as its pseudonym; `shown`: as a person may see it; `tables`: the record tables in which it
    stands; `rows`: in how many rows."""

    word: str
    shown: str
    file: str
    sheet: str
    cell: str
    rows: int
    tables: tuple[str, ...]
    is_new: bool = True


@dataclass(frozen=True)
class SameQuestion:
    """Spellings of which the officer must say whether they are the same. `hashes`: one for each spelling, in
    their order, under `salt` if not the store's; the question stands at the cell of the last new one."""

    kind: "SameKind"
    spellings: tuple[Spelling, ...]
    hashes: tuple[str, ...]
    salt: str = ""

    @property
    def at(self) -> Spelling:
        return [one for one in self.spellings if one.is_new][-1]

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that turn on it."""
        tables = {table for one in self.spellings for table in one.tables}
        return tuple(measure.ref for measure in MEASURES if tables & set(measure.reads))

    @property
    def others(self) -> str:
        """The other spellings, in words."""
        return ", ".join(_in_rows(one) for one in self.spellings if one is not self.at)[:300]

    @property
    def problem(self) -> Problem:
        """The question as a problem, at its cell."""
        return problem(
            self.kind.code,
            self.at.file,
            self.at.sheet,
            self.at.cell,
            self.kind.field,
            _in_rows(self.at),
            others=self.others,
            measures=", ".join(self.measures) or "breakdowns",
        )

    def answered(self, answers: SameAnswers, is_same: bool) -> SameAnswers:
        """The answers with this one."""
        groups = [self.hashes] if is_same else [(each,) for each in self.hashes]
        return replace(answers.answered(self.kind.name, groups), salt=self.salt)


@dataclass(frozen=True)
class SameKind:
    """One kind of thing that has several spellings. `find`: the groups of its spellings in new returns,
    beside those accepted before; `rewritten`: a record table in which words count for others."""

    name: str
    code: str
    what: str
    field: str
    find: Callable[["_Known"], Iterable[list[Spelling]]]
    rewritten: Callable[[pd.DataFrame, Mapping[str, str]], pd.DataFrame]


@dataclass(frozen=True)
class _Known:
    """The returns of one programme: the new ones, and those accepted before, in which pseudonyms stand for
    references. `pseudonym`: of a reference, where there is a store."""

    new: tuple[AcceptedReturn, ...]
    before: tuple[AcceptedReturn, ...]
    pseudonym: Hash | None


@dataclass(frozen=True)
class Settled:
    """New returns in which the officer's answers are applied, and the questions that are open."""

    returns: tuple[AcceptedReturn, ...]
    questions: tuple[SameQuestion, ...]


def settle_spellings(
    returns: Sequence[AcceptedReturn],
    before: Sequence[AcceptedReturn],
    answers: SameAnswers,
    pseudonym: Hash | None = None,
) -> Settled:
    """Apply what the officer has said about spellings, and ask about the rest. `returns`: the new ones, as
    they were read; `before`: those accepted before, with pseudonyms for references."""
    settled, questions = list(returns), []
    answers = answers if pseudonym else answers.salted()
    hash_of = answers.hash_of(pseudonym)
    for programme in dict.fromkeys(each.programme for each in RETURN_TYPES):
        known = _Known(_of(settled, programme), _of(before, programme), pseudonym)
        for kind in KINDS if known.new else ():
            said = answers.stands_for.get(kind.name, {})
            words: dict[str, str] = {}
            for group in kind.find(known):
                hashes = tuple(hash_of(one.word) for one in group)
                if all(each in said for each in hashes):
                    words |= _standing_for(group, hashes, said)
                else:
                    questions.append(SameQuestion(kind, tuple(group), hashes, answers.salt))
            words |= _as_stored(known, kind)
            if words:
                settled = [
                    _rewritten(one, kind, words) if one.of.programme == programme else one for one in settled
                ]
    return Settled(tuple(settled), tuple(questions))


def _of(returns: Sequence[AcceptedReturn], programme: str) -> tuple[AcceptedReturn, ...]:
    return tuple(one for one in returns if one.of.programme == programme)


def _in_rows(one: Spelling) -> str:
    return f"{one.shown} ({one.rows} row{'' if one.rows == 1 else 's'})"


def _standing_for(
    group: Sequence[Spelling], hashes: Sequence[str], said: Mapping[str, str]
) -> dict[str, str]:
    """Each new word of a group that counts for another, and that other."""
    words = dict(zip(hashes, (one.word for one in group), strict=True))
    first: dict[str, str] = {}
    for each in hashes:
        first.setdefault(said[each], words.get(said[each], words[each]))
    return {
        one.word: first[said[each]]
        for one, each in zip(group, hashes, strict=True)
        if one.is_new and first[said[each]] != one.word
    }


def _rewritten(one: AcceptedReturn, kind: SameKind, words: Mapping[str, str]) -> AcceptedReturn:
    parts = tuple(
        Part(part.file, {name: kind.rewritten(frame, words) for name, frame in part.tables.items()})
        for part in one.parts
    )
    return replace(one, parts=parts)


def _frames(returns: Sequence[AcceptedReturn], column: str) -> Iterator[tuple[Part, str, pd.DataFrame]]:
    for one in returns:
        for part in one.parts:
            for name, frame in part.tables.items():
                if column in frame:
                    yield part, name, frame


def _used(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The codes of the words of a column that are used, in the order in which they first stand, and the row
    of each."""
    codes, first = np.unique(column.cat.codes.to_numpy(), return_index=True)
    order = np.argsort(first, kind="stable")
    codes, first = codes[order], first[order]
    return codes[codes >= 0], first[codes >= 0]


def _changed_words(column: pd.Series, words: Mapping[str, str]) -> pd.Categorical:
    """A column of text in which some words are replaced by others."""
    new = [words.get(word, word) for word in column.cat.categories]
    place = {word: number for number, word in enumerate(dict.fromkeys(new))}
    codes = np.array([*(place[word] for word in new), -1], dtype=np.int32)[column.cat.codes.to_numpy()]
    return pd.Categorical.from_codes(codes, pd.Index(list(place), dtype="str"), validate=False)


# References


def _as_stored(known: _Known, kind: SameKind) -> dict[str, str]:
    """References that a store holds under the spelling of an earlier version, in which each dash was another:
    they are the same, and nobody is asked."""
    if known.pseudonym is None or kind is not REFERENCES:
        return {}
    stored = {
        word for _, _, frame in _frames(known.before, kind.field) for word in frame[kind.field].cat.categories
    }
    out = {}
    for word in _words(known.new, kind.field) if stored else ():
        if ("-" in word or "'" in word) and known.pseudonym(word) not in stored:
            ways = (
                word.replace("-", dash).replace("'", quote)
                for dash in ("-", *_OLD_DASHES)
                for quote in ("'", _OLD_QUOTE)
            )
            for old in ways:
                if (pseudonym := known.pseudonym(old)) in stored:
                    out[word] = pseudonym
    return out


def _words(returns: Sequence[AcceptedReturn], column: str) -> list[str]:
    """Every word of a column, once, in the order in which they first stand."""
    words: dict[str, None] = {}
    for _, _, frame in _frames(returns, column):
        codes, _ = _used(frame[column])
        words |= dict.fromkeys(frame[column].cat.categories[codes])
    return list(words)


def _references_alike(known: _Known) -> Iterator[list[Spelling]]:
    new = _words(known.new, "person_ref")
    groups = [[new[place] for place in places] for places in groups_of_references(new)]
    if known.pseudonym is not None and known.before:
        groups = _with_accepted(groups, new, _words(known.before, "person_ref"), known.pseudonym)
    wanted = {word for group in groups for word in group}
    found = _spellings(known, "person_ref", wanted) if wanted else {}
    for group in groups:
        yield [found[word] for word in group]


def _with_accepted(
    groups: list[list[str]], new: list[str], accepted: list[str], pseudonym: Hash
) -> list[list[str]]:
    """The groups of new references, and with each those accepted before that may be the same: the first
    halves of their pseudonyms are."""
    of_new = {word: pseudonym(word) for word in new if not PERSON_STAND_IN.fullmatch(word)}
    known = set(of_new.values())
    alike: dict[str, list[str]] = {}
    for word in accepted:
        if word not in known:
            alike.setdefault(word[:HALF], []).append(word)
    in_group = {word: group for group in groups for word in group}
    out = list(groups)
    for word, own in of_new.items():
        if others := alike.pop(own[:HALF], None):
            if word not in in_group:
                in_group[word] = [word]
                out.append(in_group[word])
            in_group[word][:0] = others  # what is stored stays: it stands for the others
    return out


def _spellings(known: _Known, column: str, wanted: set[str]) -> dict[str, Spelling]:
    """The wanted words, with where each first stands."""
    out: dict[str, Spelling] = {}
    for returns, is_new in ((known.before, False), (known.new, True)):
        for part, table, frame in _frames(returns, column):
            words, counts = frame[column].cat, np.bincount(frame[column].cat.codes + 1)
            for code, at in zip(*_used(frame[column]), strict=True):
                if (word := words.categories[code]) in wanted:
                    rows, place = int(counts[code + 1]), _place(part, frame, at, column)
                    shown = cell_as_shown(word) if is_new else f"one accepted before, in {' '.join(place)}"
                    out[word] = _one_more(out.get(word), word, shown, place, rows, table, is_new)
    return out


def _place(part: Part, frame: pd.DataFrame, at: int, column: str) -> tuple[str, str, str]:
    """File, sheet and cell of a row of a record table."""
    sheet = part.file.sheets[int(frame["source"].iloc[at])]
    return part.file.name, sheet.name, f"{sheet.letter_of(column)}{int(frame['row'].iloc[at])}"


def _one_more(
    had: Spelling | None,
    word: str,
    shown: str,
    place: tuple[str, str, str],
    rows: int,
    table: str,
    is_new: bool,
) -> Spelling:
    if had is None:
        return Spelling(word, shown, *place, rows, (table,), is_new)
    tables = tuple(dict.fromkeys((*had.tables, table)))
    return replace(had, rows=had.rows + rows, tables=tables, is_new=had.is_new or is_new)


def _rewrite_references(frame: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    if "person_ref" not in frame or not any(word in words for word in frame["person_ref"].cat.categories):
        return frame
    return frame.assign(person_ref=_changed_words(frame["person_ref"], words))


# Schools and cohorts


@dataclass(frozen=True)
class _School:
    urn: str
    name: str  # in its one spelling

    @property
    def word(self) -> str:
        return f"school{_APART}{self.urn}{_APART}{self.name}"

    def is_surely(self, other: "_School") -> bool:
        """Whether the measures take both for one school without asking."""
        return self.urn == other.urn != "" or (self.name == other.name and not (self.urn and other.urn))

    def is_surely_not(self, other: "_School") -> bool:
        return bool(URN.fullmatch(self.urn) and URN.fullmatch(other.urn)) and self.urn != other.urn


def _different(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[int, int]]:
    """The first row of each different combination of words, in their order, and how many rows have it."""
    codes = np.stack([frame[column].cat.codes.to_numpy().astype(np.int64) for column in columns], axis=1)
    _, first, counts = np.unique(codes, axis=0, return_index=True, return_counts=True)
    for place in np.argsort(first, kind="stable"):
        yield int(first[place]), int(counts[place])


def _word_at(frame: pd.DataFrame, column: str, at: int) -> str:
    """The word of a row; "" where it has none."""
    code = frame[column].cat.codes.iloc[at]
    return str(frame[column].cat.categories[code]) if code >= 0 else ""


def _school_at(frame: pd.DataFrame, at: int) -> _School | None:
    """The school of a row of a table of sessions or schools; None where it names none."""
    urn, name = _word_at(frame, "urn", at), one_spelling(_word_at(frame, "school", at))
    return _School(urn, name) if urn or name else None


def _schools_alike(known: _Known) -> Iterator[list[Spelling]]:
    found: dict[_School, Spelling] = {}
    for part, table, frame in _frames(known.new, "urn"):
        for at, rows in _different(frame, "urn", "school"):
            if (school := _school_at(frame, at)) is not None:
                place = _place(part, frame, at, "school" if school.name else "urn")
                shown = ", URN ".join(
                    cell_as_shown(word) for c in ("school", "urn") if (word := _word_at(frame, c, at))
                )
                found[school] = _one_more(found.get(school), school.word, shown, place, rows, table, True)
    for group in _groups_of_schools(list(found)):
        yield [found[school] for school in group]


def _groups_of_schools(schools: list[_School]) -> Iterator[list[_School]]:
    """Schools that may be one: of their names or URNs the same is left when what people vary is taken away,
    and neither their URNs nor the rules of the measures settle it."""
    alike: dict[tuple[str, str], list[_School]] = {}
    for school in schools:
        for way, key in (("name", loosened_school(school.name)), ("urn", loosened_urn(school.urn))):
            if key:
                alike.setdefault((way, key), []).append(school)
    group_of = {school: [school] for school in schools}
    doubtful: set[_School] = set()
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


def _rewrite_schools(frame: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    if "urn" not in frame:
        return frame
    urns, names = (frame[column].astype(object).to_numpy(copy=True) for column in ("urn", "school"))
    codes = [frame[column].cat.codes.to_numpy() for column in ("urn", "school")]
    changed = False
    for at, _ in _different(frame, "urn", "school"):
        school = _school_at(frame, at)
        if school is not None and (word := words.get(school.word)):
            rows = (codes[0] == codes[0][at]) & (codes[1] == codes[1][at])
            _, urn, name = word.split(_APART)
            urns[rows], names[rows], changed = urn or None, name or None, True
    columns = {
        column: pd.Categorical(pd.array(said, dtype="str"))
        for column, said in (("urn", urns), ("school", names))
    }
    return frame.assign(**columns) if changed else frame


def _cohorts_alike(known: _Known) -> Iterator[list[Spelling]]:
    """Cohorts of one school that may be one, asked about once for all schools."""
    found: dict[str, Spelling] = {}
    of_school: dict[tuple[str, str], set[str]] = {}
    for part, table, frame in _frames(known.new, "cohort"):
        for at, rows in _different(frame, "urn", "school", "cohort"):
            school, cohort = _school_at(frame, at), _word_at(frame, "cohort", at)
            if school is not None and cohort:
                word = one_spelling(cohort)
                key = (school.urn or loosened_school(school.name), loosened_cohort(word))
                of_school.setdefault(key, set()).add(word)
                place = _place(part, frame, at, "cohort")
                found[word] = _one_more(
                    found.get(word), f"cohort{_APART}{word}", cell_as_shown(cohort), place, rows, table, True
                )
    together: dict[str, set[str]] = {}
    for (_, loosened), words in of_school.items():
        if len(words) > 1:
            together.setdefault(loosened, set()).update(words)
    for words in together.values():
        yield [found[word] for word in found if word in words]


def _rewrite_cohorts(frame: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    if "cohort" not in frame:
        return frame
    new = {
        word: words[known].split(_APART)[1]
        for word in frame["cohort"].cat.categories
        if (known := f"cohort{_APART}{one_spelling(word)}") in words
    }
    return frame.assign(cohort=_changed_words(frame["cohort"], new)) if new else frame


REFERENCES = SameKind(
    "reference", "same-reference", "young person", "person_ref", _references_alike, _rewrite_references
)
KINDS: tuple[SameKind, ...] = (
    REFERENCES,
    SameKind("school", "same-school", "school", "school", _schools_alike, _rewrite_schools),
    SameKind("cohort", "same-cohort", "cohort", "cohort", _cohorts_alike, _rewrite_cohorts),
)
