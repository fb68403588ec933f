"""The evidence for a bid as a Word document: from one issue of a quarter, and looked through as a file of the
pack is before it is handed out."""

from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.exports.bid.chosen_rows import BidChoice, Rows, rows_for, texts_of_rows
from ieo_metrics.exports.bid.content import NO_CHOICE, bid_report
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.from_issue import checked_file_beside_pack, rests_on
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.document import report_document
from ieo_metrics.exports.report.page_plan.pages import pages_of
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.registers.register_rows import all_rows


def bid_file_name(quarter: Quarter) -> str:
    """`Evidence for a bid 2024-25 Q4.docx`."""
    return f"Evidence for a bid {label(quarter).replace('/', '-')}.docx"


def bid_document(pack: Pack, choice: BidChoice, rows: Rows) -> bytes:
    """The document; the same pack, choice and rows give the same bytes. `rows`: of `rows_for`."""
    report = bid_report(pack, choice, rows)
    return report_document(report, pages_of(report), Pictures(pack.look))


def bid_rests_on(connection: Connection, issue: Issue, choice: BidChoice) -> tuple[object, ...]:
    """What the document is made of and may be another later, as `rests_on` of the pack."""
    rows = rows_for(choice, all_rows(connection), issue.quarter)
    return (*rests_on(connection, issue), rows)


def checked_bid(store: Store, issue: Issue, choice: BidChoice) -> bytes:
    """The document of an issue and what was chosen, looked through; the same gives the same bytes. Raises
    Leaks with the sentence where it would tell what must not be shared, StoreTrouble where nothing was chosen
    or the issue was withdrawn or is older than small numbers are hidden, and KeyTrouble where there is no key
    to look for references with."""
    if not choice.programmes or not choice.measures:
        raise StoreTrouble(NO_CHOICE)

    def write(whole: Pack) -> tuple[bytes, Pack]:
        with store.reading() as connection:
            rows = rows_for(choice, all_rows(connection), issue.quarter)
        # What was recorded for the board is not for a funder.
        pack = replace(
            whole,
            comments={},
            decisions=(),
            updates=(),
            revisions=(),
            sections=(),
            written=texts_of_rows(rows, issue.quarter),
        )
        return bid_document(pack, choice, rows), pack

    return checked_file_beside_pack(store, issue, bid_file_name(issue.quarter), write)
