"""The leak check: a finished file is opened and checked before it is handed out. It shares no code with
what hides the numbers."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from xml.etree.ElementTree import Element, ParseError

from python_calamine import CalamineWorkbook

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.disclosure.typed_text.what_text_tells import told_by
from ieo_metrics.exports import dictionary
from ieo_metrics.exports.leak_check.figures import (
    Grid,
    Truth,
    chart_leaks,
    grid_leaks,
    word_tables,
)
from ieo_metrics.exports.leak_check.find_personal_words import Finds, Forbidden, readable_texts, unfit_words
from ieo_metrics.exports.leak_check.hidden_content import SHEETS, unfit_elements, unfit_parts
from ieo_metrics.exports.leak_check.later_quarters import Written, later_quarters
from ieo_metrics.exports.leak_check.open_parts import WITHIN, package_parts, xml_roots
from ieo_metrics.exports.leak_check.read_file import CannotRead, Shown
from ieo_metrics.exports.leak_check.read_web_page import read_web_page
from ieo_metrics.exports.leak_check.sentences import sentence_leaks
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.tidy_table import COLUMNS
from ieo_metrics.exports.workbook.audit_workbook import WARNING
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.dates.quarters import year_of
from ieo_metrics.framework.long_work.progress import Tell, untold
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.reading.cells.personal_details import YOUNGEST, own_details

MOST_SAID = 8
TO_DO = (
    "If it is in a comment or a decision, change that on the Working group page, then make the pack again."
)
TO_DO_ON_CHARTS = (
    "If it is in a note on a chart or the reason for a re-based chart, remove that on the Signals page, then "
    "issue the quarter again."
)
TO_DO_IN_ROWS = "If it is in a row that somebody typed, change that row on its page, then make it again."


class Leaks(ValueError):
    """Files that may not be handed out, and why, in plain words."""


def raise_if_leaking(
    files: Mapping[str, bytes],
    pack: Pack,
    forbidden: Collection[str] | Finds = (),
    hidden: HiddenFigures | None = None,
    tell: Tell = untold,
) -> Mapping[str, bytes]:
    """The same files, if nothing is found in any of them, nor in what was typed for them. `forbidden`: words
    that must not appear anywhere, or what finds them; `hidden`: what no sentence may tell; `tell`: is told of
    each file before it is looked through, which is the second half of the way. Raises Leaks."""
    truth, words = Truth(pack), Forbidden(forbidden) if isinstance(forbidden, Collection) else forbidden
    found = [
        f'a sentence that could tell {told.what}: "{told.sentence}"'
        for typed in pack.typed
        for told in told_by(typed, hidden or HiddenFigures(truth.threshold))
    ]
    for place, (name, data) in enumerate(files.items()):
        tell((1 + place / len(files)) / 2, f"Checking {name}")
        found += [f"{name}: {leak}" for leak in _leaks(name, data, pack, truth, words)]
    if found:
        more = f"\nand {len(found) - MOST_SAID} more" if len(found) > MOST_SAID else ""
        to_do = f"\n{TO_DO}" if pack.comments or pack.decisions or pack.updates else ""
        to_do += f"\n{TO_DO_ON_CHARTS}" if any(pack.events.values()) else ""
        to_do += f"\n{TO_DO_IN_ROWS}" if pack.written else ""
        raise Leaks(
            "Nothing was handed out, because this must not be shared:\n"
            + "\n".join(found[:MOST_SAID])
            + more
            + to_do
        )
    return files


def find_leaks(
    name: str, data: bytes, pack: Pack, forbidden: Collection[str] = (), *, for_officer: bool = False
) -> list[str]:
    """What may not be in a file, in plain words; none in one that may be handed out. `forbidden`: words
    that must not appear anywhere, such as references and names. `for_officer`: the officer's audit
    workbook, which has rows about people and small numbers, and says so on every sheet."""
    return _leaks(name, data, pack, Truth(pack), Forbidden(forbidden), for_officer)


def _leaks(
    name: str, data: bytes, pack: Pack, truth: Truth, words: Finds, for_officer: bool = False
) -> list[str]:
    try:
        shown = _read_whole(name, data, pack.look)
        if shown:
            held, parts = _whole(shown, truth), [_lines("\n".join(shown.texts))]
        elif name.endswith(".json"):
            held, parts = _json(json.loads(data.decode("utf-8"))), [_lines(data.decode("utf-8"))]
        elif name.endswith(".csv"):
            held, parts = _csv(data, truth), [_lines(data.decode("utf-8"))]
        else:
            opened = _Opened(data)
            held, parts = _office(opened, truth, for_officer), opened.written()
        earliest = year_of(pack.results.governed.first) - YOUNGEST
        found = looked_through(held, words, earliest, for_officer, pack.look)
        later = [] if for_officer else later_quarters(name, parts, pack.quarter)
        return list(dict.fromkeys([*found, *later]))
    except (
        zipfile.BadZipFile,
        ParseError,
        UnicodeDecodeError,
        KeyError,
        json.JSONDecodeError,
        CannotRead,
    ):
        return ["it cannot be opened again to be checked"]


# What is found in a file: (what it is, False), or a text to be looked through, (the text, True).
Held = Iterator[tuple[str, bool]]


def looked_through(
    held: Held, words: Finds, earliest: int, for_officer: bool, look: UnitLook
) -> Iterator[str]:
    """What is unfit of what a file holds. `look`: the unit's own, whose contact and template have the only
    addresses and numbers that may be there."""
    owns = [own for said in (look.contact, *look.template_words) for own in own_details(said)]
    seen: set[str] = set()
    for text, is_text in held:
        if not is_text:
            yield text
        elif text not in seen:
            seen.add(text)
            others = reduce(lambda left, own: left.replace(own, ""), owns, text)
            for leak in unfit_words(others, earliest, of_persons=for_officer):
                yield f"{leak}: {_in_short(text)!r}"
            for word in words.found(text):
                yield f"a word that must not appear anywhere, {word!r}"


def _in_short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _csv(data: bytes, truth: Truth) -> Held:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    yield from ((cell, True) for row in rows for cell in row)
    heading = tuple(rows[0]) if rows else ()
    if heading == COLUMNS:
        for row in rows[1:]:
            cells = dict(zip(COLUMNS, row, strict=True))
            numbers = {
                key: float(cells[key])
                for key in ("value", "numerator", "denominator", "left_out", "lower", "upper")
                if cells[key]
            }
            yield from (
                (leak, False)
                for leak in truth.against(cells["ref"], cells["quarter"], numbers, cells["area"])
            )
            if cells["area"] == ALL:
                told = truth.against_outcome(cells["ref"], cells["quarter"], "verdict", cells["verdict"])
                yield from ((leak, False) for leak in told)
    elif heading != dictionary.HEADINGS:
        yield f"a table with columns that the pack does not have: {', '.join(heading)}", False


def _read_whole(name: str, data: bytes, look: UnitLook) -> Shown | None:
    """What a file shows that is no package of parts."""
    if name.endswith(".html"):
        return read_web_page(data, look)
    if name.endswith(".pdf"):
        from ieo_metrics.exports.leak_check.read_pdf import read_pdf  # loads pikepdf

        return read_pdf(data)
    return None


def _whole(shown: Shown, truth: Truth) -> Held:
    yield from ((leak, False) for leak in shown.unfit)
    yield from ((text, True) for text in shown.texts)
    for title, grid in shown.tables:
        yield from ((leak, False) for leak in grid_leaks(grid, title, truth))
    yield from ((leak, False) for leak in sentence_leaks(shown.texts, truth))


def _json(held: object) -> Held:
    """The metadata of a table: words, and no figure at all."""
    if isinstance(held, dict):
        yield from (found for key, value in held.items() for found in (*_json(key), *_json(value)))
    elif isinstance(held, list):
        yield from (found for value in held for found in _json(value))
    elif isinstance(held, str):
        yield held, True
    elif not isinstance(held, bool):
        yield f"a number among words about the table, {held}", False


def _lines(text: str) -> Written:
    return Written("", text, text.splitlines())


class _Opened:
    """An Office file whose parts are read once. `texts`: by part that is XML, those in it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.parts = data, list(package_parts(data))
        self.roots = xml_roots(self.parts)
        self.texts = {name: list(readable_texts(root)) for name, root in self.roots.items()}

    def written(self) -> list[Written]:
        return [
            Written(name, held.decode("utf-8", "replace"), self.texts.get(name, ()))
            for name, held in self.parts
            if not name.endswith(".png")
        ]


