"""The command line: what it prints where, how it ends, and that it never ends in a traceback."""

import csv
import datetime as dt
import gc
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.words.code_lists import DISTRICTS
from sample_data import SAMPLES

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = [
    "ref",
    "quarter",
    "area",
    "value",
    "unit",
    "numerator",
    "denominator",
    "left_out",
    "lower",
    "upper",
    "marker",
    "note",
    "verdict",
]
SESSIONS = [
    ["Date", "Session type", "Status"],
    [dt.date(2024, 5, 1), "Training", "Delivered"],
    [dt.date(2024, 8, 1), "1-1 reflective practice", None],
]


def workbook(path: Path, *rows: list) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


@pytest.fixture
def clean(tmp_path) -> str:
    """A return with nothing to ask about: two quarters, a session in each."""
    return workbook(
        tmp_path / "clean.xlsx", ["Q1 to Q2 2024/25"], ["Date of return: 14 October 2024"], *SESSIONS
    )


@pytest.fixture
def faulty(tmp_path) -> str:
    """The same and a session whose date cannot be read."""
    return workbook(
        tmp_path / "faulty.xlsx",
        ["Q1 to Q2 2024/25"],
        ["Date of return: 14 October 2024"],
        *SESSIONS,
        ["soon", "Training", None],
    )


@pytest.fixture
def asked(tmp_path) -> str:
    """A question of mapping is open: two columns with one meaning."""
    return workbook(
        tmp_path / "asked.xlsx",
        ["Q1 to Q2 2024/25"],
        [*SESSIONS[0], "No of sessions", "Sessions delivered"],
        [*SESSIONS[1], 1, 1],
    )


@pytest.fixture
def call(capsys):
    """Calls main; returns the exit status, what went to stdout and what to stderr."""

    def called(*argv: str) -> tuple[int, str, str]:
        try:
            status = main(list(argv))
        except SystemExit as ended:
            status = ended.code
        finally:
            gc.enable()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return called


def table(out: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(out)))


# measures


def test_measures_prints_the_table_and_nothing_else(call, clean):
    status, out, err = call("measures", clean)
    rows = table(out)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == ",".join(COLUMNS) and "\r" not in out
    assert [(row["ref"], row["quarter"], row["area"]) for row in rows] == [
        (m.ref, q, "all") for m in MEASURES for q in ("2024/25 Q1", "2024/25 Q2")
    ]
    lines = out.splitlines()
    assert lines[1] == "5.1.1.a,2024/25 Q1,all,,points,,,,,,x,no return covers it,not judged"
    assert lines[-4:] == [
        "5.3.1.a,2024/25 Q1,all,0,sessions,0,,0,,,,,not judged",
        "5.3.1.a,2024/25 Q2,all,1,sessions,1,,0,,,,,not judged",
        "5.3.1.b,2024/25 Q1,all,1,sessions,1,,0,,,,,not judged",
        "5.3.1.b,2024/25 Q2,all,0,sessions,0,,0,,,,,not judged",
    ]


def test_measures_as_json(call, clean):
    status, out, _ = call("measures", clean, "--format", "json")
    rows = json.loads(out)
    assert status == 0 and len(rows) == 38
    assert all(list(row) == COLUMNS for row in rows)
    nothing = dict.fromkeys(("denominator", "lower", "upper", "marker", "note"))
    assert rows[-1] == nothing | {
        "ref": "5.3.1.b",
        "quarter": "2024/25 Q2",
        "area": "all",
        "unit": "sessions",
        "value": 0,
        "numerator": 0,
        "left_out": 0,
        "verdict": "not judged",
    }


def test_verdicts_are_of_quarters_and_all_areas_together(call, clean):
    rows = table(call("measures", clean, "--by", "district", "--year-to-date")[1])
    judged = [row["area"] == "all" and not row["quarter"].endswith("YTD") for row in rows]
    assert sum(judged) == 38
    assert {row["verdict"] for row, single in zip(rows, judged, strict=True) if single} == {"not judged"}
    assert {row["verdict"] for row, single in zip(rows, judged, strict=True) if not single} == {""}


