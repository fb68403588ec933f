"""Versions, nil returns, the same file again, what an officer is shown before accepting, and locked
quarters."""

import datetime as dt

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.schema import AUDIT, VERSIONS
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.returns import acceptance
from tests.recognising.in_memory import book
from tests.store.office import issue, returns_of, stands, stars, take, tidy, trainings, value

Q, NEXT = quarter(2024, 1), quarter(2024, 2)
TRAININGS = "5.3.1.b"


def test_a_second_return_for_a_quarter_is_version_2_and_governs(store):
    take(store, returns_of(trainings(Q, 3)))
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    now = stands(store)
    assert [one.versions for one in now.returns] == [{Q: 1}, {Q: 2}]
    assert value(store, TRAININGS, Q)["value"] == 5


def test_a_version_that_is_taken_back_governs_nothing_and_stays(store):
    take(store, returns_of(trainings(Q, 3)))
    [second] = take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    acceptance.withdraw_return(store, "B. Officer", second.seq, "the wrong file", stands(store))
    now = stands(store)
    assert ([one.seq for one in now.returns], [one.seq for one in now.withdrawn]) == ([1], [2])
    assert value(store, TRAININGS, Q)["value"] == 3
    take(store, returns_of(trainings(Q, 7, "third.xlsx"), store=store))
    assert stands(store).returns[-1].versions == {Q: 3}
    assert value(store, TRAININGS, Q)["value"] == 7


@pytest.mark.parametrize("why", ["", "  \n"])
def test_nothing_is_taken_back_without_a_reason(store, why):
    take(store, returns_of(trainings(Q, 3)))
    with pytest.raises(StoreTrouble, match="Say why"):
        acceptance.withdraw_return(store, "A. Officer", 1, why, stands(store))
    assert value(store, TRAININGS, Q)["value"] == 3


def test_a_return_is_taken_back_once(store):
    take(store, returns_of(trainings(Q, 3)))
    before = stands(store)
    acceptance.withdraw_return(store, "A. Officer", 1, "a mistake", before)
    for seen in (before, stands(store)):
        with pytest.raises(Conflict):
            acceptance.withdraw_return(store, "B. Officer", 1, "a mistake", seen)


def test_a_nil_return_is_there_and_counts_nothing(store):
    nil = returns_of(trainings(Q, 0))
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, nil)
    assert len(shown.nil) == 1
    acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert stands(store).returns[0].nil
    figure = value(store, TRAININGS, Q)
    assert (figure["value"], figure["marker"]) == (0, "")


def test_the_same_file_again_changes_nothing_and_says_by_whom(store):
    take(store, returns_of(trainings(Q, 3)), who="A. Officer")
    before, head = tidy(store), stands(store).head
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(trainings(Q, 3), store=store))
    assert (shown.returns, shown.moves, shown.already[0].by, shown.already[0].at) == (
        (),
        (),
        "A. Officer",
        "2024-07-20T12:00:00.000000Z",
    )
    assert acceptance.accept_shown_returns(store, "B. Officer", shown) == []
    assert (tidy(store), stands(store).head) == (before, head)


def test_the_same_undated_file_on_a_later_day_is_the_same_file(store):
    """A file that does not state its date takes the day on which it came; that does not make it another
    return."""
    undated = book("Reporting quarter: 2024/25 Q1\nDate  Session type\n2024-05-01  Training")
    take(store, returns_of(undated))
    later = returns_of(undated, store=store, received=dt.datetime(2024, 8, 1, tzinfo=dt.UTC))
    assert later[0].made == dt.date(2024, 8, 1)
    assert len(acceptance.preview_acceptance(store, stands(store), later).already) == 1


def test_the_same_file_without_a_stated_quarter_is_the_same_file(store):
    unstated = book(
        "Date of return: 1 August 2024\nDate  Session type\n2024-02-01  Training\n2024-05-01  Training"
    )
    take(store, returns_of(unstated))
    assert (
        len(acceptance.preview_acceptance(store, stands(store), returns_of(unstated, store=store)).already)
        == 1
    )


