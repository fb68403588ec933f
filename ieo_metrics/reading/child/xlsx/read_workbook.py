"""An .xlsx or .xlsm workbook: its sheets are scanned, packed anew for the readers, and read."""

from collections import namedtuple

from python_calamine import CalamineWorkbook

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.in_memory_files import Repacked
from ieo_metrics.reading.child.refusal import Refusal
from ieo_metrics.reading.child.sheet_message import answer_message, sheet_message
from ieo_metrics.reading.child.xlsx.clean_copy import beside_sheets, clean_copy, sheet_name
from ieo_metrics.reading.child.xlsx.package import elements, main_part, relations_of
from ieo_metrics.reading.child.xlsx.second_reader import second_reading
from ieo_metrics.reading.child.xlsx.what_calamine_leaves_out import Scan, scan_cells

# `messages`: of this child's share of the sheets, by their place in the workbook; `macro_sheets`: the names
# of the sheets that hold Excel 4 macros in place of data.
Content = namedtuple("Content", "messages from_1904 macro_sheets")
_Sheet = namedtuple("_Sheet", "name visible part")
_MACRO_SHEETS = ("xlmacrosheet", "xlintlmacrosheet")
_YES = ("1", "true", "on")


def read_xlsx(archive: Archive, share: tuple[int, int]) -> Content:
    """This child's share of the sheets. Sheets that are charts or dialogs are passed over."""
    book = main_part(archive)
    listed = elements(archive, book)
    relations = {relation.id: relation for relation in relations_of(archive, book)}
    sheets: dict[int, _Sheet] = {}
    macro_sheets = []
    for place, a in enumerate(a for tag, a in listed if tag == "sheet"):
        relation, name = relations.get(a.get("id", "")), a.get("name", "")
        if relation and relation.kind == "worksheet":
            if relation.target not in archive:
                raise Refusal("file-damaged", f"the sheet {name} is listed, and its cells are missing")
            sheets[place] = _Sheet(name, a.get("state", "visible") == "visible", relation.target)
        elif relation and relation.kind in _MACRO_SHEETS:
            macro_sheets.append(name)
    from_1904 = any(a.get("date1904", "").lower() in _YES for tag, a in listed if tag == "workbookPr")
    mine = _shared_out({place: archive.size(sheet.part) for place, sheet in sheets.items()}, share)
    copy = _Copy(
        archive, {place: sheets[place] for place in sorted(mine)}, beside_sheets(archive, book), from_1904
    )
    return Content(_read_somehow(copy), from_1904, macro_sheets)


def _read_somehow(copy: "_Copy") -> dict[int, dict[str, object]]:
    """By the quick reader, else by the other, else without the formats: then a date is a number, and is asked
    about."""
    for read in (_by_calamine, _by_openpyxl):
        try:
            return read(copy)
        except (Refusal, MemoryError):
            raise
        except BaseException:  # calamine's panics are no Exception
            continue
    copy.leave_out_formats()
    return _by_calamine(copy)


class _Copy:
    """The workbook as readers are to see it, made when it is asked for: what it is made of is large, and is
    let go before a reader begins."""

    def __init__(
        self, archive: Archive, sheets: dict[int, _Sheet], beside: dict[str, str], from_1904: bool
    ) -> None:
        self.sheets = sheets
        self.lacks_texts = "sharedstrings" not in beside
        self._archive, self._beside, self._from_1904 = archive, beside, from_1904

    def leave_out_formats(self) -> None:
        self._beside.pop("styles", None)

    def made(self) -> tuple[dict[int, Scan], Repacked]:
        """What was found in each sheet, and the copy."""
        links = any("externallinks/" in name for name in self._archive.names)
        scans, pieces = {}, {}
        for place, sheet in self.sheets.items():
            scans[place], pieces[place] = scan_cells(self._archive.xml(sheet.part), links)
        return scans, clean_copy(self._archive, pieces, self._beside, self._from_1904)


def _by_calamine(copy: _Copy) -> dict[int, dict[str, object]]:
    scans, packed = copy.made()
    workbook = CalamineWorkbook.from_object(packed.ready())
    return {
        place: sheet_message(
            workbook.get_sheet_by_name(sheet_name(place)), sheet.name, sheet.visible, scans[place]
        )
        for place, sheet in copy.sheets.items()
    }


def _by_openpyxl(copy: _Copy) -> dict[int, dict[str, object]]:
    scans, packed = copy.made()
    try:
        read = second_reading(b"".join(packed.taken()), {place: sheet_name(place) for place in copy.sheets})
    except IndexError:
        if copy.lacks_texts:
            raise Refusal("file-damaged", "the part that holds the texts of the cells is missing") from None
        raise
    return {
        place: answer_message(
            sheet.name,
            read[place],
            len(read[place][0]) if read[place] else 0,
            (1, 1),
            sheet.visible,
            scans[place],
        )
        for place, sheet in copy.sheets.items()
    }


def _shared_out(sizes: dict[int, int], share: tuple[int, int]) -> list[int]:
    """The sheets of one share; every child works out the same shares. The largest goes first, each to whom
    has the least."""
    number, of = share
    loads = [0] * of
    mine = []
    for place in sorted(sizes, key=lambda p: -sizes[p]):
        least = loads.index(min(loads))
        loads[least] += sizes[place]
        if least == number:
            mine.append(place)
    return mine
