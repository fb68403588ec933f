"""Forms of a file that are rare and sound: Excel or LibreOffice opens them, so they are read, and what cannot
be is refused in words."""

import datetime as dt
import io
import re
import struct
import zipfile

import pytest
import xlwt
from reading_files import (
    SHEET,
    cells,
    first,
    one,
    packed,
    parts_of,
    refusal,
    remarks,
    table,
    with_part,
    written,
)
from test_reading_workbooks import ods, row, xls
from xlwt.CompoundDoc import XlsDoc

from ieo_metrics.reading.sheets import CellError, Refused

GOOD = written(lambda w: w.add_worksheet("Stars").write_row(0, 0, ["Ref", "007", 7]))
READ = [["Ref", "007", 7.0]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


def in_words(refused: Refused) -> Refused:
    """A refusal that names no class and no library."""
    assert not re.search(r"Error|Exception|calamine|openpyxl|zipfile|expat|xlrd", refused.found, re.I), (
        refused
    )
    return refused


# --- Excel 97-2003 -------------------------------------------------------------------------------------------


def with_stream_called(name: str) -> bytes:
    data = xls()
    at = data.index("Workbook".encode("utf-16-le"))
    title = f"{name}\0".encode("utf-16-le")
    return data[:at] + title.ljust(64, b"\0") + bytes([len(title)]) + data[at + 65 :]


@pytest.mark.parametrize("name", ["BOOK", "book", "Book", "WORKBOOK", "workbook", "WorkBook"])
def test_an_xls_is_read_whatever_capitals_its_stream_is_written_in(name):
    stars, old = one(with_stream_called(name), "return.xls").sheets
    assert cells(stars)[0] == ["007", 7.0, 7.5, True, 45000.0] and not old.visible


def records(workbook: xlwt.Workbook) -> list[tuple[int, bytes]]:
    """The records of an .xls workbook's stream."""
    stream, at, out = workbook.get_biff_data(), 0, []
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        out.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return out


def as_xls(some: list[tuple[int, bytes]]) -> bytes:
    out = io.BytesIO()
    XlsDoc().save(out, b"".join(struct.pack("<2H", kind, len(content)) + content for kind, content in some))
    return out.getvalue()


def small() -> xlwt.Workbook:
    workbook = xlwt.Workbook()
    workbook.add_sheet("Stars").write(0, 0, "Ref")
    return workbook


@pytest.mark.parametrize("before", [[], [(0x86, b"")]])
def test_a_password_of_an_xls_is_to_be_removed(before):
    (start, *rest) = records(small())
    data = as_xls([start, *before, (0x2F, b"\1\0\1\0\1\0" + bytes(48)), *rest])
    assert in_words(refusal(data, "return.xls")).code == "file-password"


def test_the_sheet_of_excel_4_macros_of_an_xls_is_passed_over_and_named():
    workbook = small()
    workbook.add_sheet("Macro1").write(0, 0, "=HALT()")
    some = records(workbook)
    sheets = [place for place, (kind, _) in enumerate(some) if kind == 0x85]
    kind, content = some[sheets[1]]
    some[sheets[1]] = (kind, content[:5] + b"\1" + content[6:])
    read = one(as_xls(some), "return.xls")
    assert [sheet.name for sheet in read.sheets] == ["Stars"]
    assert remarks(read)["macros"] == ("", "Excel 4 macros on the sheet Macro1")


# --- OpenDocument --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("space", ["\n", "\r\n\t", "   "])
def test_white_space_between_the_cells_and_rows_of_an_ods_is_nothing(space):
    rows = (row("Ref", "Score") + row("007", "7")).replace("><", f">{space}<")
    assert cells(first(ods(rows), "a.ods")) == [["Ref", "Score"], ["007", "7"]]


def cell(inner: str, kind: str = 'office:value-type="string"') -> str:
    return f"<table:table-row><table:table-cell {kind}>{inner}</table:table-cell></table:table-row>"


@pytest.mark.parametrize(
    ("inner", "reads"),
    [
        ("<text:p>two <text:span>words</text:span> <text:span>more</text:span></text:p>", "two words more"),
        ("<text:p>a</text:p>\n  <text:p>b</text:p>", "a\nb"),
        ("<text:p>a<text:tab/>b<text:line-break/>c<text:s text:c='2'/>d</text:p>", "a\tb\nc  d"),
        ("<office:annotation>\n<text:p>a note</text:p>\n</office:annotation>\n<text:p>v</text:p>", "v"),
        (
            "<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame><text:p>v</text:p>",
            "v",
        ),
        ("<!-- c --><text:p>v<!-- d -->w</text:p>", "vw"),
        ("<text:p><![CDATA[a & b]]></text:p>", "a & b"),
    ],
)
def test_the_text_of_an_ods_cell_is_what_it_shows(inner, reads):
    assert cells(first(ods(cell(inner)), "a.ods")) == [[reads]]
    assert cells(first(ods(cell(inner, "")), "a.ods")) == [[reads]]


def test_drawings_over_an_ods_sheet_are_no_cells():
    inside = f'<draw:frame><draw:object><table:table table:name="in">{row("zz")}</table:table></draw:object></draw:frame>'
    assert cells(first(ods(f"<table:shapes>{inside}</table:shapes>{row('h')}"), "a.ods")) == [["h"]]


def test_the_manifest_of_an_old_ods_may_name_its_document_type():
    manifest = (
        '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>'
    )
    data = with_part(ods(row("x")), "META-INF/manifest.xml", lambda _: manifest.encode())
    assert cells(first(data, "a.ods")) == [["x"]]


def test_an_ods_that_is_encrypted_as_a_whole_asks_for_the_password_to_go():
    data = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m><file-entry full-path="encrypted-package"><encryption-data/></file-entry></m>',
            "encrypted-package": "\0\1",
        }
    )
    assert in_words(refusal(data, "return.ods")).code == "file-password"


