"""A partner's sheet as a Word document, made of the store as it is when it is asked for, and looked through
before it is handed out."""

import datetime as dt

from ieo_metrics.exports.leak_check.check_document import raise_if_telling
from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.partner_sheet.sheet_report import sheet_report
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.document import report_document
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.partners.authorities import Authority
from ieo_metrics.group.partners.load_sheet import hidden_now, load_partner_sheet, typed_in
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import earliest_year, latest_quarter
from ieo_metrics.store.record.unit_look import unit_look
from ieo_metrics.store.returns.known_references_in_text import known_references


def checked_partner_sheet(
    store: Store, authority: Authority, quarter: Quarter, today: dt.date, first: Quarter
) -> bytes:
    """The .docx of one page; the same store and day give the same bytes. Raises StoreTrouble where it holds
    what must not be shared, and KeyTrouble where there is no key to look for references with."""
    key = store.require_key()
    with store.reading() as connection:
        sheet = load_partner_sheet(connection, store, authority, quarter, today, first)
        look, hidden = unit_look(connection), hidden_now(connection, store).hidden
        latest, earliest = latest_quarter(connection), earliest_year(connection)
        named = known_references(connection, key)
    made = report_document(sheet_report(sheet, look), (), Pictures(look))
    try:
        return raise_if_telling(made, typed_in(sheet, latest), hidden, named, earliest, look)
    except Leaks as found:
        raise StoreTrouble(f"{found}\nChange it where it was typed, then make the sheet again.") from None
