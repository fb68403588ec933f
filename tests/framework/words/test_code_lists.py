"""Headings and answers without what does not matter, the months, and the crime harm values."""

import numpy as np
import pytest

from ieo_metrics.framework.crime_harm import starter_harm
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.problem_kinds import CHECKS, MUST_FIX, problem
from ieo_metrics.framework.words import code_lists


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Young person ref", "young person ref"),
        ("  Young  Person's\nref. ", "young persons ref"),
        ("Young person’s ref", "young persons ref"),
        ("Young\u00a0person ref", "young person ref"),
        ("Young\u200b person\ufeff ref", "young person ref"),
        ("FOLLOW-UP ENDS", "follow up ends"),
        ("Ｆｉｒｓｔ　ｄａｔｅ", "first date"),
        ("Drugs & alcohol", "drugs and alcohol"),
        ("1-1", "1 1"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_normal(text, expected):
    assert code_lists.normalised(text) == expected
    assert code_lists.normalised(expected) == expected


LISTS = [
    "SETTING",
    "REFERRAL_STATUS",
    "SESSION_STATUS",
    "SESSION_TYPE",
    "DISTRICT",
    "AGE_BAND",
    "GENDER",
    "ETHNICITY",
    "STAR_AREAS",
    "YES_NO",
]


@pytest.mark.parametrize("name", LISTS)
def test_every_way_to_write_an_answer_is_one_answer(name):
    """Written as `normal` leaves it (else it would never be found), and under one answer only."""
    ways = [
        way
        for answer, others in getattr(code_lists, name).items()
        for way in {code_lists.normalised(str(answer)), *others}
    ]
    assert len(ways) == len(set(ways))
    assert [way for way in ways if code_lists.normalised(way) != way] == []


def test_ten_star_areas_and_the_districts():
    assert list(code_lists.STAR_AREAS) == [
        "motivation and taking responsibility",
        "self-care and living skills",
        "managing money and personal administration",
        "social networks and relationships",
        "drug and alcohol misuse",
        "physical health",
        "emotional and mental health",
        "meaningful use of time",
        "managing tenancy and accommodation",
        "offending",
    ]
    assert code_lists.DISTRICTS == ("Hampshire", "Isle of Wight", "Portsmouth", "Southampton", "not known")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2024-05-31", -3, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2023-12-31", 6, "2024-06-30"),
        ("2024-01-31", 12, "2025-01-31"),
        ("NaT", 12, "NaT"),
    ],
)
def test_months_added(day, months, expected):
    assert str(add_months(np.array([day], dtype="datetime64[s]"), months)[0]) == expected


def test_harm_values():
    worth = starter_harm().worth
    assert worth("001/01", None) == {5475.0}
    assert worth(" 004/04 ", "CAUSING death by  dangerous driving") == {1095.0}
    assert worth(None, "Kidnapping - Kidnapping") == {1460.0}
    assert len(worth("008/01", None)) > 1
    assert worth("999/99", None) == worth(None, None) == worth("001/01", "Affray") == frozenset()


def test_every_problem_says_what_to_do():
    assert {c.severity for c in CHECKS.values()} == {"must fix", "please confirm", "for information"}
    for code, check in CHECKS.items():
        assert check.code == code and check.title and check.fix.endswith((".", "}"))


def test_a_problem_is_filled_in():
    found = problem("end-before-start", "a.xlsx", "Support", "C9", "ended", "1 May 2024", start="2 May 2024")
    assert (found.severity, found.expected) == (MUST_FIX, "an end on or after 2 May 2024")
