"""Settings: what is set up once, in one place, and what each setting changes before it counts."""

from pages.shared.frame.page import page
from pages.shared.issue.approving.setting import draw_second_person
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.settings import tabs
from pages.shared.settings.backups import draw_backups
from pages.shared.settings.counting import draw_counting
from pages.shared.settings.crime_harm import draw_harm
from pages.shared.settings.due_dates import draw_due_dates
from pages.shared.settings.old_rows import draw_retention
from pages.shared.settings.sharing import draw_sharing
from pages.shared.settings.targets import draw_all_targets
from pages.shared.settings.unit_look_form import draw_unit_look

with page("Settings"):
    draw_title("Settings")
    draw_paragraph(
        "Set up once. A setting says what it would change before you save it; the History has each change."
    )
    draw_tabs(
        {
            tabs.COUNTING: draw_counting,
            tabs.SHARING: draw_sharing,
            tabs.TARGETS: draw_all_targets,
            tabs.HARM: draw_harm,
            "Second person": draw_second_person,
            "Due dates": draw_due_dates,
            "Name and look": draw_unit_look,
            "Old rows": draw_retention,
            "Backups": draw_backups,
        },
        "set",
    )
