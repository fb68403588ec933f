"""Issuing by two people, in their roles: one proposes, another approves what they both saw, and nobody else sees
anything before."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ieo_metrics.__main__ import main
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.issues.approving import proposals
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read
from ieo_metrics.store.registers.chosen_sections import choose_sections
from ieo_metrics.store.registers.register_rows import add_row
from ieo_metrics.store.trail.audit_trail import append_entry
from pages.shared.kit.unfolding import unfolded
from tests.pages.frame.test_sign_in import claims, opened
from tests.pages.issue.test_pages_withdraw_figure import withdraw
from tests.pages.roles.conftest import LISTS, signed_in_as
from tests.pages.roles.test_each_role import CLOSED, trail
from tests.pages.seen import button, filled, for_you_only, markup, open_part, press, set_up, visit
from tests.store.issues.test_store_withdrawn_figures import two_quarters
from tests.store.office import returns_of, stands, stars, take, trainings

Q, ISSUE_PAGE, APPROVAL = quarter(2024, 1), "pages/issue_and_pack.py", "pages/approval.py"
BEGIN, PROPOSE, APPROVE = "Let an issue wait for a second person", "Propose 2024/25 Q1", "Approve 2024/25 Q1"
WAITS = "2024/25 Q1, issue 1, waits for approval since"


def other_officer(page: str) -> AppTest:
    return opened(page, claims(email="other@unit.example.org", sub="other"), **{**LISTS, **OTHER})


OTHER = {"officers": [*LISTS["officers"], "other@unit.example.org"]}


def looked(at: AppTest) -> AppTest:
    """The tick that the figures were looked at."""
    next(box for box in at.checkbox if "I have looked at these figures" in box.label).check().run()
    return at


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a store with a quarter that is not issued."""
    folder = tmp_path / "kept"
    monkeypatch.setenv("IEO_FOLDER", str(folder))
    st.cache_resource.clear()
    store = open_store(folder=folder)
    take(store, returns_of(stars(Q, dict.fromkeys("abcdefg", (3, 5)) | {"h": (5, 3)}), trainings(Q, 3)))
    store.engine.dispose()
    return folder


@pytest.fixture
def proposed(kept: Path) -> AppTest:
    """Issue and pack of the officer who has proposed it."""
    at = set_up(signed_in_as("officer"), "Second person")
    press(at, BEGIN)
    press(visit(at, ISSUE_PAGE), PROPOSE)
    return at


