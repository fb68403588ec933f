"""What follows once a recommendation is achieved: it is to do until it is said that it was done, for each that is
achieved, and the trail says so in words."""

import datetime as dt
import json

import pytest

from ieo_metrics.framework.dates.days import day_in_london
from ieo_metrics.framework.terms_of_reference import ACHIEVED, UNDER_WAY
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.recommendation_progress import (
    TERMS,
    TRACKER,
    RecommendationStatus,
    achieved_recommendations,
    recommendation_history,
    record_done,
    set_recommendation,
    still_to_follow,
    when_done,
)
from ieo_metrics.store.trail import verify
from ieo_metrics.store.trail.audit_trail import trail_entries

WHO = "A. Officer"


def achieved(store: Store) -> list[RecommendationStatus]:
    with store.reading() as connection:
        return achieved_recommendations(recommendation_history(connection))


def lacking(store: Store, what: str) -> list[str]:
    with store.reading() as connection:
        done = when_done(connection, what)
    return [status.ref for status in still_to_follow(achieved(store), done)]


def test_it_is_to_do_until_it_was_done_for_each(store: Store) -> None:
    assert lacking(store, TRACKER) == lacking(store, TERMS) == []
    set_recommendation(store, WHO, "7.2", ACHIEVED, "Two practices adopted")
    assert lacking(store, TRACKER) == lacking(store, TERMS) == ["7.2"]
    today = day_in_london(store.now())
    record_done(store, WHO, TRACKER, today, achieved(store))
    assert (lacking(store, TRACKER), lacking(store, TERMS)) == ([], ["7.2"])
    set_recommendation(store, WHO, "3.1", ACHIEVED, "Agreed by the board")
    assert (lacking(store, TRACKER), lacking(store, TERMS)) == (["3.1"], ["3.1", "7.2"])
    record_done(store, WHO, TERMS, today, achieved(store))
    assert (lacking(store, TRACKER), lacking(store, TERMS)) == (["3.1"], [])


def test_other_evidence_asks_nothing_anew_and_being_achieved_again_does(store: Store) -> None:
    set_recommendation(store, WHO, "3.1", ACHIEVED, "Agreed by the board")
    record_done(store, WHO, TERMS, day_in_london(store.now()), achieved(store))
    set_recommendation(store, WHO, "3.1", ACHIEVED, "Agreed by the board, and printed")
    assert lacking(store, TERMS) == []
    set_recommendation(store, WHO, "3.1", UNDER_WAY, "The board looks at it again")
    assert (achieved(store), lacking(store, TERMS)) == ([], [])
    set_recommendation(store, WHO, "3.1", ACHIEVED, "Agreed again")
    assert lacking(store, TERMS) == ["3.1"]


def test_the_trail_says_it_in_words(store: Store) -> None:
    set_recommendation(store, WHO, "3.1", ACHIEVED, "Agreed by the board")
    on = day_in_london(store.now()) - dt.timedelta(days=3)
    review = day_in_london(store.now()) + dt.timedelta(days=300)
    record_done(store, WHO, TERMS, on, achieved(store), review)
    with store.reading() as connection:
        done, last = when_done(connection, TERMS), trail_entries(connection)[-1]
    assert done and (done.on, done.review_by) == (on, review)
    words = json.loads(last.about)["changed"]
    assert words.startswith("the terms of reference were reviewed or revised on ")
    assert ", after 3.1 was achieved; to be reviewed by " in words
    assert list(verify.integrity_faults(store)) == []


def test_a_day_that_cannot_be_is_refused(store: Store) -> None:
    today = day_in_london(store.now())
    with pytest.raises(StoreTrouble, match="still to come"):
        record_done(store, WHO, TRACKER, today + dt.timedelta(days=1), [])
    with pytest.raises(StoreTrouble, match="must be after today"):
        record_done(store, WHO, TERMS, today, [], today)
    with store.reading() as connection:
        assert when_done(connection, TERMS) is None and when_done(connection, TRACKER) is None