def test_what_is_shared_is_judged_by_what_is_shown(call):
    """In the last quarter of the samples two measures are improving, and one of them is hidden in what is shared: there
    it is not judged. Of what is shown nothing else is said than to the officer."""
    last = [
        {row["ref"]: row for row in table(out) if row["quarter"] == "2024/25 Q4"}
        for out in (
            call("measures", *map(str, SAMPLES))[1],
            call("measures", *map(str, SAMPLES), "--share")[1],
        )
    ]
    officer, shared = ({ref: row["verdict"] for ref, row in rows.items()} for rows in last)
    assert {ref for ref, word in officer.items() if word == "improving"} == {"5.1.4.a", "5.1.4.b"}
    assert last[1]["5.1.4.b"]["marker"] == "c" and shared["5.1.4.b"] == "not judged"
    assert last[1]["5.1.4.a"]["marker"] == "" and shared["5.1.4.a"] == "improving"
    # How many started is not shown, and so they are judged for the officer alone.
    assert (officer["5.1.3.b"], shared["5.1.3.b"]) == ("no clear change", "not judged")
    assert {ref for ref in officer if shared[ref] not in (officer[ref], "not judged")} == set()


def test_what_would_be_mostly_hidden_is_not_printed(call):
    """In the samples, most of the year to date by district: it is left out with the reason, the year to date in all is
    there, and so is that of what is not about young people."""
    asked = ("measures", *map(str, SAMPLES), "--share", "--year-to-date")
    _, out, said = call(*asked, "--by", "district")
    areas = {
        ref: {row["area"] for row in table(out) if row["ref"] == ref and row["quarter"].endswith("YTD")}
        for ref in ("5.1.3.b", "5.3.1.a")
    }
    assert "not broken down by district" in said
    assert areas["5.1.3.b"] == {"all"} and len(areas["5.3.1.a"]) == 6
    assert "not broken down" not in call(*asked)[2]


def test_measures_are_shared_as_rolling_four_quarters_by_a_settings_file(call, tmp_path):
    """In the samples, 2 of 12 quarters of 5.2.2.a are shared; of the 9 windows of four, all but one. Each is named by
    its first and last quarter, and neither quarters nor years to date are beside it. What cannot be shared so is
    refused by its reference."""
    path = tmp_path / "settings.json"
    path.write_text('{"shared_as_rolling": ["5.2.2.a"]}')
    asked = ("measures", *map(str, SAMPLES), "--share", "--year-to-date", "--settings", str(path))
    status, out, said = call(*asked)
    rows = [row for row in table(out) if row["ref"] == "5.2.2.a"]
    assert status == 0 and "0 small counts can be worked out" in said
    assert [row["quarter"] for row in rows[-2:]] == ["2023/24 Q4 to 2024/25 Q3", "2024/25 Q1 to 2024/25 Q4"]
    assert len(rows) == 12 and [row["marker"] for row in rows[:3]] == ["x"] * 3
    assert sorted(row["marker"] for row in rows[3:]) == [""] * 8 + ["c"]
    assert {row["verdict"] for row in rows} == {"not judged"}
    path.write_text('{"shared_as_rolling": ["5.1.3.b"]}')
    status, out, said = call(*asked)
    assert (status, out) == (2, "") and "5.1.3.b cannot be shared as rolling four quarters" in said


def test_by_district(call, clean):
    status, out, _ = call("measures", clean, "--by", "district")
    rows = table(out)
    assert status == 0 and len(rows) == 38 * 6
    assert [row["area"] for row in rows[:6]] == ["all", *DISTRICTS]
    quarter = [row for row in rows if (row["ref"], row["quarter"]) == ("5.3.1.b", "2024/25 Q1")]
    assert {row["area"]: row["value"] for row in quarter} == {
        "all": "1", "Hampshire": "0", "Isle of Wight": "0", "Portsmouth": "0", "Southampton": "0",
        "not known": "1",
    }  # fmt: skip


