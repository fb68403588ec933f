"""Which figures a reader is shown and which are hidden, as the numbers that a text may hold. By hand."""

import math

import pandas as pd

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures, KnownFigure
from ieo_metrics.framework.dates.quarters import quarter

Q = quarter(2024, 2)
COLUMNS = ("ref", "period", "span", "area", "value", "numerator", "denominator", "marker")
NONE = (math.nan,) * 3


def frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))


WHOLE = frame(
    ("5.1.1.b", Q, "quarter", "all", 0.8, 28, 35, ""),
    ("5.1.2.b", Q, "quarter", "all", 0.25, 3, 12, ""),
    ("5.1.2.a", Q, "quarter", "all", 1.5, 18, 12, ""),
    ("5.1.3.a", Q, "quarter", "all", 41, 41, math.nan, ""),
    ("5.1.3.a", Q, "quarter", "Portsmouth", 3, 3, math.nan, ""),
    ("5.1.2.d", Q, "quarter", "all", *NONE, "z"),
    ("5.3.1.a", Q, "quarter", "all", 4, 4, math.nan, ""),  # sessions: not about young people
    ("5.1.3.a", Q, "rolling four quarters", "all", 90, 90, math.nan, ""),
)
# 41 was issued as 40 and stands so; a span that is not shared is not there.
SHARED = frame(
    ("5.1.1.b", Q, "quarter", "all", 0.8, 28, 35, ""),
    ("5.1.2.b", Q, "quarter", "all", *NONE, "c"),
    ("5.1.2.a", Q, "quarter", "all", *NONE, "c"),
    ("5.1.3.a", Q, "quarter", "all", 40, 40, math.nan, ""),
    ("5.1.3.a", Q, "quarter", "Portsmouth", *NONE, "c"),
    ("5.1.2.d", Q, "quarter", "all", *NONE, "z"),
    ("5.3.1.a", Q, "quarter", "all", 4, 4, math.nan, ""),
)


def known(ref: str, hidden: bool, *counts: int, area: str = "all", **more: object) -> KnownFigure:
    return KnownFigure(ref, Q, "quarter", area, hidden, counts, **more)


def test_what_is_not_told_is_hidden_and_what_is_told_is_shown() -> None:
    """A percentage tells three numbers of young people, an average n, a count itself. 41 is hidden behind 40."""
    found = HiddenFigures.beside(WHOLE, SHARED, 5)
    assert found.threshold == 5
    assert found.figures == (
        known("5.1.1.b", False, 28, 35, 7, share=0.8, pair=(28, 35)),
        known("5.1.3.a", False, 40),
        known("5.1.2.b", True, 3, 12, 9, share=0.25, pair=(3, 12)),
        known("5.1.2.a", True, 12, mean=1.5),
        known("5.1.3.a", True, 41),
        known("5.1.3.a", True, 3, area="Portsmouth"),
    )


def test_figures_are_found_by_measure_quarter_and_area() -> None:
    found = HiddenFigures.beside(WHOLE, SHARED, 5)
    assert found.areas == {"all", "Portsmouth"}
    assert [one.counts for one in found.of(["5.1.3.a"], [Q])] == [(40,), (41,)]
    assert [one.counts for one in found.of(["5.1.3.a"], [Q], ["Portsmouth"])] == [(3,)]
    assert list(found.of(["5.1.3.a"], [Q - 1])) == [] == list(found.of(["5.1.1.a"], [Q]))


def test_an_average_without_its_number_tells_no_count() -> None:
    whole = frame(("5.1.2.a", Q, "quarter", "all", 1.5, 18, math.nan, ""))
    assert HiddenFigures.beside(whole, whole, 5).figures == (known("5.1.2.a", False, 0, mean=1.5),)
