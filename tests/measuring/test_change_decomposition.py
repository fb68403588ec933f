"""Why a measure moved: small tables worked out on paper, properties of any two groups, workbooks in memory,
and the invented samples."""

import datetime as dt
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.change_decomposition import (
    contributions,
    decompose_change,
    moved_between,
)
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.statistics.change_decomposition_wording import Moved, Side, moved_words, revised_words
from sample_data import SAMPLES
from tests.recognising.in_memory import book, collected

SHARE, MEAN, PEOPLE, PUPILS = (MEASURE[ref] for ref in ("5.1.1.b", "5.1.1.a", "5.1.3.b", "5.1.5.a"))
Q4, Q1, Q2 = quarter(2023, 4), quarter(2024, 1), quarter(2024, 2)


def made_of(**amounts: int) -> pd.DataFrame:
    return pd.DataFrame({"key": list(amounts), "amount": list(amounts.values())})


def parts(one: Moved) -> tuple[Fraction, ...]:
    return one.joined, one.left, one.continued, one.replaced


def many(one: Moved) -> tuple[int, ...]:
    return one.joiners, one.leavers, one.rose, one.fell, one.same


# Worked by hand


def test_a_sum_moves_by_what_each_adds() -> None:
    one = decompose_change(made_of(a=30, b=25, c=10, d=5), made_of(b=28, c=9, d=5, e=40), PUPILS)
    assert (one.before.value, one.after.value, one.change) == (70, 82, 12)
    assert (one.joined, one.left, one.continued) == (40, -30, 3 - 1)
    assert many(one) == (1, 1, 1, 1, 1)


def test_the_two_sides_of_a_change() -> None:
    """Their values, how many are behind them, and where there is none why."""
    counted = decompose_change(made_of(a=30, b=25), made_of(), PUPILS)
    assert (counted.before, counted.after) == (Side(Fraction(55), 2, ""), Side(Fraction(0), 0, ""))
    shared = decompose_change(made_of(a=1, b=0, c=0), made_of(), SHARE)
    assert (shared.before, shared.after) == (Side(Fraction(1, 3), 3, ""), Side(None, 0, "z"))
    assert decompose_change(None, made_of(a=2), MEAN).before == Side(None, 0, "x")


def test_a_count_moves_by_who_joins_and_leaves() -> None:
    one = decompose_change(made_of(a=1, b=1, c=1), made_of(c=1, d=1, e=1, f=1, g=1), PEOPLE)
    assert (one.change, one.joined, one.left, one.continued, many(one)) == (2, 4, -2, 0, (4, 2, 0, 0, 1))


def test_an_average_moves_in_three_steps() -> None:
    # Before: a 4, b 1, c 1, mean 2; who stays, b and c, had 1 and has 2 and 4, mean 3; with d −3 the mean is
    # 1.
    one = decompose_change(made_of(a=4, b=1, c=1), made_of(b=2, c=4, d=-3), MEAN)
    assert (one.before.value, one.after.value, one.change) == (2, 1, -1)
    assert (one.left, one.continued, one.joined) == (-1, 2, -2)
    assert many(one) == (1, 1, 2, 0, 0)


def test_a_percentage_moves_in_three_steps() -> None:
    # Before 1 of 2; who stays was 1 of 1 and is 0 of 1; after 2 of 3.
    one = decompose_change(made_of(a=0, b=1), made_of(b=0, c=1, d=1), SHARE)
    assert (one.left, one.continued, one.joined) == (Fraction(1, 2), -1, Fraction(2, 3))
    assert one.change == Fraction(1, 6)


def test_nobody_stayed() -> None:
    one = decompose_change(made_of(a=0, b=1), made_of(c=1), SHARE)
    assert one.nobody_stayed and (one.replaced, one.joined, one.left, one.continued) == (
        Fraction(1, 2),
        0,
        0,
        0,
    )
    assert many(one) == (1, 2, 0, 0, 0)
    counted = decompose_change(made_of(a=1, b=1), made_of(c=1), PEOPLE)
    assert counted.nobody_stayed and (counted.replaced, counted.joined, counted.left) == (0, 1, -2)
    assert not decompose_change(made_of(), made_of(c=1), PEOPLE).nobody_stayed


