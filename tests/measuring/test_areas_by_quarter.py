"""The areas of a measure, and each by quarter."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.areas_by_quarter import area_by_quarter, areas_of

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
    assert list(own.index) == [0, 1]
