"""The Crime Harm Index on the pages: uploading an edition, settling offences once, what police activity
found, and other files."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.crime_harm import starter_edition
from pages.shared.returns.lines.all_lines import OFFENCES_LINE
from tests.pages.seen import assert_calm, button, drop, lines, markup, open_line, press, set_up, visit

INDEX_TAB, RETURNS = "Crime Harm Index", "pages/returns.py"
INDEX = [
    ["Cambridge Crime Harm Index 2026"],
    ["HOME_OFFICE_CLASSIFICATION", "FULL_OFFENCE_TITLE", "CCHI Score", "Proactive"],
    ["001/01", "Murder", 100, "No"],
    ["092/61", "Having cannabis", 2, "Yes"],
    ["008/01", "Wounding", "many", "No"],
]
FOLLOW_UP = [
    ["Reporting quarter: 2024/25 Q1"],
    ["Person ref", "Start date", "Follow-up end", "Traced"],
    *([who, "01/05/2023", "01/05/2024", "yes"] for who in "AB"),
]
OFFENCES = [
    ["Reporting quarter: 2024/25 Q1"],
    ["Person ref", "Offence date", "HO code", "Offence", "CHI"],
    ["A", "01/04/2023", None, "Kicking <b>Jo</b>", None],
    ["A", "01/06/2023", None, None, 10],
    ["B", "01/04/2023", "092/61", None, None],
    ["B", "01/06/2023", None, None, 1],
]


def workbook(*sheets: list[list]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(data)
    return data.getvalue()


def upload(at: AppTest, name: str, data: bytes) -> AppTest:
    set_up(at, INDEX_TAB)
    at.file_uploader[0].upload(name, data, "application/octet-stream").run()
    assert_calm(at)
    return at


def figure(at: AppTest) -> tuple:
    """(numerator, denominator, left out) of 5.2.2.a as accepting would make it."""
    frame = at.session_state["preview"].after.frame
    row = frame[
        (frame["ref"] == "5.2.2.a")
        & (frame["quarter"] == "2024/25 Q1")
        & (frame["span"] == "quarter")
        & (frame["area"] == "all")
    ].iloc[0]
    return tuple(row[["numerator", "denominator", "left_out"]])


def test_an_edition_is_uploaded_once_and_stamped(app: AppTest) -> None:
    upload(app, "cchi.xlsx", workbook(INDEX))
    assert "2 offences were read" in markup(app) and "left out: 1 (row 5: many)" in markup(app)
    assert "edition of 2020, sentencing" in markup(app), "nothing is taken silently"
    next(one for one in app.text_input if one.label == "Date of its sentencing guidelines").set_value(
        "1 February 2026"
    ).run()
    press(app, "Use this edition from now on")
    assert "edition of 2026, sentencing guidelines at 1 February 2026, with 2 offences" in markup(app)
    assert "with 2 offences. Its file&#x27;s fingerprint begins " in markup(app)
    visit(app, "pages/history.py")
    assert "1 February 2026" in markup(app)
    set_up(app, INDEX_TAB)
    next(one for one in app.selectbox if one.label == "Edition in force").set_value(
        starter_edition().sha256
    ).run()
    press(app, "Use this edition")
    assert "edition of 2020, sentencing" in markup(app)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.xlsx", workbook([["Date", "Session type"], ["1", "2"]]), "is not a workbook of the index"),
        ("x.xlsx", b"PK\x03\x04 no workbook at all", "damaged"),
        ("x.csv", b"", "empty"),
        ("x.csv", b"ho_code,offence\n001/01,Murder\n", "the column CCHI Score cannot be found"),
    ],
)
def test_a_file_that_is_no_edition(app: AppTest, name: str, data: bytes, said: str) -> None:
    upload(app, name, data)
    assert said in markup(app) and not [one for one in app.button if one.label.startswith("Count by")]


def test_offences_are_settled_once_for_all_returns(app: AppTest) -> None:
    drop(app, ("a.xlsx", workbook(FOLLOW_UP, OFFENCES)))
    assert any("1 to settle" in line for line in lines(app))
    open_line(app, OFFENCES_LINE)
    assert "Kicking &lt;b&gt;Jo&lt;/b&gt;" in markup(app)
    assert figure(app) == (1, 1, 1)
    assert button(app, "Use this offence").disabled
    box = next(one for one in app.selectbox if one.placeholder == "Choose the offence…")
    assert len(box.options) == len(starter_edition().offences)
    box.select_index(
        next(i for i, words in enumerate(box.options) if "Affray" not in words and "(5475 days)" in words)
    ).run()
    press(app, "Use this offence")
    assert not [line for line in lines(app) if "to settle" in line] and figure(app) == (2, 2, 0)
    assert not [p for p in app.session_state["computed"].problems if p.code == "offence-no-value"]
    # The next return is not asked about it again.
    drop(
        app,
        ("b.xlsx", workbook(FOLLOW_UP, [*OFFENCES, ["B", "02/06/2023", None, "KICKING <b>jo</b>", None]])),
    )
    assert not [line for line in lines(app) if "to settle" in line]
    set_up(app, INDEX_TAB)
    box = next(one for one in app.multiselect if one.label == "Settled offences")
    assert len(box.options) == 1 and "Murder" in box.options[0]
    box.select(box.options[0]).run()
    press(app, "Ask these again")
    visit(app, RETURNS)
    (line,) = [line for line in lines(app) if "to settle" in line]
    assert "1 offence without one value 2 rows 1 to settle" in line  # of b.xlsx, in the place of a.xlsx


def test_an_offence_that_is_left_out_adds_nothing(app: AppTest) -> None:
    drop(app, ("a.xlsx", workbook(FOLLOW_UP, OFFENCES)))
    press(open_line(app, OFFENCES_LINE), "Leave it out")
    assert figure(app) == (1, 1, 0)


def test_what_police_activity_found_can_be_left_out(app: AppTest) -> None:
    set_up(app, INDEX_TAB)
    assert "marks no offences as proactively detected" in markup(
        app
    ) and "depends on how much the police look" in markup(app)
    press(upload(app, "cchi.xlsx", workbook(INDEX)), "Use this edition from now on")
    assert "marks no offence" not in markup(app)
    drop(app, ("a.xlsx", workbook(FOLLOW_UP, OFFENCES)))
    assert figure(app) == (1, 1, 1)
    set_up(app, INDEX_TAB)
    app.selectbox(key="proactive_proactive_offences_count").set_value(False).run()
    press(app, "Save the setting")
    visit(app, RETURNS)
    assert figure(app) == (0, 0, 1)
