"""Signals: which of the measures change by more than chance, and which will meet their targets."""

from functools import partial

from ieo_metrics.statistics.verdict_wording import HOW_JUDGED
from ieo_metrics.statistics.years.year_sentences import NOT_PROJECTED
from pages.shared.files.downloads import ShownTable, draw_table_download
from pages.shared.frame.figures import Figures
from pages.shared.frame.page import SETTINGS_PAGE, figures_on_top, open_pressed_measure, page
from pages.shared.frame.page_address import quarter_slug
from pages.shared.frame.store_access import may_change
from pages.shared.kit.html_tables import plain_text
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.ways import draw_way
from pages.shared.measure.chart_notes_form import draw_notes
from pages.shared.measure.measures_table import draw_measures_table
from pages.shared.measure.signals_table import COLUMNS, signals_rows, signals_table
from pages.shared.measure.target_forms import draw_saved, draw_steps
from pages.shared.settings import tabs

TABLE = "signals_table"


def _tables(there: Figures) -> tuple[str, ShownTable]:
    """The table's markup, and the same without markup."""
    rows = signals_rows(there)
    plain = ShownTable(COLUMNS, [list(map(plain_text, row)) for row in rows])
    return signals_table(rows, there.quarter), plain


def _draw_signals(there: Figures) -> None:
    """Each measure's verdict, and how to read it."""
    quarter = there.quarter
    markup, plain = there.once(("signals",), lambda: _tables(there))
    draw_measures_table(markup, TABLE)
    draw_table_download(f"signals in {quarter_slug(quarter)}", there.door, plain)
    draw_paragraph(
        HOW_JUDGED,
        " The usual level is the middle of the measure's chart: the average of its quarters, or, of few, the "
        "median. People supported stay for several quarters, so those who start in a quarter are judged, and "
        "their usual level is of those. A diamond is an improvement, a square is a worsening, a circle is no "
        "clear change; H or L in it says that Making Data Count would look at it, because it lies high or "
        "low: worth watching, and no more. A ring is not judged. At the year's end: a 95% range, if the "
        "quarters to come are like those before; the target's sum is four quarters of it. "
        f"{NOT_PROJECTED}",
        kind="ieo-small",
    )


open_pressed_measure(TABLE)
with page("Signals"):
    if there := figures_on_top("Signals"):
        draw_saved()
        quarters = range(there.first, there.last + 1)
        if there.about:
            draw_paragraph(there.about, kind="ieo-small")
        if may_change():
            draw_way("See and set all targets", SETTINGS_PAGE, set=tabs.TARGETS)
        draw_tabs(
            {
                "This quarter": partial(_draw_signals, there),
                "Re-based charts": partial(draw_steps, there.steps, quarters),
                "Notes on charts": partial(draw_notes, there.notes, quarters),
            },
            "part",
        )
