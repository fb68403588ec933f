"""What the report says, in which order: page one, which answers; the measures; how to read it. Nothing here
knows in which kind of file it will stand."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from ieo_metrics.exports.pack.charted import is_charted
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    corrections,
    explained_bullets,
    explained_heading,
    nothing_changed,
    target_cell,
    target_outcomes,
    target_verdicts,
    targets_in_force,
    value_with_marker,
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
    side_by_side,
    trend_in_words,
)
from ieo_metrics.exports.report.section_content import sections_of_report
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.measuring.overview_lines import OverviewLine, is_first_quarter, page_chance, page_regression
from ieo_metrics.statistics.figure_wording import ROUNDED
from ieo_metrics.statistics.finding_wording import headline, outcomes_told
from ieo_metrics.statistics.target_outcomes import HOW_TARGETS_ARE_MET
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short

NOTHING = "None."
# Of page one: how many lines its lists have room for, the corrections among them, and how many letters a line
# has.
LINES, LETTERS = 15, 95


def report_content(pack: Pack) -> Report:
    """The report of a pack, as what stands in it."""
    charted = any(map(is_charted, pack.lines))
    first, reading = _first_page(pack, charted=charted), _reading(pack, charted)
    return Report(
        f"{FRAMEWORK}: {label_with_months(pack.quarter)}",
        pack.look,
        pack.made,
        f"{label(pack.quarter)}. {FOR_SHARING}",
        tuple(first),
        () if charted else tuple(figures_page(pack)),
        tuple(_successes(pack)) if charted else (),
        (*sections_of_report(pack), *reading),
    )


def _first_page(pack: Pack, *, charted: bool) -> list[Block]:
    """`charted`: whether pages of the measures follow."""
    outcomes, explained, look = target_outcomes(pack), explained_bullets(pack), pack.look
    verdicts = [line.verdict for line in pack.lines]
    decisions = [decision.says for decision in pack.decisions]
    beside = _lines([*explained, *decisions, *pack.updates])
    which = (
        f"{look.name}.",
        pack.which_issue,
        f"Date of the latest return: {day_in_words(pack.made)}.",
        f"Contact: {look.contact.rstrip('.')}." if look.contact else "",
    )
    return [
        Paragraph(" ".join(filter(None, which)), small=True),
        *([Paragraph(look.cover_text)] if look.cover_text else []),
        Heading(headline(pack.quarter, outcomes.values(), verdicts, first=is_first_quarter(pack.lines)), 1),
        _listed(outcomes_told(outcomes)) if outcomes else Paragraph(" ".join(outcomes_told({}))),
        _table_of_all(pack, outcomes, charted=charted),
        Heading(explained_heading(pack), 2),
        _listed(explained) if explained else Paragraph(nothing_changed(pack)),
        Heading("Decisions sought", 2),
        _listed(decisions, numbered=True),
        Heading("Key updates", 2),
        _listed(pack.updates),
        Heading("What was corrected", 2),
        _listed(_corrected(pack, LINES - beside)),
        Paragraph(pack.protection, lead="What is hidden.", small=True),
    ]


def _table_of_all(pack: Pack, outcomes: dict[str, str], *, charted: bool) -> Table:
    """All measures; `charted`: with small trends, and links to the pages of the measures."""
    targets = targets_in_force(pack)

    def row(line: OverviewLine) -> tuple[Cell, ...]:
        name = f"{line.measure.ref} {line.name}"
        return (
            Link(name, anchor_of(line.measure)) if charted else name,
            value_with_marker(line.now, line.measure),
            target_cell(line, targets.get(line.measure.ref), outcomes),
            verdict_in_short(line.verdict),
            *((Trend(line, trend_in_words(line)),) if charted else ()),
        )

    headings = ("Measure", "Value", "Target", "Verdict")
    return Table(
        f"All measures in {label(pack.quarter)}",
        (*headings, "Trend") if charted else headings,
        tuple(map(row, pack.lines)),
        (0.41, 0.11, 0.2, 0.16, 0.12) if charted else (0.46, 0.14, 0.2, 0.2),
        (1,),
    )


def _listed(texts: Sequence[str], *, numbered: bool = False) -> Block:
    return Items(tuple(texts), numbered) if texts else Paragraph(NOTHING)


def _lines(texts: Sequence[str]) -> int:
    """About how many lines of page one texts take."""
    return sum(ceil(len(text) / LETTERS) for text in texts)


def _corrected(pack: Pack, room: int) -> list[str]:
    """What was corrected, as far as there is `room` for its lines, but one at least."""
    said = corrections(pack)
    most = max((n for n in range(1, len(said) + 1) if _lines(said[:n]) <= room), default=1)
    more = len(said) - most
    return [*said[:most], *([f"And {more} more, in the tables (.xlsx)."] if more > 0 else [])]


def _successes(pack: Pack) -> list[Success]:
    said_of = target_verdicts(pack.lines, pack.targets)
    out: list[Success] = []
    areas: set[str] = set()
    for _, group in groupby(pack.lines, lambda line: line.measure.success):
        held = list(group)
        area, success = measure_headings(held[0].measure)
        headings = ([] if area in areas else [Heading(area, 1)]) + [Heading(success, 2)]
        areas.add(area)
        groups = tuple(measured(pack, beside, said_of) for beside in side_by_side(held))
        out.append(Success(tuple(headings), groups))
    return out


def _reading(pack: Pack, charted: bool) -> list[Block]:
    used = {marker for line in pack.lines for figure in line.history for marker in figure.marker}
    markers = "; ".join(f"[{marker}] {meaning}" for marker, meaning in MARKERS.items() if marker in used)
    charts = (
        "Charts have every quarter and tables the latest; the tables (.xlsx) have all. Bars are the 95% "
        "range: how far a value could be off by chance alone. Dashed lines are the range that chance alone "
        "gives, the thin line is the average, or the median where it says so; the dotted line is the target."
    )
    judged = f"{HOW_JUDGED} {page_chance(pack.lines)} {page_regression(pack.lines)}"
    targets = HOW_TARGETS_ARE_MET if targets_in_force(pack) else ""
    shown = f"{charts} {ROUNDED}" if charted else ""
    said = (" ".join(judged.split()), targets, shown, f"{markers}." if markers else "")
    return [
        Heading("How to read this report", 1),
        *(Paragraph(text, small=True) for text in said if text),
    ]
