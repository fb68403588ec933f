"""The report for the SVRP, as a Word document that can be edited. What it says is in `content`; here it is
drawn."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.shared import Inches, Pt

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.sealed_package import sealed_bytes, set_properties
from ieo_metrics.exports.office.unit_logo import logo_in_header
from ieo_metrics.exports.report import document_parts as parts
from ieo_metrics.exports.report.blocks import Block, Charts, Heading, Items, Paragraph, Report, Table
from ieo_metrics.exports.report.chart_pictures import Pictures, width_of
from ieo_metrics.exports.report.page_plan.page_room import (
    AFTER_TABLE,
    LISTS,
    WIDTH,
    paper_of,
    style_of,
    text_width,
)
from ieo_metrics.exports.report.page_plan.pages import POINTS, Page, pages_of
from ieo_metrics.framework.configuration.unit_look import UnitLook


def report_document(report: Report, pages: Sequence[Page], pictures: Pictures) -> bytes:
    """The document as bytes; the same report gives the same bytes. `pages`: of `pages_of`, for our own
    paper."""
    document = parts.blank_document(report.look)
    set_properties(document, report.title, report.look.name, report.made)
    logo_in_header(document, report.look)
    parts.add_footer(document, report.foot)
    parts.styled_paragraph(document, clean_text(report.title), "Title")
    writer = _Writer(document, pictures, report.look)
    for block in report.first:
        writer.add(block, 0)
    # A template has pages and letters of its own, for which what shares a page is worked out anew.
    for page in pages_of(report, paper_of(document)) if report.look.template else pages:
        writer.add_page(page)
    return sealed_bytes(document)


class _Writer:
    """Puts one block after the other into a document."""

    def __init__(self, document: Any, pictures: Pictures, look: UnitLook) -> None:
        self.document, self.numbers, self.pictures, self.look = document, parts.Numbers(), pictures, look
        self._across = text_width(document)
        self._after_table = False

    def add_page(self, page: Page) -> None:
        """A page, of which each group stays together."""
        for group in page.groups:
            for place, block in enumerate(group):
                first = group is page.groups[0] and place == 0 and not page.goes_on
                for paragraph in self.add(block, page.chart, new_page=first):
                    paragraph.paragraph_format.keep_with_next = block is not group[-1]

    def add(self, block: Block, high: float, *, new_page: bool = False) -> list[Any]:
        """The paragraphs of a block, without those in tables."""
        made = self._made(block, high, new_page)
        if self._after_table and made and not isinstance(block, Heading):
            made[0].paragraph_format.space_before = Pt(AFTER_TABLE)
        self._after_table = isinstance(block, Table)
        return made

    def _made(self, block: Block, high: float, new_page: bool) -> list[Any]:
        document = self.document
        if isinstance(block, Heading):
            return [parts.add_heading(document, block, self.numbers, new_page=new_page)]
        if isinstance(block, Paragraph):
            paragraph = parts.styled_paragraph(document, "", style_of(block.small))
            if block.lead:
                paragraph.add_run(clean_text(f"{block.lead} ")).bold = True
            paragraph.add_run(clean_text(block.text))
            return [paragraph]
        if isinstance(block, Items):
            style = LISTS[block.numbered]
            return [parts.styled_paragraph(document, clean_text(text), style) for text in block.texts]
        if isinstance(block, Charts):
            return self._charts(block, high / POINTS)
        assert isinstance(block, Table)
        parts.add_caption(document, "Table", block.title, self.numbers)
        # What is said on page one may be more than a page of a template has room for.
        whole = high > 0 or not self.look.template
        parts.add_table(document, block, self.pictures, self.look, self._across, whole=whole)
        return []

    def _charts(self, block: Charts, high: float) -> list[Any]:
        caption = parts.add_caption(self.document, "Figure", block.title, self.numbers)
        paragraph = parts.styled_paragraph(self.document, "", "Body Text")
        wide, scale = width_of(len(block.charts)), self._across / WIDTH
        for chart in block.charts:
            picture = BytesIO(self.pictures.of(chart, high, wide))
            inline = paragraph.add_run().add_picture(picture, Inches(wide * scale), Inches(high * scale))
            parts.add_alt_text(inline, f"Figure {chart.line.measure.ref}", chart.words)
        paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_before = 1.0, Pt(0)
        return [caption, paragraph]
