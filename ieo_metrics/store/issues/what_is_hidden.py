"""Which figures a reader of a quarter's meeting and pack is shown, and which are hidden from them: as issued,
or, before the first issue, as disclosure control would let them out. Nothing here can read a row about a
person."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing
from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.store.database.schema import RESULTS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.cut_off_after_quarter import frame_until
from ieo_metrics.store.issues.issues import Issue, all_issues
from ieo_metrics.store.issues.protect_for_sharing import protected_frame, rows_to_protect
from ieo_metrics.store.issues.results_as_bytes import frame_of_bytes
from ieo_metrics.store.issues.withdrawing.withheld_figures import told_before
from ieo_metrics.store.record.settings_in_force import settings_in_force
from ieo_metrics.store.trail.withdrawn_figures import WithdrawnFigure, hidden_since, withdrawn_figures

# Of each open store, what was found last: to find it takes as long as a page.
_KNOWN: WeakKeyDictionary[Engine, tuple[tuple[object, ...], HiddenFigures]] = WeakKeyDictionary()


def hidden_figures(connection: Connection, store: Store, quarter: Quarter) -> HiddenFigures:
    """The figures up to a quarter, each shown or hidden: of its latest issue, else as they were last worked
    out."""
    every = all_issues(connection)
    if issued := [issue for issue in every if issue.quarter == quarter]:
        return hidden_in_issue(issued[-1], withdrawn_figures(connection), every)
    settings = settings_in_force(connection, store)
    threshold = settings.small_number_threshold
    latest = sa.select(RESULTS.c.made_of).order_by(RESULTS.c.at.desc()).limit(1)
    made_of = connection.execute(latest).scalar()
    if made_of is None:
        return HiddenFigures(threshold)
    asked = (made_of, quarter, settings)
    known = _KNOWN.get(connection.engine)
    if known is None or known[0] != asked:
        data = connection.execute(sa.select(RESULTS.c.data).where(RESULTS.c.made_of == made_of)).scalar_one()
        until = rows_to_protect(frame_until(frame_of_bytes(bytes(data)), quarter), settings)
        known = (
            asked,
            _beside(until, protected_frame(until, settings), settings)
            if len(until)
            else HiddenFigures(threshold),
        )
        _KNOWN[connection.engine] = known
    return known[1]


def hidden_in_issue(
    issue: Issue, withdrawn: Sequence[WithdrawnFigure] = (), every: Sequence[Issue] = ()
) -> HiddenFigures:
    """The figures of an issue, each shown or hidden. `withdrawn`: the figures that were, which are hidden as
    any of `every` issue had told them."""
    let_out = _exact(issue, withdrawn)
    return hidden_where(issue.frame, let_out, issue.quarter, issue.settings, withdrawn, every)


def hidden_where(
    frame: pd.DataFrame,
    let_out: pd.DataFrame,
    quarter: Quarter,
    settings: Settings,
    withdrawn: Sequence[WithdrawnFigure] = (),
    every: Sequence[Issue] = (),
) -> HiddenFigures:
    """`hidden_in_issue` of one that is perhaps not made yet. `frame`: the officer's figures; `let_out`: those
    as disclosure control let them out."""
    until = rows_to_protect(frame_until(frame, quarter), settings)
    told = [frame_until(rows, quarter)[list(until)] for rows in told_before(every, withdrawn)]
    whole = pd.concat([until, *(rows for rows in told if len(rows))], ignore_index=True)
    return _beside(whole, frame_until(let_out, quarter), settings)


def disclosed_frame(issue: Issue, withdrawn: Sequence[WithdrawnFigure]) -> pd.DataFrame:
    """What may be shared of an issue, also where it is older than disclosure control, without what was
    `withdrawn` since; as it is shown."""
    return rounded_for_sharing(_exact(issue, withdrawn), issue.settings)


def _exact(issue: Issue, withdrawn: Sequence[WithdrawnFigure]) -> pd.DataFrame:
    shared = issue.shared if issue.shared is not None else protected_frame(issue.frame, issue.settings)
    return hidden_since(frame_until(shared, issue.quarter), issue.place, withdrawn)


def _beside(whole: pd.DataFrame, exact: pd.DataFrame, settings: Settings) -> HiddenFigures:
    """What counts as shown is each figure as it is shown, and, where that is rounded, as it is: a text that
    has it tells nothing of few young people."""
    threshold = settings.small_number_threshold
    found = HiddenFigures.beside(whole, exact, threshold)
    if (shown := rounded_for_sharing(exact, settings)) is exact:
        return found
    as_shown = HiddenFigures.beside(whole.iloc[:0], shown, threshold)
    return HiddenFigures(threshold, (*found.figures, *as_shown.figures))
