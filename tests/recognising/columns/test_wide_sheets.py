"""A sheet of as many columns as Excel has is looked at in seconds, whatever its headings are."""

import datetime as dt
import time

import numpy as np
import pytest

from ieo_metrics.checking.check_workbook import check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.reading.sheets import Column, Sheet, Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY

WIDE = 16_000


def seconds(columns: tuple[Column, ...]) -> float:
    """The time that it takes to look at a sheet of these columns."""
    book = Workbook("wide.xlsx", "0" * 64, (Sheet("Outcomes Star", True, 1, 1, columns),))
    started = time.process_time()
    checked = check_workbook(book, Settings(), dt.datetime(2024, 10, 20, tzinfo=dt.UTC), EMPTY)
    assert checked.problems
    return time.process_time() - started


@pytest.mark.parametrize("heading", ["H{}", "Score {}", "First star date {}"])
def test_a_sheet_of_16_000_columns_is_no_work(heading):
    columns = tuple(
        Column([heading.format(c), *map(float, range(10))], np.arange(11, dtype=np.int32))
        for c in range(WIDE)
    )
    wide, narrow = seconds(columns), seconds(columns[: WIDE // 20])
    assert wide < 50 * narrow  # in proportion it would be 20; compared one with another, thousands
