"""What may be shared of how things stand: through disclosure control, beside everything that was issued before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ieo_metrics.framework.settings import Settings
from ieo_metrics.measuring.compute import Results
from ieo_metrics.measuring.evidence import SPANS

if TYPE_CHECKING:
    from ieo_metrics.disclosure.protect import Protected

SHARED_SPANS = SPANS[:2]


def protected(frame: pd.DataFrame, settings: Settings, ledger: Sequence[pd.DataFrame]) -> "Protected":
    """The quarters and years to date of a frame of results, by district, as they may be shared. `ledger`: what was let out before."""
    from ieo_metrics.disclosure.protect import protect  # it needs SciPy, which takes longer to load than most pages to draw

    own = frame[frame["span"].isin(SHARED_SPANS)].reset_index(drop=True)
    return protect(own, settings.small_number_threshold, ledger)


def with_frame(results: Results, frame: pd.DataFrame) -> Results:
    """Results that hold nothing but a frame that may be shared: no evidence, no row of anybody."""
    return replace(results, frame=frame, evidence={}, governed=replace(results.governed, tables={}, sources=()))
