"""The parts of the report that python-docx has no words for: fields, captions, bookmarks, tables for screen
readers, the blank document."""

from html import escape
from io import BytesIO
from itertools import count
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.word_base import Style, document_of_template, parts_of_page, plain_document
from ieo_metrics.exports.report.blocks import Cell, Heading, Table, Trend
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.page_plan.page_room import BOTTOM, FOOT, GAP, PLAIN, SIZES, TABLE_SIZE, TOP
from ieo_metrics.exports.report.small_trends import HEIGHT as TREND_HEIGHT
from ieo_metrics.exports.report.small_trends import WIDTH as TREND_WIDTH
from ieo_metrics.exports.report.small_trends import values_of
from ieo_metrics.framework.configuration.unit_look import UnitLook


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


def add_table(
    document: Any, table: Table, pictures: Pictures, look: UnitLook, across: Emu, *, whole: bool = True
) -> None:
    """A real table: its heading row is one and is repeated on a new page, its first column is that of the
    rows' headings, no row breaks over pages, and it has a title for screen readers. The headings of its
    columns are in the colour of the unit. `across`: how wide it is; `whole`: whether it stays on one page, as
    a short one does."""
    wide = [round(across.twips * share) for share in table.widths]
    looks = (
        f'<w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val='{escape(clean_text(table.title))}'/></w:tblPr>"
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
                        keep=place < (len(table.rows) if whole else 1),
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
