"""The section and the standing about partners, worked out on paper."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.terms_of_reference import SEATS
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.partners.section import partners_section
from ieo_metrics.group.partners.standing import partners_stands
from ieo_metrics.group.sections.sections import SECTION_KINDS
from ieo_metrics.group.standing import STANDINGS
from ieo_metrics.store.record.meetings_and_actions import Action, MeetingRecord
from ieo_metrics.store.registers.register_rows import RegisterRow
from tests.group.partners.test_partner_sheet import ACTIONS, AT, COMMITMENTS, TODAY, Q, action, commitment


def record(
    *meetings: MeetingRecord,
    actions: Sequence[Action] = (),
    commitments: Sequence[RegisterRow] = (),
) -> GroupRecord:
    held = {one.quarter: one for one in meetings}
    rows = {"commitments": commitments}
    return GroupRecord(Q, TODAY, Settings(), rows, {}, held, actions, {}, pd.DataFrame())


def test_nothing_recorded_is_no_section() -> None:
    assert partners_section(record()) is None
    assert partners_stands(record()) == []


def test_each_authority_stands_once_in_the_order_of_the_terms_of_reference() -> None:
    """Two meetings: at the first all came, at the second nobody of the police."""
    no_police = tuple(seat for seat in SEATS if not seat.startswith("Police"))
    held = [
        MeetingRecord(about, dt.date(2024, 11, 21), "", came, AT, "A. Officer")
        for about, came in ((Q - 1, tuple(SEATS)), (Q, no_police))
    ]
    section = partners_section(record(*held, actions=ACTIONS, commitments=COMMITMENTS))
    assert section is not None
    (table,) = section.tables
    assert [row[0] for row in table.rows][:6] == [
        "Police",
        "Justice",
        "Fire and Rescue Service",
        "Health",
        "Local Authorities",
        "Prison Service",
    ]
    by_name = {row[0]: row[1:] for row in table.rows}
    assert by_name["Police"] == ("1 of 2", "1", "2", "1", "3", "1")
    assert by_name["Justice"] == ("2 of 2", "0", "2", "0", "0", "0")
    assert by_name["Prison Service"] == ("no seat", "0", "0", "0", "0", "0")
    assert by_name["Education"] == ("2 of 2", "0", "0", "0", "1", "0")
    assert section.finding == (
        "Overdue commitments: “Promise 3” (Police, by 9 January 2025); “Promise 6” "
        "(Education, by 1 January 2020)."
    )
    assert section.said[0] == (
        "The last 4 meetings, about 2023/24 Q3 to 2024/25 Q2, are looked at. Not recorded: 2023/24 Q3, 2023/24 Q4."
    )
    assert all(cell for row in table.rows for cell in row)


def test_what_is_of_a_later_meeting_is_left_out() -> None:
    later = [action(9, "Police", TODAY)]
    later = [Action(**{**vars(later[0]), "quarter": Q + 1})]
    promised = RegisterRow(
        "commitments", 9, 9, {**commitment(9, "Police", "to do").values, "said_on": "2025-01-01"}, AT, "A"
    )
    assert partners_section(record(actions=later, commitments=[promised])) is None
    assert partners_stands(record(commitments=[promised])) == []
    section = partners_section(record(actions=[*ACTIONS, *later]))
    assert section and label(Q + 1) not in "\n".join(section.texts)


def test_that_nothing_is_late_is_a_finding_too() -> None:
    section = partners_section(record(commitments=[commitment(1, "Police", "kept", "2024-01-01")]))
    assert section and section.finding == "No commitment is overdue."


def test_the_standing_says_how_many_and_which_are_late() -> None:
    assert partners_stands(record(commitments=COMMITMENTS)) == [
        "2 agencies have committed to 6 things: 1 kept, 4 to come, 1 not kept.",
        "Late: “Promise 3” (Police, by 9 January 2025); “Promise 6” (Education, by 1 January 2020).",
    ]
    assert partners_stands(record(commitments=[commitment(1, "Police", "kept")])) == [
        "1 agency has committed to 1 thing: 1 kept, 0 to come, 0 not kept."
    ]


def test_it_can_be_chosen_and_serves_4_c() -> None:
    assert [kind.title for kind in SECTION_KINDS if kind.build is partners_section] == ["Partners"]
    assert [one.ref for one in STANDINGS if one.say is partners_stands] == ["4.c"]
