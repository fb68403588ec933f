"""Workbooks as people lay them out, one for each way of lying, read by a mapping file: the figures are worked
by hand, the problems name the cells of the workbook, and the template with the same data gives the same."""

import datetime as dt
import io

import openpyxl
import pytest

from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.recognising.by_hand.hand_reading import WAYS
from ieo_metrics.recognising.by_hand.laying_out.ways import LAYINGS
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_of
from tests.recognising.in_memory import RECEIVED, answers

D = dt.date
Q = "2024/25 Q1"
TITLE = f"Reporting quarter: {Q}"


def file(*sheets: tuple[str, list[list]], merged: dict[str, list[str]] | None = None) -> bytes:
    """An .xlsx of these sheets, by name and rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
        for reference in (merged or {}).get(name, []):
            page.merge_cells(reference)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def read(data: bytes, *entries: dict) -> Collection:
    mapping = mapping_of({"version": 1, "by_hand": list(entries)}, "m.json") if entries else EMPTY
    return collect_files(read_files([("return.xlsx", data)]), Settings(), RECEIVED, None, mapping)


def asked(collection: Collection) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of all that is more than information."""
    return [(p.code, p.sheet, p.cell) for p in collection.problems if p.severity != "for information"]


def said(collection: Collection) -> list[tuple[str, str]]:
    """(code, cell) of what is for information."""
    return [(p.code, p.cell) for p in collection.problems if p.severity == "for information"]


def same_measures(by_hand: Collection, template: Collection) -> None:
    one, other = (measure_collection(each) for each in (by_hand, template))
    assert one is not None and other is not None
    assert tidy_csv(one.frame) == tidy_csv(other.frame)


def test_every_way_of_lying_has_its_functions() -> None:
    assert set(LAYINGS) == set(WAYS)


STARS = {
    "table": "star_readings, wide",
    "lies": "cards",
    "columns": {
        "Young person": "person_ref",
        "Stars done": "first_date",
        "Stars done value 2": "latest_date",
        "Offending": "first: offending",
        "Offending value 2": "latest: offending",
        "Health": "first: physical health",
        "Health value 2": "latest: physical health",
        "Worker": "",
    },
}


def card(ref: str, first: object, latest: object, *scores: object) -> list[list]:
    return [
        ["Young person", ref, None, "Worker", "Sam"],
        ["Stars done", first, latest],
        ["Offending", scores[0], scores[1]],
        ["Health", scores[2], scores[3]],
        [],
    ]


def test_stars_on_cards() -> None:
    one = card("AB1", D(2024, 4, 2), D(2024, 6, 3), 3, 6, 5, 5)
    two = card("CD2", D(2024, 4, 9), D(2024, 6, 20), 4, 3, 2, "four")
    data = file(("Stars", [[TITLE], [], *one, *two]))
    by_hand = read(data, STARS)
    # Two cards from row 3, five rows each: the latest score of health of the second stands in C11.
    assert asked(by_hand) == [("number-unreadable", "Stars", "C11")]
    found = answers(by_hand)
    # Offending: 3 to 6 and 4 to 3, so (3 − 1) / 2 = 1.
    assert found["5.2.2.b", Q][:3] == (1.0, 2, 2)
    assert by_hand.files[0].sheets[0].columns["A3"] == "person_ref"
    head = ["Young person ref", "First star date", "Latest star date"]
    head += [f"{area} - {end}" for area in ("Offending", "Physical health") for end in ("first", "latest")]
    rows = [
        ["AB1", D(2024, 4, 2), D(2024, 6, 3), 3, 6, 5, 5],
        ["CD2", D(2024, 4, 9), D(2024, 6, 20), 4, 3, 2, "four"],
    ]
    same_measures(by_hand, read(file(("Outcomes Star", [[TITLE], head, *rows]))))


