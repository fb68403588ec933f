"""The unit's own look in workbook, report and slides: it is there, said in words, let through, and changes no
figure; and the report in the unit's own Word template."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import docx
import openpyxl
import page as pdf_checker
import pikepdf
import pptx
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from openxml_audit import OpenXmlValidator
from PIL import Image

from ieo_metrics.exports.leak_check.check_file import Leaks, find_leaks, raise_if_leaking
from ieo_metrics.exports.office.unit_logo import IN_HEADER, ON_SLIDE, logo_size
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files, pack_writers
from ieo_metrics.exports.report.content import report_content
from ieo_metrics.exports.report.document_parts import add_footer, blank_document
from ieo_metrics.exports.report.page_plan.page_room import OWN, paper_of
from ieo_metrics.exports.report.page_plan.pages import pages_of
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.reading.word_template.read_template import read_template
from ieo_metrics.store.record.unit_look import clean_logo
from tests.exports.pack.on_paper import assert_as_planned, needs_libreoffice, printed_pages
from tests.reading.word_templates import as_template

MAIN, SECOND = "#5A1478", "#1E5B3A"


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), (90, 20, 120)).save(out, "PNG")
    return clean_logo(out.getvalue())


LOOK = UnitLook("Unit of the North", "data@unit.example", "Made each quarter.", MAIN, SECOND, logo())
WORDS = "Logo of Unit of the North"


@pytest.fixture(scope="module")
def pack(packed):
    return replace(packed.pack, look=LOOK)


@pytest.fixture(scope="module")
def made(pack) -> Mapping[str, bytes]:
    """By ending; of the three tables without a look of their own, one."""
    return {name.rpartition(".")[2]: data for name, data in pack_files(pack).items()}


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def words_of(name: str, data: bytes) -> str:
    if name == "pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages[:1])
    if name == "html":
        return data.decode()
    if name == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data))["Cover"]
        return " ".join(str(cell) for (cell,) in sheet.iter_rows(values_only=True))
    if name == "docx":
        return " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs[:5])
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    return " ".join(shape.text_frame.text for shape in slide.placeholders)


@pytest.mark.parametrize("name", ["xlsx", "docx", "pdf", "html", "pptx"])
def test_a_reader_finds_name_contact_and_words_of_the_cover_at_the_beginning(made, name):
    words = words_of(name, made[name])
    for said in (LOOK.name, LOOK.contact, LOOK.cover_text):
        assert words.count(said) >= 1, said


def test_logo_is_in_each_file_with_its_words(made):
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))["Cover"]
    assert len(sheet._images) == 1
    assert f'descr="{WORDS}"' in part(made["xlsx"], "xl/drawings/drawing1.xml")
    assert f'descr="{WORDS}"' in part(made["docx"], "word/header1.xml")
    slide = pptx.Presentation(io.BytesIO(made["pptx"])).slides[0]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert f'descr="{WORDS}"' in picture._element.xml and picture.left + picture.width < 12_192_000
    assert made["html"].decode().count(f'alt="{WORDS}" class="logo"') == 1
    with pikepdf.open(io.BytesIO(made["pdf"])) as pdf:
        said = [str(tag.Alt) for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary) and "/Alt" in tag]
    assert said.count(WORDS) == 1
    checked = pdf_checker.validate_pdf_bytes(made["pdf"], profile=pdf_checker.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in checked.failures] == []


@pytest.mark.parametrize(("wide", "high"), [(640, 20), (20, 320), (300, 100)])
def test_logo_of_any_shape_stays_within_its_room(wide, high):
    out = io.BytesIO()
    Image.new("RGB", (wide, high)).save(out, "PNG")
    for most in (IN_HEADER, ON_SLIDE):
        width, height = logo_size(replace(LOOK, logo=out.getvalue()), most)
        assert width <= most[0] and height <= most[1] and (width == most[0] or height == most[1])
        assert width / height == pytest.approx(wide / high, rel=0.01)


def test_colours_are_those_of_headings_table_heads_and_lines(made):
    assert openpyxl.load_workbook(io.BytesIO(made["xlsx"]))["Cover"]["A1"].font.color.rgb == f"FF{MAIN[1:]}"
    report = docx.Document(io.BytesIO(made["docx"]))
    for style in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        assert str(report.styles[style].font.color.rgb) == MAIN[1:]
    heads = [cell.paragraphs[0].runs[0] for table in report.tables for cell in table.rows[0].cells]
    assert {str(run.font.color.rgb) for run in heads} == {MAIN[1:]} and all(run.font.bold for run in heads)
    assert f"--main: {MAIN};" in made["html"].decode()
    theme = part(made["pptx"], "ppt/theme/theme1.xml")
    assert f'<a:accent1><a:srgbClr val="{MAIN[1:]}"/>' in theme
    assert f'<a:accent2><a:srgbClr val="{SECOND[1:]}"/>' in theme
    chart = part(made["pptx"], "ppt/charts/" + first_chart(made["pptx"]))
    assert 'schemeClr val="accent1"' in chart
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as file:
        pictures = [file.read(name) for name in file.namelist() if name.endswith(".png")]
    drawn = set()
    for data in pictures:
        with Image.open(io.BytesIO(data)) as picture:
            drawn |= {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=10_000)}
    for colour in (MAIN, SECOND):
        wanted = tuple(bytes.fromhex(colour[1:]))
        # A picture has few colours, so that one stands for its neighbours.
        assert any(sum(abs(a - b) for a, b in zip(wanted, of, strict=True)) < 24 for of in drawn), colour


def first_chart(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return min(name for name in file.namelist() if name.startswith("ppt/charts/chart")).rpartition("/")[2]


def test_its_contact_is_let_through_and_no_other_address(made, pack):
    for ending, data in made.items():
        assert find_leaks(f"a.{ending}", data, pack) == []
    other = replace(pack, look=replace(LOOK, contact="other@unit.example"))
    assert any("e-mail address" in leak for leak in find_leaks("a.xlsx", made["xlsx"], other))


def test_no_figure_changes_with_the_look(made, packed):
    plain, looked = (
        openpyxl.load_workbook(io.BytesIO(data)) for data in (packed.file(".xlsx"), made["xlsx"])
    )
    for sheet in plain.sheetnames[1:]:
        assert list(looked[sheet].values) == list(plain[sheet].values)


def letterhead() -> bytes:
    """A template as Word saves it: its own font, margins, header and footer, styles of another language, without
    some that we need; and a text that is nobody's business."""
    document = docx.Document()
    document.add_paragraph("Dear A. Reader")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(3)
    document.styles["Normal"].font.name = "Georgia"
    heading = document.styles["Heading 1"]
    heading.font.color.rgb = RGBColor(0x14, 0x53, 0x2D)
    heading.element.set(qn("w:styleId"), "berschrift1")
    for name in ("List Bullet", "Body Text 2", "Caption"):
        document.styles.element.remove(document.styles[name].element)
    page.header.paragraphs[0].add_run().add_picture(io.BytesIO(logo()))
    page.header.paragraphs[0].add_run(HEADER)
    page.footer.paragraphs[0].text = FOOTER
    out = io.BytesIO()
    document.save(out)
    return as_template(out.getvalue())


