"""The first rows of a sheet with all its columns, as Excel shows them, while it is read by hand."""

from collections.abc import Collection

from ieo_metrics.accepting.questions.hand_read_sheet_choices import headings_of
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_letters
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.hand_reading import HandReading, corner_of
from ieo_metrics.recognising.by_hand.personal_cells_to_hide import personal_cells
from pages.shared.kit.html_tables import framed_table, safe_markup

ROWS, ABOVE = 30, 3
MOST_COLUMNS = 200  # more would be slow to draw


def sheet_markup(sheet: Sheet, reading: HandReading, used: Collection[str] = ()) -> str:
    """`used`: the cells that the reading takes, as Excel calls them."""
    corner = corner_of(reading)
    marked = (corner[0] - sheet.first_row, corner[1] - sheet.first_column) if corner else None
    first = marked[0] - ABOVE if marked and ROWS - ABOVE < marked[0] < sheet.height else 0
    rows = range(first, min(first + ROWS, sheet.height))
    columns = range(min(len(sheet.columns), MOST_COLUMNS))
    hidden = personal_cells(
        sheet, rows, [marked_heading.key for marked_heading in headings_of(sheet, reading)]
    )
    letters = "".join(f'<th scope="col">{column_letters(sheet.first_column + j)}</th>' for j in columns)
    head = f'<thead><tr class="letters"><th scope="col">Row</th>{letters}</tr></thead>'
    body = "".join(
        f'<tr><th scope="row">{sheet.first_row + row}</th>'
        + "".join(_cell(sheet, (row, j), marked, used, (row, j) in hidden) for j in columns)
        + "</tr>"
        for row in rows
    )
    return framed_table(_caption(sheet, rows), f"{head}<tbody>{body}</tbody>", kind="ieo-sheet ieo-whole")


def _caption(sheet: Sheet, rows: range) -> str:
    last = sheet.first_row + sheet.height - 1
    shown = f"Rows {sheet.first_row + rows.start} to {sheet.first_row + rows[-1]} of {last:,} of the sheet "
    more = len(sheet.columns) > MOST_COLUMNS
    return f"{shown}“{sheet.name}”, as received" + (f"; its first {MOST_COLUMNS} columns" if more else "")


def _cell(
    sheet: Sheet,
    place: tuple[int, int],
    marked: tuple[int, int] | None,
    used: Collection[str],
    is_hidden: bool,
) -> str:
    value = sheet.columns[place[1]].at(place[0])
    if value is None:
        text = ""
    else:
        text = "not shown" if is_hidden else cell_as_shown(value)
    address = cell_address(sheet.first_row + place[0], sheet.first_column + place[1])
    kinds = [("corner", place == marked), ("used", address in used), ("quiet", is_hidden)]
    said = " ".join(kind for kind, holds in kinds if holds)
    return f'<td class="{said}">{safe_markup(text)}</td>' if said else f"<td>{safe_markup(text)}</td>"
