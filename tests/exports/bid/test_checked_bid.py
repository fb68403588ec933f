"""The evidence for a bid from the store: of an issue only, refused where there is none or nothing was chosen."""

import io

import pytest
from docx import Document

from ieo_metrics.exports.bid.chosen_rows import BidChoice
from ieo_metrics.exports.bid.from_issue import bid_rests_on, checked_bid
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import Issue, all_issues
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from ieo_metrics.store.registers.register_rows import add_row, change_row, rows_of
from tests.store.office import issue, returns_of, stands, take, trainings

Q = quarter(2024, 1)
CHOICE = BidChoice(("TIPS",), ("5.3.1.b",), ())
GRANT = {
    "programme": "TIPS",
    "funder": "Constabulary budget",
    "amount": 38_000,
    "begins": "2024-04-01",
    "ends": "2027-03-31",
    "state": "agreed",
}


@pytest.fixture
def issued() -> Store:
    store = store_in_memory()
    take(store, returns_of(trainings(Q, 12), store=store))
    add_row(store, "A. Officer", "grants", GRANT)
    issue(store, Q)
    return store


def only_issue(store: Store) -> Issue:
    with store.reading() as connection:
        (found,) = all_issues(connection)
    return found


def test_it_is_made_of_the_issue_and_not_of_what_came_since(issued: Store) -> None:
    before = checked_bid(issued, only_issue(issued), CHOICE)
    take(issued, returns_of(trainings(Q + 1, 9, "later.xlsx"), store=issued))
    assert checked_bid(issued, only_issue(issued), CHOICE) == before


def test_another_row_is_another_document(issued: Store) -> None:
    found = only_issue(issued)
    with issued.reading() as connection:
        before = bid_rests_on(connection, found, CHOICE)
        (row,) = rows_of(connection, "grants")
    change_row(issued, "A. Officer", row, {**GRANT, "amount": 40_000})
    with issued.reading() as connection:
        assert bid_rests_on(connection, found, CHOICE) != before


@pytest.mark.parametrize("choice", [BidChoice((), ("5.3.1.b",), ()), BidChoice(("TIPS",), (), ())])
def test_without_figures_there_is_no_evidence(issued: Store, choice: BidChoice) -> None:
    with pytest.raises(StoreTrouble, match="without figures there is no evidence"):
        checked_bid(issued, only_issue(issued), choice)


def test_a_withdrawn_issue_gives_none(issued: Store) -> None:
    found = only_issue(issued)
    facts = stands(issued).facts
    withdraw_issue(issued, "A. Officer", found, "It was the wrong file", "The board", None, False, facts)
    with pytest.raises(StoreTrouble, match="was withdrawn"):
        checked_bid(issued, found, CHOICE)


def test_a_text_that_names_a_later_quarter_is_not_shown_and_stops_nothing(issued: Store) -> None:
    """A need, what meets it, and the round, each of which names one; of another need nothing changes."""
    for name, later in (("Knives by 2025/26 Q3", "later"), ("Fear of others", "now")):
        need = {"name": name, "kind": "cohort", "source": f"Page 12, {later}", "as_of": "2024-03-01"}
        add_row(issued, "A. Officer", "needs", need)
    how = {"need": "Fear of others", "programme": "TIPS", "how": "Sessions until 2025/26 Q4"}
    add_row(issued, "A. Officer", "provision", how)
    grant_round = {"name": "For 2026/27 Q1", "funder": "A fund", "state": "expected", "closes": "2026-01-31"}
    add_row(issued, "A. Officer", "rounds", grant_round)
    with issued.reading() as connection:
        (row,) = rows_of(connection, "rounds")
    needs = ("Knives by 2025/26 Q3", "Fear of others")
    file = checked_bid(issued, only_issue(issued), BidChoice(("TIPS",), ("5.3.1.b",), needs, row.row))
    document = Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    told = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert told.count("not shown: it names a quarter after 2024/25 Q1") >= 3
    assert "Fear of others." in told and "Page 12, later, as of 1 March 2024" in told
    assert not [late for late in ("2025/26", "2026/27") if late in told]
