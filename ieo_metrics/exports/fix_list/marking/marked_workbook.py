"""A workbook, its problems marked: colours, comments and the list. This runs in the child process, because
the workbook is somebody else's."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from ieo_metrics.exports.fix_list.earlier_problems import free_name
from ieo_metrics.exports.fix_list.fix_list_words import CELL_BY_CELL, MOST_COMMENTS, MOST_TICKED, SIGN, Line
from ieo_metrics.exports.fix_list.lines_by_kind import lines_by_kind
from ieo_metrics.exports.fix_list.marking import comments as fix_comments
from ieo_metrics.exports.fix_list.marking.list_sheet import CellRow, KindRow, ListSheet, cell_by_cell
from ieo_metrics.exports.fix_list.marking.order_of_sheets import Frame
from ieo_metrics.exports.fix_list.marking.package import Package
from ieo_metrics.exports.fix_list.marking.sheet_cells import Cell, EditableSheet, problem_cell
from ieo_metrics.exports.fix_list.marking.styles import BLANK, Styles
from ieo_metrics.reading.cells.cell_addresses import cell_address

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SEVEREST = ("must fix", "please confirm", "for information")


def mark_workbook(
    data: bytes,
    intro: Sequence[str],
    lines: Sequence[Line],
    lists: Iterable[str] = (),
    looks: Mapping[tuple[str, str], str] | None = None,
) -> bytes:
    """An .xlsx or .xlsm workbook, as .xlsx without macros. `lists`: the names of its sheets that are old
    lists of ours; `looks`: of (sheet, cell), how a cell that we had coloured looked before."""
    package = Package(data)
    frame = Frame(package)
    intro = [
        *intro,
        *(["Its macros were removed; everything else is as you sent it."] if frame.without_macros() else []),
    ]
    frame.remove(set(lists))
    styles_part = next(
        (
            r.target
            for r in package.relations(frame.part)
            if r.kind.endswith("/styles") and r.target in package
        ),
        "",
    )
    styles = Styles(package.text(styles_part) if styles_part else BLANK.format(frame.namespace))
    before = {(sheet, problem_cell(cell)): look for (sheet, cell), look in (looks or {}).items()}
    problems: dict[str, dict[Cell, list[Line]]] = {}
    for line in lines:
        if line.severity:
            problems.setdefault(line.sheet, {}).setdefault(problem_cell(line.cell), []).append(line)
    targets: dict[tuple[str, Cell], tuple[Cell, str]] = {}
    room = MOST_COMMENTS
    for name, part in frame.sheets.items():
        sheet = EditableSheet(package.text(part))
        sheet.not_chosen()
        earlier = {cell: style for (where, cell), style in before.items() if where == name}
        sheet.restyled(styles.ours, lambda cell, was, own=earlier: styles.restored(was, own.get(cell, "")))  # type: ignore[misc]
        here: dict[Cell, list[Line]] = {}
        asked = problems.get(name, {})
        for cell, some in asked.items():
            here.setdefault(sheet.top_left(cell), []).extend(some)
        if sheet.has_rows:
            before_now = _colour(sheet, here, styles)
            targets |= {(name, cell): (top := sheet.top_left(cell), before_now[top]) for cell in asked}
            texts = {
                cell: "\n\n".join([SIGN, *(line.comment() for line in here[cell])])
                for cell in sorted(here)[: max(room, 0)]
            }
            room -= len(texts)
            _comment(package, frame, part, sheet, texts)
        if sheet.changed:
            package.put(part, sheet.xml())
    kinds = lines_by_kind(lines)
    rows = [KindRow(kind, _leads_to(kind.first, targets, frame)) for kind in kinds]
    each = [
        CellRow(number, line, _target(line, targets)[1])
        for number, kind in enumerate(kinds, start=1)
        for line in kind.lines
    ][:MOST_TICKED]
    frame.put_hidden(free_name(list(frame.sheets), CELL_BY_CELL), cell_by_cell(each, frame.namespace))
    first = ListSheet(styles).part(intro, rows, frame.namespace)
    frame.put_first(
        free_name(list(frame.sheets)), first.xml, f"$A${first.heading}:$G${first.last}", first.heading
    )
    if styles_part:
        package.put(styles_part, styles.xml())
    else:
        package.relate(
            frame.part, f"{frame.kinds}/styles", package.add("xl/styles{}.xml", styles.xml(), _STYLES)
        )
    return package.saved()


_Targets = Mapping[tuple[str, Cell], tuple[Cell, str]]


def _target(line: Line, targets: _Targets) -> tuple[Cell, str]:
    """The cell that was coloured for a line, and the look that it had."""
    cell = problem_cell(line.cell)
    return targets.get((line.sheet, cell), (cell, ""))


def _leads_to(line: Line, targets: _Targets, frame: Frame) -> str:
    return cell_address(*_target(line, targets)[0]) if line.sheet in frame.sheets else ""


def _colour(sheet: EditableSheet, here: Mapping[Cell, Sequence[Line]], styles: Styles) -> dict[Cell, str]:
    """Colour the cells, each by its severest problem; gives their looks before."""
    looks: dict[Cell, str] = {}

    def one(cell: Cell, severity: str, was: int) -> int:
        looks[cell] = styles.look(was)
        return styles.marked(was, severity)

    sheet.style(
        {
            cell: partial(one, cell, min((line.severity for line in some), key=_SEVEREST.index))
            for cell, some in here.items()
        }
    )
    return looks


def _comment(
    package: Package, frame: Frame, part: str, sheet: EditableSheet, texts: Mapping[Cell, str]
) -> None:
    """Take our old comments away and put the new ones in."""
    relations = package.relations(part)
    comments = next((r.target for r in relations if r.kind.endswith("/comments") and r.target in package), "")
    boxes = next(
        (r.target for r in relations if r.id == sheet.drawing_of_comments and r.target in package), ""
    )
    if not comments and not texts:
        return
    old, gone = (
        fix_comments.without_ours(package.text(comments))
        if comments
        else (fix_comments.BLANK.format(frame.namespace), set())
    )
    new, added = fix_comments.with_ours(old, texts)
    if comments:
        package.put(comments, new)
    else:
        package.relate(part, f"{frame.kinds}/comments", package.add("xl/comments{}.xml", new, _COMMENTS))
    number = list(frame.sheets).index(next(name for name, p in frame.sheets.items() if p == part)) + 1
    drawn = fix_comments.boxes_without(
        package.text(boxes) if boxes else fix_comments.BLANK_BOXES.format(number), gone
    )
    drawn = fix_comments.boxes_with(drawn, added, texts)
    if boxes:
        package.put(boxes, drawn)
    elif added:
        package.allow("vml", _BOXES)
        new_part = package.add("xl/drawings/vmlDrawing{}.vml", drawn, _BOXES)
        sheet.show_comments(package.relate(part, f"{frame.kinds}/vmlDrawing", new_part), frame.kinds)
