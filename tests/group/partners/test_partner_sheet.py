"""What stands on an authority's sheet, from a few rows; and that it is of that authority alone."""

import datetime as dt
from typing import Any

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import DECISION, DONE, DROPPED, OPEN, UPDATE
from ieo_metrics.group.partners.authorities import AUTHORITIES, AUTHORITY
from ieo_metrics.group.partners.named_in import Named, named_in
from ieo_metrics.group.partners.partner_sheet import PartnerSheet, build_partner_sheet
from ieo_metrics.group.partners.sheet_tables import (
    about_the_sheet,
    commitments_part,
    nothing_of,
    open_part,
    sheet_parts,
)
from ieo_metrics.store.record.meetings_and_actions import Action
from ieo_metrics.store.record.raised_to_svrp import Raised
from ieo_metrics.store.registers.register_rows import RegisterRow

Q, FIRST, TODAY = quarter(2024, 2), quarter(2023, 2), dt.date(2025, 1, 10)
AT = "2024-11-21T10:00:00+00:00"


def action(number: int, owner: str, due: dt.date, state: str = OPEN, closed: str | None = None) -> Action:
    why = "It was done" if closed else None
    return Action(
        number, Q, f"Do {number}", owner, due, "", "", AT, "A. Officer", state, closed, "A. Officer", why
    )


def row(register: str, number: int, **values: Any) -> RegisterRow:
    return RegisterRow(register, number, number, values, AT, "A. Officer")


def commitment(number: int, agency: str, state: str, by: str = "") -> RegisterRow:
    said = {"agency": agency, "what": f"Promise {number}", "said_on": "2024-11-21", "state": state}
    return row("commitments", number, **said, **({"by": by} if by else {}))


ACTIONS = (
    action(1, "Police", dt.date(2025, 1, 9)),
    action(2, "Police", dt.date(2025, 1, 10)),
    action(3, "Police", dt.date(2024, 1, 1), DONE, "2024-01-01T09:00:00+00:00"),
    action(4, "Police", dt.date(2023, 12, 1), DONE, "2023-09-30T09:00:00+00:00"),
    action(5, "Police", dt.date(2024, 1, 1), DROPPED, "2024-12-01T09:00:00+00:00"),
    action(6, "Probation", dt.date(2025, 3, 1)),
    action(7, "Youth Justice Service", dt.date(2025, 2, 1)),
)
COMMITMENTS = (
    commitment(1, "Police", "kept", "2024-09-30"),
    commitment(2, "Police", "under way"),
    commitment(3, "Police", "to do", "2025-01-09"),
    commitment(4, "Police", "under way", "2025-01-10"),
    commitment(5, "Police", "not kept", "2024-01-01"),
    commitment(6, "Education", "to do", "2020-01-01"),
)
RAISED = (
    Raised(1, Q, DECISION, "Whether to go on", AT, "A. Officer", "Police", dt.date(2025, 3, 1)),
    Raised(2, Q, DECISION, "Whose it is", AT, "A. Officer", None, None),
    Raised(3, Q, UPDATE, "It goes well", AT, "A. Officer"),
    Raised(4, Q, DECISION, "When to begin", AT, "A. Officer", "Probation", None),
)


def sheet_of(name: str) -> PartnerSheet:
    rows = {"commitments": COMMITMENTS}
    return build_partner_sheet(AUTHORITY[name], Q, TODAY, FIRST, {}, ACTIONS, rows, RAISED)


def test_open_actions_are_by_their_day_and_late_ones_say_so() -> None:
    assert open_part(sheet_of("Police")).rows == (
        ("1. Do 1", "9 January 2025, late", "2024/25 Q2"),
        ("2. Do 2", "10 January 2025", "2024/25 Q2"),
    )
    assert [one.number for one in sheet_of("Justice").open_actions] == [7, 6]


def test_what_was_done_counts_from_the_first_of_the_last_four_quarters() -> None:
    """Of the meeting about July to September 2024 that is from 1 October 2023 on; what was dropped is not done."""
    police = sheet_of("Police")
    assert police.done_since == dt.date(2023, 10, 1)
    assert [one.number for one in police.done_actions] == [3]


