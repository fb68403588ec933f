"""Sending a file back to its provider, and the status of its problems when it returns."""

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.covering_text import covering_text
from ieo_metrics.exports.fix_list.earlier_problems import Outcome
from ieo_metrics.exports.fix_list.fix_list_words import ANSWERED, FIXED, NEW, STILL
from ieo_metrics.exports.fix_list.lines_by_kind import cells_in_words, in_order
from ieo_metrics.exports.fix_list.reply_details import ReplyDetails, proposed_reply_day, reply_details
from ieo_metrics.exports.fix_list.send_back import annotate_workbook, document_file_name, marked_file_name
from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX, Problem
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.reading.safe_file_name import file_stem
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns.board import note_queried
from ieo_metrics.store.returns.masked_names import kept_file_name
from ieo_metrics.store.trail.entries_in_view import FIX_LIST_OF
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import Html, html_table
from pages.shared.kit.text import bold, draw_markup, text_markup
from pages.shared.returns import officer_answers
from pages.shared.returns.contact_for_providers import unit_now
from pages.shared.returns.officer_answers import ProblemKey
from pages.shared.returns.panel.problem_list import MOST, examples, problems_csv, title_of
from pages.shared.returns.uploaded_file_record import UploadedFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CELLS_NAMED = 8
SEND_BACK = "Send back"  # the tab
WEEKS_OFFERED = 5
_SHOWN = {STILL: "Still there", NEW: "New", ANSWERED: "✓ Answered", FIXED: "✓ Fixed"}


