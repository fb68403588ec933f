"""The questions about a file's columns and sheets, drawn in its panel: table by table the sheet as received,
each question with its proposal, what the answers make, and one button."""

from collections import Counter
from collections.abc import Sequence
from functools import partial, reduce

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ieo_metrics.accepting.questions.new_columns_in_words import what_is_new
from ieo_metrics.accepting.questions.question import AskedSheet, Question
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.layouts import slot_title
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.hidden_sheets import hidden_under
from ieo_metrics.recognising.mappings.mapping import EMPTY, NOT_NEEDED, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import LEAVE, NOT_THERE, READ
from ieo_metrics.recognising.match_headings_to_layouts import best_fits
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.lazy_tabs import CountedTab, draw_counted_tabs
from pages.shared.kit.next_step import keyboard_moves, step_kind
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.kit.unfolding import draw_folded
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.by_hand.offers import offer_if_unread
from pages.shared.returns.panel.columns.chosen_answers import (
    ChosenAnswers,
    chosen_answers,
    draw_choice,
    forget_chosen,
)
from pages.shared.returns.panel.columns.sheet_with_column_meanings import sheet_view
from pages.shared.returns.panel.columns.what_answers_make import draw_readings
from pages.shared.returns.uploaded_file_record import UploadedFile

AT_ONCE = 9  # questions about one table; more are several tabs
FEW = 4  # questions about one table, which has room for what their answers make as well
BESIDE = {True: 2, False: 3}  # questions beside each other, where they are few and where they are not


def draw_questions(
    uploaded_file: UploadedFile, earlier: Sequence[CheckedFile], sheets: Sequence[AskedSheet]
) -> None:
    """The questions about the columns of a file. `earlier`: the files that came before it."""
    assert isinstance(uploaded_file.outcome, CheckedFile)
    asked_here = [asked for asked in sheets if asked.asked_here]
    if not asked_here:
        return
    chosen = chosen_answers(uploaded_file.sha256, sheets)
    with st.container(key=f"ieo_asked_{uploaded_file.sha256[:16]}"):
        new = what_is_new(uploaded_file.outcome, officer_answers.column_mapping(), list(earlier))
        questions = plural(sum(len(asked.asked_here) for asked in asked_here), "question")
        known = f" · compared with what was known before: {new}" if new else ""
        top = st.container(horizontal=True, vertical_alignment="center")
        top.html(text_markup(bold(f"{questions} about its columns"), known))
        _draw_tabs(
            {
                _name(asked, asked_here): CountedTab(
                    partial(_draw_table, uploaded_file, asked, chosen, top), len(asked.asked_here)
                )
                for asked in asked_here
            },
            f"asked_{uploaded_file.sha256[:16]}",
        )


def _draw_tabs(tabs: dict[str, CountedTab], key: str) -> None:
    """Several things as tabs; one alone without."""
    if len(tabs) == 1:
        next(iter(tabs.values())).draw()
    else:
        draw_counted_tabs(tabs, key, next(iter(tabs)))


def _name(asked: AskedSheet, others: Sequence[AskedSheet]) -> str:
    """A table by its sheet, and by its heading row where the sheet has several."""
    alone = sum(asked.sheet.name == other.sheet.name for other in others) == 1
    row = "" if alone else f", row {asked.sheet.first_row + asked.header}"
    return inert_text(f"{asked.sheet.name}{row}")


def _draw_table(
    uploaded_file: UploadedFile, asked: AskedSheet, chosen: ChosenAnswers, top: DeltaGenerator
) -> None:
    """One table: its questions, the sheet, and what the answers make. `top`: where its button stands."""
    pairs = chosen.by_table[asked.place]
    with top:
        offer_if_unread(uploaded_file, asked.sheet)
        _confirm(uploaded_file, asked, chosen)
    also = [question.also for question in asked.asked_here]
    if said_once := also[0] if len(set(also)) == 1 else ():
        draw_paragraph(f"The answers count for {list_in_words(said_once)} too.", kind="ieo-small")
    parts = [asked.asked_here[i : i + AT_ONCE] for i in range(0, len(asked.asked_here), AT_ONCE)]
    _draw_tabs(
        {
            f"Questions {i * AT_ONCE + 1} to {i * AT_ONCE + len(part)}": CountedTab(
                partial(_draw_part, uploaded_file.sha256, asked, part, chosen)
            )
            for i, part in enumerate(parts)
        },
        f"part_{uploaded_file.sha256[:16]}_{asked.sheet.name}_{asked.header}",
    )
    may_be = {
        column: (question.title_of(answer) if question.slots and answer is not None else "")
        for question, answer in pairs
        for column in question.columns
    }
    for question, answer in pairs:
        may_be |= _named(question, answer)
    draw_markup(sheet_view(asked, may_be))
    draw_made = partial(draw_readings, uploaded_file, asked, chosen.by_table)
    if len(asked.asked_here) <= FEW:
        draw_made()
    else:
        made = f"What the answers make of the sheet {inert_text(asked.sheet.name)}"
        draw_folded(made, f"made_{uploaded_file.sha256[:16]}_{asked.sheet.name}_{asked.header}", draw_made)


