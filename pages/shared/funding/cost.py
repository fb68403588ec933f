"""What one programme's funding comes to for each young person, for the officer: one programme at a time, so
that nothing is laid beside it that does not compare."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, four_quarters_label
from ieo_metrics.group.funding.cost import (
    HOW_WORKED_OUT,
    PROGRAMMES_WITH_COST,
    WHAT_IT_IS_NOT,
    Cost,
    ProgrammeCost,
    programme_cost,
    range_in_words,
    rounded_pounds,
    without_says,
)
from ieo_metrics.group.funding.grants import grants_of
from ieo_metrics.measuring.compute_measures import Results
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.registers.register_table import register_rows

_COLUMNS = ("Who is counted", "Young people", "Funding for each", "95% range")
_WHY_NOT = "Why there is none"


def draw_cost(quarter: Quarter) -> None:
    """The cost of a programme that is chosen, over the four quarters that end with the quarter."""
    programme = st.selectbox("Programme", PROGRAMMES_WITH_COST, key="cost_programme", width=360)
    reduction = store_access.snapshot().reduction
    rows_from = reduction.before if reduction else None
    found = programme_cost(grants_of(register_rows("grants")), programme, quarter, _results(), rows_from)
    draw_paragraph(_funding_says(found))
    if found.funding.without:
        draw_paragraph(
            "So what was paid in these four quarters is not known, and nothing is worked out of it. Enter "
            "the grants of those days on the tab What is funded, also those that have ended."
        )
        return
    rows = [_row(cost) for cost in found.costs]
    columns = (*_COLUMNS, _WHY_NOT) if any(row[-1] for row in rows) else _COLUMNS
    draw_markup(
        html_table(
            f"{programme}, {four_quarters_label(quarter)}",
            columns,
            [row[: len(columns)] for row in rows],
            numeric=_COLUMNS[1:3],
        )
    )
    draw_paragraph(WHAT_IT_IS_NOT)
    draw_paragraph(
        HOW_WORKED_OUT,
        " For the officer only, not for sharing: small numbers are not hidden here.",
        kind="ieo-small",
    )


def _results() -> Results | None:
    """With the rows behind them: nobody is counted in two of the four quarters."""
    if store_access.snapshot().results is None:
        return None
    return store_access.snapshot_with_rows()


def _funding_says(found: ProgrammeCost) -> str:
    four, funding = four_quarters_label(found.quarter), found.funding
    if not funding.funders:
        return f"No agreed grant of {found.programme} is entered that covers a day of {four}."
    said = f"In {four} {found.programme} had {funding.says}"
    return f"{said} No agreed grant is entered {without_says(funding.without)}." if funding.without else said


def _row(cost: Cost) -> tuple[str, ...]:
    measure = cost.measure
    people = "" if cost.people is None else f"{cost.people:,}"
    if cost.of is not None:
        people += f" of {cost.of:,} measured twice"
    return (
        f"{measure.ref} {measure.name}",
        people,
        "" if cost.each is None else rounded_pounds(cost.each),
        range_in_words(cost),
        cost.why_not,
    )
