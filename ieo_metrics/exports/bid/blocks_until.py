"""What stands in the document, without a typed text that names a quarter after its own: a file that does is
not handed out."""

from collections.abc import Iterable

from ieo_metrics.exports.report.blocks import Block, Heading, Items, Paragraph, Table
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.sections.until_quarter import text_until


def blocks_until(blocks: Iterable[Block], quarter: Quarter) -> tuple[Block, ...]:
    """The same blocks; a text, list item or cell that names a later quarter says so instead."""
    return tuple(_until(block, quarter) for block in blocks)


def _until(block: Block, quarter: Quarter) -> Block:
    def until(text: str) -> str:
        return text_until(text, quarter)

    match block:
        case Heading():
            return block._replace(text=until(block.text))
        case Paragraph():
            return block._replace(text=until(block.text), lead=until(block.lead))
        case Items():
            return block._replace(texts=tuple(map(until, block.texts)))
        case Table():
            rows = [
                tuple(until(cell) if isinstance(cell, str) else cell for cell in row) for row in block.rows
            ]
            return block._replace(title=until(block.title), rows=tuple(rows))
    return block
