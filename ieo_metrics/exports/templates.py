"""The blank workbooks that providers are offered, one a programme, and the same workbooks filled (the
invented samples).

Sheets, headings, drop-downs and ranges all come from `framework`: a new column there is a new column here.
"""

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter_of
from ieo_metrics.framework.layouts import LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.framework.return_types import PROGRAMMES, RETURN_TYPES, return_type_of
from ieo_metrics.framework.words.code_lists import COUNCILS_OF, DISTRICT

ROWS = 2000  # under the heading, that refuse a wrong entry
NOTES = "Notes"
EARLIEST, LAST = dt.date(2015, 1, 1), dt.date(2039, 12, 31)  # outside these a date is a slip of the keyboard

# Read where a provider sends it, but not asked for: only a follow-up that starts at arrest needs it.
NOT_ASKED = {("follow_up", "arrested")}

WHAT_TO_WRITE = {
    "reference": "Your own reference for the young person, the same every quarter. Never a name.",
    "date": "A date, as dd/mm/yyyy.",
    "whole number": "A whole number.",
    "number": "A number.",
    "category": "Choose from the list.",
    "text": "A few words.",
}
# By field, where its kind does not say enough.
MORE = {
    "setting": "Where the young person was supported. A move between the two ends one row and starts "
    "another.",
    "window_end": (
        "A date, as dd/mm/yyyy: 12 months after support started, unless the partnership has agreed another "
        "window."
    ),
    "traced": (
        "Whether the young person was found on police systems. Not traced is not the same as did not "
        "reoffend."
    ),
    "reoffended": "Whether an offence was committed after support started and by the day on which the "
    "follow-up ends.",
    "chi_before": "Crime Harm Index total of the offences in the 12 months up to and including the start "
    "of support.",
    "chi_after": "Crime Harm Index total of the offences after the start of support, up to the end of "
    "the follow-up.",
    "offence_date": "The date on which it was committed, not recorded, as dd/mm/yyyy.",
    "ho_code": "The Home Office code, such as 028/03.",
    "offence": "The offence's title as in the Crime Harm Index.",
    "chi": "The offence's Crime Harm Index value, if you have it.",
    "school": "The school's name, spelt the same way every time.",
    "urn": "The school's unique reference number, six digits.",
    "cohort": "The year group or class, in the same words at both of its workshops: it counts once.",
    "activity": "Which workshop it was.",
    "young_people_reached": "How many young people were there. Blank if the session did not take place.",
    "staff_engaged": "How many school staff were there. Blank if the session did not take place.",
    "practitioner": "Who led it: a role or a letter is enough.",
    "team": "The police team, never an officer's name.",
    "attendees": "How many people were there.",
    "number": "How many sessions the row stands for, if more than one.",
    "valid_from": "The first day on which the school was on the list, as dd/mm/yyyy.",
    "valid_to": "The last day on which the school was on the list, as dd/mm/yyyy.",
}

INSTEAD = {"offences": ", instead of the last four columns of the sheet Follow-up"}


def template_file_name(programme: str) -> str:
    """The template's file name: without `&`, which shells and web addresses take for something else."""
    return programme.replace("&", " and ").replace("  ", " ") + ".xlsx"


def template_layouts(programme: str) -> tuple[Layout, ...]:
    """The layouts of a programme's template, in the order of its sheets."""
    return tuple(
        layout for layout in LAYOUTS if layout.template_sheet and TABLE[layout.table].programme == programme
    )


def template_slots(layout: Layout) -> tuple[ColumnSpec, ...]:
    """The columns of one sheet of a template, in their order."""
    return tuple(slot for slot in layout.slots if (layout.table, slot.name) not in NOT_ASKED)


def words_offered(field: Field) -> tuple[str, ...]:
    """The drop-down of a category: Yes and No, Community and Custody, Hampshire and its councils; () of other
    fields."""
    out: list[str] = []
    for value in field.words or {}:
        word = {True: "Yes", False: "No"}[value] if isinstance(value, bool) else value[:1].upper() + value[1:]
        out += [word, *(COUNCILS_OF.get(value, ()) if field.words is DISTRICT else ())]
    return tuple(out)


