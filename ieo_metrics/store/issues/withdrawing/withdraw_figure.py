"""Withdrawing one figure that was issued and would mislead if it were repeated, and putting it back."""

from sqlalchemy import Connection

from ieo_metrics.disclosure.shared_periods import not_shared
from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.disclosure.typed_text.what_text_tells import Typed, told_by
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import period_label, stands_for_quarter
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.approving.second_person import Somebody, second_person
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.issues.last_issued_figures import handed_out
from ieo_metrics.store.issues.withdrawing.withheld_figures import still_withdrawn
from ieo_metrics.store.record.free_text import nothing_told
from ieo_metrics.store.trail.audit_trail import Head, append_entry
from ieo_metrics.store.trail.withdrawn_figures import ACTION, UNDONE, WithdrawnFigure, withdrawn_figures

Key = tuple[str, str, Quarter]  # measure, span, the last quarter of the period
LONGEST = 500


def may_be_withdrawn(standing: StoreSnapshot, quarter: Quarter) -> list[Key]:
    """The figures up to a quarter that were handed out and would be given out again, the latest quarter
    first."""
    told = handed_out(standing.handed_out)
    if told is None:
        return []
    rows = told.rows[told.rows["value"].notna() & (told.rows["period"] <= quarter).to_numpy()]
    rows = rows[~not_shared(rows, standing.settings.shared_as_rolling)]
    rows = rows[stands_for_quarter(rows)]
    gone = {figure.key for figure in still_withdrawn(standing.withdrawn_figures, standing.handed_out)}
    keys = zip(rows["ref"].tolist(), rows["span"].tolist(), rows["period"].tolist(), strict=True)
    order = list(MEASURE)
    return sorted((key for key in keys if key not in gone), key=lambda key: (-key[2], order.index(key[0])))


def withdraw_figure(
    store: Store, who: str, figure: Key, why: str, standing: StoreSnapshot, drawn: Head, *, person: str = ""
) -> None:
    """Hide a figure that was handed out in whatever is handed out from now on. `standing`: where it was
    chosen; `person`: by which who it is is told from everybody else.

    Raises StoreTrouble where it was not handed out, no reason is given, or one with personal details, that
    could tell what is hidden, or that names the figure; and Conflict as `Store.writing` does."""
    ref, span, quarter = figure
    name = f"{ref} of {period_label(quarter, span)}"
    if figure not in may_be_withdrawn(standing, quarter):
        raise StoreTrouble(f"{name} is given out nowhere, so there is nothing to withdraw.")
    reason = nothing_told(store, why, LONGEST, "The reason", quarter, ends_there=False)
    if not reason:
        raise StoreTrouble("Say why the figure is withdrawn. The reason stays in the audit trail.")
    told = handed_out(standing.handed_out)
    assert told is not None
    own = (told.rows["ref"] == ref) & (told.rows["span"] == span) & (told.rows["period"] == quarter)
    rows, threshold = told.rows[own], standing.settings.small_number_threshold
    gone = HiddenFigures.beside(rows, rows.assign(marker=HIDDEN), threshold)
    for found in told_by(Typed(reason, quarter, ref, ends_there=False), gone):
        raise StoreTrouble(
            f'The reason names the figure that is withdrawn: "{found.sentence}" Say why without it. '
            "Nothing was withdrawn."
        )
    with store.writing(drawn, "Nothing was withdrawn; look again, then withdraw it.") as connection:
        withdrawn = WithdrawnFigure(ref, span, quarter, 0, store.now(), who, reason, person)
        append_entry(connection, withdrawn.at, who, ACTION, withdrawn.as_withdrawn())


def may_be_put_back(standing: StoreSnapshot, figure: WithdrawnFigure) -> bool:
    """Whether nothing was handed out since a figure was withdrawn."""
    return all(issue.place < figure.row for issue in standing.handed_out)


def waits_for_another(connection: Connection, figure: WithdrawnFigure, by: Somebody) -> bool:
    """Whether somebody else has to put a figure back: an issue waits for a second person, and it is not known
    for sure that another withdrew this."""
    withdrew = Somebody(figure.who, figure.person)
    return bool(second_person(connection).waits) and not by.is_another_than(withdrew)


def put_figure_back(
    store: Store, who: str, figure: WithdrawnFigure, drawn: Head, *, person: str = ""
) -> None:
    """Give a withdrawn figure out again. `person`: as in `withdraw_figure`. Raises StoreTrouble where
    something was handed out without it, or another person has to; and Conflict as `Store.writing` does."""
    with store.writing(drawn, "Nothing was put back; look again, then do it.") as connection:
        if figure not in withdrawn_figures(connection):
            return  # a second click
        if any(issue.place >= figure.row for issue in all_issues(connection)):
            raise StoreTrouble(
                f"{figure.ref} of {figure.period} cannot be put back: a quarter was issued without it."
            )
        if waits_for_another(connection, figure, Somebody(who, person)):
            raise StoreTrouble(
                f"{figure.ref} of {figure.period} is put back by another person than the one who withdrew "
                "it, since an issue waits for a second person. Nothing was put back."
            )
        append_entry(
            connection, store.now(), who, UNDONE, figure.as_told() | {"withdrawn in row": figure.row}
        )