@pytest.mark.parametrize(
    ("before", "after", "markers"),
    [
        (None, made_of(a=1), "x"),
        (made_of(), made_of(a=1), "z"),
        (made_of(a=1), None, "x"),
        (made_of(a=1), made_of(), "z"),
        (None, made_of(), "xz"),
    ],
)
def test_without_a_value_there_is_no_change(before, after, markers) -> None:
    one = decompose_change(before, after, MEAN)
    assert (one.change, one.before.marker + one.after.marker) == (None, markers)
    assert parts(one) == (0, 0, 0, 0)


def test_a_count_of_nobody_is_a_value() -> None:
    assert decompose_change(made_of(), made_of(a=1), PEOPLE).change == 1
    assert decompose_change(made_of(), made_of(), PEOPLE).change == 0
    assert decompose_change(None, made_of(a=1), PEOPLE).change is None


# Of any two groups

groups = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(-9, 9), max_size=10).map(
    lambda amounts: made_of(**amounts)
)
measures = st.sampled_from([SHARE, MEAN, PEOPLE, PUPILS])


@settings(max_examples=300, deadline=None)
@given(groups, groups, measures)
def test_the_parts_are_the_change_and_the_other_way_round_its_mirror(
    before: pd.DataFrame, after: pd.DataFrame, measure
) -> None:
    one, back = decompose_change(before, after, measure), decompose_change(after, before, measure)
    if one.change is None:
        assert not measure.counts and not (len(before) and len(after))
        return
    slow = [Fraction(int(of["amount"].sum()), 1 if measure.counts else len(of)) for of in (before, after)]
    assert sum(parts(one)) == one.change == slow[1] - slow[0]
    assert (one.joined, one.left, one.continued, one.replaced) == (
        -back.left,
        -back.joined,
        -back.continued,
        -back.replaced,
    )
    assert many(one) == (back.leavers, back.joiners, back.fell, back.rose, back.same)
    assert (one.joiners + one.stayers, one.leavers + one.stayers) == (len(after), len(before))
    # Nobody's part is nothing.
    assert one.joiners or not one.joined
    assert one.leavers or not one.left
    assert one.rose or one.fell or not one.continued


@settings(max_examples=50, deadline=None)
@given(groups, measures)
def test_without_any_difference_nothing_moved(group: pd.DataFrame, measure) -> None:
    one = decompose_change(group, group.sample(frac=1, random_state=1), measure)
    assert parts(one) == (0, 0, 0, 0) and one.change in (0, None) and not one.differs


# Through workbooks

STARS = "Young person ref  Date  Star area  Score\n"
FIRST = (
    "a  2023-11-01  Offending  3\nb  2023-11-01  Offending  4\nc  2023-11-01  Offending  5\nd  2023-11-01  "
    "Offending  6\n"
)
EARLIER = "a  2024-05-01  Offending  5\nb  2024-05-02  Offending  4\n"
LATER = "b  2024-08-01  Offending  7\nc  2024-08-02  Offending  4\nd  2024-08-03  Offending  9\n"
SUPPORT = "Young person ref  Support started  Support ended  Setting\n"
SCHOOLS = "Date  School  URN  Year group  Young people reached  School staff engaged\n"
POLICE = "Date  Session type  Number of sessions\n"


def results_of(*texts: str, settings: Settings | None = None) -> Results:
    """Of workbooks with one sheet each, the last accepted last."""
    found = measure_collection(
        collected(*(book(text, name=f"{i}.xlsx") for i, text in enumerate(texts)), settings=settings)
    )
    assert found is not None
    return found


