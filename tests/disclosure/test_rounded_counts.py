"""More than 7, counts to the nearest 5: what is shown of what may be shared, rounded. It follows from the exact figures,
which are safe, and from nothing else."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing, rounded_in_words
from ieo_metrics.exports.dictionary import dictionary_csv
from ieo_metrics.exports.workbook.text_sheets import notes_sheet
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.store.issues.protect_for_sharing import (
    hidden_in_words,
    protected_frame,
    shareable_frame,
)
from tests.benchmarks.late_rows import FIRST, workbook, world
from tests.disclosure.reader_of_figures import Reader
from tests.exports.conftest import Q2
from tests.store.office import Office, returns_of, stands, take

HES = Settings(small_number_threshold=8, counts_rounded_to=5)
MEAN, SHARE, PEOPLE, STAFF = "5.1.1.a", "5.1.1.b", "5.1.3.b", "5.1.6.a"
NUMBERS = ["value", "numerator", "denominator", "left_out", "lower", "upper"]
NAN = np.nan


def rows(*figures: tuple[object, ...]) -> pd.DataFrame:
    """ref, marker, value, numerator, denominator, left out, lower, upper."""
    return pd.DataFrame(figures, columns=["ref", "marker", *NUMBERS])


def test_worked_by_hand() -> None:
    """31 of 38 are 81.6%: 82% of 40, of whom 30. 55 points over 38 are 1.447: 1.45 of 40, and a sum of 58. 23 young people
    are 25, 8 left out are 10. Staff are nobody's secret, and what is hidden or nobody stays so."""
    exact = rows(
        (SHARE, "", 31 / 38, 31, 38, 8, 0.6657, 0.9092),
        (MEAN, "", 55 / 38, 55, 38, 0, 0.9812, 1.9135),
        (PEOPLE, "r", 23, 23, NAN, 0, NAN, NAN),
        (STAFF, "", 23, 23, NAN, 3, NAN, NAN),
        (SHARE, "c", NAN, NAN, NAN, NAN, NAN, NAN),
        (SHARE, "z", NAN, 0, 0, 0, NAN, NAN),
    )
    shown = rows(
        (SHARE, "", 0.82, 30, 40, 10, 0.67, 0.91),
        (MEAN, "", 1.45, 58, 40, 0, 0.98, 1.91),
        (PEOPLE, "r", 25, 25, NAN, 0, NAN, NAN),
        (STAFF, "", 23, 23, NAN, 3, NAN, NAN),
        (SHARE, "c", NAN, NAN, NAN, NAN, NAN, NAN),
        (SHARE, "z", NAN, 0, 0, 0, NAN, NAN),
    )
    pd.testing.assert_frame_equal(rounded_for_sharing(exact, HES), shown, check_dtype=False)


def test_all_and_none_are_said_of_nobody_else() -> None:
    """8 of 2,400 are not nobody; all of 12 are all. An average over many whose range is narrower than it is written has
    none."""
    exact = rows(
        (SHARE, "", 8 / 2400, 8, 2400, 0, 0.0017, 0.0066),
        (SHARE, "", 1, 12, 12, 0, 0.7575, 1),
        (MEAN, "", 1.0002, 5001, 5000, 0, 0.9998, 1.0006),
    )
    shown = rounded_for_sharing(exact, HES)
    assert shown["value"].tolist() == [8 / 2400, 1, 1] and shown["denominator"].tolist() == [2400, 10, 5000]
    assert shown["lower"].isna().tolist() == [False, False, True]


def test_with_every_other_profile_nothing_is_touched() -> None:
    exact = rows((SHARE, "", 31 / 38, 31, 38, 8, 0.6657, 0.9092))
    for threshold in (5, 8, 10):
        others = Settings(small_number_threshold=threshold)
        assert rounded_for_sharing(exact, others) is exact and rounded_in_words(others) == ""
        assert "rounded" not in hidden_in_words(others)
    assert hidden_in_words(HES).endswith(
        "fewer than 8 young people are counted in them, in a part of them or in the rest, and where others would tell such "
        "a number. The mark does not say which. Counts of young people are rounded to the nearest 5, and percentages to "
        "whole ones, so parts need not add up to their total."
    )


