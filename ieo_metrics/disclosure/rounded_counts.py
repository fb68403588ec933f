"""Counts of young people rounded in what is shown of results that may be shared, where the settings say so.

What is rounded here is safe as it is, with every number in it, and the memory of what was issued takes it as
known; a reader of the rounded figures has nothing but what follows from these, so they tell no more.
Percentages are those of the exact counts, as whole ones: of counts that are rounded themselves they could be
eight points off (24 of 32 would be 25 of 30). Averages and ranges have as many decimals, so that they do not
say what n is. All else, the limits of charts as well, is worked out from what is shown.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.shareable_results import NUMBERS
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.measures import MEASURE

DECIMALS = 2  # of averages and of proportions, which are whole percentages then


def rounded_for_sharing(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The rows of results after disclosure control as they are shown. What is not about young people, and
    what has no value, stays as it is."""
    to = settings.counts_rounded_to
    return frame if to == 1 else _rounded(frame, to)


def rounded_in_words(settings: Settings) -> str:
    """What is said of it wherever figures are shared; nothing where no count is rounded."""
    to = settings.counts_rounded_to
    return (
        ""
        if to == 1
        else f" Counts of young people are rounded to the nearest {to}, and percentages to whole ones, so "
        "parts need not add up to their total."
    )


class ShownWords(NamedTuple):
    """What is shown of a count, of a percentage and of the sum behind an average, for descriptions of them:
    `rounded` and `percentage` go behind a noun, and say nothing where all is exact."""

    rounded: str = ""
    percentage: str = ""
    sum_of_changes: str = "the sum of their changes, in points"


def shown_in_words(settings: Settings) -> ShownWords:
    """What a reader is shown of each kind of number, by the settings."""
    to = settings.counts_rounded_to
    if to == 1:
        return ShownWords()
    return ShownWords(
        f", to the nearest {to}",
        ", to the nearest whole percentage",
        "the average times the denominator, both as they are shown, in points",
    )


def _rounded(frame: pd.DataFrame, to: int) -> pd.DataFrame:
    refs = {ref: measure for ref, measure in MEASURE.items() if measure.about_people}
    people = frame["ref"].isin(list(refs)).to_numpy() & frame["value"].notna().to_numpy()
    counts, percent, means = (
        people & frame["ref"].isin([ref for ref, m in refs.items() if getattr(m.statistic, kind)]).to_numpy()
        for kind in ("counts", "percent", "signed")
    )
    numbers = {name: frame[name].to_numpy(dtype=np.float64, na_value=np.nan, copy=True) for name in NUMBERS}
    for name, which in (
        ("value", counts),
        ("numerator", counts | percent),
        ("denominator", percent | means),
        ("left_out", people),
    ):
        numbers[name][which] = np.rint(numbers[name][which] / to) * to
    for name in ("value", "lower", "upper"):
        numbers[name][percent | means] = np.round(numbers[name][percent | means], DECIMALS)
    # Whom it is not true of that nobody is, or everybody, it is not said of.
    all_or_none = percent & np.isin(numbers["value"], (0.0, 1.0))
    numbers["value"][all_or_none] = frame["value"].to_numpy(dtype=np.float64, na_value=np.nan)[all_or_none]
    no_range = means & (numbers["lower"] == numbers["upper"])
    for name in ("lower", "upper"):
        numbers[name][no_range] = np.nan
    # The sum of the changes goes with the average and n as they are shown.
    numbers["numerator"][means] = numbers["value"][means] * numbers["denominator"][means]
    return frame.assign(**numbers)
