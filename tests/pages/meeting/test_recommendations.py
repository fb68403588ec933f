"""The tab Recommendations: what is recorded so far is read first, and what follows from an achieved one stays said on
every tab until it is done."""

import datetime as dt
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.terms_of_reference import ACHIEVED, UNDER_WAY
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.recommendation_progress import TERMS, TRACKER, set_recommendation, when_done
from pages.shared.group import recommendations
from pages.shared.kit.unfolding import unfolded
from tests.pages.seen import markup, open_part, press, visit

GROUP = "pages/working_group.py"
UPDATE_TRACKER = "Update the Crest Advisory Readiness Tracker: 3.1 is achieved."
REVISE_TERMS = "Revise the terms of reference: 3.1 is achieved."


@pytest.fixture
def store(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("IEO_OFFICER", "A. Officer")
    one = open_store()
    yield one
    one.engine.dispose()


def on_tab(at: AppTest, tab: str) -> str:
    return markup(open_part(visit(at, GROUP), "record", tab))


def test_the_evidence_so_far_is_read_before_the_state_is_changed(app: AppTest, store: Store) -> None:
    set_recommendation(store, "A. Officer", "3.1", UNDER_WAY, "A paper was written")
    set_recommendation(store, "A. Officer", "3.1", UNDER_WAY, "The paper was agreed")
    app.session_state[unfolded("update_progress")] = True
    shown = on_tab(app, "Recommendations")
    first, second = (shown.rindex(words) for words in ("Evidence for 3.1 so far", "A paper was written"))
    assert first < shown.index("The paper was agreed", first) < second
    app.selectbox(key="recommendation").set_value("7.2").run()
    assert "No evidence for 7.2 is recorded yet." in markup(app)


def test_the_reminder_stays_on_every_tab_until_it_was_done(app: AppTest, store: Store) -> None:
    assert "To do:" not in on_tab(app, "Actions")
    set_recommendation(store, "A. Officer", "3.1", ACHIEVED, "Agreed by the board")
    for tab in ("Actions", "Where things stand"):
        shown = on_tab(app, tab)
        assert UPDATE_TRACKER in shown and REVISE_TERMS in shown
    on_tab(app, "Recommendations")
    app.session_state[unfolded(f"say_{TRACKER}")] = True
    app.run()
    press(app, "Say so")
    assert UPDATE_TRACKER not in markup(app) and REVISE_TERMS in markup(app)
    assert "The Readiness Tracker was updated on" in markup(app)
    app.session_state[unfolded(f"say_{TRACKER}")] = False
    app.session_state[unfolded(f"say_{TERMS}")] = True
    app.run()
    press(app, "Say so")
    assert "To do:" not in markup(app) and "Next review by" in markup(app)
    with store.reading() as connection:
        done = when_done(connection, TERMS)
    assert done and done.review_by


def test_the_review_is_said_four_weeks_before(
    app: AppTest, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_recommendation(store, "A. Officer", "3.1", ACHIEVED, "Agreed by the board")
    on_tab(app, "Recommendations")
    for what in (TRACKER, TERMS):
        app.session_state[unfolded(f"say_{what}")] = True
        app.run()
        press(app, "Say so")
        app.session_state[unfolded(f"say_{what}")] = False
    with store.reading() as connection:
        done = when_done(connection, TERMS)
    assert done and done.review_by
    near = done.review_by - recommendations.BEFORE_REVIEW
    for day, is_said in ((near - dt.timedelta(days=1), False), (near, True)):
        monkeypatch.setattr(recommendations, "today", lambda day=day: day)
        assert ("Review the terms of reference by" in on_tab(app, "Meeting")) is is_said
