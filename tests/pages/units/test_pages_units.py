"""Units: one's own file of what was issued, and several files side by side and together; a wrong one is
refused in words."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.multi_unit_rollup import rollup_file
from tests.pages.seen import markup, press, visit


@pytest.fixture
def own(loaded: AppTest) -> bytes:
    """The file of the invented samples, as issued."""
    visit(loaded, "pages/issue_and_pack.py")
    press(loaded, "Issue 2024/25 Q4")
    visit(loaded, "pages/units.py")
    (one,) = [issue for issue in loaded.session_state["standing"].issues if issue.shared is not None]
    assert [b.proto.label for b in loaded.get("download_button")] == [
        "Figures up to 2024/25 Q4, as issued (.json)"
    ]
    return rollup_file(one.shared, "Our unit")


def drop_units(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        at.file_uploader[0].upload(name, data, "application/json")
    return at.run()


def test_two_units_stand_side_by_side_and_together(loaded: AppTest, own: bytes) -> None:
    other = json.dumps({**json.loads(own), "unit": "Another unit"}).encode()
    shown = markup(drop_units(loaded, ("a.json", own), ("b.json", other)))
    assert "The 19 measures of 2 units in 2024/25 Q4" in shown
    assert "Our unit" in shown and "Another unit" in shown and "2 of 2" in shown and "[c]" in shown
    assert shown.count(">168<") == 1, "84 young people supported in the community in each"


def test_a_file_that_is_none_is_refused_in_words(loaded: AppTest, own: bytes) -> None:
    drop_units(loaded, ("wrong.json", b"{}"))
    assert any("is not a file of a unit" in one.value for one in loaded.warning)
    assert "The 19 measures of" not in markup(loaded)


def test_without_an_issue_there_is_no_file(app: AppTest) -> None:
    assert "Issue a quarter on the Issue and pack page first." in markup(visit(app, "pages/units.py"))


def test_a_name_that_tells_of_few_young_people_goes_into_no_file(loaded: AppTest, own: bytes) -> None:
    at = visit(loaded, "pages/units.py")
    assert at.get("download_button")
    at.text_input(key="unit_name").set_value("The three boys of Gosport").run()
    assert "could tell a count of 1 to 4 young people" in markup(at) and not at.get("download_button")
