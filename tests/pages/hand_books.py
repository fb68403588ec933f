"""Workbooks in shapes that no layout knows, one for each way in which a table may lie. They are all invented."""

import datetime as dt
from collections.abc import Sequence

import openpyxl

from tests.pages.untidy import as_bytes

QUARTER = "2024/25 Q2"


def _book(name: str, rows: Sequence[Sequence[object]], quarter: str, programme: str) -> bytes:
    """A title, the quarter, a blank row, and the rows from row 4 on."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in ([f"{programme} (invented)"], [f"Reporting quarter: {quarter}"], [], *rows):
        sheet.append(row)
    return as_bytes(book)


def log_of_work(quarter: str = QUARTER, month: int = 7, *, wrong: bool = False) -> bytes:
    """Down, from B4: six training sessions and three one-to-one ones, with a column of names."""
    rows = [
        [None, dt.date(2024, month, 1 + n), kind, 8 + n, f"Invented Person {n}", "as planned"]
        for n, kind in enumerate(["Training"] * 6 + ["One-to-one reflective practice"] * 3)
    ]
    if wrong:
        rows[1][1] = "31/02/2024"
    headings = [None, "Wann", "What we did", "Who came", "Lead's name", "Where it went"]
    return _book("Log", [headings, *rows], quarter, "TIPS")


def pain_across(quarter: str = QUARTER) -> bytes:
    """Across, from A4: three young people whose pain went 8 → 4, 6 → 5 and 7 → 7."""
    rows = [
        ["Who", "AEN-1", "AEN-2", "AEN-3"],
        ["Full name", "Invented Ann", "Invented Ben", "Invented Cay"],
        ["Came in on", *(dt.date(2024, 7, day) for day in (2, 3, 4))],
        ["Hurt then", 8, 6, 7],
        ["Seen again on", *(dt.date(2024, 9, day) for day in (2, 3, 4))],
        ["Hurt at that time", 4, 5, 7],
    ]
    return _book("Scale", rows, quarter, "A&E Navigators")


def months_beside(quarter: str = QUARTER) -> bytes:
    """Side by side, from A4: a table a month, with five training sessions and four one-to-one ones."""
    kinds = (["Training", "Training", "1-1"], ["Training", "1-1", "1-1"], ["Training", "Training", "1-1"])
    rows = [["Wann", "What we did", None] * 3]
    for n in range(3):
        rows.append(
            [
                cell
                for month, of in enumerate(kinds)
                for cell in (dt.date(2024, 7 + month, 3 + n), of[n], None)
            ]
        )
    return _book("Months", rows, quarter, "TIPS")


def cards(quarter: str = QUARTER) -> bytes:
    """Cards, from A4: three young people, of whom two are supported in the community."""
    rows: list[list[object]] = []
    for n, setting in enumerate(("Community", "Custody", "Community"), start=1):
        rows += [
            ["Code", f"RST-{n}", None, "Name", f"Invented Person {n}"],
            ["Came to us", dt.date(2024, 7, n), None, "Left us", None if n < 3 else dt.date(2024, 9, 3)],
            ["Where", setting],
            [],
        ]
    return _book("People", rows, quarter, "RESET")


def counts(quarter: str = QUARTER, months: Sequence[str] = ("Jul 2024", "Aug 2024", "Sep 2024")) -> bytes:
    """A grid, from A4: 3 + 2 + 4 training sessions and 5 + 6 + 7 one-to-one ones."""
    rows = [
        ["What we did", *months, "Total"],
        ["Training", 3, 2, 4, 9],
        ["One-to-one reflective practice", 5, 6, 7, 18],
    ]
    return _book("Counts", rows, quarter, "TIPS")
