"""Before the click: what a new issue would hand out, revise and leave waiting, and why.

How many there are is said above; the figures and what they are made of are the officer's only.
"""

from collections.abc import Sequence

from ieo_metrics.disclosure.shared_periods import not_shared
from ieo_metrics.exports.pack.content import Revised
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.overview_lines import OverviewLine, frame_verdicts
from ieo_metrics.statistics.verdict_wording import differing_told
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words, four_quarters_of
from ieo_metrics.store.issues.corrections.corrections_in_words import Correction
from ieo_metrics.store.issues.issuing import NextIssue
from ieo_metrics.store.issues.what_is_hidden import disclosed_frame
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph

REVISED, WAITS, WITHDRAWN = "would be revised", "waits: stands as issued", "waits: withdrawn, and hidden"


def would_issue(standing: StoreSnapshot, quarter: Quarter) -> NextIssue:
    """What issuing the quarter would hand out, worked out once for how things stand."""
    return store_access.worked_out(
        ("next issue", quarter),
        lambda: issuing.next_issue(store_access.open_store_of_session(), quarter, standing),
        "Working out what a new issue would hand out",
    )


def draw_what_it_would_do(standing: StoreSnapshot, quarter: Quarter) -> None:
    """How much a new issue would add, revise, hide and leave waiting; and that it need not be made."""
    would, issue = would_issue(standing, quarter), standing.issue_of(quarter)
    if would.shared.told is None:
        return
    new = would.shared.frame.iloc[would.shared.new]
    hidden = int((new["marker"] == HIDDEN).sum())
    fresh = (
        f"hand out {plural(len(new), 'new figure')}, those by district and for the year to date included "
        f"({hidden:,} hidden), "
        if len(new)
        else ""
    )
    said = (
        f"A new issue would {fresh}revise {_many(would.revised, 'issued figure')} and leave "
        f"{_many(would.waiting, 'correction')} waiting. Nothing that was shown would be hidden"
        f"{' but what you withdrew' if would.shared.withheld else ''}."
    )
    if unprinted := _not_given_out_again(would, standing):
        said += (
            f" Of {list_in_words(unprinted)}, now shared as rolling four quarters, the quarters and years to "
            "date that were shown are not given out again."
        )
    leave = "" if issue is None else f" You can also leave issue {issue.number} as it is and add a comment."
    draw_paragraph(f"{said}{leave}")


def _not_given_out_again(would: NextIssue, standing: StoreSnapshot) -> list[str]:
    """The measures of which something was shown and is shared as rolling four quarters instead."""
    assert would.shared.told is not None
    rows, rolling = would.shared.told.rows, standing.settings.shared_as_rolling
    was_shown = rows["value"].notna().to_numpy() & not_shared(rows, rolling)
    shown = set(rows["ref"][was_shown])
    return [ref for ref in rolling if ref in shown]


def _many(several: Sequence[Correction], what: str) -> str:
    return plural(len(several), what) if several else f"no {what}s"


def draw_what_waits(standing: StoreSnapshot, quarter: Quarter) -> None:
    """For the officer: each figure that a new issue would revise or that waits, with what the change is
    made of."""
    would = would_issue(standing, quarter)
    rows = [
        (
            f"{correction.ref}  {MEASURE[correction.ref].name}",
            four_quarters_of(correction.now) or label(correction.quarter),
            figure_in_words(correction.issued, correction.ref),
            figure_in_words(correction.now, correction.ref),
            WITHDRAWN if _is_withheld(correction, would) else what,
            correction.why,
        )
        for what, several in ((REVISED, would.revised), (WAITS, would.waiting))
        for correction in several
    ]
    if rows:
        draw_markup(
            html_table(
                "What a new issue would revise, and what waits, for the officer",
                ("Measure", "Quarter", "As issued", "Now", "In a new issue", "Why"),
                rows,
                kind="ieo-compact ieo-long ieo-corrections",
            )
        )
        draw_paragraph(
            "A correction waits while it would tell of a few young people: until every number has moved by "
            "none or by enough, and enough young people are concerned.",
            kind="ieo-small",
        )


def _is_withheld(correction: Correction, would: NextIssue) -> bool:
    key = (correction.ref, correction.now["span"], correction.quarter, ALL)
    return key in would.shared.withheld


def moved_since_issue(standing: StoreSnapshot, quarter: Quarter) -> str:
    """`Since issue 1: 8 figures have moved; 2 by enough to be revised.`; empty where none has or it was not
    issued."""
    issue = standing.issue_of(quarter)
    if issue is None or issue.seqs == tuple(stored_return.seq for stored_return in standing.returns):
        return ""
    would = would_issue(standing, quarter)
    enough, few = (
        sum(correction.quarter == quarter for correction in several)
        for several in (would.revised, would.waiting)
    )
    if not enough + few:
        return ""
    moved = f"{plural(enough + few, 'figure')} {'has' if enough + few == 1 else 'have'} moved"
    return f"Since issue {issue.number}: {moved}; {enough or 'none'} by enough to be revised."


def differs_from_issued(standing: StoreSnapshot, quarter: Quarter, lines: Sequence[OverviewLine]) -> str:
    """Which verdicts everyone else has otherwise; empty where the quarter was not issued, or before small
    numbers were hidden."""
    issue = standing.issue_of(quarter)
    if issue is None or issue.shared is None:
        return ""
    own = {line.measure.ref: line.verdict for line in lines}
    shared = disclosed_frame(issue, standing.withdrawn_figures)
    return differing_told(own, frame_verdicts(shared, quarter, issue.chart_rules), issue.number)


def since_issue(standing: StoreSnapshot, quarter: Quarter, lines: Sequence[OverviewLine]) -> str:
    """What of a quarter is not as it was issued; empty where all is."""
    said = (moved_since_issue(standing, quarter), differs_from_issued(standing, quarter, lines))
    return " ".join(filter(None, said))


def for_the_workbook(would: NextIssue) -> Sequence[Revised]:
    """What the officer's workbook says of corrections."""

    def said(correction: Correction, what: str) -> Revised:
        was, now = (figure_in_words(row, correction.ref) for row in (correction.issued, correction.now))
        return Revised(
            correction.ref,
            was,
            now,
            f"{correction.why}; {what}",
            correction.quarter,
            four_quarters_of(correction.now),
        )

    return [
        *(said(correction, REVISED) for correction in would.revised),
        *(
            said(correction, WITHDRAWN if _is_withheld(correction, would) else WAITS)
            for correction in would.waiting
        ),
    ]
