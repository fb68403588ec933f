"""What the working group records is kept, with who and when, and survives; what the meeting looks at is one
issue, and stays."""

import ast
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

import ieo_metrics
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import (
    ACHIEVED,
    DECISION,
    DONE,
    DROPPED,
    KINDS_RAISED,
    NOT_STARTED,
    OPEN,
    SEATS,
    UNDER_WAY,
    UPDATE,
)
from ieo_metrics.store.database.errors import Conflict, Damaged, ReadOnly, StoreTrouble
from ieo_metrics.store.database.schema import ISSUES
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, issues, issuing
from ieo_metrics.store.issues.shared_issue_snapshot import latest_issue_numbers, load_issued_snapshot
from ieo_metrics.store.record.comments import (
    LONGEST,
    OFFICER,
    PROVIDER,
    add_comment,
    comment_history,
    comments_on_measure,
    current_comments,
)
from ieo_metrics.store.record.meetings_and_actions import (
    all_actions,
    close_action,
    open_action,
    record_meeting,
    recorded_meetings,
)
from ieo_metrics.store.record.raised_to_svrp import (
    raise_to_svrp,
    raised_items,
    set_owner_and_due,
    take_back_raised,
)
from ieo_metrics.store.record.recommendation_progress import (
    latest_recommendations,
    recommendation_history,
    set_recommendation,
)
from ieo_metrics.store.record.targets_and_chart_notes import TARGETS, all_targets
from ieo_metrics.store.returns.return_record import canonical_json
from ieo_metrics.store.trail import audit_trail, verify
from tests.store.office import issue, remember, returns_of, stars, take, trainings
from tests.store.office import stands as standing_of

Q, NEXT = quarter(2024, 1), quarter(2024, 2)
REF, WHO, DUE = "5.1.1.b", "A. Officer", dt.date(2024, 10, 22)
LATER_DAY = dt.date(2025, 1, 31)
PROVIDERS_WORDS = "Two workers left in May; Thursday's group was paused."


def read(store: Store, what, *given):
    with store.reading() as connection:
        return what(connection, *given)


def trail(store: Store) -> list[audit_trail.Entry]:
    return read(store, audit_trail.trail_entries)[1:]  # without the row that the store was made with


def later(store: Store, days: int) -> Store:
    return replace(store, clock=lambda: dt.datetime(2024, 7, 20, 12, tzinfo=dt.UTC) + dt.timedelta(days=days))


def test_a_comment_is_kept_with_its_author_and_date(store):
    add_comment(store, WHO, Q, REF, PROVIDER, "Society of St James", f"  {PROVIDERS_WORDS}\n")
    add_comment(store, WHO, Q, REF, OFFICER, WHO, "As expected.")
    said = read(store, current_comments, Q)
    assert [(one.author, one.role, one.text, one.at[:10]) for one in said[REF]] == [
        ("Society of St James", PROVIDER, PROVIDERS_WORDS, "2024-07-20"),
        (WHO, OFFICER, "As expected.", "2024-07-20"),
    ]
    assert read(store, current_comments, NEXT) == {} and list(said) == [REF]


def test_a_later_comment_of_the_same_author_stands_and_the_earlier_is_kept(store):
    add_comment(store, WHO, Q, REF, PROVIDER, "Society of St James", "First words.")
    add_comment(later(store, 1), WHO, Q, REF, PROVIDER, "Society of St James", "Second words.")
    assert [one.text for one in read(store, current_comments, Q)[REF]] == ["Second words."]
    assert [(one.text, one.at[:10]) for one in read(store, comment_history, Q, REF)] == [
        ("Second words.", "2024-07-21"),
        ("First words.", "2024-07-20"),
    ]
    add_comment(store, WHO, Q, REF, PROVIDER, "Society of St James", " ")
    assert read(store, current_comments, Q) == {} and len(read(store, comment_history, Q, REF)) == 3


def test_a_measure_has_its_current_comments_of_every_quarter_the_newest_first(store):
    add_comment(store, WHO, Q, REF, OFFICER, WHO, "As expected.")
    add_comment(store, WHO, Q, REF, PROVIDER, "Society of St James", "First words.")
    add_comment(store, WHO, NEXT, REF, OFFICER, WHO, "Higher again.")
    add_comment(store, WHO, Q, REF, PROVIDER, "Society of St James", "Second words.")
    add_comment(store, WHO, NEXT, "5.3.1.b", OFFICER, WHO, "Of another measure.")
    said = read(store, comments_on_measure, REF)
    assert [(one.quarter, one.text) for one in said] == [
        (NEXT, "Higher again."),
        (Q, "Second words."),
        (Q, "As expected."),
    ]
    add_comment(store, WHO, NEXT, REF, OFFICER, WHO, "")
    assert [one.text for one in read(store, comments_on_measure, REF)] == ["Second words.", "As expected."]


