"""The audit trail: it only grows, and whatever was done to it is found out and the first broken row named."""

import hashlib
import json
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.schema import AUDIT
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.trail import audit_trail
from ieo_metrics.store.trail.verify import integrity_faults
from tests.store.begun import Begin
from tests.store.office import issue, returns_of, stands, take, trainings

Q = quarter(2024, 1)
ROWS = 6  # made, accepted ×2, issued, unlocked, accepted


def filled(store: Store) -> Store:
    """A store with a trail of six rows."""
    take(store, returns_of(trainings(Q, 3)))
    take(store, returns_of(trainings(Q + 1, 2, "next.xlsx"), store=store))
    issue(store, Q)
    issuing.unlock_quarter(store, "A. Officer", Q, "a correction", stands(store).facts)
    take(store, returns_of(trainings(Q, 5, "again.xlsx"), store=store))
    return store


@pytest.fixture
def beginning() -> Begin:
    return filled


@pytest.fixture
def on_both(store) -> Store:
    return store


@pytest.fixture
def busy(file_store) -> Store:
    return file_store


def by_force(store: Store, *statements: str) -> None:
    """What somebody with the database in their hands could do: take the guard away first."""
    guards = (
        ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_deleted")
        if store.is_sqlite
        else ("DROP TRIGGER audit_is_not_changed ON audit",)
    )
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        for statement in (*guards, *statements):
            connection.exec_driver_sql(statement)


def test_a_line_says_in_which_role_and_is_sealed_with_it(store: Store) -> None:
    reader = replace(store, role="reader")
    with reader.writing() as connection:
        said = audit_trail.append_entry(
            connection, store.now(), "C. Chair", "took a file away", {"file": "x"}
        )
    with store.writing() as connection:
        none = audit_trail.append_entry(
            connection, store.now(), "A. Officer", "took a file away", {"file": "x"}
        )
    with store.reading() as connection:
        *_, first, last = audit_trail.trail_entries(connection)
    assert (first, last) == (said, none) and (first.role, last.role) == ("reader", None)
    # As rows of before were hashed, by hand.
    held = [last.seq, last.at, last.who, last.action, last.about, last.previous]
    assert last.hash == hashlib.sha256(json.dumps(held).encode()).hexdigest()
    assert first_wrong(store) == ""
    # Another role, none, or one where there was none are each found.
    by_force(store)
    for entry, role in ((first, "'officer'"), (first, "NULL"), (last, "'officer'")):
        before = "NULL" if entry.role is None else f"'{entry.role}'"
        with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
            connection.exec_driver_sql(f"UPDATE audit SET role = {role} WHERE seq = {entry.seq}")
        assert f"row {entry.seq} of the audit trail was changed" in first_wrong(store)
        with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
            connection.exec_driver_sql(f"UPDATE audit SET role = {before} WHERE seq = {entry.seq}")


def first_wrong(store: Store, anchor: str = "") -> str:
    return next(iter(integrity_faults(store, anchor)), "")


def test_a_trail_that_nobody_touched_is_whole(on_both):
    assert list(integrity_faults(on_both)) == []
    assert stands(on_both).head.rows == ROWS
    assert on_both.anchor() == str(stands(on_both).head)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'Nobody' WHERE seq = 1", "DELETE FROM audit WHERE seq = 1", "DELETE FROM audit"],
)
def test_the_database_refuses_to_change_the_trail(store, statement):
    with (
        pytest.raises(DBAPIError, match="the audit trail only grows"),
        store.engine.connect() as connection,
        connection.begin(),
    ):
        connection.exec_driver_sql(statement)
    assert list(integrity_faults(store)) == []


def test_a_server_refuses_to_empty_the_trail(server_office):
    store = server_office.open()
    with (
        pytest.raises(DBAPIError, match="the audit trail only grows"),
        store.engine.connect() as connection,
        connection.begin(),
    ):
        connection.exec_driver_sql("TRUNCATE audit")


