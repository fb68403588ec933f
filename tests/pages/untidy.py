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
