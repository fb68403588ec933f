"""What a reader of a frame sees, as cells and lines: small frames, drawn by hand."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.published_counts.count_cube import IMPROVED, REST, N, cube_of, rows_of_results
from ieo_metrics.disclosure.published_counts.count_tables import are_few
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.disclosure.shareable_results import Standing
from ieo_metrics.framework.words.code_lists import DISTRICTS
from tests.disclosure.test_disclosure_protect import Q1, counts, framed, row, shares

PEOPLE, SHARE = "5.1.3.b", "5.1.2.d"
YEAR, ROLLING = "year to date", "rolling four quarters"


@pytest.mark.parametrize(
    ("people", "few"),
    [(0, False), (1, True), (2, True), (4, True), (5, False), (6, False), (-1, False), (np.nan, False)],
)
def test_few_are_one_to_four_where_the_threshold_is_five(people: float, few: bool) -> None:
    assert are_few(np.array([people]), 5).tolist() == [few]


def test_what_hiding_costs() -> None:
    """A total a hundred, an area one, and a thousandth more where it is nobody; of a longer period a twentieth."""
    quarter, year = (
        counts(PEOPLE, [23, 20, 3, 0, 0, 0]),
        counts(PEOPLE, [43, 40, 3, 0, 0, 0], span=YEAR, period=Q1 + 1),
    )
    tables = shown_together(framed([*quarter, *year]), 5).tables
    assert tables.cost.tolist() == pytest.approx(
        [100, 1, 1, 1.001, 1.001, 1.001, 5, 0.05, 0.05, 0.051, 0.051, 0.051]
    )
    assert tables.lines.sum(axis=1).tolist() == [1] * 12


def test_longer_periods_that_are_shared_in_place_of_quarters_cost_as_much() -> None:
    frame = framed(
        [
            row(PEOPLE, "all", 20, 20),
            row(PEOPLE, "all", 60, 60, span=ROLLING),
            row(SHARE, "all", 0.5, 30, 60, span=ROLLING),
        ]
    )
    assert shown_together(frame, 5).tables.cost.tolist() == pytest.approx([100, 5, 5])
    together = shown_together(frame, 5, unshared=np.array([True, False, False]))
    assert together.tables.cost.tolist() == pytest.approx([100, 100, 5])
    assert together.hidden_before.tolist() == [True, False, False]


def test_a_line_shows_what_there_is() -> None:
    """A count shows one number, nobody too; a percentage n, those improved and the rest, if it is of anybody."""
    frame = framed(
        [
            row(PEOPLE, "all", 0, 0),
            row(SHARE, "all", 1, 1, 1),
            row(SHARE, DISTRICTS[0], np.nan, 0, 0, marker="z"),
        ]
    )
    together = shown_together(frame, 5)
    cube = cube_of(rows_of_results(frame))
    assert together.places.tolist() == [0, 1]
    assert together.tables.lines.sum(axis=1).tolist() == [1, 3]
    share = cube.counted.index(rows_of_results(frame).counted[1])
    lower = together.tables.lower[: cube.values.size].reshape(cube.values.shape)
    assert lower[share, N, 0, 0] == 1 and lower[share, [IMPROVED, REST], 0, 0].tolist() == [0, 0]
    assert lower[1 - share].max() == 0, "a count may be nobody"
    known = together.tables.known[: cube.values.size].reshape(cube.values.shape)
    of_nobody = cube.areas.index(DISTRICTS[0])
    assert known[share, :, 0, of_nobody].all() and known.sum() == 3
    small = together.tables.small[: cube.values.size].reshape(cube.values.shape)
    assert small[share, :, 0, 0].tolist() == [True, True, False] and small.sum() == 2


def test_of_whom_all_improved_is_small_where_that_is_hidden() -> None:
    """All of 20; a count of nobody, and a percentage of nobody, are no groups that all or none of could have."""
    frame = framed(
        [
            row(PEOPLE, "all", 0, 0),
            row(SHARE, "all", 1, 20, 20),
            row(SHARE, DISTRICTS[0], np.nan, 0, 0, marker="z"),
        ]
    )
    assert not shown_together(frame, 5).tables.small.any()
    together = shown_together(frame, 5, all_or_none=True)
    cube = cube_of(rows_of_results(frame))
    share = cube.counted.index(rows_of_results(frame).counted[1])
    assert np.flatnonzero(together.tables.small).tolist() == [cube.cells[share, REST, 0, 0]]


def test_what_was_issued_is_known_and_what_was_hidden_stays_so() -> None:
    frame = framed(counts(PEOPLE, [23, 20, 3, 0, 0, 0]))
    shown, hidden = np.zeros(6, dtype=bool), np.zeros(6, dtype=bool)
    shown[[0, 3]] = hidden[[2]] = True
    together = shown_together(frame, 5, Standing(shown, hidden))
    cells = cube_of(rows_of_results(frame)).cells[0, N, 0]
    areas = frame["area"].tolist()
    at = {area: place for place, area in enumerate(cube_of(rows_of_results(frame)).areas)}
    known = {area for area in areas if together.tables.known[cells[at[area]]]}
    assert known == {areas[0], areas[3]} and together.tables.known.sum() == 2
    assert together.hidden_before.tolist() == hidden.tolist()
    assert (
        not shown_together(frame, 5).tables.known.any() and not shown_together(frame, 5).hidden_before.any()
    )


def test_rows_of_another_order_are_the_same_lines() -> None:
    frame = framed(
        [*shares(SHARE, [(12, 40), (6, 20), (6, 20), (0, 0), (0, 0), (0, 0)]), row("5.1.6.a", "all", 3, 3)]
    )
    turned = pd.concat([frame.iloc[::-1]], ignore_index=True)
    one, other = shown_together(frame, 5), shown_together(turned, 5)
    assert one.places.tolist() == [0, 1, 2] and other.places.tolist() == [4, 5, 6]
    assert sorted(one.tables.cost.tolist()) == sorted(other.tables.cost.tolist()) == [1, 1, 100]
