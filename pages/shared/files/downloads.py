"""What a page shows, as files: a chart as a picture, a table as a .csv. Each is made when its button is
pressed, and noted in the history.

The pictures are drawn by us and not by the chart in the browser: that one's own button can be reached with a
mouse only, and its picture could not say whether it may be shared.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st
from sqlalchemy import Connection

from ieo_metrics.exports.screen_files.chart_file import ShownChart, charts_png, charts_svg, has_picture
from ieo_metrics.exports.screen_files.shown_table import shown_table_csv
from ieo_metrics.exports.workbook.text_sheets import NOT_FOR_SHARING
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.unit_look import unit_look
from pages.shared.frame import store_access


class Door(NamedTuple):
    """Whether what is downloaded may be shared. `note`: what each file says of it; `in_name`: the end of its
    name; `refuse`: raises StoreTrouble where it may not be handed out any more, though the page shows it."""

    note: str
    in_name: str = ""
    refuse: Callable[[Connection], None] = lambda _: None


FOR_OFFICER = Door(NOT_FOR_SHARING, ", not for sharing")


class ShownTable(NamedTuple):
    """A table as the page shows it, without markup."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def draw_table_download(name: str, door: Door, table: ShownTable) -> None:
    """A button for the table. `name`: of the file."""
    note = _note(door)
    _draw_button(
        "Table (.csv)",
        f"{name}{door.in_name}.csv",
        "text/csv",
        door,
        lambda _: shown_table_csv(table.columns, table.rows, note),
    )


def draw_picture_downloads(name: str, door: Door, charts: Sequence[ShownChart], said: str = "") -> None:
    """A button for each kind of picture; none where a chart has no value. `said`: what the page says below
    its chart, and the picture too."""
    if not has_picture(charts):
        return
    file, note = f"{name}{door.in_name}", f"{said} {_note(door)}".strip()
    _draw_button("Picture (.png)", f"{file}.png", "image/png", door, partial(charts_png, charts, note))
    _draw_button("Picture (.svg)", f"{file}.svg", "image/svg+xml", door, partial(charts_svg, charts, note))


def _note(door: Door) -> str:
    return f"{'Invented samples. ' if store_access.in_samples() else ''}{door.note}"


def _draw_button(words: str, file: str, mime: str, door: Door, make: Callable[[UnitLook], bytes]) -> None:
    def made(store: Store) -> bytes:
        with store.reading() as connection:
            door.refuse(connection)
            return make(unit_look(connection))

    st.download_button(
        words,
        store_access.export_button_data(file, made),
        file_name=file,
        mime=mime,
        key=f"file_{file}",
        on_click="ignore",
    )
