"""Needs beside what is provided, as a grid in which an empty line is a gap."""

from functools import partial

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, four_quarters_label
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.gaps.needs_grid import NeedLine, NeedsGrid, needs_grid
from ieo_metrics.group.gaps.wording import needs_sentence
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.register_rows import all_rows
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import Html, html_table, safe_markup
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.register_table import draw_register
from pages.shared.registers.to_action import draw_to_action

GAP = "Nothing recorded"


def draw_needs(quarter: Quarter) -> None:
    """The grid, what its empty lines say, and, folded, the rows that it is made of."""
    results = store_access.snapshot().results
    rows = store_access.read_store(all_rows)
    actions = store_access.read_store(all_actions)
    grid = needs_grid(rows, actions, results.frame if results else None, quarter)
    if grid.lines:
        draw_paragraph(bold(needs_sentence(grid)))
        draw_markup(_grid_markup(grid, quarter))
        _draw_beside(grid)
        if grid.gaps:
            draw_folded("Make an action of a gap", "gap_to_action", partial(_draw_to_action, grid, quarter))
    else:
        draw_paragraph(
            "No needs entered yet. Enter the risk factors, cohorts and communities that the Strategic Needs "
            "Assessment names, each with its page, and what the group has seen emerge since; then what meets "
            "them. What is left is a gap."
        )
    draw_folded(
        f"Needs entered: {len(rows['needs'])}",
        "needs_register",
        partial(draw_register, "needs", quarter),
        is_open=not grid.lines,
    )
    if grid.lines:
        draw_folded(
            f"What meets a need: {len(rows['provision'])}",
            "provision_register",
            partial(draw_register, "provision", quarter),
        )
    draw_folded(
        f"Other programmes, which send no returns: {len(rows['programmes'])}",
        "programmes_register",
        partial(draw_register, "programmes", quarter),
    )


def _grid_markup(grid: NeedsGrid, quarter: Quarter) -> str:
    """A line a need and a column a programme; on top what each programme reached."""
    programmes = list(grid.reach)
    top = ("Young people reached", "", *(grid.reach[name].words for name in programmes))
    lines = [
        (
            _need(line),
            _what_next(line),
            *(_cell(line, name) for name in programmes),
        )
        for line in grid.lines
    ]
    caption = f"Needs, and what meets them; reach over {four_quarters_label(quarter)}"
    return html_table(caption, ("Need", "Gap", *programmes), [top, *lines])


def _need(line: NeedLine) -> Html:
    kind = safe_markup(line.need.words["kind"])
    return Html(f'{safe_markup(line.name)}<br><span class="quiet">{kind}</span>')


def _cell(line: NeedLine, programme: str) -> object:
    return line.met_by.get(programme, "")


def _what_next(line: NeedLine) -> object:
    parts = [] if line.met_by else [f"<strong>{safe_markup(GAP)}</strong>"]
    if (action := line.open_action) is not None:
        parts.append(safe_markup(f"Action {action.number}, {action.owner}, due {day_in_words(action.due)}"))
    return Html("<br>".join(parts))


def _draw_beside(grid: NeedsGrid) -> None:
    said = []
    if grid.unreached:
        names = list_in_words([line.name for line in grid.unreached])
        said.append(f"Met only by programmes that reached nobody in these four quarters: {names}. ")
    if grid.without_need:
        said.append(f"No need is entered that these meet: {list_in_words(list(grid.without_need))}. ")
    said.append(
        "The number in brackets is the measure. An entry says that something is offered, not that it is "
        "enough. For the officer only, not for sharing: small numbers are not hidden here."
    )
    draw_paragraph(*said, kind="ieo-small")


def _draw_to_action(grid: NeedsGrid, quarter: Quarter) -> None:
    names = [line.name for line in grid.gaps]
    name = st.selectbox("Gap", names, key="gap_chosen")
    draw_to_action(
        quarter, f"Find who could meet the need “{name}”, and what it would take", "4.a", f"gap_{name}"
    )
