"""Invented record tables for the benchmarks, made column by column: the same rows for us (pandas) and for the
rival (polars).

One return a provider, all covering the same quarters; some readings are dated before them, and some cells are
blank. Also as a store in which each quarter was accepted by itself.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.checking.check_workbook import CheckedFile, CheckedSheet
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, first_day, last_day, quarter
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.words.code_lists import YES_NO
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.acceptance import Preview
from ieo_metrics.store.returns.return_record import to_record
from ieo_metrics.store.trail import audit_trail

FIRST, QUARTERS = quarter(2014, 1), 40
SHARES = {
    "support": 0.1,
    "star_readings": 0.45,
    "pain_readings": 0.15,
    "social_prescribing": 0.08,
    "follow_up": 0.08,
    "school_sessions": 0.08,
    "school_list": 0.0005,
    "police_sessions": 0.06,
}
BLANK = {
    "ended": 0.03,
    "status": 0.3,
    "number": 0.9,
    "score": 0.02,
    "setting": 0.02,
    "cohort": 0.1,
    "urn": 0.2,
    "traced": 0.05,
    "reoffended": 0.05,
}
AFTER = {"ended": "started", "window_end": "started", "valid_to": "valid_from"}
SCHOOLS = 150


@dataclass(frozen=True)
class Made:
    """One column. `values`: numbers, days, or codes into `words`; `blank`: where there is nothing."""

    field: Field
    values: np.ndarray
    blank: np.ndarray
    words: tuple[str, ...] = ()


def _values(
    field: Field, n: int, rng: np.random.Generator, before: dict[str, Made]
) -> tuple[np.ndarray, tuple[str, ...]]:
    if field.kind == "date":
        if field.name == "window_end":
            return before["started"].values + 365, ()
        if field.name in AFTER:
            return before[AFTER[field.name]].values + rng.integers(1, 300, n), ()
        start = np.datetime64(first_day(FIRST - 2), "D")
        return start + rng.integers(0, 91 * (QUARTERS + 1), n), ()
    if field.kind in ("whole number", "number"):
        return rng.integers(int(field.lowest or 0), int(min(field.highest or 40, 40)) + 1, n), ()
    if field.kind == "reference":
        return rng.integers(0, n // 4 + 3, n), tuple(f"yp-{i:06d}" for i in range(n // 4 + 3))
    if field.name in ("school", "urn"):
        # A school goes by its own number, so that its name and its URN mostly say the same.
        school = before["school"].values if "school" in before else rng.integers(0, SCHOOLS, n)
        return school, tuple(
            f"school {i}" if field.name == "school" else f"{100_000 + i}" for i in range(SCHOOLS)
        )
    words = (
        tuple(str(word) for word in field.words)
        if field.words is not None
        else tuple(f"{field.name} {i}" for i in range(12))
    )
    return rng.integers(0, len(words), n), words


def tables(rows: int, seed: int = 1) -> dict[str, dict[str, Made]]:
    """The columns of every record table, `rows` rows in all."""
    rng = np.random.default_rng(seed)
    out: dict[str, dict[str, Made]] = {}
    for name, share in SHARES.items():
        n, made = max(int(rows * share), 5), {}
        for field in TABLE[name].fields:
            values, words = _values(field, n, rng, made)
            made[field.name] = Made(field, values, rng.random(n) < BLANK.get(field.name, 0.0), words)
        out[name] = made
    return out


def pandas_column(made: Made) -> object:
    """As `checking` leaves it."""
    if made.field.kind == "date":
        return np.where(made.blank, np.datetime64("NaT"), made.values).astype("datetime64[s]")
    if made.field.kind == "whole number":
        return pd.arrays.IntegerArray(made.values.astype(np.int64), made.blank)
    if made.field.kind == "number":
        return pd.arrays.FloatingArray(made.values.astype(np.float64), made.blank)
    if made.field.words is YES_NO:
        return pd.arrays.BooleanArray(made.values == 0, made.blank)
    return pd.Categorical.from_codes(
        np.where(made.blank, -1, made.values).astype(np.int32), pd.Index(made.words, dtype="str")
    )


def pandas_tables(made: dict[str, dict[str, Made]]) -> dict[str, pd.DataFrame]:
    out = {}
    for name, columns in made.items():
        data = {field: pandas_column(column) for field, column in columns.items()}
        n = len(next(iter(columns.values())).values)
        place = np.arange(n, dtype=np.int32)
        nothing = np.zeros(n, dtype=np.int32)
        out[name] = pd.DataFrame(
            {
                **data,
                "source": nothing,
                "row": place,
                "column": nothing + 1,
                "unreadable": nothing,
                "alike": place.astype(np.int64),
            }
        )
    return out


def polars_tables(made: dict[str, dict[str, Made]]) -> dict:
    """The same rows in the types that suit polars best: words as Enum, whose values are numbers to it."""
    import polars as pl

    out = {}
    for name, columns in made.items():
        data = {}
        for field, column in columns.items():
            if column.field.kind == "date":
                series = pl.Series(column.values.astype("datetime64[D]"))
            elif column.field.words is YES_NO:
                series = pl.Series(column.values == 0)
            elif column.words:
                series = pl.Series(column.words, dtype=pl.Enum(column.words)).gather(column.values)
            else:
                series = pl.Series(column.values)
            data[field] = pl.select(pl.when(~pl.Series(column.blank)).then(series)).to_series()
        out[name] = pl.DataFrame(data)
    return out


def returns_of(frames: dict[str, pd.DataFrame]) -> list[AcceptedReturn]:
    """Record tables as accepted returns, one a provider, that cover every quarter and are made on the last
    day."""
    made, covers = last_day(last()), tuple(range(FIRST, FIRST + QUARTERS))
    out: list[AcceptedReturn] = []
    for of in RETURN_TYPES:
        own = {name: frames[name] for name in of.tables if name in frames}
        sheet = CheckedSheet("Sheet1", next(iter(own)), "plain", 1, {}, 0, 0, 0, ())
        received = dt.datetime.combine(made, dt.time(), dt.UTC)
        file = CheckedFile(f"{of.title}.xlsx", of.title, (sheet,), (), own, (), (), made, True, received)
        out.append(AcceptedReturn(len(out), of, (Part(file, own),), dict.fromkeys(own, covers), "given"))
    return out


def last() -> Quarter:
    return FIRST + QUARTERS - 1


def _of_quarter(one: AcceptedReturn, quarter: Quarter) -> AcceptedReturn:
    """A quarter's share of a return: the rows whose first date is in it, and a list without dates whole."""
    first, last = pd.Timestamp(first_day(quarter)), pd.Timestamp(last_day(quarter))
    (part,) = one.parts
    tables = {}
    for name, frame in part.tables.items():
        date = next(
            (field.name for field in TABLE[name].fields if field.kind == "date" and name != "school_list"), ""
        )
        tables[name] = (
            frame[(frame[date] >= first) & (frame[date] <= last)].reset_index(drop=True) if date else frame
        )
    name = f"{one.return_type.title} {quarter}.xlsx"
    file = replace(part.file, name=name, sha256=name, tables=tables)
    return one._replace(parts=(Part(file, tables),), covers=dict.fromkeys(tables, (quarter,)))


def accept_quarters(store: Store, quarters: Sequence[Quarter], rows: int, settings: Settings) -> None:
    """Accept each quarter's five returns by themselves, as in an office that has used the dashboard since the first.
    `rows`: of all quarters that there are. The measures are worked out, as after the first look."""
    whole, key = returns_of(pandas_tables(tables(rows))), store.require_key()
    for one in quarters:
        held = tuple(to_record(_of_quarter(of, one), key) for of in whole)
        with store.reading() as connection:
            facts = audit_trail.facts_version(connection)
        acceptance.accept_shown_returns(store, "A. Officer", Preview(held, (), (), (), (), None, facts))
    current_snapshot.load_snapshot(store, settings)
