"""The Overview's one filled button is the first thing that there is to do with the quarter."""

from streamlit.testing.v1 import AppTest

from sample_data import SAMPLES
from tests.pages.seen import accept, assert_calm, button, drop, press, visit


def filled(at: AppTest) -> list[str]:
    """The words of the filled buttons of the Overview."""
    visit(at, "dashboard.py")
    return [one.label for one in at.button if one.proto.type == "primary"]


def test_a_quarter_is_issued_and_then_met_about(loaded: AppTest) -> None:
    assert filled(loaded) == ["Issue 2024/25 Q4"]
    press(visit(loaded, "pages/issue_and_pack.py"), "Issue 2024/25 Q4")
    assert filled(loaded) == ["Open the meeting"]


def test_files_that_wait_come_first(loaded: AppTest) -> None:
    drop(loaded, ("TIPS.csv", b"Reporting quarter: 2025/26 Q1\nDate,Session type\n2025-04-03,Training\n"))
    assert filled(loaded) == ["See the files waiting"]


def test_what_is_missing_comes_before_the_issue(app: AppTest) -> None:
    at = accept(drop(app, (SAMPLES[-1].name, SAMPLES[-1].read_bytes())))
    assert filled(at) == ["See what is missing"]


def test_the_button_opens_the_page_of_its_step(loaded: AppTest) -> None:
    visit(loaded, "dashboard.py")
    button(loaded, "Issue 2024/25 Q4").click().run()
    assert_calm(loaded)
    assert loaded.title[0].value == "Issue and pack"
