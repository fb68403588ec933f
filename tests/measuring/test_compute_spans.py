"""Year to date and four quarters, and who began at the best score: worked out on paper, each rule at its edge."""

import numpy as np
import pytest

from ieo_metrics.framework.dates.quarters import first_day, label, quarter
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.pipeline import measure_collection
from ieo_metrics.reading.sheets import Workbook
from tests.recognising.in_memory import book, collected

QUARTER, YEAR, ROLLING = SPANS
FIRST = quarter(2023, 1)
EIGHT = [FIRST + i for i in range(8)]  # two financial years


def trained(q: int, how_many: int) -> Workbook:
    """A return of one quarter with so many training sessions: 5.3.1.b."""
    rows = "".join(f"{first_day(q)}  Training\n" for _ in range(how_many))
    return book(f"Reporting quarter: {label(q)}\nDate  Session type\n{rows}", name=f"police {q}.xlsx")


def hurt(q: int) -> Workbook:
    """A return of one quarter with one reading of the pain scale."""
    return book(
        f"Reporting quarter: {label(q)}\nYoung person ref  Date  Score\nZ  {first_day(q)}  5\n",
        name=f"pain {q}.xlsx",
    )


def found(results: Results, ref: str, span: str, name: str) -> dict[int, object]:
    """By period, one column of a measure of all areas; NaN as None."""
    frame = results.frame
    frame = frame[(frame["ref"] == ref) & (frame["span"] == span) & (frame["area"] == ALL)]
    return {
        period: None if cell != cell else cell
        for period, cell in zip(frame["period"].tolist(), frame[name].tolist(), strict=True)
    }


def without(gap: int) -> Results:
    """Two years in which the quarter with the place `gap` is covered by no return of the police sessions; the pain scale makes it a quarter."""
    books = [hurt(q) for q in EIGHT] + [trained(q, 1) for i, q in enumerate(EIGHT) if i != gap]
    results = measure_collection(collected(*books), spans=SPANS)
    assert results is not None
    return results


@pytest.mark.parametrize(
    ("gap", "year_is_x", "rolling_is_x"),
    [
        # Quarters by their place: 0 to 3 are the first year, 4 to 7 the second. Before the first quarter nothing is covered.
        (None, [], [0, 1, 2]),
        (0, [0, 1, 2, 3], [0, 1, 2, 3]),
        (1, [1, 2, 3], [0, 1, 2, 3, 4]),
        (2, [2, 3], [0, 1, 2, 3, 4, 5]),
        (3, [3], [0, 1, 2, 3, 4, 5, 6]),
        (4, [4, 5, 6, 7], [0, 1, 2, 4, 5, 6, 7]),
        (7, [7], [0, 1, 2, 7]),
    ],
)
def test_a_year_to_date_is_not_available_while_a_quarter_of_the_year_so_far_is_not_covered(
    gap, year_is_x, rolling_is_x
):
    """Every quarter of the financial year so far is needed, the first as well as the one before, and none of the year before; of four
    quarters that roll, all four. Else the marker is x and there is no value."""
    results = without(-1 if gap is None else gap)
    for span, places in ((YEAR, year_is_x), (ROLLING, rolling_is_x)):
        markers, values, left_out = (
            found(results, "5.3.1.b", span, name) for name in ("marker", "value", "left_out")
        )
        assert [i for i, q in enumerate(EIGHT) if markers[q] == "x"] == places, span
        assert [i for i, q in enumerate(EIGHT) if values[q] is None] == places, span
        assert [i for i, q in enumerate(EIGHT) if left_out[q] is None] == places, span
        # Nor is anything counted beside it, though some of its quarters are covered.
        better = found(results, "5.3.1.b", span, "better")
        assert [i for i, q in enumerate(EIGHT) if better[q] == 0] == places, span


def test_a_year_to_date_holds_its_own_year_and_nothing_of_the_next():
    """1, 2, 4 … sessions in quarters one after the other: every sum says of which quarters it is."""
    results = measure_collection(collected(*(trained(q, 2**i) for i, q in enumerate(EIGHT[:6]))), spans=SPANS)
    assert results is not None
    assert list(found(results, "5.3.1.b", QUARTER, "value").values()) == [1, 2, 4, 8, 16, 32]
    assert list(found(results, "5.3.1.b", YEAR, "value").values()) == [1, 3, 7, 15, 16, 48]
    assert list(found(results, "5.3.1.b", ROLLING, "value").values()) == [None, None, None, 15, 30, 60]


def test_a_pair_of_the_last_quarter_stands_in_no_later_year():
    """A is measured again in Q4 and not in the next year: next year's year to date has nobody, and four quarters still have A."""
    rows = "A  2023-04-05  3\nA  2024-02-05  2\n"
    heading = "Young person ref  Date  Score\n"
    old = book(f"Reporting quarter: 2023/24 Q1 to 2023/24 Q4\n{heading}{rows}", name="old.xlsx")
    new = book(f"Reporting quarter: 2024/25 Q1\n{heading}B  2024-04-05  5\n", name="new.xlsx")
    results = measure_collection(collected(old, new), spans=SPANS)
    assert results is not None
    q4, q1 = quarter(2023, 4), quarter(2024, 1)
    for span, of_q4, of_q1 in ((QUARTER, 1, 0), (YEAR, 1, 0), (ROLLING, 1, 1)):
        n = found(results, "5.1.2.c", span, "denominator")
        assert (n[q4], n[q1]) == (of_q4, of_q1), span
    assert found(results, "5.1.2.c", YEAR, "marker")[q1] == "z"


def test_only_a_percentage_says_who_began_at_the_best_score():
    """A began at 10 and cannot improve: A stays in both measures, and only the percentage states how many did. B began at 9 and could.
    Of the pain scale the best score is 0."""
    days = ("2024-04-05", "2024-05-05")
    of_star, of_pain = (
        {"A": (10, 10), "B": (9, 10), "C": (1, 2)},
        {"A": (0, 0), "B": (0, 4), "C": (1, 0), "D": (10, 9)},
    )
    stars = "Young person ref  Date  Star area  Score\n"
    stars += "".join(
        f"{who}  {day}  Offending  {score}\n"
        for who, both in of_star.items()
        for day, score in zip(days, both, strict=True)
    )
    pain = "Young person ref  Date  Score\n"
    pain += "".join(
        f"{who}  {day}  {score}\n"
        for who, both in of_pain.items()
        for day, score in zip(days, both, strict=True)
    )
    results = measure_collection(
        collected(
            *(
                book(f"Reporting quarter: 2024/25 Q1\n{text}", name=name)
                for name, text in (("stars.xlsx", stars), ("pain.xlsx", pain))
            )
        )
    )
    assert results is not None
    rows = {row.ref: (row.denominator, row.ceiling, row.note) for row in results.frame.itertuples()}
    assert rows["5.2.2.b"] == (3, 0, "") and rows["5.1.2.c"] == (4, 0, "")
    assert rows["5.2.2.c"] == (3, 1, "1 began at the best score and could not improve")
    assert rows["5.1.2.d"] == (4, 2, "2 began at the best score and could not improve")
    assert np.isclose(results.frame.set_index("ref")["value"]["5.1.2.d"], 2 / 4)
