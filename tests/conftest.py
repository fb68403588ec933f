"""For all tests. Where the surroundings tell Python to keep nothing that it compiled, as many containers do, every
process that a test starts (commands, servers, the copies of the house) would compile all of ours anew. Threads of
linear algebra wait for each other in the time of the other tests; and what is loaded and collected stays, so that it
need not be looked through for what can be freed while it is made, nor ever again, nor the rest as often as Python does
it. A store waits for the disk at each of its commits: where there is room in memory, what the tests write is there."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

gc.disable()

IN_MEMORY, ROOM = Path("/dev/shm"), 8 * 2**30

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


# What takes a minute to be set up comes first: at the end, when each process takes what is left of the others', each
# would set it up again, and be waited for.
FIRST = ("tests/exports/pack/test_packs_attacked.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Tests and modules stay to the end: ten thousand of them are left alone from here on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20)
    gc.enable()
