"""Seasons as the group sees them: nothing of a later quarter, what is late, where it stands, and the section."""

import datetime as dt

import pandas as pd
import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.group_record import GroupRecord, load_group_record
from ieo_metrics.group.seasons.keep_series import keep_series
from ieo_metrics.group.seasons.run_up import is_late, rows_for, run_up_says
from ieo_metrics.group.seasons.seasons_until import seasons_until
from ieo_metrics.group.seasons.section import seasons_section
from ieo_metrics.group.seasons.standing import seasons_stand
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.registers.register_rows import add_row

ME, Q = "A. Officer", quarter(2021, 1)
LAST = Q + 15
SERIES = OffenceSeries("Assaults, invented", "Portsmouth", "", dict(enumerate([100, 160, 110, 90] * 4, Q)))
TODAY = dt.date(2025, 5, 15)


def record(store: Store, at: int = LAST, today: dt.date = TODAY) -> GroupRecord:
    with store.reading() as connection:
        return load_group_record(connection, at, today, Settings(), pd.DataFrame())


@pytest.fixture
def kept(store: Store) -> Store:
    keep_series(store, ME, "assaults.csv", SERIES, "Assaults", "The constabulary")
    for what, by, state in (
        ("Patrols", "2025-05-01", "to be agreed"),
        ("Places to go", "2025-06-01", "to be agreed"),
        ("Staff", "2025-04-01", "agreed"),
    ):
        given = {"quarter": LAST + 2, "what": what, "agency": "Police", "by": by, "state": state}
        add_row(store, ME, "run_up", given)
    return store


def test_nothing_of_a_later_quarter_is_seen(kept: Store) -> None:
    seen = seasons_until(record(kept).tables, LAST - 3)
    assert seen is not None
    assert (max(seen.series.counts), seen.later) == (LAST - 3, (LAST - 2, LAST - 1, LAST))
    assert [coming.quarter for coming in seen.ahead] == [LAST - 2, LAST - 1]
    assert seen.about_its_end.startswith("The table goes on to 2024/25 Q4")


def test_a_table_that_ends_early_foresees_nothing_of_what_is_over(kept: Store) -> None:
    seen = seasons_until(record(kept).tables, LAST + 1)
    assert seen is not None
    assert [coming.quarter for coming in seen.ahead] == [LAST + 2]
    assert seen.about_its_end == "The table ends with 2024/25 Q4: upload a newer one when there is one."
    assert seasons_until(record(kept).tables, Q - 1) is None


def test_what_is_late(kept: Store) -> None:
    """Patrols were to be agreed by 1 May; places have time; staff are agreed. Once the summer is over, none is."""
    rows = rows_for(record(kept).rows["run_up"], (LAST + 2,))
    assert [(row.words["what"], is_late(row, TODAY)) for row in rows] == [
        ("Staff", False),
        ("Patrols", True),
        ("Places to go", False),
    ]
    assert run_up_says(rows, LAST + 2, TODAY) == "Run-up to 2025/26 Q2: 1 of 3 things agreed, 1 late."
    assert not any(is_late(row, dt.date(2025, 10, 1)) for row in rows)
    assert run_up_says(rows, LAST + 1, TODAY) == "Run-up to 2025/26 Q1: nothing is entered yet."


def test_where_it_stands(kept: Store) -> None:
    standing, run_up = seasons_stand(record(kept))
    assert standing.startswith("Assaults, Portsmouth: Q2 (Jul–Sep) stands out: 39% above")
    assert run_up == "Run-up to 2025/26 Q2: 1 of 3 things agreed, 1 late."


def test_one_prepares_for_the_next_summer_also_where_no_range_of_it_is_told_yet(kept: Store) -> None:
    """At the end of the second quarter the next two are winter: the summer after them is in a year."""
    seen = seasons_until(record(kept).tables, LAST - 2)
    assert seen is not None and seen.standing_out_ahead == () and seen.to_prepare_for == (LAST + 2,)
    assert seasons_stand(record(kept, LAST - 2))[1].startswith("Run-up to 2025/26 Q2: 1 of 3 things agreed")
    at_the_end = seasons_until(record(kept).tables, LAST)
    assert at_the_end is not None and at_the_end.to_prepare_for == at_the_end.standing_out_ahead == (
        LAST + 2,
    )


def test_the_section_says_what_the_page_says(kept: Store) -> None:
    section = seasons_section(record(kept))
    assert section is not None
    assert section.finding.startswith("Assaults, Portsmouth: Q2 (Jul–Sep) stands out")
    ahead, run_up = section.tables
    assert [row[0] for row in ahead.rows] == ["next quarter (Apr–Jun)", "the quarter after next (Jul–Sep)"]
    assert [row[-1] for row in ahead.rows] == ["no", "yes"]
    assert run_up.rows[1] == (
        "Patrols",
        "the quarter after next (Jul–Sep)",
        "Police",
        "1 May 2025",
        "to be agreed",
    )
    assert "Assaults, invented" in section.source and "The constabulary" in section.source
    assert all(text for text in section.texts)


def test_without_a_table_or_with_too_few_quarters_nothing_is_said(store: Store) -> None:
    assert seasons_section(record(store)) is None and seasons_stand(record(store)) == []
    keep_series(store, ME, "assaults.csv", SERIES, "Assaults", "The constabulary")
    assert seasons_section(record(store, Q + 10)) is None
    assert "It takes 12 quarters" in seasons_stand(record(store, Q + 10))[0]


def test_a_name_that_is_personal_is_not_kept(store: Store) -> None:
    with pytest.raises(StoreTrouble, match="telephone"):
        keep_series(store, ME, "a.csv", SERIES, "Ring 07700 900123", "The constabulary")
