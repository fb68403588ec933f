"""A file that was dropped and is not accepted yet, and how it was read."""

import datetime as dt
from dataclasses import dataclass

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.reading.sheets import Refused, Workbook


@dataclass(frozen=True)
class UploadedFile:
    """One dropped file: its bytes, as read, and as checked or refused."""

    sha256: str
    data: bytes
    read: Workbook | Refused
    outcome: CheckedFile | Refused
    received: dt.datetime
