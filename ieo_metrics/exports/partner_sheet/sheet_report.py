"""A partner's sheet as a report of one page, in the unit's look: of what does not fit, the last rows of the
longest tables are left to the screen, and it says so."""

from collections.abc import Sequence

from ieo_metrics.exports.report import document_parts
from ieo_metrics.exports.report.blocks import Block, Heading, Paragraph, Report, Table
from ieo_metrics.exports.report.page_plan.page_room import OWN, Paper, paper_of
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.group.partners.partner_sheet import PartnerSheet
from ieo_metrics.group.partners.sheet_tables import (
    SheetPart,
    about_the_sheet,
    nothing_of,
    sheet_parts,
    sheet_title,
)


def sheet_report(sheet: PartnerSheet, look: UnitLook) -> Report:
    """The report; the same sheet and look give the same one."""
    title, parts = sheet_title(sheet), sheet_parts(sheet)
    paper = paper_of(document_parts.blank_document(look)) if look.template else OWN
    longest = max(len(part.rows) for part in parts)
    for most in range(longest, -1, -1):
        blocks = (Paragraph(about_the_sheet(sheet)), *_blocks(parts, most))
        if _fits(title, blocks, paper):
            break
    foot = f"{look.name}, for the chair and {sheet.authority.name}, {day_in_words(sheet.today)}."
    return Report(title, look, sheet.today, foot, tuple(blocks), (), (), ())


def _fits(title: str, blocks: Sequence[Block], paper: Paper) -> bool:
    return paper.paragraph_height("Title", title) + paper.height_of(blocks) <= paper.room


def _blocks(parts: Sequence[SheetPart], most: int) -> list[Block]:
    """`most`: rows of a table; attendance, which comes first, is never shortened."""
    first, *others = parts
    blocks = _blocks_of(first, len(first.rows))
    for part in others:
        blocks += _blocks_of(part, most)
    nothing = nothing_of(parts)
    return [*blocks, Paragraph(nothing)] if nothing else blocks


def _blocks_of(part: SheetPart, most: int) -> list[Block]:
    """A heading and the rows of a part, with its sentences; nothing where it has neither."""
    shown, said = part.rows[:most], [Paragraph(words, small=True) for words in part.said]
    if not part.rows:
        return [Heading(part.title, 2), *said] if said else []
    left = len(part.rows) - len(shown)
    if left:
        how_many = f"{left} more" if shown else f"{left}"
        said.insert(0, Paragraph(f"{how_many} on the dashboard's page Partners.", small=True))
    table = [Table(part.order, part.headings, shown, part.wide)] if shown else []
    return [Heading(part.title, 2), *table, *said]
