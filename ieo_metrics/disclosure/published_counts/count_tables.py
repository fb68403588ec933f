"""Tables of counts as their reader sees them: which cells stand in which lines, and what must add up to
what."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse


def are_few(people: np.ndarray, threshold: int) -> np.ndarray:
    """Per whole number, whether it is one of 1 to threshold − 1."""
    return np.asarray((people >= 1) & (people < threshold))


@dataclass(frozen=True)
class Tables:
    """Everything that is shown together, and what a reader knows besides.

    A line is what is shown or hidden as a whole; a cell is shown while any line that it stands in is, and
    always if it is `known` from elsewhere. A cell in no line is shown nowhere, but can be worked out (people
    not counted: all − those counted). `values` per cell; `relations` (relations × cells, coefficients): their
    sum is 0 where `equal`, else at most 0; `lines` (lines × cells, 0 or 1); `small` per cell: a count that
    must stay hidden, of 1 to threshold − 1, or of nobody where that may not be told either; `lower` and
    `upper` per cell: what the reader knows without the tables; `cost` of hiding each line.
    """

    values: np.ndarray
    relations: sparse.csr_array
    equal: np.ndarray
    lines: sparse.csr_array
    small: np.ndarray
    known: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    cost: np.ndarray
    threshold: int

    def __post_init__(self) -> None:
        self.relations.eliminate_zeros()  # a cell that cancels out in a relation does not stand in it

    @property
    def forced(self) -> np.ndarray:
        """Lines that show a small count: hidden in any case (primary suppression)."""
        return np.asarray(self.lines @ self.small.astype(np.int64)) > 0

    def shown(self, hidden: np.ndarray) -> np.ndarray:
        """Whether each cell is shown, or known, while the lines `hidden` are not."""
        return self.known | (np.asarray(self.lines.T @ (~hidden).astype(np.int64)) > 0)

    def with_cells(
        self,
        values: np.ndarray,
        small: bool,
        lower: np.ndarray,
        relations: sparse.csr_array,
        equal: np.ndarray,
        shows: sparse.csr_array | None = None,
    ) -> "Tables":
        """The tables with cells behind that nobody knows from elsewhere: their values, whether they are small
        counts, the least that each can be, `relations` (over all cells, the new ones too) and which are
        equations; `shows`: lines × all cells, where lines show some of them."""
        many = len(values)
        lines = _wider(self.lines, relations.shape[1])
        return replace(
            self,
            values=np.r_[self.values, values],
            relations=sparse.csr_array(
                sparse.vstack([_wider(self.relations, relations.shape[1]), relations])
            ),
            equal=np.r_[self.equal, equal],
            lines=lines if shows is None else sparse.csr_array(lines + shows),
            small=np.r_[self.small, np.full(many, small)],
            known=np.r_[self.known, np.zeros(many, dtype=bool)],
            lower=np.r_[self.lower, lower],
            upper=np.r_[self.upper, np.full(many, np.inf)],
        )


def _wider(matrix: sparse.csr_array, columns: int) -> sparse.csr_array:
    """The matrix with empty columns behind."""
    return sparse.csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], columns))
