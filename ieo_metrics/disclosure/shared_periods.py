"""Which periods of each measure are shared: quarters and years to date; or, of measures that are shared so,
rolling four quarters in their place.

What is not shared of them still takes part in disclosure control: neighbouring windows share three quarters,
so they tell of the quarter that came and of the one that left."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ieo_metrics.measuring.evidence_frame import ROLLING, SPANS

ALWAYS = SPANS[:2]


def shared_spans(refs: Collection[str], rolling: Collection[str]) -> tuple[str, ...]:
    """The spans over which measures are worked out for sharing. `rolling`: as in `takes_part`."""
    return ALWAYS if set(rolling).isdisjoint(refs) else SPANS


def takes_part(frame: pd.DataFrame, rolling: Collection[str]) -> np.ndarray:
    """Per row of results, whether disclosure control looks at it. `rolling`: the measures that are shared as
    rolling four quarters, or were before."""
    of_those = frame["ref"].isin(list(rolling)).to_numpy()
    return np.asarray((frame["span"] != ROLLING).to_numpy() | of_those)


def not_shared(frame: pd.DataFrame, rolling: Collection[str]) -> np.ndarray:
    """Per row, whether it is not shared, though it takes part: what is not of four quarters of a measure that
    is shared so, and four quarters of any other."""
    of_those = frame["ref"].isin(list(rolling)).to_numpy()
    return np.asarray((frame["span"] == ROLLING).to_numpy() != of_those)
