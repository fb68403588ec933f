"""Spellings that may be the same young person, school or cohort: found across everything that is being
dropped and everything that was accepted, and asked about once for each group of spellings.

Nothing is merged without the officer's word. What was said is applied to the returns that are new, so that
they count, and are stored, under the spelling that stands for the others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ieo_metrics.accepting.questions import alike_references, alike_schools
from ieo_metrics.accepting.questions.alike_references import references_alike, rewrite_references
from ieo_metrics.accepting.questions.alike_schools import (
    cohorts_alike,
    rewrite_cohorts,
    rewrite_schools,
    schools_alike,
)
from ieo_metrics.accepting.questions.where_spelled import KnownReturns, Spelling
from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.problems import Problem, problem
from ieo_metrics.framework.providers import RETURN_TYPES
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers, StandIns


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
    beside those accepted before; `rewritten`: a record table in which words count for others;
    `as_stored`: new words that a store has under an older spelling, and what it has."""

    name: str
    code: str
    what: str
    field: str
    find: Callable[[KnownReturns], Iterable[list[Spelling]]]
    rewritten: Callable[[pd.DataFrame, Mapping[str, str]], pd.DataFrame]
    as_stored: Callable[[KnownReturns], dict[str, str]] = lambda known: {}


@dataclass(frozen=True)
class Settled:
    """New returns in which the officer's answers are applied, and the questions that are open."""

    returns: tuple[AcceptedReturn, ...]
    questions: tuple[SameQuestion, ...]


def settle_spellings(
    returns: Sequence[AcceptedReturn],
    before: Sequence[AcceptedReturn],
    answers: SameAnswers,
    key: StandIns | None = None,
) -> Settled:
    """Apply what the officer has said about spellings, and ask about the rest. `returns`: the new ones, as
    they were read; `before`: those accepted before, with pseudonyms for references;
    `key`: of their store."""
    settled, questions = list(returns), []
    answers = answers if key else answers.salted()
    hash_of = answers.hash_of(key)
    for programme in dict.fromkeys(each.programme for each in RETURN_TYPES):
        known = KnownReturns(_of(settled, programme), _of(before, programme), key)
        for kind in KINDS if known.new else ():
            said = answers.stands_for.get(kind.name, {})
            words: dict[str, str] = {}
            for group in kind.find(known):
                hashes = tuple(hash_of(one.word) for one in group)
                if all(each in said for each in hashes):
                    words |= _standing_for(group, hashes, said)
                else:
                    questions.append(SameQuestion(kind, tuple(group), hashes, answers.salt))
            words |= kind.as_stored(known)
            if words:
                settled = [
                    _rewritten(one, kind, words) if one.return_type.programme == programme else one
                    for one in settled
                ]
    return Settled(tuple(settled), tuple(questions))


def _of(returns: Sequence[AcceptedReturn], programme: str) -> tuple[AcceptedReturn, ...]:
    return tuple(one for one in returns if one.return_type.programme == programme)


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


KINDS: tuple[SameKind, ...] = (
    SameKind(
        "reference",
        "same-reference",
        "young person",
        "person_ref",
        references_alike,
        rewrite_references,
        alike_references.as_stored,
    ),
    SameKind(
        "school", "same-school", "school", "school", schools_alike, rewrite_schools, alike_schools.as_stored
    ),
    SameKind("cohort", "same-cohort", "cohort", "cohort", cohorts_alike, rewrite_cohorts),
)