def test_a_return_that_was_taken_back_can_be_accepted_anew(store):
    first = returns_of(trainings(Q, 3))
    take(store, first)
    acceptance.withdraw_return(store, "me", 1, "a mistake", stands(store))
    assert acceptance.preview_acceptance(store, stands(store), first).already == ()
    take(store, first)
    assert [one.seq for one in stands(store).returns] == [2] and value(store, TRAININGS, Q)["value"] == 3
    assert len(acceptance.preview_acceptance(store, stands(store), first).already) == 1


def test_two_returns_accepted_together_are_two(store):
    take(
        store,
        returns_of(trainings(Q, 3), trainings(NEXT, 4, "next.xlsx"), stars(Q, {"a": (2, 6), "b": (5, 5)})),
    )
    assert [one.title for one in stands(store).returns] == [
        "TIPS · Rock Pool",
        "TIPS · Rock Pool",
        "RESET · Society of St James",
    ]
    assert (value(store, TRAININGS, Q)["value"], value(store, TRAININGS, NEXT)["value"]) == (3, 4)
    mean, share = value(store, "5.1.1.a", Q), value(store, "5.1.1.b", Q)
    assert (mean["value"], mean["denominator"], share["value"]) == (
        2,
        2,
        0.5,
    )  # (+4 and 0) / 2; one of two is better


def test_what_is_shown_is_what_will_be(store):
    """The moves that are shown are the difference between the measures before and after."""
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (2, 6), "b": (5, 5)})))
    before = {
        (row["ref"], row["period"]): row
        for row in stands(store).results.frame.to_dict("records")
        if row["span"] == "quarter" and row["area"] == "all"
    }
    fresh = returns_of(
        trainings(Q, 5, "again.xlsx"),
        stars(Q, {"a": (2, 6), "b": (5, 4), "c": (1, 2)}, "stars again.xlsx"),
        store=store,
    )
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, fresh)
    acceptance.accept_shown_returns(store, "A. Officer", shown)
    after = {key: row for key in before for row in [value(store, *key)]}
    moved = {
        key
        for key in before
        if any(
            not (
                before[key][n] == after[key][n]
                or (before[key][n] != before[key][n] and after[key][n] != after[key][n])
            )
            for n in ("value", "denominator")
        )
    }
    assert {(move.ref, move.quarter) for move in shown.moves} == moved
    assert {
        (move.ref, move.before["value"], move.after["value"]) for move in shown.moves if move.ref == TRAININGS
    } == {(TRAININGS, 3, 5)}
    mean = next(move for move in shown.moves if move.ref == "5.1.1.a")
    assert (mean.before["value"], mean.after["value"]) == (2, pytest.approx(4 / 3))  # (+4 − 1 + 1) / 3


def test_nothing_is_written_by_looking(store):
    take(store, returns_of(trainings(Q, 3)))
    head = stands(store).head
    acceptance.preview_acceptance(
        store, stands(store), returns_of(trainings(Q, 9, "other.xlsx"), store=store)
    )
    assert (stands(store).head, value(store, TRAININGS, Q)["value"]) == (head, 3)


def test_whoever_was_overtaken_is_told_by_whom_and_when(store):
    first, second = returns_of(trainings(Q, 3)), returns_of(trainings(Q, 5, "other.xlsx"))
    now = stands(store)
    mine, theirs = (
        acceptance.preview_acceptance(store, now, first),
        acceptance.preview_acceptance(store, now, second),
    )
    acceptance.accept_shown_returns(store, "B. Officer", theirs)
    with pytest.raises(
        Conflict,
        match=r"B\. Officer accepted a return \(Rock Pool\) at 13:00 on 20 July 2024\. Nothing was saved",
    ):
        acceptance.accept_shown_returns(store, "A. Officer", mine)
    assert value(store, TRAININGS, Q)["value"] == 5
    take(store, returns_of(trainings(Q, 3), store=store))  # looked at again, then accepted
    assert stands(store).returns[-1].versions == {Q: 2}


