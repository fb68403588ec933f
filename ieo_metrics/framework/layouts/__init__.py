"""The layouts in which the returns arrive, a file per provider. A **layout** is one shape of sheet: its
slots, and the records that each of its rows gives."""

from functools import cache

from ieo_metrics.framework.layouts import artswork, constabulary, no_limits, rock_pool, society_of_st_james
from ieo_metrics.framework.layouts.column_specs_and_common_headings import FIRST, LATEST, ColumnSpec, Layout

__all__ = [
    "FIRST",
    "LATEST",
    "LAYOUTS",
    "LAYOUT_OF",
    "ColumnSpec",
    "Layout",
    "field_title",
    "layout_key",
    "slot_title",
]

LAYOUTS: tuple[Layout, ...] = tuple(
    layout
    for provider in (society_of_st_james, no_limits, constabulary, artswork, rock_pool)
    for layout in provider.LAYOUTS
)


def layout_key(layout: Layout) -> str:
    """`star_readings, wide`."""
    return f"{layout.table}, {layout.shape}"


LAYOUT_OF = {layout_key(layout): layout for layout in LAYOUTS}


@cache
def field_title(table: str, name: str) -> str:
    """A field of a record table in the words of the blank templates: `Young person ref`, `From`."""
    slots = [slot for layout in LAYOUTS if layout.table == table for slot in layout.slots]
    named = next((slot.title for slot in slots if slot.name == slot.field == name), "")
    return named or name.replace("_", " ").capitalize()


def slot_title(key: str, name: str) -> str:
    """A column of a layout by the heading that we print: `First star date`. `key`: of the layout."""
    return next((slot.title for slot in LAYOUT_OF[key].slots if slot.name == name), name.replace("_", " "))
