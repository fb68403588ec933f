"""What disclosure control is told of what was given out before, and what it gives out: results that may
be shared, and how much of them is hidden."""

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.words.plural import plural

NUMBERS = ("value", "numerator", "denominator", "lower", "upper", "left_out")
FOR_OFFICER = "For the officer, not for sharing:"


def hidden_kinds(settings: Settings) -> str:
    """Which figures are hidden: `counts of young people from 1 to 4, …`"""
    threshold = settings.small_number_threshold
    all_or_none = "percentages of 0% and 100%, " if settings.all_or_none_hidden else ""
    return (
        f"counts of young people from 1 to {threshold - 1}, percentages where the part or the whole is that "
        f"small, {all_or_none}averages over fewer than {threshold} young people, and any other figures that "
        "would allow these to be worked out"
    )


def with_rows_hidden(frame: pd.DataFrame, is_hidden: np.ndarray) -> pd.DataFrame:
    """The results, with no number and the marker c in each row that `is_hidden`."""
    out = frame.copy()
    for name in NUMBERS:
        out[name] = frame[name].mask(is_hidden)
    out["marker"] = frame["marker"].mask(is_hidden, HIDDEN)
    return out


@dataclass(frozen=True)
class Standing:
    """Per row of a frame, whether it was issued and stands: `shown`, so that it is known for ever, or
    `hidden`, so that it stays hidden."""

    shown: np.ndarray
    hidden: np.ndarray

    @classmethod
    def nothing(cls, frame: pd.DataFrame) -> "Standing":
        """Of a frame of which nothing was issued."""
        return cls(np.zeros(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool))


@dataclass(frozen=True)
class Protected:
    """`frame`: as results, and safe to share; a hidden row has marker c and no number. How many rows are
    hidden: `primary` for their own small number, `secondary` to protect those. `unprotected`: small counts
    that what was issued before tells. `unprinted`: per row, whether it is of a longer period by area, most of
    which would be hidden: none of it is printed, and it is not counted here."""

    frame: pd.DataFrame
    primary: int
    secondary: int
    unprotected: int = 0
    unprinted: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))


@dataclass(frozen=True)
class Publication:
    """What is handed out together. `numbers`: the rows with all their numbers; `shared`: the same rows as
    they are handed out; `known`: per row, whether it was shown before and stands; `unprinted`: per row,
    whether it is of what is not printed at all; `earlier`: whether anything was handed out before;
    `unshared`: per row, whether it is not handed out, though what is could tell of it; `withdrawn`: whether
    it is hidden only because a figure that was issued was withdrawn."""

    numbers: pd.DataFrame
    shared: pd.DataFrame
    known: np.ndarray
    unprinted: np.ndarray
    earlier: bool
    unshared: np.ndarray
    withdrawn: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    @classmethod
    def first(
        cls, numbers: pd.DataFrame, protected: Protected, unshared: np.ndarray | None = None
    ) -> "Publication":
        """Of one before which nothing was handed out."""
        nothing = np.zeros(len(numbers), dtype=bool)
        unshared = nothing if unshared is None else unshared
        return cls(numbers, protected.frame, nothing, protected.unprinted, False, unshared)


@dataclass(frozen=True)
class ProtectionReport:
    """What disclosure control did to a publication. It tells of what is hidden, so it is the officer's only.
    Of `figures` with a value or hidden, how many are hidden: `small`, for their own small number;
    `to_protect` those; `earlier`, only because of what an earlier issue handed out; `withdrawn`, only for
    that. `unprinted`: figures of longer periods by district that are not printed at all, which are not among
    them. `low` to `high`: the narrowest range in which a small count can be told to lie; no `low` where none
    is hidden, no `high` where the range has no end. `recovered`: small counts that can be worked out;
    `confined`: others that can be told to be small."""

    figures: int
    small: int
    to_protect: int
    earlier: int
    low: int | None
    high: int | None
    recovered: int
    confined: int
    threshold: int
    unprinted: int = 0
    withdrawn: int = 0

    @property
    def hidden(self) -> int:
        return self.small + self.to_protect + self.earlier + self.withdrawn

    def as_data(self) -> dict[str, Any]:
        """As it is kept with an issue: `ProtectionReport(**data)` is the same again."""
        return asdict(self)

    @property
    def in_words(self) -> str:
        """`For the officer, not for sharing: 12 of 240 figures are hidden: 9 for …`"""
        if not self.hidden:
            return f"{FOR_OFFICER} none of the {self.figures:,} figures is hidden. {self._told}"
        earlier = f", {self.earlier:,} because of what an earlier issue handed out" if self.earlier else ""
        withdrawn = f", {self.withdrawn:,} because they were withdrawn" if self.withdrawn else ""
        return (
            f"{FOR_OFFICER} {self.hidden:,} of {self.figures:,} figures are hidden: {self.small:,} for a "
            f"small number, {self.to_protect:,} to protect those{earlier}{withdrawn}. {self._told}"
        )

    @property
    def _left_away(self) -> str:
        return (
            f"{self.unprinted:,} more, of the year to date by district, are not printed: more than half of "
            "them would be hidden. "
            if self.unprinted
            else ""
        )

    @property
    def _told(self) -> str:
        closest = ""
        if self.low is not None:
            end = "or more" if self.high is None else f"to {self.high:,}"
            closest = (
                "From all that is shown, no small count can be told to lie in a narrower range than "
                f"{self.low:,} {end}. "
            )
        confined = (
            f", and {self.confined:,} more can be told to be from 1 to {self.threshold - 1}"
            if self.confined
            else ""
        )
        return (
            f"{self._left_away}{closest}{plural(self.recovered, 'small count')} can be worked out{confined}."
        )