def amounts(results: Results, ref: str, q: int) -> dict:
    frame = contributions(results, ref, q)
    assert frame is not None
    assert list(frame) == ["key", "amount"] and frame["amount"].dtype == "int64"
    return dict(zip(frame["key"], frame["amount"], strict=True))


def stating(words: str, *texts: str) -> str:
    return f"Reporting quarter: {words}\n" + "".join(texts)


def test_young_people_are_known_by_their_reference() -> None:
    results = results_of(stating("2023/24 Q3 to 2024/25 Q2", STARS, FIRST, EARLIER, LATER))
    assert [amounts(results, "5.2.2.b", q) for q in (Q1, Q2)] == [{"a": 2, "b": 0}, {"b": 3, "c": -1, "d": 3}]
    assert [amounts(results, "5.2.2.c", q) for q in (Q1, Q2)] == [{"a": 1, "b": 0}, {"b": 1, "c": 0, "d": 1}]
    one = moved_between(results, "5.2.2.b", Q1, Q2)
    # 1 → 5/3: without A it is 0, B rises to 3, and with C and D it is 5/3.
    assert (one.left, one.continued, one.joined, many(one)) == (-1, 3, Fraction(-4, 3), (2, 1, 1, 0, 0))
    assert moved_words(one, MEASURE["5.2.2.b"], Q1, Q2) == (
        "+1.0 → +1.7 points on average, +0.7 points: 2 joined (−1.3 points), 1 left (−1.0), 1 continued "
        "(+3.0)."
    )
    assert (
        moved_between(results, "5.2.2.b", Q4, Q1).before.marker == "z"
    )  # nobody had a score in that quarter
    assert moved_between(results, "5.2.2.b", Q2, Q2 + 1).after.marker == "x"
    assert contributions(results, "5.3.1.a", Q1) is None and contributions(results, "5.2.2.b", Q2 + 1) is None


def test_a_late_review_is_a_correction() -> None:
    """Of 2024/25 Q1 as issued, A rose and B stayed: 50%. The second version adds C, who fell, and corrects B,
    who rose: 67%."""
    first = stating("2023/24 Q3 to 2024/25 Q1", STARS, FIRST, EARLIER)
    second = stating(
        "2023/24 Q3 to 2024/25 Q2",
        STARS,
        FIRST,
        EARLIER.replace("Offending  4", "Offending  8"),
        "c  2024-06-01  Offending  2\n",
        LATER,
    )
    then, now = results_of(first), results_of(first, second)
    issued = contributions(then, "5.2.2.c", Q1)
    one = decompose_change(issued, contributions(now, "5.2.2.c", Q1), MEASURE["5.2.2.c"])
    assert (one.change, one.joiners, one.leavers, one.corrected) == (Fraction(1, 6), 1, 0, 1)
    assert (
        revised_words(one, MEASURE["5.2.2.c"], Q1)
        == "2024/25 Q1 was 50%, is now 67%: 1 young person was added and 1 was corrected."
    )


def test_people_supported_continue() -> None:
    rows = (
        "a  2024-02-01  -  Community\nb  2024-05-01  2024-06-01  Community\nc  2024-08-01  -  Community\nd  "
        "2024-05-01  -  Custody\n"
    )
    results = results_of(stating("2024/25 Q1 to 2024/25 Q2", SUPPORT, rows))
    assert [amounts(results, "5.1.3.b", q) for q in (Q1, Q2)] == [{"a": 1, "b": 1}, {"a": 1, "c": 1}]
    assert (
        moved_words(moved_between(results, "5.1.3.b", Q1, Q2), PEOPLE, Q1, Q2)
        == "2 → 2 young people, no change: 1 joined, 1 left, 1 continued."
    )


SCHOOL_ROWS = (
    "2024-05-21  Oak  100001  Year 8  30  2\n"
    "2024-06-01  OAK  -  YEAR 8  28  3\n"  # the same cohort, at another headcount
    "2024-05-03  Elm  -  Year 9  20  1\n"
    "2024-05-04  Elm  -  -  7  1\n"
    "2024-05-04  elm  -  -  7  1\n"  # alike, and apart
    "2024-07-04  elm  -  year 9  25  1\n"
)


