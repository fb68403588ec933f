"""What disclosure control is told of what was given out before, and what it gives out: results that may
be shared, and how much of them is hidden."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


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
    hidden: `primary` for their own small number, `secondary` to protect those, of the `with_a_value` rows
    that have one. `unprotected`: small counts that what was issued before tells."""

    frame: pd.DataFrame
    primary: int
    secondary: int
    with_a_value: int
    unprotected: int = 0

    @property
    def in_words(self) -> str:
        """`12 of 240 figures are hidden, so that no young person can be recognised: 9 for a small number, 3
        to protect those.`"""
        if not self.primary:
            return (
                f"No figures are hidden: none of the {self.with_a_value:,} is small enough to identify a "
                "young person."
            )
        return (
            f"{self.primary + self.secondary:,} of {self.with_a_value:,} figures are hidden, so that no "
            "young person can be recognised: "
            f"{self.primary:,} for a small number, {self.secondary:,} to protect those."
        )
