"""Periods of support that start after the last quarter that their return covers."""

from collections.abc import Iterator

import numpy as np

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import last_day
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE

MOST_SINGLY = 20


def late_starts(accepted_return: AcceptedReturn) -> Iterator[Problem]:
    """Each such period at its start; of more than a few on a sheet, as of a running list that is cut off, the
    first one with their number. What starts after the day of the return is asked about already."""
    for part in accepted_return.parts:
        for name in (n for n in part.tables if TABLE[n].counts_by == "period" and accepted_return.covers[n]):
            frame, last = part.tables[name], last_day(max(accepted_return.covers[name]))
            starts, sources = frame["started"].to_numpy().astype("datetime64[D]"), frame["source"].to_numpy()
            late = np.flatnonzero((starts > np.datetime64(last)) & (starts <= np.datetime64(part.file.made)))
            for source in dict.fromkeys(sources[late].tolist()):
                rows, sheet = late[sources[late] == source], part.file.sheets[source]
                several = len(rows) > MOST_SINGLY
                for at in rows[:1] if several else rows:
                    more = f", and {len(rows) - 1} more rows" if several else ""
                    found = f"{day_in_words(starts[at].item())}{more}"
                    cell = sheet.cell_of(
                        "started", *(frame[name].to_numpy()[at] for name in ("row", "column"))
                    )
                    yield problem(
                        "starts-after-quarter",
                        part.file.name,
                        sheet.name,
                        cell,
                        "started",
                        found,
                        last=day_in_words(last),
                    )
