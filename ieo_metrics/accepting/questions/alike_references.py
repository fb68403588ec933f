"""References that may be one young person's."""

import re
from collections.abc import Iterator, Mapping, Sequence

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
    stored_as,
    used_codes,
    used_words,
)
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.findings import used_readings
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.record_tables import HALF, PERSON_STAND_IN
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.framework.words.reference_and_school_matching import (
    groups_of_references,
    joined_groups,
    ways_to_mistype,
    without_words,
)
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.recognising.mappings.answers_on_sameness import StandIns

REF = "person_ref"
PERSON_IN_QUESTION = "person_in_question"  # the column of the open question that a row's reference is part of
MOST_MISTYPED = 10_000  # new references of which each way to mistype it is looked up in half a second
MOST_READINGS = 100_000  # of a table in which readings are compared
FEWEST_AREAS, FEWEST_SCORES = 5, 3  # of one star, and how many of its scores differ: chance makes no two such
_OTHER_MARKS = r"[^\w\s\-/.]"  # beside those between which a pseudonym makes no difference


def as_stored(known: KnownReturns) -> dict[str, str]:
    """References that a store holds under the spelling of an earlier version, in which each dash was another:
    they are the same, and nobody is asked."""
    key = known.key
    stored = set(_words(known.before, REF))
    if key is None or not stored:
        return {}
    return {word: held for word in _words(known.new, REF) if (held := stored_as(word, key.person, stored))}


def _words(returns: Sequence[AcceptedReturn], column: str) -> list[str]:
    """Every word of a column, once, in the order in which they first stand."""
    words: dict[str, None] = {}
    for _, _, frame in frames_with(returns, column):
        words |= dict.fromkeys(used_words(frame[column]))
    return list(words)


def references_alike(known: KnownReturns) -> Iterator[list[Spelling]]:
    """The groups of references that may be one person's, those accepted before among them."""
    new = _words(known.new, REF)
    place_of = {word: place for place, word in enumerate(new)}
    pairs = [[place_of[word] for word in pair] for pair in _with_one_reading(known)]
    groups = [
        [new[place] for place in places] for places in joined_groups([*groups_of_references(new), *pairs])
    ]
    if known.key is not None and known.before:
        groups = _with_accepted(groups, new, _words(known.before, REF), known.key)
    wanted = {word for group in groups for word in group}
    found = _spellings(known, REF, wanted) if wanted else {}
    for group in groups:
        yield [found[word] for word in group]


def _with_one_reading(known: KnownReturns) -> Iterator[tuple[str, str]]:
    """Two new references with one star, the same scores of several areas on one day: as where a first reading
    stands beside each later one, and the reference was written otherwise. Of readings of one score, those
    that have the same digits behind other letters, where most that do have one of the same day."""
    for _, _, frame in frames_with(known.new, "score"):
        stop_if_late()
        used = used_readings(frame, [name for name in (REF, "area") if name in frame])
        if not 0 < used.sum() <= MOST_READINGS:
            continue
        rows = frame.loc[used, [name for name in (REF, "date", "area", "score") if name in frame]]
        find = _one_star if "area" in rows else _same_digits
        yield from find(rows.assign(**{REF: rows[REF].cat.codes}), frame[REF].cat.categories)


def _one_star(rows: pd.DataFrame, words: pd.Index) -> Iterator[tuple[str, str]]:
    rows = rows.assign(
        area=rows["area"].cat.codes.astype(np.int64), score=rows["score"].astype(np.int64)
    ).drop_duplicates([REF, "date", "area"])
    rows["all"] = rows["score"] * 11 ** rows["area"]  # each area's score is one digit of a number
    people, days = rows[REF].to_numpy().astype(np.int64), rows["date"].to_numpy().astype(np.int64)
    order = order_by(people, days)
    begins = np.flatnonzero(
        (np.diff(people[order], prepend=-1) != 0) | (np.diff(days[order], prepend=0) != 0)
    )
    stars = rows[[REF, "date"]].iloc[order[begins]]
    stars["all"] = np.add.reduceat(rows["all"].to_numpy()[order], begins)
    stars["areas"] = np.diff(begins, append=len(order))
    stars = stars[(stars["areas"] >= FEWEST_AREAS) & stars.duplicated(["date", "all"], keep=False)]
    if stars.empty:  # as nearly always: how many scores differ takes longest to count
        return
    different = rows.groupby([REF, "date"])["score"].nunique()
    told = different.loc[pd.MultiIndex.from_frame(stars[[REF, "date"]])].to_numpy() >= FEWEST_SCORES
    yield from (
        (words[first], words[other]) for first, other in _beside_the_first(stars[told], "date", "all")
    )


