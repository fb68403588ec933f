"""The fix list as a short Word document, for those who would rather read or hear it than work in a table: a
heading for each kind of problem, which a screen reader goes through, with its cells and what to write."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.covering_text import sender_lines
from ieo_metrics.exports.fix_list.fix_list_words import IN_WORDS, NO_NAMES, SHEET, Line, there_are
from ieo_metrics.exports.fix_list.lines_by_kind import KindInSheet, lines_by_kind
from ieo_metrics.exports.fix_list.reply_details import ReplyDetails
from ieo_metrics.exports.fix_list.send_back import marked_file_name
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.sealed_package import LANGUAGE, sealed_bytes, set_properties
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX, Problem

FONT, INK = "Arial", RGBColor(0x1A, 0x1A, 0x1A)
SIZES = {"Normal": 11, "Title": 20, "Heading 1": 15, "Heading 2": 12}


def list_document(problems: Sequence[Problem], file: CheckedFile, details: ReplyDetails) -> bytes:
    """The problems of the file that its provider is asked about, as a .docx. The same problems give the same
    bytes."""
    title = f"{SHEET}: {file.name}"
    document = _blank(title, file, details)
    asked = [p for p in problems if p.file == file.name and p.severity in (MUST_FIX, CONFIRM)]
    _paragraph(document, f"{file.programme or 'Return'}, {details.provider}, {details.quarter}")
    _paragraph(document, f"{there_are([p.severity for p in asked])}. {details.deadline_in_words}")
    _paragraph(
        document,
        f"The cells are coloured in the workbook {marked_file_name(file.name)}, whose first sheet has room "
        f"for your answers. {NO_NAMES}",
    )
    for severity in (MUST_FIX, CONFIRM):
        lines = [_line(p) for p in asked if p.severity == severity]
        if lines:
            document.add_heading(IN_WORDS[severity].capitalize(), 1)
        for kind in lines_by_kind(lines):
            _add_kind(document, kind)
    document.add_heading("From", 1)
    for line in sender_lines(details)[:-1]:
        _paragraph(document, line)
    return sealed_bytes(document)


def _line(p: Problem) -> Line:
    return Line("", p.severity, p.sheet, p.cell, p.found, p.expected, p.fix, "", p.code)


def _add_kind(document: Any, kind: KindInSheet) -> None:
    document.add_heading(clean_text(kind.what), 2)
    place = f"Sheet {kind.first.sheet}: {kind.cells}" if kind.first.sheet else kind.cells.capitalize()
    _paragraph(document, place, goes_on=True)
    _paragraph(document, kind.to_write)


def _paragraph(document: Any, text: str, *, goes_on: bool = False) -> None:
    """A paragraph; one that goes on is on the page of the next."""
    document.add_paragraph(clean_text(text)).paragraph_format.keep_with_next = goes_on or None


def _blank(title: str, file: CheckedFile, details: ReplyDetails) -> Any:
    """An A4 document in British English and one plain font, with its title."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        style.paragraph_format.space_after = Pt(4)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would go before it
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    set_properties(document, clean_text(title), clean_text(details.quarter), file.made)
    document.add_heading(clean_text(title), 0)
    return document
