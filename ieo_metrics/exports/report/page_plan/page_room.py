"""How much room a page of the Word document has and how much of it each part takes, in points: of our own
pages, or of those of a unit's template."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from docx.shared import Cm, Emu

from ieo_metrics.exports.office.word_base import parts_of_page
from ieo_metrics.exports.report.blocks import (
    Block,
    Cell,
    Charts,
    Heading,
    Items,
    Paragraph,
    Table,
    Trend,
)

WIDTH = Cm(17)  # of A4 between margins of 2 cm
TOP, BOTTOM, FOOT = Cm(1.5), Cm(1.5), Cm(0.7)  # margins of a page, and how far its foot is from the edge
SPARE = 13  # points: another programme may lay out a line a little higher
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
# Of fonts that templates have: how much wider than Arial's their letters are, and how high a line is; of any
# other, at most.
FONTS = {
    "Aptos": (1.0, 1.28),
    "Arial": (1.0, LINE),
    "Calibri": (0.93, 1.23),
    "Cambria": (1.0, 1.18),
    "Georgia": (1.04, 1.15),
    "Segoe UI": (1.03, 1.34),
    "Times New Roman": (0.93, 1.16),
    "Verdana": (1.2, 1.22),
}
ANY_FONT = (1.15, 1.3)
_WIDTH = {letter: wide for letters, wide in WIDTHS.items() for letter in letters}
INDENT = 18  # of a list, in points
AFTER_TABLE = 4
TABLE_SIZE, CELL_PADDING, CELL_MARGIN = 9, 1.25, 5.4
GAP = 14  # points between a column of numbers and words beside it


class Spacing(NamedTuple):
    """Of a style: how large its letters are and the space before and after it, in points; how far its lines
    are apart, as a multiple."""

    size: float
    before: float
    after: float
    lines: float


# Body Text is the text of the measures.
SIZES = {
    "Normal": Spacing(10.5, 0, 5, 1.08),
    "Body Text": Spacing(10, 0, 3, 1.0),
    "Body Text 2": Spacing(9, 0, 3, 1.0),
    "List Bullet": Spacing(10, 0, 2, 1.0),
    "List Number": Spacing(10, 0, 2, 1.0),
    "Title": Spacing(12, 0, 2, 1.0),
    "Heading 1": Spacing(14, 6, 3, 1.0),
    "Heading 2": Spacing(12, 5, 2, 1.0),
    "Heading 3": Spacing(11, 7, 2, 1.0),
    "Caption": Spacing(9, 1, 1, 1.0),
}
PLAIN = ("Normal", "Body Text", "Body Text 2", "List Bullet", "List Number", "Caption")
LISTS = ("List Bullet", "List Number")


def style_of(small: bool) -> str:
    """The style of a paragraph of the report's text."""
    return "Body Text 2" if small else "Body Text"


@dataclass(frozen=True)
class Paper:
    """The pages of a document. `wide`: of a line; `room`: how high the text of a page may be; `styles`: by
    the names that they have in Word; `wider`: how much wider letters are than Arial's, at most; `line`: how
    high a line is, of the size of its letters."""

    wide: float
    room: float
    styles: Mapping[str, Spacing]
    wider: float = 1.0
    line: float = LINE

    @property
    def scale(self) -> float:
        """How large charts are drawn, of what they are on our own pages."""
        return float(self.wide / WIDTH.pt)

    def height_of(self, blocks: Iterable[Block]) -> float:
        """How much of a page blocks take at most; of charts all but their pictures."""
        return sum(map(self._height, blocks))

    def _height(self, block: Block) -> float:
        if isinstance(block, Heading):
            return self.paragraph_height(f"Heading {block.level}", block.text)
        if isinstance(block, Paragraph):
            return self.paragraph_height(style_of(block.small), f"{block.lead} {block.text}".strip())
        if isinstance(block, Items):
            return sum(self.paragraph_height(LISTS[block.numbered], text) for text in block.texts)
        if isinstance(block, Charts):
            caption = self.paragraph_height("Caption", f"Figure 10: {block.title}")
            return caption + self.styles["Body Text"].after
        assert isinstance(block, Table)
        return self.paragraph_height("Caption", f"Table 10: {block.title}") + self.table_height(block)

    def paragraph_height(self, style: str, text: str) -> float:
        """How much of a page a paragraph of text takes at most."""
        size, before, after, spacing = self.styles[style]
        letters = size * self.wider * (1 if style in PLAIN else BOLD)
        room = (self.wide - (INDENT if style in LISTS else 0)) / letters
        lines = 0
        for line in text.split("\n"):
            lines, used = lines + 1, 0.0
            for word in line.split(" "):
                wide = _letters(word)
                if used + wide > room:  # a word that is longer than a line goes on over several
                    lines, used = lines + max(1, ceil(wide / room)), 0.0
                used += wide % room + _WIDTH[" "]
        return before + after + lines * size * self.line * spacing

    def table_height(self, table: Table) -> float:
        """How much of a page a table takes at most, without its caption."""
        widths = [
            self.wide * share - 2 * CELL_MARGIN - (GAP if place in table.gaps else 0)
            for place, share in enumerate(table.widths)
        ]
        lines = sum(
            max(self._lines_of(cell, wide) for cell, wide in zip(row, widths, strict=True))
            for row in (table.headings, *table.rows)
        )
        return lines * TABLE_SIZE * self.line + (len(table.rows) + 1) * CELL_PADDING + AFTER_TABLE

    def _lines_of(self, cell: Cell, wide: float) -> int:
        """How many lines a cell of so many points takes at most."""
        used, lines = 0.0, 1
        letters = TABLE_SIZE * self.wider
        for word in _text(cell).split(" "):
            took = letters * _letters(word)
            if used and used + took > wide:
                lines, used = lines + 1, 0.0
            used += took + letters * _WIDTH[" "]
        return lines


