"""Several units' figures: what was dropped in this session, the table of all of them, and one's own file."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.exports.multi_unit_rollup import (
    LONGEST_NAME,
    MOST_UNITS,
    NotAFile,
    Unit,
    name_of,
    read_rollup,
    rollup_file,
    units_together,
)
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.safe_file_name import shown_name
from ieo_metrics.statistics.figure_wording import NO_VALUE, interval_in_words, value_in_words
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.as_issued import refuse_withdrawn
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.what_is_hidden import disclosed_frame
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.trail.withdrawn_figures import withdrawn_figures
from pages.shared.frame import store_access
from pages.shared.frame.page import UNIT
from pages.shared.kit.html_tables import html_table, inert_text
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import draw_heading, draw_list, draw_paragraph


def held_units() -> list[Unit]:
    """The units whose files were dropped in this session, by name; files that could not be read are
    reported once."""
    for words in st.session_state.pop("units_wrong", []):
        st.warning(inert_text(words))
    return list(st.session_state.setdefault("units", {}).values())


def take_unit_files(files: Sequence[tuple[str, bytes]]) -> None:
    """Read files; a newer file replaces the earlier one of the same unit."""
    known: dict[str, Unit] = st.session_state.setdefault("units", {})
    wrong: list[str] = st.session_state.setdefault("units_wrong", [])
    for name, data in files:
        try:
            unit = read_rollup(shown_name(name), data)
        except NotAFile as problem:
            wrong.append(str(problem))
        else:
            if unit.name in known or len(known) < MOST_UNITS:
                known[unit.name] = unit
            else:
                wrong.append(
                    f"{shown_name(name)} was not taken: {MOST_UNITS} units are shown already, which is the "
                    "most. Load this page anew to begin with other units."
                )


def units_table(units: Sequence[Unit], quarter: Quarter) -> str:
    """One row per measure: each unit's figure, the figure for all of them, and how many people and units
    are behind it."""
    rows = []
    for pooled in units_together(units, quarter):
        measure = MEASURE[pooled.ref]
        own = [
            value_in_words(v, measure) if v is not None else f"[{marker}]" if marker else NO_VALUE
            for v, marker in zip(pooled.values, pooled.markers, strict=True)
        ]
        interval = (
            ""
            if pooled.lower is None or pooled.upper is None
            else interval_in_words(pooled.lower, pooled.upper, measure, pooled.n)
        )
        rows.append(
            (
                f"{pooled.ref}  {measure.name}",
                *own,
                (NO_VALUE if pooled.value is None else value_in_words(pooled.value, measure, pooled.n)),
                ("" if pooled.n is None else f"{pooled.n:,.0f}"),
                interval,
                f"{pooled.units} of {len(units)}",
            )
        )
    columns = ("Measure", *(unit.name for unit in units), "Together", "n", "95% interval", "Units")
    return html_table(
        f"The {len(MEASURE)} measures of {plural(len(units), 'unit')} in {label(quarter)}",
        columns,
        rows,
        numeric=columns[1:-2],
    )


def draw_own() -> None:
    """The file to hand over, of each quarter's latest issue."""
    draw_heading("Your own file")
    issued = [issue for issue in store_access.snapshot().issues if issue.shared is not None]
    if not issued:
        draw_paragraph("The file is made from an issue. Issue a quarter on the Issue and pack page first.")
        return
    latest = max(issued, key=lambda issue: issue.place)
    name = st.text_input(
        "Name of the unit",
        value=UNIT,
        max_chars=LONGEST_NAME,
        key="unit_name",
        required=True,
    )
    try:
        here = store_access.open_store_of_session()
        nothing_told(here, name, LONGEST_NAME, "The name", latest.quarter, ends_there=False)
    except StoreTrouble as trouble:
        draw_obstacle(str(trouble))
        return
    st.download_button(
        f"Figures up to {label(latest.quarter)}, as issued (.json)",
        store_access.export_button_data(
            f"figures to hand over, of {latest.title}", lambda store: _own_file(store, latest, name)
        ),
        file_name=name_of(name, latest.quarter),
        mime="application/json",
        on_click="ignore",
        disabled=not name.strip(),
    )
    draw_list(
        [("It holds the same figures as the tables for sharing: ", latest.about.get("hidden", ""))],
        "ieo-small",
    )


def _own_file(store: Store, issue: Issue, name: str) -> bytes:
    with store.reading() as connection:
        refuse_withdrawn(connection, issue)
        return rollup_file(disclosed_frame(issue, withdrawn_figures(connection)), name)
