"""The page Evaluation: the same questions of every programme, and what has got better as evidence for 3.1."""

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.evaluation_questions import EVALUATION_QUESTIONS
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.store.record.recommendation_progress import latest_recommendations
from tests.pages.seen import filled, markup, open_part, press, visit

PAGE = "pages/evaluation.py"
TABS = (
    "All programmes",
    "Ranges and faults",
    "Over time",
    "Lost on the way",
    "What has got better",
    "Level of evidence",
)


def opened(at: AppTest, tab: str) -> AppTest:
    return open_part(visit(at, PAGE), "evaluation", tab)


def test_every_question_is_asked_of_every_programme_with_its_n(loaded: AppTest) -> None:
    shown = markup(opened(loaded, TABS[0]))
    for question in EVALUATION_QUESTIONS:
        assert question.heading in shown
    for return_type in RETURN_TYPES:
        assert return_type.title.replace("&", "&amp;") in shown
    assert "53% (46 of 87)" in shown  # RESET's second readings, by the slow second way as well
    assert "TIPS counts sessions, not individual young people" in shown
    assert "District known of Choices · Artswork: of groups of pupils" in shown
    # What is to be said alike of two programmes is said once.
    assert shown.count("where another return lists it") == 1
    assert "not for sharing" in shown and "2, on 3 June 2024" in shown


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_calm_and_ranks_nobody(loaded: AppTest, tab: str) -> None:
    shown = markup(opened(loaded, tab))
    assert not [word for word in ("rank", "score out of", "best", "league") if word in shown.lower()]


def test_what_has_got_better_is_evidence_at_a_click(loaded: AppTest) -> None:
    at = opened(loaded, "What has got better")
    assert "better by 18 percentage points" in markup(at)
    assert filled(at) == ["Record it"]
    (evidence,) = [box.value for box in at.text_area if box.label == "Evidence"]
    press(at, "Record it")
    with at.session_state["samples_store"].reading() as connection:
        status = latest_recommendations(connection)["3.1"]
    assert (status.state, status.evidence) == ("under way", evidence)
    assert evidence.startswith(
        "Compared with a year before, RESET (Society of St James): more of those supported have a score"
    )


def test_with_nothing_accepted_it_says_what_to_do(app: AppTest) -> None:
    assert "No returns accepted yet." in markup(visit(app, PAGE))
