"""Which heading row, which layout, which column is which slot: seen from the headings, never from names of files or sheets."""

from dataclasses import dataclass, field
from functools import cache

from ieo_metrics.framework.tables import LAYOUTS, Layout, Slot
from ieo_metrics.framework.words import normal
from ieo_metrics.reading.sheets import Sheet

DEEPEST_HEADING = 40  # titles, logos and notes stand above a table, but not more rows than these
DEEPEST_SECOND_ROW = 4  # a heading of two rows has its second this soon after the first


@cache
def known_headings() -> dict[str, dict[int, Slot]]:
    """Every heading that a layout knows, normalised: the layouts (by their place in LAYOUTS) and the slot it is of each."""
    known: dict[str, dict[int, Slot]] = {}
    for number, layout in enumerate(LAYOUTS):
        for slot in layout.slots:
            for heading in slot.known():
                known.setdefault(heading, {})[number] = slot
    return known


@dataclass(frozen=True)
class Fit:
    """How one layout fits one heading row: columns (from 0) to slots; slots that more than one column would be."""

    layout: Layout
    header: int
    columns: dict[int, Slot]
    twice: dict[str, list[int]] = field(default_factory=dict)

    @property
    def missing(self) -> list[Slot]:
        """The slots without which the sheet cannot be this table."""
        have = {slot.name for slot in self.columns.values()}
        out = [slot for slot in self.layout.slots if slot.needed == "to recognise" and slot.name not in have]
        one_of = [slot for slot in self.layout.slots if slot.needed == "one of"]
        return out if not one_of or any(slot.name in have for slot in one_of) else [*out, one_of[0]]

    @property
    def fits(self) -> bool:
        return not self.missing

    @property
    def strength(self) -> int:
        return len(self.columns)


def texts_of(sheet: Sheet, row: int) -> list[str]:
    """The row's cells as normalised words; "" for what is not text."""
    return [normal(value) if isinstance(value := column.at(row), str) else "" for column in sheet.columns]


def _filled_right(texts: list[str]) -> list[str]:
    """Each blank takes the text to its left, as under a heading that is merged over several columns."""
    out, last = [], ""
    for text in texts:
        last = text or last
        out.append(last)
    return out


def fits_of_row(sheet: Sheet, row: int, above: bool = True) -> list[Fit]:
    """Every layout laid on one row, alone and joined with the row above it; those that place at least two columns, the strongest first."""
    single = texts_of(sheet, row)
    if sum(1 for text in single if text) < 2:
        return []
    over = _filled_right(texts_of(sheet, row - 1)) if above and row else [""] * len(single)
    known = known_headings()
    placed: dict[int, dict[Slot, list[int]]] = {}
    for column, (alone, upper) in enumerate(zip(single, over, strict=True)):
        joined = f"{upper} {alone}".strip()
        # What the heading says alone goes before what it says together with the one above it.
        for number, slot in ({**known.get(joined, {}), **known.get(alone, {})}).items():
            placed.setdefault(number, {}).setdefault(slot, []).append(column)
    fits = []
    for number, columns in placed.items():
        once = {places[0]: slot for slot, places in columns.items() if len(places) == 1}
        fits.append(Fit(LAYOUTS[number], row, dict(sorted(once.items())), {slot.name: places for slot, places in columns.items() if len(places) > 1}))
    return sorted((f for f in fits if f.strength + len(f.twice) >= 2), key=lambda f: (f.fits, f.strength), reverse=True)


def best_fits(sheet: Sheet, start: int = 0) -> list[Fit]:
    """The fits of the strongest heading row from `start` on, the strongest first. Two of equal strength are a question."""
    best: list[Fit] = []
    for row in range(start, min(sheet.height, start + DEEPEST_HEADING)):
        if best and best[0].fits and row > best[0].header + DEEPEST_SECOND_ROW:
            break
        fits = fits_of_row(sheet, row)
        if fits and (not best or (fits[0].fits, fits[0].strength) > (best[0].fits, best[0].strength)):
            best = fits
    return best
