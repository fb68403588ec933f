"""The returns board: who has sent what for which quarter, and who is late; and the accepted returns, which
can be withdrawn."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.accepting.returns import quarters_in_words
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.days import day_in_words, in_clock_words, today
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter_of
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.board import (
    ACCEPTED,
    ISSUED,
    MISSING,
    NOT_DUE,
    NOT_EXPECTED,
    QUERIED,
    RECEIVED,
    REVISED,
    BoardCell,
    Receipt,
    in_view,
    receipts,
    returns_board,
)
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import Html, html_table, safe_markup
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.unfolding import unfolding_form
from pages.shared.returns import session_files

QUARTERS_SHOWN = 4
# A state is a word and a shape; its colour only repeats it.
_LOOKS = {
    NOT_EXPECTED: ("–", "quiet"),
    NOT_DUE: ("·", "quiet"),
    MISSING: ("○", "worsened"),
    RECEIVED: ("◔", "quiet"),
    QUERIED: ("?", "worsened"),
    ACCEPTED: ("●", ""),
    ISSUED: ("■", "improved"),
    REVISED: ("△", "worsened"),
}
_MEANS = (
    "received: dropped here, not accepted yet · queried: its fix list was downloaded to send back · "
    "accepted: it counts · issued: it is in what went to the SVRP · revised: a figure has changed since "
    "· days late run from the due date to the date stated in the return, or else to the day it was "
    "dropped here; if a return covers several quarters, only the last is shown as late · quarters "
    "before the first accepted one are not expected"
)


def _square(square: BoardCell) -> Html:
    shape, kind = _LOOKS[square.state]
    more = [f"version {square.version}"] if square.version > 1 else []
    more += (
        ["nil return"]
        if square.nil
        else [f"nil: {', '.join(name.replace('_', ' ') for name in square.nil_in)}"] * bool(square.nil_in)
    )
    more += [f"{square.late} days late"] if square.late and square.state != NOT_DUE else []
    more += [f"due {day_in_words(square.due)}"] if square.state == NOT_DUE else []
    return Html(
        f'<span class="{kind} ieo-state">{shape} {square.state}</span>'
        + "".join(f'<br><span class="ieo-small">{safe_markup(part)}</span>' for part in more)
    )


def received_and_waiting() -> list[Receipt]:
    """What arrived and is not accepted."""
    return store_access.read_store(receipts)


def quarters_on_board(arrived: Sequence[Receipt]) -> tuple[range, range]:
    """The quarters with which the board begins, and all that it has."""
    standing = store_access.snapshot()
    # The invented samples end where they end: nothing is due of them today.
    ends = standing.results.governed.last if standing.results and store_access.in_samples() else None
    return in_view(standing, arrived, ends or quarter_of(today()), QUARTERS_SHOWN)


def board_cells(arrived: Sequence[Receipt], quarters: Sequence[Quarter]) -> list[BoardCell]:
    """One for each provider and quarter, provider by provider."""
    made = {
        uploaded_file.outcome.sha256: uploaded_file.outcome.made
        for uploaded_file in session_files.uploaded_files()
        if isinstance(uploaded_file.outcome, CheckedFile) and uploaded_file.outcome.made_is_stated
    }
    return returns_board(store_access.snapshot(), arrived, quarters, today(), made)


def draw_board() -> None:
    """One row per provider, from the current quarter back; and the accepted returns."""
    standing, arrived = store_access.snapshot(), received_and_waiting()
    quarters, every = quarters_on_board(arrived)
    if every != quarters and st.toggle("All quarters", key="whole_board"):
        quarters = every
    squares = {
        (board_cell.return_type.title, board_cell.quarter): board_cell
        for board_cell in board_cells(arrived, quarters)
    }
    rows = [
        (of.title, *(_square(squares[of.title, quarter]) for quarter in reversed(quarters)))
        for of in RETURN_TYPES
    ]
    draw_markup(
        html_table(
            "Where each provider's return has got to",
            ("Return", *(label(q) for q in reversed(quarters))),
            rows,
        )
    )
    draw_paragraph(_MEANS, kind="ieo-small")
    if standing.returns:
        _draw_accepted(standing)


def _draw_accepted(standing: StoreSnapshot) -> None:
    columns = ("Return", "Covers", "File", "Records kept", "Accepted", "Number")
    rows = []
    for stored_return in reversed(standing.returns):
        many = sum(
            found["rows"] for part in stored_return.about["parts"] for found in part["tables"].values()
        )
        rows.append(
            (
                stored_return.title,
                quarters_in_words(stored_return.quarters),
                ", ".join(stored_return.files),
                f"{many:,}",
                f"{in_clock_words(stored_return.at)} by {stored_return.by}",
                stored_return.seq,
            )
        )
    said = (
        "Newest first. If two returns cover a quarter, the later one counts. A record is a reading, a "
        "period of support or a session: one row can hold many."
    )
    draw_markup(html_table(said, columns, rows, numeric=("Records kept", "Number")))
    for stored_return in standing.withdrawn:
        draw_paragraph(
            f"Withdrawn: {stored_return.title}, {quarters_in_words(stored_return.quarters)}, "
            f"return {stored_return.seq}.",
            kind="ieo-small",
        )
    if not store_access.may_change():
        return
    with unfolding_form("Withdraw a return", key="withdraw_return"):
        draw_paragraph(
            "For a return that was accepted by mistake. It stays in the store but no longer counts."
        )
        titles = {
            stored.seq: f"{stored.seq}: {stored.title}, {quarters_in_words(stored.quarters)}"
            for stored in reversed(standing.returns)
        }
        seq = st.selectbox("Return", list(titles), format_func=lambda seq: titles[seq])
        why = st.text_input("Why", max_chars=200, key=store_access.key_of_form("withdraw_why"), live=True)
        # The button is the return's own: where that no longer counts meanwhile, no other is withdrawn for it.
        if draw_button_once_complete("Withdraw it", {"why": why.strip()}, f"withdraw_{seq}"):
            store_access.run_change(
                lambda store: acceptance.withdraw_return(
                    store, store_access.officer_name(), seq, why, store_access.drawn_snapshot()
                ),
                form="withdraw_why",
            )
            st.rerun()
