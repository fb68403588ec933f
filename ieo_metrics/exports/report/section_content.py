"""The sections about the group's other work, as they stand in the report: each with its finding, tables and
source."""

from collections.abc import Iterator

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.report.blocks import Block, Heading, Paragraph, Table
from ieo_metrics.group.sections.section import Section, SectionTable

OTHER_WORK = "The group's other work"
# In letters: across a page, beside a word in its cell, and of a long text.
ACROSS, BESIDE, MIDDLING = 90, 3, 40
NARROWEST = 0.08  # of a column beside very long words, in parts of the page


def sections_of_report(pack: Pack) -> list[Block]:
    """All of them under one heading; nothing where the pack has none."""
    if not pack.sections:
        return []
    return [Heading(OTHER_WORK, 1), *(block for section in pack.sections for block in _blocks(section))]


def _blocks(section: Section) -> Iterator[Block]:
    yield Heading(section.heading, 2)
    yield Paragraph(section.finding)
    yield from (Paragraph(said) for said in section.said)
    yield from (_table(table) for table in section.tables)
    yield Paragraph(section.source, lead="Source.", small=True)


def _table(table: SectionTable) -> Table:
    return Table(table.title, table.headings, table.rows, column_shares(table), table.numbers)


def column_shares(table: SectionTable) -> tuple[float, ...]:
    """How wide each column is, in parts of all: at least its longest word, and beyond that by the letters of
    its longest cell, of which a long text counts as one of middling length: it takes more than one line."""
    columns = list(zip(table.headings, *table.rows, strict=True))
    least = [(max(map(_longest_word, column)) + BESIDE) / ACROSS for column in columns]
    letters = [min(max(1, *map(len, column)), MIDDLING) for column in columns]
    left = max(1 - sum(least), 0)
    shares = [part + left * count / sum(letters) for part, count in zip(least, letters, strict=True)]
    wide = [max(share / sum(shares), NARROWEST) for share in shares]
    return tuple(share / sum(wide) for share in wide)


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=1)