def test_for_sharing_small_numbers_are_hidden(call, clean):
    """As if the districts and the year to date stood beside it, and in each form the same."""
    status, out, said = call("measures", clean, "--share")
    rows, full = table(out), {(row["ref"], row["quarter"]): row for row in table(call("measures", clean)[1])}
    assert status == 0 and len(rows) == 38 and "hidden" in said
    for row in rows:
        was = full[row["ref"], row["quarter"]]
        if row["marker"] == "c":
            assert not any(
                row[name]
                for name in ("value", "numerator", "denominator", "lower", "upper", "left_out", "note")
            )
        else:
            assert all(
                row[name] == was[name]
                for name in ("value", "numerator", "denominator", "lower", "upper", "marker")
            )
    whole = {
        (row["ref"], row["quarter"], row["area"]): row
        for row in table(call("measures", clean, "--share", "--by", "district", "--year-to-date")[1])
    }
    assert all(whole[row["ref"], row["quarter"], "all"] == row for row in rows)
    assert call("measures", clean, "--share", "--by", "gender")[0] == 2


def test_by_another_breakdown(call, tmp_path):
    heading = [
        "Young person ref",
        "Support started",
        "Support ended",
        "Setting",
        "District",
        "Age band",
        "Gender",
        "Ethnicity",
    ]
    rows = [
        [ref, dt.date(2024, 4, 5), None, "Community", "Gosport", band, "Male", "White"]
        for ref, band in (("A", "18-21"), ("B", "22-25"), ("C", "18-21"))
    ]
    path = workbook(tmp_path / "support.xlsx", ["Reporting quarter: 2024/25 Q1"], heading, *rows)
    status, out, _ = call("measures", path, "--by", "age-band")
    assert status == 0
    assert {row["area"]: row["value"] for row in table(out) if row["ref"] == "5.1.3.b"} == {
        "all": "3", "under 18": "0", "18 to 21": "2", "22 to 25": "1", "over 25": "0", "not known": "0"
    }  # fmt: skip
    assert call("measures", path, "--by", "age band")[0] == 2


def test_year_to_date(call, clean):
    status, out, _ = call("measures", clean, "--year-to-date")
    rows = table(out)
    assert status == 0 and len(rows) == 38 * 2
    assert {row["quarter"] for row in rows} == {
        "2024/25 Q1",
        "2024/25 Q2",
        "2024/25 Q1 YTD",
        "2024/25 Q2 YTD",
    }
    of_training = {row["quarter"]: row["value"] for row in rows if row["ref"] == "5.3.1.b"}
    assert of_training == {"2024/25 Q1": "1", "2024/25 Q1 YTD": "1", "2024/25 Q2": "0", "2024/25 Q2 YTD": "1"}


@pytest.mark.parametrize(
    ("covers", "quarters"),
    [("2024/25 Q2", ["2024/25 Q2"]), ("2023/24 Q4..2024/25 Q1", ["2023/24 Q4", "2024/25 Q1"])],
)
def test_covers(call, clean, covers, quarters):
    status, out, _ = call("measures", clean, "--covers", covers)
    assert (status, sorted({row["quarter"] for row in table(out)})) == (0, quarters)
    assert call("check", clean, "--covers", covers)[0] == 0


def test_settings(call, tmp_path):
    pain = workbook(
        tmp_path / "pain.xlsx",
        ["2024/25 Q1"],
        ["YP ref", "Date", "Pain score"],
        ["A", dt.date(2024, 4, 5), 5],
        ["A", dt.date(2024, 5, 5), 0],
    )
    settings = tmp_path / "settings.json"
    settings.write_text('{"pain_scale_minimum": 1}')
    assert call("measures", pain)[0] == call("check", pain)[0] == 0
    for command in ("measures", "check"):
        assert call(command, pain, "--settings", str(settings))[0] == 1


