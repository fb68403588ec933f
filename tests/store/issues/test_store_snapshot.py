"""A snapshot is a value: what was decided by it is refused once a fact has moved, what is no fact moves
nothing, and what an issue hands out is made of the issue alone."""

import dataclasses
import re
from dataclasses import replace

import pytest

from ieo_metrics.checking.offence_harm_values import unsettled_offences
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.crime_harm import Edition, Offence, starter_edition
from ieo_metrics.framework.dates.quarters import first_day, quarter
from ieo_metrics.framework.terms_of_reference import AGENCIES
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.corrections.compare_quarter_figures import is_changed, quarter_figures
from ieo_metrics.store.issues.issues import HARM, all_issues
from ieo_metrics.store.record import crime_harm_editions, settings_in_force, settled_offences
from ieo_metrics.store.record.comments import OFFICER, add_comment
from ieo_metrics.store.record.meetings_and_actions import open_action
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.record.recommendation_progress import set_recommendation
from ieo_metrics.store.record.targets_and_chart_notes import all_rebasings, change_aims
from ieo_metrics.store.returns import acceptance, retention
from ieo_metrics.store.returns.board import note_queried, note_received
from ieo_metrics.store.trail import audit_trail, audited_named_values
from ieo_metrics.store.trail.audited_named_values import ACTIONS, SECOND_PERSON, TARGETS
from ieo_metrics.store.trail.verify import integrity_faults
from tests.recognising.in_memory import book
from tests.store.begun import Begin
from tests.store.office import SETTINGS, issue, remember, returns_of, stands, take, trainings

Q, NEXT, LATER = quarter(2024, 1), quarter(2024, 2), quarter(2025, 1)
ME, OTHER = "A. Officer", "B. Officer"
TRAININGS, THRESHOLD = "5.3.1.b", "small_number_threshold"
AIMS = [Target(TRAININGS, Q + later, (Band("on target", 10 + later),)) for later in range(3)]
STEP = Rebasing(TRAININGS, Q, "another area")
NOTE = ChartNote(Q, "second trainer", "Rock Pool")
EDITION = Edition("2026", "", (Offence("001/01", "Murder", 100), Offence("092/61", "Having cannabis", 2)))
# Of A nobody knows what it was until it is settled; B's is an offence of the edition above only.
OFFENCES = (
    "Reporting quarter: 2024/25 Q1\nPerson ref  Start date  Follow-up end  Traced\n"
    "A  2023-05-01  2024-05-01  yes\nB  2023-05-01  2024-05-01  yes\n",
    "Reporting quarter: 2024/25 Q1\nPerson ref  Offence date  HO code  Offence  CHI\n"
    "A  2023-04-01  -  Kicking: a dustbin  -\nA  2023-06-01  -  -  10\n"
    "B  2023-04-01  -  Having cannabis  -\nB  2023-06-01  -  -  1\n",
)


def asked_of(store):
    files = [part.tables["offences"] for one in returns_of(book(*OFFENCES)) for part in one.parts]
    return unsettled_offences(files, stands(store).settings)[0]


def facts(store):
    return stands(store).facts


def settle(store, who, drawn):
    harm = stands(store).settings.crime_harm
    settled_offences.settle_offence(store, who, harm, asked_of(store), starter_edition().offences[0], drawn)


def take_more(store, who, drawn):
    shown = acceptance.preview_acceptance(store, stands(store), returns_of(trainings(NEXT, 4, "more.xlsx")))
    acceptance.accept_shown_returns(store, who, replace(shown, facts=drawn))


# What changes a fact: by whom it is done, and the version by which it was decided.
CHANGES = {
    "accepted a return": take_more,
    "took back a return": lambda store, who, drawn: acceptance.withdraw_return(
        store, who, 1, "a mistake", replace(stands(store), facts=drawn)
    ),
    "issued a quarter": lambda store, who, drawn: issuing.issue_quarter(
        store, who, Q, replace(stands(store), facts=drawn)
    ),
    "locked a quarter": lambda store, who, drawn: issuing.lock_quarter(store, who, Q, drawn),
    "unlocked a quarter": lambda store, who, drawn: issuing.unlock_quarter(store, who, LATER, "late", drawn),
    "changed the settings (Small number threshold)": lambda store, who, drawn: (
        settings_in_force.choose_setting(store, who, THRESHOLD, 10, drawn)
    ),
    "changed the settings (Cambridge Crime Harm Index edition)": (
        lambda store, who, drawn: crime_harm_editions.take_edition(store, who, EDITION, drawn)
    ),
    "changed what is settled about offences": settle,
    "changed the targets": lambda store, who, drawn: change_aims(store, who, AIMS[1], "a target", drawn),
    "changed the steps": lambda store, who, drawn: change_aims(store, who, STEP, "a step", drawn),
    "changed the notes on charts": lambda store, who, drawn: change_aims(store, who, NOTE, "a note", drawn),
    "reduced old quarters to aggregates": lambda store, who, drawn: retention.reduce_rows(
        store, who, Q, SETTINGS, drawn
    ),
}
REST = ("took a target away", "counted by the edition of before", "asks about offences again")


