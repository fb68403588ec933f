"""A reader of finished files with nothing of the package's own: it opens every part of every file as bytes, and gives
each line of it (a paragraph, the row of a table, a series of a chart, a cell on its own) with the measure that it
stands under."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.exports.pack.read_web_and_pdf import BESIDE, ROW, Piece, pdf_pieces, pdf_words, web_page_pieces

REF = re.compile(r"\b5\.\d\.\d\.[a-d]\b")
QUARTER = re.compile(r"\b(20\d\d)[/-]\d\d Q([1-4])\b")
ENTRY = re.compile(r"(.+)\.(xlsx|docx|pptx)$")
# How what is about one measure begins, or about several.
BEGINS = re.compile(r"(?:(?:Figure|Table) \d+: )?(5\.\d\.\d\.[a-d])\b")
AREA = re.compile(r"5\.\d(\.\d)? ")
WORDS_WITH_NUMBER = re.compile(r"[A-Za-z]{3,} .*\d|\d.* [A-Za-z]{3,}")
AXIS = "end of an axis"
WHERE_IT_STANDS = ("col", "row", "colOff", "rowOff")  # the place of a chart on its sheet
HEADINGS = ("h1", "h2", "h3", "h4")
# How a row of a table begins that says what stands under it.
HEADS = ("Quarter", "Reference", "Measure", "ref", "kind", "")


class Line(NamedTuple):
    """`where`: file and part; `ref`: the measure that it is about, "" where it is about none or several; `cells`: its
    texts and numbers, each under its heading where there is one."""

    where: str
    ref: str
    cells: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        return " | ".join(cell for _, cell in self.cells)


def all_parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part of a file, and of the files within it, as bytes; a file that is none of Office is one part."""
    if name.endswith(".pdf"):
        yield f"{name}: its words", pdf_words(data).encode()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        yield f"{name}: comment", file.comment
        for part in file.infolist():
            yield f"{name}: {part.filename}: what the archive says of it", part.extra + part.comment
            yield from all_parts(f"{name}: {part.filename}", file.read(part))


