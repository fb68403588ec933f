"""One question about some rows of a sheet, bound to the rows and to what stands in them."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Context

NAMED = 5


def named_rows(frame: pd.DataFrame, rows: np.ndarray, context: Context) -> str:
    """`row 5`, or `rows 5, 7, 9, 12, 14 and 3 more`. `rows`: places in the frame."""
    in_words = [context.row_in_words(int(number)) for number in frame["row"].to_numpy()[rows[:NAMED]]]
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    return f"row{'' if len(rows) == 1 else 's'} {', '.join(in_words)}{more}"


def bound_to_rows(what: str, shown: Sequence[str]) -> tuple[str, str]:
    """What an answer about rows holds for: what was asked, and what stands in them."""
    return what, f"{len(shown)} rows, first {shown[0]}, last {shown[-1]}"


def sheet_by_sheet(frame: pd.DataFrame, which: np.ndarray) -> Iterator[np.ndarray]:
    """The places of those rows (a bool for each) of each sheet that has any."""
    sources = frame["source"].to_numpy()
    for source in np.flatnonzero(np.bincount(sources[which])):
        yield np.flatnonzero(which & (sources == source))
