"""When something was copied and from where, as a cell of a table: what is stale stands out by its words."""

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.group.what_works.copied import copied_says, is_stale, meeting_day
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.kit.html_tables import Html, safe_markup
from pages.shared.kit.text import bold


def copied_cell(row: RegisterRow, quarter: Quarter) -> Html:
    """The day, what is to be done at the meeting about a quarter, and the address without its beginning."""
    now = today()
    as_of, address = meeting_day(quarter, now), row.words["address"].partition("://")[2]
    said = copied_says(row, as_of, now)
    when = bold(said) if is_stale(row, as_of) else safe_markup(said)
    # An address has no space: it is broken at its slashes first.
    broken = safe_markup(address).replace("/", "/<wbr>")
    return Html(f'{when}<br><span class="quiet">{broken}</span>')
