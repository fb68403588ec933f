"""What a programme's funding comes to for each young person, worked out on paper, and when it is refused."""

import datetime as dt

import pytest

from ieo_metrics.framework.dates.quarters import first_day, label, quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.group.funding.cost import (
    MEASURES_WITH_COST,
    PROGRAMMES_WITH_COST,
    Cost,
    funding_of_four_quarters,
    programme_cost,
    range_in_words,
    rounded_pounds,
)
from ieo_metrics.group.funding.grants import Stretch, grants_of
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import measure_collection
from ieo_metrics.reading.sheets import Workbook
from tests.group.funding.grant_rows import grant_row, grants
from tests.recognising.in_memory import book, collected

Q4 = quarter(2024, 4)
YEAR = range(quarter(2024, 1), Q4 + 1)
WHOLE_YEAR = ("2024-04-01", "2025-03-31")


def supported(q: int, people: range) -> Workbook:
    """A RESET return of one quarter in which each of these is supported in the community."""
    first = first_day(q)
    rows = "".join(f"P{n}  {first}  Community\n" for n in people)
    return book(
        f"Reporting quarter: {label(q)}\nYoung person ref  Support start date  Setting\n{rows}",
        name=f"{q}.xlsx",
    )


def improved(q: int, better: int, same: int) -> Workbook:
    """Likewise, of a first and a latest score for one area of the star."""
    first = first_day(q)
    rows = "".join(
        f"S{n}  {first + dt.timedelta(days=days)}  Meaningful use of time  {score}\n"
        for n in range(better + same)
        for days, score in ((0, 4), (40, 7 if n < better else 4))
    )
    return book(
        f"Reporting quarter: {label(q)}\nYoung person ref  Date  Star area  Score\n{rows}",
        name=f"star {q}.xlsx",
    )


def results_of(*books: Workbook) -> Results:
    results = measure_collection(collected(*books))
    assert results is not None
    return results


def cost_of(ref: str, results: Results | None, *given: tuple[str, ...]) -> Cost:
    measure = MEASURE[ref]
    found = programme_cost(grants(*given), measure.programme, Q4, results)
    return next(cost for cost in found.costs if cost.measure is measure)


def test_of_each_grant_the_days_within_the_four_quarters_count() -> None:
    """A: 730 days from 2 April 2023, of which 365 lie within: half of £146,000 and of £14,600 match. B: the 31
    days of March 2025 of 62: half of £6,200; nothing is said of its match."""
    held = grants_of(
        [
            grant_row(1, "RESET", "A", "2023-04-02", "2025-03-31", "ended", 146_000, match=14_600),
            grant_row(2, "RESET", "B", "2025-03-01", "2025-05-01", "agreed", 6_200),
            grant_row(3, "RESET", "C", "2024-04-01", "2025-03-31", "applied for", 9_999),
            grant_row(4, "TIPS", "D", "2024-04-01", "2025-03-31", "agreed", 9_999),
        ]
    )
    assert held[0].days == 730
    found = funding_of_four_quarters(held, "RESET", Q4)
    assert (found.grants, found.match) == pytest.approx((73_000 + 3_100, 7_300))
    assert (found.total, found.without) == (pytest.approx(83_400), ())
    assert found.says == (
        "£76,100 of grants and £7,300 of match funding: A and B. No match funding is entered beside B."
    )