def _beside_the_first(rows: pd.DataFrame, *names: str) -> Iterator[tuple[int, int]]:
    """Of each group of rows that are equal in the columns, its first reference with each of the others."""
    together = rows[rows.duplicated([*names], keep=False)]
    first = together.groupby([*names])[REF].transform("first")
    other = together[REF][together[REF] != first]
    yield from zip(first[other.index].tolist(), other.tolist(), strict=True)


def _same_digits(rows: pd.DataFrame, words: pd.Index) -> Iterator[tuple[str, str]]:
    digits = ["".join(number.lstrip("0") for number in re.findall(r"\d+", word)) for word in words]
    number_of = pd.Series(pd.factorize(np.array(digits, dtype=object))[0])
    rows = rows.assign(digits=number_of.to_numpy()[rows[REF].to_numpy()]).drop_duplicates()
    several = rows.groupby("digits")[REF].transform("nunique").to_numpy() > 1
    rows = rows[several & np.array([number != "" for number in digits], dtype=bool)[rows[REF].to_numpy()]]
    alike = set(_beside_the_first(rows, "digits", "date", "score"))
    if 2 * len(alike) >= rows["digits"].nunique():  # else the letters tell two services apart
        yield from ((words[one], words[other]) for one, other in sorted(alike))


def _with_accepted(
    groups: list[list[str]], new: list[str], accepted: list[str], key: StandIns
) -> list[list[str]]:
    """The groups of new references, and with each those accepted before that may be the same: the first
    halves of their pseudonyms are."""
    of_new = {word: key.person(word) for word in new if not PERSON_STAND_IN.fullmatch(word)}
    known = set(of_new.values())
    alike: dict[str, list[str]] = {}
    for word in accepted:
        if word not in known:
            alike.setdefault(word[:HALF], []).append(word)
    in_group = {word: group for group in groups for word in group}
    out = list(groups)
    for word, own in of_new.items() if alike else ():
        stop_if_late()
        forms = (*_other_forms(word), *(ways_to_mistype(word) if len(of_new) <= MOST_MISTYPED else ()))
        halves = (own[:HALF], *map(key.like, forms))
        if others := [other for half in halves for other in alike.pop(half, ())]:
            if word not in in_group:
                in_group[word] = [word]
                out.append(in_group[word])
            in_group[word][:0] = others  # what is stored stays: it stands for the others
    return out


def _other_forms(reference: str) -> Iterator[str]:
    """The forms under which the store may have a reference, where those who wrote it put a mark or a word in
    front or left one away: the half of a pseudonym that is equal for like spellings knows of spaces, hyphens,
    dots and leading zeros only."""
    yield from without_words(reference)
    if reference.startswith("#") or re.search(_OTHER_MARKS, reference):
        yield re.sub(_OTHER_MARKS, "", reference)
    else:
        yield f"#{reference}"


def _spellings(known: KnownReturns, column: str, wanted: set[str]) -> dict[str, Spelling]:
    """The wanted words, with where each first stands."""
    out: dict[str, Spelling] = {}
    for returns, is_new in ((known.before, False), (known.new, True)):
        for part, table, frame in frames_with(returns, column):
            words, counts = frame[column].cat, np.bincount(frame[column].cat.codes + 1)
            place_of = places_in(part, frame)
            for code, at in zip(*used_codes(frame[column]), strict=True):
                stop_if_late()
                if (word := words.categories[code]) in wanted:
                    rows, place = int(counts[code + 1]), place_of(at, column)
                    shown = as_seen(cell_as_shown(word), place, is_new)
                    out[word] = one_more(out.get(word), word, shown, place, rows, table, is_new)
    return out


def rewrite_references(frame: pd.DataFrame, words: Mapping[str, str], known: KnownReturns) -> pd.DataFrame:
    """A record table in which some references count for others."""
    if REF not in frame or not words or not any(word in words for word in frame[REF].cat.categories):
        return frame
    return frame.assign(person_ref=changed_words(frame[REF], words))


def mark_references(frame: pd.DataFrame, numbers: Mapping[str, int], key: StandIns | None) -> pd.DataFrame:
    """A record table as it is governed, with the number of the open question that each row's reference is
    part of, −1 for none. `numbers`: by reference."""
    if REF not in frame:
        return frame
    known = numbers if key is None else {key.person(word): number for word, number in numbers.items()}
    of_word = np.array([*(known.get(word, -1) for word in frame[REF].cat.categories), -1], dtype=np.int64)
    return frame.assign(**{PERSON_IN_QUESTION: of_word[frame[REF].cat.codes.to_numpy()]})
