"""Workbooks that are read in spite of everything: the rows of group W of bad-inputs."""

import datetime as dt
import io
import time

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from reading_files import (
    SHEET,
    book,
    cells,
    first,
    one,
    packed,
    parts_of,
    refusal,
    remarks,
    sheet_of_xml,
    table,
    with_part,
    written,
)

from ieo_metrics.reading import limits
from ieo_metrics.reading.sheets import CellError


def active(change):
    """A workbook in which a function filled the active sheet."""
    return book(lambda workbook: change(workbook.active))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_W03_hidden_sheets_are_delivered_and_said_to_be_hidden(state):
    def fill(workbook):
        workbook.active.append(["a"])
        sheet = workbook.create_sheet("Old")
        sheet.append(["b"])
        sheet.sheet_state = state

    seen, hidden = one(book(fill)).sheets
    assert (seen.visible, hidden.visible) == (True, False)
    assert cells(hidden) == [["b"]]
    assert remarks(hidden)["hidden-sheet"] == ("", "1 rows")


def test_W04_hidden_rows_and_columns_that_hold_data_are_counted_and_kept():
    def fill(sheet):
        for i in range(5):
            sheet.append([i, None, i])
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[9].hidden = (
            True
        )
        sheet.column_dimensions["B"].hidden = sheet.column_dimensions["C"].hidden = True

    sheet = first(active(fill))
    assert sheet.height == 5
    assert sheet.hidden_rows == {3, 4}
    assert remarks(sheet)["hidden-rows"] == ("3:4", "2 rows that hold data are hidden")
    assert remarks(sheet)["hidden-columns"] == ("C:C", "1 columns that hold data are hidden: C")


def test_W04_filtered_rows_are_hidden_rows():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        for i in range(4):
            sheet.write(i, 0, "Ref" if i == 0 else i)
        sheet.autofilter("A1:A4")
        sheet.filter_column("A", "x > 2")
        sheet.set_row(1, options={"hidden": True})

    sheet = first(written(fill))
    assert sheet.hidden_rows == {2}
    assert "filtered out" in remarks(sheet)["hidden-rows"][1]


@pytest.mark.parametrize(
    "row", ['<row r="{r}" spans="1:5" s="1" customFormat="1"/>', '<row r="{r}"><c r="A{r}" s="1"/></row>']
)
def test_W05_a_million_styled_empty_rows_are_harmless(row):
    rows = "".join(row.format(r=r) for r in range(3, 1_048_577))
    data = sheet_of_xml(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>' + rows,
        before='<dimension ref="A1:A1048576"/>',
    )
    started = time.monotonic()
    sheet = first(data)
    assert time.monotonic() - started < limits.SECONDS
    assert (cells(sheet), sheet.remarks) == ([[1.0], [2.0]], ())


def test_W05_a_format_in_the_farthest_cell_is_harmless():
    def fill(sheet):
        sheet.append([1])
        sheet["XFD1048576"].number_format = "0.00"

    sheet = first(active(fill))
    assert (cells(sheet), sheet.remarks) == ([[1.0]], ())


@pytest.mark.parametrize(
    ("stray", "cell"),
    [
        ("XFD1048576", "XFD1048576"),
        ("A1048576", "A1048576"),
        ("XFD2", "XFD2"),
        ("B20000", "B20000"),
        ("ZZ1", "ZZ1"),
    ],
)
def test_W06_a_stray_far_cell_is_ignored_and_named(stray, cell):
    def fill(sheet):
        for i in range(3):
            sheet.append([i, f"P{i}"])
        sheet[stray] = "oops"

    started = time.monotonic()
    sheet = first(active(fill))
    assert time.monotonic() - started < limits.SECONDS
    assert cells(sheet) == [[0.0, "P0"], [1.0, "P1"], [2.0, "P2"]]
    assert remarks(sheet)["far-cells"] == (cell, f"1 far from the rest: {cell}")


def test_W06_a_title_far_above_the_table_is_the_stray():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{r}"><c r="B{r}"><v>{r}</v></c></row>' for r in range(20_000, 20_010)
    )
    sheet = first(sheet_of_xml(rows))
    assert (sheet.first_row, sheet.first_column, sheet.height, len(sheet.columns)) == (20_000, 2, 10, 1)
    assert remarks(sheet)["far-cells"][0] == "A1"