def test_problems_go_to_stderr_one_a_line(call, faulty):
    status, out, err = call("measures", faulty)
    assert status == 1
    assert len(table(out)) == 38  # what could be computed is still printed
    assert (
        err.startswith(
            "must fix: faulty.xlsx Sheet!A6: date-unreadable: found: soon; expected: a date such as"
        )
        and err.count("\n") == 1
    )


def test_files_are_accepted_in_the_order_given(call, tmp_path):
    heading = ["Date", "Session type"]
    first = workbook(tmp_path / "first.xlsx", ["2024/25 Q1"], heading, [dt.date(2024, 5, 1), "Training"])
    second = workbook(
        tmp_path / "second.xlsx",
        ["2024/25 Q1"],
        heading,
        [dt.date(2024, 5, 1), "Training"],
        [dt.date(2024, 5, 2), "Training"],
    )
    assert [
        table(call("measures", *files)[1])[-1]["value"]
        for files in ((first, second), (second, first), (first, second, first))
    ] == ["2", "1", "2"]


# check

KEYS = {
    "files": {"file", "programme", "sheets"},
    "sheets": {"sheet", "table", "header_row", "columns", "rows", "used", "left_out"},
}
PROBLEM_KEYS = ["severity", "code", "file", "sheet", "cell", "field", "found", "expected", "fix"]


def test_check_as_json_has_the_documented_keys(call, faulty):
    status, out, err = call("check", faulty, "--format", "json")
    said = json.loads(out)
    assert (status, err) == (1, "")
    assert list(said) == ["files", "problems"]
    (file,) = said["files"]
    assert set(file) == KEYS["files"] and set(file["sheets"][0]) == KEYS["sheets"]
    assert file == {
        "file": "faulty.xlsx",
        "programme": "TIPS",
        "sheets": [
            {
                "sheet": "Sheet",
                "table": "police_sessions",
                "header_row": 3,
                "columns": {"A": "date", "B": "type", "C": "status"},
                "rows": 3,
                "used": 2,
                "left_out": 1,
            }
        ],
    }
    (problem,) = said["problems"]
    assert list(problem) == PROBLEM_KEYS
    assert [problem[key] for key in PROBLEM_KEYS[:7]] == [
        "must fix",
        "date-unreadable",
        "faulty.xlsx",
        "Sheet",
        "A6",
        "date",
        "soon",
    ]


def test_check_in_words(call, clean, faulty):
    status, out, err = call("check", clean)
    assert (status, err) == (0, "")
    assert (
        "clean.xlsx: TIPS" in out
        and "heading in row 3; 2 rows = 2 used + 0 left out" in out
        and "No problems." in out
    )
    status, out, err = call("check", faulty)
    assert (status, err) == (1, "")
    assert "3 rows = 2 used + 1 left out" in out and "must fix: faulty.xlsx Sheet!A6" in out


# Exit statuses


@pytest.mark.parametrize("command", ["measures", "check"])
def test_0_where_nothing_is_open_but_a_confirmation(call, tmp_path, command):
    twice = workbook(tmp_path / "twice.xlsx", ["2024/25 Q1"], *SESSIONS[:2], SESSIONS[1])
    status, out, err = call(command, twice)
    assert (status, "please confirm" in out + err) == (0, True)


@pytest.mark.parametrize("command", ["measures", "check"])
def test_0_for_a_score_or_headcount_left_blank(call, tmp_path, command):
    headings = ["Date", "School", "Year group", "Young people reached", "School staff engaged"]
    headings += ["Hotspot area", "Priority school"]
    session = [dt.date(2024, 5, 1), "Oak", "Year 8", None, 2, "Yes", "No"]
    blank = workbook(tmp_path / "blank.xlsx", ["2024/25 Q1"], headings, session)
    assert call(command, blank)[0] == 0


