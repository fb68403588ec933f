"""The body of the report: a page for each success measure of the framework, and on it each of its measures
with chart, table and commentary."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from docx.shared import Inches, Pt

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import chart_in_words, commentary, figure_as_shown, source_line
from ieo_metrics.exports.report import document_parts as parts
from ieo_metrics.exports.report.chart_pictures import HEIGHT, WIDTH, Pictures
from ieo_metrics.framework.dates.quarters import stretch_in_words
from ieo_metrics.framework.measures import Measure
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, event_numbers, events_say
from ieo_metrics.statistics.control_charts.chart_lines import lines_say
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import better_direction, interval_in_words, people_in_words

# quarters in a measure's table: the latest back to the same quarter last year; its chart has all of them
ROWS = 5
NO_CHART = "There is no chart, because no quarter has a value that may be shown."
POINTS = 72  # an inch
FOUR_QUARTERS_WIDTHS = [5.4, 3.4, 4.0, 4.2]  # in which the names of four quarters have room on one line

Page = tuple[OverviewLine, ...]
Heading = Callable[[str, int, bool], None]


def success_measures(
    pack: Pack, lines: Sequence[OverviewLine], said_of: Mapping[str, str]
) -> tuple[list[list[Page]], bool]:
    """The success measures in the framework's order, each as its pages: as many measures on a page as it has
    room for, whatever is said of them (`said_of`: by ref, how each stands to its target). And whether that is
    certain: no measure has more to say than a page of its own has room for."""
    out: list[list[Page]] = []
    certain = True
    areas: set[str] = set()
    for _, group in groupby(lines, lambda line: line.measure.success):
        pages: list[Page] = []
        room = 0.0
        for line in group:
            taken = _height(pack, line, said_of)
            if taken > room:
                room = parts.ROOM - (
                    0.0 if pages else _head_height(line.measure, line.measure.area not in areas)
                )
                pages.append(())
                certain &= taken <= room
            pages[-1] += (line,)
            areas.add(line.measure.area)
            room -= taken
        out.append(pages)
    return out, certain


def page_of(
    document: Any,
    pack: Pack,
    page: Page,
    said_of: Mapping[str, str],
    heading: Heading,
    pictures: Pictures,
    numbers: Any,
    *,
    new_page: bool,
) -> None:
    """The measures of a page. `new_page`: whether it begins with the first of them, because its success
    measure began on one before."""
    for line in page:
        heading(_name(line.measure), 3, new_page and line is page[0])
        events = pack.events[line.measure.ref]
        _measure(document, line, _said(pack, line, said_of), events, numbers, pictures)


def measure_headings(measure: Measure) -> tuple[str, str]:
    """The headings of the strategic area and of the success measure, with their numbers: `5.2 Reoffending …`,
    `5.2.1 Levels of …`."""
    return f"{measure.ref[:3]} {measure.area}", f"{measure.ref.rpartition('.')[0]} {measure.success}"


def _name(measure: Measure) -> str:
    return f"{measure.ref} {measure.name}"


def _head_height(measure: Measure, new_area: bool) -> float:
    """Of the headings with which a success measure begins, in points; the first stands at the very top."""
    area, success = measure_headings(measure)
    taken = parts.paragraph_height("Heading 2", success) + (
        parts.paragraph_height("Heading 1", area) if new_area else 0.0
    )
    return taken - parts.SIZES["Heading 1" if new_area else "Heading 2"][1]


def _height(pack: Pack, line: OverviewLine, said_of: Mapping[str, str]) -> float:
    """How much of a page a measure takes at most, in points."""
    events = events_say(pack.events[line.measure.ref])
    texts = [_words(line.measure), *_said(pack, line, said_of), *([events] if events else [])]
    charted = _charted(line)
    captions = [_figure_title(line), _table_title(line)][0 if charted else 1 :]
    chart = (
        parts.paragraph_height("Body Text", "", HEIGHT * POINTS)
        if charted
        else parts.paragraph_height("Body Text", NO_CHART)
    )
    written = (
        parts.paragraph_height("Heading 3", _name(line.measure))
        + sum(parts.paragraph_height("Body Text", text) for text in texts)
        + sum(parts.paragraph_height("Caption", text) for text in captions)
    )
    return written + chart + parts.table_height(min(ROWS, len(line.history)))


def _words(measure: Measure) -> str:
    """`Percentage of young people who do not reoffend. Higher is better. Source: …`"""
    return f"{measure.wording}. {better_direction(measure)} {source_line(measure)}"


def _charted(line: OverviewLine) -> bool:
    return any(f.value is not None for f in line.history)


def _figure_title(line: OverviewLine) -> str:
    bars = "" if line.measure.counts else "; bars are the 95% interval"
    lines = lines_say(line.verdict.control, line.measure)
    by = "by the last of four quarters together" if line.now.rolling else "by quarter"
    return f"{_name(line.measure)}, {by}{bars}. {lines}".strip()


def _table_title(line: OverviewLine) -> str:
    """With the quarters that it has."""
    held = line.history[-ROWS:]
    if line.now.rolling:
        return f"{_name(line.measure)}, four quarters together"
    return f"{_name(line.measure)}, {stretch_in_words(held[0].quarter, held[-1].quarter)}"


def _said(pack: Pack, line: OverviewLine, said_of: Mapping[str, str]) -> list[str]:
    """The commentary, a paragraph each: the quarter, what else the figures say, and then every comment."""
    now, *rest = commentary(line, said_of)
    return [
        now,
        " ".join(rest),
        *(
            f"{pack_comment.author}, {pack_comment.role}, {pack_comment.day}: {pack_comment.text}"
            for pack_comment in pack.comments.get(line.measure.ref, ())
        ),
    ]


def _measure(
    document: Any,
    line: OverviewLine,
    said: Sequence[str],
    events: Sequence[ChartEvent],
    numbers: Any,
    pictures: Pictures,
) -> None:
    measure = line.measure

    def paragraph(text: str = "") -> Any:
        return parts.styled_paragraph(document, clean_text(text), "Body Text")

    paragraph(_words(measure)).paragraph_format.keep_with_next = True
    if _charted(line):
        parts.add_caption(document, "Figure", _figure_title(line), numbers)
        parts.add_alt_text(
            paragraph()
            .add_run()
            .add_picture(
                BytesIO(pictures.of(measure, line.history, line.verdict.control, events)),
                Inches(WIDTH),
                Inches(HEIGHT),
            ),
            f"Figure {measure.ref}",
            chart_in_words(line, events),
        )
    else:
        paragraph(NO_CHART)
    if events:
        paragraph(events_say(events))
    parts.add_caption(document, "Table", _table_title(line), numbers)
    headings, rows, widths = _table(measure, line.history[-ROWS:], events)
    parts.add_table(document, headings, rows, widths, _table_title(line), range(1, len(headings)))
    now, *rest = said
    first = paragraph()
    first.add_run("Commentary. ").bold = True
    first.add_run(clean_text(now))
    first.paragraph_format.space_before = Pt(parts.AFTER_TABLE)
    for text in rest:
        paragraph(text)


def _table(
    measure: Measure, figures: Sequence[Figure], events: Sequence[ChartEvent]
) -> tuple[list[str], list[list[str]], list[float]]:
    """Headings, rows and widths of a measure's table; the words of a figure as everywhere else. Where
    something happened in its quarters, the last column has the numbers of those events."""
    headings, rows, widths = _figures_table(measure, figures)
    happened = [event_numbers(events, f.quarter) for f in figures]
    if any(happened):
        headings, widths = [*headings, "Events"], [*(0.88 * width for width in widths), 2.0]
        rows = [[*row, numbers or "none"] for row, numbers in zip(rows, happened, strict=True)]
    return headings, rows, widths


def _figures_table(
    measure: Measure, figures: Sequence[Figure]
) -> tuple[list[str], list[list[str]], list[float]]:
    if measure.counts:
        return (
            ["Quarter", measure.statistic.heading.format(unit=measure.unit)],
            [[f.label, figure_as_shown(f, measure)] for f in figures],
            [4.0, 6.0],
        )

    def row(f: Figure) -> list[str]:
        if f.value is None:
            return [f.label, *[f"[{f.marker}]"] * 3]
        ends = (
            "none"
            if f.lower is None or f.upper is None
            else interval_in_words(f.lower, f.upper, measure, f.n)
        )
        return [
            f.label,
            figure_as_shown(f, measure) + (f" [{f.marker}]" if f.marker else ""),
            people_in_words(f.n or 0),
            ends,
        ]

    return (
        ["Quarter", measure.statistic.heading, "Of", "95% interval"],
        [row(f) for f in figures],
        FOUR_QUARTERS_WIDTHS if any(f.rolling for f in figures) else [3.2, 4.6, 4.4, 4.8],
    )
