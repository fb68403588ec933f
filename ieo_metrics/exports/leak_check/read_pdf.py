"""A PDF, read for the leak check: every text of its pages as it is tagged, what is said beside pictures, in
bookmarks and of the document, and whatever it may not hold. What is not known to be harmless is refused."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from ieo_metrics.exports.leak_check.open_parts import local_name
from ieo_metrics.exports.leak_check.pdf_text import Letters, Marked, plain, text_of_page
from ieo_metrics.exports.leak_check.read_file import CannotRead, Shown, words_of

CATALOG = words_of(
    "Type Pages Metadata Lang StructTreeRoot MarkInfo ViewerPreferences Outlines PageLabels Names", "/"
)
PAGE = words_of("Type Parent Contents MediaBox Resources StructParents Tabs Annots Group", "/")
ANNOTATION = words_of("Type Subtype Rect Dest StructParent Border QuadPoints F Contents", "/")
ABOUT = words_of("Title Subject Creator CreationDate ModDate", "/")
# What the metadata say of the file itself, without words of anybody's.
OF_FILE = words_of(
    "xmpmeta RDF Description title description Alt li language Bag CreatorTool ModifyDate CreateDate "
    "part NPages format InstanceID DocumentID RenditionClass PDFVersion"
)
# Sixteen bytes by which a file and a version of it are told from others: among random letters there would now
# and then be a postcode.
IDENTITIES, IDENTITY = ("InstanceID", "DocumentID"), re.compile(r"[A-Za-z0-9+/]{21}[AQgw]==")
KINDS = ("/Image", "/XML", "/CIDFontType0C", "/OpenType")  # of streams that say what they are
OF_WORDS = frozenset(("/Alt", "/ActualText", "/T", "/E"))
# Tags that may hold nothing but others.
GROUPS = words_of("Document Part Sect Div Art L LI LBody TOC TOCI Figure NonStruct Aside BlockQuote", "/")
OF_ELEMENTS = {
    "{http://www.w3.org/XML/1998/namespace}lang",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about",
    "{adobe:ns:meta/}xmptk",
}
# Keys of what a PDF can do, remember or carry beside its pages.
BESIDE = words_of("JS JavaScript EF AA OpenAction OCGs PieceInfo Thumb URI Launch AcroForm XFA", "/")


def read_pdf(data: bytes) -> Shown:
    """What a PDF shows. Raises CannotRead."""
    try:
        return _read(data)
    except pikepdf.PdfError as error:
        raise CannotRead from error


def _read(data: bytes) -> Shown:
    shown, marked, letters = Shown(), Marked(), Letters()
    if data.count(b"%%EOF") != 1 or not data.rstrip().endswith(b"%%EOF"):
        shown.unfit.append("an earlier version of itself, or something after its end")
    with pikepdf.open(BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            shown.unfit.append("a part that cannot be checked (encrypted)")
        _of_document(pdf, shown)
        for page in pdf.pages:
            _unknown_keys(page.obj, PAGE, "page", shown)
            for annotation in page.obj.get("/Annots", []):
                _unknown_keys(annotation, ANNOTATION, "mark on a page", shown)
                shown.say(plain(str(annotation.get("/Contents", ""))))
                if annotation.get("/Subtype") != Name.Link:
                    shown.unfit.append(f"comments ({annotation.get('/Subtype')})")
            shown.say(text_of_page(page, marked, letters, shown))
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is None:
            shown.unfit.append("a part that cannot be checked (it is not tagged)")
        else:
            _Tree(marked, shown).walk(tree.get("/K"), None)
        for text in marked.values():
            if text.strip():
                shown.unfit.append(f"words that are not read aloud, {text[:40]!r}")
    return shown


def _unknown_keys(held: Any, known: frozenset[str], what: str, shown: Shown) -> None:
    shown.unfit.extend(
        f"a part that cannot be checked ({key} of a {what})" for key in set(held.keys()) - known
    )


def _of_document(pdf: pikepdf.Pdf, shown: Shown) -> None:
    _unknown_keys(pdf.Root, CATALOG, "document", shown)
    _unknown_keys(pdf.docinfo, ABOUT, "document's properties", shown)
    shown.texts += [plain(str(pdf.docinfo[key])) for key in ABOUT & set(pdf.docinfo.keys())]
    if set(pdf.Root.get("/Names", {}).keys()) - {"/Dests"}:
        shown.unfit.append("attachments or scripts")
    if "/Metadata" in pdf.Root:
        for element in fromstring(pdf.Root.Metadata.read_bytes()).iter():
            said = element.text or ""
            if not (local_name(element) in IDENTITIES and IDENTITY.fullmatch(said)):
                shown.say(said)
            if local_name(element) not in OF_FILE or set(element.attrib) - OF_ELEMENTS:
                shown.unfit.append(f"{local_name(element)} among its properties")
    for held in pdf.objects:
        if isinstance(held, Stream):
            kind = str(held.get("/Subtype", ""))
            if kind and kind not in KINDS:
                shown.unfit.append(f"a part that cannot be checked ({kind})")
        if isinstance(held, (Dictionary, Stream)):
            found = BESIDE & set(held.keys())
            shown.unfit.extend(
                f"a script, an attachment or a link to somewhere else ({key})" for key in found
            )
            if "/Title" in held and "/Parent" in held:
                shown.say(plain(str(held["/Title"])))


class _Tree:
    """The tags of a PDF in the order in which they are read aloud. What it reads is taken out of `marked`."""

    def __init__(self, marked: Marked, shown: Shown) -> None:
        self._marked, self._shown = marked, shown
        self._caption = ""

    def walk(self, kids: Any, page: Any) -> None:
        """Texts and tables of some tags. `page`: on which their marks are, where they do not say."""
        for tag in _tags(kids):
            of, page_of_tag = str(tag["/S"]), tag.get("/Pg", page)
            self._beside(tag)
            if of == "/Caption":
                self._caption = self._text(tag, page)
                self._shown.say(self._caption)
            elif of == "/Table":
                self.walk([kid for kid in _tags(tag.get("/K")) if kid["/S"] == Name.Caption], page_of_tag)
                self._table(tag, page_of_tag)
            elif of in GROUPS and len(_tags(tag.get("/K"))) == len(_list(tag.get("/K"))):
                self.walk(tag.get("/K"), page_of_tag)
            else:
                self._shown.say(self._text(tag, page))

    def _table(self, table: Any, page: Any) -> None:
        grid = []
        for row in _rows(table):
            self._beside(row)
            grid.append([self._cell(cell, row.get("/Pg", page)) for cell in _tags(row.get("/K"))])
        self._shown.texts += [cell for row in grid for cell in row]
        self._shown.table(self._caption, grid)

    def _cell(self, cell: Any, page: Any) -> str:
        self._beside(cell)
        return self._text(cell, page)

    def _beside(self, tag: Any) -> None:
        """What is said of a tag and does not stand on the page."""
        for key in OF_WORDS & set(tag.keys()):
            self._shown.say(plain(str(tag[key])))
        for about in tag.get("/A", []) if isinstance(tag.get("/A"), Array) else filter(None, [tag.get("/A")]):
            if "/Summary" in about:
                self._shown.say(plain(str(about["/Summary"])))

    def _text(self, tag: Any, page: Any) -> str:
        """The words of a tag and of all within it."""
        page = tag.get("/Pg", page)
        said = []
        for kid in _list(tag.get("/K")):
            if not isinstance(kid, Dictionary):
                said.append(self._marked.pop((page.objgen, int(kid)), ""))
            elif "/MCID" in kid:
                said.append(self._marked.pop((kid.get("/Pg", page).objgen, int(kid["/MCID"])), ""))
            elif "/S" in kid:
                self._beside(kid)
                said.append(self._text(kid, page))
        return "".join(said)


def _list(kids: Any) -> list[Any]:
    return [] if kids is None else [*kids] if isinstance(kids, (Array, list)) else [kids]


def _tags(kids: Any) -> list[Any]:
    return [kid for kid in _list(kids) if isinstance(kid, Dictionary) and "/S" in kid]


def _rows(table: Any) -> Iterator[Any]:
    for tag in _tags(table.get("/K")):
        if tag["/S"] == Name.TR:
            yield tag
        else:
            yield from _rows(tag)
