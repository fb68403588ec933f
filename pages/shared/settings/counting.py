"""How is counted: the choices that the framework leaves, and the limits of charts."""

from pages.shared.settings.choose import draw_settings
from pages.shared.settings.tabs import CHOSEN_ON, COUNTING
from pages.shared.settings.what_it_changes import draw_moved


def draw_counting() -> None:
    """The settings, and what each would change."""
    draw_settings(CHOSEN_ON[COUNTING], "counting", draw_moved)
