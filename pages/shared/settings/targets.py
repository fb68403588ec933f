"""All targets in one table, the form for another, and which measures have none."""

from ieo_metrics.framework.configuration.targets import in_force
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.measures import MEASURES
from pages.shared.frame import store_access
from pages.shared.kit.text import draw_paragraph
from pages.shared.measure.target_forms import draw_saved, draw_targets


def draw_all_targets() -> None:
    """The targets in force, past and to come; set or removed here."""
    standing = store_access.snapshot()
    if standing.results is None:
        draw_paragraph("Targets can be set once a return is accepted.")
        return
    draw_saved()
    governed = standing.results.governed
    draw_targets(range(governed.first, governed.last + 1))
    without = [m.ref for m in MEASURES if in_force(standing.targets, m.ref, governed.last) is None]
    if standing.targets and without:
        draw_paragraph(f"No target in {label(governed.last)}: {', '.join(without)}.", kind="ieo-small")