def _office(opened: _Opened, truth: Truth, for_officer: bool) -> Held:
    yield from ((leak, False) for leak in unfit_parts(opened.data, opened.parts))
    for name, root in opened.roots.items():
        yield from ((leak, False) for leak in unfit_elements(name, root))
        held = opened.texts[name]
        yield from ((text, True) for text in held)
        if not for_officer:
            yield from ((leak, False) for leak in _figures_of(name, root, held, truth))
    for name, sheets in _workbooks(opened.data).items():
        yield from _sheets(name, sheets, truth, for_officer)


def _figures_of(part: str, root: Element, held: list[str], truth: Truth) -> Iterator[str]:
    bare = part.partition(WITHIN)[0]
    if re.search(r"/charts/chart\d*\.xml$", bare):
        yield from chart_leaks(root, truth)
    if bare.startswith(("word/", "ppt/")):
        for title, grid in word_tables(root):
            yield from grid_leaks(grid, title, truth)
    yield from sentence_leaks(held, truth)


def _workbooks(data: bytes) -> dict[str, Mapping[str, Grid]]:
    """By name, the sheets of a workbook and of those within it, as a reader of workbooks sees them."""
    out: dict[str, Mapping[str, Grid]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        inner = [(name, file.read(name)) for name in names if name.lower().endswith(".xlsx")]
    for name, workbook in [*inner, *([("", data)] if "xl/workbook.xml" in names else [])]:
        book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
        out[name] = {
            sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for sheet in book.sheet_names
        }
    return out


def _sheets(name: str, sheets: Mapping[str, Grid], truth: Truth, for_officer: bool) -> Held:
    from ieo_metrics.exports.slides.native_chart import SHEET, STEPS  # loads python-pptx

    for sheet, grid in sheets.items():
        if for_officer:
            if not any(WARNING in str(cell) for row in grid[:1] for cell in row):
                yield f"the sheet {sheet} does not say {WARNING}", False
            continue
        if sheet not in ({SHEET, STEPS} if name else SHEETS):
            yield f"a sheet that the pack does not have, {sheet}", False
        yield from ((leak, False) for leak in grid_leaks(grid, sheet, truth))
        # Numbers and dates are text to whoever reads them.
        yield from (
            (f"{cell:%Y-%m-%d}" if isinstance(cell, dt.date) else f"{cell:.0f}", True)
            for row in grid
            for cell in row
            if _is_whole(cell)
        )


def _is_whole(cell: object) -> bool:
    return isinstance(cell, dt.date) or (
        isinstance(cell, (int, float))
        and not isinstance(cell, bool)
        and abs(cell) >= 1e8
        and cell == int(cell)
    )
