"""Worked by hand: reoffending and harm, from yes or no and scores, and from lists of offences."""

from ieo_metrics.framework.configuration.settings import Settings

from .drawn import given
from .worked import DEFAULT, POLICE, SSJ, Golden, share, z

FOLLOW_UPS = (
    Golden(
        "follow-up with yes or no and two scores",
        [
            given(
                POLICE, "2024-06-20", "2024/25 Q1",
                follow_up="""
                    person_ref  started     window_end  traced  reoffended  chi_before  chi_after
                    A           2023-04-01  -           yes     no          10          5
                    A           2023-04-01  -           yes     no          10          5
                    B           2023-06-01  -           -       yes         10          10
                    C           2023-06-01  -           no      no          10          5
                    D           2023-06-01  -           -       -           10          5
                    E           2023-06-01  -           yes     ??          0           0
                    F           2023-06-01  2024-06-02  yes     no          10          -
                    F           2023-06-01  2024-06-03  yes     no          10          -
                    G           2023-06-20  -           yes     no          10          ??
                    H           2023-06-21  -           yes     no          10          5
                    I           2024-06-01  2024-05-01  yes     no          10          5
                    J           -           2024-06-01  yes     no          10          12
                    K           2023-06-01  ??          yes     no          10          5
                    L           ??          -           yes     no          10          5
                """,
            )
        ],
        DEFAULT,
        {
            # Numerator A (once), G, J; denominator these and B. Left out: C untraced, D unknown, E
            # unreadable, F disagrees, I ends before it starts. H's window is open on 20 June (G's ended that
            # day): provisional. K and L have no window's end.
            ("5.2.1.a", "2024/25 Q1", "all"): share(3, 4, 5, "p"),
            # Reduced: A. Denominator: A, B (a tie), J. E had zero before: apart. Left out: C, D, F, G, I.
            ("5.2.2.a", "2024/25 Q1", "all"): share(1, 3, 5, "p"),
        },
    ),
    Golden(
        "zero before in the denominator",
        [
            given(
                POLICE, "2024-07-14", "2024/25 Q1",
                follow_up="""
                    person_ref  started     traced  reoffended  chi_before  chi_after
                    A           2023-04-01  yes     no          0           0
                    B           2023-04-01  yes     no          3           2.5
                """,
            )
        ],
        Settings(zero_before_excluded=False),
        {("5.2.2.a", "2024/25 Q1", "all"): share(1, 2)},
    ),
)  # fmt: skip

