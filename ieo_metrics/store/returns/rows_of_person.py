"""What is kept of one person, for whoever asks for it: the rows of every accepted return, those of earlier
versions and of withdrawn ones too, found by the reference through the key. Nothing is written.

One person alone cannot be erased. What was issued stands, and longer periods are put together of the quarters
as they were issued, from their rows: without the rows of one person a year less its quarters would be what
that person adds to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from ieo_metrics.accepting.questions.spellings_in_returns import older_spellings
from ieo_metrics.accepting.returns import quarters_in_words
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.record_tables import HALF, REFERENCE, TABLE, TEXT_STAND_IN
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.returns.return_record import from_record
from ieo_metrics.store.returns.returns_that_count import withdrawn_seqs
from ieo_metrics.store.returns.stored_returns import rows_of, stored_returns

LONGEST = 200  # characters of a reference


@dataclass(frozen=True)
class HeldRow:
    """A row of a return. `held_in`: which return, in words; `place`: file, sheet and row; `table`: what a row
    is; `values`: each field that is not blank, in words; `as_asked`: False where its reference differs
    from the one asked for by spaces, hyphens or leading zeros."""

    held_in: str
    place: str
    table: str
    values: dict[str, str]
    as_asked: bool


def rows_of_person(connection: Connection, key: Key, reference: str) -> list[HeldRow]:
    """Everything that is kept of whoever has a reference, in the order of acceptance. Raises StoreTrouble
    where it is none, and Damaged where what is stored is not what was saved."""
    is_one = len(reference) <= LONGEST and len(reference.splitlines()) == 1
    read = read_cell(reference, REFERENCE) if is_one else None
    if read is None or not isinstance(read.value, str):
        raise StoreTrouble("This is no reference. Give one reference, as the provider writes it.")
    spellings = {read.value, *older_spellings(read.value)}
    asked, alike = {key.person(one) for one in spellings}, {key.like(one) for one in spellings}
    return list(_held(connection, asked, alike))


def _held(connection: Connection, asked: set[str], alike: set[str]) -> Iterator[HeldRow]:
    gone = withdrawn_seqs(connection)
    for stored in stored_returns(connection):
        held = from_record(stored.about, rows_of(connection, [stored])[stored.seq], 0)
        named = f"return {stored.seq}, {stored.title}, {quarters_in_words(stored.quarters)}"
        for part in held.parts:
            for name, frame in part.tables.items():
                if REFERENCE.name not in frame:
                    continue
                stand_ins = frame[REFERENCE.name].astype(str)
                for row in frame[stand_ins.str[:HALF].isin(alike)].to_dict("records"):
                    sheet = part.file.sheets[int(row["source"])].name
                    yield HeldRow(
                        f"{named} (withdrawn)" if stored.seq in gone else named,
                        f"{part.file.name}, sheet {sheet}, row {row['row']}",
                        TABLE[name].row_is,
                        _in_words(name, row),
                        row[REFERENCE.name] in asked,
                    )


def _in_words(table: str, row: dict[Any, Any]) -> dict[str, str]:
    fields = (field.name for field in TABLE[table].fields if field is not REFERENCE)
    return {name.replace("_", " "): _said(row[name]) for name in fields if not pd.isna(row[name])}


def _said(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return day_in_words(value.date())
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return "kept as a hash only" if TEXT_STAND_IN.fullmatch(text) else text
