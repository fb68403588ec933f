"""Which sign-ins were signed out, kept beside the store until their ten hours are over: a copy of a cookie
opens nothing, also after a restart and at another process that uses the same folder."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from ieo_metrics.store.database.owner_only import make_file, make_folder
from ieo_metrics.store.database.store import folder_of_user

FOLDER = "signed out"


def _mark(sign_in: tuple[object, ...]) -> Path:
    """Nothing of a person is in its name or in the file, which is empty."""
    digest = hashlib.sha256(json.dumps(sign_in).encode()).hexdigest()
    return folder_of_user() / FOLDER / digest


def note_signed_out(sign_in: tuple[object, ...]) -> None:
    """Raises OSError where it cannot be kept."""
    mark = _mark(sign_in)
    make_folder(mark.parent)
    make_file(mark)


def was_signed_out(sign_in: tuple[object, ...]) -> bool:
    """Raises OSError where that cannot be known."""
    try:
        _mark(sign_in).stat()
    except FileNotFoundError:
        return False
    return True


def forget_before(moment: float) -> None:
    """What was signed out before (seconds since 1970) is too old to be used again."""
    with suppress(FileNotFoundError):
        for mark in (folder_of_user() / FOLDER).iterdir():
            if mark.stat().st_mtime < moment:
                mark.unlink(missing_ok=True)
