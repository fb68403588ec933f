"""How is counted: the choices that the framework leaves, and the limits of charts."""

from pages.shared.settings.choose import draw_settings
from pages.shared.settings.what_it_changes import draw_moved

COUNTED = (
    "follow_up_months",
    "window_starts",
    "index_offence_in_before",
    "zero_before_excluded",
    "pain_scale_minimum",
    "positive_change_points",
    "people_counted",
    "repeated_cohorts",
    "control_limits",
)


def draw_counting() -> None:
    """The settings, and what each would change."""
    draw_settings(COUNTED, "counting", draw_moved)
