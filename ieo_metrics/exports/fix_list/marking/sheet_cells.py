"""The XML of one sheet of a workbook, and the formats of single cells in it changed. All else stays as it
is."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from ieo_metrics.exports.fix_list.marking.package import start_tags
from ieo_metrics.reading.cells.cell_addresses import cell_address, column_number

Cell = tuple[int, int]  # row and column, counted from 1
_ROW = re.compile(r"""\sr\s*=\s*["'](\d+)["']""")
_REF = re.compile(r"""\sr\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
_STYLE = re.compile(r"""\ss\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(r"""\sspans=["'][^"']*["']""")  # a hint that a new cell would make wrong
# In this order after a sheet's comments.
_AFTER_COMMENTS = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


def problem_cell(cell: str) -> Cell:
    """Where a problem is: the first cell of B4:C5, A17 of 17:17, I1 of I:K, A1 of a whole sheet."""
    m = re.match(r"\$?([A-Z]{0,3})\$?(\d*)", cell)
    return (int(m[2] or 1), column_number((m[1] or "A").encode())) if m else (1, 1)


class EditableSheet:
    """`head` stands before the rows, `rows` are what sheetData encloses, `tail` begins after it."""

    def __init__(self, xml: str) -> None:
        data = re.search(r"<((?:\w+:)?)sheetData\b[^>]*>", xml)
        self._was = xml
        self.p = p = data[1] if data else ""
        if not data:  # a sheet that is a chart
            self.head, self.rows, self.tail, self.has_rows = xml, "", "", False
            return
        self.has_rows = True
        end = data.end() if data[0].endswith("/>") else xml.rfind(f"</{p}sheetData>")
        self.head, self.rows = xml[: data.start()], xml[data.end() : end]
        self.tail = xml[end:].removeprefix(f"</{p}sheetData>")
        self._row = re.compile(rf"<{p}row\b([^>]*?)(/?)>")
        self._cell = re.compile(rf"<{p}c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</{p}c>)", re.S)

    def xml(self) -> str:
        return (
            f"{self.head}<{self.p}sheetData>{self.rows}</{self.p}sheetData>{self.tail}"
            if self.has_rows
            else self.head
        )

    @property
    def changed(self) -> bool:
        return self.xml() != self._was

    def not_chosen(self) -> None:
        """Two sheets that are chosen at once are typed into at once."""
        self.head = re.sub(r"""\stabSelected=["'](?:1|true)["']""", "", self.head)

    def top_left(self, cell: Cell) -> Cell:
        """The cell itself, or the first of the merged cells that it is one of."""
        for top, left, bottom, right in self._merged:
            if top <= cell[0] <= bottom and left <= cell[1] <= right:
                return top, left
        return cell

    @cached_property
    def _merged(self) -> list[tuple[int, int, int, int]]:
        ends = [e.attributes.get("ref", "").partition(":") for e in start_tags(self.tail, "mergeCell")]
        return [(*problem_cell(first), *problem_cell(last or first)) for first, _, last in ends]

    def restyled(self, ours: set[int], style: Callable[[Cell, int], int]) -> None:
        """Each cell whose format is one of `ours` takes the one that `style` says."""
        if ours:
            one_of = "|".join(map(str, sorted(ours)))
            pattern = re.compile(rf"""<{self.p}c(?=\s)[^>]*?\ss=["']({one_of})["'][^>]*>""")

            def other(m: re.Match[str]) -> str:
                ref = _REF.search(m[0])
                return _with_style(
                    m[0], style((int(ref[2]), column_number(ref[1].encode())) if ref else (0, 0), int(m[1]))
                )

            self.rows = pattern.sub(other, self.rows)

    def style(self, wanted: Mapping[Cell, Callable[[int], int]]) -> None:
        """Give each of the cells the format that its function makes of the one it has. Cells and rows that
        are not there are made."""
        by_row: dict[int, dict[int, Callable[[int], int]]] = {}
        for row, column in sorted(wanted):
            by_row.setdefault(row, {})[column] = wanted[row, column]
        self.rows = "".join(self._rows(by_row))

    def _rows(self, wanted: dict[int, dict[int, Callable[[int], int]]]) -> Iterator[str]:
        waiting, at, row = sorted(wanted, reverse=True), 0, 0
        for m in self._row.finditer(self.rows):
            ref = _ROW.search(m[1])
            row = int(ref[1]) if ref else row + 1
            if not waiting:
                break
            yield self.rows[at : m.start()]
            at = m.start()
            while waiting and waiting[-1] < row:
                new = waiting.pop()
                yield self._row_text(f' r="{new}"', "", wanted[new], new)
            if waiting and waiting[-1] == row:
                closing = f"</{self.p}row>"
                end = m.end() if m[2] else self.rows.find(closing, m.end())
                yield self._row_text(
                    m[1], "" if m[2] else self.rows[m.end() : end], wanted[waiting.pop()], row
                )
                at = end if m[2] else end + len(closing)
        yield self.rows[at:]
        for new in reversed(waiting):
            yield self._row_text(f' r="{new}"', "", wanted[new], new)

    def _row_text(
        self, attributes: str, content: str, wanted: dict[int, Callable[[int], int]], row: int
    ) -> str:
        p, out, at, column = self.p, [], 0, 0
        waiting = sorted(wanted, reverse=True)

        def new_cell(column: int) -> str:
            return (
                f'<{p}c r="{cell_address(row, column)}" '
                f's="{wanted[column](self._empty_style(attributes, column))}"/>'
            )

        for m in self._cell.finditer(content):
            ref = _REF.search(m[1])
            column = column_number(ref[1].encode()) if ref else column + 1
            out.append(content[at : m.start()])
            while waiting and waiting[-1] < column:
                out.append(new_cell(waiting.pop()))
            if waiting and waiting[-1] == column:
                old = _STYLE.search(m[1])
                start = content[m.start() : content.find(">", m.start()) + 1]
                out.append(
                    _with_style(start, wanted[waiting.pop()](int(old[1]) if old else 0))
                    + content[m.start() + len(start) : m.end()]
                )
            else:
                out.append(m[0])
            at = m.end()
        out += [content[at:], *(new_cell(c) for c in reversed(waiting))]
        return f"<{p}row{_SPANS.sub('', attributes)}>{''.join(out)}</{p}row>"

    def _empty_style(self, row: str, column: int) -> int:
        """The format that an empty cell takes from its row or its column."""
        own = _STYLE.search(row)
        if own and re.search(r"""customFormat=["'](?:1|true)["']""", row):
            return int(own[1])
        return next((style for first, last, style in self._columns if first <= column <= last), 0)

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        own = [element.attributes for element in start_tags(self.head, "col")]
        return [(int(a.get("min", 0)), int(a.get("max", 0)), int(a.get("style", 0))) for a in own]

    def show_comments(self, relation: str, namespace: str) -> None:
        """Refer to the part that draws the comments, where a sheet has none yet."""
        after = re.search(
            rf"<(?:{self.p}(?:{'|'.join(_AFTER_COMMENTS)})\b|mc:AlternateContent\b)|</{self.p}worksheet>",
            self.tail,
        )
        at = after.start() if after else len(self.tail)
        self.tail = (
            f'{self.tail[:at]}<{self.p}legacyDrawing xmlns:r="{namespace}" '
            f'r:id="{relation}"/>{self.tail[at:]}'
        )

    @property
    def drawing_of_comments(self) -> str:
        """The id of the relation to it; "" if there is none."""
        return next(
            (
                value
                for e in start_tags(self.tail, "legacyDrawing")
                for name, value in e.attributes.items()
                if name.endswith(":id")
            ),
            "",
        )


def _with_style(start: str, style: int) -> str:
    """A start tag with the format."""
    return (
        _STYLE.sub(f' s="{style}"', start, count=1)
        if _STYLE.search(start)
        else re.sub(r"\s*(/?)>$", rf' s="{style}"\1>', start)
    )
