"""Editions of the Crime Harm Index as the officer has named them: their words stand in every file that is
handed out."""

from ieo_metrics.framework.crime_harm import Edition
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.crime_harm_editions import take_edition
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.trail.audit_trail import Head

LONGEST = 40


def take_named_edition(store: Store, who: str, edition: Edition, drawn: Head) -> None:
    """`take_edition`, once its words were looked through. Raises StoreTrouble where they could tell what is
    hidden or who somebody is, and Conflict as `Store.writing` does."""
    for what, words in (("The year of the edition", edition.name), ("The date", edition.sentencing)):
        nothing_told(store, words, LONGEST, what, None, ends_there=False)
    take_edition(store, who, edition, drawn)
