"""What is taken of a Word template: styles, numbering, theme, the page, its headers and footers, with their
pictures. Its text, properties and whatever else it carries stay behind; what could lead outside, hide
something or run is a reason to refuse it."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, UnidentifiedImageError

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.word_template.page_size import with_size
from ieo_metrics.reading.word_template.read_template import CannotTake

TYPES = "[Content_Types].xml"
TEMPLATE, DOCUMENT = (f"wordprocessingml.{kind}.main+xml".encode() for kind in ("template", "document"))
STRICT = b"http://purl.oclc.org/ooxml/"
# What a part with such words in its name is.
CARRIED = {
    "vbaproject": "macros",
    "activex": "controls",
    "embeddings": "another file within it",
    "oleobject": "another file within it",
    "afchunk": "another file within it",
}
TAKEN = (RT.STYLES, RT.NUMBERING, RT.THEME, RT.SETTINGS)
OF_PAGE = ("headerReference", "footerReference", "pgSz", "pgMar", "pgBorders", "titlePg", "docGrid")
FIELDS = ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF")
RUNS = ("object", "control", "altChunk", "subDoc")
# What shows words that nothing here reads, and what it is called in Word.
UNREAD = {"textpath": "a watermark or WordArt", "oMath": "an equation", "delInstrText": "tracked changes"}
UNREAD_TEXT = "/drawingml/2006/main}t"
# What only Word itself reads, and may name somebody: controls' lists, bookmarks, what a text is bound to.
LEFT_AWAY = ("dataBinding", "proofErr", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd")
HIDDEN, ON = ("vanish", "webHidden", "specVanish"), ("1", "true", "on")
# What numbers lists: a word in its place, and Word opens no document that has it.
NUMBERED = {"num": "numId", "abstractNum": "abstractNumId", "lvl": "ilvl"}
NUMBERED |= dict.fromkeys(("numId", "abstractNumId", "ilvl", "outlineLvl"), "val")
LEAST_WIDE, LEAST_HIGH = 12, 17  # centimetres between the margins: of less, tables and charts cannot be read
SIDES = 4000  # pixels, at most, of a picture
KEPT_AT_MOST = (1600, 1600)
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{3}")
CENTIMETRE = 360_000  # English Metric Units


def what_is_taken(data: bytes) -> tuple[bytes, list[str]]:
    """The document that is left, and the words of its headers and footers. Raises CannotTake and Refusal."""
    document = Document(BytesIO(_as_document(data)))
    main = document.part
    section = _only_page(document)
    referred = {element.get(qn("r:id")) for element in section if element.get(qn("r:id"))}
    for key, relation in list(main.rels.items()):
        if relation.reltype not in TAKEN and key not in referred:
            main.rels.pop(key)
    of_package = main.package.rels
    for key, relation in list(of_package.items()):
        if relation.reltype != RT.OFFICE_DOCUMENT:
            of_package.pop(key)
    words: dict[str, None] = {}
    pictures: list[Any] = []
    for key, relation in main.rels.items():
        part = relation.target_part
        _take_pictures(part, pictures)
        if isinstance(part, XmlPart):
            _without_marks(part.element)
            if key in referred or relation.reltype == RT.NUMBERING:
                words.update(dict.fromkeys(filter(None, _words(part.element))))
    _without_marks(main.element)
    out = BytesIO()
    document.save(out)
    return out.getvalue(), [*words]


def _as_document(data: bytes) -> bytes:
    """The file as a document, once it was seen that nothing in it runs or leads outside."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotTake(
            "The template is a .doc or .dot, or it has a password. Save it as .dotx without one."
        )
    archive = Archive(data)
    types = archive.xml(TYPES)
    if b"macroEnabled" in types:
        raise CannotTake("The template has macros. Save it without them, as .dotx.")
    for name in archive.names:
        if held := next((what for word, what in CARRIED.items() if word in name), ""):
            raise CannotTake(f"The template has {held}. Remove that, and save it as .dotx.")
        if name.endswith(".xml"):
            archive.xml(name)  # defines no entities
        elif name.endswith(".rels"):
            _look_outside(archive.xml(name))
    if any(STRICT in archive.xml(name) for name in archive.names if name == "_rels/.rels"):
        raise CannotTake(
            "The template is in the form Strict Open XML. Save it in Word as a Word Template (.dotx)."
        )
    if TEMPLATE not in types and DOCUMENT not in types:
        raise CannotTake("The template is no Word document. Save it in Word, as .dotx.")
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(TEMPLATE, DOCUMENT) if name == TYPES else part)
    return out.getvalue()


def _look_outside(relations: bytes) -> None:
    for relation in fromstring(relations):
        kind = relation.get("Type", "").rpartition("/")[2]
        # Word writes down of itself which template a document was begun with; that is not taken.
        if relation.get("TargetMode") == "External" and kind != "attachedTemplate":
            raise CannotTake(
                f"The template leads to something outside it, {relation.get('Target', '')[:60]}. Remove that "
                "link."
            )


