"""The officer's line of each measure in a quarter, for pages that stand beside the returns and are there
without them as well."""

from collections.abc import Mapping

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.overview_lines import OverviewLine
from pages.shared.frame import store_access

Lines = Mapping[str, OverviewLine]
FOR_OFFICER = "Small numbers are not hidden on this page: it is for the officer only, not for sharing."


def lines_of_quarter(quarter: Quarter) -> Lines:
    """By ref; none where no return is accepted."""
    results = store_access.snapshot().results
    return {line.measure.ref: line for line in store_access.overview_of(results, quarter)} if results else {}
