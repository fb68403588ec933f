"""Sending a file back to its provider, and the status of its problems when it returns."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn, quarters_in_words
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.covering_text import covering_text
from ieo_metrics.exports.fix_list.earlier_problems import Outcome
from ieo_metrics.exports.fix_list.fix_list_words import FIXED, NEW, STILL
from ieo_metrics.exports.fix_list.send_back import annotate_workbook, marked_file_name
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX, Problem
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.safe_file_name import file_stem
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.board import note_queried
from pages.shared.frame import store_access
from pages.shared.frame.html_tables import Html, html_table
from pages.shared.frame.page import bold, draw_markup, text_markup
from pages.shared.returns import officer_answers
from pages.shared.returns.card.problem_list import FEW, problems_csv, title_of
from pages.shared.returns.uploaded_file_record import UploadedFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = {STILL: "Still there", NEW: "New", FIXED: "✓ Fixed"}


def draw_send_back(
    uploaded_file: UploadedFile, problems: Sequence[Problem], returns: Sequence[AcceptedReturn]
) -> None:
    """The provider's own workbook with its problems marked, a text to send with it, and the plain list."""
    file, data = uploaded_file.outcome, uploaded_file.data
    assert isinstance(file, CheckedFile)
    who = store_access.officer_name()  # the session is not at hand when the file is made
    left = officer_answers.still_open(uploaded_file.sha256, officer_answers.for_provider(problems))
    with st.container(horizontal=True, vertical_alignment="center"):
        if any(p.severity in (MUST_FIX, CONFIRM) for p in left):
            st.download_button(
                "Fix list for the provider",
                store_access.export_button_data(
                    f"fix list of {cell_as_shown(file.name)}",
                    lambda store: _sent_back(store, who, uploaded_file, annotate_workbook(data, left, file)),
                ),
                file_name=marked_file_name(file.name),
                mime=XLSX,
                key=f"back_{uploaded_file.sha256}",
                on_click="ignore",
                type="secondary"
                if any(p.code in officer_answers.ABOUT_HEADINGS for p in problems)
                else "primary",
            )
            with st.popover("Covering text", key=f"text_{uploaded_file.sha256}"):
                provider = (
                    " and ".join(dict.fromkeys(r.return_type.provider for r in returns)) or "the provider"
                )
                quarters = (
                    " and ".join(dict.fromkeys(quarters_in_words(r.covers_all) for r in returns))
                    or "the quarter"
                )
                st.code(covering_text(left, file, provider, quarters), language=None, wrap_lines=True)
        st.download_button(
            "All problems (.csv)",
            lambda: problems_csv(problems),
            file_name=f"Problems - {file_stem(file.name)}.csv",
            mime="text/csv",
            key=f"fixes_{uploaded_file.sha256}",
            on_click="ignore",
        )


def _sent_back(store: Store, who: str, uploaded_file: UploadedFile, workbook: bytes) -> bytes:
    """The workbook, once the board says that its return was queried."""
    if not store.read_only:
        note_queried(store, who, uploaded_file.sha256)
    return workbook


def became_in_words(became: Sequence[Outcome]) -> str:
    """`Of the 3 problems sent back, 2 are fixed and 1 is still there; 1 is new.`"""
    n = {state: sum(o.state == state for o in became) for state in _SHOWN}
    old = n[FIXED] + n[STILL]

    def are(count: int) -> str:
        return f"{count:,} {'is' if count == 1 else 'are'}"

    if old and not n[STILL] and not n[NEW]:
        return (
            f"The {old:,} problems sent back are all fixed."
            if old > 1
            else "The one problem sent back is fixed."
        )
    new = "nothing is new" if not n[NEW] else f"{are(n[NEW])} new"
    return (
        f"Of the {old:,} problem{'' if old == 1 else 's'} sent back, {are(n[FIXED])} fixed and "
        f"{are(n[STILL])} still there; {new}."
    )


def draw_became(became: Sequence[Outcome]) -> None:
    """Each earlier problem, ticked or not; the first few of each state."""
    draw_markup(text_markup(bold("It came back with our fix list. "), became_in_words(became)))
    rows: list[tuple[object, ...]] = []
    more = []
    for state, words in _SHOWN.items():
        some = [o for o in became if o.state == state]
        rows += [_row(words, o) for o in some[:FEW]]
        more += [f"{len(some) - FEW:,} more: {words.lower()}"] * (len(some) > FEW)
    with st.expander("Status of each problem", expanded=True):
        draw_markup(
            html_table(
                "Status of each problem",
                ("Now", "Sheet", "Cell", "Problem", "Found before", "Found now"),
                rows,
                caption_shown=False,
            )
        )
        if more:
            draw_markup(text_markup("; ".join(more), kind="ieo-small"))


def _row(words: str, o: Outcome) -> tuple[object, ...]:
    p, fix = o.problem, o.fix
    state = Html(f'<span class="{"improved" if o.state == FIXED else "ieo-must-fix"}">{words}</span>')
    sheet, cell, code = (
        (p.sheet, p.cell, p.code) if p else (fix.sheet, fix.cell, fix.code) if fix else ("", "", "")
    )
    return (
        state,
        sheet or "whole file",
        cell or "–",
        title_of(code),
        fix.found if fix else "–",
        p.found if p else "–",
    )
