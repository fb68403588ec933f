"""The whole pipeline agrees with the second implementation: plain returns are written as workbooks in every
layout, and read back."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files

from . import generate
from .plain import Answer, PlainReturn
from .slow import compute
from .test_agreement import differences
from .workbooks import write_workbook


def walked(paths: list[Path]) -> dict[tuple[str, str, str], Answer]:
    """What the dashboard makes of the files."""
    collection = collect_files(
        read_files([(path.name, path.read_bytes()) for path in paths]),
        Settings(),
        dt.datetime(2024, 7, 20, tzinfo=dt.UTC),
    )
    assert not collection.refused
    results = measure_collection(collection)
    if results is None:
        return {}
    names = ("value", "numerator", "denominator", "left_out", "lower", "upper")
    return {
        (row.ref, row.quarter, row.area): Answer(
            *(None if (v := getattr(row, name)) != v else v for name in names), row.marker
        )  # type: ignore[arg-type]
        for row in results.frame.itertuples()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    generate.returns(as_workbooks=True),
    st.sampled_from(("wide", "per star", "long")),
    st.sampled_from(("wide", "long")),
)
def test_workbooks(returns: list[PlainReturn], star: str, pain: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{place}.xlsx" for place in range(len(returns))]
        written = [write_workbook(plain, path, star, pain) for plain, path in zip(returns, paths)]
        found = differences(walked(paths), compute(written, Settings()))
    assert not found, "\n".join(found[:5])
