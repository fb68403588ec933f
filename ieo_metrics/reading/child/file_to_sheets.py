"""A file of any accepted kind to the messages of its sheets."""

from collections import namedtuple
from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.csv_text import csv_rows
from ieo_metrics.reading.child.file_kind import NAMES, kind_of
from ieo_metrics.reading.child.in_memory_files import in_memory
from ieo_metrics.reading.child.ods_for_calamine import repacked_ods
from ieo_metrics.reading.child.ole import is_from_1904, with_usual_names
from ieo_metrics.reading.child.refusal import Refusal
from ieo_metrics.reading.child.sheet_message import answer_message, sheet_message
from ieo_metrics.reading.child.xlsx.read_workbook import read_xlsx
from ieo_metrics.reading.child.xlsx.what_calamine_leaves_out import Scan

Remark = tuple[str, str, str]
# `sheets` are messages by their place in the file; `remarks` are on the whole file.
Read = namedtuple("Read", "sheets remarks from_1904")


def read_sheets(data: bytes, ending: str, share: tuple[int, int]) -> Read:
    """The sheets of this share. What is to be said of the whole file, the first share says; only sheets of
    .xlsx are shared."""
    kind = kind_of(data, ending)
    first = share[0] == 0
    if kind in ("xlsx", "xlsm"):
        read = read_xlsx(Archive(data), share)
        remarks = _remarks(kind, ending, data, read.macro_sheets) if first else []
        return Read(read.messages, remarks, read.from_1904)
    if not first:
        return Read({}, [], False)
    if kind == "csv":
        cells = csv_rows(data)
        width = len(cells[0]) if cells else 0
        return Read({0: answer_message("", cells, width, (1, 1), True, Scan(booleans=False))}, [], False)
    if kind == "ods":
        opened, marked, from_1904 = repacked_ods(Archive(data))
        sheets, macro_sheets = _by_calamine(opened, marked)
    else:
        sheets, macro_sheets = _by_calamine(in_memory([with_usual_names(data)]), marked=False)
        from_1904 = is_from_1904(data)
    return Read(sheets, _remarks(kind, ending, data, macro_sheets), from_1904)


def _remarks(kind: str, ending: str, data: bytes, macro_sheets: Sequence[str]) -> list[Remark]:
    remarks = []
    if kind == "xlsm" or (kind == "xls" and "_VBA_PROJECT".encode("utf-16-le") in data):
        remarks.append(("macros", "", NAMES[kind]))
    if macro_sheets:
        remarks.append(("macros", "", f"Excel 4 macros on {_sheets(macro_sheets)}"))
    if kind != ending and {kind, ending} != {"xlsx", "xlsm"}:  # those two differ by their macros only
        remarks.append(("named-otherwise", "", f"{NAMES[kind]}, called .{ending}"))
    return remarks


def _sheets(names: Sequence[str]) -> str:
    return f"the sheet{'' if len(names) == 1 else 's'} {', '.join(names)}"


def _by_calamine(opened: str | BytesIO, marked: bool) -> tuple[dict[int, dict[str, object]], list[str]]:
    """The sheets with data, and the names of those that hold macros."""
    try:
        workbook = CalamineWorkbook.from_object(opened)
    except PasswordError:
        raise Refusal("file-password", "a workbook that is encrypted") from None
    kinds = [(m.name, m.visible == SheetVisibleEnum.Visible, m.typ) for m in workbook.sheets_metadata]
    messages = {
        place: sheet_message(workbook.get_sheet_by_index(place), name, visible, Scan(marked=marked))
        for place, (name, visible, kind) in enumerate(kinds)
        if kind == SheetTypeEnum.WorkSheet
    }
    return messages, [name for name, _, kind in kinds if kind == SheetTypeEnum.MacroSheet]
