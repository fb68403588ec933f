"""A plain return as the workbook that a provider would send: the template's sheets and headings, and rows of
real cells."""

from collections.abc import Callable
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

import xlsxwriter

from ieo_metrics.framework.layouts import LAYOUTS, Layout
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import STAR_AREAS

from .days import label, quarter_after
from .plain import BAD, PlainReturn, Row, is_date, is_number

SheetRow = dict[str, object]  # slot name → value

WRONG = {"date": "31/02/2024", "number": "eleven", "category": "sometimes", "reference": "1.23E+09"}
HEADING_ROW = 2  # row 3 as Excel shows it


def write_workbook(
    plain: PlainReturn, path: str | Path, star: str = "wide", pain: str = "wide"
) -> PlainReturn:
    """Writes the workbook and returns what it says: the rows that its sheets give, in their order.

    `star` is wide, per star or long; `pain` wide or long. Every table must cover the same contiguous
    quarters.
    """
    shapes = {"star_readings": "one row per star" if star == "per star" else star, "pain_readings": pain}
    quarters = _stated(plain)
    said = {}
    with xlsxwriter.Workbook(path) as book:
        formats = {"date": book.add_format({"num_format": "dd/mm/yyyy"})}
        for table, rows in plain.tables.items():
            layout = next(
                each
                for each in LAYOUTS
                if each.table == table and each.shape == shapes.get(table, each.shape)
            )
            lines = [
                line
                for line in _RESHAPE.get((table, layout.shape), _as_they_are)(rows)
                if any(value is not None for value in line.values())
            ]
            _write(
                book.add_worksheet(layout.template_sheet or layout.shape.capitalize()),
                layout,
                lines,
                quarters,
                formats["date"],
            )
            said[table] = _canonical(layout, lines)
        notes = book.add_worksheet("Notes")
        notes.write_column(0, 0, [quarters, f"Date of return: {plain.dated.day} {plain.dated:%B %Y}"])
    return PlainReturn(plain.programme, plain.provider, plain.dated, said, plain.covers)


def _stated(plain: PlainReturn) -> str:
    quarters = sorted(set.union(*plain.covers.values()))
    contiguous = all(quarter_after(one) == other for one, other in pairwise(quarters))
    assert quarters and contiguous and all(covered == set(quarters) for covered in plain.covers.values()), (
        "a workbook states one range"
    )
    return f"Reporting quarter: {label(quarters[0])}" + (
        f" to {label(quarters[-1])}" if len(quarters) > 1 else ""
    )


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    layout: Layout,
    lines: list[SheetRow],
    quarters: str,
    date_format: xlsxwriter.format.Format,
) -> None:
    sheet.write_string(0, 0, quarters)
    for column, slot in enumerate(layout.slots):
        sheet.write_string(HEADING_ROW, column, slot.title)
        for number, line in enumerate(lines, start=HEADING_ROW + 1):
            value = line.get(slot.name)
            if value == BAD:
                value = _wrong(layout.table, slot.field)
            if isinstance(value, bool):
                sheet.write_string(number, column, "Yes" if value else "No")
            elif is_date(value):
                sheet.write_datetime(number, column, value, date_format)
            elif is_number(value):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, value)


def _wrong(table: str, name: str) -> object:
    """What a cell holds that is plainly wrong for its field."""
    field = TABLE[table].field(name)
    if name == "score":
        return 11
    if field.words is not None and set(field.words) == {True, False}:
        return "perhaps"
    return WRONG[field.kind.removeprefix("whole ")]


def _canonical(layout: Layout, lines: list[SheetRow]) -> list[Row]:
    """What the sheet gives, line by line in the layout's own order; a reading with neither date nor score is
    none."""
    blank = {field.name: None for field in TABLE[layout.table].fields}
    out = []
    for line in lines:
        for record in layout.records:
            row = blank | {
                field: slot[1:] if slot.startswith("=") else line.get(slot) for field, slot in record.items()
            }
            if "score" not in row or row["date"] is not None or row["score"] is not None:
                out.append(row)
    return out


def _as_they_are(rows: list[Row]) -> list[SheetRow]:
    return rows


def _per_star(rows: list[Row]) -> list[SheetRow]:
    """One line for each star: readings that follow each other, of one person and date, until an area comes
    again."""
    lines: list[SheetRow] = []
    for row in rows:
        if row["area"] not in STAR_AREAS:
            continue  # this shape has no column for an area that cannot be read
        same = (
            lines
            and all(lines[-1][name] == row[name] for name in ("person_ref", "date"))
            and row["area"] not in lines[-1]
        )
        if not same:
            lines.append({"person_ref": row["person_ref"], "date": row["date"]})
        lines[-1][row["area"]] = row["score"]
    return lines


def _wide_stars(rows: list[Row]) -> list[SheetRow]:
    return [_pair(first, latest, ": ") for first, latest in _firsts_and_latests(_per_star(rows))]


def _wide_pain(rows: list[Row]) -> list[SheetRow]:
    return [_pair(first, latest, "_") for first, latest in _firsts_and_latests(rows)]


def _firsts_and_latests(readings: list[Row]) -> list[tuple[Row, Row]]:
    """Each person's earliest reading beside each of the later ones; beside nothing where there is no
    other."""
    out = []
    for _, group in groupby(sorted(readings, key=_person), key=_person):
        first, *others = sorted(group, key=_day)
        out += [(first, other) for other in others] or [(first, {})]
    return out


def _person(reading: Row) -> str:
    return str(reading["person_ref"])


def _day(reading: Row) -> date:
    return reading["date"] if is_date(reading["date"]) else date.max


def _pair(first: Row, latest: Row, joint: str) -> SheetRow:
    """One line of a wide sheet; its scores are in slots such as `first: offending` or `first_score`, its
    dates in `first_date`."""
    line = {"person_ref": first["person_ref"]}
    for end, reading in (("first", first), ("latest", latest)):
        for name, value in reading.items():
            if name != "person_ref":
                line[f"{end}_date" if name == "date" else f"{end}{joint}{name}"] = value
    return line


_RESHAPE: dict[tuple[str, str], Callable[[list[Row]], list[SheetRow]]] = {
    ("star_readings", "wide"): _wide_stars,
    ("star_readings", "one row per star"): _per_star,
    ("pain_readings", "wide"): _wide_pain,
}