# --- Excel workbooks -----------------------------------------------------------------------------------------


def moved(data: bytes, change) -> bytes:
    """A workbook with other names for its parts, and the relations and types to match."""
    out = {}
    for name, part in parts_of(data).items():
        if name.endswith((".rels", "[Content_Types].xml")):
            part = part.replace(b'PartName="/xl/', b'PartName="/').replace(b'Target="xl/', b'Target="/')
        out[change(name)] = part
    return packed(out)


def with_targets(change) -> bytes:
    """A workbook whose relations name their targets in another way."""

    def targets(xml: bytes) -> bytes:
        return re.sub(
            rb'Target="([^"]*)"', lambda m: b'Target="' + change(m[1].decode()).encode() + b'"', xml
        )

    return with_part(GOOD, "xl/_rels/workbook.xml.rels", targets)


def test_a_workbook_may_lie_at_the_top():
    data = moved(GOOD, lambda name: name.removeprefix("xl/"))
    assert "workbook.xml" in parts_of(data)
    assert cells(first(data)) == READ


def test_a_workbook_may_lie_in_another_folder():
    parts = {name.replace("xl/", "Data/book/"): part for name, part in parts_of(GOOD).items()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook", b"data/Book/workbook")
    assert cells(first(packed(parts))) == READ


def test_sheets_may_lie_beside_the_folder_of_the_workbook():
    parts = {name.replace("xl/worksheets/", "cells/"): part for name, part in parts_of(GOOD).items()}
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b'"worksheets/', b'"../cells/')
    assert cells(first(packed(parts))) == READ


@pytest.mark.parametrize(
    "change",
    [
        lambda target: f"/xl/{target}",
        lambda target: f"../xl/{target}",
        lambda target: f"./{target}",
        lambda target: target.replace("/", "\\"),
        lambda target: target.upper(),
        lambda target: f"\\XL\\{target}",
    ],
)
def test_relations_may_name_their_targets_in_any_way(change):
    assert cells(first(with_targets(change))) == READ


def test_parts_may_have_spaces_in_their_names():
    parts = {name.replace("sheet1", "my sheet"): part for name, part in parts_of(GOOD).items()}
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"sheet1", b"my%20sheet")
    assert cells(first(packed(parts))) == READ


@pytest.mark.parametrize("front", ["/", "./"])
def test_names_in_the_archive_may_have_a_slash_in_front(front):
    assert cells(first(packed({front + name: part for name, part in parts_of(GOOD).items()}))) == READ


