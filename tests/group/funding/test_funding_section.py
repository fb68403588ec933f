"""Funding in the pack and on the page of the group, from the invented rows and from none."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.dates.quarters_in_text import quarters_named
from ieo_metrics.group.funding.section import funding_section, programmes_in_words
from ieo_metrics.group.funding.standing import joint_bids_stand, joint_commissioning_stands
from ieo_metrics.group.group_record import GroupRecord, load_group_record
from ieo_metrics.store.database.opening import store_in_memory
from sample_data.group_record import record_samples
from tests.group.funding.grant_rows import grant_row, round_row

Q4 = quarter(2024, 4)


@pytest.fixture(scope="module")
def record() -> GroupRecord:
    store = store_in_memory()
    record_samples(store, "A. Officer")
    with store.reading() as connection:
        return load_group_record(connection, Q4, dt.date(2025, 5, 1), Settings(), pd.DataFrame())


def without_rows(record: GroupRecord) -> GroupRecord:
    return replace(record, rows={name: [] for name in record.rows})


def with_rows(record: GroupRecord, **rows: list) -> GroupRecord:
    return replace(record, rows={**without_rows(record).rows, **rows})


def test_where_nothing_is_entered_nothing_is_said(record: GroupRecord) -> None:
    empty = without_rows(record)
    assert funding_section(empty) is None
    assert (joint_commissioning_stands(empty), joint_bids_stand(empty)) == ([], [])


def test_the_section_of_the_samples(record: GroupRecord) -> None:
    section = funding_section(record)
    assert section is not None
    assert section.finding == (
        "In the year after 2024/25 Q4, Choices and A&E Navigators run out of funding, and RESET has a gap in its "
        "funding."
    )
    funded, to_come = section.tables
    assert [row[:2] for row in funded.rows] == [
        ("RESET", "30 September 2025"),
        ("A&E Navigators", "28 February 2026"),
        ("Choices", "31 July 2025"),
        ("TIPS", "31 March 2027"),
        ("Harbour Mentors", "not funded"),
    ]
    # One after the other, without a gap.
    assert funded.rows[1][2] == "Home Fund (invented) and Integrated care fund (invented)"
    # The bid that was sent is to come no more.
    assert [row[2:4] for row in to_come.rows] == [
        ("we are bidding", "30 June 2025"),
        ("expected", "28 November 2025"),
    ]
    assert all(cell for table in section.tables for row in table.rows for cell in row)


def test_who_pays_until_then_is_also_who_pays_later(record: GroupRecord) -> None:
    section = funding_section(replace(record, quarter=quarter(2024, 2)))
    assert section is not None
    navigators = next(row for row in section.tables[0].rows if row[0] == "A&E Navigators")
    assert navigators[1:3] == ("28 February 2026", "Home Fund (invented) and Integrated care fund (invented)")


@pytest.mark.parametrize("looked_at", [quarter(2023, 2), quarter(2024, 2), Q4])
def test_no_text_of_it_names_a_later_quarter(record: GroupRecord, looked_at: int) -> None:
    section = funding_section(replace(record, quarter=looked_at))
    assert section is not None
    assert [text for text in section.texts for named in quarters_named(text) if named > looked_at] == []


def test_where_the_activities_stand(record: GroupRecord) -> None:
    assert joint_commissioning_stands(record) == [
        "4 of 5 programmes have a grant in force on 31 March 2025. In the year after 2024/25 Q4, Choices and A&E "
        "Navigators run out of funding, and RESET has a gap in its funding.",
        "2 funding rounds to bid for: the first, Youth Futures, second round (invented), closes on 30 June 2025 (bid "
        "led by: Violence Reduction Unit).",
    ]
    assert joint_bids_stand(record) == [
        "5 grants are in force on 31 March 2025; 2 with a consortium of partners.",
        "3 funding rounds (expected: 1, we are bidding: 1, bid sent: 1); 2 with a consortium of partners.",
    ]


def test_one_grant_and_one_round_are_said_as_one(record: GroupRecord) -> None:
    one = with_rows(
        record,
        grants=[grant_row(1, "TIPS", "A", "2024-04-01", "2025-06-30")],
        rounds=[round_row(1, "Autumn", "2025-04-30", "open")],
    )
    assert joint_commissioning_stands(one) == [
        "1 of 4 programmes has a grant in force on 31 March 2025. In the year after 2024/25 Q4, TIPS runs out of "
        "funding.",
        "Closed, and it is not said what became of the bid: Autumn (30 April 2025).",
    ]
    assert joint_bids_stand(one) == [
        "1 grant is in force on 31 March 2025; 0 with a consortium of partners.",
        "1 funding round (open: 1); 0 with a consortium of partners.",
    ]


def test_a_round_that_closed_is_not_one_to_bid_for(record: GroupRecord) -> None:
    """The one that closes today still is."""
    days = (record.today - dt.timedelta(days=1), record.today)
    rounds = [
        round_row(place, f"Round {place}", day.isoformat(), "open") for place, day in enumerate(days, 1)
    ]
    still, over = joint_commissioning_stands(with_rows(record, grants=[], rounds=rounds))
    assert still.startswith("1 funding round to bid for: Round 2, closes on ")
    assert over.startswith("Closed, and it is not said what became of the bid: Round 1 (")


def test_a_grant_that_ends_on_the_last_day_of_the_quarter_falls_out(record: GroupRecord) -> None:
    """31 March: in force on that day, and nothing pays from the next."""
    rows = [
        grant_row(1, "TIPS", "A", "2024-04-01", "2025-03-31"),
        grant_row(2, "Choices", "B", "2024-04-01", "2025-03-30"),
        grant_row(3, "RESET", "C", "2024-04-01", "2025-03-31"),
        grant_row(4, "RESET", "C", "2025-04-01", "2026-06-30"),
    ]
    section = funding_section(with_rows(record, grants=rows))
    assert section is not None
    assert section.finding == "In the year after 2024/25 Q4, TIPS runs out of funding."
    assert section.said[0].startswith("TIPS: £100,000 from A ends on 31 March 2025;")
    assert "Choices (its last ended on 30 March 2025)" in section.said[0]


def test_names_and_months_keep_their_capitals(record: GroupRecord) -> None:
    rows = [
        grant_row(1, "TIPS", "Home Fund", "2023-04-01", "2024-03-31"),
        grant_row(2, "TIPS", "City Trust", "2025-06-01", "2026-03-31", "applied for"),
    ]
    section = funding_section(with_rows(record, grants=rows))
    assert section is not None
    tips = next(row for row in section.tables[0].rows if row[0] == "TIPS")
    assert tips[3] == "Its last ended on 31 March 2024; applied for, not agreed: City Trust."


def test_of_no_run_out_it_is_said_that_there_is_none() -> None:
    assert programmes_in_words([]) == "no programme that has a grant runs out of funding"
