"""A file of any accepted kind to the messages of its sheets."""

from io import BytesIO

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.kinds import NAMES, kind_of
from ieo_metrics.reading.child.memory import in_memory
from ieo_metrics.reading.child.message import answer_message, sheet_message
from ieo_metrics.reading.child.ods import repacked_ods
from ieo_metrics.reading.child.refusal import Refusal
from ieo_metrics.reading.child.text import csv_rows
from ieo_metrics.reading.child.xlsx.scan import Scan
from ieo_metrics.reading.child.xlsx.workbook import read_xlsx

Read = tuple[dict[int, dict], list[tuple[str, str, str]]]  # sheets by their place, remarks on the whole


def read_sheets(data: bytes, ending: str, share: tuple[int, int]) -> Read:
    """The sheets of this share. What is to be said of the whole file, the first share says; only sheets of
    .xlsx are shared."""
    kind = kind_of(data, ending)
    first = share[0] == 0
    if kind in ("xlsx", "xlsm"):
        return read_xlsx(Archive(data), share), _remarks(kind, ending, data) if first else []
    if not first:
        return {}, []
    if kind == "csv":
        cells = csv_rows(data)
        return {
            0: answer_message("", cells, len(cells[0]) if cells else 0, (1, 1), True, Scan(booleans=False))
        }, []
    sheets = (
        _by_calamine(*repacked_ods(Archive(data)))
        if kind == "ods"
        else _by_calamine(in_memory([data]), marked=False)
    )
    return sheets, _remarks(kind, ending, data)


def _remarks(kind: str, ending: str, data: bytes) -> list[tuple[str, str, str]]:
    remarks = []
    if kind == "xlsm" or (kind == "xls" and "_VBA_PROJECT".encode("utf-16-le") in data):
        remarks.append(("macros", "", NAMES[kind]))
    if kind != ending and {kind, ending} != {"xlsx", "xlsm"}:  # those two differ by their macros only
        remarks.append(("named-otherwise", "", f"{NAMES[kind]}, called .{ending}"))
    return remarks


def _by_calamine(opened: str | BytesIO, marked: bool) -> dict[int, dict]:
    try:
        workbook = CalamineWorkbook.from_object(opened)
    except PasswordError:
        raise Refusal("file-password", "a workbook that is encrypted") from None
    return {
        place: sheet_message(
            workbook.get_sheet_by_name(m.name), m.visible == SheetVisibleEnum.Visible, Scan(marked=marked)
        )
        for place, m in enumerate(workbook.sheets_metadata)
        if m.typ == SheetTypeEnum.WorkSheet
    }
