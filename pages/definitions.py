"""Definitions: what each measure means, the settings in force, and the markers. All of it straight from the framework's rows."""

from ieo_metrics.framework.markers import MARKERS
from ieo_metrics.framework.measures import AREAS, MEASURES
from ieo_metrics.framework.settings import SETTINGS
from ieo_metrics.statistics.figure_wording import direction
from pages.shared.frame import memory
from pages.shared.frame.html_tables import table
from pages.shared.frame.page import draw, heading, page, title
from pages.shared.measure.harm_edition import draw_harm

with page("Definitions"):
    title("Definitions")
    for ref, area in AREAS.items():
        heading(f"{ref}  {area}")
        rows = [(m.ref, m.wording, m.definition, direction(m), f"{m.programme} · {m.provider}") for m in MEASURES if m.ref.startswith(ref)]
        draw(table(f"Measures of {ref}", ("Measure", "The framework's wording", "What it means", "Direction", "Source"), rows, caption_shown=False))
    heading("Settings in force")
    values = dict(memory.settings().in_words())
    draw(table("Settings in force", ("Setting", "In force", "Why"), [(s.title, values[s.title], s.why) for s in SETTINGS], caption_shown=False))
    draw_harm()
    heading("Markers")
    draw(table("Markers", ("Marker", "Meaning"), MARKERS.items(), caption_shown=False))
