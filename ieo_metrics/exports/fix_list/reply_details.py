"""Who a fix list is for, about which quarter, by when it is wanted back, and whom to ask."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ieo_metrics.accepting.returns import AcceptedReturn, quarters_in_words
from ieo_metrics.framework.configuration.unit_look import UNIT
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label_with_months

DAYS_TO_REPLY = 7


@dataclass(frozen=True)
class ReplyDetails:
    """`provider`, `quarter`: in words; `reply_by`: the last day for the corrected workbook, None where none
    is set; `contact`: how to reach the unit, "" where that is not set. `unit` sends the list."""

    provider: str = "the provider"
    quarter: str = "the quarter"
    reply_by: dt.date | None = None
    contact: str = ""
    unit: str = UNIT

    @property
    def sender_in_words(self) -> str:
        """`Violence Reduction Unit, data@unit.example`."""
        return ", ".join(part for part in (self.unit, self.contact) if part)

    @property
    def deadline_in_words(self) -> str:
        """`Please send it back by 30 April 2025.`, or without a day where none is set."""
        return (
            f"Please send it back by {day_in_words(self.reply_by)}."
            if self.reply_by
            else "Please send it back."
        )


def reply_details(
    returns: Iterable[AcceptedReturn], reply_by: dt.date | None = None, contact: str = "", unit: str = UNIT
) -> ReplyDetails:
    """The details of a file's returns: several providers or quarters are named one after the other.
    `contact`, `unit`: as the unit's look has them."""
    returns = list(returns)
    providers = " and ".join(dict.fromkeys(r.return_type.provider for r in returns))
    quarters = " and ".join(dict.fromkeys(_in_words(r.covers_all) for r in returns))
    return ReplyDetails(
        providers or ReplyDetails.provider, quarters or ReplyDetails.quarter, reply_by, contact, unit
    )


def _in_words(quarters: Sequence[int]) -> str:
    return label_with_months(quarters[0]) if len(quarters) == 1 else quarters_in_words(quarters)


def proposed_reply_day(returns: Iterable[AcceptedReturn], today: dt.date) -> dt.date:
    """The day on which the last of the returns is due, or a week from today if that is later."""
    due = [r.return_type.due_day(max(r.covers_all)) for r in returns if r.covers_all]
    return max([today + dt.timedelta(days=DAYS_TO_REPLY), *due])
