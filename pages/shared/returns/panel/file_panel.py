"""What a line of a file opens: what is asked, what is wrong, what goes back to the provider, and how it was
read. Only the open tab is worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.earlier_problems import Outcome
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.sheets import Refused
from pages.shared.kit.lazy_tabs import CountedTab, draw_counted_tabs
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.by_hand.offers import offer_others
from pages.shared.returns.officer_answers import ProblemKey
from pages.shared.returns.panel.columns.column_questions import draw_hidden_sheets
from pages.shared.returns.panel.how_read import HOW_READ, draw_how_read
from pages.shared.returns.panel.problem_list import PROBLEMS, draw_problems
from pages.shared.returns.panel.questions import QUESTIONS, FileQuestions, draw_file_questions, questions_of
from pages.shared.returns.panel.send_back import SEND_BACK, draw_became, draw_send_back
from pages.shared.returns.panel.to_confirm import draw_to_confirm
from pages.shared.returns.review_confirmed_answers import draw_undo
from pages.shared.returns.uploaded_file_record import UploadedFile


@dataclass(frozen=True)
class Answered:
    """What became of the list that was sent back, and the provider's own answers by problem."""

    became: Sequence[Outcome]
    answers: Mapping[ProblemKey, str]


def draw_refused(uploaded_file: UploadedFile) -> None:
    """A file that could not be read: why, and what to do."""
    assert isinstance(uploaded_file.outcome, Refused)
    why = BY_CODE[uploaded_file.outcome.code]
    found = f": {uploaded_file.outcome.found}." if uploaded_file.outcome.found else "."
    draw_markup(
        text_markup(bold(why.title), found)
        + text_markup("Expected: ", why.expected)
        + text_markup("What to do: ", why.to_do)
    )
    _remove(uploaded_file)


def draw_panel(uploaded_file: UploadedFile, collection: Collection) -> None:
    """A file that was read."""
    file = uploaded_file.outcome
    assert isinstance(file, CheckedFile)
    mine = [r for r in collection.returns if any(part.file is file for part in r.parts)]
    problems = session_files.problems_of(file, collection)
    asked = questions_of(uploaded_file, file, mine, collection)
    draw_undo(uploaded_file.sha256)
    again = session_files.accepted_before()
    for accepted in mine:
        if (accepted.return_type.title, uploaded_file.sha256) in again:
            draw_notice(
                bold(f"{accepted.return_type.title} was accepted before, unchanged: "),
                "nothing would change.",
            )
    if not mine and not asked.waiting:  # what waits for an answer says there what counts without it
        draw_paragraph(
            "Nothing in this file counts until its columns are confirmed."
            if file.doubts
            else f"This does not look like a return of any programme ({list_in_words(PROGRAMMES)}). Nothing "
            "in it was counted."
        )
    became = session_files.outcomes_of_list(uploaded_file, problems)
    answers = {
        officer_answers.problem_key(uploaded_file.sha256, o.problem): o.answer
        for o in became
        if o.problem and o.answer
    }
    answered = Answered(became, answers)
    tabs: dict[str, CountedTab] = {}
    if asked.count:
        tabs[QUESTIONS] = CountedTab(partial(draw_file_questions, asked), asked.count)
    if problems:
        left = len(officer_answers.for_provider(problems))
        tabs[PROBLEMS] = CountedTab(partial(_draw_problems, uploaded_file, problems, answered, asked), left)
        tabs[SEND_BACK] = CountedTab(partial(draw_send_back, uploaded_file, problems, mine, answers))
    tabs[HOW_READ] = CountedTab(partial(_draw_how_read, uploaded_file, mine, problems, asked))
    draw_counted_tabs(tabs, uploaded_file.sha256[:16], next(iter(tabs)))
    _remove(uploaded_file)


def _draw_problems(
    uploaded_file: UploadedFile,
    problems: Sequence[Problem],
    answered: Answered,
    asked: FileQuestions,
) -> None:
    """What became of an earlier list, every problem, and what the officer confirms."""
    if asked.waiting:
        draw_paragraph("Answer the questions first: some of these may go then.", kind="ieo-small")
    if answered.became:
        draw_became(
            [o for o in answered.became if not o.problem or o.answer or _is_open(uploaded_file, o.problem)]
        )
    draw_problems(officer_answers.for_provider(problems), uploaded_file.sha256)
    draw_to_confirm(
        uploaded_file.sha256,
        [p for p in problems if (p.code, p.sheet) not in asked.settle],
        answered.answers,
    )


def _is_open(uploaded_file: UploadedFile, p: Problem) -> bool:
    """Whether a problem is for the provider, and not confirmed."""
    return bool(officer_answers.still_open(uploaded_file.sha256, officer_answers.for_provider([p])))


def _draw_how_read(
    uploaded_file: UploadedFile,
    mine: Sequence[AcceptedReturn],
    problems: Sequence[Problem],
    asked: FileQuestions,
) -> None:
    draw_how_read(uploaded_file, mine, problems)
    if not asked.hidden:
        draw_hidden_sheets(uploaded_file)
    offer_others(uploaded_file)


def _remove(uploaded_file: UploadedFile) -> None:
    if st.button("Remove this file", key=f"away_{uploaded_file.sha256}"):
        session_files.take_away(uploaded_file.sha256)
        st.rerun()
