"""Ways to write something, as they stand in returns: where each first stands, and in how many rows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.framework.record_tables import TABLE, TEXT_STAND_IN
from ieo_metrics.framework.words.index_of_words import index_of_words
from ieo_metrics.framework.words.reference_and_school_matching import ways_to_write_year_group
from ieo_metrics.framework.words.text_normalisation import one_spelling
from ieo_metrics.recognising.mappings.answers_on_sameness import StandIns

LOOSENED_BY = {
    field.name: field.loosened_by
    for table in TABLE.values()
    for field in table.fields
    if field.loosened_by is not None
}
K = TypeVar("K")
_OLD_DASHES, _OLD_QUOTE = "‐–—−", "’"


class Spelling(NamedTuple):
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

    @property
    def in_rows(self) -> str:
        """`AE-01 (2 rows)`."""
        return f"{self.shown} ({self.rows} row{'' if self.rows == 1 else 's'})"


@dataclass(frozen=True)
class KnownReturns:
    """The returns of one programme: the new ones, and those accepted before, in which pseudonyms stand for
    references and texts. `key`: of the store, where there is one."""

    new: tuple[AcceptedReturn, ...]
    before: tuple[AcceptedReturn, ...]
    key: StandIns | None

    @cached_property
    def stored_words(self) -> dict[str, frozenset[str]]:
        """By column that has loosened spellings, every word of it that was accepted before."""
        return {
            column: frozenset(
                word for _, _, frame in frames_with(self.before, column) for word in used_words(frame[column])
            )
            for column in LOOSENED_BY
        }

    @cached_property
    def loosened_before(self) -> dict[str, dict[str, str]]:
        """By column, each pseudonym of an accepted return → that of its loosened spelling."""
        out: dict[str, dict[str, str]] = {column: {} for column in LOOSENED_BY}
        for accepted_return in self.before:
            for part in accepted_return.parts:
                for column, words in part.loosened.items():
                    out[column] |= words
        return out

    def plainly_stored(self, text: str) -> str:
        """A school or cohort as a store has it; in its one spelling, where there is no store."""
        return one_spelling(text) if self.key is None or not text else self.key.stored_text(text)

    @cached_property
    def as_stored(self) -> Callable[[str, str], str]:
        """By column and text, a school or cohort as a store has it, be it under the spelling of an earlier
        version; each is looked up once."""
        return cache(self._as_stored)

    def _as_stored(self, column: str, text: str) -> str:
        if self.key is None or not text:
            return self.plainly_stored(text)
        ways = _OLDER_WAYS.get(column, older_spellings)
        older = stored_as(text, self.key.stored_text, self.stored_words[column], ways)
        return older or self.plainly_stored(text)

    @cached_property
    def loosened(self) -> Callable[[str, str], str]:
        """By column and text, what is left of a school or cohort when what people vary is taken away, equal
        for new and accepted ones; "" of one that an earlier version accepted. Each is worked out once."""
        return cache(self._loosened)

    def _loosened(self, column: str, text: str) -> str:
        held = self.loosened_before[column].get(text, "")
        if held or not text or (self.key is not None and TEXT_STAND_IN.fullmatch(text)):
            return held
        words = LOOSENED_BY[column](text)
        return words if self.key is None else self.key.loosened(words)

    def loosened_words(self) -> dict[str, dict[str, str]]:
        """By column, the loosened pseudonym of every word under which new rows may be stored."""
        words = {
            column: held
            | {
                self.as_stored(column, word): self.loosened(column, word)
                for _, _, frame in frames_with(self.new, column)
                for word in used_words(frame[column])
            }
            for column, held in self.loosened_before.items()
        }
        return {column: loosened for column, loosened in words.items() if loosened}


def frames_with(returns: Sequence[AcceptedReturn], column: str) -> Iterator[tuple[Part, str, pd.DataFrame]]:
    """Every record table with the column: its part of a return, its name, and its rows."""
    for accepted_return in returns:
        for part in accepted_return.parts:
            for name, frame in part.tables.items():
                if column in frame:
                    yield part, name, frame


def used_words(column: pd.Series) -> list[str]:
    """The words of a column that are used, in the order in which they first stand."""
    return list(map(str, column.cat.categories[used_codes(column)[0]].tolist()))


def used_codes(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The codes of the words of a column that are used, in the order in which they first stand, and the row
    of each."""
    codes = column.cat.codes.to_numpy()
    first = np.full(
        len(column.cat.categories) + 1, len(codes)
    )  # its last is that of blanks, whose code is -1
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # of all rows of a word, the first is set last
    used = np.flatnonzero(first[:-1] < len(codes))
    used = used[np.argsort(first[used])]
    return used, first[used]