def test_the_trail_says_that_it_was_said_and_not_what(store):
    add_comment(store, WHO, Q, REF, PROVIDER, "Society of St James", PROVIDERS_WORDS)
    open_action(store, WHO, Q, "Ask Thursday's group", "Police", DUE, REF, "4.c")
    close_action(store, "B. Officer", 1, DROPPED, "Thursday's group is back")
    raise_to_svrp(store, WHO, Q, DECISION, "Thursday's group needs a room")
    set_recommendation(store, WHO, "3.1", UNDER_WAY, "Thursday's paper")
    record_meeting(store, WHO, Q, dt.date(2024, 8, 1), "Teams", [])
    done = trail(store)
    assert [(one.who, one.action) for one in done] == [
        (WHO, "commented on a measure"),
        (WHO, "agreed an action"),
        ("B. Officer", "closed an action"),
        (WHO, "noted a decision for the SVRP"),
        (WHO, "set how a recommendation stands"),
        (WHO, "recorded a meeting"),
    ]
    assert all("Thursday" not in one.about for one in done)
    assert {name: words for name, words in json.loads(done[0].about).items() if name != "seals"} == {
        "measure": REF, "quarter": "2024/25 Q1", "role": PROVIDER, "author": "Society of St James",
    }  # fmt: skip
    assert list(verify.integrity_faults(store)) == []


def test_the_same_words_twice_are_one_comment(store):
    for _ in range(2):
        add_comment(store, WHO, Q, REF, OFFICER, WHO, "As expected.")
    assert len(read(store, comment_history, Q, REF)) == len(trail(store)) == 1


@pytest.mark.parametrize(
    ("ref", "role", "text"),
    [("5.9.9.z", OFFICER, "x"), (REF, "stranger", "x"), (REF, OFFICER, "x" * (LONGEST + 1))],
)
def test_a_comment_that_cannot_be_kept(store, ref, role, text):
    with pytest.raises(StoreTrouble, match="Nothing was saved"):
        add_comment(store, WHO, Q, ref, role, WHO, text)
    assert read(store, current_comments, Q) == {} and trail(store) == []


def test_who_came_is_kept_by_seat(store):
    came = ["Probation: Senior Probation Officer", "Police: Violent Crime Taskforce"]
    record_meeting(store, WHO, Q, dt.date(2024, 8, 1), "On Teams", came)
    held = read(store, recorded_meetings)[Q]
    assert (held.held_on, held.place) == (dt.date(2024, 8, 1), "On Teams")
    assert held.came == tuple(reversed(came)) and list(SEATS).index(held.came[0]) < list(SEATS).index(
        held.came[1]
    )  # as in the terms
    record_meeting(store, WHO, Q, dt.date(2024, 8, 2), "On Teams", came[:1])
    record_meeting(store, WHO, NEXT, dt.date(2024, 11, 1), "On Teams", [])
    found = read(store, recorded_meetings)
    assert list(found) == [NEXT, Q] and (found[Q].held_on.day, found[Q].came) == (2, tuple(came[:1]))


def test_a_person_s_name_is_no_seat(store):
    with pytest.raises(StoreTrouble, match="A seat is not in the terms of reference"):
        record_meeting(store, WHO, Q, dt.date(2024, 8, 1), "On Teams", ["Police: Jo Bloggs"])
    assert read(store, recorded_meetings) == {}


def test_an_action_stays_open_until_it_is_closed_with_a_reason(store):
    first = open_action(store, WHO, Q, "Map what there is", "Police", DUE, REF, "4.a")
    second = open_action(store, WHO, NEXT, "Ask the boards", "Integrated Care Boards", dt.date(2024, 9, 1))
    now = read(store, all_actions)
    assert [(one.number, one.state, one.quarter) for one in now] == [
        (second, OPEN, NEXT),
        (first, OPEN, Q),
    ]  # the one due sooner first
    assert (now[1].words, now[1].owner, now[1].due, now[1].ref, now[1].activity) == (
        "Map what there is",
        "Police",
        DUE,
        REF,
        "4.a",
    )
    assert [one.late(dt.date(2024, 9, 2)) for one in now] == [True, False] and not now[0].late(
        dt.date(2024, 9, 1)
    )
    with pytest.raises(StoreTrouble, match="The reason is empty"):
        close_action(store, WHO, second, DONE, " ")
    close_action(store, "B. Officer", second, DONE, "They answered")
    now = read(store, all_actions)
    assert [(one.number, one.state) for one in now] == [(first, OPEN), (second, DONE)]
    assert (now[1].closed_by, now[1].why, now[1].late(dt.date(2030, 1, 1))) == (
        "B. Officer",
        "They answered",
        False,
    )


