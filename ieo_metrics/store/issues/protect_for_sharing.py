"""What may be shared of results: through disclosure control, as one publication."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing, rounded_in_words
from ieo_metrics.disclosure.shareable_results import Protected, Standing
from ieo_metrics.disclosure.shared_periods import not_shared, takes_part
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.measuring.compute_measures import Results


def rows_to_protect(frame: pd.DataFrame, settings: Settings, before: Collection[str] = ()) -> pd.DataFrame:
    """The rows of results by district that disclosure control looks at: quarters and years to date, and the
    rolling four quarters of measures that are shared so, or were `before`."""
    chosen = takes_part(frame, {*settings.shared_as_rolling, *before})
    return frame[chosen].reset_index(drop=True)


def unshared_rows(frame: pd.DataFrame, settings: Settings) -> np.ndarray:
    """Per row of those, whether it is not shared itself."""
    return not_shared(frame, settings.shared_as_rolling)


def protect_rows(frame: pd.DataFrame, settings: Settings, standing: Standing | None = None) -> Protected:
    """The rows of a frame as they may be shared, each in its place; what is not shared is hidden. `standing`:
    what of them was issued and stands."""
    from ieo_metrics.disclosure.protect import (
        protect,
    )  # it needs SciPy, which takes longer to load than most pages to draw

    return protect(
        frame,
        settings.small_number_threshold,
        standing,
        settings.all_or_none_hidden,
        unshared_rows(frame, settings),
    )


def protected_frame(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """What may be shared of results by district, where nothing was issued before, with exact counts."""
    rows = rows_to_protect(frame, settings)
    shared = protect_rows(rows, settings).frame
    return shared[~unshared_rows(rows, settings)].reset_index(drop=True)


def shareable_frame(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """What may be shared of results by district, where nothing was issued before, as it is shown."""
    return rounded_for_sharing(protected_frame(frame, settings), settings)


def hidden_in_words(settings: Settings) -> str:
    """What is hidden where it is shared, and why. How much is, and for which reason, would tell of it."""
    all_or_none = "where a percentage is 0% or 100%, " if settings.all_or_none_hidden else ""
    return (
        f"Figures are hidden, and marked [{HIDDEN}], where fewer than {settings.small_number_threshold} "
        f"young people are counted in them, in a part of them or in the rest, {all_or_none}and where others "
        f"would tell such a number. The mark does not say which.{rounded_in_words(settings)}"
    )


def with_frame(results: Results, frame: pd.DataFrame) -> Results:
    """Results that hold nothing but a frame that may be shared: no evidence, no row of anybody."""
    return results._replace(
        frame=frame, evidence={}, governed=results.governed._replace(tables={}, sources=())
    )