def test_W06_cells_spread_without_a_gap_over_too_large_an_area_are_refused():
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 1_000_000, 9_000))
    wide = "".join(
        f'<c r="{openpyxl.utils.get_column_letter(c)}1000000"><v>1</v></c>' for c in range(1, 16_000, 200)
    )
    assert refusal(sheet_of_xml(rows + f'<row r="1000000">{wide}</row>')).code == "file-too-spread"


def test_W06_a_table_of_300_000_rows_is_whole():
    sheet = first(
        sheet_of_xml(
            "".join(
                f'<row r="{r}"><c r="A{r}"><v>{r % 7}</v></c><c r="C{r}"><v>1</v></c></row>'
                for r in range(1, 300_001)
            )
        )
    )
    assert (sheet.height, len(sheet.columns), sheet.remarks) == (300_000, 3, ())
    assert sheet.columns[0].values == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0]


def test_W06_a_stray_cell_of_an_ods_is_ignored_too():
    sheet = first(
        ods(
            row("1")
            + '<table:table-row table:number-rows-repeated="50000"><table:table-cell/></table:table-row>'
            + row("2")
        ),
        "a.ods",
    )
    assert cells(sheet) == [["1"]]
    assert remarks(sheet)["far-cells"][0] == "A50002"


def test_W07_dates_of_the_1904_system_are_right():
    def fill(workbook):
        workbook.epoch = CALENDAR_MAC_1904
        workbook.active.append([dt.date(2024, 4, 25), dt.datetime(2024, 4, 25, 13, 30)])

    assert cells(first(book(fill))) == [[dt.date(2024, 4, 25), dt.datetime(2024, 4, 25, 13, 30)]]


@pytest.mark.parametrize(
    "formula", ["<f>A1+1</f>", "<f>A1+1</f><v></v>", "<f>A1+1</f><v/>", "<f>A1+1</f><v />"]
)
def test_W08_a_formula_without_a_value_is_a_cell_error(formula):
    sheet = first(sheet_of_xml(f'<row r="1"><c r="A1"><v>1</v></c><c r="D1" s="0">{formula}</c></row>'))
    assert cells(sheet) == [[1.0, None, None, CellError("", "A1+1")]]


def test_W08_formulas_with_a_value_even_an_empty_text_are_values():
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(A1=2,"")</f><v></v></c><c '
        'r="C1" t="str"><f>"x"</f><v>x</v></c></row>'
    )
    assert cells(first(sheet_of_xml(rows))) == [[2.0, None, "x"]]


def test_W08_a_shared_formula_without_a_value():
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1&amp;"&lt;"</f></c></row><row r="2"><c '
        'r="A2"><f t="shared" si="0"/></c></row>'
    )
    assert cells(first(sheet_of_xml(rows))) == [[CellError("", 'B1&"<"')], [CellError("", "")]]