def test_two_officers_close_the_same_action(store):
    number = open_action(store, WHO, Q, "Map what there is", "Police", DUE)
    close_action(store, WHO, number, DONE, "Mapped")
    with pytest.raises(Conflict, match="is not open"):
        close_action(store, "B. Officer", number, DROPPED, "Not needed")
    assert (read(store, all_actions)[0].state, read(store, all_actions)[0].why) == (DONE, "Mapped")


def test_a_second_click_agrees_nothing_twice(store):
    assert [open_action(store, WHO, Q, "Map what there is", "Police", DUE) for _ in range(2)] == [1, 1]
    assert len(read(store, all_actions)) == len(trail(store)) == 1
    close_action(store, WHO, 1, DONE, "Mapped")
    assert open_action(store, WHO, Q, "Map what there is", "Police", DUE) == 2  # agreed anew


@pytest.mark.parametrize(
    "wrong",
    [{"words": " "}, {"words": "x" * 301}, {"owner": "Jo Bloggs"}, {"ref": "5.9.9.z"}, {"activity": "4.h"}],
)
def test_an_action_that_cannot_be_kept(store, wrong):
    given = {"words": "Map what there is", "owner": "Police", "due": DUE, "ref": "", "activity": "", **wrong}
    with pytest.raises(StoreTrouble, match="Nothing was saved"):
        open_action(store, WHO, Q, **given)
    assert read(store, all_actions) == []


def test_what_is_raised_to_the_svrp(store):
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year")
    raise_to_svrp(store, WHO, Q, UPDATE, "All five returns came")
    raise_to_svrp(store, WHO, Q, UPDATE, "All five returns came")
    raise_to_svrp(store, WHO, NEXT, UPDATE, "Another quarter's")
    found = read(store, raised_items, Q)
    assert [(one.kind, one.words) for one in found] == [
        (UPDATE, "All five returns came"),
        (DECISION, "Fund a second year"),
    ]
    take_back_raised(store, WHO, found[0].number)
    take_back_raised(store, WHO, found[0].number)  # a second click
    assert [one.words for one in read(store, raised_items, Q)] == ["Fund a second year"]
    assert [one.action for one in trail(store)].count("took back a key update for the SVRP") == 1
    with pytest.raises(StoreTrouble, match="The kind"):
        raise_to_svrp(store, WHO, Q, "rumour", "x")


def test_a_decision_has_an_owner_and_a_day_or_none_yet(store):
    def decisions() -> list[tuple]:
        return [(one.words, one.owner, one.due) for one in read(store, raised_items, Q)]

    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year")
    raise_to_svrp(store, WHO, Q, DECISION, "Who pays for a trainer", "Police", DUE)
    raise_to_svrp(store, WHO, Q, DECISION, "Who pays for a trainer", "Police", DUE)  # a second click
    assert decisions() == [("Fund a second year", None, None), ("Who pays for a trainer", "Police", DUE)]
    set_owner_and_due(store, "B. Officer", 1, "Education", None)
    set_owner_and_due(store, "B. Officer", 1, "Education", None)
    # Noted once more with what was not known before: the same decision, which has it now.
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year", "Education", DUE)
    assert decisions()[0] == ("Fund a second year", "Education", DUE)
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year")  # says nothing of it, and takes nothing away
    assert decisions()[0] == ("Fund a second year", "Education", DUE)
    assert [(one.who, json.loads(one.about).get("owner")) for one in trail(store)] == [
        (WHO, None),
        (WHO, "Police"),
        ("B. Officer", "Education"),
        (WHO, "Education"),
    ]
    assert list(verify.integrity_faults(store)) == []


