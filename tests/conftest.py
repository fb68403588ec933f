"""For all tests. Where the surroundings tell Python to keep nothing that it compiled, as many containers do, every
process that a test starts (commands, servers, the copies of the house) would compile all of ours anew. Threads of
linear algebra wait for each other in the time of the other tests; and what was collected once need not be looked
through again whenever memory is freed, nor the rest as often as Python does it. A store waits for the disk at each of
its commits: where there is room in memory, what the tests write is there."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

IN_MEMORY, ROOM = Path("/dev/shm"), 8 * 2**30

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def pytest_collection_finish() -> None:
    """Tests and modules stay to the end: ten thousand of them are left alone from here on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20)
