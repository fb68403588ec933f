"""Worked by hand: pairs of star and pain scale readings."""

from ieo_metrics.framework.configuration.settings import Settings

from .drawn import given
from .worked import DEFAULT, NO_LIMITS, SSJ, Golden, X, share, z

STARS = (
    Golden(
        "star pairs of four areas",
        [
            given(
                SSJ, "2024-07-14", "2024/25 Q1",
                star_readings="""
                    person_ref  date        area                              score
                    A           2024-01-10  meaningful use of time            3
                    A           2024-05-01  meaningful use of time            6
                    A           2024-06-30  meaningful use of time            5
                    B           2024-04-01  meaningful use of time            10
                    B           2024-06-01  meaningful use of time            10
                    C           2024-05-05  meaningful use of time            4
                    D           2024-05-05  meaningful use of time            ??
                    E           2024-02-02  meaningful use of time            2
                    E           2024-05-05  meaningful use of time            -
                    F           2024-07-01  meaningful use of time            9
                    A           2024-01-10  emotional and mental health       7
                    a           2024-06-30  emotional and mental health       4
                    A           2024-01-10  social networks and relationships  2
                    A           2024-06-30  social networks and relationships  3
                    A           2024-01-10  offending                         1
                    A           2024-06-30  offending                         9
                """,
            )
        ],
        DEFAULT,
        {
            # A 3 → 5 (the latest, not the best), B 10 → 10; C has a single reading; D and E have none that is
            # usable; F's is next quarter's.
            ("5.1.1.a", "2024/25 Q1", "all"): (1.0, 2, 2, 2, ""),
            ("5.1.1.b", "2024/25 Q1", "all"): share(1, 2, 2),
            # a is A: 7 → 4.
            ("5.1.2.a", "2024/25 Q1", "all"): (-3.0, -3, 1, 0, ""),
            ("5.1.2.b", "2024/25 Q1", "all"): share(0, 1),
            # 2 → 3 is one point, which is positive.
            ("5.1.4.a", "2024/25 Q1", "all"): (1.0, 1, 1, 0, ""),
            ("5.1.4.b", "2024/25 Q1", "all"): share(1, 1),
            ("5.2.2.b", "2024/25 Q1", "all"): (8.0, 8, 1, 0, ""),
            ("5.2.2.c", "2024/25 Q1", "all"): share(1, 1),
            # Not carried, or another provider's.
            ("5.1.3.b", "2024/25 Q1", "all"): X,
            ("5.3.1.a", "2024/25 Q1", "all"): X,
        },
    ),
    Golden(
        "same person, area and date twice: the later row, and no pair within one day",
        [
            given(
                SSJ, "2024-07-14", "2024/25 Q1",
                star_readings="""
                    person_ref  date        area       score
                    A           2024-04-01  offending  5
                    A           2024-04-01  offending  4
                    A           2024-06-01  offending  6
                    A           2024-06-01  offending  9
                    A           2024-06-01  offending  ??
                    B           2024-06-01  offending  2
                    B           2024-06-01  offending  8
                """,
            )
        ],
        DEFAULT,
        # A: 4 → 9, the later usable rows. B: both of one day, so a single reading.
        {("5.2.2.b", "2024/25 Q1", "all"): (5.0, 5, 1, 0, ""), ("5.2.2.c", "2024/25 Q1", "all"): share(1, 1)},
    ),
    Golden(
        "a baseline in a later return, and rows that are superseded",
        [
            given(
                SSJ, "2024-04-14", "2023/24 Q4",
                star_readings="""
                    person_ref  date        area       score
                    A           2024-02-01  offending  3
                    B           2024-02-01  offending  1
                    C           2023-06-01  offending  2
                    C           2024-02-01  offending  4
                """,
            ),
            given(
                SSJ, "2024-05-14", "2023/24 Q4",
                star_readings="""
                    person_ref  date        area       score
                    A           2024-02-01  offending  5
                    C           2024-02-01  offending  6
                """,
            ),
            given(
                SSJ, "2024-07-14", "2024/25 Q1",
                star_readings="""
                    person_ref  date        area       score
                    A           2023-05-01  offending  2
                    A           2024-06-01  offending  6
                    B           2024-06-01  offending  6
                    C           2023-06-01  offending  1
                    C           2024-06-01  offending  9
                """,
            ),
        ],
        DEFAULT,
        {
            # The second return governs Q4. A: 2 (the third return's, outside what it covers) → 5. B is gone.
            # C: 1 (the newest return's score of 1 June 2023) → 6.
            ("5.2.2.b", "2023/24 Q4", "all"): (4.0, 8, 2, 0, ""),
            # A: 2 → 6; B's first reading is superseded, so 1 June 2024 is a single reading; C: 1 → 9.
            ("5.2.2.b", "2024/25 Q1", "all"): (6.0, 12, 2, 0, ""),
            ("5.2.2.c", "2024/25 Q1", "all"): share(2, 2),
        },
    ),
    Golden(
        "year to date is recounted",
        [
            given(
                SSJ, "2024-10-14", "2024/25 Q1..2024/25 Q2",
                star_readings="""
                    person_ref  date        area       score
                    A           2024-04-01  offending  2
                    A           2024-06-30  offending  5
                    A           2024-09-30  offending  3
                    B           2024-05-01  offending  4
                    B           2024-07-01  offending  8
                    C           2024-05-01  offending  ??
                    C           2024-08-01  offending  7
                """,
            ),
            given(SSJ, "2025-02-14", "2024/25 Q4", star_readings="person_ref  date  area  score"),
        ],
        DEFAULT,
        {
            ("5.2.2.b", "2024/25 Q1", "all"): (3.0, 3, 1, 1, ""),  # A 2 → 5; B single; C unusable
            ("5.2.2.b", "2024/25 Q2", "all"): (2.5, 5, 2, 0, ""),  # A 2 → 3, B 4 → 8; C single
            ("5.2.2.b", "2024/25 Q1 YTD", "all"): (3.0, 3, 1, 1, ""),
            # one pair each, of the latest; C has a usable reading in the year
            ("5.2.2.b", "2024/25 Q2 YTD", "all"): (2.5, 5, 2, 0, ""),
            ("5.2.2.b", "2024/25 Q3", "all"): X,
            ("5.2.2.b", "2024/25 Q4", "all"): z(),  # covered, and nobody
            ("5.2.2.b", "2024/25 Q4 YTD", "all"): X,  # the third quarter is not covered
        },
    ),
)  # fmt: skip

