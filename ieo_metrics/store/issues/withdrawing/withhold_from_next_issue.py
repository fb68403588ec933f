"""What was withdrawn is hidden in a new issue, while it would give the same figure out again.

Hiding more rows of what is safe to share is safe, and what readers were told of them stays known: so nothing
is worked out anew. A figure is hidden in all of its areas, which add up to it, and with every longer period
that holds it, of which it is a part; so nothing that is left adds up to it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.shareable_results import NUMBERS
from ieo_metrics.store.issues.corrections.compare_quarter_figures import AS_BEFORE, is_changed
from ieo_metrics.store.issues.issues import KEY
from ieo_metrics.store.issues.results_of_next_issue import SharedNow
from ieo_metrics.store.issues.withdrawing.withheld_figures import figure_told, still_withdrawn
from ieo_metrics.store.trail.withdrawn_figures import WithdrawnFigure, rows_withdrawn, without_rows

REPLACED = "in place of a figure that was withdrawn"


def without_withdrawn(shared: SharedNow, withdrawn: Sequence[WithdrawnFigure]) -> SharedNow:
    """What an issue would hand out, with the withdrawn figures hidden that it would repeat."""
    if shared.told is None or not (standing := still_withdrawn(withdrawn, shared.told.issues)):
        return shared
    told = shared.told.rows
    repeated = [figure for figure in standing if not _is_another(figure, shared.frame, told)]
    whole, frame = shared.publication.shared, shared.frame
    of_whole, of_frame = (rows_withdrawn(rows, repeated) for rows in (whole, frame))
    numbers = shared.publication.numbers.copy()
    for name in NUMBERS:
        numbers[name] = whole[name].where(of_whole, numbers[name])
    return replace(
        shared,
        frame=_hidden(frame, of_frame, standing),
        publication=replace(
            shared.publication,
            numbers=numbers,
            shared=_hidden(whole, of_whole, standing),
            withdrawn=of_whole,
        ),
        withheld=tuple(frame.loc[of_frame, KEY].astype(object).itertuples(index=False, name=None)),
    )


def _is_another(figure: WithdrawnFigure, frame: pd.DataFrame, told: pd.DataFrame) -> bool:
    """Whether another figure would be given out in its place."""
    then, now = (figure_told(rows, figure.key) for rows in (told, frame))
    return then is not None and now is not None and is_changed(then, now | {"left_out": then["left_out"]})


def _hidden(frame: pd.DataFrame, is_hidden: np.ndarray, withdrawn: Sequence[WithdrawnFigure]) -> pd.DataFrame:
    """What is revised says what it was before; not where that was withdrawn."""
    out = without_rows(frame, is_hidden)
    says = out["note"].str.endswith(AS_BEFORE).to_numpy(dtype=bool)
    return out.assign(note=out["note"].mask(says & rows_withdrawn(frame, withdrawn), REPLACED))
