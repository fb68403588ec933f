"""Keeping a series of an uploaded table of offences, named for what it counts."""

from dataclasses import replace

from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.registers.published_tables import keep_table, shared_name

# What a table may count whose rows and columns do not say it, and who publishes such tables.
WHAT_IS_COUNTED = (
    "Assaults",
    "Assaults with injury",
    "Violence with injury",
    "Serious violence",
    "Robberies",
    "Offences with a knife",
    "All recorded offences",
)
PUBLISHERS = (
    "Home Office, police recorded crime",
    "Hampshire and Isle of Wight Constabulary",
    "Hospitals, assaults seen in emergency departments",
    "Ambulance service",
    "Another publisher, as the edition says",
)


def keep_series(
    store: Store, who: str, file: str, series: OffenceSeries, counted: str, publisher: str
) -> None:
    """Keep a series in place of the last. `counted`: what it counts, where its own offence is not said.
    Raises StoreTrouble where its area or offence, which the file names, would tell of a person or of what is
    hidden."""
    named = replace(
        series,
        area=shared_name(store, series.area, "The area"),
        offence=shared_name(store, series.offence or counted, "The offence"),
    )
    keep_table(store, who, OFFENCES.name, file, named.edition, publisher, named.as_data())
