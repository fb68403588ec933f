"""One of some rows, chosen by its name."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.store.registers.register_rows import RegisterRow


def choose_row(words: str, rows: Sequence[RegisterRow], key: str, first: int = 0) -> RegisterRow | None:
    """The row that is chosen, among at least one. `first`: the place of the one that stands in the box before
    anybody has chosen. None once the chosen row is gone: what is pressed next is then done to no other."""
    known = {row.row: row for row in rows}
    names = {row.row: row.name for row in rows}
    last = f"{key}_last"
    chosen = st.session_state.get(last, list(known)[first])
    # A box goes by what its options are called. It would go on showing a name that was changed, and leap to
    # the first row with the next click; so it is another box once a name is another.
    now = st.selectbox(
        words,
        list(known),
        list(known).index(chosen) if chosen in known else None,
        format_func=names.__getitem__,
        key=f"{key}_{hash(tuple(names.items()))}",
        placeholder="Choose a row",
    )
    st.session_state[last] = chosen if now is None else now
    return None if now is None else known[now]
