"""Pages → sheets of an Excel workbook, in the way of the government's guidance for accessible spreadsheets.

Source: Analysis Function, *Releasing statistics in spreadsheets*: title in A1, one real table a sheet at the
left-hand edge, nothing merged, hidden or told by colour, no filters, no blank cells but those of markers and
notes (each sheet says what they mean), 12 point sans serif. Two departures: the headings are frozen, since
the officer scrolls (the guidance has screen magnifiers in mind; View, Unfreeze Panes); and a sheet that is
several pages wide has its title at the head of each printed page as well.
"""

import datetime as dt
import textwrap
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ieo_metrics.exports.office.figure_cells import SHOWN, Link, Number, clean_text
from ieo_metrics.exports.workbook.charts import line_chart
from ieo_metrics.exports.workbook.sheet_content import CONTENTS, COVER, Cell, Page, SheetColumn
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK, UnitLook, png_size

LINE, HEADING = 15.75, 24.0  # points
COVER_WIDTH = 100
WIDER_IN_BOLD = 2  # characters, of a heading and the space beside it
SCALE = 55  # per cent, at which 200 characters are somewhat less than 10.9 inches
LOGO_HIGH, LOGO_WIDE = 80, 320  # the most room for it, in pixels
ROWS_BESIDE_A_CHART = 24  # of a trend, with its chart on one printed page


def open_book(target: BytesIO) -> xlsxwriter.Workbook:
    """A new workbook in which text stays text: never a formula, a link or a number."""
    text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    font = {
        "font_name": "Arial",
        "font_size": 12,
    }  # made anew each time: XlsxWriter writes into it, and the next workbook would differ
    return xlsxwriter.Workbook(
        target, {**text, "in_memory": True, "default_format_properties": font, "default_column_width": 80}
    )


