"""The first rows of a sheet as received, under what each column was read as. Personal columns are not
shown."""

from collections.abc import Mapping

from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.questions import is_personal
from pages.shared.kit.html_tables import framed_table, safe_markup

BELOW = 4  # rows under the heading that are shown
ABOVE = (
    3  # rows above the heading, of which blank ones are not shown: its title, a first row of a heading of two
)


def sheet_view(of: AskedSheet, asked: Mapping[int, str]) -> str:
    """`asked`: by column, what it may be, "" where nothing is proposed."""
    sheet, header, taken = of.sheet, of.header, of.taken
    first = max(0, header - ABOVE)
    above = [
        row for row in range(first, header) if any(column.at(row) is not None for column in sheet.columns)
    ]
    rows = [*above, *range(header, min(sheet.height, header + 1 + BELOW))]
    filled = [j for j, column in enumerate(sheet.columns) if any(column.at(row) is not None for row in rows)]
    personal = {j for j in filled if is_personal(sheet.columns[j].at(header))}
    meanings = "".join(
        _meaning(j, taken, asked, personal, sheet.columns[j].at(header) is not None) for j in filled
    )
    names = "".join(
        f'<th scope="col"{_kind(j in asked)}>{column_letters(sheet.first_column + j)}</th>' for j in filled
    )
    head = (
        f'<thead><tr><th scope="row">Read as</th>{meanings}</tr><tr class="letters"><th '
        f'scope="col">Row</th>{names}</tr></thead>'
    )
    body = "".join(_row(sheet, row, header, filled, asked, personal) for row in rows)
    caption = (
        f"Rows {sheet.first_row + rows[0]} to {sheet.first_row + rows[-1]} of the sheet “{sheet.name}”, as "
        f"received · {of.table} · heading in row {sheet.first_row + header}"
    )
    return framed_table(caption, f"{head}<tbody>{body}</tbody>", kind="ieo-sheet")


def _kind(asked: bool) -> str:
    return ' class="asked"' if asked else ""


def _meaning(
    column: int, taken: Mapping[int, str], asked: Mapping[int, str], personal: set[int], headed: bool
) -> str:
    if column in asked:
        return f'<th class="asked"><strong>? {safe_markup(asked[column])}</strong></th>'
    if column in taken:
        return f"<th>{safe_markup(taken[column])}</th>"
    words = "personal: not read" if column in personal else "not needed" if headed else ""
    return f'<td class="quiet">{words}</td>'


def _row(
    sheet: Sheet, row: int, header: int, columns: list[int], asked: Mapping[int, str], personal: set[int]
) -> str:
    cells = []
    for j in columns:
        value = sheet.columns[j].at(row)
        text = (
            "" if value is None else "not shown" if j in personal and row > header else cell_as_shown(value)
        )
        kinds = [
            kind
            for kind, holds in (("asked", j in asked), ("quiet", j in personal and row > header))
            if holds
        ]
        cells.append(
            f'<td class="{" ".join(kinds)}">{safe_markup(text)}</td>'
            if kinds
            else f"<td>{safe_markup(text)}</td>"
        )
    kind = ' class="heading"' if row == header else ""
    return f'<tr{kind}><th scope="row">{sheet.first_row + row}</th>{"".join(cells)}</tr>'
