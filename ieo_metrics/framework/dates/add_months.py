"""Months added to dates: 29 February and 12 months is 28 February, 31 May less 3 months is the last day of
February."""

import numpy as np


def add_months(days: np.ndarray, months: int) -> np.ndarray:
    """datetime64[D] dates moved by whole months; where the month is shorter, its last day. Missing dates stay
    missing."""
    days = days.astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    into = days - month.astype("datetime64[D]")
    moved = month + np.timedelta64(months, "M")
    last = (moved + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(np.minimum(moved.astype("datetime64[D]") + into, last))