def test_one_proposes_and_another_approves(
    kept: Path, proposed: AppTest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = ["pack", "--store", "--quarter", "2024/25 Q1", "--out", str(tmp_path / "pack")]
    shown = markup(proposed)
    assert WAITS in shown and "You proposed it" in shown and "The pack is made from an issue" in shown
    assert filled(visit(proposed, "dashboard.py")) == ["See what waits for approval"]
    assert "waits for approval since" in markup(proposed)
    # Nobody approves their own, and a reader and the command line get nothing.
    own = visit(proposed, APPROVAL)
    assert "You proposed it" in markup(own) and APPROVE not in {b.label for b in own.button}
    assert CLOSED in markup(signed_in_as("reader", APPROVAL))
    assert "No quarter has been issued" in markup(signed_in_as("reader"))
    assert main(pack) == 2 and not (tmp_path / "pack").exists()
    assert "waits for approval since" in capsys.readouterr().err

    approver = signed_in_as("approver")
    assert filled(approver) == ["Look at what waits of 2024/25 Q1"]
    visit(approver, APPROVAL)
    assert WAITS in markup(approver) and button(approver, APPROVE).disabled
    # One of eight is worse: as small as that, it is hidden here as it is for readers.
    assert "[c]" in markup(approver) and "7 of 8" not in markup(approver)
    press(looked(approver), APPROVE)
    assert "Done: 2024/25 Q1 was issued, as issue 1." in markup(approver)
    assert "As issued on" in markup(signed_in_as("reader"))
    assert main(pack) == 0 and any((tmp_path / "pack").iterdir())
    said = [(role, action) for _, role, action in trail(kept)]
    assert said[-5:-1] == [
        ("officer", "changed who an issue waits for"),
        ("officer", "proposed an issue"),
        ("approver", "approved an issue"),
        ("approver", "issued a quarter"),
    ]


def test_an_approver_sees_the_sections_and_they_are_issued_as_they_were_proposed(kept: Path) -> None:
    store = open_store(folder=kept)
    add_row(store, "A. Officer", "programmes", {"name": "Mentors", "about": "A trusted adult"})
    add_row(store, "A. Officer", "needs", {**NEED, "name": "Exclusion"})
    both = ["gaps", "seasons"]  # of seasons there is nothing to say yet
    choose_sections(store, "A. Officer", both, both, stands(store).facts)
    press(set_up(signed_in_as("officer"), "Second person"), BEGIN)
    press(signed_in_as("officer", ISSUE_PAGE), PROPOSE)

    at = signed_in_as("approver", APPROVAL)
    (folded,) = [one for one in at.expander if one.label.startswith("Gaps in provision")]
    assert not folded.proto.expanded and "With them go these sections" in markup(at)
    with store.reading() as connection:
        (waiting,) = proposals.proposals(connection)
        proposed = proposals.look_at(connection, waiting).issue.sections
    open_part(at, unfolded(f"proposed_{waiting.digest}_gaps"))
    assert "Exclusion" in markup(at)
    # What is typed meanwhile is not in it, and does not stop it: no figure rests on it.
    add_row(store, "A. Officer", "needs", {**NEED, "name": "Later need"})
    assert any("looked at these figures and sections" in box.label for box in at.checkbox)
    press(looked(at), APPROVE)
    with store.reading() as connection:
        issue = load_issue_to_read(connection, Q, 1)
    assert issue is not None and issue.sections == proposed and "Later need" not in str(issue.sections)
    assert "Chosen, and not in it: Seasons. There was nothing" in markup(signed_in_as("officer", ISSUE_PAGE))
    store.engine.dispose()


NEED = {"kind": "risk factor", "source": "Strategic Needs Assessment 2024", "as_of": dt.date(2024, 5, 1)}


def test_who_withdrew_a_figure_does_not_put_it_back_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    monkeypatch.setenv("IEO_FOLDER", str(folder))
    st.cache_resource.clear()
    store = open_store(folder=folder)
    two_quarters(store)
    at = set_up(signed_in_as("officer"), "Second person")
    press(at, BEGIN)
    at.query_params["quarter"] = "2024-25-Q2"
    withdraw(visit(at, ISSUE_PAGE))
    assert "Another officer can put it back" in markup(at)
    assert "Put it back" not in {b.label for b in at.button}
    [gone] = stands(store).withdrawn_figures
    assert len(gone.person) == 64 and gone.person not in markup(visit(at, "pages/history.py"))

    second = other_officer("dashboard.py")
    second.query_params["quarter"] = "2024-25-Q2"
    press(for_you_only(visit(second, ISSUE_PAGE)), "Put it back")
    assert trail(folder)[-1][2] == "put a withdrawn figure back"
    store.engine.dispose()


def test_another_officer_approves_what_has_not_changed(kept: Path, proposed: AppTest) -> None:
    at = other_officer("dashboard.py")
    assert filled(at) == ["Look at what waits of 2024/25 Q1"]
    visit(at, APPROVAL)
    looked(at)
    store = open_store(folder=kept)
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    store.engine.dispose()
    button(at, APPROVE).click().run()
    assert any("accepted a return" in one.value and "Nothing was issued" in one.value for one in at.warning)
    assert "it cannot be approved any more" in markup(at) and button(at, APPROVE).disabled
    press(visit(at, ISSUE_PAGE), "Take it back")
    assert WAITS not in markup(at) and button(at, PROPOSE)
    assert trail(kept)[-1][1:] == ("officer", "took a proposed issue back")


def test_it_is_sent_back_and_what_was_taken_back_meanwhile_is_not_approved(
    kept: Path, proposed: AppTest
) -> None:
    at = signed_in_as("approver", APPROVAL)
    late = looked(signed_in_as("approver", APPROVAL))
    next(one for one in at.text_input if "sent back" in one.label).set_value("A comment is missing").run()
    press(at, "Send it back with this reason")
    assert "Done: 2024/25 Q1 was sent back." in markup(at) and "Nothing waits for approval" in markup(at)
    assert "Why: A comment is missing." in markup(visit(proposed, ISSUE_PAGE))
    press(proposed, PROPOSE)
    button(late, APPROVE).click().run()
    assert any("as you saw it does not wait any more" in one.value for one in late.warning)
    assert not any(action == "issued a quarter" for _, _, action in trail(kept))


def test_it_is_proposed_once_two_officers_are_at_work_and_ends_by_two(kept: Path) -> None:
    first, second = signed_in_as("officer", ISSUE_PAGE), other_officer("pages/working_group.py")
    assert BEGIN not in {b.label for b in first.button}
    store = open_store(folder=kept)
    for who in ("officer@unit.example.org (officer)", "other@unit.example.org (other)"):
        with replace(store, role="officer").writing() as connection:
            append_entry(connection, store.now(), who, "took a file away", {})
    store.engine.dispose()
    press(visit(first, ISSUE_PAGE), BEGIN)
    assert BEGIN not in {b.label for b in first.button} and button(first, PROPOSE)
    press(set_up(first, "Second person"), "Ask that an issue does not wait any more")
    assert "Agree: an issue does not wait" not in {b.label for b in first.button}
    press(set_up(second, "Second person"), "Agree: an issue does not wait")
    assert "An issue does not wait for a second person here" in markup(second)


def test_one_officer_without_sign_in_is_told_why_not(app: AppTest) -> None:
    at = set_up(app, "Second person")
    assert "cannot tell one person from another" in markup(at) and BEGIN not in {b.label for b in at.button}