def raw_texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every part as text however it may be written, and its name."""
    for where, held in all_parts(name, data):
        yield where, where
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield where, held.decode(coding, "ignore")


def every_line(files: dict[str, bytes]) -> list[Line]:
    """The lines of all files."""
    return [line for name, data in files.items() for line in _lines_of_file(name, data)]


def _lines_of_file(name: str, data: bytes) -> Iterator[Line]:
    if name.endswith(".csv"):
        yield from _of_rows(name, "", csv.reader(io.StringIO(data.decode())))
        return
    if name.endswith((".html", ".pdf")):
        yield from _of_pieces(name, (pdf_pieces if name.endswith(".pdf") else web_page_pieces)(data))
        return
    parts = dict(all_parts(name, data))
    strings = {
        where.rpartition(": ")[0]: [
            "".join(_said(one)) for one in _children(ElementTree.fromstring(held), "si")
        ]
        for where, held in parts.items()
        if where.endswith("sharedStrings.xml")
    }
    # Notes do not name the measure of their slide.
    of_slide = {
        where.replace("ppt/slides/slide", "ppt/notesSlides/notesSlide"): about(
            " ".join(_said(ElementTree.fromstring(held)))
        )
        for where, held in parts.items()
        if re.search(r"ppt/slides/slide\d+\.xml$", where)
    }
    for where, held in parts.items():
        file, _, part = where.rpartition(": ")
        if not part.endswith((".xml", ".rels")):
            continue  # pictures, which `raw_texts` gives
        root = ElementTree.fromstring(held)
        if re.search(r"/sheet\d+\.xml$", part):
            yield from _of_sheet(where, root, strings.get(file, []))
        elif "/charts/chart" in part:
            yield from _of_chart(where, root)
        elif part.startswith(("word/", "ppt/slides/", "ppt/notesSlides/")) or "docProps" in part:
            yield from _of_words(where, root, of_slide.get(where, ""))
        elif not part.endswith("sharedStrings.xml"):
            words = ((e.text or "").strip() for e in root.iter() if _local(e) not in WHERE_IT_STANDS)
            yield from _plain(where, "", filter(None, words))
        for name, value in _attributes(root):
            yield Line(where, about(value), ((name, value),))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(root: Element, name: str) -> Iterator[Element]:
    return (e for e in root.iter() if _local(e) == name)


def _said(element: Element) -> Iterator[str]:
    return (e.text or "" for e in element.iter() if _local(e) == "t")


def _attributes(root: Element) -> Iterator[tuple[str, str]]:
    """The ends of axes, and attributes that hold words with a number in them, each with what it is called."""
    for element in root.iter():
        for value in element.attrib.values():
            if _local(element) in ("max", "min") and _is_number(value):
                yield AXIS, value
            elif WORDS_WITH_NUMBER.search(value):
                yield "", value


def _of_pieces(where: str, pieces: list[Piece]) -> Iterator[Line]:
    """Paragraphs and rows in their order, as of a document."""
    ref, heads = "", ()
    for tag, texts in pieces:
        if tag == BESIDE and not WORDS_WITH_NUMBER.search(texts[0]):
            continue  # the kind of an element, a date of the file
        begins = BEGINS.match(texts[0]) if texts else None
        if tag == ROW:
            heads = texts if texts[0] in HEADS else heads
            yield Line(
                where, about(texts[0]) or ref, tuple(zip((*heads, *[""] * len(texts)), texts, strict=False))
            )
        elif texts[0].strip():
            if tag != BESIDE and (begins or tag in HEADINGS or AREA.match(texts[0])):
                ref = begins[1] if begins else ""
            yield Line(where, about(texts[0]) or (ref if tag != BESIDE else ""), (("", texts[0]),))


def _plain(where: str, ref: str, texts: Iterable[str]) -> Iterator[Line]:
    for text in texts:
        yield Line(where, about(text) or ref, (("", text),))


def about(text: str) -> str:
    """The measure that a text names; "" where it names none or several."""
    found = set(REF.findall(text))
    return found.pop() if len(found) == 1 else ""


def _of_rows(where: str, ref: str, rows: Iterable[list[str]]) -> Iterator[Line]:
    """The rows of a table, each under the last headings above it."""
    heads: list[str] = []
    for row in rows:
        if row and row[0] in HEADS and len([cell for cell in row if cell]) > 1 and not _is_number(row[-1]):
            heads = row
        yield Line(
            where, about(row[0] if row else "") or ref, tuple(zip(heads + [""] * len(row), row, strict=False))
        )


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?([Ee]-?\d+)?", cell))


def _of_sheet(where: str, root: Element, strings: list[str]) -> Iterator[Line]:
    rows: list[list[str]] = []
    for row in _children(root, "row"):
        cells: list[str] = []
        for cell in (e for e in row if _local(e) == "c"):
            column = 0
            for letter in re.sub(r"\d", "", cell.get("r", "A")):
                column = column * 26 + ord(letter) - 64
            cells += [""] * (column - len(cells))
            held = "".join(e.text or "" for e in cell if _local(e) == "v")
            cells[column - 1] = strings[int(held)] if cell.get("t") == "s" else held or "".join(_said(cell))
            for formula in _children(cell, "f"):
                yield Line(where, "", (("", formula.text or ""),))
        rows.append(cells)
    yield from _of_rows(where, about(rows[0][0]) if rows and rows[0] else "", rows)
    # Whatever a sheet says outside of its cells.
    outside = ("oddHeader", "oddFooter", "formula1", "formula2", "definedName")
    yield from _plain(where, "", [e.text or "" for e in root.iter() if _local(e) in outside])


def _of_chart(where: str, root: Element) -> Iterator[Line]:
    quarters: dict[str, str] = {}
    named: set[int] = set()  # the labels of points, each with its measure and quarter
    for series in _children(root, "ser"):
        held: dict[str, dict[str, str]] = {}
        for part in series:
            held[_local(part)] = {
                point.get("idx", ""): "".join(e.text or "" for e in point) for point in _children(part, "pt")
            }
        quarters = held.get("cat") or quarters
        name = " ".join(held.get("tx", {}).values()) or " ".join(
            e.text or "" for tx in series if _local(tx) == "tx" for e in tx.iter() if _local(e) == "v"
        )
        for numbers in ("val", "yVal"):
            for place, number in held.get(numbers, {}).items():
                when = quarters.get(place, "") if numbers == "val" else ""
                yield Line(where, about(name), (("Quarter", when), (name, number)))
        for label in _children(series, "dLbl"):
            named.update(id(p) for p in _children(label, "p"))
            place = next(iter(_children(label, "idx"))).get("val", "")
            when = quarters.get(place, "") if "val" in held else ""
            yield Line(where, about(name), (("Quarter", when), ("", "".join(_said(label)))))
        for bars in (e for e in series if _local(e) == "errBars"):
            for side in bars:
                for point in _children(side, "pt"):
                    value = "".join(e.text or "" for e in point)
                    name_of_bar = f"{name}, interval {_local(side)}"
                    yield Line(
                        where,
                        about(name),
                        (("Quarter", quarters.get(point.get("idx", ""), "")), (name_of_bar, value)),
                    )
    yield from _plain(where, "", ["".join(_said(p)) for p in _children(root, "p") if id(p) not in named])


def _of_words(where: str, root: Element, of_slide: str) -> Iterator[Line]:
    """Paragraphs and the rows of tables in their order; a heading, caption or first words name the measure of what
    follows, and of a slide any of its words."""
    ref, inside = "", {id(e) for table in _children(root, "tbl") for e in table.iter()}
    of_all = "" if "word/" in where else about(" ".join(_said(root))) or of_slide
    for element in root.iter():
        if _local(element) == "p" and id(element) not in inside:
            words = "".join(_said(element))
            begins = BEGINS.match(words)
            styles = [style for of in _children(element, "pStyle") for style in of.attrib.values()]
            heads = any(style.startswith("Heading") for style in styles)
            if (begins and not re.search(r"\D\d+$", words)) or heads or AREA.match(words):
                ref = begins[1] if begins else ""
            if words:
                yield Line(where, about(words) or ref or of_all, (("", words),))
        elif _local(element) == "tbl":
            rows = [
                ["".join(_said(cell)) for cell in row if _local(cell) == "tc"]
                for row in _children(element, "tr")
            ]
            yield from _of_rows(where, ref, rows)
    if "docProps" in where:
        yield from _plain(where, "", [e.text or "" for e in root.iter() if not len(e)])
