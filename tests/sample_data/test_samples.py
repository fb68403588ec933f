"""The invented workbooks: the same bytes as committed, plainly invented, and shaped like the real thing."""

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest

from ieo_metrics.exports.templates import NOTES
from ieo_metrics.framework.dates.quarters import first_day, last_day, number_of, quarter, quarter_of
from ieo_metrics.framework.dates.quarters_in_text import quarters_stated
from sample_data.make_samples import (
    FILES,
    HERE,
    SCHOOLS,
    STARTS,
    choices,
    navigators,
    reset_constabulary,
    reset_society,
    tips,
    write_samples,
)
from sample_data.make_untidy import FAULTS, HIDDEN, NAME

QUARTERS = range(quarter(2022, 1), quarter(2024, 4) + 1)
FILES_WRITTEN = [HERE / name for name in FILES] + [HERE / "untidy" / NAME]
BOOKS = {path: openpyxl.load_workbook(path) for path in FILES_WRITTEN}
UNTIDY = BOOKS[HERE / "untidy" / NAME]


def texts(path: Path) -> list[str]:
    return [
        str(cell)
        for sheet in BOOKS[path]
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]


def active(rows: list, q: int) -> set:
    return {row[0] for row in rows if row[1] <= last_day(q) and (row[2] is None or row[2] >= first_day(q))}


def test_the_script_gives_what_is_committed(tmp_path):
    for written, committed in zip(write_samples(tmp_path), FILES_WRITTEN, strict=True):
        assert written.read_bytes() == committed.read_bytes(), (
            f"run python sample_data/make_samples.py: {committed.name} has changed"
        )


@pytest.mark.parametrize("path", FILES_WRITTEN, ids=lambda path: path.name)
def test_every_sheet_says_first_that_it_is_invented(path):
    assert path.stat().st_size < 300_000
    for sheet in BOOKS[path]:
        assert sheet["A1"].value.startswith("Invented data") and "no real person" in sheet["A1"].value


@pytest.mark.parametrize("path", FILES_WRITTEN[:-1], ids=lambda path: path.name)
def test_every_clean_sheet_states_the_twelve_quarters_and_the_notes_the_date_of_return(path):
    for sheet in BOOKS[path]:
        assert quarters_stated(sheet["A2"].value) == list(QUARTERS)
    assert BOOKS[path][NOTES]["A3"].value == "Date of return: 14 April 2025"


