"""What a machine can tell of the structure of a pack's files, each kind by the same list: properties, language,
headings, captions, row and column headings, words beside pictures. The PDF is checked by its own validator
(`test_web_page_and_pdf`)."""

import io
import zipfile
from itertools import pairwise
from xml.etree import ElementTree

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import html

from ieo_metrics.exports.office.sealed_package import LANGUAGE
from ieo_metrics.exports.report.content import report_content

CORE = "{http://purl.org/dc/elements/1.1/}"
DRAWN = {
    ".docx": "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
    ".pptx": "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr",
    ".xlsx": "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr",
}


@pytest.mark.parametrize("ending", [".docx", ".pptx", ".xlsx"])
def test_office_file_has_title_and_language_and_words_beside_each_picture_chart_and_table(packed, ending):
    with zipfile.ZipFile(io.BytesIO(packed.file(ending))) as file:
        parts = {name: file.read(name) for name in file.namelist() if name.endswith(".xml")}
    core = ElementTree.fromstring(parts["docProps/core.xml"])
    assert (core.findtext(f"{CORE}title") or "").startswith("Outcomes Based Performance Framework: ")
    assert core.findtext(f"{CORE}language") == LANGUAGE and not core.findtext(f"{CORE}creator")
    wanted = [
        element.get("descr")
        for name, part in parts.items()
        if not any(word in name for word in ("Layout", "Master", "theme"))
        for element in ElementTree.fromstring(part).iter(DRAWN[ending])
        if ending != ".pptx" or element.get("name", "").startswith(("Chart", "Table", "Logo", "Picture"))
    ]
    assert len(wanted) >= 18 and all(wanted)


def test_slide_has_one_title_of_its_own_and_tables_say_which_cells_are_headings(packed):
    slides = pptx.Presentation(io.BytesIO(packed.file(".pptx"))).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles) and len(set(titles)) == len(titles)
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert tables and all(table.first_row and table.first_col for table in tables)


def test_sheet_has_its_title_first_and_one_table_with_a_heading_for_each_column(packed):
    for sheet in openpyxl.load_workbook(io.BytesIO(packed.file(".xlsx"))).worksheets:
        assert sheet["A1"].value and sheet["A1"].font.b
        for table in sheet.tables.values():
            assert table.headerRowCount == 1
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert all(heads) and len(set(heads)) == len(heads)
        assert len(sheet.tables) == (sheet.title != "Cover")


def test_web_page_has_title_language_captions_and_headings_of_rows_and_columns(packed):
    page = html.fromstring(packed.file(".html"))
    assert page.get("lang") == LANGUAGE
    assert page.findtext("head/title") == report_content(packed.pack).title
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.iter("table"):
        assert table.find("caption").text_content().startswith("Table ")
        assert {head.get("scope") for head in table.findall("thead/tr/th")} == {"col"}
        for row in table.findall("tbody/tr"):
            assert [cell.get("scope") for cell in row.findall("th")] == ["row"] and row[0].tag == "th"
    assert all(figure.find("figcaption") is not None for figure in page.iter("figure"))
    assert all(picture.get("alt") for picture in page.iter("img"))


def test_tables_of_the_document_say_which_cells_are_headings_and_links_lead_to_a_heading(packed):
    document = docx.Document(io.BytesIO(packed.file(".docx")))
    body = document.element.body
    led_to = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marked = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert led_to and led_to <= marked
    for table in document.tables:
        # A caption as Word makes one stands right above, and does not say again what a heading above it says.
        caption = Paragraph(table._tbl.getprevious(), document._body)
        fields = [field.text.strip() for field in caption._p.iter(qn("w:instrText"))]
        assert caption.style.name == "Caption" and fields == ["SEQ Table \\* ARABIC"]
        above = Paragraph(caption._p.getprevious(), document._body)
        said = caption.text.partition(": ")[2]
        assert said and (not above.style.name.startswith("Heading") or above.text not in said)
    heads = [table.rows[0] for table in document.tables]
    assert all(all(cell.text for cell in row.cells) for row in heads)
