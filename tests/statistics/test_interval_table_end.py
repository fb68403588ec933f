"""The quantiles of Student's t where the table beside the intervals ends."""

import numpy as np
from scipy import stats

from ieo_metrics.statistics.intervals import _t_table, t_quantile


def test_the_first_degree_that_stands_in_the_table_no_more_is_scipy_s_as_well():
    """The last of the table, and the first beyond it, each asked alone: nothing larger beside it makes SciPy be asked."""
    last = len(_t_table()) - 1
    for degrees in (1, last, last + 1, last + 2):
        assert t_quantile(np.array([degrees]))[0] == stats.t.ppf(0.975, degrees), degrees
    assert t_quantile(np.array([last]))[0] != t_quantile(np.array([last + 1]))[0]
