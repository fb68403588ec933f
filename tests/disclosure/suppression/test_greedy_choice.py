"""The choice of lines in large blocks, on demands made by hand."""

from dataclasses import replace

import numpy as np
from scipy import sparse

from ieo_metrics.disclosure.suppression.suppress import _good
from tests.disclosure.tables_on_paper import one_cell_tables


def test_of_two_lines_of_which_one_is_enough_the_last_chosen_is_let_go() -> None:
    """Any two of three lines meet the first demand, either of the first two the third; the last, which costs
    most, is chosen last and asked for by the second. By then one of the first two is needless: the first is
    the one that gave most when it was chosen, so the other goes."""
    tables = replace(one_cell_tables([9, 9, 9], [], 5), cost=np.array([1.0, 1.0, 4.0]))
    demands = sparse.csr_array(np.array([[0.5, 0.5, 0.5], [0, 0, 1], [1, 1, 0]]))
    assert _good(tables, demands, np.zeros(3, dtype=bool)).tolist() == [True, False, True]
    first_costs_more = replace(tables, cost=np.array([1.1, 1.0, 4.0]))
    assert _good(first_costs_more, demands, np.zeros(3, dtype=bool)).tolist() == [False, True, True]


def test_what_is_hidden_in_any_case_meets_what_it_can() -> None:
    demands = sparse.csr_array(np.array([[0.5, 0.5, 0.5], [0, 0, 1]]))
    tables, stays = one_cell_tables([9, 9, 9], [], 5), np.array([False, True, True])
    assert _good(tables, demands, stays).tolist() == [False, True, True]
    assert _good(tables, demands, np.array([False, True, False])).tolist() == [False, True, True]
