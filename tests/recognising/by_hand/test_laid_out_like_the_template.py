"""Any table of a template that is turned, cut into cards or into blocks beside each other, and read by hand,
gives the same records and the same problems as the template, each problem at the cell where it now stands."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUT_OF, LAYOUTS, Layout, layout_key
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.cells.cell_addresses import cell_address
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.normalise_heading import heading_words
from tests.recognising.in_memory import RECEIVED, book, sheet

TEMPLATES = [layout for layout in LAYOUTS if layout.template_sheet]
TITLE = "Reporting quarter: 2024/25 Q1"
ROWS_NAMED = re.compile(r"\brows? \d+(, columns? [A-Z]+)?((, | and )\d+(, columns? [A-Z]+)?)*")
DATES = st.dates(dt.date(2024, 3, 1), dt.date(2024, 7, 19))


def cells(field: Field) -> st.SearchStrategy[object]:
    """What may stand in a cell: right, blank, or nonsense."""
    if field.kind == "reference":
        return st.sampled_from(["AB1", "AB2", "ab2", "CD33", "EF4"])
    if field.kind == "date":
        return st.one_of(DATES, DATES, st.sampled_from([None, "soon", dt.date(2034, 1, 1)]))
    if field.kind in ("whole number", "number"):
        return st.one_of(st.integers(0, 10), st.sampled_from([None, "seven", 2.5, 99]))
    if field.words is not None:
        ways = [way for words in field.words.values() for way in words[:1]]
        return st.sampled_from([*ways, None, "quite so"])
    return st.sampled_from(["Oak School", "Elm School", "100001", "Year 9"])


def rows_of(layout: Layout) -> st.SearchStrategy[list[list[object]]]:
    table = TABLE[layout.table]
    row = st.tuples(*(cells(table.field(slot.field)) for slot in layout.slots)).map(list)
    return st.lists(row.filter(_is_a_record), min_size=1, max_size=5)


def _is_a_record(row: list[object]) -> bool:
    # One text alone in its row may be a note under the table; a card is a card.
    return sum(cell is not None for cell in row) > 1


Place = Callable[
    [int, int], tuple[int, int]
]  # row and column of a record's cell → Excel's; row −1: its heading


def template(titles: list[str], rows: list[list[object]]) -> tuple[list[list[object]], Place]:
    return [[TITLE], titles, *rows], lambda row, column: (row + 3, column + 1)


def across(titles: list[str], rows: list[list[object]]) -> tuple[list[list[object]], Place]:
    turned = [[title, *(row[n] for row in rows)] for n, title in enumerate(titles)]
    return [[TITLE], [], *turned], lambda row, column: (column + 3, row + 2)


def side_by_side(titles: list[str], rows: list[list[object]]) -> tuple[list[list[object]], Place]:
    """Blocks of two rows, with a blank column between them."""
    blocks = [rows[n : n + 2] for n in range(0, len(rows), 2)]
    width = len(titles) + 1
    out: list[list[object]] = [[TITLE], [], [], []]
    for line, at in ((None, 1), (0, 2), (1, 3)):
        for block in blocks:
            cells = titles if line is None else block[line] if line < len(block) else []
            out[at] += [*cells, *[None] * (width - len(cells))]
    heading = lambda row, column: (2, column + 1)  # noqa: E731
    return (
        out,
        lambda row, column: heading(row, column) if row < 0 else (3 + row % 2, row // 2 * width + column + 1),
    )


def cards(titles: list[str], rows: list[list[object]]) -> tuple[list[list[object]], Place]:
    """A block of labels and values for each record, a blank row between them."""
    out: list[list[object]] = [[TITLE]]
    for row in rows:
        out += [[], *([title, value] for title, value in zip(titles, row, strict=True))]
    return out, lambda row, column: (column + 3, 1) if row < 0 else (row * (len(titles) + 1) + column + 3, 2)


def read(lines: list[list[object]], mapping: Mapping = EMPTY):
    made = sheet(lines, "Return")
    (file,) = collect_files([book(made)], Settings(), RECEIVED, None, mapping).files
    return file


def records(file) -> dict[str, list[tuple]]:
    apart = ["source", "row", "column", "alike"]
    return {
        name: [
            tuple(map(str, row)) for row in frame.drop(columns=apart).astype(object).itertuples(index=False)
        ]
        for name, frame in file.tables.items()
    }


def problems(file, where: Callable[[str], str] = lambda cell: cell) -> Counter:
    # A row is called by where it stands, so that words about another row differ.
    return Counter(
        (p.severity, p.code, p.field, ROWS_NAMED.sub("a row", p.found), where(p.cell)) for p in file.problems
    )


WAYS = {"across": across, "side by side": side_by_side, "cards": cards}


@pytest.mark.parametrize("lies", WAYS)
@pytest.mark.parametrize("key", [layout_key(layout) for layout in TEMPLATES])
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(data=st.data())
def test_a_table_in_another_shape_is_the_same_table(key: str, lies: str, data) -> None:
    layout = LAYOUT_OF[key]
    rows, titles = data.draw(rows_of(layout)), [slot.title for slot in layout.slots]
    lines, place = template(titles, rows)
    shaped, its_place = WAYS[lies](titles, rows)
    columns = {title: slot.name for title, slot in zip(titles, layout.slots, strict=True)}
    reading = HandReading(key, lies, {heading_words(k): name for k, name in columns.items()})
    plain, by_hand = read(lines), read(shaped, EMPTY.with_hand_reading(reading))
    moved = {
        cell_address(*place(row, column)): cell_address(*its_place(row, column))
        for row in range(-1, len(rows))
        for column in range(len(titles))
    }
    assert records(by_hand) == records(plain)
    assert problems(by_hand) == problems(plain, lambda cell: moved.get(cell, cell))
    assert (by_hand.rows, by_hand.used) == (plain.rows, plain.used)
    for frame, other in ((by_hand.tables[name], plain.tables[name]) for name in plain.tables):
        own = [cell_address(r, c) for r, c in zip(frame["row"], frame["column"], strict=True)]
        assert own == [moved[cell_address(r, c)] for r, c in zip(other["row"], other["column"], strict=True)]
