"""The order of a column of dates: whether 05/06/2024 was meant as 5 June or as May 6, asked of the column as
a whole.

A cell alone cannot tell. Where its column speaks against day first, none of the column's doubtful dates is
used until the officer has answered. An answer counts only where there is a question: a return that is plainly
day first is read so, whatever was said of an earlier one.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ieo_metrics.checking.day_or_month_first.evidence_in_column import (
    DaysOfCells,
    Doubt,
    dates_of,
    day_of,
    doubt_about,
    doubt_beside,
    turned,
)
from ieo_metrics.checking.day_or_month_first.evidence_in_pairs_and_quarters import (
    FEWEST,
    doubt_of_quarters,
    doubts_of_pairs,
)
from ieo_metrics.checking.day_or_month_first.rows_with_day_month_swapped import (
    Around,
    rows_in_part,
)
from ieo_metrics.checking.day_or_month_first.ways_of_reading_rows import WaysOfRows
from ieo_metrics.checking.day_or_month_first.whole_months_and_years import years_later
from ieo_metrics.checking.read_column import Reader, used_only
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.layouts import Layout
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.reading.cells.cell_dates import in_numbers, read_date
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.read_result import Read
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.returned_fix_list import KIND, is_fix_list, lines_of
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, MONTH_FIRST
from ieo_metrics.recognising.mappings.mapping import Mapping as ColumnMapping
from ieo_metrics.recognising.match_headings_to_layouts import heading_row
from ieo_metrics.recognising.recognised_table import Recognised

FLAGGED = "date-not-uk"
LONGEST_HEADING = 200  # letters of one that a mapping knows some of its rows by
NAMED = 5  # rows of a column of which some changed day and month
_DATE = Field("", "date")
Place = tuple[str, str]  # a sheet and the letters of a column


class Sample(NamedTuple):
    """A doubtful cell as it stands, and what it is in each order."""

    found: str
    by_order: Mapping[str, str]


class OrderQuestion(NamedTuple):
    """A column of dates whose order is in question. `cell`: its heading's; `key`: the heading's, or that of
    some of its rows, in a mapping; `heading`: what it shows, "" where it is blank; `doubtful`: how many of
    its cells could be either; `answer`: what was answered, "" as long as nothing was."""

    sheet: str
    layout: Layout
    column: int
    letter: str
    cell: str
    key: str
    field: str
    doubt: Doubt
    answer: str
    heading: str = ""
    samples: tuple[Sample, ...] = ()
    doubtful: int = 0


def flagged_before(workbook: Workbook) -> dict[Place, list[str]]:
    """What an earlier list of fixes in the workbook names as month first, by its place."""
    out: dict[Place, list[str]] = {}
    for said in (line for sheet in workbook.sheets if is_fix_list(sheet) for line in lines_of(sheet)):
        if said[KIND] == FLAGGED:
            place = said["Sheet"], said["Cell"].rstrip("0123456789")
            # Behind a text stand the names of its characters that cannot be seen.
            out.setdefault(place, []).append(said.get("What was found", "").partition(" (with ")[0])
    return out


def order_questions(
    recognised: Recognised,
    mapping: ColumnMapping,
    flagged: Mapping[Place, list[str]],
    stated: Sequence[Quarter] = (),
    made: dt.date = dt.date.max,
) -> list[OrderQuestion]:
    """The columns of dates of a table whose order is in question, with the answers that there are. `stated`:
    the quarters that are stated for the table; `made`: the return's own date."""
    table, columns = TABLE[recognised.layout.table], recognised.sheet.columns
    used: dict[int, tuple[list[object], np.ndarray]] = {
        index: used_only(columns[index], recognised.rows)
        for index, slot in recognised.columns.items()
        if table.field(slot.field).kind == "date" and len(recognised.rows)
    }
    days = {index: DaysOfCells.of(*cells) for index, cells in used.items()}
    held = {
        index: dates_of(
            values, days[index], flagged.get((recognised.sheet.name, recognised.letter(index)), [])
        )
        for index, (values, _) in used.items()
    }
    doubts = {index: doubt for index, dates in held.items() if (doubt := doubt_about(dates))}
    doubts |= _doubts_in_rows(recognised, days, stated, doubts)
    doubts |= _doubts_in_part(recognised, days, stated, made, doubts)
    beside = {
        index: doubt
        for index, dates in held.items()
        if index not in doubts and (doubt := doubt_beside(dates, doubts.values()))
    }
    return [
        _question(recognised, index, doubt, mapping) for index, doubt in sorted((doubts | beside).items())
    ]