PAIN = {
    "table": "pain_readings, wide",
    "lies": "across",
    "columns": {
        "Patient": "person_ref",
        "Seen first": "first_date",
        "Hurts": "first_score",
        "Seen last": "latest_date",
        "Hurts now": "latest_score",
    },
}
PAIN_ROWS = [
    ["NL1", D(2024, 4, 3), 7, D(2024, 6, 3), 3],
    ["NL2", D(2024, 5, 3), 5, D(2024, 6, 4), 11],
    ["NL3", D(2024, 4, 20), 6, D(2024, 6, 5), 6],
]


def turned(rows: list[list]) -> list[list]:
    return [list(line) for line in zip(*rows)]


def test_pain_across() -> None:
    lines = turned([["Patient", "Seen first", "Hurts", "Seen last", "Hurts now"], *PAIN_ROWS])
    by_hand = read(file(("Pain", [[TITLE], [], *lines])), PAIN)
    # The second patient stands in column C, and the last score in row 7.
    assert asked(by_hand) == [("number-out-of-range", "Pain", "C7")]
    # 7 to 3 and 6 to 6: (−4 + 0) / 2 = −2, and one of two reduced.
    found = answers(by_hand)
    assert found["5.1.2.c", Q][:3] == (-2.0, -4, 2)
    assert found["5.1.2.d", Q][:3] == (0.5, 1, 2)
    (sheet,) = by_hand.files[0].sheets
    assert (sheet.header_row, sheet.rows, sheet.used, sheet.left_out) == (3, 3, 3, 0)
    assert sheet.columns == {
        "3": "person_ref",
        "4": "first_date",
        "5": "first_score",
        "6": "latest_date",
        "7": "latest_score",
    }
    frame = by_hand.files[0].tables["pain_readings"]
    assert list(zip(frame["row"], frame["column"])) == [(5, 2), (7, 2), (5, 3), (7, 3), (5, 4), (7, 4)]
    head = ["Young person ref", "First date", "First score", "Latest date", "Latest score"]
    same_measures(by_hand, read(file(("Pain scale", [[TITLE], head, *PAIN_ROWS]))))


SOCIAL = {
    "table": "social_prescribing, one row per referral",
    "lies": "side by side",
    "columns": {"Who": "person_ref", "In": "started", "Out": "ended", "How": "status"},
}


def test_social_prescribing_side_by_side() -> None:
    block = ["Who", "In", "Out", "How"]
    lines = [
        [TITLE],
        [*block, None, *block],
        ["NL1", D(2024, 4, 3), None, "Engaged", None, "NL3", D(2024, 5, 1), D(2024, 4, 1), "Engaged"],
        ["NL2", D(2024, 1, 9), D(2024, 2, 9), "Engaged", None, "NL4", D(2024, 6, 1), None, "Declined"],
    ]
    by_hand = read(file(("Referrals", lines)), SOCIAL)
    assert asked(by_hand) == [("end-before-start", "Referrals", "H3")]
    # Engaged and active in the quarter: NL1. NL2 had ended, NL3 ends before it starts, NL4 declined.
    assert answers(by_hand)["5.1.3.a", Q][0] == 1
    (sheet,) = by_hand.files[0].sheets
    assert (sheet.rows, sheet.used, sheet.left_out) == (4, 3, 1)
    head = ["Young person ref", "Started", "Ended", "Status"]
    rows = [line[:4] for line in lines[2:]] + [line[5:] for line in lines[2:]]
    same_measures(by_hand, read(file(("Social prescribing", [[TITLE], head, *rows]))))


FOLLOW_UP = {
    "table": "follow_up, one row per person",
    "lies": "down",
    "heading rows": 2,
    "columns": {
        "Nominal": "person_ref",
        "Period from": "started",
        "Period until": "window_end",
        "Outcome found": "traced",
        "Outcome again": "reoffended",
        "Harm one": "chi_before",
        "Harm two": "chi_after",
    },
}


