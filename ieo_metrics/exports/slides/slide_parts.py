"""The parts of a slide: the blank presentation, boxes of words, lists and tables, none with a letter under 14
points; and how many lines words take."""

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.framework.configuration.unit_look import UnitLook

WIDTH, HEIGHT = 12_192_000, 6_858_000  # 16:9, in English Metric Units
INCH, POINT = 914_400, 12_700
LEFT, ACROSS = INCH // 2, WIDTH - INCH
TITLE_SLIDE, TITLE_ONLY = 0, 5  # layouts of the blank presentation
INK, WHITE = "1A1A1A", "FFFFFF"
MAIN, SECOND = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2  # the unit's two colours
SMALLEST = 14  # points, of any letter on a slide
BOTTOM = 7.35  # inches from the top, below which nothing stands
BETWEEN = 8  # points between the texts of a list
_LETTER, LINE = 0.53, 1.22  # how wide a letter is at most on average, and how high a line; of its size
_ROW = 0.275  # inches, of a table with letters of 14 points


def blank_presentation(look: UnitLook) -> Any:
    """The library's own blank presentation, made as wide as screens are. Its theme offers the unit's colours:
    titles have the first, also those of slides that are added by hand."""
    presentation = Presentation()
    wider = WIDTH / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Emu(WIDTH), Emu(HEIGHT)
    master = presentation.slide_master
    for shape in (
        *master.shapes,
        *(shape for layout in master.slide_layouts for shape in layout.placeholders),
    ):
        if shape._element.xpath(".//a:xfrm"):  # else it takes its place from the master
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    blob = theme.blob.replace(b'"Calibri"', b'"Arial"')
    for name, colour in (("accent1", look.main_colour), ("accent2", look.second_colour)):
        blob = re.sub(
            rf'(<a:{name}><a:srgbClr val=")[0-9A-F]{{6}}'.encode(), rb"\g<1>" + colour[1:].encode(), blob
        )
    theme._blob = blob
    (titles,) = master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/a:solidFill/a:schemeClr")
    titles.set("val", "accent1")
    return presentation


def titled(presentation: Any, layout: int, title: str, size: int) -> Any:
    """A new slide with its title, and notes that say it until there are others."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    fill(slide.shapes.title, title, size, bold=True, colour=None)
    note(slide, title)
    return slide


def fill(shape: Any, text: str, size: int, *, bold: bool = False, colour: str | None = INK) -> None:
    """Words in a shape, a paragraph for each of their lines. `colour`: None is that of its layout."""
    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = clean_text(text)
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold, paragraph.alignment = size * POINT, bold, PP_ALIGN.LEFT
        if colour:
            paragraph.font.color.rgb = RGBColor.from_string(colour)


def at(shape: Any, top: float, height: float) -> Any:
    """The shape, across the slide, so many inches from the top."""
    shape.left, shape.top, shape.width, shape.height = LEFT, round(top * INCH), ACROSS, round(height * INCH)
    return shape


def words(slide: Any, name: str, text: str, top: float, height: float, size: int = SMALLEST) -> Any:
    """A box of words across the slide."""
    box = slide.shapes.add_textbox(LEFT, round(top * INCH), ACROSS, round(height * INCH))
    box.name = name
    fill(box, text, size)
    return box


def centre(shape: Any) -> None:
    """Its words in its middle."""
    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER


def words_width(text: str, size: int = SMALLEST) -> float:
    """How wide a line of words is at most, in inches."""
    return len(text) * size * _LETTER / 72


def words_height(text: str, size: int = SMALLEST) -> float:
    """How high a box of words is at most, in inches."""
    a_line = (ACROSS / POINT - 15) / (size * _LETTER)
    lines = sum(max(1, ceil(len(line) / a_line)) for line in text.split("\n"))
    return round(lines * size * LINE / 72 + 0.1, 2)  # so that what stands below it begins at a whole unit


def listed(texts: Sequence[str], size: int, room: float) -> list[list[str]]:
    """Texts in as many parts as there must be slides, of so many inches of room each."""
    parts: list[list[str]] = []
    left = 0.0
    for text in texts:
        taken = words_height(text, size) + BETWEEN / 72
        if not parts or taken > left:
            parts.append([])
            left = room
        parts[-1].append(text)
        left -= taken
    return parts


def table(
    slide: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], top: float, name: str, alt: str
) -> None:
    """A table across the slide, of which the first row is that of the headings and the first column that of
    the rows. `widths`: in parts of all."""
    high = int(_ROW * INCH)
    frame = slide.shapes.add_table(len(rows), len(widths), LEFT, round(top * INCH), ACROSS, high * len(rows))
    name_shape(frame, name, alt)
    held = frame.table
    held.horz_banding, held.first_col = False, True
    for of_table, width in zip(held.columns, widths, strict=True):
        of_table.width = int(ACROSS * width)
    for number, cells in enumerate(rows):
        held.rows[number].height = high
        for column, (cell, text) in enumerate(zip(held.rows[number].cells, cells, strict=True)):
            fill(cell, text, SMALLEST, bold=number == 0, colour=WHITE if number == 0 else INK)
            if number == 0 or column == 0:
                cell.fill.solid()
                cell.fill.fore_color.theme_color = MAIN if number == 0 else MSO_THEME_COLOR.BACKGROUND_1
            cell.margin_top = cell.margin_bottom = int(0.01 * INCH)
            cell.margin_left = cell.margin_right = int(0.06 * INCH)


def name_shape(frame: Any, name: str, alt: str) -> None:
    """What a chart or table is called, and the words for those who do not see it."""
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("name", name)
    about.set("descr", clean_text(alt))


def note(slide: Any, text: str) -> None:
    """The notes of a slide."""
    slide.notes_slide.notes_text_frame.text = clean_text(text)
