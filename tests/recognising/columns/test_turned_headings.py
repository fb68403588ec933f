"""A heading that turns, plans or adds up what a known one says is asked about, and nothing is proposed; nor is
an answer that stands as a heading."""

import pytest

from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.mapping import EMPTY
from tests.recognising.in_memory import book, collected, sheet

Q = "Reporting quarter: 2024/25 Q1\n"
FOLLOW_UP = (
    "Young person ref  Support started  {traced}  {reoffended}  CHI before  {after}\n"
    "A  2023-05-01  Yes  No  20  5\nB  2023-05-02  Yes  Yes  20  5\nC  2023-05-03  No  -  -  -"
)
SOCIAL = "Young person ref  Started  Ended  {}\nA  2024-04-10  -  Engaged\nB  2024-04-11  -  Declined"
SUPPORT = "Young person ref  Support started  {}  {}\nA  2024-04-10  2024-06-01  Community"
SESSIONS = (
    "Date  School  Year group  Status  {}  School staff engaged  Hotspot area  Priority school\n"
    "2024-05-01  Oak  Year 8  Delivered  20  2  Yes  No"
)
POLICE = "Date  Session type  Attendees  {}\n2024-05-01  Training  12  {}\n2024-05-02  Training  9  {}"


def follow_up(traced: str = "Traced", reoffended: str = "Reoffended", after: str = "CHI after") -> str:
    return FOLLOW_UP.format(traced=traced, reoffended=reoffended, after=after)


@pytest.mark.parametrize(
    "text",
    [
        *(follow_up(reoffended=h) for h in ("Did not reoffend", "No reoffence", "Desisted", "Offence free")),
        *(follow_up(traced=h) for h in ("Not traced", "Untraced", "Unable to trace", "Trace pending")),
        follow_up(after="CHI after (target)"),
        *(SOCIAL.format(heading) for heading in ("Declined?", "Not engaged", "Planned status")),
        *(SUPPORT.format(heading, "Setting") for heading in ("Expected end date", "Planned support end")),
        *(SUPPORT.format("Support ended", heading) for heading in ("Previous setting", "Own setting")),
        *(SESSIONS.format(f"Young people {what}") for what in ("to date", "expected", "(cumulative)")),
        SESSIONS.format("Total young people"),
        *(POLICE.format(heading, "Yes", "No") for heading in ("Not delivered", "Cancelled?")),
        POLICE.format("Outcome", "Delivered", "Cancelled"),
    ],
)
def test_it_is_asked_and_stays_a_question_after_confirming_all(text: str):
    one = collected(book(sheet(Q + text)))
    assert exit_status(one) == 1
    doubts = [doubt for file in one.files for doubt in file.doubts]
    assert {doubt.proposal for doubt in doubts} <= {""}
    assert confirmed_choice(EMPTY, doubts, one.problems) == EMPTY


@pytest.mark.parametrize(
    "text", [follow_up(), SOCIAL.format("Status"), POLICE.format("Status", "Delivered", "Cancelled")]
)
def test_the_plain_heading_is_read(text: str):
    assert exit_status(collected(book(sheet(Q + text)))) == 0
