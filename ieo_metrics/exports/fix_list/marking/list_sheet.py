"""The first sheet: whose it is and by when it is wanted back, then the table of what to do, a row for each
kind of problem. Its cells are texts, so nothing in it can be a formula.

Behind it is a hidden sheet with a row for each cell, by which every one is ticked when the workbook comes
back: a provider has nothing to do there.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ieo_metrics.exports.fix_list.fix_list_words import (
    CELL_COLUMNS,
    COLUMNS,
    IN_WORDS,
    SUGGESTED_ANSWERS,
    WHOLE_FILE,
    WHOLE_SHEET,
    WIDTHS,
    Line,
)
from ieo_metrics.exports.fix_list.lines_by_kind import KindInSheet
from ieo_metrics.exports.fix_list.marking.styles import Styles
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.framework.problem_kinds import CONFIRM
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_letters
from ieo_metrics.reading.returned_fix_list import MARK

_LINE, _TITLE = 13.5, 21  # points
_SHEET_COLUMN = COLUMNS.index("Sheet") + 1
_LAST = column_letters(len(COLUMNS))
_FOR_US = "We use this sheet to tick off what you have done. Please leave it as it is."
# What a line of text above the table has room for: they run across its columns.
ACROSS = sum(WIDTHS) - 10


@dataclass(frozen=True)
class KindRow:
    """A row of the list, and the first of its cells, which its link leads to; "" for none."""

    kind: KindInSheet
    leads_to: str

    def cells(self, number: int) -> tuple[str, ...]:
        """The texts of the row, under COLUMNS."""
        kind, line = self.kind, self.kind.first
        return str(number), line.status, line.sheet, kind.cells, kind.what, kind.to_write, line.answer


@dataclass(frozen=True)
class CellRow:
    """One problem in the hidden sheet: the number of its row in the list, and the look that its cell had."""

    number: int
    line: Line
    look: str

    def cells(self) -> tuple[str, ...]:
        """The texts of the row, under CELL_COLUMNS."""
        line = self.line
        cell = line.cell or (WHOLE_SHEET if line.sheet else WHOLE_FILE)
        told = str(self.number), line.status, line.sheet, cell, line.found, line.about, line.code
        return *told, self.look or "–"


@dataclass(frozen=True)
class ListPart:
    """The XML of the first sheet, the number of its row of headings and of its last row."""

    xml: str
    heading: int
    last: int


class ListSheet:
    """The XML of the sheet, as it is put together row by row."""

    def __init__(self, styles: Styles) -> None:
        arial, small = 'name val="Arial"', 'sz val="10"'
        self._title = styles.own("b", 'sz val="14"', arial, wrapped=False)
        self._plain = styles.own(small, arial, wrapped=False)
        self._heading = styles.own("b", small, arial, ruled=True)
        self._text = styles.own(small, arial, lined=True)
        self._link = styles.own("u", small, 'color rgb="FF0B3C8C"', arial, lined=True)
        self._marked = {severity: styles.marked(self._text, severity) for severity in IN_WORDS} | {
            "": self._text
        }
        self._rows: list[str] = []
        self._links: list[str] = []
        self._to_answer: list[str] = []

    def part(self, intro: Sequence[str], rows: Sequence[KindRow], namespace: str) -> ListPart:
        """The whole part. `intro`: lines above the table."""
        self._row([(MARK, self._title)], height=_TITLE)
        for text in intro:
            for line in textwrap.wrap(text, ACROSS) or [""]:
                self._row([(line, self._plain)])
        heading = len(self._rows) + 1
        self._row([(title, self._heading) for title in COLUMNS])
        for number, row in enumerate(rows, start=1):
            self._kind(heading + number, row, row.cells(number))
        return ListPart(self._whole(namespace, heading), heading, len(self._rows))

    def _kind(self, number: int, row: KindRow, cells: Sequence[str]) -> None:
        line = row.kind.first
        asked = line.severity == CONFIRM
        looks = [
            self._text,
            self._marked[line.severity],
            self._link if row.leads_to else self._text,
            *[self._text] * 3,
            self._marked[CONFIRM] if asked else self._text,
        ]
        if asked:
            self._to_answer.append(f"{_LAST}{number}")
        if row.leads_to:
            sheet = line.sheet.replace("'", "''")
            location, shown = (
                quoteattr(clean_text(text)) for text in (f"'{sheet}'!{row.leads_to}", line.sheet)
            )
            place = cell_address(number, _SHEET_COLUMN)
            self._links.append(f'<hyperlink ref="{place}" location={location} display={shown}/>')
        lines = (
            len(textwrap.wrap(cell, width + 3)) for cell, width in zip(cells, WIDTHS, strict=True) if cell
        )
        self._row(list(zip(cells, looks, strict=True)), height=_LINE * max(lines, default=1))

    def _row(self, cells: Sequence[tuple[str, int]], height: float = 0) -> None:
        number = len(self._rows) + 1
        tall = f' ht="{height}"' if height else ""
        self._rows.append(f'<row r="{number}"{tall}>{_row_of_texts(number, cells)}</row>')

    def _whole(self, namespace: str, heading: int) -> str:
        last = len(self._rows)
        below = (
            f'<pane ySplit="{heading}" topLeftCell="A{heading + 1}" activePane="bottomLeft" state="frozen"/>'
        )
        chosen = f'<selection pane="bottomLeft" activeCell="A{heading + 1}" sqref="A{heading + 1}"/>'
        widths = "".join(
            f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
            for i, width in enumerate(WIDTHS, start=1)
        )
        words = escape(f'"{",".join(SUGGESTED_ANSWERS)}"')
        # A suggestion: whatever else is written there is an answer too.
        suggested = (
            '<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="0" '
            f'sqref="{" ".join(self._to_answer)}"><formula1>{words}</formula1></dataValidation>'
            "</dataValidations>"
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
            f'xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{_LAST}{last}"/>'
            f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{below}{chosen}'
            "</sheetView></sheetViews>"
            f"<cols>{widths}</cols><sheetData>{''.join(self._rows)}</sheetData>"
            f'<autoFilter ref="A{heading}:{_LAST}{last}"/>'
            + (suggested if self._to_answer else "")
            + (f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else "")
            + '<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P</oddFooter></headerFooter>"
            # The numbers are texts, so that the list never looks like rows of data; Excel is not to offer to
            # mend that.
            f'<ignoredErrors><ignoredError sqref="A1:{_LAST}{last}" '
            'numberStoredAsText="1"/></ignoredErrors></worksheet>'
        )


def cell_by_cell(rows: Sequence[CellRow], namespace: str) -> str:
    """The XML of the hidden sheet."""
    texts = [(MARK,), (_FOR_US,), CELL_COLUMNS, *(row.cells() for row in rows)]
    data = "".join(
        f'<row r="{number}">{_row_of_texts(number, [(text, 0) for text in cells])}</row>'
        for number, cells in enumerate(texts, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f'<sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>{data}</sheetData>'
        "</worksheet>"
    )


def _row_of_texts(number: int, cells: Sequence[tuple[str, int]]) -> str:
    """The cells of a row, each a text and its format."""
    return "".join(
        (
            f'<c r="{cell_address(number, column)}" s="{style}" t="inlineStr"><is><t '
            f'xml:space="preserve">{escape(clean_text(text))}</t></is></c>'
        )
        if text
        else f'<c r="{cell_address(number, column)}" s="{style}"/>'
        for column, (text, style) in enumerate(cells, start=1)
    )