HEADER, FOOTER = "1 High Street, SO23 8UJ", "01962 555 0100 or 023 8055 0199, hello@north.example"


@pytest.fixture(scope="module")
def in_template(pack) -> Pack:
    taken = read_template(letterhead())
    assert taken.words == (HEADER, FOOTER)
    return replace(pack, look=replace(LOOK, template=taken.document, template_words=taken.words))


@pytest.fixture(scope="module")
def data(in_template) -> bytes:
    return pack_writers()["report.docx"](in_template)


def test_report_has_the_templates_styles_page_header_and_footer_and_none_of_its_text(
    in_template, data, tmp_path
):
    assert data == pack_writers()["report.docx"](in_template)
    assert find_leaks("a.docx", data, in_template) == []
    report = docx.Document(io.BytesIO(data))
    page = report.sections[0]
    assert page.left_margin == pytest.approx(Cm(3), abs=500) and page.header.paragraphs[0].text == HEADER
    foot = [paragraph.text for paragraph in page.footer.paragraphs]
    assert foot[0] == FOOTER and "For sharing" in foot[1] and "Page 1 of 1" in foot[1]
    assert f'descr="{WORDS}"' in page.header._element.xml, "a picture without words is the logo"
    assert str(report.styles["Heading 1"].font.color.rgb) == "14532D"
    assert report.styles["Normal"].font.name == "Georgia"
    every = " ".join(paragraph.text for paragraph in report.paragraphs)
    assert "Dear" not in every and LOOK.contact in every
    levels = [int(p.style.name[-1]) for p in report.paragraphs if p.style.name.startswith("Heading")]
    assert len(levels) > 30 and all(after - before <= 1 for before, after in pairwise([0, *levels]))
    bullets = [p for p in report.paragraphs if p.style.name == "List Bullet"]
    assert bullets and bullets[0].style.element.xpath("w:pPr/w:numPr/w:numId")
    wide = page.page_width - page.left_margin - page.right_margin
    assert max(shape.width for shape in report.inline_shapes) <= wide
    (path := tmp_path / "report.docx").write_bytes(data)
    assert OpenXmlValidator().validate(path).errors == []


@needs_libreoffice
def test_a_templates_own_pages_have_room_for_what_is_planned_for_them(pack, tmp_path):
    """Letters of 11 points between wide margins: what shares a page is worked out for them."""
    template = docx.Document()
    page = template.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = Cm(2.5)
    template.styles["Normal"].font.name = "Arial"
    page.header.paragraphs[0].add_run().add_picture(io.BytesIO(logo()), height=Cm(1.5))
    out = io.BytesIO()
    template.save(out)
    look = replace(LOOK, template=read_template(as_template(out.getvalue())).document)
    content = report_content(replace(pack, look=look))
    document = blank_document(look)
    add_footer(document, content.foot)
    paper = paper_of(document)
    assert paper.wide == pytest.approx(Cm(16).pt, abs=0.1) and paper.styles["Body Text"].size == 11
    assert paper.styles["Heading 1"].before == 24 and paper.room < OWN.room
    planned = pages_of(content, paper)
    assert len(pages_of(content)) < len(planned) < sum(len(one.groups) for one in content.successes)
    pages = printed_pages(pack_writers()["report.docx"](replace(pack, look=look)), tmp_path)
    assert len(pages) <= 2 + len(planned)
    assert_as_planned(pages[-len(planned) :], planned)


def test_what_a_template_says_is_let_through_as_the_units_own_and_nothing_else(in_template, data):
    other = replace(in_template, look=replace(in_template.look, template_words=(HEADER,)))
    found = find_leaks("a.docx", data, other)
    assert any("a telephone number" in leak for leak in found) and not any(
        "postcode" in leak for leak in found
    )
    told = replace(
        in_template, look=replace(in_template.look, template_words=("Only two young people stayed.",))
    )
    with pytest.raises(Leaks, match="two young people"):
        raise_if_leaking({}, told)
