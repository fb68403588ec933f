"""What is asked about the rows of a table, and decided before anything else is checked: which of two tables
counts (lists of schools that disagree, sheets of sessions that repeat each other), what a blank cell means,
and whether cells that look as if they were in each other's place are right as they stand."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.numbers_in_each_others_place import (
    swapped_answers,
    swapped_headcounts,
    swapped_names,
    swapped_readings,
    swapped_scores,
)
from ieo_metrics.checking.cells_in_question.references_in_each_others_place import references_out_of_place
from ieo_metrics.checking.cells_in_question.scores_against_their_scale import (
    firsts_out_of_place,
    lower_half_only,
    mostly_worse,
)
from ieo_metrics.checking.cells_in_question.starts_beside_readings import starts_a_year_out
from ieo_metrics.checking.cells_in_question.what_blanks_mean import blanks_in_question
from ieo_metrics.checking.cells_in_question.words_in_each_others_place import (
    answers_turned_round,
    one_urn_for_several,
    year_group_above,
    year_groups_elsewhere,
)
from ieo_metrics.checking.contradictions_to_raise import planned_and_past, several_described_in_two_ways
from ieo_metrics.checking.copied_down_or_repeated import repeated_sheet
from ieo_metrics.checking.disagreeing_school_lists import lists_differ
from ieo_metrics.checking.findings import Context, Finding, RowCheck
from ieo_metrics.checking.where_rows_stand import RowPlaces
from ieo_metrics.framework.layouts import layout_key
from ieo_metrics.framework.problem_kinds import INFORMATION, Problem
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import AS_BLANK, BLANK_MEANS, FIRST, ONCE, SECOND, seen
from ieo_metrics.recognising.match_headings_to_layouts import heading_signature_of
from ieo_metrics.recognising.recognised_table import Recognised

# By the name that a record table's row gives it.
WHICH_COUNTS: dict[str, RowCheck] = {
    "lists differ": lists_differ,
    "sheets repeat": repeated_sheet,
    "headcounts in each other's place": swapped_headcounts,
    "scores in each other's place": swapped_scores,
    "school and URN in each other's place": swapped_names,
    "readings in each other's place": swapped_readings,
    "answers in each other's place": swapped_answers,
    "references in each other's place": references_out_of_place,
    "nearly all worse": mostly_worse,
    "lower half of the scale only": lower_half_only,
    "starts a year from readings": starts_a_year_out,
    "several described in two ways": several_described_in_two_ways,
    "planned and past": planned_and_past,
    "answers turned round": answers_turned_round,
    "one URN for several schools": one_urn_for_several,
    "year groups elsewhere": year_groups_elsewhere,
    "year group above": year_group_above,
    "first scores out of place": firsts_out_of_place,
}


class OpenQuestion(NamedTuple):
    """An open question about rows. `sheet`, `cell`, `header`: where it is asked, and Excel's number of the
    heading row there; `seen`: what an answer is bound to; `answers`: those that there are, where the kind of
    question has others too; `between`: the two sheets of which it is asked which counts, as they are
    called."""

    code: str
    sheet: str
    cell: str
    header: int
    seen: str
    found: str
    answers: tuple[str, ...] = ()
    between: tuple[str, str] = ("", "")


class Decided(NamedTuple):
    """A record table without the rows that do not count as was decided; `left_out`: by source, their numbers;
    `set_aside`: the sources of which no row counts; `problems`: what is asked, and what was done."""

    frame: pd.DataFrame
    left_out: dict[int, set[int]]
    set_aside: set[int]
    problems: list[Problem]
    asked: list[OpenQuestion]


def decided(
    frame: pd.DataFrame, table: Table, context: Context, places: RowPlaces, mapping: Mapping
) -> Decided:
    """What is asked about two tables of one kind, and what earlier answers make of them."""
    out = Decided(frame, {}, set(), [], [])
    for blanks in blanks_in_question(frame, table, context, places.tables):
        recognised = places.tables[places.source(int(blanks.rows[0]))]
        headings = heading_signature_of(recognised.sheet, recognised.header)
        what = seen(layout_key(recognised.layout), headings, blanks.field)
        answer = mapping.decision(BLANK_MEANS, what)
        if answer == blanks.meaning:
            frame = blanks.filled(frame)
        elif answer != AS_BLANK:
            _ask(out, places, blanks.finding, what, (AS_BLANK, blanks.meaning))
    counts = np.ones(len(frame), dtype=bool)
    sources, rows = frame["source"].to_numpy(), frame["row"].to_numpy()
    for name in table.checks:
        for finding in WHICH_COUNTS[name](frame, table, context) if name in WHICH_COUNTS else ():
            if out.set_aside & set(finding.between):
                continue  # only a table that counts can be in question
            if not finding.between:
                if not finding.bound_to:
                    out.problems.append(places.problem(finding))
                elif not mapping.decision(finding.code, what := _seen(places, finding)):
                    _ask(out, places, finding, what, finding.answers)
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
                _ask(out, places, finding, what, finding.answers)
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
    """What an answer is bound to: the sheet or both sheets with their headings, and what was seen there."""
    tables = (places.tables[source] for source in finding.between or (places.source(int(finding.at)),))
    parts = [
        part
        for recognised_table in tables
        for part in (
            recognised_table.sheet.name,
            heading_signature_of(recognised_table.sheet, recognised_table.header),
        )
    ]
    return seen(*parts, *finding.bound_to)


def _ask(out: Decided, places: RowPlaces, finding: Finding, what: str, answers: tuple[str, ...] = ()) -> None:
    """Adds a problem, and the question about it. Two tables are called by their sheets, and by their rows
    where they share one."""
    at, here = places.problem(finding), places.source(int(finding.at))
    header = {}
    for source in {here, *finding.between}:
        sheet, top = places.tables[source].as_it_came
        header[source] = sheet.first_row + top
    names = [places.tables[source].sheet.name for source in finding.between]
    called = [f"“{name}”" for name in names]
    if len(set(names)) == 1:
        called = [f"{name} from row {header[of]}" for name, of in zip(called, finding.between, strict=True)]
    one, other = called or ("", "")
    out.problems.append(at)
    out.asked.append(
        OpenQuestion(
            finding.code, at.sheet, at.cell, header[here], what, finding.found, answers, (one, other)
        )
    )


def without_sheets(problems: list[Problem], away: set[int], tables: dict[int, Recognised]) -> list[Problem]:
    """The problems without those of the cells of sheets that do not count, as was decided."""
    counting = {table.sheet.name for source, table in tables.items() if source not in away}
    names = {tables[source].sheet.name for source in away} - counting
    return [p for p in problems if p.sheet not in names or p.severity == INFORMATION]