@pytest.mark.parametrize("path", FILES_WRITTEN, ids=lambda path: path.name)
def test_nothing_looks_like_a_real_person_s(path):
    for text in texts(path):
        digits = re.sub(r"[\s-]", "", text)
        assert not re.search(r"(?<!\d)(0\d{9,10}|\d{10,11})(?!\d)", digits) or re.match(
            r"\d{4}-\d\d-\d\d", text
        ), text  # telephone, NHS number
        assert not re.search(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", text), text  # postcode
        assert "@" not in text


def test_about_75_young_people_are_active_a_quarter():
    support = reset_society()["Support"]
    assert all(55 <= len(active(support, q)) <= 95 for q in QUARTERS)
    assert any(row[2] is None for row in support) and all(
        row[2] is None or row[2] > row[1] for row in support
    )


def test_half_to_two_thirds_have_a_second_star():
    sheets = reset_society()
    everyone, second = (
        {row[0] for row in sheets["Support"]},
        {row[0] for row in sheets["Outcomes Star"] if row[2]},
    )
    with_a_star = {row[0] for row in sheets["Outcomes Star"]}
    assert 0.5 < len(second) / len(everyone) < 0.67 and 0.5 < len(second) / len(with_a_star) < 0.67
    assert second <= everyone and all(row[2] is None or row[2] > row[1] for row in sheets["Outcomes Star"])


def test_first_stars_are_3_to_6_and_repeated_alike_on_each_review():
    first: dict[object, set] = {}
    for row in reset_society()["Outcomes Star"]:
        first.setdefault(row[0], set()).add((row[1], *row[3::2]))
        assert {score for score in row[3::2] if score is not None} <= {3, 4, 5, 6}
        assert {score for score in row[4::2] if score is not None} <= set(range(1, 11))
    assert all(len(stars) == 1 for stars in first.values())


def test_a_third_or_so_reoffend_and_some_are_not_traced():
    rows = reset_constabulary()["Follow-up"]
    traced = [row for row in rows if row[3] == "Yes"]
    assert 0.30 <= sum(row[4] == "Yes" for row in traced) / len(traced) <= 0.40
    assert 0 < len(rows) - len(traced) < 0.1 * len(rows)
    assert any(row[5] == 0 for row in traced) and max(row[5] or 0 for row in traced) > 1000
    assert {quarter_of(row[2]) for row in rows} == set(QUARTERS)


def test_pain_falls_and_few_come_in_the_quarter_without_a_navigator():
    rows = navigators()["Pain scale"]
    changes = [row[4] - row[2] for row in rows if row[4] is not None]
    assert -2.5 < sum(changes) / len(changes) < -1 and {row[2] for row in rows} == set(range(4, 10))
    new = {q: sum(quarter_of(row[1]) == q for row in rows) for q in QUARTERS}
    assert new.pop(quarter(2023, 2)) == 4 and all(25 <= many <= 40 for many in new.values())
    assert {row[3] for row in navigators()["Social prescribing"]} == {"Engaged", "Referred", "Declined"}


def test_schools_are_invented_and_next_to_nothing_happens_from_july_to_september():
    sheets = choices()
    for q in QUARTERS:
        many = sum(quarter_of(row[0]) == q for row in sheets["Sessions"])
        assert many <= 2 if number_of(q) == 2 else 10 <= many <= 40
    assert all("Example" in school.name and school.urn.startswith("999") for school in SCHOOLS)
    assert any(row[5] for row in sheets["School list"]) and all(
        1 <= (row[7] or 20) <= 32 for row in sheets["Sessions"]
    )


def test_sessions_are_on_working_days_in_order_and_no_two_alike():
    for rows in (choices()["Sessions"], tips()["Sessions"]):
        assert all(row[0].weekday() < 5 for row in rows) and [row[0] for row in rows] == sorted(
            row[0] for row in rows
        )
        assert len(set(rows)) == len(rows)
    assert {row[5] for row in tips()["Sessions"]} == {"Delivered", "Cancelled", "Postponed", "Did not attend"}


def test_some_quarters_are_small_on_purpose():
    assert min(STARTS) == 6
    assert sum(quarter_of(row[2]) == quarter(2024, 3) for row in reset_constabulary()["Follow-up"]) == 6


def test_the_readme_lists_every_file_and_fault():
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    assert all(path.name in readme for path in FILES_WRITTEN)
    assert [
        line
        for line in readme.splitlines()
        if line.startswith(tuple(f"| {sheet} |" for sheet in UNTIDY.sheetnames))
    ] == [f"| {fault.sheet} | {fault.cell} | {fault.wrong} |" for fault in FAULTS]


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.values], ids=lambda f: f"{f.sheet} {f.cell}")
def test_every_fault_is_in_its_cell(fault):
    cell = UNTIDY[fault.sheet][fault.cell]
    value, wanted = cell.value, fault.values[0]
    if wanted == "#DIV/0!":
        assert value == "=1/0"
    elif isinstance(wanted, dt.date):
        assert value == dt.datetime(wanted.year, wanted.month, wanted.day) and cell.is_date
    else:
        assert value == (
            pytest.approx(wanted) if isinstance(wanted, int) else wanted
        )  # Excel keeps 15 digits
        assert cell.number_format == "General" or wanted is None


def test_the_faults_of_whole_rows_and_sheets_are_there():
    support = UNTIDY["Support"]
    assert [c.value for c in support[10]] == [c.value for c in support[5]]
    assert UNTIDY[HIDDEN].sheet_state == "hidden"
    assert len([f for f in FAULTS if f.sheet != HIDDEN]) >= 12