def two_quarters(store: Store) -> None:
    """And one to come that is locked, and a target."""
    take(store, returns_of(trainings(Q - 1, 2, "old.xlsx"), trainings(Q, 3)))
    issuing.lock_quarter(store, ME, LATER, facts(store))
    change_aims(store, ME, AIMS[0], "a target", facts(store))


@pytest.fixture
def beginning() -> Begin:
    return two_quarters


@pytest.fixture
def begun(file_store) -> Store:
    return file_store


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_issued_once_a_fact_has_moved(begun, change):
    seen = stands(begun)
    CHANGES[change](begun, OTHER, seen.facts)
    before = stands(begun)
    words = (
        rf"since this page was drawn: .*B\. Officer {re.escape(change)}( \(.*?\))? at 13:00 on 20 July 2024\. "
        "Nothing was issued; look at the figures again, then issue"
    )
    with pytest.raises(Conflict, match=words):
        issuing.issue_quarter(begun, ME, Q, seen)
    now = stands(begun)
    assert (now.head, now.issues, now.locks) == (before.head, before.issues, before.locks)
    assert list(integrity_faults(begun)) == []


@pytest.mark.parametrize("change", [*CHANGES, *REST])
def test_no_change_is_made_by_a_snapshot_whose_facts_have_moved(begun, change):
    seen = facts(begun)
    settings_in_force.choose_setting(begun, OTHER, "follow_up_months", 6, seen)
    before = stands(begun)
    rest = {
        REST[0]: lambda: change_aims(begun, ME, AIMS[0], "took it away", seen, away=True),
        REST[1]: lambda: crime_harm_editions.take_edition(begun, ME, starter_edition(), seen),
        REST[2]: lambda: settled_offences.ask_again(begun, ME, ["a key"], seen),
    }
    words = (
        r"drawn: B\. Officer changed the settings \(Follow-up window, in months\) at 13:00 on .*\. Nothing"
    )
    with pytest.raises(Conflict, match=words):
        rest[change]() if change in rest else CHANGES[change](begun, ME, seen)
    assert stands(begun) == before


def test_what_was_done_is_not_refused_where_only_the_answer_was_lost(begun):
    shown = acceptance.preview_acceptance(
        begun, stands(begun), returns_of(trainings(NEXT - 1, 4, "more.xlsx"), store=begun)
    )
    first, second = (acceptance.accept_shown_returns(begun, ME, shown) for _ in range(2))
    assert (first[0].already, second[0].already, first[0].seq) == (False, True, second[0].seq)


NO_FACTS = {
    "a download": lambda store: _trail(store, "took a file away"),
    "a comment": lambda store: add_comment(store, ME, Q, TRAININGS, OFFICER, ME, "As planned."),
    "a file that arrived": lambda store: note_received(store, ME, returns_of(trainings(NEXT, 9, "new.xlsx"))),
    "a file that is sent back": lambda store: note_queried(store, ME, "0" * 64),
    "an action": lambda store: open_action(
        store, ME, Q, "Ask the schools", AGENCIES[0].name, first_day(NEXT)
    ),
    "a decision": lambda store: raise_to_svrp(store, ME, Q, "decision", "Go on."),
    "a heading that is confirmed": lambda store: remember(store, ME, "column mappings", {"a": 1}),
    "a recommendation": lambda store: set_recommendation(store, ME, "3.1", "not started", ""),
    "a check of everything": lambda store: list(integrity_faults(store)),
}


def _trail(store, action):
    with store.writing() as connection:
        audit_trail.append_entry(connection, store.now(), ME, action, {})


@pytest.mark.parametrize("what", NO_FACTS)
def test_what_is_no_fact_moves_the_trail_alone(begun, what):
    seen = stands(begun)
    NO_FACTS[what](begun)
    now = stands(begun)
    assert now == replace(seen, head=now.head)
    issuing.issue_quarter(begun, ME, Q, seen)  # and stands in the way of nothing
    assert len(stands(begun).issues) == 1


def test_every_action_is_said_to_change_a_fact_or_not():
    assert not set(audit_trail.FACTS) & set(audit_trail.OTHER_ACTIONS)
    # Whom an issue waits for changes no figure, and nothing that is handed out.
    assert set(ACTIONS.values()) - {ACTIONS[SECOND_PERSON]} <= set(audit_trail.FACTS)
    assert ACTIONS[SECOND_PERSON] in audit_trail.OTHER_ACTIONS


def test_an_action_of_which_that_is_not_said_is_not_done(begun):
    before = stands(begun).head
    with pytest.raises(ValueError, match="whether a fact changes when somebody painted the office"):
        _trail(begun, "painted the office")
    assert stands(begun).head == before