def test_follow_up_under_two_rows_of_merged_headings() -> None:
    upper = ["Nominal", "Period", None, "Outcome", None, "Harm", None]
    lower = [None, "from", "until", "found", "again", "one", "two"]
    rows = [
        ["AB1", D(2023, 5, 1), D(2024, 5, 1), "Y", "N", 100, 20],
        ["CD2", D(2023, 6, 1), D(2024, 6, 1), "Y", "Y", 10, 30],
        ["EF3", D(2023, 6, 2), D(2024, 6, 2), "N", None, None, None],
    ]
    data = file(
        ("FU", [["Constabulary"], [TITLE], upper, lower, *rows, [], ["Total", None, None, 3]]),
        merged={"FU": ["A3:A4", "B3:C3", "D3:E3", "F3:G3"]},
    )
    by_hand = read(data, FOLLOW_UP)
    assert asked(by_hand) == []
    assert ("totals-row", "A9") in said(by_hand)
    found = answers(by_hand)
    # Traced: AB1 and CD2, one of whom did not reoffend; one of two scores fell.
    assert found["5.2.1.a", Q][:3] == (0.5, 1, 2)
    assert found["5.2.2.a", Q][:3] == (0.5, 1, 2)
    head = [
        "Young person ref",
        "Support started",
        "Follow-up ends",
        "Traced",
        "Reoffended",
        "CHI before",
        "CHI after",
    ]
    same_measures(by_hand, read(file(("Follow-up", [[TITLE], head, *rows]))))


YOUNG = {
    "table": "school_sessions, one row per session",
    "lies": "grid",
    "columns": {"School": "school", "Group": "cohort", "Priority?": "priority"},
    "across": "date",
    "numbers": "young_people_reached",
    "always": {"staff_engaged": "", "hotspot": ""},
    "under": "young people",
}
STAFF = {
    **YOUNG,
    "numbers": "staff_engaged",
    "always": {"young_people_reached": "", "hotspot": ""},
    "under": "staff",
}


def test_schools_down_and_months_across() -> None:
    head = ["School", "Group", "Priority?", "Apr", "May", "June 2024", "Total"]
    young = [
        ["Oak School", "Year 8", "Y", 30, None, 28, 58],
        [None, "Year 9", "Y", None, 25, None, 25],
        ["Elm School", "Year 8", "N", "ten", 0, 40, 40],
        ["Total", None, None, 30, 25, 68, 123],
    ]
    staff = [["Oak School", "Year 8", "Y", 2, None, 3, 5], ["Elm School", "Year 8", "N", None, None, 1, 1]]
    lines = [[TITLE], ["Young people"], head, *young, [], ["Staff who took part"], head, *staff]
    data = file(("Numbers", lines), merged={"Numbers": ["A4:A5"]})
    by_hand = read(data, YOUNG, STAFF)
    assert asked(by_hand) == [("number-unreadable", "Numbers", "D6")]
    assert set(said(by_hand)) == {
        ("totals-row", "A7"),
        ("totals-column", "G3"),
        ("totals-column", "G10"),
        ("date-by-period", "D3"),
        ("date-by-period", "D10"),
    }
    found = answers(by_hand)
    # Cohorts count once, at the largest headcount: Oak 8: 30, Oak 9: 25, Elm 8: 40.
    assert found["5.1.5.a", Q][0] == 95
    assert found["5.1.5.b", Q][0] == 55
    assert found["5.1.6.a", Q][0] == 4  # 3 and 1
    one, two = by_hand.files[0].sheets
    # Numbers: 30, 28, 25, ten, 0, 40; and 2, 3, 1.
    assert [(s.rows, s.used, s.left_out) for s in (one, two)] == [(6, 6, 0), (3, 3, 0)]
    titles = [
        "Date",
        "School",
        "Year group",
        "Young people reached",
        "School staff engaged",
        "Priority school",
    ]
    apr, may, jun = D(2024, 4, 1), D(2024, 5, 1), D(2024, 6, 1)
    rows = [
        [apr, "Oak School", "Year 8", 30, None, "Y"],
        [jun, "Oak School", "Year 8", 28, None, "Y"],
        [may, "Oak School", "Year 9", 25, None, "Y"],
        [apr, "Elm School", "Year 8", "ten", None, "N"],
        [may, "Elm School", "Year 8", 0, None, "N"],
        [jun, "Elm School", "Year 8", 40, None, "N"],
        [apr, "Oak School", "Year 8", None, 2, "Y"],
        [jun, "Oak School", "Year 8", None, 3, "Y"],
        [jun, "Elm School", "Year 8", None, 1, "N"],
    ]
    same_measures(by_hand, read(file(("Sessions", [[TITLE], titles, *rows]))))


