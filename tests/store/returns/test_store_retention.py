"""After rows were reduced: nothing is reduced twice, nothing moves in silence, and what can no longer be
worked out has no value."""

import pandas as pd
import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import acceptance, retention
from tests.store.begun import Begin
from tests.store.office import SETTINGS, returns_of, stands, stars, take, tidy, value

YEAR = quarter(2023, 1)
NEXT_YEAR = YEAR + 4
TEN = {f"p{n}": (3, 5) for n in range(10)}
MEAN = "5.1.1.a"


def first_year_reduced(store: Store) -> None:
    """Five quarters of ten young people each, of which the first year is reduced."""
    for q in range(YEAR, NEXT_YEAR + 1):
        take(
            store,
            returns_of(stars(q, {f"{q}{ref}": both for ref, both in TEN.items()}, f"{q}.xlsx"), store=store),
        )
    before = tidy(store)
    assert retention.reduce_rows(store, "A. Officer", NEXT_YEAR, SETTINGS, stands(store).facts) > 0
    assert tidy(store) == before


@pytest.fixture
def beginning() -> Begin:
    return first_year_reduced


@pytest.fixture
def old(store) -> Store:
    return store


def test_an_earlier_reduction_than_the_last_is_refused(old):
    before = tidy(old)
    for q in (YEAR + 1, YEAR + 4):
        with pytest.raises(StoreTrouble, match="nothing older"):
            retention.reduce_rows(old, "A. Officer", q, SETTINGS, stands(old).facts)
    assert tidy(old) == before


def test_rows_are_reduced_up_to_a_financial_year_only(office):
    store = office.open()
    for q in range(YEAR, YEAR + 3):
        take(store, returns_of(stars(q, TEN, f"{q}.xlsx"), store=store))
    with pytest.raises(StoreTrouble, match="partway through a financial year"):
        retention.reduce_rows(store, "A. Officer", YEAR + 2, SETTINGS, stands(store).facts)


def test_a_return_of_a_reduced_quarter_is_refused_in_words(old):
    late = returns_of(stars(YEAR + 1, {"late": (1, 9)}, "late.xlsx"), store=old)
    shown = acceptance.preview_acceptance(old, stands(old), late)
    assert shown.gone == (YEAR + 1,)
    with pytest.raises(StoreTrouble, match="2023/24 Q2 were reduced"):
        acceptance.accept_shown_returns(old, "A. Officer", shown)
    with pytest.raises(StoreTrouble, match="were reduced"):
        acceptance.withdraw_return(old, "A. Officer", 1, "a mistake", stands(old))


def test_a_later_quarter_has_its_year_to_date_and_no_rolling_four_quarters(old):
    q = NEXT_YEAR + 1
    take(old, returns_of(stars(q, {f"{q}{ref}": both for ref, both in TEN.items()}, f"{q}.xlsx"), store=old))
    frame = stands(old).results.frame
    own = frame[(frame["ref"] == MEAN) & (frame["period"] == q) & (frame["area"] == "all")].set_index("span")
    assert own.loc["year to date", "denominator"] == 20 and value(old, MEAN, q)["denominator"] == 10
    assert (
        own.loc["rolling four quarters", "marker"] == "x"
        and "reduced" in own.loc["rolling four quarters", "note"]
    )


def test_a_correction_of_a_quarter_that_stayed_moves_its_year_to_date(old):
    take(old, returns_of(stars(NEXT_YEAR, {f"new{n}": (5, 4) for n in range(12)}, "again.xlsx"), store=old))
    frame = stands(old).results.frame
    own = frame[(frame["ref"] == MEAN) & (frame["period"] == NEXT_YEAR) & (frame["area"] == "all")].set_index(
        "span"
    )
    assert (
        own.loc["quarter", "value"] == own.loc["year to date", "value"] == -1
        and own.loc["year to date", "denominator"] == 12
    )


def test_who_was_not_measured_again_is_known_after_a_reduction(office):
    """Of the year that is reduced: one began in its Q1 and one in its Q2, neither measured again; one began in
    its Q3 and was, and is next seen two quarters after it. Every number stays."""
    store = office.open()
    once = "-"  # no second score
    for q, scores in enumerate(
        ({"first": (9, once)}, {"second": (7, once)}, {"third": (2, 5)}, {"gone": (4, 6)}, {"other": (1, 4)})
    ):
        take(store, returns_of(stars(YEAR + q, scores, f"{q}.xlsx"), store=store))
    take(store, returns_of(stars(NEXT_YEAR + 1, {"new": (3, once), "third": (6, 8)}, "5.xlsx"), store=store))
    before = stands(store).results.frame
    own = [value(store, MEAN, NEXT_YEAR + q) for q in range(2)]
    assert [(one["not_again"], one["first_scores_not_again"]) for one in own] == [(1, 7), (1, 3)]
    assert retention.reduce_rows(store, "A. Officer", NEXT_YEAR, SETTINGS, stands(store).facts) > 0
    pd.testing.assert_frame_equal(stands(store).results.frame, before)
