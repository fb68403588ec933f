"""Sending back: what is theirs stays as it is, what is wrong is marked, and what comes back is ticked."""

import datetime as dt
import io
import os
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
import xlwt

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list import start_marking_process
from ieo_metrics.exports.fix_list.covering_text import covering_text
from ieo_metrics.exports.fix_list.earlier_problems import Fix, compare_fixes
from ieo_metrics.exports.fix_list.fix_list_words import (
    AUTHOR,
    CELL_BY_CELL,
    CELL_COLUMNS,
    COLUMNS,
    SHEET,
    SIGN,
)
from ieo_metrics.exports.fix_list.marking.sheet_cells import problem_cell
from ieo_metrics.exports.fix_list.marking.styles import FILLS
from ieo_metrics.exports.fix_list.provider_wording import provider_texts
from ieo_metrics.exports.fix_list.reply_details import ReplyDetails
from ieo_metrics.exports.fix_list.send_back import annotate_workbook, fix_outcomes, fixes_of, marked_file_name
from ieo_metrics.exports.fix_list.start_marking_process import CannotAnnotate
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.unit_look import UNIT
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX, Problem, problem
from ieo_metrics.pipeline import Collection, collect_files
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.returned_fix_list import MARK, is_fix_list
from ieo_metrics.reading.sheets import Workbook
from sample_data import UNTIDY
from tests.exports.fix_list.provider_workbook import as_bytes

HEADINGS = [
    "Young person ref",
    "Support started",
    "Support ended",
    "Setting",
    "District",
    "Age band",
    "Gender",
    "Ethnicity",
]
ABOUT = ["Community", "Havant", "18 to 21", "Male", "White"]
PATTERN = {severity: pattern for severity, (pattern, _, _) in FILLS.items()}


def taken(data: bytes, name: str) -> tuple[Collection, CheckedFile]:
    collection = collect_files(
        read_files([(name, data)]), Settings(), dt.datetime(2025, 4, 15, tzinfo=dt.UTC)
    )
    return collection, collection.files[0]


def sent_back(data: bytes, name: str) -> bytes:
    collection, file = taken(data, name)
    return annotate_workbook(data, collection.problems, file)


def states(data: bytes, name: str) -> Counter:
    collection, file = taken(data, name)
    return Counter(one.state for one in fix_outcomes(data, collection.problems, file))


def opened(data: bytes, **more) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), **more)


def corrected(data: bytes, cells: dict[tuple[str, str], object]) -> bytes:
    """The workbook as a provider's program saves it after correcting cells."""
    book = opened(data)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    return as_bytes(book)


