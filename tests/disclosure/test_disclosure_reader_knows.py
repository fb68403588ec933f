"""Attacks on what is shared, with what a reader knows beside it: on the samples, on thinned ones in which
stars lack
areas, and on small tables by hand."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.disclosure.protect import protect
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.overview_lines import with_verdicts
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from sample_data import SAMPLES
from tests.disclosure.reader_of_figures import Reader, better_by_sums, by_kind
from tests.disclosure.test_disclosure_identities import thinned
from tests.disclosure.test_disclosure_means import pair
from tests.disclosure.test_disclosure_protect import counts, framed, hidden, means, shares

Q1 = quarter(2024, 1)
NOTHING: tuple[dict[str, int], dict[str, int]] = ({}, {})


@pytest.fixture(scope="module")
def returns() -> tuple[AcceptedReturn, ...]:
    read = read_files([(path.name, path.read_bytes()) for path in SAMPLES])
    return collect_files(read, Settings(), dt.datetime(2025, 4, 20, tzinfo=dt.UTC)).returns


def computed(returns: Sequence[AcceptedReturn], rolling: bool = False) -> Results:
    governed = govern(returns, Settings())
    assert governed is not None
    spans = ("quarter", "year to date", *(["rolling four quarters"] if rolling else []))
    return compute_measures(governed, Settings(), spans=spans, by="district")


def attacked(full: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """The small counts and differences that can be told of all that is shared, in every combination
    together."""
    protected = protect(full, 5)
    assert protected.unprotected == 0
    reader = Reader(full, protected.frame[~protected.unprinted], 5)
    return by_kind(reader.counts()), by_kind(reader.differences())


@pytest.mark.parametrize("rolling", [False, True])
def test_nothing_is_told_of_the_samples(returns, rolling: bool) -> None:
    assert attacked(computed(returns, rolling).frame) == NOTHING


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_told_of_small_units_whose_stars_lack_areas(returns, seed: int) -> None:
    chance = np.random.default_rng(seed)
    kept = dict.fromkeys(TABLE, 0.3 + 0.3 * seed)
    few = [one._replace(parts=tuple(thinned(part, kept, chance) for part in one.parts)) for one in returns]
    assert attacked(computed(few).frame) == NOTHING


def test_the_attack_finds_what_is_shown(returns) -> None:
    """With nothing hidden but rows of a small number of their own, much can be told."""
    full = computed(returns).frame
    full = full[full["period"] >= Q1].reset_index(drop=True)
    rest = full["denominator"] - full["numerator"]
    small = pd.concat([full[["value", "denominator"]], rest], axis=1).isin(range(1, 5)).any(axis=1)
    shared = full.assign(value=full["value"].mask(small), marker=full["marker"].mask(small, "c"))
    reader = Reader(full, shared, 5)
    assert by_kind(reader.counts())["exact"] > 10 and by_kind(reader.differences())["exact"] > 10


def test_the_areas_of_a_star_hide_the_same_districts() -> None:
    """Each of three areas alone would do with any other district hidden beside the small one; where each hid
    another
    one, n of every district but that would be had from the two other areas."""
    numbers = [(16, 31), (6, 11), (1, 2), (5, 10), (4, 8), (0, 0)]
    rows = [
        row
        for mean, share in (("5.1.1.a", "5.1.1.b"), ("5.1.2.a", "5.1.2.b"), ("5.1.4.a", "5.1.4.b"))
        for row in [*means(mean, numbers), *shares(share, numbers)]
    ]
    found = protect(framed(rows), 5).frame
    both = [
        {area for ref, _, _, area in hidden(found) if ref == mean}
        & {area for ref, _, _, area in hidden(found) if ref == share}
        for mean, share in (("5.1.1.a", "5.1.1.b"), ("5.1.2.a", "5.1.2.b"), ("5.1.4.a", "5.1.4.b"))
    ]
    assert both[0] == both[1] == both[2] and len(both[0]) == 2 and "all" not in both[0]


def test_n_that_differs_between_areas_of_a_star_is_a_number_of_its_own() -> None:
    """11 and 12 young people in a district: the one does not tell the other, so each area hides what it
    must."""
    one, other = ([(16, n + 20), (6, n), (2, 2), (8, 18), (0, 0), (0, 0)] for n in (11, 12))
    frame = framed([*shares("5.1.1.b", one), *shares("5.1.2.b", other)])
    reader = Reader(frame, protect(frame, 5).frame, 5)
    assert not reader.counts()


def test_harm_is_no_way_to_those_who_reoffended() -> None:
    """Of 5.2.1.a all districts are shown but two, which make 13: 3 and 10. Were the 9 of the second shown in
    5.2.2.a, the
    first had at most 4 of the 13."""
    reoffending = [(16, 33), (10, 20), (1, 3), (5, 10), (0, 0), (0, 0)]
    harm = [(15, 31), (10, 20), (1, 2), (4, 9), (0, 0), (0, 0)]
    frame = framed([*shares("5.2.1.a", reoffending), *shares("5.2.2.a", harm)])
    reader = Reader(frame, protect(frame, 5).frame, 5)
    assert not reader.counts() and not reader.differences()


def test_an_average_that_is_hidden_is_not_had_from_those_of_the_other_areas() -> None:
    """In Hampshire 2 of 8 rose by one point: the average tells it, and is hidden. It is all less Portsmouth,
    and n and
    the sums of changes and squares are as well: so one more average is hidden."""
    small, other = [1, 1, 0, 0, 0, 0, 0, 0], [3, 2, 1, 1, 1, 0, -1, -1, -2, -3, 0, 4]
    rows = [
        row | {"area": area}
        for area, changes in (("all", small + other), ("Hampshire", small), ("Portsmouth", other))
        for row in pair(changes, Q1)
    ]
    nobody = [
        row | {"area": area, "value": np.nan, "numerator": 0.0, "denominator": 0.0, "marker": "z"}
        for area in ("Isle of Wight", "Southampton", "not known")
        for row in pair([1, 0], Q1)
    ]
    frame = framed([*rows, *nobody])
    found = protect(frame, 5).frame
    assert ("5.1.1.a", "quarter", Q1, "Hampshire") in hidden(found)
    assert len([ref for ref, *_ in hidden(found) if ref == "5.1.1.a"]) == 2
    assert not Reader(frame, found, 5).counts()


def test_what_whole_changes_allow() -> None:
    """Sum 2 and squares 2 of twenty are two rises; sum 0 and squares 2, one rise and one fall."""
    assert better_by_sums(20, 2, 2) == (2, 2) and better_by_sums(20, 0, 2) == (1, 1)
    assert better_by_sums(3, 3, 9) == (1, 2)  # 3, 0, 0, or 2, 2, −1


def test_the_year_to_date_by_district_is_not_printed_where_most_of_it_would_be_hidden() -> None:
    """Of two districts with somebody, both have few in the year to date: neither is printed, also not where
    it would be
    shown; with one of three it is."""
    year = {"span": "year to date", "period": Q1 + 1}
    quarter_rows = counts("5.1.3.b", [30, 20, 10, 0, 0, 0], period=Q1 + 1)
    few = framed([*quarter_rows, *counts("5.1.3.b", [33, 21, 12, 0, 0, 0], **year)])
    found = protect(few, 5)
    assert found.unprinted.sum() == 5 and (found.frame["marker"][found.unprinted] == "c").all()
    assert not found.unprinted[few["area"] == "all"].any()
    many = framed([*quarter_rows, *counts("5.1.3.b", [50, 30, 20, 0, 0, 0], **year)])
    assert not protect(many, 5).unprinted.any() and hidden(protect(many, 5).frame) == []


def test_limits_of_what_is_shared_are_worked_out_from_what_is_shown(returns) -> None:
    """Verdicts and limits take what is shared and nothing else: with the hidden figures changed they are the
    same."""
    results = computed(returns)
    shared = protect(results.frame, 5).frame
    judged = with_verdicts(results._replace(frame=shared)).frame
    bare = with_verdicts(
        results._replace(frame=shared, evidence={}, governed=results.governed._replace(tables={}, sources=()))
    ).frame
    pd.testing.assert_frame_equal(judged, bare)
    assert judged.loc[judged["marker"] == "c", "value"].isna().all()
