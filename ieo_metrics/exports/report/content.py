"""What the report says, in which order: page one, which answers; the measures; how to read it. Nothing here
knows in which kind of file it will stand."""

from collections.abc import Sequence
from itertools import groupby

from ieo_metrics.exports.pack.charted import is_charted
from ieo_metrics.exports.pack.content import Pack, RaisedItem
from ieo_metrics.exports.pack.wording import (
    change_bullets,
    figure_as_shown,
    lines_of,
    revised_says,
    target_outcomes,
    target_verdicts,
    targets_in_force,
)
from ieo_metrics.exports.report.blocks import (
    Block,
    Cell,
    Heading,
    Items,
    Link,
    Paragraph,
    Report,
    Success,
    Table,
    Trend,
)
from ieo_metrics.exports.report.measure_content import (
    anchor_of,
    figures_page,
    measure_headings,
    measured,
    trend_in_words,
)
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.overview_lines import OverviewLine, page_chance, page_regression
from ieo_metrics.statistics.figure_wording import value_in_words
from ieo_metrics.statistics.finding_wording import headline, outcomes_told
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short
from ieo_metrics.statistics.verdicts import IMPROVING, WORSENING

NOTHING = "None."
NOTHING_CHANGED = "No measure is clearly improving or worsening."
MOST_CORRECTED = 6  # on page one; the tables have all
NO_TARGET = "none"


def report_content(pack: Pack) -> Report:
    """The report of a pack, as what stands in it."""
    lines = lines_of(pack)
    charted = any(is_charted(line) for line in lines)
    return Report(
        f"{FRAMEWORK}: {label_with_months(pack.quarter)}",
        pack.look,
        pack.made,
        f"{label(pack.quarter)}. {FOR_SHARING}",
        tuple(_first_page(pack, lines, linked=charted)),
        () if charted else tuple(figures_page(pack, lines)),
        tuple(_successes(pack, lines)) if charted else (),
        tuple(_reading(pack, lines, charted)),
    )


def _first_page(pack: Pack, lines: Sequence[OverviewLine], *, linked: bool) -> list[Block]:
    outcomes = target_outcomes(pack, lines)
    look = pack.look
    which = (
        f"{look.name}.",
        pack.which_issue,
        f"Date of the latest return: {day_in_words(pack.made)}.",
        f"Contact: {look.contact.rstrip('.')}." if look.contact else "",
    )
    return [
        Paragraph(" ".join(filter(None, which)), small=True),
        *([Paragraph(look.cover_text)] if look.cover_text else []),
        Heading(headline(pack.quarter, outcomes.values(), [line.verdict for line in lines]), 1),
        Paragraph(outcomes_told(outcomes)),
        _table_of_all(pack, lines, outcomes, linked),
        Heading("What changed, and why", 2),
        *_changes(pack, lines),
        Heading("Decisions sought", 2),
        _raised(pack.decisions, numbered=True),
        Heading("Key updates", 2),
        _raised(pack.updates, numbered=False),
        Heading("What was corrected", 2),
        *_corrected(pack),
        Paragraph(pack.protection, lead="What is hidden.", small=True),
    ]


def _table_of_all(pack: Pack, lines: Sequence[OverviewLine], outcomes: dict[str, str], linked: bool) -> Table:
    targets = targets_in_force(pack)

    def row(line: OverviewLine) -> tuple[Cell, ...]:
        measure, target = line.measure, targets.get(line.measure.ref)
        name = f"{measure.ref} {line.name}"
        marker = f" [{line.now.marker}]" if line.now.value is not None and line.now.marker else ""
        aim = f"{value_in_words(target.aim, measure)}: {outcomes[measure.ref]}" if target else NO_TARGET
        return (
            Link(name, anchor_of(measure)) if linked else name,
            figure_as_shown(line.now, measure) + marker,
            aim,
            verdict_in_short(line.verdict),
            *((Trend(line, trend_in_words(line)),) if linked else ()),
        )

    headings = ("Measure", label(pack.quarter), "Target", "Verdict")
    return Table(
        f"All measures in {label(pack.quarter)}",
        (*headings, "Trend") if linked else headings,
        tuple(row(line) for line in lines),
        (0.38, 0.135, 0.19, 0.165, 0.13) if linked else (0.46, 0.14, 0.2, 0.2),
        (1,),
    )


def _changes(pack: Pack, lines: Sequence[OverviewLine]) -> list[Block]:
    """What is improving and worsening, each with the comments that were made on it."""
    found = [text for word in (IMPROVING, WORSENING) for text in change_bullets(lines, word, pack.comments)]
    return [Items(tuple(found)) if found else Paragraph(NOTHING_CHANGED)]


def _raised(items: Sequence[RaisedItem], *, numbered: bool) -> Block:
    return Items(tuple(item.says for item in items), numbered) if items else Paragraph(NOTHING)


def _corrected(pack: Pack) -> list[Block]:
    said = [revised_says(revised, MEASURE[revised.ref], pack.quarter) for revised in pack.revisions]
    if not said:
        return [Paragraph(NOTHING)]
    more = len(said) - MOST_CORRECTED
    rest = [f"And {more} more, in the tables (.xlsx)."] if more > 0 else []
    return [Items((*said[:MOST_CORRECTED], *rest))]


def _successes(pack: Pack, lines: Sequence[OverviewLine]) -> list[Success]:
    said_of, targets = target_verdicts(pack.results, pack.quarter, pack.targets), targets_in_force(pack)
    out: list[Success] = []
    areas: set[str] = set()
    for _, group in groupby(lines, lambda line: line.measure.success):
        held = list(group)
        area, success = measure_headings(held[0].measure)
        headings = ([] if area in areas else [Heading(area, 1)]) + [Heading(success, 2)]
        areas.add(area)
        own = tuple(measured(pack, line, said_of, targets.get(line.measure.ref)) for line in held)
        out.append(Success(tuple(headings), own))
    return out


def _reading(pack: Pack, lines: Sequence[OverviewLine], charted: bool) -> list[Block]:
    markers = "; ".join(f"[{marker}] {meaning}" for marker, meaning in MARKERS.items() if marker in "cxzpr")
    charts = (
        "Charts have every quarter and tables the latest; the tables (.xlsx) have all. Bars are the 95% "
        "range: how far a value could be off by chance alone. Dashed lines are the range that chance alone "
        "gives, the thin line between them is the average; the dotted line is the target."
    )
    judged = f"{HOW_JUDGED} {page_chance(lines)} {page_regression(lines)}"
    said = (" ".join(judged.split()), charts if charted else "", f"{markers}.")
    return [
        Heading("How to read this report", 1),
        *(Paragraph(text, small=True) for text in said if text),
    ]
