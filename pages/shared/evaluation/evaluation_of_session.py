"""How well the programmes can be evaluated, worked out once for how things stand."""

from ieo_metrics.group.evaluation.evaluation_of_store import Evaluation, evaluation_of
from pages.shared.frame import store_access


def evaluation_of_session() -> Evaluation:
    """By all that is accepted; for the officer only."""
    with_rows = store_access.snapshot_with_rows()
    assert with_rows is not None  # a quarter is chosen of those that are covered
    return store_access.worked_out(
        ("evaluation",), lambda: evaluation_of(store_access.snapshot(), with_rows), "Answering the questions"
    )