STAGES = [
    given(
        SSJ, "2024-07-14", "2024/25 Q1",
        star_readings="""
            person_ref  date        area       score
            A           2024-04-01  offending  3
            A           2024-06-01  offending  5
            B           2024-04-01  offending  3
            B           2024-06-01  offending  4
            C           2024-04-01  offending  6
            C           2024-06-01  offending  5
            D           2024-04-01  offending  9
            D           2024-06-01  offending  2
        """,
    ),
    given(
        NO_LIMITS, "2024-07-14", "2024/25 Q1",
        pain_readings="""
            person_ref  date        score
            E           2024-04-01  5
            E           2024-06-01  4
        """,
    ),
]  # fmt: skip
WHOLE_STAGE = (
    Golden(
        "any rise is positive",
        STAGES,
        DEFAULT,
        # A +2, B +1, C −1, D −7.
        {
            ("5.2.2.b", "2024/25 Q1", "all"): (-1.25, -5, 4, 0, ""),
            ("5.2.2.c", "2024/25 Q1", "all"): share(2, 4),
            ("5.1.2.d", "2024/25 Q1", "all"): share(1, 1),
        },
    ),
    Golden(
        "a whole stage of the Star is positive",
        STAGES,
        Settings(positive_change_points=2),
        # Of them only A moved by a stage. The average and the pain scale, which has no stages, stay.
        {
            ("5.2.2.b", "2024/25 Q1", "all"): (-1.25, -5, 4, 0, ""),
            ("5.2.2.c", "2024/25 Q1", "all"): share(1, 4),
            ("5.1.2.d", "2024/25 Q1", "all"): share(1, 1),
        },
    ),
)

PAIN = """
    person_ref  date        score
    A           2023-12-01  8
    A           2024-02-29  3
    B           2024-01-01  5
    B           2024-03-31  5
    C           2024-01-01  0
    C           2024-02-01  4
    D           2024-02-01  ??
"""
PAIN_SCALE = (
    Golden(
        "pain scale: lower is better",
        [given(NO_LIMITS, "2024-04-14", "2023/24 Q4", pain_readings=PAIN)],
        DEFAULT,
        # A 8 → 3, B 5 → 5, C 0 → 4: −5 + 0 + 4 = −1 over three; A alone is reduced.
        {
            ("5.1.2.c", "2023/24 Q4", "all"): (-1 / 3, -1, 3, 1, ""),
            ("5.1.2.d", "2023/24 Q4", "all"): share(1, 3, 1),
        },
    ),
    Golden(
        "pain scale that begins at 1: a zero is no score",
        [given(NO_LIMITS, "2024-04-14", "2023/24 Q4", pain_readings=PAIN)],
        Settings(pain_scale_minimum=1),
        # C has a single usable reading left.
        {
            ("5.1.2.c", "2023/24 Q4", "all"): (-2.5, -5, 2, 1, ""),
            ("5.1.2.d", "2023/24 Q4", "all"): share(1, 2, 1),
        },
    ),
)