def test_an_owner_and_a_day_that_cannot_be_kept(store):
    """A person's name is none of the agencies, as with an action; an update has no owner."""
    for kind, owner, due in ((DECISION, "Jo Bloggs", None), (UPDATE, "Police", None), (UPDATE, "", DUE)):
        with pytest.raises(StoreTrouble, match="Nothing was saved"):
            raise_to_svrp(store, WHO, Q, kind, "Fund a second year", owner, due)
    raise_to_svrp(store, WHO, Q, UPDATE, "All five returns came")
    with pytest.raises(Conflict, match="not there any more"):
        set_owner_and_due(store, WHO, 1, "Police", DUE)
    assert [(one.kind, one.owner) for one in read(store, raised_items, Q)] == [(UPDATE, None)]


@pytest.mark.parametrize("kind", KINDS_RAISED)
def test_a_number_never_comes_back(store, kind):
    """Nor with the last of them, nor where other rows were sealed in between."""
    for words in ("Fund a second year", "Pay a second trainer"):
        raise_to_svrp(store, WHO, Q, kind, words)
    take_back_raised(store, WHO, 2)
    raise_to_svrp(store, WHO, NEXT, kind, "Pay a second trainer")
    take_back_raised(store, WHO, 1)
    take_back_raised(store, WHO, 3)
    open_action(store, WHO, Q, "Map what there is", "Police", DUE)
    raise_to_svrp(store, WHO, Q, kind, "Pay a second trainer")
    assert [one.number for one in read(store, raised_items, Q)] == [4]
    assert list(verify.integrity_faults(store)) == []


@pytest.mark.parametrize(
    ("again", "stands"),
    [
        (("", LATER_DAY), ("Police", LATER_DAY)),
        (("Education", None), ("Education", DUE)),
        (("", None), ("Police", DUE)),
        (("Education", LATER_DAY), ("Education", LATER_DAY)),
        (("Police", None), ("Police", DUE)),
    ],
)
def test_what_is_not_said_again_of_a_decision_stays(store, again, stands):
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year", "Police", DUE)
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year", *again)
    (held,) = read(store, raised_items, Q)
    assert (held.owner, held.due) == stands
    changed = json.loads(trail(store)[-1].about)
    assert len(trail(store)) == 1 + (stands != ("Police", DUE))  # what changes nothing is no line of it
    assert (changed.get("owner"), changed.get("due")) == (stands[0], stands[1].isoformat())
    assert list(verify.integrity_faults(store)) == []


OUT_OF_REACH = {
    "before the quarter": (dt.date(2024, 3, 31), "before 2024/25 Q1 began"),
    "a century ago": (dt.date(1924, 10, 22), "before 2024/25 Q1 began"),
    "the first day there is": (dt.date.min, "before 2024/25 Q1 began"),
    "a year mistyped": (dt.date(2042, 10, 22), "more than 3 years ahead"),
    "the last day there is": (dt.date.max, "more than 3 years ahead"),
}


