"""A full pack made safe to share: 19 measures × 12 quarters × 5 areas, with the year to date. Nothing is
asserted of times."""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.disclosure.shareable_results import Standing
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from sample_data import SAMPLES


@pytest.fixture(scope="module")
def pack() -> pd.DataFrame:
    files = [(path.name, path.read_bytes()) for path in SAMPLES]
    results = measure_collection(
        collect_files(read_files(files), Settings(), dt.datetime(2025, 4, 20, tzinfo=dt.UTC)),
        spans=("quarter", "year to date"),
        by="district",
    )
    assert results is not None
    return results.frame


@pytest.mark.benchmark(group="a full pack, disclosure-controlled")
def test_protect(timed: Callable, pack: pd.DataFrame) -> None:
    assert len(timed(lambda: protect(pack, 5)).frame) == len(pack)


@pytest.mark.benchmark(group="a full pack, disclosure-controlled")
def test_protect_again_after_it_was_issued(timed: Callable, pack: pd.DataFrame) -> None:
    first = protect(pack, 5)
    hidden = (first.frame["marker"] == "c").to_numpy()
    again = timed(lambda: protect(pack, 5, Standing(~hidden, hidden)))
    assert (again.frame["marker"] == first.frame["marker"]).all()
