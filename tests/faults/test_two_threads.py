"""Two threads on one store in memory: the page is drawn in one while a file is made in another."""

import threading
from dataclasses import replace

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.audited_named_values import recall
from ieo_metrics.store.trail.verify import integrity_faults
from tests.faults import children
from tests.store.office import remember, returns_of, stands, take, trainings

Q, TIMES = quarter(2024, 1), 60


@pytest.mark.parametrize("both_write", [True, False])
def test_two_threads_of_a_store_in_memory(both_write):
    """two threads of one sample store: each waits for the other; every change is there, and the trail is whole."""
    store = store_in_memory()
    take(store, returns_of(trainings(Q, 3)))
    before, barrier, failed = stands(store), threading.Barrier(2), []

    def work(name: str, writes: bool) -> None:
        barrier.wait(children.LONGEST_SECONDS)
        try:
            for n in range(TIMES):
                if writes:
                    remember(store, name, name, n)
                with store.reading() as connection:
                    assert recall(connection, name) == (n if writes else None)
                    assert audit_trail.facts_version(connection) == before.facts
        except Exception as failure:
            failed.append(failure)

    both = [
        threading.Thread(target=work, args=("first", True)),
        threading.Thread(target=work, args=("second", both_write)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(children.LONGEST_SECONDS)
    assert failed == [] and not any(one.is_alive() for one in both)
    now = stands(store)
    assert now.head.rows == before.head.rows + TIMES * (1 + both_write)
    assert now == replace(before, head=now.head) and list(integrity_faults(store)) == []
