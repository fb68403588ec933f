"""The tidy table of figures that are not hidden, which only the officer may have."""

import pandas as pd

from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.exports.workbook.text_sheets import NOT_FOR_SHARING


def officers_csv(frame: pd.DataFrame) -> str:
    """As `tidy_csv`. A table alone has no other place to say that it is not for sharing than the note of each
    row, so there it stands first."""
    return tidy_csv(frame.assign(note=[f"{NOT_FOR_SHARING} {note}".strip() for note in frame["note"]]))
