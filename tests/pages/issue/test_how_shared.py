"""How figures are shared: measures whose quarters are mostly hidden are proposed as rolling four quarters, with what
that would show, before anything changes."""

import io
import json
import zipfile

from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from pages.shared.issue.how_shared import SAVE, SEE
from tests.pages.seen import MEETING, assert_calm, button, markup, press, visit

TABLES, Q = "pages/issue_and_pack.py", quarter(2024, 4)


def in_force(at: AppTest) -> object:
    return at.session_state["standing"].settings


def test_windows_are_proposed_seen_chosen_and_handed_out(loaded: AppTest) -> None:
    """In the samples 5.1.2.d and 5.2.2.a: each is seen with what it would show, and shared so from the next issue."""
    at = visit(loaded, TABLES)
    assert "Most quarters would be hidden of 5.1.2.d" in markup(at)
    assert "(5 of 12 quarters shown)" in markup(at) and "(2 of 12 quarters shown)" in markup(at)
    assert "instead of" not in markup(at)
    shown = markup(press(at, SEE))
    assert "8 of 9 windows instead of 2 of 12 quarters" in shown
    assert "8 of 9 windows instead of 5 of 12 quarters" in shown
    assert in_force(at).shared_as_rolling == () and button(at, SAVE).disabled
    at.multiselect[0].set_value(["5.2.2.a", "5.1.2.d"]).run()
    press(at, SAVE)
    assert in_force(at).shared_as_rolling == ("5.1.2.d", "5.2.2.a")
    assert "Most quarters would be hidden" not in markup(at)
    press(at, "Issue 2024/25 Q4")
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


def test_all_and_none_are_hidden_by_a_switch(loaded: AppTest) -> None:
    at = visit(loaded, TABLES)
    (switch,) = [one for one in at.toggle if one.label.startswith("Percentages of 0% and 100%")]
    switch.set_value(True).run()
    assert_calm(at)
    assert in_force(at).all_or_none_hidden and "where a percentage is 0% or 100%" in markup(at)


def test_the_rule_of_others_is_two_choices(loaded: AppTest) -> None:
    """More than 7, counts to the nearest 5: 8 and 5, each with its source beside it; the preview says so."""
    at = visit(loaded, TABLES)
    for name, chosen in (("small_number_threshold", 8), ("counts_rounded_to", 5)):
        box = at.selectbox(key=name)
        assert "Hospital Episode Statistics" in box.help
        box.select(chosen).run()
        assert_calm(at)
    now = in_force(at)
    assert (now.small_number_threshold, now.counts_rounded_to) == (8, 5)
    said = markup(at)
    assert (
        "fewer than 8 young people" in said and "Counts of young people are rounded to the nearest 5" in said
    )
