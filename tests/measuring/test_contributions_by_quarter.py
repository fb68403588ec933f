"""Periods that are put together from their quarters are those that are recounted from rows, where all quarters are of
one time."""

import datetime as dt

import numpy as np
import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND, EvidenceKind
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.contributions_by_quarter import (
    changed_parts,
    figures_of_parts,
    parts_of_quarters,
)
from ieo_metrics.measuring.evidence_frame import OPEN, SPANS, quarters_within
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.issues.last_issued_figures import KINDS
from sample_data import SAMPLES

KEY = ["ref", "span", "period", "area"]


@pytest.fixture(scope="module")
def results() -> Results:
    files = [(path.name, path.read_bytes()) for path in SAMPLES]
    collected = collect_files(read_files(files), Settings(), dt.datetime(2025, 4, 20, tzinfo=dt.UTC))
    found = measure_collection(collected, spans=SPANS, by="district")
    assert found is not None
    return found


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_quarters_put_together_are_what_their_rows_give(results: Results, name: str) -> None:
    governed, kind = results.governed, EVIDENCE_KIND[name]
    parts = parts_of_quarters(governed, Settings(), kind)
    covered = {governed.first + i for i in np.flatnonzero(governed.covered(kind.table)).tolist()}
    areas = results.frame["area"].unique().tolist()
    quarters = range(governed.first, governed.last + 1)
    found = figures_of_parts(parts, kind, covered, quarters, areas, SPANS)
    both = found.merge(results.frame, on=KEY, suffixes=("", " of rows"))
    assert len(both) == len(found) > 100
    for column in ("value", "numerator", "denominator", "lower", "upper"):
        one, other = (both[name].to_numpy(dtype=np.float64) for name in (column, f"{column} of rows"))
        assert np.allclose(one, other, equal_nan=True), column
    assert (both["marker"] == both["marker of rows"]).all()


def test_cohorts_and_sessions_without_one_are_compared_together(results: Results) -> None:
    """Contents of several lengths, which no table can be put in the order of."""
    [name] = {kind.name for kind in KINDS if kind.table == "school_sessions"}
    now = parts_of_quarters(results.governed, Settings(), EVIDENCE_KIND[name])
    own = now[(now["area"] == "all") & (now["state"] == 0)]
    assert own["key"].str.count(",").nunique() > 1
    changed = changed_parts(own.drop(own.index[7]), own, EVIDENCE_KIND[name])
    assert (len(changed), changed["people"].sum()) == (1, own["amount"].iloc[7])


def test_who_came_went_and_was_corrected_is_told_one_by_one(results: Results) -> None:
    kind = EVIDENCE_KIND["pain pairs"]
    now = parts_of_quarters(results.governed, Settings(), kind)
    own = now[(now["area"] == "all") & (now["state"] == 0) & (now["quarter"] == results.governed.first + 4)]
    then = own.iloc[1:].copy()
    then.loc[then.index[0], "amount"] += 1
    changed = changed_parts(then, own, kind)
    assert (changed["came"].sum(), changed["went"].sum(), len(changed)) == (1, 0, 2)
    assert changed["people"].tolist() == [1, 1]


@pytest.mark.parametrize(("still_open", "marker"), [(0, ""), (1, "p"), (2, "p")])
def test_one_window_that_has_not_ended_makes_a_figure_provisional(
    results: Results, still_open: int, marker: str
) -> None:
    """Of a quarter's follow-up; the last of its people are taken to wait still."""
    kind, last = EVIDENCE_KIND["follow-up"], quarter(2024, 4)
    parts = parts_of_quarters(results.governed, Settings(), kind)
    own = parts[(parts["quarter"] == last) & (parts["area"] == "all")].copy()
    own.loc[own.index[len(own) - still_open :], "state"] = OPEN
    found = figures_of_parts(own, kind, {last}, [last], ["all"], ["quarter"])
    assert found["marker"][found["ref"] == own_ref(kind, own["topic"].iloc[-1])].tolist() == [marker]


def own_ref(kind: EvidenceKind, topic: str) -> str:
    """The measure about a topic of a kind of which there is one."""
    (ref,) = (m.ref for m in MEASURE.values() if (m.evidence, m.topic) == (kind.name, topic))
    return ref


def test_which_quarters_a_period_holds() -> None:
    """The year to date begins with Q1; four that roll begin three before the last, whatever year it is of."""
    first = quarter(2024, 1)
    for place in range(4):
        last = first + place
        assert list(quarters_within("quarter", last)) == [last]
        assert list(quarters_within("year to date", last)) == list(range(first, last + 1))
        assert list(quarters_within("rolling four quarters", last)) == [last - 3, last - 2, last - 1, last]


def test_a_year_to_date_of_quarters_is_there_from_a_first_quarter_that_is_covered(results: Results) -> None:
    """Without its first quarter none of the year is; without its second the first alone is."""
    kind, first = EVIDENCE_KIND["pain pairs"], quarter(2024, 1)
    parts = parts_of_quarters(results.governed, Settings(), kind)
    parts = parts[parts["quarter"].between(first, first + 3) & (parts["area"] == "all")]
    for lacking, shown in ((first, []), (first + 1, [first]), (first + 3, [first, first + 1, first + 2])):
        covered = set(range(first, first + 4)) - {lacking}
        found = figures_of_parts(parts, kind, covered, range(first, first + 4), ["all"], ["year to date"])
        assert sorted(set(found.loc[found["marker"] != "x", "period"])) == shown
