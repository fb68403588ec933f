"""One dropped file on the Returns page: what it was recognised as, how its rows add up, and its problems."""

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.days import LONDON, day_in_words
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.sheets import Refused
from pages.shared.kit.html_tables import html_table, inert_text, safe_markup
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.by_hand.offers import offer_others, offer_unread
from pages.shared.returns.card.column_questions import draw_questions
from pages.shared.returns.card.problem_list import (
    FEW,
    MOST,
    SEVERITIES,
    counts_in_words,
    problem_groups,
    problems_table,
)
from pages.shared.returns.card.quarters_covered import draw_covered
from pages.shared.returns.card.send_back import draw_became, draw_send_back
from pages.shared.returns.card.spelling_match_questions import draw_same_questions
from pages.shared.returns.card.to_confirm import confirmed_in_words, draw_to_confirm
from pages.shared.returns.officer_answers import ABOUT_STATED_QUARTERS
from pages.shared.returns.replaced_files import aside_of
from pages.shared.returns.review_confirmed_answers import draw_undo
from pages.shared.returns.uploaded_file_record import UploadedFile


def _title(uploaded_file: UploadedFile) -> None:
    """The file's name, and the button that removes it."""
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        draw_markup(f'<h3 class="ieo-file">{safe_markup(uploaded_file.outcome.name)}</h3>')
    with right:
        if st.button(
            "Remove",
            key=f"away_{uploaded_file.sha256}",
            help=f"Remove {inert_text(uploaded_file.outcome.name)}: its rows will not count",
            width="stretch",
        ):
            session_files.take_away(uploaded_file.sha256)
            st.rerun()


def _put_aside(uploaded_file: UploadedFile) -> None:
    """Whose place the file took, and the button that undoes it."""
    other = aside_of(uploaded_file.sha256)
    if other is None:
        return
    arrived = other.received.astimezone(LONDON)
    draw_paragraph(
        f"In the place of {other.outcome.name}, received at {arrived:%H:%M}, which is of the same provider "
        "and quarters and does not count.",
        kind="ieo-small",
    )
    if st.button(f"Undo: use {inert_text(other.outcome.name)} instead", key=f"swap_{uploaded_file.sha256}"):
        session_files.swap_back(uploaded_file.sha256)
        st.rerun()


def draw_refused(uploaded_file: UploadedFile) -> None:
    """A file that could not be read: why, and what to do."""
    assert isinstance(uploaded_file.outcome, Refused)
    why = BY_CODE[uploaded_file.outcome.code]
    with st.container(border=True):
        _title(uploaded_file)
        found = f": {uploaded_file.outcome.found}." if uploaded_file.outcome.found else "."
        draw_markup(
            text_markup(bold(why.title), found)
            + text_markup("Expected: ", why.expected)
            + text_markup("What to do: ", why.to_do)
        )


def _understood(
    uploaded_file: UploadedFile, file: CheckedFile, mine: list[AcceptedReturn], problems: list[Problem]
) -> None:
    """Programme, provider, the quarters covered and how that is known, how its rows add up, and the number
    of problems."""
    again = session_files.accepted_before()
    for accepted in mine:
        here = [p for p in problems if p.code in ABOUT_STATED_QUARTERS and _is_of(p, file, accepted)]
        draw_covered(accepted, f"{uploaded_file.sha256}_{accepted.number}", here)
    parts = [
        text_markup(bold("Already accepted, unchanged: "), "nothing would change.", kind="ieo-notice")
        for accepted in mine
        if (accepted.return_type.title, uploaded_file.sha256) in again
    ]
    if not mine and file.doubts:
        parts.append(text_markup("Nothing in this file counts until its columns are confirmed."))
    elif not mine:
        parts.append(
            text_markup(
                f"This does not look like a return of {', '.join(PROGRAMMES)}. Nothing in it was counted."
            )
        )
    stated = (
        "as stated in the workbook"
        if file.made_is_stated
        else "no date stated, so the day it was received is used"
    )
    received = file.received.astimezone(LONDON)
    parts.append(
        text_markup(
            (
                f"Made on {day_in_words(file.made)}, {stated} · received {day_in_words(received)} at "
                f"{received:%H:%M}"
            ),
            kind="ieo-small",
        )
    )
    counts = " · ".join(
        part
        for part in (counts_in_words(problems), confirmed_in_words(uploaded_file.sha256, problems))
        if part
    )
    parts.append(
        text_markup(
            f"{plural(file.rows, 'row')} = {file.used:,} used + {file.left_out:,} left out · ", bold(counts)
        )
    )
    draw_markup("".join(parts))


