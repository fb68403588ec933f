"""Ways to write something, as they stand in returns: where each first stands, and in how many rows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.recognising.mappings.answers_on_sameness import StandIns

_OLD_DASHES, _OLD_QUOTE = "‐–—−", "’"


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
class KnownReturns:
    """The returns of one programme: the new ones, and those accepted before, in which pseudonyms stand for
    references. `key`: of the store, where there is one."""

    new: tuple[AcceptedReturn, ...]
    before: tuple[AcceptedReturn, ...]
    key: StandIns | None


def frames_with(returns: Sequence[AcceptedReturn], column: str) -> Iterator[tuple[Part, str, pd.DataFrame]]:
    """Every record table with the column: its part of a return, its name, and its rows."""
    for one in returns:
        for part in one.parts:
            for name, frame in part.tables.items():
                if column in frame:
                    yield part, name, frame


def used_words(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The codes of the words of a column that are used, in the order in which they first stand, and the row
    of each."""
    codes, first = np.unique(column.cat.codes.to_numpy(), return_index=True)
    order = np.argsort(first, kind="stable")
    codes, first = codes[order], first[order]
    return codes[codes >= 0], first[codes >= 0]


def changed_words(column: pd.Series, words: Mapping[str, str]) -> pd.Categorical:
    """A column of text in which some words are replaced by others."""
    new = [words.get(word, word) for word in column.cat.categories]
    place = {word: number for number, word in enumerate(dict.fromkeys(new))}
    codes = np.array([*(place[word] for word in new), -1], dtype=np.int32)[column.cat.codes.to_numpy()]
    return pd.Categorical.from_codes(codes, pd.Index(list(place), dtype="str"), validate=False)


def place_of(part: Part, frame: pd.DataFrame, at: int, column: str) -> tuple[str, str, str]:
    """File, sheet and cell of a row of a record table."""
    sheet = part.file.sheets[int(frame["source"].iloc[at])]
    return (
        part.file.name,
        sheet.name,
        sheet.cell_of(column, *(int(frame[name].iloc[at]) for name in ("row", "column"))),
    )


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
    return replace(had, rows=had.rows + rows, tables=tables, is_new=had.is_new or is_new)


def stored_as(text: str, stand_in: Callable[[str], str], stored: Collection[str]) -> str:
    """What a store of before holds for a text under an older spelling; "" where it holds none, or the text
    itself. `stand_in`: what replaces a text in the store; `stored`: all that it holds."""
    older = list(_older_spellings(text))
    if not older or stand_in(text) in stored:
        return ""
    return next((held for old in older if (held := stand_in(old)) in stored), "")


def _older_spellings(text: str) -> Iterator[str]:
    """A text as stores of before may hold it: they kept each dash and quote as it was typed."""
    if "-" in text or "'" in text:
        for dash in ("-", *_OLD_DASHES):
            for quote in ("'", _OLD_QUOTE):
                yield text.replace("-", dash).replace("'", quote)
