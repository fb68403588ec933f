"""Decisions sought, from the record to the files: a day that an older version took, and that no decision can
have, is not handed out and refuses nothing."""

import datetime as dt

import pytest
import sqlalchemy as sa

from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import DECISION
from ieo_metrics.store.database.schema import RAISED
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from tests.store.begun import Begin
from tests.store.office import issue, returns_of, stands, take, trainings

Q, DUE, ME = quarter(2024, 1), dt.date(2024, 10, 22), "A. Officer"


def issued_with_two_decisions(store: Store) -> None:
    take(store, returns_of(trainings(Q, 3)))
    issue(store, Q)
    raise_to_svrp(store, ME, Q, DECISION, "Who pays for a trainer", "Police", DUE)
    raise_to_svrp(store, ME, Q, DECISION, "Fund a second year", "Education", DUE)


@pytest.fixture
def beginning() -> Begin:
    return issued_with_two_decisions


@pytest.mark.parametrize("stored", ["1924-10-22", "2004-04-03", "0001-01-01", "2024-03-31"])
def test_a_day_of_long_ago_that_is_stored_stands_in_the_way_of_no_pack(
    file_store: Store, stored: str
) -> None:
    with file_store.writing() as connection:
        connection.execute(sa.update(RAISED).where(RAISED.c.number == 2).values(due=stored))
    (one,) = stands(file_store).issues
    with file_store.reading() as connection:
        pack = pack_of(connection, one)
    assert [(sought.owner, sought.due) for sought in pack.decisions] == [("Police", DUE), ("Education", None)]
    assert checked_pack_files(file_store, one)
