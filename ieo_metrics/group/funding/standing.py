"""Where joint commissioning (4.d) and joint bids (4.e) stand, from the registers of funding and rounds."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, last_day
from ieo_metrics.framework.registers.choices import ROUND_STATES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.funding.grants import Grant, all_programmes, grants_of
from ieo_metrics.group.funding.rounds import Round, rounds_of
from ieo_metrics.group.funding.run_outs import unfunded_on
from ieo_metrics.group.funding.section import falling_out, programmes_in_words
from ieo_metrics.group.group_record import GroupRecord


def joint_commissioning_stands(record: GroupRecord) -> list[str]:
    """4.d: what is funded at the end of the quarter, what falls out in the year after it, and the next round;
    none where nothing is entered."""
    grants, rounds = grants_of(record.rows["grants"]), rounds_of(record.rows["rounds"])
    return [*_funding(grants, all_programmes(record.rows), record), *_first_round(rounds, record.today)]


def joint_bids_stand(record: GroupRecord) -> list[str]:
    """4.e: which bids name partners, and how many rounds are in which state; none where nothing is
    entered."""
    grants, rounds = grants_of(record.rows["grants"]), rounds_of(record.rows["rounds"])
    end = last_day(record.quarter)
    now = [grant for grant in grants if grant.is_agreed and grant.covers(end)]
    said = []
    if now:
        joint = sum(bool(grant.partners) for grant in now)
        are = "is" if len(now) == 1 else "are"
        said.append(
            f"{plural(len(now), 'grant')} {are} in force on {day_in_words(end)}; {joint} with a "
            "consortium of partners."
        )
    if rounds:
        states = Counter(one.state for one in rounds)
        each = [f"{state}: {states[state]}" for state in ROUND_STATES if states[state]]
        joint = sum(bool(one.partners) for one in rounds)
        said.append(
            f"{plural(len(rounds), 'funding round')} ({', '.join(each)}); {joint} with a consortium of "
            "partners."
        )
    return said


def _funding(grants: Sequence[Grant], programmes: Sequence[str], record: GroupRecord) -> list[str]:
    if not grants:
        return []
    end = last_day(record.quarter)
    funded = len(programmes) - len(unfunded_on(grants, programmes, end))
    has = "has" if funded == 1 else "have"
    said = f"{funded} of {len(programmes)} programmes {has} a grant in force on {day_in_words(end)}"
    out = falling_out(grants, record.quarter)
    return [f"{said}. In the year after {label(record.quarter)}, {programmes_in_words(out)}."]


def _first_round(rounds: Sequence[Round], today: dt.date) -> list[str]:
    """The rounds that can still be bid for, and those that closed without a word of what became of them."""
    to_come = [one for one in rounds if one.is_to_come]
    still, over = ([one for one in to_come if (one.closes < today) == is_over] for is_over in (False, True))
    said = []
    if still:
        first = still[0]
        lead = f"bid led by: {first.lead}" if first.lead else "nobody is said to lead the bid"
        which = "the first, " if len(still) > 1 else ""
        said.append(
            f"{plural(len(still), 'funding round')} to bid for: {which}{first.name}, closes on "
            f"{day_in_words(first.closes)} ({lead})."
        )
    if over:
        each = [f"{one.name} ({day_in_words(one.closes)})" for one in over]
        said.append(f"Closed, and it is not said what became of the bid: {list_in_words(each)}.")
    return said
