"""Each layout is recognised from its headings alone: in any order and case, under titles, over totals and
notes."""

import random

import pytest

from ieo_metrics.framework.layouts import LAYOUTS, Layout
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.recognising.recognise import recognise_sheets
from ieo_metrics.recognising.recognised_table import Recognised
from tests.recognising.in_memory import book, drawn, sheet

VALUES = {"reference": "A", "date": "2024-05-01", "whole number": "5", "number": "5", "text": "Oak"}


def a_row(layout: Layout) -> list:
    """One clean row under the layout's headings."""
    fields = [TABLE[layout.table].field(slot.field) for slot in layout.slots]
    cells = [
        VALUES[f.kind] if f.words is None else ("yes" if True in f.words else str(next(iter(f.words))))
        for f in fields
    ]
    return drawn("  ".join(cells))[0]


def only(*sheets) -> Recognised:
    """The one table, recognised without a question."""
    understood, problems = recognise_sheets(book(*sheets))
    assert problems == []
    (table,) = understood.tables
    return table


def slots(table: Recognised) -> dict[str, str]:
    return {table.letter(column): slot.name for column, slot in table.columns.items()}


each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.table}, {layout.shape}")
SPOILERS = [
    str,
    str.upper,
    str.lower,
    lambda text: f"  {text.replace(' ', '  ')}\n",
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f"{text}:",
]


@each_layout
@pytest.mark.parametrize(
    "spoil", SPOILERS, ids=["as it is", "CAPITALS", "small", "spaces", "no-break", "colon"]
)
def test_recognised_by_its_headings_in_any_order_and_case(layout, spoil):
    order = list(range(len(layout.slots)))
    for seed in (None, 1, 2):
        if seed:
            random.Random(seed).shuffle(order)
        row = a_row(layout)
        table = only([[spoil(layout.slots[i].title) for i in order], [row[i] for i in order]])
        assert (table.layout, table.header, table.rows.tolist()) == (layout, 0, [1])
        assert slots(table) == {
            column_letters(place + 1): layout.slots[i].name for place, i in enumerate(order)
        }


@each_layout
def test_only_what_is_needed_is_enough(layout):
    needed = [s for s in layout.slots if s.needed in ("to recognise", "to count")]
    needed += [s for s in layout.slots if s.needed == "one of"][:1]
    row = dict(zip([s.name for s in layout.slots], a_row(layout)))
    table = only([[s.title for s in needed], [row[s.name] for s in needed]])
    assert table.layout == layout


@each_layout
def test_every_known_heading_is_its_slot(layout):
    """Each slot's synonyms in the place of its title, all slots at once; of the hundreds for the areas of a
    wide star, every fifth."""
    row, known = a_row(layout), [slot.known for slot in layout.slots]
    most = max(map(len, known))
    for turn in range(0, most, 5 if most > 100 else 1):
        table = only([[headings[turn % len(headings)] for headings in known], row])
        assert table.layout == layout and list(table.columns.values()) == list(layout.slots), turn


@each_layout
def test_without_a_column_that_must_be_there_it_is_a_question_or_another_table(layout):
    place = max(i for i, slot in enumerate(layout.slots) if slot.needed == "to recognise")
    rows = [[s.title for s in layout.slots], a_row(layout), a_row(layout), a_row(layout)]
    understood, problems = recognise_sheets(book([[*row[:place], *row[place + 1 :]] for row in rows]))
    assert [t for t in understood.tables if t.layout == layout] == []
    assert understood.tables or any(p.code.startswith("mapping") for p in problems)


TITLED = """
    RESET monitoring return
    -
    Reporting quarter: 2024/25 Q1
    Please fill in each row
    -                 -                -              -
    -                 Young person ref  Started       Ended       -  Status
    -                 A                 2024-04-03    -           -  Engaged
    -
    -                 B                 2024-04-04    2024-05-01  -  Declined
    -
    -                 Total             2
    -                 Declined means that they said no
"""


def test_titles_above_blank_rows_and_columns_a_totals_row_and_a_note_below():
    understood, problems = recognise_sheets(book(TITLED))
    (table,) = understood.tables
    assert (table.layout.table, table.row_number(table.header)) == ("social_prescribing", 6)
    assert slots(table) == {"B": "person_ref", "C": "started", "D": "ended", "F": "status"}
    assert [table.row_number(r) for r in table.rows] == [7, 9]
    assert [(p.code, p.cell) for p in problems] == [("totals-row", "11:11"), ("note-row", "12:12")]


@pytest.mark.parametrize(
    "word",
    [
        "Total",
        "TOTALS",
        "Total:",
        "Grand total",
        "Sub-total",
        "Subtotal",
        "Sum",
        "Overall total",
        "Total young people",
    ],
)
def test_words_of_a_totals_row(word):
    understood, problems = recognise_sheets(
        book([["Date", "Session type"], *drawn("2024-05-01  Training"), [word, 1.0]])
    )
    assert [t.rows.tolist() for t in understood.tables] == [[1]]
    assert [p.code for p in problems] == ["totals-row"]