def draw_send_back(
    uploaded_file: UploadedFile,
    problems: Sequence[Problem],
    returns: Sequence[AcceptedReturn],
    provider_says: Mapping[ProblemKey, str],
) -> None:
    """The provider's own workbook with its problems marked, a text to send with it, and the plain list. What
    the provider has answered is ticked in the workbook, and not asked again."""
    file, data = uploaded_file.outcome, uploaded_file.data
    assert isinstance(file, CheckedFile)
    who = store_access.officer_name()  # the session is not at hand when the file is made
    left = officer_answers.still_open(uploaded_file.sha256, officer_answers.for_provider(problems))
    to_ask = [
        p
        for p in left
        if p.severity == MUST_FIX
        or (
            p.severity == CONFIRM
            and officer_answers.problem_key(uploaded_file.sha256, p) not in provider_says
        )
    ]
    asked = bool(to_ask)
    reply_by = _reply_day(uploaded_file.sha256, returns) if asked else None
    unit = unit_now()
    details = reply_details(returns, reply_by, unit.contact, unit.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        if asked:
            st.download_button(
                "Fix list for the provider",
                store_access.export_button_data(
                    f"{FIX_LIST_OF}{kept_file_name(file.name, file.sha256)}",
                    lambda store: _sent_back(
                        store, who, uploaded_file, annotate_workbook(data, left, file, details)
                    ),
                ),
                file_name=marked_file_name(file.name),
                mime=XLSX,
                key=f"back_{uploaded_file.sha256}",
                on_click="ignore",
            )
            st.download_button(
                "The list as a document (.docx)",
                store_access.export_button_data(
                    f"{FIX_LIST_OF}{kept_file_name(file.name, file.sha256)} as a document",
                    lambda store: _sent_back(store, who, uploaded_file, _document(to_ask, file, details)),
                ),
                file_name=document_file_name(file.name),
                mime=DOCX,
                key=f"document_{uploaded_file.sha256}",
                on_click="ignore",
            )
            with st.popover("E-mail text", key=f"text_{uploaded_file.sha256}"):
                st.code(covering_text(to_ask, file, details), language=None, wrap_lines=True)
        st.download_button(
            "All problems (.csv)",
            store_access.export_button_data(
                f"problems of {kept_file_name(file.name, file.sha256)}", lambda _: problems_csv(problems)
            ),
            file_name=f"Problems - {file_stem(file.name)}.csv",
            mime="text/csv",
            key=f"fixes_{uploaded_file.sha256}",
            on_click="ignore",
        )


def _document(problems: Sequence[Problem], file: CheckedFile, details: ReplyDetails) -> bytes:
    """The list as a document. Its library takes a tenth of a second to load, and few ask for it."""
    from ieo_metrics.exports.fix_list.list_document import list_document

    return list_document(problems, file, details)


def _reply_day(digest: str, returns: Sequence[AcceptedReturn]) -> dt.date:
    """The day by which the provider is asked to send the workbook back: some to choose from, since a calendar
    to click in cannot be used by everybody."""
    first = proposed_reply_day(returns, today())
    return st.selectbox(
        "Wanted back by",
        [first + dt.timedelta(weeks=weeks) for weeks in range(WEEKS_OFFERED)],
        format_func=day_in_words,
        key=f"reply_{digest}",
        width=250,
    )


def _sent_back(store: Store, who: str, uploaded_file: UploadedFile, workbook: bytes) -> bytes:
    """The workbook, once the board says that its return was queried."""
    if not store.read_only:
        note_queried(store, who, uploaded_file.sha256)
    return workbook


def became_in_words(became: Sequence[Outcome]) -> str:
    """`Of the 4 problems sent back, 2 are fixed, 1 is answered and 1 is still there; 1 is new.`"""
    n = {state: sum(o.state == state for o in became) for state in _SHOWN}
    old = n[FIXED] + n[ANSWERED] + n[STILL]

    def are(count: int) -> str:
        return f"{count:,} {'is' if count == 1 else 'are'}"

    if old and old == n[FIXED] and not n[NEW]:
        return (
            f"The {old:,} problems sent back are all fixed."
            if old > 1
            else "The one problem sent back is fixed."
        )
    new = "nothing is new" if not n[NEW] else f"{are(n[NEW])} new"
    parts = [f"{are(n[FIXED])} fixed"]
    parts += [f"{are(n[ANSWERED])} answered"] if n[ANSWERED] else []
    parts += [f"{are(n[STILL])} still there"] if n[STILL] or not n[ANSWERED] else []
    return f"Of the {old:,} problem{'' if old == 1 else 's'} sent back, {list_in_words(parts)}; {new}."


def draw_became(became: Sequence[Outcome]) -> None:
    """Each earlier problem, ticked or not, with the provider's own answer: a row for all cells of a sheet of
    which the same is said."""
    draw_markup(text_markup(bold("It came back with our fix list. "), became_in_words(became)))
    if any(o.answer for o in became):
        draw_markup(
            text_markup(
                "The answers are the provider's own words. No figure changes by them: confirm below what is "
                "right as it is.",
                kind="ieo-small",
            )
        )
    rows = rows_of_outcomes(became)
    with st.expander("Status of each problem", expanded=True):
        draw_markup(
            html_table(
                "Status of each problem",
                ("Now", "Sheet", "Cells", "Problem", "Found before", "Found now", "Provider's answer"),
                rows[:MOST],
                caption_shown=False,
            )
        )
        if len(rows) > MOST:
            draw_markup(text_markup(f"{len(rows) - MOST:,} more", kind="ieo-small"))


def rows_of_outcomes(became: Sequence[Outcome]) -> list[tuple[object, ...]]:
    """The rows of the table: what is still there first, then what is new, answered and fixed."""
    groups: dict[tuple[str, str, str, str], list[Outcome]] = {}
    for o in sorted(became, key=lambda o: list(_SHOWN).index(o.state)):
        told = o.problem or o.fix
        assert told
        groups.setdefault((o.state, told.sheet, told.code, o.answer), []).append(o)
    return [_row(*key, alike) for key, alike in groups.items()]


def _row(state: str, sheet: str, code: str, answer: str, alike: Sequence[Outcome]) -> tuple[object, ...]:
    kind = "improved" if state in (FIXED, ANSWERED) else "ieo-must-fix"
    cells = [told.cell for o in alike if (told := o.problem or o.fix)]
    before = [o.fix.found for o in alike if o.fix]
    now = [o.problem.found for o in alike if o.problem]
    return (
        Html(f'<span class="{kind}">{_SHOWN[state]}</span>'),
        sheet or "whole file",
        cells_in_words(sorted(cells, key=in_order), bool(sheet), CELLS_NAMED),
        title_of(code),
        examples(before),
        examples(now),
        answer or "–",
    )
