"""The slide of a section about the group's other work: what it finds as its title, and its first table."""

from math import ceil
from typing import Any

from ieo_metrics.exports.report.section_content import column_shares
from ieo_metrics.exports.slides import slide_parts as parts
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.sections.section import Section, SectionTable

TOP, TITLE_HIGH = 1.3, 0.9  # inches: where the table begins, and how high the title is
MARGINS = 0.15  # inches, of a cell
ROW = 0.3  # inches a line of the table takes at most


def add_section_slide(presentation: Any, section: Section) -> None:
    """Rows for which there is no room are in the report, and it says how many. What else the section says
    stands in the notes."""
    slide = parts.titled(presentation, parts.TITLE_ONLY, section.finding, _size(section.finding))
    parts.at(slide.shapes.title, 0.3, TITLE_HIGH)
    source = f"{section.heading}. Source: {section.source}"
    high = parts.words_height(source)
    if section.tables:
        shown, more = _that_fit(section.tables[0], parts.BOTTOM - high - TOP)
        source += f" The report has {plural(more, 'more row')}." if more else ""
        rows = [shown.headings, *shown.rows]
        parts.table(slide, rows, column_shares(shown), TOP, shown.title, f"{shown.title}. {section.finding}")
    else:
        said = "\n".join(section.said)
        parts.words(slide, "What it says", said, TOP, parts.BOTTOM - high - TOP, 20)
    parts.words(slide, "Source", source, parts.BOTTOM - high, high)
    parts.note(slide, "\n".join((section.finding, *section.said)))


def _size(words: str) -> int:
    return next((size for size in (28, 24, 20) if parts.words_height(words, size) <= TITLE_HIGH), 18)


def _that_fit(table: SectionTable, room: float) -> tuple[SectionTable, int]:
    """The rows for which there is room, and how many more there are."""
    shares = column_shares(table)
    used, most = ROW, 0
    for row in table.rows:
        lines = max(
            ceil(parts.words_width(cell) / (share * parts.ACROSS / parts.INCH - MARGINS))
            for cell, share in zip(row, shares, strict=True)
        )
        used += lines * ROW
        if used > room:
            break
        most += 1
    shown = SectionTable(table.title, table.headings, table.rows[:most], table.numbers)
    return shown, len(table.rows) - most
