"""The first sheet: what is fine, then the table of what is not. Its cells are texts, so nothing in it can be
a formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ieo_metrics.exports.fix_list.fix_list_words import (
    COLUMNS,
    IN_WORDS,
    WHOLE_FILE,
    WHOLE_SHEET,
    WIDTHS,
    Line,
)
from ieo_metrics.exports.fix_list.marking.styles import Styles
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_letters
from ieo_metrics.reading.returned_fix_list import MARK

_LINE = 13.5  # points


@dataclass(frozen=True)
class Row:
    """A line of the list, the cell that it leads to ("" for none), and the look that the cell had."""

    line: Line
    leads_to: str
    look: str

    def cells(self, number: int) -> tuple[str, ...]:
        line = self.line
        cell = line.cell or (WHOLE_SHEET if line.sheet else WHOLE_FILE)
        return (
            str(number),
            line.state,
            line.sheet,
            cell,
            line.found,
            line.expected,
            line.to_do,
            line.about,
            line.code,
            self.look or "–",
        )


class ListSheet:
    """The XML of the sheet, as it is put together row by row."""

    def __init__(self, styles: Styles) -> None:
        arial, small = 'name val="Arial"', 'sz val="10"'
        self._title = styles.own("b", 'sz val="14"', arial, wrapped=False)
        self._plain = styles.own(small, arial, wrapped=False)
        self._heading = styles.own("b", small, arial, ruled=True)
        self._text = styles.own(small, arial)
        self._quiet = styles.own('sz val="8"', 'color rgb="FF595959"', arial)
        self._link = styles.own("u", small, 'color rgb="FF0B3C8C"', arial)
        self._marked = {severity: styles.marked(self._text, severity) for severity in IN_WORDS} | {
            "": self._text
        }
        self._rows: list[str] = []
        self._links: list[str] = []

    def xml(self, intro: Sequence[str], rows: Sequence[Row], namespace: str) -> str:
        """The whole part. `intro`: lines above the table."""
        self._row([(MARK, self._title)])
        for text in intro:
            self._row([(text, self._plain)])
        for severity, words in (
            (MUST_FIX, "To fix: a plain background like this one."),
            (CONFIRM, "Please confirm: a hatched background like this one."),
        ):
            self._row([("", self._marked[severity]), (words, self._plain)])
        self._row([])
        heading = len(self._rows) + 1
        self._row([(title, self._heading) for title in COLUMNS])
        for number, row in enumerate(rows, start=1):
            cells = row.cells(number)
            looks = [
                self._text,
                self._marked[row.line.severity],
                self._text,
                self._link if row.leads_to else self._text,
                *[self._text] * 4,
                *[self._quiet] * 2,
            ]
            if row.leads_to:
                sheet = row.line.sheet.replace("'", "''")
                location, shown = (
                    quoteattr(clean_text(f"'{sheet}'!{row.leads_to}")),
                    quoteattr(clean_text(cells[3])),
                )
                self._links.append(
                    f'<hyperlink ref="D{heading + number}" location={location} display={shown}/>'
                )
            self._row(
                list(zip(cells, looks, strict=True)),
                height=_LINE * max(-(-len(cell) // width) for cell, width in zip(cells, WIDTHS, strict=True)),
            )
        return self._whole(namespace)

    def _row(self, cells: Sequence[tuple[str, int]], height: float = 0) -> None:
        number = len(self._rows) + 1
        each = "".join(
            (
                f'<c r="{cell_address(number, column)}" s="{style}" t="inlineStr"><is><t '
                f'xml:space="preserve">{escape(clean_text(text))}</t></is></c>'
            )
            if text
            else f'<c r="{cell_address(number, column)}" s="{style}"/>'
            for column, (text, style) in enumerate(cells, start=1)
        )
        tall = f' ht="{height}"' if height else ""
        self._rows.append(f'<row r="{number}"{tall}>{each}</row>')

    def _whole(self, namespace: str) -> str:
        last = max(len(self._rows), 1)
        widths = "".join(
            f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
            for i, width in enumerate(WIDTHS, start=1)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
            f'xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{column_letters(len(COLUMNS))}{last}"/>'
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
            f"<cols>{widths}</cols><sheetData>{''.join(self._rows)}</sheetData>"
            + (f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else "")
            + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            # The numbers are texts, so that the list never looks like rows of data; Excel is not to offer to
            # mend that.
            f'<ignoredErrors><ignoredError sqref="A1:{column_letters(len(COLUMNS))}{last}" '
            'numberStoredAsText="1"/></ignoredErrors></worksheet>'
        )
