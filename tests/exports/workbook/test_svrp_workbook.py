"""The SVRP workbook, opened again: the same numbers as the results, and the guidance for accessible
spreadsheets."""

import datetime as dt
import hashlib
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pandas as pd
import pytest

from ieo_metrics.checking.check_workbook import CheckedFile, CheckedSheet
from ieo_metrics.exports.workbook.chart_data_sheets import CHART_DATA, CHART_LIMITS
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.exports.workbook.text_sheets import NOT_FOR_SHARING
from ieo_metrics.framework.configuration.settings import SETTINGS, Settings
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.problem_kinds import problem
from ieo_metrics.framework.words.code_lists import SESSION_STATUS, SESSION_TYPE, STAR_AREAS
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import Collection, collect_checked, measure_collection
from ieo_metrics.reading.sheets import Refused
from sample_data import SAMPLES

Q1, Q2, Q3, Q4 = (quarter(2024, number) for number in (1, 2, 3, 4))
NAMES = {
    "Cover",
    "Contents",
    "Notes",
    "Summary",
    "Definitions",
    "Sources",
    "Data quality",
    "Chart data",
    "Chart limits",
}


def words(values: list[str], allowed: list[str] | None = None) -> pd.Categorical:
    return pd.Categorical(values, categories=pd.Index(allowed or list(dict.fromkeys(values)), dtype="str"))


def frame(**columns: object) -> pd.DataFrame:
    """A record frame: its fields, and where the rows come from."""
    out = pd.DataFrame(columns)
    place = np.arange(len(out), dtype=np.int32)
    return out.assign(
        source=np.int32(0),
        row=place + 2,
        column=np.int32(2),
        unreadable=np.int32(0),
        alike=place.astype(np.int64),
    )


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[s]")


# Use of time. Q1: secret-a rises by 3 and secret-b falls by 1. Q2: secret-a, by 4 since the first. Q4:
# secret-c has one reading only.
STARS = frame(
    person_ref=words(["secret-a", "secret-a", "secret-b", "secret-b", "secret-a", "secret-c"]),
    date=days("2024-01-10", "2024-05-01", "2024-02-01", "2024-06-01", "2024-08-01", "2025-02-01"),
    area=words(["meaningful use of time"] * 6, list(STAR_AREAS)),
    score=pd.array([2, 5, 6, 5, 6, 4], dtype="Int64"),
)
SESSIONS = frame(
    date=days("2024-04-03", "2024-05-03", "2024-07-03"),
    type=words(["trauma informed training"] * 3, list(SESSION_TYPE)),
    practitioner=words(["A"] * 3),
    team=words(["B"] * 3),
    attendees=pd.array([5, 6, 7], dtype="Int64"),
    status=words(["delivered"] * 3, list(SESSION_STATUS)),
    number=pd.array([None] * 3, dtype="Int64"),
)


SHAPE_OF = {layout.table: layout.shape for layout in LAYOUTS}  # one of each table's


def checked(
    name: str, table: str, records: pd.DataFrame, covers: tuple[int, ...], made: dt.date
) -> CheckedFile:
    sheet = CheckedSheet(
        "Sheet+1", table, SHAPE_OF[table], 1, {"A": "person_ref"}, len(records) + 1, len(records), 1, covers
    )
    problems = (
        *(
            problem("score-blank", name, "Sheet+1", f"D{row}", "score", "secret-found", expected="")
            for row in (2, 3)
        ),
        problem("totals-row", name, found="secret-found"),
    )
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return CheckedFile(
        name,
        sha256,
        (sheet,),
        (),
        {table: records},
        problems,
        covers,
        made,
        True,
        dt.datetime(2025, 4, 15, 9, 30, 12, 345),
    )


@pytest.fixture(scope="module")
def collection() -> Collection:
    """Two returns made by hand, one of them twice, and a file that could not be read. The stars cover no
    Q3."""
    stars = checked("=cmd.xlsx", "star_readings", STARS, (Q1, Q2, Q4), dt.date(2025, 4, 14))
    tips = checked("@TIPS – ünï.xlsx", "police_sessions", SESSIONS, (Q1, Q2), dt.date(2025, 4, 2))
    return collect_checked(
        [stars, tips, replace(stars)], [Refused("+broken\x07.xlsx", "f" * 64, "file-damaged")], Settings()
    )


