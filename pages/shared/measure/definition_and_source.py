"""What a measure means, and from which returns its figure comes."""

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.measuring import source_returns
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics import figure_wording
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph


def draw_meaning(line: OverviewLine) -> None:
    """The definition, which direction is better, and the framework's own words."""
    draw_paragraph(line.measure.definition)
    draw_paragraph(
        figure_wording.better_direction(line.measure),
        f" The framework's wording: {line.measure.wording}.",
        kind="ieo-small",
    )


def draw_origins(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """Which returns are used for the quarter."""
    draw_heading("Where it comes from")
    found = source_returns.origins(results, line.measure.ref, quarter)
    if not found:
        draw_paragraph(f"No return covers {label(quarter)}.")
        return
    rows = []
    for origin in found:
        made = day_in_words(origin.made) + ("" if origin.made_is_stated else " (not stated)")
        rows.append(
            (
                origin.return_type.title,
                ", ".join(origin.files),
                ", ".join(origin.sheets),
                day_in_words(origin.received),
                made,
                origin.version,
            )
        )
    draw_markup(
        html_table(
            f"Returns used for {label(quarter)}",
            ("Provider", "File", "Sheet", "Received", "Return's own date", "Version"),
            rows,
            numeric=("Version",),
        )
    )