@pytest.mark.parametrize(("day", "why"), OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_a_day_out_of_reach_is_refused_when_it_is_set(store, day, why):
    raise_to_svrp(store, WHO, Q, DECISION, "Pay a second trainer", "Police", DUE)
    ways = (
        lambda: raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year", "Police", day),
        lambda: raise_to_svrp(store, WHO, Q, DECISION, "Pay a second trainer", "", day),
        lambda: set_owner_and_due(store, WHO, 1, "Police", day),
        lambda: open_action(store, WHO, Q, "Map what there is", "Police", day),
        lambda: record_meeting(store, WHO, Q, day, "On Teams", []),
    )
    before = trail(store)
    for way in ways:
        with pytest.raises(StoreTrouble, match=f"{why}.*Nothing was saved: choose another day"):
            way()
    assert trail(store) == before and read(store, raised_items, Q)[0].due == DUE


@pytest.mark.parametrize("day", [dt.date(2024, 4, 1), dt.date(2027, 7, 20)])
def test_a_day_within_reach_is_taken(store, day):
    """From the first day of the quarter to three years after today, which in the test is 20 July 2024."""
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year", "Police", day)
    assert open_action(store, WHO, Q, "Map what there is", "Police", day) == 1
    assert read(store, raised_items, Q)[0].due == day


def test_a_recommendation_keeps_its_history(store):
    assert read(store, latest_recommendations) == {}
    with pytest.raises(StoreTrouble, match="The evidence is empty"):
        set_recommendation(store, WHO, "3.1", ACHIEVED, " ")
    set_recommendation(store, WHO, "3.1", UNDER_WAY, "A draft")
    set_recommendation(store, WHO, "3.1", UNDER_WAY, "A draft")
    set_recommendation(store, "B. Officer", "3.1", ACHIEVED, "Agreed by the board")
    set_recommendation(store, WHO, "7.2", NOT_STARTED, "")
    now = read(store, latest_recommendations)
    assert {ref: (one.state, one.evidence) for ref, one in now.items()} == {
        "3.1": (ACHIEVED, "Agreed by the board"),
        "7.2": (NOT_STARTED, ""),
    }
    assert [(one.ref, one.state, one.who) for one in read(store, recommendation_history)] == [
        ("3.1", UNDER_WAY, WHO),
        ("3.1", ACHIEVED, "B. Officer"),
        ("7.2", NOT_STARTED, WHO),
    ]
    with pytest.raises(StoreTrouble, match="The recommendation"):
        set_recommendation(store, WHO, "9.9", ACHIEVED, "x")


def test_it_is_there_after_a_restart(office):
    store = office.open()
    add_comment(store, WHO, Q, REF, OFFICER, WHO, "As expected.")
    open_action(store, WHO, Q, "Map what there is", "Police", DUE)
    again = office.open()
    assert (
        read(again, current_comments, Q)[REF][0].text == "As expected."
        and read(again, all_actions)[0].words == "Map what there is"
    )


def test_nothing_is_recorded_where_nothing_can_be_written(store):
    closed = replace(store, read_only=True)
    for attempt in (
        lambda: add_comment(closed, WHO, Q, REF, OFFICER, WHO, "x"),
        lambda: open_action(closed, WHO, Q, "x", "Police", DUE),
        lambda: record_meeting(closed, WHO, Q, DUE, "", []),
    ):
        with pytest.raises(ReadOnly):
            attempt()


SCORES = {
    name: (3, 3 + (n % 3)) for n, name in enumerate("abcdefghijkl")
}  # twelve young people: of four each the change is 0, 1 and 2


def row(frame: pd.DataFrame, ref: str) -> dict:
    return (
        frame[
            (frame["ref"] == ref)
            & (frame["period"] == Q)
            & (frame["span"] == "quarter")
            & (frame["area"] == "all")
        ]
        .iloc[0]
        .to_dict()
    )


def test_the_meeting_s_figures_are_those_let_out_with_the_issue(store):
    """Three young people are fewer than five: hidden. Sessions for the police are about nobody: shown."""
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (2, 6), "b": (5, 5), "c": (1, 4)})))
    issue(store, Q)
    assert read(store, latest_issue_numbers) == {Q: 1}
    found = read(store, load_issued_snapshot, Q, 1)
    assert row(found.frame, "5.3.1.b")["value"] == 3
    hidden = row(found.frame, REF)
    assert hidden["marker"] == "c" and all(
        pd.isna(hidden[name]) for name in ("value", "numerator", "denominator", "lower", "upper", "left_out")
    )
    with store.reading() as connection:
        [one] = issues.all_issues(connection)
        shared = as_issued.as_shared(connection, one)[0].frame
    pd.testing.assert_frame_equal(found.frame, shared)


def test_the_meeting_s_figures_do_not_move(store):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    before = read(store, load_issued_snapshot, Q, 1).frame
    issuing.unlock_quarter(store, WHO, Q, "a correction", standing_of(store).facts)
    take(store, returns_of(trainings(Q, 8, "again.xlsx"), store=store))
    pd.testing.assert_frame_equal(read(store, load_issued_snapshot, Q, 1).frame, before)
    issue(store, Q)
    assert read(store, latest_issue_numbers) == {Q: 2}
    pd.testing.assert_frame_equal(read(store, load_issued_snapshot, Q, 1).frame, before)
    assert (
        row(read(store, load_issued_snapshot, Q, 2).frame, "5.3.1.b")["value"]
        == 8
        != row(before, "5.3.1.b")["value"]
    )
    assert (
        read(store, load_issued_snapshot, Q, 3) is None and read(store, load_issued_snapshot, NEXT, 1) is None
    )


def test_the_targets_are_those_in_force_when_it_was_issued(store):
    """A target that is changed, ended or taken away afterwards belongs to another issue: this one keeps the
    words that it was issued with."""
    old, new = Target("5.3.1.b", Q, (Band("on target", 10),)), Target("5.3.1.b", Q, (Band("on target", 2),))
    take(store, returns_of(trainings(Q, 3)))
    remember(store, WHO, TARGETS, [old.as_dict()])
    issue(store, Q)
    remember(store, WHO, TARGETS, [new.as_dict()])
    assert read(store, load_issued_snapshot, Q, 1).targets == (old,) and read(store, all_targets) == (new,)
    issue(store, Q)
    remember(store, WHO, TARGETS, [])
    assert [read(store, load_issued_snapshot, Q, number).targets for number in (1, 2)] == [(old,), (new,)]
    issue(store, Q)
    assert (
        read(store, load_issued_snapshot, Q, 3).targets == () and list(verify.integrity_faults(store)) == []
    )


