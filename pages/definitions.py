"""Definitions: what each measure means, and the markers. All of it straight from the framework's rows."""

from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import AREAS, MEASURES
from ieo_metrics.statistics.figure_wording import better_direction
from ieo_metrics.statistics.people_not_remeasured import MEANING
from pages.shared.frame.page import page
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph, draw_title

with page("Definitions"):
    draw_title("Definitions")
    for ref, area in AREAS.items():
        draw_heading(f"{ref}  {area}")
        rows = [
            (m.ref, m.wording, m.definition, better_direction(m), f"{m.programme} · {m.provider}")
            for m in MEASURES
            if m.ref.startswith(ref)
        ]
        draw_markup(
            html_table(
                f"Measures of {ref}",
                ("Measure", "The framework's wording", "What it means", "Direction", "Source"),
                rows,
                caption_shown=False,
            )
        )
    draw_heading("Why what is shared may have another verdict")
    draw_paragraph(
        "A measure has one verdict for the officer, who sees every figure, and one for everybody else, of "
        "the figures that are shown to them. Where small numbers are hidden, the second is made of fewer "
        "quarters, or is not judged. People supported are judged by how many start in a quarter; that number "
        "is not shared, so in what is shared they are not judged. Nor are measures that are shared as "
        "rolling four quarters, of which neighbouring figures share three."
    )
    draw_heading("Who is not in a comparison of two scores")
    draw_markup(
        html_table(
            "Who is not in a comparison of two scores",
            ("In the officer's workbook", "What it is"),
            MEANING.items(),
            caption_shown=False,
        )
    )
    draw_paragraph(
        "The page of a measure says how many they are, what both scored first on average, and, of a "
        "percentage, in which range it would lie if none or all of them had improved. None of this is shared."
    )
    draw_heading("Markers")
    draw_markup(html_table("Markers", ("Marker", "Meaning"), MARKERS.items(), caption_shown=False))
