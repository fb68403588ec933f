"""A section about the group's other work as it is read, in the preview of an issue, by whoever approves one,
and in the meeting."""

from collections.abc import Iterable
from functools import partial

from ieo_metrics.group.sections.section import Section
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded


def section_markup(section: Section) -> str:
    """All of it but its title and its finding."""
    tables = [
        html_table(
            table.title,
            table.headings,
            table.rows,
            numeric=[table.headings[n] for n in table.numbers],
            kind="ieo-register",
        )
        for table in section.tables
    ]
    source = text_markup(f"Source: {section.source}", kind="ieo-small")
    return "".join([*map(text_markup, section.said), *tables, source])


def draw_folded_sections(sections: Iterable[Section], key: str) -> None:
    """Each behind its title. `key`: of what they are part."""
    for section in sections:
        draw_folded(section.heading, f"{key}_{section.name}", partial(_draw_section, section))


def _draw_section(section: Section) -> None:
    draw_paragraph(section.finding)
    draw_markup(section_markup(section))
