"""How far follow-up has come: of the windows that end in each quarter, how many have ended, are still open,
or could not be traced."""

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import COUNTED, LEFT_OUT, OPEN, STATES, UNTRACED, WHYS, ZERO_BEFORE

COLUMNS = ("period", "windows", "ended", "counted", "zero_before", "untraced", "unknown", "open")


def maturity(results: Results, ref: str) -> pd.DataFrame:
    """One row per quarter that is covered, with the columns above, in young people: `windows` = `ended` +
    `open`; `ended` = `counted` + `zero_before` + `untraced` + `unknown` (traced, and what is asked is not
    known). Empty where the measure follows nobody up."""
    measure, governed = MEASURE[ref], results.governed
    evidence = results.evidence.get((measure.evidence, "quarter"))
    if not measure.kind.follows_up or evidence is None:
        return pd.DataFrame({name: pd.Series(dtype=np.int64) for name in COLUMNS})
    frame = evidence.of(measure.topic)
    place = frame["period"].to_numpy().astype(np.int64) - governed.first
    by_state = np.bincount(
        place * len(STATES) + frame["state"].to_numpy(), minlength=governed.quarters * len(STATES)
    ).reshape(-1, len(STATES))
    by_why = np.bincount(
        place * len(WHYS) + frame["why"].to_numpy(), minlength=governed.quarters * len(WHYS)
    ).reshape(-1, len(WHYS))
    ended = by_state[:, COUNTED] + by_state[:, ZERO_BEFORE] + by_state[:, LEFT_OUT]
    columns = (
        governed.first + np.arange(governed.quarters),
        ended + by_state[:, OPEN],
        ended,
        by_state[:, COUNTED],
        by_state[:, ZERO_BEFORE],
        by_why[:, UNTRACED],
        by_state[:, LEFT_OUT] - by_why[:, UNTRACED],
        by_state[:, OPEN],
    )
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))[
        governed.covered(measure.reads[0])
    ].reset_index(drop=True)


def maturity_in_words(row: object) -> str:
    """A row of `maturity`, as `itertuples` gives it: `In 2024/25 Q4, 12 of 20 windows have ended; 8 are still
    open and count neither way.`"""
    windows, ended, waiting, untraced = (
        int(getattr(row, name)) for name in ("windows", "ended", "open", "untraced")
    )
    quarter = label(row.period)  # type: ignore[attr-defined]
    if not windows:
        return f"In {quarter}, no follow-up window ends."
    if waiting:
        said = (
            f"In {quarter}, {ended} of {windows} windows {'has' if ended == 1 else 'have'} ended; {waiting} "
            f"{_are(waiting)} still open and "
        )
        said += f"{'counts' if waiting == 1 else 'count'} neither way, so the value is provisional."
    else:
        said = (
            f"In {quarter}, {'the one window has' if windows == 1 else f'all {windows} windows have'} ended."
        )
    lost = (
        (
            f" {untraced} of the young people could not be traced and "
            f"{'counts' if untraced == 1 else 'count'} neither way."
        )
        if untraced
        else ""
    )
    return said + lost


def _are(n: int) -> str:
    return "is" if n == 1 else "are"
