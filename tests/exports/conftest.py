"""The pack of the samples, made once: what is computed, what may be shared of it, and the five files."""

import datetime as dt
from typing import NamedTuple

import pytest

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.exports.pack.content import Pack, PackComment, Revised
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.settings import Settings
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.issues.protect_for_sharing import with_frame
from sample_data import SAMPLES


class Packed(NamedTuple):
    """`results`: with all their evidence, not disclosure-controlled; `pack`: of what may be shared."""

    results: Results
    pack: Pack
    files: dict[str, bytes]

    def file(self, ending: str) -> bytes:
        return next(data for name, data in self.files.items() if name.endswith(ending))


@pytest.fixture(scope="session")
def packed() -> Packed:
    collection = collect_files(
        read_files([(path.name, path.read_bytes()) for path in SAMPLES]),
        Settings(),
        dt.datetime(2025, 4, 20, tzinfo=dt.UTC),
    )
    results = measure_collection(collection, spans=("quarter", "year to date"), by="district")
    assert results is not None
    shared = protect(results.frame, 5)
    pack = Pack(
        quarter(2024, 2),
        with_frame(results, shared.frame),
        collection,
        shared.in_words,
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
        ("Whether Choices goes on in the autumn",),
    )
    return Packed(results, pack, pack_files(pack))
