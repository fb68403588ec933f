"""What the officer has confirmed about a provider's sheets: kept, and applied before anything is asked again.

A heading is known by its normalised words; the second of two equal headings of a row is "… 2", and a column
without a heading is "no heading". A confirmed heading is one slot of one layout, or "" for a column that is
not needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ieo_metrics.framework.layouts import Layout, layout_key
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.recognising.mappings.answers_on_sameness import NOTHING_SAID, SameAnswers
from ieo_metrics.recognising.mappings.sheet_decisions import HIDDEN, LACKING, NOT_THERE, READ, seen

if TYPE_CHECKING:
    from ieo_metrics.recognising.by_hand.hand_reading import HandReading

NOT_NEEDED = ""
NO_HEADING = "no heading"
DAY_FIRST, MONTH_FIRST = "day first", "month first"
TOTAL, RECORD = "total", "record"
LEFT_OUT = ""  # in the place of a layout: the sheet is none of ours


def keys_of(headings: Sequence[str]) -> list[str]:
    """The key of each normalised heading of a row: itself, "… 2" where it stands for the second time, "no
    heading" where it is blank."""
    seen: dict[str, int] = {}
    out = []
    for heading in headings:
        key = heading or NO_HEADING
        seen[key] = seen.get(key, 0) + 1
        out.append(key if seen[key] == 1 else f"{key} {seen[key]}")
    return out


def heading_signature(headings: Sequence[str]) -> str:
    """What a heading row is known by as a whole: its headings in order."""
    return " | ".join(keys_of(headings))


@dataclass(frozen=True)
class Mapping:
    """`columns`: by layout, heading key → slot name; `sheets`: by the signature of a heading row, the layout
    that it is, or LEFT_OUT; `answers`: by "table.field", a normalised answer → the canonical one; `same`:
    which spellings are the same; `orders`: by layout, the heading key of a column of dates → the order in
    which they are written; `totals`: by "table.field" (the field is "" left of all of them), a normalised
    text with a totals word → TOTAL or RECORD, what its row is; `by_hand`: the regions that are read by hand;
    `decided`: by the kind of a decision about sheets or columns, what was seen → the answer."""

    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    same: SameAnswers = NOTHING_SAID
    orders: dict[str, dict[str, str]] = field(default_factory=dict)
    totals: dict[str, dict[str, str]] = field(default_factory=dict)
    by_hand: "tuple[HandReading, ...]" = ()
    decided: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, layout: Layout) -> dict[str, str]:
        return self.columns.get(layout_key(layout), {})

    def with_column(self, layout: Layout, key: str, slot: str) -> "Mapping":
        """This mapping and one more confirmed heading."""
        return replace(self, columns={**self.columns, layout_key(layout): {**self.of(layout), key: slot}})

    def with_sheet(self, headings: str, layout: Layout | None) -> "Mapping":
        """This mapping and what one more heading row is; None: of a sheet that is left out."""
        return replace(self, sheets={**self.sheets, headings: layout_key(layout) if layout else LEFT_OUT})

    def with_answer(self, table: str, name: str, answer: str, meaning: object) -> "Mapping":
        key = f"{table}.{name}"
        return replace(
            self,
            answers={**self.answers, key: {**self.answers.get(key, {}), normalised(answer): meaning}},
        )

    def decision(self, kind: str, what: str) -> str:
        """What was decided about something that was seen; "" where nothing was."""
        return self.decided.get(kind, {}).get(what, "")

    def with_decision(self, kind: str, what: str, answer: str) -> "Mapping":
        """This mapping and one more decision about sheets or columns."""
        known = self.decided.get(kind, {})
        return replace(self, decided={**self.decided, kind: {**known, what: answer}})

    def about_hidden(self, sheet: str, headings: str) -> str:
        """READ, LEAVE or "": what was decided about a hidden sheet, under its headings or under any."""
        return self.decision(HIDDEN, seen(sheet, headings)) or self.decision(HIDDEN, seen(sheet, ""))

    def with_hidden(self, sheet: str, headings: str = "", answer: str = READ) -> "Mapping":
        """This mapping and what is done with one more hidden sheet."""
        return self.with_decision(HIDDEN, seen(sheet, headings), answer)

    def not_there(self, layout: Layout, headings: str) -> set[str]:
        """The slots of which the officer has said that a table with these headings does not have them."""
        slots = (slot.name for slot in layout.slots)
        place = layout_key(layout), headings
        return {name for name in slots if self.decision(LACKING, seen(*place, name)) == NOT_THERE}

    def order_of(self, layout: Layout, key: str) -> str:
        """The order in which a column's dates are written; "" where nobody has said it."""
        return self.orders.get(layout_key(layout), {}).get(key, "")

    def with_order(self, layout: Layout, key: str, order: str) -> "Mapping":
        """This mapping and the order of one more column of dates."""
        known = self.orders.get(layout_key(layout), {})
        return replace(self, orders={**self.orders, layout_key(layout): {**known, key: order}})

    def with_hand_reading(self, reading: "HandReading") -> "Mapping":
        """This mapping and one more region that is read by hand, in place of what was said of it before."""
        others = tuple(
            hand_reading for hand_reading in self.by_hand if hand_reading.known_by != reading.known_by
        )
        return replace(self, by_hand=(*others, reading))

    def without_hand_reading(self, reading: "HandReading") -> "Mapping":
        """This mapping without what is said of a region."""
        return replace(
            self, by_hand=tuple(hand_reading for hand_reading in self.by_hand if hand_reading != reading)
        )

    def with_total(self, table: str, name: str, text: str, row_is: str) -> "Mapping":
        """This mapping and what rows with one more text are, TOTAL or RECORD."""
        key = f"{table}.{name}"
        return replace(
            self, totals={**self.totals, key: {**self.totals.get(key, {}), normalised(text): row_is}}
        )

    def merged(self, other: "Mapping") -> "Mapping":
        """This mapping and what another one adds; where both have an answer, this one's stands."""
        columns, answers, orders, totals, decided = (
            {
                key: {**more.get(key, {}), **own.get(key, {})}
                for key in (*own, *(k for k in more if k not in own))
            }
            for own, more in (
                (self.columns, other.columns),
                (self.answers, other.answers),
                (self.orders, other.orders),
                (self.totals, other.totals),
                (self.decided, other.decided),
            )
        )
        same = self.same.merged(other.same)
        sheets = {**other.sheets, **self.sheets}
        own = {reading.known_by for reading in self.by_hand}
        by_hand = (
            *self.by_hand,
            *(hand_reading for hand_reading in other.by_hand if hand_reading.known_by not in own),
        )
        return Mapping(columns, sheets, answers, same, orders, totals, by_hand, decided)

    def words_of(self, table: str, field: str, words: dict[str, Any]) -> dict[str, Any]:
        """A field's answers and what people write for them, with what has been confirmed."""
        confirmed = self.answers.get(f"{table}.{field}", {})
        return (
            {
                answer: (*ways, *(word for word, meaning in confirmed.items() if meaning == answer))
                for answer, ways in words.items()
            }
            if confirmed
            else words
        )


EMPTY = Mapping()
