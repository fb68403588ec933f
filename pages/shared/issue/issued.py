"""Issuing a quarter: freezing it, what has moved since and why, the same files again, locking and unlocking.

What was issued and what the officer alone may see stand under headings of their own: a picture of the first
holds no small number.
"""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from ieo_metrics.exports.pack.wording import target_verdicts
from ieo_metrics.exports.tidy import tidy_csv
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring import measure_history
from ieo_metrics.measuring.change_decomposition import contributions, decompose_revision
from ieo_metrics.statistics.change_sentences import revised_words
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, issuing
from ieo_metrics.store.issues.figures import figure_in_words, quarter_figures
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.revisions import Revision
from ieo_metrics.store.issues.sharing import HIDDEN, protect_results
from ieo_metrics.store.issues.snapshot import StoreSnapshot
from pages.shared.frame import memory
from pages.shared.frame.address import quarter_slug
from pages.shared.frame.html_tables import html_table
from pages.shared.frame.page import bold, draw_heading, draw_markup, draw_paragraph, text_markup
from pages.shared.issue.pack import draw_pack, draw_rows_behind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKED = f"[{HIDDEN}] hidden in what is shared"


def draw_issue(standing: StoreSnapshot, quarter: Quarter) -> None:
    """Whether the quarter was issued, what moved since, and the buttons."""
    draw_heading(f"Issued to the SVRP: {label(quarter)}")
    issue = standing.issue_of(quarter)
    if issue is None:
        draw_paragraph(
            f"{label(quarter)} has not been issued. Issuing freezes its figures as they are, hides small "
            "numbers in what is for sharing, and locks it."
        )
    else:
        locked = (
            f"It is locked: no return that moves its figures can be accepted (by {standing.locks[quarter]})."
            if quarter in standing.locks
            else "It is not locked."
        )
        draw_markup(
            text_markup(
                bold(f"Issue {issue.number}"), f", at {in_clock_words(issue.at)}, by {issue.who}. {locked}"
            )
        )
        _draw_moved(_moved(standing, quarter))
    with st.container(horizontal=True, vertical_alignment="center"):
        writes = not memory.open_store_of_session().read_only
        if writes:
            words, kind = (
                (f"Issue {label(quarter)}", "primary")
                if issue is None
                else (f"Issue {label(quarter)} again", "secondary")
            )
            # A call back, so that what was drawn is issued, and not what has come since.
            st.button(words, type=kind, on_click=_issue, args=(standing, quarter))
        if issue is not None and writes:
            _draw_lock(standing, quarter)
    for one in (held for held in reversed(standing.issues) if held.quarter == quarter):
        _draw_files(one)


class File(NamedTuple):
    """What an issue is taken away as. `name`: what the name of the file says; `reach`: whom it is for,
    there."""

    words: str
    name: str
    reach: str
    ending: str
    made: Callable[[Store, Issue], bytes]


_FOR_SHARING = (
    File(
        "Workbook for sharing (.xlsx)",
        "SVRP tables",
        "",
        "xlsx",
        lambda store, one: _workbook_shared(store, one),
    ),
    File(
        "Tidy table for sharing (.csv)",
        "SVRP measures",
        "",
        "csv",
        lambda store, one: _tidy_shared(store, one),
    ),
)
_FOR_THE_OFFICER = File(
    "Workbook as issued (.xlsx)",
    "SVRP tables",
    ", not for sharing",
    "xlsx",
    lambda store, one: _workbook(store, one),
)
_KINDS = {"xlsx": XLSX, "csv": "text/csv"}


def _draw_files(one: Issue) -> None:
    """The files of an issue that may be shared, each made from what was frozen: the same bytes each time."""
    draw_paragraph(f"Issue {one.number}. {one.about.get('hidden', '')}", kind="ieo-small")
    draw_pack(one)
    with st.container(horizontal=True):
        for file in _FOR_SHARING:
            _draw_file(file, one)


def _draw_file(file: File, one: Issue) -> None:
    words, name, reach, ending, made = file
    st.download_button(
        words,
        memory.export_button_data(f"{words} of {one.title}", lambda store: made(store, one)),
        file_name=f"{name} {quarter_slug(one.quarter)}, issue {one.number}{reach}.{ending}",
        mime=_KINDS[ending],
        key=f"{name}{reach}{ending}_{one.quarter}_{one.number}",
        on_click="ignore",
    )


def draw_issued_for_officer(standing: StoreSnapshot, quarter: Quarter) -> None:
    """Of a quarter that was issued, under the officer's own heading: what has moved since and why, and the
    files as issued."""
    own = [one for one in reversed(standing.issues) if one.quarter == quarter]
    if own and (moved := _moved(standing, quarter)):
        _draw_moved_and_why(own[0], moved)
    for one in own:
        draw_paragraph(bold(f"As issued (issue {one.number}), for the officer"))
        with st.container(horizontal=True):
            _draw_file(_FOR_THE_OFFICER, one)
            draw_rows_behind(one)


