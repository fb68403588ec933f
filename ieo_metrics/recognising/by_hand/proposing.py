"""A reading to begin with, from a marked corner: how the region lies, which table it may be, and what its
headings may be. The officer looks at it and changes it; nothing is read by it before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ieo_metrics.framework.layouts import LAYOUT_OF, ColumnSpec, Layout, layout_key
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.reading.cells.cell_addresses import cell_address
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.down_or_across import lies_down
from ieo_metrics.recognising.by_hand.hand_reading import DOWN, NOT_NEEDED, WAYS, HandReading, corner_of
from ieo_metrics.recognising.by_hand.laying_out.cards import label_of
from ieo_metrics.recognising.by_hand.laying_out.grid_headings import period_of
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.region_headings import MarkedHeading, marked_headings
from ieo_metrics.recognising.columns.closeness import NEAR, NOTHING, Closeness
from ieo_metrics.recognising.match_headings_to_layouts import slots_headed

EXACT, NEARLY = 1.0, 0.6  # what a known heading, and one that is near to it, say for a layout
LOOKED_AT = 30  # rows that tell whether a table lies across
FEWEST_PERIODS = 2  # that make a row of headings one of months or quarters


@dataclass(frozen=True)
class _Guess:
    """One way in which the region may be read, and how much speaks for it."""

    reading: HandReading
    weight: float


def propose_reading(
    sheet: Sheet,
    row: int,
    column: int,
    layouts: Sequence[str] = (),
    lies: str = "",
    heading_rows: int | None = None,
) -> HandReading:
    """The likeliest reading of the region whose corner is at Excel's row and column. `layouts`, `lies`,
    `heading_rows`: what the officer has said already, as `layout_key` and `WAYS` have it. Headings that
    nothing is near to are not needed, until the officer says otherwise. Where months stand over the row of
    the corner, as over the young people and the staff of each, the region begins with them."""
    if heading_rows != 1 and _months_stand_over(sheet, row, column):
        row, heading_rows = row - 1, heading_rows or 2
    start = HandReading(
        next(iter(layouts or LAYOUT_OF)),
        lies or DOWN,
        heading_rows=1 if heading_rows is None else heading_rows,
        sheet=sheet.name,
        corner=cell_address(row, column),
    )
    allowed = [LAYOUT_OF[key] for key in layouts or LAYOUT_OF]
    guesses = [
        guess
        for shape in _shapes(sheet, start, lies, heading_rows)
        for guess in (_as_grid if shape.way.counts else _as_table)(sheet, shape, allowed)
    ]
    best = max(guesses, key=lambda guess: guess.weight, default=None)
    return best.reading if best else start


def _months_stand_over(sheet: Sheet, row: int, column: int) -> bool:
    """Whether months or quarters stand in the row over a corner and right of it, and none in its own row."""
    view = SheetView(sheet)
    top, left = view.index_of(row, column)
    over, own = (
        sum(bool(period_of(view, [(at, n)], ())) for n in range(max(left, 0) + 1, view.width))
        for at in (top - 1, top)
    )
    return over >= FEWEST_PERIODS and not own and not view.is_filled(top - 1, left)


def _shapes(sheet: Sheet, start: HandReading, lies: str, heading_rows: int | None) -> Iterator[HandReading]:
    """The ways in which the region may lie, each with one heading row and with two."""
    numbers = (1, 2) if heading_rows is None else (heading_rows,)
    ways = [lies] if lies else ["grid", DOWN, "side by side", "cards", "across"]
    for way in ways:
        for rows in (1,) if WAYS[way].labels else numbers:
            shape = replace(start, lies=way, heading_rows=rows)
            is_likely = lies or _may_lie_so(sheet, shape)
            if is_likely and (heading_rows is not None or _are_headings(sheet, shape)):
                yield shape


def _may_lie_so(sheet: Sheet, shape: HandReading) -> bool:
    """Whether what sets a way apart is there: headings that stand again beside themselves, the labels of a
    second card, or cells of one sort beside a heading."""
    view, corner = SheetView(sheet), corner_of(shape)
    if corner is None:
        return False
    top, left = view.index_of(*corner)
    first = view.words(top, left)
    if shape.lies == "side by side":
        return any(view.words(top, column) == first for column in range(left + 1, view.width)) and bool(first)
    if shape.lies == "cards":
        below = any(view.words(row, left) == first for row in range(top + 1, view.height))
        return bool(first) and below
    if shape.way.turned:
        return not lies_down(sheet, range(max(top, 0), min(top + LOOKED_AT, view.height)))
    return True


def _are_headings(sheet: Sheet, shape: HandReading) -> bool:
    """Whether a second heading row holds no number and no date, which would be those of the first record;
    over a grid they may be months."""
    view, corner = SheetView(sheet, shape.way.turned), corner_of(shape)
    if corner is None or shape.heading_rows < 2 or shape.way.counts:
        return True
    top, left = view.index_of(*corner)
    second = [view.at(top + 1, column) for column in range(max(left, 0), view.width)]
    return all(value is None or isinstance(value, str) for value in second)


def _as_table(sheet: Sheet, shape: HandReading, layouts: Sequence[Layout]) -> Iterator[_Guess]:
    """The region as a table of each layout that something speaks for; of one that is said already, what its
    headings may be."""
    marked, closeness = marked_headings(sheet, shape), Closeness()
    closeness.look_at(label_of(marked_heading.key)[0] for marked_heading in marked)
    numbers = {key: n for n, key in enumerate(LAYOUT_OF)}
    for layout in layouts:
        columns: dict[str, str] = {}
        weight = 0.0
        for marked_heading in marked:
            slot, sure = _slot_of(
                marked_heading, layout, numbers[layout_key(layout)], closeness, set(columns.values())
            )
            columns[marked_heading.key] = slot.name if slot else NOT_NEEDED
            weight += sure
        reading = replace(shape, layout=layout_key(layout), columns=columns)
        # What a table lacks speaks against it, and so does each heading row more than it needs.
        weight -= 0.5 * len(reading.missing) + 0.1 * shape.heading_rows
        if marked:
            yield _Guess(reading, weight + 0.05 * (shape.lies != DOWN))


def _slot_of(
    marked_heading: MarkedHeading, layout: Layout, number: int, closeness: Closeness, taken: set[str]
) -> tuple[ColumnSpec | None, float]:
    """The slot that a heading is of a layout, or nearly is, and how sure that is."""
    known = slots_headed(marked_heading.key).get(number)
    if known and known.name not in taken:
        return known, EXACT
    near = closeness.of([marked_heading.key])
    table = TABLE[layout.table]
    free = [s for s in layout.slots if s.name not in taken and _can_be(marked_heading, table.field(s.field))]
    best = max(free, key=lambda slot: near.get(id(slot), NOTHING)[0], default=None)
    if best is None or near.get(id(best), NOTHING)[0] < NEAR:
        return None, 0.0
    return best, NEARLY


def _can_be(marked_heading: MarkedHeading, field: Field) -> bool:
    """Whether the first of a heading's values can be read as a field's, as far as it has any."""
    read = [read_cell(sample, field) for sample in marked_heading.samples[:1]]
    return all(each.blank or each.value is not None for each in read)


def _as_grid(sheet: Sheet, shape: HandReading, layouts: Iterable[Layout]) -> Iterator[_Guess]:
    """Numbers under months or quarters: what the labels left of them are is seen from their headings, else
    from what they say."""
    view, corner = SheetView(sheet), corner_of(shape)
    if corner is None:
        return
    top, left = view.index_of(*corner)
    headings = view.headings(top, min(shape.heading_rows, max(view.height - top, 0)))
    first_row = top + shape.heading_rows
    periods = sum(
        any(period_of(view, [cell], ()) for cell in headings[column])
        and any(isinstance(view.at(row, column), float) for row in range(first_row, view.height))
        for column in range(max(left, 0) + 1, view.width)
    )
    if periods < FEWEST_PERIODS:
        return
    marked = marked_headings(sheet, shape)
    for layout in layouts:
        table = TABLE[layout.table]
        counts = [
            slot
            for slot in layout.slots
            if table.field(slot.field).kind == "whole number"
            and slot.field in ("number", "young_people_reached")
        ]
        if not counts or "date" not in {slot.name for slot in layout.slots}:
            continue
        columns = dict(_labels(marked, layout))
        reading = replace(
            shape,
            layout=layout_key(layout),
            columns=columns,
            across=("date",),
            numbers=counts[0].name,
        )
        named = sum(slot != NOT_NEEDED for slot in columns.values())
        yield _Guess(reading, periods + named - len(reading.missing) - 0.1 * shape.heading_rows)


def _labels(marked: Sequence[MarkedHeading], layout: Layout) -> Iterator[tuple[str, str]]:
    number, taken = list(LAYOUT_OF.values()).index(layout), set[str]()
    table = TABLE[layout.table]
    for marked_heading in marked:
        known = slots_headed(marked_heading.key).get(number)
        by_answers = (
            slot
            for slot in layout.slots
            if (words := table.field(slot.field)).words is not None
            and words.blank in ("must", "should")
            and marked_heading.samples
            and all(read_cell(sample, words).value is not None for sample in marked_heading.samples[:1])
        )
        texts = (slot for slot in layout.slots if slot.needed and table.field(slot.field).kind == "text")
        slot = known or next((s for s in (*by_answers, *texts) if s.name not in taken), None)
        taken |= {slot.name} if slot else set()
        yield marked_heading.key, slot.name if slot else NOT_NEEDED
