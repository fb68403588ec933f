"""An issue that waits for a second person's word: nothing of it is issued before, exactly it is issued then, and
nobody approves their own."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.backup import back_up
from ieo_metrics.store.database.errors import Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.restore import restore_in_place
from ieo_metrics.store.database.schema import ISSUES, PROPOSALS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.approving import proposals, second_person
from ieo_metrics.store.issues.approving.proposals import Proposal
from ieo_metrics.store.issues.approving.second_person import Somebody
from ieo_metrics.store.issues.shared_issue_snapshot import latest_issue_numbers, load_issued_snapshot
from ieo_metrics.store.record.settings_in_force import choose_setting
from ieo_metrics.store.trail.audit_trail import append_entry, trail_entries
from ieo_metrics.store.trail.verify import integrity_faults
from tests.store.begun import Begin
from tests.store.office import issue, returns_of, stands, stars, take, trainings

Q = quarter(2024, 1)
OFFICER, SECOND = Somebody("A. Officer (1)", "first"), Somebody("B. Approver (2)", "second")
FROZEN = ("about", "data", "shared")


def waits_for_two(store: Store) -> None:
    take(store, returns_of(stars(Q, dict.fromkeys("abcdefg", (3, 5))), trainings(Q, 3)))
    second_person.let_issues_wait(store, OFFICER)


@pytest.fixture
def beginning() -> Begin:
    return waits_for_two


def proposed(store: Store, by: Somebody = OFFICER) -> Proposal:
    proposals.propose(store, by, Q, stands(store))
    return waiting(store)[0]


def waiting(store: Store) -> list[Proposal]:
    with store.reading() as connection:
        return proposals.proposals(connection)


def frozen(store: Store, table: sa.Table) -> list[tuple]:
    with store.reading() as connection:
        return list(map(tuple, connection.execute(sa.select(*(table.c[name] for name in FROZEN)))))


def done(store: Store) -> list[tuple[str, str | None, str]]:
    with store.reading() as connection:
        return [(one.who, one.role, one.action) for one in trail_entries(connection)][-3:]


def test_exactly_what_was_proposed_is_issued_once_another_approves(store: Store) -> None:
    shown = proposed(replace(store, role="officer"))
    before = frozen(store, PROPOSALS)
    assert len(before) == 1 and list(integrity_faults(store)) == []
    with store.reading() as connection:
        assert latest_issue_numbers(connection) == {} and load_issued_snapshot(connection, Q, 1) is None
        seen = proposals.look_at(connection, shown).issue
    assert (stands(store).issues, dict(stands(store).locks)) == ((), {})
    proposals.approve(replace(store, role="approver"), SECOND, shown)
    assert frozen(store, ISSUES) == before and waiting(store) == []
    [now] = stands(store).issues
    assert (now.key, now.who) == ((Q, 1), "A. Officer (1), approved by B. Approver (2)")
    assert dict(stands(store).locks) == {Q: SECOND.who}
    with store.reading() as connection:
        issued = load_issued_snapshot(connection, Q, 1)
    assert issued is not None and issued.frame.equals(seen.frame) and issued.targets == seen.targets
    assert done(store) == [
        (OFFICER.who, "officer", "proposed an issue"),
        (SECOND.who, "approver", "approved an issue"),
        (SECOND.who, "approver", "issued a quarter"),
    ]
    assert list(integrity_faults(store)) == []


def test_what_is_issued_is_what_one_alone_would_have_issued(file_store: Store) -> None:
    """The same figures, as the same settings, targets and returns give them, whoever issues them."""
    shown = proposed(file_store)
    _, *by_two = frozen(file_store, PROPOSALS)[0]
    proposals.take_back(file_store, OFFICER, shown)
    second_person.ask_to_end(file_store, OFFICER)
    second_person.end_waiting(file_store, SECOND, OFFICER)
    issue(file_store, Q)
    _, *alone = frozen(file_store, ISSUES)[0]
    assert alone == by_two


@pytest.mark.parametrize("another", [OFFICER, Somebody("B. Approver (2)", "first"), Somebody("Nobody", "")])
def test_nobody_approves_their_own(file_store: Store, another: Somebody) -> None:
    """Not under another name, address or role either, nor where nobody knows who it is."""
    shown = proposed(file_store)
    for word in (proposals.approve, lambda *about: proposals.send_back(*about, "not mine")):
        with pytest.raises(StoreTrouble, match="Nobody approves what they proposed"):
            word(file_store, another, shown)
    assert waiting(file_store) == [shown] and stands(file_store).issues == ()


def test_nothing_is_issued_past_it(file_store: Store) -> None:
    with pytest.raises(StoreTrouble, match=r"2024/25 Q1 was not issued\. Propose it"):
        issuing.issue_quarter(file_store, OFFICER.who, Q, stands(file_store))
    with pytest.raises(StoreTrouble, match="Sign in first"):
        proposals.propose(file_store, Somebody("A. Officer", ""), Q, stands(file_store))
    assert waiting(file_store) == [] and stands(file_store).issues == ()


CHANGES = {
    "accepted a return": lambda store: take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store)),
    "changed the settings": lambda store: choose_setting(
        store, "C", "small_number_threshold", 10, stands(store).facts
    ),
    "locked a quarter": lambda store: issuing.lock_quarter(store, "C", Q, stands(store).facts),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_meanwhile_is_not_issued(file_store: Store, change: str) -> None:
    shown = proposed(file_store)
    CHANGES[change](file_store)
    with pytest.raises(Conflict, match=f"{change}.*Nothing was issued"):
        proposals.approve(file_store, SECOND, shown)
    with file_store.reading() as connection:
        assert proposals.is_out_of_date(connection, shown)
    assert stands(file_store).issues == () and waiting(file_store) == [shown]
    proposals.take_back(file_store, OFFICER, shown)
    proposals.approve(file_store, SECOND, proposed(file_store))
    assert len(stands(file_store).issues) == 1 and list(integrity_faults(file_store)) == []


def test_who_comes_second_is_told_who_was_quicker(store: Store) -> None:
    shown = proposed(store)
    proposals.take_back(store, OFFICER, shown)
    same = r"does not wait any more: A\. Officer \(1\) took a proposed issue back at .* Nothing of yours"
    for word in (proposals.approve, proposals.take_back):
        with pytest.raises(Conflict, match=same):
            word(store, SECOND, shown)
    # What is proposed again is not what was looked at.
    other = proposed(store)
    with pytest.raises(Conflict, match="as you saw it does not wait any more"):
        proposals.approve(store, SECOND, shown)
    proposals.approve(store, SECOND, other)
    with pytest.raises(Conflict, match="approved an issue at"):
        proposals.take_back(store, OFFICER, other)
    with pytest.raises(Conflict, match="approved an issue at"):
        proposals.approve(store, SECOND, other)
    assert len(stands(store).issues) == 1


def test_one_waits_at_a_time(file_store: Store) -> None:
    proposed(file_store)
    with pytest.raises(Conflict, match=r"waits for approval since .*, proposed by A\. Officer \(1\) already"):
        proposals.propose(file_store, SECOND, Q, stands(file_store))
    assert len(waiting(file_store)) == 1


def test_it_is_sent_back_with_a_reason_that_tells_nothing(file_store: Store) -> None:
    shown = proposed(file_store)
    for why, said in ((" ", "Say why it is sent back"), ("Ask sam@example.org", "holds an e-mail address")):
        with pytest.raises(StoreTrouble, match=said):
            proposals.send_back(file_store, SECOND, shown, why)
    proposals.send_back(file_store, SECOND, shown, "A comment is missing")
    with file_store.reading() as connection:
        back = proposals.sent_back(connection, Q)
    assert back is not None and (back.who, proposals.why_of(back)) == (SECOND.who, "A comment is missing")
    assert waiting(file_store) == [] and list(integrity_faults(file_store)) == []
    proposed(file_store)
    with file_store.reading() as connection:
        assert proposals.sent_back(connection, Q) is None


@pytest.mark.parametrize("column", ["shared", "about", "person"])
def test_what_was_changed_in_the_file_is_not_issued(file_store: Store, column: str) -> None:
    shown = proposed(file_store)
    with file_store.writing() as connection:
        value = b"x" if column == "shared" else "x"
        connection.execute(sa.update(PROPOSALS).values({column: value}))
    with pytest.raises(Damaged, match="is not what was proposed"):
        proposals.approve(file_store, SECOND, shown)
    assert list(integrity_faults(file_store)) == [
        "what waits to be issued of 2024/25 Q1 is not as the audit trail says that it was recorded"
    ]


# Whether an issue waits


def test_it_ends_by_the_word_of_two(file_store: Store) -> None:
    def waits() -> tuple[bool | None, Somebody | None]:
        with file_store.reading() as connection:
            now = second_person.second_person(connection)
        return now.waits, now.ending

    figures = stands(file_store).facts
    second_person.ask_to_end(file_store, OFFICER)
    with pytest.raises(StoreTrouble, match="cannot agree to it"):
        second_person.end_waiting(file_store, OFFICER, OFFICER)
    assert waits() == (True, OFFICER)
    second_person.keep_waiting(file_store, SECOND)
    assert waits() == (True, None)
    with pytest.raises(Conflict, match="Somebody else has changed meanwhile"):
        second_person.end_waiting(file_store, SECOND, OFFICER)
    second_person.ask_to_end(file_store, OFFICER)
    second_person.end_waiting(file_store, SECOND, OFFICER)
    assert waits() == (False, None)
    assert [action for _, _, action in done(file_store)] == ["changed who an issue waits for"] * 3
    assert stands(file_store).facts == figures, "no figure rests on it"
    assert list(integrity_faults(file_store)) == []


def test_where_nobody_signs_in_it_cannot_be_set(file_store: Store) -> None:
    with pytest.raises(StoreTrouble, match=r"only where people sign in.*Nothing was changed"):
        second_person.let_issues_wait(file_store, Somebody("A. Officer", ""))


def test_a_backup_of_before_is_not_put_back_past_it(file_store: Store) -> None:
    second_person.ask_to_end(file_store, OFFICER)
    second_person.end_waiting(file_store, SECOND, OFFICER)
    kept = back_up(file_store, file_store.folder / "before.backup")
    second_person.let_issues_wait(file_store, OFFICER)
    with pytest.raises(StoreTrouble, match="it was set that an issue waits for a second person"):
        restore_in_place(file_store, OFFICER.who, kept, stands(file_store).head)


def test_two_officers_are_two_people_who_signed_in(file_store: Store) -> None:
    def officers() -> tuple[str, ...]:
        with file_store.reading() as connection:
            return second_person.officers_in_trail(connection)

    def acts(who: str, role: str | None) -> None:
        with replace(file_store, role=role).writing() as connection:
            append_entry(connection, file_store.now(), who, "took a file away", {})

    acts("a@unit.example.org (1)", "officer")
    acts("An Officer (1)", "officer")  # the same, who has another address or none now
    acts("root", "officer")
    acts("c@unit.example.org (3)", "approver")
    assert officers() == ("An Officer",)
    acts("b@unit.example.org (2)", "officer")
    assert officers() == ("An Officer", "b@unit.example.org")


def test_an_approver_finds_no_hidden_figure_by_trying_reasons(file_store: Store) -> None:
    """61% is no figure of here: an officer may write it, and from an approver it is refused like any other."""
    shown = proposed(file_store)
    approver = replace(file_store, role="approver")
    for words in ("It was 61%.", "It was 100%.", "There were 61 young people."):
        with pytest.raises(StoreTrouble, match="Only officers write how many young people"):
            proposals.send_back(approver, SECOND, shown, words)
    assert waiting(file_store) == [shown]
    proposals.send_back(replace(file_store, role="officer"), SECOND, shown, "It was 61%.")
    proposals.send_back(approver, SECOND, proposed(file_store), "A return of May 2024 is missing.")
    assert waiting(file_store) == []


@pytest.mark.parametrize("reference", ["YP-205", "YP-999", "AE0417", "c3b7-d2"])
def test_an_approver_finds_no_reference_by_trying_words(file_store: Store, reference: str) -> None:
    """Whether a return holds it or not, it is refused in the same words."""
    shown = proposed(file_store)
    approver = replace(file_store, role="approver")
    with pytest.raises(StoreTrouble, match=f'what could be a young person\'s reference, "{reference}"'):
        proposals.send_back(approver, SECOND, shown, f"Look at {reference} again.")
    assert waiting(file_store) == [shown]
    proposals.send_back(approver, SECOND, shown, "By 12 May 2024, in room 12: 2024/25 Q1 is not whole.")
    assert waiting(file_store) == []
