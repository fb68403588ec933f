"""Blank cells and dashes that may stand for No or for 0, as where only the Yes of a column are filled in:
what they mean is asked, and until then they are blank. An answer counts only where there is a question."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Context, Finding, days_of, numbers_of
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.recognising.mappings.sheet_decisions import AS_NO, AS_YES, AS_ZERO, BLANK_MEANS
from ieo_metrics.recognising.recognised_table import Recognised

FEWEST_WITHOUT_YES = 3  # blanks, from which on a column of No alone is in question
FEWEST_WITHOUT_NOUGHT = 3
RARE = 0.001  # by chance, that so many answers in a row are all of one kind
_VALUES = {AS_NO: False, AS_YES: True, AS_ZERO: 0}


class Blanks(NamedTuple):
    """Blank cells of one sheet's field. `rows`: their places in the frame; `meaning`: what else they may
    mean."""

    field: str
    rows: np.ndarray
    meaning: str
    found: str

    @property
    def finding(self) -> Finding:
        sign = "“-”" if "“-”" in self.found else "a blank cell"
        words = {"title": self.field.replace("_", " "), "sign": sign, "meaning": self.meaning}
        return Finding(BLANK_MEANS, int(self.rows[0]), self.field, self.found, words)

    def filled(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame in which they hold what they mean."""
        column = frame[self.field].copy()
        column.iloc[self.rows] = _VALUES[self.meaning]
        return frame.assign(**{self.field: column})


def blanks_in_question(
    frame: pd.DataFrame, table: Table, context: Context, tables: Mapping[int, Recognised]
) -> Iterator[Blanks]:
    """The blank cells of each sheet of a record table that may be answers."""
    if table.name not in _BY_TABLE:
        return
    sources = frame["source"].to_numpy()
    for source in np.unique(sources).tolist():
        yield from _BY_TABLE[table.name](frame, table, context, sources == source, tables[source])


def _of_follow_up(
    frame: pd.DataFrame, table: Table, context: Context, here: np.ndarray, sheet: Recognised
) -> Iterator[Blanks]:
    traced = frame["traced"].eq(True).fillna(False).to_numpy(dtype=bool)
    if "traced" not in {slot.field for slot in sheet.columns.values()}:
        traced = np.ones_like(here)
    # Of a follow-up that has not ended by the day of the return there is nothing to be said yet.
    starts, ends = days_of(frame, "started"), days_of(frame, "window_end")
    ends = np.where(np.isnat(ends), add_months(starts, context.settings.follow_up_months), ends)
    traced = traced & here & (ends <= np.datetime64(context.made))
    answers = numbers_of(frame, "reoffended")
    blank = traced & np.isnan(answers) & ~is_unreadable(frame, table, "reoffended")
    rows = np.flatnonzero(traced & (blank | ~np.isnan(answers)))
    meant, some = _one_sided(answers[rows])
    if len(some):
        count = int((~np.isnan(answers[rows])).sum())
        found = f"{len(some):,} blank cells beside {count:,} answers"
        yield Blanks("reoffended", rows[some], meant, found)
    after = numbers_of(frame, "chi_after")
    known = traced & (numbers_of(frame, "chi_before") > 0)
    known &= np.isnan(after) & ~is_unreadable(frame, table, "chi_after")
    known &= ~blank if "reoffended" in {slot.field for slot in sheet.columns.values()} else known
    dashes = _dashes(frame, known, sheet, "chi_after")
    not_again = known & (answers == 0) & ~dashes
    if (here & (after == 0)).any() and not_again.sum() < FEWEST_WITHOUT_NOUGHT:
        not_again[:] = False
    if (dashes | not_again).any():
        yield _noughts("chi_after", dashes, not_again)


def _noughts(field: str, dashes: np.ndarray, others: np.ndarray) -> Blanks:
    rows = np.flatnonzero(dashes | others)
    sign = "“-”" if dashes.any() else "nothing"
    found = f"{len(rows):,} cell{'' if len(rows) == 1 else 's'} with {sign} in place of a number"
    return Blanks(field, rows, AS_ZERO, found)


