"""Better, worse or no clear change after four quarters: a word only where the range leaves 0 out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evaluation_questions import SHARES
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.group.evaluation.against_year_before import (
    BETTER,
    FEW,
    NO_CLEAR_CHANGE,
    NOT_COMPARED,
    WORSE,
    AgainstYearBefore,
    against_year_before,
    by_chance_in_words,
    in_words,
)
from ieo_metrics.group.evaluation.evaluation_figure import share
from ieo_metrics.group.evaluation.evaluation_table import COLUMNS

NOW = quarter(2024, 4)
RESET = RETURN_TYPES[0]


def table_of(question: str, now: tuple[int, int], then: tuple[int, int]) -> pd.DataFrame:
    rows = []
    for at, (numerator, n) in ((NOW, now), (NOW - 4, then)):
        one = share(numerator, n)
        rows.append(
            (RESET.programme, RESET.provider, at, question, "", one.value, numerator, n, one.lower, one.upper, one.why, "")
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def compared(question: str, now: tuple[int, int], then: tuple[int, int]) -> AgainstYearBefore:
    found = against_year_before(table_of(question, now, then), NOW)
    return next(one for one in found if one.return_type == RESET and one.question.name == question)


def test_by_hand() -> None:
    """Newcombe's own example: 56 of 70 against 48 of 80 (his table II, method 10): 0.0524 to 0.3339."""
    one = compared("first reading", (56, 70), (48, 80))
    assert (one.difference, one.lower, one.upper) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.0001)
    assert one.word == BETTER
    assert in_words(one) == (
        "RESET · Society of St James, first reading: 80% (56 of 70) in 2024/25 Q4, 60% (48 of 80) four quarters "
        "before: better by 20 percentage points (95% range of the difference +5 to +33 percentage points)."
    )
    assert compared("first reading", (48, 80), (56, 70)).word == WORSE


def test_of_those_lost_fewer_is_better() -> None:
    assert compared("lost on the way", (48, 80), (56, 70)).word == BETTER
    assert compared("lost on the way", (56, 70), (48, 80)).word == WORSE


def test_a_range_that_includes_0_is_no_clear_change() -> None:
    one = compared("traced", (9, 10), (7, 10))
    assert one.word == NO_CLEAR_CHANGE
    assert "no clear change (95%" in in_words(one)


def test_of_few_and_of_nobody_nothing_is_said() -> None:
    few = compared("traced", (4, 4), (0, 50))
    assert (few.word, few.why, few.difference) == (NOT_COMPARED, FEW, None)
    nobody = compared("traced", (0, 0), (40, 50))
    assert nobody.why == "nobody to ask it of in the quarter"
    assert in_words(compared("traced", (40, 50), (0, 0))).endswith(
        "not compared, because four quarters before: nobody to ask it of in the quarter."
    )


def test_each_share_of_each_programme_is_there_once() -> None:
    found = against_year_before(table_of("traced", (9, 10), (7, 10)), NOW)
    assert len(found) == len(RETURN_TYPES) * len(SHARES)
    assert {one.word for one in found if one.question.name != "traced"} == {NOT_COMPARED}
    assert by_chance_in_words(found) == (
        "Of 1 comparisons less than one would seem better or worse by chance alone, if nothing had changed."
    )
    assert by_chance_in_words([one for one in found if one.word == NOT_COMPARED]) == ""


counts = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None)
@given(counts, counts, st.sampled_from(SHARES))
def test_the_word_follows_the_range(now: tuple[int, int], then: tuple[int, int], question) -> None:
    one = compared(question.name, now, then)
    turned = compared(question.name, then, now)
    assert {BETTER: WORSE, WORSE: BETTER}.get(one.word, one.word) == turned.word
    assert (one.word == NOT_COMPARED) == (min(now[1], then[1]) < 5)
    if one.difference is not None and one.lower is not None and one.upper is not None:
        assert -1 <= one.lower <= one.difference <= one.upper <= 1
        excludes = one.lower > 0 or one.upper < 0
        assert (one.word in (BETTER, WORSE)) == excludes
        if excludes:
            assert (one.word == BETTER) == ((one.difference > 0) == (question.better == "higher"))
