"""Returns that are right, made as the samples are but by other chance, are asked nothing about their dates."""

import datetime as dt
import random
from pathlib import Path

import pytest

from ieo_metrics.exports.templates import write_template
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from sample_data import make_samples


# Of some 450 such returns five were asked about a column, and these are three of them.
@pytest.mark.parametrize(
    ("seed", "name"),
    [
        (8, "A&E Navigators - No Limits.xlsx"),
        (102, "RESET - Society of St James.xlsx"),
        (108, "RESET - Society of St James.xlsx"),
    ],
)
def test_right_dates_are_not_asked_about(
    seed: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Seeded(random.Random):
        def __init__(self, words: str) -> None:
            super().__init__(f"{seed} {words}")

    monkeypatch.setattr(make_samples.random, "Random", Seeded)
    programme, rows = make_samples.FILES[name]
    made = rows()
    monkeypatch.undo()
    path, last = tmp_path / name, make_samples.LAST
    write_template(programme, path, make_samples.FIRST, made, until=last, returned=make_samples.RETURNED)
    received = dt.datetime(2025, 4, 14, 12, tzinfo=dt.UTC)
    (file,) = collect_files(read_files([(name, path.read_bytes())]), Settings(), received).files
    assert [p.found for p in file.problems if p.code.startswith("mapping")] == []
