"""The axes of a chart by quarter: which quarters are named, and room for what is written beside them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.charts.quarter_axes import (
    MANY_QUARTERS,
    MOST_YEARS,
    draw_quarter_axes,
    fit_axes,
    quarter_names,
)
from ieo_metrics.charts.style import SIZE, empty_figure
from ieo_metrics.framework.dates.quarters import quarter

Q = quarter(2020, 1)
SMALLEST_DIGIT = 0.5  # of the letters' size


def axes(bounds, tick_format: str):
    figure = empty_figure(340)
    draw_quarter_axes(figure, range(Q, Q + 6), bounds, tick_format, "points")
    return figure


def test_a_chart_that_begins_within_a_year_names_it():
    assert quarter_names(range(Q + 2, Q + 5)) == ["Q3<br>2020/21", "Q4", "Q1<br>2021/22"]
    assert quarter_names([]) == []


@given(first=st.integers(0, 3), number=st.integers(MANY_QUARTERS + 1, 120))
def test_of_many_quarters_at_most_four_years_are_written_as_far_apart(first: int, number: int):
    names = quarter_names(range(Q + first, Q + first + number))
    written = [at for at, name in enumerate(names) if "<br>" in name]
    assert 1 < len(written) <= MOST_YEARS
    assert len({after - before for before, after in pairwise(written)}) == 1
    assert {name for name in names if "<br>" not in name} <= {"", "Q1"}


@pytest.mark.parametrize(
    ("bounds", "tick_format", "longest"),
    [
        ([-0.02, 1.1], ".0%", "100%"),
        ([-0.6, 12.4], "~g", "12"),
        ([-0.4, 2.1], "~g", "−0.5"),
        ([-0.04, 0.31], "~g", "0.25"),
        ([-3.2, 5.1], "~g", "−3"),
        ([-24, 1320], ",~g", "1,320"),
        ([0, 1_416_000], ",d", "1,400,000"),
    ],
)
def test_there_is_room_for_the_longest_that_is_written_beside_the_axis(
    bounds, tick_format: str, longest: str
):
    """Without room the browser would cut it off: it is not left to find it."""
    figure = axes(bounds, tick_format)
    assert figure.layout.yaxis.automargin is False and figure.layout.xaxis.automargin is False
    title = figure.layout.yaxis.title.standoff + figure.layout.yaxis.title.font.size
    assert figure.layout.margin.l - title >= SMALLEST_DIGIT * SIZE * len(longest)


def test_letters_of_twice_the_size_have_twice_the_room():
    figure = axes([-0.02, 1.1], ".0%")
    once = figure.layout.margin.l
    fit_axes(figure, 2)
    assert figure.layout.yaxis.tickfont.size == 2 * SIZE
    assert 1.8 * once < figure.layout.margin.l < 2 * once