class Writer:
    """The formats of one workbook, and how a page is written with them."""

    def __init__(self, book: xlsxwriter.Workbook, look: UnitLook = PLAIN_LOOK) -> None:
        self.book, self.look = book, look
        self.headings = {
            1: book.add_format({"bold": True, "font_size": 16, "font_color": look.main_colour}),
            2: book.add_format({"bold": True, "font_size": 14, "font_color": look.main_colour}),
        }
        self.plain = book.add_format({"valign": "top"})
        self.link = book.add_format({"valign": "top", "font_color": "#0B3C8C", "underline": 1})
        wrapped = {"text_wrap": True, "valign": "top"}
        right = {"align": "right", "indent": 1}  # else a number touches the text of the next column
        self.strong = book.add_format({**wrapped, "bold": True})
        self.text = book.add_format({**wrapped, "align": "left"})
        self.right = book.add_format({**wrapped, **right})
        self.heading = book.add_format({**wrapped, "bold": True, "align": "left", "bottom": 1})
        self.heading_right = book.add_format({**wrapped, **right, "bold": True, "bottom": 1})
        sides = {name: {"align": "left"} if "date" in name else right for name in SHOWN}
        self.shown = {
            name: book.add_format({"num_format": code, "valign": "top", **sides[name]})
            for name, code in SHOWN.items()
        }

    def cover(self, lines: Sequence[tuple[str, str]]) -> None:
        """A sheet of lines, each of its kind, in one column."""
        sheet = self._sheet(COVER)
        sheet.set_column(0, 0, COVER_WIDTH)
        room = SheetColumn(
            COVER, int(1.1 * COVER_WIDTH)
        )  # letters are narrower than the digits that a width is counted in
        formats = {
            "heading": self.headings[1],
            "subheading": self.headings[2],
            "strong": self.strong,
            "text": self.text,
        }
        for row, (kind, text) in enumerate(lines):
            sheet.write_string(row, 0, clean_text(text), formats[kind])
            if "heading" in kind:
                sheet.set_row(row, HEADING)
            else:
                self._height(sheet, row, (text,), (room,))
        if self.look.logo:
            self._logo(sheet, len(lines) + 1)

    def page(self, page: Page) -> None:
        """A sheet: title, lines, the way back to the contents, the table, and the chart under it."""
        sheet = self._sheet(page.sheet)
        sheet.write_string(0, 0, clean_text(page.title), self.headings[1])
        for row, line in enumerate(page.rows_of_text, start=1):
            sheet.write_string(row, 0, clean_text(line), self.plain)
        heading = page.heading
        if page.sheet != CONTENTS:
            self._write(sheet, heading - 1, 0, Link("Back to the contents", CONTENTS), page.columns[0])
        last = heading + len(page.rows)
        for number, column in enumerate(page.columns):
            sheet.set_column(number, number, column.width)
        bold = [column._replace(width=max(1, column.width - WIDER_IN_BOLD)) for column in page.columns]
        self._height(sheet, heading, [column.heading for column in page.columns], bold)
        for row, cells in enumerate(page.rows, start=heading + 1):
            self._height(sheet, row, cells, page.columns)
            for number, (cell, column) in enumerate(zip(cells, page.columns, strict=True)):
                self._write(sheet, row, number, cell, column)
        sheet.add_table(heading, 0, last, len(page.columns) - 1, self._table(page))
        sheet.freeze_panes(heading + 1, 1)
        sheet.repeat_rows(heading)
        if page.page_breaks and not page.plot:  # a chart is not torn apart
            sheet.set_print_scale(SCALE)  # where a sheet is fitted to pages, Excel breaks it where it likes
            sheet.set_v_pagebreaks(page.page_breaks)
            sheet.repeat_columns(0)
            sheet.print_area(heading, 0, last, len(page.columns) - 1)
            _print_title(sheet, page)
        if page.plot:
            sheet.fit_to_pages(1, len(page.rows) <= ROWS_BESIDE_A_CHART)
            sheet.insert_chart(
                last + 2,
                0,
                line_chart(self.book, page.plot, self.look),
                {"description": page.plot.alt, "object_position": 2},
            )

    def _logo(self, sheet: Worksheet, row: int) -> None:
        """The unit's logo, below the words, so that the title stays in A1."""
        wide, high = png_size(self.look.logo)
        scale = min(LOGO_WIDE / wide, LOGO_HIGH / high, 1)
        sheet.insert_image(
            row,
            0,
            "logo.png",
            {
                "image_data": BytesIO(self.look.logo),
                "x_scale": scale,
                "y_scale": scale,
                "description": self.look.logo_in_words,
                "object_position": 2,
            },
        )

    def _height(
        self, sheet: Worksheet, row: int, cells: Sequence[Cell], columns: Sequence[SheetColumn]
    ) -> None:
        """High enough for wrapped text: Excel would see to it, other programs do not."""
        lines = max(
            len(textwrap.wrap(cell, column.width))
            for cell, column in zip(cells, columns, strict=True)
            if isinstance(cell, str)
        )
        if lines > 1:
            sheet.set_row(row, LINE * lines)

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        return sheet

    def _table(self, page: Page) -> dict[str, object]:
        # Rules, no stripes: a background says nothing here. No filter buttons: they cover the headings.
        look = {"style": "Table Style Light 1", "banded_rows": False, "autofilter": False}
        return {
            "name": page.table,
            "title": page.title,
            "description": page.title,
            "columns": [
                {
                    "header": c.heading,
                    "header_format": self.heading_right if c.kind == "number" else self.heading,
                }
                for c in page.columns
            ],
            **look,
        }

    def _write(self, sheet: Worksheet, row: int, number: int, cell: Cell, column: SheetColumn) -> None:
        if isinstance(cell, Number):
            sheet.write_number(row, number, cell.value, self.shown[cell.shown])
        elif isinstance(cell, Link):
            sheet.write_url(row, number, f"internal:'{cell.sheet}'!A1", self.link, clean_text(cell.text))
        elif isinstance(cell, str) and cell:
            sheet.write_string(
                row, number, clean_text(cell), self.right if column.kind == "number" else self.text
            )
        elif isinstance(cell, dt.date):
            sheet.write_datetime(
                row, number, cell, self.shown["date and time" if isinstance(cell, dt.datetime) else "date"]
            )
        elif cell not in (None, ""):
            sheet.write_number(row, number, cell, self.shown["whole"])


def _print_title(sheet: Worksheet, page: Page) -> None:
    """Title and first line of a sheet that is several pages wide, at the head and foot of each: its first
    column is repeated there, and would cut them. No size is given: a number among the words could be taken
    for a figure."""
    sheet.set_header(f'&L&"Arial,Bold"{_in_margin(page.title)}')
    sheet.set_footer(f'&L&"Arial,Regular"{_in_margin(page.lines[0])}')
    sheet.set_margins(left=0.4, right=0.4, top=0.9, bottom=0.7)


def _in_margin(text: str) -> str:
    """A text for the head or foot of a page, where `&` begins a command."""
    return clean_text(text).replace("&", "&&")
