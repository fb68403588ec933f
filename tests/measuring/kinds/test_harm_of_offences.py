"""Harm from lists of offences under an uploaded edition, with settlements, and without offences that police
activity found; by hand."""

import pytest

from ieo_metrics.checking.offence_harm_values import unsettled_offences
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.crime_harm import Edition, Offence, crime_harm
from tests.recognising.in_memory import answers, book, collected, places

EDITION = Edition(
    "2026",
    "",
    (
        Offence("001/01", "Murder", 100),
        Offence("092/61", "Having cannabis", 2, True),
        Offence("008/01", "Wounding", 10),
        Offence("008/01", "Affray", 5),
    ),
)
FOLLOW_UP = "Reporting quarter: 2024/25 Q1\nPerson ref  Start date  Follow-up end  Traced\n" + "".join(
    f"{who}  2023-05-01  2024-05-01  yes\n" for who in "ABCD"
)
HEADING = "Reporting quarter: 2024/25 Q1\nPerson ref  Offence date  HO code  Offence  CHI\n"
# A: wounding, then cannabis. B: cannabis, then wounding. C: what nobody knows, then wounding. D: cannabis
# with a value beside it, then nothing.
OFFENCES = (
    HEADING
    + """A  2023-04-01  -  Wounding  -
A  2023-06-01  092/61  -  -
B  2023-04-01  092/61  -  -
B  2023-06-01  -  wounding  -
C  2023-04-01  -  Kicking: a dustbin  -
C  2023-06-01  -  Wounding  -
D  2023-04-01  092/61  Having cannabis  50
"""
)
KICKED = crime_harm(EDITION).key_of(None, "kicking a dustbin")


@pytest.mark.parametrize(
    ("settled", "counts", "reduced", "of", "left_out"),
    [
        # A 10 → 2 reduced; B 2 → 10 not; C not known, left out; D 50 → 0 reduced.
        ({}, True, 2, 3, 1),
        # C murder (100) → 10 reduced.
        ({KICKED: ("001/01", "Murder")}, True, 3, 4, 0),
        # C left out of the harm: 0 → 10, zero before, counted apart.
        ({KICKED: None}, True, 2, 3, 0),
        # Without cannabis: A 10 → 0 reduced; B 0 → 10 and D 0 → 0 have zero before; C not known.
        ({}, False, 1, 1, 1),
        # The dustbin was cannabis: C 0 → 10, zero before, too.
        ({KICKED: ("092/61", "Having cannabis")}, False, 1, 1, 0),
    ],
)  # fmt: skip
def test_harm_reduced(settled, counts, reduced, of, left_out):
    chosen = Settings(crime_harm=crime_harm(EDITION, settled), proactive_offences_count=counts)
    found = answers(collected(book(FOLLOW_UP, OFFENCES), settings=chosen))
    assert found["5.2.2.a", "2024/25 Q1"][1:4] == (reduced, of, left_out)
    # Whether they reoffended does not depend on harm: A, B and C did; D did not.
    assert found["5.2.1.a", "2024/25 Q1"][1:4] == (1, 4, 0)


def test_what_is_asked_depends_on_the_edition_and_what_is_settled():
    def asked(settings: Settings) -> list[tuple[str, str, str]]:
        return [
            place
            for place in places(collected(book(FOLLOW_UP, OFFENCES), settings=settings).problems)
            if place[0].startswith("offence-")
        ]

    assert asked(Settings(crime_harm=crime_harm(EDITION))) == [
        ("offence-no-value", "Sheet2", "D7"),
        ("offence-value-differs", "Sheet2", "E9"),
    ]
    assert asked(Settings(crime_harm=crime_harm(EDITION, {KICKED: None}))) == [
        ("offence-value-differs", "Sheet2", "E9")
    ]
    # Of the starter's 85 offences none is called so.
    assert [cell for code, _, cell in asked(Settings()) if code == "offence-no-value"] == [
        "D3",
        "D6",
        "D7",
        "D8",
    ]


def test_unsettled_offences_are_listed_once():
    rows = """A  2023-04-01  -  Kicking: a dustbin  -
A  2023-04-02  -  KICKING a dustbin  -
A  2023-04-03  008/01  -  -
A  2023-04-04  008/01  -  7
A  2023-04-05  -  Kicking a dustbin  lots
A  2023-04-06  -  -  -
B  2023-04-06  -  Wounding  -
"""
    settings = Settings(crime_harm=crime_harm(EDITION))
    frames = [
        file.tables["offences"]
        for file in collected(
            book(HEADING + rows), book(HEADING + "C  2023-04-01  -  Kicking a dustbin  -\n", name="b.xlsx")
        ).files
    ]
    kicked, wounded = unsettled_offences(frames, settings)
    assert kicked.written == (
        ("", "Kicking: a dustbin"),
        ("", "KICKING a dustbin"),
        ("", "Kicking a dustbin"),
    )
    # Not the row whose own value cannot be read: no settlement would mend it.
    assert (kicked.count, kicked.values) == (3, ())
    assert (wounded.written, wounded.count, wounded.values) == ((("008/01", ""),), 1, (5.0, 10.0))
    assert (
        unsettled_offences(
            frames,
            Settings(
                crime_harm=crime_harm(EDITION, {KICKED: None, crime_harm(EDITION).key_of("008/01", ""): None})
            ),
        )
        == []
    )