@pytest.mark.parametrize("command", ["measures", "check"])
def test_1_for_a_must_fix_and_for_a_question_of_mapping(call, faulty, asked, command):
    assert call(command, faulty)[0] == 1
    status, out, err = call(command, asked)
    assert status == 1 and "mapping-column-duplicate" in out + err


@pytest.mark.parametrize("command", ["measures", "check"])
def test_1_where_no_quarter_can_be_told(call, tmp_path, command):
    assert call(command, workbook(tmp_path / "empty.xlsx", SESSIONS[0]))[0] == 1


@pytest.mark.parametrize("command", ["measures", "check"])
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.xlsx", b"", "file-empty"),
        ("text.xlsx", b"a,b\n1,2\n", "file-text-misnamed"),
        ("garbage.xlsx", bytes(range(256)) * 20, "file-not-spreadsheet"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(500), "file-not-spreadsheet"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(100), "file-"),
    ],
)
def test_2_for_a_file_that_cannot_be_used(call, tmp_path, clean, command, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = call(command, str(path))
    assert status == 2 and said in out + err and name in out + err
    if command == "measures":
        assert out == ""
        status, out, _ = call(command, clean, str(path))
        assert (status, len(table(out))) == (2, 38)  # the other file is still computed


@pytest.mark.parametrize("command", ["measures", "check"])
@pytest.mark.parametrize("name", ["missing.xlsx", ".", "a\0b", ""])
def test_2_for_a_file_that_is_not_there(call, tmp_path, command, name):
    status, out, err = call(command, str(tmp_path / name) if name else name)
    assert (status, out) == (2, "") and err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["measures"],
        ["check"],
        ["templates"],
        ["measures", "FILE", "--nonsense"],
        ["measures", "FILE", "--format", "xml"],
        ["measures", "FILE", "--by", "school"],
        ["measures", "FILE", "--covers", "Q1"],
        ["measures", "FILE", "--covers", "2024/25 Q2..2024/25 Q1"],
        ["measures", "FILE", "--settings", "missing.json"],
        ["check", "FILE", "--format", "csv"],
    ],
    ids=" ".join,
)
def test_2_for_a_call_that_cannot_be_used(call, clean, arguments):
    status, out, err = call(*(clean if a == "FILE" else a for a in arguments))
    assert (status, out, bool(err)) == (2, "", True)


UNUSABLE_SETTINGS = {
    "unknown": '{"threshold": 5}',
    "open": "[",
    "deep": "[" * 200_000,
    "ill-typed": '{"follow_up_months": "12"}',
    "boolean": '{"pain_scale_minimum": true}',
}


@pytest.mark.parametrize("content", UNUSABLE_SETTINGS.values(), ids=UNUSABLE_SETTINGS)
def test_2_for_settings_that_cannot_be_used(call, clean, tmp_path, content):
    (tmp_path / "s.json").write_text(content)
    status, out, err = call("measures", clean, "--settings", str(tmp_path / "s.json"))
    assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["measures", "--help"], ["check", "--help"], ["templates", "--help"]]
)
def test_help_names_the_exit_statuses(call, arguments):
    status, out, err = call(*arguments)
    assert (status, err) == (0, "") and "Exit status: 0 done; 1 " in " ".join(out.split())


# templates

