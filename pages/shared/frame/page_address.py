"""The quarter and the measure in a page's address, so that a link opens the same view."""

import re

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months, quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES

_SLUG = re.compile(r"(20\d\d)-(\d\d)-Q([1-4])")


def quarter_slug(q: Quarter) -> str:
    """`2024-25-Q2`."""
    return label(q).replace("/", "-").replace(" ", "-")


def from_slug(text: str) -> Quarter | None:
    """The quarter of `2024-25-Q2`; None for anything else."""
    found = _SLUG.fullmatch(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return quarter(int(found[1]), int(found[3]))


def _remember(name: str, text: str) -> None:
    """Set in the address, and kept in the session for the next page."""
    if st.query_params.get(name) != text:
        st.query_params[name] = text
    st.session_state[f"last_{name}"] = text


def asked_for(name: str) -> str:
    """What the address says, else what was last looked at; empty where there is neither."""
    return st.query_params.get(name) or st.session_state.get(f"last_{name}", "")


def look_at(quarter: Quarter) -> None:
    """The quarter at which the next page opens, unless its address gives another."""
    st.session_state["last_quarter"] = quarter_slug(quarter)


def choose_quarter(quarters: list[Quarter], lacks: str = "No accepted return covers {}") -> Quarter:
    """The quarter in the address, else the one last looked at, else the latest. Drawn as a list to choose
    from. `lacks`: what is said of a quarter, `{}`, that is none of them."""
    chosen = from_slug(asked_for("quarter"))
    if chosen not in quarters:
        if chosen is not None:
            st.info(f"{lacks.format(label(chosen))}. The latest quarter is shown instead.")
        chosen = quarters[-1]
    st.session_state["quarter_box"] = chosen
    st.selectbox(
        "Quarter",
        quarters[::-1],
        format_func=label_with_months,
        key="quarter_box",
        on_change=lambda: _remember("quarter", quarter_slug(st.session_state["quarter_box"])),
    )
    _remember("quarter", quarter_slug(chosen))
    return chosen


def choose_measure() -> str:
    """The reference of the measure in the address, else the one last looked at, else the first."""
    asked = asked_for("measure")
    chosen = asked if asked in MEASURE else MEASURES[0].ref
    st.session_state["measure_box"] = chosen
    st.selectbox(
        "Measure",
        [m.ref for m in MEASURES],
        format_func=lambda ref: f"{ref}  {MEASURE[ref].name}",
        key="measure_box",
        on_change=lambda: _remember("measure", st.session_state["measure_box"]),
    )
    _remember("measure", chosen)
    return chosen
