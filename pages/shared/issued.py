"""Issuing a quarter: freezing it, what has moved since and why, the same files again, locking and unlocking."""

from collections.abc import Callable

import streamlit as st

from ieo_metrics.exports.svrp_workbook import svrp_workbook
from ieo_metrics.exports.tidy import tidy_csv
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.quarters import Quarter, label
from ieo_metrics.measuring import story
from ieo_metrics.measuring.moved import contributions, revised
from ieo_metrics.statistics.moved_words import revised_words
from ieo_metrics.store import issues
from ieo_metrics.store.issues import Issue, Revision, figure_in_words, revisions
from ieo_metrics.store.returns import in_clock_words
from ieo_metrics.store.standing import Standing
from ieo_metrics.store.store import Store
from pages.shared import memory
from pages.shared.address import slug
from pages.shared.frame import bold, draw, heading, paragraph, text
from pages.shared.html_tables import table
from pages.shared.pack import draw_pack

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_issue(standing: Standing, quarter: Quarter) -> None:
    """Whether the quarter was issued, what moved since, and the buttons."""
    heading(f"Issued to the SVRP: {label(quarter)}")
    issue = standing.issue_of(quarter)
    if issue is None:
        paragraph(f"{label(quarter)} has not been issued. Issuing freezes its figures as they are, hides small numbers in what is for sharing, and locks it.")
    else:
        locked = (
            f"It is locked: no return that moves its figures can be accepted (by {standing.locks[quarter]})."
            if quarter in standing.locks
            else "It is not locked."
        )
        draw(text(bold(f"Issue {issue.number}"), f", at {in_clock_words(issue.at)}, by {issue.who}. {locked}"))
        _draw_moved([one for one in revisions(standing.issues, standing.results.frame) if one.quarter == quarter] if standing.results else [])
    with st.container(horizontal=True, vertical_alignment="center"):
        writes = not memory.store().read_only
        if writes:
            words, kind = (f"Issue {label(quarter)}", "primary") if issue is None else (f"Issue {label(quarter)} again", "secondary")
            # A call back, so that what was drawn is issued, and not what has come since.
            st.button(words, type=kind, on_click=_issue, args=(standing, quarter))
        if issue is not None and writes:
            _draw_lock(standing, quarter)
    for one in (held for held in reversed(standing.issues) if held.quarter == quarter):
        _draw_files(one)


# What an issue is taken away as: (words, what the name of the file says, its ending and kind, how it is made).
_FILES: tuple[tuple[str, str, str, str, Callable[[Store, Issue], bytes]], ...] = (
    ("Workbook for sharing (.xlsx)", "SVRP tables", "", "xlsx", lambda store, one: _workbook_shared(store, one)),
    ("Tidy table for sharing (.csv)", "SVRP measures", "", "csv", lambda store, one: _tidy_shared(store, one)),
    ("Workbook for the officer (.xlsx)", "SVRP tables", ", not for sharing", "xlsx", lambda store, one: _workbook(store, one)),
)
_KINDS = {"xlsx": XLSX, "csv": "text/csv"}


def _draw_files(one: Issue) -> None:
    """The files of an issue, each made from what was frozen: the same bytes each time."""
    paragraph(f"Issue {one.number}. {one.about.get('hidden', '')}", kind="ieo-small")
    draw_pack(one)
    with st.container(horizontal=True):
        for words, name, reach, ending, made in _FILES:
            st.download_button(
                words,
                memory.exported(f"{words} of {one.title}", lambda store, made=made: made(store, one)),
                file_name=f"{name} {slug(one.quarter)}, issue {one.number}{reach}.{ending}",
                mime=_KINDS[ending],
                key=f"{name}{reach}{ending}_{one.quarter}_{one.number}",
                on_click="ignore",
            )


def _issue(standing: Standing, quarter: Quarter) -> None:
    """Of two clicks on one drawn button the second does nothing: it was issued then."""

    def issue(store: Store) -> None:
        drawn, now = standing.issue_of(quarter), memory.standing().issue_of(quarter)
        if now is None or (drawn is not None and drawn.number == now.number):
            issues.issue(store, memory.officer(), quarter, standing)

    memory.changing(issue)


def _workbook(store: Store, one: Issue) -> bytes:
    with store.reading() as connection:
        results, collection = issues.as_issued(connection, one)
    return svrp_workbook(results, collection, one.quarter)


def _workbook_shared(store: Store, one: Issue) -> bytes:
    with store.reading() as connection:
        results, collection, hidden = issues.as_shared(connection, one)
    return svrp_workbook(results, collection, one.quarter, hidden)


def _tidy_shared(store: Store, one: Issue) -> bytes:
    with store.reading() as connection:
        results, _, _ = issues.as_shared(connection, one)
    return tidy_csv(story.of_quarter(results, one.quarter)).encode()


def _draw_lock(standing: Standing, quarter: Quarter) -> None:
    if quarter not in standing.locks:
        if st.button("Lock it"):
            memory.changing(lambda store: issues.lock(store, memory.officer(), quarter))
            st.rerun()
        return
    with st.popover("Unlock it"):
        why = st.text_input("Why is it unlocked?", max_chars=300)
        if st.button("Unlock", type="primary"):
            memory.changing(lambda store: issues.unlock(store, memory.officer(), quarter, why))
            st.rerun()


def _draw_moved(moved: list[Revision]) -> None:
    if not moved:
        paragraph("No figure of it has moved since.")
        return
    issue = moved[0].issue
    rows = [(f"{one.ref}  {MEASURE[one.ref].name}", figure_in_words(one.issued, one.ref), figure_in_words(one.now, one.ref), _why(one)) for one in moved]
    draw(table(f"What has moved since issue {issue.number}", ("Measure", "As issued", "As now", "Why"), rows))


def _why(one: Revision) -> str:
    """What a revision is made of. The rows behind an issue stay as long as rows about people are kept."""
    then, now = memory.in_full(one.issue.seqs), memory.in_full()
    if then is None or now is None:
        return ""
    measure = MEASURE[one.ref]
    change = revised(contributions(then, one.ref, one.quarter), contributions(now, one.ref, one.quarter), measure)
    if one.issue.about["settings"] != now.settings.as_dict():
        return "The settings are other ones now."
    return revised_words(change, measure, one.quarter)
