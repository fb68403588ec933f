"""An .xlsx or .xlsm workbook: its sheets are scanned, packed anew for calamine, and read."""

from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.memory import Repacked
from ieo_metrics.reading.child.message import sheet_message
from ieo_metrics.reading.child.xlsx.scan import scan_cells

# All else (pictures, charts, comments, pivot caches, macros) is never unpacked.
_FRAME = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_BESIDE_SHEETS = ("/styles", "/sharedStrings")


def read_xlsx(archive: Archive, share: tuple[int, int]) -> dict[int, dict]:
    """The messages of this child's share of the sheets, by their place in the workbook."""
    related = [
        (a["Id"], a["Type"], _within_xl(a["Target"]))
        for tag, a in _elements(archive.xml(_FRAME[3]))
        if tag == "Relationship"
    ]
    parts = {
        key: part for key, kind, part in related if kind.endswith("/worksheet")
    }  # a sheet that is a chart is passed over
    listed = [a for tag, a in _elements(archive.xml(_FRAME[2])) if tag == "sheet"]
    sheets = {place: (a["name"], parts[a["id"]]) for place, a in enumerate(listed) if a["id"] in parts}
    mine = _shared_out({place: archive.size(part) for place, (_, part) in sheets.items()}, share)
    links = any(name.startswith("xl/externallinks/") for name in archive.names)
    packed, scans = Repacked(), {}
    for place in mine:
        part = sheets[place][1]
        scans[place], pieces = scan_cells(archive.xml(part), links)
        packed.add(part, pieces)
    for part in (*_FRAME, *(part for _, kind, part in related if kind.endswith(_BESIDE_SHEETS))):
        if part in archive:
            packed.add(part, [archive.xml(part)])
    workbook = CalamineWorkbook.from_object(packed.ready())
    visible = {m.name: m.visible == SheetVisibleEnum.Visible for m in workbook.sheets_metadata}
    return {
        place: sheet_message(
            workbook.get_sheet_by_name(name := sheets[place][0]), visible[name], scans[place]
        )
        for place in sorted(mine)
    }


def _within_xl(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """(tag, attributes) of every element of a small part, without namespaces."""
    found: list[tuple[str, dict[str, str]]] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        found.append(
            (tag.rpartition(" ")[2], {name.rpartition(" ")[2]: value for name, value in attributes.items()})
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = element
    parser.Parse(xml, True)
    return found


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
