"""The published tables of people that rates rest on: those in use, and a new one, which is shown as it was
understood before it is kept."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.group.gaps.population import BANDS, kept_as, population_tables
from ieo_metrics.group.gaps.wording import people_in_words
from ieo_metrics.published.kinds import POPULATION
from ieo_metrics.published.population.population_table import PopulationTable
from ieo_metrics.store.registers.published_tables import KeptTable, keep_table
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_list, draw_markup, draw_paragraph
from pages.shared.published.dropped_table import draw_dropped_table, draw_replaced

SOURCES = ("Office for National Statistics", "Nomis", "a council", "somebody else")
FIRST_YEAR, LAST_YEAR = 1981, 2100


def draw_population(kept: Mapping[str, KeptTable]) -> None:
    """What is in use, and a place to drop another table."""
    for held, table in population_tables(kept):
        groups = ", by ethnic group" if table.ethnic_groups else ""
        draw_paragraph(
            bold(held.edition),
            f" ({held.source}){groups}. From {held.file}, kept on {day_in_words(day_in_london(held.at))}.",
        )
    if not store_access.may_change():
        return
    draw_paragraph(
        "Drop a table of people by area and single year of age, as the Office for National Statistics "
        "publishes it: mid-year estimates (MYE2 or MYEB1), a download of Nomis, or one of the 2021 Census, "
        "which may have ethnic groups. A table with ethnic groups is kept beside one without."
    )
    draw_dropped_table(POPULATION, "Table of people", _draw_understood)


def _draw_understood(file: str, table: PopulationTable) -> None:
    """What the table says, before it is kept."""
    draw_paragraph(
        bold("This is what was read. "), "Look at it before you keep it. Areas that are missing have no rate."
    )
    columns = ("District", *(ages.in_words for ages in BANDS))
    rows = [
        (district, *(people_in_words(table.people(ages, district)) for ages in BANDS))
        for district in table.districts
    ]
    draw_markup(html_table("People by age, from this table", columns, rows, numeric=columns[1:]))
    groups = ", ".join(table.ethnic_groups) or "not in this table"
    draw_list([(f"Ethnic groups: {groups}.",), *((sentence,) for sentence in table.left_out)])
    draw_paragraph("Edition as found in the file: ", bold(table.title))
    draw_replaced(kept_as(table))
    left, right = st.columns(2)
    year = left.number_input(
        "Year of the estimate or census",
        FIRST_YEAR,
        LAST_YEAR,
        table.year or None,
        format="%d",
        key="population_year",
    )
    source = right.selectbox("Published by", SOURCES, index=None, key="population_source")
    if draw_button_once_complete(
        "Keep this table", {"the year": year, "who published it": source}, "population_keep", kind="primary"
    ):
        dated = replace(table, year=int(year or 0))
        given = kept_as(dated), file, dated.edition, source, dated.as_data()
        store_access.record_change(keep_table, *given, form=POPULATION.name)