def _doubts_in_rows(
    recognised: Recognised,
    dates: Mapping[int, DaysOfCells],
    stated: Sequence[Quarter],
    known: Collection[int],
) -> Iterator[tuple[int, Doubt]]:
    """What the rows tell of the other columns: by the two dates of a row, such as start and end, and by the
    quarter."""
    table, pair = TABLE[recognised.layout.table], _pair_of_dates(recognised, dates)
    of_pair = zip(pair, doubts_of_pairs(*(dates[index] for index in pair)), strict=True) if pair else ()
    doubts = {index: doubt for index, doubt in of_pair if doubt}
    for index in (each for each in dates if each not in known):
        slot, doubt = recognised.columns[index], doubts.get(index)
        if table.counts_by == "date" and slot.field == table.dated_by and slot.reading != "first":
            doubt = doubt or doubt_of_quarters(dates[index], stated)
        if doubt:
            yield index, doubt


def _pair_of_dates(recognised: Recognised, dates: Collection[int]) -> tuple[int, int] | None:
    """The columns of the two dates of each row, such as start and end; None where there is only one."""
    table = TABLE[recognised.layout.table]
    names = [slot.name for slot in recognised.layout.slots if table.field(slot.field).kind == "date"][:2]
    found = {recognised.columns[index].name: index for index in dates}
    return (found[names[0]], found[names[1]]) if len(names) == 2 and found.keys() >= set(names) else None


def _doubts_in_part(
    recognised: Recognised,
    dates: Mapping[int, DaysOfCells],
    stated: Sequence[Quarter],
    made: dt.date,
    known: Collection[int],
) -> Iterator[tuple[int, Doubt]]:
    """What tells that day and month changed places in some rows of the other columns."""
    table, pair = TABLE[recognised.layout.table], _pair_of_dates(recognised, dates)
    people = next(
        (
            used_only(recognised.sheet.columns[index], recognised.rows)[1]
            for index, slot in recognised.columns.items()
            if table.field(slot.field).kind == "reference"
        ),
        None,
    )
    ways = {index: WaysOfRows.of(each, stated) for index, each in dates.items()}
    for index in (each for each in dates if each not in known):
        slot = recognised.columns[index]
        dated = table.counts_by == "date" and slot.field == table.dated_by and slot.reading != "first"
        # Of readings, first ones may well be dated before the quarter.
        fewest = 0 if not dated else FEWEST if "score" in (f.name for f in table.fields) else 1
        is_first = pair is not None and index == pair[0]
        beside = pair[is_first] if pair is not None and index in pair else None
        other, other_ways = (None, None) if beside is None else (dates[beside], ways[beside])
        of_events = "after the return" in table.checks and slot.field == table.dated_by
        first = slot.reading == "first"
        around = Around(other, other_ways, is_first, people, first, stated, fewest, made, of_events)
        found = rows_in_part(dates[index], ways[index], around)
        if found is None:
            continue
        where = [recognised.row_in_words(recognised.row_number(int(recognised.rows[r]))) for r in found.rows]
        named = f"row{'' if len(where) == 1 else 's'} {', '.join(where[:NAMED])}"
        more = f" and {len(where) - NAMED:,} more" if len(where) > NAMED else ""
        seen = f"{named}{more}: {found.seen}"
        days = sorted(dates[index].as_it_is[dates[index].codes[found.rows]].tolist())
        cells = any(dates[index].is_cell[dates[index].codes[found.rows]])
        part = f"{len(days)} from {day_in_words(days[0])} to {day_in_words(days[-1])}"
        if found.years:
            part += f", {'a year early' if found.years > 0 else 'a year late'}"
            yield index, Doubt(seen, True, True, part=part, years=found.years, days=frozenset(days))
        else:
            yield index, Doubt(seen, not cells, cells, of_the_hand=len(where) >= FEWEST, part=part)


