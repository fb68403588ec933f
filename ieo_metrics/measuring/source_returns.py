"""Where a measure's quarter comes from: the return that governs each table it reads, and what has arrived at
all."""

import datetime as dt
from dataclasses import dataclass

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType, return_type_of
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.statistics.figure_wording import arrivals_in_words


@dataclass(frozen=True)
class Arrival:
    """What has arrived of one provider's return for a quarter. `missing`: the tables that measures need and
    no return covers."""

    return_type: ReturnType
    governing: tuple[AcceptedReturn, ...]
    missing: tuple[str, ...]


def arrivals(governed: Governed, quarter: Quarter) -> list[Arrival]:
    """Each of the returns that are due for a quarter, and what is there of it."""
    out = []
    for of in RETURN_TYPES:
        needed = dict.fromkeys(m.reads[0] for m in MEASURES if return_type_of(m.reads[0]) == of)
        there = {name: governing_return(governed, name, quarter) for name in needed}
        found = {
            accepted_return.number: accepted_return
            for accepted_return in there.values()
            if accepted_return is not None
        }
        out.append(
            Arrival(
                of,
                tuple(found.values()),
                tuple(name for name, accepted_return in there.items() if accepted_return is None),
            )
        )
    return out


def arrivals_told(governed: Governed, quarter: Quarter, today: dt.date) -> str:
    """How many of the returns due for a quarter are in, and what is missing since when, in words."""
    due = arrivals(governed, quarter)
    missing = {
        arrival.return_type.title: (
            arrival.return_type.due_day(quarter),
            [name.replace("_", " ") for name in arrival.missing] if arrival.governing else [],
        )
        for arrival in due
        if arrival.missing
    }
    return arrivals_in_words(len(due), missing, today)


def governing_return(governed: Governed, table: str, quarter: Quarter) -> AcceptedReturn | None:
    """The return whose rows of a table count in a quarter; None where none covers it."""
    place = quarter - governed.first
    number = int(governed.governs[table][place]) if 0 <= place < governed.quarters else -1
    return governed.returns[number] if number >= 0 else None


@dataclass(frozen=True)
class Origin:
    """Where the rows of a table come from in a quarter. `version`: 1 for the first return of the quarter, 2
    for the next; `nil`: it says that there was nothing, by a heading without a row."""

    table: str
    return_type: ReturnType
    files: tuple[str, ...]
    sheets: tuple[str, ...]
    received: dt.date
    made: dt.date
    made_is_stated: bool
    version: int
    nil: bool


def origins(results: Results, ref: str, quarter: Quarter) -> list[Origin]:
    """Where a measure's quarter comes from: for each table that it reads, the return that governs."""
    governed = results.governed
    out = []
    for table in MEASURE[ref].reads:
        accepted_return = governing_return(governed, table, quarter)
        if accepted_return is None:
            continue
        files = [part.file for part in accepted_return.parts if table in part.tables]
        earlier = sum(
            r.return_type == accepted_return.return_type
            and r.number < accepted_return.number
            and quarter in r.covers.get(table, ())
            for r in governed.returns
        )
        own = [sheet for file in files for sheet in file.sheets if sheet.table == table]
        nil = not any(sheet.rows for sheet in own if not sheet.stated or quarter in sheet.stated)
        out.append(
            Origin(
                table,
                accepted_return.return_type,
                tuple(f.name for f in files),
                tuple(sheet.name for sheet in own),
                max(f.received for f in files),
                accepted_return.made,
                all(file.made_is_stated for file in files),
                earlier + 1,
                nil,
            )
        )
    return out
