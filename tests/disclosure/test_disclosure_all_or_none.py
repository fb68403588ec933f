"""The setting by which 0% and 100% are hidden: what everyone in a group shares, each of them is known to
share."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.disclosure.revision_differencing import moves_tell
from ieo_metrics.disclosure.suppression.suppress import suppress
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words
from sample_data import SAMPLES
from tests.disclosure.attacker import recovered_counts
from tests.disclosure.reader_of_figures import Reader
from tests.disclosure.test_disclosure_identities import thinned
from tests.disclosure.test_disclosure_means import pair
from tests.disclosure.test_disclosure_protect import Q1, framed, hidden, row, shares
from tests.disclosure.test_disclosure_reader_knows import computed

ON = {"all_or_none": True}


@pytest.fixture(scope="module")
def small_unit() -> pd.DataFrame:
    """The samples with a third of their rows: many districts have somebody, and nobody who improved."""
    read = read_files([(path.name, path.read_bytes()) for path in SAMPLES])
    returns = collect_files(read, Settings(), dt.datetime(2025, 4, 20, tzinfo=dt.UTC)).returns
    chance, kept = np.random.default_rng(4), dict.fromkeys(TABLE, 0.35)
    few = [one._replace(parts=tuple(thinned(part, kept, chance) for part in one.parts)) for one in returns]
    return computed(few).frame


@pytest.mark.parametrize(("improved", "hides"), [(0, True), (12, True), (6, False)])
def test_a_percentage_of_everybody_or_nobody_is_hidden_where_that_is_set(improved: int, hides: bool) -> None:
    frame = framed([row("5.2.1.a", "all", improved / 12, improved, 12)])
    assert not hidden(protect(frame, 5).frame)
    assert bool(hidden(protect(frame, 5, **ON).frame)) == hides


def test_that_nobody_could_be_counted_is_not_hidden() -> None:
    frame = framed([row("5.2.1.a", "all", np.nan, 0, 0, marker="z")])
    assert not hidden(protect(frame, 5, **ON).frame)


def test_another_district_goes_with_that_of_everybody() -> None:
    """20 of 30 in all, 8 of 8 in Hampshire: 20 less the 12 of the others would be 8, and 30 less their 22 as well."""
    frame = framed(shares("5.2.1.a", [(20, 30), (8, 8), (6, 11), (6, 11), (0, 0), (0, 0)]))
    assert not hidden(protect(frame, 5).frame)
    found = protect(frame, 5, **ON).frame
    assert len(hidden(found)) == 2 and all(area != "all" for *_, area in hidden(found))
    assert not Reader(frame, found, 5).nobody()
    assert Reader(frame, protect(frame, 5).frame, 5).nobody()


def test_an_average_that_tells_of_everybody_goes_with_the_percentage() -> None:
    """All ten rose, eight by 1 and two by 2: the sum of 12 and the squares of 16 allow nothing else, so the average
    is hidden too; where two of them fell, neither is."""
    everybody = framed(pair([1] * 8 + [2] * 2, Q1))
    found = protect(everybody, 5, **ON).frame
    assert {ref for ref, *_ in hidden(found)} == {"5.1.1.a", "5.1.1.b"}
    assert not Reader(everybody, found, 5).nobody()
    five = framed(pair([1] * 5 + [-2] * 5, Q1))
    assert not hidden(protect(five, 5, **ON).frame)


def test_the_audit_finds_a_count_of_nobody_that_is_shown() -> None:
    frame = framed(shares("5.2.1.a", [(20, 30), (8, 8), (6, 11), (6, 11), (0, 0), (0, 0)]))
    tables = shown_together(frame, 5, all_or_none=True).tables
    assert recovered_counts(tables, tables.forced)  # only itself is hidden: 30 − 22 and 20 − 12 tell it
    assert recovered_counts(tables, suppress(tables).hidden) == []


@pytest.mark.parametrize("threshold", [5, 8])
def test_nothing_is_told_of_a_small_unit_of_everybody_or_nobody(
    small_unit: pd.DataFrame, threshold: int
) -> None:
    """Neither part of the audit finds a small count, or that nobody improved, or everybody."""
    protected = protect(small_unit, threshold, **ON)
    assert protected.unprotected == 0
    reader = Reader(small_unit, protected.frame[~protected.unprinted], threshold)
    assert not reader.counts() and not reader.nobody() and not reader.differences()


def test_without_the_setting_the_small_unit_tells_of_them(small_unit: pd.DataFrame) -> None:
    protected = protect(small_unit, 5)
    assert Reader(small_unit, protected.frame[~protected.unprinted], 5).nobody()


def test_what_moves_must_not_tell_that_it_was_everybody() -> None:
    """8 of 8 was hidden. 10 of 20 later has moved by enough, but everybody could then be told from what is shown
    beside it; where it is not set, everybody is no secret."""
    before, after = (framed([row("5.2.1.a", "all", k / n, k, n)]) for k, n in ((8, 8), (13, 20)))
    assert not moves_tell(before, after, [12], 5)
    assert moves_tell(before, after, [12], 5, all_or_none=True)
    assert not moves_tell(before, after, [12], 5, told_nothing=True)


def test_what_is_hidden_is_said() -> None:
    assert "0% or 100%" not in hidden_in_words(Settings())
    assert "where a percentage is 0% or 100%" in hidden_in_words(Settings(all_or_none_hidden=True))