@given(
    st.lists(
        st.tuples(st.integers(8, 400), st.integers(0, 400), st.integers(0, 60)).filter(
            lambda one: one[1] in (0, one[0]) or 8 <= one[1] <= one[0] - 8
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_is_rounded_is_near_and_rounding_it_again_changes_nothing(figures) -> None:
    exact = rows(*((SHARE, "", k / n, k, n, left, k / n, k / n) for n, k, left in figures))
    shown = rounded_for_sharing(exact, HES)
    for name in ("numerator", "denominator", "left_out"):
        assert (shown[name] % 5 == 0).all() and (abs(shown[name] - exact[name]) <= 2).all()
        assert ((shown[name] >= 10) | (shown[name] == 0) | (exact[name] < 8)).all()
    assert (shown["numerator"] <= shown["denominator"]).all() and shown["value"].between(0, 1).all()
    assert (abs(shown["value"] - exact["value"]) <= 0.005 + 1e-9).all()
    assert (shown["value"].isin((0, 1)) == exact["value"].isin((0, 1))).all()
    pd.testing.assert_frame_equal(rounded_for_sharing(shown, HES), shown)


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Two quarters of a unit with four districts."""
    store = Office(tmp_path_factory.mktemp("rounded") / "store").open()
    for place, lines in enumerate(world(np.random.default_rng(5))[:2]):
        take(store, returns_of(workbook(FIRST + place, lines, f"{place}.xlsx"), store=store))
    results = stands(store).results
    assert results is not None
    return results.frame


def test_the_exact_figures_tell_nothing_and_the_rounded_follow_from_them(computed: pd.DataFrame) -> None:
    """The reader has the exact figures that are shown, and finds no count of 1 to 7 and no difference of so many; the rounded
    ones are made of these alone, of which those for a threshold of 8 are not touched."""
    exact, shown = protected_frame(computed, HES), shareable_frame(computed, HES)
    reader = Reader(computed, exact, 8)
    assert [*reader.counts(), *reader.differences()] == []
    pd.testing.assert_frame_equal(shown, rounded_for_sharing(exact, HES))
    hidden = exact["marker"] == "c"
    assert hidden.sum() > 20 and (~hidden & exact["value"].notna()).sum() > 10
    assert shown.loc[hidden, NUMBERS].isna().all().all() and (shown["marker"] == exact["marker"]).all()
    people = shown[shown["ref"].isin([MEAN, SHARE, PEOPLE, "5.2.1.a"]) & shown["value"].notna()]
    assert (people["denominator"].dropna() % 5 == 0).all()
    pd.testing.assert_frame_equal(
        protected_frame(computed, HES), protected_frame(computed, Settings(small_number_threshold=8))
    )


def test_dictionary_and_notes_say_what_is_shown_of_a_sum_of_changes() -> None:
    """58 above is 1.45 times 40, and no sum of anybody's changes."""
    exact, rounded = (
        {row["name"]: row["meaning"] for row in csv.DictReader(io.StringIO(dictionary_csv(Q2, settings)))}
        for settings in (Settings(), HES)
    )
    assert "for an average, the sum of their changes" in exact["numerator"]
    assert "the sum of their changes" not in rounded["numerator"]
    assert "the average times the denominator, both as they are shown" in rounded["numerator"]
    assert "based on, to the nearest 5." in rounded["denominator"] and "nearest" not in exact["denominator"]
    notes = {
        settings: dict(row[1:] for row in notes_sheet(settings, "").rows) for settings in (Settings(), HES)
    }
    assert "the sum of their changes" in notes[Settings()]["Numerator"]
    assert "the average times the denominator" in notes[HES]["Numerator"]
    assert "the sum of their changes" in dict(row[1:] for row in notes_sheet(HES).rows)["Numerator"], (
        "the officer's own are exact"
    )
