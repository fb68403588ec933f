"""The quarter at whose end one looks at the table of offences."""

from collections.abc import Mapping

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.store.registers.published_tables import KeptTable
from pages.shared.frame import store_access
from pages.shared.frame.page_address import choose_quarter
from pages.shared.group.attendance import choose_meeting


def choose_end(tables: Mapping[str, KeptTable]) -> Quarter:
    """One that a return covers or that the table has; where there are neither, that of a meeting."""
    results, known = store_access.snapshot().results, set[Quarter]()
    if results is not None:
        known |= {results.governed.first, results.governed.last}
    if OFFENCES.name in tables:
        known |= OffenceSeries.of_data(tables[OFFENCES.name].data).counts.keys()
    return choose_quarter(list(range(min(known), max(known) + 1))) if known else choose_meeting()
