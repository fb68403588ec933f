"""What runs out of funding when, worked out on paper: a grant that another goes on after, a gap, one that was
only applied for, and nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.group.funding.grants import Grant, Stretch, days_without, funded_stretches
from ieo_metrics.group.funding.run_outs import (
    measures_in_words,
    measures_of,
    quarters_ahead,
    run_out_of,
    unfunded_on,
)
from tests.group.funding.grant_rows import grants, rounds

Q4 = quarter(2024, 4)
FIRST = ("RESET", "Home Fund", "2024-04-01", "2025-06-30")


def after(*more: tuple[str, ...]) -> tuple[str, list[str], bool]:
    held = grants(FIRST, *more)
    found = run_out_of(held[[grant.funder for grant in held].index("Home Fund")], held)
    return found.after_says, found.hopes, found.falls_out


def test_nothing_after_it() -> None:
    assert after() == ("No grant in force from 1 July 2025.", [], True)


@pytest.mark.parametrize("begins", ["2025-07-01", "2025-06-30", "2025-01-01"])
def test_another_that_begins_on_the_next_day_or_before_goes_on(begins: str) -> None:
    assert after(("RESET", "City Trust", begins, "2026-03-31")) == (
        "Goes on: City Trust, funded until 31 March 2026.",
        [],
        False,
    )


def test_a_chain_of_grants_goes_on_to_the_end_of_the_last() -> None:
    chain = (
        ("RESET", "City Trust", "2025-07-01", "2025-12-31"),
        ("RESET", "Lottery", "2026-01-01", "2026-06-30"),
    )
    assert after(*chain)[0] == "Goes on: City Trust, funded until 30 June 2026."


def test_one_day_between_two_grants_is_a_gap() -> None:
    assert after(("RESET", "City Trust", "2025-07-02", "2026-03-31")) == (
        "No grant in force from 1 July 2025; again from 2 July 2025 (City Trust).",
        [],
        True,
    )


def test_what_was_applied_for_is_no_grant() -> None:
    said, hopes, falls_out = after(("RESET", "Lottery", "2025-07-01", "2026-03-31", "applied for"))
    assert (said, falls_out) == ("No grant in force from 1 July 2025.", True)
    assert hopes == ["Applied for, not agreed: Lottery, £100,000, would begin on 1 July 2025."]


@pytest.mark.parametrize(
    "other",
    [
        ("Choices", "City Trust", "2025-07-01", "2026-03-31"),  # another programme's
        ("RESET", "City Trust", "2025-07-01", "2026-03-31", "not given"),
        ("RESET", "City Trust", "2024-07-01", "2025-06-30"),  # ends on the same day
        ("RESET", "Lottery", "2024-07-01", "2025-06-30", "applied for"),  # would be over by then
    ],
)
def test_what_does_not_pay_after_it(other: tuple[str, ...]) -> None:
    assert after(other) == ("No grant in force from 1 July 2025.", [], True)


def test_a_round_to_come_is_named_and_one_that_is_over_is_not() -> None:
    (grant,) = grants(FIRST)
    could = rounds(
        ("Autumn", "2025-05-30", "open", ["RESET", "TIPS"]),
        ("Winter", "2025-01-31", "not won", ["RESET"]),
        ("Schools", "2025-05-30", "open", ["Choices"]),
    )
    assert run_out_of(grant, [grant], could).hopes == ["Round: Autumn, closes on 30 May 2025."]


def test_each_of_eight_quarters_has_the_grants_that_end_in_it() -> None:
    held = grants(
        (
            "RESET",
            "A",
            "2024-04-01",
            "2025-03-31",
        ),  # on the last day of the quarter that is looked at, and B goes on
        ("RESET", "B", "2024-04-01", "2025-04-01"),
        ("Choices", "C", "2024-04-01", "2025-06-30"),
        ("TIPS", "D", "2024-04-01", "2027-03-31"),
        ("TIPS", "E", "2024-04-01", "2027-04-01"),  # in the ninth
        ("Choices", "F", "2024-04-01", "2025-08-31", "applied for"),
    )
    found = {
        label(one.quarter): [run.grant.funder for run in one.run_outs] for one in quarters_ahead(held, Q4)
    }
    assert found == {
        "2025/26 Q1": ["B", "C"],
        "2025/26 Q2": [],
        "2025/26 Q3": [],
        "2025/26 Q4": [],
        "2026/27 Q1": [],
        "2026/27 Q2": [],
        "2026/27 Q3": [],
        "2026/27 Q4": ["D"],
    }


def test_one_that_ends_on_the_last_day_of_the_quarter_and_leaves_nothing_stands_first() -> None:
    """31 March is the last day of most grants: the quarters ahead begin the day after."""
    held = grants(
        ("RESET", "A", "2024-04-01", "2025-03-31"),
        ("TIPS", "B", "2024-04-01", "2025-03-30"),  # over before
        ("Choices", "C", "2024-04-01", "2025-03-31", "applied for"),
    )
    first, *rest = quarters_ahead(held, Q4)
    assert (label(first.quarter), [run.grant.funder for run in first.run_outs]) == ("2024/25 Q4", ["A"])
    assert first.run_outs[0].after_says == "No grant in force from 1 April 2025."
    assert len(rest) == 8 and not any(one.run_outs for one in rest)


def test_the_measures_that_go_with_it_are_those_of_its_programme() -> None:
    held = grants(
        ("Choices", "C", "2024-04-01", "2025-06-30"), FIRST, ("RESET", "B", "2025-01-01", "2026-03-31")
    )
    by_funder = {grant.funder: run_out_of(grant, held) for grant in held}
    assert measures_in_words(by_funder["C"].measures) == "3 of 19: 5.1.5.a, 5.1.5.b, 5.1.6.a"
    assert by_funder["Home Fund"].measures == ()  # RESET goes on
    assert measures_in_words(measures_of("Harbour Mentors")) == "none of the 19"
    assert sum(len(measures_of(name)) for name in ("RESET", "A&E Navigators", "Choices", "TIPS")) == len(
        MEASURES
    )


def test_why_a_programme_has_no_grant_in_force() -> None:
    held = grants(
        ("RESET", "A", "2024-04-01", "2025-03-30"),
        ("RESET", "B", "2025-04-01", "2026-03-31"),
        ("Choices", "C", "2024-04-01", "2025-03-31"),  # in force on its last day
        ("TIPS", "D", "2025-03-01", "2026-03-31", "applied for"),
    )
    programmes = ["RESET", "Choices", "TIPS", "Harbour Mentors"]
    assert {one.programme: one.why for one in unfunded_on(held, programmes, dt.date(2025, 3, 31))} == {
        "RESET": "its last ended on 30 March 2025; its next begins on 1 April 2025",
        "TIPS": "applied for, not agreed: D",
        "Harbour Mentors": "no grant is entered",
    }


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))


@st.composite
def some_grants(draw: st.DrawFn) -> list[Grant]:
    spans = draw(st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=6))
    return grants(*(("RESET", "Fund", first.isoformat(), last.isoformat()) for first, last in spans))


@given(some_grants(), st.tuples(DAYS, DAYS).map(sorted))
def test_every_day_is_funded_or_without(held: list[Grant], span: list[dt.date]) -> None:
    """Day by day, the slow way."""
    first, last = span
    days = {first + dt.timedelta(days=n) for n in range((last - first).days + 1)}
    paid = {day for day in days if any(grant.covers(day) for grant in held)}

    def within(stretches: list[Stretch]) -> set[dt.date]:
        return {day for day in days if any(one.first <= day <= one.last for one in stretches)}

    assert within(funded_stretches(held)) == paid
    assert within(days_without(held, first, last)) == days - paid
    assert all(one.first >= first and one.last <= last for one in days_without(held, first, last))