def write_template(
    programme: str,
    path_or_buffer: str | Path | BytesIO,
    quarter: Quarter | None = None,
    rows: Mapping[str, Sequence[Sequence[object]]] | None = None,
    *,
    until: Quarter | None = None,
    line_above: str = "",
    returned: dt.date | None = None,
) -> None:
    """Writes a programme's workbook: `Notes`, then its sheets. The same arguments give the same bytes.

    `quarter`: what the first row says, and where its drop-down begins (without it: the quarter of today);
    `until`: the last quarter of a range. `rows`: {sheet: rows of cells in the order of its columns}; then
    only the sheets that it names are there, because a heading without rows is a nil return. `line_above` goes
    above the first row of every sheet; `returned` is the date of the return. Raises ValueError for a
    programme, sheet or row that does not fit.
    """
    layouts = template_layouts(programme)
    if not layouts:
        raise ValueError(f"{programme!r} is not a programme: they are {', '.join(PROGRAMMES)}")
    if rows is not None:
        if unknown := set(rows) - {layout.template_sheet for layout in layouts}:
            raise ValueError(f"{programme} has no sheet {min(unknown)!r}")
        layouts = tuple(layout for layout in layouts if layout.template_sheet in rows)
        for layout in layouts:  # before a file is begun
            wanted = len(template_slots(layout))
            for number, cells in enumerate(rows[layout.template_sheet], start=1):
                if len(cells) != wanted:
                    raise ValueError(
                        f"{layout.template_sheet}: row {number} has {len(cells)} cells, not {wanted}"
                    )
    target = path_or_buffer if isinstance(path_or_buffer, BytesIO) else str(path_or_buffer)
    with xlsxwriter.Workbook(
        target,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        },
    ) as book:
        book.set_properties(
            {"title": f"{programme}: quarterly return", "created": dt.datetime(2024, 4, 1)}
        )  # else the clock would be in the bytes
        writer = _Writer(book, quarter_of(dt.date.today()) if quarter is None else quarter, until, line_above)
        sources = writer.notes(book.add_worksheet(NOTES), programme, layouts, returned)
        for layout in layouts:
            writer.table(
                book.add_worksheet(layout.template_sheet),
                layout,
                sources,
                (rows or {}).get(layout.template_sheet, ()),
            )


