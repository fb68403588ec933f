"""A provider's workbook with 160 faults of twelve kinds, made by a seed, and how the provider mends it."""

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass, field

import openpyxl
import xlwt
from openpyxl.styles import Font, PatternFill

from ieo_metrics.framework.words.code_lists import STAR_AREAS

Cell = tuple[str, str]
RETURNED = dt.date(2025, 4, 14)
PEOPLE = 130
PHONE = "07700 900123"  # of a range that nobody has
SUPPORT, STAR, FOLLOW_UP = "Support", "Outcomes Star", "Follow-up"
HEADINGS = {
    SUPPORT: (
        "Young person ref",
        "Support started",
        "Support ended",
        "Setting",
        "District",
        "Age band",
        "Gender",
        "Ethnicity",
    ),
    STAR: (
        "Young person ref",
        "First star date",
        "Latest star date",
        *(f"{area.capitalize()} - {end}" for area in STAR_AREAS for end in ("first", "latest")),
    ),
    FOLLOW_UP: (
        "Young person ref",
        "Support started",
        "Follow-up ends",
        "Traced",
        "Reoffended",
        "CHI before",
        "CHI after",
    ),
}
FIRST_ROW = 3  # of records; the quarter stands in row 1, the headings in row 2


@dataclass(frozen=True)
class Faults:
    """`rows`: by sheet, its records, spoilt. `kinds`: how many of each code were put in. `mended`: what the
    provider writes in the end, by (sheet, cell); what is to be confirmed is not in it."""

    rows: dict[str, list[list[object]]]
    kinds: dict[str, int] = field(default_factory=dict)
    mended: dict[Cell, object] = field(default_factory=dict)


def faulty_return(seed: int = 14) -> Faults:
    """The records of a RESET return of 2024/25 Q4 with 160 faults of twelve kinds, each in a row of its own
    sheet that has no other."""
    dice = random.Random(seed)
    # No day that could be a month, so that nobody has to be asked which is which.
    starts = [dt.date(2025, dice.choice((1, 2)), dice.randint(13, 28)) for _ in range(PEOPLE)]
    refs = [f"RST-{17 * n + 1001:04}" for n in range(PEOPLE)]
    words = [("Community", "Custody"), ("Havant", "Portsmouth"), ("18 to 21", "22 to 25"), ("Male", "Female")]
    faults = Faults(
        {
            SUPPORT: [
                [ref, start, start.replace(month=3), *map(dice.choice, words), "White"]
                for ref, start in zip(refs, starts, strict=True)
            ],
            STAR: [
                [ref, start, start.replace(month=3), *(dice.randint(2, 9) for _ in range(20))]
                for ref, start in zip(refs, starts, strict=True)
            ],
            FOLLOW_UP: [
                [ref, day, day.replace(year=2025), "Yes", dice.choice(("Yes", "No")), 10, dice.randint(0, 30)]
                for ref, day in ((ref, start.replace(year=2024)) for ref, start in zip(refs, starts, strict=True))
            ],
        }
    )  # fmt: skip
    untouched = {sheet: dice.sample(range(PEOPLE), PEOPLE) for sheet in faults.rows}

    def spoil(code: str, sheet: str, column: int, many: int, wrong) -> None:
        """`wrong`: of what stands in the cell and the cell left of it, what is to stand there; a callable."""
        faults.kinds[code] = faults.kinds.get(code, 0) + many
        for _ in range(many):
            place = untouched[sheet].pop()
            row = faults.rows[sheet][place]
            cell = sheet, f"{openpyxl.utils.get_column_letter(column + 1)}{place + FIRST_ROW}"
            if code not in TO_CONFIRM:
                faults.mended[cell] = row[column]
            row[column] = wrong(row[column], row[column - 1])

    spoil("date-two-digit-year", SUPPORT, 1, 40, lambda day, _: f"{day:%d/%m/%y}")
    spoil("date-two-digit-year", SUPPORT, 2, 40, lambda day, _: f"{day:%d/%m/%y}")
    spoil("word-unknown", SUPPORT, 3, 11, lambda *_: dice.choice(("Aproved premises", "Both", "see notes")))
    spoil("word-unknown", SUPPORT, 3, 1, lambda *_: PHONE)
    spoil("reference-missing", SUPPORT, 0, 4, lambda *_: None)
    spoil("end-before-start", SUPPORT, 2, 8, lambda *_: dt.date(2024, 12, 19))
    spoil("date-after-return", STAR, 2, 6, lambda *_: dt.date(2025, 6, 27))
    spoil("date-impossible", STAR, 2, 10, lambda *_: "30/02/2025")
    spoil("date-unreadable", STAR, 2, 6, lambda *_: "early spring")
    spoil("date-missing", STAR, 1, 5, lambda *_: None)
    spoil("number-out-of-range", STAR, 5, 10, lambda *_: 11)
    spoil("number-unreadable", STAR, 8, 6, lambda *_: "eight")
    spoil("answer-not-known", FOLLOW_UP, 3, 8, lambda *_: "not known")
    spoil("window-not-standard", FOLLOW_UP, 2, 5, lambda _, start: dt.date(2025, 3, 31))
    return faults


TO_CONFIRM = ("date-after-return", "answer-not-known", "window-not-standard")


def as_workbook(faults: Faults) -> openpyxl.Workbook:
    """The return as the provider made it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet, records in faults.rows.items():
        tab = book.create_sheet(sheet)
        tab.append(["Reporting quarter: 2024/25 Q4", None, f"Date of return: {RETURNED.day} April 2025"])
        tab.append(HEADINGS[sheet])
        for cell in tab[2]:
            cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F3864")
        for record in records:
            tab.append(record)
        for row in tab.iter_rows(min_row=FIRST_ROW):
            for cell in row:
                if isinstance(cell.value, dt.date):
                    cell.number_format = "dd/mm/yyyy"
        for column in "ABCDEFGH":
            tab.column_dimensions[column].width = 18
    return book


def as_bytes(book: openpyxl.Workbook) -> bytes:
    """As openpyxl saves it."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(faults: Faults) -> bytes:
    """The return as an older Excel saves it."""
    book, out = xlwt.Workbook(), io.BytesIO()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for sheet in as_workbook(faults):
        tab = book.add_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    looks = (day,) if isinstance(cell.value, dt.date) else ()
                    tab.write(cell.row - 1, cell.column - 1, cell.value, *looks)
    book.save(out)
    return out.getvalue()


def as_csv(faults: Faults, sheet: str) -> bytes:
    """One sheet as a text file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Reporting quarter: 2024/25 Q4"])
    writer.writerow(HEADINGS[sheet])
    for record in faults.rows[sheet]:
        writer.writerow([f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value for value in record])
    return out.getvalue().encode("utf-8")
