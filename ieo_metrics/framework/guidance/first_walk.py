"""A first walk over the invented samples: six pages, a sentence each. The guide for the officer has the same
steps."""

from typing import NamedTuple

from ieo_metrics.framework.return_types import RETURN_TYPES


class WalkStep(NamedTuple):
    """A page, and the one sentence about it."""

    page: str
    sentence: str


WALK: tuple[WalkStep, ...] = (
    WalkStep(
        "Overview",
        "Every measure of the quarter in one table, with its figure, its verdict and what has changed.",
    ),
    WalkStep(
        "Returns",
        f"The workbooks of the {len(RETURN_TYPES)} providers come in here, are checked, and count once you "
        "accept them.",
    ),
    WalkStep(
        "Measure",
        "One measure, how sure it is, and every quarter in a chart; the tabs below show what is behind the "
        "figure.",
    ),
    WalkStep(
        "Signals",
        "Each measure beside its own past: what has changed by more than chance, and which targets are "
        "likely to be met.",
    ),
    WalkStep(
        "Issue and pack",
        "Issuing freezes the quarter, hides small numbers and makes the files to share. Try it: these are "
        "the samples, and nothing of it is kept.",
    ),
    WalkStep(
        "Meeting",
        "What the meeting sees once a quarter is issued: all measures first, then one at a time with the "
        "arrow keys.",
    ),
)
