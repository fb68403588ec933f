"""Two cells of a row, or two rows about a person, that contradict each other. Nothing is left out because
of it; the officer asks."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.rows_in_question import (
    bound_to_rows,
    named_rows,
    sheet_by_sheet,
)
from ieo_metrics.checking.findings import Context, Finding, days_of, numbers_of, shown_day
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.framework.words.code_lists import NOT_KNOWN
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL

LONG_PAST = 14  # days after which it is known whether a session took place
FEWEST_PLANNED = 3
FEWEST_DESCRIBED = 3  # people of two genders or ethnic groups, whom a slip or two does not make
_DETAILS = {"gender": "gender", "ethnicity": "ethnic group", "age_band": "age band"}
_NOT_ENGAGED = ("referred", "declined")
_DID_NOT_HAPPEN = ("cancelled", "postponed", "did not attend")


def details_differ(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A person whose rows give two genders, ethnic groups or age bands. A later start in an older band
    is a birthday, not a difference."""
    people, starts = frame["person_ref"].cat.codes.to_numpy(), days_of(frame, "started")
    sheets, numbers = frame["source"].tolist(), frame["row"].tolist()
    for name, title in _DETAILS.items():
        codes, words = frame[name].cat.codes.to_numpy(), frame[name].cat.categories.tolist()
        ages = name == "age_band"
        # A group of the provider's own may be a finer or a wider one of ours: "18-24" and "18 to 21".
        listed = len(table.field(name).words or ())
        told = (people >= 0) & (codes >= 0) & (codes < listed)
        told &= codes != (words.index(NOT_KNOWN) if NOT_KNOWN in words else -1)
        rows = np.flatnonzero(told & ~np.isnat(starts) if ages else told)
        rows = rows[order_by(people[rows], *([starts[rows].astype(np.int64)] if ages else []))]
        before, after = rows[:-1], rows[1:]
        differ = (people[before] == people[after]) & (codes[before] != codes[after])
        if ages:
            differ &= (codes[after] < codes[before]) | (starts[after] == starts[before])
        for first, at in zip(before[differ].tolist(), after[differ].tolist(), strict=True):
            where = f"row {context.row_in_words(numbers[first])}"
            where += "" if sheets[first] == sheets[at] else " of another sheet"
            said = {"title": title, "row": context.row_in_words(numbers[at]), "first": where}
            yield Finding(
                "person-details-differ",
                at,
                name,
                f"{words[codes[at]]}, and {words[codes[first]]} in {where}",
                said,
            )


