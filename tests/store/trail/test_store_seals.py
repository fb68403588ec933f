"""What is recorded beside returns is sealed: whoever changes a row in the database by hand is found out, row
by row."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import DECISION, UNDER_WAY, UPDATE
from ieo_metrics.store.database.errors import KeyTrouble
from ieo_metrics.store.database.schema import (
    ACTIONS,
    COMMENTS,
    LOCKS,
    MEETINGS,
    RAISED,
    RECEIPTS,
    RECOMMENDATIONS,
    REDUCED,
    REMEMBERED,
    WITHDRAWN,
)
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.comments import OFFICER, add_comment
from ieo_metrics.store.record.meetings_and_actions import (
    close_action,
    open_action,
    record_meeting,
)
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp, take_back_raised
from ieo_metrics.store.record.recommendation_progress import set_recommendation
from ieo_metrics.store.returns import acceptance, retention
from ieo_metrics.store.returns import board as boards
from ieo_metrics.store.trail import audit_trail, seals
from ieo_metrics.store.trail.verify import integrity_faults
from tests.store.begun import Begin
from tests.store.office import SETTINGS, issue, remember, returns_of, stands, stars, take, trainings

Q, WHO, DUE = quarter(2024, 1), "A. Officer", dt.date(2024, 10, 22)
WORDS = "Two workers left in May"


def recorded(store: Store) -> Store:
    """One row, or more, of everything that is recorded; some of it changed or taken back since."""
    take(store, returns_of(trainings(Q, 3)))
    take(store, returns_of(trainings(Q + 1, 2, "next.xlsx"), store=store))
    acceptance.withdraw_return(store, WHO, 2, "the wrong file", stands(store))
    issue(store, Q)
    fresh = returns_of(stars(Q, {"a": (1, 2)}), trainings(Q + 2, 4, "later.xlsx"), store=store)
    boards.note_received(store, WHO, fresh)
    boards.note_queried(store, WHO, fresh[0].parts[0].file.sha256)
    take(store, fresh[1:])
    for words in ("As expected", WORDS):
        add_comment(store, WHO, Q, "5.1.1.b", OFFICER, WHO, words)
    record_meeting(store, WHO, Q, dt.date(2024, 8, 1), "Teams", [])
    record_meeting(store, WHO, Q, dt.date(2024, 8, 2), "Teams", ["Police: Violent Crime Taskforce"])
    for words in ("Map what there is", "Ask the boards"):
        open_action(store, WHO, Q, words, "Police", DUE)
    close_action(store, WHO, 1, "done", "Mapped")
    for words in ("All returns came", "A mistake"):
        raise_to_svrp(store, WHO, Q, UPDATE, words)
    take_back_raised(store, WHO, 2)
    raise_to_svrp(store, WHO, Q, DECISION, "Fund a second year", "Police", DUE)
    set_recommendation(store, WHO, "3.1", UNDER_WAY, "A draft")
    return store


def by_hand(store: Store, statement: sa.Executable) -> None:
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        assert connection.execute(statement).rowcount


@pytest.fixture
def beginning() -> Begin:
    return recorded


@pytest.fixture
def filled(store) -> Store:
    return store


def test_what_nobody_touched_is_whole(filled, office):
    assert list(integrity_faults(filled)) == [] == list(integrity_faults(office.open()))


CHANGED: list[tuple[Callable[[], sa.Executable], str]] = [
    (
        lambda: sa.update(COMMENTS).where(COMMENTS.c.number == 2).values(text="All is well"),
        "comment 2 is not as the audit trail says",
    ),
    (
        lambda: sa.update(COMMENTS).where(COMMENTS.c.number == 1).values(author="B. Officer"),
        "comment 1 is not as the audit trail says",
    ),
    (
        lambda: sa.delete(COMMENTS).where(COMMENTS.c.number == 2),
        "comment 2, which the audit trail says was recorded, is gone",
    ),
    (lambda: sa.delete(LOCKS), "the lock of 2024/25 Q1, which the audit trail says was recorded, is gone"),
    (
        lambda: sa.insert(LOCKS).values(quarter=Q + 1, at="", who=""),
        "the lock of 2024/25 Q2 is there, and the audit trail does not say so",
    ),
    (
        lambda: sa.update(ACTIONS).where(ACTIONS.c.number == 2).values(state="done"),
        "action 2 is not as the audit trail says",
    ),
    (
        lambda: sa.update(ACTIONS).where(ACTIONS.c.number == 1).values(state="open", why=None),
        "action 1 is not as the audit trail says",
    ),
    (
        lambda: sa.update(MEETINGS).values(attendance="[]"),
        "the record of the meeting about 2024/25 Q1 is not as the audit trail says",
    ),
    (
        lambda: sa.update(RAISED).where(RAISED.c.number == 1).values(words="x"),
        "item 1 of what is raised to the SVRP is not as",
    ),
    *(
        (
            lambda name=name: sa.update(RAISED).where(RAISED.c.kind == DECISION).values(**{name: None}),
            "item 3 of what is raised to the SVRP is not as",
        )
        for name in ("owner", "due")
    ),
    (
        lambda: sa.update(RAISED).where(RAISED.c.kind == UPDATE).values(owner="Police"),
        "item 1 of what is raised to the SVRP is not as",
    ),
    (
        lambda: sa.insert(RAISED).values(number=4, quarter=Q, kind=UPDATE, words="x", at="", who=""),
        "item 4 of what is raised to the SVRP is there",
    ),
    (
        lambda: sa.update(RECOMMENDATIONS).values(state="achieved"),
        "entry 1 on how a recommendation stands is not as",
    ),
    (
        lambda: sa.delete(WITHDRAWN),
        "what is noted of return 2 having been taken back, which the audit trail says",
    ),
    (
        lambda: sa.update(RECEIPTS).values(queried_at=None),
        "what is noted of a file of RESET · Society of St James that arrived is not as",
    ),
    (
        lambda: sa.insert(REMEMBERED).values(name="targets", value="[]"),
        "what is remembered as targets is not what the audit trail says",
    ),
]


@pytest.mark.parametrize(("change", "said"), CHANGED, ids=[said for _, said in CHANGED])
def test_a_row_that_was_changed_by_hand_is_named(file_store, change, said):
    by_hand(file_store, change())
    assert [words.startswith(said) for words in integrity_faults(file_store)] == [True]


def test_on_a_server_too(server_office):
    store = recorded(server_office.open())
    by_hand(store, sa.delete(LOCKS))
    assert [words.partition(",")[0] for words in integrity_faults(store)] == ["the lock of 2024/25 Q1"]


def test_the_seal_cannot_be_made_without_the_key_and_says_nothing_of_the_words(filled):
    """It is not the plain hash of the row, which anybody could make anew, or try words against; another key
    gives another."""
    with filled.reading() as connection:
        row = connection.execute(sa.select(COMMENTS).where(COMMENTS.c.number == 2)).one()
        told = "".join(entry.about for entry in audit_trail.trail_entries(connection))
    keys = filled.require_key(), type(filled.require_key())(b"x" * 32)
    ours, other = (seals._seal(key, COMMENTS, row) for key in keys)
    assert ours in told and other not in told and WORDS not in told


def test_nothing_is_recorded_without_the_key(file_office):
    """Else there would be rows that nobody could tell from those of a stranger."""
    file_office.open()
    (file_office.folder / "key").unlink()
    store = file_office.open()
    with pytest.raises(KeyTrouble, match="no key file"):
        add_comment(store, WHO, Q, "5.1.1.b", OFFICER, WHO, WORDS)
    with store.reading() as connection:
        assert connection.execute(sa.select(COMMENTS)).first() is None


def test_what_was_there_before_seals_is_sealed_once_as_it_is_found(office):
    """A store of version 4 with a comment and a lock: they are sealed at the first start that has the key,
    and from then on held to it."""
    store = office.open()
    by_hand(
        store,
        sa.insert(COMMENTS).values(
            number=1, quarter=Q, ref="5.1.1.b", role=OFFICER, author=WHO, at="", text=WORDS
        ),
    )
    by_hand(store, sa.insert(LOCKS).values(quarter=Q, at="", who=WHO))
    guards = (
        ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_deleted")
        if store.is_sqlite
        else ("DROP TRIGGER audit_is_not_changed ON audit",)
    )
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        for statement in (*guards, "DELETE FROM audit"):
            connection.exec_driver_sql(statement)
        audit_trail.append_entry(connection, "", "the dashboard", "made the store", {"version": 4})
        last = audit_trail.trail_head(connection)
    store.write_anchor(last)
    key = (office.folder / "key").read_bytes()
    (office.folder / "key").unlink()
    office.open()  # without the key that waits
    (office.folder / "key").write_bytes(key)
    for _ in range(2):
        store = office.open()
        assert list(integrity_faults(store)) == [] and stands(store).head.rows == 2
    by_hand(store, sa.delete(LOCKS))
    assert len(list(integrity_faults(office.open()))) == 1


def test_measures_of_reduced_quarters_that_were_replaced_are_found(office):
    """Together with their own seal, which anybody can make: the audit trail has the one that was made
    first."""
    store = office.open()
    take(store, returns_of(trainings(Q - 4, 3), trainings(Q, 3, "now.xlsx")))
    retention.reduce_rows(store, WHO, Q, SETTINGS, stands(store).facts)
    remember(store, WHO, "colours", ["blue"])
    assert list(integrity_faults(store)) == []
    with store.reading() as connection:
        row = connection.execute(sa.select(REDUCED)).one()
    by_hand(
        store,
        sa.update(REDUCED).values(
            about="{}", digest=retention._digest(row.number, row.before, "{}", bytes(row.data))
        ),
    )
    assert list(integrity_faults(store)) == [
        "the measures of reduced quarters that are stored are not those of the audit trail"
    ]


def test_a_trail_whose_beginning_was_changed_seals_nothing_anew(file_office):
    """Else whoever changes a row need only spoil the first row of the trail, and the next start would seal
    what they wrote."""
    store = recorded(file_office.open())
    by_hand(store, sa.delete(LOCKS))
    guards = ("DROP TRIGGER audit_is_not_changed", "UPDATE audit SET about = '{}' WHERE seq = 1")
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        for statement in guards:
            connection.exec_driver_sql(statement)
    found = list(integrity_faults(file_office.open()))
    assert found[0].startswith("row 1 of the audit trail was changed") and any(
        words.startswith("the lock of 2024/25 Q1") for words in found
    )
