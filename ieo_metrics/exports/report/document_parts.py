"""The parts of the report that python-docx has no words for: fields, captions, bookmarks, tables for screen
readers, the blank document."""

from collections.abc import Sequence
from itertools import count
from math import ceil
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.sealed_package import LANGUAGE

FONT, INK = "Arial", RGBColor(0x1A, 0x1A, 0x1A)
WIDTH = Cm(17)  # of A4 between margins of 2 cm
TOP, BOTTOM, FOOT = Cm(1.5), Cm(1.5), Cm(0.7)  # margins of a page, and how far its foot is from the edge
# Points, points before and after, and the space between lines. Body Text is the text of the measures.
SIZES = {
    "Normal": (10.5, 0, 5, 1.08),
    "Body Text": (10, 0, 3, 1.0),
    "Title": (20, 0, 2, 1.08),
    "Heading 1": (14, 8, 3, 1.0),
    "Heading 2": (13, 6, 2, 1.0),
    "Heading 3": (11, 9, 2, 1.0),
    "Caption": (9, 2, 2, 1.0),
}
PLAIN = ("Normal", "Body Text")
# What a page has room for, in points, with some to spare: another programme may lay out a line a little
# higher.
ROOM = Emu(Cm(29.7) - TOP - BOTTOM).pt - 13
# How wide the letters of Arial are at most, by kind, how much wider they are in bold, and how high a line is;
# of the size of the letters.
WIDTHS = {
    " ijltfI.,:;/![]|’": 0.28,
    "r()-": 0.334,
    "cksvxyzJ": 0.5,
    "0123456789abdeghnopqu": 0.557,
    "ABCEHKNPRSUVXYw&": 0.723,
    "GOQD": 0.778,
    "mMW%": 0.945,
}
OTHER, BOLD, LINE = 0.612, 1.1, 1.15
_WIDTH = {letter: wide for letters, wide in WIDTHS.items() for letter in letters}
INDENT = 18  # of a list, in points
AFTER_TABLE = 4
BODY = "_Report"  # the bookmark of all that the contents list
TABLE_SIZE, CELL_PADDING = 9, 1.25


def blank_document() -> Any:
    """An A4 document in British English, one plain font, page numbers at the foot."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = FOOT
    for name, (size, before, after, spacing) in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb, style.font.italic = FONT, Pt(size), INK, False
        style.font.bold = name not in PLAIN
        # The theme's own font would go before it.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = spacing
        for border in style.element.findall(".//" + qn("w:pBdr")):
            border.getparent().remove(border)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for part in (document.element, document.styles.element, document.settings.element):
        for element in part.iter():
            for name in [n for n in element.attrib if n.startswith(qn("w:rsid"))]:
                del element.attrib[name]
    for rsids in document.settings.element.findall(qn("w:rsids")):
        document.settings.element.remove(rsids)
    return document


def paragraph_height(style: str, text: str, picture: float = 0) -> float:
    """How much of a page a paragraph takes at most, in points, of text or of a picture; a style that is not
    ours is as `Normal`, indented."""
    size, before, after, spacing = SIZES.get(style, SIZES["Normal"])
    room = (
        (WIDTH.pt - (0 if style in SIZES else INDENT))
        / size
        / (1 if style in PLAIN or style not in SIZES else BOLD)
    )
    lines = 0
    for line in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in line.split(" "):
            wide = sum(_WIDTH.get(letter, OTHER) for letter in word)
            if used + wide > room:  # a word that is longer than a line goes on over several
                lines, used = lines + max(1, ceil(wide / room)), 0.0
            used += wide % room + _WIDTH[" "]
    return before + after + (picture or lines * size * LINE * spacing)


def table_height(rows: int) -> float:
    """How much of a page a table of so many rows and its heading row takes, in points."""
    return (rows + 1) * (TABLE_SIZE * LINE + CELL_PADDING) + AFTER_TABLE


def styled_paragraph(document: Any, text: str, style: str) -> Any:
    """A paragraph in one of the template's styles, by its name. python-docx would go through every style for
    each paragraph."""
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style.replace(" ", "")  # what the template calls it
    return paragraph


def add_footer(document: Any, words: str) -> None:
    """At the foot of each page: what it is, and `Page 3 of 21`."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{clean_text(words)}   Page ")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    add_field(paragraph, "NUMPAGES", "1")
    for run in paragraph.runs:
        run.font.size = Pt(8.5)


def add_field(paragraph: Any, code: str, held: str) -> None:
    """A field with what it shows until it is brought up to date."""
    for xml in _field(code, f"<w:r><w:t>{escape(held)}</w:t></w:r>"):
        paragraph._p.append(parse_xml(xml))


def _field(code: str, held: str) -> list[str]:
    def mark(kind: str) -> str:
        return f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return [
        mark("begin"),
        f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>',
        mark("separate"),
        held.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1),
        mark("end"),
    ]


class Numbers:
    """The running numbers of a document's bookmarks, figures and tables."""

    def __init__(self) -> None:
        self._next = {name: count(1) for name in ("bookmark", "Figure", "Table", "picture")}

    def next(self, of: str) -> int:
        return next(self._next[of])


