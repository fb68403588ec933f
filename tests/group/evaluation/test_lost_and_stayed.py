"""How those who were not measured again differ from those who were: worked out by hand, and nothing of
few."""

import datetime as dt
import math

import pandas as pd
import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.evaluation.in_words import difference_in_words
from ieo_metrics.group.evaluation.lost_and_stayed import (
    ALIKE,
    COLUMNS,
    FEW,
    POINTS,
    SHARE,
    lost_and_stayed_table,
)
from tests.group.evaluation.test_evaluation_table import SSJ, programmes
from tests.second.plain import PlainReturn

NOW = quarter(2024, 1)
COVERED = {(2023, 1), (2023, 2), (2023, 3), (2023, 4), (2024, 1)}


def return_of(first_scores: list[tuple[str, int, bool]], women: frozenset[str] = frozenset()) -> PlainReturn:
    """Who began on 20 April 2023, at which score, and whether they were measured again a year later."""
    readings = [
        {"person_ref": who, "date": day, "area": "offending", "score": score}
        for who, score, again in first_scores
        for day in (dt.date(2023, 4, 20), *([dt.date(2024, 4, 20)] if again else []))
    ]
    blank = {
        "ended": None,
        "setting": "community",
        "district": None,
        "ethnicity": None,
        "age_band": "18 to 21",
    }
    support = [
        {"person_ref": who, "started": dt.date(2023, 4, 10), "gender": "female" if who in women else "male"}
        | blank
        for who, _, _ in first_scores
    ]
    tables = {"support": support, "star_readings": readings}
    return PlainReturn("RESET", SSJ, dt.date(2024, 7, 14), tables, {name: set(COVERED) for name in tables})


def compared(one: PlainReturn) -> pd.DataFrame:
    frame = lost_and_stayed_table(programmes(one))
    return frame[frame["quarter"] == NOW].set_index(["compared", "group"])


# Lost: 2, 3, 3, 4, 3 (mean 3, squares apart from it 2, variance 2/4); stayed: 4, 5, 5, 6, 5, 5 (mean 5, variance 2/5).
LOST = [("A", 2), ("B", 3), ("C", 3), ("D", 4), ("E", 3)]
STAYED = [("F", 4), ("G", 5), ("H", 5), ("I", 6), ("J", 5), ("K", 5)]
SIX = [(*one, False) for one in LOST] + [(*one, True) for one in STAYED]


def test_first_scores_by_hand() -> None:
    """Welch: errors squared 0.5 / 5 and 0.4 / 6; degrees of freedom (0.1 + 0.0667)² / (0.1² / 4 + 0.0667² /
    5), 8.196; the 97.5% quantile of Student's t there is 2.2966."""
    row = compared(return_of(SIX)).loc[("first score", "offending")]
    assert (row["lost"], row["n_lost"], row["stayed"], row["n_stayed"]) == (3, 5, 5, 6)
    assert row["difference"] == -2
    half = 2.2966 * math.sqrt(0.5 / 5 + 0.4 / 6)
    assert (row["lower"], row["upper"]) == pytest.approx((-2 - half, -2 + half), abs=0.001)
    assert not row["why"]


def test_groups_by_hand() -> None:
    """Female: 4 of 5 lost, 1 of 6 stayed; Newcombe's ends from Wilson's (0.3755, 0.9638) and (0.0301,
    0.5635)."""
    frame = compared(return_of(SIX, women=frozenset("ABCDF")))
    row = frame.loc[("gender", "female")]
    assert (row["lost"], row["stayed"], row["n_lost"], row["n_stayed"]) == (0.8, 1 / 6, 5, 6)
    low = 0.8 - 1 / 6 - math.hypot(0.8 - 0.3755, 0.5635 - 1 / 6)
    high = 0.8 - 1 / 6 + math.hypot(0.9638 - 0.8, 1 / 6 - 0.0301)
    assert (row["lower"], row["upper"]) == pytest.approx((low, high), abs=0.001)
    male = frame.loc[("gender", "male")]
    assert (male["difference"], male["lower"], male["upper"]) == pytest.approx(
        (-row["difference"], -row["upper"], -row["lower"])
    )
    assert ("age band", "22 to 25") not in frame.index  # nobody is
    assert frame.loc[("age band", "18 to 21"), "difference"] == 0


def test_of_few_no_difference_is_said() -> None:
    four = compared(return_of(SIX[1:]))
    assert set(four["why"]) == {FEW}
    assert four[["difference", "lower", "upper"]].isna().all(axis=None)
    assert four.loc[("first score", "offending"), "n_lost"] == 4


def test_scores_that_are_all_alike_have_a_difference_without_a_range() -> None:
    alike = [(who, 3, False) for who, _ in LOST] + [(*one, True) for one in STAYED]
    row = compared(return_of(alike)).loc[("first score", "offending")]
    assert row["why"] == ALIKE and row["difference"] == -2 and math.isnan(row["lower"])


def test_quarters_that_cannot_tell_have_no_rows() -> None:
    frame = lost_and_stayed_table(programmes(return_of(SIX)))
    assert tuple(frame.columns) == COLUMNS
    assert set(frame["quarter"]) == {NOW} and set(frame["provider"]) == {SSJ}
    assert not len(lost_and_stayed_table(programmes(return_of(SIX)), rows_from=quarter(2023, 2)))


def test_a_difference_that_rounds_to_nothing_has_no_sign() -> None:
    assert difference_in_words(-0.04, POINTS, (-0.5, 0.04)) == "0.0 points (−0.5 to 0.0)"
    assert difference_in_words(0.001, SHARE, (-0.1, 0.04)) == "0 percentage points (−10 to +4)"
