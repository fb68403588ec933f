"""The rows behind a measure, for the officer only."""

import pandas as pd

from ieo_metrics.charts.change_distribution import points_in_words
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.measuring import rows_behind
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.store.database.secret_key import in_short
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph

MOST_ROWS = 300


def draw_behind(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """The rows of the quarter, each with the cell that it comes from."""
    draw_paragraph(
        "For the officer only, to trace a number back to its cells. Do not share it or put it on a "
        "slide. References and free text are not kept: the code shown instead is the same each time for "
        "the same person or school, and says nothing else. The cell shows where to look in the workbook."
    )
    rows = rows_behind.rows_behind(results, line.measure.ref, quarter)
    if not len(rows):
        draw_paragraph(f"There are no rows in {label(quarter)}.")
        return
    paired = "first_cell" in rows
    shown = []
    for row in rows.head(MOST_ROWS).to_dict("records"):
        amount = (
            ""
            if pd.isna(row["amount"])
            else points_in_words(int(row["amount"]))
            if paired
            else f"{row['amount']:,.0f}"
        )
        said = f"{row['state']}: {row['why']}" if row["why"] else row["state"]
        date = "" if pd.isna(row["date"]) else day_in_words(row["date"])
        cells = (
            in_short(str(row["who"])) or date,
            said,
            amount,
            date,
            row["file"],
            row["sheet"],
            row["row"],
            row["cell"],
        )
        shown.append((*cells, row["first_cell"]) if paired else cells)
    draw_markup(
        html_table(
            f"Rows behind {line.measure.ref} in {label(quarter)}: not for sharing",
            (
                "Person or group",
                "Counted as",
                "Counts",
                "Date",
                "File",
                "Sheet",
                "Row",
                "Cell",
                *(("First score",) if paired else ()),
            ),
            shown,
            numeric=("Counts", "Row"),
            kind="ieo-long",
        )
    )
    if len(rows) > MOST_ROWS:
        draw_paragraph(f"The first {MOST_ROWS} of {len(rows):,} rows are shown.", kind="ieo-small")