def add_heading(document: Any, text: str, level: int, numbers: Numbers, *, new_page: bool = False) -> str:
    """A heading that the contents can lead to; returns the name of its bookmark."""
    paragraph = styled_paragraph(document, clean_text(text), f"Heading {level}")
    if new_page:
        paragraph.paragraph_format.page_break_before, paragraph.paragraph_format.space_before = True, 0
    number = numbers.next("bookmark")
    name = f"_Toc{100000000 + number}"
    paragraph._p.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    return name


def add_caption(document: Any, of: str, text: str, numbers: Numbers) -> None:
    """`Table 3: …`, numbered by a field, so that it stays right when the document is edited."""
    paragraph = styled_paragraph(document, f"{of} ", "Caption")
    add_field(paragraph, f"SEQ {of} \\* ARABIC", str(numbers.next(of)))
    paragraph.add_run(f": {clean_text(text)}")


def add_contents(document: Any, entries: Sequence[tuple[int, str, str, int | None]], after: Any) -> None:
    """A contents field, with its entries in it already: (level, text, bookmark, page, or None where it is not
    known). It is put after the paragraph `after`, and is of what follows it: the headings of the first page
    are left away when it is brought up to date, too."""
    code = f'TOC \\o "1-3" \\h \\z \\b {BODY}' + (
        "" if all(page is not None for *_, page in entries) else " \\n"
    )
    begin, instruction, separate, _, end = _field(code, "")
    place = after._p
    for number, (level, text, bookmark, page) in enumerate(entries):
        number_of_page = "" if page is None else f"<w:r><w:tab/></w:r>{_page(bookmark, page)}"
        words = (
            f'<w:hyperlink w:anchor="{bookmark}" '
            f'w:history="1"><w:r><w:t>{escape(clean_text(text))}</w:t></w:r>{number_of_page}</w:hyperlink>'
        )
        look = (
            f'<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH.twips}"/></w:tabs>'
            f'<w:spacing w:before="{60 if level == 1 else 0}" w:after="20"/><w:ind '
            f'w:left="{240 * (level - 1)}" w:right="567"/></w:pPr>'
        )
        start = begin + instruction + separate if number == 0 else ""
        stop = end if number == len(entries) - 1 else ""
        paragraph = parse_xml(f"<w:p {nsdecls('w')}>{look}{start}{words}{stop}</w:p>")
        place.addnext(paragraph)
        place = paragraph
    place.addnext(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="{BODY}"/>'))
    document.element.body.insert_element_before(
        parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'), "w:sectPr"
    )


def _page(bookmark: str, page: int) -> str:
    return "".join(_field(f"PAGEREF {bookmark} \\h", f"<w:r><w:t>{page}</w:t></w:r>"))


def add_table(
    document: Any,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    title: str,
    numeric: Sequence[int] = (),
) -> None:
    """A real table: its heading row is one and is repeated on a new page, no row breaks over pages, and it
    has a title for screen readers. It stays on one page: it is short. `widths` in centimetres; `numeric`: the
    columns that stand to the right."""

    def cell(text: str, column: int, bold: bool, keep: bool) -> str:
        jc = '<w:jc w:val="right"/>' if column in numeric else ""
        strong = "<w:b/>" if bold else ""
        line = (
            f'<w:tcBorders><w:bottom w:val="single" w:sz="{8 if bold else 2}" '
            f'w:color="{"1A1A1A" if bold else "BFBFBF"}"/></w:tcBorders>'
        )
        look = (
            f'<w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:before="10" w:after="10" w:line="240" '
            f'w:lineRule="auto"/>{jc}</w:pPr>'
        )
        run = (
            f'<w:r><w:rPr>{strong}<w:sz w:val="18"/></w:rPr><w:t '
            f'xml:space="preserve">{escape(clean_text(text))}</w:t></w:r>'
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{Cm(widths[column]).twips}" '
            f'w:type="dxa"/>{line}</w:tcPr><w:p>{look}{run}</w:p></w:tc>'
        )

    def row(cells: Sequence[str], bold: bool, last: bool) -> str:
        head = "<w:tblHeader/>" if bold else ""
        inside = "".join(cell(text, i, bold, not last) for i, text in enumerate(cells))
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"

    grid = "".join(f'<w:gridCol w:w="{Cm(width).twips}"/>' for width in widths)
    about = (
        f'<w:tblPr><w:tblW w:w="{sum(Cm(width).twips for width in widths)}" w:type="dxa"/><w:tblLayout '
        'w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean_text(title))}/></w:tblPr>"
    )
    body = "".join(row(cells, i == 0, i == len(rows)) for i, cells in enumerate([headings, *rows]))
    document.element.body.insert_element_before(
        parse_xml(f"<w:tbl {nsdecls('w')}>{about}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"), "w:sectPr"
    )


def add_alt_text(picture: Any, name: str, alt: str) -> None:
    """The words for those who do not see a picture."""
    # LibreOffice would take an eighth of an inch where none is given.
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    about = picture._inline.docPr
    about.set("name", name)
    about.set("descr", clean_text(alt))
