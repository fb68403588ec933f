"""What a reading makes of a sheet, before it is remembered: its first rows, how many they are, and in plain
sentences what cannot be laid out. Never raises for what is in a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.problem_kinds import CHECKS, INFORMATION, MUST_FIX, Problem
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import constant_fault
from ieo_metrics.recognising.by_hand.hand_reading import HandReading, corner_of, reading_fault
from ieo_metrics.recognising.by_hand.laying_out.sheet_view import SheetView
from ieo_metrics.recognising.by_hand.laying_out.where_headings_stand import lost_words
from ieo_metrics.recognising.by_hand.read_sheet import top_of
from ieo_metrics.recognising.by_hand.region_tables import STOPS, as_problem, laid_out, table_of
from ieo_metrics.recognising.by_hand.regions import regions_of
from ieo_metrics.recognising.stated_quarter_and_day import quarters_above, stated_elsewhere

SHOWN = 5
ELSEWHERE = ("mapping-column-missing", "column-personal-dropped")  # said in words of their own


@dataclass(frozen=True)
class Preview:
    """`headings`: the titles of the columns that the table would have; `rows`: the first of its rows, as they
    may be seen; `cells`: where each of them stands; `count`: how many rows there are; `says`: what is asked
    about it or cannot be laid out, a sentence each; `complete`: whether it can be read as it stands;
    `notes`: what else is said of it, such as totals that are not counted."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[str, ...], ...]
    count: int
    says: tuple[str, ...]
    complete: bool
    notes: tuple[str, ...] = ()


def _nothing(*sentences: str) -> Preview:
    return Preview((), (), (), 0, tuple(map(_ended, sentences)), False)


def _ended(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _lacks(reading: HandReading) -> list[str]:
    """What the table needs and nothing gives, as the officer can give it."""
    one_of = {True: "a column such as ", False: ""}
    titles = [f"{one_of[slot.needed == 'one of']}“{slot.title}”" for slot in reading.missing]
    if not titles:
        return []
    if len(titles) == 1:
        return [f"{titles[0]} is missing: choose the heading that it is, or say what it is in every row"]
    return [
        f"{list_in_words(titles)} are missing: choose the heading of each, or say what it is in every row"
    ]


def _sentence(asked: Problem) -> str:
    place = f"{asked.cell}: " if asked.cell else ""
    found = f" ({asked.found})" if asked.found else ""
    return f"{place}{CHECKS[asked.code].title}{found}. Expected: {asked.expected}. {asked.fix}"


def _sentences(asked: Sequence[Problem], *, notes: bool) -> tuple[str, ...]:
    """What is asked about the region; with `notes` what is said of it for information."""
    told = (
        problem
        for problem in asked
        if problem.code not in ELSEWHERE and (problem.severity == INFORMATION) == notes
    )
    return tuple(dict.fromkeys(map(_sentence, told)))


def preview_reading(workbook: Workbook, sheet: Sheet, reading: HandReading, shown: int = SHOWN) -> Preview:
    """What a reading makes of a sheet of a workbook."""
    lacks = _lacks(reading)
    if not reading.given:
        return _nothing(*lacks) if corner_of(reading) else _nothing("the first cell is a cell such as B4")
    if fault := reading_fault(reading) or constant_fault(reading):
        return _nothing(fault)
    regions, _ = regions_of(sheet, [reading]) if sheet.height else ([], [])
    if not regions:
        return _nothing(_not_found(sheet, reading))
    (region,) = regions
    above = quarters_above(sheet, top_of(region))
    laid = laid_out(region, above or stated_elsewhere(workbook, sheet))
    asked = [as_problem(workbook.name, region.view, trouble) for trouble in laid.troubles]
    says = (*map(_ended, lacks), *_sentences(asked, notes=False))
    notes = _sentences(asked, notes=True)
    complete = not any(problem.code in STOPS or problem.severity == MUST_FIX for problem in asked)
    if not laid.columns or not any(laid_column.slot for laid_column in laid.columns):
        return Preview((), (), (), 0, says, False, notes)
    table, _ = table_of(workbook.name, region, tuple(above), laid, 1)
    columns = sorted(table.columns)
    first = table.rows[:shown].tolist()
    return Preview(
        tuple(table.columns[n].title for n in columns),
        tuple(tuple(cell_as_shown(table.sheet.columns[n].at(row)) for n in columns) for row in first),
        tuple(tuple(table.cell(row, n) for n in columns) for row in first),
        len(table.rows),
        says,
        complete,
        notes,
    )


def _not_found(sheet: Sheet, reading: HandReading) -> str:
    if not reading.words:
        return f"nothing of the region stands at {reading.corner or 'its corner'} of the sheet"
    missing, _ = lost_words(SheetView(sheet, reading.way.turned), reading)
    named = " and ".join(f'"{word}"' for word in missing)
    many = "headings" if len(missing) > 1 else "heading"
    if named:
        return f"the {many} {named} {'stand' if len(missing) > 1 else 'stands'} in none of the marked rows"
    if reading.under:
        return f'no region with these headings stands under "{reading.under}"'
    return "no month or quarter stands across" if reading.way.counts else "its headings are not together"
