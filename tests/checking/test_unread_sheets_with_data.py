"""Rows in are rows used and rows left out over every sheet that holds data, also those that were not read."""

import io

import openpyxl
import pytest

from ieo_metrics.commands_on_files import collection_as_data
from ieo_metrics.exports.fix_list.send_back import annotate_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.problem_kinds import INFORMATION
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from tests.recognising.in_memory import RECEIVED, book, collected, sheet

TIPS = "Reporting quarter: 2024/25 Q1\nDate  Session type\n2024-05-01  Training\n2024-05-02  Training"
UNKNOWN = "Colours of the year\nColour  Size\nred  1\nblue  2\n-  -\ngreen  3\nA remark"
NEAR = "Young prsn refs  Suport startd  Suport endd  Settings\nA  2024-05-01  2024-06-01  Community\nB  2024-05-01  2024-06-01  Community\nC  2024-05-01  2024-06-01  Custody"
LACKING = "Young person ref  Support ended  Age band  Gender\nA  2024-06-01  under 18  male"
HIDDEN = "Date  Session type\n2024-01-10  Training\n2024-01-11  Training"


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        (sheet(UNKNOWN, "Other"), 3),
        (sheet(NEAR, "Other"), 3),
        (sheet(LACKING, "Other"), 1),
        (sheet(HIDDEN, "Other", visible=False), 2),
        (sheet(UNKNOWN, "Other", visible=False), 3),
        (sheet("Notes\nDate  a date, as dd/mm/yyyy\nStatus  one of the list", "Other"), 0),
        (sheet("Contents  1\nPage  2", "Other"), 0),
    ],
    ids=["unknown", "near", "lacking", "hidden", "hidden and unknown", "notes", "cover"],
)
def test_a_sheet_that_was_not_read_is_in_the_sum_and_in_the_problems(other, rows):
    one = collected(book(sheet(TIPS, "Sessions"), other))
    (file,) = one.files
    assert (file.rows, file.used, file.left_out) == (2 + rows, 2, rows)
    said = [s for s in collection_as_data(one)["files"][0]["sheets"] if s["sheet"] == "Other"]
    assert [
        (s["table"], s["header_row"], s["columns"], s["rows"], s["used"], s["left_out"]) for s in said
    ] == ([("", None, {}, rows, 0, rows)] if rows else [])
    # What is for information only is in no list of what to fix.
    assert bool(rows) == any(p.sheet == "Other" and p.severity != INFORMATION for p in one.problems)
    assert [s.table for s in file.sheets] == ["police_sessions"] and file.programmes == ("TIPS",)


def test_it_is_in_the_list_of_fixes():
    made = openpyxl.Workbook()
    first, second = made.active, made.create_sheet("Other")
    for row in (["Date", "Session type"], ["01/05/2024", "Training"]):
        first.append(row)
    for row in (["Colour", "Size"], ["red", 1], ["blue", 2], ["green", 3]):
        second.append(row)
    data = io.BytesIO()
    made.save(data)
    one = collect_files(read_files([("a.xlsx", data.getvalue())]), Settings(), RECEIVED)
    (file,) = one.files
    marked = openpyxl.load_workbook(io.BytesIO(annotate_workbook(data.getvalue(), one.problems, file)))
    cells = [str(cell) for row in marked.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert "1 of 4 rows were used (Sheet 1 of 1; Other none of 3, not read)." in cells
    assert "Other" in cells
