"""What areas that are hidden have together: of a total and the areas that are shown, a reader has the sum of
all others, so three young people in one area and one in another are four who live elsewhere."""

import numpy as np
from scipy import sparse

from ieo_metrics.disclosure.published_counts.count_cube import Cube, N
from ieo_metrics.disclosure.published_counts.count_tables import are_few


def areas_together(cube: Cube, shown: np.ndarray, threshold: int) -> sparse.csr_array:
    """Small sums × cells: of each number and period, those of all areas that are hidden while the cells
    `shown` are shown, where these are several. Of a whole without its part the areas are looked at one by one
    only."""
    areas, counted = cube.areas[1:], ~np.isnan(cube.values[:, N]).all(axis=(1, 2))
    values, cells = cube.values[counted][..., 1:], cube.cells[counted][..., 1:]
    hidden = ~shown[cells] & ~np.isnan(values)
    sums, many = np.where(hidden, values, 0).sum(axis=-1), hidden.sum(axis=-1)
    small = (many > 1) & are_few(sums, threshold)
    which, area = np.nonzero(hidden[small].reshape(-1, len(areas)))
    entries = (np.ones(len(which)), (which, cells[small][which, area]))
    return sparse.csr_array(entries, shape=(int(small.sum()), len(shown)))
