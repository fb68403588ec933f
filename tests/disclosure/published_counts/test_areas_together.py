"""What areas that are hidden have together, by hand: the total less the areas that are shown."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.disclosure.published_counts.areas_together import areas_together
from ieo_metrics.disclosure.published_counts.count_cube import AREAS, N, cube_of, rows_of_results
from tests.disclosure.test_disclosure_protect import Q1, framed, hidden, row

PLACE = {area: i for i, area in enumerate(AREAS)}


def supported(**by_area: int):
    """Young people supported in one quarter: in all, and in areas by their first word; nobody in the others."""
    rows = {area: by_area.get(area.split()[0], 0) for area in AREAS}
    return framed([row("5.1.3.b", area, many, many) for area, many in rows.items()])


def sums(frame, away: tuple[str, ...], threshold: int = 5) -> list[set[str]]:
    """The areas of each small sum, while those `away` are hidden."""
    cube = cube_of(rows_of_results(frame))
    shown = np.ones(cube.values.size, dtype=bool)
    shown[[cube.cells[0, N, 0, PLACE[area]] for area in away]] = False
    found = areas_together(cube, shown, threshold)
    cell = {int(cube.cells[0, N, 0, i]): area for area, i in PLACE.items()}
    return [{cell[int(c)] for c in found[[row]].indices} for row in range(found.shape[0])]


THREE_AND_ONE = supported(all=24, Hampshire=20, Portsmouth=3, Southampton=1)
BOTH = ("Portsmouth", "Southampton")


@pytest.mark.parametrize(("threshold", "told"), [(4, []), (5, [set(BOTH)]), (8, [set(BOTH)])])
def test_three_in_one_area_and_one_in_another_are_four_elsewhere(threshold: int, told: list) -> None:
    """24 − 20 = 4: fewer than 5 or 8, and no fewer than 4."""
    assert sums(THREE_AND_ONE, BOTH, threshold) == told


def test_one_area_alone_is_a_count_of_its_own() -> None:
    assert sums(THREE_AND_ONE, ("Portsmouth",)) == [] and sums(THREE_AND_ONE, ("all", "Portsmouth")) == []


def test_an_area_of_nobody_hides_nothing_of_the_other() -> None:
    """Two young people and nobody are two together; nobody and nobody are nobody."""
    frame = supported(all=22, Hampshire=20, Portsmouth=2, Southampton=0)
    assert sums(frame, BOTH) == [set(BOTH)]
    assert sums(supported(all=20, Hampshire=20, Portsmouth=0, Southampton=0), BOTH) == []


@pytest.mark.parametrize(
    "by_area",
    [
        {"all": 40, "Hampshire": 20, "Isle": 16, "Portsmouth": 3, "Southampton": 1},
        {"all": 38, "Hampshire": 20, "Isle": 16, "Portsmouth": 2, "Southampton": 0},
    ],
)
def test_a_third_area_is_hidden_where_two_have_few_together(by_area: dict[str, int]) -> None:
    """Of the areas with many the one beside the few goes too, or the total: else the total less these is 4, or 2."""
    frame = supported(**by_area)
    away = {key[-1] for key in hidden(protect(frame, 5).frame)}
    of_away = [many for word, many in by_area.items() if any(area.startswith(word) for area in away)]
    assert "all" in away or sum(of_away) >= 5


def test_each_quarter_has_its_own_sum() -> None:
    """Three and one are hidden in Q1, and nine and two in Q2: four elsewhere, and eleven, which are many."""
    later = [
        row("5.1.3.b", area, many, many, period=Q1 + 1)
        for area, many in (("all", 31), ("Hampshire", 20), ("Portsmouth", 9), ("Southampton", 2))
    ]
    frame = pd.concat([THREE_AND_ONE, framed(later)], ignore_index=True)
    cube = cube_of(rows_of_results(frame))
    shown = np.ones(cube.values.size, dtype=bool)
    cells = cube.cells[0, N][:, [PLACE[area] for area in BOTH]]
    shown[cells.ravel()] = False
    found = areas_together(cube, shown, 5)
    assert [found[[line]].indices.tolist() for line in range(found.shape[0])] == [cells[0].tolist()]
    assert areas_together(cube, shown, 12).shape[0] == 2 and areas_together(cube, shown, 11).shape[0] == 1


def test_one_area_in_each_of_two_quarters_is_nothing_together() -> None:
    later = [
        row("5.1.3.b", area, many, many, period=Q1 + 1)
        for area, many in (("all", 31), ("Hampshire", 20), ("Portsmouth", 9), ("Southampton", 2))
    ]
    cube = cube_of(rows_of_results(pd.concat([THREE_AND_ONE, framed(later)], ignore_index=True)))
    shown = np.ones(cube.values.size, dtype=bool)
    shown[[cube.cells[0, N, 0, PLACE["Portsmouth"]], cube.cells[0, N, 1, PLACE["Southampton"]]]] = False
    assert areas_together(cube, shown, 5).shape[0] == 0
