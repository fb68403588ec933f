"""What works: evidence beside our own results, the log of practice as the evidence of its recommendation, and
published figures in one line with why they may not compare."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.measuring.overview_lines import overview
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.record.recommendation_progress import latest_recommendations
from ieo_metrics.store.registers.register_rows import add_row, rows_of
from tests.pages.seen import markup, open_form, open_part, press, visit
from tests.store.office import stands

PAGE, ME, Q4 = "pages/what_works.py", "A. Officer", quarter(2024, 4)
TAKE = "Use this as evidence for recommendation 7.2"


def text_of(at: AppTest) -> str:
    """What is read, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup(at))).split())


def row_with(at: AppTest, words: str) -> str:
    """The row of a table in which some words stand, as it is read."""
    (found,) = [row for row in re.findall(r"<tr>.*?</tr>", markup(at), re.DOTALL) if words in row]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found)).split())


@pytest.fixture
def works(loaded: AppTest) -> AppTest:
    return visit(loaded, PAGE)


def test_an_intervention_stands_beside_our_own_result_and_its_age(works: AppTest) -> None:
    said = row_with(works, "<wbr>navigators")
    assert "Impact: high Strength of evidence: 1 of 5 Cost: moderate" in said
    assert "15 January 2024, copied 17 months ago: look it up again" in said
    assert "18 November 2024 toolkit.example/ mentoring 2: preliminary evidence of change" in row_with(
        works, "<wbr>mentoring"
    )
    results = stands(works.session_state["samples_store"]).results
    assert results is not None
    verdicts = {line.measure.ref: line.verdict.word for line in overview(results, Q4)}
    # 77% of 22 young people, as the page Measure has it.
    own = f"5.1.2.d Pain scale: reduced score 77% of 22 young people; 95% range 57% to 90%; {verdicts['5.1.2.d']}"
    assert own in said and verdicts["5.1.4.b"] == "improving"
    assert "▲ improving" in row_with(works, "<wbr>mentoring")


def test_of_a_measure_of_another_programme_it_is_said_whose_it_is(works: AppTest) -> None:
    store = works.session_state["samples_store"]
    with store.reading() as connection:
        (one,) = [row for row in rows_of(connection, "interventions") if row.values["programme"] == "Choices"]
    add_row(store, ME, "interventions", {**one.values, "strand": "Another", "measures": ["5.2.1.a"]})
    assert "5.2.1.a Do not reoffend of RESET" in row_with(visit(works, PAGE), ">Another<")


def test_the_log_becomes_the_evidence_of_its_recommendation(works: AppTest) -> None:
    open_part(works, "works", "Thames Valley")
    said = "5 practices from Thames Valley: 1 adopted, 1 adapted, 1 not for us, 2 being looked at."
    assert said in text_of(works) and "To decide: A shared risk screen for schools." in text_of(works)
    assert "looking at it; for 3 quarters now: decide" in row_with(works, ">A shared risk screen")
    open_form(works, TAKE)
    proposed = works.text_area[0].value
    assert proposed.startswith(said) and "A navigator in custody suites" in proposed
    works.text_area[0].set_value(f"{said} The group has seen each.").run()
    press(works, "Record it")
    with works.session_state["samples_store"].reading() as connection:
        now = latest_recommendations(connection)["7.2"]
    assert (now.state, now.evidence) == ("under way", f"{said} The group has seen each.")
    assert "Now it is under way" in text_of(works)
    shown = markup(open_part(visit(works, "pages/working_group.py"), "record", "Recommendations"))
    assert "The group has seen each." in shown


def test_evidence_that_tells_of_few_is_refused_and_stays_typed(works: AppTest) -> None:
    open_part(works, "works", "Thames Valley")
    open_form(works, TAKE)
    words = "It helped three young people"
    works.text_area[0].set_value(words).run()
    press(works, "Record it")
    assert any("The evidence could tell" in one.value for one in works.warning)
    assert works.text_area[0].value == words
    with works.session_state["samples_store"].reading() as connection:
        assert "7.2" not in latest_recommendations(connection)


def test_a_published_figure_stands_with_its_caution_and_no_difference(works: AppTest) -> None:
    said = row_with(open_part(works, "works", "Published comparators"), "statistics.example")
    for part in (
        "58% did not reoffend within a year",
        "Young people of 10 to 17 with a caution or conviction",
        "April 2022 to March 2023",
        "Ours are supported by a programme, up to 25, and followed for less time",
        "60% of 20 young people; 95% range 39% to 78%",
    ):
        assert part in said
    assert not re.search("points|above|below|better|worse|improving|no clear change|not judged", said)


@pytest.mark.parametrize("tab", ["Interventions", "Training", "Thames Valley", "Published comparators"])
def test_with_nothing_accepted_it_is_calm_and_can_be_begun(app: AppTest, tab: str) -> None:
    open_part(visit(app, PAGE), "works", tab)
    assert " is entered yet." in text_of(app)
    assert [box.label for box in app.get("expander")][-1].startswith("Add a")


def test_a_row_is_added_by_its_form(works: AppTest) -> None:
    open_part(works, "works", "Thames Valley")
    open_form(works, "Add a practice")
    for label, words in (("Practice", "A new one"), ("Where we saw it", "A visit"), ("Why", "It is wanted")):
        next(box for box in works.text_input if box.label == label).set_value(words)
    works.date_input[0].set_value("2025-01-08")
    next(box for box in works.selectbox if box.label == "What we decided").set_value("adopted")
    press(works.run(), "Add it")
    assert "6 practices from Thames Valley: 2 adopted" in text_of(works)


def test_training_that_is_needed_becomes_an_action(works: AppTest) -> None:
    open_part(works, "works", "Training")
    assert "Training and workshops: 1 needed, 1 planned, 1 held." in text_of(works)
    assert "The second department began to refer" in row_with(works, ">What a navigator can do")
    open_form(works, "Make an action of one")
    (words,) = [box.value for box in works.text_input if box.label == "Action"]
    assert words == "Plan training for Parents and carers: Why young people carry a knife out of fear"
    assert next(box.value for box in works.selectbox if box.label == "Owner") == "Education"
    press(works, "Agree it as an action")
    with works.session_state["samples_store"].reading() as connection:
        (action,) = [one for one in all_actions(connection) if one.words == words]
    assert (action.activity, action.owner) == ("4.b", "Education")
