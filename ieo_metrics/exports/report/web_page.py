"""The report as one web page that needs nothing beside it: no script, no network, no other file. It reads on
a telephone and prints."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from xml.etree.ElementTree import Element, SubElement, tostring

from ieo_metrics.exports.office.figure_cells import NONE, clean_text
from ieo_metrics.exports.office.sealed_package import LANGUAGE
from ieo_metrics.exports.report.blocks import (
    Block,
    Cell,
    Charts,
    Heading,
    Items,
    Link,
    Paragraph,
    Report,
    Table,
    Trend,
)
from ieo_metrics.exports.report.chart_pictures import HALF, TELEPHONE, Pictures, width_of
from ieo_metrics.exports.report.page_plan.pages import Page, chart_heights
from ieo_metrics.exports.report.page_style import ON_TELEPHONE, POLICY, page_style
from ieo_metrics.exports.report.small_trends import values_of

CONTENTS, LISTED = "contents", "contents-heading"
OF_MEASURE = 3  # the level of a measure's heading
SHORT = 20  # letters that stay on one line, such as those of a quarter or of a verdict


def report_page(report: Report, pages: Sequence[Page], pictures: Pictures) -> bytes:
    """The page as UTF-8; the same report gives the same bytes. `pages`: of `pages_of`, which say how high
    each chart is."""
    html = Element("html", lang=LANGUAGE)
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="description", content=clean_text(report.look.name))
    _put(head, "title", report.title)
    SubElement(head, "style").text = page_style(report.look)
    body = SubElement(html, "body")
    _put(body, "a", "Skip to the contents", href=f"#{CONTENTS}", **{"class": "skip"})
    main = SubElement(body, "main")
    header = SubElement(main, "header")
    if report.look.logo:
        _picture(header, report.look.logo, report.look.logo_in_words, **{"class": "logo"})
    _put(header, "h1", report.title)
    page = _Drawn(pictures, chart_heights(pages))
    page.draw(main, report.first)
    # What the first link of the page leads to can be stood upon.
    contents = SubElement(main, "nav", {"id": CONTENTS, "tabindex": "-1", "aria-labelledby": LISTED})
    _put(contents, "h2", "Contents", id=LISTED)
    page.listed = SubElement(contents, "ul")
    page.draw(main, report.figures)
    for success in report.successes:
        page.draw(main, success.headings)
        for blocks in success.groups:
            page.draw(SubElement(main, "section"), blocks)
    page.draw(main, report.reading)
    _put(SubElement(body, "footer"), "p", report.foot)
    written: bytes = tostring(html, "utf-8", method="html")
    return b"<!DOCTYPE html>\n" + written + b"\n"


def _put(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = clean_text(text)
    return element


class _Drawn:
    """What is numbered or listed while the page is drawn. `listed`: the contents, in which the headings of
    areas and success measures are that are drawn after them."""

    def __init__(self, pictures: Pictures, heights: Mapping[str, float]) -> None:
        self._pictures, self._heights = pictures, heights
        self._figures, self._tables, self._headings = count(1), count(1), count(1)
        self.listed: Element | None = None

    def draw(self, parent: Element, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self._heading(parent, block)
                case Paragraph():
                    _paragraph(parent, block)
                case Items():
                    listed = SubElement(parent, "ol" if block.numbered else "ul")
                    for text in block.texts:
                        _put(listed, "li", text, dir="auto")
                case Charts():
                    self._charts(parent, block)
                case Table():
                    self._table(parent, block)

    def _heading(self, parent: Element, heading: Heading) -> None:
        mark = heading.anchor or f"heading-{next(self._headings)}"
        _put(parent, f"h{heading.level + 1}", heading.text, id=mark)
        if self.listed is not None and heading.level < OF_MEASURE:
            item = SubElement(self.listed, "li", {"class": f"level-{heading.level}"})
            _put(item, "a", heading.text, href=f"#{mark}")

    def _charts(self, parent: Element, block: Charts) -> None:
        caption = f"Figure {next(self._figures)}: {block.title}"
        figure = SubElement(parent, "figure")
        _put(figure, "figcaption", caption)
        wide = width_of(len(block.charts))
        alone = len(block.charts) == 1
        room = figure if alone else SubElement(figure, "div", {"class": "pair"})
        for chart in block.charts:
            picture = self._pictures.of(chart, self._heights[chart.line.measure.ref], wide)
            if alone:
                # Drawn anew for a telephone: as wide as a page its letters would be too small there.
                small = _address(self._pictures.of(chart, TELEPHONE, HALF))
                room = SubElement(figure, "picture")
                SubElement(room, "source", media=ON_TELEPHONE, srcset=small)
            _picture(room, picture, chart.words)

    def _table(self, parent: Element, table: Table) -> None:
        caption = f"Table {next(self._tables)}: {table.title}"
        drawn = SubElement(_wide(parent, caption), "table")
        _put(drawn, "caption", caption)
        heads = SubElement(SubElement(drawn, "thead"), "tr")
        for column, text in enumerate(table.headings):
            _put(heads, "th", text, scope="col", **_side(table, column))
        rows = SubElement(drawn, "tbody")
        for cells in table.rows:
            row = SubElement(rows, "tr")
            for column, cell in enumerate(cells):
                of_row = {"scope": "row"} if column == 0 else {}
                drawn_cell = SubElement(row, "td" if column else "th", {**of_row, **_side(table, column)})
                self._cell(drawn_cell, cell)

    def _cell(self, drawn: Element, cell: Cell) -> None:
        match cell:
            case Link():
                _put(drawn, "a", cell.text, href=f"#{cell.anchor}")
            case Trend() if (values := values_of(cell)) is not None:
                _picture(drawn, self._pictures.trend(values), cell.words, **{"class": "trend"})
            case Trend():
                drawn.text = NONE
            case _:
                drawn.text = clean_text(cell)


def _picture(parent: Element, picture: bytes, words: str, **attributes: str) -> None:
    SubElement(parent, "img", {"src": _address(picture), "alt": clean_text(words), **attributes})


def _address(picture: bytes) -> str:
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def _wide(parent: Element, caption: str) -> Element:
    """What may be wider than a telephone, and is moved sideways then, also with the keys."""
    room = {"class": "wide", "tabindex": "0", "role": "region"}
    return SubElement(parent, "div", {**room, "aria-label": clean_text(caption)})


def _side(table: Table, column: int) -> dict[str, str]:
    """How a column stands: numbers to the right, and these and short names on one line."""
    if column in table.numbers:
        return {"class": "number"}
    cells = [row[column] for row in table.rows]
    words = [cell if isinstance(cell, str) else cell.text for cell in cells if not isinstance(cell, Trend)]
    return {"class": "short"} if max(map(len, words), default=0) <= SHORT else {}


def _paragraph(parent: Element, paragraph: Paragraph) -> None:
    # Words from right to left begin at the right, and turn nothing else round.
    drawn = SubElement(parent, "p", {"dir": "auto", **({"class": "small"} if paragraph.small else {})})
    if not paragraph.lead:
        drawn.text = clean_text(paragraph.text)
        return
    _put(drawn, "strong", paragraph.lead).tail = f" {clean_text(paragraph.text)}"