def _named(question: Question, answer: str | None) -> dict[int, str]:
    """The column that was chosen as the one that is missing, and what it is then read as."""
    if not question.looks_for or answer in (None, NOT_THERE):
        return {}
    layouts = question.answered(EMPTY, answer).columns
    return {int(answer): slot_title(layout, question.looks_for) for layout in layouts}


def _draw_part(sha256: str, asked: AskedSheet, questions: Sequence[Question], chosen: ChosenAnswers) -> None:
    """Some questions, beside each other: what is asked, and the answers; or what follows from others."""
    said_once = len({question.also for question in asked.asked_here}) == 1
    beside = BESIDE[len(asked.asked_here) <= FEW]
    for i in range(0, len(questions), beside):
        for place, question in zip(st.columns(beside), questions[i : i + beside], strict=False):
            with place, st.container(gap=None):
                also = (
                    f" The answer counts for {list_in_words(question.also)} too."
                    if question.also and not said_once
                    else ""
                )
                draw_markup(
                    text_markup(bold(question.about)) + text_markup(f"{question.why}{also}", kind="ieo-small")
                )
                if follows := chosen.follows.get((asked.place, question.key)):
                    draw_paragraph(f"{follows}.")
                else:
                    label = inert_text(f"{asked.sheet.name}: {question.about}")
                    draw_choice(question, label, sha256, asked.place)


def _confirm(uploaded_file: UploadedFile, asked: AskedSheet, chosen: ChosenAnswers) -> None:
    """The one button of a table, and why it cannot be pressed yet. While a question about the table is open,
    nothing of it is confirmed."""
    pairs = chosen.by_table[asked.place]
    given = [(question, answer) for question, answer in pairs if answer is not None]
    if is_open := len(given) < len(pairs):
        draw_paragraph("Nothing is confirmed until every question has an answer.", kind="ieo-small")
    twice = _given_twice(given)
    for words in twice:
        draw_notice(f"Two columns are both set to “{words}”. Choose another meaning for one of them.")
    as_proposed = all(answer == question.proposed for question, answer in pairs)
    key = f"confirm_{uploaded_file.sha256}"
    several = sum(bool(table) for table in chosen.by_table.values()) > 1
    words = f"Confirm{' all as proposed' if as_proposed else ''}"
    if st.button(
        f"{words}: {inert_text(asked.sheet.name)}" if several else words,
        type=step_kind(key),
        key=key,
        disabled=bool(twice) or is_open,
    ):
        elsewhere = (
            (question, answer)
            for place, table in chosen.by_table.items()
            for question, answer in table
            if question.asked_at == asked.place and answer is not None
        )
        said = [*given, *elsewhere]
        officer_answers.say_mapping(
            lambda mapping: reduce(lambda known, pair: pair[0].answered(known, pair[1]), said, mapping)
        )
        forget_chosen(uploaded_file.sha256, asked.place)
        # A question about the return as a whole is none of the file's problems.
        session_files.check_again(
            lambda file: file is uploaded_file.outcome or session_files.asks_something(file)
        )
        keyboard_moves()
        st.rerun()


def _given_twice(given: Sequence[tuple[Question, str]]) -> list[str]:
    """The meanings that were chosen for two columns."""
    chosen = Counter(slot for question, slot in given if question.slots and slot != NOT_NEEDED)
    titles = {slot: question.title_of(slot) for question, _ in given for slot in question.choices}
    return [titles[slot] for slot, n in chosen.items() if n > 1]


def draw_hidden_sheets(uploaded_file: UploadedFile) -> None:
    """The officer says whether a hidden sheet is read or left out."""
    assert isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    mapping = officer_answers.column_mapping()
    asked = {p.sheet for p in uploaded_file.outcome.problems if p.code == officer_answers.HIDDEN}
    rows = {s.name: s.rows for s in (*uploaded_file.outcome.sheets, *uploaded_file.outcome.unread)}
    for sheet in (each for each in uploaded_file.read.sheets if not each.visible and each.height):
        under = hidden_under(sheet, best_fits(sheet, 0, mapping))
        said = mapping.about_hidden(sheet.name, under)
        if not said and sheet.name not in asked:
            continue
        words = f"is hidden. You asked for it to be {said}." if said else "is hidden and was not read."
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_markup(
                text_markup(
                    "The sheet ",
                    bold(sheet.name),
                    f" ({plural(rows.get(sheet.name, sheet.height), 'row')}) {words}",
                )
            )
            for answer, label, key in ((READ, "Read it", "read"), (LEAVE, "Leave it out", "leave")):
                if said != answer and st.button(label, key=f"{key}_{uploaded_file.sha256}_{sheet.name}"):
                    officer_answers.say_mapping(
                        partial(Mapping.with_hidden, sheet=sheet.name, headings=under, answer=answer)
                    )
                    session_files.check_again()
                    st.rerun()
