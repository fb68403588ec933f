"""What falls out of funding in the quarters to come, which measures go with it, and a run-out made an
action."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.group.funding.grants import grants_of
from ieo_metrics.group.funding.rounds import rounds_of
from ieo_metrics.group.funding.run_outs import (
    QUARTERS_AHEAD,
    QuarterAhead,
    RunOut,
    measures_in_words,
    quarters_ahead,
)
from ieo_metrics.group.funding.section import programmes_in_words
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.register_table import register_rows
from pages.shared.registers.to_action import draw_to_action

_COLUMNS = ("Quarter", "Grant that ends", "Amount", "Last day", "After it", "Measures that go with it")
_GOES_ON = "none: the programme goes on"


def draw_what_falls_out(quarter: Quarter) -> None:
    """The quarters after the one that is looked at, with the grants that end in each."""
    grants, rounds = grants_of(register_rows("grants")), rounds_of(register_rows("rounds"))
    if not any(grant.is_agreed for grant in grants):
        draw_paragraph("No agreed grant is entered yet, so nothing can be said of when one ends.")
        return
    ahead = quarters_ahead(grants, quarter, rounds)
    every = [run_out for one in ahead for run_out in one.run_outs]
    out = [run_out for run_out in every if run_out.falls_out]
    draw_paragraph(f"In the {QUARTERS_AHEAD} quarters after {label(quarter)}, {programmes_in_words(out)}.")
    rows = [row for one in ahead for row in _rows(one)]
    draw_markup(
        html_table(
            "Grants that end, by quarter",
            _COLUMNS,
            rows,
            numeric=("Amount",),
            kind="ieo-register ieo-run-outs",
        )
    )
    draw_paragraph(
        "What was applied for, and a round to come, is not agreed: until it is, the programme runs out of "
        "funding.",
        kind="ieo-small",
    )
    if every:
        draw_folded(
            "Make an action of a grant that ends", "run_out_action", partial(_draw_to_action, quarter, every)
        )


def _rows(ahead: QuarterAhead) -> list[tuple[object, ...]]:
    if not ahead.run_outs:
        return [(label(ahead.quarter), "no grant ends", "", "", "", "")]
    return [
        (
            label(ahead.quarter),
            f"{run_out.grant.programme}, {run_out.grant.funder}",
            f"£{run_out.grant.amount:,}",
            day_in_words(run_out.grant.last),
            " ".join([run_out.after_says, *run_out.hopes]),
            measures_in_words(run_out.measures) if run_out.falls_out else _GOES_ON,
        )
        for run_out in ahead.run_outs
    ]


def _draw_to_action(quarter: Quarter, run_outs: Sequence[RunOut]) -> None:
    chosen = st.selectbox(
        "Grant that ends",
        range(len(run_outs)),
        format_func=lambda place: run_outs[place].grant.in_words,
        key="run_out_chosen",
    )
    grant = run_outs[chosen].grant
    words = (
        f"Agree what follows the grant of {grant.funder} for {grant.programme}, which ends on "
        f"{day_in_words(grant.last)}"
    )
    draw_to_action(quarter, words, "4.d", f"run_out_{grant.programme}_{grant.funder}_{grant.first}")
