"""How each way of lying is found and laid out: one row a way."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.by_hand.laying_out.cards import find_cards, lay_out_cards
from ieo_metrics.recognising.by_hand.laying_out.grid_headings import find_grid
from ieo_metrics.recognising.by_hand.laying_out.grid_of_numbers import lay_out_grid
from ieo_metrics.recognising.by_hand.laying_out.in_rows import lay_out_rows
from ieo_metrics.recognising.by_hand.laying_out.laid_out import LaidOut
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import Place, places_of
from ieo_metrics.recognising.mappings.mapping import Mapping


class Laying(NamedTuple):
    """`find`: the places where the headings of a reading stand; `lay_out`: what stands there, as rows, with
    the quarters that are stated beside it and what else the officer has confirmed."""

    find: Callable[[SheetView, HandReading], list[Place]]
    lay_out: Callable[[SheetView, HandReading, list[Place], Sequence[Quarter], Mapping], LaidOut]


def _in_rows(
    view: SheetView, reading: HandReading, places: list[Place], stated: Sequence[Quarter], mapping: Mapping
) -> LaidOut:
    return lay_out_rows(view, reading, places)


def _in_cards(
    view: SheetView, reading: HandReading, places: list[Place], stated: Sequence[Quarter], mapping: Mapping
) -> LaidOut:
    return lay_out_cards(view, reading, places)


_ROWS = Laying(places_of, _in_rows)
LAYINGS = {
    "down": _ROWS,
    "across": _ROWS,
    "side by side": _ROWS,
    "cards": Laying(find_cards, _in_cards),
    "grid": Laying(find_grid, lay_out_grid),
}