def test_what_older_stores_told_of_targets_is_still_found_right(begun, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(audited_named_values, "ACTIONS", {})
        remember(begun, ME, TARGETS, [AIMS[2].as_dict()])
    assert list(integrity_faults(begun)) == []
    change_aims(begun, ME, AIMS[0], "a target", facts(begun))
    assert stands(begun).targets == (AIMS[0], AIMS[2]) and list(integrity_faults(begun)) == []


def test_a_target_is_taken_away_by_what_it_is(begun):
    """Another officer's change has moved its place: an old page is told so, and a new one takes the right
    one."""
    seen = facts(begun)
    change_aims(begun, OTHER, AIMS[2], "another", seen)
    change_aims(begun, OTHER, AIMS[0], "took it away", facts(begun), away=True)
    with pytest.raises(Conflict, match=r"B\. Officer changed the targets"):
        change_aims(begun, ME, AIMS[0], "took it away", seen, away=True)
    assert stands(begun).targets == (AIMS[2],)
    change_aims(begun, OTHER, AIMS[1], "one before it", facts(begun))
    change_aims(begun, ME, AIMS[2], "took it away", facts(begun), away=True)
    assert stands(begun).targets == (AIMS[1],)


def test_a_step_is_taken_away_by_what_it_is(begun):
    other = replace(STEP, quarter=NEXT)
    for one in (other, STEP):
        change_aims(begun, ME, one, "a step", facts(begun))
    assert stands(begun).rebasings == (STEP, other)
    change_aims(begun, ME, other, "took it away", facts(begun), away=True)
    with begun.reading() as connection:
        assert all_rebasings(connection) == (STEP,)


def test_two_targets_of_one_quarter_are_not_kept(begun):
    with pytest.raises(ValueError, match="Two targets of"):
        change_aims(begun, ME, AIMS[0], "the same", facts(begun))
    assert stands(begun).targets == (AIMS[0],)


def test_a_snapshot_does_not_change(begun):
    seen = stands(begun)
    for name in ("settings", "targets", "locks", "facts"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(seen, name, None)
    with pytest.raises(TypeError):
        seen.locks[Q] = ME  # type: ignore[index]
    for name in ("returns", "withdrawn", "issues", "targets", "rebasings", "notes"):
        assert isinstance(getattr(seen, name), tuple), name


def harm_of(results) -> dict:
    return quarter_figures(results.frame)["5.2.2.a", Q]


def first_issue(store):
    with store.reading() as connection:
        return all_issues(connection)[0]


def settings_then(store, one):
    with store.reading() as connection:
        return settings_in_force.settings_of_then(connection, store, one.settings)


@pytest.fixture
def harmed(office):
    """Issued under an uploaded edition with an offence settled; afterwards both are others, and so are the
    targets."""
    store = office.open()
    crime_harm_editions.take_edition(store, ME, EDITION, facts(store))
    change_aims(store, ME, AIMS[0], "a target", facts(store))
    settled_offences.settle_offence(
        store, ME, stands(store).settings.crime_harm, asked_of(store), EDITION.offences[0], facts(store)
    )
    take(store, returns_of(book(*OFFENCES)))
    issue(store, Q)
    assert harm_of(stands(store).results)["numerator"] == 2, "A 100 → 10, B 2 → 1"
    crime_harm_editions.take_edition(store, ME, starter_edition(), facts(store))
    change_aims(store, ME, AIMS[0], "took it away", facts(store), away=True)
    return store


def test_what_was_issued_is_worked_out_again_by_its_own_edition_and_settlements(harmed):
    settled_offences.ask_again(harmed, ME, list(first_issue(harmed).about[HARM]["settled"]), facts(harmed))
    one = first_issue(harmed)
    then = current_snapshot.results_with_rows(harmed, settings_then(harmed, one), one.seqs)
    now = current_snapshot.results_with_rows(harmed, stands(harmed).settings, one.seqs)
    assert not is_changed(one.figures["5.2.2.a", Q], harm_of(then))
    assert is_changed(one.figures["5.2.2.a", Q], harm_of(now)), "the starter knows neither"
    assert then.settings == one.settings and one.settings.crime_harm.edition == EDITION
    assert (one.targets, one.about["steps"]) == ((AIMS[0],), [])


def test_an_older_issue_is_worked_out_by_the_edition_of_its_hash_if_that_is_kept(harmed):
    one = first_issue(harmed)
    older = replace(one, about={name: said for name, said in one.about.items() if name != HARM})
    assert older.settings.crime_harm.edition is None, "never that of today"
    again = current_snapshot.results_with_rows(harmed, settings_then(harmed, older), one.seqs)
    assert not is_changed(one.figures["5.2.2.a", Q], harm_of(again))
    for gone in ({"crime_harm_sha256": "ab" * 32}, {"crime_harm_settled": "cd" * 32}):
        about = {**older.about, "settings": {**older.about["settings"], **gone}}
        with pytest.raises(StoreTrouble, match=r"made with the edition 2026 .* which are not kept"):
            settings_then(harmed, replace(older, about=about))
    # Of then it is known that nothing was settled: what is settled now plays no part.
    about = {**older.about, "settings": {**older.about["settings"], "crime_harm_settled": ""}}
    assert settings_then(harmed, replace(older, about=about)).crime_harm.settled == {}
