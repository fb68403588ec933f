"""Worked by hand: sessions of TIPS."""

from .drawn import given
from .worked import DEFAULT, ROCK_POOL, Golden, count

POLICE_SESSIONS = (
    Golden(
        "police sessions delivered",
        [
            given(
                ROCK_POOL, "2024-07-14", "2024/25 Q1",
                police_sessions="""
                    date        type                            status          number
                    2024-04-01  one-to-one reflective practice  delivered       -
                    2024-04-01  one-to-one reflective practice  delivered       -
                    2024-06-30  one-to-one reflective practice  -               3
                    2024-05-01  one-to-one reflective practice  cancelled       1
                    2024-05-01  one-to-one reflective practice  ??              1
                    2024-05-01  trauma informed training        delivered       0
                    2024-05-01  trauma informed training        delivered       2
                    2024-05-01  trauma informed training        did not attend  ??
                    2024-05-01  trauma informed training        delivered       ??
                    2024-05-01  -                               delivered       1
                    2024-05-01  ??                              postponed       1
                    2024-07-01  trauma informed training        delivered       1
                    ??          trauma informed training        delivered       1
                """,
            )
        ],
        DEFAULT,
        {
            # Two identical rows count each, and a row of three; left out: a status and a type.
            ("5.3.1.a", "2024/25 Q1", "all"): count(1 + 1 + 3, 2),
            # 0 + 2; left out: a number and the same type.
            ("5.3.1.b", "2024/25 Q1", "all"): count(2, 2),
            ("5.3.1.a", "2024/25 Q1", "not known"): count(5, 2),
            ("5.3.1.a", "2024/25 Q1", "Hampshire"): count(0),
        },
    ),
)  # fmt: skip
