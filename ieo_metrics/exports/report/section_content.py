"""The sections about the group's other work, as they stand in the report: each with its finding, tables and
source."""

from collections.abc import Iterator

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.report.blocks import Block, Heading, Paragraph, Table
from ieo_metrics.group.sections.section import Section, SectionTable

OTHER_WORK = "The group's other work"
NARROWEST = 0.08  # of a column, in parts of the page


def sections_of_report(pack: Pack) -> list[Block]:
    """All of them under one heading; nothing where the pack has none."""
    if not pack.sections:
        return []
    return [Heading(OTHER_WORK, 1), *(block for section in pack.sections for block in _blocks(section))]


def _blocks(section: Section) -> Iterator[Block]:
    yield Heading(section.title, 2)
    yield Paragraph(section.finding)
    yield from (Paragraph(said) for said in section.said)
    yield from (_table(table) for table in section.tables)
    yield Paragraph(section.source, lead="Source.", small=True)


def _table(table: SectionTable) -> Table:
    return Table(table.title, table.headings, table.rows, column_shares(table), table.numbers)


def column_shares(table: SectionTable) -> tuple[float, ...]:
    """How wide each column is, in parts of all: by the letters of its longest cell, and a long text counts as
    one of middling length, since it takes more than one line."""
    columns = zip(table.headings, *table.rows, strict=True)
    letters = [min(max(1, *map(len, column)), 40) for column in columns]
    shares = [max(count / sum(letters), NARROWEST) for count in letters]
    return tuple(share / sum(shares) for share in shares)
