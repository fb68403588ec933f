"""The layouts in which the returns arrive, a file per provider. A **layout** is one shape of sheet: its
slots, and the records that each of its rows gives."""

from ieo_metrics.framework.layouts import artswork, constabulary, no_limits, rock_pool, society_of_st_james
from ieo_metrics.framework.layouts.column_specs_and_common_headings import FIRST, LATEST, ColumnSpec, Layout

__all__ = ["FIRST", "LATEST", "LAYOUTS", "LAYOUT_OF", "ColumnSpec", "Layout", "layout_key"]

LAYOUTS: tuple[Layout, ...] = tuple(
    layout
    for provider in (society_of_st_james, no_limits, constabulary, artswork, rock_pool)
    for layout in provider.LAYOUTS
)


def layout_key(layout: Layout) -> str:
    """`star_readings, wide`."""
    return f"{layout.table}, {layout.shape}"


LAYOUT_OF = {layout_key(layout): layout for layout in LAYOUTS}
