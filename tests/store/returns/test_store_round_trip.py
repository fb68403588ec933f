"""What is accepted comes back as it was, and its measures are those of the files themselves, on both kinds of
database."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.pipeline import Collection, collect_files
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.current_snapshot import results_with_rows
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.issues.results_cache import measure_returns
from ieo_metrics.store.returns.return_record import from_record, to_record
from ieo_metrics.store.returns.returns_that_count import counting_returns, with_rows
from sample_data import SAMPLES, UNTIDY
from tests.store.office import SETTINGS, stands, take, tidy

RECEIVED = dt.datetime(2025, 4, 20, 9, 30, tzinfo=dt.UTC)
KEY = Key(bytes(range(32)))


def collected_from(paths: Iterable[Path]) -> Collection:
    """The sample workbooks as accepted together; those that are refused are not among them."""
    return collect_files(read_files([(path.name, path.read_bytes()) for path in paths]), SETTINGS, RECEIVED)


@pytest.fixture(scope="module")
def samples() -> Collection:
    return collected_from(SAMPLES)


@pytest.fixture(scope="module")
def untidy() -> Collection:
    return collected_from([UNTIDY])


@pytest.mark.parametrize("which", ["samples", "untidy"])
def test_a_checked_return_comes_back_equal(which, request):
    """Every table but for what is a keyed hash: the same rows, types, coverage, sheets and dates."""
    returns = request.getfixturevalue(which).returns
    assert returns
    for one in returns:
        held = to_record(one, KEY)
        again = from_record(held.about, held.rows, one.number)
        assert (again.number, again.return_type, again.covers, again.how, again.made) == (
            one.number,
            one.return_type,
            one.covers,
            one.how,
            one.made,
        )
        for before, after in zip(one.parts, again.parts, strict=True):
            assert (after.file.sheets, after.file.made_is_stated, after.file.received) == (
                before.file.sheets,
                before.file.made_is_stated,
                before.file.received,
            )
            assert (after.file.name, after.file.sha256, after.file.stated) == (
                before.file.name,
                before.file.sha256,
                before.file.stated,
            )
            assert set(before.tables) == set(after.tables)
            for name, frame in before.tables.items():
                hashed = [
                    f.name
                    for f in TABLE[name].fields
                    if f.words is None and isinstance(frame[f.name].dtype, pd.CategoricalDtype)
                ]
                left_out = [*hashed, "alike"]
                pd.testing.assert_frame_equal(
                    after.tables[name].drop(columns=left_out), frame.drop(columns=left_out)
                )
                for column in hashed:  # equal where they were equal, blank where they were blank
                    codes = [
                        pd.factorize(table[column].astype(object))[0].tolist()
                        for table in (frame, after.tables[name])
                    ]
                    assert codes[0] == codes[1], (name, column)


@pytest.mark.parametrize("which", ["samples", "untidy"])
def test_measures_from_the_store_are_those_of_the_files(which, request, store):
    """All 19 measures, every span and district: byte for byte the same table, worked out before or after
    opening."""
    returns = request.getfixturevalue(which).returns
    direct = measure_returns(returns, SETTINGS)
    assert direct is not None
    take(store, returns)
    assert tidy(store) == tidy_csv(direct.frame)
    full = results_with_rows(store, SETTINGS)
    assert full is not None
    assert tidy_csv(full.frame) == tidy_csv(direct.frame)
    pd.testing.assert_frame_equal(stands(store).results.frame, direct.frame, check_dtype=True)


def test_measures_under_other_settings_are_those_of_the_files(samples, store):
    settings = Settings(people_counted="on starting", repeated_cohorts="added up", small_number_threshold=10)
    take(store, samples.returns)
    assert tidy(store, settings) == tidy_csv(measure_returns(samples.returns, settings).frame)


def test_the_same_rows_are_stored_on_both_databases(samples, file_office, database):
    """Row for row, under one key: the same pieces, the same accounts of them, the same audit trail but for
    its times."""
    from tests.store.office import Office

    other = Office(file_office.folder, database)
    one = file_office.open()
    take(one, samples.returns)
    (file_office.folder / "audit head").unlink()
    two = other.open()
    take(two, samples.returns)
    held = []
    for store in (one, two):
        with store.reading() as connection:
            count = counting_returns(connection)
            held.append(([(each.about, each.versions) for each in count], with_rows(connection, count)))
    assert held[0][0] == held[1][0]
    for a, b in zip(held[0][1], held[1][1], strict=True):
        for name, frame in a.tables.items():
            pd.testing.assert_frame_equal(frame, b.tables[name])
    assert tidy(one) == tidy(two)
    other.close()
