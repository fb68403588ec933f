"""What the other sheets of a workbook are decides too: another programme's table needs its exact headings."""

import datetime as dt

import pytest

from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.in_memory import book, sheet

REFERRALS = [
    ["Young person ref", "Started", "Ended", "Status"],
    *([f"A{i}", dt.date(2024, 4, i), None, "Engaged"] for i in range(1, 5)),
]
SCORES = [["YP1", 8.0, 5.0], ["YP2", 7.0, 5.0], ["YP3", 4.0, 4.0], ["YP4", 6.0, 3.0]]
OWN = {"pain_readings", "social_prescribing"}


@pytest.mark.parametrize(
    "headings",
    [
        ["YP ref", "Start", "End"],
        ["YP ref", "Harm start", "Harm end"],
        ["YP ref", "CHI score start", "CHI score end"],
        ["YP ref", "Score before", "Score after"],
    ],
)
def test_scores_beside_the_navigators_referrals_are_not_proposed_as_harm(headings: list[str]) -> None:
    understood, problems = recognise_sheets(book(REFERRALS, [headings, *SCORES]))
    assert [table.layout.table for table in understood.tables] == ["social_prescribing"]
    assert {doubt.layout.table for doubt in understood.doubts} <= OWN
    assert any(p.sheet == "Sheet2" and p.code.startswith("mapping") for p in problems)


def nearly_follow_up() -> list[list]:
    rows = [[ref, dt.date(2024, 4, 1), "no", "yes"] for ref, *_ in SCORES]
    return [["YP ref", "Suport startd", "Reofended", "Tracd"], *rows]


def test_the_question_names_both() -> None:
    understood, problems = recognise_sheets(book(REFERRALS, nearly_follow_up()))
    (said,) = (p for p in problems if p.sheet == "Sheet2")
    assert (said.code, understood.doubts) == ("mapping-sheet-elsewhere", ())
    assert "follow up of RESET" in said.fix and "A&E Navigators" in said.fix


def test_alone_it_is_proposed_as_before() -> None:
    understood, _ = recognise_sheets(book(nearly_follow_up()))
    assert {doubt.layout.table for doubt in understood.doubts} == {"follow_up"}


def test_exact_headings_are_enough_for_another_programme() -> None:
    rows = [["YP ref", "Support started", "CHI before", "CHI after"]]
    rows += [[ref, dt.date(2024, 4, 1), a, b] for ref, a, b in SCORES]
    understood, _ = recognise_sheets(book(REFERRALS, rows))
    assert [table.layout.table for table in understood.tables] == ["social_prescribing", "follow_up"]


QUARTERS = [[f"Q{n}", 5.0, 50.0] for n in range(1, 5)]


@pytest.mark.parametrize(
    "headings", [["Quarter", "Sessions delivered", "Attendees"], ["Measure", "Q1", "Q2"]]
)
def test_a_summary_is_not_taken_for_a_table_that_lacks_a_heading(headings: list[str]) -> None:
    understood, problems = recognise_sheets(book(sheet([headings, *QUARTERS], "Summary"), REFERRALS))
    assert [table.layout.table for table in understood.tables] == ["social_prescribing"]
    assert [(p.code, p.sheet) for p in problems] == [("sheet-of-figures", "Summary")]
    assert [(one.name, one.rows) for one in understood.unread] == [("Summary", 4)]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Training", QUARTERS),  # may be the return itself
        ("Summary", [["NAV-0001", 8.0, 5.0]] * 4),
        ("Summary", [[dt.date(2024, 4, 1), 8.0, 5.0]] * 4),
    ],
)
def test_what_may_be_records_is_asked_about(name: str, rows: list[list]) -> None:
    _, problems = recognise_sheets(book(sheet([["What", "One", "Two"], *rows], name), REFERRALS))
    assert [(p.code, p.sheet) for p in problems] == [("mapping-sheet-unknown", name)]


NEARLY_PAIN = [
    ["Young person ref", "First date", "First score", "Latest dat", "Latest score"],
    *([f"N{i}", dt.date(2024, 4, i), 8, dt.date(2024, 6, i), 5] for i in range(1, 5)),
]
# Nearly the headings of RESET's periods of support; the cells of the last may be anything.
NEARLY_SUPPORT = [
    ["YP Reff", "Start dat", "End dat", "Seting"],
    *([f"N{i}", dt.date(2024, 4, i), dt.date(2024, 6, i), None] for i in range(1, 5)),
]
LACKS_STATUS = [
    ["YP ref", "Started", "Ended", "What happened"],
    *([f"N{i}", dt.date(2024, 4, i), dt.date(2024, 6, i), "Engaged"] for i in range(1, 5)),
]


def asked_of(*sheets) -> dict[str, tuple[set[str], list[str]]]:
    """By sheet, the tables that are proposed, and the codes of what is asked."""
    understood, problems = recognise_sheets(book(*sheets))
    return {
        one.name: (
            {doubt.layout.table for doubt in understood.doubts if doubt.sheet == one.name},
            [p.code for p in problems if p.sheet == one.name and p.code.startswith("mapping-sheet")],
        )
        for one in sheets
    }


def test_what_the_rest_nearly_is_decides_as_if_it_were_confirmed():
    """The pain scale's sheet has four of its five headings; that one is asked about changes nothing."""
    found = asked_of(sheet(NEARLY_PAIN, "Pain"), sheet(NEARLY_SUPPORT, "Other"))
    assert found == {"Pain": ({"pain_readings"}, []), "Other": (set(), ["mapping-sheet-elsewhere"])}


@pytest.mark.parametrize("rest", [[], [sheet(NEARLY_PAIN, "Pain")]], ids=["alone", "beside pain"])
def test_no_table_is_proposed_that_the_name_of_the_sheet_speaks_against(rest):
    found = asked_of(*rest, sheet(NEARLY_SUPPORT, "Social prescribing Q1"))
    assert found["Social prescribing Q1"] == (set(), ["mapping-sheet-elsewhere"])
    (said,) = (
        p
        for p in recognise_sheets(book(sheet(NEARLY_SUPPORT, "Social prescribing")))[1]
        if "elsewhere" in p.code
    )
    assert "social prescribing, as its name says" in said.fix


def test_a_sheet_lacks_what_the_table_that_it_names_needs():
    _, problems = recognise_sheets(book(sheet(LACKS_STATUS, "Social prescribing")))
    assert [(p.code, p.field) for p in problems] == [("mapping-column-missing", "status")]


@pytest.mark.parametrize("name", ["Support", "Sessions", "Data"])
def test_a_name_of_one_word_says_nothing(name):
    assert asked_of(sheet(NEARLY_SUPPORT, name)) == {name: ({"support"}, [])}


def test_where_nothing_fits_it_is_said():
    rows = [["Case", "Began with us", "Left us", "What became of it"], *NEARLY_SUPPORT[1:]]
    assert asked_of(sheet(rows, "Social prescribing")) == {
        "Social prescribing": (set(), ["mapping-sheet-unknown"])
    }
