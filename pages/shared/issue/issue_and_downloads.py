"""The files of a quarter's issues, and for the officer what has changed since and why.

What may be shared and what only the officer may see are drawn apart, so that a screenshot of the first shows
no small numbers.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from ieo_metrics.exports.pack.files import TABLES_XLSX
from ieo_metrics.exports.pack.from_issue import checked_pack_files, issued_in_words, recorded_for
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.change_decomposition import contributions, decompose_change
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.statistics.change_decomposition_wording import revised_words
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, events_by_measure
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, what_is_hidden
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words, quarter_figures
from ieo_metrics.store.issues.corrections.revisions import Revision
from ieo_metrics.store.issues.cut_off_after_quarter import targets_until
from ieo_metrics.store.issues.issues import Issue
from pages.shared.frame import store_access
from pages.shared.frame.page_address import quarter_slug
from pages.shared.issue.next_issue import draw_what_waits, would_issue
from pages.shared.issue.pack import draw_pack, draw_rows_behind
from pages.shared.issue.withdraw import draw_withdrawn_for_officer
from pages.shared.issue.withdraw_figure import draw_misleading
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKED = f"[{HIDDEN}] hidden in the files for sharing"


class File(NamedTuple):
    """A download of an issue. `words`: on its button; `recorded`: what the audit trail calls it, which stays
    where the button's words change; `name`: the beginning of the file's name; `reach`: the part of it that
    says whom it is for."""

    words: str
    recorded: str
    name: str
    reach: str
    ending: str
    made: Callable[[Store, Issue], bytes]


FOR_SHARING = (
    File(
        "Workbook for sharing (.xlsx)",
        "Workbook for sharing (.xlsx)",
        "SVRP tables",
        "",
        "xlsx",
        lambda store, issue: _workbook_shared(store, issue),
    ),
    File(
        "Tidy table for sharing (.csv)",
        "Tidy table for sharing (.csv)",
        "SVRP measures",
        "",
        "csv",
        lambda store, issue: _tidy_shared(store, issue),
    ),
)
FOR_THE_OFFICER = File(
    "Workbook as issued (.xlsx)",
    "Workbook as issued (.xlsx)",
    "SVRP tables",
    ", not for sharing",
    "xlsx",
    lambda store, issue: officers_workbook(store, issue),
)
_KINDS = {"xlsx": XLSX, "csv": "text/csv"}


def draw_packs(standing: StoreSnapshot, quarter: Quarter, *, is_next: bool) -> None:
    """The pack and the files of each issue of the quarter: the latest, and folded away those before it.
    `is_next`: the pack of the latest is what to do now."""
    own = [issue for issue in reversed(standing.issues) if issue.quarter == quarter]
    if not own:
        draw_paragraph("The pack is made from an issue. Issue the quarter first.")
        return
    latest, *earlier = own
    _draw_files(latest, is_next)
    if earlier:
        words = f"Earlier issues of {label(quarter)}"
        draw_folded(words, f"earlier_issues_{quarter}", partial(_draw_earlier, earlier))


def _draw_earlier(earlier: Sequence[Issue]) -> None:
    for issue in earlier:
        draw_paragraph(bold(issued_in_words(issue)))
        _draw_files(issue, False)


def _draw_files(issue: Issue, is_next: bool) -> None:
    """The files of an issue that may be shared, each made from what was frozen: the same bytes each time."""
    draw_paragraph(f"Issue {issue.number}. {issue.about.get('hidden', '')}", kind="ieo-small")
    draw_pack(issue, is_next=is_next)
    draw_paragraph("Without the pack:", kind="ieo-small")
    with st.container(horizontal=True):
        for file in FOR_SHARING:
            _draw_file(file, issue)


def _draw_file(file: File, issue: Issue) -> None:
    words, recorded, name, reach, ending, made = file
    st.download_button(
        words,
        store_access.export_button_data(f"{recorded} of {issue.title}", lambda store: made(store, issue)),
        file_name=f"{name} {quarter_slug(issue.quarter)}, issue {issue.number}{reach}.{ending}",
        mime=_KINDS[ending],
        key=f"{name}{reach}{ending}_{issue.quarter}_{issue.number}",
        on_click="ignore",
    )


def draw_issued_for_officer(standing: StoreSnapshot, quarter: Quarter) -> None:
    """For the officer, where a quarter was issued: what has changed since and why, and the files as
    issued."""
    own = [issue for issue in reversed(standing.issues) if issue.quarter == quarter]
    if own and (moved := moved_since(standing, quarter)):
        _draw_moved_and_why(standing, own[0], moved)
    draw_withdrawn_for_officer(standing, quarter)
    draw_what_waits(standing, quarter)
    draw_misleading(standing, quarter)
    for issue in own:
        draw_paragraph(bold(f"As issued (issue {issue.number}), for the officer"))
        draw_paragraph(issue.protection, kind="ieo-small")
        with st.container(horizontal=True):
            _draw_file(FOR_THE_OFFICER, issue)
            draw_rows_behind(issue)


def hidden_refs(standing: StoreSnapshot, quarter: Quarter) -> set[str]:
    """The measures whose figure the quarter's latest issue hides; where there is no issue, those that one
    would hide."""
    issue = standing.issue_of(quarter)
    frame = would_issue(standing, quarter).shared.frame if issue is None else _let_out(standing, issue)
    return {
        ref
        for (ref, period), row in quarter_figures(frame).items()
        if period == quarter and row["marker"] == HIDDEN
    }


def _let_out(standing: StoreSnapshot, issue: Issue) -> pd.DataFrame:
    """The issue as it may be shared; if it is older than disclosure control, as it would be shared now."""
    return store_access.worked_out(
        ("let out", issue.title),
        lambda: what_is_hidden.disclosed_frame(issue, standing.withdrawn_figures),
    )


def officers_workbook(store: Store, issue: Issue) -> bytes:
    """The tables of an issue with nothing hidden. Raises StoreTrouble where it was withdrawn."""
    with store.reading() as connection:
        results, collection = as_issued.as_issued(connection, issue)
        recorded = recorded_for(connection, issue.quarter)
    return svrp_workbook(
        results,
        collection,
        issue.quarter,
        targets=targets_until(issue.targets, issue.quarter),
        events=_events(issue, results),
        protection=issue.protection,
        recorded=recorded,
    )


def _workbook_shared(store: Store, issue: Issue) -> bytes:
    """The tables of the pack, looked through as in the pack. Raises as `checked_pack_files` does."""
    (tables,) = checked_pack_files(store, issue, TABLES_XLSX).values()
    return tables


def _events(issue: Issue, results: Results) -> dict[str, tuple[ChartEvent, ...]]:
    """What had happened by the quarter of an issue, as it was noted then."""
    return events_by_measure(issue.targets, issue.steps, issue.notes, (results.governed.first, issue.quarter))


def _tidy_shared(store: Store, issue: Issue) -> bytes:
    with store.reading() as connection:
        results, _, _ = as_issued.as_shared(connection, issue)
    return tidy_csv(overview_lines.quarter_with_verdicts(results, issue.quarter)).encode()


def moved_since(standing: StoreSnapshot, quarter: Quarter) -> list[Revision]:
    return [revision for revision in standing.revisions if revision.quarter == quarter]


def _name(revision: Revision) -> str:
    return f"{revision.ref}  {MEASURE[revision.ref].name}"


def _draw_moved_and_why(standing: StoreSnapshot, issue: Issue, moved: list[Revision]) -> None:
    shared = quarter_figures(_let_out(standing, issue))
    rows = []
    for revision in moved:
        hidden = f" {MARKED}" if shared[revision.ref, revision.quarter]["marker"] == HIDDEN else ""
        rows.append(
            (
                _name(revision),
                f"{figure_in_words(revision.issued, revision.ref)}{hidden}",
                figure_in_words(revision.now, revision.ref),
                _why(revision),
            )
        )
    draw_markup(
        html_table(
            f"What has changed since issue {issue.number}, and why, for the officer",
            ("Measure", "As issued", "Now", "Why"),
            rows,
            kind="ieo-compact",
        )
    )


def _why(revision: Revision) -> str:
    """What a revision is made of. The rows behind an issue stay as long as rows about people are kept."""
    # A setting that is younger than the issue was at its default.
    settings_then = Settings().as_dict() | revision.issue.about["settings"]
    if settings_then != store_access.snapshot().settings.as_dict():
        return "The settings have changed."
    then, now = store_access.snapshot_with_rows(revision.issue.seqs), store_access.snapshot_with_rows()
    if then is None or now is None:
        return ""
    measure = MEASURE[revision.ref]
    change = decompose_change(
        contributions(then, revision.ref, revision.quarter),
        contributions(now, revision.ref, revision.quarter),
        measure,
    )
    return revised_words(change, measure, revision.quarter)
