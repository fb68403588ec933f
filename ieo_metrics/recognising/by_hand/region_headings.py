"""The headings or labels of a region from its marked corner on: what a reading may give a meaning to."""

from collections.abc import Iterator
from dataclasses import dataclass

from ieo_metrics.framework.dates.periods_in_headings import period_named
from ieo_metrics.reading.cells.cell_addresses import cell_address
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.hand_reading import NO_HEADING, HandReading, corner_of
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView

MOST_MARKED, MOST_SAMPLES, SAMPLED_ROWS = 400, 3, 200


@dataclass(frozen=True)
class MarkedHeading:
    """One heading or label. `key`: what a reading knows it by; `cell`: where it stands; `shown`: what stands
    there, as it may be seen; `samples`: the first different values that belong to it."""

    key: str
    cell: str
    shown: str
    samples: tuple[str, ...]


def marked_headings(sheet: Sheet, reading: HandReading) -> list[MarkedHeading]:
    """Every heading or label from the corner of a reading on; [] where the corner is outside of the sheet."""
    view = SheetView(sheet, reading.way.turned)
    corner = corner_of(reading)
    if corner is None:
        return []
    top, left = view.index_of(*corner)
    if not (0 <= top < view.height and 0 <= left < view.width):
        return []
    return list({"cards": _labels, "grid": _of_grid}.get(reading.lies, _of_rows)(view, reading, top, left))


def _marked(view: SheetView, key: str, row: int, column: int, samples: list[object]) -> MarkedHeading:
    filled = dict.fromkeys(cell_as_shown(value) for value in samples if value is not None)
    cell = cell_address(*view.place(row, column))
    return MarkedHeading(key, cell, cell_as_shown(view.at(row, column)), tuple(filled)[:MOST_SAMPLES])


def _under(view: SheetView, row: int, column: int) -> list[object]:
    return [view.at(r, column) for r in range(row, min(row + SAMPLED_ROWS, view.height))]


def _keys(texts: list[str]) -> list[str]:
    """The key of each heading: "score 2" for the second "score", and for one without words the place that it
    has beside another, or where none has words its number."""
    seen: dict[str, int] = {}
    out = []
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
        out.append(text if seen[text] == 1 or not text else f"{text} {seen[text]}")
    named = [n for n, key in enumerate(out) if key]
    for n, text in enumerate(texts):
        if not text and not named:
            out[n] = NO_HEADING if n == 0 else f"{NO_HEADING} {n + 1}"
        elif not text:
            nearest = min(named, key=lambda other: (abs(other - n), other < n))
            away = abs(nearest - n)
            side = "before" if nearest > n else "after"
            out[n] = f"{NO_HEADING}{'' if away == 1 else f' {away}'} {side} {out[nearest]}"
    return out


def _of_rows(view: SheetView, reading: HandReading, top: int, left: int) -> Iterator[MarkedHeading]:
    """Up to a column with neither heading nor cells; and of tables beside each other only the first."""
    rows = reading.heading_rows
    headings = view.headings(top, min(rows, view.height - top))
    columns = list[int]()
    for column in range(left, min(view.width, left + MOST_MARKED)):
        again = reading.way.beside and column > left and headings[left]
        if again and view.joined(headings[column]) == view.joined(headings[left]):
            break
        if not headings[column] and not any(value is not None for value in _under(view, top + rows, column)):
            break
        columns.append(column)
    for column, key in zip(columns, _keys([view.joined(headings[c]) for c in columns]), strict=True):
        at = headings[column][-1] if headings[column] else (top, column)
        yield _marked(view, key, *at, _under(view, top + rows, column))


def _of_grid(view: SheetView, reading: HandReading, top: int, left: int) -> Iterator[MarkedHeading]:
    """The columns of labels: up to the first month or quarter across, or the first column of numbers."""
    rows = reading.heading_rows
    headings = view.headings(top, min(rows, view.height - top))
    columns = list[int]()
    for column in range(left, min(view.width, left + MOST_MARKED)):
        said = [view.at(*cell) for cell in headings[column]]
        under = [value for value in _under(view, top + rows, column) if value is not None]
        numbers = sum(isinstance(value, float) for value in under)
        if columns and (any(map(period_named, said)) or numbers * 2 > len(under)):
            break
        columns.append(column)
    texts = [
        "" if any(period_named(view.at(*cell)) for cell in headings[c]) else view.joined(headings[c])
        for c in columns
    ]
    for column, key in zip(columns, _keys(texts), strict=True):
        yield _marked(view, key, top + rows - 1, column, _under(view, top + rows, column))


def _labels(view: SheetView, reading: HandReading, top: int, left: int) -> Iterator[MarkedHeading]:
    """The labels of the first card: in each row a text and right of it its value, up to where the first of
    them stands again."""
    first, seen = view.words(top, left), set[str]()
    for row in range(top, min(view.height, top + MOST_MARKED)):
        if row > top and view.words(row, left) == first:
            return
        column = left
        while column < view.width:
            words = view.words(row, column)
            if words == first and (row, column) != (top, left):
                break
            if not isinstance(view.at(row, column), str) or not words:
                column += 1
                continue
            value = view.merged_around(row, column)[3] + 1
            if words not in seen:
                seen.add(words)
                yield _marked(view, words, row, column, [view.at(row, value)])
            column = value + 1
