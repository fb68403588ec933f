"""The sheets about the group's other work in the SVRP workbook: one for each table of a section."""

from collections.abc import Iterable, Iterator

from ieo_metrics.exports.workbook.sheet_content import Page, SheetColumn
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.group.sections.sections import SECTION_KINDS

MOST_TABLES = 3
WIDEST, NARROWEST = 60, 12


def section_sheet_names() -> frozenset[str]:
    """What a sheet about the group's other work can be called."""
    return frozenset(
        _sheet(kind.title, place) for kind in SECTION_KINDS for place in range(1, MOST_TABLES + 1)
    )


def section_sheets(sections: Iterable[Section]) -> list[Page]:
    """Each table with what the section says above it."""
    return [page for section in sections for page in _sheets(section)]


def _sheets(section: Section) -> Iterator[Page]:
    for place, table in enumerate(section.tables[:MOST_TABLES], start=1):
        said = (section.finding, *section.said) if place == 1 else ()
        yield Page(
            _sheet(section.title, place),
            table.title,
            (*said, f"{section.heading}. Source: {section.source}", "This sheet has one table."),
            f"{section.name}_{place}",
            tuple(_column(table, number) for number in range(len(table.headings))),
            table.rows,
        )


def _sheet(title: str, place: int) -> str:
    return title if place == 1 else f"{title} {place}"


def _column(table: SectionTable, number: int) -> SheetColumn:
    letters = max(len(row[number]) for row in (table.headings, *table.rows))
    kind = "number" if number in table.numbers else "text"
    return SheetColumn(table.headings[number], min(max(letters + 2, NARROWEST), WIDEST), kind)
