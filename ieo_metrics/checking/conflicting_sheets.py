"""Two tables of a workbook of which it is asked which counts: lists of schools that disagree, and sheets of
sessions that repeat each other. What the officer has decided is done before anything else is checked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.checking.copied_down_or_repeated import repeated_sheet
from ieo_metrics.checking.disagreeing_school_lists import lists_differ
from ieo_metrics.checking.findings import Context, Finding, RowCheck
from ieo_metrics.checking.where_rows_stand import RowPlaces
from ieo_metrics.framework.problem_kinds import INFORMATION, Problem
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import FIRST, ONCE, SECOND, seen
from ieo_metrics.recognising.match_headings_to_layouts import heading_signature_of
from ieo_metrics.recognising.recognised_table import Recognised

# By the name that a record table's row gives it.
WHICH_COUNTS: dict[str, RowCheck] = {"lists differ": lists_differ, "sheets repeat": repeated_sheet}


@dataclass(frozen=True)
class TwoTables:
    """An open question. `sheet`, `cell`, `header`: where it is asked, and Excel's number of the heading row
    there; `sheets`: on which the two tables stand, and `headers`, of their heading rows; `seen`: what an
    answer is bound to."""

    code: str
    sheet: str
    cell: str
    header: int
    sheets: tuple[str, str]
    headers: tuple[int, int]
    seen: str
    found: str


@dataclass(frozen=True)
class Decided:
    """A record table without the rows that do not count as was decided; `left_out`: by source, their numbers;
    `set_aside`: the sources of which no row counts; `problems`: what is asked, and what was done."""

    frame: pd.DataFrame
    left_out: dict[int, set[int]]
    set_aside: set[int]
    problems: list[Problem]
    asked: list[TwoTables]


def decided(
    frame: pd.DataFrame, table: Table, context: Context, places: RowPlaces, mapping: Mapping
) -> Decided:
    """What is asked about two tables of one kind, and what earlier answers make of them."""
    counts = np.ones(len(frame), dtype=bool)
    sources, rows = frame["source"].to_numpy(), frame["row"].to_numpy()
    out = Decided(frame, {}, set(), [], [])
    for name in table.checks:
        for finding in WHICH_COUNTS[name](frame, table, context) if name in WHICH_COUNTS else ():
            if out.set_aside & set(finding.between):
                continue  # only a table that counts can be in question
            if not finding.between:
                out.problems.append(places.problem(finding))
                continue
            first, other = finding.between
            what = _seen(places, finding)
            answer = mapping.decision(finding.code, what)
            away = np.zeros(len(frame), dtype=bool)
            if answer in (FIRST, SECOND):
                away = sources == (other if answer == FIRST else first)
                out.set_aside.add(other if answer == FIRST else first)
            elif answer == ONCE:
                away = (sources == other) & frame["alike"].isin(frame["alike"][sources == first]).to_numpy()
            elif not answer:
                out.problems.append(places.problem(finding))
                out.asked.append(_asked(places, finding, out.problems[-1], what))
            if (away & counts).any():
                out.problems.append(places.problem(_done(finding, away & counts)))
            counts &= ~away
    for at in np.flatnonzero(~counts):
        out.left_out.setdefault(int(sources[at]), set()).add(int(rows[at]))
    kept = frame if counts.all() else frame[counts].reset_index(drop=True)
    return Decided(kept, out.left_out, out.set_aside, out.problems, out.asked)


def _done(finding: Finding, away: np.ndarray) -> Finding:
    """That rows do not count, said at the first of them."""
    found = f"{int(away.sum()):,} rows"
    return Finding("rows-decided", int(np.flatnonzero(away)[0]), finding.field, found, {})


def _seen(places: RowPlaces, finding: Finding) -> str:
    """What an answer is bound to: both sheets with their headings, and the days of which both tell."""
    both = (places.tables[source] for source in finding.between)
    parts = [part for one in both for part in (one.sheet.name, heading_signature_of(one.sheet, one.header))]
    return seen(*parts, *finding.bound_to)


def _asked(places: RowPlaces, finding: Finding, at: Problem, what: str) -> TwoTables:
    header = {}
    for source in finding.between:
        sheet, top = places.tables[source].as_it_came
        header[source] = sheet.first_row + top
    first, other = finding.between
    names = (places.tables[first].sheet.name, places.tables[other].sheet.name)
    here = header[places.source(int(finding.at))]
    return TwoTables(
        finding.code, at.sheet, at.cell, here, names, (header[first], header[other]), what, finding.found
    )


def without_sheets(problems: list[Problem], away: set[int], tables: dict[int, Recognised]) -> list[Problem]:
    """The problems without those of the cells of sheets that do not count, as was decided."""
    counting = {table.sheet.name for source, table in tables.items() if source not in away}
    names = {tables[source].sheet.name for source in away} - counting
    return [p for p in problems if p.sheet not in names or p.severity == INFORMATION]
