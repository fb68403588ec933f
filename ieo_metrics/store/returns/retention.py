"""Old rows about people are reduced to aggregates and deleted for good.

Measures of earlier quarters stay as they were. Of the older rows only those that later quarters need are
kept: the first reading of a young person who has later ones, or who began in the last three quarters and was
not measured again; support that reaches into a later quarter, offences of those followed up later, and lists
of schools, which are about nobody.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.accepting.governing_returns import Governed, govern
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.evidence_frame import ROLLING, SPANS
from ieo_metrics.store.database.errors import Damaged, StoreTrouble, database_errors_in_words
from ieo_metrics.store.database.schema import KEPT_ROWS, REDUCED, RESULTS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import results_as_bytes, results_cache
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from ieo_metrics.store.returns.row_bytes import of_bytes, some_rows, to_bytes
from ieo_metrics.store.returns.stored_returns import Stored, reseal_return, rows_of, stored_returns
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.audit_trail import Head

ACTION = "reduced old quarters to aggregates"
_PLACE = ["return_no", "source", "row", "column"]


@dataclass(frozen=True)
class Reduction:
    """The latest reduction: the measures of every period that reaches back before the quarter `before`."""

    number: int
    before: Quarter
    frame: pd.DataFrame


def latest_reduction(connection: Connection) -> Reduction | None:
    """The newest reduction; None where there is none. Raises Damaged where it is not what was saved."""
    row = connection.execute(sa.select(REDUCED).order_by(REDUCED.c.number.desc()).limit(1)).first()
    if row is None:
        return None
    data = bytes(row.data)
    if row.digest != _digest(row.number, row.before, row.about, data):
        raise Damaged(
            "The measures of the oldest quarters are not those that were saved. Restore the latest backup."
        )
    return Reduction(row.number, row.before, results_as_bytes.frame_of_bytes(data))


def reduction_digests(connection: Connection) -> list[str]:
    """The seals of all reductions, the oldest first."""
    return list(connection.execute(sa.select(REDUCED.c.digest).order_by(REDUCED.c.number)).scalars())


def _rests_on(frame: pd.DataFrame, before: Quarter) -> np.ndarray:
    """Whether each row's period reaches into a quarter earlier than `before`, which begins a financial
    year."""
    back = np.where(frame["span"] == ROLLING, 3, 0)
    return (frame["period"].to_numpy() - back) < before


def with_reduced_figures(frame: pd.DataFrame, fell: Reduction | None) -> pd.DataFrame:
    """Measures worked out from the remaining rows, with those of the reduced quarters as they were saved."""
    if fell is None:
        return frame
    keys = ["ref", "span", "period", "area"]
    old = fell.frame
    if not len(old):
        return frame
    rest = _without_what_is_gone(
        frame[~frame.set_index(keys).index.isin(old.set_index(keys).index)], fell.before
    )
    place = {name: i for i, name in enumerate(dict.fromkeys(frame["ref"]))}
    both = pd.concat([old, rest], ignore_index=True)
    order = np.lexsort(
        (both["period"], both["ref"].map(place), both["span"].map({span: i for i, span in enumerate(SPANS)}))
    )
    return both.iloc[order].reset_index(drop=True)


def _without_what_is_gone(frame: pd.DataFrame, before: Quarter) -> pd.DataFrame:
    """A rolling four quarters that reaches back to deleted rows, and was not measured before, has no
    value."""
    over = _rests_on(frame, before)
    if not over.any():
        return frame
    numbers = ["value", "numerator", "denominator", "left_out", "lower", "upper"]
    return frame.assign(
        **{name: frame[name].mask(over) for name in numbers},
        marker=frame["marker"].mask(over, NOT_COVERED),
        note=frame["note"].mask(over, "rows that it rests on were reduced to aggregates"),
    )


def _stays(governed: Governed, before: Quarter) -> dict[str, pd.DataFrame]:
    """By table, the rows (return_no, source, row, column) that quarters from `before` on rest on."""
    later, people = {}, set()
    for name in (n for n in governed.tables if TABLE[n].persons):
        frame = governed.tables[name]
        dated = (
            frame["quarter"].to_numpy() >= before if "quarter" in frame else np.zeros(len(frame), dtype=bool)
        )
        if name == "follow_up":
            dated |= frame["ends"].isna().to_numpy()  # a window that starts later than anything known
        later[name] = dated
        people |= set(frame["person_ref"][dated].dropna())
    with_rows = set(people)
    for name, dated in later.items():
        frame = governed.tables[name]
        if "score" in frame:
            dated |= _readings_that_stay(frame, frame["person_ref"].isin(people).to_numpy(), before)
            with_rows |= set(frame["person_ref"][dated].dropna())
    # A person's support says their district and other groups, and is what their follow-up is reconciled with;
    # their offences make its windows.
    for name, whose in (("support", with_rows), ("offences", people)):
        if name in later:
            later[name] |= governed.tables[name]["person_ref"].isin(whose).to_numpy()
    return {name: governed.tables[name][_PLACE][dated] for name, dated in later.items()}


def _readings_that_stay(frame: pd.DataFrame, stay: np.ndarray, before: Quarter) -> np.ndarray:
    """Of a table of scores, by person and area: the readings of the first day of those who `stay`, and of
    those who began in the three quarters before the cut and were not measured again by then. Who stays, began
    in them and was, keeps the last reading that says so as well: else they would seem not to have been."""
    usable = (frame["score"].notna() & frame["date"].notna()).to_numpy()
    keys = [frame[key] for key in ("person_ref", "area") if key in frame]
    dates, quarters = frame["date"].where(usable), frame["quarter"].to_numpy()
    first = dates.groupby(keys, observed=True).transform("min")
    old = dates.where(frame["counts"] & (quarters < before))
    last = old.groupby(keys, observed=True).transform("max")
    is_first, again = (dates == first).to_numpy(), (last > first).to_numpy()
    is_recent = (first >= np.datetime64(first_day(before - 3))).to_numpy()
    begins = is_first & (stay | (is_recent & ~again))
    return np.asarray(usable & (begins | ((old == last).to_numpy() & stay & is_recent & again)))


def reduce_rows(store: Store, who: str, before: Quarter, settings: Settings, drawn: Head) -> int:
    """Reduce every quarter earlier than `before` to aggregates; returns how many rows about people were
    deleted. They are gone from the file as well: SQLite overwrites and rewrites it; on a server the table
    is rewritten. Backups made earlier still contain them. Raises Conflict as `Store.writing` does."""
    from ieo_metrics.store.returns.returns_that_count import counting_returns, with_rows

    with store.writing(drawn, "Nothing was reduced; look again.") as connection:
        returns, fell = counting_returns(connection), latest_reduction(connection)
        held = with_rows(connection, returns)
        governed, found = govern(held, settings), results_cache.measure_returns(held, settings)
        if governed is None or found is None or before <= governed.first or (fell and before <= fell.before):
            raise StoreTrouble(f"There is nothing older than {label(before)} to reduce.")
        if before % 4:
            raise StoreTrouble(
                f"{label(before)} is partway through a financial year, whose year to date needs all its "
                "quarters: choose a Q1."
            )
        stays = _by_piece(held, [stored_return.seq for stored_return in returns], _stays(governed, before))
        gone = sum(_only(connection, stored_return, stays) for stored_return in stored_returns(connection))
        number, frame = (fell.number if fell else 0) + 1, with_reduced_figures(found.frame, fell)
        data = results_as_bytes.frame_as_bytes(frame[_rests_on(frame, before)])
        about = canonical_json({"settings": settings.as_dict(), "rows": gone})
        digest = _digest(number, before, about, data)
        connection.execute(
            sa.insert(REDUCED).values(
                number=number, before=before, at=store.now(), who=who, about=about, data=data, digest=digest
            )
        )
        connection.execute(sa.delete(RESULTS))
        seals = {str(stored_return.seq): stored_return.digest for stored_return in stored_returns(connection)}
        audit_trail.append_entry(
            connection,
            store.now(),
            who,
            ACTION,
            {"before": label(before), "rows": gone, "digest": digest, "returns": seals},
        )
    _really_gone(store)
    return gone


def _digest(number: int, before: Quarter, about: str, data: bytes) -> str:
    return sha256(canonical_json([number, before, about, sha256(data)]).encode())


Piece = tuple[
    int, int, str
]  # (place of the return in the order of acceptance, which of its files, which table)


def _by_piece(
    held: Sequence[AcceptedReturn], seqs: Sequence[int], stays: dict[str, pd.DataFrame]
) -> dict[Piece, pd.MultiIndex]:
    """The rows that stay, as (source, row, column) of each stored piece."""
    out, sources = {}, 0
    for accepted_return, seq in zip(held, seqs, strict=True):
        for part, held_part in enumerate(accepted_return.parts):
            for name in (n for n in held_part.tables if TABLE[n].persons):
                rows = stays[name]
                own = rows[
                    (rows["return_no"] == accepted_return.number)
                    & rows["source"].between(sources, sources + len(held_part.file.sheets) - 1)
                ]
                out[seq, part, name] = pd.MultiIndex.from_arrays(
                    [own["source"] - sources, own["row"], own["column"]]
                )
            sources += len(held_part.file.sheets)
    return out


def _only(connection: Connection, stored_return: Stored, stays: dict[Piece, pd.MultiIndex]) -> int:
    """Keep only the given rows about people of a return (none of a withdrawn one); returns how many were
    deleted."""
    fresh, gone = {}, 0
    for (part, name), data in rows_of(connection, [stored_return])[stored_return.seq].items():
        if TABLE[name].persons:
            table = of_bytes(data)
            places = pd.MultiIndex.from_arrays([table.column(place).to_numpy() for place in _PLACE[1:]])
            stay = (
                places.isin(stays[stored_return.seq, part, name])
                if (stored_return.seq, part, name) in stays
                else np.zeros(len(places), dtype=bool)
            )
            if not stay.all():
                gone += int((~stay).sum())
                fresh[part, name] = to_bytes(some_rows(table, stay))
    for (part, name), data in fresh.items():
        where = (
            KEPT_ROWS.c.seq == stored_return.seq,
            KEPT_ROWS.c.part == part,
            KEPT_ROWS.c.table_name == name,
        )
        connection.execute(sa.update(KEPT_ROWS).where(*where).values(data=data))
    if fresh:
        reseal_return(
            connection,
            stored_return.seq,
            {key: (of_bytes(data).num_rows, sha256(data)) for key, data in fresh.items()},
        )
    return gone


def _really_gone(store: Store) -> None:
    with database_errors_in_words():
        if store.is_sqlite:
            with closing(store.engine.raw_connection()) as raw:
                for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    raw.cursor().execute(statement)
        else:
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for name in (KEPT_ROWS.name, RESULTS.name, "returns"):
                    connection.exec_driver_sql(f"VACUUM FULL {name}")
