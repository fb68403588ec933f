"""Opening the Overview: the store is read, the figures are compared and the table is drawn, with 4 quarters
stored and with 40.

Each quarter's five returns are accepted by themselves, as in an office that has used the dashboard for ten
years. Nothing is asserted of times.
"""

from collections.abc import Callable, Iterator

import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring import overview_lines
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from pages.shared.measure.measures_table import measures_table
from tests.benchmarks import records

GROUP = "opening the Overview: with 40 quarters as with 4"
SETTINGS = Settings()


@pytest.fixture(scope="module", params=[4, records.QUARTERS])
def store(request, tmp_path_factory, rows: int) -> Iterator[Store]:
    """A store with so many quarters; of 40 quarters, ten times the rows."""
    quarters = range(records.last() - request.param + 1, records.last() + 1)
    one = open_store(folder=tmp_path_factory.mktemp("store"))
    records.accept_quarters(one, quarters, rows, SETTINGS)
    yield one
    one.engine.dispose()


@pytest.mark.benchmark(group=GROUP)
def test_opens(timed: Callable, store: Store) -> None:
    def opened() -> str:
        results = current_snapshot.load_snapshot(store, SETTINGS).results
        assert results is not None
        return measures_table(overview_lines.overview(results, records.last()), records.last())

    assert timed(opened).count("data-ref=") == 19