@pytest.mark.parametrize("school", ["Summerfield School", "Summer Lane Primary", "Totalwood Academy"])
def test_a_school_is_no_totals_row(school):
    table = only(
        [
            ["Date", "School", "Year group", "Young people reached", "School staff engaged"],
            *drawn(f"2024-05-01  {school}  Year 8  30  2"),
        ]
    )
    assert table.rows.tolist() == [1]


def test_a_reference_alone_in_its_row_is_a_person_not_a_note():
    table = only("Young person ref  Started  Ended  Status\nA  2024-04-03  -  Engaged\nB  -  -  -")
    assert table.rows.tolist() == [1, 2]


MERGED = """
    Ref  First date  Latest date  Meaningful use of time  -       Offending  -       EMMH   -
    -    -           -            First                   Latest  Initial    Review  Start  End
    A    2024-01-10  2024-05-01   3                       5       4          4       2      1
"""


def test_a_heading_of_two_rows_merged_over_pairs():
    table = only(MERGED)
    assert (table.layout.shape, table.row_number(table.header)) == ("wide", 2)
    assert slots(table) == {
        "A": "person_ref",
        "B": "first_date",
        "C": "latest_date",
        "D": "first: meaningful use of time",
        "E": "latest: meaningful use of time",
        "F": "first: offending",
        "G": "latest: offending",
        "H": "first: emotional and mental health",
        "I": "latest: emotional and mental health",
    }
    assert [table.row_number(r) for r in table.rows] == [3]


def test_two_tables_one_below_the_other():
    text = """
        Reporting quarter: 2024/25 Q1
        Young person ref  Started     Ended  Status
        A                 2024-04-03  -      Engaged
        B                 2024-04-03  -      Engaged
        C                 2024-04-03  -      Engaged
        D                 2024-04-03  -      Engaged
        -
        Young person ref  First date  First score  Latest date  Latest score
        A                 2024-04-03  5            2024-05-03   4
    """
    understood, problems = recognise_sheets(book(text))
    assert problems == []
    assert [(t.layout.table, t.row_number(t.header), len(t.rows)) for t in understood.tables] == [
        ("social_prescribing", 2, 4),
        ("pain_readings", 8, 1),
    ]
    assert len({t.stated for t in understood.tables}) == 1 and understood.tables[1].stated


def test_a_short_table_above_another_is_not_lost():
    text = """
        Young person ref  Started     Ended  Status
        A                 2024-04-03  -      Engaged
        -
        Young person ref  First date  First score  Latest date  Latest score
        A                 2024-04-03  5            2024-05-03   4
    """
    understood, problems = recognise_sheets(book(text))
    assert problems or [t.layout.table for t in understood.tables] == ["social_prescribing", "pain_readings"]


def test_several_quarters_as_several_sheets():
    first = sheet("Date  Session type\n2024-01-10  Training", name="Q4 2023-24")
    second = sheet("Date  Session type\n2024-05-01  Training", name="Q1 2024-25")
    understood, problems = recognise_sheets(book(first, second))
    assert problems == []
    assert [t.stated for t in understood.tables] == [(8095,), (8096,)]  # 4 × 2023 + 3, 4 × 2024


def test_a_hidden_sheet_is_reported_and_not_read():
    hidden = sheet("Date  Session type\n2024-01-10  Training", name="Old", visible=False)
    empty = sheet([[None]], name="Lists", visible=False)
    understood, problems = recognise_sheets(book("Date  Session type\n2024-05-01  Training", hidden, empty))
    assert [t.sheet.name for t in understood.tables] == ["Sheet1"]
    assert [(p.code, p.sheet) for p in problems] == [("sheet-hidden", "Old")]


def test_neither_names_of_files_nor_of_sheets_decide():
    table = only(sheet("Date  Session type\n2024-05-01  Training", name="Outcomes Star"))
    assert table.layout.table == "police_sessions"


NOTES = """
    Guidance
    Young person ref is your own reference for the young person, the same every quarter
    Status  Engaged, referred or declined
    Date    a date, as dd/mm/yyyy
"""


def test_notes_raise_no_question():
    understood, problems = recognise_sheets(
        book(
            sheet(NOTES, name="Notes"),
            sheet([["Contents", 1.0], ["Page", 2.0]], name="Cover"),
            sheet([], name="Empty"),
        )
    )
    assert (understood.tables, problems) == ((), [])
    assert understood.not_tables == ("Notes", "Cover")


def test_a_sheet_of_data_that_is_no_table_is_a_question():
    understood, problems = recognise_sheets(book("Colour  Size\nred  1\nblue  2\ngreen  3"))
    assert (understood.tables, [p.code for p in problems]) == ((), ["mapping-sheet-unknown"])


def test_letters():
    assert [column_letters(n) for n in (1, 26, 27, 52, 703, 16_384)] == ["A", "Z", "AA", "AZ", "AAA", "XFD"]