@pytest.fixture(scope="module")
def results(collection) -> Results:
    """With a provisional share, and one of more than a hundred people."""
    computed = measure_collection(collection)
    changed = computed.frame.copy()
    at = changed[(changed["ref"] == "5.1.1.b") & (changed["period"] == Q2)].index[0]
    changed.loc[at, ["numerator", "denominator", "value", "marker", "note"]] = [
        137,
        200,
        0.685,
        "p",
        "@two whose follow-up was still open",
    ]
    return computed._replace(frame=changed)


@pytest.fixture(scope="module")
def made(results, collection) -> bytes:
    return svrp_workbook(results, collection, Q2)


@pytest.fixture(scope="module")
def book(made) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(made))


def cells(sheet) -> list[dict[str, object]]:
    """The rows of the sheet's table, by heading."""
    (table,) = sheet.tables.values()
    heading, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(heading, row, strict=True)) for row in rows]


def parts(workbook: bytes, begin: str = "") -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(workbook)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.startswith(begin)}


def expected(row: pd.Series, column: str) -> object:
    """What stands in a cell for a number of the results."""
    return row[column] if row[column] == row[column] else "[x]" if "x" in row["marker"] else "[z]"


COLUMNS = {
    "Value": "value",
    "Numerator": "numerator",
    "Denominator (n)": "denominator",
    "Left out": "left_out",
}
COLUMNS |= {
    "Lower end of 95% interval": "lower",
    "Upper end of 95% interval": "upper",
    "Better": "better",
    "Same": "same",
    "Worse": "worse",
}


def same_numbers(book: openpyxl.Workbook, results: Results) -> int:
    """Compares every cell of every trend; gives how many were numbers."""
    numbers = 0
    for m in MEASURES:
        of = results.frame[(results.frame["ref"] == m.ref) & (results.frame["span"] == "quarter")]
        rows = cells(book[m.ref])
        assert [row["Quarter"] for row in rows] == list(of["quarter"])
        for shown, (_, row) in zip(rows, of.iterrows(), strict=True):
            for heading, column in COLUMNS.items():
                if heading in shown:
                    wanted = "[x]" if row["marker"] == "x" else expected(row, column)
                    assert shown[heading] == (
                        pytest.approx(wanted, rel=1e-15) if not isinstance(wanted, str) else wanted
                    ), (m.ref, row["quarter"], heading)
                    numbers += not isinstance(wanted, str)
            assert shown["Marker"] == (f"[{row['marker']}]" if row["marker"] else None)
            assert shown["Note"] == (row["note"] or None)
    return numbers


def test_every_number_of_every_trend_is_that_of_the_results(book, results):
    assert same_numbers(book, results) > 100


def test_the_summary_on_paper(book):
    rows = {row["Reference"]: row for row in cells(book["Summary"])}
    assert list(rows) == [m.ref for m in MEASURES]
    a, share, none, sessions = (rows[ref] for ref in ("5.1.1.a", "5.1.1.b", "5.2.1.a", "5.3.1.b"))
    before, year_before = "Previous quarter, 2024/25 Q1", "Same quarter last year, 2023/24 Q2"
    assert (a["Value"], a["Numerator"], a["Denominator (n)"], a[before], a[year_before]) == (
        4,
        4,
        1,
        1,
        "[x]",
    )
    assert (a["Lower end of 95% interval"], a["Marker"], a["Unit"], a["Provider"]) == (
        "[z]",
        None,
        "points",
        "Society of St James",
    )
    assert (share["Value"], share["Marker"], share["Note"]) == (
        0.685,
        "[p]",
        "@two whose follow-up was still open",
    )
    assert (none["Value"], none["Left out"], none["Marker"], none["Note"]) == (
        "[x]",
        "[x]",
        "[x]",
        "no return covers it",
    )
    assert (sessions["Value"], sessions["Denominator (n)"], sessions[before], sessions["Marker"]) == (
        1,
        "[z]",
        2,
        None,
    )


def test_a_quarter_that_nothing_covers_is_not_available(results, collection):
    made = svrp_workbook(results, collection, quarter(2031, 1))
    assert {row["Value"] for row in cells(openpyxl.load_workbook(BytesIO(made))["Summary"])} == {"[x]"}


def test_zero_not_covered_and_nobody_are_three_things(book):
    assert [row["Value"] for row in cells(book["5.1.1.a"])] == [1, 4, "[x]", "[z]"]
    assert [row["Value"] for row in cells(book["5.3.1.a"])] == [0, 0, "[x]", "[x]"]


