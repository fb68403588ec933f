"""Learning: what moved and has no word of why comes first, one measure has its whole history, and the report of a year
is made of issued figures."""

import datetime as dt
import html
import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.record.comments import PROVIDER, add_comment
from ieo_metrics.store.record.meetings_and_actions import close_action, open_action
from ieo_metrics.store.registers.register_rows import rows_of
from pages.shared.learning import yearly_report
from pages.shared.measure.lines_of_quarter import FOR_OFFICER
from tests.pages.seen import button, filled, markup, open_form, open_part, press, unfold, visit
from tests.store.office import issue

PAGE, ME, Q4 = "pages/learning.py", "A. Officer", quarter(2024, 4)
MAKE, DOWNLOAD = "Make the learning report", "Download the learning report (.docx)"


def text_of(at: AppTest) -> str:
    """What is read, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup(at))).split())


@pytest.fixture
def learning(loaded: AppTest) -> AppTest:
    return visit(loaded, PAGE)


def test_what_moved_without_a_word_comes_first_and_one_click_begins_it(learning: AppTest) -> None:
    assert "Nothing written in a year on 1 measure: 5.1.4.b (improving)." in text_of(learning)
    assert filled(learning) == ["Say what is behind 5.1.4.b"]
    press(learning, "Say what is behind 5.1.4.b")
    assert learning.selectbox(key="measure_box").value == "5.1.4.b"
    behind = next(box for box in learning.text_input if box.label == "What we think is behind it")
    behind.set_value("Group evenings, as for 5.1.4.a").run()
    press(learning, "Add it")
    assert "Group evenings, as for 5.1.4.a" in text_of(learning)
    open_part(learning, "learned", "All measures")
    assert "Something is written on every measure that moved or missed its target." in text_of(learning)
    assert filled(learning) == []
    with learning.session_state["samples_store"].reading() as connection:
        (added,) = [row for row in rows_of(connection, "learning") if row.values["measure"] == "5.1.4.b"]
    assert added.values["quarter"] == Q4


def test_one_measure_has_its_learning_comments_and_actions(learning: AppTest) -> None:
    store = learning.session_state["samples_store"]
    add_comment(store, ME, Q4 - 1, "5.1.3.b", PROVIDER, "Society of St James", "Both workers were in post")
    done = open_action(store, ME, Q4 - 1, "Tell the courts", "Police", dt.date(2025, 3, 3), "5.1.3.b", "4.g")
    close_action(store, ME, done, "done", "They were told")
    open_action(store, ME, Q4, "Ask for a third", "Police", dt.date(2025, 8, 4), "5.1.3.b", "4.g")
    open_part(visit(learning, PAGE), "learned", "One measure")
    learning.selectbox(key="measure_box").set_value("5.1.3.b").run()
    said = text_of(learning)
    for part in (
        "A second worker came in April, so fewer wait to begin",
        "Referrals from Southampton come in the week of the sentence",
        "2024/25 Q3 Society of St James (provider) Both workers were in post",
        "Tell the courts Police done on",
        "Ask for a third Police open, due 4 August 2025",
        "2024/25 Q4: No clear change:",
    ):
        assert part in said, part
    (row,) = [
        row
        for row in re.findall(
            r"<tr>.*?</tr>", markup(open_part(learning, "learned", "All measures")), re.DOTALL
        )
        if "5.1.3.b" in row
    ]
    assert re.findall(r">([^<]*)</td>", row)[-2:] == ["–", "1"], "comments on this quarter, and open actions"


def test_what_was_learned_later_is_not_shown_at_an_earlier_meeting(learning: AppTest) -> None:
    learning.query_params["quarter"] = "2024-25-Q1"
    open_part(visit(learning, PAGE), "learned", "One measure")
    learning.selectbox(key="measure_box").set_value("5.1.3.b").run()
    assert "Nothing written on 5.1.3.b up to 2024/25 Q1." in text_of(learning)


def test_a_quarter_that_has_its_row_offers_another_quarter(learning: AppTest) -> None:
    """One measure and quarter has one row; what is written twice would be refused."""
    open_part(learning, "learned", "One measure")
    learning.selectbox(key="measure_box").set_value("5.1.4.a").run()
    open_form(learning, "Add something learned")
    assert [box.label for box in learning.selectbox if box.label == "Quarter"] == ["Quarter", "Quarter"]


def test_the_other_measures_are_folded(learning: AppTest) -> None:
    assert "5.1.1.a" not in text_of(learning)
    assert "5.1.1.a Meaningful use of time" in text_of(unfold(learning, "learned_of_rest"))


def test_the_measures_own_page_has_it_folded(loaded: AppTest) -> None:
    visit(loaded, "pages/measure.py")
    loaded.selectbox(key="measure_box").set_value("5.1.3.b").run()
    open_form(loaded, "What we have learned on 5.1.3.b")
    assert "A second worker came in April, so fewer wait to begin" in text_of(loaded)
    loaded.selectbox(key="measure_box").set_value("5.1.1.a").run()
    assert not [box for box in loaded.get("expander") if box.label.startswith("What we have learned")]


def test_a_report_of_a_year_is_made_of_what_was_issued(
    learning: AppTest, makers: dict[str, Callable[[], bytes]]
) -> None:
    assert FOR_OFFICER in text_of(learning)
    open_part(learning, "learned", "Learning report")
    assert FOR_OFFICER not in text_of(learning)  # the report has issued figures only
    assert "No quarter has been issued yet." in text_of(learning) and filled(learning) == []
    issue(learning.session_state["samples_store"], Q4)
    open_part(visit(learning, PAGE), "learned", "Learning report")
    assert filled(learning) == [MAKE]
    press(learning, MAKE)
    assert filled(learning) == [DOWNLOAD] and button(learning, MAKE)
    document = Document(io.BytesIO(makers["learning report 2024/25"]()))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Something was learned on 3 of 19 measures in 2024/25" in texts
    assert "Not issued, so nothing is said of it: 2024/25 Q1, 2024/25 Q2 and 2024/25 Q3." in texts
    history = markup(visit(learning, "pages/history.py"))
    assert "learning report 2024/25" in history


def test_a_report_that_must_not_be_shared_is_refused_in_words(
    learning: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaks(*_: object) -> bytes:
        raise Leaks("Nothing was handed out, because this must not be shared:\na text")

    issue(learning.session_state["samples_store"], Q4)
    open_part(visit(learning, PAGE), "learned", "Learning report")
    monkeypatch.setattr(yearly_report, "learning_report", leaks)
    button(learning, MAKE).click().run()
    assert not learning.exception and "must not be shared" in learning.error[0].value
    assert not learning.get("download_button")


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("All measures", "No returns accepted yet"),
        ("One measure", "Nothing written on 5.1.1.a"),
        ("Learning report", "No quarter has been issued yet."),
    ],
)
def test_with_nothing_accepted_it_is_calm(app: AppTest, tab: str, said: str) -> None:
    open_part(visit(app, PAGE), "learned", tab)
    assert said in text_of(app)
