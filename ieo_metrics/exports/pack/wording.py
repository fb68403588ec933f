"""The sentences about each measure in the report and slides. The figures have been through disclosure
control: where one is hidden, the text says so."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from ieo_metrics.exports.pack.content import Pack, PackComment, Revised
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import stretch_in_words
from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED, PROVISIONAL
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.measuring.overview_lines import OverviewLine, is_first_quarter, verdict_told, year_end_told
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_say
from ieo_metrics.statistics.control_charts.chart_lines import lines_say
from ieo_metrics.statistics.control_charts.chart_sentences import target_says
from ieo_metrics.statistics.differences import Change, Figure
from ieo_metrics.statistics.figure_wording import (
    RANGE,
    better_direction,
    change_with_range,
    figure_statement,
    lowest_and_highest,
    rolling_says,
    value_in_words,
    why_not_compared,
)
from ieo_metrics.statistics.finding_wording import SMALL, finding_says, why_none
from ieo_metrics.statistics.target_outcomes import MISSED, target_outcome
from ieo_metrics.statistics.verdicts import IMPROVING, NOT_JUDGED, WORSENING

HIDDEN_SHORT = "hidden"
NO_TARGET = "none"
NO_REASON = "No reason was given."
FIRST_QUARTER = "This is the first quarter: there is nothing to compare it with yet."
NOTHING_CHANGED = "No measure is clearly improving or worsening."
REASON_BELOW = "The reason given stands below."
SENTENCES = 5  # on a first page, of what was missed or changed
REASONS = 1000  # letters of the reasons that there is room for on a first page
STILL_OPEN = "Provisional: some follow-up windows were still open."


def figure_as_shown(figure: Figure, measure: Measure) -> str:
    """`62%`, or the shorthand for why there is none: `[c]`."""
    return f"[{figure.marker}]" if figure.value is None else value_in_words(figure.value, measure, figure.n)


def value_with_marker(figure: Figure, measure: Measure) -> str:
    """The same, with what is to be known of a value that is there: `62% [p]`."""
    marker = f" [{figure.marker}]" if figure.value is not None and figure.marker else ""
    return figure_as_shown(figure, measure) + marker


def change_says(
    change: Change, measure: Measure, small: str = SMALL, when: str = "", named: str = RANGE
) -> str:
    """`up 7 points from 61% (95% range −14 to +28)`; a hidden side cannot be compared, and says so."""
    if change.difference is None:
        return f"cannot be compared: {_why_no_change(change, measure, small)}"
    return change_with_range(change, measure, when, named)


def _why_no_change(change: Change, measure: Measure, small: str) -> str:
    """Why there is nothing to compare: a hidden side before one that was never there."""
    hidden = next((f for f in (change.now, change.then) if f.marker == HIDDEN), None)
    return why_none(hidden, measure, small) if hidden else why_not_compared(change)


def finding(line: OverviewLine, target: Target | None = None) -> str:
    """A measure's quarter in one title: `Do not reoffend: 60% against a target of 75%; missed`."""
    return finding_says(line.name, line.now, line.measure, line.verdict, target)


def compared_with(line: OverviewLine) -> str:
    """`Against the quarter before: up 7 points from 61% (95% range −14 to +28).`; empty without a figure to
    compare."""
    when, change = line.told_first
    if line.now.value is None:
        return ""
    return _against(when, change, line.measure)


def _against(when: str, change: Change, measure: Measure) -> str:
    if change.difference is None:
        return f"Cannot be compared with {when}: {_why_no_change(change, measure, HIDDEN_SHORT)}."
    return f"Against {when}: {change_says(change, measure)}."


def of_how_many(figure: Figure, measure: Measure) -> str:
    """`Of 31 young people; 95% range 50% to 81%`, what the figure rests on; why there is none."""
    if figure.value is None:
        return f"No value: {why_none(figure, measure)}."
    said = figure_statement(figure, measure)
    return f"{said}. {STILL_OPEN}" if PROVISIONAL in figure.marker else f"{said}."


def targets_in_force(pack: Pack) -> dict[str, Target]:
    """By ref, the target in force in the pack's quarter."""
    found = {measure.ref: in_force(pack.targets, measure.ref, pack.quarter) for measure in MEASURES}
    return {ref: target for ref, target in found.items() if target is not None}


