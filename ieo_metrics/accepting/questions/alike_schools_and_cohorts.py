"""Schools, and cohorts of a school, that may be one."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, combinations, product
from string import ascii_lowercase

import numpy as np
import pandas as pd

from ieo_metrics.accepting.questions.spellings_in_returns import (
    KnownReturns,
    Spelling,
    as_seen,
    changed_words,
    frames_with,
    one_more,
    places_in,
    stored_first,
    used_words,
)
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.framework.words.reference_and_school_matching import (
    URN,
    is_short_for,
    mistyped_schools,
    shorter_cohorts,
    shorter_schools,
)
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.mappings.answers_on_sameness import StandIns

MOST_ALIKE = 200  # spellings of one school that are compared with each other
MOST_MISTYPED = 300  # new schools of which each way to mistype it is looked up among those of a store
SCHOOL_IN_QUESTION = "school_in_question"  # the column of the open question that a row's school is part of
_APART = "\0"  # between the parts of what identifies a school or a cohort


@dataclass(frozen=True)
class School:
    """A school as a row names it: its URN and its name, each as a store has it and "" where blank.
    `loosened`: what is left of name and URN when what people vary is taken away."""

    urn: str
    name: str
    loosened: tuple[str, str] = field(default=("", ""), compare=False)

    @property
    def word(self) -> str:
        return f"school{_APART}{self.urn}{_APART}{self.name}"

    def is_surely(self, other: "School") -> bool:
        """Whether the measures take both for one school without asking: the URN alone identifies a school."""
        return self.urn == other.urn != "" or (self.name == other.name and not (self.urn and other.urn))

    def is_surely_not(self, other: "School") -> bool:
        """Whether both have a URN, each another: two schools, unless they have one name and their URNs differ
        by a slip of the hand, a digit or two that changed places."""
        apart = bool(URN.fullmatch(self.urn) and URN.fullmatch(other.urn)) and self.urn != other.urn
        return apart and not (self.name == other.name != "" and _is_a_slip(self.urn, other.urn))


def _is_a_slip(urn: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # it brings 35 modules, and hardly any return needs them

    return OSA.distance(urn, other) == 1


def _different(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[int, int, list[str]]]:
    """Each different combination of words, in their order: its first row, how many rows have it, and the
    words, "" where there is none."""
    held = [frame[column].cat for column in columns]
    codes = np.stack([each.codes.to_numpy().astype(np.int64) for each in held], axis=1)
    words = [[*map(str, each.categories), ""] for each in held]  # the code of a blank, -1, is the last
    order = order_by(*codes.T)  # rows alike keep their order
    starts = np.flatnonzero(np.any(np.diff(codes[order], axis=0, prepend=-2), axis=1))
    first, counts = order[starts], np.diff(starts, append=len(codes))
    as_they_stand = np.argsort(first)
    first, counts = first[as_they_stand], counts[as_they_stand]
    for at, rows, place in zip(first.tolist(), counts.tolist(), codes[first].tolist(), strict=True):
        stop_if_late()
        yield at, rows, [of_column[code] for of_column, code in zip(words, place, strict=True)]


def _school_of(known: KnownReturns, urn: str, name: str) -> School | None:
    """The school that a row names; None where it names none."""
    if not (urn or name):
        return None
    loosened = known.loosened("school", name), known.loosened("urn", urn)
    return School(known.as_stored("urn", urn), known.as_stored("school", name), loosened)


def schools_alike(known: KnownReturns) -> Iterator[list[Spelling]]:
    """The groups of schools of sessions and lists that may be one, those accepted before among them."""
    stored, new = (
        _schools(known, returns, is_new) for returns, is_new in ((known.before, False), (known.new, True))
    )
    found = stored_first(stored, new)
    schools = list(found)
    for group in _groups_of_schools(schools, frozenset(new), _nearly_alike(known, schools)):
        yield [found[school] for school in group]


def _schools(known: KnownReturns, returns: Sequence[AcceptedReturn], is_new: bool) -> dict[School, Spelling]:
    """The schools of some returns, with where each first stands."""
    found: dict[School, Spelling] = {}
    for part, table, frame in frames_with(returns, "urn"):
        place_of = places_in(part, frame)
        for at, rows, (urn, name) in _different(frame, "urn", "school"):
            if (school := _school_of(known, urn, name)) is not None:
                place = place_of(at, "school" if name else "urn")
                shown = ", URN ".join(cell_as_shown(word) for word in (name, urn) if word)
                found[school] = one_more(
                    found.get(school), school.word, as_seen(shown, place, is_new), place, rows, table, is_new
                )
    return found


def _nearly_alike(known: KnownReturns, schools: Sequence[School]) -> Iterator[tuple[int, int]]:
    """The places of two schools of which the name of one, a new one, may be that of the other mistyped or
    with more words, or that of which the other is the first letters. Two that stand on one list are two."""
    lists = [
        frozenset(known.as_stored("school", name) for name in used_words(frame["school"]))
        for returns in (known.before, known.new)
        for _, table, frame in frames_with(returns, "school")
        if table == "school_list"
    ]
    named: dict[str, list[int]] = {}
    for place, school in enumerate(schools):
        named.setdefault(school.name, []).append(place)
    by_loosened: dict[str, set[str]] = {}
    for school in schools:
        by_loosened.setdefault(school.loosened[0], set()).add(school.name)
    typed = {
        known.as_stored("school", name): name
        for _, _, frame in frames_with(known.new, "school")
        for name in used_words(frame["school"])
    }
    accepted = {name for name in named if name not in typed}
    unknown = sum(name not in known.stored_words["school"] for name in typed)
    letters = ascii_lowercase if accepted and unknown <= MOST_MISTYPED else ""
    initials = [(name, text) for name, text in typed.items() if text.isalpha() and text.isupper()]
    for name, text in typed.items():
        stop_if_late()
        ways = mistyped_schools(text, "" if name in known.stored_words["school"] else letters)
        ways = chain(ways, shorter_schools(text))
        likely = {
            other
            for way in (map(known.key.loosened, ways) if known.key else ways)
            for other in by_loosened.get(way, ())
        }
        likely |= {other for other, letters_of in initials if is_short_for(letters_of, text)}
        for other in sorted(likely - {name}):
            if not any(name in listed and other in listed for listed in lists):
                yield from product(named[name], named[other])


def _groups_of_schools(
    schools: list[School], new: Collection[School], nearly: Iterable[tuple[int, int]]
) -> Iterator[list[School]]:
    """Schools that may be one: of their names or URNs the same is left when what people vary is taken away,
    or their names are `nearly` alike, and neither their URNs nor the rules of the measures settle it. Of two
    that were accepted before, nothing is asked again."""
    alike: dict[tuple[int, str], list[int]] = {}
    for place, school in enumerate(schools):
        for way, key in enumerate(school.loosened):
            if key and len(alike.setdefault((way, key), [])) < MOST_ALIKE:
                alike[way, key].append(place)
    is_new = [school in new for school in schools]
    group_of = [[place] for place in range(len(schools))]
    doubtful: set[int] = set()
    pairs = (pair for together in alike.values() for pair in combinations(together, 2))
    for one, other in chain(pairs, nearly):
        stop_if_late()
        joined, joining = group_of[one], group_of[other]
        if joined is joining and one in doubtful and other in doubtful:
            continue
        if schools[one].is_surely_not(schools[other]) or not (is_new[one] or is_new[other]):
            continue
        if not schools[one].is_surely(schools[other]):
            doubtful |= {one, other}
        if joined is not joining:
            joined.extend(joining)
            for place in joining:
                group_of[place] = joined
    for group in {id(group): group for group in group_of}.values():
        if doubtful.intersection(group):
            yield [schools[place] for place in sorted(group)]


def rewrite_schools(frame: pd.DataFrame, words: Mapping[str, str], known: KnownReturns) -> pd.DataFrame:
    """A record table in which some schools count for others, and those that a store has under an older
    spelling stand under that."""
    if "urn" not in frame or not (words or known.before):
        return frame
    urns, names = (frame[column].astype(object).to_numpy(copy=True) for column in ("urn", "school"))
    codes = [frame[column].cat.codes.to_numpy() for column in ("urn", "school")]
    changed = False
    for at, _, (urn, name) in _different(frame, "urn", "school"):
        school = _school_of(known, urn, name)
        if school is None:
            continue
        word = words.get(school.word, school.word)
        if word != School(known.plainly_stored(urn), known.plainly_stored(name)).word:
            rows = (codes[0] == codes[0][at]) & (codes[1] == codes[1][at])
            _, new_urn, new_name = word.split(_APART)
            urns[rows], names[rows], changed = new_urn or None, new_name or None, True
    columns = {
        column: pd.Categorical(pd.array(said, dtype="str"))
        for column, said in (("urn", urns), ("school", names))
    }
    return frame.assign(**columns) if changed else frame


def mark_schools(frame: pd.DataFrame, numbers: Mapping[str, int], key: StandIns | None) -> pd.DataFrame:
    """A record table as it is governed, with the number of the open question that each row's school is part
    of, −1 for none. `numbers`: by the word of a school."""
    if "urn" not in frame:
        return frame
    known, marks = KnownReturns((), (), key), np.full(len(frame), -1, dtype=np.int64)
    codes = [frame[column].cat.codes.to_numpy() for column in ("urn", "school")]
    for at, _, (urn, name) in _different(frame, "urn", "school"):
        word = School(known.plainly_stored(urn), known.plainly_stored(name)).word
        if word in numbers:
            marks[(codes[0] == codes[0][at]) & (codes[1] == codes[1][at])] = numbers[word]
    return frame.assign(**{SCHOOL_IN_QUESTION: marks})


def cohorts_alike(known: KnownReturns) -> Iterator[list[Spelling]]:
    """Cohorts of one school that may be one, those accepted before among them, asked about once for all
    schools."""
    of_school: dict[tuple[str, str], set[str]] = {}
    longer: set[tuple[str, str, str]] = set()
    stored, new = (
        _cohorts(known, returns, is_new, of_school, longer)
        for returns, is_new in ((known.before, False), (known.new, True))
    )
    alike = [words for words in of_school.values() if len(words) > 1 and not words.isdisjoint(new)]
    alike += [of_school[school, of] | {word} for school, of, word in longer if (school, of) in of_school]
    together: dict[str, set[str]] = {}
    for words in (words for words in alike if len(words) > 1):
        stop_if_late()
        joined = words.union(*(together.get(word, ()) for word in words))
        together |= dict.fromkeys(joined, joined)
    found = stored_first(stored, new)
    groups = {id(together[word]): together[word] for word in found if word in together}
    for words in groups.values():
        yield [found[word] for word in found if word in words]


def _shorter_cohorts(known: KnownReturns, cohort: str) -> list[str]:
    """What is left of each cohort that one may be where words were added to it."""
    return [known.loosened("cohort", form) for form in shorter_cohorts(cohort)]


def _cohorts(
    known: KnownReturns,
    returns: Sequence[AcceptedReturn],
    is_new: bool,
    of_school: dict[tuple[str, str], set[str]],
    longer: set[tuple[str, str, str]],
) -> dict[str, Spelling]:
    """The cohorts of some returns, with where each first stands. `of_school`: by school and what is left of
    a cohort, its spellings; takes theirs too. `longer`: takes the schools and spellings of new ones with more
    words, with what is left of the cohort that each may be."""
    found: dict[str, Spelling] = {}
    school_of, shorter_of = cache(partial(_school_of, known)), cache(partial(_shorter_cohorts, known))
    for part, table, frame in frames_with(returns, "cohort"):
        place_of = places_in(part, frame)
        first: dict[str, tuple[int, str]] = {}
        in_rows: Counter[str] = Counter()
        for at, rows, (urn, name, cohort) in _different(frame, "urn", "school", "cohort"):
            school = school_of(urn, name)
            if school is None or not cohort:
                continue
            word = known.as_stored("cohort", cohort)
            key = school.urn or school.loosened[0] or school.name, known.loosened("cohort", cohort) or word
            of_school.setdefault(key, set()).add(word)
            if is_new:
                longer.update((key[0], form, word) for form in shorter_of(cohort) if form != key[1])
            first.setdefault(word, (at, cohort))
            in_rows[word] += rows
        for word, (at, cohort) in first.items():
            place = place_of(at, "cohort")
            shown = as_seen(cell_as_shown(cohort), place, is_new)
            found[word] = one_more(
                found.get(word), f"cohort{_APART}{word}", shown, place, in_rows[word], table, is_new
            )
    return found


def rewrite_cohorts(frame: pd.DataFrame, words: Mapping[str, str], known: KnownReturns) -> pd.DataFrame:
    """A record table in which some cohorts count for others, and those that a store has under an older
    spelling stand under that."""
    if "cohort" not in frame or not (words or known.before):
        return frame
    new: dict[str, str] = {}
    for word in used_words(frame["cohort"]):
        held = known.as_stored("cohort", word)
        counts_for = words.get(f"cohort{_APART}{held}", f"cohort{_APART}{held}").split(_APART)[1]
        if counts_for != known.plainly_stored(word):
            new[word] = counts_for
    return frame.assign(cohort=changed_words(frame["cohort"], new)) if new else frame
