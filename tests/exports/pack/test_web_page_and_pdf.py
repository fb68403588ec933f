"""The report as a PDF and as a web page: the same words as in the document, in the same order, for everybody to
read, and nothing that somebody typed is anything but words."""

import io
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import docx
import page as pdf_checker
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from ieo_metrics.exports.pack.content import Pack, PackComment
from ieo_metrics.exports.report.blocks import Chart, Charts, Heading, Paragraph, Table
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.content import report_content
from ieo_metrics.exports.report.page_plan.pages import pages_of
from ieo_metrics.exports.report.pdf_document import NOT_DRAWN, drawable, report_pdf
from ieo_metrics.exports.report.web_page import report_page
from ieo_metrics.framework.measures import MEASURES
from tests.exports.conftest import Packed, shared_until
from tests.exports.pack.read_web_and_pdf import BESIDE, ROW, pdf_pieces, pdf_tags, web_page_pieces

TYPED = (
    '#let x = 1 and #read("/etc/passwd") #import "@preview/a:1.0.0"',
    "*bold* _soft_ `code` $a^2$ @someone <b>bold</b> <script>alert(1)</script> </p></body>",
    "a & b &amp; c &lt;d&gt; \\ \\n \\u{41} {{x}} // not a remark /* nor this */ - + = ~ ' \" '",
    '<!-- not a remark --> ]]> <![CDATA[x]]> <?php x ?> javascript:alert(1) " onload="x',
    "العربية مع 12 و English",
    "עברית",
    "Zoë Łukasz Ångström Ελλάδα Україна ½ – “quoted” 😀",
    "long" * 90,
)


@pytest.fixture(scope="module")
def typed(packed: Packed) -> Pack:
    """A pack of which one measure has every comment that could go wrong."""
    comments = {
        "5.1.1.a": tuple(PackComment("A. Officer", "Officer", "3 February 2025", one) for one in TYPED)
    }
    return replace(packed.pack, comments=comments)


def drawn(pack: Pack) -> tuple[bytes, bytes]:
    report = report_content(pack)
    pages, pictures = pages_of(report), Pictures(pack.look)
    return report_pdf(report, pages, pictures), report_page(report, pages, pictures)


