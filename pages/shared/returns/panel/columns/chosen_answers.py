"""The answers to the questions about a file's columns as they are chosen and not confirmed yet. They
outlast a tab in which another table is asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from ieo_metrics.accepting.questions.answering.asked_once import answers_that_follow
from ieo_metrics.accepting.questions.question import AskedSheet, Place, Question
from ieo_metrics.recognising.mappings.mapping import NOT_NEEDED

UNDECIDED = "Choose…"
_CHOSEN = "answers chosen"
Pairs = list[tuple[Question, str | None]]


@dataclass(frozen=True)
class ChosenAnswers:
    """`by_table`: of each table its questions with their answers, those that are asked at another table
    included; `follows`: by table and question, what follows from other answers, in words."""

    by_table: dict[Place, Pairs]
    follows: dict[tuple[Place, str], str]


def chosen_answers(sha256: str, sheets: Sequence[AskedSheet]) -> ChosenAnswers:
    """What is chosen now of everything that is asked about a file."""
    own: dict[tuple[Place, str], str | None] = {}
    follows: dict[tuple[Place, str], str] = {}
    for asked in sheets:
        pairs = [(question, _chosen(question, sha256, asked.place)) for question in asked.asked_here]
        from_others = answers_that_follow(pairs)
        titles = {question.key: question.about for question, _ in pairs}
        for question, answer in pairs:
            other = from_others.get(question.key)
            if other == NOT_NEEDED:
                own[asked.place, question.key] = NOT_NEEDED
                follows[asked.place, question.key] = "Not needed, by your other answers"
            elif other is not None:
                follows[asked.place, question.key] = f"{titles[other]}, as you chose"
            else:
                own[asked.place, question.key] = answer
    by_table = {asked.place: [*_pairs(asked, own)] for asked in sheets}
    return ChosenAnswers(by_table, follows)


def _pairs(
    asked: AskedSheet, own: dict[tuple[Place, str], str | None]
) -> Iterator[tuple[Question, str | None]]:
    """The questions about a table with their answers, without those of which another one gave the answer."""
    for question in asked.questions:
        place = question.asked_at or asked.place
        if (place, question.key) in own:
            yield question, own[place, question.key]


def _key(question: Question, sha256: str, place: Place) -> str:
    sheet, header = place
    return f"ask_{sha256[:16]}_{sheet}_{header}_{question.key}_{crc32(repr(list(question.choices)).encode())}"


def _chosen(question: Question, sha256: str, place: Place) -> str | None:
    kept: dict[str, str | None] = st.session_state.setdefault(_CHOSEN, {})
    return kept.get(_key(question, sha256, place), question.proposed)


def draw_choice(question: Question, label: str, sha256: str, place: Place) -> None:
    """The list from which the answer is chosen."""
    key, values = _key(question, sha256, place), list(question.choices)
    answer = _chosen(question, sha256, place)
    st.selectbox(
        label,
        values,
        index=None if answer is None else values.index(answer),
        format_func=lambda value: question.choices.get(value, value),
        placeholder=UNDECIDED,
        label_visibility="collapsed",
        key=key,
        on_change=_choose,
        args=(key,),
    )


def _choose(key: str) -> None:
    st.session_state[_CHOSEN][key] = st.session_state[key]


def forget_chosen(sha256: str, place: Place) -> None:
    """What was chosen about a table is confirmed; if it is taken back, nothing of it is chosen."""
    sheet, header = place
    kept = st.session_state[_CHOSEN]
    for key in [key for key in kept if key.startswith(f"ask_{sha256[:16]}_{sheet}_{header}_")]:
        del kept[key]