def test_days_of_which_nothing_is_entered_are_named() -> None:
    held = grants(("RESET", "A", "2024-07-01", "2024-12-31"), ("RESET", "B", "2025-02-01", "2025-03-30"))
    assert funding_of_four_quarters(held, "RESET", Q4).without == (
        Stretch(dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        Stretch(dt.date(2025, 1, 1), dt.date(2025, 1, 31)),
        Stretch(dt.date(2025, 3, 31), dt.date(2025, 3, 31)),
    )


def test_the_cost_of_each_young_person_supported() -> None:
    """The same ten in every quarter are ten people. £100,000 ÷ 10; 10 may be 4.795 to 18.390 by chance
    (Garwood), so £5,438 to £20,854."""
    found = cost_of(
        "5.1.3.b", results_of(*(supported(q, range(10)) for q in YEAR)), ("RESET", "A", *WHOLE_YEAR)
    )
    assert (found.people, found.of, found.each) == (10, None, 10_000)
    assert (found.lower, found.upper) == (pytest.approx(5_438, abs=1), pytest.approx(20_854, abs=2))
    assert range_in_words(found) == "£5,440 to £20,900"


def test_the_cost_of_each_positive_change() -> None:
    """30 of 50 measured twice are better: £100,000 ÷ 30. Wilson's 95% range of 60% is 46.18% to 72.39%, of 50
    23.09 to 36.19 people: £2,763 to £4,331."""
    books = (improved(q, 30, 20) for q in YEAR)
    found = cost_of("5.1.1.b", results_of(*books), ("RESET", "A", *WHOLE_YEAR))
    assert (found.people, found.of, round(found.each or 0)) == (30, 50, 3_333)
    assert (found.lower, found.upper) == (pytest.approx(2_763, abs=2), pytest.approx(4_331, abs=2))


@pytest.mark.parametrize(
    ("results", "given", "why"),
    [
        (
            results_of(*(supported(q, range(10)) for q in YEAR)),
            [("RESET", "A", "2024-05-01", "2025-03-31")],
            "What was paid is not known: no agreed grant is entered from 1 April 2024 until 30 April 2024.",
        ),
        (
            results_of(*(supported(q, range(10)) for q in YEAR[1:])),
            [("RESET", "A", *WHOLE_YEAR)],
            "No accepted return covers all of 2024/25 Q1 to 2024/25 Q4.",
        ),
        (None, [("RESET", "A", *WHOLE_YEAR)], "No accepted return covers all of 2024/25 Q1 to 2024/25 Q4."),
        (
            results_of(*(supported(q, range(4)) for q in YEAR)),
            [("RESET", "A", *WHOLE_YEAR)],
            "Fewer than 5 young people were counted: a cost for each would say more of chance than of the work.",
        ),
    ],
)
def test_it_is_refused_in_words(results: Results | None, given: list[tuple[str, ...]], why: str) -> None:
    found = cost_of("5.1.3.b", results, *given)
    assert (found.why_not, found.each, found.lower, found.upper) == (why, None, None, None)


def test_few_positive_changes_are_refused_also_of_many() -> None:
    found = cost_of("5.1.1.b", results_of(*(improved(q, 4, 30) for q in YEAR)), ("RESET", "A", *WHOLE_YEAR))
    assert found.why_not.startswith("Fewer than 5 young people had a positive change:")


def test_which_measures_have_a_cost_is_read_from_their_rows() -> None:
    """People supported or reached, and shares with a positive change; no part of another count, no average, no
    follow-up of those who left, no staff and no sessions."""
    assert [measure.ref for measure in MEASURES_WITH_COST] == [
        "5.1.3.a", "5.1.3.b", "5.1.5.a", "5.1.1.b", "5.1.2.b", "5.1.2.d", "5.1.4.b", "5.2.2.c",
    ]  # fmt: skip
    assert PROGRAMMES_WITH_COST == ("RESET", "A&E Navigators", "Choices")


@pytest.mark.parametrize(
    ("pounds", "words"),
    [(4_286.4, "£4,290"), (12_345, "£12,300"), (999.6, "£1,000"), (87.2, "£87"), (0.4, "£0")],
)
def test_three_figures_of_a_cost_are_kept(pounds: float, words: str) -> None:
    assert rounded_pounds(pounds) == words


def test_pupils_come_by_the_class_and_so_does_chance() -> None:
    """Four classes of 30, one a quarter: 120 pupils, as uncertain as 4 classes (1.0899 to 10.2416, Garwood), of
    30 each: 32.70 to 307.25 pupils. £60,000: £500 each, £195 to £1,835."""
    books = (
        book(
            f"Reporting quarter: {label(q)}\nDate  School  Year group  Number of pupils\n"
            f"{first_day(q)}  School {q}  Year 9  30\n",
            name=f"choices {q}.xlsx",
        )
        for q in YEAR
    )
    (found,) = programme_cost(
        grants_of([grant_row(1, "Choices", "A", *WHOLE_YEAR, amount=60_000)]),
        "Choices",
        Q4,
        results_of(*books),
    ).costs
    assert (found.measure.ref, found.people, found.each) == ("5.1.5.a", 120, 500)
    assert (found.lower, found.upper) == (pytest.approx(195.3, abs=0.1), pytest.approx(1_835, abs=1))


@pytest.mark.parametrize("programme, is_told", [("RESET", False), ("Choices", True)])
def test_of_young_people_whose_rows_were_reduced_there_is_no_cost(programme: str, is_told: bool) -> None:
    """Only the rows that later quarters need are left: 7 of 35 people would have cost five times as much each. Sessions
    are about nobody, and stay."""
    results = results_of(
        *(supported(q, range(10 * n, 10 * n + 10)) for n, q in enumerate(YEAR)),
        *(
            book(
                f"Reporting quarter: {label(q)}\nDate  School  Year group  Number of pupils\n"
                f"{first_day(q)}  School {q}  Year 9  30\n",
                name=f"choices {q}.xlsx",
            )
            for q in YEAR
        ),
    )
    held = grants_of([grant_row(1, programme, "A", *WHOLE_YEAR)])
    whole = programme_cost(held, programme, Q4, results, YEAR[0]).costs[0]
    assert whole.each is not None
    reduced = programme_cost(held, programme, Q4, results, YEAR[1]).costs[0]
    assert (reduced.each is not None, reduced.people is not None) == (is_told, is_told)
    assert is_told or "reduced to aggregates" in reduced.why_not
