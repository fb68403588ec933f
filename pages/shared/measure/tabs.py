"""What stands behind a measure's first screen, a tab each."""

from collections.abc import Callable
from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.change_decomposition import moved_between
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.change_decomposition_wording import moved_words
from pages.shared.frame import store_access
from pages.shared.frame.figures import Figures
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph
from pages.shared.learning.one_measure import draw_learned
from pages.shared.measure.breakdown import draw_breakdown
from pages.shared.measure.by_quarter.beside_another import draw_beside
from pages.shared.measure.definition_and_source import draw_meaning, draw_origins
from pages.shared.measure.other_readings import draw_readings
from pages.shared.measure.rows_behind_number import draw_behind
from pages.shared.measure.who_is_counted import draw_counted

TAB = "tab"  # its name in the page's address


def _draw_moved(full: Results, line: OverviewLine, quarter: Quarter) -> None:
    """What the change from the quarter before is made of, and what the group thinks is behind it."""
    moved = moved_between(full, line.measure.ref, quarter - 1, quarter)
    draw_paragraph(moved_words(moved, line.measure, quarter - 1, quarter))
    draw_paragraph("This shows what makes up the change, not what caused it.", kind="ieo-small")
    draw_learned(line.measure.ref, quarter)


def _draw_definition(results: Results, line: OverviewLine, quarter: Quarter) -> None:
    """What it means, which returns it comes from, and what it would be counted otherwise."""
    draw_meaning(line)
    draw_origins(results, line, quarter)
    draw_readings(line, quarter)


Draw = Callable[[Results, OverviewLine, Quarter], None]
Tab = Callable[[Figures, OverviewLine], None]


def _of_now(draw: Draw) -> Tab:
    """A tab of what is there now, which says where it comes from."""

    def drawn(there: Figures, line: OverviewLine) -> None:
        assert there.results is not None  # of what was issued there is no such tab
        draw(there.results, line, there.quarter)

    return drawn


def _from_rows(draw: Draw) -> Tab:
    """A tab that is worked out from the rows, which the results at hand are without."""
    return _of_now(
        lambda results, line, quarter: draw(store_access.snapshot_with_rows() or results, line, quarter)
    )


BESIDE = "Beside another"
TABS: dict[str, Tab] = {
    "Why it moved": _from_rows(_draw_moved),
    "Who is counted": _from_rows(draw_counted),
    "Breakdown": _of_now(draw_breakdown),
    BESIDE: draw_beside,
    "Definition and source": _of_now(_draw_definition),
    "Rows": _from_rows(draw_behind),
}
TABS_OF_ISSUED: dict[str, Tab] = {
    BESIDE: draw_beside,
    "Definition": lambda _, line: draw_meaning(line),
}


def draw_behind_number(there: Figures, line: OverviewLine) -> None:
    """The tabs of a measure."""
    tabs = TABS if there.results else TABS_OF_ISSUED
    draw_tabs({name: partial(draw, there, line) for name, draw in tabs.items()}, TAB)