def _is_of(p: Problem, file: CheckedFile, accepted: AcceptedReturn) -> bool:
    """Whether a problem is about a sheet of a return."""
    return any(sheet.name == p.sheet and sheet.table in accepted.covers for sheet in file.sheets)


def _sheets(file: CheckedFile) -> None:
    columns = ("Sheet", "Understood as", "Heading in row", "Columns", "Rows", "Used", "Left out")
    rows: list[tuple[str | int, ...]] = []
    for s in file.sheets:
        read_as = ", ".join(f"{letter} {slot.replace('_', ' ')}" for letter, slot in s.columns.items())
        rows.append((s.name, s.table.replace("_", " "), s.header_row, read_as, s.rows, s.used, s.left_out))
    rows += [(s.name, "not read", "", "", s.rows, s.used, s.left_out) for s in file.unread]
    draw_markup(
        html_table(
            "How each sheet was understood",
            columns,
            rows,
            numeric=("Heading in row", "Rows", "Used", "Left out"),
        )
    )
    if others := [name for name in file.other_sheets if name not in {s.name for s in file.unread}]:
        draw_paragraph("Sheets without a table: ", ", ".join(others), kind="ieo-small")


def _problems(problems: list[Problem], key: str) -> None:
    """Each kind under its own heading; the first few of each, unless one kind is chosen."""
    groups = problem_groups(problems)
    left, right = st.columns(2)
    with left:
        severities = st.pills(
            "Show", SEVERITIES, selection_mode="multi", default=SEVERITIES, key=f"severity_{key}"
        )
    shown = [group for group in groups if group.severity in severities]
    with right:
        kinds = {f"{group.severity}/{group.code}": group for group in shown}
        titles = {"": "All kinds"} | {
            name: f"{group.title} ({len(group.problems):,})" for name, group in kinds.items()
        }
        only = st.selectbox(
            "Kind", list(titles), format_func=lambda name: titles.get(name, name), key=f"kind_{key}"
        )
    draw_markup(problems_table([kinds[only]] if only else shown, MOST if only else FEW))


def draw_file(uploaded_file: UploadedFile, collection: Collection) -> None:
    """A file that was read."""
    file = uploaded_file.outcome
    assert isinstance(file, CheckedFile)
    mine = [r for r in collection.returns if any(part.file is file for part in r.parts)]
    problems = session_files.problems_of(file, collection)
    with st.container(border=True):
        _title(uploaded_file)
        draw_undo(uploaded_file.sha256)
        _put_aside(uploaded_file)
        _understood(uploaded_file, file, mine, problems)
        if became := session_files.outcomes_of_list(uploaded_file, problems):
            draw_became(
                [
                    o
                    for o in became
                    if not o.problem
                    or o.answer
                    or officer_answers.still_open(
                        uploaded_file.sha256, officer_answers.for_provider([o.problem])
                    )
                ]
            )
        earlier = [o for o in collection.files if o.received <= file.received and o is not file]
        settled_above = draw_questions(uploaded_file, earlier, problems)
        draw_same_questions(file, collection.same)
        offer_unread(uploaded_file)
        with st.expander("How each sheet was understood"):
            _sheets(file)
            offer_others(uploaded_file)
        if problems:
            with st.expander("Problems", expanded=any(p.severity == SEVERITIES[0] for p in problems)):
                _problems(officer_answers.for_provider(problems), uploaded_file.sha256)
            answers = {
                officer_answers.problem_key(uploaded_file.sha256, o.problem): o.answer
                for o in became
                if o.problem and o.answer
            }
            draw_to_confirm(
                uploaded_file.sha256,
                [p for p in problems if (p.code, p.sheet) not in settled_above],
                answers,
            )
            draw_send_back(uploaded_file, problems, mine, answers)
