"""What must be hidden for a small count to be safe, and the cheapest that will do: demands on paper."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_tables import Tables
from ieo_metrics.disclosure.suppression import suppress as suppress_module
from ieo_metrics.disclosure.suppression.feasibility_intervals import ShiftProgram
from ieo_metrics.disclosure.suppression.single_constraint_bounds import bounds_by_one
from ieo_metrics.disclosure.suppression.suppress import (
    _best,
    _blocks,
    _good,
    _pinned,
    _pinned_by_one,
    _share,
    suppress,
)
from tests.disclosure.tables_on_paper import one_cell_tables

INF = np.inf


def test_a_share_is_of_what_is_missing_and_at_most_all_of_it() -> None:
    """Of 4 that are missing 2 are half, and 8 are enough; where none is missing nothing is asked; a trace is none."""
    gains = sparse.csr_array(np.array([[2, 8, 0], [3, 0, 0], [0, 1e-6, 1]]))
    found = _share(gains, np.array([4.0, 0.0, 2.0]))
    assert found.toarray().tolist() == [[0.5, 1, 0], [0, 0, 0], [0, 0, 0.5]]
    assert found.nnz == 3 and gains.nnz == 5
    endless = _share(sparse.csr_array(np.array([[INF, 1.0]])), np.array([2.0]))
    assert endless.toarray().tolist() == [[1, 0.5]]


def three_of_ten() -> Tables:
    """10 = [3] + 7, of which a reader knows that the 10 is from 8 to 11 and the 7 from 6 to 8."""
    tables = one_cell_tables([10, 3, 7], [(0, [1, 2])], 5)
    return replace(tables, lower=np.array([8.0, 0, 6]), upper=np.array([11, INF, 8]))


SHOWN = np.array([True, False, True])


@pytest.mark.parametrize("way", [_pinned_by_one, lambda *of: _pinned(*of, {})])
def test_what_is_asked_of_each_cell_is_how_far_it_brings_the_small_one(way) -> None:
    """Up to 5 two are missing: the 10 or the 7 without it gives one. Down to 0 three are: the 10 gives two, the 7 one."""
    failing, demand = way(three_of_ten(), SHOWN, np.array([1]))
    assert failing.tolist() == [1]
    assert demand.toarray() == pytest.approx(np.array([[2 / 3, 0, 1 / 2]]))


@pytest.mark.parametrize("way", [_pinned_by_one, lambda *of: _pinned(*of, {})])
@pytest.mark.parametrize(
    ("lower", "upper", "fails"),
    [(0, INF, False), (1, INF, False), (0, 4, False), (1, 5, False), (1, 4, True), (2, 3, True)],
)
def test_a_count_that_could_be_nobody_or_the_threshold_is_safe(way, lower: float, upper: float, fails: bool):
    """10 = [3] + [2] + 5: the 3 is from 0 to 5, or from what a reader knows besides."""
    tables = one_cell_tables([10, 3, 2, 5], [(0, [1, 2, 3])], 5)
    tables = replace(tables, lower=np.array([0.0, lower, 0, 0]), upper=np.array([INF, upper, INF, INF]))
    failing, demand = way(tables, np.array([True, False, False, True]), np.array([1]))
    assert failing.tolist() == [1] * fails and demand.shape == (int(fails), 4)


@pytest.mark.parametrize("way", [_pinned_by_one, lambda *of: _pinned(*of, {})])
@pytest.mark.parametrize(("other", "fails"), [(4, True), (5, False), (6, False)])
def test_nobody_is_safe_only_where_it_could_be_the_threshold(way, other: int, fails: bool) -> None:
    """20 = [0] + [other] + the rest: at most the other can be it."""
    tables = one_cell_tables([20, 0, other, 20 - other], [(0, [1, 2, 3])], 5)
    tables = replace(tables, small=np.array([False, True, False, False]))
    failing, _ = way(tables, np.array([True, False, False, True]), np.array([1]))
    assert failing.tolist() == [1] * fails


def test_what_moves_when_a_count_is_safe_is_kept() -> None:
    """10 = [3] + [2] + 5 and 30 = [4] + [20] + 6; 12 = [2] + 10 is told. Each pair moves together."""
    tables = one_cell_tables(
        [10, 3, 2, 5, 30, 4, 20, 6, 12, 2, 10], [(0, [1, 2, 3]), (4, [5, 6, 7]), (8, [9, 10])], 5
    )
    shown = ~np.isin(np.arange(11), [1, 2, 5, 6, 9])
    proofs: dict[int, np.ndarray] = {}
    failing, demand = _pinned(tables, shown, np.array([1, 2, 5, 9]), proofs)
    assert failing.tolist() == [9]
    assert demand.toarray().tolist() == [[*[0] * 8, 1, 0, 1]]
    assert {cell: sorted(moves.tolist()) for cell, moves in proofs.items()} == {
        1: [1, 2],
        2: [1, 2],
        5: [5, 6],
    }


def test_of_those_that_hang_together_one_is_asked_for_at_a_time() -> None:
    """3 + 4 = 7 hidden in 10 = [3] + [4] + 3 where a reader knows 2 to 4 and 3 to 5 of them: both can be told."""
    tables = one_cell_tables([10, 3, 4, 3], [(0, [1, 2, 3])], 6)
    tables = replace(
        tables,
        lower=np.array([0.0, 2, 3, 0]),
        upper=np.array([INF, 4, 5, INF]),
        small=np.array([0, 1, 1, 0], dtype=bool),
    )
    failing, demand = _pinned(tables, np.array([True, False, False, True]), np.array([1, 2]), {})
    assert len(failing) == 1 and demand.shape == (1, 4)
    apart = one_cell_tables([10, 3, 7, 20, 4, 16], [(0, [1, 2]), (3, [4, 5])], 5)
    failing, demand = _pinned(apart, ~np.isin(np.arange(6), [1, 4]), np.array([1, 4]), {})
    assert sorted(failing.tolist()) == [1, 4]
    assert demand.toarray().tolist() == [[1, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 1]]


def test_what_is_known_is_between_blocks() -> None:
    """Two sums that have a cell in common are one block, unless it is known; a line holds its cells together."""
    sums = [(0, [1, 2]), (3, [2, 4])]
    values = [10.0, 4, 6, 9, 3]
    assert len(set(_blocks(one_cell_tables(values, sums, 5)).tolist())) == 1
    apart = _blocks(one_cell_tables(values, sums, 5, known=[2]))
    assert apart[0] == apart[1] and apart[3] == apart[4] and len({apart[0], apart[2], apart[3]}) == 3
    tables = one_cell_tables(values, sums, 5, known=[2])
    line = sparse.csr_array(np.array([[1.0, 0, 0, 1, 0]]))
    both = replace(tables, lines=sparse.csr_array(sparse.vstack([tables.lines, line], format="csr")))
    assert len({_blocks(both)[cell] for cell in (0, 1, 3, 4)}) == 1


def in_two_lines(cost: list[float]) -> Tables:
    """Two cells: the first stands in the lines 0 and 1, the second in line 2."""
    tables = one_cell_tables([20, 20], [], 5)
    lines = sparse.csr_array(np.array([[1.0, 0], [1, 0], [0, 1]]))
    return replace(tables, lines=lines, cost=np.array(cost))


@pytest.mark.parametrize("choose", [_best, _good])
@pytest.mark.parametrize(
    ("cost", "stay", "hidden"),
    [
        ([1, 1, 1.5], [], [2]),
        ([1, 1, 2.5], [], [0, 1]),
        ([1, 1, 1.5], [0], [0, 1]),
        ([0.1, 3, 2.9], [], [2]),
        ([3, 0.1, 3.2], [], [0, 1]),
        ([1, 1, 1], [0, 1], [0, 1]),
    ],
)
def test_a_cell_costs_all_lines_in_which_it_stands(choose, cost: list, stay: list, hidden: list) -> None:
    """Either cell is enough: the second costs its one line, the first both of its lines that are not hidden yet."""
    demands = sparse.csr_array(np.array([[1.0, 1.0]]))
    found = choose(in_two_lines(cost), demands, np.isin(np.arange(3), stay))
    assert np.flatnonzero(found).tolist() == hidden


@pytest.mark.parametrize("choose", [_best, _good])
def test_every_demand_is_met_in_full(choose) -> None:
    """A half and a half are one, a half alone is not; what costs least of those that do."""
    tables = replace(one_cell_tables([9, 9, 9, 9], [], 5), cost=np.array([1.0, 1.0, 1.0, 1.9]))
    nothing = np.zeros(4, dtype=bool)
    halves = sparse.csr_array(np.array([[0.5, 0.5, 0, 0]]))
    assert np.flatnonzero(choose(tables, halves, nothing)).tolist() == [0, 1]
    dear = sparse.csr_array(np.array([[0.5, 0.5, 0, 1]]))
    assert np.flatnonzero(choose(tables, dear, nothing)).tolist() == [3]
    two = sparse.csr_array(np.array([[1.0, 0, 0, 0], [0, 0, 1.0, 0]]))
    assert np.flatnonzero(choose(tables, two, nothing)).tolist() == [0, 2]
    common = sparse.csr_array(np.array([[1.0, 1.0, 0, 0], [0, 1.0, 1.0, 0]]))
    assert np.flatnonzero(choose(tables, common, nothing)).tolist() == [1]


def test_what_no_line_can_meet_is_not_found() -> None:
    halves = sparse.csr_array(np.array([[0.5, 0, 0]]))
    with pytest.raises(ArithmeticError, match="no lines to hide were found"):
        _best(one_cell_tables([9, 9, 9], [], 5), halves, np.zeros(3, dtype=bool))


def related(values: list[float], rows: list[list[float]], equal: list[bool], **bounds: list[float]) -> Tables:
    """Tables with relations of any coefficients."""
    tables = one_cell_tables(values, [], 5)
    return replace(
        tables,
        relations=sparse.csr_array(np.array(rows, dtype=np.float64)),
        equal=np.array(equal),
        **{name: np.array(ends, dtype=np.float64) for name, ends in bounds.items()},
    )


def ends_of(tables: Tables, hidden: list[int], cell: int) -> tuple:
    """Lowest and highest of a cell, and what hiding each other cell would add below and above."""
    shown = ~np.isin(np.arange(len(tables.values)), hidden)
    highest, up = bounds_by_one(tables, shown, 1)
    lowest, down = bounds_by_one(tables, shown, -1)
    return lowest[cell], highest[cell], down.toarray()[cell].tolist(), up.toarray()[cell].tolist()


def test_a_part_is_at_most_its_whole_and_a_whole_at_least_its_part() -> None:
    """The first is at most the second. What a reader does not know to end may be moved without an end; nobody is least."""
    tables = related([3, 8], [[1, -1]], [False])
    assert ends_of(tables, [0], 0) == (0, 8, [0, 0], [0, INF])
    assert ends_of(tables, [1], 1) == (3, INF, [3, 0], [0, 0])
    assert ends_of(tables, [0, 1], 0) == (0, INF, [0, 0], [0, 0])
    # Written the other way round it is the same.
    turned = related([3, 8], [[-1, 1]], [True])
    assert ends_of(turned, [0], 0) == (8, 8, [0, 8], [0, INF])


def test_a_total_is_what_its_parts_are_at_least_and_at_most() -> None:
    """[9] = [4] + 5, the 4 being 2 to 6: the total is 7 to 11. The 5 has room for 5 less and no end."""
    tables = related([9, 4, 5], [[1, -1, -1]], [True], lower=[0, 2, 0], upper=[INF, 6, INF])
    assert ends_of(tables, [0, 1], 0) == (7, 11, [0, 0, 5], [0, 0, INF])
    assert ends_of(tables, [0, 1], 1) == (2, 6, [0, 0, 0], [0, 0, 0]), "by what is known besides"


def test_at_most_says_nothing_of_the_other_side() -> None:
    """[9] is at most [4] + 5, the 4 being 2 to 6: the total is 11 at most, and the 4, if the total is 8 to 9, 3 at least."""
    bounds = {"lower": [8, 2, 0], "upper": [12, 6, INF]}
    tables = related([9, 4, 5], [[1, -1, -1]], [False], **bounds)
    assert ends_of(tables, [0, 1], 0) == (8, 11, [0, 0, 0], [0, 0, INF])
    assert ends_of(tables, [0, 1], 1) == (3, 6, [0, 0, INF], [0, 0, 0])


def test_the_tightest_of_several_relations_is_the_one_that_counts() -> None:
    """[3] is at most 9, at most 6 and at most 7; and at least 1 and 2. Only what is of the tightest would loosen it."""
    rows = [
        [1, -1, 0, 0, 0, 0],
        [1, 0, -1, 0, 0, 0],
        [1, 0, 0, -1, 0, 0],
        [-1, 0, 0, 0, 1, 0],
        [-1, 0, 0, 0, 0, 1],
    ]
    tables = related([3, 9, 6, 7, 1, 2], rows, [False] * 5, upper=[INF, 10, 10, 10, 10, 10])
    assert ends_of(tables, [0], 0) == (2, 6, [0, 0, 0, 0, 0, 2], [0, 0, 4, 0, 0, 0])


def test_a_relation_with_something_endless_says_nothing_and_of_one_such_it_says_all() -> None:
    """[10] = [3] + [7], all without an end above: the 3 and the 7 are nobody at least; the 10 is as much as it is. With
    10 shown, each is 10 at most."""
    tables = related([10, 3, 7], [[1, -1, -1]], [True])
    assert [ends_of(tables, [0, 1, 2], cell)[:2] for cell in range(3)] == [(0, INF)] * 3
    assert [ends_of(tables, [1, 2], cell)[:2] for cell in (1, 2)] == [(0, 10)] * 2


def test_what_holds_as_far_as_the_reader_knows_it_to_is_what_a_relation_says() -> None:
    """10 = [3] + 7, and the 3 is 3 at most and at least: hiding the others would loosen what the sum says."""
    tables = related([10, 3, 7], [[1, -1, -1]], [True], lower=[0, 3, 0], upper=[INF, 3, INF])
    assert ends_of(tables, [1], 1) == (3, 3, [10, 0, INF], [INF, 0, 7])
    assert ends_of(replace(tables, upper=np.array([INF, 2, INF])), [1], 1)[1:] == (2, [10, 0, INF], [0, 0, 0])


def test_coefficients_are_divided_by() -> None:
    """8 = 2 × [1] + 3 × 2: it is 1. Four times [3] is at most 20: it is 5 at most."""
    twice = related([8, 1, 2], [[1, -2, -3]], [True], upper=[9, INF, 3])
    assert ends_of(twice, [1], 1)[:2] == (1, 1)
    assert ends_of(related([20, 3], [[-1, 4]], [False]), [1], 1)[:2] == (0, 5)


def test_what_is_known_or_hidden_or_has_no_room_loosens_nothing() -> None:
    """10 = [3] + 4 + 3, of which the 4 is known, and the 10 as far down and the other 3 as far up as they go."""
    tables = related([10, 3, 4, 3], [[1, -1, -1, -1]], [True], lower=[10, 0, 0, 0], upper=[12, INF, INF, 3])
    tables = replace(tables, known=np.array([False, False, True, False]))
    assert ends_of(tables, [1], 1) == (3, 3, [0, 0, 0, 0], [2, 0, 0, 3])


def test_what_is_met_already_counts_for_nothing_more() -> None:
    """Two that stay hidden give the first demand nine tenths each. Of the two that meet the second, what the third gives of
    the first is neither for it nor against it."""
    demands = sparse.csr_array(np.array([[0.9, 0.9, 0.5, 0], [0, 0, 1, 1]]))
    stay = np.array([True, True, False, False])
    for cost, chosen in (((1, 1, 1, 1.2), 2), ((1, 1, 1.2, 1), 3)):
        tables = replace(one_cell_tables([9, 9, 9, 9], [], 5), cost=np.array(cost))
        assert np.flatnonzero(_good(tables, demands, stay)).tolist() == [0, 1, chosen]


@pytest.mark.parametrize("choose", [_best, _good])
def test_what_is_hidden_already_or_shown_nowhere_is_given(choose) -> None:
    """Four tenths of a demand are given by a line that stays hidden, six by a cell that no line shows: nothing is missing.
    Without the latter another is chosen, and not the first once more."""
    demands = sparse.csr_array(np.array([[0.4, 0.6, 0.6]]))
    stay = np.array([True, False])
    tables = one_cell_tables([9, 9, 9], [], 5, unseen=[2])
    assert _good(tables, demands, stay).tolist() == [True, False]
    demands = sparse.csr_array(np.array([[0.4, 0.6, 0.3]]))
    stay = np.array([True, False, False])
    assert choose(one_cell_tables([9, 9, 9], [], 5), demands, stay).tolist() == [True, True, False]


def test_a_push_is_as_far_as_the_threshold_or_to_nobody_and_no_further() -> None:
    """40 = [3] + [2] + [15] + 20, the 3 being a difference, which may be less than nobody. Of two that are pushed together
    each goes as far as it can; what does not hang together with them stays."""
    tables = one_cell_tables([40, 3, 2, 15, 20, 9, 4, 5], [(0, [1, 2, 3, 4]), (5, [6, 7])], 5)
    tables = replace(tables, lower=np.array([0, -INF, 0, 0, 0, 0, 0, 0]))
    pushes = ShiftProgram(tables, ~np.isin(np.arange(8), [1, 2, 3, 6, 7]))
    assert pushes.push(np.array([1]), 1)[1] == 5 and pushes.push(np.array([1]), -1)[1] == 0
    both = pushes.push(np.array([1, 2]), 1)
    assert both[[1, 2, 3]].tolist() == [5, 5, 10] and both[[0, 4, 5, 6, 7]].tolist() == [40, 20, 9, 4, 5]
    assert pushes.push(np.array([1, 2]), -1)[[1, 2, 3]].tolist() == [0, 0, 20]
    assert pushes.push(np.array([], dtype=np.int64), 1).tolist() == tables.values.tolist()
    assert pushes.label[[0, 4, 5]].tolist() == [-1] * 3
    assert (
        len({pushes.label[cell] for cell in (1, 2, 3)}) == 1 != len({pushes.label[cell] for cell in (1, 6)})
    )


def test_what_a_shown_cell_would_loosen_is_told_by_what_held_the_push_back() -> None:
    """12 = [3] + [2] + 7, the 2 being from 1 to 3, so the 3 is 2 to 4. Up, another 12 or 7 gives one for one as far as it has
    room: the 12 two more, and the 7 seven less; down, the 12 twelve less, and the 7 without an end."""
    tables = one_cell_tables([12, 3, 2, 7], [(0, [1, 2, 3])], 6)
    tables = replace(tables, lower=np.array([0.0, 0, 1, 0]), upper=np.array([14, INF, 3, INF]))
    shown = np.array([True, False, False, True])
    pushes = ShiftProgram(tables, shown)
    assert pushes.push(np.array([1]), 1)[1] == pytest.approx(4)
    assert pushes.loosened(np.array([1])).toarray().tolist() == [[2, 0, 0, 7]]
    assert pushes.push(np.array([1]), -1)[1] == pytest.approx(2)
    assert pushes.loosened(np.array([1])).toarray().tolist() == [[12, 0, 0, INF]]
    nothing = pushes.loosened(np.array([], dtype=np.int64))
    assert nothing.shape == (0, 4)
    known = ShiftProgram(replace(tables, known=np.array([True, False, False, False])), shown)
    known.push(np.array([1]), 1)
    assert known.loosened(np.array([1])).toarray().tolist() == [[0, 0, 0, 7]]


def test_each_that_is_pushed_is_loosened_by_its_own_relations() -> None:
    """10 = [3] + 7 and 20 = [4] + 16, pushed together: what is shown of one sum is nothing to the other."""
    tables = one_cell_tables([10, 3, 7, 20, 4, 16], [(0, [1, 2]), (3, [4, 5])], 5)
    pushes = ShiftProgram(tables, ~np.isin(np.arange(6), [1, 4]))
    pushes.push(np.array([1, 4]), 1)
    assert pushes.loosened(np.array([1, 4])).toarray().tolist() == [
        [INF, 0, 7, 0, 0, 0],
        [0, 0, 0, INF, 0, 16],
    ]
    assert pushes.moving_with(1).tolist() == [], "each is what its total leaves"


def test_an_at_most_holds_a_push_back_on_one_side() -> None:
    """[3] is at most 4: up it goes to 4 and the 4 would loosen it, down to nobody."""
    tables = related([3, 4], [[1, -1]], [False])
    pushes = ShiftProgram(tables, np.array([False, True]))
    assert pushes.push(np.array([0]), 1).tolist() == [4, 4]
    assert pushes.loosened(np.array([0])).toarray().tolist() == [[0, INF]]
    assert pushes.push(np.array([0]), -1).tolist() == [0, 4]
    assert pushes.moving_with(0).tolist() == [0]


def small_and(many: int) -> Tables:
    """A sum of a [3] and so many 9s, of which each could be hidden in place of another; and 8, which tells nothing."""
    values = [3 + 9 * many, 3, *[9] * many, 8]
    return one_cell_tables(values, [(0, range(1, many + 2))], 5)


@pytest.mark.parametrize(("others", "chosen_by"), [(39, "_best"), (40, "_good")])
def test_of_more_than_forty_lines_the_choice_is_a_good_one(
    monkeypatch: pytest.MonkeyPatch, others: int, chosen_by: str
) -> None:
    """With the total there is one line more to choose from."""
    used = []
    for name in ("_best", "_good"):
        choose = getattr(suppress_module, name)
        monkeypatch.setattr(
            suppress_module, name, lambda *of, choose=choose, name=name: (used.append(name), choose(*of))[1]
        )
    found = suppress(small_and(others)).hidden
    assert set(used) == {chosen_by} and found.sum() == 2 and found[1] and not found[-1]


def test_after_forty_choices_what_was_chosen_stays_and_then_all_that_is_asked_for_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each choice is one that does not help: of 10 = [3] + 7 neither, but the 20 that is 10 and 10."""
    tables = one_cell_tables([10, 3, 7, 10, 20, 8], [(0, [1, 2]), (4, [0, 3])], 5)
    begins = []

    def choose(tables: Tables, demands: sparse.csr_array, stay: np.ndarray) -> np.ndarray:
        begins.append(np.flatnonzero(stay).tolist())
        return stay | (np.arange(6) == 4)

    monkeypatch.setattr(suppress_module, "_best", choose)
    found = suppress(tables).hidden
    assert begins == [[1]] * 40 + [[1, 4]]
    assert np.flatnonzero(found).tolist() == [0, 1, 2, 4]


