"""The second implementation against the cases worked by hand."""

import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.measures import MEASURE, MEASURES

from . import slow
from .drawn import given
from .golden import GOLDEN
from .worked import NO_LIMITS, POLICE, Golden


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_hand_worked(case: Golden) -> None:
    answers = slow.compute(case.returns, case.settings, case.by_district, case.year_to_date)
    for key, expected in case.expected.items():
        assert answers[key].short() == pytest.approx(expected), key


def test_every_measure_is_worked_by_hand() -> None:
    assert {ref for case in GOLDEN for ref, _, _ in case.expected} == {m.ref for m in MEASURES}


def test_the_same_measures_and_tables_as_the_framework() -> None:
    assert {ref: table for ref, (table, _, _) in slow.MEASURES.items()} == {
        m.ref: MEASURE[m.ref].reads[0] for m in MEASURES
    }


def test_one_answer_for_each_measure_period_and_area() -> None:
    returns = [
        given(NO_LIMITS, "2024-07-14", "2023/24 Q3", pain_readings="person_ref"),
        given(POLICE, "2024-07-14", "2024/25 Q1", follow_up="person_ref"),
    ]
    assert len(slow.compute(returns)) == 19 * 3
    assert len(slow.compute(returns, by_district=True, year_to_date=True)) == 19 * 6 * 6
    assert slow.compute([]) == {}


def test_intervals() -> None:
    """Wilson for 8 of 10 (Newcombe 1998's method 3): 0.4902 to 0.9433; t for the changes 1, 2, 3: 2 ± 4.3027
    × 1 / √3."""
    share = slow.intervals.of_share(8, 10, 0)
    assert (share.lower, share.upper) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    mean = slow.intervals.of_changes([1, 2, 3], 0)
    assert (mean.lower, mean.upper) == pytest.approx((2 - 2.4841, 2 + 2.4841), abs=1e-4)
    assert slow.intervals.of_changes([2, 2], 0).lower is None
    assert slow.intervals.of_changes([2], 0).upper is None


def test_nothing_of_the_callers_is_changed() -> None:
    for case in GOLDEN:
        before = repr(case.returns)
        slow.compute(case.returns, Settings(), by_district=True, year_to_date=True)
        assert repr(case.returns) == before