def _one_sided(answers: np.ndarray) -> tuple[str, np.ndarray]:
    """The blanks (places) among answers that are all Yes, or all No, or all Yes or all No in a long run; and
    what they may mean. `answers`: 1, 0, or NaN where blank."""
    blank, nothing = np.flatnonzero(np.isnan(answers)), np.zeros(0, dtype=np.int64)
    if not len(blank) or len(blank) == len(answers):
        return "", nothing
    if not (answers == 0).any():
        return AS_NO, blank
    if not (answers == 1).any():
        return AS_YES, blank if len(blank) >= FEWEST_WITHOUT_YES else nothing
    start, end = _longest_run(answers != 0)
    elsewhere = np.concatenate([answers[:start], answers[end:]])
    share = ((elsewhere != 0).sum() + 1) / (len(elsewhere) + 2)
    rare = len(answers) * share ** (end - start) < RARE
    of_run = blank[(blank >= start) & (blank < end)]
    return AS_NO, of_run if rare and (answers[start:end] == 1).any() else nothing


def _longest_run(which: np.ndarray) -> tuple[int, int]:
    """Where the longest run of True begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], which.astype(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest])


def _of_scores(
    frame: pd.DataFrame, table: Table, context: Context, here: np.ndarray, sheet: Recognised
) -> Iterator[Blanks]:
    if context.settings.pain_scale_minimum:
        return
    blank = here & np.isnan(numbers_of(frame, "score")) & ~is_unreadable(frame, table, "score")
    blank &= frame["date"].notna().to_numpy()
    dashes = _dashes(frame, blank, sheet, "score")
    low = _after_low_first_scores(frame, here, blank & ~dashes)
    if dashes.any() or low.any():
        yield _noughts("score", dashes, low)


def _after_low_first_scores(frame: pd.DataFrame, here: np.ndarray, blank: np.ndarray) -> np.ndarray:
    """The blank latest scores of a sheet on which nobody has 0, if they stand beside so low first scores as
    only those do who are at 1, and chance hardly makes so many."""
    scores, rows, none = numbers_of(frame, "score"), frame["row"].to_numpy(), np.zeros_like(blank)
    pairs = np.flatnonzero(here[1:] & here[:-1] & (rows[1:] == rows[:-1])) + 1  # places of the later of two
    first, latest = scores[pairs - 1], scores[pairs]
    at_one = (latest == 1) & ~np.isnan(first)
    if not at_one.any() or (latest == 0).any():
        return none
    highest = first[at_one].max()
    known, in_question = first[~np.isnan(latest)], blank[pairs] & ~np.isnan(first)
    n, share = int(in_question.sum()), float((known <= highest).mean())
    low = int((first[in_question] <= highest).sum())
    chance = sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(low, n + 1))
    if not n or chance > RARE:
        return none
    none[pairs[in_question]] = True
    return none


def _dashes(frame: pd.DataFrame, which: np.ndarray, sheet: Recognised, field: str) -> np.ndarray:
    """Which of some rows hold a dash under a field."""
    out = np.zeros(len(frame), dtype=bool)
    columns = [index for index, slot in sheet.columns.items() if slot.field == field]
    rows, own = (frame[name].to_numpy() for name in ("row", "column"))
    for index in columns:
        cells = sheet.sheet.columns[index]
        signs = np.array(
            [isinstance(cell, str) and visible(cell) == "-" for cell in cells.values], dtype=bool
        )
        if signs.any():
            at = which if len(columns) == 1 else which & (own == index + sheet.sheet.first_column)
            places = np.flatnonzero(at)
            out[places] = signs[cells.codes[rows[places] - sheet.sheet.first_row]]
    return out


_Finder = Callable[[pd.DataFrame, Table, Context, np.ndarray, Recognised], Iterator[Blanks]]
_BY_TABLE: dict[str, _Finder] = {
    "follow_up": _of_follow_up,
    "pain_readings": _of_scores,
}
