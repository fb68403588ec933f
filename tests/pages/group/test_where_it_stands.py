"""Where each activity and recommendation stands, in one click from the Working group page."""

from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.terms_of_reference import ACTIVITIES, RECOMMENDATIONS
from ieo_metrics.group.standing import STANDINGS
from pages.shared.frame.page import GROUP_PAGE, GROUP_PAGES, PATHS
from pages.shared.group.where_it_stands import NOTHING_YET
from tests.pages.seen import markup, open_part, visit

REFS = [*ACTIVITIES, *(recommendation.ref for recommendation in RECOMMENDATIONS)]
TAB = "Where it stands"


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
