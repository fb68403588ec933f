"""The lines of the list as a provider works through them: one row for each kind of problem in a sheet, with
all its cells, so that eighty cells of one kind are not eighty rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ieo_metrics.exports.fix_list.fix_list_words import ANSWERED, FIXED, WHOLE_FILE, WHOLE_SHEET, Line
from ieo_metrics.exports.fix_list.provider_wording import kind_in_words, provider_texts, texts_of_many
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.cells.cell_addresses import column_number
from ieo_metrics.reading.cells.personal_details import personal_details_in

MOST_CELLS = 80  # named in a row; all are coloured in their sheet
MOST_IN_BRACKETS = 25
EXAMPLES = 2
_CELL, _ROW = re.compile(r"([A-Z]{1,3})(\d+)"), re.compile(r"(\d+):\1")
_DONE = {FIXED: "Nothing more: this is done.", ANSWERED: "Nothing more: thank you for the answer."}
_NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class KindInSheet:
    """All problems of one kind in one sheet for which the same is to be written. `brackets`: by the place of
    a line, what stands behind its cell."""

    lines: tuple[Line, ...]
    texts: tuple[str, str]
    brackets: tuple[str, ...]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def cells(self) -> str:
        """`B5, B16:B19, C7 (3 April 2024) and 20 more`; the whole sheet or file where it is about that."""
        if any(self.brackets):
            return _cells_and_brackets(self.lines, self.brackets)
        return cells_in_words([line.cell for line in self.lines], bool(self.first.sheet))

    @property
    def title(self) -> str:
        """`A year of two digits: 80 cells`."""
        name = kind_in_words(self.first.code)
        return f"{name}: {self.count}" if len(self.lines) > 1 else name

    @property
    def what(self) -> str:
        """The title, and what stands in the first of the cells."""
        return self.title + ("" if self.first.state in _DONE else _examples(self.lines))

    @property
    def to_write(self) -> str:
        """What is expected and what to do, or that nothing is."""
        return _DONE.get(self.first.state) or sentences(*self.texts)

    @property
    def count(self) -> str:
        """`80 cells`, `2 rows`, `3 places`."""
        cells = [line.cell for line in self.lines]
        kind = (
            "cell" if all(map(_CELL.fullmatch, cells)) else "row" if all(map(_ROW.fullmatch, cells)) else ""
        )
        return plural(len(cells), kind or "place")


def lines_by_kind(lines: Iterable[Line]) -> list[KindInSheet]:
    """The lines by kind and sheet, in the order in which each begins. Two kinds of answers wanted in one
    sheet are two rows, whatever the check."""
    groups: dict[tuple[object, ...], list[tuple[Line, str]]] = {}
    for line in lines:
        texts, bracket = texts_of_many(line.code, line.expected, line.to_do)
        key = (line.state, line.severity, line.code, line.sheet, line.answer, texts)
        groups.setdefault(key, []).append((line, bracket))
    return [_kind(members) for members in groups.values()]


def _kind(members: list[tuple[Line, str]]) -> KindInSheet:
    members.sort(key=lambda member: in_order(member[0].cell))
    first = members[0][0]
    if len(members) == 1:
        return KindInSheet((first,), provider_texts(first.code, first.expected, first.to_do), ("",))
    texts, _ = texts_of_many(first.code, first.expected, first.to_do)
    return KindInSheet(tuple(line for line, _ in members), texts, tuple(bracket for _, bracket in members))


def sentences(expected: str, fix: str) -> str:
    """`A year of four digits. Write the year in full.`"""
    said = [part.strip().rstrip(".") for part in (expected, fix) if part.strip()]
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in said)


def in_order(cell: str) -> tuple[int, int, str]:
    """What sorts cells by column and then by row."""
    found = _CELL.match(cell)
    if found:
        return column_number(found[1].encode()), int(found[2]), cell
    return 0, int(re.match(r"\d*", cell)[0] or 0), cell  # type: ignore[index]


def cells_in_words(cells: Sequence[str], of_sheet: bool, most: int = MOST_CELLS) -> str:
    """`B5, B16:B19, row 7 and 20 more`, the first of them; cells below each other are one stretch.
    `of_sheet`: a place without a cell is the whole sheet and not the whole file."""
    runs: list[list[str]] = []
    for _, same in groupby(enumerate(cells), key=lambda at: _stretch(at[1], at[0])):
        run = [cell for _, cell in same]
        runs += [run] if len(run) > 2 else [[cell] for cell in run]
    shown = runs[:most]
    places = (f"{run[0]}:{run[-1]}" if len(run) > 1 else _place(run[0], of_sheet) for run in shown)
    return _with_more(places, len(cells) - sum(map(len, shown)))


def place_in_words(cell: str) -> str:
    """`row 7` of `7:7`; a cell as it is."""
    row = _ROW.fullmatch(cell)
    return f"row {row[1]}" if row else cell


def _cells_and_brackets(lines: Sequence[Line], brackets: Sequence[str]) -> str:
    """`C5 (3 April 2024), C9 (4 May 2024) and 20 more`."""
    pairs = list(zip(lines, brackets, strict=True))[:MOST_IN_BRACKETS]
    places = (_place(line.cell, bool(line.sheet)) + (f" ({said})" if said else "") for line, said in pairs)
    return _with_more(places, len(lines) - len(pairs))


def _with_more(places: Iterable[str], more: int) -> str:
    return ", ".join(dict.fromkeys(places)) + (f" and {more:,} more" if more else "")


def _stretch(cell: str, at: int) -> tuple[str, int]:
    """The same for cells below each other."""
    found = _CELL.fullmatch(cell)
    return (found[1], int(found[2]) - at) if found else (cell, -at)


def _place(cell: str, of_sheet: bool) -> str:
    return place_in_words(cell) or (WHOLE_SHEET if of_sheet else WHOLE_FILE)


def _examples(lines: Sequence[Line]) -> str:
    """`, such as “03/04/24”`; nothing of what looks personal."""
    found = dict.fromkeys(line.found for line in lines if line.found not in ("", "blank"))
    shown = [text for text in found if not text.startswith(_NOT_SHOWN) and not personal_details_in(text)]
    hidden = len(shown) < len(found)
    said = f", such as {' and '.join(f'“{text}”' for text in shown[:EXAMPLES])}" if shown else ""
    if len(lines) == 1 and shown:
        said = f": “{shown[0]}”"
    return said + (". What looks personal is not shown here" if hidden else "")
