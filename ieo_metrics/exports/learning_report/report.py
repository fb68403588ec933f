"""The learning report of a financial year (.docx): made of what was issued, and looked through as a file of
the pack is."""

from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.exports.learning_report.content import learning_content
from ieo_metrics.exports.learning_report.year import Texts, year_label, year_of_pack
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.from_issue import checked_file_beside_pack
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.document import report_document
from ieo_metrics.framework.dates.quarters import Quarter, year_of
from ieo_metrics.group.group_record import load_group_record
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.issues.shared_issue_snapshot import latest_issue_numbers
from ieo_metrics.store.issues.texts_beside_issue import texts_beside_issue


def years_issued(connection: Connection) -> dict[int, list[Quarter]]:
    """By the year in which it starts, the quarters of a financial year that were issued and not withdrawn,
    the latest year first."""
    out: dict[int, list[Quarter]] = {}
    for about in latest_issue_numbers(connection):
        out.setdefault(year_of(about), []).append(about)
    return dict(sorted(out.items(), reverse=True))


def learning_report_name(year: int) -> str:
    """`Learning report 2024-25.docx`."""
    return f"Learning report {year_label(year).replace('/', '-')}.docx"


def learning_report(store: Store, year: int) -> bytes:
    """The report of a year, as far as its last issue; the same again gives the same bytes. Raises
    StoreTrouble where no quarter of it is issued, and as `checked_file_beside_pack` does."""
    with store.reading() as connection:
        quarters = years_issued(connection).get(year, [])
        if not quarters:
            raise StoreTrouble(
                f"No quarter of {year_label(year)} is issued, so there is no learning report of it."
            )
        last = quarters[-1]
        key = (last, latest_issue_numbers(connection)[last])
        issue = next(issue for issue in all_issues(connection) if issue.key == key)
        beside = texts_beside_issue(connection, *key)

    def write(pack: Pack) -> tuple[bytes, Pack]:
        with store.reading() as connection:
            record = load_group_record(connection, last, pack.made, pack.results.settings, pack.results.frame)
        texts = Texts(last, beside)
        content = learning_content(year_of_pack(pack, record, quarters), texts)
        return report_document(content, (), Pictures(pack.look)), replace(pack, written=texts.shown)

    return checked_file_beside_pack(store, issue, learning_report_name(year), write)
