"""Every row is accounted for, clean rows raise nothing that must be fixed, and each check of rows once by
hand."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.checking.check_workbook import check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUTS, Layout
from ieo_metrics.framework.problem_kinds import MUST_FIX
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.measuring.evidence_frame import LEFT_OUT
from ieo_metrics.pipeline import measure_collection
from tests.recognising.in_memory import RECEIVED, answers, book, codes, collected, places, sheet

Q = "Reporting quarter: 2024/25 Q1\n"
quick = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
layouts = st.sampled_from(LAYOUTS)
# A day that may be a month is asked about where its quarter would be another.
DAYS = st.dates(dt.date(2023, 4, 1), dt.date(2024, 6, 30)).map(lambda day: day.replace(day=13 + day.day % 16))
RUBBISH = st.sampled_from(
    [
        "TBC",
        "31/02/2024",
        "5/13/2024",
        "1.23E+09",
        "eleven",
        -5.0,
        3.5,
        45_000.0,
        99.0,
        "x@y.org",
        "n/a",
        "-",
        True,
        "?",
        "0",
    ]
)


def clean(field: Field, slot: str) -> st.SearchStrategy:
    """A value that a careful person writes. The ends are after all starts, on days that cannot be months."""
    if field.kind == "date":
        late = field.name in ("ended", "valid_to", "window_end") or slot.startswith("latest")
        return st.dates(dt.date(2024, 7, 13), dt.date(2024, 7, 28)) if late else DAYS
    if field.kind in ("whole number", "number"):
        return st.integers(int(field.lowest or 0), min(int(field.highest or 0), 300)).map(float)
    if field.words is not None:
        return st.sampled_from(
            ["yes", "No", "y", True] if True in field.words else [str(word) for word in field.words]
        )
    return st.sampled_from(["A1", "B2", "C3", "D4", "E5", "F6"])


# Where the one is more than the other in nearly all rows, it is asked whether they stand in each other's place.
NO_MORE_THAN = (("young_people_reached", "staff_engaged"), ("attendees", "number"))


@st.composite
def sheets(draw, dirty: bool) -> tuple[Layout, list[list]]:
    """A layout and a sheet of it, each cell clean, or now and then blank or rubbish."""
    layout = draw(layouts)
    fields = [(TABLE[layout.table].field(slot.field), slot.name) for slot in layout.slots]
    cells = [st.one_of(clean(*f), st.none(), RUBBISH) if dirty else clean(*f) for f in fields]
    rows = draw(st.lists(st.tuples(*cells).map(list), min_size=1, max_size=6))
    if draw(st.booleans()):
        rows.append(list(rows[0]))
    names = [slot.name for slot in layout.slots]
    for most, fewer in NO_MORE_THAN:
        if not dirty and {most, fewer} <= set(names):
            for row in rows:
                row[names.index(fewer)] = min(row[names.index(fewer)], row[names.index(most)])
    return layout, [["Reporting quarter: 2024/25 Q1"], [slot.title for slot in layout.slots], *rows]


@quick
@given(sheets(dirty=True))
def test_rows_in_are_rows_used_and_rows_left_out(drawn):
    layout, rows = drawn
    (file,) = collected(book(rows)).files
    (one,) = file.sheets
    blank = sum(all(cell is None for cell in row) for row in rows[2:])
    apart = sum(p.code in ("totals-row", "note-row") for p in file.problems)
    assert one.table == layout.table
    assert one.rows == len(rows) - 2 - blank - apart
    assert one.rows == one.used + one.left_out
    # Each row that is left out has a problem of its own that says so, or is a repeated one.
    at = {"".join(ch for ch in p.cell.partition(":")[0] if ch.isdigit()) for p in file.problems}
    assert one.left_out <= len(at)
    assert {p.sheet for p in file.problems} <= {"Sheet1"}


@quick
@given(sheets(dirty=False))
def test_clean_rows_raise_nothing_that_must_be_fixed(drawn):
    layout, rows = drawn
    titles = [slot.name for slot in layout.slots]
    if layout.table == "follow_up":  # nobody knows that of a person who was not traced
        for row in rows[2:]:
            row[titles.index("traced")] = "yes"
    if layout.table in ("follow_up", "school_list"):  # one row for each person or school: two would disagree
        rows = [*rows[:2], rows[2]]
    (file,) = collected(book(rows)).files
    assert [p for p in file.problems if p.severity == MUST_FIX] == []
    assert not [p for p in file.problems if p.code.startswith("mapping")]
    repeated = sum(p.code == "row-duplicate" for p in file.problems)
    assert [(s.rows, s.used, s.left_out) for s in file.sheets] == [
        (len(rows) - 2, len(rows) - 2 - repeated, repeated)
    ]


@quick
@given(sheets(dirty=True))
def test_nothing_is_raised_and_nothing_of_the_caller_s_changed(drawn):
    _, rows = drawn
    workbook = book(rows)
    before = repr(workbook)
    measure_collection(collected(workbook))
    assert repr(workbook) == before


@quick
@given(sheets(dirty=True))
def test_problems_stand_in_the_order_of_their_severity(drawn):
    order = ["must fix", "please confirm", "for information"]
    ranks = [order.index(p.severity) for p in check_workbook(book(drawn[1]), Settings(), RECEIVED).problems]
    assert ranks == sorted(ranks)


# Each check of rows, once by hand. The heading is row 2; the first row of data is row 3.
SUPPORT = "Young person ref  Support started  Support ended  Setting\n"
STARS = "Young person ref  Date  Star area  Score\n"
PAIN = "Young person ref  Date  Score\n"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after\n"
OFFENCES = "Young person ref  Offence date  HO code  Offence  CHI\n"
SESSIONS = "Date  School  Year group  Status  Young people reached  School staff engaged\n"
POLICE = "Date  Session type  Status\n"

BY_HAND = [
    (
        "end before start",
        SUPPORT + "A  2024-05-02  2024-05-01  Community\nB  2024-05-02  2024-05-02  Community",
        [("end-before-start", "C3")],
        1,
    ),
    (
        "window ends before it starts",
        FOLLOW_UP + "A  2024-05-02  2024-05-01  yes  no  1  1",
        [("end-before-start", "C3")],
        1,
    ),
    (
        "after the return",
        SUPPORT + "A  2024-07-21  -  Community\nB  2024-07-20  -  Community",
        [("date-after-return", "B3")],
        0,
    ),
    ("planned for later", POLICE + "2024-08-01  Training  Planned", [("sessions-outside-quarter", "")], 0),
    (
        "delivered later",
        POLICE + "2024-08-01  Training  Delivered",
        [("date-after-return", "A3"), ("sessions-outside-quarter", "")],
        0,
    ),
    (
        "same row of a person",
        PAIN + "A  2024-05-01  5\nB  2024-05-01  5\nA  2024-05-01  5",
        [("row-duplicate", "A5")],
        1,
    ),
    (
        "same session",
        POLICE + "2024-05-01  Training  Delivered\n2024-05-01  Training  Delivered",
        [("session-identical", "A4")],
        0,
    ),
    (
        "two scores",
        STARS + "A  2024-05-01  Offending  5\nA  2024-05-01  Offending  6\nA  2024-05-01  Physical health  7",
        [("score-conflict", "D4")],
        0,
    ),
    ("no dates", FOLLOW_UP + "A  -  -  yes  no  1  1", [("follow-up-without-dates", "B3")], 1),
    (
        "six months",
        FOLLOW_UP + "A  2023-11-01  2024-05-01  yes  no  1  1",
        [("window-not-standard", "C3")],
        0,
    ),
    (
        "29 February",
        FOLLOW_UP + "A  2024-02-29  2025-02-28  yes  no  1  1",
        [("rows-outside-quarter", "")],
        0,
    ),
    ("no value", OFFENCES + "A  2024-05-01  -  Juggling  -", [("offence-no-value", "D3")], 0),
    ("several values", OFFENCES + "A  2024-05-01  008/01  -  -", [("offence-several-values", "D3")], 0),
    ("another value", OFFENCES + "A  2024-05-01  001/01  -  5", [("offence-value-differs", "E3")], 0),
    ("the edition's value", OFFENCES + "A  2024-05-01  001/01  -  5475", [], 0),
    (
        "no year group",
        SESSIONS
        + (
            "2024-05-01  Oak  -  Delivered  5  1\n2024-05-02  OAK  -  Delivered  5  1\n2024-05-03  Elm  -  "
            "-  5  1\n2024-05-03  Oak  -  Cancelled  5  1"
        ),
        [("school-without-year-group", "C4")],
        0,
    ),
    ("no headcount", SESSIONS + "2024-05-01  Oak  Year 8  Delivered  -  1", [("headcount-blank", "E3")], 0),
    ("no score", STARS + "A  2024-05-01  Offending  -", [("score-blank", "D3")], 1),
    ("no setting", SUPPORT + "A  2024-05-01  -  -", [("answer-missing", "D3")], 1),
    ("no reference", SUPPORT + "-  2024-05-01  -  Community", [("reference-missing", "A3")], 1),
    ("no date", SUPPORT + "A  -  -  Community", [("date-missing", "B3")], 1),
    (
        "similar",
        SUPPORT + "A-1  2024-05-01  -  Community\nA 01  2024-05-01  -  Community",
        [("same-reference", "A4")],
        0,
    ),
]


TOLD_APART = {code for _, _, expected, _ in BY_HAND for code, _ in expected}


@pytest.mark.parametrize(("name", "text", "expected", "left_out"), BY_HAND, ids=[case[0] for case in BY_HAND])
def test_by_hand(name, text, expected, left_out):
    """Of the codes of this table, these and no others; and nothing else that must be fixed."""
    one = collected(book(Q + text))
    assert (
        sorted((p.code, p.cell) for p in one.problems if p.code in TOLD_APART or p.severity == MUST_FIX)
        == expected
    )
    assert [s.left_out for f in one.files for s in f.sheets] == [left_out]


def test_a_wide_sheet_s_problems_stand_at_their_own_column():
    heading = [
        "Young person ref",
        "First star date",
        "Latest star date",
        "Offending - first",
        "Offending - latest",
        "MUOT first",
        "MUOT latest",
    ]
    day, late = dt.date(2024, 5, 1), dt.date(2024, 8, 1)
    one = collected(
        book(
            [
                ["2024/25 Q1"],
                heading,
                ["A", day, late, 3.0, 5.0, 4.0, 6.0],
                ["A", day, dt.date(2024, 6, 1), 4.0, 5.0, 4.0, 6.0],
            ]
        )
    )
    assert sorted((p.code, p.cell) for p in one.problems if p.cell) == [
        ("date-after-return", "C3"),
        ("score-conflict", "D4"),
    ]


def test_two_rows_of_a_person_that_disagree_leave_the_person_out():
    one = collected(
        book(
            Q
            + FOLLOW_UP
            + "A  2023-05-01  2024-05-01  yes  no  1  1\nA  2023-05-01  2024-05-01  yes  yes  1  1"
        )
    )
    assert places(one.problems) == [
        ("follow-up-conflict", "Sheet1", "A3"),
        ("follow-up-conflict", "Sheet1", "A4"),
    ]
    assert answers(one)["5.2.1.a", "2024/25 Q1"] == (None, 0, 0, 1, "z")


def test_both_rows_that_disagree_are_counted_as_left_out():
    one = collected(
        book(
            Q
            + FOLLOW_UP
            + "A  2023-05-01  2024-05-01  yes  no  1  1\nA  2023-05-01  2024-05-01  yes  yes  1  1"
        )
    )
    assert [(s.used, s.left_out) for s in one.files[0].sheets] == [(0, 2)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "A  2023-05-01  2024-05-01  yes  no  1  1  2023-01-01",
            "A  2023-05-01  2024-05-01  yes  no  1  1  2023-01-02",
        ),
        ("A  2023-05-01  2024-05-01  -    no  1  1  -", "A  2023-05-01  2024-05-01  yes  no  1  1  -"),
    ],
    ids=["another arrest date", "traced blank and yes"],
)
def test_who_is_said_to_be_left_out_is_left_out(first, second):
    one = collected(book(Q + FOLLOW_UP.strip() + f"  Arrest date\n{first}\n{second}"))
    assert ("follow-up-conflict" in codes(one)) == (answers(one)["5.2.1.a", "2024/25 Q1"][3] == 1)


def test_the_same_row_on_two_sheets_counts_once():
    one = collected(
        book(
            sheet(Q + PAIN + "A  2024-04-05  5\nA  2024-05-05  3", name="One"),
            sheet(Q + PAIN + "A  2024-05-05  3", name="Two"),
        )
    )
    assert places(one.problems) == [("row-duplicate", "Two", "A3")]
    assert answers(one)["5.1.2.c", "2024/25 Q1"] == (-2, -2, 1, 0, "")


def test_rows_that_the_checks_leave_out_are_left_out_by_the_measures():
    """A period that ends before it starts is must fix, and its person is left out and counted as such."""
    one = collected(book(Q + SUPPORT + "A  2024-05-02  2024-05-01  Community\nB  2024-05-02  -  Community"))
    results = measure_collection(one)
    evidence = results.evidence["support", "quarter"]
    lost = evidence.frame[evidence.frame["state"] == LEFT_OUT]
    assert results.governed.tables["support"]["row"].to_numpy()[lost["row"]].tolist() == [3]


def test_every_field_of_every_table_can_be_clean():
    """The generator above knows each kind of field: a new kind needs a clean value."""
    assert {f.kind for t in TABLE.values() for f in t.fields} == {
        "reference",
        "date",
        "whole number",
        "number",
        "category",
        "text",
    }
    assert all(normalised(slot.title) for layout in LAYOUTS for slot in layout.slots)
