"""What the report says of one measure: the title that states the finding, its chart, its table, and what goes
with them."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from ieo_metrics.exports.pack.charted import is_charted, known_figures, lines_on_chart, why_no_chart
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    STILL_OPEN,
    chart_in_words,
    comment_says,
    commentary,
    figure_as_shown,
    finding,
    source_line,
)
from ieo_metrics.exports.report.blocks import Block, Chart, Heading, Items, Measured, Paragraph, Table
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.dates.quarters import label, stretch_in_words
from ieo_metrics.framework.figure_markers import PROVISIONAL
from ieo_metrics.framework.measures import AREAS, Measure
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import events_say
from ieo_metrics.statistics.control_charts.chart_lines import lines_say
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import (
    interval_in_words,
    lowest_and_highest,
    people_in_words,
    rolling_says,
)

QUARTERS = 5  # in a measure's table: the latest back to the same quarter last year
ROLLING_QUARTERS = 3  # of four quarters together, whose names are twice as long
NO_LIMITS = "No limits"


def anchor_of(measure: Measure) -> str:
    """The name by which a link finds the measure: `measure_5_1_1_a`."""
    return f"measure_{measure.ref.replace('.', '_')}"


def measure_headings(measure: Measure) -> tuple[str, str]:
    """The headings of the strategic area and of the success measure, with their numbers: `5.2 Reoffending …`,
    `5.2.1 Levels of …`."""
    return f"{measure.ref[:3]} {measure.area}", f"{measure.ref.rpartition('.')[0]} {measure.success}"


def trend_in_words(line: OverviewLine) -> str:
    """A small trend for those who do not see it: `5.1.1.a: lowest 52% in 2023/24 Q1, …`."""
    known = known_figures(line)
    if not known:
        return f"{line.measure.ref}: no quarter has a value that may be shown."
    ends = lowest_and_highest([(f.label, f.value or 0, figure_as_shown(f, line.measure)) for f in known])
    return f"{line.measure.ref}: {ends}."


def measured(pack: Pack, line: OverviewLine, said_of: Mapping[str, str], target: Target | None) -> Measured:
    """One measure of the report. `said_of`: by ref, how each stands to its target."""
    measure, events = line.measure, pack.events[line.measure.ref]
    blocks: list[Block] = [Heading(f"{measure.ref} {finding(line, target)}", 3, anchor_of(measure))]
    if is_charted(line):
        lines = lines_on_chart(pack, line)
        title = f"{_chart_title(line)} {events_say(events)}".strip()
        blocks.append(Chart(title, chart_in_words(line, events), line, lines, tuple(events)))
    else:
        blocks.append(Paragraph(why_no_chart(line)))
        blocks += [Paragraph(events_say(events), small=True)] if events else []
    blocks += [_table(line), *_said(line, said_of)]
    blocks += [
        Paragraph(text, lead=who)
        for who, text in (comment_says(comment) for comment in pack.comments.get(measure.ref, ()))
    ]
    blocks.append(Paragraph(f"{measure.wording}. {source_line(measure)}", small=True))
    return Measured(measure.ref, tuple(blocks))


def _chart_title(line: OverviewLine) -> str:
    by = "by the last of four quarters together" if line.now.rolling else "by quarter"
    without = lines_say(line.verdict.control, line.measure)
    said = f"{line.measure.ref} {line.measure.name}, {by}."
    return f"{said} {without}" if without.startswith(NO_LIMITS) else said


def _said(line: OverviewLine, said_of: Mapping[str, str]) -> list[Block]:
    """The verdict and what it rests on, the changes, and the target; the value stands in title and table."""
    _, *rest = commentary(line, said_of, beside_to_date=True)
    more = [rolling_says(line.now), STILL_OPEN if PROVISIONAL in line.now.marker else ""]
    said = " ".join(filter(None, [*rest, *(more if line.now.value is not None else [])]))
    return [Paragraph(said)] if said else []


def _table(line: OverviewLine) -> Table:
    """The latest quarters side by side, as on the chart: a row for the value, and of people how many and how
    sure."""
    measure = line.measure
    held = line.history[-(ROLLING_QUARTERS if line.now.rolling else QUARTERS) :]
    rows = [(measure.statistic.heading.format(unit=measure.unit), [_value(f, measure) for f in held])]
    if not measure.counts:
        rows += [
            ("Of how many", [_marker(f) or f"{f.n or 0:,}" for f in held]),
            ("95% range", [_marker(f) or _range(f, measure) for f in held]),
        ]
    title = (
        "four quarters together" if line.now.rolling else stretch_in_words(held[0].quarter, held[-1].quarter)
    )
    return Table(
        f"{measure.ref} {measure.name}, {title}",
        ("Quarter", *(figure.label for figure in held)),
        tuple((head, *cells) for head, cells in rows),
        (0.24, *(0.76 / len(held) for _ in held)),
        tuple(range(1, len(held) + 1)),
    )


def _marker(figure: Figure) -> str:
    return f"[{figure.marker}]" if figure.value is None else ""


def _value(figure: Figure, measure: Measure) -> str:
    marker = f" [{figure.marker}]" if figure.value is not None and figure.marker else ""
    return figure_as_shown(figure, measure) + marker


def _range(figure: Figure, measure: Measure) -> str:
    if figure.lower is None or figure.upper is None:
        return "none"
    return interval_in_words(figure.lower, figure.upper, measure, figure.n)


def figures_page(pack: Pack, lines: Sequence[OverviewLine]) -> list[Block]:
    """The page of a first quarter, in place of charts of single dots: what each figure rests on, and the
    comments."""
    blocks: list[Block] = [
        Heading(f"The figures of {label(pack.quarter)}", 1),
        Paragraph("Charts begin with the second quarter that has values."),
    ]
    for area, group in groupby(lines, lambda line: line.measure.ref[:3]):
        blocks += [Heading(f"{area} {AREAS[area]}", 2), _figures_table(list(group), pack)]
    comments = tuple(
        f"{line.measure.ref} {line.name}. {who} {text}"
        for line in lines
        for who, text in (comment_says(comment) for comment in pack.comments.get(line.measure.ref, ()))
    )
    blocks += [Heading("Comments", 2), Items(comments)] if comments else []
    return blocks


def _figures_table(lines: Sequence[OverviewLine], pack: Pack) -> Table:
    def row(line: OverviewLine) -> tuple[str, ...]:
        figure, measure = line.now, line.measure
        if figure.value is None:
            return (f"{measure.ref} {line.name}", *[f"[{figure.marker}]"] * 3)
        of = measure.unit if measure.counts else people_in_words(figure.n or 0)
        ends = "none" if measure.counts else _range(figure, measure)
        return (f"{measure.ref} {line.name}", _value(figure, measure), of, ends)

    area = lines[0].measure.ref[:3]
    return Table(
        f"{area} {AREAS[area]}, {label(pack.quarter)}",
        ("Measure", label(pack.quarter), "Of", "95% range"),
        tuple(row(line) for line in lines),
        (0.52, 0.14, 0.18, 0.16),
        (1,),
    )
