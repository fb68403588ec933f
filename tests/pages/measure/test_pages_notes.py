"""A note on charts is added on the Signals page, stands on the chart, in words and in the table, and can be
removed; the history keeps it."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.chart_notes import EVERY_MEASURE
from ieo_metrics.framework.dates.quarters import quarter
from tests.pages.seen import assert_calm, markup, open_form, open_part, press, visit

WORDS = "Second worker from April"


@pytest.fixture
def signals(loaded: AppTest) -> AppTest:
    return open_part(visit(loaded, "pages/signals.py"), "part", "Notes on charts")


def add_note(at: AppTest, words: str, scope: str = EVERY_MEASURE, day: dt.date | None = None) -> AppTest:
    open_form(at, "Add a note")
    at.selectbox(key="note_from").set_value(quarter(2024, 1))
    at.selectbox(key="note_scope").set_value(scope)
    at.date_input(key="note_day").set_value(day)
    at.text_input(key="note_words").set_value(words).run()
    return press(at, "Add it")


def on_measure_page(at: AppTest, ref: str) -> str:
    """The page with its table by quarter."""
    visit(at, "pages/measure.py")
    at.selectbox(key="measure_box").set_value(ref)
    return markup(open_part(at, "trend_table"))


def test_a_note_is_added_seen_and_removed(signals):
    assert "No notes on charts." in markup(signals)
    shown = markup(add_note(signals, f"  {WORDS} ", "Society of St James"))
    assert "Done: A note of 2024/25 Q1 on All measures of Society of St James" in shown
    assert WORDS in shown and "All measures of Society of St James" in shown

    page = on_measure_page(signals, "5.1.1.b")
    assert_calm(signals)
    said = f"Events: 1, 2024/25 Q1: {WORDS}."
    assert said in page, "under the chart of every quarter"
    assert said in markup(open_part(signals, "with_limits")), "and under that with limits"
    assert f"1, 2024/25 Q1: {WORDS}</td>" in page, "and in the table"
    assert "Events:" not in on_measure_page(signals, "5.3.1.a"), "another provider's"

    open_form(open_part(visit(signals, "pages/signals.py"), "part", "Notes on charts"), "Remove a note")
    assert "No notes on charts." in markup(press(signals, "Remove it"))
    assert "Events:" not in on_measure_page(signals, "5.1.1.b")
    history = markup(visit(signals, "pages/history.py"))
    assert history.count(WORDS) == 2, "added, and taken away"


def test_a_note_of_a_day_stands_in_its_quarter(signals):
    add_note(signals, WORDS, "5.1.1.b", dt.date(2023, 7, 3))
    assert f"Events: 1, 3 July 2023: {WORDS}." in on_measure_page(signals, "5.1.1.b")
    assert f"1, 3 July 2023: {WORDS}</td>" in markup(signals)


@pytest.mark.parametrize("words", ["Ring 023 8000 1234", "Moved to SO14 7DU"])
def test_a_note_with_a_personal_detail_is_refused_in_words(signals, words):
    shown = markup(add_note(signals, words))
    assert "No notes on charts." in shown
    assert any("The note holds" in str(one.value) for one in [*signals.warning, *signals.error]) or (
        "The note holds" in shown
    )


def test_the_same_note_twice_is_refused_in_words(signals):
    add_note(signals, WORDS)
    add_note(signals, WORDS)
    assert any("is there already" in one.value for one in signals.warning)


def test_what_is_typed_is_drawn_as_text(signals):
    add_note(signals, "<b>bold</b> & <script>")
    page = on_measure_page(signals, "5.1.1.b")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;" in page and "<script>" not in page