MAY_BE_BLANK = ("Marker", "Note", "Why")  # where there is nothing to say


def test_one_table_a_sheet_at_its_left_edge_and_no_cell_of_it_blank(book):
    assert set(book.sheetnames) == NAMES | set(MEASURE) and book.sheetnames[:4] == [
        "Cover",
        "Contents",
        "Notes",
        "Summary",
    ]
    names = [table for sheet in book for table in sheet.tables]
    assert len(names) == len(set(names)) == len(book.sheetnames) - 1 and not book["Cover"].tables
    for sheet in book:
        assert len(sheet.title) <= 31 and "/" not in sheet.title and sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges and sheet["A1"].value
        assert not any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        for table in sheet.tables.values():
            assert table.ref.startswith("A") and table.autoFilter is None
            assert table.ref.endswith(
                f"{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"
            ), "nothing stands beside or under it"
            if sheet.title not in (CHART_DATA, CHART_LIMITS):
                blank = {name for row in cells(sheet) for name, cell in row.items() if cell in (None, "")}
                assert blank <= set(MAY_BE_BLANK), sheet.title


def test_the_page_is_set_for_reading_and_for_print(book):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        wide = sheet.title in (CHART_DATA, CHART_LIMITS, "Sources", *MEASURE)  # with the officer's columns
        if sheet.sheet_properties.pageSetUpPr.fitToPage:
            assert sheet.page_setup.fitToWidth in (None, 1)  # None: Excel's own, which is 1
        else:
            assert wide and sheet.col_breaks.brk and sheet.page_setup.scale, sheet.title
        assert not sheet.oddHeader.center.text and not sheet.oddFooter.center.text
        for table in sheet.tables.values():
            heading = int(re.match(r"A(\d+):", table.ref)[1])
            assert (
                sheet.freeze_panes == f"B{heading + 1}" and sheet.print_title_rows == f"${heading}:${heading}"
            )
            assert sheet.cell(heading, 1).alignment.wrap_text and sheet.cell(heading, 1).font.bold


def test_titles_are_tagged_as_headings_and_formats_survive_that(book):
    assert {sheet["A1"].style for sheet in book} == {"Heading 1"}
    assert {sheet["A1"].font.sz for sheet in book} == {16}
    assert [cell.value for (cell,) in book["Cover"].iter_rows() if cell.style == "Heading 2"] == [
        "What this is",
        "How to read it",
    ]
    assert (
        book["Notes"]["C6"].alignment.wrap_text
        and book["Notes"]["C6"].font.name == "Arial"
        and book["Notes"]["C6"].font.sz == 12
    )


def test_how_numbers_are_shown(book):
    def shown(ref: str) -> list[str]:
        (heading,) = (cell.row for cell in book[ref]["A"] if cell.value == "Quarter")
        return [book[ref].cell(heading + row, 2).number_format for row in (1, 2, 3, 4)]

    assert shown("5.1.1.b")[:2] == ["0%", "0.0%"]  # of 2, and of 200
    assert shown("5.1.1.a")[0] == '+0.0;"−"0.0;0.0'
    assert shown("5.3.1.b")[0] == "#,##0"


def test_every_chart_has_words_axes_gaps_and_a_source(made, book, results):
    drawn = [ref for ref, values in results.frame.groupby("ref")["value"] if values.notna().any()]
    anchors = [ElementTree.fromstring(xml) for name, xml in parts(made, "xl/drawings/drawing").items()]
    said = [node.get("descr") for anchor in anchors for node in anchor.iter() if node.tag.endswith("}cNvPr")]
    assert len(said) == len(drawn) == len(parts(made, "xl/charts/chart")) > 2
    assert {re.search(r"chart of (\S+),", text)[1] for text in said} == set(drawn)
    (use_of_time,) = (text for text in said if "5.1.1.a," in text)
    assert "begins at +1.0 in 2024/25 Q1 and ends at +4.0 in 2024/25 Q2" in use_of_time
    assert (
        "Gaps, where there is no value: 2024/25 Q3, 2024/25 Q4." in use_of_time
        and "higher is better" in use_of_time
    )
    for xml in parts(made, "xl/charts/chart").values():
        assert (
            '<c:dispBlanksAs val="gap"/>' in xml
            and xml.count("<c:title>") == 3
            and "Source: " in xml
            and "is better" in xml
        )
        assert "<c:marker><c:symbol" in xml and 'lang="en-GB"' in xml and "en-US" not in xml
        assert {CHART_DATA} <= set(re.findall(r"<c:f>'([^']+)'!", xml)) <= {CHART_DATA, CHART_LIMITS}
    without = set(MEASURE) - set(drawn)
    assert without and all(
        "no chart, because there is no value yet" in book[ref]["A2"].value for ref in without
    )


