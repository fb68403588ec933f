"""RESET's young people with the Society and with the Constabulary: who is with both, and who with one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.accepting.match_support_with_follow_up import (
    CONSTABULARY,
    SOCIETY,
    about_cohort,
    each_once,
    reconcile_cohort,
)
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION
from tests.recognising.in_memory import book, collected, sheet

SUPPORT = "Young person ref  Support started  Support ended  Setting"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended"
OFFENCES = "Young person ref  Offence date  HO code  Offence"
COVERS = "2023/24 Q1..2024/25 Q1"


def society(rows: str):
    return book(sheet(f"{SUPPORT}\n{rows}", "Support"), name="society.xlsx")


def constabulary(rows: str, offences: str = ""):
    lists = [sheet(f"{OFFENCES}\n{offences}", "Offences")] if offences else []
    return book(sheet(f"{FOLLOW_UP}\n{rows}", "Follow-up"), *lists, name="police.xlsx")


def people(*books, settings: Settings | None = None) -> dict[str, tuple[bool, bool, bool]]:
    """reference → (with the Society, with the Constabulary, due with the other)."""
    governed = collected(*books, covers=COVERS).governed
    assert governed is not None
    frame = reconcile_cohort(governed, settings or Settings())
    return {
        row.Index: (bool(row.society), bool(row.constabulary), bool(row.due)) for row in frame.itertuples()
    }


def asked(*books) -> list[tuple[str, str, str, str, str]]:
    governed = collected(*books, covers=COVERS).governed
    assert governed is not None
    return [(p.code, p.severity, p.file, p.cell, p.found) for p in about_cohort(governed, Settings())]


BOTH = "A  2023-05-01  -  Community\nB  2024-05-01  -  Community"


def test_with_both_and_with_one():
    assert people(
        society(BOTH),
        constabulary(
            "a  2023-05-01  2024-05-01  Yes  No\nC  2022-05-01  2023-05-01  Yes  No\nD  2023-05-02  "
            "2024-05-02  Yes  No"
        ),
    ) == {
        "a": (True, True, False),
        "b": (True, False, False),  # the twelve months have not ended
        "c": (False, True, False),  # the support may have ended before the Society's first quarter
        "d": (False, True, True),
    }


def test_supported_a_year_ago_and_not_followed_up():
    found = people(
        society("A  2023-05-01  -  Community\nB  2023-05-03  -  Community"),
        constabulary("A  2023-05-01  2024-05-01  Yes  No"),
    )
    assert found["b"] == (True, False, True)
    short = Settings(window_starts="arrest")  # from the arrest, which the Society does not know
    assert not people(society(BOTH), constabulary("A  2023-05-01  2024-05-01  Yes  No"), settings=short)["b"][
        2
    ]


def test_references_of_offences_are_the_constabularys_too():
    found = people(
        society(BOTH),
        constabulary(
            "A  2023-05-01  2024-05-01  Yes  -", "B  2023-06-01  046/00  -\nE  2023-06-01  046/00  -"
        ),
    )
    assert found["b"] == (True, True, False) and found["e"] == (False, True, True)


def test_the_counts_in_words():
    society_only = "1 only with the Society of St James ({} of them unexplained by the dates)"
    counts = f"1 with both; {society_only}; 0 only with the Constabulary (0 of them unexplained by the dates)"
    police = constabulary("A  2023-05-01  2024-05-01  Yes  No")
    assert asked(society(BOTH), police) == [
        ("cohort-matched", INFORMATION, "society.xlsx", "", counts.format(0))
    ]
    assert asked(society(BOTH.replace("2024-05-01", "2023-05-01")), police) == [
        ("cohort-unmatched", CONFIRM, "society.xlsx", "", counts.format(1))
    ]


def test_nothing_is_asked_while_there_is_only_one_provider():
    assert asked(society(BOTH)) == asked(constabulary("A  2023-05-01  2024-05-01  Yes  No")) == []
    assert people(society(BOTH))["a"] == (True, False, False)


def test_who_is_due_from_the_first_quarter_that_is_covered_to_the_last():
    """Windows that ended on the last day before 2023/24 Q1, on its first day, and on the last of 2024/25 Q1 and after."""
    found = people(
        society(
            "P  2022-03-31  -  Community\nQ  2022-04-01  -  Community\nR  2023-06-30  -  Community\n"
            "S  2023-07-01  -  Community"
        ),
        constabulary("A  2023-05-01  2024-05-01  Yes  No"),
    )
    assert [found[who][2] for who in "pqrs"] == [False, True, True, False]


rows_of_people = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(1, 9), st.booleans()))


@given(rows_of_people, st.sampled_from([SOCIETY, CONSTABULARY]))
def test_the_first_row_of_each_person_and_whether_any_or_all_are_due(rows: list[tuple], names: tuple) -> None:
    firsts: dict[int, tuple] = {}
    for person, *where, _ in rows:
        firsts.setdefault(person, tuple(where))
    due = {person: [is_due for who, *_, is_due in rows if who == person] for person in firsts}
    people, *columns = (np.array(column) for column in zip(*rows)) if rows else [np.zeros(0, dtype=int)] * 4
    found = each_once(
        people, dict(zip(("source", "row", "due"), (*columns[:2], columns[2].astype(bool)))), names
    )
    assert [(row.Index, row.source, row.row, row.due) for row in found.itertuples()] == [
        (person, *where, (any if names == SOCIETY else all)(due[person])) for person, where in firsts.items()
    ]
