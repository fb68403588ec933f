"""How closely a small count can be told, in tables that can be worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from ieo_metrics.disclosure.suppression.feasibility_intervals import ShiftProgram
from ieo_metrics.disclosure.suppression.ranges_told import RangesTold, ranges_told
from ieo_metrics.disclosure.suppression.single_constraint_bounds import bounds_by_one
from tests.disclosure.tables_on_paper import one_cell_tables


def told(
    values: list[float], sums: list[tuple[int, list[int]]], hidden: list[int], **more: list[int]
) -> RangesTold:
    tables = one_cell_tables(values, sums, 5, **more)
    return ranges_told(tables, tables.shown(np.isin(np.arange(len(values)), hidden)))


def test_two_that_are_hidden_share_what_the_others_leave() -> None:
    """10 = [3] + [2] + 5: each is 0 to 5. Beside a 9 in place of the 2, the 3 is 0 to 12."""
    assert told([10, 3, 2, 5], [(0, [1, 2, 3])], [1, 2]) == RangesTold((0, 5), 0, 0)
    assert told([17, 3, 9, 5], [(0, [1, 2, 3])], [1, 2]) == RangesTold((0, 12), 0, 0)


def test_the_narrowest_of_several() -> None:
    """10 = [3] + [2] + 5 and, of others, 13 = [4] + [2] + 7, which are 0 to 6."""
    assert told([10, 3, 2, 5, 13, 4, 2, 7], [(0, [1, 2, 3]), (4, [5, 6, 7])], [1, 2, 5, 6]).narrowest == (
        0,
        5,
    )


def test_a_count_that_the_others_leave_alone_can_be_worked_out() -> None:
    """10 = [3] + 7; and one that was shown before is known."""
    assert told([10, 3, 7], [(0, [1, 2])], [1]) == RangesTold((3, 3), 1, 0)
    assert told([10, 3, 7], [(0, [1, 2])], [1, 2], known=[1]) == RangesTold(None, 1, 0)


def test_a_count_can_be_told_to_be_small_and_not_which() -> None:
    """6 = [3] + [3], of which the reader knows that the first is from 2 to 4: so is the second."""
    tables = one_cell_tables([6, 3, 3], [(0, [1, 2])], 5)
    lower, upper = np.array([0.0, 2, 0]), np.array([np.inf, 4, np.inf])
    shown = np.array([True, False, False])
    assert ranges_told(replace(tables, lower=lower, upper=upper), shown) == RangesTold((2, 4), 0, 2)


def test_a_small_count_is_nobody_at_least() -> None:
    """Of a difference nothing says so: 5 = [3] + [2], and the 3 could be less. Young people it cannot."""
    tables = one_cell_tables([10, 3, 2, 5], [(0, [1, 2, 3])], 5)
    tables = replace(tables, lower=np.array([0, -np.inf, 0, 0]), small=np.array([False, True, False, False]))
    assert ranges_told(tables, np.array([True, False, False, True])) == RangesTold((0, 5), 0, 0)


def test_people_come_whole() -> None:
    """8 = 2 × [1] + 3 × [2]: in whole numbers only 4 and 0 do beside 1 and 2. In halves the first could be none."""
    tables = one_cell_tables([8, 1, 2], [(0, [1, 2])], 5)
    tables.relations.data[:] = [1, -2, -3]
    assert ranges_told(tables, np.array([True, False, False])) == RangesTold((0, 2), 0, 1)


def test_a_count_beside_nothing_has_no_end() -> None:
    assert told([3], [], [0]) == RangesTold((0, None), 0, 0)


def test_where_no_small_count_is_hidden_there_is_no_range() -> None:
    assert told([10, 6, 4], [(0, [1, 2])], [], known=[2]) == RangesTold(None, 1, 0)
    assert told([12, 6, 6], [(0, [1, 2])], [1]) == RangesTold(None, 0, 0)


def test_a_range_that_turns_out_wider_is_left_at_that() -> None:
    """10 = [3] + [2] + 5, each 0 to 5; and 22 = [3] + [2] + [11] + 6, each 0 to 16, however narrow it looks at first."""
    sums = [(0, [1, 2, 3]), (4, [5, 6, 7, 8])]
    assert told([10, 3, 2, 5, 22, 3, 2, 11, 6], sums, [1, 2, 5, 6, 7]) == RangesTold((0, 5), 0, 0)


def test_a_narrower_range_need_not_begin_at_nobody() -> None:
    """22 = [3] + [2] + [11] + 6, each 0 to 16; and 18 = [4] + [14], of which the reader knows that the 14 is from 4 to 14:
    the 4 is too."""
    tables = one_cell_tables([22, 3, 2, 11, 6, 18, 4, 14], [(0, [1, 2, 3, 4]), (5, [6, 7])], 5)
    lower, upper = np.zeros(8), np.full(8, np.inf)
    lower[7], upper[7] = 4, 14
    shown = np.isin(np.arange(8), [0, 4, 5])
    assert ranges_told(replace(tables, lower=lower, upper=upper), shown) == RangesTold((4, 14), 0, 0)


def test_figures_that_contradict_each_other_are_not_solved() -> None:
    """10 = [3] + 12 has no answer of nobody or more."""
    tables = one_cell_tables([10, 3, 12], [(0, [1, 2])], 5)
    shown = np.array([True, False, True])
    with pytest.raises(ArithmeticError, match="could not be solved"):
        ranges_told(tables, shown)
    with pytest.raises(ArithmeticError, match="could not be solved"):
        ShiftProgram(tables, shown).push(np.array([1]), 1)


def test_what_moves_with_a_cell_that_is_pushed() -> None:
    """10 = [3] + [2] + 5: the 3 goes up to 5 and the 2 down to 0; of 9 = [4] + [5], nothing moves."""
    tables = one_cell_tables([10, 3, 2, 5, 9, 4, 5], [(0, [1, 2, 3]), (4, [5, 6])], 5)
    pushes = ShiftProgram(tables, np.array([True, False, False, True, True, False, False]))
    assert pushes.push(np.array([1]), 1).tolist() == pytest.approx([10, 5, 0, 5, 9, 4, 5])
    assert sorted(pushes.moving_with(1)) == sorted(pushes.moving_with(2)) == [1, 2]
    assert list(pushes.moving_with(5)) == []


def test_how_far_a_single_relation_lets_a_cell_go() -> None:
    """10 = [3] + [2] + 5, the 2 being 4 at most and the total 14: the 3 is from 1 to 5. One more could be hidden: the
    total, which has room for 4 more and 10 less, or the 5, which has room for 5 less and no end."""
    tables = one_cell_tables([10, 3, 2, 5], [(0, [1, 2, 3])], 5)
    tables = replace(tables, upper=np.array([14, np.inf, 4, np.inf]))
    shown = np.array([True, False, False, True])
    highest, up = bounds_by_one(tables, shown, 1)
    lowest, down = bounds_by_one(tables, shown, -1)
    assert (highest[1], lowest[1]) == (5, 1)
    assert up.toarray()[1].tolist() == [4, 0, 0, 5] and down.toarray()[1].tolist() == [10, 0, 0, np.inf]
    known = replace(tables, known=np.array([True, False, False, False]))
    assert bounds_by_one(known, shown, 1)[1].toarray()[1].tolist() == [0, 0, 0, 5], (
        "what is known cannot be hidden"
    )


def test_beyond_ten_times_the_threshold_a_count_is_not_followed() -> None:
    """55 = [3] + [45] + 7: the 3 is 0 to 48. 57 = [3] + [47] + 7: to 50, which is as good as no end; so is all beyond."""
    assert told([55, 3, 45, 7], [(0, [1, 2, 3])], [1, 2]) == RangesTold((0, 48), 0, 0)
    for total in (57, 60, 500):
        assert told([total, 3, total - 10, 7], [(0, [1, 2, 3])], [1, 2]) == RangesTold((0, None), 0, 0)
