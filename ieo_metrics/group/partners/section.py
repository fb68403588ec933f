"""The section about the partners: how each authority takes part, in the order of the terms of reference."""

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.terms_of_reference import FIRST_MEETING, OPEN, held_between
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.partners.attendance import last_meetings, meetings_attended
from ieo_metrics.group.partners.authorities import AUTHORITIES, Authority
from ieo_metrics.group.partners.named_in import COMMITMENTS
from ieo_metrics.group.partners.partner_sheet import (
    TO_COME,
    commitments_of,
    done_since,
    is_done_lately,
    is_late,
)
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.store.record.meetings_and_actions import Action
from ieo_metrics.store.registers.register_rows import RegisterRow

NAME, TITLE = "partners", "Partners"
_NO_SEAT = "no seat"
MOST_NAMED = 3  # commitments in the finding


def actions_until(record: GroupRecord) -> list[Action]:
    """Those that were agreed up to the meeting about the record's quarter."""
    return [action for action in record.actions if action.quarter <= record.quarter]


def commitments_until(record: GroupRecord) -> list[RegisterRow]:
    """Those of up to the last day on which the meeting about the record's quarter could be."""
    last = held_between(record.quarter)[1].isoformat()
    rows = record.rows.get(COMMITMENTS, ())
    return [row for row in rows if str(row.values["said_on"]) <= last]


def partners_section(record: GroupRecord) -> Section | None:
    """How each authority takes part; None where no meeting, action or commitment is recorded."""
    meetings = last_meetings(record.quarter, FIRST_MEETING, record.today, record.meetings)
    held = [quarter for quarter in meetings if quarter in record.meetings]
    actions, commitments = actions_until(record), commitments_until(record)
    if not (held or actions or commitments):
        return None
    rows = tuple(_row(authority, record, held, actions, commitments) for authority in AUTHORITIES)
    since = day_in_words(done_since(record.quarter))
    return Section(
        NAME,
        TITLE,
        _finding(record, commitments),
        (
            _meetings_in_words(meetings, held),
            f"Done counts actions since {since}; late is part of open. It compares nobody: seats, duties and "
            "parts in the work differ.",
        ),
        (
            SectionTable(
                "By authority, in the order of the terms of reference",
                (
                    "Authority or agency",
                    "Meetings attended",
                    "Actions done",
                    "Open",
                    "Of these late",
                    "Commitments to come",
                    "Kept",
                ),
                rows,
                (1, 2, 3, 4, 5, 6),
            ),
        ),
        f"The group's own record of attendance, actions and commitments, as of {day_in_words(record.today)}.",
    )


def _row(
    authority: Authority,
    record: GroupRecord,
    held: list[Quarter],
    actions: list[Action],
    commitments: list[RegisterRow],
) -> tuple[str, ...]:
    came, of = meetings_attended(authority, held, record.meetings)
    has_seat = any(agency.seats for agency in authority.agencies)
    own = [action for action in actions if action.owner in authority.agency_names]
    promised = [row.values["state"] for row in commitments_of(authority, commitments)]
    return (
        authority.name,
        f"{came} of {of}" if has_seat else _NO_SEAT,
        str(sum(is_done_lately(action, record.quarter) for action in own)),
        str(sum(action.state == OPEN for action in own)),
        str(sum(action.late(record.today) for action in own)),
        str(sum(state in TO_COME for state in promised)),
        str(promised.count("kept")),
    )


def _finding(record: GroupRecord, commitments: list[RegisterRow]) -> str:
    if not commitments:
        return "What partners have committed to is not recorded yet."
    late = [row for row in commitments if is_late(row, record.today)]
    if not late:
        return "No commitment is overdue."
    named = [commitment_in_words(row, record.quarter) for row in late[:MOST_NAMED]]
    more = f"; and {len(late) - MOST_NAMED} more" if len(late) > MOST_NAMED else ""
    return f"Overdue commitments: {'; '.join(named)}{more}."


def commitment_in_words(row: RegisterRow, quarter: Quarter) -> str:
    """`“Who is on duty” (Police, by 1 March 2025)`, of one that has a day, as told up to a quarter."""
    return f"“{text_until(row.words['what'], quarter)}” ({row.words['agency']}, by {row.words['by']})"


def _meetings_in_words(meetings: list[Quarter], held: list[Quarter]) -> str:
    if not meetings:
        return "No meeting was due yet."
    missing = [label(quarter) for quarter in meetings if quarter not in held]
    several = (
        f"The last {plural(len(meetings), 'meeting')}, about {label(meetings[0])} to {label(meetings[-1])}"
    )
    said = (
        f"{several}, are looked at." if len(meetings) > 1 else f"One meeting was due: {label(meetings[0])}."
    )
    return f"{said} Not recorded: {', '.join(missing)}." if missing else said
