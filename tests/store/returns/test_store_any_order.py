"""The same returns give the same measures in whatever order, and in however many goes, they are accepted."""

from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.issues.results_cache import measure_returns
from ieo_metrics.store.trail import verify
from tests.second import generate
from tests.second.real import accepted
from tests.store.office import take, tidy


@st.composite
def orders(draw: Callable) -> tuple[list[AcceptedReturn], list[AcceptedReturn], list[int]]:
    """Returns; the same in another order that keeps each provider's own; where that order is cut into
    goes."""
    returns = accepted(draw(generate.returns(most_providers=3)), Settings())
    whose = draw(st.permutations([one.return_type for one in returns]))
    queues = {of: iter([one for one in returns if one.return_type == of]) for of in whose}
    again = [next(queues[of]) for of in whose]
    cuts = sorted(draw(st.sets(st.integers(1, len(again)), max_size=3)))
    return returns, again, cuts


def goes(returns: Sequence[AcceptedReturn], cuts: Sequence[int]) -> list[Sequence[AcceptedReturn]]:
    return [returns[first:last] for first, last in zip([0, *cuts], [*cuts, len(returns)], strict=True)]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(orders())
def test_measures_do_not_depend_on_the_order_among_providers_nor_on_the_goes(drawn: tuple) -> None:
    returns, again, cuts = drawn
    direct = measure_returns(returns, Settings())
    store = store_in_memory()
    for some in goes(again, cuts):
        if some:
            take(store, some)
    assert tidy(store) == (tidy_csv(direct.frame) if direct else "")
    assert list(verify.integrity_faults(store)) == []
