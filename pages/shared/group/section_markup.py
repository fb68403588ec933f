"""A section about the group's other work as it is read, in the preview of an issue and in the meeting."""

from ieo_metrics.group.sections.section import Section
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import text_markup


def section_markup(section: Section) -> str:
    """All of it but its title and its finding."""
    tables = [
        html_table(
            table.title, table.headings, table.rows, numeric=[table.headings[n] for n in table.numbers]
        )
        for table in section.tables
    ]
    source = text_markup(f"Source: {section.source}", kind="ieo-small")
    return "".join([*map(text_markup, section.said), *tables, source])