def test_another_provider_s_return_is_looked_at_before_ones_own_is_accepted(store):
    """What was shown would move other figures beside it, such as those of a young person who is in both."""
    now = stands(store)
    mine, theirs = (
        acceptance.preview_acceptance(store, now, returns_of(one))
        for one in (trainings(Q, 3), stars(Q, {"a": (1, 2)}))
    )
    acceptance.accept_shown_returns(store, "B. Officer", theirs)
    with pytest.raises(Conflict, match=r"B\. Officer accepted a return"):
        acceptance.accept_shown_returns(store, "A. Officer", mine)
    take(store, returns_of(trainings(Q, 3), store=store))
    assert (value(store, TRAININGS, Q)["value"], value(store, "5.1.1.a", Q)["value"]) == (3, 1)


def test_a_locked_quarter_is_not_moved_until_it_is_unlocked_with_a_reason(store):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    fresh = returns_of(trainings(Q, 5, "again.xlsx"), store=store)
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, fresh)
    assert shown.locked == (Q,)
    with pytest.raises(StoreTrouble, match=r"2024/25 Q1, which is locked"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert (len(stands(store).returns), value(store, TRAININGS, Q)["value"]) == (1, 3)
    with pytest.raises(StoreTrouble, match="Say why"):
        issuing.unlock_quarter(store, "A. Officer", Q, "  ", stands(store).facts)
    issuing.unlock_quarter(store, "A. Officer", Q, "Rock Pool corrected its count", stands(store).facts)
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    assert value(store, TRAININGS, Q)["value"] == 5
    with store.reading() as connection:
        told = [
            row.about for row in connection.execute(sa.select(AUDIT)) if row.action == "unlocked a quarter"
        ]
    assert len(told) == 1 and "Rock Pool corrected its count" in told[0]


def test_a_locked_quarter_does_not_stop_another(store):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    take(store, returns_of(trainings(NEXT, 4, "next.xlsx"), store=store))
    assert value(store, TRAININGS, NEXT)["value"] == 4


def year_to_date(store, quarter):
    frame = stands(store).results.frame
    rows = frame[
        (frame["ref"] == TRAININGS) & (frame["period"] == quarter) & (frame["area"] == "all")
    ].set_index("span")["value"]
    return rows["year to date"]


def locked_second(store):
    """Two quarters of 3 and 4 sessions, of which the second is issued and locked: 7 in its year to date."""
    take(store, returns_of(trainings(Q, 3), trainings(NEXT, 4, "next.xlsx")))
    issue(store, NEXT)
    assert (set(stands(store).locks), year_to_date(store, NEXT)) == ({NEXT}, 7)


def test_an_earlier_quarter_that_is_not_locked_does_not_move_a_locked_one_s_year_to_date(store):
    """5 in place of 3 sessions would make 9 of the 7 that were issued."""
    locked_second(store)
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    assert ({move.quarter for move in shown.moves}, shown.locked) == ({Q}, (NEXT,))
    with pytest.raises(
        StoreTrouble,
        match=(
            r"This would change figures of 2024/25 Q2, which is locked because it was issued\. Unlock it first, and "
            r"say why\. Nothing was saved\."
        ),
    ):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert (year_to_date(store, NEXT), value(store, TRAININGS, Q)["value"]) == (7, 3)
    issuing.unlock_quarter(
        store, "A. Officer", NEXT, "Rock Pool corrected its count of the quarter before", stands(store).facts
    )
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    assert year_to_date(store, NEXT) == 9


def test_several_locked_quarters_are_named_as_several():
    assert acceptance.locked_in_words([Q, NEXT], "It covers ") == (
        "It covers 2024/25 Q1 and 2024/25 Q2, which are locked because they were issued. Unlock them first, and say why."
    )


def test_nor_does_a_return_of_it_that_is_taken_back(store):
    locked_second(store)
    with pytest.raises(StoreTrouble, match=r"2024/25 Q2, which is locked because it was issued"):
        acceptance.withdraw_return(store, "A. Officer", 1, "a mistake", stands(store))
    assert year_to_date(store, NEXT) == 7


def test_nor_where_it_was_locked_meanwhile(store):
    take(store, returns_of(trainings(Q, 3), trainings(NEXT, 4, "next.xlsx")))
    now = stands(store)
    issuing.lock_quarter(store, "B. Officer", NEXT, stands(store).facts)
    with pytest.raises(
        Conflict, match=r"B\. Officer locked a quarter \(2024/25 Q.\) at .*Nothing was taken back"
    ):
        acceptance.withdraw_return(store, "A. Officer", 1, "a mistake", now)
    assert len(stands(store).returns) == 2


def test_a_quarter_of_the_year_before_moves_nothing_of_a_locked_one_that_was_handed_out(store):
    """2023/24 Q4 is no part of the year to date of 2024/25 Q1, but of its rolling four quarters, which nobody was
    given; a quarter that was locked and not issued is locked with all of its figures."""
    take(store, returns_of(*(trainings(q, 3, f"{q}.xlsx") for q in range(Q - 3, Q + 1))))
    issue(store, Q)
    shown = acceptance.preview_acceptance(
        store, stands(store), returns_of(trainings(Q - 1, 5, "again.xlsx"), store=store)
    )
    assert shown.locked == ()
    issuing.lock_quarter(store, "A. Officer", Q - 2, stands(store).facts)
    assert (
        acceptance.preview_acceptance(
            store, stands(store), returns_of(trainings(Q - 1, 5, "again.xlsx"), store=store)
        ).locked
        == ()
    )  # it is before


def test_the_next_quarter_moves_no_locked_one(store):
    """Returns that come in their turn are never held up: six quarters, each issued before the next
    arrives."""
    for q in range(Q - 2, Q + 4):
        take(store, returns_of(trainings(q, 3, f"{q}.xlsx"), store=store))
        issue(store, q)
    assert len(stands(store).locks) == 6


def test_the_district_of_a_locked_quarter_is_the_one_that_it_was_issued_with(store):
    """The same young person, of another district: no figure of all areas together moves, and those of two districts
    stand as they were issued; so nothing has to be unlocked."""
    reset = (
        "Reporting quarter: 2024/25 Q1\nDate of return: {} July 2024\nYoung person ref  Support started  "
        "Support ended  Setting  District\n"
    )
    take(store, returns_of(book(reset.format(9) + "A1  2024-05-01  -  Community  Portsmouth")))
    issue(store, Q)
    again = returns_of(book(reset.format(12) + "A1  2024-05-01  -  Community  Southampton"), store=store)
    shown = acceptance.preview_acceptance(store, stands(store), again)
    assert (shown.moves, shown.locked) == ((), ())


def test_a_year_to_date_whose_lock_came_meanwhile_is_kept(store):
    take(store, returns_of(trainings(Q, 3), trainings(NEXT, 4, "next.xlsx")))
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    issuing.lock_quarter(store, "B. Officer", NEXT, stands(store).facts)
    with pytest.raises(Conflict, match=r"B\. Officer locked a quarter \(2024/25 Q.\) at .*Nothing was saved"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)


def test_a_lock_that_came_meanwhile_is_kept(store):
    take(store, returns_of(trainings(Q, 3)))
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    issuing.lock_quarter(store, "B. Officer", Q, stands(store).facts)
    with pytest.raises(Conflict, match=r"B\. Officer locked a quarter \(2024/25 Q.\) at .*Nothing was saved"):
        acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert value(store, TRAININGS, Q)["value"] == 3


def test_a_return_of_a_locked_quarter_is_not_taken_back(store):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    with pytest.raises(StoreTrouble, match="locked because it was issued"):
        acceptance.withdraw_return(store, "A. Officer", 1, "a mistake", stands(store))
    assert value(store, TRAININGS, Q)["value"] == 3


def test_one_row_a_version(store):
    take(store, returns_of(trainings(Q, 3)))
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), trainings(NEXT, 1, "next.xlsx"), store=store))
    with store.reading() as connection:
        held = [
            (row.quarter, row.version, row.seq)
            for row in connection.execute(sa.select(VERSIONS).order_by(VERSIONS.c.seq))
        ]
    assert held == [(Q, 1, 1), (Q, 2, 2), (NEXT, 1, 3)]
