"""Opening the Overview: the store is read, the figures are compared and the table is drawn, with 4 quarters
stored and with 40.

Each quarter's five returns are accepted by themselves, as in an office that has used the dashboard for ten
years. Nothing is asserted of times.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, first_day, last_day
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring import overview_lines
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.acceptance import Preview
from ieo_metrics.store.returns.return_record import to_record
from ieo_metrics.store.trail import audit_trail
from pages.shared.measure.measures_table import measures_table
from tests.benchmarks import records

GROUP = "opening the Overview: with 40 quarters as with 4"
SETTINGS = Settings()


def _of_quarter(one: AcceptedReturn, quarter: Quarter) -> AcceptedReturn:
    """A quarter's share of a return: the rows whose first date is in it, and a list without dates whole."""
    first, last = pd.Timestamp(first_day(quarter)), pd.Timestamp(last_day(quarter))
    (part,) = one.parts
    tables = {}
    for name, frame in part.tables.items():
        date = next(
            (field.name for field in TABLE[name].fields if field.kind == "date" and name != "school_list"), ""
        )
        tables[name] = (
            frame[(frame[date] >= first) & (frame[date] <= last)].reset_index(drop=True) if date else frame
        )
    name = f"{one.return_type.title} {quarter}.xlsx"
    file = replace(part.file, name=name, sha256=name, tables=tables)
    return replace(one, parts=(Part(file, tables),), covers=dict.fromkeys(tables, (quarter,)))


def _filled(folder: Path, quarters: Sequence[Quarter], rows: int) -> Store:
    store = open_store(folder=folder)
    whole, key = records.returns_of(records.pandas_tables(records.tables(rows))), store.require_key()
    for quarter in quarters:
        held = tuple(to_record(_of_quarter(one, quarter), key) for one in whole)
        with store.reading() as connection:
            facts = audit_trail.facts_version(connection)
        acceptance.accept_shown_returns(store, "A. Officer", Preview(held, (), (), (), (), None, facts))
    current_snapshot.load_snapshot(store, SETTINGS)  # the first to look works the measures out
    return store


@pytest.fixture(scope="module", params=[4, records.QUARTERS])
def store(request, tmp_path_factory, rows: int) -> Iterator[Store]:
    """A store with so many quarters; of 40 quarters, ten times the rows."""
    quarters = range(records.last() - request.param + 1, records.last() + 1)
    one = _filled(tmp_path_factory.mktemp("store"), quarters, rows)
    yield one
    one.engine.dispose()


@pytest.mark.benchmark(group=GROUP)
def test_opens(timed: Callable, store: Store) -> None:
    def opened() -> str:
        results = current_snapshot.load_snapshot(store, SETTINGS).results
        assert results is not None
        return measures_table(overview_lines.overview(results, records.last()), records.last())

    assert timed(opened).count("data-ref=") == 19