def hidden_refs(standing: StoreSnapshot, quarter: Quarter) -> set[str]:
    """The measures whose figure of the quarter its latest issue hides; of a quarter that was not issued,
    those that an issue would hide."""
    issue = standing.issue_of(quarter)
    frame = _shared_now(standing) if issue is None else _let_out(issue)
    return {
        ref
        for (ref, period), row in quarter_figures(frame).items()
        if period == quarter and row["marker"] == HIDDEN
    }


def _shared_now(standing: StoreSnapshot) -> pd.DataFrame | None:
    """What an issue would let out if none had been made before; beside those, more may be hidden in the end,
    as the page says."""
    return memory.worked_out(
        ("what may be shared",),
        lambda: (
            protect_results(standing.results.frame, standing.settings, ()).frame if standing.results else None
        ),
    )


def _let_out(issue: Issue) -> pd.DataFrame:
    """As it was shared; of an issue that is older than disclosure control, as it is shared since."""
    return (
        issue.shared
        if issue.shared is not None
        else memory.worked_out(("let out", issue.title), lambda: as_issued.disclosed_frame(issue))
    )


def _issue(standing: StoreSnapshot, quarter: Quarter) -> None:
    """Of two clicks on one drawn button the second does nothing: it was issued then."""

    def issue(store: Store) -> None:
        drawn, now = standing.issue_of(quarter), memory.snapshot().issue_of(quarter)
        if now is None or (drawn is not None and drawn.number == now.number):
            issuing.issue_quarter(store, memory.officer_name(), quarter, standing)

    memory.run_change(issue)


def _workbook(store: Store, one: Issue) -> bytes:
    with store.reading() as connection:
        results, collection = as_issued.as_issued(connection, one)
    return svrp_workbook(
        results, collection, one.quarter, said_of=target_verdicts(results, one.quarter, one.targets)
    )


def _workbook_shared(store: Store, one: Issue) -> bytes:
    with store.reading() as connection:
        results, collection, hidden = as_issued.as_shared(connection, one)
    return svrp_workbook(
        results, collection, one.quarter, hidden, said_of=target_verdicts(results, one.quarter, one.targets)
    )


def _tidy_shared(store: Store, one: Issue) -> bytes:
    with store.reading() as connection:
        results, _, _ = as_issued.as_shared(connection, one)
    return tidy_csv(measure_history.of_quarter(results, one.quarter)).encode()


def _draw_lock(standing: StoreSnapshot, quarter: Quarter) -> None:
    if quarter not in standing.locks:
        if st.button("Lock it"):
            memory.change_fact(issuing.lock_quarter, quarter)
            st.rerun()
        return
    with st.popover("Unlock it"):
        why = st.text_input("Why is it unlocked?", max_chars=300)
        if st.button("Unlock", type="primary"):
            memory.change_fact(issuing.unlock_quarter, quarter, why)
            st.rerun()


def _moved(standing: StoreSnapshot, quarter: Quarter) -> list[Revision]:
    return [one for one in standing.revisions if one.quarter == quarter]


def _name(one: Revision) -> str:
    return f"{one.ref}  {MEASURE[one.ref].name}"


def _draw_moved(moved: list[Revision]) -> None:
    """Which have moved, as they were issued: a hidden one is [c]."""
    if not moved:
        draw_paragraph("No figure of it has moved since.")
        return
    issue, then = moved[0].issue, quarter_figures(_let_out(moved[0].issue))
    rows = [(_name(one), figure_in_words(then[one.ref, one.quarter], one.ref)) for one in moved]
    draw_markup(html_table(f"What has moved since issue {issue.number}", ("Measure", "As issued"), rows))
    draw_paragraph(
        (
            "[c]: hidden, so that no young person can be recognised. What each is now, and why, stands "
            "below, for the officer."
        ),
        kind="ieo-small",
    )


def _draw_moved_and_why(issue: Issue, moved: list[Revision]) -> None:
    shared = quarter_figures(_let_out(issue))
    rows = []
    for one in moved:
        hidden = f" {MARKED}" if shared[one.ref, one.quarter]["marker"] == HIDDEN else ""
        rows.append(
            (
                _name(one),
                f"{figure_in_words(one.issued, one.ref)}{hidden}",
                figure_in_words(one.now, one.ref),
                _why(one),
            )
        )
    draw_markup(
        html_table(
            f"What moved since issue {issue.number}, and why, for the officer",
            ("Measure", "As issued", "As now", "Why"),
            rows,
        )
    )


def _why(one: Revision) -> str:
    """What a revision is made of. The rows behind an issue stay as long as rows about people are kept."""
    if one.issue.about["settings"] != memory.snapshot().settings.as_dict():
        return "The settings are other ones now."
    then, now = memory.snapshot_with_rows(one.issue.seqs), memory.snapshot_with_rows()
    if then is None or now is None:
        return ""
    measure = MEASURE[one.ref]
    change = decompose_revision(
        contributions(then, one.ref, one.quarter), contributions(now, one.ref, one.quarter), measure
    )
    return revised_words(change, measure, one.quarter)
