"""What was read by hand is found again next quarter by its words: with rows above it and more people in it, on
another sheet, beside other regions. What cannot be told apart, or has changed, is asked about."""

import datetime as dt

import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import Collection, collect_files
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_of
from tests.recognising.in_memory import answers, book, places, sheet

D = dt.date
PAIN = {
    "table": "pain_readings, long",
    "sheet": "Data",
    "corner": "B3",
    "columns": {"Patient": "person_ref", "When": "date", "Hurts": "score"},
}
KINDS = {
    "table": "police_sessions, one row per session",
    "lies": "grid",
    "sheet": "Data",
    "corner": "A2",
    "columns": {"no heading": "type"},
    "across": "date",
    "numbers": "number",
}


RECEIVED = dt.datetime(2024, 10, 14, tzinfo=dt.UTC)


def read(*sheets: Sheet, entries: tuple[dict, ...] = (PAIN,), before: tuple[Sheet, ...] = ()) -> Collection:
    """One workbook of these sheets, after another one of the sheets `before`."""
    mapping = mapping_of({"version": 1, "by_hand": list(entries)}, "m.json")
    books = [book(*before, name="before.xlsx")] if before else []
    return collect_files([*books, book(*sheets)], Settings(), RECEIVED, None, mapping)


def asked(collection: Collection) -> list[tuple[str, str, str]]:
    return places([p for p in collection.problems if p.severity != "for information"])


FIRST = """Pain 2024/25 Q1
-
-  Patient  When        Hurts
-  A1       2024-04-03  7
-  A1       2024-06-03  5"""
LATER = """No Limits
Pain 2024/25 Q2
-
Sent by the office
-  Hurts  Patient  When        Remarks
-  7      A1       2024-04-03  -
-  3      A1       2024-07-03  -
-  -      -        -           -
-  9      B2       2024-07-04  -
-  8      B2       2024-07-05  well"""


def test_next_quarter_asks_nothing() -> None:
    now = read(sheet(FIRST, "Data"))
    assert asked(now) == [] and answers(now)["5.1.2.c", "2024/25 Q1"][:3] == (-2.0, -2, 1)
    # Other rows above, other order of columns, a blank row, more people, another sheet name: 7 to 3, 9 to 8.
    then = read(sheet(LATER, "Jul-Sep"), before=(sheet(FIRST, "Data"),))
    assert asked(then) == [] and answers(then)["5.1.2.c", "2024/25 Q2"][:3] == (-2.5, -5, 2)
    assert [(p.code, p.cell) for p in then.problems] == [
        ("column-dropped", "E5"),
        ("rows-outside-quarter", ""),
    ]
    assert then.files[1].sheets[0].columns == {"B": "score", "C": "person_ref", "D": "date"}


def test_a_grid_of_months_is_found_by_its_kinds() -> None:
    now = sheet(
        "TIPS 2024/25 Q1\n-         Apr  May  Jun\nTraining  3    1    4\n1:1       2    0    2", "Data"
    )
    then = sheet(
        "TIPS\n2024/25 Q2\n-\n-  Work      Jul  Aug  Sep\n-  Training  1    1    1\n-  1:1       -    -    2",
        "New",
    )
    one, two = read(now, entries=(KINDS,)), read(then, entries=(KINDS,))
    assert asked(one) == asked(two) == []
    assert [answers(one)[ref, "2024/25 Q1"][0] for ref in ("5.3.1.a", "5.3.1.b")] == [4, 8]
    assert [answers(two)[ref, "2024/25 Q2"][0] for ref in ("5.3.1.a", "5.3.1.b")] == [2, 3]


def test_another_table_of_months_is_not_taken_for_it() -> None:
    other = sheet(
        "Budget 2024/25 Q1\n-      Apr  May  Jun\nRent   300  300  300\nPaper  20   10   20", "Costs"
    )
    assert read(other, entries=(KINDS,)).files[0].tables == {}


