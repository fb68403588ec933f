"""The report for the SVRP, as a Word document that can be edited: a first page, the contents, and a page for every measure."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ieo_metrics.exports.pack_words import (
    chart_in_words,
    commentary,
    finding,
    lines_of,
    names,
    not_judged,
    of_verdict,
    revised_says,
    shown,
    source,
)
from ieo_metrics.exports.report_chart import HEIGHT, WIDTH, Pictures
from ieo_metrics.exports.sealed import described, sealed
from ieo_metrics.exports.svrp_words import FOR_SHARING, FRAMEWORK, UNIT
from ieo_metrics.framework.days import day_in_words
from ieo_metrics.framework.markers import MARKERS
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.framework.quarters import label, label_with_months
from ieo_metrics.measuring.story import Line
from ieo_metrics.statistics.differences import COUNT, IMPROVED, NO_CLEAR_CHANGE, WORSENED, Figure
from ieo_metrics.statistics.wording import change_in_short, direction, number, people

if TYPE_CHECKING:
    from ieo_metrics.exports.pack import Comment, Pack

ROWS = 12  # quarters in a measure's table; its chart has all of them
MOST_BESIDE = 700  # characters of comments that a measure's page has room for
NOTHING = "None."


def report(pack: Pack) -> bytes:
    """The document as bytes; the same pack gives the same bytes."""
    from ieo_metrics.exports import report_parts as parts

    document, numbers, pictures = parts.blank(), parts.Numbers(), Pictures()
    title = f"{FRAMEWORK}: report for {label(pack.quarter)}"
    described(document, title, UNIT, pack.made)
    parts.footer(document, f"{label(pack.quarter)}. {FOR_SHARING}")
    lines = lines_of(pack)
    _first_page(document, pack, lines)
    entries: list[tuple[int, str, str]] = []

    def heading(text: str, level: int, new_page: bool = False) -> None:
        entries.append((level, text, parts.heading(document, text, level, numbers, new_page=new_page)))

    heading("Contents", 1, new_page=True)
    after_contents = document.paragraphs[-1]
    heading("How to read this report", 1)
    _reading(document, pack)
    pages = [2, 2]
    areas = {line.measure.area: line for line in reversed(lines)}  # each with the first of its measures
    for page, line in enumerate(lines, start=3):
        first = areas[line.measure.area] is line
        if first:
            heading(f"{line.measure.ref[:3]} {line.measure.area}", 1, new_page=True)
        heading(f"{line.measure.ref} {line.measure.name}", 2, new_page=not first)
        pages += [page] * (2 if first else 1)
        _page_of(document, pack, line, numbers, pictures)
    # A page for each, as long as nobody has written more than one has room for: then the numbers of the pages are left away.
    long = any(sum(len(c.text) for c in some) > MOST_BESIDE or len(some) > 3 for some in pack.comments.values())
    numbered = [(*entry, None if long else page) for entry, page in zip(entries[1:], pages[1:], strict=True)]
    parts.contents(document, numbered, after_contents)
    return sealed(document)


def _bullets(document: Any, texts: Sequence[str]) -> None:
    for text in texts or [NOTHING]:
        paragraph = document.add_paragraph(text, style="List Bullet" if texts else None)
        paragraph.paragraph_format.space_after = 0


def _first_page(document: Any, pack: Pack, lines: Sequence[Line]) -> None:
    document.add_paragraph(f"{FRAMEWORK}: {label_with_months(pack.quarter)}", style="Title")
    issued = f" {pack.issued}." if pack.issued else ""
    document.add_paragraph(f"{UNIT}. Report to the Strategic Violence Reduction Partnership.{issued} Date of the latest return: {day_in_words(pack.made)}.")
    document.add_paragraph(f"{FOR_SHARING} {pack.hidden}")
    before = label(pack.quarter - 1)
    document.add_paragraph(f"Against the quarter before, {before}. Improved and worsened are said only where chance alone does not explain it.")
    for words, verdict in (("What improved", IMPROVED), ("What worsened", WORSENED)):
        document.add_heading(words, 3)
        _bullets(document, [f"{line.measure.ref} {finding(line)}." for line in of_verdict(lines, verdict)])
    document.add_heading("What cannot be judged yet", 3)
    _bullets(document, [f"{why[:1].upper()}{why[1:]}: {names(some)}." for why, some in not_judged(lines)])
    document.add_heading("What was revised", 3)
    _bullets(document, [revised_says(one, MEASURE[one.ref], pack.quarter) for one in pack.revisions])
    document.add_heading("Decisions sought", 3)
    _bullets(document, list(pack.decisions))
    document.add_heading("Everything else", 3)
    same, counts = of_verdict(lines, NO_CLEAR_CHANGE), of_verdict(lines, COUNT)
    said = [f"No clear change: {names(same)}."] if same else []
    if counts:
        each = (f"{line.measure.ref} {line.measure.name} {shown(line.now, line.measure)} ({change_in_short(line.previous)})" for line in counts)
        said.append(f"Counts, which are not judged: {'; '.join(each)}.")
    _bullets(document, said)


def _reading(document: Any, pack: Pack) -> None:
    threshold = pack.results.settings.small_number_threshold
    document.add_paragraph(
        f"There is a page for each of the {len(MEASURES)} measures: a chart, a table, and what they say. In square brackets stands why there is no "
        "number, or what else to know of one."
    )
    _bullets(document, [f"[{marker}] {meaning}" for marker, meaning in MARKERS.items() if marker in "cxzpr"])
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = 0
    document.add_paragraph(
        f"Hidden are counts of young people from 1 to {threshold - 1}, percentages of which a part or the whole is so small, averages over fewer "
        f"than {threshold} young people, and as much more as keeps these from being worked out."
    )
    document.add_paragraph(
        "Plausibly: the range in which the value would lie 95 times of 100 if it were off by chance alone (95% interval). With few young people it is wide."
    )


def _page_of(document: Any, pack: Pack, line: Line, numbers: Any, pictures: Pictures) -> None:
    from docx.shared import Inches

    from ieo_metrics.exports import report_parts as parts

    measure = line.measure
    document.add_paragraph(f"{measure.success}. {direction(measure)} {source(measure)}")
    title = f"{measure.ref} {measure.name}, by quarter"
    if any(f.value is not None for f in line.history):
        parts.caption(document, "Figure", title + ("" if measure.counts else "; bars are the 95% interval"), numbers)
        drawn = document.add_picture(BytesIO(pictures.of(measure, line.history)), Inches(WIDTH), Inches(HEIGHT))
        parts.described(document, drawn, f"Figure {measure.ref}", chart_in_words(line))
    else:
        document.add_paragraph("There is no chart, because no quarter has a value that may be shown.")
    held = line.history[-ROWS:]
    earlier = "" if len(held) == len(line.history) else f"; earlier quarters stand in the tables (.xlsx), sheet {measure.ref}"
    parts.caption(document, "Table", f"{title}{earlier}", numbers)
    headings, rows, widths = _table(measure, held)
    parts.table(document, headings, rows, widths, title, range(1, len(headings)))
    document.add_heading("Commentary", 3)
    for text in commentary(line):
        document.add_paragraph(text)
    for comment in pack.comments.get(measure.ref, ()):
        document.add_paragraph(_said(comment))


def _said(comment: Comment) -> str:
    return f"{comment.author}, {comment.role}, {comment.day}: {comment.text}"


def _table(measure: Measure, figures: Sequence[Figure]) -> tuple[list[str], list[list[str]], list[float]]:
    """Headings, rows and widths of a measure's table; the words of a figure as everywhere else."""
    if measure.counts:
        return ["Quarter", f"Number of {measure.unit}"], [[label(f.quarter), shown(f, measure)] for f in figures], [4.0, 6.0]

    def row(f: Figure) -> list[str]:
        if f.value is None:
            return [label(f.quarter), *[f"[{f.marker}]"] * 3]
        ends = "none" if f.lower is None or f.upper is None else f"{number(f.lower, measure, f.n)} to {number(f.upper, measure, f.n)}"
        mark = f" [{f.marker}]" if f.marker else ""
        return [label(f.quarter), shown(f, measure) + mark, people(f.n or 0), ends]

    value = "Percentage" if measure.statistic == "share" else "Average change, in points"
    return ["Quarter", value, "Of", "95% interval"], [row(f) for f in figures], [3.2, 4.6, 4.4, 4.8]