FILLED = {
    "Young person ref": "A",
    "Date": dt.date(2024, 5, 1),
    "First star date": dt.date(2024, 4, 5),
    "Latest star date": dt.date(2024, 5, 1),
    "First date": dt.date(2024, 4, 5),
    "Latest date": dt.date(2024, 5, 1),
    "Setting": "Community",
    "District": "Gosport",
    "Age band": "18 to 21",
    "Gender": "Female",
    "Ethnicity": "White",
    "Traced": "Yes",
    "Reoffended": "No",
    "HO code": "001/01",
    "Offence date": dt.date(2023, 4, 1),
    "CHI": 5475,
    "School": "Oak School",
    "URN": "100001",
    "Year group": "Year 8",
    "Hotspot area": "Yes",
    "Priority school": "No",
    "Session type": "Trauma informed training",
    "Follow-up ends": dt.date(2024, 5, 1),
    "From": dt.date(2023, 9, 1),
}
STARTED = {"Support": dt.date(2024, 4, 5), "Follow-up": dt.date(2023, 5, 1)}


def fill(path: Path) -> None:
    """A row in each table under its heading, and the quarter stated in the first row."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet["A1"] = "Reporting quarter: 2024/25 Q1"
        heading = next(
            (
                row
                for row in sheet.iter_rows(max_row=5)
                if sum(cell.value in FILLED or cell.value == "Status" for cell in row) >= 2
            ),
            None,
        )
        for cell in heading or ():
            value = FILLED.get(cell.value)
            if cell.value in ("Support started", "Started"):
                value = STARTED.get(sheet.title, dt.date(2024, 4, 5))
            elif cell.value == "Status":
                value = "Engaged" if sheet.title == "Social prescribing" else "Delivered"
            elif value is None and cell.value not in (
                "Support ended",
                "Ended",
                "To",
                "Offence",
                "Activity",
                "Practitioner",
                "Team",
            ):
                value = 5
            sheet.cell(cell.row + 1, cell.column).value = value
    book.save(path)


def test_templates_are_written_and_pass_check_when_filled(call, tmp_path):
    status, out, err = call("templates", "--out", str(tmp_path / "new" / "folder"))
    paths = [Path(line) for line in out.splitlines()]
    assert (status, err, len(paths)) == (0, "", 4)
    for path in paths:
        fill(path)
    status, out, err = call("check", *map(str, paths), "--format", "json")
    said = json.loads(out)
    assert (status, [p for p in said["problems"] if p["severity"] != "for information"]) == (0, [])
    assert {file["programme"] for file in said["files"]} == {"RESET", "A&E Navigators", "Choices", "TIPS"}
    assert all(
        (s["rows"], s["used"], s["left_out"]) == (1, 1, 0) for file in said["files"] for s in file["sheets"]
    )
    status, out, _ = call("measures", *map(str, paths))
    values = {row["ref"]: row["value"] for row in table(out) if row["quarter"] == "2024/25 Q1"}
    assert status == 0 and set(values) == {m.ref for m in MEASURES}
    assert {ref: values[ref] for ref in ("5.1.3.a", "5.1.3.b", "5.1.5.b", "5.2.1.a", "5.3.1.b")} == {
        "5.1.3.a": "1", "5.1.3.b": "1", "5.1.5.b": "5", "5.2.1.a": "1.0", "5.3.1.b": "5"
    }  # fmt: skip


def test_templates_where_nothing_can_be_written(call, clean):
    status, out, err = call("templates", "--out", clean)
    assert (status, out, err.count("\n")) == (2, "", 1)


# As a process of its own


def run(*argv: str, **how: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "ieo_metrics", *argv], cwd=ROOT, capture_output=True, timeout=60, **how
    )


def test_as_a_process(clean):
    one = run("measures", clean)
    assert (one.returncode, one.stderr, len(one.stdout.splitlines())) == (0, b"", 39)


def test_as_a_process_it_fails_in_one_line():
    one = run("measures", "missing.xlsx")
    assert (one.returncode, one.stdout, one.stderr) == (
        2,
        b"",
        b"missing.xlsx: cannot be opened (No such file or directory)\n",
    )


def test_a_reader_that_goes_away_is_no_traceback(clean):
    line = f"'{sys.executable}' -m ieo_metrics measures '{clean}' --by district --year-to-date | head -1"
    one = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, timeout=60)
    assert (one.stdout.decode().strip(), one.stderr) == (",".join(COLUMNS), b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another shell")
def test_files_are_read_where_nobody_can_type(clean):
    """What is answered then has the place of what is typed, which a fork that reads needs for itself."""
    line = f"'{sys.executable}' -m ieo_metrics measures '{clean}' <&-"
    one = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, timeout=60)
    assert (one.returncode, one.stderr, len(one.stdout.splitlines())) == (0, b"", 39)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another library of C")
def test_what_a_library_prints_past_python_is_not_in_the_answer():
    """SciPy's solver prints lines of its own, from C, which would be rows of a table."""
    code = (
        "import ctypes, ieo_metrics.__main__ as own; own.keep_output_for_answers(); "
        "ctypes.CDLL(None).puts(b'from the solver'); print('answer')"
    )
    one = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert (one.stdout.split(), one.stderr) == ([b"answer"], b"")


