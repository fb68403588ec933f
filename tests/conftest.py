"""For all tests. Where the surroundings tell Python to keep nothing that it compiled, as many containers do, every
process that a test starts (commands, servers, the copies of the house) would compile all of ours anew. Threads of
linear algebra wait for each other in the time of the other tests; and what was collected once need not be looked
through again whenever memory is freed, nor the rest as often as Python does it."""

import gc
import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_finish() -> None:
    """Tests and modules stay to the end: ten thousand of them are left alone from here on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20)
