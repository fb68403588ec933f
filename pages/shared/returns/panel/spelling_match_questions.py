"""Whether spellings are the same young person, school or cohort: asked once for each group of spellings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from zlib import crc32

import streamlit as st

from ieo_metrics.accepting.questions.ask_about_alike_spellings import SameQuestion
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.recognising.mappings.mapping import Mapping
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.next_step import keyboard_moves
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers

MOST = 20  # questions that are drawn at once; the next ones follow as they are answered


def draw_same_questions(file: CheckedFile, questions: Sequence[SameQuestion]) -> None:
    """The questions about spellings that stand at a cell of this file."""
    here = [question for question in questions if question.at.file == file.name]
    if not here:
        return
    with st.container(key=f"ieo_same_{file.sha256[:16]}"):
        many = f"{len(here)} question{'' if len(here) == 1 else 's'} about spellings"
        draw_markup(text_markup(bold(many), " · each group of spellings is asked about once, and remembered"))
        for question in here[:MOST]:
            _draw(file, question)
        if len(here) > MOST:
            draw_paragraph(f"{len(here) - MOST:,} more follow.", kind="ieo-small")
        if len(here) > 1:
            with st.container(horizontal=True):
                for is_same, words in ((True, "All are the same"), (False, "None are the same")):
                    if st.button(words, key=f"all_{is_same}_{file.sha256[:16]}"):
                        _say(partial(_answered, questions=here, is_same=is_same))


def _draw(file: CheckedFile, question: SameQuestion) -> None:
    at, what = question.at, question.kind.what
    key = f"{file.sha256[:16]}_{crc32(repr(question.hashes).encode())}"
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        turns = (
            f"{', '.join(question.measures)} may turn on it"
            if question.measures
            else "A breakdown may turn on it"
        )
        draw_markup(
            text_markup(
                f"{at.sheet} {at.cell}: is ", bold(at.shown), f" the same {what} as {question.others}?"
            )
            + text_markup(f"{turns}.", kind="ieo-small")
        )
    with right, st.container(horizontal=True):
        same = st.button("The same", key=f"same_{key}", help=inert_text(f"{at.shown} is the same {what}"))
        other = st.button(
            "Not the same", key=f"other_{key}", help=inert_text(f"{at.shown} is another {what}")
        )
    if same or other:
        _say(partial(_answered, questions=[question], is_same=same))


def _answered(mapping: Mapping, questions: Sequence[SameQuestion], is_same: bool) -> Mapping:
    answers = mapping.same
    for question in questions:
        answers = question.answered(answers, is_same)
    return replace(mapping, same=answers)


def _say(new: Callable[[Mapping], Mapping]) -> None:
    officer_answers.say_mapping(new)
    keyboard_moves()
    st.rerun()
