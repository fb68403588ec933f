"""What was issued stays as it was issued; what moved since is marked, with both figures; the board says where
each return is."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest
import sqlalchemy as sa

from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import last_day, quarter
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.schema import ISSUES, RETURNS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, issues, issuing
from ieo_metrics.store.issues.corrections.revisions import revisions
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes, frame_of_bytes
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns import board as boards
from ieo_metrics.store.returns.row_bytes import to_bytes
from ieo_metrics.store.trail.verify import integrity_faults
from tests.store.office import (
    SETTINGS,
    collection_of,
    issue,
    returns_of,
    stands,
    stars,
    take,
    trainings,
    value,
)

Q, NEXT = quarter(2024, 1), quarter(2024, 2)
TRAININGS = "5.3.1.b"


def workbook_of(store: Store, number: int = 0) -> bytes:
    with store.reading() as connection:
        one = issues.all_issues(connection)[number]
        results, collection = as_issued.as_issued(connection, one)
    return svrp_workbook(results, collection, one.quarter)


def again(store: Store, how_many: int, name: str = "again.xlsx", q: int = Q) -> None:
    """A further return for an issued quarter."""
    issuing.unlock_quarter(store, "A. Officer", q, "a correction", stands(store).facts)
    take(store, returns_of(trainings(q, how_many, name), store=store))


def test_an_issue_makes_the_same_workbook_later(office):
    """Byte for byte: after further acceptances, under other settings now, and after opening again."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (2, 6), "b": (5, 5)})))
    issue(store, Q)
    first = workbook_of(store)
    again(store, 5)
    take(store, returns_of(trainings(NEXT, 2, "next.xlsx"), store=store))
    stands(store, Settings(small_number_threshold=10))
    assert workbook_of(store) == first
    assert workbook_of(office.open()) == first


def test_a_figure_that_moved_since_it_was_issued_is_marked_with_both_figures(store):
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (2, 6)})))
    issue(store, Q)
    assert value(store, TRAININGS, Q)["marker"] == ""
    again(store, 5)
    figure = value(store, TRAININGS, Q)
    assert (figure["value"], figure["marker"], figure["note"]) == (
        5,
        "r",
        "3 when issued at 13:00 on 20 July 2024",
    )
    assert value(store, "5.1.1.a", Q)["marker"] == ""  # it did not move
    now = stands(store)
    found = revisions(now.issues, now.results.frame)
    assert [(one.ref, one.quarter, one.issued["value"], one.now["value"]) for one in found] == [
        (TRAININGS, Q, 3, 5)
    ]


def test_a_quarter_issued_again_is_no_longer_revised(store):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    first = workbook_of(store)
    again(store, 5)
    issue(store, Q)
    now = stands(store)
    assert [(one.quarter, one.number) for one in now.issues] == [(Q, 1), (Q, 2)]
    assert (revisions(now.issues, now.results.frame), value(store, TRAININGS, Q)["marker"]) == ([], "")
    assert (workbook_of(store, 0), workbook_of(store, 1) != first) == (first, True)


def test_issuing_locks(store):
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    assert set(stands(store).locks) == {Q}


def test_what_is_not_covered_is_not_issued(store):
    with pytest.raises(StoreTrouble, match="nothing to issue"):
        issue(store, Q)
    take(store, returns_of(trainings(Q, 3)))
    with pytest.raises(StoreTrouble, match="nothing to issue"):
        issue(store, NEXT)


def test_nothing_is_issued_that_the_officer_did_not_see(store):
    take(store, returns_of(trainings(Q, 3)))
    seen = stands(store)
    take(store, returns_of(trainings(NEXT, 2, "next.xlsx"), store=store))
    with pytest.raises(Conflict, match="Nothing was issued"):
        issuing.issue_quarter(store, "A. Officer", Q, seen)
    assert stands(store).issues == ()


