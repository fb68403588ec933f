"""Writes `untidy/RESET untidy 2024-25 Q4.xlsx`: a small return in the template's headings that goes wrong in
instructive ways.

It starts from clean rows, and each row of FAULTS spoils one cell. README.md lists the same faults; a test
compares them.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from ieo_metrics.exports.templates import quarter_line, template_layouts, template_slots
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.words.code_lists import STAR_AREAS

NAME = "RESET untidy 2024-25 Q4.xlsx"
INVENTED = (
    "Invented data, wrong on purpose: made by a program to show what the checks find. There is no real "
    "person in it."
)
HEADING = 3  # the fourth row, counted from 0
HIDDEN = "Support last quarter"


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `values` go into the cells from `cell` to the right; an empty tuple is a fault of the
    sheet itself."""

    sheet: str
    cell: str
    wrong: str
    values: tuple[object, ...] = ()


FAULTS = (
    Fault("Support", "B6", "a date that does not exist, as text: 31/02/2025", ("31/02/2025",)),
    Fault("Support", "B7", "an American date, as text: 5/13/2024", ("5/13/2024",)),
    Fault(
        "Support", "B8", "a date that lost its format: the serial number 45672, which is 15/01/2025", (45672,)
    ),
    Fault("Support", "C9", "support ended before it started", (dt.date(2024, 6, 3),)),
    Fault("Support", "A10", "a duplicate: the same row as row 5", ()),
    Fault(
        "Support", "D11", "a setting that is not one of the two: Approved premises", ("Approved premises",)
    ),
    Fault(
        "Support",
        "E12",
        "a district that is on no list: Example Forest East, which is kept as a group of its own",
        ("Example Forest East",),
    ),
    Fault(
        "Support",
        "A13",
        "a reference stored as a number of 18 digits, of which Excel keeps 15",
        (123456789012345678,),
    ),
    Fault("Support", "A14", "no reference", (None,)),
    Fault("Support", "B15", "a year of two digits: 03/02/25", ("03/02/25",)),
    Fault("Support", "B16", "a date in the future: 03/03/2031", (dt.date(2031, 3, 3),)),
    Fault(
        "Support", "A18", "RST-904, which may be the RST-0904 of row 17: reported, not merged", ("RST-904",)
    ),
    Fault("Support", "C19", "TBC where a date belongs", ("TBC",)),
    Fault("Support", "I4", "a column that nobody asked for, with names", ("Name",)),
    Fault("Support", "A23", "a totals row under the records", ("Total", 18)),
    Fault("Support", "A25", "a note under the table", ("Rows 6 to 8 were typed in from paper.",)),
    Fault("Outcomes Star", "D6", "a score of 11, on a scale from 1 to 10", (11,)),
    Fault("Outcomes Star", "E7", "a score in words: eight", ("eight",)),
    Fault("Outcomes Star", "R8", "a blank score", (None,)),
    Fault("Outcomes Star", "W10", "another score for the same person, area and date as in row 9", (7,)),
    Fault("Outcomes Star", "C11", "the latest star is dated before the first", (dt.date(2024, 5, 7),)),
    Fault("Outcomes Star", "P12", "a score that is not whole: 4.5", (4.5,)),
    Fault("Follow-up", "E6", "neither yes nor no: perhaps", ("perhaps",)),
    Fault("Follow-up", "F7", "a formula that shows #DIV/0!", ("#DIV/0!",)),
    Fault(
        "Follow-up",
        "C8",
        "the follow-up ends six months after support started, not twelve",
        (dt.date(2025, 1, 22),),
    ),
    Fault("Follow-up", "G9", "a harm score below zero: -5", (-5,)),
    Fault(HIDDEN, "A1", "the whole sheet is hidden: last quarter's, left in the file", ()),
)