def test_what_a_chart_draws_is_its_measure_and_a_gap_is_blank(made, book, results):
    sheet = book[CHART_DATA]
    data = cells(sheet)
    assert [row["Quarter"] for row in data] == [label(q) for q in (Q1, Q2, Q3, Q4)]
    for m in MEASURES:
        values = results.frame[results.frame["ref"] == m.ref]["value"]
        assert [row[m.ref] for row in data] == [
            pytest.approx(v, rel=1e-15) if v == v else None for v in values
        ]
    headings = {cell.value: cell.column_letter for cell in sheet[5]}
    for xml in parts(made, "xl/charts/chart").values():
        ref = re.search(r"<a:t>(\d\.\d\.\d\.\w) ", xml)[1]
        letters = re.findall(r"<c:f>'Chart data'!\$(\w+)\$5:\$\w+\$\d+</c:f>", xml) or re.findall(
            r"<c:f>'Chart data'!\$(\w+)\$6:\$\w+\$9</c:f>", xml
        )
        above, below = headings.get(f"{ref}, interval above"), headings.get(f"{ref}, interval below")
        assert letters == [*([above, below] if above else []), "A", headings[ref]]
    low, high = (next(row[f"5.1.1.b, interval {side}"] for row in data) for side in ("below", "above"))
    first = results.frame[(results.frame["ref"] == "5.1.1.b")].iloc[0]
    assert (0.5 - low, 0.5 + high) == (pytest.approx(first["lower"]), pytest.approx(first["upper"]))


def test_the_lines_of_a_chart_are_steps_from_where_each_quarter_begins_to_where_it_ends(made, book):
    sheet = book[CHART_LIMITS]
    data = cells(sheet)
    assert [(row["Quarter"], row["Place on the chart"]) for row in data] == [
        (label(q), place + side) for place, q in enumerate((Q1, Q2, Q3, Q4), start=1) for side in (-0.5, 0.5)
    ]
    (heading,) = (row[0].row for row in sheet.iter_rows() if row[0].value == "Quarter")
    headings = {cell.value: cell.column_letter for cell in sheet[heading]}
    ends = rf"\${heading + 1}:\$\w+\${heading + 8}</c:f>"
    for xml in parts(made, "xl/charts/chart").values():
        ref = re.search(r"<a:t>(\d\.\d\.\d\.\w) ", xml)[1]
        # Four quarters have no limits; where another number is judged, no median either.
        median = headings.get(f"{ref}, median")
        assert (median is None) == bool(MEASURE[ref].kind.judged_under)
        assert re.findall(rf"<c:f>'Chart limits'!\$(\w+){ends}", xml) == (["B", median] if median else [])
        assert ("<c:scatterChart>" in xml) == (median is not None)
        # The steps stand on the same axes as the values.
        assert len(set(re.findall(r'<c:axId val="(\d+)"', xml))) == 2
    # +1.0 and +4.0; the chart of a verdict ends with its quarter, the second.
    assert [row["5.1.1.a, median"] for row in data] == [2.5] * 4 + [None] * 4


def test_the_same_bytes_each_time(made, results, collection):
    assert svrp_workbook(results, collection, Q2) == made
    with zipfile.ZipFile(BytesIO(made)) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}, "no clock"


def test_properties_say_what_it_is_and_name_nobody(made, book):
    about = book.properties
    assert (
        about.title == "Outcomes Based Performance Framework: the 19 measures, 2024/25 Q2"
        and about.subject
        and about.language == "en-GB"
    )
    assert about.created == about.modified == dt.datetime(2025, 4, 15, 9, 30, 12)
    assert not about.creator and not about.lastModifiedBy
    assert (
        "<Company></Company>" in parts(made)["docProps/app.xml"]
        and "Manager" not in parts(made)["docProps/app.xml"]
    )


