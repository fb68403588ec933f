"""A copy as .xlsx of a workbook of another kind: the same sheets and cells, as values. Nothing can be marked
in the file itself.

Written by hand, a distinct value once for all its cells: 100,000 rows of 20 columns take four seconds, and
far more by XlsxWriter.
"""

import datetime as dt
import re
from array import array
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.writer.theme import theme_xml

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.sealed_package import zip_bytes
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.child.file_to_sheets import read_sheets
from ieo_metrics.reading.safe_file_name import file_stem

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_DAY_0, _FIRST = dt.datetime(1899, 12, 30), dt.date(1900, 3, 1)  # before it Excel counts days otherwise
_LONGEST_NAME = 31
_SHOWN = {dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm", dt.time: "hh:mm", dt.timedelta: "[h]:mm"}
_STYLE_OF = {kind: number for number, kind in enumerate(_SHOWN, start=1)}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HIDDEN = ' state="hidden"'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_THEME_KIND = "application/vnd.openxmlformats-officedocument.theme+xml"


def copy_as_xlsx(data: bytes, ending: str, name: str) -> tuple[bytes, dict[str, str]]:
    """The copy, and what each sheet is called in it. Merged cells and hidden sheets stay so; a sheet
    prints as wide as a page."""
    messages = read_sheets(data, ending, (0, 1)).sheets
    names: dict[str, str] = {}
    strings: dict[str, int] = {}
    parts: dict[str, str] = {}
    listed = []
    for number, place in enumerate(sorted(messages), start=1):
        message = messages[place]
        theirs = message["name"] or file_stem(name)
        names[theirs] = _sheet_name(theirs, {new.casefold() for new in names.values()})
        parts[f"worksheets/sheet{number}"] = _sheet(message, strings)
        listed.append(
            f"<sheet name={quoteattr(names[theirs])} "
            f'sheetId="{number}"{"" if message["visible"] else _HIDDEN} r:id="rId{number}"/>'
        )
    texts = "".join(f'<si><t xml:space="preserve">{escape(clean_text(text))}</t></si>' for text in strings)
    parts |= {"styles": _styles(), "sharedStrings": f"{_HEAD}<sst {_MAIN}>{texts}</sst>"}
    return _packed(
        (
            f"{_HEAD}<workbook {_MAIN} "
            f'xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews><sheets>{"".join(listed)}</sheets></workbook>'
        ),
        parts,
    ), names


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes."""
    short = re.sub(r"[\[\]:*?/\\]", " ", clean_text(name)).strip(" '")[:_LONGEST_NAME] or "Sheet"
    new, number = short, 2
    while new.casefold() in taken or new.casefold() == "history":
        new, number = f"{short[: _LONGEST_NAME - 4]} ({number})", number + 1
    return new


def _sheet(message: dict[str, Any], strings: dict[str, int]) -> str:
    columns = [
        column_letters(j)
        for j in range(message["first_column"], message["first_column"] + len(message["columns"]))
    ]
    contents = [
        [_content(errors[i][0] if i in errors else value, strings) for i, value in enumerate(values)]
        for values, _, errors in message["columns"]
    ]
    codes = [array("i", code) for _, code, _ in message["columns"]]
    rows = []
    for number, row in enumerate(zip(*codes, strict=True), start=message["first_row"]):
        cells = [
            f'<c r="{letter}{number}"{of[code]}'
            for letter, of, code in zip(columns, contents, row, strict=True)
            if of[code]
        ]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in message["merged"])
    after = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return (
        f'{_HEAD}<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetFormatPr '
        f'defaultColWidth="16" defaultRowHeight="15"/><sheetData>{"".join(rows)}</sheetData>{after}'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _content(value: object, strings: dict[str, int]) -> str:
    """What follows the address of a cell that holds the value; "" for an empty one."""
    if value is None or value == "":
        return ""
    if value in _ERRORS:
        return f' t="e"><v>{value}</v></c>'
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v></c>'
    if isinstance(value, float):
        return f"><v>{value!r}</v></c>"
    if isinstance(value, dt.time):
        value = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, dt.timedelta):
        return f' s="{_STYLE_OF[dt.timedelta]}"><v>{value / dt.timedelta(days=1)!r}</v></c>'
    if isinstance(value, dt.date) and dt.date(value.year, value.month, value.day) >= _FIRST:
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
        return f' s="{_STYLE_OF[type(value)]}"><v>{(moment - _DAY_0) / dt.timedelta(days=1)!r}</v></c>'
    return f' t="s"><v>{strings.setdefault(str(value), len(strings))}</v></c>'


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{163 + n}" formatCode="{shown}"/>'
        for n, shown in enumerate(_SHOWN.values(), start=1)
    )
    cells = "".join(
        f'<xf numFmtId="{163 + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in _STYLE_OF.values()
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'{_HEAD}<styleSheet {_MAIN}><numFmts count="{len(_SHOWN)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
        'patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{plain}/></cellStyleXfs><cellXfs count="{1 + len(_SHOWN)}">{plain} '
        f'xfId="0"/>{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _packed(workbook: str, parts: dict[str, str]) -> bytes:
    """Parts, `worksheets/sheet1` and so on, as a workbook; nothing in it says when."""
    kinds = {name: "worksheet" if name.startswith("worksheets/") else name for name in parts}
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    types += f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}sheet.main+xml"/>'
    types += f'<Override PartName="/xl/theme.xml" ContentType="{_THEME_KIND}"/>'
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate((*kinds.items(), ("theme", "theme")), start=1)
    )
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    first = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    whole = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
        ),
        "_rels/.rels": f"{_HEAD}<Relationships {relations}>{first}</Relationships>",
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": f"{_HEAD}<Relationships {relations}>{related}</Relationships>",
        **{f"xl/{name}.xml": text for name, text in parts.items()},
        "xl/theme.xml": theme_xml,
    }
    return zip_bytes(whole.items(), 1)