def clean_rows() -> dict[str, list[list[object]]]:
    """{sheet: rows} before they are spoilt: 18 periods of support, 12 stars, 10 follow-ups."""
    about = (
        ("Portsmouth", "18 to 21"),
        ("Southampton", "22 to 25"),
        ("Havant", "18 to 21"),
        ("Gosport", "22 to 25"),
        ("Eastleigh", "18 to 21"),
    )
    refs = [f"RST-{number:04d}" for number in range(892, 910)]
    start = dt.date(2024, 7, 1)
    support: list[list[object]] = []
    for i, ref in enumerate(refs):
        ended = start + dt.timedelta(days=7 * i + 140) if i % 3 == 1 else None
        support.append(
            [
                ref,
                start + dt.timedelta(days=7 * i),
                ended,
                "Custody" if i % 6 == 5 else "Community",
                *about[i % 5],
                "Male",
                "White",
            ]
        )
    support[5] = list(support[0])

    stars: list[list[object]] = []
    for i, ref in enumerate(refs[:12]):
        scores = [
            cell for area in range(len(STAR_AREAS)) for cell in (3 + (i + area) % 4, 4 + (i + 2 * area) % 5)
        ]
        stars.append(
            [
                ref,
                dt.date(2024, 8, 5) + dt.timedelta(days=7 * i),
                dt.date(2025, 1, 6) + dt.timedelta(days=7 * i),
                *scores,
            ]
        )
    stars[4] = [*stars[4][:-1], 5]
    stars[5] = list(stars[4])

    follow_up: list[list[object]] = []
    for i in range(10):
        started = dt.date(2024, 1, 8) + dt.timedelta(days=7 * i)
        again = i % 3 == 0
        follow_up.append(
            [
                f"RST-{850 + i:04d}",
                started,
                started.replace(year=2025),
                "Yes",
                "Yes" if again else "No",
                10 + 182.5 * (i % 4),
                15 if again else 0,
            ]
        )
    follow_up[3][1], follow_up[3][2] = dt.date(2024, 7, 22), dt.date(2025, 7, 22)
    return {
        "Support": support,
        "Outcomes Star": stars,
        "Follow-up": follow_up,
        HIDDEN: [list(row) for row in support[:4]],
    }


def write_untidy(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    headings = {
        layout.template_sheet: [slot.title for slot in template_slots(layout)]
        for layout in template_layouts("RESET")
    }
    headings[HIDDEN] = headings["Support"]
    this, last = quarter_line(quarter(2024, 4)), quarter_line(quarter(2024, 3))
    path = folder / NAME
    with xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    ) as book:
        book.set_properties(
            {"title": "RESET: quarterly return, untidy on purpose", "created": dt.datetime(2024, 4, 1)}
        )
        as_date = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        for name, rows in clean_rows().items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(headings[name]), 18)
            for row, line in enumerate(
                (INVENTED, last if name == HIDDEN else this, "Date of return: 14 April 2025")
            ):
                sheet.write_string(row, 0, line)
            table: list[list[object]] = [list(headings[name]), *rows]
            for row, cells in enumerate(table, start=HEADING):
                for column, value in enumerate(cells):
                    _write(sheet, row, column, value, as_date)
            if name == "Support":
                for row in range(HEADING + 1, HEADING + 1 + len(rows)):
                    sheet.write_string(row, len(headings[name]), "Example Person")
            for fault in (f for f in FAULTS if f.sheet == name):
                row, column = xl_cell_to_rowcol(fault.cell)
                for offset, value in enumerate(fault.values):
                    _write(sheet, row, column + offset, value, as_date)
            if name == HIDDEN:
                sheet.hide()
    return path


def _write(sheet: Worksheet, row: int, column: int, value: object, as_date: object) -> None:
    if value is None:
        sheet.write_blank(row, column, None, as_date)  # takes away what the clean row had there
    elif value == "#DIV/0!":
        sheet.write_formula(row, column, "=1/0", None, "#DIV/0!")
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), as_date)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
