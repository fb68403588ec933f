"""When returns are due: the framework's rule, and the days that follow from it."""

from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.dates.quarters import label, quarter_of
from ieo_metrics.framework.return_types import RETURN_TYPES
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph


def draw_due_dates() -> None:
    """Of each return, how long after its quarter it is due, and the days of the last quarter and this one."""
    running = quarter_of(today())
    shown = (running - 1, running)
    draw_paragraph(
        "The framework sets when a return is due: a number of days after its quarter ends. It is the same in "
        "templates, e-mails to providers, the calendar file and on the Returns page, and is not changed here."
    )
    draw_markup(
        html_table(
            "When returns are due",
            ("Return", "Days after the quarter", *map(label, shown)),
            [
                (
                    return_type.title,
                    return_type.due_days_after_quarter,
                    *(day_in_words(return_type.due_day(quarter)) for quarter in shown),
                )
                for return_type in RETURN_TYPES
            ],
            numeric=("Days after the quarter",),
            caption_shown=False,
        )
    )