def square(
    now: StoreSnapshot, store: Store, today: dt.date, q: int = Q, provider: str = "Rock Pool"
) -> boards.BoardCell:
    with store.reading() as connection:
        arrived = boards.receipts(connection)
    return next(
        one for one in boards.returns_board(now, arrived, [q], today) if one.return_type.provider == provider
    )


DUE = last_day(Q) + dt.timedelta(days=21)  # 21 July 2024


def test_the_board_follows_a_return_from_not_due_to_revised(store):
    def state(today: dt.date = DUE) -> tuple[str, int]:
        one = square(stands(store), store, today)
        return one.state, one.late

    assert dt.date(2024, 7, 21) == DUE
    assert state(last_day(Q)) == state(DUE) == ("not due yet", 0)
    assert state(DUE + dt.timedelta(days=12)) == ("missing", 12)
    fresh = returns_of(trainings(Q, 3), received=dt.datetime(2024, 7, 20, 12, tzinfo=dt.UTC))
    boards.note_received(store, "A. Officer", fresh)
    assert state() == ("received", 0)
    boards.note_queried(store, "A. Officer", fresh[0].parts[0].file.sha256)
    assert state() == ("queried", 0)
    take(store, fresh)
    assert state() == ("accepted", 0)
    issue(store, Q)
    assert state() == ("issued", 0)
    again(store, 5)
    assert state() == ("revised", 0)
    assert square(stands(store), store, DUE).version == 2


def test_another_provider_stays_missing(store):
    take(store, returns_of(trainings(Q, 3)))
    assert square(stands(store), store, DUE + dt.timedelta(days=1), provider="No Limits").state == "missing"


def test_what_arrived_and_was_accepted_is_no_longer_waiting(store):
    fresh = returns_of(trainings(Q, 3))
    boards.note_received(store, "A. Officer", fresh)
    boards.note_received(store, "A. Officer", fresh)  # again: once
    with store.reading() as connection:
        [one] = boards.receipts(connection)
    assert (one.name, one.quarters, one.who, one.queried_at) == ("tips.xlsx", (Q,), "A. Officer", "")
    take(store, fresh)
    with store.reading() as connection:
        assert boards.receipts(connection) == []


def test_lateness_is_counted_by_the_day_in_london(store):
    """23:30 UTC on the day on which it was due is half past midnight in London: a day late."""
    late = returns_of(trainings(Q, 3), received=dt.datetime(2024, 7, 21, 23, 30, tzinfo=dt.UTC))
    take(store, late)
    assert square(stands(store), store, DUE).late == 1
    waiting = replace(store, clock=lambda: dt.datetime(2024, 7, 21, 23, 30, tzinfo=dt.UTC))
    boards.note_received(waiting, "A. Officer", returns_of(stars(Q, {"a": (1, 2)})))
    assert square(stands(store), store, DUE, provider="Society of St James").late == 1


def made_on(returns, day: dt.date):
    return [
        one._replace(
            parts=tuple(
                replace(part, file=replace(part.file, made=day, made_is_stated=True)) for part in one.parts
            ),
        )
        for one in returns
    ]


@pytest.mark.parametrize(
    "made, late", [(DUE, 0), (DUE + dt.timedelta(days=2), 2), (last_day(Q) - dt.timedelta(days=1), 100)]
)
def test_a_return_is_as_late_as_the_day_on_which_it_says_that_it_was_made(store, made, late):
    """One from before the quarter's end cannot be, and the day of receipt is taken."""
    came = dt.datetime.combine(DUE + dt.timedelta(days=100), dt.time(12), dt.UTC)
    take(store, made_on(returns_of(trainings(Q, 3), received=came), made))
    assert square(stands(store), store, DUE).late == late


def test_before_the_first_accepted_quarter_nothing_is_missing(store):
    long_after = DUE + dt.timedelta(days=800)
    assert square(stands(store), store, long_after).state == "not expected"
    take(store, returns_of(trainings(Q, 3)))
    now = stands(store)
    assert square(now, store, long_after, Q - 1, "No Limits").state == "not expected"
    assert (
        square(now, store, long_after, Q, "No Limits").state
        == square(now, store, long_after, Q + 1).state
        == "missing"
    )