def write_templates(folder: str | Path, quarter: Quarter | None = None) -> list[Path]:
    """One blank workbook a programme, in `folder`, which is made if need be."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    out = [folder / template_file_name(programme) for programme in PROGRAMMES]
    for programme, path in zip(PROGRAMMES, out, strict=True):
        write_template(programme, path, quarter)
    return out


class _Writer:
    """The formats of one workbook, and its two kinds of sheet."""

    def __init__(
        self, book: xlsxwriter.Workbook, quarter: Quarter, until: Quarter | None, line_above: str
    ) -> None:
        self.quarter, self.until, self.line_above = quarter, until, line_above
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True})
        self.plain = book.add_format({})
        self.wrapped = book.add_format(
            {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        )
        # Bold, bordered and shaded: a heading for those who do not see the shade too.
        self.heading = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "align": "left",
                "border": 1,
                "bg_color": "#DDE6EF",
                "font_color": "#000000",
            }
        )
        self.to_fill = book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "align": "left"})
        self.cells = {
            "reference": book.add_format({"num_format": "@"}),
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        }

    def notes(
        self, sheet: Worksheet, programme: str, layouts: Sequence[Layout], returned: dt.date | None
    ) -> dict[tuple[str, ...], str]:
        """The first sheet. Returns where the words are that a drop-down cannot hold itself, as {words:
        range}."""
        self._page(sheet)
        for column, width in enumerate((24, 34, 70, 70)):
            sheet.set_column(column, column, width)
        row = self._first_rows(sheet)
        if returned:
            sheet.write_string(row, 0, f"Date of return: {day_in_words(returned)}", self.bold)
            sheet.write_datetime(row, 1, dt.datetime.combine(returned, dt.time()), self.to_fill)
        else:
            sheet.write_string(row, 0, "Date of return:", self.bold)
            sheet.write_blank(row, 1, None, self.to_fill)
        sheet.data_validation(row, 1, row, 1, _date_check("Date of return"))
        sheet.write_string(
            row + 2, 0, f"{programme}: quarterly return to the Violence Reduction Unit", self.title
        )
        row += 3
        for line in _instructions(programme, layouts):
            sheet.write_string(row, 0, line, self.plain)
            row += 1

        row += 1
        for column, text in enumerate(("Sheet", "Column", "What to write", "Allowed values")):
            sheet.write_string(row, column, text, self.heading)
        for layout in layouts:
            for slot in template_slots(layout):
                row += 1
                field = TABLE[layout.table].field(slot.field)
                cells = (
                    layout.template_sheet,
                    slot.title,
                    f"{MORE.get(field.name, WHAT_TO_WRITE[field.kind])} {_if_blank(slot, field)}",
                    _allowed(field),
                )
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text, self.wrapped)
                sheet.set_row(row, 15 * max(len(textwrap.wrap(text, 66)) for text in cells))

        sources: dict[tuple[str, ...], str] = {}
        row += 2
        for layout in layouts:
            for slot in template_slots(layout):
                words = words_offered(TABLE[layout.table].field(slot.field))
                if words in sources or _fits_in_a_drop_down(words):
                    continue
                sheet.write_string(row, 0, f"Answers for {slot.title}", self.bold)
                for word in words:
                    sheet.write_string(row, 1, word, self.plain)
                    row += 1
                sources[words] = f"={NOTES}!$B${row - len(words) + 1}:$B${row}"
                row += 1
        return sources

    def table(
        self,
        sheet: Worksheet,
        layout: Layout,
        sources: Mapping[tuple[str, ...], str],
        rows: Sequence[Sequence[object]],
    ) -> None:
        """One sheet to fill in: the quarter, one line of help, the heading, and the rows, if any."""
        slots = template_slots(layout)
        self._page(sheet)
        at = self._first_rows(sheet)
        no_names = "No names or dates of birth. " if TABLE[layout.table].persons else ""
        sheet.write_string(at, 0, f"{_one_row(layout)} Dates as dd/mm/yyyy. {no_names}See the sheet {NOTES}.")
        heading = at + 1
        fields = [TABLE[layout.table].field(slot.field) for slot in slots]
        for column, (slot, field) in enumerate(zip(slots, fields, strict=True)):
            # The whole column, so that a row pasted beyond the last checked one still keeps 007 as 007.
            sheet.set_column(column, column, _width(slot, field), self.cells.get(field.kind))
            sheet.write_string(heading, column, slot.title, self.heading)
            if check := _check(slot, field, sources):
                sheet.data_validation(heading + 1, column, heading + ROWS, column, check)
        sheet.set_row(
            heading,
            15
            * max(
                len(textwrap.wrap(slot.title, _width(slot, field) - 3))
                for slot, field in zip(slots, fields, strict=True)
            ),
        )
        sheet.freeze_panes(heading + 1, 1)
        sheet.repeat_rows(heading)
        for number, cells in enumerate(rows, start=heading + 1):
            for column, (cell, field) in enumerate(zip(cells, fields, strict=True)):
                _write(sheet, number, column, cell, self.cells.get(field.kind))

    def _page(self, sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")

    def _first_rows(self, sheet: Worksheet) -> int:
        """Writes the line above, if any, and the quarter; gives the row after them."""
        if self.line_above:
            sheet.write_string(0, 0, self.line_above, self.bold)
        at = int(bool(self.line_above))
        sheet.write_string(at, 0, quarter_line(self.quarter, self.until), self.bold)
        if self.until is None:
            sheet.data_validation(at, 0, at, 0, _quarter_check(self.quarter))
        return at + 1


def quarter_line(first: Quarter, last: Quarter | None = None) -> str:
    """`Reporting quarter: 2024/25 Q2`, or `Reporting quarter: 2022/23 Q1 to 2024/25 Q4`."""
    return f"Reporting quarter: {label(first)}" + (f" to {label(last)}" if last is not None else "")


def _quarter_check(quarter: Quarter) -> dict[str, Any]:
    # Eight quarters are as many as a drop-down carries in itself. A list of cells would be text that states
    # other quarters. Only a warning, so that an older quarter, or several, can be typed.
    message = (
        f"Choose the quarter that this return is about, as in {quarter_line(quarter)}. You can type "
        "another quarter in the same form."
    )
    return {
        "validate": "list",
        "source": [quarter_line(q) for q in range(quarter - 3, quarter + 5)],
        "error_type": "warning",
        "input_message": message,
        "error_message": message,
        "input_title": "Reporting quarter",
        "error_title": "Reporting quarter",
    }


def _date_check(title: str) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST,
        "maximum": LAST,
        "error_title": "Not a date that can be used",
        "error_message": (
            f"{title}: a date as dd/mm/yyyy, such as 30/09/2024, from {EARLIEST.year} to {LAST.year}."
        ),
    }


def _check(slot: ColumnSpec, field: Field, sources: Mapping[tuple[str, ...], str]) -> dict[str, Any] | None:
    """The validation of a column's cells; None for references and text, which take anything."""
    if field.kind == "date":
        return _date_check(slot.title)
    if field.kind == "category":
        words = words_offered(field)
        message = (
            f"{slot.title}: choose an answer from the list. The sheet {NOTES} shows what the answers are."
        )
        return {
            "validate": "list",
            "source": sources.get(words, list(words)),
            "error_title": "Not on the list",
            "error_message": message,
        }
    if field.kind in ("whole number", "number"):
        message = f"{slot.title}: {_allowed(field).lower()}. Leave it blank if it is not known."
        return {
            "validate": "integer" if field.kind == "whole number" else "decimal",
            "criteria": "between",
            "minimum": field.lowest,
            "maximum": field.highest,
            "error_title": "Not a number that can be used",
            "error_message": message,
        }
    return None


