"""Whether words are references of accepted returns. Pseudonyms are compared through the key: no reference
is known here, and the answer is only which of the given words is one.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.record_tables import HALF, TABLE
from ieo_metrics.reading.cells.personal_details import DAY, SHORTEST_REFERENCE
from ieo_metrics.store.database.schema import KEPT_ROWS
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.returns.row_bytes import of_bytes

MOST_PARTS = 4  # RST 04-17 B is of four
_TABLES = [
    table.name for table in TABLE.values() if any(field.name == "person_ref" for field in table.fields)
]
# What stands in any report: days, months, years and quarters, decimal numbers and the numbers of measures.
_PLAIN = re.compile(
    (
        rf"{DAY}|(?<!\d)\d{{1,2}}[/.-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d ?[/–-] "
        r"?(?:20)?\d\d(?!\d)|\bq[1-4]\b|(?<!\w)\d+(?:\.\d+)+(?:\.[a-z])?(?!\w)"
    ),
    re.I,
)
_PART, _BETWEEN = re.compile(r"[^\W_]+"), re.compile(r"[\s\-_/.]{1,3}")


@dataclass(frozen=True)
class People:
    """`stand_ins`: the first half of the pseudonym of each known reference."""

    key: Key
    stand_ins: frozenset[str]
    _seen: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def found(self, text: str) -> list[str]:
        """The words of a text that are references, as written there, whatever their capitals, spaces,
        hyphens and leading zeros."""
        return [word for word in dict.fromkeys(_words(text)) if self._is_one(word.casefold())]

    def _is_one(self, word: str) -> bool:
        if word not in self._seen:
            self._seen[word] = self.key.like(word) in self.stand_ins
        return self._seen[word]


def known_references(connection: Connection, key: Key) -> People:
    """Everybody with a stored row, including those in withdrawn returns."""
    rows = connection.execute(
        sa.select(KEPT_ROWS.c.data).where(KEPT_ROWS.c.table_name.in_(_TABLES))
    ).scalars()
    return People(key, frozenset(one[:HALF] for data in rows for one in _stand_ins(bytes(data))))


def _stand_ins(data: bytes) -> Collection[str]:
    held = of_bytes(data)
    return set(held.column("person_ref").to_pylist()) - {None} if "person_ref" in held.column_names else ()


def may_hold_one(text: str) -> bool:
    """Whether a text has any word that could be a reference."""
    return next(_words(text), None) is not None


def words_like_one(text: str) -> list[str]:
    """The words of a text that could be a reference by themselves, whether they are one or not."""
    return [word for word in _words(text) if not re.search(r"\s", word)]


def _words(text: str) -> Iterator[str]:
    """Every word of a text that could be a reference: it has a digit and at least four letters or digits,
    and is not a plain number of four."""
    text = _PLAIN.sub(";", unicodedata.normalize("NFKC", text))
    parts = list(_PART.finditer(text))
    for first, begin in enumerate(parts):
        for last in range(first, min(first + MOST_PARTS, len(parts))):
            if last > first and not _BETWEEN.fullmatch(text[parts[last - 1].end() : parts[last].start()]):
                break
            word = text[begin.start() : parts[last].end()]
            if _tells(word, last > first):
                yield word


def _tells(word: str, is_joined: bool) -> bool:
    letters, digits = sum(c.isalpha() for c in word), sum(c.isdigit() for c in word)
    if letters:
        return digits > 0 and letters + digits >= SHORTEST_REFERENCE
    # A year, a headcount, or several numbers beside each other are in any report.
    return digits > SHORTEST_REFERENCE and not (is_joined and re.search(r"[\s.]", word))
