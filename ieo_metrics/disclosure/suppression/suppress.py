"""Secondary suppression: the fewest more lines to hide, so that no small count can be worked out from what is
shown.

A small count is protected if what is shown allows it to be 0, or the threshold or more; a count of nobody
that may not be told, if it allows the threshold or more. Where it does not, the dual of the linear programme
says which shown cells pin it down, and by how much each would loosen it: of these, enough must be hidden.
Such demands are gathered, the cheapest lines that meet all of them are chosen by an integer programme, and
this is repeated until nothing is pinned down. What is found is then the fewest there are, because no demand
asks for more than is needed. In large blocks a greedy choice stands in for the integer programme, and lines
once chosen stay: quick, and a few more than the fewest.
Source: Fischetti and Salazar 2000, Models and algorithms for optimizing cell suppression in tabular data with
linear constraints.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from ieo_metrics.disclosure.published_counts.count_tables import Tables
from ieo_metrics.disclosure.suppression.feasibility_intervals import ShiftProgram
from ieo_metrics.disclosure.suppression.single_constraint_bounds import bounds_by_one

NEAR = 1e-6
EXACT_LINES = 40  # in a block of more that could be hidden, a good choice takes the place of the best one
EXACT_ROUNDS = 40  # after these, what was once chosen stays hidden, so that an end is certain


@dataclass(frozen=True)
class Suppressed:
    """`hidden`: per line. `unprotected`: small counts (cells) that nothing can hide any more, because they
    are known already."""

    hidden: np.ndarray
    unprotected: np.ndarray


def suppress(tables: Tables, already: np.ndarray | None = None) -> Suppressed:
    """The lines to hide, primary and secondary. `already`: per line, whether it is hidden in any case, as it
    was before."""
    stays = tables.forced if already is None else tables.forced | already
    hidden, block = stays.copy(), _blocks(tables)
    block_of_line = block[tables.lines.indices[tables.lines.indptr[:-1]]]
    lines_in = np.bincount(
        block_of_line,
        tables.lines @ (~tables.known).astype(np.float64) * ~stays > 0,
        block.max(initial=0) + 1,
    )
    large = lines_in > EXACT_LINES
    targets = np.flatnonzero(tables.small & ~tables.known)
    lost = [np.flatnonzero(tables.small & tables.known)]
    proofs: dict[int, np.ndarray] = {}
    demands, demand_of = sparse.csr_array((0, len(tables.values))), np.array([], dtype=np.int64)
    rounds, by_one = 0, True
    while len(targets):
        shown = tables.shown(hidden)
        if by_one:
            failing, more = _pinned_by_one(tables, shown, targets)
        else:
            unproven = np.array(
                [c for c in targets.tolist() if c not in proofs or shown[proofs[c]].any()], dtype=np.int64
            )
            failing, more = _pinned(tables, shown, unproven, proofs)
        # Where all that could still be hidden would not loosen it enough, nothing can.
        hopeless = more.sum(axis=1) < 1 - NEAR
        lost.append(failing[hopeless])
        targets = np.setdiff1d(targets, failing[hopeless])
        is_open = np.isin(np.arange(len(large)), block[failing])
        asks = ~np.isin(demand_of, failing[hopeless])
        demands, demand_of = demands[asks], demand_of[asks]
        failing, more = failing[~hopeless], more[~hopeless]
        if not by_one:
            targets = targets[is_open[block[targets]]]
        if not len(failing):
            if hopeless.any():
                continue
            if by_one:
                by_one = False
                continue
            break
        rounds, before = rounds + 1, hidden
        demands, demand_of = (
            sparse.vstack([demands, more]),
            np.concatenate([demand_of, failing]),
        )
        for some, choose in ((is_open & ~large, _best), (is_open & large, _good)):
            asked = demands[some[block[demand_of]]]
            if asked.shape[0]:
                begin = hidden if rounds > EXACT_ROUNDS or choose is _good else stays
                hidden = np.where(some[block_of_line], choose(tables, asked, begin), hidden)
        if (hidden == before).all() and rounds > EXACT_ROUNDS:
            # It would be asked for the same for ever: all that was asked for is hidden.
            hidden = hidden | (tables.lines @ (more.sum(axis=0) > 0).astype(np.float64) > 0)
            if (hidden == before).all():
                raise ArithmeticError("what must be hidden cannot be found")
    return Suppressed(hidden, np.unique(np.concatenate(lost)))


def _pinned_by_one(
    tables: Tables, shown: np.ndarray, targets: np.ndarray
) -> tuple[np.ndarray, sparse.csr_array]:
    """As `_pinned`, as far as single relations tell."""
    higher, loosened_up = bounds_by_one(tables, shown, 1)
    lower, loosened_down = bounds_by_one(tables, shown, -1)
    not_nobody = (lower[targets] > NEAR) | (tables.values[targets] < NEAR)
    fails = targets[(higher[targets] < tables.threshold - NEAR) & not_nobody]
    demand = _share(loosened_up[fails], tables.threshold - higher[fails]).maximum(
        _share(loosened_down[fails], lower[fails])
    )
    return fails, sparse.csr_array(demand)


def _blocks(tables: Tables) -> np.ndarray:
    """The block of each cell: no relation and no line reaches from one block to another, but through what is
    known."""
    links = sparse.vstack([abs(tables.relations), tables.lines]) @ sparse.diags_array(
        (~tables.known).astype(np.float64)
    )
    return np.asarray(connected_components(links.T @ links)[1])


def _pinned(
    tables: Tables, shown: np.ndarray, targets: np.ndarray, proofs: dict[int, np.ndarray]
) -> tuple[np.ndarray, sparse.csr_array]:
    """Targets that can be neither 0 nor the threshold, at most one of those that hang together, and the
    demand of each: weights of cells, of which enough for 1 must be hidden. Of the targets that can, `proofs`
    keeps the cells that move when they do."""
    pushes = ShiftProgram(tables, shown)
    failing, demands = [], [sparse.csr_array((0, len(tables.values)))]

    def still_open(pushed: np.ndarray, direction: int) -> np.ndarray:
        moved = pushes.push(pushed, direction)
        is_nobody = (moved[targets] <= NEAR) & (tables.values[targets] > NEAR)
        far = (moved[targets] >= tables.threshold - NEAR) | is_nobody
        for target in targets[far].tolist():
            proofs[target] = pushes.moving_with(target)
        return np.asarray(targets[~far & (pushes.label[targets] >= 0)])

    # Most can go far enough together, which is quickly seen; what is left is pushed one by one, but at once
    # where nothing hangs together.
    for direction in (1, -1, 1):
        targets = still_open(targets, direction)
    while len(targets):
        _, first = np.unique(pushes.label[targets], return_index=True)
        pushed = targets[first]
        targets = still_open(pushed, 1)
        pushed = pushed[np.isin(pushed, targets)]
        up, higher = pushes.loosened(pushed), pushes.numbers[pushed]
        targets = still_open(pushed, -1)
        fails = np.isin(pushed, targets)
        pushed = pushed[fails]
        if len(pushed):
            down, lower = pushes.loosened(pushed), pushes.numbers[pushed]
            demands.append(_share(up[fails], tables.threshold - higher[fails]).maximum(_share(down, lower)))
            failing.append(pushed)
            targets = targets[~np.isin(pushes.label[targets], pushes.label[pushed])]
    return np.concatenate([*failing, np.array([], dtype=np.int64)]), sparse.csr_array(sparse.vstack(demands))


def _share(gains: sparse.csr_array, missing: np.ndarray) -> sparse.csr_array:
    """How much of what is missing each cell gives, at most 1; nothing where none is missing."""
    out = gains.copy()
    wanted = np.repeat(missing, np.diff(out.indptr))
    out.data = np.minimum(out.data / np.maximum(wanted, NEAR), 1.0) * (wanted > NEAR)
    out.data[out.data < NEAR] = 0
    out.eliminate_zeros()
    return out


def _good(tables: Tables, demands: sparse.csr_array, stay: np.ndarray) -> np.ndarray:
    """Lines that meet every demand, beside those that `stay` hidden: one cell after the other, each time the
    one that gives most for its cost; then those are let go again that the others make needless, the last
    chosen first."""
    hidden, chosen = stay.copy(), []

    def given(hidden: np.ndarray) -> np.ndarray:
        return np.asarray(demands @ (~tables.shown(hidden)).astype(np.float64))

    columns = demands.tocsc()
    lines_of = tables.lines.tocsc()
    cells = np.flatnonzero(np.diff(columns.indptr))
    some = columns[:, cells]
    while ((had := given(hidden)) < 1 - NEAR).any():
        missing = np.maximum(1 - had, 0)
        capped = some.copy()
        capped.data = np.minimum(some.data, missing[some.indices])
        costs = lines_of[:, cells].T @ (tables.cost * ~hidden)
        gives = np.asarray(capped.sum(axis=0))
        worth = np.divide(gives, costs, out=np.zeros_like(gives), where=costs > 0)
        cell = cells[int(np.argmax(worth))]
        new = lines_of.indices[lines_of.indptr[cell] : lines_of.indptr[cell + 1]]
        chosen.append(new[~hidden[new]])
        hidden[new] = True
    for new in chosen[::-1]:
        without = hidden.copy()
        without[new] = False
        if (given(without) >= 1 - NEAR).all():
            hidden = without
    return hidden


def _best(tables: Tables, demands: sparse.csr_array, stay: np.ndarray) -> np.ndarray:
    """The cheapest lines that meet every demand, beside those that `stay` hidden."""
    cells = np.unique(demands.indices)
    standing = tables.lines[:, cells].tocoo()
    line, cell = standing.row[~stay[standing.row]], standing.col[~stay[standing.row]]
    lines, line = np.unique(line, return_inverse=True)
    # A cell is hidden as far as each of its lines is.
    m, k = len(cells), len(lines)
    pairs = np.arange(len(line))
    within = sparse.csr_array(
        (np.r_[np.ones(len(line)), -np.ones(len(line))], (np.r_[pairs, pairs], np.r_[cell, m + line])),
        shape=(len(line), m + k),
    )
    met = sparse.hstack([demands[:, cells], sparse.csr_array((demands.shape[0], k))])
    found = milp(
        np.r_[np.zeros(m), tables.cost[lines]],
        integrality=np.r_[np.zeros(m), np.ones(k)],
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(met, 1, np.inf), LinearConstraint(within, -np.inf, 0)],
    )
    if found.x is None:
        raise ArithmeticError(f"no lines to hide were found: {found.message}")
    out = stay.copy()
    out[lines[found.x[m:] > 0.5]] = True
    return out
