"""Where each activity and recommendation stands, in one click from the Working group page."""

import datetime as dt

import pandas as pd
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import ACTIVITIES, RECOMMENDATIONS, UNDER_WAY
from ieo_metrics.group.group_record import load_group_record
from ieo_metrics.group.standing import STANDINGS
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.record.recommendation_progress import set_recommendation
from pages.shared.frame.page import GROUP_PAGE, GROUP_PAGES, PATHS
from pages.shared.group.where_it_stands import NOTHING_YET
from tests.pages.seen import markup, open_part, press, unfold, visit

REFS = [*ACTIVITIES, *(recommendation.ref for recommendation in RECOMMENDATIONS)]
TAB = "Where things stand"


def test_each_has_a_line_that_says_where_it_stands_and_a_way_to_its_page(loaded: AppTest) -> None:
    shown = markup(open_part(visit(loaded, GROUP_PAGE), "record", TAB))
    for ref in REFS:
        assert f"{ref}  " in shown, ref
    assert NOTHING_YET not in shown and "To begin:" not in shown  # the samples fill every one of them


def test_where_nothing_is_recorded_it_says_what_to_do_first(app: AppTest) -> None:
    shown = markup(open_part(visit(app, GROUP_PAGE), "record", TAB))
    assert shown.count("To begin:") == len(REFS)


def test_every_activity_and_recommendation_has_a_page_that_is_there() -> None:
    assert {standing.ref for standing in STANDINGS} == set(REFS)
    assert {standing.page for standing in STANDINGS} <= set(PATHS)
    assert {standing.page for standing in STANDINGS} >= set(GROUP_PAGES.values()) - {"Partners"}


def test_a_recommendation_says_how_far_it_has_come_and_never_takes_that_as_its_own_evidence(
    app: AppTest,
) -> None:
    store = open_store()
    set_recommendation(store, "A. Officer", "7.2", UNDER_WAY, "A visit was made.")
    assert "It is under way: A visit was made." in markup(open_part(visit(app, GROUP_PAGE), "record", TAB))
    with store.reading() as connection:
        record = load_group_record(
            connection, quarter(2024, 4), dt.date(2025, 5, 1), Settings(), pd.DataFrame()
        )
    assert not [said for standing in STANDINGS for said in standing.say(record) if "under way" in said]
    store.engine.dispose()


def test_what_was_taken_as_evidence_is_not_said_again_by_the_page_that_it_was_taken_from(
    loaded: AppTest,
) -> None:
    at = open_part(visit(loaded, "pages/what_works.py"), "works", "Thames Valley")
    press(unfold(at, "practice_as_evidence"), "Record it")
    shown = markup(open_part(visit(at, GROUP_PAGE), "record", TAB))
    assert shown.count("5 practices from Thames Valley: 1 adopted, 1 adapted") == 1
    assert "1 practice has waited for a decision for more than two quarters." in shown