def test_a_region_without_any_words_is_found_at_its_corner() -> None:
    entry = {
        "table": "pain_readings, long",
        "sheet": "Data",
        "corner": "B3",
        "heading rows": 0,
        "columns": {"no heading": "person_ref", "no heading 2": "date", "no heading 3": "score"},
    }
    rows = "Pain 2024/25 Q1\n-\n-  A1  2024-04-03  7\n-  A1  2024-06-03  5"
    assert answers(read(sheet(rows, "Data"), entries=(entry,)))["5.1.2.c", "2024/25 Q1"][0] == -2
    assert read(sheet(rows, "Other"), entries=(entry,)).files[0].tables == {}


NO_WORDS = {
    "table": "pain_readings, long",
    "sheet": "Data",
    "corner": "B3",
    "heading rows": 0,
    "columns": {"no heading": "person_ref", "no heading 2": "date", "no heading 3": "score"},
}


@pytest.mark.parametrize(
    "above",
    ["", "Pain 2024/25 Q1\n", "Pain 2024/25 Q1\n-\n-\nSent by the office\n-\n", "No Limits  Q1  2024\n" * 20],
)
def test_a_region_without_any_words_that_rows_have_moved_is_found_again(above: str) -> None:
    rows = f"{above}-  A1  2024-04-03  7\n-  A1  2024-06-03  5\n-  B2  2024-04-05  6\n-  B2  2024-06-07  3"
    mapping = mapping_of({"version": 1, "by_hand": [NO_WORDS]}, "m.json")
    found = collect_files([book(sheet(rows, "Data"))], Settings(), RECEIVED, None, mapping)
    assert answers(found)["5.1.2.c", "2024/25 Q1"][:3] == (-2.5, -5, 2)
    assert [p.code for p in found.problems if p.severity == "must fix"] == []
    (one,) = found.files[0].sheets
    assert (one.rows, one.used) == (4, 4)


def test_across_and_with_a_gap_above() -> None:
    across = {**NO_WORDS, "lies": "across", "corner": "C1"}
    rows = "-  A1  A1\n-  2024-04-03  2024-06-03\n-  7  5"
    assert answers(read(sheet(rows, "Data"), entries=(across,)))["5.1.2.c", "2024/25 Q1"][0] == -2
    # What stands over a gap is another table.
    other = "-  Z9  2024-04-03  7\n-\n-  A1  2024-04-03  7\n-  A1  2024-06-03  5"
    assert answers(read(sheet(other, "Data"), entries=(NO_WORDS,)))["5.1.2.c", "2024/25 Q1"][2] == 1


def test_a_column_without_a_heading_is_known_by_the_one_beside_it() -> None:
    entry = {
        "table": "pain_readings, long",
        "columns": {"no heading before When": "person_ref", "When": "date", "Hurts": "score"},
    }
    rows = "2024/25 Q1\n-  -   When        Hurts\n-  A1  2024-04-03  7\n-  A1  2024-06-03  5"
    (file,) = read(sheet(rows, "Data"), entries=(entry,)).files
    assert file.sheets[0].columns == {"B": "person_ref", "C": "date", "D": "score"}


def test_several_regions_end_where_another_begins() -> None:
    sessions = {**KINDS, "columns": {"Kind": "type"}}
    rows = """2024/25 Q1
Patient  When        Hurts  -  Kind      Apr  May
A1       2024-04-03  7      -  Training  3    4
A1       2024-06-03  5      -  1:1       1    -
-
Patient  When        Hurts
B2       2024-04-03  9
B2       2024-06-03  8"""
    both = read(sheet(rows, "Data"), entries=(PAIN, sessions))
    assert asked(both) == []
    assert [(p.cell, p.found) for p in both.problems if p.code == "by-hand-several-tables"] == [
        ("A2", "2: A2, A6")
    ]
    assert {s.table: (s.rows, s.used) for s in both.files[0].sheets} == {
        "pain_readings": (4, 4),
        "police_sessions": (3, 3),
    }
    assert answers(both)["5.1.2.c", "2024/25 Q1"][:3] == (-1.5, -3, 2)
    assert answers(both)["5.3.1.b", "2024/25 Q1"][0] == 7