def test_a_strict_workbook_is_read():
    parts = {}
    for name, part in parts_of(GOOD).items():
        for transitional, strict in STRICT.items():
            part = part.replace(transitional.encode(), strict.encode())
        parts[name] = part
    parts[SHEET] = parts[SHEET].replace(b"</row>", b'<c r="D1" t="d"><v>2024-04-25</v></c></row>')
    assert cells(first(packed(parts))) == [[*READ[0], dt.date(2024, 4, 25)]]


def test_styles_and_shared_texts_need_not_be_there():
    plain = table([[7, 8]])
    for part in ("xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/app.xml"):
        parts = {name: content for name, content in parts_of(plain).items() if name != part}
        assert cells(first(packed(parts))) == [[7.0, 8.0]], part


def test_shared_texts_that_are_needed_and_missing_are_said():
    parts = {name: part for name, part in parts_of(GOOD).items() if name != "xl/sharedStrings.xml"}
    refused = in_words(refusal(packed(parts)))
    assert (refused.code, refused.found) == (
        "file-damaged",
        "the part that holds the texts of the cells is missing",
    )


def test_a_sheet_that_is_listed_and_missing_is_said():
    parts = {name: part for name, part in parts_of(GOOD).items() if name != SHEET}
    refused = in_words(refusal(packed(parts)))
    assert (refused.code, refused.found) == (
        "file-damaged",
        "the sheet Stars is listed, and its cells are missing",
    )


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_parts_may_be_written_in_another_encoding(encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?><sst xmlns="{MAIN}"><si><t>Größe</t></si><si><t>b</t></si></sst>'
    data = with_part(GOOD, "xl/sharedStrings.xml", lambda _: xml.encode(encoding))
    assert cells(first(data)) == [["Größe", "b", 7.0]]


@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        (
            "<row r='1'><c r='A1' t='e'><v>#N/A</v></c><c r='B1' t='str'><v>x</v></c></row>",
            [CellError("#N/A"), "x"],
        ),
        ('<row r = "1"><c r = "A1" t = "e"><v>#N/A</v></c></row>', [CellError("#N/A")]),
        ('<row r="1"><c r="A1" t="str"><v><![CDATA[x & <y>]]></v></c></row>', ["x & <y>"]),
        ('<row r="1"><!-- c --><c r="A1"><v>5</v><f>2+3</f></c></row>', [5.0]),
        ('\n <row r="1">\n <c r="A1">\n <v>5</v>\n </c>\n </row>\n', [5.0]),
        (
            '<row r="1"><c r="a1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c></row>',
            ["a b"],
        ),
        ("<row><c><v>5</v></c><c><v>6</v></c></row>", [5.0, 6.0]),
    ],
)
def test_the_xml_of_a_sheet_may_be_written_in_any_form(rows, reads):
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    assert cells(first(with_part(GOOD, SHEET, lambda _: xml.encode()))) == [reads]


def with_macro_sheet(data: bytes) -> bytes:
    parts = parts_of(data)
    rels, listed = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    kind = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    relation = b'<Relationship Id="rIdM" Type="%b" Target="macrosheets/sheet1.xml"/></Relationships>' % kind
    parts[rels] = parts[rels].replace(b"</Relationships>", relation)
    sheet = b'<sheet name="Macro1" sheetId="9" state="veryHidden" r:id="rIdM"/>'
    parts[listed] = parts[listed].replace(b"<sheets>", b"<sheets>" + sheet)
    parts["xl/macrosheets/sheet1.xml"] = b'<xm:macrosheet xmlns:xm="x"/>'
    return packed(parts)


@pytest.mark.parametrize("name", ["return.xlsm", "return.xlsx"])
def test_a_sheet_of_excel_4_macros_is_passed_over_and_named(name):
    read = one(with_macro_sheet(GOOD), name)
    assert [(sheet.name, cells(sheet)) for sheet in read.sheets] == [("Stars", READ)]
    assert remarks(read) == {"macros": ("", "Excel 4 macros on the sheet Macro1")}