POLICE = {
    "table": "police_sessions, one row per session",
    "lies": "grid",
    "heading rows": 2,
    "columns": {"Team": "team"},
    "across": ["date", "type"],
    "numbers": "number",
}


def test_kinds_under_quarters_across() -> None:
    lines = [
        ["Reporting quarters: 2024/25 Q1 to 2024/25 Q2"],
        [None, "Q1 2024/25", None, "Q2 2024/25", None],
        ["Team", "1:1", "Training", "1:1", "Training"],
        ["Response", 4, 2, "-", 1],
        ["Custody", 3, None, None, 5],
        ["Totals", 7, 2, 0, 6],
    ]
    by_hand = read(file(("2024", lines), merged={"2024": ["B2:C2", "D2:E2"]}), POLICE)
    assert asked(by_hand) == []
    found = answers(by_hand)
    assert [found[ref, q][0] for ref in ("5.3.1.a", "5.3.1.b") for q in (Q, "2024/25 Q2")] == [7, 0, 2, 6]
    assert ("blank-in-words", "D4") in said(by_hand)
    first, second = D(2024, 4, 1), D(2024, 7, 1)
    rows = [
        [first, "1:1", "Response", 4],
        [first, "Training", "Response", 2],
        [second, "Training", "Response", 1],
        [first, "1:1", "Custody", 3],
        [second, "Training", "Custody", 5],
    ]
    head = ["Date", "Session type", "Team", "Number of sessions"]
    title = ["Reporting quarters: 2024/25 Q1 to 2024/25 Q2"]
    same_measures(by_hand, read(file(("Sessions", [title, head, *rows]))))


def test_what_stands_beside_the_regions_is_in_the_sum() -> None:
    lines = turned([["Patient", "Seen first", "Hurts", "Seen last", "Hurts now"], *PAIN_ROWS])
    lines += [[], ["Other", "things"], ["red", 1], ["blue", 2]]
    by_hand = read(file(("Pain", [[TITLE], *lines])), PAIN)
    file_ = by_hand.files[0]
    assert (file_.rows, file_.used, file_.left_out) == (6, 3, 3)
    assert ("rows-outside-regions", "Pain", "8:8") in asked(by_hand)


def test_a_slot_that_nothing_gives_is_asked_and_nothing_counts() -> None:
    entry = {**PAIN, "columns": {k: v for k, v in PAIN["columns"].items() if v != "latest_score"}}
    lines = turned([["Patient", "Seen first", "Hurts", "Seen last", "Hurts now"], *PAIN_ROWS])
    by_hand = read(file(("Pain", [[TITLE], *lines])), entry)
    assert ("mapping-column-missing", "Pain", "A2") in asked(by_hand)
    assert by_hand.files[0].tables == {}
    assert by_hand.files[0].used == 0 and by_hand.files[0].left_out > 0


@pytest.mark.parametrize(
    ("title", "months", "cells"),
    [
        ("Sessions", ["Apr", "May", "Jun"], ["B2", "C2", "D2"]),  # no year anywhere
        (TITLE, ["Jan", "Feb", "Apr"], ["B2", "C2", "D2"]),  # in 2024/25 January would be after April
        (TITLE, ["Apr", "Spring", "Jun"], ["C2"]),
        (TITLE, ["Apr", "May", "Jun"], []),
        ("Sessions", ["Apr 2024", D(2024, 5, 1), "Jun-24"], []),
    ],
)
def test_a_month_without_its_year_is_never_guessed(title, months, cells) -> None:
    entry = {
        "table": "police_sessions, one row per session",
        "lies": "grid",
        "columns": {"Kind": "type"},
        "across": "date",
        "numbers": "number",
    }
    by_hand = read(file(("S", [[title], ["Kind", *months], ["Training", 1, 2, 3]])), entry)
    found = [p for p in by_hand.problems if p.code == "mapping-by-hand-heading"]
    assert [p.cell for p in found] == cells
    assert by_hand.files[0].rows == 3 - len(cells)


