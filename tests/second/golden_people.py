"""Worked by hand: people supported, in the community and via social prescribing."""

from ieo_metrics.framework.configuration.settings import Settings

from .drawn import given
from .worked import DEFAULT, NO_LIMITS, SSJ, Golden, count

SUPPORT = """
    person_ref  started     ended       setting    district
    A           2023-11-01  -           community  Portsmouth
    B           2023-10-01  2024-01-01  community  Southampton
    C           2024-02-01  -           custody    Portsmouth
    D           2024-06-30  -           community  -
    E           2024-01-05  ??          community  Hampshire
    F           2024-04-01  2024-03-31  community  Hampshire
    G           2024-01-05  2024-02-01  -          Hampshire
    H           2024-02-01  -           community  Isle of Wight
    h           2024-03-01  2024-03-02  community  Portsmouth
    -           2024-02-01  -           community  Portsmouth
"""
SUPPORTED = (
    Golden(
        "people supported in the community",
        [given(SSJ, "2024-07-14", "2023/24 Q4..2024/25 Q1", support=SUPPORT)],
        DEFAULT,
        {
            # A is still supported, B to the first day, H once; C is in custody; E, F (31 March) and G left
            # out.
            ("5.1.3.b", "2023/24 Q4", "all"): count(3, 3),
            # A and H still, D from the last day; F's 1 April.
            ("5.1.3.b", "2024/25 Q1", "all"): count(3, 1),
            # H is in two districts: once in each.
            ("5.1.3.b", "2023/24 Q4", "Portsmouth"): count(2),
            ("5.1.3.b", "2023/24 Q4", "Southampton"): count(1),
            ("5.1.3.b", "2023/24 Q4", "Isle of Wight"): count(1),
            ("5.1.3.b", "2023/24 Q4", "Hampshire"): count(0, 3),
            ("5.1.3.b", "2024/25 Q1", "not known"): count(1),
        },
    ),
    Golden(
        "people counted on starting",
        [given(SSJ, "2024-07-14", "2023/24 Q4..2024/25 Q1", support=SUPPORT)],
        Settings(people_counted="on starting"),
        # Q4: H. E and G started in it. Q1: D; F's start.
        {("5.1.3.b", "2023/24 Q4", "all"): count(1, 2), ("5.1.3.b", "2024/25 Q1", "all"): count(1, 1)},
    ),
    Golden(
        "an open period ends with what its return covers, and the newer return decides",
        [
            given(
                SSJ, "2023-07-14", "2023/24 Q1",
                support="""
                    person_ref  started     ended  setting
                    A           2023-05-01  -      community
                    B           2023-05-01  -      community
                """,
            ),
            given(
                SSJ, "2023-10-14", "2023/24 Q2",
                support="""
                    person_ref  started     ended  setting
                    B           2023-05-01  -      community
                """,
            ),
            given(
                SSJ, "2023-11-14", "2023/24 Q1",
                support="""
                    person_ref  started     ended       setting
                    A           2023-05-01  2023-12-01  custody
                    A           2023-05-01  ??          community
                """,
            ),
        ],
        DEFAULT,
        {
            # The third return governs Q1: A in custody by a usable row, so not left out either.
            ("5.1.3.b", "2023/24 Q1", "all"): count(0),
            # The second governs Q2: A is not in it, whatever the others say.
            ("5.1.3.b", "2023/24 Q2", "all"): count(1),
            ("5.1.3.b", "2023/24 Q2 YTD", "all"): count(1),
        },
    ),
    Golden(
        "social prescribing that was engaged with, by the district of support",
        [
            given(
                SSJ, "2024-07-14", "2024/25 Q1",
                support="""
                    person_ref  started     ended  setting    district
                    A           2024-04-01  -      community  Portsmouth
                    A           2024-05-01  -      custody    Southampton
                    B           2024-04-01  -      community  ??
                """,
            ),
            given(
                NO_LIMITS, "2024-07-14", "2024/25 Q1",
                social_prescribing="""
                    person_ref  started     ended       status
                    A           2024-06-30  -           engaged
                    B           2024-01-01  2024-04-01  engaged
                    C           2024-05-01  -           referred
                    D           2024-05-01  -           declined
                    E           2024-05-01  -           -
                    F           2024-05-01  -           ??
                    G           2024-07-01  -           engaged
                    H           2024-01-01  2024-03-31  engaged
                """,
            ),
        ],
        DEFAULT,
        {
            # A and B; F's status cannot be read; G is later, H over.
            ("5.1.3.a", "2024/25 Q1", "all"): count(2, 1),
            ("5.1.3.a", "2024/25 Q1", "Southampton"): count(1),  # A's latest support
            ("5.1.3.a", "2024/25 Q1", "Portsmouth"): count(0),
            ("5.1.3.a", "2024/25 Q1", "not known"): count(1, 1),  # B, and F
        },
    ),
)  # fmt: skip