def test_commitments_that_can_still_be_kept_come_first_and_late_ones_say_so() -> None:
    assert commitments_part(sheet_of("Police")).rows == (
        ("Promise 3", "21 November 2024", "9 January 2025, late", "to do"),
        ("Promise 4", "21 November 2024", "10 January 2025", "under way"),
        ("Promise 2", "21 November 2024", "no date yet", "under way"),
        ("Promise 5", "21 November 2024", "1 January 2024", "not kept"),
        ("Promise 1", "21 November 2024", "30 September 2024", "kept"),
    )


def test_decisions_are_those_that_it_owns() -> None:
    assert [one.number for one in sheet_of("Police").decisions] == [1]
    assert [one.number for one in sheet_of("Justice").decisions] == [4]


def test_a_sheet_says_nothing_of_another_authority() -> None:
    for authority in AUTHORITIES:
        sheet = sheet_of(authority.name)
        owners = {one.owner for one in (*sheet.open_actions, *sheet.done_actions, *sheet.decisions)}
        owners |= {str(one.values["agency"]) for one in sheet.commitments}
        assert owners <= set(authority.agency_names)


def test_no_cell_is_empty_and_what_has_no_rows_is_said_in_one_line() -> None:
    for authority in AUTHORITIES:
        parts = sheet_parts(sheet_of(authority.name))
        assert all(cell for part in parts for one in part.rows for cell in one)
        assert all(len(one) == len(part.headings) == len(part.wide) for part in parts for one in part.rows)
        assert all(0.99 < sum(part.wide) < 1.01 for part in parts)
    assert nothing_of(sheet_parts(sheet_of("Prison Service"))) == (
        "It has no seat in the group at this stage. No open actions. No commitments recorded yet. No actions "
        "done since 1 October 2023. No decisions of its own raised from the last four meetings. Not named in "
        "another register."
    )


def test_who_it_is_stands_at_the_top() -> None:
    assert about_the_sheet(sheet_of("Justice")) == (
        "Specified Authority under the Serious Violence Duty: Youth Justice Service and Probation. At the meeting "
        "about 2024/25 Q2, as recorded on 10 January 2025."
    )
    assert about_the_sheet(sheet_of("Police")).startswith(
        "Specified Authority under the Serious Violence Duty. "
    )
    assert about_the_sheet(sheet_of("Voluntary sector")).startswith("Voluntary sector is none of the")


def test_it_is_named_where_it_was_chosen_and_not_where_a_text_has_its_name() -> None:
    rows = {
        "run_up": [
            row("run_up", 1, quarter=Q + 1, what="Who is on duty", agency="Police", by="2025-03-01"),
            row("run_up", 2, quarter=Q + 1, what="Who is at hand", agency="Education", by="2025-03-01"),
        ],
        "learning": [
            row("learning", 1, measure="5.3.1.b", quarter=Q, behind="Rotas", helps=["Education", "Police"])
        ],
        "grants": [
            row(
                "grants",
                1,
                programme="RESET",
                funder="Police",
                amount=1,
                begins="2024-04-01",
                partners="Police",
            )
        ],
        "commitments": COMMITMENTS,
    }
    found = named_in(AUTHORITY["Police"], rows)
    assert [(one.register, one.as_what) for one in found] == [
        ("Run-up", "Who sees to it"),
        ("Learning", "Who helps"),
    ]
    assert all(isinstance(one, Named) and one.name for one in found)


def test_there_is_a_sheet_for_every_authority_and_any_quarter() -> None:
    """Also before the first meeting, when there is none to come to."""
    for about in range(FIRST - 6, FIRST + 40):
        for authority in AUTHORITIES:
            sheet = build_partner_sheet(authority, about, TODAY, FIRST, {}, ACTIONS, {}, ())
            assert len(sheet.meetings) == min(
                4, max(0, sheet.meetings[-1] - FIRST + 1 if sheet.meetings else 0)
            )
            assert all(len(seat.marks) == len(sheet.meetings) for seat in sheet.seats)
    early = build_partner_sheet(AUTHORITY["Police"], FIRST - 6, TODAY, FIRST, {}, (), {}, ())
    assert "No meeting was due yet." in nothing_of(sheet_parts(early))
