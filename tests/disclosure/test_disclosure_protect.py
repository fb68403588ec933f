"""The door: what is shared of results, with what was issued before."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from ieo_metrics.disclosure.protect import BESIDE, mostly_hidden_by_area, protect
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.disclosure.shareable_results import NUMBERS, Standing
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.code_lists import DISTRICTS
from ieo_metrics.measuring.compute_measures import ORDER
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.statistics.intervals import mean_t
from sample_data import SAMPLES
from tests.disclosure.attacker import recovered_counts
from tests.disclosure.tables_on_paper import improved_by_mean, one_cell_tables

Q1 = quarter(2024, 1)
AREAS = ("all", *DISTRICTS)


@pytest.fixture(scope="module")
def samples() -> pd.DataFrame:
    return computed(SAMPLES)


def computed(paths: list[Path]) -> pd.DataFrame:
    files = [(path.name, path.read_bytes()) for path in paths]
    results = measure_collection(
        collect_files(read_files(files), Settings(), dt.datetime(2025, 4, 20, tzinfo=dt.UTC)),
        spans=("quarter", "year to date"),
        by="district",
    )
    assert results is not None
    return results.frame


def row(
    ref: str,
    area: str,
    value: float,
    numerator: float,
    denominator: float = np.nan,
    *,
    span: str = "quarter",
    period: int = Q1,
    **more: object,
) -> dict:
    made = dict.fromkeys(BESIDE, 0) | {
        "left_out": 0.0,
        "lower": np.nan,
        "upper": np.nan,
        "marker": "",
        "note": "",
        "quarter": str(period),
    }
    made |= {"ref": ref, "span": span, "period": period, "area": area, "unit": MEASURE[ref].unit}
    return made | {"value": value, "numerator": numerator, "denominator": denominator} | more


def framed(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows)[list(ORDER)]


def counts(ref: str, numbers: list[float], **how: object) -> list[dict]:
    """A count for all areas and the districts."""
    return [row(ref, area, n, n, **how) for area, n in zip(AREAS, numbers, strict=True)]


def shares(ref: str, pairs: list[tuple[int, int]], **how: object) -> list[dict]:
    rows = [
        row(ref, area, k / n if n else np.nan, k, n, **how) for area, (k, n) in zip(AREAS, pairs, strict=True)
    ]
    return [one | {"marker": "z"} if not one["denominator"] else one for one in rows]


def means(ref: str, pairs: list[tuple[int, int]], **how: object) -> list[dict]:
    """Sums of changes that differ: each mean has an interval of a point to each side, where it is over two or
    more."""
    rows = shares(ref, pairs, **how)
    return [
        one | {"lower": one["value"] - 1, "upper": one["value"] + 1} if one["denominator"] > 1 else one
        for one in rows
    ]


def hidden(frame: pd.DataFrame) -> list[tuple]:
    return [
        tuple(r)
        for r in frame.loc[frame["marker"] == "c", ["ref", "span", "period", "area"]].itertuples(index=False)
    ]


def areas_hidden(frame: pd.DataFrame, ref: str = "5.1.3.b") -> list[str]:
    return [area for r, _, _, area in hidden(frame) if r == ref]


def leaks(
    frame: pd.DataFrame, protected: pd.DataFrame, threshold: int, standing: Standing | None = None
) -> list:
    together = shown_together(frame, threshold, standing)
    return recovered_counts(together.tables, (protected["marker"] == "c").to_numpy()[together.places])


def test_a_small_district_takes_one_other_with_it_and_the_total_stays() -> None:
    frame = framed(counts("5.1.3.b", [31, 11, 1, 10, 9, 0]))
    found = protect(frame, 5)
    assert (found.primary, found.secondary, found.unprotected) == (1, 1, 0)
    assert "Isle of Wight" in areas_hidden(found.frame) and "all" not in areas_hidden(found.frame)
    shut = found.frame[found.frame["marker"] == "c"]
    assert shut[[*NUMBERS, *BESIDE]].isna().all().all() and (shut["note"] == "").all()


@pytest.mark.parametrize(
    ("k", "n", "hides"),
    [
        (5, 10, False),
        (4, 10, True),
        (6, 10, True),
        (0, 4, True),
        (0, 10, False),
        (10, 10, False),
        (1, 2, True),
    ],
)
def test_a_percentage_is_hidden_by_its_smallest_part(k: int, n: int, hides: bool) -> None:
    found = protect(framed([row("5.2.1.a", "all", k / n, k, n)]), 5).frame
    assert (found["marker"].iloc[0] == "c") == hides


@pytest.mark.parametrize(
    ("ref", "hides"),
    [("5.1.3.b", True), ("5.1.5.a", True), ("5.1.6.a", False), ("5.3.1.a", False), ("5.3.1.b", False)],
)
def test_sessions_and_school_staff_are_exempt(ref: str, hides: bool) -> None:
    assert bool(hidden(protect(framed([row(ref, "all", 3, 3)]), 5).frame)) == hides


def test_a_threshold_of_eight_hides_seven() -> None:
    frame = framed([row("5.1.3.b", "all", 7, 7)])
    assert not hidden(protect(frame, 5).frame) and hidden(protect(frame, 8).frame)


def test_a_mean_of_few_goes_with_its_percentage_and_their_total_is_no_way_back() -> None:
    pairs = [(20, 31), (8, 11), (1, 1), (5, 10), (6, 9), (0, 0)]
    frame = framed([*means("5.1.1.a", pairs), *shares("5.1.1.b", pairs)])
    found = protect(frame, 5).frame
    assert ("5.1.1.a", "quarter", Q1, "Isle of Wight") in hidden(found) and (
        "5.1.1.b",
        "quarter",
        Q1,
        "Isle of Wight",
    ) in hidden(found)
    # n of a district is hidden only if both its rows are: one more district must have both.
    both = [
        area
        for area in AREAS
        if area in areas_hidden(found, "5.1.1.a") and area in areas_hidden(found, "5.1.1.b")
    ]
    assert len(both) >= 2 and leaks(frame, found, 5) == []
    # Nobody in it is said, and is no number that is hidden.
    assert (found.loc[found["area"] == "not known", "marker"] == "z").all()


def test_a_mean_whose_interval_gives_the_numerator_away_is_hidden_with_the_percentage() -> None:
    """Of 20, two rose by one and nobody else moved: sum 2 and squares 2 can be nothing else."""
    changes = np.array([1, 1, *[0] * 18])
    low, high = (float(end[0]) for end in mean_t(np.array([2.0]), np.array([2.0]), np.array([20.0])))
    assert [
        end.tolist()
        for end in improved_by_mean(np.array([20.0]), np.array([2.0]), np.array([low]), np.array([high]))
    ] == [[2], [2]]
    frame = framed(
        [
            row("5.1.1.a", "all", changes.mean(), 2, 20, lower=low, upper=high),
            row("5.1.1.b", "all", 0.1, 2, 20),
        ]
    )
    assert [ref for ref, *_ in hidden(protect(frame, 5).frame)] == ["5.1.1.a", "5.1.1.b"]


def test_means_that_leave_no_room_are_hidden_with_their_percentages() -> None:
    """Everybody moved by one point or nobody did: each mean says how many improved, and the one that is too
    small is what is left."""
    total, rows = (
        [(26, 26), (11, 11), (1, 1), (10, 10), (4, 4), (0, 0)],
        means("5.1.1.a", [(26, 26), (11, 11), (1, 1), (10, 10), (4, 4), (0, 0)]),
    )
    frame = framed([*[one | {"lower": np.nan, "upper": np.nan} for one in rows], *shares("5.1.1.b", total)])
    found = protect(frame, 5)
    assert found.unprotected == 0
    assert {"Isle of Wight", "Southampton"} <= set(areas_hidden(found.frame, "5.1.1.a")) & set(
        areas_hidden(found.frame, "5.1.1.b")
    )
    # 1 and 4 are 5 between them, and at least 1 each: a third must be hidden with both its rows.
    assert len(set(areas_hidden(found.frame, "5.1.1.a")) & set(areas_hidden(found.frame, "5.1.1.b"))) >= 3


def test_what_a_mean_tells_is_what_every_set_of_changes_allows() -> None:
    """By trying every set of four changes from −3 to 3, the narrowest that leaves any other untried."""
    from itertools import combinations_with_replacement

    allowed: dict[tuple[int, int], set[int]] = {}
    for changes in combinations_with_replacement(range(-3, 4), 4):
        allowed.setdefault((sum(changes), sum(c * c for c in changes)), set()).add(
            sum(c > 0 for c in changes)
        )
    for (total, squares), improved in allowed.items():
        n = np.array([4.0])
        low, high = mean_t(np.array([float(total)]), np.array([float(squares)]), n)
        least, most = improved_by_mean(n, np.array([float(total)]), low, high)
        assert least[0] <= min(improved) and max(improved) <= most[0], (total, squares)


def test_the_year_to_date_of_the_first_quarter_is_the_quarter() -> None:
    later = [
        *counts("5.1.3.b", [40, 16, 4, 11, 9, 0], period=Q1 + 1),
        *counts("5.1.3.b", [71, 27, 5, 21, 18, 0], span="year to date", period=Q1 + 1),
    ]
    first = counts("5.1.3.b", [31, 11, 1, 10, 9, 0])
    frame = framed([*first, *[one | {"span": "year to date"} for one in first], *later])
    found = protect(frame, 5).frame
    of_first = [(span, area) for _, span, period, area in hidden(found) if period == Q1]
    assert {area for span, area in of_first if span == "quarter"} == {
        area for span, area in of_first if span == "year to date"
    }
    assert leaks(frame, found, 5) == []


def test_part_of_those_reached_is_no_way_to_the_others() -> None:
    """31 reached and 28 of them in hotspot areas are 3 elsewhere."""
    assert (
        len(hidden(protect(framed([row("5.1.5.a", "all", 31, 31), row("5.1.5.b", "all", 28, 28)]), 5).frame))
        == 1
    )
    assert (
        hidden(protect(framed([row("5.1.5.a", "all", 31, 31), row("5.1.5.b", "all", 26, 26)]), 5).frame) == []
    )


def test_left_out_is_shown_where_none_of_its_family_is_small() -> None:
    numbers = [31, 11, 6, 5, 9, 0]
    shown = protect(
        framed(
            [
                one | {"left_out": 6.0 if one["area"] in ("all", "Hampshire") else 0.0}
                for one in counts("5.1.3.b", numbers)
            ]
        ),
        5,
    ).frame
    assert shown["left_out"].tolist() == [6, 6, 0, 0, 0, 0]
    some = protect(
        framed(
            [
                one | {"left_out": 2.0 if one["area"] in ("all", "Hampshire") else 0.0}
                for one in counts("5.1.3.b", numbers)
            ]
        ),
        5,
    ).frame
    assert some["left_out"].isna().all() and (some["marker"] == "").all()


def test_a_note_keeps_no_count() -> None:
    rows = [
        row("5.1.1.b", "all", 0.5, 10, 20, note="2 with one reading only", single=2),
        row("5.1.3.b", "all", np.nan, np.nan, marker="x", note="no return covers it"),
    ]
    found = protect(framed(rows), 5).frame
    assert found["note"].tolist() == ["", "no return covers it"] and found[list(BESIDE)].isna().all().all()


def stood(frame: pd.DataFrame, protected: pd.DataFrame) -> Standing:
    """The rows of a frame of which another one was handed out, as they stand."""
    key = ["ref", "span", "period", "area"]
    marker = frame[key].merge(protected[[*key, "marker"]], on=key, how="left")["marker"]
    return Standing((marker.notna() & (marker != "c")).to_numpy(), (marker == "c").to_numpy())


def test_the_same_pack_twice_hides_the_same() -> None:
    frame = framed(counts("5.1.3.b", [31, 11, 1, 10, 9, 0]))
    first = protect(frame, 5).frame
    assert hidden(protect(frame, 5, stood(frame, first)).frame) == hidden(first)


def test_what_was_shown_cannot_be_hidden_and_what_was_hidden_stays() -> None:
    """3 and 12 were hidden, of 30. Where the 12 had been shown, 6 or 9 would have to go in its place; and where all
    others were shown, nothing can protect the 3."""
    frame = framed(counts("5.1.3.b", [30, 12, 3, 6, 9, 0]))
    nothing = Standing.nothing(frame)
    only = [AREAS.index("Isle of Wight")]
    shown = nothing.shown.copy()
    shown[AREAS.index("Hampshire")] = True
    found = protect(frame, 5, Standing(shown, nothing.hidden)).frame
    assert "Hampshire" not in areas_hidden(found) and len(areas_hidden(found)) == 2
    shown[:] = True
    shown[only] = False
    told = protect(frame, 5, Standing(shown, nothing.hidden))
    assert (told.unprotected, areas_hidden(told.frame)) == (1, ["Isle of Wight"])
    stays = nothing.hidden.copy()
    stays[AREAS.index("Southampton")] = True
    assert "Southampton" in areas_hidden(protect(frame, 5, Standing(nothing.shown, stays)).frame)


@pytest.mark.parametrize("threshold", [5, 10])
def test_nothing_small_can_be_had_from_the_samples(samples: pd.DataFrame, threshold: int) -> None:
    year = samples[samples["period"] >= Q1].reset_index(drop=True)
    found = protect(year, threshold)
    assert leaks(year, found.frame, threshold) == [] and found.unprotected == 0
    assert found.primary > 0 and found.secondary < found.primary
    shown = found.frame[found.frame["value"].notna()]
    about = shown[shown["ref"].isin([m.ref for m in MEASURE.values() if m.about_people])]
    for column in ("left_out", "denominator"):
        assert not about[column].between(1, threshold - 1).any()
    exempt = ~year["ref"].isin([m.ref for m in MEASURE.values() if m.about_people])
    pd.testing.assert_frame_equal(found.frame.loc[exempt, list(NUMBERS)], year.loc[exempt, list(NUMBERS)])


def test_a_pack_of_the_samples_after_another(samples: pd.DataFrame) -> None:
    year = samples[samples["period"] >= Q1].reset_index(drop=True)
    before = year[year["period"] < Q1 + 3].reset_index(drop=True)
    first = protect(before, 5)
    standing = stood(year, first.frame)
    second = protect(year, 5, standing)
    assert set(hidden(first.frame)) <= set(hidden(second.frame)) and second.unprotected == 0
    assert leaks(year, second.frame, 5, standing) == []
    assert hidden(protect(year, 5, stood(year, second.frame)).frame) == hidden(second.frame)


def test_nothing_of_the_caller_is_changed(samples: pd.DataFrame) -> None:
    year = samples[samples["period"] == Q1].reset_index(drop=True)
    copy = year.copy()
    protect(year, 5)
    pd.testing.assert_frame_equal(year, copy)


def test_a_frame_of_nothing() -> None:
    found = protect(framed([row("5.1.3.b", "all", np.nan, np.nan, marker="x")])[:0], 5)
    assert (len(found.frame), found.primary, found.secondary) == (0, 0, 0)


def test_nobody_is_counted_from_two_numbers_of_people(samples: pd.DataFrame) -> None:
    """Those without harm before are in the n of reoffending and not in that of harm: where they are few, it
    is not told how many were left out, so that the difference may be nobody without harm."""
    shown = protect(samples, 5).frame
    few = (samples["zero_before"].between(1, 4) & samples["value"].notna()).to_numpy()
    assert few.sum() > 10 and shown["value"][few].notna().any()
    key = ["period", "area"]
    years = samples[few].assign(period=samples["period"] // 4)[key].drop_duplicates()
    harm = shown[shown["ref"] == "5.2.2.a"]
    assert harm.assign(period=harm["period"] // 4).merge(years, on=key)["left_out"].isna().all()


def test_a_cell_that_cancels_out_stands_in_no_relation() -> None:
    tables = one_cell_tables([7, 3, 4], [(0, (1, 2))], 5)
    cancelled = replace(
        tables,
        relations=sparse.csr_array(
            (np.array([1.0, -1.0, -1.0, 0.0]), (np.array([0, 0, 0, 1]), np.array([0, 1, 2, 0]))), shape=(2, 3)
        ),
    )
    assert cancelled.relations.nnz == 3


@pytest.mark.parametrize(("few", "hides"), [(0, False), (2, False), (3, True)])
def test_a_year_by_area_is_not_printed_where_more_than_half_of_it_is_small(few: int, hides: bool) -> None:
    """Of four areas with somebody, 0, 2 or 3 have three of twenty; that nobody improved in the others is no small number."""
    pairs = [(0, 80), *[(3, 20)] * few, *[(0, 20)] * (4 - few), (0, 0)][: len(AREAS)]
    frame = framed(shares("5.1.2.d", pairs, span="year to date", period=Q1 + 1))
    found = mostly_hidden_by_area(frame, 5)
    assert found.any() == hides and not found[0], "never the total"


def test_an_area_with_one_person_counts_among_those_with_somebody() -> None:
    """Two of four are small, which is no more than half; with the one who is alone in a fifth it is."""
    pairs = [(0, 81), (3, 20), (3, 20), (0, 20), (0, 20), (1, 1)]
    frame = framed(shares("5.1.2.d", pairs, span="year to date", period=Q1 + 1))
    assert mostly_hidden_by_area(frame, 5).any()


@pytest.mark.parametrize(("nobody", "hides"), [(2, False), (3, True)])
def test_or_of_areas_in_which_all_or_none_are_counted_where_those_are_hidden(
    nobody: int, hides: bool
) -> None:
    """Of four areas of twenty, in 2 or 3 nobody improved, in the others ten: by the setting those are hidden."""
    pairs = [(20, 80), *[(0, 20)] * nobody, *[(10, 20)] * (4 - nobody), (0, 0)]
    frame = framed(shares("5.1.2.d", pairs, span="year to date", period=Q1 + 1))
    assert mostly_hidden_by_area(frame, 5, all_or_none=True).any() == hides
    assert not mostly_hidden_by_area(frame, 5).any()