def _letters(word: str) -> float:
    return sum(_WIDTH.get(letter, OTHER) for letter in word)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if isinstance(cell, Trend) else cell.text


OWN = Paper(WIDTH.pt, Emu(Cm(29.7) - TOP - BOTTOM).pt - SPARE, SIZES)


def text_width(document: Any) -> Emu:
    """How wide the text of the report may be: that of the page, and never wider than its charts are."""
    page = document.sections[0]
    return Emu(min(WIDTH, page.page_width - page.left_margin - page.right_margin))


def paper_of(document: Any) -> Paper:
    """The pages of a document made of a unit's template, with its foot: what stands at the top and at the
    foot of its pages may leave less room than its margins do."""
    page = document.sections[0]
    ends = [
        max(margin.pt, edge.pt + max(_height_of_part(part) for part in parts_of_page(page, kind)))
        for kind, margin, edge in (
            ("header", page.top_margin, page.header_distance),
            ("footer", page.bottom_margin, page.footer_distance),
        )
    ]
    wider, line = FONTS.get(_font_of(document), ANY_FONT)
    styles = {name: _spacing(document, name, line) for name in SIZES}
    room = page.page_height.pt - sum(ends) - SPARE
    return Paper(text_width(document).pt, room, styles, wider, line)


def _font_of(document: Any) -> str:
    """The font of its text: named by a style, or by the theme."""
    if named := _first_word(document, "Normal", "w:rPr/w:rFonts/@w:ascii", ""):
        return named
    themes = [rel.target_part.blob for rel in document.part.rels.values() if rel.reltype.endswith("/theme")]
    found = [re.search(rb'<a:minorFont>.*?<a:latin typeface="([^"]+)"', theme, re.S) for theme in themes]
    return next((one[1].decode() for one in found if one), "")


def _height_of_part(part: Any) -> float:
    """How high a header or footer is at least: its lines, each as high as the pictures in it."""
    high = 0.0
    for paragraph in part._element.iter(qn("w:p")):
        sizes = [int(size) / 2 for size in paragraph.xpath(".//w:sz/@w:val")]
        pictures = [Emu(int(high)).pt for high in paragraph.xpath(".//wp:inline/wp:extent/@cy")]
        high += max([*pictures, ANY_FONT[1] * max(sizes, default=11)])
    return high


def _spacing(document: Any, name: str, high: float) -> Spacing:
    """That of a style of a template, or of what it is based on; `high`: a line of its font."""
    size = _first_of(document, name, "w:rPr/w:sz/@w:val", "20") / 2
    line = _first_of(document, name, "w:pPr/w:spacing/@w:line", "240")
    rule = _first_word(document, name, "w:pPr/w:spacing/@w:lineRule", "auto")
    return Spacing(
        size,
        _first_of(document, name, "w:pPr/w:spacing/@w:before", "0") / 20,
        _first_of(document, name, "w:pPr/w:spacing/@w:after", "0") / 20,
        line / 240 if rule == "auto" else max(1.0, line / 20 / (size * high)),
    )


def _first_of(document: Any, name: str, path: str, otherwise: str) -> float:
    return float(_first_word(document, name, path, otherwise))


def _first_word(document: Any, name: str, path: str, otherwise: str) -> str:
    """What a style says, or the nearest one that it is based on that does, or the template for all."""
    style = document.styles[name]
    while style is not None:
        if found := style.element.xpath(path):
            return str(found[0])
        style = style.base_style
    kind = path.partition("/")[0]
    defaults = document.styles.element.xpath(f"w:docDefaults/{kind}Default/{path}")
    return str(defaults[0]) if defaults else otherwise
