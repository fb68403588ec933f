"""The learning report of a year: issued figures and what was typed, in the order in which a group would read it, and
looked through before it is handed out."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.learning_report import report as learning_module
from ieo_metrics.exports.learning_report.report import (
    learning_report,
    learning_report_name,
    years_issued,
)
from ieo_metrics.exports.report.blocks import Paragraph, Report
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.terms_of_reference import ACHIEVED, DONE
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.withdrawing.withdraw_figure import withdraw_figure
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from ieo_metrics.store.record.meetings_and_actions import close_action, open_action
from ieo_metrics.store.record.recommendation_progress import set_recommendation
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.registers.register_rows import add_row
from tests.store.office import issue, returns_of, stands, take, trainings

ME, REF, Q1, Q3 = "A. Officer", "5.3.1.b", quarter(2024, 1), quarter(2024, 3)
BEHIND = "The trainer was away in spring"


def learned(store: Store, about: int, behind: str = BEHIND, **more: object) -> None:
    add_row(store, ME, "learning", {"measure": REF, "quarter": about, "behind": behind, **more})


def act(store: Store, about: int, words: str, ref: str = REF) -> None:
    number = open_action(store, ME, about, words, "Police", dt.date(2025, 2, 3), ref, "4.g")
    close_action(store, ME, number, DONE, "It was done")


@pytest.fixture
def store(file_store: Store) -> Store:
    """Sessions of three quarters, of which the first and the third were issued, with a target that both miss."""
    take(file_store, returns_of(*(trainings(q, 6 + q - Q1, f"tips {q}.xlsx") for q in range(Q1, Q3 + 1))))
    target = Target(REF, Q1, (Band("on target", 20.0),))
    change_aims(file_store, ME, target, "target", stands(file_store).facts)
    issue(file_store, Q1)
    issue(file_store, Q3)
    return file_store


def told(store: Store, year: int = 2024) -> tuple[list[str], list[list[list[str]]]]:
    """The paragraphs and the tables of the report."""
    document = Document(io.BytesIO(learning_report(store, year)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], tables


def under(texts: list[str], heading: str) -> list[str]:
    """What stands below a heading of the first level, up to the next."""
    ends = ("What was learned", "What was not learned", "Recommendations", "Practice from Thames Valley")
    begin = texts.index(heading) + 1
    rest = texts[begin:]
    stop = next((at for at, text in enumerate(rest) if text in (*ends, "How to read this report")), len(rest))
    return rest[:stop]


def test_a_year_as_far_as_its_last_issue(store: Store) -> None:
    learned(store, Q1, doing="Train a second one", helps=["Police"], changed="Two can train now")
    learned(store, Q3 + 1, "Of a quarter that is not issued")
    learned(store, Q1 - 1, "Of the year before")
    act(store, Q1, "Ask for a second trainer")
    act(store, Q1, "Read the strategy again", ref="")
    act(store, Q3 + 1, "Agreed later")
    set_recommendation(store, ME, "7.2", ACHIEVED, "Both practices are in use")
    practice = {"name": "Reflection", "source": "A visit", "seen_on": "2024-05-02", "why": "It is wanted"}
    add_row(store, ME, "practice", {**practice, "state": "adopted"})
    add_row(store, ME, "practice", {**practice, "name": "Deterrence", "state": "not for us"})
    add_row(
        store, ME, "practice", {**practice, "name": "Seen later", "seen_on": "2025-01-08", "state": "adapted"}
    )
    texts, (verdicts, taken) = told(store)
    assert texts[0] == "Learning report 2024/25"
    assert "Something was learned on 1 of 19 measures in 2024/25" in texts
    assert "On 1 of them something is said to have changed because of it." in texts
    assert "Not issued, so nothing is said of it: 2024/25 Q2." in texts
    assert (
        "1 measure moved by more than chance, or missed the target, in an issued quarter; something was written "
        "on it."
    ) in texts
    assert "2 actions agreed in the year are done." in texts
    assert under(texts, "What was learned") == [
        "5.3.1.b Trauma informed training sessions",
        f"2024/25 Q1, what we think is behind it. {BEHIND}",
        "What we do about it. Train a second one",
        "Who helps. Police",
        "What changed because of it. Two can train now",
        "Actions done. ",
        "Ask for a second trainer (Police). It was done",
        "Actions done that are about no single measure",
        "Read the strategy again (Police). It was done",
    ]
    assert under(texts, "What was not learned") == [
        "Something was written on every measure that moved or missed its target."
    ]
    third, seventh = under(texts, "Recommendations")
    assert third.endswith(": not started.") and "achieved since" in seventh
    assert seventh.endswith("Both practices are in use.")
    assert verdicts[0] == ["Measure", "2024/25 Q1", "2024/25 Q3"] and len(verdicts) == 1 + len(MEASURES)
    (own,) = [row for row in verdicts if row[0].startswith(REF)]
    assert own[1:] == ["6; not judged; target missed", "8; not judged; target missed"]
    assert taken[1:] == [["Reflection", "2 May 2024", "adopted", "It is wanted"]]
    assert "2 practices from Thames Valley: 1 adopted, 1 not for us." in texts


def test_what_missed_its_target_without_a_word_is_named(store: Store) -> None:
    texts, _ = told(store)
    assert "Something was learned on 0 of 19 measures in 2024/25" in texts
    assert under(texts, "What was learned") == ["None."]
    assert under(texts, "What was not learned") == [
        "5.3.1.b Trauma informed training sessions: target missed in 2024/25 Q1 and target missed in 2024/25 "
        "Q3; nothing was written."
    ]


def test_the_same_again_is_the_same_bytes_and_valid(store: Store, tmp_path: Path) -> None:
    learned(store, Q1)
    data = learning_report(store, 2024)
    assert data == learning_report(store, 2024)
    (path := tmp_path / learning_report_name(2024)).write_bytes(data)
    assert path.name == "Learning report 2024-25.docx" and OpenXmlValidator().validate(path).errors == []
    document = Document(io.BytesIO(data))
    for table in document.tables:
        # A screen reader is told what the table is and which row heads it.
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert document.core_properties.language == "en-GB" and document.core_properties.author == ""


def test_a_year_without_an_issue_has_no_report(store: Store) -> None:
    with store.reading() as connection:
        assert years_issued(connection) == {2024: [Q1, Q3]}
    with pytest.raises(StoreTrouble, match="No quarter of 2023/24 is issued"):
        learning_report(store, 2023)


def test_an_issue_that_was_withdrawn_is_not_in_it(store: Store) -> None:
    now = stands(store)
    (last,) = [one for one in now.issues if one.quarter == Q3]
    withdraw_issue(store, ME, last, "It was wrong", "Nobody", None, False, now.facts)
    _, (verdicts, *_) = told(store)
    assert verdicts[0] == ["Measure", "2024/25 Q1"]


def test_a_text_of_a_later_quarter_is_not_shown(store: Store) -> None:
    learned(store, Q1, doing="We look again in 2025/26 Q1")
    texts, _ = told(store)
    assert f"2024/25 Q1, what we think is behind it. {BEHIND}" in texts
    assert "What we do about it. A note is not shown: it names a quarter after 2024/25 Q3." in texts


def test_a_figure_that_was_withdrawn_is_hidden_and_wants_no_word(store: Store) -> None:
    now = stands(store)
    withdraw_figure(store, ME, (REF, "quarter", Q1), "It was counted wrongly", now, now.facts)
    texts, (verdicts, *_) = told(store)
    (own,) = [row for row in verdicts if row[0].startswith(REF)]
    assert own[1:] == ["[c]; not judged", "8; not judged; target missed"]
    assert under(texts, "What was not learned") == [
        "5.3.1.b Trauma informed training sessions: target missed in 2024/25 Q3; nothing was written."
    ]


@pytest.mark.parametrize("words", ["Ring 023 8000 1234", "Moved to SO14 7DU", "We look again in 2026/27 Q1"])
def test_what_must_not_be_shared_is_refused_at_the_door(
    store: Store, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Whatever the content: the finished file is looked through."""
    made: Callable[..., Report] = learning_module.learning_content

    def with_words(*given: object) -> Report:
        content = made(*given)
        return replace(content, first=(*content.first, Paragraph(words)))

    monkeypatch.setattr(learning_module, "learning_content", with_words)
    with pytest.raises(Leaks):
        learning_report(store, 2024)


def test_a_typed_text_that_tells_of_few_is_refused_at_the_door(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an older version took it, and nothing put a sentence in its place."""
    from ieo_metrics.exports.learning_report import year
    from ieo_metrics.store.registers import register_rows

    with monkeypatch.context() as patch:
        patch.setattr(register_rows, "nothing_told", lambda store, text, *rest, **more: text)
        learned(store, Q1, "Three young people left")
    texts, _ = told(store)
    assert any(text.endswith("A note is not shown: it names a figure that is hidden.") for text in texts)
    monkeypatch.setattr(year.TextsBesideIssue, "read", lambda self, what, text, *rest: text)
    with pytest.raises(Leaks, match="could tell"):
        learning_report(store, 2024)