def changed_words(column: pd.Series, words: Mapping[str, str]) -> pd.Categorical:
    """A column of text in which some words are replaced by others."""
    new = [words.get(word, word) for word in column.cat.categories]
    place = {word: number for number, word in enumerate(dict.fromkeys(new))}
    codes = np.array([*(place[word] for word in new), -1], dtype=np.int32)[column.cat.codes.to_numpy()]
    return pd.Categorical.from_codes(codes, index_of_words(list(place)), validate=False)


def places_in(part: Part, frame: pd.DataFrame) -> Callable[[int, str], tuple[str, str, str]]:
    """What gives file, sheet and cell of a row of a record table, by its place and a column."""
    sources, rows, columns = (frame[name].to_numpy() for name in ("source", "row", "column"))

    def place_of(at: int, column: str) -> tuple[str, str, str]:
        sheet = part.file.sheets[int(sources[at])]
        return part.file.name, sheet.name, sheet.cell_of(column, int(rows[at]), int(columns[at]))

    return place_of


def one_more(
    had: Spelling | None,
    word: str,
    shown: str,
    place: tuple[str, str, str],
    rows: int,
    table: str,
    is_new: bool,
) -> Spelling:
    """A spelling with the rows of one more place; `had`: None where it is its first."""
    if had is None:
        return Spelling(word, shown, *place, rows, (table,), is_new)
    tables = tuple(dict.fromkeys((*had.tables, table)))
    return had._replace(rows=had.rows + rows, tables=tables, is_new=had.is_new or is_new)


def as_seen(shown: str, place: tuple[str, str, str], is_new: bool) -> str:
    """A spelling as a person may see it: of one that was accepted before, only where it stands is known."""
    return shown if is_new else f"one accepted before, in {' '.join(place)}"


def stored_first(stored: dict[K, Spelling], new: dict[K, Spelling]) -> dict[K, Spelling]:
    """The spellings of accepted and of new returns, as they stand in the new ones where they do; those that
    were accepted come first, so that they stand for the others."""
    only_stored = {word: spelling for word, spelling in stored.items() if word not in new}
    return only_stored | {word: new[word] for word in sorted(new, key=lambda word: word not in stored)}


def older_spellings(text: str) -> Iterator[str]:
    """A text as stores of before may hold it: they kept each dash and quote as it was typed."""
    if "-" in text or "'" in text:
        for dash in ("-", *_OLD_DASHES):
            for quote in ("'", _OLD_QUOTE):
                yield text.replace("-", dash).replace("'", quote)


_OLDER_WAYS: dict[str, Callable[[str], Iterable[str]]] = {"cohort": ways_to_write_year_group}


def stored_as(
    text: str,
    stand_in: Callable[[str], str],
    stored: Collection[str],
    ways: Callable[[str], Iterable[str]] = older_spellings,
) -> str:
    """What a store of before holds for a text under an older spelling; "" where it holds none, or the text
    itself. `stand_in`: what replaces a text in the store; `stored`: all that it holds; `ways`: the older
    spellings of a text."""
    older = list(ways(text))
    if not older or stand_in(text) in stored:
        return ""
    return next((held for old in older if (held := stand_in(old)) in stored), "")
