"""What only the officer may have cannot be taken for what is shared, by its name or its first line; and nothing of an issue
that was withdrawn is handed out, also where the page was drawn before."""

import ast
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from ieo_metrics.exports.officers_table import officers_csv
from ieo_metrics.exports.pack.content import TWIN
from ieo_metrics.exports.pack.from_issue import checked_pack_files, rests_on
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.measuring.overview_lines import quarter_with_verdicts
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from pages.shared.files.downloads import FOR_OFFICER
from pages.shared.issue import issue_and_downloads, pack
from tests.pages.seen import ROOT
from tests.store.office import SETTINGS, Office, issue, returns_of, stands, stars, take, trainings

Q = quarter(2024, 1)
EIGHT = dict.fromkeys("abcdefgh", (3, 5))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    office = Office(tmp_path / "store")
    opened = office.open()
    take(opened, returns_of(stars(Q, {**EIGHT, "i": (5, 4)}), trainings(Q, 3)))
    issue(opened, Q)
    yield opened
    office.close()


def test_every_sheet_of_the_officers_workbooks_says_so_first(store: Store) -> None:
    [one] = stands(store).issues
    for data in (issue_and_downloads.officers_workbook(store, one), pack.rows_behind(store, SETTINGS, one)):
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert all(str(sheet["A1"].value).casefold().startswith("not for sharing") for sheet in book)
    shared = {**checked_pack_files(store, one), "a.xlsx": issue_and_downloads.FOR_SHARING[0].made(store, one)}
    for name, data in shared.items():
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(data))
            assert not any("not for sharing" in str(sheet["A1"].value).casefold() for sheet in book)


def test_every_row_of_the_officers_table_says_so(store: Store) -> None:
    results = stands(store).results
    assert results is not None
    rows = list(csv.DictReader(io.StringIO(officers_csv(quarter_with_verdicts(results, Q)))))
    assert len(rows) == 19
    assert all(row["note"].startswith("For the officer only. Not for sharing: small numbers") for row in rows)


def test_nothing_of_a_withdrawn_issue_is_handed_out(store: Store) -> None:
    """By buttons of a page that was drawn before."""
    [one] = stands(store).issues
    with store.reading() as connection:
        basis = rests_on(connection, one)
    made = [
        *(file.made for file in (*issue_and_downloads.FOR_SHARING, issue_and_downloads.FOR_THE_OFFICER)),
        lambda store, one: pack.rows_behind(store, SETTINGS, one),
        lambda store, one: pack.still_handed_out(store, one, basis, lambda: b"the pack"),
    ]
    assert all(make(store, one) for make in made)
    withdraw_issue(store, "A. Officer", one, "A mistake", "The board", None, False, stands(store).facts)
    for make in made:
        with pytest.raises(StoreTrouble, match="issue 1 was withdrawn, so its files are not handed out"):
            make(store, one)


# By the pages that they are on, how the names of its downloads begin or what they hold: for whom they are.
FOR_WHOM = {
    ("files", "file"): "by its door: the officer's, which says so in its name, or what was issued",
    ("guidance", "guide.file_name"): "no figures",
    ("units", "name_of"): "shared: counts that disclosure control let out",
    ("returns", "marked_file_name"): "the provider's own workbook",
    ("returns", "document_file_name"): "the provider's own cells, what looks personal not among them",
    ("returns", "Problems - "): "the provider's own cells",
    ("returns", "Templates "): "blank workbooks",
    ("returns", "dated_template_name"): "a blank workbook",
    ("returns", "Returns and meetings from "): "dates, and where meetings are held",
    ("returns", "column mappings.json"): "no figures",
    ("issue", "SVRP pack "): "shared",
    ("issue", "pack_file_name"): "officer",
    ("issue", ", issue "): "shared, or the officer's by its reach",
    ("issue", "name"): "officer, or shared: a file of the pack",
    ("settings", "not for sharing, "): "officer: a backup",
    ("funding", "name"): "shared: evidence for a bid, of issued figures only",
    ("learning", "learning_report_name"): "shared: a year, of issued figures only",
    ("partners", "name"): "no figures: what is recorded of one authority, for the chair and that partner",
}


def test_every_download_is_known_and_those_of_the_officer_say_so_in_their_names() -> None:
    found = set()
    for path in sorted((ROOT / "pages" / "shared").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for one in call.keywords if isinstance(call, ast.Call) else ():
                if one.arg == "file_name":
                    found.add((path.relative_to(ROOT / "pages" / "shared").parts[0], _begins(one.value)))
    assert found == set(FOR_WHOM)
    assert "not for sharing" in FOR_OFFICER.in_name and "Not for sharing" in FOR_OFFICER.note
    assert "not for sharing" in TWIN and "not for sharing" in issue_and_downloads.FOR_THE_OFFICER.reach
    officers = (ROOT / "pages/shared/issue/officers_tables.py").read_text(encoding="utf-8")
    assert 'officers = f"{quarter_slug(quarter)}, not for sharing"' in officers


def _begins(name: ast.expr) -> str:
    """The words of a name of a file, or what makes it."""
    if isinstance(name, ast.Call):
        return ast.unparse(name.func)
    words = [n.value for n in ast.walk(name) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return max(words, key=len) if words else ast.unparse(name)
