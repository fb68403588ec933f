"""A workbook as every reader expects it, made of the parts that were looked at: in the usual places, with
relations of our own, and its sheets alone. All else (pictures, comments, macros) is never unpacked."""

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.in_memory_files import Repacked
from ieo_metrics.reading.child.xlsx.package import relations_of

_DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BESIDE = {"styles": "styles", "sharedstrings": "sharedStrings"}


def sheet_name(place: int) -> str:
    """What the sheet is called in the copy; its own name may be one that readers stumble over."""
    return f"sheet{place}"


def beside_sheets(archive: Archive, book: str) -> dict[str, str]:
    """The parts of styles and shared texts by their kind, as far as there are any."""
    found = {
        relation.kind: relation.target
        for relation in relations_of(archive, book)
        if relation.kind in _BESIDE and relation.target in archive
    }
    return {kind: f"xl/{kind}.xml" for kind in _BESIDE if f"xl/{kind}.xml" in archive} | found


def clean_copy(
    archive: Archive,
    sheets: dict[int, list[bytes | memoryview]],
    beside: dict[str, str],
    from_1904: bool,
) -> Repacked:
    """The copy. `sheets`: the XML of each by its place; `beside`: as `beside_sheets` found it."""
    copy = Repacked()
    listed = "".join(
        f'<sheet name="{sheet_name(place)}" sheetId="{place + 1}" r:id="s{place}"/>' for place in sheets
    )
    system = ' date1904="1"' if from_1904 else ""
    parts = {place: f"worksheets/{sheet_name(place)}.xml" for place in sheets}
    related = [(f"s{place}", "worksheet", part) for place, part in parts.items()]
    related += [(kind, _BESIDE[kind], f"{kind}.xml") for kind in beside]
    types = [("workbook.xml", "sheet.main"), *((part, "worksheet") for part in parts.values())]
    types += [(f"{kind}.xml", _BESIDE[kind]) for kind in beside]
    for name, xml in (
        (
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(f'<Override PartName="/xl/{p}" ContentType="{_CONTENT}.{t}+xml"/>' for p, t in types)
            + "</Types>",
        ),
        ("_rels/.rels", _relations([("w", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr{system}/><sheets>{listed}</sheets>'
            "</workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", _relations(related)),
    ):
        copy.add(name, [_DECLARED, xml.encode()])
    for place, pieces in sheets.items():
        copy.add(f"xl/{parts[place]}", pieces)
    for kind, part in beside.items():
        copy.add(f"xl/{kind}.xml", [archive.xml(part)])
    return copy


def _relations(related: list[tuple[str, str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{part}"/>'
            for key, kind, part in related
        )
        + "</Relationships>"
    )