def several_described_in_two_ways(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """One question where several people are of two genders or ethnic groups: their references may be those of
    others."""
    rows = np.array([f.at for f in details_differ(frame, table, context) if f.field != "age_band"], np.int64)
    if pd.unique(frame["person_ref"].cat.codes.to_numpy()[rows]).size >= FEWEST_DESCRIBED:
        found = f"{named_rows(frame, np.unique(rows), context)}: not as in other rows of the same reference"
        words = {"expected": "one gender and one ethnic group for each reference"}
        bound_to = bound_to_rows("references of people", [f"row {n}" for n in frame["row"].iloc[rows]])
        yield Finding(DOUBTFUL, int(rows[0]), "person_ref", found, words, bound_to=bound_to)


def ended_without_support(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A referral that was declined or only made, and that has an end."""
    ends, status = days_of(frame, "ended"), frame["status"].to_numpy()
    for at in np.flatnonzero(frame["status"].isin(_NOT_ENGAGED).to_numpy() & ~np.isnat(ends)):
        yield Finding("ended-without-support", at, "ended", shown_day(ends[at]), {"status": status[at]})


def answered_untraced(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Answers about a person whom the Constabulary did not trace: one finding a row, at the first of its
    answers."""
    untraced = frame["traced"].eq(False).fillna(False).to_numpy(dtype=bool)
    for name in ("reoffended", "chi_before", "chi_after"):
        answers = numbers_of(frame, name)
        answered = untraced & ~np.isnan(answers)
        for at in np.flatnonzero(answered):
            yield Finding(
                "answered-untraced",
                at,
                name,
                ("no", "yes")[int(answers[at])] if name == "reoffended" else f"{answers[at]:g}",
                {},
            )
        untraced = untraced & ~answered


def planned_and_past(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """One question for each sheet of whose sessions with people at least half are still planned well after
    their day. One may well say how many were expected."""
    counts = [name for name in ("young_people_reached", "attendees") if name in frame]
    past = days_of(frame, "date") < np.datetime64(context.made) - LONG_PAST
    past &= frame["status"].eq("planned").to_numpy() & (numbers_of(frame, counts[0]) > 0)
    took_place = _delivered(frame, table) & (numbers_of(frame, counts[0]) > 0)
    for rows in sheet_by_sheet(frame, past):
        here = (frame["source"] == frame["source"].iloc[rows[0]]).to_numpy()
        if len(rows) < max(FEWEST_PLANNED, (took_place & here).sum()):
            continue
        found = f"planned, with people counted, in {named_rows(frame, rows, context)}"
        words = {"expected": "delivered where a session took place, and nobody counted where it did not"}
        days = [shown_day(day) for day in days_of(frame, "date")[rows]]
        bound_to = bound_to_rows("planned sessions", days)
        yield Finding(DOUBTFUL, int(rows[0]), "status", found, words, bound_to=bound_to)


def headcount_without_session(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """People counted at a session that did not take place: one finding a row. A planned session may well say
    how many are expected."""
    status = frame["status"].to_numpy()
    off = frame["status"].isin(_DID_NOT_HAPPEN).to_numpy()
    for name in (n for n in ("young_people_reached", "staff_engaged", "attendees") if n in frame):
        people = numbers_of(frame, name)
        counted = off & (people > 0)
        for at in np.flatnonzero(counted):
            yield Finding("headcount-without-session", at, name, f"{people[at]:.0f}", {"status": status[at]})
        off = off & ~counted


def _delivered(frame: pd.DataFrame, table: Table) -> np.ndarray:
    is_read = ~is_unreadable(frame, table, "status")
    return is_read & (frame["status"].isna() | frame["status"].eq("delivered")).to_numpy()


def more_staff_than_young_people(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Delivered workshops with more staff than young people. With no young people at all it was a session for
    staff."""
    young, staff = numbers_of(frame, "young_people_reached"), numbers_of(frame, "staff_engaged")
    for at in np.flatnonzero(_delivered(frame, table) & (young > 0) & (staff > young)):
        yield Finding(
            "staff-exceed-young-people",
            at,
            "staff_engaged",
            f"{staff[at]:.0f}",
            {"young": f"{young[at]:.0f}"},
        )


def sessions_and_attendees(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """One-to-one sessions with more people than sessions; training with fewer people than sessions, and any
    session with nobody. One person may well have had several one-to-one sessions."""
    people = numbers_of(frame, "attendees")
    sessions = frame["number"].to_numpy(dtype=np.float64, na_value=1.0)
    usable = (
        _delivered(frame, table) & ~np.isnan(people) & ~is_unreadable(frame, table, "number") & (sessions > 0)
    )
    alone = frame["type"].eq("one-to-one reflective practice").to_numpy()
    for at in np.flatnonzero(usable & alone & (people > sessions)):
        yield Finding(
            "attendees-exceed-sessions",
            at,
            "attendees",
            f"{people[at]:.0f}",
            {"sessions": f"{sessions[at]:.0f}"},
        )
    for at in np.flatnonzero(usable & (people < sessions) & (~alone | (people == 0))):
        yield Finding(
            "sessions-exceed-attendees",
            at,
            "attendees",
            f"{people[at]:.0f}",
            {"sessions": f"{sessions[at]:.0f}"},
        )
