"""The parts of the report that python-docx has no words for: fields, captions, bookmarks, tables for screen
readers, the blank document; and how much of a page each takes."""

from io import BytesIO
from itertools import count
from math import ceil
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.word_base import Style, document_of_template, parts_of_page, plain_document
from ieo_metrics.exports.report.blocks import Cell, Heading, Table, Trend
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.small_trends import HEIGHT as TREND_HEIGHT
from ieo_metrics.exports.report.small_trends import WIDTH as TREND_WIDTH
from ieo_metrics.exports.report.small_trends import values_of
from ieo_metrics.framework.configuration.unit_look import UnitLook

WIDTH = Cm(17)  # of A4 between margins of 2 cm
TOP, BOTTOM, FOOT = Cm(1.5), Cm(1.5), Cm(0.7)  # margins of a page, and how far its foot is from the edge
# Points, points before and after, and the space between lines. Body Text is the text of the measures.
SIZES = {
    "Normal": (10.5, 0, 5, 1.08),
    "Body Text": (10, 0, 3, 1.0),
    "Body Text 2": (9, 0, 3, 1.0),
    "List Bullet": (10, 0, 2, 1.0),
    "List Number": (10, 0, 2, 1.0),
    "Title": (12, 0, 2, 1.0),
    "Heading 1": (14, 6, 3, 1.0),
    "Heading 2": (12, 5, 2, 1.0),
    "Heading 3": (11, 7, 2, 1.0),
    "Caption": (9, 1, 1, 1.0),
}
PLAIN = ("Normal", "Body Text", "Body Text 2", "List Bullet", "List Number", "Caption")
LIST = "List Bullet"
LISTS = (LIST, "List Number")
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
TABLE_SIZE, CELL_PADDING, CELL_MARGIN = 9, 1.25, 5.4
GAP = 14  # points between a column of numbers and words beside it


def blank_document(look: UnitLook) -> Any:
    """An empty document to write the report into: plain, or of the unit's own template."""
    styles = {name: Style(*size, plain=name in PLAIN) for name, size in SIZES.items()}
    if look.template:
        document = document_of_template(look, styles)
    else:
        document = plain_document(look, styles)
        section = document.sections[0]
        section.top_margin, section.bottom_margin = TOP, BOTTOM
        section.header_distance = section.footer_distance = FOOT
    document.styles["Caption"].paragraph_format.keep_with_next = True
    return document


def text_width(document: Any) -> Emu:
    """How wide the text of the report may be: that of the page, and never wider than its charts are."""
    page = document.sections[0]
    return Emu(min(WIDTH, page.page_width - page.left_margin - page.right_margin))


def paragraph_height(style: str, text: str, picture: float = 0) -> float:
    """How much of a page a paragraph takes at most, in points, of text or of a picture."""
    size, before, after, spacing = SIZES[style]
    wide = WIDTH.pt - (INDENT if style in LISTS else 0)
    room = wide / size / (1 if style in PLAIN else BOLD)
    lines = 0
    for line in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in line.split(" "):
            wide = sum(_WIDTH.get(letter, OTHER) for letter in word)
            if used + wide > room:  # a word that is longer than a line goes on over several
                lines, used = lines + max(1, ceil(wide / room)), 0.0
            used += wide % room + _WIDTH[" "]
    return before + after + (picture or lines * size * LINE * spacing)


def _rows_of(text: str, wide: float) -> int:
    """How many lines a text takes at most in a cell, of so many points."""
    used, lines = 0.0, 1
    for word in text.split(" "):
        took = TABLE_SIZE * sum(_WIDTH.get(letter, OTHER) for letter in word)
        if used and used + took > wide:
            lines, used = lines + 1, 0.0
        used += took + TABLE_SIZE * _WIDTH[" "]
    return lines


def table_height(table: Table) -> float:
    """How much of a page a table takes at most, in points, without its caption."""
    widths = [
        WIDTH.pt * share - 2 * CELL_MARGIN - (GAP if place in table.gaps else 0)
        for place, share in enumerate(table.widths)
    ]
    lines = sum(
        max(_rows_of(_text(cell), wide) for cell, wide in zip(row, widths, strict=True))
        for row in (table.headings, *table.rows)
    )
    return lines * TABLE_SIZE * LINE + (len(table.rows) + 1) * CELL_PADDING + AFTER_TABLE


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if isinstance(cell, Trend) else cell.text


def style_of(small: bool) -> str:
    """The style of a paragraph of the report's text."""
    return "Body Text 2" if small else "Body Text"


def styled_paragraph(document: Any, text: str, style: str) -> Any:
    """A paragraph in one of the template's styles, by its name. python-docx would go through every style for
    each paragraph."""
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style.replace(" ", "")  # what the template calls it
    return paragraph


