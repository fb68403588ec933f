"""The log of practice from Thames Valley: what was made of each, and what is still only being looked at."""

import datetime as dt
from collections.abc import Sequence

from ieo_metrics.framework.dates.quarters import quarter_of
from ieo_metrics.framework.registers.choices import ADAPTED, ADOPTED, LOOKED_AT, NOT_TAKEN_UP
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.store.record.meetings_and_actions import LONGEST
from ieo_metrics.store.registers.register_rows import RegisterRow

LOOKED_AT_MOST = 2  # quarters, after which it is said
# In the order in which they are told, as they stand behind a number.
_TOLD = {ADOPTED: "adopted", ADAPTED: "adapted", NOT_TAKEN_UP: "not for us", LOOKED_AT: "being looked at"}


def practice_says(rows: Sequence[RegisterRow]) -> str:
    """`5 practices from Thames Valley: 2 adopted, 1 adapted, 1 not for us, 1 being looked at.`; empty of
    none."""
    states = [str(row.values["state"]) for row in rows]
    if len(states) < 2:
        return "".join(f"One practice from Thames Valley: {_TOLD[state]}." for state in states)
    counted = [f"{states.count(state)} {words}" for state, words in _TOLD.items() if state in states]
    return f"{len(rows)} practices from Thames Valley: {', '.join(counted)}."


def practice_evidence(rows: Sequence[RegisterRow]) -> str:
    """What is proposed as the evidence of the recommendation: the same, and which practices are in use now,
    as far as there is room for their names."""
    used = [row.name for row in rows if row.values["state"] in (ADOPTED, ADAPTED)]
    whole = f"{practice_says(rows)} In use: {list_in_words(used)}." if used else practice_says(rows)
    return whole if len(whole) <= LONGEST else practice_says(rows)


def quarters_looked_at(row: RegisterRow, as_of: dt.date) -> int:
    """For how many quarters it has been only looked at, where that is longer than it should be; else 0."""
    quarters = quarter_of(as_of) - quarter_of(dt.date.fromisoformat(str(row.values["seen_on"])))
    return quarters if row.values["state"] == LOOKED_AT and quarters > LOOKED_AT_MOST else 0


def looked_at_says(row: RegisterRow, as_of: dt.date) -> str:
    """`for 3 quarters now: decide`; empty where there is time."""
    quarters = quarters_looked_at(row, as_of)
    return f"for {quarters} quarters now: decide" if quarters else ""