def test_a_row_that_was_edited_is_named(on_both):
    """Each column, at the beginning, in the middle and at the end."""
    by_force(on_both)
    for row in (1, 3, ROWS):
        for column in ("at", "who", "action", "about", "hash"):
            for change, then in (
                (f"{column} || ' '", True),
                (f"substr({column}, 1, length({column}) - 1)", False),
            ):
                with (
                    on_both.engine.connect().execution_options(writing=True) as connection,
                    connection.begin(),
                ):
                    connection.exec_driver_sql(f"UPDATE audit SET {column} = {change} WHERE seq = {row}")
                assert first_wrong(on_both).startswith(
                    f"row {row} of the audit trail was changed" if then else ""
                ), (row, column)
    assert first_wrong(on_both) == ""


def test_a_row_that_was_deleted_is_named(busy):
    by_force(busy, "DELETE FROM audit WHERE seq = 3")
    assert first_wrong(busy).startswith("row 3 of the audit trail is missing")


def test_a_row_that_was_deleted_and_those_after_it_numbered_anew_is_named(busy):
    moved = [f"UPDATE audit SET seq = {n - 1} WHERE seq = {n}" for n in range(4, ROWS + 1)]
    by_force(busy, "DELETE FROM audit WHERE seq = 3", *moved)
    assert first_wrong(busy).startswith("row 3 of the audit trail does not follow row 2")


def test_rows_that_were_exchanged_are_named(busy):
    by_force(
        busy, *(f"UPDATE audit SET seq = {new} WHERE seq = {old}" for old, new in ((3, 99), (4, 3), (99, 4)))
    )
    assert first_wrong(busy).startswith("row 3 of the audit trail does not follow row 2")


@pytest.mark.parametrize("left", [0, 1, ROWS - 1])
def test_an_end_that_was_cut_off_is_found_by_what_was_written_down_elsewhere(busy, left):
    printed = str(stands(busy).head)
    by_force(busy, f"DELETE FROM audit WHERE seq > {left}")
    assert first_wrong(busy).startswith(f"the audit trail ends at row {left}, and does not contain {printed}")
    (busy.folder / "audit head").unlink()
    assert first_wrong(busy, anchor=printed).startswith(
        f"the audit trail ends at row {left}, and does not contain {printed}"
    )


def test_a_trail_that_was_written_anew_from_the_middle_is_found_out(busy):
    """Every hash put right again: only the head that was written down elsewhere tells."""
    with busy.reading() as connection:
        trail = audit_trail.trail_entries(connection)
    by_force(busy, "DELETE FROM audit WHERE seq > 2")
    with busy.engine.connect().execution_options(writing=True) as connection, connection.begin():
        for entry in trail[2:]:
            audit_trail.append_entry(
                connection, entry.at, "Somebody else", entry.action, {"about": entry.about}
            )
    with busy.reading() as connection:
        assert list(audit_trail.trail_faults(audit_trail.trail_entries(connection))) == []
    assert "which was written down before" in first_wrong(busy)


def test_an_older_head_that_was_printed_on_an_export_is_in_the_trail(busy):
    older = str(stands(busy).head)
    take(busy, returns_of(trainings(Q + 2, 2, "later.xlsx"), store=busy))
    assert list(integrity_faults(busy, older)) == []
    assert "does not contain 3:0123456789abcdef" in first_wrong(busy, "3:0123456789abcdef")


def test_a_return_that_was_removed_with_all_that_is_its_is_missed(busy):
    by_force(busy, *(f"DELETE FROM {table} WHERE seq = 3" for table in ("kept_rows", "versions", "returns")))
    assert first_wrong(busy) == "return 3, which the audit trail says was accepted, is gone"


def test_an_issue_that_was_removed_is_missed(busy):
    by_force(busy, "DELETE FROM issues")
    assert first_wrong(busy) == "the issues that are stored are not those of the audit trail"


def test_the_trail_tells_who_did_what_in_order(busy):
    with busy.reading() as connection:
        rows = connection.execute(sa.select(AUDIT.c.action, AUDIT.c.who).order_by(AUDIT.c.seq)).all()
    accepted = ("accepted a return", "A. Officer")
    assert [tuple(row) for row in rows] == [
        ("made the store", "the dashboard"),
        accepted,
        accepted,
        ("issued a quarter", "A. Officer"),
        ("unlocked a quarter", "A. Officer"),
        accepted,
    ]
