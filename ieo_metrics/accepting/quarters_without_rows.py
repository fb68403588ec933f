"""Tables that have rows, and none in the quarters that their workbook states: the wrong quarter is stated, or
the dates are wrong. A nil return has a heading and no rows, or the officer chooses its quarters."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.coverage import counting_days
from ieo_metrics.accepting.returns import AcceptedReturn, quarters_in_words
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, first_day, last_day, quarters_of
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE


def quarters_without_rows(accepted_return: AcceptedReturn, settings: Settings) -> Iterator[Problem]:
    """A question for each table whose readable rows are all dated outside what its return covers. Windows
    that have not ended are no events, and what the officer has chosen is not asked again."""
    for part in accepted_return.parts if accepted_return.how == "stated" else ():
        for name, frame in part.tables.items():
            covered, table = accepted_return.covers[name], TABLE[name]
            if not covered or table.counts_by == "list":
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


def _periods(frame: pd.DataFrame, covered: Sequence[Quarter]) -> tuple[np.ndarray, np.ndarray]:
    """The start of each period of support, and whether it is active in one of the quarters."""
    starts, ends = (frame[date].to_numpy().astype("datetime64[D]") for date in ("started", "ended"))
    first, last = np.datetime64(first_day(min(covered))), np.datetime64(last_day(max(covered)))
    known = ~np.isnat(starts)
    return starts[known], ((starts <= last) & ~(ends < first))[known]
