"""Names of files and sheets that may be people's are kept masked, and what they name is found all the same."""

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.store.database.schema import RETURNS
from ieo_metrics.store.returns.acceptance import preview_acceptance
from ieo_metrics.store.returns.board import note_queried, note_received, receipts
from ieo_metrics.store.returns.masked_names import kept_file_name, kept_sheet_names, masked
from ieo_metrics.store.returns.return_record import canonical_json
from ieo_metrics.store.returns.stored_returns import _digest, reseal_return, stored_returns
from ieo_metrics.store.trail.audit_trail import Entry
from ieo_metrics.store.trail.entries_in_view import entry_about
from tests.recognising.in_memory import book, sheet
from tests.store.office import collection_of, returns_of, stands, take, value

Q = quarter(2024, 1)
SHA = "3f9a12cd" + "0" * 56


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("TIPS - Rock Pool.xlsx", "TIPS - Rock Pool.xlsx"),
        ("RESET_Society_of_St_James 2024-25 Q1 (2).XLSX", "RESET_Society_of_St_James 2024-25 Q1 (2).XLSX"),
        ("A&E Navigators return, final v3, July 2024.csv", "A&E Navigators return, final v3, July 2024.csv"),
        ("RESET Jane Smith Q2.xlsx", "RESET … Q2 (3f9a12cd).xlsx"),
        ("James.xlsx", "… (3f9a12cd).xlsx"),
        ("Smith's return.ods", "… return (3f9a12cd).ods"),
        ("RST-0052 return.xlsx", "… return (3f9a12cd).xlsx"),
        ("return born 12.05.2009.xlsx", "return … 12.05.… (3f9a12cd).xlsx"),
        ("return (12052009).xlsx", "return … (3f9a12cd).xlsx"),
        ("return jane@home.org.xlsx", "not shown: it looks personal"),
        ("RESET 12-03-09.xlsx", "RESET 12-03-… (3f9a12cd).xlsx"),
        ("RESET_3rd March_11.xlsx", "RESET_3rd March_… (3f9a12cd).xlsx"),
        ("RESET 01.07.24 2025-07-14 1-2 (10).xlsx", "RESET 01.07.24 2025-07-14 1-2 (10).xlsx"),
        ("RESET 2024-25 Q1 (12).xlsx", "RESET 2024-25 Q1 (12).xlsx"),
        ("RESET Summer.xlsx", "RESET … (3f9a12cd).xlsx"),
        ("TIPS Summer_Term 2025.xlsx", "TIPS Summer_Term 2025.xlsx"),
        ("Zoë Ó Briain", "… (3f9a12cd)"),
    ],
)
def test_a_name_is_kept_whole_only_of_known_words(name: str, kept: str) -> None:
    assert kept_file_name(name, SHA) == kept
    assert kept_file_name(kept, SHA) == kept == masked(kept), "what was masked before stays as it is"


def test_a_sheet_is_found_by_its_place_among_those_that_were_read() -> None:
    names = ["Support", "Jane Smith", "Jane Smith", "Stars (2)", "J. S."]
    kept = ["Support", "… (sheet 2 read)", "… (sheet 2 read)", "Stars (2)", "…. (sheet 4 read)"]
    assert kept_sheet_names(names) == kept == kept_sheet_names(kept)


def of_jane(n: int = 2):
    rows = "".join(f"2024-05-0{day}  Training  Delivered\n" for day in range(1, n + 1))
    text = f"Reporting quarter: 2024/25 Q1\nDate of return: 1 July 2026\nDate  Session type  Status\n{rows}"
    return returns_of(of_sheet(text, "TIPS Jane Smith.xlsx"))


def of_sheet(text: str, name: str) -> Workbook:
    """A workbook of one sheet that is named after somebody."""
    return book(sheet(text, "Jane Smith"), name=name)._replace(sha256=SHA)


def told(store) -> list[str]:
    """All that the store says, as it is stored."""
    with store.reading() as connection:
        tables = [sa.text(f"SELECT * FROM {name}") for name in ("returns", "receipts", "audit", "remembered")]
        return [str(row) for table in tables for row in connection.execute(table)]


def test_no_name_is_stored_and_the_same_file_is_the_same(store) -> None:
    [one] = given = of_jane()
    note_received(store, "A. Officer", given)
    note_queried(store, "A. Officer", one.parts[0].file.sha256)
    with store.reading() as connection:
        [receipt] = receipts(connection)
    assert receipt.name == f"TIPS … ({receipt.sha256[:8]}).xlsx"
    take(store, given)
    assert not [row for row in told(store) if "Jane" in row or "Smith" in row]
    [there] = stands(store).returns
    assert there.files == (receipt.name,) and value(store, "5.3.1.b", Q)["value"] == 2
    note_received(store, "A. Officer", of_jane())
    assert len(preview_acceptance(store, stands(store), of_jane()).already) == 1
    with store.reading() as connection:
        assert receipts(connection) == []


def test_while_it_is_dropped_it_has_its_name(store) -> None:
    """What is asked about a file that waits names it as the officer does."""
    again = of_sheet("Date  Session type  Status\n2024-05-01  Training  Delivered", "Jane Smith.xlsx")
    found = collection_of(again, store=store)
    assert found.problems
    assert {(p.file, p.sheet or "Jane Smith") for p in found.problems} == {("Jane Smith.xlsx", "Jane Smith")}


@pytest.fixture
def of_before(file_store):
    """A store of an older version, which kept the names as they came."""
    take(file_store, of_jane())
    with file_store.writing() as connection:
        row = connection.execute(sa.select(RETURNS)).one()
        about = stored_returns(connection)[0].about
        parts = [
            {**part, "name": "TIPS Jane Smith.xlsx", "sheets": [{**part["sheets"][0], "name": "Jane Smith"}]}
            for part in about["parts"]
        ]
        text = canonical_json({**about, "parts": parts})
        digest = _digest(1, dict(row._mapping), row.accepted_at, row.accepted_by, text, row.same_as)
        connection.execute(sa.update(RETURNS).values(about=text, digest=digest))
    return file_store


def test_what_an_older_version_kept_is_not_shown(of_before) -> None:
    now = stands(of_before)
    sha = now.returns[0].about["parts"][0]["sha256"]
    assert now.returns[0].files == (f"TIPS … ({sha[:8]}).xlsx",)
    [read] = now.results.governed.returns[0].parts[0].file.sheets
    assert read.name == "… (sheet 1 read)"
    with of_before.writing() as connection:  # rows that are reduced are sealed anew, without the names
        reseal_return(connection, 1, {})
    assert not [row for row in told(of_before) if "Jane" in row]


@pytest.mark.parametrize(
    ("action", "about", "shown"),
    [
        ("noted that a file arrived", '{"file": "Jane.xlsx"}', {"file": "….xlsx"}),
        (
            "took a file away",
            '{"file": "fix list of Jane.xlsx as a document"}',
            "fix list of ….xlsx as a document",
        ),
        ("took a file away", '{"file": "SVRP pack of 2024/25 Q1"}', "SVRP pack of 2024/25 Q1"),
        (
            "accepted a return",
            f'{{"files": [{{"name": "Jane.xlsx", "sha256": "{SHA}"}}]}}',
            {"files": [{"name": "… (3f9a12cd).xlsx", "sha256": SHA}]},
        ),
    ],
)
def test_a_trail_of_before_is_shown_without_names(action, about, shown) -> None:
    found = entry_about(Entry(1, "", "A. Officer", action, about, "", ""))
    assert found == (shown if isinstance(shown, dict) else {"file": shown})
