"""The returns board: who has sent what for which quarter, and who is late; and the accepted returns, which can be taken back."""

import datetime as dt

import streamlit as st

from ieo_metrics.accepting.returns import in_words
from ieo_metrics.framework.days import day_in_london, day_in_words
from ieo_metrics.framework.providers import RETURNS
from ieo_metrics.framework.quarters import label, quarter_of
from ieo_metrics.store import accepting
from ieo_metrics.store.board import ACCEPTED, ISSUED, MISSING, NOT_DUE, QUERIED, RECEIVED, REVISED, Square, board, receipts
from ieo_metrics.store.issues import revisions
from ieo_metrics.store.returns import in_clock_words
from pages.shared import memory
from pages.shared.frame import draw, heading, paragraph
from pages.shared.html_tables import Html, safe, table

QUARTERS_SHOWN = 6
# A state is a word and a shape; its colour only repeats it.
_LOOKS = {
    NOT_DUE: ("·", "quiet"),
    MISSING: ("○", "worsened"),
    RECEIVED: ("◔", "quiet"),
    QUERIED: ("?", "worsened"),
    ACCEPTED: ("●", ""),
    ISSUED: ("■", "improved"),
    REVISED: ("△", "worsened"),
}
_MEANS = (
    "received: dropped here and not accepted yet · queried: its list of problems was taken to send back · accepted: it counts · issued: it is "
    "in what went to the SVRP · revised: a figure has moved since · late counts from the day on which a return is due"
)


def today() -> dt.date:
    """The day in London."""
    return day_in_london(dt.datetime.now(dt.UTC))


def _square(square: Square) -> Html:
    shape, kind = _LOOKS[square.state]
    more = [f"version {square.version}"] if square.version > 1 else []
    more += ["nil"] if square.nil else []
    more += [f"{square.late} days late"] if square.late and square.state != NOT_DUE else []
    more += [f"due {day_in_words(square.due)}"] if square.state == NOT_DUE else []
    return Html(f'<span class="{kind}">{shape} {square.state}</span>' + "".join(f'<br><span class="ieo-small">{safe(part)}</span>' for part in more))


def draw_board() -> None:
    """Provider by provider, the newest quarters first, ending with the one that is running."""
    heading("The returns board")
    standing, now = memory.standing(), today()
    governed = standing.results.governed if standing.results else None
    newest = max(quarter_of(now), governed.last) if governed and not memory.in_samples() else governed.last if governed else quarter_of(now)
    first = newest - QUARTERS_SHOWN + 1
    if governed and governed.first < first and st.toggle("All quarters", key="whole_board"):
        first = governed.first
    quarters = range(first, newest + 1)
    with memory.store().reading() as connection:
        arrived = receipts(connection)
    revised = revisions(standing.issues, standing.results.frame) if standing.results else []
    squares = {(one.of.title, one.quarter): one for one in board(standing, arrived, revised, quarters, now)}
    rows = [(of.title, *(_square(squares[of.title, quarter]) for quarter in reversed(quarters))) for of in RETURNS]
    draw(table("What is here of each provider's return", ("Return", *(label(q) for q in reversed(quarters))), rows))
    paragraph(_MEANS, kind="ieo-small")
    if standing.returns:
        with st.expander("Accepted returns"):
            _draw_accepted()


def _draw_accepted() -> None:
    standing = memory.standing()
    columns = ("Return", "Covers", "File", "Rows", "Accepted", "By", "Number")
    rows = []
    for one in reversed(standing.returns):
        many = sum(found["rows"] for part in one.about["parts"] for found in part["tables"].values())
        rows.append((one.title, in_words(one.quarters), ", ".join(one.files), f"{many:,}", in_clock_words(one.at), one.by, one.seq))
    draw(table("The newest first. Of two that cover a quarter the later one counts.", columns, rows, numeric=("Rows", "Number")))
    for one in standing.withdrawn:
        paragraph(f"Taken back: {one.title}, {in_words(one.quarters)}, return {one.seq}.", kind="ieo-small")
    if memory.store().read_only:
        return
    with st.popover("Take a return back"):
        paragraph("For a return that was accepted by mistake. It stays in the store, and counts no more.")
        titles = {one.seq: f"{one.seq}: {one.title}, {in_words(one.quarters)}" for one in reversed(standing.returns)}
        seq = st.selectbox("Return", list(titles), format_func=lambda seq: titles[seq])
        why = st.text_input("Why", max_chars=200)
        if st.button("Take it back"):
            memory.changing(lambda store: accepting.withdraw(store, memory.officer(), seq, why, standing))
            st.rerun()