def test_the_stated_quarter_is_the_date_of_a_grid_without_one() -> None:
    entry = {
        "table": "police_sessions, one row per session",
        "lies": "grid",
        "columns": {"Team": "team"},
        "across": "type",
        "numbers": "number",
        "always": {"date": "stated quarter"},
    }
    lines = [["Team", "Training", "1:1"], ["Custody", 3, 4]]
    by_hand = read(file(("S", [[TITLE], *lines])), entry)
    assert [answers(by_hand)[ref, Q][0] for ref in ("5.3.1.a", "5.3.1.b")] == [4, 3]
    without = read(file(("S", [["TIPS"], *lines])), entry)
    assert ("mapping-quarter", "S", "A2") in asked(without) and without.files[0].tables == {}
    elsewhere = read(file(("S", [["TIPS"], *lines]), ("Notes", [[TITLE], ["Please send back"]])), entry)
    assert answers(elsewhere)["5.3.1.b", Q][0] == 3


PAIRED = ["Squad", "Apr 2024", None, "May 2024", None]
PUPILS = {
    "table": "school_sessions, one row per session",
    "lies": "grid",
    "columns": {"School": "school", "Adults seen": ""},
    "heading rows": 2,
    "across": ["date", ""],
    "numbers": "young_people_reached",
    "always": {"staff_engaged": "", "cohort": "", "hotspot": "", "priority": ""},
}
ADULTS = {
    **PUPILS,
    "columns": {"School": "school", "Pupils seen": ""},
    "numbers": "staff_engaged",
    "always": {"young_people_reached": "", "cohort": "", "hotspot": "", "priority": ""},
}


@pytest.mark.parametrize(
    ("over", "under", "merged"), [("Squad", None, ["A3:A4"]), ("Squad", None, []), (None, "Squad", [])]
)
def test_the_heading_of_the_labels_may_stand_in_either_row(over, under, merged) -> None:
    """Training 1 + 3 + 5 + 7, reflective practice 2 + 4 + 6 + 8."""
    kinds = [under, "Training", "1-1", "Training", "1-1"]
    lines = [["TIPS"], [TITLE], [over, *PAIRED[1:]], kinds, ["North", 1, 2, 3, 4], ["South", 5, 6, 7, 8]]
    grid = {
        "table": "police_sessions, one row per session",
        "lies": "grid",
        "columns": {"Squad": "team"},
        "heading rows": 2,
        "across": ["date", "type"],
        "numbers": "number",
    }
    found = read(file(("Data", lines), merged={"Data": merged}), grid)
    assert asked(found) == []
    assert tuple(answers(found)[ref, Q][0] for ref in ("5.3.1.a", "5.3.1.b")) == (20, 16)


def test_young_people_and_staff_under_each_month_are_two_readings_of_one_grid() -> None:
    """Young people 10 + 12 + 8 + 9 = 39, staff 1 + 2 + 1 + 3 = 7. Without saying which are meant it is asked."""
    head = ["Pupils seen", "Adults seen", "Pupils seen", "Adults seen"]
    lines = [[TITLE], ["School", *PAIRED[1:]], [None, *head], ["Oak", 10, 1, 12, 2], ["Elm", 8, 1, 9, 3]]
    data = file(("Data", lines))
    found = read(data, PUPILS, ADULTS)
    assert tuple(answers(found)[ref, Q][0] for ref in ("5.1.5.a", "5.1.6.a")) == (39, 7)
    assert not [code for code, *_ in asked(found) if code.startswith("mapping")]
    unsaid = read(data, {**PUPILS, "columns": {"School": "school"}})
    assert ("mapping-by-hand-heading", "Data", "C3") in asked(unsaid)
    assert not answers(unsaid).get(("5.1.5.a", Q), (None,))[0]
