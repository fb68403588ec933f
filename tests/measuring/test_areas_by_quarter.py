"""The areas of a measure, each by quarter, and the rows of results as figures."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.areas_by_quarter import area_by_quarter, areas_of
from ieo_metrics.measuring.overview_lines import figures_of
from ieo_metrics.statistics.differences import Figure

Q = quarter(2024, 1)
STAR, POLICE = MEASURE["5.1.1.a"], MEASURE["5.3.1.a"]
ROWS = [
    # ref, span, period, area, value
    ("5.1.1.a", "quarter", 2, "all", 1.0),
    ("5.1.1.a", "quarter", 2, "Portsmouth", 4.0),
    ("5.1.1.a", "quarter", 2, "Southampton", None),
    ("5.1.1.a", "quarter", 1, "Portsmouth", 3.0),
    ("5.1.1.a", "quarter", 1, "Hampshire", 2.0),
    ("5.1.1.a", "year to date", 2, "Isle of Wight", 2.0),
    ("5.1.1.b", "quarter", 2, "Isle of Wight", 2.0),
    ("5.3.1.a", "quarter", 2, "not known", 9.0),
]
RESULTS: Any = SimpleNamespace(frame=pd.DataFrame(ROWS, columns=["ref", "span", "period", "area", "value"]))


def test_areas_are_those_in_which_a_quarter_has_a_value() -> None:
    assert areas_of(RESULTS.frame, STAR) == ["Portsmouth", "Hampshire"]
    assert areas_of(RESULTS.frame, POLICE) == [], "its returns give no area"


def test_an_area_by_quarter_is_in_the_order_of_time() -> None:
    own = area_by_quarter(RESULTS.frame, STAR, "Portsmouth")
    assert [*zip(own["period"], own["value"], strict=True)] == [(1, 3.0), (2, 4.0)]
    assert list(own.index) == [0, 1] and list(own) == list(RESULTS.frame)


def test_each_number_of_a_figure_is_that_of_its_column() -> None:
    """Of what was kept before some columns were there, and of what is shared, which has not all of them, the rest is
    not known or none."""
    columns = {
        "span": ["quarter", "rolling four quarters"],
        "period": [Q, Q + 1],
        "value": [0.5, np.nan],
        "numerator": [5.0, np.nan],
        "denominator": [10.0, np.nan],
        "lower": [0.2, np.nan],
        "upper": [0.8, np.nan],
        "marker": ["", "x"],
        "note": ["a note", ""],
        "left_out": [1.0, np.nan],
        "better": [5, 0],
        "same": [3, 0],
        "worse": [2, 0],
        "ceiling": [4, 0],
        "started": [6.0, np.nan],
        "not_again": [7.0, np.nan],
        "first_scores": [8.0, np.nan],
        "first_scores_not_again": [9.0, np.nan],
    }
    one, none = figures_of(pd.DataFrame(columns))
    assert one == Figure(
        Q, 0.5, 5.0, 10, 0.2, 0.8, "", "a note",
        left_out=1, better=5, same=3, worse=2, ceiling=4,
        started=6, not_again=7, first_scores=8, first_scores_not_again=9,
    )  # fmt: skip
    assert none == Figure(Q + 1, marker="x", rolling=True)
    kept = pd.DataFrame(columns).astype(
        dict.fromkeys(("started", "not_again", "left_out"), "Int64")
    )  # as stored
    assert figures_of(kept) == [one, none]
    newer = ("started", "not_again", "first_scores", "first_scores_not_again")
    older, _ = figures_of(pd.DataFrame(columns).drop(columns=list(newer)))
    assert older == one._replace(**dict.fromkeys(newer))
