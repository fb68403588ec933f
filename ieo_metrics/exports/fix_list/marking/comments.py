"""Comments on cells: their texts are one part of a sheet, the boxes in which Excel shows them another, in an
older language (VML)."""

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from ieo_metrics.exports.fix_list.fix_list_words import AUTHOR, SIGN
from ieo_metrics.exports.fix_list.marking.package import insert_before_end, start_tags
from ieo_metrics.exports.fix_list.marking.sheet_cells import Cell, problem_cell
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.reading.cells.cell_addresses import cell_address

BLANK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments '
    'xmlns="{}"><authors></authors><commentList></commentList></comments>'
)
_PREFIXES = {
    "xmlns:v": "urn:schemas-microsoft-com:vml",
    "xmlns:o": "urn:schemas-microsoft-com:office:office",
    "xmlns:x": "urn:schemas-microsoft-com:office:excel",
}
BLANK_BOXES = (
    f"<xml {' '.join(f'{name}={uri!r}' for name, uri in _PREFIXES.items())}>".replace("'", '"')
    + '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/></o:shapelayout></xml>'
)
_KIND_OF_BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_WIDE = 5  # columns
_LETTERS_A_LINE = 50


def without_ours(xml: str) -> tuple[str, set[Cell]]:
    """Comments without ours, and without what we added to theirs; and the cells that have none now.

    Ours are known by their author or, since LibreOffice forgets authors, by their first line."""
    p = next((e.prefix for e in start_tags(xml, "comments")), "")
    authors = [m[1] for m in re.finditer(rf"<{p}author>(.*?)</{p}author>|<{p}author\s*/>", xml, re.S)]
    gone: set[Cell] = set()

    def kept(m: re.Match[str]) -> str:
        attributes = start_tags(m[0], "comment")[0].attributes
        number = int(attributes.get("authorId", 0))
        theirs = m[0] if SIGN not in m[0] else _up_to_sign(m[0], p)
        if (number < len(authors) and authors[number] == AUTHOR) or not theirs:
            gone.add(problem_cell(attributes["ref"]))
            return ""
        return theirs

    return re.sub(rf"<{p}comment(?=\s).*?</{p}comment>", kept, xml, flags=re.S), gone


def _up_to_sign(comment: str, p: str) -> str:
    """The text of a comment before our sign, because nothing of theirs comes after it; "" if there is
    none."""
    before = comment[: comment.index(SIGN)]
    opened = before.rfind(f"<{p}t", 0)
    in_run = before.rfind(f"<{p}r>") > before.rfind(f"</{p}r>")
    if before[opened:].partition(">")[2].strip():
        kept = before.rstrip() + f"</{p}t>" + (f"</{p}r>" if in_run else "")
    else:  # nothing of theirs in this run of letters: it goes altogether
        kept = before[: before.rfind(f"<{p}r>") if in_run else opened]
    has_text = any(text.strip() for text in re.findall(rf"<{p}t(?:\s[^>]*)?>([^<]*)</{p}t>", kept))
    return f"{kept}</{p}text></{p}comment>" if has_text else ""


def with_ours(xml: str, texts: Mapping[Cell, str]) -> tuple[str, list[Cell]]:
    """Comments with our texts, below theirs where a cell has one; and the cells that had none."""
    p = next((e.prefix for e in start_tags(xml, "comments")), "")
    theirs = {problem_cell(e.attributes["ref"]): e.start for e in start_tags(xml, "comment")}
    for cell in sorted(set(texts) & set(theirs), key=theirs.__getitem__, reverse=True):
        end = xml.index(f"</{p}comment>", theirs[cell])
        comment = xml[theirs[cell] : end]
        comment = (
            insert_before_end(comment, "text", _run(p, f"\n\n{texts[cell]}"))
            if re.search(rf"<{p}text\b", comment)
            else comment
        )
        xml = xml[: theirs[cell]] + comment + xml[end:]
    new = sorted(set(texts) - set(theirs))
    if new:
        author = len(re.findall(rf"<{p}author\b", xml))
        xml = insert_before_end(xml, "authors", f"<{p}author>{AUTHOR}</{p}author>")
        each = (
            f'<{p}comment ref="{cell_address(*cell)}" authorId="{author}"><{p}text>{_run(p, texts[cell])}'
            f"</{p}text></{p}comment>"
            for cell in new
        )
        xml = insert_before_end(xml, "commentList", "".join(each))
    return xml, new


def _run(p: str, text: str) -> str:
    look = (
        f'<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family '
        f'val="2"/></{p}rPr>'
    )
    return f'<{p}r>{look}<{p}t xml:space="preserve">{escape(clean_text(text))}</{p}t></{p}r>'


def boxes_without(vml: str, cells: set[Cell]) -> str:
    """The drawing without the boxes of these cells."""

    def kept(m: re.Match[str]) -> str:
        row, column = (re.search(rf"<(?:\w+:)?{name}>\s*(\d+)\s*<", m[0]) for name in ("Row", "Column"))
        is_gone = (
            'ObjectType="Note"' in m[0] and row and column and (int(row[1]) + 1, int(column[1]) + 1) in cells
        )
        return "" if is_gone else m[0]

    return re.sub(r"<(\w+:)shape(?=\s).*?</\1shape>", kept, vml, flags=re.S)


def boxes_with(vml: str, cells: Iterable[Cell], texts: Mapping[Cell, str]) -> str:
    """The drawing with a box for each of these cells, as large as its text."""
    root = start_tags(vml, "xml")[0]
    unsaid = "".join(
        f' {name}="{uri}"' for name, uri in _PREFIXES.items() if name not in root.attributes
    )  # openpyxl calls them ns0, ns1
    vml = f"{vml[: root.end - 1]}{unsaid}{vml[root.end - 1 :]}"
    number = max((int(n) for n in re.findall(r'id="_x0000_s(\d+)"', vml)), default=1024) + 1
    kind = "" if 'id="_x0000_t202"' in vml else _KIND_OF_BOX
    return insert_before_end(
        vml, "xml", kind + "".join(_box(cell, number + i, texts[cell]) for i, cell in enumerate(cells))
    )


def _box(cell: Cell, number: int, text: str) -> str:
    row, column = cell[0] - 1, cell[1] - 1
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.splitlines()) + 1
    left = min(column + 1, _LAST_COLUMN - _WIDE)
    top = max(0, min(row - 1, _LAST_ROW - lines))
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path '
        'o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{left}, 15, {top}, 10, {left + _WIDE}, 15, {top + lines}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
