"""What may be shared of results: through disclosure control, as one publication."""

from dataclasses import replace

import pandas as pd

from ieo_metrics.disclosure.shareable_results import Protected, Standing
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import SPANS

SHARED_SPANS = SPANS[:2]


def protect_results(frame: pd.DataFrame, settings: Settings, standing: Standing | None = None) -> Protected:
    """The quarters and years to date of a frame of results, by district, as they may be shared.
    `standing`: what of it was issued and stands, where the frame holds nothing else."""
    from ieo_metrics.disclosure.protect import (
        protect,
    )  # it needs SciPy, which takes longer to load than most pages to draw

    return protect(
        frame[frame["span"].isin(SHARED_SPANS)].reset_index(drop=True),
        settings.small_number_threshold,
        standing,
    )


def hidden_in_words(threshold: int) -> str:
    """What is hidden where it is shared, and why. How much is, and for which reason, would tell of it."""
    return (
        f"Figures are hidden, and marked [{HIDDEN}], where fewer than {threshold} young "
        "people are counted in them, in a part of them or in the rest, and where others would tell such a "
        "number. The mark does not say which."
    )


def with_frame(results: Results, frame: pd.DataFrame) -> Results:
    """Results that hold nothing but a frame that may be shared: no evidence, no row of anybody."""
    return replace(
        results, frame=frame, evidence={}, governed=replace(results.governed, tables={}, sources=())
    )
