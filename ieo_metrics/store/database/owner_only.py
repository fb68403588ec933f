"""Folders and files that nobody but their owner can read, on a machine that several people use."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ieo_metrics.store.database.errors import NotOurs

WORKING = "working-"  # how the names of working folders begin
OLD_SECONDS = 24 * 60 * 60


def make_folder(path: Path) -> None:
    """The folder and those above it; those that are there stay as they are. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_file(path: Path) -> None:
    """An empty file, in the place of what a program that was killed left there; what SQLite keeps beside it
    is as readable as the file itself. Raises OSError."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)


@contextmanager
def working_folder(within: Path) -> Iterator[Path]:
    """A folder for a copy of what is stored that is needed for a moment, removed again. It stands with the
    backups: in the system's own place for such things, what a power cut leaves would never be removed. Raises
    NotOurs."""
    try:
        make_folder(within)
        sweep(within)
        folder = Path(tempfile.mkdtemp(prefix=WORKING, dir=within))
    except OSError as problem:
        raise NotOurs(
            f"No folder can be made in {within}: {problem.strerror}. Nothing was changed. Set IEO_FOLDER to "
            "a folder that can be written to."
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what an interrupted backup or restore left behind: only if it is old, since another may be
    running."""
    for left in (*folder.glob("*.backup.part*"), *folder.glob(f"{WORKING}*")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > OLD_SECONDS:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