def under(data: bytes, sheet: int, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of one of our sheets, by its headings."""
    rows = [
        ["" if v is None else v for v in row]
        for row in opened(data).worksheets[sheet].iter_rows(values_only=True)
    ]
    start = next(i for i, row in enumerate(rows) if tuple(row[: len(columns)]) == columns)
    return [dict(zip(columns, row, strict=False)) for row in rows[start + 1 :]]


def kinds_listed(data: bytes) -> list[dict[str, str]]:
    """The rows of the list that the provider sees."""
    return under(data, 0, COLUMNS)


def listed(data: bytes) -> list[dict[str, str]]:
    """The rows of the hidden sheet, one for each problem."""
    return under(data, -1, CELL_COLUMNS)


def links_of(book: openpyxl.Workbook) -> dict[str, str]:
    """{cell of the list: where it leads}."""
    return {
        cell.coordinate: cell.hyperlink.location
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.hyperlink
    }


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def rich() -> bytes:
    """A return with all that a workbook of theirs may have; B5, B6 and the heading C3 are wrong, and there is
    a sheet of this name."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        title = book.add_format({"bold": True, "font_size": 18})
        heading = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"})
        day = book.add_format({"num_format": "d mmm yyyy", "bg_color": "#DDEBF7", "border": 1})
        sheet = book.add_worksheet("Support")
        sheet.merge_range("A1:H1", "Reporting quarter: 2024/25 Q4", title)
        sheet.write("A2", "Date of return: 14 April 2025")
        for column, text in enumerate([*HEADINGS, "Surname", "Days"]):
            sheet.write(2, column, text, heading)
        for row in range(3, 9):
            sheet.write(row, 0, f"RST-{row:03}")
            sheet.write_datetime(row, 1, dt.datetime(2025, 1, row), day)
            for column, text in enumerate(ABOUT, start=3):
                sheet.write(row, column, text)
            sheet.write(row, 8, "Person")
            sheet.write_formula(row, 9, f"=2*B{row + 1}", None, 90_000 + row)
        sheet.write_string("B5", "31/02/2025", day)
        sheet.write_string("B6", "=HYPERLINK(1)", day)
        sheet.write_comment("B5", "Ask Sam about this one", {"author": "Their own"})
        sheet.write_comment("D4", "Leave me", {"author": "Their own"})
        sheet.data_validation("D4:D99", {"validate": "list", "source": ["Community", "Custody"]})
        sheet.conditional_format("A4:A99", {"type": "duplicate", "format": title})
        sheet.set_column("A:A", 33)
        sheet.set_row(20, 45, day)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Support!$J$4:$J$9"})
        sheet.insert_chart("L2", chart)
        sheet.print_area("A1:H30")
        other = book.add_worksheet(SHEET)
        other.write("A1", "A sheet that happens to be called so")
        other.activate()
        book.add_worksheet("Very 'quoted' & hidden").hide()
        book.define_name("Total", "=Support!$J$9")
        book.set_properties({"author": "Their Author", "created": dt.datetime(2025, 1, 1)})
    return out.getvalue()


@pytest.fixture(scope="module")
def untidy() -> bytes:
    return sent_back(UNTIDY.read_bytes(), UNTIDY.name)


@pytest.fixture(scope="module")
def marked_rich() -> bytes:
    return sent_back(rich(), "rich.xlsx")


def unchanged(before: bytes, after: bytes, *, formats: bool = True) -> None:
    """Every cell of theirs has the value it had, as formula and as result."""
    for results in (False, True):
        old, new = opened(before, data_only=results), opened(after, data_only=results)
        assert new.sheetnames[1:-1] == old.sheetnames
        for sheet in old:
            assert new[sheet.title].sheet_state == sheet.sheet_state
            for row in sheet.iter_rows():
                for cell in row:
                    now = new[sheet.title][cell.coordinate]
                    assert now.value == cell.value, (sheet.title, cell.coordinate)
                    if formats:
                        assert [now.number_format, repr(now.border), now.font.b, now.font.sz] == [
                            cell.number_format,
                            repr(cell.border),
                            cell.font.b,
                            cell.font.sz,
                        ]


# What is theirs.


def test_values_formulas_results_and_formats_stay(untidy, marked_rich):
    unchanged(UNTIDY.read_bytes(), untidy)
    unchanged(rich(), marked_rich)


def with_parts_in(folder: str, data: bytes) -> bytes:
    """The workbook with its parts in another folder than `xl/`, or in none."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts(data).items():
            if name in ("[Content_Types].xml", "_rels/.rels"):
                part = part.replace(b'"/xl/', f'"/{folder}'.encode()).replace(b'"xl/', f'"{folder}'.encode())
            file.writestr(re.sub("^xl/", folder, name), part)
    return out.getvalue()


def told(data: bytes) -> Counter[bytes]:
    """What the parts hold that say nothing of where the others are."""
    where = (".rels", "workbook.xml", "[Content_Types].xml")
    return Counter(part for name, part in parts(data).items() if not name.endswith(where))


@pytest.mark.parametrize("folder", ["", "book/", "Data/Their Book/"])
def test_a_workbook_whose_parts_lie_elsewhere_is_marked_too(folder, marked_rich):
    marked = sent_back(with_parts_in(folder, rich()), "rich.xlsx")
    assert f"{folder}workbook.xml" in parts(marked) and told(marked) == told(marked_rich)
    again = sent_back(marked, "rich.xlsx")  # a list of ours gives way to the new one
    assert told(again) == told(sent_back(marked_rich, "rich.xlsx"))
    for one, other in ((marked, marked_rich), (again, marked_rich)):
        here, there = (read_files([("rich.xlsx", each)])[0] for each in (one, other))
        assert isinstance(here, Workbook) and isinstance(there, Workbook)
        assert [sheet.name for sheet in here.sheets] == [sheet.name for sheet in there.sheets]


def test_what_is_not_a_cell_stays_too(marked_rich):
    before, after = parts(rich()), parts(marked_rich)
    for name in (
        "xl/charts/chart1.xml",
        "xl/drawings/drawing1.xml",
        "xl/sharedStrings.xml",
        "docProps/core.xml",
        "xl/theme/theme1.xml",
    ):
        assert after[name] == before[name]
    sheet = opened(marked_rich)["Support"]
    assert (
        sheet.column_dimensions["A"].width == pytest.approx(33, abs=1)
        and sheet.row_dimensions[21].height == 45
    )
    assert sheet.merged_cells.ranges == opened(rich())["Support"].merged_cells.ranges
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["D4:D99"] and len(
        sheet.conditional_formatting
    ) == 1
    assert sheet.print_area == "'Support'!$A$1:$H$30" and "Total" in opened(marked_rich).defined_names


def test_the_workbook_opens_with_the_list_and_only_that_sheet_is_chosen(marked_rich):
    book = opened(marked_rich)
    assert (
        book.sheetnames[:3] == ["What to fix (2)", "Support", SHEET]
        and book.active.title == "What to fix (2)"
    )
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book] == [True, False, False, False, False]
    assert book["Very 'quoted' & hidden"].sheet_state == "hidden"


def test_every_part_is_xml_and_is_related(untidy, marked_rich):
    for data in (untidy, marked_rich):
        all_parts = parts(data)
        for name, part in all_parts.items():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(part)
        types = all_parts["[Content_Types].xml"].decode()
        assert all(
            f'/{name}"' in types
            for name in all_parts
            if name.startswith(("xl/comments", "xl/worksheets/sheet"))
        )
        assert len(all_parts) == len({name.lower() for name in all_parts})


# What is marked.


def problem_cell_name(cell: str) -> str:
    row, column = problem_cell(cell)
    return f"{openpyxl.utils.get_column_letter(column)}{row}"


def test_each_problem_is_coloured_commented_listed_and_linked(untidy):
    collection, _ = taken(UNTIDY.read_bytes(), UNTIDY.name)
    wanted = [p for p in collection.problems if p.severity != INFORMATION]
    book, rows = opened(untidy), listed(untidy)
    assert Counter(
        (row["Sheet"], row["Cell"], row["Kind"], row["What was found"]) for row in rows
    ) == Counter((p.sheet, p.cell or "whole sheet", p.code, p.found) for p in wanted)
    for p in wanted:
        marked = book[p.sheet][problem_cell_name(p.cell)]
        assert marked.fill.patternType in PATTERN.values() and marked.comment.author == AUTHOR
        told = (p.found, *provider_texts(p.code, p.expected, p.fix))
        assert all(text in marked.comment.text for text in told)
    kinds, links = kinds_listed(untidy), links_of(book)
    assert [row["No."] for row in kinds] == [str(i) for i in range(1, len(kinds) + 1)]
    start = book.worksheets[0].max_row - len(kinds)
    for number, kind in enumerate(kinds, start=1):
        own = [row for row in rows if row["Line"] == str(number)]
        assert own and {(row["Sheet"], row["State"]) for row in own} == {(kind["Sheet"], kind["To do"])}
        assert all(row["Cell"] in kind["Cells"] for row in own)
        sheet, _, cell = links[f"C{start + number}"].rpartition("!")
        assert book[sheet.strip("'")][cell].fill.patternType in PATTERN.values()
    assert [kind["To do"] for kind in kinds] == sorted((kind["To do"] for kind in kinds), reverse=True)
    assert (
        book["Support"]["B6"].fill.patternType == PATTERN[MUST_FIX]
        and book["Support"]["B16"].fill.patternType == PATTERN[CONFIRM]
    )
    assert not [
        cell
        for row in book["Outcomes Star"].iter_rows()
        for cell in row
        if cell.coordinate == "R8" and cell.comment
    ], "for information only"


def test_first_comes_what_is_fine(untidy):
    top = [row[0] for row in opened(untidy).worksheets[0].iter_rows(max_row=7, values_only=True)]
    assert top[0] == MARK and top[3].startswith("29 of 44 rows were used (Support ")
    assert top[4] == "There are 16 to fix and 7 to confirm. Please send it back."


def test_their_comment_is_kept_and_ours_is_added_below(marked_rich):
    text = opened(marked_rich)["Support"]["B5"].comment.text
    assert (
        text.startswith("Ask Sam about this one")
        and SIGN in text
        and text.index("31/02/2025") > text.index(SIGN)
    )
    assert opened(marked_rich)["Support"]["D4"].comment.text == "Leave me"


def test_white_writing_on_a_dark_heading_can_still_be_read(marked_rich):
    cell = opened(marked_rich)["Support"]["I3"]
    assert cell.fill.patternType == PATTERN[CONFIRM] and cell.font.color.rgb == "FF000000" and cell.font.b


def test_a_text_that_looks_like_a_formula_stays_a_text(marked_rich):
    assert "=HYPERLINK(1)" in [row["What was found"] for row in listed(marked_rich)]
    ours = (opened(marked_rich).worksheets[place] for place in (0, -1))
    assert all(cell.data_type != "f" for sheet in ours for row in sheet.iter_rows() for cell in row)
    ours_as_xml = [
        part for name, part in parts(marked_rich).items() if MARK.encode() in part and "sheet" in name
    ]
    assert len(ours_as_xml) == 2 and b"<f>" not in b"".join(ours_as_xml)


def test_places_of_whole_rows_sheets_ranges_and_merged_cells():
    assert [problem_cell(cell) for cell in ("", "17:17", "B4:C5", "I:K", "AB12")] == [
        (1, 1),
        (17, 1),
        (4, 2),
        (1, 9),
        (12, 28),
    ]
    data, (_, file) = rich(), taken(rich(), "rich.xlsx")
    asked = [
        problem("cell-merged", file.name, "Support", "C1"),
        problem("sheet-hidden", file.name, SHEET, "", found="whole"),
        problem("mapping-ambiguous", file.name, "Support", "40:40", tables="x"),
        problem("quarter-assumed", file.name, covers="2024/25 Q4"),
        problem("date-missing", file.name, "Support", "ZZ21"),
    ]
    after = annotate_workbook(data, asked, file)
    book = opened(after)
    assert book["Support"]["A1"].comment and not book["Support"]["C1"].comment  # the top left of A1:H1
    assert book[SHEET]["A1"].comment and book["Support"]["A40"].fill.patternType == PATTERN[CONFIRM]
    assert (
        book["Support"]["ZZ21"].fill.patternType == "solid"
        and book["Support"]["ZZ21"].number_format == "d mmm yyyy"
    )  # as its row
    assert list(links_of(book).values()) == [
        "'Support'!A1",
        "'Support'!ZZ21",
        f"'{SHEET}'!A1",
        "'Support'!A40",
    ]
    unchanged(data, after)


def test_several_problems_of_one_cell_share_a_comment():
    data, (_, file) = rich(), taken(rich(), "rich.xlsx")
    two = [
        problem("date-after-return", file.name, "Support", "B7", found="one", returned="x"),
        problem("date-missing", file.name, "Support", "B7", found="two"),
    ]
    cell = opened(annotate_workbook(data, two, file))["Support"]["B7"]
    assert (
        "one" in cell.comment.text
        and "two" in cell.comment.text
        and cell.fill.patternType == PATTERN[MUST_FIX]
    )


def test_nothing_of_another_file_is_in_it():
    data, (_, file) = rich(), taken(rich(), "rich.xlsx")
    after = annotate_workbook(
        data, [problem("date-missing", "other.xlsx", "Support", "B7", found="of another provider")], file
    )
    assert b"another" not in b"".join(parts(after).values()) and listed(after) == []


def test_the_same_input_gives_the_same_bytes(untidy):
    assert sent_back(UNTIDY.read_bytes(), UNTIDY.name) == untidy


def test_macros_are_taken_out():
    with_macros = parts(rich())
    with_macros["xl/vbaProject.bin"] = b"macro"
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros["[Content_Types].xml"] = with_macros["[Content_Types].xml"].replace(
        main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    related = b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>'
    with_macros["xl/_rels/workbook.xml.rels"] = with_macros["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", related
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in with_macros.items():
            file.writestr(name, part)
    after = parts(sent_back(out.getvalue(), "rich.xlsm"))
    assert (
        "xl/vbaProject.bin" not in after
        and main in after["[Content_Types].xml"]
        and b"vbaProject" not in after["xl/_rels/workbook.xml.rels"]
    )


# Other kinds of file.


def rows() -> list[list]:
    return [
        HEADINGS,
        *([f"00{i}", f"0{i}/01/2025", "", *ABOUT] for i in range(1, 6)),
        ["006", "31/02/2025", "", *ABOUT],
    ]


def test_a_text_file_becomes_a_workbook():
    data = "\r\n".join(",".join(row) for row in rows()).encode()
    name = "A very long name [draft] of a support return.csv"
    after = sent_back(data, name)
    book = opened(after)
    assert book.sheetnames == [SHEET, "A very long name  draft  of a s", CELL_BY_CELL]
    assert [[cell or "" for cell in row] for row in book.worksheets[1].iter_rows(values_only=True)] == rows()
    assert book.worksheets[1]["B7"].fill.patternType == "solid"
    assert any("as values" in str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True))
    again = corrected(after, {(book.sheetnames[1], "B7"): dt.date(2025, 2, 28)})
    assert (
        states(again, "return.xlsx")["fixed"] == 1
        and states(again, "return.xlsx")["still there"] == len(listed(after)) - 1
    )


def test_an_old_workbook_becomes_a_new_one():
    book = xlwt.Workbook()
    sheet, hidden = book.add_sheet("Support"), book.add_sheet("Old")
    hidden.visibility = 1
    hidden.write(0, 0, True)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for i, row in enumerate(rows()):
        for j, value in enumerate(row):
            sheet.write(i, j, value)
    sheet.write(9, 0, "RST-1")
    sheet.write(9, 1, dt.date(2025, 1, 9), day)
    sheet.write(9, 3, "Elsewhere")
    sheet.write_merge(20, 21, 0, 1, "merged")
    out = io.BytesIO()
    book.save(out)
    after = opened(sent_back(out.getvalue(), "old.xls"))
    assert (
        after.sheetnames == [SHEET, "Support", "Old", CELL_BY_CELL]
        and after["Old"].sheet_state == "hidden"
        and after["Old"]["A1"].value is True
    )
    assert (
        after["Support"]["B10"].value == dt.datetime(2025, 1, 9)
        and after["Support"]["D10"].fill.patternType == "solid"
    )
    assert [str(r) for r in after["Support"].merged_cells.ranges] == ["A21:B22"]


def test_an_open_document_becomes_a_workbook():
    cells = ""
    for row in rows():
        line = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        cells += f"<table:table-row>{line}</table:table-row>"
    spaces = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )
    sheet = f"<table:table table:name='Support'>{cells}</table:table>"
    content = f"<office:document-content{spaces}><office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    after = opened(sent_back(out.getvalue(), "open.ods"))
    assert (
        after.sheetnames == [SHEET, "Support", CELL_BY_CELL]
        and after["Support"]["A2"].value == "001"
        and after["Support"]["B7"].comment
    )


# What comes back.

CORRECTIONS: dict[tuple[str, str], object] = {
    ("Support", "A13"): "RST-0900",
    ("Support", "A14"): "RST-0901",
    ("Support", "A18"): "RST-0905",
    ("Support", "B6"): dt.date(2024, 7, 8),
    ("Support", "B7"): dt.date(2024, 5, 13),
    ("Support", "B8"): dt.date(2025, 1, 15),
    ("Support", "B15"): dt.date(2025, 2, 3),
    ("Support", "B16"): dt.date(2025, 3, 3),
    ("Support", "C9"): dt.date(2025, 6, 3),
    ("Support", "C15"): None,
    ("Support", "C19"): None,
    ("Support", "D11"): "Custody",
    ("Support", "E12"): "Havant",
    ("Support", "I4"): "Notes",
    ("Outcomes Star", "C11"): dt.date(2025, 5, 7),
    ("Outcomes Star", "D6"): 10,
    ("Outcomes Star", "E7"): 8,
    ("Outcomes Star", "P12"): 4,
    ("Outcomes Star", "W10"): 5,
    ("Follow-up", "E6"): "No",
    ("Follow-up", "F7"): 0,
    ("Follow-up", "C8"): dt.date(2025, 7, 22),
    ("Follow-up", "G9"): 5,
}


def test_all_is_ticked_when_all_is_corrected(untidy):
    book = opened(untidy)
    del book["Support last quarter"]
    for sheet in ("Support", "Outcomes Star", "Follow-up"):
        book[sheet]["A2"].value = "Reporting quarter: 2024/25 Q1 to 2024/25 Q4"
    for row in range(5, 15):  # the Constabulary's references are the Society's
        book["Follow-up"][f"A{row}"].value = f"RST-{895 + row:04}"
    out = io.BytesIO()
    book.save(out)
    back = corrected(
        out.getvalue(),
        {
            **CORRECTIONS,
            ("Outcomes Star", "C11"): dt.date(2025, 3, 7),
            ("Support", "C9"): dt.date(2025, 3, 3),
        },
    )
    collection, file = taken(back, UNTIDY.name)
    assert states(back, UNTIDY.name) == {"fixed": 23}, [
        one for one in fix_outcomes(back, collection.problems, file) if one.state != "fixed"
    ]
    after = annotate_workbook(back, collection.problems, file)
    assert {row["State"] for row in listed(after)} == {"✓ fixed"} and opened(after).sheetnames[0] == SHEET
    assert "Nothing to fix and nothing to confirm. Thank you." in [
        row[0] for row in opened(after).worksheets[0].iter_rows(values_only=True)
    ]
    for sheet in opened(after).worksheets[1:-1]:
        assert not [
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment or cell.fill.patternType
        ], sheet.title


def test_one_left_and_one_new(untidy):
    back = corrected(
        untidy, {**CORRECTIONS, ("Follow-up", "E6"): "perhaps not", ("Follow-up", "D6"): "who knows"}
    )
    collection, file = taken(back, UNTIDY.name)
    told = {
        (one.state, (one.problem or one.fix).cell)
        for one in fix_outcomes(back, collection.problems, file)
        if (one.problem or one.fix).sheet == "Follow-up"
    }
    assert told == {("still there", "E6"), ("new", "D6"), ("fixed", "F7"), ("fixed", "C8"), ("fixed", "G9")}
    after = annotate_workbook(back, collection.problems, file)
    assert [row["State"] for row in listed(after) if row["Sheet"] == "Follow-up"] == [
        "new: to fix",
        "still there: to fix",
    ] + ["✓ fixed"] * 3
    book = opened(after)
    assert book.sheetnames.count(SHEET) == 1 and len(book.sheetnames) == 6
    assert (
        book["Follow-up"]["D6"].comment.text.count(SIGN) == 1
        and not book["Follow-up"]["G9"].comment
        and not book["Follow-up"]["G9"].fill.patternType
    )


def test_colours_comments_and_list_do_not_pile_up(marked_rich):
    name = "rich.xlsx"
    collection, file = taken(marked_rich, name)
    again = annotate_workbook(marked_rich, collection.problems, file)
    cell = opened(again)["Support"]["B5"]
    assert (
        cell.comment.text == opened(marked_rich)["Support"]["B5"].comment.text
        and opened(again).sheetnames == opened(marked_rich).sheetnames
    )
    clean = annotate_workbook(marked_rich, [], file)
    unchanged(rich(), clean)
    sheet = opened(clean)["Support"]
    assert sheet["B5"].comment.text == "Ask Sam about this one" and sheet["B6"].comment is None
    assert (
        sheet["B5"].fill.fgColor.rgb == "FFDDEBF7"
        and sheet["I3"].fill.fgColor.rgb == "FF1F3864"
        and sheet["I3"].font.color.rgb == "FFFFFFFF"
    )
    shapes = [
        part.decode().count("ObjectType=")
        for part_name, part in parts(clean).items()
        if part_name.endswith(".vml")
    ]
    assert shapes == [2]


def test_an_excel_like_program_that_renames_all_is_understood_too(marked_rich):
    """openpyxl writes every part anew and calls the namespaces of the boxes otherwise."""
    saved = corrected(marked_rich, {})
    collection, file = taken(saved, "rich.xlsx")
    again = annotate_workbook(saved, collection.problems, file)
    for name, part in parts(again).items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)
    text = opened(again)["Support"]["B5"].comment.text
    assert (
        text.startswith("Ask Sam")
        and text.count(SIGN) == 1
        and opened(again)["Support"]["B6"].comment.text.count(SIGN) == 1
    )


def test_a_workbook_whose_tags_have_a_prefix_is_marked():
    """As some programs write it: <x:row> for <row>."""
    theirs = parts(rich())
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml"):
        xml = re.sub(r"<(/?)(?=[a-zA-Z])(?!\w+:)", r"<\1x:", theirs[name].decode())
        theirs[name] = xml.replace(" xmlns=", " xmlns:x=", 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in theirs.items():
            file.writestr(name, part)
    after = sent_back(out.getvalue(), "rich.xlsx")
    unchanged(rich(), after)
    sheet = opened(after)["Support"]
    assert (
        sheet["B6"].fill.patternType == "solid"
        and sheet["B6"].comment.author == AUTHOR
        and sheet["B5"].comment.text.count(SIGN) == 1
    )


def test_the_list_is_no_data_and_raises_no_question(untidy):
    before, after = taken(UNTIDY.read_bytes(), UNTIDY.name)[0], taken(untidy, UNTIDY.name)[0]
    assert set(before.problems) == set(after.problems)
    assert before.files[0].made == after.files[0].made and [s.name for s in before.files[0].sheets] == [
        s.name for s in after.files[0].sheets
    ]


def test_formulas_without_results_are_the_only_new_thing_when_a_program_saves(marked_rich):
    """A formula in a column that nothing needs does not matter; openpyxl has dropped all results."""
    back = corrected(
        marked_rich,
        {
            ("Support", "B5"): dt.date(2025, 2, 28),
            ("Support", "B6"): dt.date(2025, 2, 27),
            ("Support", "I3"): "Notes",
        },
    )
    assert states(back, "rich.xlsx") == {"fixed": 3}


def shuffled(sheet, columns: tuple[str, ...], *, cut: int = 0) -> None:
    """The list under its headings sorted otherwise, its columns turned round, and `cut` rows deleted."""
    rows_then = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(i for i, row in enumerate(rows_then) if tuple(row[: len(columns)]) == columns)
    for row in sheet.iter_rows():
        for cell in row:
            cell.value = None
    below = sorted(rows_then[top + 1 :], key=lambda row: (str(row[6]), str(row[3])))
    for i, row in enumerate([*rows_then[: top + 1], *below[: len(below) - cut]], start=3):
        for j, value in enumerate(reversed(row) if i > top + 2 else row):
            sheet.cell(i, j + 1).value = value


def test_a_list_that_was_sorted_moved_and_cut_is_still_read(untidy):
    book = opened(untidy)
    start = next(row[0].row for row in book[SHEET].iter_rows() if row[0].value == COLUMNS[0])
    asked = next(row for row in book[SHEET].iter_rows(min_row=start) if row[1].value == "please confirm")
    asked[-1].value, number = "It is right as it is", asked[0].value
    shuffled(book[SHEET], COLUMNS)
    shuffled(book[CELL_BY_CELL], CELL_COLUMNS, cut=2)
    book[SHEET].title = "Done by us"
    (workbook,) = read_files([("x.xlsx", as_bytes(book))])
    assert isinstance(workbook, Workbook)
    assert [s.name for s in workbook.sheets if is_fix_list(s)] == ["Done by us", CELL_BY_CELL]
    fixes = fixes_of(workbook)
    assert len(fixes) == 21 and all(fix.code and fix.sheet for fix in fixes)
    answered = {(fix.sheet, fix.cell or "whole sheet") for fix in fixes if fix.answer}
    assert answered == {(row["Sheet"], row["Cell"]) for row in listed(untidy) if row["Line"] == number}


def test_a_list_of_an_older_dashboard_is_still_read():
    """As it went out before there was a sheet behind it."""
    book = opened(rich())
    sheet = book.create_sheet("What to fix (2)", 0)
    sheet.append([MARK])
    titles = "No.|State|Sheet|Cell|What was found|What is expected|What to do|Row is about|Code|Colour before"
    sheet.append(titles.split("|"))
    sheet.append(
        ["1", "to fix", "Support", "B5", "31/02/2025", "", "", "RST-004", "date-impossible", "solid x"]
    )
    sheet.append(["2", "✓ fixed", "Support", "B7", "TBC", "", "", "RST-006", "date-unreadable", "–"])
    (workbook,) = read_files([("x.xlsx", as_bytes(book))])
    assert isinstance(workbook, Workbook)
    assert fixes_of(workbook) == [
        Fix("date-impossible", "Support", "B5", "31/02/2025", "RST-004", "solid x"),
    ]


def found(code: str, cell: str, text: str) -> Problem:
    return problem(code, "f", "S", cell, found=text, allowed="x")


def test_a_row_that_moved_is_followed_by_its_reference():
    earlier = [Fix("word-unknown", "S", "D5", "x", "A"), Fix("word-unknown", "S", "D6", "y", "B")]
    about = {"D6": "A", "D7": "B"}  # a row was put in above them, and A's was corrected
    told = compare_fixes(earlier, [found("word-unknown", "D7", "y")], lambda sheet, cell: about[cell])
    assert [(one.state, one.fix and one.fix.about) for one in told] == [("still there", "B"), ("fixed", "A")]
    told = compare_fixes(
        earlier[:1], [found("word-unknown", "D5", "other")], lambda sheet, cell: "C"
    )  # another row in the old one's place
    assert [one.state for one in told] == ["new", "fixed"]


def test_the_same_kind_twice_is_matched_once():
    told = compare_fixes(
        [Fix("word-unknown", "S", "D5", "x")],
        [found("word-unknown", "D5", "x"), found("word-unknown", "D5", "x")],
    )
    assert [one.state for one in told] == ["still there", "new"]
    assert [
        one.state
        for one in compare_fixes([Fix("word-unknown", "S", "D5", "x")], [found("word-unknown", "D9", "x")])
    ] == ["still there"]


# The rest.


def test_what_cannot_be_marked_is_said_in_a_sentence(monkeypatch):
    _, file = taken(rich(), "rich.xlsx")
    for broken in (b"", rich()[:2000], b"%PDF-1.7"):
        with pytest.raises(CannotAnnotate, match=r"^rich\.xlsx cannot be marked: .+\.$"):
            annotate_workbook(broken, [], file)
    with pytest.raises(CannotAnnotate, match=r"took longer than 0 seconds\.$"):
        start_marking_process.in_child({}, rich(), seconds=0)
    with pytest.raises(CannotAnnotate, match=r"cannot be marked: .+\.$"):
        start_marking_process.in_child(
            {"ending": "xlsx", "intro": [], "lines": [], "lists": [], "looks": [], "name": "x"},
            b"PK\3\4 no workbook",
        )


def test_no_child_and_no_file_is_left_behind(untidy):
    def children() -> list[str]:
        return (Path("/proc/self/task") / str(os.getpid()) / "children").read_text().split()

    before = children(), len(os.listdir("/proc/self/fd"))
    sent_back(rich(), "rich.xlsx")
    assert (children(), len(os.listdir("/proc/self/fd"))) == before


def test_the_covering_text_names_places_and_kinds_and_no_contents():
    collection, file = taken(UNTIDY.read_bytes(), UNTIDY.name)
    text = covering_text(
        [*collection.problems, problem("date-missing", "other.xlsx", "Elsewhere", "Z9")],
        file,
        ReplyDetails("Society of St James", "2024/25 Q4", dt.date(2025, 4, 30), "data@unit.example"),
    )
    assert (
        "29 of them" in text
        and "16 to fix and 7 to confirm" in text
        and "sheet Support, B6" in text
        and "What to fix" in text
        and "Please send it back by 30 April 2025." in text
        and text.endswith(f"{UNIT}\ndata@unit.example\n")
    )
    assert len(text.splitlines()) < 30 and not any(
        word in text for word in ("31/02", "RST", "perhaps", "Approved premises", "TBC", "Elsewhere", "{")
    )
    assert "Nothing to correct" in covering_text([], file, ReplyDetails())
    assert marked_file_name("Stars Q2.csv") == "Stars Q2 - what to fix.xlsx"
