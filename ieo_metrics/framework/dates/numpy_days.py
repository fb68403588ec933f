"""Days as NumPy holds them."""

import datetime as dt
from collections.abc import Iterable

import numpy as np

_DAY_ZERO = dt.date(1970, 1, 1).toordinal()
_NOT_A_DAY = np.iinfo(np.int64).min


def numpy_days(days: Iterable[dt.date | None]) -> np.ndarray:
    """Days as datetime64[D], NaT for None. By their numbers, since NumPy takes ten times as long over dates."""
    numbers = [_NOT_A_DAY if day is None else day.toordinal() - _DAY_ZERO for day in days]
    return np.array(numbers, dtype=np.int64).view("datetime64[D]")
