"""Which school a session was at, and whether the list in force on its day has it: each rule alone, on paper."""

import pandas as pd
import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.evidence_frame import COUNTED, WHYS
from ieo_metrics.measuring.sessions_in_hotspot_schools import (
    NO,
    UNKNOWN,
    YES,
    school_keys,
    school_membership,
    yes_of_either,
)
from tests.second.drawn import given
from tests.second.real import accepted

ARTSWORK = "Artswork"
HEADING = "date  school  urn  cohort  young_people_reached  hotspot  priority\n"


def computed(sessions: str, school_list: str = "", settings: Settings | None = None) -> Results:
    chosen = settings or Settings()
    tables = {"school_sessions": HEADING + sessions.strip()}
    if school_list:
        tables["school_list"] = school_list
    governed = govern(accepted([given(ARTSWORK, "2024-07-14", "2024/25 Q1", **tables)], chosen), chosen)
    assert governed is not None
    return compute_measures(governed, chosen)


def membership(sessions: str, school_list: str = "") -> list[int]:
    return school_membership(computed(sessions, school_list).governed).tolist()


def of(results: Results, ref: str) -> tuple[float, float]:
    [row] = results.frame[results.frame["ref"] == ref].to_dict("records")
    return row["value"], row["left_out"]


def test_one_yes_is_enough_and_without_one_a_blank_is_unknown():
    answers = [(a, b) for a in (True, False, None) for b in (True, False, None)]
    hotspot, priority = (pd.Series([pair[i] for pair in answers], dtype="boolean") for i in (0, 1))
    assert yes_of_either(hotspot, priority).tolist() == [
        YES, YES, YES, YES, NO, UNKNOWN, YES, UNKNOWN, UNKNOWN,
    ]  # fmt: skip


def keys(sessions: str) -> list[tuple[int, int]]:
    frame = computed(sessions).governed.tables["school_sessions"]
    return list(zip(*(numbers.tolist() for numbers in school_keys(frame)), strict=True))


def test_a_school_is_known_by_its_urn_and_without_one_by_its_name():
    """Of two that are called Oak with one number, one without it is the same; what is called Elm has two numbers, so the
    third Elm is a school of its own; and one without either is no school."""
    rows = """
        2024-05-01  Oak   100001  Year 8  30  no  no
        2024-05-02  OAK   -       Year 8  28  no  no
        2024-05-03  Acorn 100001  Year 9  20  no  no
        2024-05-04  Elm   100002  -       10  no  no
        2024-05-05  Elm   100003  -       11  no  no
        2024-05-06  Elm   -       -       12  no  no
        2024-05-07  -     -       Year 8  5   no  no
        2024-05-08  Ash   -       Year 8  6   no  no
    """.replace("Acorn ", "Acorn  ")
    schools, cohorts = zip(*keys(rows), strict=True)
    oak, again, acorn, elm, other, third, none, ash = schools
    assert oak == again == acorn and none == -1
    assert len({oak, elm, other, third, ash}) == 5 and min(oak, elm, other, third, ash) > 0
    assert cohorts[0] == cohorts[1] == cohorts[6] == cohorts[7] != cohorts[2] and set(cohorts[3:6]) == {-1}


def test_a_name_that_is_another_schools_number_is_not_that_school():
    """A school called as another one's number is written."""
    rows = "2024-05-01  Oak     100001  Year 8  30  no  no\n2024-05-02  100001  -  Year 8  28  no  no\n"
    oak, called = (school for school, _ in keys(rows))
    assert oak != called
    assert of(computed(rows), "5.1.5.a") == (58, 0)


LISTED = """
    urn     school  hotspot  priority  valid_from  valid_to
    100001  Oak     yes      no        2024-05-02  2024-05-04
    -       Elm     no       yes       -           -
    100003  Ash     no       no        -           -
    100004  Fir     -        no        -           -
"""


