"""How well each programme can be evaluated, by all that is accepted. For the officer's own screen: its
counts are of young people."""

from dataclasses import dataclass

import pandas as pd

from ieo_metrics.group.evaluation.evaluation_table import evaluation_table, programmes_of
from ieo_metrics.group.evaluation.lateness_and_faults import returns_as_accepted
from ieo_metrics.group.evaluation.lost_and_stayed import lost_and_stayed_table
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.store.current_snapshot import StoreSnapshot


@dataclass(frozen=True)
class Evaluation:
    """`answers`: as `evaluation_table` gives them; `lost`: as `lost_and_stayed_table`."""

    answers: pd.DataFrame
    lost: pd.DataFrame


def evaluation_of(snapshot: StoreSnapshot, with_rows: Results) -> Evaluation:
    """`with_rows`: the results of the same returns and settings with their rows (`results_with_rows`).
    Measures of quarters that were reduced to aggregates are the snapshot's, which kept them; what rests on
    their rows is not known."""
    kept = snapshot.results.frame if snapshot.results else with_rows.frame
    programmes = programmes_of(with_rows._replace(frame=kept), returns_as_accepted(snapshot.returns))
    rows_from = snapshot.reduction.before if snapshot.reduction else None
    return Evaluation(evaluation_table(programmes, rows_from), lost_and_stayed_table(programmes, rows_from))
