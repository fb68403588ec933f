"""Workbooks as busy people type them, made with openpyxl: headings of their own, two rows of headings, a
TOTAL row, a hidden sheet; and a plain return."""

import datetime as dt
import io

import openpyxl
from openpyxl.workbook import Workbook

HEADINGS = ("YP Ref", "Support started", "Support endded", "Setting", "Distrct", "Full name", "Comments")
WRONG_DATE = "31/02/2024"


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def support(book: Workbook, quarter: str, headings: tuple[str, ...], *, wrong: bool) -> None:
    """A title, the quarter, headings nearly known, ten rows of which two are wrong, and a TOTAL row."""
    sheet = book.active
    assert sheet is not None
    sheet.title = "Caseload"
    sheet.append(["RESET caseload (invented)"])
    sheet.append([f"Reporting quarter: {quarter}"])
    sheet.append([])
    sheet.append(list(headings))
    for i in range(10):
        ended = dt.date(2024, 9, 2 + i) if i % 3 == 0 else None
        setting = "Custody" if i % 4 == 0 else "Community"
        sheet.append(
            [
                f"RST-{i:04d}",
                dt.date(2024, 7, 1 + 3 * i),
                ended,
                setting,
                "Portsmouth",
                f"Invented Person {i}",
                "Prefers mornings",
            ][: len(headings)]
        )
    if wrong:
        sheet["B6"] = WRONG_DATE
        sheet["D7"] = "Hostel"
    sheet.append(["TOTAL", 10])


def stars(book: Workbook) -> None:
    """A heading of two rows, merged over pairs of columns."""
    sheet = book.create_sheet("Star scores")
    sheet.append(["Outcomes Star (invented)"])
    sheet.append(
        ["YP Ref", "Star date", None, "Meaningful use of time", None, "Emotional & mental health", None]
    )
    sheet.append([None, "First", "Latest", "First", "Latest", "First", "Latest"])
    for cells in ("A2:A3", "B2:C2", "D2:E2", "F2:G2"):
        sheet.merge_cells(cells)
    for i in range(8):
        sheet.append(
            [
                f"RST-{i:04d}",
                dt.date(2024, 7, 5 + i),
                dt.date(2024, 9, 5 + i),
                3 + i % 3,
                5 + i % 4,
                4,
                4 + i % 3,
            ]
        )


def reset(
    quarter: str = "2024/25 Q2",
    headings: tuple[str, ...] = HEADINGS,
    *,
    wrong: bool = True,
    with_stars: bool = True,
    hidden: bool = False,
) -> bytes:
    """A RESET return."""
    book = openpyxl.Workbook()
    support(book, quarter, headings, wrong=wrong)
    if with_stars:
        stars(book)
    if hidden:
        sheet = book.copy_worksheet(book["Caseload"])
        sheet.title, sheet.sheet_state = "Last quarter", "hidden"
    return as_bytes(book)


def tips(sessions: int) -> tuple[str, bytes]:
    """The return of 2024/25 Q2: 5.3.1.b is the number of its training sessions."""
    rows = "".join(
        f"{dt.date(2024, 7, 1) + dt.timedelta(days=n):%Y-%m-%d},Training,Delivered\n" for n in range(sessions)
    )
    return (
        f"TIPS {sessions}.csv",
        (
            "Reporting quarter: 2024/25 Q2\nDate of return: 14 October 2024\nDate,Session "
            f"type,Status\n{rows}"
        ).encode(),
    )


def of_sheets(quarter: str, **sheets: list[list[object]]) -> bytes:
    """By the name of a sheet its rows, under the quarter."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in ([f"Reporting quarter: {quarter}"], [], *rows):
            sheet.append(row)
    return as_bytes(book)


def nearly_known(quarter: str = "2024/25 Q4") -> dict[str, bytes]:
    """By file, the returns of A&E Navigators, Choices and TIPS from January to March 2025, each with headings
    that are nearly known."""
    pain = [[f"AEN-{i}", dt.date(2025, 1, 2 + i), 7, dt.date(2025, 3, 2 + i), 4] for i in range(6)]
    visits = [
        [
            dt.date(2025, 2, 3 + i),
            "Invented School",
            116001,
            "Portsmouth",
            f"Year {7 + i}",
            "Delivered",
            30,
            2,
        ]
        for i in range(4)
    ]
    schools = [[116001, "Invented School", "yes", "yes", dt.date(2024, 4, 1), None]]
    sessions = [[dt.date(2025, 3, 3 + i), "Training", 9 + i, "Delivered"] for i in range(6)]
    of_pain = ["Young person ref", "First date", "First score", "Latest dat", "Latest score"]
    of_visits = ["Date", "School", "URN", "District", "Year group", "Status", "Young people reachd"]
    of_schools = ["URN", "School", "Hotspot area", "Priority school", "From", "To"]
    return {
        "nav jan-march.xlsx": of_sheets(quarter, Pain=[of_pain, *pain]),
        "Choices Q4 FINAL (2).xlsx": of_sheets(
            quarter, Visits=[[*of_visits, "School staff engaged"], *visits], Schools=[of_schools, *schools]
        ),
        "TIPS.xlsx": of_sheets(quarter, Sessions=[["Date", "Session typ", "Atendees", "Status"], *sessions]),
    }
