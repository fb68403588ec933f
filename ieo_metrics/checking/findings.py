"""The findings of a check of a record table, and what a check may use besides the table."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.record_tables import Table


class Finding(NamedTuple):
    """One finding at one row of a frame. `left_out`: the row cannot be used; `of_row`: it is about the row as
    a whole, and its field only stands for it; `between`: the sources of two tables of which it is asked which
    counts, and `bound_to`, what an answer holds for besides their sheets and headings; `answers`: those
    that there are, where the kind of question has others too."""

    code: str
    at: int | np.integer
    field: str
    found: str
    words: dict[str, Any]
    left_out: bool = False
    of_row: bool = False
    between: tuple[int, ...] = ()
    bound_to: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What checks may use besides the table: the settings, the day the return was made, how a row is called
    that has a number in the frame, and the other record tables of the file."""

    settings: Settings
    made: dt.date
    row_in_words: Callable[[int], str] = str
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)


RowCheck = Callable[[pd.DataFrame, Table, Context], Iterator[Finding]]


def days_of(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A column of dates as datetime64[D]."""
    return frame[name].to_numpy().astype("datetime64[D]")


def shown_day(day: np.datetime64) -> str:
    """A numpy date in words."""
    return day_in_words(day.astype("datetime64[D]").astype(dt.date))


def used_readings(frame: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """n times whether a row of readings has a score, a day, and a word in each of the named columns."""
    used = frame["score"].notna().to_numpy() & frame["date"].notna().to_numpy()
    for name in names:
        used &= frame[name].cat.codes.to_numpy() >= 0
    return np.asarray(used)


def numbers_of(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A column of numbers as float64, NaN where there is none."""
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
