"""How figures are shared: measures whose quarters are mostly hidden are proposed as rolling four quarters, and each
choice says what it would show and hide before anything changes."""

import io
import json
import re
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from pages.shared.settings.choose import SAVE
from pages.shared.settings.sharing import SEE
from pages.shared.settings.tabs import SHARING
from tests.pages.seen import MEETING, assert_calm, button, for_sharing, markup, press, set_up, visit

TABLES, Q = "pages/issue_and_pack.py", quarter(2024, 4)


@pytest.fixture
def sharing(loaded: AppTest) -> AppTest:
    return set_up(loaded, SHARING)


def in_force(at: AppTest) -> object:
    return at.session_state["standing"].settings


def choose(at: AppTest, name: str, value: object) -> AppTest:
    """Choose, without saving."""
    at.selectbox(key="sharing_which").set_value(name).run()
    boxes = [*at.multiselect, *at.selectbox]
    next(box for box in boxes if box.key == f"sharing_{name}").set_value(value).run()
    assert_calm(at)
    return at


def test_windows_are_proposed_seen_chosen_and_handed_out(loaded: AppTest) -> None:
    """In the samples 5.1.2.d and 5.2.2.a: each is seen with what it would show, and shared so from the next issue."""
    at = visit(loaded, TABLES)
    assert "Most quarters of 5.1.2.d" in markup(at)
    assert "(5 of 12 quarters shown)" in markup(at) and "(2 of 12 quarters shown)" in markup(at)
    set_up(at, SHARING)
    assert "instead of" not in markup(at)
    shown = markup(press(at, SEE))
    assert "8 of 9 windows instead of 2 of 12 quarters" in shown
    assert "8 of 9 windows instead of 5 of 12 quarters" in shown
    assert in_force(at).shared_as_rolling == () and button(at, SAVE).disabled
    shown = markup(choose(at, "shared_as_rolling", ["5.2.2.a", "5.1.2.d"]))
    assert ">2 of 12</td>" in shown and shown.count(">8 of 9</td>") == 2
    assert in_force(at).shared_as_rolling == (), "not before it is saved"
    press(at, SAVE)
    assert in_force(at).shared_as_rolling == ("5.1.2.d", "5.2.2.a")
    assert "Most quarters of" not in markup(at)
    press(for_sharing(visit(at, TABLES)), "Issue 2024/25 Q4")
    press(at, "Make the SVRP pack")
    assert markup(at).count("Checked: safe to share") == 8
    files = at.session_state[f"pack_{Q}_1"]
    csv = next(data.decode() for name, data in files.items() if name.endswith("measures.csv"))
    assert "5.2.2.a,2024/25 Q1 to 2024/25 Q4,all,0.79" in csv and "5.2.2.a,2024/25 Q4," not in csv
    with zipfile.ZipFile(io.BytesIO(files["SVRP 2024-25 Q4 report.docx"])) as report:
        words = report.read("word/document.xml").decode()
        assert "5.2.2.a Crime Harm Index score reduces, 2024/25 Q1 to 2024/25 Q4: 79%" in words
    meeting = visit(at, MEETING)
    (screen,) = meeting.get("bidi_component")
    assert (
        "Crime Harm Index score reduces, 2024/25 Q1 to 2024/25 Q4" in json.loads(screen.proto.json)["markup"]
    )


def test_what_another_threshold_would_hide_is_said_before_it_counts(sharing: AppTest) -> None:
    at = choose(sharing, "small_number_threshold", 10)
    shown = markup(at)
    rows = re.findall(r'">(\d+) of (\d+)</td><td class="number">(\d+) of (\d+)</td>', shown)
    fewer = sum(int(now) - int(then) for now, _, then, _ in rows)
    assert fewer > 10 and all(of == still for _, of, _, still in rows)
    said = f"If you save this, an issue of 2024/25 Q4 would show {fewer} figures fewer and 0 more."
    assert said in shown
    assert "What would be shown" in shown and "What was issued stays as it was issued" in shown
    assert in_force(at).small_number_threshold == 5
    press(at, SAVE)
    assert in_force(at).small_number_threshold == 10
    assert "Done: Small number threshold: 10." in markup(at)
    assert "setting: Small number threshold" in markup(visit(at, "pages/history.py"))


def test_all_and_none_are_hidden_by_a_choice(sharing: AppTest) -> None:
    press(choose(sharing, "all_or_none_hidden", True), SAVE)
    assert in_force(sharing).all_or_none_hidden
    assert "where a percentage is 0% or 100%" in markup(visit(sharing, TABLES))


def test_the_rule_of_others_is_two_choices(sharing: AppTest) -> None:
    """More than 7, counts to the nearest 5: 8 and 5, each with its source beside it; the preview says so."""
    assert markup(sharing).count("Hospital Episode Statistics") > 1
    for name, chosen in (("small_number_threshold", 8), ("counts_rounded_to", 5)):
        press(choose(sharing, name, chosen), SAVE)
    now = in_force(sharing)
    assert (now.small_number_threshold, now.counts_rounded_to) == (8, 5)
    said = markup(visit(sharing, TABLES))
    assert (
        "fewer than 8 young people" in said and "Counts of young people are rounded to the nearest 5" in said
    )
