"""The same questions of all programmes, as one table; what it cannot say, and why."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.evaluation_questions import (
    EVALUATION_QUESTION,
    EVALUATION_QUESTIONS,
    SHARES,
    EvaluationQuestion,
)
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.evaluation.against_year_before import figures_of_table
from ieo_metrics.group.evaluation.evaluation_figure import EvaluationFigure
from ieo_metrics.group.evaluation.in_words import (
    NONE,
    figure_in_words,
    range_in_words,
    width_in_words,
    widths_in_words,
)
from ieo_metrics.group.evaluation.levels import level_in_short, levels_of
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_list, draw_markup
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.register_table import register_rows

WIDTH = "width"


def draw_answers(table: pd.DataFrame, quarter: Quarter) -> None:
    """Every question of every programme in a quarter, with its n; the level of evidence; why a cell is
    empty."""
    figures, whys = figures_of_table(table), dict[str, str]()
    rows = [
        (
            question.heading,
            *(
                _cell(figures.get((return_type.title, question.name, quarter)), question, whys)
                for return_type in RETURN_TYPES
            ),
        )
        for question in EVALUATION_QUESTIONS
        if question.name != WIDTH
    ]
    widths = {title: widths_in_words(own) for title, own in _widths(table, quarter).items()}
    rows.append((EVALUATION_QUESTION[WIDTH].heading, *(widths.get(r.title, NONE) for r in RETURN_TYPES)))
    levels = levels_of(register_rows("evidence_levels"))
    rows.append(("Level of evidence", *(level_in_short(levels.get(r.programme)) for r in RETURN_TYPES)))
    draw_markup(_table(f"The same questions of all programmes, {label(quarter)}", rows))
    said = [*_of_whom(figures, quarter), *(f"({letter}) {why}" for why, letter in whys.items())]
    if said:
        draw_list([(one,) for one in said], kind="ieo-small")
    draw_folded("What each question asks", "evaluation_meanings", _draw_meanings)


def _of_whom(figures: Mapping[tuple[str, str, Quarter], EvaluationFigure], quarter: Quarter) -> list[str]:
    """What must be said of shares: of what else than young people they are, or where they are from. Said once
    of all programmes of which the same is to be said."""
    asked: dict[tuple[str, str], list[str]] = {}
    for question in SHARES:
        for return_type in RETURN_TYPES:
            figure = figures.get((return_type.title, question.name, quarter))
            if figure and figure.note:
                asked.setdefault((figure.note, return_type.title), []).append(question.heading)
    titles: dict[tuple[str, str], list[str]] = {}
    for (note, title), headings in asked.items():
        titles.setdefault((list_in_words(headings), note), []).append(title)
    return [f"{headings} of {list_in_words(own)}: {note}" for (headings, note), own in titles.items()]


def _table(caption: str, rows: list[tuple[str, ...]]) -> str:
    return html_table(caption, ("Question", *(r.title for r in RETURN_TYPES)), rows)


def _cell(figure: EvaluationFigure | None, question: EvaluationQuestion, whys: dict[str, str]) -> str:
    """The figure, or a letter that stands for why there is none. `whys`: the letter of each reason so far."""
    if figure is None:
        return NONE
    if figure.value is None:
        letter = whys.setdefault(figure.why, chr(ord("a") + len(whys)))
        return f"{NONE} ({letter})"
    return figure_in_words(figure, question)


def _widths(table: pd.DataFrame, quarter: Quarter) -> Mapping[str, dict[str, float]]:
    """By the title of the return type, the width of the range of each measure that has one."""
    own = table[(table["question"] == WIDTH) & (table["quarter"] == quarter) & table["value"].notna()]
    out: dict[str, dict[str, float]] = {}
    for row in own.to_dict("records"):
        title = f"{row['programme']} · {row['provider']}"
        out.setdefault(title, {})[row["about"]] = row["value"]
    return out


def _draw_meanings() -> None:
    rows = [(question.heading, question.meaning) for question in EVALUATION_QUESTIONS]
    draw_markup(
        html_table("What each question asks", ("Question", "What it asks"), rows, caption_shown=False)
    )


def draw_ranges(table: pd.DataFrame, quarter: Quarter) -> None:
    """The range of each figure that has one, the range of each measure, and the kinds of fault."""
    figures = figures_of_table(table)
    ranged = [question for question in EVALUATION_QUESTIONS if question.range_is]
    rows = [
        (
            f"{question.heading} ({question.range_is})",
            *(
                range_in_words(figures.get((r.title, question.name, quarter), EvaluationFigure()), question)
                for r in RETURN_TYPES
            ),
        )
        for question in ranged
    ]
    draw_markup(_table(f"Ranges, {label(quarter)}", rows))
    draw_folded("The width of the range of each measure", "widths", lambda: _draw_widths(table, quarter))
    faults = [
        (r.title, EVALUATION_QUESTION[name].heading, figures[r.title, name, quarter].note)
        for r in RETURN_TYPES
        for name in ("must fix", "to confirm")
        if (r.title, name, quarter) in figures and figures[r.title, name, quarter].note
    ]
    if faults:
        draw_folded("The kinds of fault in each return", "faults", lambda: _draw_faults(faults))


def _draw_widths(table: pd.DataFrame, quarter: Quarter) -> None:
    own = table[(table["question"] == WIDTH) & (table["quarter"] == quarter)]
    rows = [
        (
            f"{row['about']}  {MEASURE[row['about']].name}",
            NONE if row["value"] != row["value"] else width_in_words(row["value"], MEASURE[row["about"]]),
            "" if row["n"] != row["n"] else f"{row['n']:.0f}",
            row["why"],
        )
        for row in own.to_dict("records")
    ]
    columns = ("Measure", "From the lower to the upper end", "n", "Why none")
    draw_markup(html_table(f"Widths, {label(quarter)}", columns, rows, numeric=("n",), caption_shown=False))


def _draw_faults(faults: list[tuple[str, str, str]]) -> None:
    draw_markup(html_table("Faults", ("Return", "What", "Kinds"), faults, caption_shown=False))


def choose_programme(key: str) -> str:
    """The title of a return type."""
    return st.selectbox("Programme", [return_type.title for return_type in RETURN_TYPES], key=key)