def test_two_readings_of_the_same_headings_are_asked_about() -> None:
    other = {**PAIN, "columns": {"Patient": "person_ref", "When": "date", "Hurts": "score", "Note": ""}}
    as_cards = {**PAIN, "lies": "side by side", "sheet": "", "corner": ""}
    found = read(sheet(FIRST, "Other"), entries=(PAIN, as_cards))
    assert {code for code, _, _ in asked(found)} == {"mapping-by-hand-twice", "rows-outside-regions"}
    assert found.files[0].tables == {} and found.files[0].left_out == 2
    # One that was marked on a sheet of this name knows it better.
    assert read(sheet(FIRST, "Data"), entries=(PAIN, as_cards)).files[0].used == 2
    with pytest.raises(ValueError, match="two things"):
        read(sheet(FIRST, "Data"), entries=(PAIN, other))


def test_the_words_above_tell_two_regions_apart() -> None:
    grid = "Kind  Apr  May\nTraining  {}  1"
    rows = "2024/25 Q1\nPlanned\n" + grid.format(9) + "\n-\nDone in fact\n" + grid.format(2)
    entry = {**KINDS, "columns": {"Kind": "type"}, "under": "Done"}
    found = read(sheet(rows, "Data"), entries=(entry,))
    assert answers(found)["5.3.1.b", "2024/25 Q1"][0] == 3
    # The row of what was planned stands above the region that is read, and so is no data that was missed.
    assert asked(found) == []


def test_a_table_that_is_known_by_more_headings_is_not_taken() -> None:
    entry = {
        "table": "pain_readings, long",
        "columns": {"Ref": "person_ref", "Date": "date", "Score": "score"},
    }
    stars = "2024/25 Q1\nRef  Date        Area       Score\nA1   2024-04-03  Offending  7"
    assert [s.table for s in read(sheet(stars, "S"), entries=(entry,)).files[0].sheets] == ["star_readings"]
    pain = "2024/25 Q1\nRef  Date        Score\nA1   2024-04-03  7"
    assert [s.table for s in read(sheet(pain, "S"), entries=(entry,)).files[0].sheets] == ["pain_readings"]
    # Marked on a sheet of this name, it is the officer's word.
    marked = {**entry, "sheet": "S", "corner": "A2"}
    assert [s.table for s in read(sheet(stars, "S"), entries=(marked,)).files[0].sheets] == ["pain_readings"]


def test_a_label_that_is_not_needed_tells_two_numbers_apart() -> None:
    entry = {**KINDS, "columns": {"Kind": "type", "Led by": ""}}
    rows = "2024/25 Q1\nKind  Led by  Apr  May\nTraining  Sam  2  3\nTraining  Ann  2  3"
    assert asked(read(sheet(rows, "Data"), entries=(entry,))) == []
    same = read(sheet(rows.replace("Ann", "Sam"), "Data"), entries=(entry,))
    found = {p.cell: p.fix for p in same.problems if p.code == "session-identical"}
    assert sorted(found) == ["C4", "D4"]
    assert found["C4"].endswith("the same session as row 3, column C. Both were counted.")


def test_a_row_that_may_be_a_total_is_asked_about_and_its_answer_counts() -> None:
    entry = {
        "table": "school_sessions, one row per session",
        "lies": "grid",
        "columns": {"School": "school"},
        "across": "date",
        "numbers": "young_people_reached",
        "always": {"staff_engaged": "", "cohort": "", "hotspot": "", "priority": ""},
    }
    rows = sheet("2024/25 Q1\nSchool  Apr  May\nOak School  20  -\nTotal Respect Academy  30  -", "Data")
    found = read(rows, entries=(entry,))
    assert [(p.cell, p.field) for p in found.problems if p.code == "totals-row-unclear"] == [("A4", "school")]
    assert answers(found)["5.1.5.a", "2024/25 Q1"][0] == 20
    lacking = read(rows, entries=({**entry, "always": {}},))
    assert {p.code for p in lacking.problems} == {"mapping-column-missing", "rows-outside-regions"}
    mapping = mapping_of({"version": 1, "by_hand": [entry]}, "m.json").with_total(
        "school_sessions", "school", "Total Respect Academy", "record"
    )
    again = collect_files([book(rows)], Settings(), RECEIVED, None, mapping)
    assert asked(again) == [] and answers(again)["5.1.5.a", "2024/25 Q1"][0] == 50


