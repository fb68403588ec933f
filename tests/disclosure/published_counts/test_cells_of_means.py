"""What averages tell of those improved, as cells of their own: frames whose changes are written down."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.published_counts.cells_bounded_by_means import means_shown
from ieo_metrics.disclosure.published_counts.count_cube import cube_of, rows_of_results
from ieo_metrics.disclosure.published_counts.linked_tables import ShownTogether, shown_together
from ieo_metrics.framework.words.code_lists import DISTRICTS
from ieo_metrics.statistics.intervals import mean_t
from tests.disclosure.test_disclosure_protect import Q1, framed, row

STAR, PAIN = "5.1.1.a", "5.1.2.c"
FIVE_OF_TWENTY = [1] * 5 + [0] * 15
SIX_OF_TEN = [1] * 6 + [0] * 4


def mean(changes: list[int], area: str = "all", ref: str = STAR, period: int = Q1) -> dict:
    if not changes:
        return row(ref, area, np.nan, 0, 0, period=period, marker="z")
    total, squares, n = (
        np.array([float(x)]) for x in (sum(changes), sum(c * c for c in changes), len(changes))
    )
    low, high = (float(end[0]) for end in mean_t(total, squares, n))
    return row(
        ref, area, float(total[0] / n[0]), float(total[0]), float(n[0]), lower=low, upper=high, period=period
    )


def areas(**changes: list[int]) -> pd.DataFrame:
    """All, and the districts, of which those that are not named have nobody."""
    whole = [change for some in changes.values() for change in some]
    return framed([mean(whole), *(mean(changes.get(area, []), area) for area in DISTRICTS)])


@pytest.mark.parametrize(("ref", "way"), [(STAR, 1), (PAIN, -1)])
def test_the_sums_of_a_mean_are_of_improvements(ref: str, way: int) -> None:
    """Rises of 2, 1 and 1 and a fall of 1 among six: 3 in all, squares 7. A fall of pain is an improvement."""
    changes = [way * c for c in (2, 1, 1, -1, 0, 0)]
    frame = framed([mean(changes, ref=ref)])
    rows = rows_of_results(frame)
    found = means_shown(frame, rows, cube_of(rows))
    assert found.sums[:, 0].tolist() == [6, 3, 7] and found.lines.tolist() == [0]
    assert found.at_least([0]).tolist() == [0, 0], (
        "without their percentage the numbers are not in the tables"
    )


def cells_behind(together: ShownTogether, many: int) -> list[tuple[float, list[int]]]:
    """Of the last cells of the tables, each value and the places of the rows that show it."""
    tables = together.tables
    shows = tables.lines.tocsc()
    return [
        (float(tables.values[cell]), together.places[shows[:, [cell]].indices].tolist())
        for cell in range(len(tables.values) - many, len(tables.values))
    ]


def test_a_mean_over_enough_bounds_those_improved_and_the_rest() -> None:
    """Five of twenty rose by one point: five improved and fifteen did not, and nothing else can be."""
    share = row("5.1.1.b", "all", 0.25, 5, 20)
    frame = framed([share, mean(FIVE_OF_TWENTY)])
    together = shown_together(frame, 5)
    tables, cube = together.tables, cube_of(rows_of_results(frame))
    assert cells_behind(together, 2) == [(5, [1]), (15, [1])]
    assert not tables.small[-2:].any() and not tables.known[-2:].any()
    assert tables.lower[-2:].tolist() == [0, 0] and np.isinf(tables.upper[-2:]).all()
    # Each is at most the number itself: in the cube n, those improved and the rest stand in this order.
    own = cube.cells[0, 1:, 0, 0].tolist()
    last = tables.relations[-2:, :].toarray()
    assert [np.flatnonzero(one).tolist() for one in last] == [
        [c, len(tables.values) - 2 + i] for i, c in enumerate(own)
    ]
    assert last[:, own].tolist() == [[-1, 0], [0, -1]] and last[:, -2:].tolist() == [[1, 0], [0, 1]]
    assert not tables.equal[-2:].any()
    before = len(shown_together(framed([share]), 5).tables.values)
    assert len(tables.values) == before + 2
    assert len(shown_together(frame, 20).tables.values) == before + 2
    assert len(shown_together(frame, 21).tables.values) == before, "a mean over few is hidden in any case"


def with_shares(**improved: list[int]) -> pd.DataFrame:
    """The means of districts and of all, with their percentages."""
    means = areas(**improved)
    whole = [change for some in improved.values() for change in some]
    changes = [whole, *(improved.get(area, []) for area in DISTRICTS)]
    shares = [
        row("5.1.1.b", area, k / n if n else np.nan, k, n, marker="" if n else "z")
        for area, some in zip(means["area"], changes, strict=True)
        for k, n in [(sum(change > 0 for change in some), len(some))]
    ]
    return pd.concat([means, framed(shares)], ignore_index=True)


def test_a_district_in_which_nobody_need_have_improved_has_a_bound_for_the_rest_only() -> None:
    """Of ten in Portsmouth none changed: from all less Southampton a reader has sums of 0, so ten did not improve."""
    together = shown_together(with_shares(Portsmouth=[0] * 10, Southampton=FIVE_OF_TWENTY), 5)
    after = together.while_hidden(together.places == 1 + DISTRICTS.index("Portsmouth"))
    assert after.values[len(together.tables.values) :].tolist() == [10, 30, 20]


def test_the_mean_of_one_district_is_had_from_all_and_the_other() -> None:
    """Six of ten in Portsmouth, five of twenty in Southampton, 30 in all. Without Portsmouth's mean its sums are those of
    all less Southampton's: six improved at least and four did not, as long as both others are shown."""
    frame = with_shares(Portsmouth=SIX_OF_TEN, Southampton=FIVE_OF_TWENTY)
    together = shown_together(frame, 5)
    place = {area: i for i, area in enumerate(frame["area"][:6])}
    hidden = together.places == place["Portsmouth"]
    after = together.while_hidden(hidden)
    more = len(after.values) - len(together.tables.values)
    # Two bounds, and the two means without which they would not be known.
    assert more == 4 and after.values[-4:-2].tolist() == [6, 4]
    assert sorted(after.values[-2:].tolist()) == [20, 30]
    residue = after.relations @ after.values
    assert np.abs(residue[after.equal]).max() < 1e-9 and residue[~after.equal].max() < 1e-9
    assert after.equal[-4:].tolist() == [False, False, True, True]
    # In each of the two equations stand one bound and the two means; what each shows is its own line's.
    for i, one in enumerate(after.relations[-2:, :].toarray()):
        assert np.flatnonzero(one)[-3:].tolist()[1:] == [len(after.values) - 2, len(after.values) - 1]
        assert one[len(together.tables.values) + i] != 0
    shows = after.lines.tocsc()
    shown_by = {
        after.values[cell]: together.places[shows[:, [cell]].indices].tolist()
        for cell in range(len(after.values) - 4, len(after.values))
    }
    assert shown_by == {6: [], 4: [], 20: [place["Southampton"]], 30: [place["all"]]}
    assert np.isinf(after.lower[-2:]).all() and after.lower[-4:-2].tolist() == [0, 0]
    # Where both districts are hidden, or the total as well, there is nothing to subtract.
    both = np.isin(together.places, [place["Portsmouth"], place["Southampton"]])
    assert len(together.while_hidden(hidden | (together.places == place["all"])).values) == len(
        together.tables.values
    )
    of_both = together.while_hidden(both)
    assert sorted(of_both.values[len(together.tables.values) :].tolist()) == [11, 19, 30], (
        "of the two together"
    )
    assert len(together.while_hidden(np.zeros_like(hidden)).values) == len(together.tables.values)


@pytest.mark.parametrize(("whole", "more"), [([2] * 15 + [-1] * 15, 4), ([1] * 11 + [0] * 18, 0)])
def test_means_add_up_where_their_numbers_of_pairs_do(whole: list[int], more: int) -> None:
    """Ten and twenty are thirty, whatever the changes of the thirty were; of 29 nothing is had."""
    frame = with_shares(Portsmouth=SIX_OF_TEN, Southampton=FIVE_OF_TWENTY)
    frame.loc[0, ["value", "numerator", "denominator", "lower", "upper"]] = [
        mean(whole)[name] for name in ("value", "numerator", "denominator", "lower", "upper")
    ]
    frame.loc[6, ["numerator", "denominator"]] = [11, len(whole)]
    together = shown_together(frame, 5)
    after = together.while_hidden(together.places == 1 + DISTRICTS.index("Portsmouth"))
    assert len(after.values) - len(together.tables.values) == more
