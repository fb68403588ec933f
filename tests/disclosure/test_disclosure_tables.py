"""Suppression of tables of counts: published tables, and what must hold of every table, by an audit that
shares no code with it."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_tables import Tables
from ieo_metrics.disclosure.suppression import suppress as suppress_module
from ieo_metrics.disclosure.suppression.suppress import suppress
from tests.disclosure.attacker import feasible_bounds, is_any_recovered, recovered_counts
from tests.disclosure.tables_on_paper import one_cell_tables

slow_machine = settings(max_examples=18, deadline=None, suppress_health_check=list(HealthCheck))


def grid(inner: list[list[int]], threshold: int) -> tuple[Tables, np.ndarray]:
    """A table with its totals, and the number of each cell in the shape of the table."""
    table = np.array(inner)
    full = np.block(
        [[table, table.sum(axis=1, keepdims=True)], [table.sum(axis=0, keepdims=True), table.sum()]]
    )
    cell = np.arange(full.size).reshape(full.shape)
    sums = [(row[-1], row[:-1]) for row in cell] + [(column[-1], column[:-1]) for column in cell.T]
    return one_cell_tables(full.ravel().tolist(), sums, threshold), cell


def only(tables: Tables, small: list[int], threshold: int) -> Tables:
    """The same tables, in which other cells are to be protected."""
    return replace(tables, small=np.isin(np.arange(len(tables.values)), small), threshold=threshold)


def test_what_was_once_found_safe_is_looked_at_again_where_anything_of_it_is_shown_again() -> None:
    """In the course of it, lines that were hidden are shown again for cheaper ones. A 1 whose safety rested on such a
    line and on one that stays hidden can be told then."""
    tables, _ = grid([[6, 11, 1, 1], [12, 6, 5, 9], [3, 8, 11, 10], [1, 12, 9, 9]], 5)
    assert recovered_counts(tables, suppress(tables).hidden) == []


# sdcTable's own test: tests/testthat/test-simpleheuristic.R of github.com/sdcTools/sdcTable; bounds worked
# out again by hand from the lines.
SDC = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]
SDC_HIDDEN = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]
SDC_BOUNDS = {
    "wa": (25, 94), "wb": (47, 47), "wc": (0, 69), "xa": (26, 95), "xc": (0, 69), "yb": (0, 185), "yd": (0, 185),
    "zb": (906, 1091), "zd": (585, 770),
}  # fmt: skip


def test_two_hidden_in_every_line_are_not_enough() -> None:
    tables, cell = grid(SDC, 5)
    named = {row + column: int(cell[i, j]) for i, row in enumerate("wxyz") for j, column in enumerate("abcd")}
    hidden = np.isin(np.arange(cell.size), [named[name] for name in SDC_HIDDEN])
    found = feasible_bounds(tables, hidden)
    assert {name: pytest.approx(found[named[name]], abs=1e-6) for name in SDC_HIDDEN} == SDC_BOUNDS
    about_47 = only(tables, [named["wb"]], 100)
    assert [(r.cell, r.lower, r.upper) for r in recovered_counts(about_47, hidden)] == [
        (named["wb"], pytest.approx(47), pytest.approx(47))
    ]
    # One more makes 0 to 78 of it, by sdcTable's own test; and one is what the suppressor adds.
    more = hidden | (np.arange(cell.size) == named["xd"])
    assert feasible_bounds(tables, more)[named["wb"]] == pytest.approx((0, 78), abs=1e-6)
    assert suppress(about_47, hidden).hidden.sum() == 10
    assert recovered_counts(about_47, suppress(about_47, hidden).hidden) == []


def test_four_cells_protect_one_in_a_table_of_two_rows() -> None:
    """GaussSuppression's vignette on small counts, table 1: four cells of a rectangle. (There 0 is protected;
    here 2 is.)"""
    tables, cell = grid([[2, 0, 5], [3, 4, 6]], 3)
    published = np.isin(np.arange(cell.size), cell[:2, :2])
    assert recovered_counts(tables, published) == []
    found = suppress(tables).hidden
    assert found.sum() == published.sum() and found[cell[0, 0]] and recovered_counts(tables, found) == []


def test_a_subgroup_that_is_not_shown_is_not_to_be_had_by_subtraction() -> None:
    """OpenSAFELY, statistical disclosure control: all less male is female, and 1 of 1 at 21 to 30.
    docs.opensafely.org/outputs/sdc"""
    everyone, male = [8, 20, 10, 25, 15, 30, 25, 40], [7, 19, 5, 15, 8, 18, 13, 25]
    female = [a - m for a, m in zip(everyone, male, strict=True)]
    assert female == [1, 1, 5, 10, 7, 12, 12, 15]
    tables = one_cell_tables(
        [*everyone, *male, *female], [(i, [i + 8, i + 16]) for i in range(8)], 5, unseen=range(16, 24)
    )
    assert [r.cell for r in recovered_counts(tables, np.zeros(16, dtype=bool))] == [16, 17]
    hidden = suppress(tables).hidden
    assert hidden.sum() == 2 and (hidden[:8] | hidden[8:]).tolist() == [True, True, *[False] * 6]
    assert recovered_counts(tables, hidden) == []


def test_an_area_drawn_in_two_ways_tells_who_lives_between() -> None:
    """SDC handbook, chapter 5, geographic differencing: 50 and 52 people of one area in two definitions are 2
    between them."""
    one, other = [50, 54, 128, 140, 39, 49], [52, 55, 130, 140, 39, 49]
    between = [2, 1, 2, 0, 0, 0]
    tables = one_cell_tables(
        [*one, *other, *between], [(i + 6, [i, i + 12]) for i in range(6)], 5, unseen=range(12, 18)
    )
    assert [r.cell for r in recovered_counts(tables, np.zeros(12, dtype=bool))] == [12, 13, 14]
    hidden = suppress(tables).hidden
    assert hidden.sum() == 3 and (hidden[:6] | hidden[6:]).tolist() == [True, True, True, False, False, False]
    # If the first is issued already, it is the second that must be hidden.
    known = one_cell_tables(
        [*one, *other, *between],
        [(i + 6, [i, i + 12]) for i in range(6)],
        5,
        known=range(6),
        unseen=range(12, 18),
    )
    assert np.flatnonzero(suppress(known).hidden).tolist() == [6, 7, 8]


def test_tables_worked_by_hand() -> None:
    # 31 = 11 + 1 + 10 + 9: 1 needs one other beside it. A total of 31 stays if it can.
    one = suppress(one_cell_tables([31, 11, 1, 10, 9], [(0, [1, 2, 3, 4])], 5))
    assert one.hidden.sum() == 2 and one.hidden[2] and not len(one.unprotected)
    # 5 = 3 + 2: each can be 0 to 5, so two are enough.
    assert suppress(one_cell_tables([5, 3, 2], [(0, [1, 2])], 5)).hidden.tolist() == [False, True, True]
    # 4 + 20 are known to be 24 already: 4 has only 20 to hide behind, which is known as well.
    assert suppress(one_cell_tables([24, 4, 20], [(0, [1, 2])], 5, known=[0, 2])).unprotected.tolist() == [1]
    # A zero may hide a number, where nothing else is left to.
    assert suppress(one_cell_tables([9, 1, 0, 8], [(0, [1, 2, 3])], 5, known=[0, 3])).hidden.tolist() == [
        False,
        True,
        True,
        False,
    ]
    # Nothing small, nothing hidden; none is needed beside the total alone.
    assert not suppress(one_cell_tables([12, 7, 5], [(0, [1, 2])], 5)).hidden.any()


def side_by_side(many: list[Tables]) -> Tables:
    """Tables that have nothing to do with each other, as one."""
    joined = {
        name: np.concatenate([getattr(one, name) for one in many])
        for name in ("values", "equal", "small", "known", "lower", "upper", "cost")
    }
    matrices = {
        name: sparse.csr_array(sparse.block_diag([getattr(one, name) for one in many]))
        for name in ("relations", "lines")
    }
    return Tables(**joined, **matrices, threshold=many[0].threshold)


@st.composite
def made(draw: st.DrawFn, rows: int = 3, columns: int = 4) -> Tables:
    """A table with totals, mostly of small counts. Some of its cells may be known already; some lines show
    two cells; some sums are at most."""
    seed = draw(st.integers(0, 2**32 - 1))
    chance = np.random.default_rng(seed)
    inner = chance.poisson(
        chance.choice([1, 4, 9]), (chance.integers(2, rows + 1), chance.integers(2, columns + 1))
    )
    tables, cell = grid(inner.tolist(), 5)
    if chance.random() < 0.3:
        known = (chance.random(cell.size) < 0.2) & ~tables.small
        tables = replace(tables, known=known)
    if chance.random() < 0.2:
        # A recounted total is less than the sum of its parts.
        values, last = tables.values.copy(), int(cell[-1, -1])
        values[last] = max(values[last] - 2, *(values[i] for i in [*cell[-1, :-1], *cell[:-1, -1]]))
        equal = np.asarray(tables.relations[:, [last]].todense()).ravel() == 0
        tables = replace(tables, values=values, equal=equal, small=(values >= 1) & (values < 5))
    return tables


many_tables = st.lists(made(), min_size=40, max_size=44)


@slow_machine
@given(many_tables)
def test_no_small_count_can_be_worked_out(many: list[Tables]) -> None:
    tables = side_by_side(many)
    found = suppress(tables)
    left = {r.cell for r in recovered_counts(tables, found.hidden)}
    assert left <= set(found.unprotected.tolist())
    assert (found.hidden | ~tables.forced).all()
    # What cannot be protected is so even with everything hidden: it is known from what was issued.
    for cell in found.unprotected.tolist():
        lower, upper = feasible_bounds(tables, np.ones(len(found.hidden), dtype=bool), [cell]).get(
            cell, (1, 1)
        )
        assert tables.known.any() and lower > 0 and upper < 5


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made(2, 3))
def test_as_few_are_hidden_as_can_be(tables: Tables) -> None:
    """Against every smaller choice of lines, one after the other."""
    found = suppress(tables)
    assume(not len(found.unprotected))
    more = int((found.hidden & ~tables.forced).sum())
    others = np.flatnonzero(~tables.forced)
    for chosen in (some for size in range(more) for some in combinations(others.tolist(), size)):
        hidden = tables.forced.copy()
        hidden[list(chosen)] = True
        assert is_any_recovered(tables, hidden), (chosen, found.hidden)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(many_tables)
def test_what_stays_hidden_is_enough_and_hidden_again(many: list[Tables]) -> None:
    tables = side_by_side(many)
    first = suppress(tables)
    again = suppress(
        replace(tables, known=tables.known | tables.shown(first.hidden) & ~tables.small), first.hidden
    )
    assert (again.hidden == first.hidden).all()
    assert set(again.unprotected.tolist()) == set(first.unprotected.tolist())


def test_demands_that_nothing_meets_are_an_error() -> None:
    """Half of what is asked for is all that the one cell gives."""
    tables = one_cell_tables([10, 3, 7], [(0, [1, 2])], 5)
    with pytest.raises(ArithmeticError, match="no lines to hide were found"):
        suppress_module._best(tables, sparse.csr_array(np.array([[0.5, 0, 0]])), np.zeros(3, dtype=bool))


def test_where_a_choice_changes_nothing_all_that_is_asked_for_is_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """10 = [3] + 7: something beside the 3 must go. Were nothing chosen for ever, all that would loosen it goes: both."""
    tables = one_cell_tables([10, 3, 7], [(0, [1, 2])], 5)
    assert suppress(tables).hidden.sum() == 2
    monkeypatch.setattr(suppress_module, "_best", lambda tables, demands, stay: stay)
    assert suppress(tables).hidden.all()
    # Where no line shows what is asked for, it says so rather than going on for ever.
    monkeypatch.setattr(
        suppress_module,
        "_pinned_by_one",
        lambda tables, shown, targets: (targets, sparse.csr_array(np.array([[0, 0, 0, 1.0]]))),
    )
    with pytest.raises(ArithmeticError, match="cannot be found"):
        suppress(one_cell_tables([10, 3, 7, 8], [(0, [1, 2])], 5, unseen=[3]))


def good(gives: list[list[float]], costs: list[float]) -> list[int]:
    """The lines that are chosen where each is a cell; `gives`: of each demand, what each cell gives."""
    tables = replace(one_cell_tables([9.0] * len(costs), [], 5), cost=np.array(costs))
    demands = sparse.csr_array(np.array(gives))
    return np.flatnonzero(suppress_module._good(tables, demands, np.zeros(len(costs), dtype=bool))).tolist()


def test_a_good_choice_is_the_one_that_gives_most_for_its_cost() -> None:
    assert good([[1, 1]], [3, 1]) == [1]
    assert good([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]], [1, 1, 1, 1.5]) == [3]
    assert good([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]], [1, 1, 1, 3.5]) == [0, 1, 2]


def test_what_the_later_choices_make_needless_is_let_go() -> None:
    """The first gives most of both demands for its cost, but half of each is missing: the others give all."""
    assert good([[0.5, 1, 0], [0.5, 0, 1]], [0.5, 1, 1]) == [1, 2]


@pytest.mark.parametrize(("most", "chosen_by"), [(2, "_best"), (1, "_good")])
def test_a_block_is_large_by_the_lines_that_could_still_be_hidden(
    monkeypatch: pytest.MonkeyPatch, most: int, chosen_by: str
) -> None:
    """10 = [3] + 7: the 3 is hidden in any case, so there are two lines to choose from; the 8 beside them is a block of
    its own, and a line that is known cannot be hidden."""
    used = []
    for name in ("_best", "_good"):
        choose = getattr(suppress_module, name)
        monkeypatch.setattr(
            suppress_module, name, lambda *of, choose=choose, name=name: (used.append(name), choose(*of))[1]
        )
    monkeypatch.setattr(suppress_module, "EXACT_LINES", most)
    tables = one_cell_tables([10, 3, 7, 8, 20, 30, 10], [(0, [1, 2]), (5, [4, 6])], 5, known=[4, 5])
    assert suppress(tables).hidden[:3].sum() == 2 and used == [chosen_by]
