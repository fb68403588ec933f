"""Worked by hand: cohorts of Choices, and the school list."""

from ieo_metrics.framework.configuration.settings import Settings

from .drawn import given
from .worked import ARTSWORK, DEFAULT, Golden, count

SESSIONS = """
    date        school       urn     district    cohort   status     young_people_reached  staff_engaged  hotspot  priority
    2024-04-01  Oak School   100001  Portsmouth  Year 8   delivered  30                    2              yes      no
    2024-05-01  OAK SCHOOL  -       Portsmouth  year 8   -          28                    3              -        no
    2024-06-30  Oak School   100001  Portsmouth  Year 9   delivered  25                    1              -        no
    2024-05-01  Elm School   -       -           -        delivered  10                    1              no       no
    2024-05-02  Elm School   -       -           -        delivered  12                    1              no       ??
    2024-05-03  Elm School   -       -           -        cancelled  99                    9              yes      yes
    2024-05-03  Elm School   -       -           Year 7   ??         20                    1              no       no
    2024-05-04  Ash School   100003  Hampshire   Year 7   delivered  ??                    2              yes      no
    2024-05-04  -            -       -           Year 7   delivered  5                     0              no       yes
    2024-05-04  -            -       -           Year 7   delivered  6                     0              no       yes
    2024-07-01  Oak School   100001  Portsmouth  Year 8   delivered  31                    0              yes      no
"""
SCHOOL_LIST = """
    urn     school       hotspot  priority  valid_from  valid_to
    100001  Oak          yes      no        -           2024-04-01
    100001  Oak School   no       no        2024-04-02  2024-06-29
    100001  Oak School   no       yes       2024-06-30  -
    -       ash school   -        no        -           -
    100009  Elm School   no       no        -           2024-05-01
    100009  Elm School   no       no        ??          -
"""
CHOICES = (
    Golden(
        "each cohort once, at its largest",
        [given(ARTSWORK, "2024-07-14", "2024/25 Q1..2024/25 Q2", school_sessions=SESSIONS)],
        DEFAULT,
        {
            # Oak Year 8 30 (not 28), Year 9 25; Elm without a cohort 10 + 12; two sessions of no known school
            # 5 + 6. Left out: a status and a headcount.
            ("5.1.5.a", "2024/25 Q1", "all"): count(30 + 25 + 10 + 12 + 5 + 6, 2),
            # Yes: Oak's first (30), and the two of 5 and 6. Unknown: Oak's second and third, Elm's second.
            # Ash is yes but without a headcount: 4 left out. Elm's with an unreadable status is at neither
            # kind of school.
            ("5.1.5.b", "2024/25 Q1", "all"): count(30 + 5 + 6, 4),
            # Oak Year 8 3 (of the other session), Year 9 1; Elm 1 + 1; Ash 2; 0 + 0. Left out: the status.
            ("5.1.6.a", "2024/25 Q1", "all"): count(3 + 1 + 1 + 1 + 2, 1),
            ("5.1.5.a", "2024/25 Q2", "all"): count(31),
            # Oak Year 8 once in the year
            ("5.1.5.a", "2024/25 Q2 YTD", "all"): count(31 + 25 + 10 + 12 + 5 + 6, 2),
            ("5.1.5.a", "2024/25 Q1", "Portsmouth"): count(55),
            ("5.1.5.a", "2024/25 Q1", "Hampshire"): count(0, 1),
            ("5.1.5.a", "2024/25 Q1", "not known"): count(33, 1),
        },
    ),
    Golden(
        "repeated cohorts added up",
        [given(ARTSWORK, "2024-07-14", "2024/25 Q1..2024/25 Q2", school_sessions=SESSIONS)],
        Settings(repeated_cohorts="added up"),
        {
            ("5.1.5.a", "2024/25 Q1", "all"): count(30 + 28 + 25 + 10 + 12 + 5 + 6, 2),
            ("5.1.6.a", "2024/25 Q1", "all"): count(2 + 3 + 1 + 1 + 1 + 2, 1),
        },
    ),
    Golden(
        "the school list in force on the session's date",
        [given(ARTSWORK, "2024-07-14", "2024/25 Q1", school_sessions=SESSIONS, school_list=SCHOOL_LIST)],
        DEFAULT,
        {
            # 1 April: Oak is on the list by URN (30). 1 May: "OAK SCHOOL" without a URN, by name, neither. 30
            # June: priority (25). Left out as unknown: Elm by name on 1 and 2 May and (with a bad status) 3
            # May, for a row's dates cannot be read; Ash by name, for the list has no URN; two rows of no
            # school.
            ("5.1.5.b", "2024/25 Q1", "all"): count(30 + 25, 6),
            ("5.1.5.a", "2024/25 Q1", "all"): count(88, 2),
        },
    ),
    Golden(
        "a URN alone identifies a school, and a list without rows is no list",
        [
            given(
                ARTSWORK, "2024-04-14", "2023/24 Q4",
                school_sessions="""
                    date        school      urn     cohort  young_people_reached  hotspot  priority
                    2024-02-29  Oak School  100001  Year 8  30                    no       no
                    2024-02-29  Oak School  100002  Year 8  20                    no       no
                    2024-02-29  Oak School  -       Year 8  10                    yes      yes
                """,
                school_list="""
                    urn     school      hotspot  priority
                    100002  Another     yes      -
                    100003  Oak School  yes      yes
                """,
            ),
            given(
                ARTSWORK, "2024-07-14", "2024/25 Q1",
                school_sessions="""
                    date        school      urn     cohort  young_people_reached  hotspot  priority
                    2024-04-01  Oak School  100001  Year 8  7                     yes      -
                """,
                school_list="urn  school",
            ),
        ],
        DEFAULT,
        {
            # Two URNs, and a name that carries both, which is a third: 30 + 20 + 10.
            ("5.1.5.a", "2023/24 Q4", "all"): count(60),
            # 100001 is not listed, whatever its name; 100002 is; the name alone matches the name.
            ("5.1.5.b", "2023/24 Q4", "all"): count(30),
            ("5.1.5.b", "2024/25 Q1", "all"): count(7),
        },
    ),
)  # fmt: skip