def test_names_of_sheets_may_be_any():
    names = ["A&B", "'x'", "Überblick", "a" * 31, "1"]
    data = written(lambda w: [w.add_worksheet(name.strip("'")).write(0, 0, name) for name in names])
    assert [(sheet.name, cells(sheet)) for sheet in one(data).sheets] == [
        (n.strip("'"), [[n]]) for n in names
    ]


def test_what_the_first_reader_cannot_take_apart_the_second_reads(monkeypatch):
    from ieo_metrics.reading.child.archive import Archive
    from ieo_metrics.reading.child.xlsx import read_workbook

    def fill(w):
        sheet = w.add_worksheet("Stars")
        sheet.write_row(1, 1, ["Ref", "007", 7, True, None, 0.5])
        sheet.write_datetime(2, 1, dt.datetime(2024, 4, 25), w.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(
            2, 2, dt.datetime(2024, 4, 25, 13, 30), w.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        w.add_worksheet("Empty")

    def panic(_):
        raise BaseException("as a panic of calamine is")

    archive = Archive(written(fill))
    usual = read_workbook.read_xlsx(archive, (0, 1))
    monkeypatch.setattr(read_workbook, "_by_calamine", panic)
    second = read_workbook.read_xlsx(archive, (0, 1))
    for place, sheet in usual.messages.items():
        there = second.messages[place]
        assert (there["name"], there["visible"]) == (sheet["name"], sheet["visible"])
        assert _addressed(there) == _addressed(sheet)


def _addressed(sheet: dict) -> dict:
    """The filled cells of a message by row and column, errors as what they show."""
    out = {}
    for j, (values, codes, errors) in enumerate(sheet["columns"], start=sheet["first_column"]):
        for i, code in enumerate(memoryview(codes).cast("i"), start=sheet["first_row"]):
            if values[code] is not None:
                out[i, j] = errors.get(code, (type(values[code]), values[code]))
    return out


@pytest.mark.parametrize(
    ("written_as", "odd"),
    [
        (b'<dimension ref="A1:A2"', b'<dimension ref=""'),
        (b'<dimension ref="A1:A2"', b'<dimension ref="x"'),
        (b'<row r="1"', b'<row r=" 1 "'),
    ],
)
def test_what_only_the_second_reader_reads_comes_out_of_the_child(written_as, odd):
    plain = table([["Ref"], ["b"]])
    assert written_as in parts_of(plain)[SHEET]
    data = with_part(plain, SHEET, lambda xml: xml.replace(written_as, odd))
    assert cells(first(data)) == [["Ref"], ["b"]]


@pytest.mark.parametrize("styles", [b"", b"<styleSheet><cellXfs", b"<styleSheet><cellXfs><xf numFmtId='x'/>"])
def test_styles_that_are_broken_do_not_keep_a_workbook_from_being_read(styles):
    assert cells(first(with_part(GOOD, "xl/styles.xml", lambda _: styles))) == READ


def test_an_archive_may_be_of_the_large_kind(monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)  # as programs write that choose ZIP64 always
    assert b"PK\6\7" in (data := packed(parts_of(GOOD)))
    assert cells(first(data)) == READ


def test_no_refusal_names_a_class_or_a_library():
    broken = [
        (with_part(GOOD, SHEET, lambda _: b"<worksheet><sheetData><row><c"), "a.xlsx"),
        (with_part(GOOD, "xl/workbook.xml", lambda _: b"<workbook"), "a.xlsx"),
        (with_part(GOOD, "xl/workbook.xml", lambda _: b"\0\1\2"), "a.xlsx"),
        (with_part(GOOD, "xl/_rels/workbook.xml.rels", lambda _: b""), "a.xlsx"),
        (with_part(GOOD, "xl/sharedStrings.xml", lambda _: b"<sst><si>"), "a.xlsx"),
        (packed({k: v for k, v in parts_of(GOOD).items() if k != "xl/_rels/workbook.xml.rels"}), "a.xlsx"),
        (with_part(ods(row("x")), "content.xml", lambda xml: xml[:300]), "a.ods"),
        (xls()[:3000], "a.xls"),
        (xls()[:600] + bytes(5000), "a.xls"),
    ]
    for data, name in broken:
        in_words(refusal(data, name))