TWENTY_NINTH = given(
    POLICE, "2025-04-14", "2024/25 Q4",
    follow_up="""
        person_ref  started     window_end  traced
        A           2024-02-29  -           yes
        B           2024-02-29  -           yes
        C           2024-02-29  -           yes
        D           2024-02-29  -           yes
        E           2024-02-29  2025-03-01  yes
        F           2024-02-29  -           -
        G           2024-02-29  -           yes
        H           2024-02-29  -           yes
    """,
    offences="""
        person_ref  offence_date  ho_code  offence                          chi
        A           2024-02-29    046/00   -                                -
        A           2025-03-01    046/00   -                                -
        B           2023-02-28    -        Robbery (of Personal Property)   -
        B           2025-02-28    034/01   ROBBERY (of personal property)  -
        C           2023-02-27    -        -                                100
        C           2024-03-01    008/01   -                                -
        D           2023-05-01    -        -                                7.5
        D           ??            046/00   -                                -
        E           2025-03-01    046/00   -                                -
        F           2024-01-01    046/00   -                                -
        G           2024-02-29    046/00   -                                2
        G           2024-03-01    046/00   -                                2
        I           2024-03-01    046/00   -                                2
    """,
)  # fmt: skip
OFFENCES = (
    Golden(
        "follow-up from a list of offences, from 29 February",
        [TWENTY_NINTH],
        DEFAULT,
        {
            # Windows end on 28 February 2025, E's on 1 March as given. No reoffence: A (the start day and 1
            # March 2025 are outside), H (not on the list). Reoffence: B on the last day, C, E, G. Left out: D
            # (an offence without a date), F (not said to be traced). I has no follow-up.
            ("5.2.1.a", "2024/25 Q4", "all"): share(2, 6, 2),
            # A 1 → 0 reduced. B 365 → 365 a tie (28 February 2023 is inside). G 2 → 2, the start day before.
            # E and H: 0 before, apart. Left out: C (008/01 has several values), D, F.
            ("5.2.2.a", "2024/25 Q4", "all"): share(1, 3, 3),
        },
    ),
    Golden(
        "the index offence outside both windows",
        [TWENTY_NINTH],
        Settings(index_offence_in_before=False),
        # A and G have 0 before too; B stays.
        {("5.2.2.a", "2024/25 Q4", "all"): share(0, 1, 3)},
    ),
    Golden(
        "a window of three months",
        [
            given(
                POLICE, "2024-07-14", "2023/24 Q4..2024/25 Q1",
                follow_up="""
                    person_ref  started     window_end  traced
                    A           2023-11-30  -           yes
                    B           2024-01-31  -           yes
                """,
                offences="""
                    person_ref  offence_date  chi
                    A           2023-08-29    9
                    A           2024-02-29    1
                    B           2023-10-31    3
                    B           2024-05-01    9
                """,
            )
        ],
        Settings(follow_up_months=3),
        {
            # A: 30 November + 3 months is 29 February, a reoffence; − 3 months is 30 August, so 0 before:
            # apart.
            ("5.2.1.a", "2023/24 Q4", "all"): share(0, 1),
            ("5.2.2.a", "2023/24 Q4", "all"): z(),
            # B: 30 April; nothing after; 3 on the first day before.
            ("5.2.1.a", "2024/25 Q1", "all"): share(1, 1),
            ("5.2.2.a", "2024/25 Q1", "all"): share(1, 1),
        },
    ),
    Golden(
        "what starts the window: arrest",
        [
            given(
                POLICE, "2024-07-14", "2024/25 Q1",
                follow_up="""
                    person_ref  started     arrested    window_end  traced  reoffended
                    A           2022-01-01  2023-05-01  -           yes     no
                    B           2023-05-01  -           -           yes     no
                    C           2023-05-01  2024-05-01  2024-04-30  yes     no
                    D           2023-05-01  2023-05-02  -           yes     yes
                    D           2023-05-01  2023-05-03  -           yes     yes
                """,
            )
        ],
        Settings(window_starts="arrest"),
        # A; B has no start and so no quarter; C ends before it starts; D's two rows disagree on the start.
        {("5.2.1.a", "2024/25 Q1", "all"): share(1, 1, 2)},
    ),
    Golden(
        "what starts the window: support's end",
        [
            given(
                SSJ, "2023-07-14", "2023/24 Q1",
                support="""
                    person_ref  started     ended       setting    district
                    A           2022-05-01  2023-04-01  community  Portsmouth
                    A           2023-04-01  2023-05-01  custody    Southampton
                    A           2023-05-01  ??          community  -
                    B           2022-05-01  2023-01-01  community  Portsmouth
                """,
            ),
            given(
                POLICE, "2024-07-14", "2024/25 Q1",
                follow_up="""
                    person_ref  started     traced  reoffended
                    A           2020-01-01  yes     no
                    B           2023-05-01  yes     no
                """,
            ),
        ],
        Settings(window_starts="support end"),
        # A: 1 May 2023, so 1 May 2024. B's support ended in a quarter that no return governs: no start. A's
        # latest support says no district.
        {("5.2.1.a", "2024/25 Q1", "all"): share(1, 1), ("5.2.1.a", "2024/25 Q1", "not known"): share(1, 1),
         ("5.2.1.a", "2024/25 Q1", "Portsmouth"): z()},
    ),
    Golden(
        "the list that governs the quarter is used whole, and only that one",
        [
            given(
                POLICE, "2024-04-14", "2023/24 Q4",
                follow_up="""
                    person_ref  started     traced  reoffended
                    A           2023-01-10  yes     -
                """,
                offences="""
                    person_ref  offence_date
                    B           2023-06-01
                """,
            ),
            given(
                POLICE, "2024-07-14", "2024/25 Q1",
                follow_up="""
                    person_ref  started     traced  reoffended
                    A           2023-04-10  yes     -
                    B           2023-04-10  yes     -
                """,
            ),
            given(
                POLICE, "2024-07-15", "2024/25 Q1",
                offences="""
                    person_ref  offence_date
                    a           2023-06-01
                    B           -
                    b           2024-04-10
                """,
            ),
        ],
        DEFAULT,
        {
            ("5.2.1.a", "2023/24 Q4", "all"): share(1, 1),  # the first list knows nothing of A
            # A; B by the offence on the last day, whatever the one without a date
            ("5.2.1.a", "2024/25 Q1", "all"): share(0, 2),
            ("5.2.2.a", "2024/25 Q1", "all"): z(2),  # A's offence has no value; one of B's has no date
        },
    ),
    Golden(
        "year to date: two windows of one person in the year disagree",
        [
            given(
                POLICE, "2024-10-14", "2024/25 Q1..2024/25 Q2",
                follow_up="""
                    person_ref  started     traced  reoffended  chi_before  chi_after
                    A           2023-04-10  yes     no          5           1
                    A           2023-08-10  yes     no          5           1
                    B           2023-08-10  yes     no          5           5
                    C           2023-08-10  -       no          0           1
                """,
            ),
        ],
        DEFAULT,
        {
            ("5.2.1.a", "2024/25 Q1", "all"): share(1, 1),
            ("5.2.1.a", "2024/25 Q2", "all"): share(3, 3),
            ("5.2.1.a", "2024/25 Q2 YTD", "all"): share(2, 2, 1),
            ("5.2.2.a", "2024/25 Q2 YTD", "all"): share(0, 1, 1),
        },
    ),
)  # fmt: skip
