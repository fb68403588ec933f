"""Which measures share a page of the document, and how high their charts are: as few pages as charts that can
be read allow, no success measure torn apart without need, and no page half empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.exports.report import document_parts as parts
from ieo_metrics.exports.report.blocks import (
    Block,
    Charts,
    Heading,
    Items,
    Paragraph,
    Report,
    Success,
    Table,
)

POINTS = 72  # an inch
LEAST, MOST = 1.35 * POINTS, 3.4 * POINTS  # how high a chart may be
_PAGE, _SPLIT = 1000.0, 1500.0  # what a page costs, and a success measure that is torn apart


@dataclass(frozen=True)
class Page:
    """The blocks of a page, a list for each thing that stays together, and how high its charts are, in
    points."""

    groups: tuple[tuple[Block, ...], ...]
    chart: float


def pages_of(report: Report) -> list[Page]:
    """The pages of the measures, and on the last of them, where it has room, how to read the report."""
    groups = [
        (success, blocks, headings)
        for success in report.successes
        for place, blocks in enumerate(success.groups)
        for headings in [success.headings if place == 0 else ()]
    ]
    end = tuple(report.reading)
    if report.figures:
        return [Page((report.figures, end), 0)]
    best: list[tuple[float, list[Page]]] = [(0.0, [])]
    for stop in range(1, len(groups) + 1):
        found = []
        for start in range(stop - 1, -1, -1):
            page = _page(groups[start:stop], end if stop == len(groups) else ())
            if page is None and start < stop - 1:
                break
            cost, before = best[start]
            split = start > 0 and groups[start][0] is groups[start - 1][0]
            charts = page or _alone(groups[start:stop])
            found.append((cost + _PAGE + _SPLIT * split + MOST - charts.chart, [*before, charts]))
        best.append(min(found, key=lambda one: one[0]))
    pages = best[-1][1]
    if pages and end and end not in pages[-1].groups:
        pages = [*pages, Page((end,), MOST)]
    return pages


def chart_heights(pages: Sequence[Page]) -> dict[str, float]:
    """By ref, how high each chart is, in inches."""
    return {
        chart.line.measure.ref: page.chart / POINTS
        for page in pages
        for group in page.groups
        for block in group
        if isinstance(block, Charts)
        for chart in block.charts
    }


Group = tuple[Success, tuple[Block, ...], tuple[Heading, ...]]


def _blocks(group: Group) -> tuple[Block, ...]:
    return (*group[2], *group[1])


def _page(groups: Sequence[Group], end: tuple[Block, ...]) -> Page | None:
    """The page of some measures, None where they need more room; with what stands at the end if that fits."""
    held = [_blocks(group) for group in groups]
    for last in ([end], []) if end else ([],):
        blocks = [*held, *last]
        room = parts.ROOM - sum(block_height(block) for some in blocks for block in some)
        charts = sum(isinstance(block, Charts) for some in blocks for block in some)
        high = min(MOST, room / charts) if charts else MOST
        if high >= LEAST and room >= 0:
            return Page(tuple(blocks), high)
    return None


def _alone(groups: Sequence[Group]) -> Page:
    """A measure with more to say than a page has room for."""
    return Page(tuple(_blocks(group) for group in groups), LEAST)


def block_height(block: Block) -> float:
    """How much of a page a block takes at most, in points; of a chart all but its picture."""
    if isinstance(block, Heading):
        return parts.paragraph_height(f"Heading {block.level}", block.text)
    if isinstance(block, Paragraph):
        return parts.paragraph_height(parts.style_of(block.small), f"{block.lead} {block.text}".strip())
    if isinstance(block, Items):
        return sum(parts.paragraph_height(parts.LIST, text) for text in block.texts)
    if isinstance(block, Charts):
        return parts.paragraph_height("Caption", f"Figure 10: {block.title}") + parts.SIZES["Body Text"][2]
    assert isinstance(block, Table)
    return parts.paragraph_height("Caption", f"Table 10: {block.title}") + parts.table_height(block)
