"""The report as a web page and as a PDF, read by others' libraries and not by the leak check's: every text with what
it is, in the order in which it is read aloud."""

import io
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from lxml import html
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject
from pypdf.generic._font import Font

BESIDE = "beside"  # what does not stand on the page
ROW = "row"
TEXTS = ("h1", "h2", "h3", "h4", "p", "li", "caption", "figcaption")


class Piece(NamedTuple):
    """`tag`: as HTML calls it; `texts`: one, or the cells of a row."""

    tag: str
    texts: tuple[str, ...]


def web_page_pieces(data: bytes) -> list[Piece]:
    """The pieces of a web page."""
    root = html.document_fromstring(data.decode("utf-8"))
    out = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            out.append(Piece(BESIDE, (element.text or "",)))  # a comment
            continue
        if element.tag == "tr":
            out.append(Piece(ROW, tuple(cell.text_content() for cell in element)))
        elif element.tag in (*TEXTS, "title"):
            out.append(Piece(element.tag, (element.text_content(),)))
        for name, value in element.attrib.items():
            if name not in ("src", "srcset", "http-equiv") and not value.startswith("#"):
                out.append(Piece(BESIDE, (value,)))
    return out


# As HTML calls what a PDF is tagged with.
CALLED = {
    "/Title": "h1",
    "/H1": "h2",
    "/H2": "h3",
    "/H3": "h4",
    "/P": "p",
    "/LBody": "li",
    "/Caption": "caption",
}


def pdf_pieces(data: bytes) -> list[Piece]:
    """The pieces of a PDF: what is said of it, its bookmarks, what no tag names, and then all that is tagged."""
    reader = PdfReader(io.BytesIO(data))
    out = [Piece(BESIDE, (str(value),)) for value in reader.metadata.values()]
    metadata = ElementTree.fromstring(reader.trailer["/Root"]["/Metadata"].get_data())
    out += [Piece(BESIDE, (element.text,)) for element in metadata.iter() if (element.text or "").strip()]
    marked: dict[tuple[int, int], str] = {}
    for page in reader.pages:
        out.append(Piece(BESIDE, (_read_marks(reader, page, marked),)))
        for annotation in page.get("/Annots", []):
            out.append(Piece(BESIDE, (str(annotation.get_object().get("/Contents", "")),)))
    out += list(_tagged(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], marked, None))
    assert not any(text.strip() for text in marked.values()), "text without a tag"
    return out


def pdf_words(data: bytes) -> str:
    """All that a PDF says."""
    return "\n".join(text for piece in pdf_pieces(data) for text in piece.texts)


def pdf_tags(data: bytes) -> list[DictionaryObject]:
    """Every tag of a PDF."""

    def within(kids: object) -> Iterator[DictionaryObject]:
        for kid in _listed(kids):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                yield kid
                yield from within(kid.get("/K"))

    return list(within(PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _read_marks(reader: PdfReader, page: DictionaryObject, marked: dict[tuple[int, int], str]) -> str:
    """Puts what stands within marks under page and mark, and returns the rest."""
    fonts = {
        name: Font.from_font_resource(font.get_object()).character_map
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    letters: dict[str, str] = {}
    marks: list[int | None] = []
    rest = ""
    for operands, operator in ContentStream(page["/Contents"], reader).operations:
        if operator == b"BDC":
            about = operands[1]
            marks.append(
                int(about["/MCID"]) if isinstance(about, DictionaryObject) and "/MCID" in about else None
            )
        elif operator == b"BMC":
            marks.append(None)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            strings = operands[0] if operator == b"TJ" else operands
            codes = b"".join(one.original_bytes for one in strings if hasattr(one, "original_bytes"))
            said = "".join(letters[code] for code in codes.decode("utf-16-be")).replace("\u200b", "")
            mark = next((number for number in reversed(marks) if number is not None), None)
            if mark is None:
                rest += said
            else:
                key = (page.indirect_reference.idnum, mark)
                marked[key] = marked.get(key, "") + said
    return rest


def _listed(kids: object) -> list[object]:
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    if kids is None:
        return []
    return [kid.get_object() for kid in kids] if isinstance(kids, ArrayObject) else [kids]


def _tagged(kids: object, marked: dict[tuple[int, int], str], page: int | None) -> Iterator[Piece]:
    for tag in _listed(kids):
        if not isinstance(tag, DictionaryObject) or "/S" not in tag:
            continue
        here = tag.raw_get("/Pg").idnum if "/Pg" in tag else page
        for name in ("/Alt", "/ActualText"):
            if name in tag:
                yield Piece(BESIDE, (str(tag[name]),))
        if tag["/S"] == "/TR":
            yield Piece(ROW, tuple(_words(cell, marked, here) for cell in _listed(tag["/K"])))
        elif tag["/S"] in CALLED:
            yield Piece(CALLED[tag["/S"]], (_words(tag, marked, here),))
        elif any(isinstance(kid, NumberObject) for kid in _listed(tag.get("/K"))):
            yield Piece(BESIDE, (_words(tag, marked, here),))
        else:
            yield from _tagged(tag.get("/K"), marked, here)


def _words(tag: DictionaryObject, marked: dict[tuple[int, int], str], page: int | None) -> str:
    here = tag.raw_get("/Pg").idnum if "/Pg" in tag else page
    said = ""
    for kid in _listed(tag.get("/K")):
        if isinstance(kid, NumberObject):
            said += marked.pop((here, int(kid)), "")
        elif "/MCID" in kid:
            of = kid.raw_get("/Pg").idnum if "/Pg" in kid else here
            said += marked.pop((of, int(kid["/MCID"])), "")
        elif "/S" in kid:
            said += _words(kid, marked, here)
    return said
