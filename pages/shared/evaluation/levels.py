"""The level of evidence of each programme, entered once with its date and source."""

from ieo_metrics.framework.dates.quarters import Quarter
from pages.shared.kit.text import draw_paragraph
from pages.shared.registers.register_table import draw_register


def draw_levels(quarter: Quarter) -> None:
    """The register."""
    draw_paragraph(
        "By the standards of evidence of the former Early Intervention Foundation, now Foundations: copied "
        "from what was published about the programme, with the day of the assessment and where it says so. "
        "“Not assessed” is a level, too: most local programmes have not been.",
        kind="ieo-small",
    )
    draw_register("evidence_levels", quarter, none_yet="No level of evidence is entered yet.")
