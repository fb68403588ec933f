"""What an invented working group has recorded of its meetings: who came, what was agreed and decided. None of
it is real."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter, quarter
from ieo_metrics.framework.terms_of_reference import SEATS

# By the quarter that the meeting was about: when and where it was, and the seats that did not come.
SAMPLE_MEETINGS: Mapping[Quarter, tuple[str, str, tuple[str, ...]]] = {
    quarter(2023, 4): (
        "2024-05-16",
        "On Teams",
        (
            "Youth Justice Service: Isle of Wight",
            "Integrated Care Boards: Hampshire board",
            "Education: County Safeguarding and Computing Adviser",
        ),
    ),
    quarter(2024, 1): (
        "2024-08-15",
        "In person",
        (
            "Violence Reduction Unit: Programmes and Projects Officer",
            "Integrated Care Boards: Senior Programme Manager, Mental Health Crisis Care",
            "Integrated Care Boards: Hampshire board",
            "Probation: Head of Community Integration",
        ),
    ),
    quarter(2024, 2): (
        "2024-11-21",
        "On Teams",
        (
            "Youth Justice Service: Southampton",
            "Local Authorities: Safeguarding Children Partnerships",
            "Voluntary sector: Chief Executive Officer, No Limits",
        ),
    ),
    quarter(2024, 3): (
        "2025-02-20",
        "On Teams",
        (
            "Youth Justice Service: Isle of Wight",
            "Integrated Care Boards: Hampshire board",
            "Probation: Senior Probation Officer",
        ),
    ),
}


def seats_that_came(about: Quarter) -> list[str]:
    return [seat for seat in SEATS if seat not in SAMPLE_MEETINGS[about][2]]


class Agreed(NamedTuple):
    """`quarter`: of the meeting; `closed`: how it was done, "" of one that is open."""

    quarter: Quarter
    words: str
    owner: str
    due: str
    ref: str
    activity: str
    closed: str = ""


SAMPLE_ACTIONS = (
    Agreed(
        quarter(2023, 4),
        "Send the list of priority schools for the coming school year",
        "Education",
        "2024-07-12",
        "5.1.5.b",
        "4.a",
        "The list was sent, and Artswork plans by it",
    ),
    Agreed(
        quarter(2024, 1),
        "Look for another day for the emergency department's own meeting, so that somebody can come",
        "Integrated Care Boards",
        "2024-10-31",
        "5.1.2.c",
        "4.c",
    ),
    Agreed(
        quarter(2024, 2),
        "Agree with the prisons how a first reading is taken before release",
        "Probation",
        "2025-01-31",
        "5.1.1.a",
        "4.f",
        "Agreed; the first reading is taken at the last visit before release",
    ),
    Agreed(
        quarter(2024, 3),
        "Bring the rota of training for response teams to the next meeting",
        "Police",
        "2025-05-15",
        "5.3.1.b",
        "4.g",
    ),
    Agreed(
        quarter(2024, 3),
        "Draft with the other councils one bid for mentors in school exclusion",
        "Local Authorities",
        "2027-03-31",
        "",
        "4.e",
    ),
)
# (quarter, what is asked of the SVRP, who owns it, by when)
SAMPLE_DECISIONS: Sequence[tuple[Quarter, str, str, str]] = (
    (
        quarter(2024, 3),
        "Whether one reading before release is asked of every provider",
        "Probation",
        "2025-06-30",
    ),
)
# How far a recommendation has come, and by what.
SAMPLE_RECOMMENDATIONS: Sequence[tuple[str, str, str]] = (
    ("3.1", "under way", "The group looks at the same questions for every programme each quarter (invented)"),
)
