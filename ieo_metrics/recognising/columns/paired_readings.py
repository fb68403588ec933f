"""Two readings in one row, a first and a latest: their dates and scores are proposed as a pair or not at all,
by the words that say which is which. Where those do not tell, it is a question without a proposal."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.numpy_days import numpy_days
from ieo_metrics.framework.layouts import LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.words_that_change_a_heading import turning_words
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.columns.closeness import NEAR, NOTHING, Closeness
from ieo_metrics.recognising.columns.first_or_latest import Said, what_is_said
from ieo_metrics.recognising.columns.further_columns import further_readings
from ieo_metrics.recognising.columns.readable import READABLE, Readable
from ieo_metrics.recognising.match_headings_to_layouts import Fit, HeadingRow

ENDS = ("first", "latest")
DO_NOT_TELL = "its heading and the others do not tell which of two readings it is"


def said_of_column(headings: HeadingRow, column: int) -> Said:
    """A column's heading taken apart; where it alone says no end, together with the one above it."""
    alone = what_is_said(headings.alone[column])
    if not headings.joined[column]:
        return alone
    both = what_is_said(headings.joined[column][0])
    return both if not alone.ends or both.ends != alone.ends else alone


class _Pair(NamedTuple):
    """The first and the latest slot of one thing: of the dates, or of a score. `names`: what it is called,
    as headings say it without ends."""

    slots: dict[str, ColumnSpec]
    names: frozenset[str]

    @property
    def dates(self) -> bool:
        return self.slots["first"].field == "date"


def _pairs(layout: Layout) -> list[_Pair]:
    by: dict[object, dict[str, ColumnSpec]] = {}
    for slot in layout.slots:
        if slot.reading:
            by.setdefault("date" if slot.field == "date" else slot.made_of[0], {})[slot.reading] = slot
    scores = [slots["first"].made_of[0] for key, slots in by.items() if key != "date"]
    scale = {what_is_said(name).of for names in scores for name in names} | {"", "star"}
    only = {""} if len(scores) == 1 and "date" in by else set()
    return [
        _Pair(
            slots,
            frozenset(
                scale if key == "date" else {what_is_said(n).of for n in slots["first"].made_of[0]} | only
            ),
        )
        for key, slots in by.items()
    ]


def _in_order(sheet: Sheet, header: int, first: int, latest: int) -> bool:
    """Whether the first dates are mostly not after the latest ones."""
    days, field = [], TABLE["star_readings"].field("date")
    for column in (sheet.columns[first], sheet.columns[latest]):
        read = [read_cell(value, field).value for value in column.values]
        dates = (day if isinstance(day, dt.date) else None for day in read)
        days.append(numpy_days(dates)[column.codes[header + 1 :]])
    after = int((days[0] > days[1]).sum())
    return after * 2 <= int((days[0] <= days[1]).sum()) + after


