"""Columns and lines that say that some rows of a table do not count: "Include? No", a comment "entered in
error", a line "Cancelled sessions" over the rows of these. None of it is a field of ours, so it is asked
about."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.layouts import layout_key
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.phrases import Phrases
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.framework.words.words_that_change_a_heading import says_what_does_not_count
from ieo_metrics.reading.cells.cell_addresses import column_letters
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.columns.near_matches import ColumnQuestion, doubt_about
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import UNDER_A_LINE, seen
from ieo_metrics.recognising.where_rows_end import Region

LONGEST = 80  # in letters, of a comment about its row
TITLE_ROWS = 3  # above a second heading row, in which its title may stand
_ANSWER = r"(?: (?:y n|yes no|y|n|tick|x))?"
# Patterns of words that few returns have: each is made when it is asked for.
_COUNTS = (
    rf"(?:to )?(?:be )?(?:includ|count)(?:e|es|ed|s)?{_ANSWER}|(?:includ|count)(?:e|es|ed|s)? (?:in|for) .*"
    rf"|in return{_ANSWER}|valid{_ANSWER}"
)
_COUNTS_NOT = (
    rf"(?:to be |is )?(?:excluded?|void|voided|duplicated?|dup|ignored?|invalid|omit|omitted|deleted?|test"
    rf"|not counted|do not count)(?: (?:row|record|entry))?{_ANSWER}|(?:exclude|omit|remove)d? from .*"
)
_NO = frozenset(("no", "n", "false", "0", "not", "excluded", "exclude"))
_YES = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "☑", "√", "done", "held", "green"))
_ANSWERS = _NO | _YES | {"", "✗", "✘", "☐", "☒", "red", "amber", "tbc", "pending", "part", "partly"}
_OF_ITS_ROW = (
    r"(?:duplicate|duplicated|void|ignore|exclude|excluded|delete|deleted|not counted|error|test)"
    r"|.*\b(?:entered in error|please ignore|ignore this|(?:do not|dont) (?:count|include|use)"
    r"|not to be (?:counted|included)|(?:duplicate|test) (?:entry|row|record)|duplicate of|delete this)\b.*"
)
# fmt: off
# Of a table of sessions that has no status: words of a heading that say whether a session took place, or that
# it did not; and words of a comment, wherever they stand in it.
_HAPPENED = (
    "took place", "take place", "taken place", "held", "happened", "happen", "went ahead", "go ahead",
    "gone ahead",
)
_TOOK_PLACE_FOR_SURE = Phrases(_HAPPENED)
_TOOK_PLACE = Phrases((
    *_HAPPENED, "done", "completed", "complete", "delivered", "confirmed", "ran", "run", "occurred",
    "outcome", "status", "rag", "attended", "tick", "did it happen", "session held",
))
_OF_A_SESSION = frozenset((
    "session", "sessions", "workshop", "training", "visit", "was", "were", "it", "did", "has", "been",
    "the", "this", "as", "planned", "y", "n", "yes", "no", "or", "if", "of", "box",
))
_DID_NOT = Phrases((
    "cancelled", "canceled", "cancellation", "cancellations", "canx", "cancel", "postponed", "rescheduled",
    "aborted", "abandoned", "called off", "stood down", "no show", "no shows", "dna", "dnas",
    "did not take place", "didnt take place", "did not go ahead", "didnt go ahead", "did not happen",
    "didnt happen", "did not attend", "didnt attend", "did not run", "not delivered", "not held",
    "nobody came", "no one came", "nobody turned up", "no one turned up", "nobody attended",
    "no one attended",
))
# fmt: on
_DID_NOT_HAPPEN = (
    r"(?:this |the )?(?:session |workshop |visit |training )?(?:was )?"
    r"(?:cancell?ed|postponed|rescheduled|did not (?:take place|go ahead|happen)|not delivered|no show|dna)"
    r"(?: (?:by|due|as|because|on|at|last|until|to)\b.*)?"
)


def doubts_about_rows_not_counted(
    sheet: Sheet, region: Region, columns: Sequence[int], known: Iterable[ColumnQuestion]
) -> Iterator[ColumnQuestion]:
    """Those of `columns` (unknown ones, with data) that say of some rows that they do not count. `known`:
    the questions that are asked already."""
    fit, headings = region.fit, region.fit.headings
    asked = {doubt.column for doubt in known}
    status = next((f for f in TABLE[fit.layout.table].fields if "cancelled" in (f.words or ())), None)
    delivered = _delivered(sheet, region, status)
    lacks_status = status is not None and all(slot.field != status.name for slot in fit.columns.values())
    for j in (each for each in columns if each not in asked and headings.alone[each]):
        said_in_rows = _Said.of(sheet.columns[j], region.rows, headings.alone[j])
        aside = _set_aside(said_in_rows, delivered)
        if lacks_status and not aside.any():
            aside = _did_not_happen(said_in_rows)
        elif delivered is not None:
            aside |= delivered & _speaks_against(said_in_rows)
        rows = region.rows[aside]
        if not len(rows):
            continue
        value = sheet.columns[j].at(int(rows[0]))
        said = "blank" if value is None else cell_as_shown(value)
        where = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}, first in row {sheet.first_row + rows[0]}"
        reason = f"it may say of {where} (“{said}”), that they do not count, and they were counted"
        yield doubt_about(sheet, headings, fit.layout, j, ("", reason), [])


def _delivered(sheet: Sheet, region: Region, status: Field | None) -> np.ndarray | None:
    """Which rows of a table of sessions have taken place, by their status; None of any other table."""
    if status is None:
        return None
    places = [j for j, slot in region.fit.columns.items() if slot.field == status.name]
    if not places:
        return np.ones(len(region.rows), dtype=bool)
    column = sheet.columns[places[0]]
    took_place = np.array([_took_place(value, status) for value in column.values], dtype=bool)
    return np.asarray(took_place[column.codes[region.rows]])


class _Said(NamedTuple):
    """What a column says in some rows: its heading, its distinct cells in words, and which of them stands in
    each row."""

    heading: str
    words: list[str]
    codes: np.ndarray

    @staticmethod
    def of(column: Column, rows: np.ndarray, heading: str) -> "_Said":
        return _Said(heading, [_words(value) for value in column.values], column.codes[rows])

    def here(self) -> set[str]:
        """The different words that stand in the rows."""
        return {self.words[code] for code in np.unique(self.codes).tolist()}

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """The rows whose word passes a test."""
        return np.asarray(np.array([test(word) for word in self.words], dtype=bool)[self.codes])

    def asks_of_the_session(self, phrases: Phrases) -> bool:
        """Whether the heading has one of the phrases, and nothing else than what is said of a session."""
        found, rest = phrases.taken_from(self.heading)
        return bool(found) and _OF_A_SESSION.issuperset(rest)


def _did_not_happen(said: _Said) -> np.ndarray:
    """Which of the rows of a table of sessions without a status did not take place, as far as another column
    says so: "Held?" with a no, or a blank among ticks; "DNA" with a mark; a comment "cancelled"."""
    here = said.here()
    if _DID_NOT.are_in(said.heading):
        if any(word.isdigit() and word not in _ANSWERS for word in here):
            return np.zeros(len(said.codes), dtype=bool)  # how many people did not come
        return said.where(lambda word: bool(word) and word not in _NO)
    if said.asks_of_the_session(_TOOK_PLACE) and here <= _ANSWERS:
        return said.where(lambda word: word not in _YES)
    return said.where(_DID_NOT.are_in)


def _speaks_against(said: _Said) -> np.ndarray:
    """Which of the rows a column of bare answers says did not take place: "Held?" with a no, "DNA" with a
    yes, beside whatever status."""
    if said.here() <= _ANSWERS:
        for phrases, against in ((_TOOK_PLACE_FOR_SURE, _NO), (_DID_NOT, _YES)):
            if said.asks_of_the_session(phrases):
                return said.where(against.__contains__)
    return np.zeros(len(said.codes), dtype=bool)


def _took_place(value: object, status: Field) -> bool:
    read = read_cell(value, status)
    return read.blank or read.value == "delivered"


def _set_aside(said: _Said, delivered: np.ndarray | None) -> np.ndarray:
    """Which of the rows a column says do not count."""
    if re.fullmatch(_COUNTS, said.heading):
        return said.where(_NO.__contains__)
    if re.fullmatch(_COUNTS_NOT, said.heading):
        return said.where(lambda word: bool(word) and word not in _NO)
    aside = said.where(lambda word: bool(re.fullmatch(_OF_ITS_ROW, word)))
    if delivered is not None:
        aside |= delivered & said.where(lambda word: bool(re.fullmatch(_DID_NOT_HAPPEN, word)))
    return aside


def _words(value: object) -> str:
    """What a cell says, normalised; a mark such as a tick as it is, and a day in numbers."""
    if value is None or isinstance(value, str):
        text = value or ""
        return (normalised(text) or visible(text)) if len(text) <= LONGEST else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, float) else ""


def about_lines_among_rows(file: str, sheet: Sheet, region: Region, mapping: Mapping) -> Iterator[Problem]:
    """Lines in a table, or over the heading of the next, that say that the rows below do not count."""
    first, last = region.fit.header + 1, region.rows[-1] if len(region.rows) else region.fit.header
    filled = np.zeros(sheet.height, dtype=np.int16)
    for column in sheet.columns:
        filled += np.array([value is not None for value in column.values], dtype=np.int16)[column.codes]
    alone = np.flatnonzero(filled == 1)
    for j, column in enumerate(sheet.columns):
        codes = column.codes[alone]
        saying = [code for code in np.unique(codes).tolist() if _says_of_rows(column.values[code])]
        for row in alone[np.isin(codes, saying)]:
            of_next = region.ends < sheet.height and region.ends - TITLE_ROWS <= row < region.ends
            text = str(column.at(int(row)))
            what = seen(layout_key(region.fit.layout), normalised(text))
            if (first <= row < last or of_next) and not mapping.decision(UNDER_A_LINE, what):
                cell = f"{column_letters(sheet.first_column + j)}{sheet.first_row + row}"
                yield problem(UNDER_A_LINE, file, sheet.name, cell, "", cell_as_shown(text))


def _says_of_rows(value: object) -> bool:
    return isinstance(value, str) and says_what_does_not_count(value)
