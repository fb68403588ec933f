"""What may be shared of results: through disclosure control, as one publication."""

from dataclasses import replace

import pandas as pd

from ieo_metrics.disclosure.shareable_results import Protected, Standing
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.settings import Settings
from ieo_metrics.measuring.compute_measures import ALL, Results
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


def hidden_in_words(frame: pd.DataFrame) -> str:
    """How much of a frame that may be shared is hidden: `27 of the 228 figures by quarter are hidden …, and
    825 by district or for the year to date.`"""
    hidden = frame["marker"] == HIDDEN
    by_quarter = ((frame["span"] == SHARED_SPANS[0]) & (frame["area"] == ALL)).to_numpy()
    many, more = int(hidden[by_quarter].sum()), int(hidden[~by_quarter].sum())
    if not many and not more:
        return "No figure is hidden: no number is small enough to point at a young person."
    few = "None" if not many else f"{many:,}"
    return (
        f"{few} of the {int(by_quarter.sum()):,} figures by quarter {'is' if many < 2 else 'are'} hidden, "
        "so that no young person can be recognised, "
        f"and {more:,} by district or for the year to date."
    )


def with_frame(results: Results, frame: pd.DataFrame) -> Results:
    """Results that hold nothing but a frame that may be shared: no evidence, no row of anybody."""
    return replace(
        results, frame=frame, evidence={}, governed=replace(results.governed, tables={}, sources=())
    )