def test_what_only_several_sums_tell_together_is_seen_in_every_block() -> None:
    """8 = [2] + [6], 12 = [6] + [6] and 8 = [2] + [6]: each sum alone leaves the 2 anything to 8; together they tell it. So one
    of the sums goes. Beside them, 10 = [3] + 7, which its one sum tells."""
    values = [8, 12, 8, 2, 6, 6, 10, 3, 7]
    tables = one_cell_tables(values, [(0, [3, 4]), (1, [4, 5]), (2, [3, 5]), (6, [7, 8])], 5)
    already = np.isin(np.arange(9), [4, 5])
    found = suppress(tables, already)
    assert found.hidden[[3, 4, 5, 7]].all() and found.hidden[:3].sum() == found.hidden[[6, 8]].sum() == 1
    assert not len(found.unprotected)
    # Of a 2 whose sums are all known nothing can be hidden any more; the others are hidden all the same.
    known = replace(tables, known=np.isin(np.arange(9), [0, 1, 2]))
    found = suppress(known, already)
    assert found.unprotected.tolist() == [3] and found.hidden[[6, 8]].sum() == 1
    # And where it is the 3 of which nothing can, the 2 is.
    known = replace(tables, known=np.isin(np.arange(9), [6, 8]))
    found = suppress(known, already)
    assert found.unprotected.tolist() == [7] and found.hidden[:3].sum() == 1


def test_what_is_hidden_already_is_enough_where_it_protects() -> None:
    """10 = [3] + 7 and 30 = [4] + 26: with the 7 hidden nothing more is, with the 30 one is for the 3."""
    tables = one_cell_tables([10, 3, 7, 30, 4, 26], [(0, [1, 2]), (3, [4, 5])], 5)
    assert np.flatnonzero(suppress(tables, np.isin(np.arange(6), [2, 5])).hidden).tolist() == [1, 2, 4, 5]
    one = suppress(tables, np.isin(np.arange(6), [3])).hidden
    assert one[[1, 3, 4]].all() and one.sum() == 4 and not one[5]
    assert suppress(tables).hidden.sum() == 4
