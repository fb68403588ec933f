"""Before the click: what a new issue would hand out, revise and leave waiting, and why.

How many there are is said above; the figures and what they are made of are the officer's only.
"""

from collections.abc import Sequence

from ieo_metrics.exports.pack.content import Revised
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.measuring.overview_lines import OverviewLine, frame_verdicts
from ieo_metrics.statistics.verdict_wording import differing_told
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words
from ieo_metrics.store.issues.corrections.corrections_in_words import Correction
from ieo_metrics.store.issues.issuing import NextIssue
from pages.shared.frame import store_access
from pages.shared.frame.html_tables import html_table
from pages.shared.frame.page import draw_markup, draw_paragraph

REVISED, WAITS = "would be revised", "waits: stands as issued"


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
        f"{_many(would.waiting, 'correction')} waiting. Nothing that was shown would be hidden."
    )
    leave = "" if issue is None else f" You can also leave issue {issue.number} as it is and add a comment."
    draw_paragraph(f"{said}{leave}")


def _many(several: Sequence[Correction], what: str) -> str:
    return plural(len(several), what) if several else f"no {what}s"


def draw_what_waits(standing: StoreSnapshot, quarter: Quarter) -> None:
    """For the officer: each figure that a new issue would revise or that waits, with what the change is
    made of."""
    would = would_issue(standing, quarter)
    rows = [
        (
            f"{one.ref}  {MEASURE[one.ref].name}",
            label(one.quarter),
            figure_in_words(one.issued, one.ref),
            figure_in_words(one.now, one.ref),
            what,
            one.why,
        )
        for what, several in ((REVISED, would.revised), (WAITS, would.waiting))
        for one in several
    ]
    if rows:
        draw_markup(
            html_table(
                "What a new issue would revise, and what waits, for the officer",
                ("Measure", "Quarter", "As issued", "Now", "In a new issue", "Why"),
                rows,
            )
        )
        draw_paragraph(
            "A correction waits while it would tell of a few young people: until every number has moved by "
            "none or by enough, and enough young people are concerned.",
            kind="ieo-small",
        )


def moved_since_issue(standing: StoreSnapshot, quarter: Quarter) -> str:
    """`Since issue 1: 8 figures have moved; 2 by enough to be revised.`; empty where none has or it was not
    issued."""
    issue = standing.issue_of(quarter)
    if issue is None or issue.seqs == tuple(one.seq for one in standing.returns):
        return ""
    would = would_issue(standing, quarter)
    enough, few = (
        sum(one.quarter == quarter for one in several) for several in (would.revised, would.waiting)
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
    return differing_told(own, frame_verdicts(issue.shared, quarter, issue.chart_rules), issue.number)


def for_the_workbook(would: NextIssue) -> Sequence[Revised]:
    """What the officer's workbook says of corrections."""

    def said(one: Correction, what: str) -> Revised:
        was, now = (figure_in_words(row, one.ref) for row in (one.issued, one.now))
        return Revised(one.ref, was, now, f"{one.why}; {what}", one.quarter)

    return [
        *(said(one, REVISED) for one in would.revised),
        *(said(one, WAITS) for one in would.waiting),
    ]
