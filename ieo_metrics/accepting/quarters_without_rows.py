"""Tables that have rows, and none in the quarters that their workbook states: the wrong quarter is stated, or
the dates are wrong. A nil return has a heading and no rows, or the officer chooses its quarters."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.coverage import counting_days, rows_by_quarter
from ieo_metrics.accepting.returns import AcceptedReturn, quarters_in_words
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, first_day, label, last_day, quarters_of
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE

FEWEST_LATER = 3  # rows that are no slip


def quarters_without_rows(accepted_return: AcceptedReturn, settings: Settings) -> Iterator[Problem]:
    """A question for each table whose readable rows are all dated outside what its return covers. Windows
    that have not ended are no events, and what the officer has chosen is not asked again."""
    for part in accepted_return.parts if accepted_return.how == "stated" else ():
        for name, frame in part.tables.items():
            covered, table = accepted_return.covers[name], TABLE[name]
            if table.counts_by == "list":
                continue
            if table.counts_by == "period":
                days, inside = _periods(frame, covered)
            else:
                days = counting_days(name, frame, settings, part.file.made)
                inside = np.isin(quarters_of(days), covered)
            if len(days) and not inside.any():
                sheet = next(sheet for sheet in part.file.sheets if sheet.table == name)
                quarters = quarters_in_words(sorted(set(quarters_of(days).tolist())))
                yield problem(
                    "mapping-quarter-without-rows",
                    part.file.name,
                    sheet.name,
                    "",
                    table.dated_by,
                    f"all {len(days):,} dated in {quarters}"[:200],
                    covers=quarters_in_words(covered),
                )


def later_than_stated(accepted_return: AcceptedReturn, settings: Settings) -> Iterator[Problem]:
    """A question for each table of which most rows are dated after the quarters that its workbook states, and
    before the return was made; and where a quarter is stated that had not begun then."""
    for part in accepted_return.parts if accepted_return.how == "stated" else ():
        for name, frame in part.tables.items():
            covered, table, made = accepted_return.covers[name], TABLE[name], part.file.made
            if table.counts_by != "date":
                continue
            days = counting_days(name, frame, settings, made)
            later = int(
                ((days > np.datetime64(last_day(max(covered)))) & (days <= np.datetime64(made))).sum()
            )
            found = f"{later:,} of {len(days):,} rows are dated after it" if 2 * later > len(days) else ""
            if part.file.made_is_stated and first_day(max(covered)) > made:
                found = f"{label(max(covered))} had not begun when the return was made"
            if found and later not in (len(days), *range(1, FEWEST_LATER)):
                sheet = next(sheet for sheet in part.file.sheets if sheet.table == name)
                words = quarters_in_words(covered)
                yield problem(
                    "mapping-quarter-too-early",
                    part.file.name,
                    sheet.name,
                    "",
                    table.dated_by,
                    found,
                    covers=words,
                )


def emptied_quarters(
    accepted_return: AcceptedReturn, earlier: Sequence[AcceptedReturn], settings: Settings
) -> Iterator[Problem]:
    """A question for each table that states quarters of which it has no row, while the return that it takes
    the place of has several there, and it has rows elsewhere."""
    for part in accepted_return.parts if accepted_return.how == "stated" else ():
        for name, frame in part.tables.items():
            if TABLE[name].counts_by != "date" or not len(frame):
                continue
            own = rows_by_quarter(counting_days(name, frame, settings, part.file.made))
            empty = set(accepted_return.covers[name]) - set(own)
            before = [old for old in earlier if empty & set(old.covers.get(name, ()))]
            held = Counter[Quarter]()
            for other in (each for old in before[-1:] for each in old.parts if name in each.tables):
                rows = rows_by_quarter(counting_days(name, other.tables[name], settings, other.file.made))
                held.update({quarter: count for quarter, count in rows.items() if quarter in empty})
            if max(held.values(), default=0) < FEWEST_LATER or not own:
                continue
            sheet = next(sheet for sheet in part.file.sheets if sheet.table == name)
            found = f"none dated in {quarters_in_words(sorted(held))}, where the return before has rows"
            words = quarters_in_words(accepted_return.covers[name])
            yield problem(
                "mapping-quarter-emptied",
                part.file.name,
                sheet.name,
                "",
                TABLE[name].dated_by,
                found,
                covers=words,
            )


def _periods(frame: pd.DataFrame, covered: Sequence[Quarter]) -> tuple[np.ndarray, np.ndarray]:
    """The start of each period of support, and whether it is active in one of the quarters."""
    starts, ends = (frame[date].to_numpy().astype("datetime64[D]") for date in ("started", "ended"))
    first, last = np.datetime64(first_day(min(covered))), np.datetime64(last_day(max(covered)))
    known = ~np.isnat(starts)
    return starts[known], ((starts <= last) & ~(ends < first))[known]
