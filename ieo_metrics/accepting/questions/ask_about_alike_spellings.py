"""Spellings that may be the same young person, school or cohort: found across everything that is being
dropped and everything that was accepted, and asked about once for each group of spellings.

Nothing is merged without the officer's word. What was said is applied to the returns that are new, so that
they count, and are stored, under the spelling that stands for the others.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import pandas as pd

from ieo_metrics.accepting.questions import alike_references
from ieo_metrics.accepting.questions.alike_references import (
    mark_references,
    references_alike,
    rewrite_references,
)
from ieo_metrics.accepting.questions.alike_schools_and_cohorts import (
    cohorts_alike,
    mark_schools,
    rewrite_cohorts,
    rewrite_schools,
    schools_alike,
)
from ieo_metrics.accepting.questions.spellings_in_returns import (
    KnownReturns,
    Spelling,
    frames_with,
    places_in,
    used_words,
)
from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.framework.long_work.time_limit import OutOfTime, time_limit
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.reading import limits
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers, StandIns


class SameQuestion(NamedTuple):
    """Spellings of which the officer must say whether they are the same. `hashes`: one for each spelling, in
    their order, under `salt` if not the store's; the question stands at the cell of the last new one."""

    kind: "SameKind"
    spellings: tuple[Spelling, ...]
    hashes: tuple[str, ...]
    salt: str = ""

    @property
    def at(self) -> Spelling:
        return next(spelling for spelling in reversed(self.spellings) if spelling.is_new)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that turn on it."""
        return _measures_of({table for spelling in self.spellings for table in spelling.tables})

    @property
    def programme(self) -> str:
        return TABLE[self.at.tables[0]].programme

    @property
    def others(self) -> str:
        """The other spellings, in words."""
        at = self.at
        return ", ".join(spelling.in_rows for spelling in self.spellings if spelling is not at)[:300]

    @property
    def problem(self) -> Problem:
        """The question as a problem, at its cell."""
        return problem(
            self.kind.code,
            self.at.file,
            self.at.sheet,
            self.at.cell,
            self.kind.field,
            self.at.in_rows,
            others=self.others,
            measures=", ".join(self.measures) or "breakdowns",
        )

    def answered(self, answers: SameAnswers, is_same: bool) -> SameAnswers:
        """The answers with this one."""
        groups = [self.hashes] if is_same else [(each,) for each in self.hashes]
        return replace(answers.answered(self.kind.name, groups), salt=self.salt)

    def answer_in_words(self, answers: SameAnswers) -> str:
        """`007 (1 row) and 7 (1 row) are the same young person`."""
        said = answers.stands_for[self.kind.name]
        first = [said[each] for each in self.hashes]
        several = len(set(first)) > 1
        sorts = "not the same" if len(set(first)) == len(first) else "partly the same"
        words = " and ".join(spelling.in_rows for spelling in self.spellings)
        return f"{words} are {sorts if several else 'the same'} {self.kind.what}"


class SameKind(NamedTuple):
    """One kind of thing that has several spellings. `find`: the groups of its spellings in new returns,
    beside those accepted before; `rewritten`: a record table in which words count for others;
    `marked`: a record table as it is governed, with the number of the open question that each row is part
    of, where what it counts may turn on it;
    `as_stored`: new words that a store has under an older spelling, and what it has; `rewritten` sees to
    those that have a loosened one."""

    name: str
    code: str
    what: str
    field: str
    find: Callable[[KnownReturns], Iterable[list[Spelling]]]
    rewritten: Callable[[pd.DataFrame, Mapping[str, str], KnownReturns], pd.DataFrame]
    as_stored: Callable[[KnownReturns], dict[str, str]] = lambda known: {}
    marked: Callable[[pd.DataFrame, Mapping[str, int], StandIns | None], pd.DataFrame] = (
        lambda frame, numbers, key: frame
    )


class Settled(NamedTuple):
    """New returns in which the officer's answers are applied, the questions that are open, those that were
    answered, and what took too long to be compared."""

    returns: tuple[AcceptedReturn, ...]
    questions: tuple[SameQuestion, ...] = ()
    answered: tuple[SameQuestion, ...] = ()
    not_compared: tuple[Problem, ...] = ()


def settle_spellings(
    returns: Sequence[AcceptedReturn],
    before: Sequence[AcceptedReturn],
    answers: SameAnswers,
    key: StandIns | None = None,
) -> Settled:
    """Apply what the officer has said about spellings, and ask about the rest. `returns`: the new ones, as
    they were read; `before`: those accepted before, with pseudonyms for references;
    `key`: of their store. What takes longer than its size explains is left as it is written, and said."""
    answers = answers if key else answers.salted()
    found = Settled(tuple(returns))
    for programme in dict.fromkeys(each.programme for each in RETURN_TYPES):
        known = KnownReturns(_of(found.returns, programme), _of(before, programme), key)
        for kind in KINDS if known.new else ():
            seconds = limits.seconds_to_check(_cells_of(known))
            try:
                with time_limit(seconds):
                    found = _settled_of_kind(found, kind, known, answers, programme)
            except OutOfTime:
                found = found._replace(
                    not_compared=(*found.not_compared, *_not_compared(kind, known, seconds))
                )
        if key is not None and known.new and (loosened := known.loosened_words()):
            new = partial(_with_loosened, loosened=loosened)
            found = found._replace(returns=_changed(found.returns, programme, new))
    return found


def _cells_of(known: KnownReturns) -> int:
    """How many cells the record tables have that are compared."""
    returns = (*known.new, *known.before)
    return sum(frame.size for each in returns for part in each.parts for frame in part.tables.values())


def _settled_of_kind(
    found: Settled, kind: SameKind, known: KnownReturns, answers: SameAnswers, programme: str
) -> Settled:
    """What was found so far, and one more kind of spelling in a programme."""
    hash_of, said = answers.hash_of(known.key), answers.stands_for.get(kind.name, {})
    questions, answered = list(found.questions), list(found.answered)
    words: dict[str, str] = {}
    for group in kind.find(known):
        hashes = tuple(hash_of(spelling.word) for spelling in group)
        question = SameQuestion(kind, tuple(group), hashes, answers.salt)
        if all(each in said for each in hashes):
            words |= _standing_for(group, hashes, said)
            answered.append(question)
        else:
            questions.append(question)
    words |= kind.as_stored(known)
    new = partial(_rewritten, kind=kind, words=words, known=known)
    returns = _changed(found.returns, programme, new)
    return found._replace(returns=returns, questions=tuple(questions), answered=tuple(answered))


def _changed(
    returns: Sequence[AcceptedReturn], programme: str, new: Callable[[AcceptedReturn], AcceptedReturn]
) -> tuple[AcceptedReturn, ...]:
    """The returns, those of a programme changed."""
    return tuple(new(each) if each.return_type.programme == programme else each for each in returns)


def _not_compared(kind: SameKind, known: KnownReturns, seconds: float) -> Iterator[Problem]:
    """What took too long to compare, once for each file in which it stands."""
    tables = [table for _, table, _ in frames_with(known.new, kind.field)]
    first = {
        part.file.name: (part, frame) for part, _, frame in frames_with(known.new, kind.field) if len(frame)
    }
    for part, frame in first.values():
        many = len(used_words(frame[kind.field]))
        yield problem(
            "same-not-compared",
            *places_in(part, frame)(0, kind.field),
            kind.field,
            f"no end after {seconds:.0f} seconds, for {many:,} different ones",
            title=kind.field.replace("_", " "),
            what=kind.what,
            measures=", ".join(_measures_of(tables)) or "breakdowns",
        )


def _measures_of(tables: Collection[str]) -> tuple[str, ...]:
    return tuple(measure.ref for measure in MEASURES if not set(tables).isdisjoint(measure.reads))


def _of(returns: Sequence[AcceptedReturn], programme: str) -> tuple[AcceptedReturn, ...]:
    return tuple(
        accepted_return for accepted_return in returns if accepted_return.return_type.programme == programme
    )


def _standing_for(
    group: Sequence[Spelling], hashes: Sequence[str], said: Mapping[str, str]
) -> dict[str, str]:
    """Each new word of a group that counts for another, and that other."""
    words = dict(zip(hashes, (spelling.word for spelling in group), strict=True))
    first: dict[str, str] = {}
    for each in hashes:
        first.setdefault(said[each], words.get(said[each], words[each]))
    return {
        spelling.word: first[said[each]]
        for spelling, each in zip(group, hashes, strict=True)
        if spelling.is_new and first[said[each]] != spelling.word
    }


def _rewritten(
    accepted_return: AcceptedReturn, kind: SameKind, words: Mapping[str, str], known: KnownReturns
) -> AcceptedReturn:
    parts = tuple(
        Part(part.file, {name: kind.rewritten(frame, words, known) for name, frame in part.tables.items()})
        for part in accepted_return.parts
    )
    return accepted_return._replace(parts=parts)


def _with_loosened(accepted_return: AcceptedReturn, loosened: dict[str, dict[str, str]]) -> AcceptedReturn:
    """A return beside whose words stand their loosened spellings: one that counts for another would lose
    its own."""
    return accepted_return._replace(
        parts=tuple(replace(part, loosened=loosened) for part in accepted_return.parts)
    )


KINDS: tuple[SameKind, ...] = (
    SameKind(
        "reference",
        "same-reference",
        "young person",
        "person_ref",
        references_alike,
        rewrite_references,
        alike_references.as_stored,
        mark_references,
    ),
    SameKind(
        "school",
        "same-school",
        "school",
        "school",
        schools_alike,
        rewrite_schools,
        marked=mark_schools,
    ),
    SameKind("cohort", "same-cohort", "cohort", "cohort", cohorts_alike, rewrite_cohorts),
)