def test_text_stays_text(made, book):
    names = [row["File"] for row in cells(book["Sources"])]
    assert names == ["=cmd.xlsx", "@TIPS – ünï.xlsx", "=cmd.xlsx", "+broken .xlsx"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(
        "<f>" in xml or 'TargetMode="External"' in xml for name, xml in parts(made, "xl/worksheets/").items()
    )
    links = {
        cell.hyperlink.location
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {f"'{name}'!A1" for name in book.sheetnames}
    for xml in parts(made).values():
        ElementTree.fromstring(xml.encode())


def test_contents_lead_to_every_other_sheet(book):
    assert [row["Sheet"] for row in cells(book["Contents"])] == [
        name for name in book.sheetnames if name != "Contents"
    ]


def test_the_cover_says_that_it_is_not_for_sharing(book):
    lines = [cell.value for (cell,) in book["Cover"].iter_rows()]
    assert lines[2] == NOT_FOR_SHARING and "not hidden" in NOT_FOR_SHARING
    assert "Quarter: 2024/25 Q2 (Jul–Sep 2024). Trends: 2024/25 Q1 to 2024/25 Q4." in lines
    assert "Date of the latest return: 14 April 2025." in lines and any("version" in line for line in lines)


def test_notes_explain_every_marker_and_setting(book):
    notes = {row["About"]: row["Note"] for row in cells(book["Notes"])}
    assert {about[1]: note for about, note in notes.items() if about.startswith("[")} == {
        m: f"{text[0].upper()}{text[1:]}." for m, text in MARKERS.items()
    }
    assert all(f"Setting: {s.title}" in notes for s in SETTINGS)
    assert notes["Setting: Follow-up window, in months"].startswith("In force: 12. ")
    assert "from 1 to 4" in notes["Small numbers"] and "95% interval" in notes


def test_definitions_are_those_of_the_framework(book):
    assert [row["Definition in plain words"] for row in cells(book["Definitions"])] == [
        m.definition for m in MEASURES
    ]


def test_sources_account_for_every_file_and_row(book):
    first, second, again, broken = cells(book["Sources"])
    assert (first["Provider"], first["Sheets"], first["Quarters covered"]) == (
        "Society of St James",
        "Sheet+1",
        "2024/25 Q1, 2024/25 Q2, 2024/25 Q4",
    )
    assert (first["Date of the return"], first["Received"]) == (
        dt.datetime(2025, 4, 14),
        dt.datetime(2025, 4, 15, 9, 30, 12),
    )
    assert first["Fingerprint, first 12"] == hashlib.sha256(b"=cmd.xlsx").hexdigest()[:12]
    assert (first["Rows"], first["Rows used"], first["Rows left out"]) == (7, 6, 1)
    assert (second["Quarters covered"], second["Used"]) == (
        "2024/25 Q1, 2024/25 Q2",
        "return 2, in the order used",
    )
    assert (again["Used"], again["Rows used"]) == ("no: the same file again", 0)
    assert (broken["Used"], broken["Date of the return"]) == ("no: the file is damaged", "none")


def test_data_quality_counts_and_shows_no_cell(made, book):
    rows = [tuple(row.values()) for row in cells(book["Data quality"])]
    assert (
        "=cmd.xlsx",
        "for information",
        "A score was left blank",
        "score-blank",
        2,
    ) in rows  # though it came twice
    assert not any("{" in str(cell) for row in rows for cell in row)
    assert not [name for name, xml in parts(made).items() if "secret" in xml], (
        "nothing about a person, and no cell of a provider's"
    )


def test_without_a_problem_the_table_says_so(results, collection):
    book = openpyxl.load_workbook(BytesIO(svrp_workbook(results, collection._replace(problems=()), Q2)))
    assert [row["Kind of problem"] for row in cells(book["Data quality"])] == ["no problem was found"]


@pytest.mark.skipif(not SAMPLES, reason="no sample workbooks")
def test_the_samples_come_through_whole():
    start = pytest.importorskip("ieo_metrics.reading.read_files")
    from ieo_metrics.pipeline import collect_files

    read = list(start.read_files([(path.name, path.read_bytes()) for path in SAMPLES]))
    collection = collect_files(read, Settings(), dt.datetime(2025, 4, 15, 9, 30))
    results = measure_collection(collection)
    assert results is not None
    book = openpyxl.load_workbook(BytesIO(svrp_workbook(results, collection, Q4)))
    assert same_numbers(book, results) > 1000
    assert len(cells(book["Sources"])) == len(SAMPLES)
