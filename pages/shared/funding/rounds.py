"""The funding rounds: which are to come, who leads the bid, and which programmes they could pay for."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.funding.rounds import Round, round_of, rounds_of
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.register_table import draw_register, register_rows
from pages.shared.registers.to_action import draw_to_action

_COLUMNS = ("name", "funder", "state", "closes", "most", "programmes", "lead", "partners")


def draw_rounds(quarter: Quarter) -> None:
    """Every round in the order in which they close, and the forms."""
    rows = register_rows("rounds")
    draw_register(
        "rounds",
        quarter,
        columns=_COLUMNS,
        rows=sorted(rows, key=lambda row: str(row.values["closes"])),
        beside={"Time left": _time_left},
        none_yet="No funding round is entered yet: those that are expected can be entered before they open.",
    )
    to_come = [one for one in rounds_of(rows) if one.is_to_come]
    if to_come:
        draw_folded("Make an action of a round", "round_action", partial(_draw_to_action, quarter, to_come))


def _time_left(row: RegisterRow) -> str:
    found = round_of(row)
    if not found.is_to_come:
        return ""
    days = (found.closes - today()).days
    if days < 0:
        return "closed: say what became of it"
    return "closes today" if days == 0 else f"{days:,} day{'' if days == 1 else 's'}"


def _draw_to_action(quarter: Quarter, to_come: Sequence[Round]) -> None:
    chosen = st.selectbox(
        "Round",
        range(len(to_come)),
        format_func=lambda place: f"{to_come[place].name}, {to_come[place].funder}",
        key="round_chosen",
    )
    found = to_come[chosen]
    words = f"Agree who bids together in {found.name}, which closes on {day_in_words(found.closes)}"
    draw_to_action(quarter, words, "4.e", f"round_{found.name}_{found.funder}", owner=found.lead)
