"""The questions about a file's columns and sheets, drawn in its panel: the sheet as received, each question
with its proposal, one button."""

from collections import Counter
from collections.abc import Sequence
from functools import partial, reduce
from zlib import crc32

import streamlit as st

from ieo_metrics.accepting.questions.new_columns_in_words import what_is_new
from ieo_metrics.accepting.questions.question import AskedSheet, Question
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.hidden_sheets import hidden_under
from ieo_metrics.recognising.mappings.mapping import NOT_NEEDED, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import LEAVE, READ
from ieo_metrics.recognising.match_headings_to_layouts import best_fits
from pages.shared.kit.html_tables import inert_text, safe_markup
from pages.shared.kit.next_step import keyboard_moves, step_kind
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.panel.sheet_with_column_meanings import sheet_view
from pages.shared.returns.panel.what_answers_make import draw_readings
from pages.shared.returns.uploaded_file_record import UploadedFile

UNDECIDED = "Choose…"


def draw_questions(
    uploaded_file: UploadedFile, earlier: Sequence[CheckedFile], sheets: Sequence[AskedSheet]
) -> None:
    """The questions about the columns of a file. `earlier`: the files that came before it."""
    assert isinstance(uploaded_file.outcome, CheckedFile)
    if not sheets:
        return
    with st.container(key=f"ieo_asked_{uploaded_file.sha256[:16]}"):
        top = st.container(horizontal=True, vertical_alignment="center")
        beside = st.container()
        by_table = [(sheet, _draw_sheet(uploaded_file, sheet)) for sheet in sheets]
        with top:
            count = sum(len(pairs) for _, pairs in by_table)
            new = what_is_new(uploaded_file.outcome, officer_answers.column_mapping(), list(earlier))
            draw_markup(
                text_markup(
                    bold(f"{count} question{'' if count == 1 else 's'} about its columns"),
                    f" · compared with what was known before: {new}" if new else "",
                )
            )
            _confirm(uploaded_file, by_table)
        with beside:
            draw_readings(uploaded_file, by_table)


def _draw_sheet(uploaded_file: UploadedFile, asked_sheet: AskedSheet) -> list[tuple[Question, str | None]]:
    """The sheet and its questions; the answers as they are chosen now."""
    sheet, place = (
        asked_sheet.sheet,
        f"{uploaded_file.sha256[:16]}_{asked_sheet.sheet.name}_{asked_sheet.header}",
    )
    heading = (
        f'<h2 class="ieo-h4">{safe_markup(sheet.name)} <small>{safe_markup(asked_sheet.table)} · heading in '
        f"row {sheet.first_row + asked_sheet.header}</small></h2>"
    )
    above = st.container()
    answers: list[tuple[Question, str | None]] = []
    for question in asked_sheet.questions:
        left, right = st.columns([3, 2], vertical_alignment="center")
        with left:
            draw_markup(text_markup(bold(question.about)) + text_markup(question.why, kind="ieo-small"))
        with right:
            answers.append((question, _choice(question, f"ask_{place}_{question.key}", sheet.name)))
    may_be = {
        column: (question.title_of(answer) if question.slots and answer is not None else "")
        for question, answer in answers
        for column in question.columns
    }
    with above:
        draw_markup(heading + sheet_view(sheet, asked_sheet.header, asked_sheet.taken, may_be))
    return answers


def _choice(question: Question, key: str, sheet: str) -> str | None:
    values = list(question.choices)
    return st.selectbox(
        inert_text(f"{sheet}: {question.about}"),
        values,
        index=None if question.proposed is None else values.index(question.proposed),
        format_func=lambda value: question.choices.get(value, value),
        placeholder=UNDECIDED,
        label_visibility="collapsed",
        key=f"{key}_{crc32(repr(values).encode())}",
    )


def _confirm(
    uploaded_file: UploadedFile, by_table: list[tuple[AskedSheet, list[tuple[Question, str | None]]]]
) -> None:
    """The one button, and why it cannot be pressed yet. While a question about a table is open, nothing of
    that table is confirmed with the rest."""
    open_ones = [sheet for sheet, pairs in by_table if any(answer is None for _, answer in pairs)]
    answers = [pair for sheet, pairs in by_table if sheet not in open_ones for pair in pairs]
    if open_ones:
        names = ", ".join(dict.fromkeys(sheet.sheet.name for sheet in open_ones))
        draw_paragraph(
            f"A question about {names} has no answer yet: nothing there is confirmed until it has.",
            kind="ieo-small",
        )
    given = [(question, answer) for question, answer in answers if answer is not None]
    chosen = Counter(slot for question, slot in given if question.slots and slot != NOT_NEEDED)
    titles = {slot: question.title_of(slot) for question, _ in given for slot in question.choices}
    twice = [titles[slot] for slot, n in chosen.items() if n > 1]
    for words in twice:
        draw_notice(
            f"Two columns are both set to “{words}”. Choose another meaning for one of them.",
        )
    as_proposed = all(answer == question.proposed for question, answer in answers)
    words = "Confirm all as proposed" if as_proposed else "Confirm"
    says_something = any(answer or question.slots for question, answer in given)
    key = f"confirm_{uploaded_file.sha256}"
    if st.button(
        words,
        type=step_kind(key),
        key=key,
        disabled=bool(twice) or not says_something,
    ):
        officer_answers.say_mapping(
            lambda mapping: reduce(lambda known, pair: pair[0].answered(known, pair[1]), given, mapping)
        )
        # A question about the return as a whole is none of the file's problems.
        session_files.check_again(
            lambda file: file is uploaded_file.outcome or session_files.asks_something(file)
        )
        keyboard_moves()
        st.rerun()


def draw_hidden_sheets(uploaded_file: UploadedFile) -> None:
    """The officer says whether a hidden sheet is read or left out."""
    assert isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    mapping = officer_answers.column_mapping()
    asked = {p.sheet for p in uploaded_file.outcome.problems if p.code == officer_answers.HIDDEN}
    for sheet in (each for each in uploaded_file.read.sheets if not each.visible and each.height):
        under = hidden_under(sheet, best_fits(sheet, 0, mapping))
        said = mapping.about_hidden(sheet.name, under)
        if not said and sheet.name not in asked:
            continue
        words = f"is hidden. You asked for it to be {said}." if said else "is hidden and was not read."
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_markup(
                text_markup("The sheet ", bold(sheet.name), f" ({plural(sheet.height, 'row')}) {words}")
            )
            for answer, label, key in ((READ, "Read it", "read"), (LEAVE, "Leave it out", "leave")):
                if said != answer and st.button(label, key=f"{key}_{uploaded_file.sha256}_{sheet.name}"):
                    officer_answers.say_mapping(
                        partial(Mapping.with_hidden, sheet=sheet.name, headings=under, answer=answer)
                    )
                    session_files.check_again()
                    st.rerun()