@pytest.mark.parametrize(
    ("session", "found"),
    [
        ("2024-05-01  Oak  100001", NO),  # the day before it begins
        ("2024-05-02  Oak  100001", YES),
        ("2024-05-04  Oak  100001", YES),
        ("2024-05-05  Oak  100001", NO),
        ("2024-05-03  Another  100001", YES),  # the number alone identifies it
        ("2024-05-03  Oak  -", YES),  # by its name, as it has no number
        ("2024-05-03  Oak  100009", NO),  # another school of that name
        ("2024-05-03  Elm  100007", YES),  # the list has no number
        ("2024-05-03  elm  -", YES),
        ("2024-05-03  Ash  100003", NO),
        ("2024-05-03  Fir  100004", UNKNOWN),
        ("2024-05-03  Not listed  100008", NO),
        ("2024-05-03  -  -", UNKNOWN),
    ],
)
def test_the_list_in_force_on_the_day_decides(session, found):
    """Whatever the row itself says: here that it is in a hotspot area."""
    assert membership(f"{session}  Year 8  30  yes  yes", LISTED) == [found]


def test_of_several_rows_of_the_list_one_yes_is_enough():
    listed = """
        urn     school  hotspot  priority  valid_from  valid_to
        100001  Oak     no       no        -           -
        100001  Oak     yes      no        2024-05-02  -
        100001  Oak     no       no        2024-05-02  -
        100002  Elm     no       no        -           -
        100002  Elm     yes      yes       ??          -
        100003  Ash     yes      no        -           -
        100003  Ash     no       no        -           ??
    """
    rows = "".join(f"2024-05-0{day}  {school}  -  -  9  -  -\n" for day, school in ((1, "Oak"), (2, "Oak")))
    rows += "2024-05-03  Elm  -  -  9  -  -\n2024-05-03  Ash  -  -  9  -  -\n"
    # Of Elm it is unclear since when it is in a hotspot area; of Ash another row says so anyway.
    assert membership(rows, listed) == [NO, YES, UNKNOWN, YES]


def test_without_a_list_or_with_an_empty_one_the_rows_own_words_stand():
    rows = "".join(
        f"2024-05-01  S{i}  -  -  9  {said}\n" for i, said in enumerate(("yes  no", "no  no", "-  no"))
    )
    assert membership(rows) == membership(rows, "urn  school  hotspot  priority") == [YES, NO, UNKNOWN]


def test_of_schools_that_are_not_known_the_pupils_are_left_out_of_those_in_hotspots_only():
    rows = "".join(f"2024-05-01  S{i}  -  -  {n}  {said}\n" for i, (n, said) in enumerate(
        ((10, "yes  no"), (20, "no  no"), (40, "-  no"), (80, "no  yes"))
    ))  # fmt: skip
    found = computed(rows)
    assert of(found, "5.1.5.a") == (150, 0) and of(found, "5.1.5.b") == (90, 1)


def test_a_cohort_counts_once_at_its_largest_and_rows_that_stand_alone_each():
    """Year 8 of Oak at 30 of 28, 30 and 29; two without a cohort, of which one is like the other; and a cohort of no
    school twice."""
    rows = """
        2024-05-01  Oak  100001  Year 8  28  no  no
        2024-05-02  Oak  100001  Year 8  30  no  no
        2024-05-03  Oak  100001  Year 8  29  no  no
        2024-05-04  Oak  100001  -       7   no  no
        2024-05-04  Oak  100001  -       7   no  no
        2024-05-05  -    -       Year 8  5   no  no
        2024-05-05  -    -       Year 8  5   no  no
    """
    once, added = computed(rows), computed(rows, settings=Settings(repeated_cohorts="added up"))
    assert of(once, "5.1.5.a") == (30 + 7 + 7 + 5 + 5, 0)
    assert of(added, "5.1.5.a") == (28 + 30 + 29 + 7 + 7 + 5 + 5, 0)
    frame = once.evidence["school cohorts", "quarter"].of("young people")
    assert frame["success"].all() and (frame["state"] == COUNTED).all()
    assert sorted(frame["row"]) == [1, 3, 4, 5, 6]


def test_a_session_of_nobody_at_a_school_that_is_not_known_says_that_it_is_not_known():
    """Its headcount, 0, is one; a blank one is not."""
    rows = "2024-05-01  S1  -  -  0  -  no\n2024-05-02  S2  -  -  -  -  no\n2024-05-03  S3  -  -  1  -  no\n"
    frame = (
        computed(rows)
        .evidence["school cohorts", "quarter"]
        .of("young people in hotspot areas and priority schools")
    )
    assert [WHYS[why] for why in frame.sort_values("row")["why"]] == [
        "not known whether the school is in a hotspot area or a priority school",
        "the headcount is blank or cannot be used",
        "not known whether the school is in a hotspot area or a priority school",
    ]
