"""The command line beside what reading the same sheets takes anyway, and beside polars. Nothing is asserted
of times."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from ieo_metrics.framework.dates.quarters import label
from sample_data import SAMPLES
from tests.benchmarks.conftest import run

BARE = Path(__file__).with_name("bare.py")


@pytest.mark.benchmark(group="one quarter's five workbooks: aim 1.4 x pandas reading them, in CPU")
@pytest.mark.parametrize("who", ["ieo_metrics", "pandas"])
def test_one_quarter(timed: Callable, who: str) -> None:
    call = ("-m", "ieo_metrics", "measures", *SAMPLES) if who == "ieo_metrics" else (BARE, "pandas", *SAMPLES)
    assert timed(lambda: run(*call))


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """What each has printed, so that it is not run again to be compared."""
    return {}


def of_us(text: str) -> dict[tuple[str, str], float]:
    return {
        (row["ref"], row["quarter"]): float(row["value"])
        for row in csv.DictReader(io.StringIO(text))
        if row["value"]
    }


def of_rival(text: str) -> dict[tuple[str, str], float]:
    return {
        (row["ref"], label(int(row["period"]))): float(row["value"])
        for row in csv.DictReader(io.StringIO(text))
        if row["value"]
    }


@pytest.mark.benchmark(group="many rows, files in to measures out: aim 2 x polars, in CPU")
@pytest.mark.parametrize("who", ["calamine", "ieo_metrics", "polars"])
def test_many_rows(timed: Callable, workbooks: list[Path], printed: dict[str, str], who: str) -> None:
    if who == "calamine":
        assert int(timed(lambda: run(BARE, "calamine", *workbooks))) > 0
    elif who == "ieo_metrics":
        printed[who] = timed(lambda: run("-m", "ieo_metrics", "measures", *workbooks))
        assert of_us(printed[who])
    else:
        pytest.importorskip("fastexcel")
        theirs = of_rival(timed(lambda: run("-m", "tests.benchmarks.rival_files", *workbooks)))
        ours = of_us(printed.get("ieo_metrics") or run("-m", "ieo_metrics", "measures", *workbooks))
        # A quarter in which nothing counted is 0 to us, and no row to the rival.
        assert {key: value for key, value in ours.items() if value or key in theirs} == pytest.approx(
            theirs, abs=1e-9
        )
