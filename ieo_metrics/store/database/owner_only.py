"""Folders and files that nobody but their owner can read, on a machine that several people use."""

from pathlib import Path


def make_folder(path: Path) -> None:
    """The folder and those above it; those that are there stay as they are. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_file(path: Path) -> None:
    """An empty file, in the place of what a program that was killed left there; what SQLite keeps beside it
    is as readable as the file itself. Raises OSError."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