# The Crime Harm Index


OFFENCES = [
    ["Q1 2024/25"],
    ["Date of return: 14 July 2024"],
    ["Person ref", "Offence date", "HO code", "Offence"],
    ["A", dt.date(2023, 6, 1), None, "Kicking"],
]


def test_an_edition_of_the_index(call, tmp_path):
    """The starter does not know kicking; the uploaded edition does, and says what is odd in itself."""
    list_, index = workbook(tmp_path / "list.xlsx", *OFFENCES), tmp_path / "index.csv"
    index.write_text(
        "HOME_OFFICE_CLASSIFICATION,FULL_OFFENCE_TITLE,CCHI Score\n008/01,Kicking,10\n008/01,Biting,often\n"
    )
    assert "offence-no-value" in call("check", list_)[1]
    status, out, err = call("check", list_, "--crime-harm", str(index))
    assert "offence-no-value" not in out
    assert err.startswith("index.csv: edition index, fingerprint ") and "left out: 1 (row 3: often)" in err
    settings = tmp_path / "settings.json"
    settings.write_text('{"crime_harm_edition": "2020"}')
    status, out, err = call("measures", list_, "--crime-harm", str(index), "--settings", str(settings))
    assert status == 2 and "crime_harm_edition is '2020': it can be index" in err


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "empty"), (b"a,b\n1,2\n", "is not a workbook of the index"), (b"PK\x03\x04", "index.xlsx: ")],
)
def test_a_file_that_is_no_edition_of_the_index(call, clean, tmp_path, data, said):
    index = tmp_path / ("index.csv" if b"," in data else "index.xlsx")
    index.write_bytes(data)
    status, out, err = call("measures", clean, "--crime-harm", str(index))
    assert (status, out) == (2, "") and said in err.lower() + err and len(err.splitlines()) == 1
    status, out, err = call("measures", clean, "--crime-harm", str(tmp_path / "gone.xlsx"))
    assert (status, out) == (2, "") and "cannot be opened" in err


def test_measures_loads_nothing_that_a_clean_return_does_not_need(clean):
    code = (
        "import sys; from ieo_metrics.__main__ import main; main(['measures', sys.argv[1]]); "
        "print(*sys.modules)"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, clean), cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert "ieo_metrics.checking.check_workbook" in loaded
    libraries = {"sqlalchemy", "scipy", "openpyxl", "plotly", "streamlit", "rapidfuzz"}
    assert not libraries & {name.partition(".")[0] for name in loaded}
    ours = ("ieo_metrics.recognising.by_hand", "ieo_metrics.store", "ieo_metrics.disclosure")
    assert not [name for name in loaded if name.startswith(ours)]


def test_what_cannot_be_written_is_said(monkeypatch, capsys, clean):
    class FullDisk(io.StringIO):
        def flush(self):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", FullDisk())
    monkeypatch.setattr(gc, "disable", lambda: None)
    assert main(["check", clean]) == 2
    assert capsys.readouterr().err == "A file: No space left on device\n"
