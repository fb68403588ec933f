"""An issue as it was made: for the officer with every figure, for sharing as disclosure control let it
out."""

from sqlalchemy import Connection

from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import Collection
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.issues import results_cache
from ieo_metrics.store.issues.cut_off_after_quarter import collection_until, results_until
from ieo_metrics.store.issues.issues import Issue, all_issues
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words, with_frame
from ieo_metrics.store.issues.what_is_hidden import disclosed_frame
from ieo_metrics.store.issues.withdrawing.withheld_figures import hides_withdrawn
from ieo_metrics.store.returns.return_record import from_record
from ieo_metrics.store.returns.stored_returns import stored_returns
from ieo_metrics.store.trail.withdrawn_figures import NOTICE, withdrawn_figures
from ieo_metrics.store.trail.withdrawn_issues import withdrawal_notices, withdrawn_issues


def as_issued(connection: Connection, issue: Issue) -> tuple[Results, Collection]:
    """What every table of an issue is made from, as it was: the same today gives the same files as then.
    Raises StoreTrouble where it was withdrawn."""
    from ieo_metrics.store.returns.returns_that_count import collection_of

    refuse_withdrawn(connection, issue)
    of = [held for held in stored_returns(connection) if held.seq in issue.seqs]
    found = results_cache.without_rows(
        [from_record(held.about, None, place) for place, held in enumerate(of)], issue.frame, issue.settings
    )
    assert found is not None  # only a covered quarter is issued
    found = found._replace(steps=issue.steps)
    return found, collection_of(of, found, issue.settings, issue.about["audit head"])


def as_shared(connection: Connection, issue: Issue) -> tuple[Results, Collection, str]:
    """What the tables for sharing of an issue are made from, as disclosure control let it out, and what
    it hides, in words. It ends with its quarter, also where the issue knew of later ones."""
    found, collection = as_issued(connection, issue)
    return (
        results_until(
            with_frame(found, disclosed_frame(issue, withdrawn_figures(connection))), issue.quarter
        ),
        collection_until(collection, issue.quarter),
        hidden_in_words(issue.settings),
    )


def refuse_withdrawn(connection: Connection, issue: Issue) -> None:
    """Raise StoreTrouble for an issue that was withdrawn, also since the page was drawn."""
    if any(gone.key == issue.key for gone in withdrawn_issues(connection)):
        raise StoreTrouble(f"{issue.title} was withdrawn, so its files are not handed out any more.")


def notices_beside(connection: Connection, issue: Issue) -> list[str]:
    """What is told beside an issue of those of its quarter that were withdrawn, and of single figures that
    were."""
    withdrawn = withdrawn_issues(connection)
    gone = {each.key for each in withdrawn}
    standing = [
        each.number
        for each in all_issues(connection)
        if each.quarter == issue.quarter and each.key not in gone
    ]
    of_figures = [NOTICE] if hides_withdrawn(issue, withdrawn_figures(connection)) else []
    return [*withdrawal_notices(withdrawn, issue.quarter, standing), *of_figures]