def target_outcomes(pack: Pack) -> dict[str, str]:
    """By ref, whether the target in force is met, of those that have one."""
    targets = targets_in_force(pack)
    return {
        line.measure.ref: target_outcome(targets[line.measure.ref], line.now, line.measure)
        for line in pack.lines
        if line.measure.ref in targets
    }


def target_cell(line: OverviewLine, target: Target | None, outcomes: Mapping[str, str]) -> str:
    """The cell of a measure's target in a table of all: `75%: missed`."""
    if target is None:
        return NO_TARGET
    return f"{value_in_words(target.aim, line.measure)}: {outcomes[line.measure.ref]}"


def target_verdicts(lines: Sequence[OverviewLine], targets: Sequence[Target]) -> dict[str, str]:
    """By ref, how the quarter's figure compares with the target in force, of those that have one."""
    found = [(line, in_force(targets, line.measure.ref, line.now.quarter)) for line in lines]
    return {line.measure.ref: target_says(target, line.now, line.measure) for line, target in found if target}


def verdict_sentence(line: OverviewLine) -> str:
    """The verdict and what it rests on; of a chart with hidden quarters that it is of those shown."""
    said = verdict_told(line)
    # A chart knows no other gap than one that no return covers.
    shown = line.verdict.word != NOT_JUDGED and any(f.marker == HIDDEN for f in line.history)
    return f"{said} Only quarters that may be shown are compared." if shown else said


def explained(pack: Pack) -> dict[str, list[OverviewLine]]:
    """The measures that need a reason, by why: those that missed their target, improve or worsen. One may be
    among two of them."""
    outcomes = target_outcomes(pack)
    found = {
        MISSED: [line for line in pack.lines if outcomes.get(line.measure.ref) == MISSED],
        IMPROVING: of_verdict(pack.lines, IMPROVING),
        WORSENING: of_verdict(pack.lines, WORSENING),
    }
    return {why: lines for why, lines in found.items() if lines}


def explained_heading(pack: Pack) -> str:
    """`What was missed, what changed, and why`, of which only what there is."""
    found = set(explained(pack))
    missed, changed = MISSED in found, found != {MISSED}
    what = [*(["what was missed"] if missed else []), *(["what changed"] if changed else [])]
    return ", ".join([*what, "and why"]).capitalize()


def explained_once(pack: Pack) -> dict[str, OverviewLine]:
    """By ref, the measures that need a reason, each once."""
    return {line.measure.ref: line for lines in explained(pack).values() for line in lines}


def reasons_first(pack: Pack) -> set[str]:
    """The refs whose comments stand on the first page, as the reasons of what was missed or changed, and
    nowhere else; of none where there are too many for it."""
    found = explained_once(pack)
    refs = set(found) & set(pack.comments)
    letters = sum(len(comment.text) for ref in refs for comment in pack.comments[ref])
    return refs if len(found) <= SENTENCES and letters <= REASONS else set()


def explained_bullets(pack: Pack, *, reasons: bool = True) -> list[str]:
    """What was missed or changed: a sentence for each measure, with the `reasons` that were given for it, or
    only their names where there are too many for a first page."""
    found, first, targets = explained_once(pack), reasons_first(pack), targets_in_force(pack)
    if len(found) > SENTENCES:
        return [
            f"{why.capitalize()}, as explained for each: {measure_names(lines)}."
            for why, lines in explained(pack).items()
        ]
    said = []
    for ref, line in found.items():
        below = [REASON_BELOW] if pack.comments.get(ref) else [NO_REASON]
        why = [" ".join(comment_says(comment)) for comment in pack.comments[ref]] if ref in first else below
        said.append(" ".join([f"{ref} {finding(line, targets.get(ref))}.", *(why if reasons else [])]))
    return said


def nothing_changed(pack: Pack) -> str:
    """What is said where no measure is improving or worsening; of a first quarter, that nothing could."""
    return FIRST_QUARTER if is_first_quarter(pack.lines) else NOTHING_CHANGED


def comments_of_all(pack: Pack, without: Collection[str] = ()) -> list[str]:
    """Every comment with its measure, in the framework's order. `without`: the refs of which none."""
    return [
        f"{line.measure.ref} {line.name}. {' '.join(comment_says(comment))}"
        for line in pack.lines
        if line.measure.ref not in without
        for comment in pack.comments.get(line.measure.ref, ())
    ]