def test_document_pdf_and_web_page_say_the_same_in_the_same_order(packed: Packed) -> None:
    document = docx.Document(io.BytesIO(packed.file(".docx")))
    pdf, page = pdf_pieces(packed.file(".pdf")), web_page_pieces(packed.file(".html"))
    tables = [tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    # A picture in a cell has no text.
    for pieces in (pdf, page):
        assert [piece.texts for piece in pieces if piece.tag == ROW] == tables
    paragraphs = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    on_pdf = [piece for piece in pdf if piece.tag not in (BESIDE, ROW)]
    assert [piece.texts[0] for piece in on_pdf] == paragraphs
    # In the document a table has its caption in its properties too, for screen readers.
    titles = [text for text in paragraphs if text.startswith("Table ")]
    assert [title.partition(": ")[2] for title in titles] == [
        table._tbl.find(".//" + qn("w:tblCaption")).get(qn("w:val")) for table in document.tables
    ]
    # The web page has its title in its head too, contents, and at its end what stands at the foot of a page.
    on_page = [piece for piece in page if piece.tag not in (BESIDE, ROW, "title")]
    start = [piece.texts[0] for piece in on_page].index("Contents")
    end = next(place for place, piece in enumerate(on_page) if place > start and piece.tag != "li")
    listed = [piece.texts[0] for piece in on_page[start + 1 : end]]
    assert listed == [piece.texts[0] for piece in on_page[end:] if piece.tag in ("h2", "h3")]
    read = [piece.texts[0] for piece in (*on_page[:start], *on_page[end:])]
    assert read == [piece.texts[0] for piece in on_pdf] + [report_content(packed.pack).foot]
    alts = {piece.texts[0] for piece in pdf if piece.tag == BESIDE}
    assert alts >= {block.words for block in _charts(packed.pack)}
    assert {piece.texts[0] for piece in page if piece.tag == BESIDE} >= {
        b.words for b in _charts(packed.pack)
    }


def _charts(pack: Pack) -> list[Chart]:
    return [
        chart
        for success in report_content(pack).successes
        for group in success.groups
        for block in group
        if isinstance(block, Charts)
        for chart in block.charts
    ]


def test_pdf_is_tagged_as_far_as_a_machine_can_tell(packed: Packed) -> None:
    """Checked in part: what only a person can judge, such as whether an alternative text is a good one, is not."""
    data = packed.file(".pdf")
    report = pdf_checker.validate_pdf_bytes(data, profile=pdf_checker.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in report.failures] == []
    assert report.rules.total > 100
    reader = PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    content = report_content(packed.pack)
    assert reader.metadata.title == content.title
    assert reader.metadata.author is None
    metadata = ElementTree.fromstring(root["/Metadata"].get_data())
    assert [e.text for e in metadata.iter("{http://www.aiim.org/pdfua/ns/id/}part")] == ["1"]
    tags = pdf_tags(data)
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert len(figures) >= len(_charts(packed.pack)) and all(tag["/Alt"] for tag in figures)
    heads = [tag for tag in tags if tag["/S"] == "/TH"]
    scopes = {about["/Scope"] for tag in heads for about in tag["/A"] if "/Scope" in about}
    assert scopes == {"/Row", "/Column"}
    rows = sum(tag["/S"] == "/TR" for tag in tags)
    tables = sum(tag["/S"] == "/Table" for tag in tags)
    assert sum(_scope(tag) == "/Row" for tag in heads) == rows - tables


def _scope(tag: dict) -> str:
    return next((about["/Scope"] for about in tag["/A"] if "/Scope" in about), "")


def test_bookmarks_are_the_headings_and_none_skips_a_level(packed: Packed) -> None:
    reader = PdfReader(io.BytesIO(packed.file(".pdf")))

    def titles(outline: list) -> list[str]:
        return [text for one in outline for text in (titles(one) if isinstance(one, list) else [one.title])]

    pieces = pdf_pieces(packed.file(".pdf"))
    heads = [piece for piece in pieces if piece.tag in ("h2", "h3", "h4")]
    assert titles(reader.outline) == [piece.texts[0] for piece in heads]
    for pieces in (heads, web_page_pieces(packed.file(".html"))):
        levels = [1] + [int(piece.tag[1]) for piece in pieces if piece.tag in ("h1", "h2", "h3", "h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels))
    assert sum(piece.texts[0].startswith(f"{m.ref} ") for m in MEASURES for piece in heads) == len(MEASURES)


def test_pdf_has_its_fonts_with_it_and_no_others(packed: Packed) -> None:
    reader = PdfReader(io.BytesIO(packed.file(".pdf")))
    fonts = {
        font.get_object()["/DescendantFonts"][0]
        .get_object()["/FontDescriptor"]["/FontName"]
        .partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"DejaVuSans", "DejaVuSans-Bold"}


def test_whatever_is_typed_is_words(typed: Pack) -> None:
    pdf, page = drawn(typed)
    on_page = {piece.texts[0] for piece in web_page_pieces(page)}
    on_pdf = {piece.texts[0] for piece in pdf_pieces(pdf)}
    for text in TYPED:
        (said,) = (one for one in on_page if one.endswith(text) and one != text)
        assert said.startswith("A. Officer")
        assert any(_letters(one).endswith(_letters(drawable(text))) for one in on_pdf), text
    assert b"<script" not in page and b"<!--" not in page and b"<b>" not in page
    assert (pdf, page) == drawn(typed)


def _letters(text: str) -> list[str]:
    """In any order: words from right to left stand in a PDF as they are seen."""
    return text if text.isascii() else "".join(sorted(text.partition(": ")[2] or text))


def test_typed_pack_reads_in_the_machine_check_too(typed: Pack) -> None:
    report = pdf_checker.validate_pdf_bytes(drawn(typed)[0], profile=pdf_checker.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in report.failures] == []


def test_what_the_font_lacks_is_seen_to_be_missing() -> None:
    assert drawable("漢字 a\u200bb\u202ec\ufeff") == f"{NOT_DRAWN}{NOT_DRAWN} abc"
    assert drawable("a\x00b\ud800") == "a b?"


def test_first_quarter_has_both_files_without_charts(packed: Packed) -> None:
    first = packed.results.governed.first
    results, collection, hidden = shared_until(packed.results, packed.collection, first)
    pack = Pack(first, results, collection, hidden)
    report = report_content(pack)
    assert report.figures
    for data in drawn(pack):
        pieces = pdf_pieces(data) if data.startswith(b"%PDF") else web_page_pieces(data)
        said = [piece.texts[0] for piece in pieces]
        for block in (*report.first, *report.figures, *report.reading):
            if isinstance(block, Heading):
                assert block.text in said
            elif isinstance(block, Paragraph):
                assert f"{block.lead} {block.text}".strip() in said
            elif isinstance(block, Table):
                assert block.headings in [piece.texts for piece in pieces]