class Pairs:
    """The pairs of a layout in one row of headings. `columns`: those that may be proposed."""

    def __init__(
        self,
        headings: HeadingRow,
        fit: Fit,
        columns: Sequence[int],
        closeness: Closeness,
        readable: Readable,
    ) -> None:
        self.headings, self.fit, self.readable, self.closeness = headings, fit, readable, closeness
        self.have = {slot.name: column for column, slot in fit.columns.items()}
        self.twice = set(fit.twice)
        self.pairs = _pairs(fit.layout)
        self.said = {column: said_of_column(headings, column) for column in columns} if self.pairs else {}
        self.near = {column: closeness.of(headings.texts(column)) for column in self.said}

    def _share(self, column: int, slot: ColumnSpec) -> float:
        return self.readable.share(column, self.headings.row, slot, self.fit.layout)

    def _may_be(self, pair: _Pair, end: str) -> list[int]:
        """The columns that may be this end of a pair: their words say so and no other end, name the thing,
        and the cells agree."""
        slot = pair.slots[end]
        return [
            column
            for column, said in self.said.items()
            if said.ends == {end}
            and (
                (said.of in pair.names and self._names_a_score(pair, said))
                or self.near[column].get(id(slot), NOTHING)[0] >= NEAR
            )
            and ("date" not in said.beside or pair.dates)
            and self._share(column, slot) >= READABLE
            and not turning_words(self.headings.alone[column], "before", counts=True)
        ]

    @staticmethod
    def _names_a_score(pair: _Pair, said: Said) -> bool:
        """A word for an end alone is a date's only where the cells are dates, which they tell themselves; a
        score's, where a word says score."""
        return pair.dates or bool(said.of) or bool(said.beside & {"score", "scores", "rating", "reading"})

    def _doubtful(self, pair: _Pair) -> list[int]:
        """The columns that are near to an end of a pair, or may be one."""
        near = [
            column
            for column in self.said
            for slot in pair.slots.values()
            if self.near[column].get(id(slot), NOTHING)[0] >= NEAR and self._share(column, slot) >= READABLE
        ]
        return [*near, *(column for end in ENDS for column in self._may_be(pair, end))]

    def _ends(self, pair: _Pair, like: dict[str, set[str]]) -> dict[str, int] | None:
        """The column of each end of a pair; None where one of them is not known or several may be it."""
        out = {}
        for end in ENDS:
            if pair.slots[end].name in self.have:
                out[end] = self.have[pair.slots[end].name]
                continue
            found = self._may_be(pair, end)
            if len(found) > 1 and like:
                common = [len(self.said[column].beside & like[end]) for column in found]
                found = [c for c, n in zip(found, common, strict=True) if n == max(common)]
            if len(found) != 1 or pair.slots[end].name in self.twice:
                return None
            out[end] = found[0]
        if pair.dates and not _in_order(self.readable.sheet, self.headings.row, out["first"], out["latest"]):
            return None
        return out if out["first"] != out["latest"] else None

    def may_be(self) -> set[str]:
        """The names of the slots that some column may be, though it may not be known which."""
        return {slot.name for pair in self.pairs if self._doubtful(pair) for slot in pair.slots.values()}

    def proposed(self) -> dict[int, tuple[str, str]]:
        """For each column the slot that is proposed, "" where the words do not tell, and why."""
        if all(slot.name in self.have for pair in self.pairs for slot in pair.slots.values()):
            return {}
        scores = [(pair, self._ends(pair, {})) for pair in self.pairs if not pair.dates]
        known = [ends for _, ends in scores if ends]
        like = {
            end: set().union(*(said_of_column(self.headings, ends[end]).beside for ends in known))
            for end in ENDS
        }
        dates = [(pair, self._ends(pair, like if known else {})) for pair in self.pairs if pair.dates]
        whole = all(ends for _, ends in dates) and bool(known)
        out: dict[int, tuple[str, str]] = {}
        for pair, ends in (*scores, *dates):
            if all(slot.name in self.have for slot in pair.slots.values()):
                continue
            out |= {column: ("", DO_NOT_TELL) for column in self._doubtful(pair) if column not in out}
            if ends and whole:
                out |= {
                    ends[end]: (pair.slots[end].name, self._why(ends, end, pair.slots[end]))
                    for end in ENDS
                    if pair.slots[end].name not in self.have
                }
        return out

    def _why(self, ends: dict[str, int], end: str, slot: ColumnSpec) -> str:
        other = next(ends[one] for one in ENDS if one != end)
        letter = column_letters(self.readable.sheet.first_column + other)
        share = self._share(ends[end], slot)
        return (
            f"its heading says that it is the {end} of two readings, column {letter} is the other, and "
            f"{share:.0%} of its cells can be read that way"
        )


_PAIRED_TABLES = {layout.table for layout in LAYOUTS if any(slot.reading for slot in layout.slots)}


def one_reading_only(
    headings: HeadingRow,
    fit: Fit,
    proposed: dict[int, tuple[str, str]],
    closeness: Closeness,
    readable: Readable,
) -> dict[int, tuple[str, str]]:
    """What is proposed for a layout of one reading a row, without date and score where the row may hold two:
    its headings say both ends, or two columns may be the date or the score."""
    layout = fit.layout
    slots = [slot for slot in layout.slots if slot.field in ("date", "score")]
    if layout.table not in _PAIRED_TABLES or not slots or any(slot.reading for slot in layout.slots):
        return proposed
    columns = [column for column in range(len(headings.alone)) if headings.texts(column)]
    ends = {end for column in columns for end in said_of_column(headings, column).ends}

    def several(slot: ColumnSpec) -> bool:
        near = (c for c in columns if closeness.of(headings.texts(c)).get(id(slot), NOTHING)[0] >= NEAR)
        return sum(readable.share(c, headings.row, slot, layout) >= READABLE for c in near) > 1

    unread = [column for column in columns if column not in fit.columns and column not in proposed]
    if (
        len(ends) < 2
        and not any(map(several, slots))
        and not further_readings(headings, unread, readable, layout)
    ):
        return proposed
    names = {slot.name for slot in slots}
    return {c: ("", DO_NOT_TELL) if slot in names else (slot, why) for c, (slot, why) in proposed.items()}
