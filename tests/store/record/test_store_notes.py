"""Notes on charts are kept with the trail, looked through for personal details, frozen with an issue, and can
be taken away."""

import json

import pytest

from ieo_metrics.exports.pack.from_issue import pack_of
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Rebasing
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.issues.shared_issue_snapshot import load_issued_snapshot
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.verify import integrity_faults
from tests.store.office import Office, issue, returns_of, stands, stars, take, trainings

Q = quarter(2024, 1)
ME, REF = "A. Officer", "SJ-0001"
NOTE, LATER = ChartNote(Q, "second trainer from April", "Rock Pool"), ChartNote(Q + 1, "moved house")


@pytest.fixture
def store(office: Office):
    opened = office.open()
    take(opened, returns_of(trainings(Q, 3), stars(Q, {REF: (3, 5)})))
    return opened


def note_down(store, note: ChartNote, changed: str = "a note", *, away: bool = False) -> None:
    change_aims(store, ME, note, changed, stands(store).facts, away=away)


def test_a_note_is_kept_and_taken_away_and_the_trail_keeps_both(store):
    note_down(store, NOTE, 'a note: "second trainer from April"')
    note_down(store, LATER)
    assert stands(store).notes == (NOTE, LATER)
    note_down(store, NOTE, 'took away "second trainer from April"', away=True)
    assert stands(store).notes == (LATER,)
    with store.reading() as connection:
        told = [
            json.loads(one.about)["changed"] for one in trail_entries(connection) if "notes" in one.action
        ]
    assert told == [
        'a note: "second trainer from April"',
        "a note",
        'took away "second trainer from April"',
    ]
    assert list(integrity_faults(store)) == []


def test_a_note_that_was_changed_by_hand_is_found(store):
    note_down(store, NOTE)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE remembered SET value = '[]' WHERE name = 'notes'")
    assert any("remembered as notes" in fault for fault in integrity_faults(store))


@pytest.mark.parametrize("words", ["ring 023 8000 1234", "moved to SO14 7DU", "born 3 May 2007"])
def test_a_note_with_a_personal_detail_is_not_kept(store, words):
    with pytest.raises(StoreTrouble, match=r"The note holds .* Nothing was saved"):
        note_down(store, ChartNote(Q, words))
    assert stands(store).notes == ()


def test_a_note_or_a_reason_with_a_reference_is_not_kept(store):
    with pytest.raises(StoreTrouble, match="a young person's reference"):
        note_down(store, ChartNote(Q, f"{REF} joined"))
    with pytest.raises(StoreTrouble, match="The reason holds a young person's reference"):
        change_aims(store, ME, Rebasing("5.3.1.b", Q, f"without {REF}"), "a step", stands(store).facts)


def test_an_issue_keeps_its_notes_whatever_is_noted_after(store):
    note_down(store, NOTE)
    note_down(store, LATER)
    issue(store, Q)
    note_down(store, NOTE, away=True)
    note_down(store, ChartNote(Q, "after the issue"))
    (one,) = stands(store).issues
    assert one.notes == (NOTE, LATER)
    with store.reading() as connection:
        meeting, pack = load_issued_snapshot(connection, Q, 1), pack_of(connection, one)
    # The note of a later quarter is frozen with it, and is neither in the meeting nor in a file of the pack.
    assert meeting is not None and meeting.notes == (NOTE,)
    assert [event.says for event in pack.events["5.3.1.b"]] == ["2024/25 Q1: second trainer from April"]
    assert pack.events["5.1.1.a"] == ()
