"""Which measures share a page of the document, and how high their charts are: as few pages as charts that can
be read allow, no success measure torn apart without need, and no page half empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ieo_metrics.exports.report.blocks import Block, Charts, Heading, Report, Success
from ieo_metrics.exports.report.page_plan.page_room import OWN, Paper

POINTS = 72  # an inch
LEAST, MOST = 1.35 * POINTS, 3.4 * POINTS  # how high a chart may be
_PAGE, _SPLIT = 1000.0, 1500.0  # what a page costs, and a success measure that is torn apart


@dataclass(frozen=True)
class Page:
    """The blocks of a page, a list for each thing that stays together, and how high its charts are, in points
    of our own pages; `goes_on`: whether it stands on the last page of what is before it."""

    groups: tuple[tuple[Block, ...], ...]
    chart: float
    goes_on: bool = False


def pages_of(report: Report, paper: Paper = OWN) -> list[Page]:
    """The pages of the measures, and on the last of them, where it has room, how to read the report. What
    page one says may go on over a second page of a template: what of that is left is used."""
    groups = [
        (success, blocks, headings)
        for success in report.successes
        for place, blocks in enumerate(success.groups)
        for headings in [success.headings if place == 0 else ()]
    ]
    end = tuple(report.reading)
    if report.figures:
        return [Page((report.figures, end), 0)]
    first = paper.paragraph_height("Title", report.title) + paper.height_of(report.first)
    left = paper.room - first % paper.room if first > paper.room else 0.0
    best: list[tuple[float, list[Page]]] = [(0.0, [])]
    for stop in range(1, len(groups) + 1):
        found = []
        for start in range(stop - 1, -1, -1):
            some, last = groups[start:stop], end if stop == len(groups) else ()
            page = _page(some, last, paper, paper.room)
            if page is None and start < stop - 1:
                break
            cost, before = best[start]
            split = start > 0 and groups[start][0] is groups[start - 1][0]
            charts = page or _alone(some)
            found.append((cost + _PAGE + _SPLIT * split + MOST - charts.chart, [*before, charts]))
            if start == 0 and left and (page := _page(some, last, paper, left)):
                found.append((MOST - page.chart, [replace(page, goes_on=True)]))
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


def _page(groups: Sequence[Group], end: tuple[Block, ...], paper: Paper, height: float) -> Page | None:
    """The page of some measures, None where they need more than its height; with what stands at the end if
    that fits."""
    held = [_blocks(group) for group in groups]
    for last in ([end], []) if end else ([],):
        blocks = [*held, *last]
        room = (height - sum(map(paper.height_of, blocks))) / paper.scale
        charts = sum(isinstance(block, Charts) for some in blocks for block in some)
        high = min(MOST, room / charts) if charts else MOST
        if high >= LEAST and room >= 0:
            return Page(tuple(blocks), high)
    return None


def _alone(groups: Sequence[Group]) -> Page:
    """A measure with more to say than a page has room for."""
    return Page(tuple(_blocks(group) for group in groups), LEAST)
