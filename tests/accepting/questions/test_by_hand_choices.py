"""What is proposed and asked when a sheet is read by hand, without a page."""

import datetime as dt

import numpy as np
import openpyxl

from ieo_metrics.accepting.questions.hand_read_sheet_choices import (
    _first_part,
    _place,
    constant_choices,
    constants_to_ask,
    headings_to_choose,
    is_likely,
    is_typed,
    likely_corner,
    numbers_to_choose,
    other_sheets,
    reading_from,
    sheets_not_read,
    slots_to_choose,
    table_in_words,
    tables_to_choose,
)
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Column, Sheet, Workbook
from ieo_metrics.recognising.by_hand.hand_reading import HandReading
from ieo_metrics.recognising.by_hand.region_headings import MOST_MARKED
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from tests.pages import hand_books
from tests.pages.untidy import as_bytes

TIPS = "police_sessions, one row per session"
LOG = HandReading(TIPS, columns={"wann": "date", "what we did": "type"}, sheet="Log", corner="B4")


def checked(data: bytes, mapping: Mapping = EMPTY) -> tuple[CheckedFile, Workbook]:
    (book,) = read_files([("a.xlsx", data)])
    assert isinstance(book, Workbook)
    return check_workbook(book, Settings(), dt.datetime(2024, 10, 14, tzinfo=dt.UTC), mapping), book


def test_every_sheet_with_something_in_it_is_offered_once() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Only a line"])
    book.create_sheet("Empty")
    file, read = checked(as_bytes(book))
    assert [sheet.name for sheet in sheets_not_read(file, read)] == ["Sheet"], "nothing was read: all may be"
    assert other_sheets(file, read, EMPTY) == []
    mapping = EMPTY.with_hand_reading(LOG)
    file, read = checked(hand_books.log_of_work(), mapping)
    assert sheets_not_read(file, read) == other_sheets(file, read, mapping) == []


def test_the_corner_is_where_half_of_the_widest_row_is_filled_or_where_rows_are_left() -> None:
    file, book = checked(hand_books.log_of_work())
    assert likely_corner(book.sheets[0], file) == "B4"
    two = openpyxl.Workbook()
    for row in (
        ["Reporting quarter:", "2024/25 Q2"],
        ["Wann", "What we did", "x", "y"],
        [dt.date(2024, 7, 1), "Training", 1, 2],
        ["Wer", "Wie viel"],
        ["A1", 7],
    ):
        two.active.append(row)
    file, book = checked(as_bytes(two))
    assert likely_corner(book.sheets[0], file) == "A2"
    ends = {"wann": "date", "what we did": "type"}
    mapping = EMPTY.with_hand_reading(HandReading(TIPS, columns=ends, sheet="Sheet", corner="A2", ends="wer"))
    file, book = checked(as_bytes(two), mapping)
    assert likely_corner(book.sheets[0], file) == "A4", "the rows under the table that is read"


def test_a_table_is_proposed_only_with_all_that_it_needs() -> None:
    sheet = checked(hand_books.counts())[1].sheets[0]
    grid = reading_from(sheet, "A4", "", "", None)
    assert is_likely(sheet, grid) and (grid.layout, grid.lies, grid.numbers) == (TIPS, "grid", "number")
    sheet = checked(hand_books.log_of_work())[1].sheets[0]
    assert not is_likely(sheet, reading_from(sheet, "B4", "", "", None))
    assert not is_likely(sheet, reading_from(sheet, "4B", "", "", None))


def test_personal_headings_get_no_meaning() -> None:
    sheet = checked(hand_books.log_of_work())[1].sheets[0]
    headings, personal = headings_to_choose(sheet, LOG)
    assert [one.cell for one in headings] == ["B4", "C4", "D4", "F4"] and [one.cell for one in personal] == [
        "E4"
    ]


