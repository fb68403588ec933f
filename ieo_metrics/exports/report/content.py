"""What the report says, in which order: page one, which answers; the measures; how to read it. Nothing here
knows in which kind of file it will stand."""

from collections.abc import Sequence
from itertools import groupby

from ieo_metrics.exports.pack.charted import is_charted
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    change_bullets,
    comments_of_all,
    corrections,
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
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.measuring.overview_lines import OverviewLine, is_first_quarter, page_chance, page_regression
from ieo_metrics.statistics.finding_wording import headline, outcomes_told
from ieo_metrics.statistics.target_outcomes import HOW_TARGETS_ARE_MET
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short

NOTHING = "None."
MOST_LISTED = 10  # on page one: what is said there beside it leaves room for fewer corrections


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
        tuple(reading),
    )


def _first_page(pack: Pack, *, charted: bool) -> list[Block]:
    """`charted`: whether pages of the measures follow, which have the comments."""
    outcomes, changes, look = target_outcomes(pack), change_bullets(pack), pack.look
    verdicts = [line.verdict for line in pack.lines]
    comments = () if charted else comments_of_all(pack)
    beside = len(changes) + len(pack.decisions) + len(pack.updates)
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
        Paragraph(outcomes_told(outcomes)),
        _table_of_all(pack, outcomes, charted=charted),
        Heading("What changed, and why", 2),
        _listed(changes) if changes else Paragraph(nothing_changed(pack)),
        *([Heading("Comments", 2), _listed(comments)] if comments else []),
        Heading("Decisions sought", 2),
        _listed([decision.says for decision in pack.decisions], numbered=True),
        Heading("Key updates", 2),
        _listed(pack.updates),
        Heading("What was corrected", 2),
        _listed(_corrected(pack, max(1, MOST_LISTED - beside))),
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

    headings = ("Measure", label(pack.quarter), "Target", "Verdict")
    return Table(
        f"All measures in {label(pack.quarter)}",
        (*headings, "Trend") if charted else headings,
        tuple(map(row, pack.lines)),
        (0.4, 0.12, 0.2, 0.16, 0.12) if charted else (0.46, 0.14, 0.2, 0.2),
        (1,),
    )


def _listed(texts: Sequence[str], *, numbered: bool = False) -> Block:
    return Items(tuple(texts), numbered) if texts else Paragraph(NOTHING)


def _corrected(pack: Pack, most: int) -> list[str]:
    said = corrections(pack)
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
    markers = "; ".join(f"[{marker}] {meaning}" for marker, meaning in MARKERS.items() if marker in "cxzpr")
    charts = (
        "Charts have every quarter and tables the latest; the tables (.xlsx) have all. Bars are the 95% "
        "range: how far a value could be off by chance alone. Dashed lines are the range that chance alone "
        "gives, the thin line is the average, or the median where it says so; the dotted line is the target."
    )
    judged = f"{HOW_JUDGED} {page_chance(pack.lines)} {page_regression(pack.lines)}"
    targets = HOW_TARGETS_ARE_MET if targets_in_force(pack) else ""
    said = (" ".join(judged.split()), targets, charts if charted else "", f"{markers}.")
    return [
        Heading("How to read this report", 1),
        *(Paragraph(text, small=True) for text in said if text),
    ]
