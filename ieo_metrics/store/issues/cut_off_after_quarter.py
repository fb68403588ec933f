"""A pack ends with its quarter: the one place where what is handed out is cut off there. Whatever is of a
later quarter goes: figures, returns that cover nothing else, steps of charts and notes on them, targets,
problems of files."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import Collection


def frame_until(frame: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """The rows of a frame of results that end with the quarter or before."""
    return frame[frame["period"] <= quarter].reset_index(drop=True)


def frame_as_read(let_out: pd.DataFrame, quarter: Quarter, settings: Settings) -> pd.DataFrame:
    """The figures up to the quarter as readers see them. `let_out`: as disclosure control lets them out."""
    return rounded_for_sharing(frame_until(let_out, quarter), settings)


def targets_until(targets: Sequence[Target], quarter: Quarter) -> tuple[Target, ...]:
    """The targets that had begun by then. Nobody knew yet of an end that came later."""
    return tuple(
        replace(target, end=None) if target.end is not None and target.end > quarter else target
        for target in targets
        if target.start <= quarter
    )


def notes_until(notes: Sequence[ChartNote], quarter: Quarter) -> tuple[ChartNote, ...]:
    """The notes on charts about what had happened by then."""
    return tuple(note for note in notes if note.quarter <= quarter)


def results_until(results: Results, quarter: Quarter) -> Results:
    """Results of which nothing is of a later quarter. Their evidence is as it was: it is never handed out."""
    return results._replace(
        frame=frame_until(results.frame, quarter),
        governed=_governed_until(results.governed, quarter),
        steps=tuple(step for step in results.steps if step.quarter <= quarter),
    )


def collection_until(collection: Collection, quarter: Quarter) -> Collection:
    """A collection of which nothing is of a later quarter: a file that tells of later ones only is as if it
    had not come, and so are its problems."""
    returns = _returns_until(collection.returns, quarter)
    kept = {part.file.name for accepted_return in returns for part in accepted_return.parts}
    late = {part.file.name for accepted_return in collection.returns for part in accepted_return.parts} - kept
    governed = collection.governed
    return collection._replace(
        files=tuple(file for file in collection.files if file.name not in late),
        returns=returns,
        problems=tuple(problem for problem in collection.problems if problem.file not in late),
        governed=governed and _governed_until(governed, quarter),
        counts=None
        if collection.counts is None
        else {key: many for key, many in collection.counts.items() if key[0] not in late},
    )


def _governed_until(governed: Governed, quarter: Quarter) -> Governed:
    quarters = min(governed.quarters, quarter - governed.first + 1)
    return governed._replace(
        quarters=quarters,
        governs={table: numbers[:quarters] for table, numbers in governed.governs.items()},
        returns=_returns_until(governed.returns, quarter),
    )


def _returns_until(returns: Sequence[AcceptedReturn], quarter: Quarter) -> tuple[AcceptedReturn, ...]:
    return tuple(
        accepted_return._replace(
            covers={
                table: tuple(q for q in covers if q <= quarter)
                for table, covers in accepted_return.covers.items()
            },
        )
        for accepted_return in returns
        if min(accepted_return.covers_all, default=quarter) <= quarter
    )