def corrections(pack: Pack) -> list[str]:
    """What was corrected since it was issued, a sentence for each figure."""
    return [revised_says(revised, MEASURE[revised.ref], pack.quarter) for revised in pack.revisions]


def corrections_in_short(pack: Pack) -> str:
    """`Figures corrected since they were issued: 3. Corrected by the return of 14 April 2025.`; empty where
    there are none."""
    if not pack.revisions:
        return ""
    why = dict.fromkeys(f"{revised.why.rstrip('.')}." for revised in pack.revisions if revised.why)
    return " ".join([f"Figures corrected since they were issued: {len(pack.revisions)}.", *why])


def commentary(
    line: OverviewLine, said_of: Mapping[str, str], *, beside_to_date: bool = False, in_short: bool = False
) -> list[str]:
    """The paragraphs under a measure's chart. `said_of`: by ref, how it compares with its target;
    `beside_to_date`: whether the year to date is said once; `in_short`: only the change that is told
    first."""
    measure = line.measure
    now = of_how_many(line.now, measure)  # why there is no value names the quarter itself
    if line.now.value is not None:
        now = f"{line.now.label}: {now} {rolling_says(line.now)}".strip()
    out = [now, verdict_sentence(line)]
    changes = (
        *(() if line.against_year else (("the quarter before", line.previous),)),
        ("the same quarter last year" if not line.now.rolling else "the year before", line.year_ago),
    )
    changes = changes[:1] if in_short else changes
    for when, change in changes if line.now.value is not None else ():
        # Why there is nothing to compare names the quarter itself.
        named = when if change.difference is None else f"{when}, {change.then.label}"
        out.append(_against(named, change, measure))
    out += [year_end_told(line, beside_to_date=beside_to_date), said_of.get(measure.ref, "")]
    return [text for text in out if text]


def gaps_in_words(line: OverviewLine) -> str:
    """The quarters without a value, by why: `Hidden [c]: 2024/25 Q1. No return [x]: 2023/24 Q4.` Empty where
    there is none."""
    said = []
    for marker, meaning in ((HIDDEN, "Hidden"), (NOT_COVERED, "No return"), (NOBODY, "Nobody counted")):
        quarters = [f.label for f in line.history if f.value is None and f.marker == marker]
        said += [f"{meaning} [{marker}]: {', '.join(quarters)}."] if quarters else []
    return " ".join(said)


def source_line(measure: Measure) -> str:
    """`Source: Society of St James, RESET returns.`"""
    return f"Source: {measure.provider}, {measure.programme} returns."


def chart_in_words(line: OverviewLine, events: Sequence[ChartEvent] = ()) -> str:
    """The chart for those who do not see it."""
    measure = line.measure
    known = [f for f in line.history if f.value is not None]
    if not known:
        return f"{measure.ref} {measure.name}: no quarter has a value that may be shown."

    quarters = stretch_in_words(line.history[0].quarter, line.history[-1].quarter)
    ends = lowest_and_highest([(f.label, f.value or 0, figure_as_shown(f, measure)) for f in known])
    said = f"Line chart of {measure.ref} {measure.name} by quarter, {quarters}. {ends[0].upper()}{ends[1:]}."
    lines = lines_say(line.verdict.control, measure)
    return " ".join(
        filter(
            None,
            (
                said,
                rolling_says(line.now),
                gaps_in_words(line),
                lines,
                events_say(events),
                better_direction(measure),
            ),
        )
    )


def measure_names(lines: Iterable[OverviewLine]) -> str:
    """`5.1.1.a Meaningful use of time: average change; 5.1.1.b …`."""
    return "; ".join(f"{line.measure.ref} {line.name}" for line in lines)


def of_verdict(lines: Sequence[OverviewLine], word: str) -> list[OverviewLine]:
    """The measures with a verdict."""
    return [line for line in lines if line.verdict.word == word]


def comment_says(comment: PackComment) -> tuple[str, str]:
    """Who said it and when, and the words."""
    return f"{comment.author}, {comment.role}, {comment.day}:", comment.text


def revised_says(revised: Revised, measure: Measure, quarter: int) -> str:
    """`5.1.1.a Use of time, 2024/25 Q1: 62% as issued, now 60%. Two scores were corrected.`"""
    moved = f"{revised.issued} as issued, now {revised.now}"
    why = f"{revised.why.rstrip('.')}." if revised.why else ""
    return f"{measure.ref} {measure.name}, {revised.period(quarter)}: {moved}. {why}".strip()