def test_W09_links_to_another_workbook_are_said_once_and_their_values_used():
    rows = "".join(f'<row r="{r}"><c r="A{r}"><f>[1]Stars!B{r}</f><v>{r}</v></c></row>' for r in (2, 3))
    linked = with_part(sheet_of_xml(rows), "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    sheet = first(linked)
    assert cells(sheet) == [[2.0], [3.0]]
    assert remarks(sheet) == {"external-links": ("A2", "2 formulas")}


@pytest.mark.parametrize("shows", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_W10_error_cells_arrive_in_their_place(shows, prefix):
    xml = (
        f'<row r="2"><c r="B2"><v>5</v></c><c r="C2" s="0" t="e"><f>B2/A2</f><v>{shows}</v></c></row><row '
        f'r="3"><c r="C3" t="e"><v>{shows}</v></c></row>'
    )
    data = sheet_of_xml(xml)
    if prefix:
        data = with_part(
            data,
            SHEET,
            lambda sheet: (
                sheet.replace(b"</", b"</x:")
                .replace(b"<", b"<x:")
                .replace(b"<x:/x:", b"</x:")
                .replace(b"<x:?", b"<?")
                .replace(b"xmlns=", b"xmlns:x=")
            ),
        )
    sheet = first(data)
    assert (sheet.first_row, sheet.first_column) == (2, 2)
    assert cells(sheet) == [[5.0, CellError(shows, "B2/A2")], [None, CellError(shows, "")]]


def test_W10_cells_without_content_or_address_do_not_swallow_their_neighbours():
    rows = (
        '<row r="1"><c r="A1" t="e"/><c r="B1"><v>2</v></c></row><row><c r="A2" '
        's="0"><v>3</v></c><c><f>1+1</f></c><c><v>4</v></c></row>'
    )
    assert cells(first(sheet_of_xml(rows))) == [[None, 2.0, None], [3.0, CellError("", "1+1"), 4.0]]


def test_W10_text_that_looks_like_an_error_stays_text():
    sheet = first(written(lambda w: w.add_worksheet().write_row(0, 0, ["#N/A", 't="e"', "<f>"])))
    assert cells(sheet) == [["#N/A", 't="e"', "<f>"]]


def test_W10_an_error_cell_of_an_ods():
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    assert cells(first(ods(f"<table:table-row>{error}</table:table-row>"), "a.ods")) == [
        [CellError("#DIV/0!", "1/0")]
    ]


def test_W11_merged_ranges_are_said():
    def fill(sheet):
        sheet.append(["Accommodation", None, "Family", None])
        sheet.append([1, 2, 3, 4])
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C1:D1")

    assert sorted(first(active(fill)).merged) == ["A1:B1", "C1:D1"]


def test_W12_pictures_comments_and_the_like_are_not_read():
    def fill(workbook):
        sheet = workbook.add_worksheet("Data")
        sheet.write(0, 0, "x")
        sheet.write_comment(0, 0, "a secret")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        workbook.add_chartsheet("Chart").set_chart(chart)

    workbook = one(with_part(written(fill), "xl/pivotCache/pivotCacheRecords1.xml", lambda _: b"<broken"))
    assert [s.name for s in workbook.sheets] == ["Data"]
    assert cells(workbook.sheets[0]) == [["x"]]


def xls() -> bytes:
    workbook, out = xlwt.Workbook(), io.BytesIO()
    sheet = workbook.add_sheet("Stars")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for place, value in enumerate(["007", 7, 7.5, True, 45000]):
        sheet.write(3, 2 + place, value)
    sheet.write(4, 2, dt.date(2024, 4, 25), day)
    sheet.write_merge(5, 5, 2, 3, "m")
    workbook.add_sheet("Old").visibility = 1
    workbook.save(out)
    return out.getvalue()


def test_F06_an_old_xls_is_read():
    stars, old = one(xls(), "return.xls").sheets
    assert (stars.name, stars.first_row, stars.first_column, old.visible) == ("Stars", 4, 3, False)
    assert cells(stars)[:2] == [
        ["007", 7.0, 7.5, True, 45000.0],
        [dt.date(2024, 4, 25), None, None, None, None],
    ]
    assert type(stars.columns[1].at(0)) is float
    assert stars.merged == ("C6:D6",)


def test_F06_a_truncated_xls_is_damaged():
    assert refusal(xls()[:2000], "return.xls").code in ("file-damaged", "file-not-spreadsheet")


def row(*texts: str) -> str:
    return (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
            for t in texts
        )
        + "</table:table-row>"
    )


def ods(rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = f"""<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
        <office:body><office:spreadsheet><table:table table:name="Stars">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def test_ods_is_read_with_its_dates_and_its_repeated_empty_rows():
    typed = (
        '<table:table-row><table:table-cell/><table:table-cell office:value-type="date" '
        'office:date-value="2024-04-25"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-04-25T13:30:00"/>'
        '<table:table-cell office:value-type="float" office:value="7"/></table:table-row>'
    )
    trailing = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = first(ods(typed + trailing), "return.ods")
    assert (sheet.name, sheet.first_column) == ("Stars", 2)
    assert cells(sheet) == [[dt.date(2024, 4, 25), dt.datetime(2024, 4, 25, 13, 30), 7.0]]


def test_ods_that_repeats_a_value_for_ever_gives_a_message_in_time():
    started = time.monotonic()
    hostile = '<table:table-row table:number-rows-repeated="1048576">' + (
        '<table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    assert refusal(ods(hostile), "return.ods").code in ("file-damaged", "file-unreadable", "file-too-slow")
    assert time.monotonic() - started < limits.SECONDS + 5


def test_cells_arrive_as_they_are():
    values = [
        "007",
        "None",
        " 7 ",
        "a\tb",
        "🌟é",
        7,
        7.5,
        -5,
        1.0,
        True,
        0,
        False,
        dt.date(2024, 4, 25),
        dt.datetime(2024, 4, 25, 13, 30),
        dt.time(9, 30),
        45000,
    ]
    sheet = first(written(lambda w: _write_column(w, values)))
    arrived = [r[0] for r in cells(sheet)]
    assert arrived == values
    assert [type(v) for v in arrived] == [float if type(v) is int else type(v) for v in values]


def _write_column(workbook, values):
    sheet = workbook.add_worksheet()
    formats = {dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm", dt.time: "hh:mm"}
    for i, value in enumerate(values):
        sheet.write(
            i,
            0,
            value,
            workbook.add_format({"num_format": formats[type(value)]}) if type(value) in formats else None,
        )


@pytest.mark.parametrize("values", [[True, 1, False, 0], [1, True, 0, False], [0] * 300 + [False]])
def test_booleans_and_numbers_are_kept_apart(values):
    arrived = [r[0] for r in cells(first(table([[v] for v in values])))]
    assert [(type(v), v) for v in arrived] == [(bool if type(v) is bool else float, v) for v in values]


def test_each_distinct_value_is_held_once():
    column = first(table([["a"], ["b"], ["a"], [None], ["b"]])).columns[0]
    assert column.values == ["a", "b", None]
    assert column.codes.tolist() == [0, 1, 0, 2, 1]


def test_addresses_are_excels_own_when_the_table_starts_elsewhere():
    def fill(sheet):
        sheet["C4"], sheet["E6"] = "x", "y"

    sheet = first(active(fill))
    assert (sheet.first_row, sheet.first_column, sheet.height, len(sheet.columns)) == (4, 3, 3, 3)
    assert sheet.columns[2].at(2) == "y"


def test_an_empty_sheet_has_no_columns():
    sheet = first(book(lambda w: None))
    assert (sheet.height, sheet.columns) == (0, ())


def test_strange_characters_survive_the_way():
    texts = ["_x0000_a_xD800_", "&#xE000;a", "&lt;!DOCTYPE"]
    inline = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABC", texts, strict=True)
    )
    (arrived,) = cells(first(sheet_of_xml(f'<row r="1">{inline}</row>')))
    assert "a" in arrived[0] and arrived[1:] == ["\ue000a", "<!DOCTYPE"]


def test_a_big_workbook_shared_by_two_children_is_the_same(monkeypatch):
    def fill(workbook):
        for name in ("A", "B", "C"):
            sheet = workbook.add_worksheet(name)
            for i in range(40):
                sheet.write_row(i, 0, [name, i])

    data = with_part(written(fill), "xl/vbaProject.bin", lambda _: b"x")
    alone = one(data, "a.xlsm")
    monkeypatch.setattr(limits, "WORTH_SPLITTING", 1)
    shared = one(data, "a.xlsm")
    assert [s.name for s in shared.sheets] == ["A", "B", "C"]
    assert shared.remarks == alone.remarks
    assert [cells(s) for s in shared.sheets] == [cells(s) for s in alone.sheets]


def test_parts_with_other_slashes_and_capitals_are_found():
    parts = parts_of(table([["x"]]))
    renamed = packed({name.replace("xl/worksheets/", "xl/Worksheets/"): part for name, part in parts.items()})
    assert cells(first(renamed.replace(b"xl/Worksheets/", b"xl\\Worksheets\\"))) == [["x"]]


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    one(table([["x"]]), "../x.xlsx")
    refusal(sheet_of_xml('<row r="1"><c r="A1"><v>1</v></c></row>')[:-30])
    assert list(tmp_path.iterdir()) == []
