"""Files for the tests, sound and broken, made in memory."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import xlsxwriter

from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Refused, Sheet, Workbook


def book(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    """An .xlsx workbook, filled by a function."""
    workbook = openpyxl.Workbook()
    fill(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def written(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """An .xlsx workbook by XlsxWriter, which keeps texts in a part of their own, as Excel does."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        fill(workbook)
    return out.getvalue()


def table(rows: list[list]) -> bytes:
    """An .xlsx workbook of one sheet with these rows from A1 on."""

    def fill(workbook: openpyxl.Workbook) -> None:
        for row in rows:
            workbook.active.append(row)

    return book(fill)


def packed(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed, or added where it has none."""
    parts = parts_of(data)
    return packed({**parts, name: change(parts.get(name, b""))})


SHEET = "xl/worksheets/sheet1.xml"


def sheet_of_xml(rows: str, before: str = "", after: str = "") -> bytes:
    """An .xlsx workbook whose only sheet is this XML, as no library writes it."""
    xml = (
        '<?xml version="1.0"?><worksheet '
        f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    return with_part(table([[1]]), SHEET, lambda _: xml.encode())


def one(data: bytes, name: str = "return.xlsx") -> Workbook:
    """The file, which must be readable."""
    (result,) = read_files([(name, data)])
    assert isinstance(result, Workbook), result
    return result


def first(data: bytes, name: str = "return.xlsx") -> Sheet:
    return one(data, name).sheets[0]


def refusal(data: bytes, name: str = "return.xlsx") -> Refused:
    """The file, which must be refused."""
    (result,) = read_files([(name, data)])
    assert isinstance(result, Refused), result
    return result


def cells(sheet: Sheet) -> list[list]:
    return [[column.at(row) for column in sheet.columns] for row in range(sheet.height)]


def remarks(sheet: Sheet | Workbook) -> dict[str, tuple[str, str]]:
    return {r.kind: (r.cell, r.found) for r in sheet.remarks}