def test_an_issue_that_is_older_than_its_targets_has_none_and_says_so(store):
    from ieo_metrics.store.issues.shared_issue_snapshot import issue_seal

    take(store, returns_of(trainings(Q, 3)))
    remember(store, WHO, TARGETS, [Target("5.3.1.b", Q, (Band("on target", 10),)).as_dict()])
    issue(store, Q)
    with store.writing() as connection:
        one = connection.execute(sa.select(ISSUES)).one()
        about = canonical_json(
            {name: value for name, value in json.loads(one.about).items() if name != "targets"}
        )
        digest = issue_seal(
            one.quarter, one.number, one.at, one.who, about, bytes(one.data), bytes(one.shared)
        )
        connection.execute(sa.update(ISSUES).values(about=about, digest=digest))
    assert read(store, load_issued_snapshot, Q, 1).targets is None


@pytest.mark.parametrize("column", ["shared", "data", "about"])
def test_an_issue_that_was_tampered_with_is_not_shown(store, column):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    with store.writing() as connection:
        value = connection.execute(sa.select(ISSUES.c[column])).scalar()
        connection.execute(
            sa.update(ISSUES).values(
                {column: bytes(value) + b"x" if column != "about" else value.replace("hidden", "shown")}
            )
        )
    with pytest.raises(Damaged, match="is not what was issued"):
        read(store, load_issued_snapshot, Q, 1)


def test_an_issue_from_before_disclosure_control_is_not_shown(store):
    from ieo_metrics.store.issues.shared_issue_snapshot import issue_seal

    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    with store.writing() as connection:
        one = connection.execute(sa.select(ISSUES)).one()
        digest = issue_seal(one.quarter, one.number, one.at, one.who, one.about, bytes(one.data), None)
        connection.execute(sa.update(ISSUES).values(shared=None, digest=digest))
    assert standing_of(store).issues[0].shared is None
    with pytest.raises(StoreTrouble, match="before small numbers were hidden"):
        read(store, load_issued_snapshot, Q, 1)


PACKAGE = Path(ieo_metrics.__file__).parent
MEETING = (
    "store.issues.shared_issue_snapshot",
    "store.record.meetings_and_actions",
    "store.record.comments",
    "store.trail.audited_named_values",
    "measuring.overview_lines",
    "statistics.discussion_prompts",
    "charts.meeting_trend",
)


def imported(module: str) -> set[str]:
    """The modules of the package that a module imports, at its top or within a function; not those for types
    only."""
    path = PACKAGE.joinpath(*module.split(".")).with_suffix(".py")
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and id(node) not in types_only
            and (node.module or "").startswith("ieo_metrics.")
        ):
            own = node.module.removeprefix("ieo_metrics.")
            found |= {own, *(f"{own}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_that_the_meeting_is_made_of_can_reach_a_person_s_row():
    """Among all that it imports, and that these import, no module but the schema names the table of rows; and
    `known_references`, which is asked only when something is written, and answers with nothing but words of
    what was written."""
    assert [
        module for module in MEETING if not PACKAGE.joinpath(*module.split(".")).with_suffix(".py").exists()
    ] == []
    reached, waiting = set(), list(MEETING)
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += imported(module)
    files = [
        path
        for module in reached
        if (path := PACKAGE.joinpath(*module.split(".")).with_suffix(".py")).exists()
    ]
    assert len(files) > 20
    assert sorted(
        path.name
        for path in files
        if "KEPT_ROWS" in path.read_text(encoding="utf-8") or "kept_rows" in path.read_text(encoding="utf-8")
    ) == [
        "known_references_in_text.py",
        "schema.py",
    ]


def test_the_rows_can_be_gone(store):
    take(store, returns_of(trainings(Q, 3), stars(Q, SCORES)))
    issue(store, Q)
    with store.writing() as connection:
        for name in ("kept_rows", "versions", "withdrawn", "results", "returns"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
    assert row(read(store, load_issued_snapshot, Q, 1).frame, "5.3.1.b")["value"] == 3