def _fits_in_a_drop_down(words: tuple[str, ...]) -> bool:
    """Excel's own limits: 255 characters, and a comma begins the next word."""
    return len(",".join(words)) <= 255 and not any("," in word for word in words)


def _allowed(field: Field) -> str:
    if field.kind == "category":
        return "; ".join(words_offered(field))
    if field.kind in ("whole number", "number"):
        return f"{field.kind} from {field.lowest:,} to {field.highest:,}".capitalize()
    # Years only: "01/01/2015 to 31/12/2039" would be read as quarters that the workbook states.
    return {
        "date": f"Date in the years {EARLIEST.year} to {LAST.year}",
        "reference": "Letters and figures",
        "text": "Text",
    }[field.kind]


def _if_blank(slot: ColumnSpec, field: Field) -> str:
    if slot.name.startswith("latest"):
        return "Blank if there has been no later one."
    return {
        "must": "Must be filled in.",
        "should": "If it is blank, the row is left out of the measures that need it.",
    }.get(field.blank, f"Blank means {field.blank}.")


def _one_row(layout: Layout) -> str:
    if layout.shape == "wide":
        return "One row for each young person and review, with the first date and scores repeated on it."
    return f"{layout.shape.capitalize()}."


def _instructions(programme: str, layouts: Sequence[Layout]) -> list[str]:
    """Why the workbook exists and how to fill it in, a line each: short, since they run across the
    columns."""
    about = [
        r
        for r in RETURN_TYPES
        if r.programme == programme and any(layout.table in r.tables for layout in layouts)
    ]
    return [
        *(f"{r.provider}: {r.about}." for r in about),
        (
            "This workbook tells the partnership how the programme did in a quarter, using the measures "
            "in its outcomes framework."
        ),
        (
            "Please do not give names, dates of birth, addresses, telephone or NHS numbers, or notes "
            "about a person. Use your own reference."
        ),
        *[
            (
                f"The sheet {layout.template_sheet} is filled in by: "
                f"{return_type_of(layout.table).provider}{INSTEAD.get(layout.table, '')}."
            )
            for layout in layouts
        ],
        (
            "1. The reporting quarter stands in the first row of every sheet. For another one, choose it "
            "there. Write the date of the return above."
        ),
        (
            "2. Write or paste one record in each row under the heading. Please do not change the "
            "headings or the names of the sheets."
        ),
        (
            "3. A cell refuses an entry that it cannot use and says why. A category has a drop-down "
            "list. When you paste, please paste values only."
        ),
        "4. Leave blank anything you do not know: 0 means none. No totals are needed under the rows.",
        (
            "5. A sheet that belongs to another organisation can be deleted. If you have nothing to "
            "report on one of your own sheets, leave it in with no rows."
        ),
        f"The cells are checked down to {ROWS:,} rows of records; more rows are read too.",
    ]


def _width(slot: ColumnSpec, field: Field) -> int:
    """Wide enough for the longest word offered and for the heading over three or four lines."""
    longest = max((len(word) for word in words_offered(field)), default=0)
    return max(
        13,
        min(longest, 30) + 4,
        max(len(word) for word in slot.title.split()) + 4,
        {"text": 20, "reference": 18}.get(field.kind, 0),
    )


def _write(sheet: Worksheet, row: int, column: int, cell: object, style: Format | None) -> None:
    if isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), style)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell, style)
    elif cell is not None:
        sheet.write_string(row, column, str(cell), style)