def _only_page(document: Any) -> Any:
    """The page of the document, alone in its body: of the last section, with the headers and footers that it
    has or takes over from those before it."""
    body = document.element.body
    references: dict[tuple[str, str], Any] = {}
    for page in body.iter(qn("w:sectPr")):
        for reference in page:
            if reference.tag in (qn("w:headerReference"), qn("w:footerReference")):
                references[reference.tag, reference.get(qn("w:type"))] = reference
    section = document.sections[-1]._sectPr if len(document.sections) else OxmlElement("w:sectPr")
    odd_and_even = document.settings.odd_and_even_pages_header_footer
    for element in [e for e in body if e is not section]:
        body.remove(element)
    if section.getparent() is not body:
        body.append(section)
    for element in list(section):
        if element.tag.rpartition("}")[2] not in OF_PAGE or element.tag.endswith("Reference"):
            section.remove(element)
    for reference in reversed(references.values()):
        if reference.get(qn("r:id")) in document.part.rels:
            section.insert(0, reference)
    with_size(section)
    page = document.sections[0]
    wide = (page.page_width - page.left_margin - page.right_margin) / CENTIMETRE
    high = (page.page_height - abs(page.top_margin) - abs(page.bottom_margin)) / CENTIMETRE
    if wide < LEAST_WIDE or high < LEAST_HIGH:
        raise CannotTake(
            f"The template's page has room for {wide:.0f} by {high:.0f} cm between its margins; at least "
            f"{LEAST_WIDE} by {LEAST_HIGH} are needed."
        )
    # Settings hold who edited when, and by which template: new ones say only what the page needs.
    for key in [key for key, relation in document.part.rels.items() if relation.reltype == RT.SETTINGS]:
        document.part.rels.pop(key)
    document.settings.odd_and_even_pages_header_footer = odd_and_even
    return section


def _take_pictures(part: Any, taken: list[Any]) -> None:
    """The pictures of a part as nothing but their pixels; `taken`: those that are already. Raises CannotTake
    where it has anything else."""
    for relation in part.rels.values():
        if relation.reltype != RT.IMAGE:
            raise CannotTake("A header or footer of the template holds more than words and pictures.")
        picture = relation.target_part
        if picture not in taken:
            taken.append(picture)
            picture._blob, picture._content_type = _pixels(picture.blob), "image/png"
            picture._partname = PackURI(f"/word/media/template{len(taken)}.png")


def _pixels(data: bytes) -> bytes:
    pixels = None
    try:
        with Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as picture:
            if max(picture.size) <= SIDES:
                pixels = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise CannotTake("A picture of the template is neither .png nor .jpg. Put it in as .png.") from None
    if pixels is None:
        raise CannotTake(f"A picture of the template has a side of more than {SIDES:,} pixels.")
    pixels.thumbnail(KEPT_AT_MOST)
    out = BytesIO()
    pixels.save(out, "PNG", optimize=True)
    return out.getvalue()


def _without_marks(root: Any) -> None:
    """Takes from a part what says who edited it when, and what its text is bound to. Raises CannotTake where
    it hides words, tracks changes, runs something or has a field that looks elsewhere."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):  # a remark or an instruction, which no reader sees
            element.getparent().remove(element)
            continue
        tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if "}rsid" in name]:
            del element.attrib[name]
        if tag in RUNS or tag == "OLEObject":
            raise CannotTake("The template has another file or a control within it. Remove that.")
        if any(name.rpartition("}")[2] == "author" for name in element.attrib):
            raise CannotTake("The template has tracked changes. Accept or reject them, and save it again.")
        if tag in UNREAD or element.tag.endswith(UNREAD_TEXT):
            held = UNREAD.get(tag, "words in a drawing")
            raise CannotTake(f"The template has {held}, which cannot be looked through. Remove that.")
        if tag in HIDDEN and element.get(qn("w:val"), "1") in ON and not root.tag.endswith("}styles"):
            raise CannotTake("The template has hidden words in its header, footer or lists. Remove them.")
        if tag in NUMBERED and not element.get(qn(f"w:{NUMBERED[tag]}"), "0").isdecimal():
            raise CannotTake(
                "The lists or headings of the template have numbers that cannot be read. Save it again in "
                "Word."
            )
        element.attrib.pop(qn("w:tooltip"), None)
        if tag in ("docPr", "cNvPr"):
            element.set("name", "Picture")
        if tag in LEFT_AWAY or tag in HIDDEN:
            element.getparent().remove(element)
    for field in _fields(root):
        if (field.split() or [""])[0].upper() not in FIELDS:
            raise CannotTake(
                f"The template has a field, {field.strip()[:40]}, that may change or look elsewhere. Only "
                f"those of page numbers and headings can be used: {', '.join(FIELDS)}."
            )


def _fields(root: Any) -> Iterator[str]:
    """The codes of all fields, however many pieces each is in."""
    yield from (element.get(qn("w:instr"), "") for element in root.iter(qn("w:fldSimple")))
    code: list[str] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if element.tag == qn("w:instrText"):
            code.append(element.text or "")
        elif code:
            yield "".join(code)
            code = []
    if code:
        yield "".join(code)


def _words(root: Any) -> Iterable[str]:
    """The paragraphs of a header or footer, a new line or a tab within one as a space; what stands before the
    lines of lists; and what is said beside pictures."""
    for paragraph in root.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:cr"))
        yield " ".join("".join(piece.text or " " for piece in pieces).split())
    for level in root.iter(qn("w:lvlText")):
        before = level.get(qn("w:val"), "").strip()
        yield before if _SAYS_SOMETHING.search(before) else ""
    for element in root.iter():
        yield from (element.get(name, "").strip() for name in ("descr", "title", "alt"))
