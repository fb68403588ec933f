"""The chosen sections of an issue that is about to be made."""

from functools import partial
from typing import Any

import pandas as pd

from ieo_metrics.framework.dates.days import day_in_london
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.group_record import load_group_record
from ieo_metrics.group.sections.section import Section
from ieo_metrics.group.sections.sections import build_sections, kinds_named
from ieo_metrics.store.current_snapshot import StoreSnapshot, results_with_rows
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.registers.chosen_sections import MakeSections


def sections_now(
    store: Store, quarter: Quarter, standing: StoreSnapshot, shared: pd.DataFrame
) -> list[Section]:
    """The sections that the group has chosen, as they are now. `shared`: the figures as readers see them."""
    kinds = kinds_named(standing.sections)
    seqs = [stored_return.seq for stored_return in standing.returns]
    rows = any(kind.needs_rows for kind in kinds)
    results = results_with_rows(store, standing.settings, seqs) if rows else None
    today = day_in_london(store.now())
    with store.reading() as connection:
        record = load_group_record(connection, quarter, today, standing.settings, shared, results)
    return build_sections(record, standing.sections)


def make_sections_of(store: Store, quarter: Quarter, standing: StoreSnapshot) -> MakeSections:
    """What an issue asks for the chosen sections, once its figures are known."""
    return partial(_as_data, store, quarter, standing)


def _as_data(
    store: Store, quarter: Quarter, standing: StoreSnapshot, shared: pd.DataFrame
) -> list[dict[str, Any]]:
    return [section.as_data() for section in sections_now(store, quarter, standing, shared)]
