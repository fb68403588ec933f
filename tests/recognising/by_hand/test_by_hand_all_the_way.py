"""A workbook read by hand goes all the way: the command line, the marked workbook, the store and back, the rows
behind a figure."""

import datetime as dt
import io
import json

import openpyxl

from ieo_metrics.__main__ import main
from ieo_metrics.accepting.files_to_returns import accept_files
from ieo_metrics.exports.fix_list.send_back import annotate_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.rows_behind import rows_behind
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.recognising.mappings.mapping_as_json import (
    mapping_as_text,
    mapping_of,
    read_mapping,
    write_mapping,
)
from tests.recognising.in_memory import RECEIVED

D = dt.date
GRID = {
    "table": "police_sessions, one row per session",
    "lies": "grid",
    "sheet": "TIPS",
    "corner": "A3",
    "columns": {"Kind": "type", "Notes": ""},
    "across": "date",
    "numbers": "number",
}
PAIN = {
    "table": "pain_readings, wide",
    "lies": "across",
    "columns": {"Patient": "person_ref", "In": "first_date", "Pain in": "first_score", "Out": "latest_date", "Pain out": "latest_score"},
}  # fmt: skip
MAPPING = {"version": 1, "by_hand": [GRID, PAIN]}


def workbook() -> bytes:
    made = openpyxl.Workbook()
    grid, pain = made.active, made.create_sheet("Pain")
    grid.title = "TIPS"
    for row in (
        ["Reporting quarter: 2024/25 Q1"], [], ["Kind", "Apr", "May", "Notes"],
        ["Training", 3, "x", "as agreed"], ["1:1", 2, 5, None], ["Total", 5, 5],
    ):  # fmt: skip
        grid.append(row)
    for row in (
        ["Reporting quarter: 2024/25 Q1"], ["Patient", "NL1", "NL2"], ["In", D(2024, 4, 3), D(2024, 4, 9)],
        ["Pain in", 7, 6], ["Out", D(2024, 6, 3), "soon"], ["Pain out", 3, 5],
    ):  # fmt: skip
        pain.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_the_command_line_reads_by_hand(tmp_path, capsys):
    (tmp_path / "return.xlsx").write_bytes(workbook())
    (tmp_path / "m.json").write_text(json.dumps(MAPPING), encoding="utf-8")
    call = [str(tmp_path / "return.xlsx"), "--mapping", str(tmp_path / "m.json")]
    assert main(["check", "--format", "json", *call]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [
        (s["sheet"], s["table"], s["header_row"], s["rows"], s["used"]) for s in said["files"][0]["sheets"]
    ] == [
        ("TIPS", "police_sessions", 3, 4, 3),  # a number that cannot be read leaves its row out
        ("Pain", "pain_readings", 2, 2, 2),
    ]
    assert said["files"][0]["sheets"][0]["columns"] == {
        "A": "type",
        "3": "date",
        "B4": "number",
        "not in the table: status": "status",
    }
    must_fix = [(p["code"], p["sheet"], p["cell"]) for p in said["problems"] if p["severity"] == "must fix"]
    assert must_fix == [("number-unreadable", "TIPS", "C4"), ("date-unreadable", "Pain", "C5")]
    assert main(["check", *call]) == 1
    assert main(["measures", *call]) == 1
    out = capsys.readouterr().out
    assert "5.3.1.a,2024/25 Q1,all,7,sessions,7,," in out and "5.3.1.b,2024/25 Q1,all,3,sessions,3,," in out
    # Saved again, it says the same.
    assert main(["check", *call, "--save-mapping", str(tmp_path / "again.json")]) == 1
    assert read_mapping(tmp_path / "again.json") == mapping_of(MAPPING, "m.json")


def test_the_file_is_kept_as_it_is(tmp_path):
    mapping = mapping_of(MAPPING, "m.json")
    write_mapping(mapping, tmp_path / "m.json")
    assert mapping_of(json.loads(mapping_as_text(read_mapping(tmp_path / "m.json"))), "m.json") == mapping


def collected():
    read = read_files([("return.xlsx", workbook())])
    return collect_files(read, Settings(), RECEIVED, None, mapping_of(MAPPING, "m.json"))


def test_the_marked_workbook_names_the_cells():
    collection = collected()
    marked = openpyxl.load_workbook(
        io.BytesIO(annotate_workbook(workbook(), collection.problems, collection.files[0]))
    )
    assert marked["TIPS"]["C4"].comment and marked["Pain"]["C5"].comment
    assert not marked["Pain"]["C6"].comment


def test_the_rows_behind_a_figure_are_the_workbooks_own():
    results = measure_collection(collected())
    sessions = rows_behind(results, "5.3.1.a", results.governed.first)
    assert sorted(zip(sessions["sheet"], sessions["cell"])) == [("TIPS", "B5"), ("TIPS", "C5")]
    pain = rows_behind(results, "5.1.2.c", results.governed.first)
    assert [(c, f) for c, f in zip(pain["cell"], pain["first_cell"]) if f] == [("B6", "B4")]


def test_a_second_quarter_finds_the_first_readings():
    """The later return gives another first score: it is asked about at the cell of the label's row."""
    before = collected()
    later = openpyxl.load_workbook(io.BytesIO(workbook()))
    later["Pain"]["A1"] = "Reporting quarter: 2024/25 Q2"
    later["TIPS"]["A1"] = "Reporting quarter: 2024/25 Q2"
    later["Pain"]["B4"], later["Pain"]["B5"] = 9, D(2024, 7, 3)
    data = io.BytesIO()
    later.save(data)
    read = read_files([("return.xlsx", workbook()), ("later.xlsx", data.getvalue())])
    received = dt.datetime(2024, 10, 14, tzinfo=dt.UTC)
    both = collect_files(read, Settings(), received, None, mapping_of(MAPPING, "m.json"))
    assert [(p.sheet, p.cell) for p in both.problems if p.code == "baseline-restated"] == [("Pain", "B4")]
    assert accept_files(before.files, Settings())[0]