def test_headings_that_changed_are_named() -> None:
    found = read(sheet(LATER.replace("Hurts", "Ache"), "Data"))
    (problem,) = [p for p in found.problems if p.code == "mapping-by-hand-changed"]
    assert problem.cell == "A5" and 'Write "hurts" again' in problem.fix
    assert found.files[0].tables == {} and found.files[0].left_out == 4


@pytest.mark.parametrize(("ends", "rows"), [("", 4), ("blank row", 1), ("What we", 2)])
def test_a_region_ends_where_it_is_said_to(ends: str, rows: int) -> None:
    lines = [
        ["2024/25 Q1"],
        ["Patient", "When", "Hurts"],
        ["A1", D(2024, 4, 3), 7],
        [],
        ["A1", D(2024, 6, 3), 5],
        ["What we planned", D(2024, 6, 3), 6],
        ["X1", D(2024, 6, 3), 5],
    ]
    (file,) = read(sheet(lines, "Data"), entries=({**PAIN, "ends": ends},)).files
    assert [s.rows for s in file.sheets] == [rows]
    assert file.rows == 4, "what is left aside is in the sum"


def test_hidden_sheets_stay_hidden() -> None:
    found = read(sheet(FIRST, "Data", visible=False))
    assert found.files[0].tables == {} and "sheet-hidden" in [p.code for p in found.problems]


def test_a_dates_order_is_asked_of_a_turned_table_too() -> None:
    entry = {
        "table": "pain_readings, wide",
        "lies": "across",
        "columns": {
            "P": "person_ref",
            "D1": "first_date",
            "S1": "first_score",
            "D2": "latest_date",
            "S2": "latest_score",
        },
    }
    lines = [
        ["2024/25 Q2"],
        ["P", "A1", "A2", "A3"],
        ["D1", "07/15/2024", "07/08/2024", "07/09/2024"],
        ["S1", 7, 5, 6],
        ["D2", D(2024, 9, 20), D(2024, 9, 20), D(2024, 9, 20)],
        ["S2", 3, 4, 5],
    ]
    found = read(sheet(lines, "Data"), entries=(entry,))
    assert ("mapping-date-order", "Data", "A3") in asked(found)
    from ieo_metrics.accepting.questions.column_questions import asked_sheets

    mapping = mapping_of({"version": 1, "by_hand": [entry]}, "m.json")
    (one,) = asked_sheets(found.files[0], book(sheet(lines, "Data")), mapping)
    (question,) = one.questions
    answered = question.answered(mapping, "month first")
    again = collect_files([book(sheet(lines, "Data"))], Settings(), RECEIVED, None, answered)
    assert asked(again) == []
    assert answers(again)["5.1.2.c", "2024/25 Q2"][:3] == (-2.0, -6, 3)


def test_a_heading_that_stands_twice_is_asked_about() -> None:
    """Nobody can tell which of two headings "Hurts" is meant, so that nothing of the table is read."""
    twice = FIRST.replace("Hurts", "Hurts  Hurts").replace("  7", "  1  7").replace("  5", "  1  5")
    found = read(sheet(twice, "Data"))
    assert [code for code, *_ in asked(found)][:1] == ["mapping-by-hand-twice"]
    assert not any(ref == "5.1.2.c" and value[1] for (ref, _), value in answers(found).items())