def test_what_may_be_the_same_in_every_row() -> None:
    needed, others = constants_to_ask(HandReading(TIPS, columns={"wann": "date"}))
    assert [slot.name for slot in needed] == ["type"]
    assert [slot.name for slot in others] == ["practitioner", "team", "attendees", "status", "number"]
    assert list(constant_choices(LOG, needed[0]).values())[0] == "One-to-one reflective practice"
    pain = HandReading("pain_readings, long")
    needed, others = constants_to_ask(pain)
    assert [slot.name for slot in needed] == ["date"] and [slot.name for slot in others] == ["score"]
    assert constant_choices(pain, needed[0]) == {"stated quarter": "The quarter that the workbook states"}


def test_tables_are_in_the_words_of_the_office() -> None:
    assert table_in_words(TIPS) == "Police sessions, one row per session · TIPS, Rock Pool"
    shapes = {key: table_in_words(f"pain_readings, {key}").split(" · ")[0] for key in ("wide", "long")}
    assert shapes == {
        "wide": "Pain readings, first and latest score in one row",
        "long": "Pain readings, one row per score",
    }
    assert next(iter(tables_to_choose(["TIPS"]))) == TIPS


def test_what_a_heading_or_the_numbers_of_a_grid_may_be() -> None:
    """Sessions: what they need is marked; their numbers are people or sessions. Readings: a score."""
    slots = slots_to_choose(TIPS)
    assert (slots["date"], slots["type"]) == ("Date (needed)", "Session type (needed)")
    assert slots["team"] == "Team"
    assert list(numbers_to_choose(TIPS)) == ["attendees", "number"]
    assert list(numbers_to_choose("pain_readings, long")) == ["score"]
    harm = numbers_to_choose("follow_up, one row per person")
    assert list(harm) == ["chi_before", "chi_after"]


def test_what_is_the_same_in_every_row_is_typed_where_no_list_offers_all_of_it() -> None:
    fields = TABLE["police_sessions"]
    assert not is_typed(fields.field("type")) and is_typed(fields.field("team"))
    assert is_typed(TABLE["support"].field("district")), "a district may be in words of the provider's own"
    delivered = next(slot for slot in LOG.slots.values() if slot.name == "status")
    assert constant_choices(LOG, delivered)[""] == "This table does not have it"


def test_yes_and_no_are_chosen_in_words() -> None:
    traced = HandReading("follow_up, one row per person")
    slot = next(slot for slot in traced.slots.values() if slot.name == "traced")
    choices = constant_choices(traced, slot)
    assert (choices["yes"], choices["no"]) == ("Yes", "No")
    kind = next(slot for slot in HandReading(TIPS).slots.values() if slot.name == "type")
    assert "trauma informed training" in constant_choices(HandReading(TIPS), kind)


def test_as_much_of_a_sheet_as_is_looked_at_is_counted_from_the_corner() -> None:
    """A sheet whose first cell is C5; of a corner before it, from its own first cell on."""
    column = Column(["x"], np.zeros(5 * MOST_MARKED, dtype=np.int32))
    wide = Sheet("Log", True, 5, 3, (column,) * (3 * MOST_MARKED))
    for corner, rows, columns in (
        ((5, 3), 0, 0),
        ((9, 3), 4, 0),
        ((5, 10), 0, 7),
        ((1, 1), 0, 0),
        ((9, 10), 4, 7),
    ):
        part = _first_part(wide, corner)
        assert (part.height, len(part.columns)) == (rows + MOST_MARKED, columns + MOST_MARKED), corner
        assert (part.first_row, part.first_column, part.name) == (5, 3, "Log")
    low = wide._replace(columns=(Column(["x"], np.zeros(3, dtype=np.int32)),) * 2)
    part = _first_part(low, (7, 3))
    assert (part.height, len(part.columns)) == (3, 2)


def test_a_cell_has_its_place_from_the_first_of_its_sheet_on() -> None:
    first = Sheet("Log", True, 5, 3, ())
    assert [_place(first, cell) for cell in ("C5", "D5", "C7", "AA20")] == [(0, 0), (0, 1), (2, 0), (15, 24)]
