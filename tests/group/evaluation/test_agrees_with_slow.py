"""The table agrees with a slow second way on generated returns and on the samples; and what always holds."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as each
from hypothesis import strategies as st

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import number_of, year_of
from ieo_metrics.framework.evaluation_questions import SHARES
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.group.evaluation.evaluation_table import evaluation_table, programmes_of
from ieo_metrics.group.evaluation.lost_and_stayed import lost_and_stayed_table
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.evidence_frame import COUNTED
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from sample_data import SAMPLES
from tests.group.evaluation import slow
from tests.second import generate
from tests.second.plain import PlainReturn
from tests.second.real import accepted

PROVIDERS = tuple(provider for _, provider in slow.EVENTS)
NAMES = (*(question.name for question in SHARES), "supported")
few_checks = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def found_in(table: pd.DataFrame) -> dict[tuple[str, str, int], slow.Shares]:
    """By return type and quarter: numerator and n of each share that the returns can tell, and of a count."""
    out: dict[tuple[str, str, int], slow.Shares] = {}
    for row in table[table["question"].isin(NAMES) & table["n"].notna()].itertuples():
        if (row.programme, row.provider) in slow.EVENTS:
            numerator = row.n if row.numerator != row.numerator else row.numerator
            shares = out.setdefault((row.programme, row.provider, row.quarter), {})
            shares[row.question] = (int(numerator), int(row.n))
    return out


def by_slow_way(
    returns: list[PlainReturn], quarters: range, chosen: Settings
) -> dict[tuple[str, str, int], slow.Shares]:
    out = {}
    for programme, provider in slow.EVENTS:
        for q in quarters:
            shares = slow.shares(returns, programme, provider, (year_of(q), number_of(q)), chosen)
            if shares:
                out[programme, provider, q] = shares
    return out


def results_of(returns: list[PlainReturn], chosen: Settings) -> Results | None:
    governed = govern(accepted(returns, chosen), chosen)
    return compute_measures(governed, chosen) if governed else None


@few_checks
@each(generate.returns(PROVIDERS, most_providers=3), generate.settings())
def test_generated(returns: list[PlainReturn], chosen: Settings) -> None:
    results = results_of(returns, chosen)
    if results is None:
        return
    programmes = programmes_of(results)
    table = evaluation_table(programmes)
    assert found_in(table) == by_slow_way(returns, programmes[0].quarters, chosen)
    always_holds(table)


def always_holds(table: pd.DataFrame) -> None:
    """Shares lie between 0 and 1 and within their range; second ≤ first ≤ supported."""
    shares = table[table["question"].isin(NAMES[:-1]) & table["value"].notna()]
    assert (shares["value"] == shares["numerator"] / shares["n"]).all()
    assert ((shares["lower"] >= 0) & (shares["lower"] <= shares["value"])).all()
    assert ((shares["upper"] <= 1) & (shares["upper"] >= shares["value"])).all()
    for shown in found_in(table).values():
        if "supported" in shown and "first reading" in shown:
            (first, n), (supported, _) = shown["first reading"], shown["supported"]
            assert n == supported >= first
            if "second reading" in shown:
                assert first >= shown["second reading"][0] and shown["second reading"][1] == n
    between = table[(table["question"] == "weeks between") & table["value"].notna()]
    assert ((between["lower"] > 0) & (between["lower"] <= between["value"])).all()
    assert (between["value"] <= between["upper"]).all()


@few_checks
@each(generate.returns(PROVIDERS, most_providers=2), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(returns: list[PlainReturn], chance: random.Random) -> None:
    """But for which of two scores of one day is the first: there the later row stands."""
    shuffled = [
        replace(one, tables={name: chance.sample(rows, len(rows)) for name, rows in one.tables.items()})
        for one in returns
    ]
    both = [results_of(each_way, Settings()) for each_way in (returns, shuffled)]
    if both[0] is None or both[1] is None:
        return
    tables = [evaluation_table(programmes_of(results)) for results in both]
    # The width is the measures' own, and the district of a person whose last two periods began on one day is that of
    # the later row.
    of_rows = ~tables[0]["question"].isin([name for name in NAMES if name.endswith("known")] + ["width"])
    pd.testing.assert_frame_equal(tables[0][of_rows], tables[1][of_rows])


@pytest.fixture(scope="module")
def samples() -> Results:
    received = dt.datetime(2025, 4, 20, 9, 30, tzinfo=dt.UTC)
    read = read_files([(path.name, path.read_bytes()) for path in SAMPLES])
    governed = collect_files(read, Settings(), received).governed
    assert governed is not None
    return compute_measures(governed, Settings())


def plain_returns(results: Results) -> Iterator[PlainReturn]:
    """The returns of results, as plain rows."""
    for one in results.governed.returns:
        tables = {
            name: [
                {
                    field.name: _plain(value, field.kind)
                    for field, value in zip(TABLE[name].fields, row, strict=True)
                }
                for row in frame[[field.name for field in TABLE[name].fields]].itertuples(index=False)
            ]
            for name, frame in one.tables.items()
        }
        covers = {
            name: {(year_of(q), number_of(q)) for q in quarters} for name, quarters in one.covers.items()
        }
        yield PlainReturn(one.return_type.programme, one.return_type.provider, one.made, tables, covers)


def _plain(value: object, kind: str) -> object:
    if pd.isna(value):
        return None
    if kind == "date":
        return value.date()
    return int(value) if kind == "whole number" else bool(value) if isinstance(value, np.bool_) else value


def test_the_samples(samples: Results) -> None:
    programmes = programmes_of(samples)
    table = evaluation_table(programmes)
    returns = list(plain_returns(samples))
    expected = by_slow_way(returns, programmes[0].quarters, Settings())
    assert len(expected) == 3 * 12
    assert found_in(table) == expected
    always_holds(table)
    for row in table[(table["question"] == "weeks between") & table["value"].notna()].itertuples():
        name = next(name for name in slow.READINGS if TABLE[name].provider == row.provider)
        quarter = (year_of(row.quarter), number_of(row.quarter))
        n, *spread = slow.weeks(returns, name, slow.READINGS[name] or 0, quarter) or (0,)
        assert n == row.n
        assert spread == pytest.approx([row.lower, row.value, row.upper])


def test_who_is_compared_is_who_the_measures_count(samples: Results) -> None:
    """Those with weeks between two scores are the different people with a pair in any area that a measure
    takes."""
    for programme in programmes_of(samples):
        for kind in {m.evidence: m.kind for m in programme.measures if m.kind.paired}.values():
            frame = samples.evidence[kind.name, "quarter"].frame
            refs = samples.governed.tables[kind.table]["person_ref"]
            for q in programme.quarters:
                pairs = frame[(frame["state"] == COUNTED) & (frame["period"] == q)]
                assert programme.people is not None
                assert len(programme.people.weeks_between(q)) == refs.iloc[pairs["row"]].nunique()


def test_those_lost_and_those_who_stayed_are_those_who_were_due(samples: Results) -> None:
    programmes = programmes_of(samples)
    shares = found_in(evaluation_table(programmes))
    frame = lost_and_stayed_table(programmes)
    groups = frame[frame["compared"] == "gender"]
    assert len(groups)
    for (programme, provider, q), own in groups.groupby(["programme", "provider", "quarter"]):
        lost, due = shares[programme, provider, q]["lost on the way"]
        assert set(own["n_lost"]) == {lost} and set(own["n_stayed"]) == {due - lost}
        assert own["lost"].sum() == pytest.approx(1) and own["stayed"].sum() == pytest.approx(1)
