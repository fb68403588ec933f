"""The layouts in which the returns arrive, a file per provider. A **layout** is one shape of sheet: its
slots, and the records that each of its rows gives."""

from ieo_metrics.framework.layouts import artswork, constabulary, no_limits, rock_pool, society_of_st_james
from ieo_metrics.framework.layouts.column_spec import FIRST, LATEST, ColumnSpec, Layout

__all__ = ["FIRST", "LATEST", "LAYOUTS", "ColumnSpec", "Layout"]

LAYOUTS: tuple[Layout, ...] = tuple(
    layout
    for provider in (society_of_st_james, no_limits, constabulary, artswork, rock_pool)
    for layout in provider.LAYOUTS
)
