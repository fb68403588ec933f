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
    comments_of_all,
    figure_as_shown,
    finding,
    gaps_in_words,
    reasons_first,
    source_line,
    targets_in_force,
    value_with_marker,
)
from ieo_metrics.exports.report.blocks import Block, Chart, Charts, Heading, Items, Paragraph, Table
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
MOST_ALONE = 2  # measures of a success measure with a chart across the page each
ON_PAGE_ONE = "The reason given stands on page one."


def anchor_of(measure: Measure) -> str:
    """The name by which a link finds the measure: `measure_5_1_1_a`."""
    return f"measure_{measure.ref.replace('.', '_')}"


def measure_headings(measure: Measure) -> tuple[str, str]:
    """The headings of the strategic area and of the success measure, with their numbers: `5.2 Reoffending …`,
    `5.2.1 Levels of …`."""
    return f"{measure.ref[:3]} {measure.area}", f"{measure.ref.rpartition('.')[0]} {measure.success}"


def trend_in_words(line: OverviewLine) -> str:
    """A small trend for those who do not see it: `5.1.1.a: lowest 52% in 2023/24 Q1, …`, and its gaps."""
    known = known_figures(line)
    if not known:
        return f"{line.measure.ref}: no quarter has a value that may be shown."
    ends = lowest_and_highest([(f.label, f.value or 0, figure_as_shown(f, line.measure)) for f in known])
    return f"{line.measure.ref}: {ends}. {gaps_in_words(line)}".strip()


def side_by_side(lines: Sequence[OverviewLine]) -> list[list[OverviewLine]]:
    """The measures of a success measure, each alone, or two together whose charts stand beside each other:
    where there are more than two of the same returns, which would not find room on a page."""
    groups: list[list[OverviewLine]] = []
    for line in lines:
        before = groups[-1] if groups else []
        if len(lines) > MOST_ALONE and len(before) == 1 and _go_together(before[0], line):
            before.append(line)
        else:
            groups.append([line])
    return groups


def _go_together(first: OverviewLine, second: OverviewLine) -> bool:
    same = source_line(first.measure) == source_line(second.measure)
    return same and is_charted(first) and is_charted(second)


def measured(pack: Pack, beside: Sequence[OverviewLine], said_of: Mapping[str, str]) -> tuple[Block, ...]:
    """One measure of the report, or two `beside` each other. `said_of`: by ref, how each stands to its
    target."""
    alone = len(beside) == 1
    texts = [(_heading(pack, line), *_said(pack, line, said_of, in_short=not alone)) for line in beside]
    shown = (*_charts(pack, beside), _table(beside))
    # Of one, the chart stands below the title; of two, both charts stand below what is said of each.
    first = (texts[0][0], *shown, *texts[0][1:]) if alone else (*(b for said in texts for b in said), *shown)
    return (*first, Paragraph(f"{beside[0].measure.wording}.", small=True)) if alone else first


def _heading(pack: Pack, line: OverviewLine) -> Heading:
    measure = line.measure
    title = finding(line, targets_in_force(pack).get(measure.ref))
    return Heading(f"{measure.ref} {title}", 3, anchor_of(measure))


def _charts(pack: Pack, beside: Sequence[OverviewLine]) -> list[Block]:
    events = [pack.events[line.measure.ref] for line in beside]
    if not is_charted(beside[0]):
        said = events_say(events[0])
        return [Paragraph(why_no_chart(beside[0])), *([Paragraph(said, small=True)] if said else [])]
    charts = [
        Chart(chart_in_words(line, happened), line, lines_on_chart(pack, line), tuple(happened))
        for line, happened in zip(beside, events, strict=True)
    ]
    by = "by the last of four quarters together" if beside[0].now.rolling else "by quarter"
    without = [lines_say(line.verdict.control, line.measure) for line in beside]
    title = (
        f"{_refs(beside)} {by}.",
        _of_each(beside, [text if text.startswith(NO_LIMITS) else "" for text in without]),
        _of_each(beside, [events_say(happened) for happened in events]),
    )
    return [Charts(" ".join(filter(None, title)), tuple(charts))]


def _refs(beside: Sequence[OverviewLine]) -> str:
    """`5.1.2.a and 5.1.2.b`: their names stand in the headings above."""
    return " and ".join(line.measure.ref for line in beside)


def _of_each(beside: Sequence[OverviewLine], texts: Sequence[str]) -> str:
    """What is said of one chart, or of both beside each other: once where it is the same."""
    if len(set(texts)) == 1:
        return texts[0]
    return " ".join(f"{line.measure.ref}: {text}" for line, text in zip(beside, texts, strict=True) if text)


