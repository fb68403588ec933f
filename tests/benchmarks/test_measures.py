"""All 19 measures from record tables in memory, over 40 quarters, beside polars. Nothing is asserted of
times; the values agree."""

import os
from collections.abc import Callable

import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import last_day
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from tests.benchmarks import records
from tests.benchmarks.conftest import FULL

pl = pytest.importorskip("polars")
from tests.benchmarks import rival  # noqa: E402

GROUP = "record tables to 19 measures: no slower than polars"


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, records.Made]]:
    return records.tables(int(os.environ.get(FULL, "20000")))


def _ours(made: dict[str, dict[str, records.Made]]) -> Callable[[], Results]:
    """Which return governs which quarter is part of the work: the rival's quarters are too."""
    returns, settings = records.returns_of(records.pandas_tables(made)), Settings()

    def job() -> Results:
        governed = govern(returns, settings)
        assert governed is not None
        return compute_measures(governed, settings)

    return job


@pytest.mark.benchmark(group=GROUP)
def test_ieo_metrics(timed: Callable, made: dict[str, dict[str, records.Made]]) -> None:
    assert len(timed(_ours(made)).frame) == 19 * records.QUARTERS


@pytest.mark.benchmark(group=GROUP)
def test_polars(timed: Callable, made: dict[str, dict[str, records.Made]]) -> None:
    tables = records.polars_tables(made)
    frame = timed(lambda: rival.measures(tables, records.FIRST, records.last(), last_day(records.last())))
    theirs = {(ref, period): row for ref, period, *row in frame.iter_rows()}
    for row in _ours(made)().frame.itertuples():
        # A quarter in which nothing counted is 0 or no value to us, and no row to the rival.
        value, numerator, denominator = theirs.get((row.ref, row.period), (None, None, None))
        ours = tuple(
            0.0 if number != number else number for number in (row.value, row.numerator, row.denominator)
        )
        assert ours == pytest.approx((value or 0.0, numerator or 0.0, denominator or 0.0), abs=1e-9), (
            row.ref,
            row.quarter,
        )
