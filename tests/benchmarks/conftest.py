"""Sizes, and the large workbooks, which are made once a session and removed at its end."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks.big import write_big

ROOT = Path(__file__).parents[2]
# rows of the full size, as 210000 (in workbooks) or 1000000 (in tables); without it, a size of a moment
FULL = "IEO_BENCHMARK_ROWS"


@pytest.fixture(scope="session")
def rows() -> int:
    return int(os.environ.get(FULL, "2000"))


@pytest.fixture(scope="session")
def workbooks(rows: int) -> Iterator[list[Path]]:
    """Five workbooks of `rows` rows in all."""
    folder = Path(tempfile.mkdtemp(prefix="ieo-benchmark-"))
    try:
        yield write_big(folder, rows)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def timed(benchmark, rows: int) -> Callable[[Callable[[], object]], object]:
    """Runs a job often enough that its quickest run means something, and returns what it gave."""
    full = rows > 10_000
    return lambda job: benchmark.pedantic(job, rounds=7 if full else 1, warmup_rounds=int(full))


def run(*arguments: str | Path) -> str:
    """A Python of its own: what it prints. Status 1 is a question about the workbooks."""
    done = subprocess.run(
        (sys.executable, *map(str, arguments)), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return done.stdout
