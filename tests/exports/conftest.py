"""The pack of the samples, made once: what is computed, what may be shared of it, and the eight files."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from ieo_metrics.disclosure import protect as disclosure
from ieo_metrics.exports.pack.content import DecisionSought, Pack, PackComment, Revised
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.issues.cut_off_after_quarter import collection_until, results_until
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words, with_frame
from sample_data import SAMPLES
from tests.exports.drawn_once import drawn_once
from tests.pages.hidden_once import hidden_once

Q2 = quarter(2024, 2)


@pytest.fixture(autouse=True, scope="session")
def _worked_out_once() -> Iterator[None]:
    """What is hidden of the same figures, and the same charts."""
    with hidden_once(), drawn_once():
        yield


class Packed(NamedTuple):
    """`results`: with all their evidence, not disclosure-controlled; `pack`: of what may be shared;
    `collection`: what both are made from, which knows two quarters more than the pack."""

    results: Results
    pack: Pack
    files: dict[str, bytes]
    collection: Collection

    def last(self) -> Pack:
        """The pack of the last quarter of the samples, with what was typed for the other."""
        last = self.results.governed.last
        results, collection, hidden = shared_until(self.results, self.collection, last)
        return replace(self.pack, quarter=last, results=results, collection=collection, hidden=hidden)

    def file(self, ending: str) -> bytes:
        return next(data for name, data in self.files.items() if name.endswith(ending))


def shared_until(results: Results, collection: Collection, last: int) -> tuple[Results, Collection, str]:
    """What may be shared of the quarters up to one."""
    until = results_until(results, last)
    shared = disclosure.protect(until.frame, 5)
    return with_frame(until, shared.frame), collection_until(collection, last), hidden_in_words(Settings())


@pytest.fixture(scope="session")
def packed() -> Packed:
    collection = collect_files(
        read_files([(path.name, path.read_bytes()) for path in SAMPLES]),
        Settings(),
        dt.datetime(2025, 4, 20, tzinfo=dt.UTC),
    )
    results = measure_collection(collection, spans=("quarter", "year to date"), by="district")
    assert results is not None
    pack = Pack(
        Q2,
        *shared_until(results, collection, Q2),
        "Issue 2, 3 February 2025",
        (
            Revised("5.3.1.a", "11", "12", "One session arrived late."),
            Revised("5.3.1.b", "2", "1", "", quarter(2024, 1)),
        ),
        {
            "5.1.1.a": (
                PackComment(
                    "A. Officer", "Data and Evaluations Officer", "3 February 2025", "Two workers joined."
                ),
            )
        },
        (DecisionSought("Whether Choices goes on in the autumn", "Police", dt.date(2025, 2, 28)),),
        ("RESET has moved to the new office.",),
    )
    return Packed(results, pack, pack_files(pack), collection)
