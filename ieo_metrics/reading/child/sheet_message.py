"""One sheet as the child says it: the fields of `sheets.Sheet`, in built-in values."""

from collections.abc import Iterable, Sequence
from itertools import islice

from python_calamine import CalamineSheet

from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.child.dictionary_encoding import encode_cells
from ieo_metrics.reading.child.stray_cells import without_strays
from ieo_metrics.reading.child.xlsx.what_calamine_leaves_out import Scan, far_remark


def sheet_message(sheet: CalamineSheet, name: str, visible: bool, scan: Scan) -> dict[str, object]:
    """A sheet as calamine read it, under its own name, with what was found beside it."""
    top, left = sheet.start or (0, 0)
    merged = scan.merged or tuple(
        f"{column_letters(c + 1)}{r + 1}:{column_letters(d + 1)}{s + 1}"
        for (r, c), (s, d) in sheet.merged_cell_ranges or ()
    )
    rows = islice(
        sheet.iter_rows(), top, None
    )  # it begins at row 1 whatever is there, but at the first filled column
    return answer_message(name, rows, sheet.width, (top + 1, left + 1), visible, scan._replace(merged=merged))


def answer_message(
    name: str, rows: Iterable[Sequence[object]], width: int, first: tuple[int, int], visible: bool, scan: Scan
) -> dict[str, object]:
    """Rows of cells as columns, without strays; `first` is Excel's (row, column) of the first cell."""
    first_row, first_column = first
    columns, above, before, strays = without_strays(encode_cells(rows, width, scan.booleans))
    remarks = list(scan.remarks)
    if strays:
        remarks.append(far_remark([(first_row + row, first_column + column) for row, column in strays]))
    first_row, first_column = first_row + above, first_column + before
    hidden = [
        column_letters(j)
        for j, c in enumerate(columns, start=first_column)
        if j in scan.hidden_columns and c.values != [None]
    ]
    if hidden:
        remarks.append(
            (
                "hidden-columns",
                f"{hidden[0]}:{hidden[-1]}",
                f"{len(hidden)} columns that hold data are hidden: {', '.join(hidden[:10])}",
            )
        )
    if not visible:
        remarks.append(("hidden-sheet", "", f"{len(columns[0].codes) if columns else 0:,} rows"))
    return {
        "name": name,
        "visible": visible,
        "first_row": first_row,
        "first_column": first_column,
        "columns": [c.as_message(scan.marked) for c in columns],
        "remarks": remarks,
        "hidden_rows": scan.hidden_rows,
        "merged": scan.merged,
    }
