"""Files that must be refused, or read in spite of their looks: the rows of group F of bad-inputs."""

import io
import struct
import time
import zipfile
import zlib

import pytest
from reading_files import (
    SHEET,
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

from ieo_metrics.reading import limits, refusals
from ieo_metrics.reading import remark_kinds as remark_rows
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.safe_file_name import file_ending, file_stem, shown_name

GOOD = table([["Ref", "Score"], ["007", 7]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(512 - 2 * len(stream))


def test_F01_an_empty_file_is_refused():
    assert refusal(b"").code == "file-empty"


def test_F02_the_size_limit_is_stated_and_not_one_byte_more_is_read():
    over = refusal(b"x" * (limits.MOST_BYTES + 1))
    assert over.code == "file-too-large" and "25.00 MB" in over.found
    assert "25 MB" in refusals.BY_CODE["file-too-large"].expected
    assert refusal(b"x" * limits.MOST_BYTES).code != "file-too-large"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_F03_a_truncated_workbook_is_damaged(share):
    cut = refusal(GOOD[: int(len(GOOD) * share)])
    assert cut.code == "file-damaged"
    assert "save it again" in refusals.BY_CODE[cut.code].to_do


def test_F03_a_flipped_byte_in_a_sheet_is_damaged():
    parts = parts_of(GOOD)
    data = bytearray(packed(parts, zipfile.ZIP_STORED))
    data[data.index(parts[SHEET]) + 100] ^= 1
    assert refusal(bytes(data)).code == "file-damaged"


@pytest.mark.parametrize(
    ("data", "true_kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>", "HTML"),
        (b"  <html xmlns:x='urn:schemas-microsoft-com:office:excel'><table></table></html>", "HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (packed({"[Content_Types].xml": "", "word/document.xml": "<w/>"}), "Word"),
        (packed({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        (ole("WordDocument"), "Word"),
        (bytes(range(256)) * 10, "unknown"),
    ],
)
@pytest.mark.parametrize("name", ["return.xlsx", "return.csv"])
def test_F04_what_is_no_spreadsheet_is_refused_by_its_true_name(data, true_kind, name):
    refused = refusal(data, name)
    assert refused.code == "file-not-spreadsheet"
    assert true_kind in refused.found


def test_F04_text_called_a_workbook_is_told_to_be_csv():
    refused = refusal(b"Ref,Score\n1,2\n", "return.xlsx")
    assert (refused.code, refused.found) == ("file-text-misnamed", "plain text, called .xlsx")
    assert ".csv" in refusals.BY_CODE[refused.code].to_do


def test_F05_a_password_is_to_be_removed():
    assert refusal(ole("EncryptedPackage")).code == "file-password"
    assert "Remove the password" in refusals.BY_CODE["file-password"].to_do
    ods = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "\0\1",
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
        }
    )
    assert refusal(ods, "return.ods").code == "file-password"


def test_F07_macros_are_not_run_and_that_is_said():
    workbook = one(with_part(GOOD, "xl/vbaProject.bin", lambda _: b"macro"), "return.xlsm")
    assert cells(workbook.sheets[0]) == [["Ref", "Score"], ["007", 7.0]]
    assert "macros" in remarks(workbook)


@pytest.mark.parametrize(("part", "kind"), [("xl/workbook.bin", ".xlsb"), ("Index/Document.iwa", "Numbers")])
def test_F08_other_spreadsheets_are_refused_and_the_accepted_kinds_named(part, kind):
    refused = refusal(packed({part: b"x"}), "return.xlsb")
    assert refused.code == "file-type" and kind in refused.found
    assert ".ods" in refusals.BY_CODE[refused.code].expected


def test_F09_a_plain_archive_is_no_workbook():
    assert refusal(packed({"photo.txt": "x", "list.csv": "a,b"})).code == "file-archive"


def bomb(declared: int, entries: int = 1) -> bytes:
    """A workbook of a few KB with parts that say that they unpack to `declared` bytes, and do to 50 MB."""
    raw = zlib.compress(bytes(50 * 2**20), 9)[2:-4]
    data = packed(
        {
            **parts_of(GOOD),
            **{f"xl/media/{i}.bin": b"" for i in range(entries - 1)},
            "xl/worksheets/sheet1.xml": b"?",
        },
        zipfile.ZIP_STORED,
    )
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    head = bytearray(data[at : at + 46])
    body = data.index(b"xl/worksheets/sheet1.xml?") - 30
    struct.pack_into("<H", head, 10, 8)
    struct.pack_into("<3L", head, 16, zlib.crc32(bytes(50 * 2**20)), len(raw), declared)
    grown = data[: body + 30 + 24] + raw + data[body + 30 + 25 : at] + bytes(head) + data[at + 46 :]
    out = bytearray(grown)
    shift = len(raw) - 1
    end = out.rindex(b"PK\5\6")
    struct.pack_into("<L", out, end + 16, struct.unpack_from("<L", out, end + 16)[0] + shift)
    entry = struct.unpack_from("<L", out, end + 16)[0]
    while out[entry : entry + 4] == b"PK\1\2":
        offset = struct.unpack_from("<L", out, entry + 42)[0]
        if offset > body:
            struct.pack_into("<L", out, entry + 42, offset + shift)
        entry += 46 + sum(struct.unpack_from("<3H", out, entry + 28))
    return bytes(out)


def test_F10_zip_bomb_is_refused_from_its_directory():
    started = time.monotonic()
    assert "unpack to" in refusal(bomb(declared=4_000_000_000)).found
    assert "unpacks to" in refusal(bomb(declared=50 * 2**20)).found  # by its ratio
    assert time.monotonic() - started < limits.SECONDS


def test_F10_a_directory_that_lies_is_found_out_while_unpacking():
    refused = refusal(bomb(declared=1000))
    assert (refused.code, refused.found) == (
        "file-unpacks-too-large",
        f"the part {SHEET} unpacks to more than it says",
    )


def test_F10_too_many_parts_are_refused():
    refused = refusal(
        packed({**parts_of(GOOD), **{f"x/{i}": b"" for i in range(limits.MOST_ENTRIES)}}, zipfile.ZIP_STORED)
    )
    assert refused.code == "file-unpacks-too-large" and "parts" in refused.found


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_F11_entities_are_refused(part, encoding):
    laughs = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = with_part(
        written(lambda w: w.add_worksheet().write(0, 0, "a")),
        part,
        lambda xml: (laughs + xml.decode().partition("?>")[2]).encode(encoding),
    )
    assert refusal(data).code == "file-entities"


def test_F12_paths_that_lead_elsewhere_are_passed_over_and_duplicates_refused():
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../etc/passwd", "x")
        archive.writestr("/root.txt", "x")
    assert cells(first(out.getvalue()))[1] == ["007", 7.0]
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, "<x/>")
    assert refusal(out.getvalue()).code == "file-duplicates"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/return.xlsx", "return.xlsx"),
        ("C:\\Users\\x\\return.xlsx", "return.xlsx"),
        ("re\0turn\r\n.xlsx", "return.xlsx"),
        ("return\u202exslx.exe", "returnxslx.exe"),
        ("stars 🌟.xlsx", "stars 🌟.xlsx"),
        ("=cmd.xlsx", "=cmd.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 67 + "…" + "x" * 7 + ".xlsx"),
        ("\0/", "unnamed file"),
    ],
)
def test_F13_names_are_shown_safely(name, shown):
    assert shown_name(name) == shown
    assert len(shown) <= 80


def test_F13_a_strange_name_does_not_keep_a_file_from_being_read():
    assert one(GOOD, "../-\u202e" + "é" * 300 + ".xlsx").name.endswith(".xlsx")
    assert file_stem("Stars Q2.v1.csv") == "Stars Q2.v1"


def test_F14_endings_in_capitals_are_accepted_and_double_ones_refused():
    assert file_ending("A.XLSX") == "xlsx" and one(GOOD, "A.XLSX").remarks == ()
    for name in ("a.xlsx.exe", "a", "a.txt"):
        assert refusal(GOOD, name).code == "file-ending"


@pytest.mark.parametrize("name", ["return.csv", "return.xls", "return.ods"])
def test_F14_a_workbook_under_another_accepted_ending_is_read_as_what_it_is(name):
    workbook = one(GOOD, name)
    assert cells(workbook.sheets[0])[1] == ["007", 7.0]
    assert "an Excel workbook" in remarks(workbook)["named-otherwise"][1]


ROWS = [["Ref", "Größe", "£"], ["007", "a, b; c", "£5"], ["", 'say "é"', "two\nlines"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_F16_csv_of_every_sort_keeps_its_cells(encoding, separator, line_end):
    from ieo_metrics.reading.child.csv_text import csv_rows  # without a child, for there are 72 sorts

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',;|\t"\n') else cell

    text = "".join(separator.join(map(quoted, row)) + line_end for row in ROWS)
    assert csv_rows(text.encode(encoding)) == ROWS


def test_F16_csv_is_one_sheet_of_text_named_after_the_file():
    sheet = first("sep=;\r\nRef;Score\r\n007;1,5\r\n;\r\n".encode("cp1252"), "Stars Q2.csv")
    assert (sheet.name, sheet.first_row) == ("Stars Q2", 1)
    assert cells(sheet) == [["Ref", "Score"], ["007", "1,5"], [None, None]]


def test_F16_a_title_above_the_table_does_not_decide_the_separator():
    sheet = first(
        "RESET monitoring, Q3 2023/24\nRef;Score\n1;1,5\n2;2,5\ncaf\xe9;3".encode("cp1252"), "a.csv"
    )
    assert cells(sheet)[0] == ["RESET monitoring, Q3 2023/24", None] and cells(sheet)[-1] == ["café", "3"]


def test_F16_a_csv_may_begin_with_anything():
    assert cells(first(b"PK,<table>\n1,<script>", "a.csv")) == [["PK", "<table>"], ["1", "<script>"]]


def test_F16_a_csv_that_would_fill_the_memory_is_refused():
    assert refusal(b"," * 20_000, "a.csv").code == "file-too-spread"
    assert refusal(b"," * 9_999 + b"\n" + b"a\n" * 20_000, "a.csv").code == "file-too-spread"


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    assert refusal(table([[i] for i in range(5000)])).code == "file-too-slow"


def test_a_child_that_dies_is_a_refusal_and_the_others_are_read():
    spread = "".join(
        f'<row r="{r}"><c r="{c}{r}"><v>1</v></c></row>' for r, c in [(1, "XFD"), (2, "A"), (1048576, "B")]
    )
    lying = sheet_of_xml(
        spread + '<row r="3"><c r="A3"><v>1</v></c></row>', before='<dimension ref="A1:B3"/>'
    )
    results = read_files([("bad.xlsx", lying), ("good.xlsx", GOOD), ("none.xlsx", b"")])
    assert [getattr(r, "code", "read") for r in results] == ["file-unreadable", "read", "file-empty"]


def test_every_code_is_a_row_with_words():
    import re
    from pathlib import Path

    import ieo_metrics.reading

    folder = Path(ieo_metrics.reading.__file__).parent
    others = (folder / "read_files.py", folder.parent / "checking/check_within_time_limit.py")
    source = "".join(p.read_text() for p in [*folder.glob("child/**/*.py"), *others])
    assert set(re.findall(r'"(file-[a-z-]+)"', source)) == set(refusals.BY_CODE)
    assert set(re.findall(r'"((?:far|hidden|external|named|macros)[a-z-]*)",\s', source)) == set(
        remark_rows.BY_KIND
    )
    assert {r.severity for r in remark_rows.REMARKS} <= {"must fix", "please confirm", "for information"}


def test_the_start_imports_nothing_slow():
    import subprocess
    import sys

    code = (
        "import sys, ieo_metrics.reading.read_files; assert not {'numpy', 'pandas', 'python_calamine'} & "
        "set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
