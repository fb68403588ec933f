"""What no file for sharing may have in it: hidden content, links, macros, people's names."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

# Made by ourselves a moment ago: nothing in it can hurt the parser.
from xml.etree.ElementTree import Element

from ieo_metrics.exports.leak_check.open_parts import WITHIN, local_attribute, local_name
from ieo_metrics.exports.workbook.section_sheets import section_sheet_names
from ieo_metrics.framework.measures import MEASURE

# Parts that no file for sharing has, and what they are.
PARTS = (
    (r"pivot", "a pivot table with its own copy of the data"),
    (r"comment|/people\.xml|persons?/", "comments"),
    (r"externalLinks?/|connections\.xml|queryTables?/", "a link to another file"),
    (r"customXml/", "custom XML"),
    (r"docProps/custom\.xml", "custom properties"),
    (r"vbaProject|macrosheets?/|activeX/", "macros"),
    (r"docProps/thumbnail", "a picture of its first page"),
    (r"printerSettings", "the settings of a printer"),
)


# The sheets that the workbook has, and no others.
SHEETS = frozenset(MEASURE) | {
    "Cover",
    "Contents",
    "Notes",
    "Summary",
    "Definitions",
    "Sources",
    "Data quality",
    "Chart data",
    "Chart limits",
    "Revisions",
    "Decisions",
    *section_sheet_names(),
}


CAN_BE_READ = (".xml", ".rels", ".png")


NOBODY = (
    "creator",
    "lastModifiedBy",
    "keywords",
    "category",
    "contentStatus",
    "identifier",
    "Company",
    "Manager",
    "HyperlinkBase",
)


PLAIN_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"tRNS", b"gAMA", b"sRGB", b"bKGD"})


OUTSIDE = re.compile(r"\[\d*\]|\[[^\]]+\.xl\w+\]|https?:|file:|\\\\", re.I)


CHANGES = ("ins", "del", "moveFrom", "moveTo")


def unfit_parts(data: bytes, held: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """What a file has that no file for sharing may have, by its parts (`held`) alone, and pictures that say
    who made them."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        if file.comment:
            yield "a comment on the file itself"
    for name, part in held:
        bare = name.partition(WITHIN)[0]
        known = next((words for pattern, words in PARTS if re.search(pattern, bare, re.I)), "")
        if known:
            yield f"{known} ({name})"
        elif not bare.endswith(CAN_BE_READ):
            yield f"a part that cannot be checked ({name})"
        elif bare.endswith(".png") and says_more_than_pixels(part):
            yield f"a picture that says more than its pixels ({name})"
        elif bare == "[Content_Types].xml" and b"macroEnabled" in part:
            yield f"macros ({name})"


def says_more_than_pixels(png: bytes) -> bool:
    """Whether a PNG has more than is needed to draw it: a time, an author, a text."""
    return not set(_chunks(png)) <= PLAIN_CHUNKS


def _chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(png):
        yield png[at + 4 : at + 8]
        at += 12 + int.from_bytes(png[at : at + 4], "big")
    if at < len(png):
        yield b""  # something after its end


def _is_off(value: str) -> bool:
    return value in ("0", "false", "off")


def unfit_elements(name: str, root: Element) -> Iterator[str]:
    """What one XML part holds that it may not: whatever is hidden, leads outside, names somebody or remembers
    a change."""
    bare = name.partition(WITHIN)[0]
    for element in root.iter():
        tag = local_name(element)
        if tag == "Relationship" and element.get("TargetMode") == "External":
            yield f"a link to somewhere else, {element.get('Target')} ({name})"
        elif bare.startswith("docProps/") and tag in NOBODY and (element.text or "").strip():
            yield f"{tag} {(element.text or '').strip()!r} among its properties ({name})"
        elif bare.startswith("xl/"):
            yield from _unfit_in_workbook(tag, element, name)
        elif bare.startswith("word/"):
            off = _is_off(local_attribute(element, "val"))
            if tag in ("vanish", "webHidden") and not off and "styles" not in bare:
                yield f"hidden text ({name})"
            elif tag in CHANGES and local_attribute(element, "author"):
                yield f"a tracked change by {local_attribute(element, 'author')!r} ({name})"
            elif tag == "rsids" or any("}rsid" in key for key in element.attrib):
                yield f"marks of who edited when ({name})"
                return
        elif bare.startswith("ppt/") and tag == "sld" and _is_off(element.get("show", "1")):
            yield f"a hidden slide ({name})"
        if tag == "cNvPr" and element.get("hidden", "0") in ("1", "true"):
            yield f"a hidden shape ({name})"


def _unfit_in_workbook(tag: str, element: Element, name: str) -> Iterator[str]:
    hidden = element.get("hidden", "0") in ("1", "true")
    if tag == "sheet" and element.get("state", "visible") != "visible":
        yield f"a hidden sheet, {element.get('name')} ({name})"
    elif tag == "row" and (hidden or element.get("ht") == "0"):
        yield f"a hidden row, {element.get('r')} ({name})"
    elif tag == "col" and (hidden or element.get("width") == "0"):
        yield f"a hidden column, {element.get('min')} ({name})"
    elif tag == "definedName" and (hidden or OUTSIDE.search(element.text or "")):
        yield f"a hidden name or one that leads outside, {element.get('name')} ({name})"
    elif tag == "f" and OUTSIDE.search(element.text or ""):
        yield f"a formula that leads outside ({name})"
