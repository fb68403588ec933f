"""What is dropped together, and a newer file of a return that waits already."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.reading import limits
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.trail.audited_named_values import recall
from pages.shared.returns.saved_mapping import NAME
from tests.pages.seen import ROOT, accept, drop, markup, open_file, open_mapping_file, press
from tests.pages.untidy import reset, tips

CONFIRM = "Confirm all as proposed"


def names(at: AppTest) -> list[str]:
    return [one.outcome.name for one in at.session_state["held"]]


def test_a_newer_file_takes_the_place_of_the_older_one_and_that_can_be_undone(app: AppTest) -> None:
    drop(app, tips(12))
    shown = markup(drop(app, tips(14)))
    assert names(app) == ["TIPS 14.csv"]
    assert "takes the place of TIPS 12.csv, which is of the same provider and quarters" in shown
    assert "1 of 1 ready" in shown
    shown = markup(press(app, "Undo: use TIPS 12"))
    assert names(app) == ["TIPS 12.csv"] and "is back in the place of TIPS 14.csv" in shown
    press(app, "Undo: use TIPS 14")
    assert names(app) == ["TIPS 14.csv"]
    accept(app)
    assert names(app) == []


def test_what_was_confirmed_in_between_counts_for_the_file_that_is_taken_back(app: AppTest) -> None:
    drop(app, ("first.xlsx", reset()))
    drop(app, ("second.xlsx", reset(wrong=False)))
    assert names(app) == ["second.xlsx"]
    press(app, CONFIRM)
    press(app, "Undo: use first")
    assert app.session_state["held"][0].outcome.doubts == ()


def test_files_of_another_quarter_or_provider_or_with_fewer_tables_take_nobodys_place(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset(wrong=False)), tips(12))
    drop(app, ("Q3.xlsx", reset("2024/25 Q3", wrong=False)))
    drop(app, ("no stars.xlsx", reset(with_stars=False)))
    assert names(app) == ["Q2.xlsx", "TIPS 12.csv", "Q3.xlsx", "no stars.xlsx"]


def test_two_files_that_are_dropped_together_both_wait(app: AppTest) -> None:
    drop(app, tips(12), tips(14))
    assert names(app) == ["TIPS 12.csv", "TIPS 14.csv"]


def test_a_file_that_is_removed_leaves_nothing_to_undo(app: AppTest) -> None:
    drop(app, tips(12))
    drop(app, tips(14))
    press(open_file(app, "TIPS 14.csv"), "Remove")
    assert names(app) == []
    drop(app, tips(14))
    assert not [b for b in app.button if b.label.startswith("Undo: use")]


@pytest.mark.parametrize("workbook_first", [True, False])
def test_a_workbook_and_confirmed_columns_that_are_dropped_together_are_both_taken(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook_first: bool
) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    one = open_store()
    with one.reading() as connection:
        confirmed = json.dumps(recall(connection, NAME)).encode()
    one.engine.dispose()

    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "another machine"))
    there = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    files = [("Q2.xlsx", reset()), ("columns.json", confirmed)]
    drop(there, *(files if workbook_first else files[::-1]))
    shown = markup(open_mapping_file(there, "columns.json"))
    assert names(there) == ["Q2.xlsx"] and "It would add 2 answers" in shown
    press(there, "Use these answers")
    assert there.session_state["held"][0].outcome.doubts == ()


def test_a_file_of_something_else_keeps_no_workbook_from_being_taken(app: AppTest) -> None:
    nothing = b'{"what": "nothing of ours"}'
    shown = markup(drop(app, ("columns.JSON", nothing), ("Q2.xlsx", reset()), ("other.json", nothing)))
    assert names(app) == ["Q2.xlsx"]
    assert "columns.JSON is not a file of confirmed columns" in shown


def test_a_file_that_takes_too_long_to_check_is_refused_and_the_other_waits(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = limits.seconds_to_check
    few = 500  # cells: the one file has more, the other fewer
    monkeypatch.setattr(limits, "seconds_to_check", lambda cells: 0 if cells < few else usual(cells))
    drop(app, tips(12), ("RESET.xlsx", reset(wrong=False)))
    shown = markup(open_file(app, "TIPS 12.csv"))
    assert "The file took too long to understand and check" in shown
    assert "Copy only the tables of the return" in shown
    refused, kept = app.session_state["held"]
    assert (refused.outcome.code, kept.outcome.name) == ("file-too-slow-to-check", "RESET.xlsx")
