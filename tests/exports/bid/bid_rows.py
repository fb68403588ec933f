"""Rows of registers as somebody typed them for a bid."""

from ieo_metrics.exports.bid.chosen_rows import BidChoice, Rows
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.registers.register_rows import RegisterRow

AT = "2024-10-10T09:00:00+00:00"
CHOICE = BidChoice(("RESET", "A&E Navigators"), ("5.1.1.b", "5.1.2.d", "5.1.3.b"), ("Leaving custody",), 1)
NEED = {
    "name": "Leaving custody",
    "kind": "cohort",
    "source": "Needs Assessment, page 21",
    "as_of": "2024-03-01",
}
GRANT = {
    "programme": "RESET",
    "funder": "Home Fund",
    "amount": 240_000,
    "begins": "2024-04-01",
    "state": "agreed",
}


def row(register: str, number: int, **values: object) -> RegisterRow:
    return RegisterRow(register, number, number, values, AT, "A. Officer")  # type: ignore[arg-type]


def typed(**changed: dict[str, object]) -> Rows:
    """By register; `changed`: what is another in the first row of one."""
    rows = {
        "rounds": [
            {
                "name": "Youth Futures",
                "funder": "Home Fund",
                "state": "open",
                "closes": "2025-06-30",
                "partners": "No Limits; Probation",
            },
            {"name": "Another", "funder": "City Trust", "state": "open", "closes": "2025-06-30"},
        ],
        "needs": [NEED, {**NEED, "name": "Excluded", "source": "Needs Assessment, page 12"}],
        "provision": [
            {"need": "Leaving custody", "programme": "RESET", "how": "A worker from before release"},
            {"need": "Leaving custody", "programme": "Choices", "how": "Not chosen"},
        ],
        "voices": [
            {
                "who": "Young adults of a hostel",
                "said_on": "2024-05-02",
                "what": "The first day out is the hardest",
                "need": "Leaving custody",
            }
        ],
        "programmes": [{"name": "Harbour Mentors", "about": "Mentors"}],
        "evidence_levels": [
            {
                "programme": "RESET",
                "level": "2: preliminary evidence of change",
                "as_of": "2024-06-03",
                "source": "Guidebook",
                "address": "https://guidebook.example/reset",
            }
        ],
        "learning": [
            {"measure": "5.1.1.b", "quarter": quarter(2024, 2), "behind": "Reviews are held on time"},
            {"measure": "5.1.1.b", "quarter": quarter(2024, 3), "behind": "Later than the quarter"},
            {"measure": "5.3.1.a", "quarter": quarter(2024, 2), "behind": "Not chosen either"},
        ],
        "grants": [
            {**GRANT, "ends": "2025-09-30", "match": 60_000, "match_from": "Commissioner"},
            {**GRANT, "funder": "Over by then", "ends": "2024-06-30"},
            {**GRANT, "funder": "Only applied for", "ends": "2026-06-30", "state": "applied for"},
        ],
    }
    for name, values in changed.items():
        rows[name][0] = {**rows[name][0], **values}
    return {name: [row(name, n, **one) for n, one in enumerate(held, start=1)] for name, held in rows.items()}
