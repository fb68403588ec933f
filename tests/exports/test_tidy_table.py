"""The tidy table: exact columns, full precision, nothing that a spreadsheet program would run."""

import csv
import io
import json

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.exports.tidy_table import COLUMNS, tidy_csv, tidy_json

NAN = float("nan")
ROWS = [
    # ref, quarter, value, unit, numerator, denominator, left_out, lower, upper, marker, note
    ("5.1.1.a", "2024/25 Q1", -5.0, "points", -10.0, 2.0, 0.0, NAN, NAN, "", ""),
    ("5.1.1.b", "2024/25 Q1", 1.0, "proportion", 3.0, 3.0, 1.0, 0.1 + 0.2, 1.0, "p", "1, and 2"),
    ("5.1.3.a", "2024/25 Q1", 7.0, "young people", 7.0, NAN, 0.0, NAN, NAN, "", "=HYPERLINK(1)"),
    ("5.3.1.a", "2024/25 Q2", NAN, "sessions", NAN, NAN, NAN, NAN, NAN, "x", "no return covers it"),
]


@pytest.fixture
def frame() -> pd.DataFrame:
    names = [c for c in COLUMNS if c not in ("area", "verdict")]
    return pd.DataFrame(ROWS, columns=names).assign(
        area="all",
        span="quarter",
        period=8096,
        better=1,
        verdict=["improving", "not judged", "", "worsening"],
    )


def test_the_csv_as_a_script_reads_it(frame):
    assert tidy_csv(frame) == (
        "ref,quarter,area,value,unit,numerator,denominator,left_out,lower,upper,marker,note,verdict\n"
        "5.1.1.a,2024/25 Q1,all,-5.0,points,-10,2,0,,,,,improving\n"
        '5.1.1.b,2024/25 Q1,all,1.0,proportion,3,3,1,0.30000000000000004,1.0,p,"1, and 2",not judged\n'
        "5.1.3.a,2024/25 Q1,all,7,young people,7,,0,,,,'=HYPERLINK(1),\n"
        "5.3.1.a,2024/25 Q2,all,,sessions,,,,,,x,no return covers it,worsening\n"
    )


def test_the_json_says_null_where_there_is_nothing(frame):
    first, second, third, fourth = json.loads(tidy_json(frame))
    assert list(first) == list(COLUMNS)
    assert first["value"] == -5.0 and first["lower"] is None and first["note"] is None
    assert second["lower"] == 0.1 + 0.2 and isinstance(second["value"], float)
    assert third["value"] == 7 and isinstance(third["value"], int) and third["note"] == "=HYPERLINK(1)"
    assert [name for name in COLUMNS if fourth[name] is not None] == [
        "ref",
        "quarter",
        "area",
        "unit",
        "marker",
        "note",
        "verdict",
    ]
    assert third["verdict"] is None


def test_without_verdicts_the_column_is_empty(frame):
    rows = list(csv.DictReader(io.StringIO(tidy_csv(frame.drop(columns="verdict")))))
    assert {row["verdict"] for row in rows} == {""}


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_text_that_could_be_a_formula_is_neutral_and_numbers_stay_numbers(frame, begin):
    rows = list(csv.DictReader(io.StringIO(tidy_csv(frame.assign(note=f"{begin}1+1, x")), newline="")))
    assert {row["note"] for row in rows} == {f"'{begin}1+1, x"}
    assert rows[0]["value"] == "-5.0" and rows[0]["numerator"] == "-10"


@pytest.mark.parametrize("nothing", [None, pd.NA, np.nan])
def test_whatever_stands_for_no_value_is_empty(frame, nothing):
    hidden = frame.assign(value=pd.Series([nothing] * len(frame), dtype=object))
    assert {row["value"] for row in csv.DictReader(io.StringIO(tidy_csv(hidden)))} == {""}
    assert {row["value"] for row in json.loads(tidy_json(hidden))} == {None}


def test_minus_zero_is_zero_and_a_sum_that_is_not_whole_stays_as_it_is(frame):
    rows = list(csv.DictReader(io.StringIO(tidy_csv(frame.assign(value=-0.0, numerator=1.5)))))
    assert [row["value"] for row in rows] == ["0.0", "0.0", "0", "0"]
    assert {row["numerator"] for row in rows} == {"1.5"}


def test_no_rows_are_a_heading_and_an_empty_list(frame):
    assert tidy_csv(frame[:0]) == ",".join(COLUMNS) + "\n"
    assert json.loads(tidy_json(frame[:0])) == []