def test_cohorts_are_known_by_school_and_name_and_other_sessions_by_content() -> None:
    results = results_of(stating("2024/25 Q1 to 2024/25 Q2", SCHOOLS, SCHOOL_ROWS))
    oak, elm, day = ("100001", ""), ("", "elm"), dt.date(2024, 5, 4)
    assert amounts(results, "5.1.5.a", Q1) == {
        (oak, "year 8"): 30,
        (elm, "year 9"): 20,
        (day, elm, "", 7, 1): 7,
        (day, elm, "", 7, 2): 7,
    }
    assert amounts(results, "5.1.6.a", Q1) == {
        (oak, "year 8"): 3,
        (elm, "year 9"): 1,
        (day, elm, "", 1, 1): 1,
        (day, elm, "", 1, 2): 1,
    }
    one = moved_between(results, "5.1.5.a", Q1, Q2)
    assert (one.joined, one.left, one.continued, many(one)) == (0, -44, 5, (0, 3, 1, 0, 0))
    added_up = results_of(
        stating("2024/25 Q1 to 2024/25 Q2", SCHOOLS, SCHOOL_ROWS),
        settings=Settings(repeated_cohorts="added up"),
    )
    assert sorted(amounts(added_up, "5.1.5.a", Q1).values()) == [7, 7, 20, 28, 30]


def test_a_late_session_beside_an_identical_one() -> None:
    rows = "2024-05-01  Training  -\n2024-05-01  Training  -\n2024-05-02  Training  4\n"
    then = results_of(stating("2024/25 Q1", POLICE, rows))
    now = results_of(
        stating("2024/25 Q1", POLICE, rows.replace("Training  4", "Training  3"), "2024-05-01  Training  -\n")
    )
    one = decompose_change(
        contributions(then, "5.3.1.b", Q1), contributions(now, "5.3.1.b", Q1), MEASURE["5.3.1.b"]
    )
    assert (one.change, many(one)) == (0, (2, 1, 0, 0, 2))
    assert (
        revised_words(one, MEASURE["5.3.1.b"], Q1)
        == "2024/25 Q1 is still 6: 4 sessions were added and 4 were removed."
    )


@pytest.fixture(scope="module")
def invented() -> Results:
    files = tuple((path.name, path.read_bytes()) for path in SAMPLES)
    found = measure_collection(collect_files(read_files(files), Settings(), dt.datetime(2025, 4, 20)))
    assert found is not None
    return found


@pytest.mark.parametrize("one", MEASURES, ids=lambda m: m.ref)
def test_on_the_samples_the_parts_are_the_change_of_the_results(invented: Results, one) -> None:
    frame = overview_lines.of_measure(invented, one.ref).set_index("period")
    quarters = overview_lines.covered_quarters(invented)
    judged = 0
    for earlier, later in [*pairwise(quarters), *zip(quarters, quarters[4:])]:
        found = moved_between(invented, one.ref, earlier, later)
        values = frame["value"].loc[[earlier, later]]
        assert moved_words(found, one, earlier, later).endswith(".")
        if found.change is None:
            assert values.isna().any()
            assert (found.before.marker, found.after.marker) == tuple(
                "" if marker == "p" else marker for marker in frame["marker"].loc[[earlier, later]]
            )
            continue
        judged += 1
        assert float(found.change) == pytest.approx(values.iloc[1] - values.iloc[0], abs=1e-12)
        assert sum(parts(found)) == found.change
        sizes = (
            frame["denominator"].loc[[earlier, later]].tolist()
            if not one.counts
            else [found.before.n, found.after.n]
        )
        assert (
            [found.leavers + found.stayers, found.joiners + found.stayers]
            == sizes
            == [found.before.n, found.after.n]
        )
    assert judged >= 10