def _question(recognised: Recognised, index: int, doubt: Doubt, mapping: ColumnMapping) -> OrderQuestion:
    letter, key = recognised.letter(index), heading_row(recognised.sheet, recognised.header).keys[index]
    heading = recognised.sheet.columns[index].at(recognised.header)
    if doubt.part:  # What was said of the whole column, or of other rows, says nothing of these.
        key = f"{key[:LONGEST_HEADING]}, {doubt.part}"
    answer = mapping.order_of(recognised.layout, key)
    question = OrderQuestion(
        recognised.sheet.name,
        recognised.layout,
        index,
        letter,
        recognised.cell(recognised.header, index),
        key,
        recognised.columns[index].field,
        doubt,
        "" if doubt.part and answer == MONTH_FIRST else answer,  # that is right of some rows only
        "" if heading is None else cell_as_shown(heading),
    )
    values, codes = used_only(recognised.sheet.columns[index], recognised.rows)
    both = {code: days for code, value in enumerate(values) if (days := _both(question, value))}
    first = [code for code in dict.fromkeys(codes.tolist()) if code in both][:2]
    samples = (
        Sample(
            cell_as_shown(values[code]),
            dict(zip((DAY_FIRST, MONTH_FIRST), map(day_in_words, both[code]), strict=True)),
        )
        for code in first
    )
    return question._replace(samples=tuple(samples), doubtful=int(np.isin(codes, list(both)).sum()))


def _both(question: OrderQuestion, value: object) -> tuple[dt.date, dt.date] | None:
    """What a doubtful cell is as it stands, and with day and month in each other's place or in another year;
    None where the cell is in no doubt."""
    if question.doubt.years:
        read = read_cell(value, _DATE).value
        if not isinstance(read, dt.date) or read not in question.doubt.days:
            return None
        (later,) = years_later(np.array([read], dtype="datetime64[D]"), question.doubt.years).tolist()
        return read, later
    if isinstance(value, str):
        numbers = in_numbers(value) if question.doubt.texts else None
        day, other = (numbers.day_first, numbers.month_first) if numbers else (None, None)
    else:
        day = day_of(value) if question.doubt.cells else None
        other = turned(day) if day else None
    return (day, other) if day and other and day != other else None


def reader_of(question: OrderQuestion) -> Reader:
    """How the cells of a column in question are read: by the answer, and without one the doubtful ones not at
    all."""
    return {"": _unanswered, MONTH_FIRST: _month_first}.get(question.answer, _as_they_stand)(question)


def _as_they_stand(question: OrderQuestion) -> Reader:
    return read_cell


def _unanswered(question: OrderQuestion) -> Reader:
    def read(value: object, of: Field) -> Read:
        # Not blank, and without a problem of its own: the column's one question stands for all.
        return Read() if _both(question, value) else read_cell(value, of)

    return read


def _month_first(question: OrderQuestion) -> Reader:
    def read(value: object, of: Field) -> Read:
        if isinstance(value, str):
            numbers = in_numbers(value)
            # By the officer's word what cannot be day first is month first, also where only cells are in
            # doubt.
            in_order = numbers and (question.doubt.texts or not numbers.day_first)
            return read_date(value, of, month_first=True) if in_order else read_cell(value, of)
        both = _both(question, value)
        if both and isinstance(value, dt.date):
            value = value.replace(month=both[1].month, day=both[1].day)
        return read_cell(value, of)

    return read


def samples_in_words(question: OrderQuestion, order: str) -> str:
    """`04/05/2021 is 4 May 2021, 06/05/2021 is 6 May 2021`, in the given order."""
    return ", ".join(f"{sample.found} is {sample.by_order[order]}" for sample in question.samples)


def _code(doubt: Doubt) -> str:
    return "mapping-date-year" if doubt.years else f"mapping-date-order{'-in-part' if doubt.part else ''}"


def about_order(file: str, question: OrderQuestion) -> Iterator[Problem]:
    """The question about a column's order, as long as it is not answered; and where its dates were read month
    first, that they were."""
    either = "; ".join(
        f"{sample.found} is {' or '.join(sample.by_order.values())}" for sample in question.samples
    )
    said = {
        "": (_code(question.doubt), either),
        MONTH_FIRST: ("date-order-month-first", samples_in_words(question, MONTH_FIRST)),
    }
    if question.answer in said:
        code, samples = said[question.answer]
        words = {"column": question.letter, "samples": samples, "count": f"{question.doubtful:,}"}
        yield problem(code, file, question.sheet, question.cell, question.field, question.doubt.seen, **words)
