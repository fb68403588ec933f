"""The pack of a quarter beside the table that it is made from. Nothing is asserted of times."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sample_data import SAMPLES
from tests.benchmarks.conftest import run

LIBRARIES = "import pandas, scipy.optimize, docx, pptx, PIL.Image, typst, pikepdf, xlsxwriter"


@pytest.mark.benchmark(group="a quarter's pack: at most 4 s, most of it reading and libraries")
@pytest.mark.parametrize("what", ["libraries", "measures --share", "pack"])
def test_a_quarters_pack(timed: Callable, tmp_path: Path, what: str) -> None:
    if what == "libraries":
        timed(lambda: run("-c", LIBRARIES))
    elif what == "pack":
        assert (
            len(
                str(
                    timed(
                        lambda: run(
                            "-m",
                            "ieo_metrics",
                            "pack",
                            *SAMPLES,
                            "--quarter",
                            "2024/25 Q2",
                            "--out",
                            tmp_path,
                        )
                    )
                ).splitlines()
            )
            == 8
        )
    else:
        assert timed(lambda: run("-m", "ieo_metrics", "measures", "--share", *SAMPLES))