def _said(
    pack: Pack, line: OverviewLine, said_of: Mapping[str, str], *, in_short: bool = False
) -> list[Block]:
    """The verdict and what it rests on, the changes, and the target; the value stands in title and table.
    Then the comments, unless page one has them."""
    _, *rest = commentary(line, said_of, beside_to_date=True, in_short=in_short)
    more = [rolling_says(line.now), STILL_OPEN if PROVISIONAL in line.now.marker else ""]
    said = " ".join(filter(None, [*rest, *(more if line.now.value is not None else [])]))
    paragraphs: list[Block] = [Paragraph(said, small=in_short)] if said else []
    comments = [comment_says(comment) for comment in pack.comments.get(line.measure.ref, ())]
    if comments and line.measure.ref in reasons_first(pack):
        return [*paragraphs, Paragraph(ON_PAGE_ONE, small=in_short)]
    return [*paragraphs, *(Paragraph(text, lead=who, small=in_short) for who, text in comments)]


def _table(beside: Sequence[OverviewLine]) -> Table:
    """The latest quarters side by side, as on the chart: a row for the value, and of people how many and how
    sure; of each of the measures `beside` each other."""
    quarters = [figure.quarter for line in beside for figure in line.history]
    many = ROLLING_QUARTERS if any(line.now.rolling for line in beside) else QUARTERS
    last = sorted(set(quarters))[-many:]
    known = [{figure.quarter: figure for figure in line.history} for line in beside]
    labels = [next(held[quarter].label for held in known if quarter in held) for quarter in last]
    rows: list[tuple[str, ...]] = []
    for line, held in zip(beside, known, strict=True):
        figures = [held.get(quarter, Figure(quarter)) for quarter in last]
        of = f"{line.measure.ref} " if len(beside) > 1 else ""
        rows += [(f"{of}{head}", *cells) for head, cells in _rows(figures, line.measure)]
    rolling = beside[0].now.rolling
    title = "four quarters together" if rolling else stretch_in_words(last[0], last[-1])
    first = 0.24 if len(beside) == 1 else 0.34
    return Table(
        f"{_refs(beside)}, {title}. {source_line(beside[0].measure)}",
        ("Quarter", *labels),
        tuple(rows),
        (first, *((1 - first) / len(last) for _ in last)),
        tuple(range(1, len(last) + 1)),
    )


def _rows(figures: Sequence[Figure], measure: Measure) -> list[tuple[str, list[str]]]:
    heading = measure.statistic.heading.format(unit=measure.unit)
    rows = [(heading, [value_with_marker(figure, measure) for figure in figures])]
    if not measure.counts:
        rows += [
            ("Of how many", [_marker(f) or f"{f.n or 0:,}" for f in figures]),
            ("95% range", [_marker(f) or _range(f, measure) for f in figures]),
        ]
    return rows


def _marker(figure: Figure) -> str:
    return f"[{figure.marker}]" if figure.value is None else ""


def _range(figure: Figure, measure: Measure) -> str:
    if figure.lower is None or figure.upper is None:
        return "none"
    return interval_in_words(figure.lower, figure.upper, measure, figure.n)


def figures_page(pack: Pack) -> list[Block]:
    """The page of a first quarter, in place of charts of single dots: what each figure rests on, and the
    comments."""
    blocks: list[Block] = [
        Heading(f"The figures of {label(pack.quarter)}", 1),
        Paragraph("Charts begin with the second quarter that has values."),
    ]
    for area, group in groupby(pack.lines, lambda line: line.measure.ref[:3]):
        blocks += [Heading(f"{area} {AREAS[area]}", 2), _figures_table(list(group), pack)]
    comments = comments_of_all(pack, reasons_first(pack))
    if comments:
        blocks += [Heading("Comments", 2), Items(tuple(comments))]
    return blocks


def _figures_table(lines: Sequence[OverviewLine], pack: Pack) -> Table:
    def row(line: OverviewLine) -> tuple[str, ...]:
        figure, measure = line.now, line.measure
        if figure.value is None:
            return (f"{measure.ref} {line.name}", *[f"[{figure.marker}]"] * 3)
        of = measure.unit if measure.counts else people_in_words(figure.n or 0)
        ends = "none" if measure.counts else _range(figure, measure)
        return (f"{measure.ref} {line.name}", value_with_marker(figure, measure), of, ends)

    area = lines[0].measure.ref[:3]
    return Table(
        f"Measures of {area} in {label(pack.quarter)}",
        ("Measure", "Value", "Of", "95% range"),
        tuple(row(line) for line in lines),
        (0.52, 0.14, 0.18, 0.16),
        (1,),
    )
