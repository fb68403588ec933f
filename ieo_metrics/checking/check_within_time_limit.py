"""The check of a workbook as the pages and the command line call it: within the time that it may take."""

import datetime as dt

from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.long_work.time_limit import OutOfTime, time_limit
from ieo_metrics.reading import limits
from ieo_metrics.reading.sheets import Refused, Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping


def check_in_time(
    workbook: Workbook, settings: Settings, received: dt.datetime, mapping: Mapping = EMPTY
) -> CheckedFile | Refused:
    """The workbook, understood and checked; refused where that takes longer than its size explains."""
    cells = sum(sheet.height * len(sheet.columns) for sheet in workbook.sheets)
    seconds = limits.seconds_to_check(cells)
    try:
        with time_limit(seconds):
            return check_workbook(workbook, settings, received, mapping)
    except OutOfTime:
        found = f"no end after {seconds:.0f} seconds, for {cells:,} cells"
        return Refused(workbook.name, workbook.sha256, "file-too-slow-to-check", found)