def test_the_board_begins_with_what_was_accepted(store):
    assert boards.in_view(stands(store), [], Q + 6, 4) == (range(Q + 5, Q + 7), range(Q + 5, Q + 7))
    take(store, returns_of(trainings(Q, 3)))
    assert boards.in_view(stands(store), [], Q + 6, 4) == (range(Q, Q + 7), range(Q, Q + 7))
    take(store, returns_of(trainings(Q + 5, 3, "later.xlsx"), store=store))
    assert boards.in_view(stands(store), [], Q + 6, 4) == (range(Q + 2, Q + 7), range(Q, Q + 7))


def test_of_several_quarters_in_one_return_only_the_last_is_late():
    day = dt.date(2030, 1, 1)
    assert [boards.judged_by(q, day, None, (Q, NEXT)) for q in (Q, NEXT)] == [dt.date.min, day]


def test_a_nil_return_is_accepted_on_the_board(store):
    take(store, returns_of(trainings(Q, 0)))
    one = square(stands(store), store, DUE)
    assert (one.state, one.nil) == ("accepted", True)


def test_a_return_that_was_taken_back_is_missing_again(store):
    take(store, returns_of(trainings(Q, 3)))
    acceptance.withdraw_return(store, "A. Officer", 1, "the wrong provider's", stands(store))
    assert square(stands(store), store, DUE + dt.timedelta(days=3)).state == "missing"


def test_the_sources_of_an_issue_are_those_of_the_files(store):
    """What an export says of its files comes back from the store as it was said of the files themselves."""
    collection = collection_of(trainings(Q, 3, more="  Phone"), stars(Q, {"a": (2, 6)}))
    take(store, collection.returns)
    again = stands(store, SETTINGS).collection()
    assert [(file.name, file.sha256, file.sheets, file.made) for file in again.files] == [
        (file.name, file.sha256, file.sheets, file.made) for file in collection.files
    ]
    assert [one.covers for one in again.returns] == [one.covers for one in collection.returns]


def test_an_open_store_shows_an_issue_as_it_was_checked_and_verifying_reads_it_anew(office):
    """What was read once and found right is not read again at every opening: a change by force is never
    shown, and is found."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    stands(store)
    before = workbook_of(store)
    with store.writing() as connection:
        data = bytes(connection.execute(sa.select(ISSUES.c.data)).scalar_one())
        connection.execute(sa.update(ISSUES).values(data=data.replace(b"5.3.1.b", b"5.3.1.a")))
    assert workbook_of(store) == before
    assert any("is not what was issued" in line for line in integrity_faults(store))
    with pytest.raises(Damaged, match="is not what was issued"):
        stands(office.open())


def test_a_return_that_was_changed_by_force_is_refused_in_a_store_that_is_open(office):
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    stands(store)
    with store.writing() as connection:
        connection.execute(sa.update(RETURNS).values(accepted_by="Somebody Else"))
    with pytest.raises(Damaged, match="was changed after it was saved"):
        stands(store)


def test_results_kept_before_words_were_written_once_are_read_alike(store):
    take(store, returns_of(trainings(Q, 3), stars(Q, {"a": (2, 6)})))
    frame = stands(store).results.frame
    as_before = to_bytes(pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None))
    pd.testing.assert_frame_equal(frame_of_bytes(as_before), frame)
    pd.testing.assert_frame_equal(frame_of_bytes(frame_as_bytes(frame)), frame)
    pd.testing.assert_frame_equal(
        frame_of_bytes(as_before, Q), frame[frame["period"] == Q].reset_index(drop=True)
    )
    empty = frame.head(0)
    pd.testing.assert_frame_equal(frame_of_bytes(frame_as_bytes(empty)), empty)
