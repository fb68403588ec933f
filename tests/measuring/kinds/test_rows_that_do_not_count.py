"""Rows that do not count where they are dated say nothing there, and of what is left out it is said why; worked out on paper."""

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.words.code_lists import SESSION_TYPE
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.evidence_frame import COUNTED, LEFT_OUT, WHYS
from tests.second.drawn import given
from tests.second.plain import PlainReturn
from tests.second.real import accepted


def computed(*returns: PlainReturn) -> Results:
    governed = govern(accepted(list(returns), Settings()), Settings())
    assert governed is not None
    return compute_measures(governed, Settings())


def of(results: Results, ref: str, quarter: str) -> tuple[float, float]:
    """(value, left out)"""
    frame = results.frame
    [row] = frame[(frame["ref"] == ref) & (frame["quarter"] == quarter)].to_dict("records")
    return row["value"], row["left_out"]


def test_a_score_that_cannot_be_used_leaves_nobody_out_where_its_return_does_not_govern():
    """B's score of May is blank in the return of Q2, which repeats May and does not cover it: in Q1 B is nobody. C's of July is left out in Q2."""
    first = given(
        "No Limits",
        "2024-07-14",
        "2024/25 Q1",
        pain_readings="person_ref  date  score\nA  2024-04-05  5\nA  2024-05-05  3\n",
    )
    second = given(
        "No Limits",
        "2024-10-14",
        "2024/25 Q2",
        pain_readings="person_ref  date  score\nB  2024-05-05  -\nC  2024-07-05  -\n",
    )
    results = computed(first, second)
    assert of(results, "5.1.2.c", "2024/25 Q1") == (-2, 0)
    assert of(results, "5.1.2.c", "2024/25 Q2")[1] == 1


def test_a_school_s_number_is_told_by_rows_that_count_only():
    """Oak is 999001 in the quarter, and 999002 in a row of July, which the return does not cover. The session without a number is at 999001:
    the same Year 8, once, at its largest headcount: 30, and not 58."""
    sessions = """
        date        school  urn     cohort  young_people_reached
        2024-05-01  Oak     999001  Year 8  30
        2024-05-08  Oak     -       Year 8  28
        2024-07-03  Oak     999002  Year 8  25
    """
    assert of(
        computed(given("Artswork", "2024-07-14", "2024/25 Q1", school_sessions=sessions)),
        "5.1.5.a",
        "2024/25 Q1",
    ) == (30, 0)
    # Where two rows that count give the name two numbers, nobody knows which school it is: 30, 28 and 25.
    both = sessions.replace("2024-07-03", "2024-06-03")
    assert of(
        computed(given("Artswork", "2024-07-14", "2024/25 Q1", school_sessions=both)), "5.1.5.a", "2024/25 Q1"
    ) == (83, 0)


def test_why_a_police_session_is_left_out():
    """A delivered session whose type cannot be read, one whose status cannot, and one whose number of sessions cannot: each says which."""
    sessions = """
        date        type                      status     number
        2024-05-01  ??                        delivered  1
        2024-05-02  trauma informed training  ??         1
        2024-05-03  trauma informed training  delivered  ??
        2024-05-04  trauma informed training  delivered  2
    """
    results = computed(given("Rock Pool", "2024-07-14", "2024/25 Q1", police_sessions=sessions))
    assert of(results, "5.3.1.b", "2024/25 Q1") == (2, 3)
    evidence = results.evidence["police sessions", "quarter"].of("trauma informed training")
    left_out = evidence[evidence["state"] == LEFT_OUT].sort_values("row")
    assert [WHYS[why] for why in left_out["why"]] == [
        "the session's status or type cannot be read",
        "the session's status or type cannot be read",
        "the headcount is blank or cannot be used",
    ]


def test_a_session_without_a_number_of_pupils_is_left_out_and_one_of_nobody_is_not():
    """30 and 0 pupils are counted, each a cohort of its own; the third session says nothing."""
    sessions = """
        date        school  urn     cohort  young_people_reached  staff_engaged
        2024-05-01  Oak     999001  Year 8  30                    2
        2024-05-08  Oak     999001  Year 9  0                     -
        2024-05-09  Oak     999001  Year 7  -                     3
    """
    results = computed(given("Artswork", "2024-07-14", "2024/25 Q1", school_sessions=sessions))
    assert of(results, "5.1.5.a", "2024/25 Q1") == (30, 1) and of(results, "5.1.6.a", "2024/25 Q1") == (5, 1)
    frame = results.evidence["school cohorts", "quarter"].of("young people")
    assert sorted(frame["amount"][frame["state"] == COUNTED]) == [0, 30]


def test_of_either_type_a_number_that_cannot_be_read_is_no_status():
    """Reflective practice and training, each delivered so many times that nobody can read it."""
    for topic in SESSION_TYPE:
        sessions = (
            f"date  type  status  number\n2024-05-03  {topic}  delivered  ??\n2024-05-04  {topic}  -  -\n"
        )
        results = computed(given("Rock Pool", "2024-07-14", "2024/25 Q1", police_sessions=sessions))
        evidence = results.evidence["police sessions", "quarter"].of(topic)
        assert [WHYS[why] for why in evidence.sort_values("row")["why"]] == [
            "the headcount is blank or cannot be used",
            "",
        ]
        assert evidence.loc[evidence["state"] == COUNTED, "amount"].tolist() == [1]
