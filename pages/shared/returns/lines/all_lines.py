"""The lines of the page: provider by provider, then what is no return of any."""

from collections.abc import Sequence
from functools import partial
from zlib import crc32

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.returns.board import BoardCell, Receipt
from pages.shared.frame import store_access
from pages.shared.returns import waiting_mapping_files
from pages.shared.returns.lines.file_lines import WaitingFiles, file_lines
from pages.shared.returns.lines.line import ASKS, Line
from pages.shared.returns.lines.provider_lines import provider_line
from pages.shared.returns.panel.mapping_file_panel import draw_offer
from pages.shared.returns.unsettled_offences import draw_unsettled, unsettled_in_files

OFFENCES_LINE = "offences"


def all_lines(
    waiting: WaitingFiles | None, cells: Sequence[BoardCell], arrived: Sequence[Receipt], quarter: Quarter
) -> list[Line]:
    """`cells`: the quarter of each provider, as on the board; `arrived`: what came and is not accepted."""
    files = file_lines(waiting, quarter) if waiting else []
    out = []
    for cell in cells:
        own = [line for line, types in files if _first_type(types) == cell.return_type]
        told = any(cell.return_type in types for _, types in files)
        out += own if told else [provider_line(cell, store_access.snapshot(), arrived)]
    out += [line for line, types in files if not types]
    return [*out, *_offences(), *_mapping_files()]


def _first_type(types: Sequence[ReturnType]) -> ReturnType | None:
    """The first of the returns of a file, at which its line stands."""
    return next((return_type for return_type in RETURN_TYPES if return_type in types), None)


def _offences() -> list[Line]:
    if not (found := unsettled_in_files()):
        return []
    return [
        Line(
            key=OFFENCES_LINE,
            title="Crime Harm Index",
            file=f"{plural(len(found), 'offence')} without one value",
            rows=plural(sum(one.count for one in found), "row"),
            to_do=f"{len(found):,} to settle",
            state="left out until settled",
            look=ASKS,
            draw=partial(draw_unsettled, found),
        )
    ]


def mapping_line_key(name: str) -> str:
    """The key of the line of a file of confirmed columns."""
    return f"mapping_{crc32(name.encode('utf-8', 'surrogatepass'))}"


def _mapping_files() -> list[Line]:
    return [
        Line(
            key=mapping_line_key(name),
            title="Answers about columns",
            file=name,
            to_do=f"{plural(len(offer.added), 'answer')} to add",
            state="needs an answer",
            look=ASKS,
            draw=partial(draw_offer, name, offer),
            asks=True,
        )
        for name, offer in waiting_mapping_files.waiting().items()
    ]