def add_footer(document: Any, words: str) -> None:
    """At the foot of each page, below what a template may have there: what it is, and `Page 3 of 21`."""
    for footer in parts_of_page(document.sections[0], "footer"):
        first = footer.paragraphs[0]
        paragraph = footer.add_paragraph() if first.text.strip() or len(footer._element) > 1 else first
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
        self._next = {name: count(1) for name in ("bookmark", "Figure", "Table")}

    def next(self, of: str) -> int:
        return next(self._next[of])


def add_heading(document: Any, heading: Heading, numbers: Numbers, *, new_page: bool = False) -> Any:
    """A heading, with a bookmark where links lead to it."""
    paragraph = styled_paragraph(document, clean_text(heading.text), f"Heading {heading.level}")
    if new_page:
        paragraph.paragraph_format.page_break_before, paragraph.paragraph_format.space_before = True, 0
    if heading.anchor:
        number = numbers.next("bookmark")
        start = f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{heading.anchor}"/>'
        paragraph._p.insert(1, parse_xml(start))
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    return paragraph


def add_caption(document: Any, of: str, text: str, numbers: Numbers) -> Any:
    """`Table 3: …`, numbered by a field, so that it stays right when the document is edited."""
    paragraph = styled_paragraph(document, f"{of} ", "Caption")
    add_field(paragraph, f"SEQ {of} \\* ARABIC", str(numbers.next(of)))
    paragraph.add_run(f": {clean_text(text)}")
    return paragraph


def add_table(document: Any, table: Table, pictures: Pictures, look: UnitLook, across: Emu) -> None:
    """A real table: its heading row is one and is repeated on a new page, its first column is that of the
    rows' headings, no row breaks over pages, and it has a title for screen readers. It stays on one page: it
    is short. The headings of its columns are in the colour of the unit. `across`: how wide it is."""
    wide = [round(across.twips * share) for share in table.widths]
    looks = (
        f'<w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean_text(table.title))}/></w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    made = parse_xml(f"<w:tbl {nsdecls('w')}>{looks}<w:tblGrid>{grid}</w:tblGrid></w:tbl>")
    document.element.body.insert_element_before(made, "w:sectPr")
    for place, cells in enumerate((table.headings, *table.rows)):
        head, colour = ("<w:tblHeader/>", look.main_colour[1:]) if place == 0 else ("", "")
        row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{head}</w:trPr></w:tr>")
        made.append(row)
        for column, cell in enumerate(cells):
            row.append(
                parse_xml(
                    _cell(
                        _run(cell, colour),
                        wide[column],
                        heads=colour,
                        right=column in table.numbers,
                        gap=column in table.gaps,
                        # What a page of a template has room for is not known before.
                        keep=place < len(table.rows) or bool(look.template),
                    )
                )
            )
            if isinstance(cell, Trend):
                _add_trend(DocxParagraph(row[-1][-1], document._body), cell, pictures)


def _cell(run: str, wide: int, *, heads: str, right: bool, gap: bool, keep: bool) -> str:
    """`heads`: the colour of a heading, empty of other cells."""
    line = f'w:sz="{8 if heads else 2}" w:color="{heads or "BFBFBF"}"'
    jc = '<w:jc w:val="right"/>' if right else ""
    room = f'<w:tcMar><w:right w:w="{20 * GAP}" w:type="dxa"/></w:tcMar>' if gap else ""
    return (
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:tcBorders><w:bottom '
        f'w:val="single" {line}/></w:tcBorders>{room}</w:tcPr><w:p><w:pPr>{"<w:keepNext/>" if keep else ""}'
        f'<w:spacing w:before="10" w:after="10" w:line="240" w:lineRule="auto"/>{jc}</w:pPr>{run}'
        "</w:p></w:tc>"
    )


def _run(cell: Cell, colour: str) -> str:
    """The words of a cell; bold where they have a colour."""
    if isinstance(cell, Trend):
        return ""
    text = escape(clean_text(cell if isinstance(cell, str) else cell.text))
    bold = f'<w:b/><w:color w:val="{colour}"/>' if colour else ""
    run = (
        f'<w:r><w:rPr>{bold}<w:sz w:val="{2 * TABLE_SIZE}"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )
    return (
        run
        if isinstance(cell, str)
        else f'<w:hyperlink w:anchor="{cell.anchor}" w:history="1">{run}</w:hyperlink>'
    )


def _add_trend(paragraph: Any, trend: Trend, pictures: Pictures) -> None:
    values = values_of(trend)
    if values is None:
        paragraph.add_run("none").font.size = Pt(TABLE_SIZE)
        return
    picture = BytesIO(pictures.trend(values))
    inline = paragraph.add_run().add_picture(picture, Pt(TREND_WIDTH), Pt(TREND_HEIGHT))
    add_alt_text(inline, f"Trend {trend.line.measure.ref}", trend.words)


def add_alt_text(picture: Any, name: str, alt: str) -> None:
    """The words for those who do not see a picture."""
    # LibreOffice would take an eighth of an inch where none is given.
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    about = picture._inline.docPr
    about.set("name", name)
    about.set("descr", clean_text(alt))
