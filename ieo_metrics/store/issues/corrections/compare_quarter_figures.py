"""The figures of single quarters in a frame of results: found, compared with others, and said in words."""

from typing import Any

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import stands_for_quarter
from ieo_metrics.measuring.evidence_frame import ROLLING
from ieo_metrics.statistics.figure_wording import value_in_words as number_in_words
from ieo_metrics.store.issues import results_cache

NUMBERS = ["value", "numerator", "denominator"]
COUNTED = [*NUMBERS, "left_out"]
AS_BEFORE = "as issued before"


def quarter_figures(frame: pd.DataFrame | None) -> dict[tuple[str, Quarter], dict[str, Any]]:
    """The rows that stand for the quarters, of all areas together, by measure and quarter, in the framework's
    order; none of no frame."""
    if frame is None:
        return {}
    own = frame[stands_for_quarter(frame)]
    names = [str(name) for name in own]
    rows = [
        dict(zip(names, row, strict=True))
        for row in zip(*(own[name].tolist() for name in names), strict=True)
    ]  # quicker than `to_dict`
    return {(row["ref"], row["period"]): row for row in rows}


def is_changed(issued: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a figure is not what was issued: its value, or how many it is of."""
    return not all(results_cache.same_value(issued[name], now[name]) for name in COUNTED)


def moved_quarters(before: pd.DataFrame | None, after: pd.DataFrame | None) -> set[Quarter]:
    """The quarters of which any figure differs between two results: of the quarter itself, its year to date
    or its four quarters, of all areas or of one district. What no return covers is no figure."""
    keys = ["ref", "span", "period", "area"]
    there = [
        frame.loc[frame["marker"] != NOT_COVERED, [*keys, *COUNTED]].set_index(keys)
        for frame in (before, after)
        if frame is not None
    ]
    if not there:
        return set()
    one, other = there[0].align(there[-1] if len(there) > 1 else there[0].iloc[:0], join="outer", axis=0)
    same = ((one == other) | (one.isna() & other.isna())).all(axis=1)
    return set(map(int, one.index.get_level_values("period")[~same]))


def same_numbers(frame: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    """Per row of two frames whose rows go together, whether value and numbers are the same."""
    a, b = (rows[NUMBERS].to_numpy(dtype=np.float64, na_value=np.nan) for rows in (frame, other))
    return np.asarray(((np.abs(a - b) < 1e-9) | (np.isnan(a) & np.isnan(b))).all(axis=1))


def four_quarters_of(row: dict[str, Any]) -> str:
    """The four quarters that a figure is of, in words; empty of one of a single quarter."""
    return str(row["quarter"]) if row["span"] == ROLLING else ""


def figure_in_words(row: dict[str, Any], ref: str) -> str:
    """`62%`, or what its marker says."""
    n = None if pd.isna(row["denominator"]) else int(row["denominator"])
    return (
        f"[{row['marker']}]"
        if pd.isna(row["value"])
        else number_in_words(float(row["value"]), MEASURE[ref], n)
    )
