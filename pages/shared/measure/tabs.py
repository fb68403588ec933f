"""What stands behind a measure's first screen, a tab each."""

from collections.abc import Callable
from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.change_decomposition import moved_between
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.change_decomposition_wording import moved_words
from pages.shared.frame import store_access
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph
from pages.shared.measure.breakdown import draw_breakdown
from pages.shared.measure.by_quarter.beside_another import draw_beside
from pages.shared.measure.definition_and_source import draw_meaning, draw_origins
from pages.shared.measure.other_readings import draw_readings
from pages.shared.measure.rows_behind_number import draw_behind
from pages.shared.measure.who_is_counted import draw_counted

TAB = "tab"  # its name in the page's address


def _draw_moved(full: Results, line: OverviewLine, quarter: Quarter) -> None:
    """What the change from the quarter before is made of."""
    moved = moved_between(full, line.measure.ref, quarter - 1, quarter)
    draw_paragraph(moved_words(moved, line.measure, quarter - 1, quarter))
    draw_paragraph("This shows what makes up the change, not what caused it.", kind="ieo-small")


def _draw_definition(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """What it means, which returns it comes from, and what it would be counted otherwise."""
    draw_meaning(line)
    draw_origins(results, line, quarter)
    draw_readings(line, quarter)


Draw = Callable[[Results, OverviewLine, Quarter], None]


def _from_rows(draw: Draw) -> Draw:
    """A tab that is worked out from the rows, which the results at hand are without."""

    def drawn(results: Results, line: OverviewLine, quarter: Quarter) -> None:
        draw(store_access.snapshot_with_rows() or results, line, quarter)

    return drawn


TABS: dict[str, Draw] = {
    "Why it moved": _from_rows(_draw_moved),
    "Who is counted": _from_rows(draw_counted),
    "Breakdown": draw_breakdown,
    "Beside another": draw_beside,
    "Definition and source": _draw_definition,
    "Rows": _from_rows(draw_behind),
}


def draw_behind_number(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """The tabs of a measure."""
    draw_tabs({name: partial(draw, results, line, quarter) for name, draw in TABS.items()}, TAB)
