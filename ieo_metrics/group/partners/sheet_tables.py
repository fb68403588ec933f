"""A partner's sheet in words: the tables that the page, the print and the file have alike."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.terms_of_reference import NEITHER, NO_DAY
from ieo_metrics.group.partners.attendance import ABSENT, ATTENDED, NOT_RECORDED
from ieo_metrics.group.partners.hosting import turns_in_words
from ieo_metrics.group.partners.partner_sheet import PartnerSheet, due_day, is_late

# A sign and its word, so that neither stands alone.
IN_WORDS = {ATTENDED: "✓ attended", ABSENT: "– absent", NOT_RECORDED: NOT_RECORDED}
LATE = "late"


@dataclass(frozen=True)
class SheetPart:
    """One part of the sheet. `order`: of its rows; `headings` and `rows`: of its table, whose first column
    names its rows and no cell of which is empty; `none`: what is said where there are no rows; `wide`: how
    wide each column is, in parts of all; `said`: sentences behind the table."""

    title: str
    order: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str
    wide: tuple[float, ...]
    said: tuple[str, ...] = ()


def sheet_title(sheet: PartnerSheet) -> str:
    """`Police: attendance, actions and commitments`."""
    return f"{sheet.authority.name}: attendance, actions and commitments"


def about_the_sheet(sheet: PartnerSheet) -> str:
    """Who it is, and as of when all of it is said."""
    authority = sheet.authority
    names = " and ".join(authority.agency_names)
    who = f"{authority.name} is none of the authorities of the Serious Violence Duty"
    if authority.duty != NEITHER:
        made_of = "" if names == authority.name else f": {names}"
        who = f"{authority.duty} under the Serious Violence Duty{made_of}"
    return f"{who}. At the meeting about {label(sheet.quarter)}, as recorded on {day_in_words(sheet.today)}."


def sheet_parts(sheet: PartnerSheet) -> tuple[SheetPart, ...]:
    """All of it, in the order in which it is talked about."""
    return (
        attendance_part(sheet),
        open_part(sheet),
        commitments_part(sheet),
        done_part(sheet),
        decisions_part(sheet),
        named_part(sheet),
    )


def attendance_part(sheet: PartnerSheet) -> SheetPart:
    """A row a seat, a column a meeting; then its turns to host."""
    several = len(sheet.authority.agencies) > 1
    headings = [
        f"{label(about)}, {day_in_words(sheet.held_on[about])}" if about in sheet.held_on else label(about)
        for about in sheet.meetings
    ]
    rows = tuple(
        (f"{seat.agency}: {seat.role}" if several else seat.role, *(IN_WORDS[mark] for mark in seat.marks))
        for seat in sheet.seats
    )
    marks = len(headings)
    return SheetPart(
        "Attendance at the last four meetings",
        "Each seat of the terms of reference",
        ("Seat", *headings),
        rows if marks else (),
        "No meeting was due yet." if sheet.seats else "It has no seat in the group at this stage.",
        (1 - 0.16 * marks, *[0.16] * marks),
        tuple(turns_in_words(sheet.turns)),
    )


def open_part(sheet: PartnerSheet) -> SheetPart:
    """Its open actions; one that is late says so beside its day."""
    return SheetPart(
        "Open actions",
        "By the day they are due",
        ("Action", "Due", "Agreed at the meeting about"),
        tuple(
            (
                f"{action.number}. {action.words}",
                _by(action.due, late=action.late(sheet.today)),
                label(action.quarter),
            )
            for action in sheet.open_actions
        ),
        "No open actions.",
        (0.58, 0.24, 0.18),
    )


def done_part(sheet: PartnerSheet) -> SheetPart:
    """What it did in the last four quarters, and how."""
    return SheetPart(
        f"Actions done since {day_in_words(sheet.done_since)}",
        "The latest first",
        ("Action", "Done on", "How"),
        tuple(
            (
                f"{action.number}. {action.words}",
                day_in_words(day_in_london(action.closed_at or action.at)),
                action.why or "not said",
            )
            for action in sheet.done_actions
        ),
        f"No actions done since {day_in_words(sheet.done_since)}.",
        (0.46, 0.18, 0.36),
    )


def commitments_part(sheet: PartnerSheet) -> SheetPart:
    """What it committed to; what is late says so beside its day."""
    return SheetPart(
        "What it committed to",
        "What can still be kept first",
        ("Commitment", "Said on", "By", "Status"),
        tuple(
            (
                row.words["what"],
                row.words["said_on"],
                _by(due_day(row), late=is_late(row, sheet.today)),
                row.words["state"],
            )
            for row in sheet.commitments
        ),
        "No commitments recorded yet.",
        (0.46, 0.18, 0.22, 0.14),
    )


def decisions_part(sheet: PartnerSheet) -> SheetPart:
    """The decisions that it owns."""
    return SheetPart(
        "Decisions it owns, raised to the SVRP from the last four meetings",
        "By meeting",
        ("Decision", "Decide by", "Raised at the meeting about"),
        tuple(
            (item.words, day_in_words(item.due) if item.due else NO_DAY, label(item.quarter))
            for item in sheet.decisions
        ),
        "No decisions of its own raised from the last four meetings.",
        (0.6, 0.2, 0.2),
    )


def named_part(sheet: PartnerSheet) -> SheetPart:
    """The rows of other registers that name it."""
    return SheetPart(
        "Where else it is named",
        "By register",
        ("What", "In", "As"),
        tuple((one.name, one.register, one.as_what) for one in sheet.named),
        "Not named in another register.",
        (0.5, 0.28, 0.22),
    )


def nothing_of(parts: Sequence[SheetPart]) -> str:
    """In one line, what is said of the parts that have no rows; "" where all have some."""
    return " ".join(part.none for part in parts if not part.rows)


def _by(day: dt.date | None, *, late: bool) -> str:
    said = day_in_words(day) if day else NO_DAY
    return f"{said}, {LATE}" if late else said
