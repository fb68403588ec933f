"""Young people reached per 1,000, by district, age band, gender or ethnicity."""

from functools import partial

import streamlit as st

from ieo_metrics.charts.group.reach_dots import rates_drawn, reach_dots, reach_in_words
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.dates.quarters import Quarter, four_quarters_label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.group.gaps.population import YOUNG_PEOPLE, population_tables
from ieo_metrics.group.gaps.reach import REACHING, GroupReach, Reach, reach_by_group
from ieo_metrics.group.gaps.wording import people_in_words, per_thousand, range_per_thousand
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.published.kinds import POPULATION
from ieo_metrics.published.population.ages import OLDEST, Ages
from ieo_metrics.store.registers.published_tables import kept_tables
from pages.shared.files.downloads import FOR_OFFICER, ShownTable, draw_table_download
from pages.shared.frame import store_access
from pages.shared.gaps.population_upload import draw_population
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.published.dropped_table import draw_what_is_in_use

# The first whose returns say themselves where young people live.
BEGIN = next(measure for measure in REACHING if measure.reads[0] in BREAKDOWN["district"].tables)


def draw_reach(quarter: Quarter) -> None:
    """The choice of a measure, a breakdown and ages, and the rates; folded, the tables of people."""
    results = store_access.snapshot().results
    if results is None:
        draw_paragraph("No returns accepted yet. Young people are counted from the returns.")
    else:
        draw_what_is_in_use(POPULATION, partial(_draw_rates, results, quarter))
    tables = store_access.read_store(kept_tables)
    is_first = not population_tables(tables)
    if is_first and not store_access.may_change():
        return
    words = "Upload a table of people" if is_first else "Tables of people that are in use"
    draw_folded(words, "population", partial(draw_population, tables), is_open=is_first)


def _draw_rates(results: Results, quarter: Quarter) -> None:
    measure_column, by_column, from_column, to_column = st.columns([4, 5, 2, 2], vertical_alignment="bottom")
    ref = measure_column.selectbox(
        "Measure",
        [measure.ref for measure in REACHING],
        REACHING.index(BEGIN),
        format_func=lambda one: f"{one}  {MEASURE[one].name}",
        key="reach_measure",
    )
    by = by_column.segmented_control(
        "By", list(BREAKDOWN), default=next(iter(BREAKDOWN)), required=True, key="reach_by"
    )
    with from_column:
        lowest = _age("From age", YOUNG_PEOPLE.lowest, "reach_lowest")
    with to_column:
        highest = _age("To age", YOUNG_PEOPLE.highest or OLDEST, "reach_highest")
    if highest < lowest:
        draw_obstacle(f"“To age” is {highest}, which is below “From age”, {lowest}. Choose another.")
        return
    ages = Ages(lowest, highest)
    tables = population_tables(store_access.read_store(kept_tables))
    full = store_access.snapshot_with_rows()
    found = store_access.worked_out(
        ("reach", ref, by, quarter, ages, tuple(kept.number for kept, _ in tables)),
        lambda: reach_by_group(results, full, MEASURE[ref], BREAKDOWN[by], quarter, tables, ages),
    )
    if found.why_not:
        draw_paragraph(found.why_not)
    if found.total:
        _draw_found(found)


def _age(words: str, begin: int, key: str) -> int:
    return int(st.number_input(words, 0, OLDEST, begin, step=1, key=key))


def _draw_found(found: Reach) -> None:
    columns = (
        found.breakdown.name.capitalize(),
        "Reached",
        f"People aged {found.ages.in_words}" if not found.by_age else "People of these ages",
        "Per 1,000",
        "95% interval",
    )
    assert found.total is not None
    rows = [_row(one, found) for one in (found.total, *found.groups)]
    period = four_quarters_label(found.quarter)
    caption = f"{found.measure.name} by {found.breakdown.name}, {period}"
    draw_markup(html_table(caption, columns, rows, numeric=columns[1:]))
    file = f"{found.measure.ref} per 1,000 by {found.breakdown.name}, {period.replace('/', '-')}"
    draw_table_download(file, FOR_OFFICER, ShownTable(columns, rows))
    if len(rates_drawn(found)) > 1:
        draw_chart(reach_dots(found), reach_in_words(found))
    edition = f"People: {found.table.edition} ({found.table.source}). " if found.table else ""
    draw_paragraph(
        edition,
        f"The first row is per 1,000 people aged {found.ages.in_words}. " if found.by_age else "",
        "The 95% interval says how far the number would vary if the same happened again; where pupils come "
        "in classes, classes vary and not pupils alone. ",
        " ".join(found.beside),
        " In the framework's order, which is no ranking. For the officer only, not for sharing: small "
        "numbers are not hidden here.",
        kind="ieo-small",
    )


def _row(one: GroupReach, found: Reach) -> tuple[str, ...]:
    return (
        one.name,
        f"{one.reached:,.0f}",
        people_in_words(one.people),
        per_thousand(one.rate, found.whole),
        range_per_thousand(one.lower, one.upper, found.whole),
    )
