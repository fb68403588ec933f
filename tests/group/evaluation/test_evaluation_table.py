"""How well a programme can be evaluated: two returns worked out on paper, why an answer is not there, and
what always holds."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.evaluation_questions import EVALUATION_QUESTIONS, SHARES
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.group.evaluation.answers import Programme
from ieo_metrics.group.evaluation.evaluation_figure import ReturnAsAccepted
from ieo_metrics.group.evaluation.evaluation_table import ANSWERS, COLUMNS, evaluation_table, programmes_of
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.statistics.intervals import wilson
from tests.second.drawn import given
from tests.second.plain import PlainReturn
from tests.second.real import accepted

SSJ, POLICE, NO_LIMITS = "Society of St James", "Constabulary", "No Limits"
ARTSWORK, ROCK_POOL = "Artswork", "Rock Pool"
NOW = quarter(2024, 1)


def programmes(*returns: PlainReturn, said: tuple[ReturnAsAccepted, ...] = ()) -> list[Programme]:
    governed = govern(accepted(list(returns), Settings()), Settings())
    assert governed is not None
    return programmes_of(compute_measures(governed, Settings()), said)


def answers(table: pd.DataFrame, provider: str, at: int) -> dict[str, tuple]:
    """By question: value, numerator, n; or why there is none. Of the programme, not of its measures."""
    own = table[(table["provider"] == provider) & (table["quarter"] == at) & (table["about"] == "")]
    return {
        row.question: row.why
        or tuple(None if one != one else one for one in (row.value, row.numerator, row.n))
        for row in own.itertuples()
    }


RESET = given(
    SSJ, "2024-07-14", "2023/24 Q1..2024/25 Q1",
    support="""
        person_ref  started     ended       setting    district     age_band  gender  ethnicity
        A           2023-04-10  -           community  Portsmouth   18 to 21  male    white
        B           2023-05-01  2023-12-31  community  Southampton  22 to 25  male    -
        C           2023-06-01  -           custody    -            18 to 21  female  white
        D           2024-01-10  -           community  Havant       -         male    -
        D           2023-11-10  2023-12-10  custody    -            18 to 21  male    -
        E           2024-05-05  -           -          Gosport      22 to 25  -       -
        F           2024-05-05  ??          community  Gosport      22 to 25  male    -
    """,
    star_readings="""
        person_ref  date        area                          score
        A           2023-04-20  offending                     4
        A           2023-07-20  offending                     5
        A           2024-04-25  offending                     7
        A           2022-01-01  physical health               1
        B           2023-05-10  offending                     6
        B           2023-05-20  offending                     ??
        C           2023-06-10  offending                     3
        C           2023-06-20  emotional and mental health   5
        C           2024-06-18  emotional and mental health   6
        D           2024-01-20  offending                     ??
        D           2024-04-20  offending                     5
        G           2024-01-20  offending                     2
    """,
)  # fmt: skip
CONSTABULARY = given(
    POLICE, "2024-06-20", "2024/25 Q1",
    follow_up="""
        person_ref  started     window_end  traced  reoffended  chi_before  chi_after
        A           2023-04-10  2024-04-10  yes     no          10          5
        B           2023-05-01  2024-05-01  no      -           -           -
        C           2023-06-01  2024-06-01  yes     -           -           -
        H           2023-06-01  2024-06-01  yes     no          10          5
        H           2023-06-01  2024-06-02  no      -           10          5
        I           2023-06-25  2024-06-25  yes     no          10          5
    """,
)  # fmt: skip


@pytest.fixture(scope="module")
def on_paper() -> pd.DataFrame:
    return evaluation_table(programmes(RESET, CONSTABULARY))


def test_worked_out_on_paper(on_paper: pd.DataFrame) -> None:
    """Supported in 2024/25 Q1: A, C, D, E (B's support has ended, F's end cannot be read, G has none). A
    first score have A, C and D (5, in April); in the year to its end two can be compared: A, and C's mental
    health.

    Began in the four quarters before: A, B, C (on 10 June) and G, of whom A and C were measured again; D
    began in the quarter itself, as what cannot be read in January is no score. The return has A, C, D and E
    in the quarter. C's district is not known, nor E's gender, nor D's age (the later period says none);
    ethnicity is known of A and C."""
    found = answers(on_paper, SSJ, NOW)
    assert found["supported"] == (4, None, 4)
    assert found["first reading"] == (3 / 4, 3, 4)
    assert found["second reading"] == (2 / 4, 2, 4)
    assert found["lost on the way"] == (2 / 4, 2, 4)
    assert found["district known"] == (3 / 4, 3, 4)
    assert found["age band known"] == (3 / 4, 3, 4)
    assert found["gender known"] == (3 / 4, 3, 4)
    assert found["ethnicity known"] == (2 / 4, 2, 4)


def test_weeks_between_on_paper(on_paper: pd.DataFrame) -> None:
    """A: 20 April 2023 to 25 April 2024, 371 days, 53 weeks. C: 20 June 2023 (of the area that is compared)
    to 18 June 2024, 364 days, 52 weeks. The quartiles of two lie a quarter of the way from each."""
    row = on_paper[
        (on_paper["provider"] == SSJ)
        & (on_paper["quarter"] == NOW)
        & (on_paper["question"] == "weeks between")
    ].iloc[0]
    assert (row["value"], row["lower"], row["upper"], row["n"]) == (52.5, 52.25, 52.75, 2)


def test_traced_on_paper(on_paper: pd.DataFrame) -> None:
    """A and C were traced (what became of C is not known), B was not. H's two rows disagree, I's window is
    open."""
    assert answers(on_paper, POLICE, NOW)["traced"] == (2 / 3, 2, 3)
    # A, B, C, H and I are in the return; of H and I nobody else knows anything, of C not the district.
    assert answers(on_paper, POLICE, NOW)["district known"] == (2 / 5, 2, 5)
    assert answers(on_paper, POLICE, NOW)["gender known"] == (3 / 5, 3, 5)


def test_what_rests_on_quarters_that_no_return_covers_says_so(on_paper: pd.DataFrame) -> None:
    first = answers(on_paper, SSJ, quarter(2023, 1))
    assert first["supported"] == (3, None, 3)  # A, B, C
    assert first["second reading"] == "no return covers all of 2022/23 Q4, and this rests on 4 quarters"
    assert first["lost on the way"] == "no return covers all of 2022/23 Q4, and this rests on 5 quarters"
    assert answers(on_paper, POLICE, quarter(2023, 1))["traced"] == "no return covers all of 2023/24 Q1"


def test_what_a_programme_cannot_have_says_why(on_paper: pd.DataFrame) -> None:
    police = answers(on_paper, POLICE, NOW)
    assert police["supported"] == "the return RESET · Constabulary lists no periods of support"
    assert police["lost on the way"] == "the return RESET · Constabulary has no first and later scores"
    assert answers(on_paper, SSJ, NOW)["traced"] == "the return RESET · Society of St James has no follow-up"
    tips, choices = (answers(on_paper, provider, NOW) for provider in (ROCK_POOL, ARTSWORK))
    for name in ("supported", "first reading", "second reading", "traced", "gender known"):
        assert tips[name] == "TIPS counts sessions, not individual young people"
        assert choices[name] == "Choices counts groups of pupils, not individual young people"
    assert tips["district known"] == "TIPS counts sessions, not individual young people"
    assert choices["district known"] == "no return covers all of 2024/25 Q1"  # it could say so


def test_referrals_that_nobody_engaged_with_are_no_support_and_groups_of_pupils_have_districts() -> None:
    table = evaluation_table(
        programmes(
            given(
                NO_LIMITS, "2024-07-14", "2024/25 Q1",
                social_prescribing="""
                    person_ref  started     ended  status
                    A           2024-04-10  -      engaged
                    B           2024-04-10  -      declined
                    C           2024-04-10  -      -
                    D           2024-04-10  -      engaged
                """,
                pain_readings="""
                    person_ref  date        score
                    A           2024-04-10  8
                    A           2024-06-12  5
                    E           2024-04-10  8
                """,
            ),
            given(
                ARTSWORK, "2024-07-14", "2024/25 Q1",
                school_sessions="""
                    date        school    district    cohort  young_people_reached  status
                    2024-05-01  Elm       Portsmouth  Year 8  20                    -
                    2024-05-08  Elm       Portsmouth  Year 8  25                    -
                    2024-05-01  Ash       -           Year 9  20                    -
                    2024-05-02  Oak       -           Year 9  20                    cancelled
                """,
            ),
        )
    )  # fmt: skip
    found = answers(table, NO_LIMITS, NOW)
    assert found["supported"] == (2, None, 2)
    assert found["first reading"] == (1 / 2, 1, 2)
    assert found["weeks between"] == (9, None, 1)
    assert found["gender known"] == (0, 0, 3)  # A, D and E, whom no support of another return names
    # Year 8 of Elm is one group of pupils, at the later session; what was cancelled reached nobody.
    assert answers(table, ARTSWORK, NOW)["district known"] == (1 / 2, 1, 2)


def test_the_width_is_that_of_each_measure(on_paper: pd.DataFrame) -> None:
    """Of the offending area A alone is compared, and rose; of mental health C alone."""
    own = on_paper[(on_paper["question"] == "width") & (on_paper["quarter"] == NOW)]
    assert sorted(own["about"]) == sorted(m.ref for m in MEASURES)
    of = own.set_index("about")
    lower, upper = wilson(np.array([1]), np.array([1]))
    assert of.loc["5.2.2.c", "value"] == upper[0] - lower[0] and of.loc["5.2.2.c", "n"] == 1
    assert of.loc["5.2.2.b", "why"] == "one young person alone, or all changes alike, have no range"
    assert of.loc["5.1.3.b", "why"] == "a count has no range"
    assert of.loc["5.1.2.c", "why"].startswith("no value: ")


def test_lateness_and_faults_are_what_the_store_said() -> None:
    reset = RETURN_TYPES[0]
    problems = {
        (MUST_FIX, "A date is missing"): 2,
        (MUST_FIX, "A year of two digits"): 5,
        (CONFIRM, "A totals row"): 1,
        (INFORMATION, "A note"): 9,
    }
    said = (
        ReturnAsAccepted(reset, NOW, 12, problems=problems),
        ReturnAsAccepted(reset, NOW - 1, None, "came with others", None, "came with others too"),
    )
    table = evaluation_table(programmes(RESET, said=said))
    found = answers(table, SSJ, NOW)
    assert (found["days late"][0], found["must fix"][0], found["to confirm"][0]) == (12, 7, 1)
    row = table[
        (table["question"] == "must fix") & (table["quarter"] == NOW) & (table["provider"] == SSJ)
    ].iloc[0]
    assert row["note"] == "A year of two digits (5); A date is missing (2)"
    before = answers(table, SSJ, NOW - 1)
    assert before["days late"] == "came with others" and before["must fix"] == "came with others too"
    assert answers(table, SSJ, NOW - 2)["days late"] == "no return of the quarter was accepted"


def test_what_rests_on_rows_that_are_gone_says_so() -> None:
    table = evaluation_table(programmes(RESET), rows_from=quarter(2023, 2))
    assert (
        answers(table, SSJ, quarter(2023, 1))["supported"]
        == "the rows of 2023/24 Q1 were reduced to aggregates"
    )
    now = answers(table, SSJ, NOW)
    assert now["lost on the way"] == "the rows of 2023/24 Q1 were reduced to aggregates"
    assert now["second reading"] == (2 / 4, 2, 4)


def test_each_question_is_asked_of_each_programme_and_quarter(on_paper: pd.DataFrame) -> None:
    assert tuple(on_paper.columns) == COLUMNS
    assert set(ANSWERS) == {question.name for question in EVALUATION_QUESTIONS}
    once = on_paper[on_paper["question"] != "width"]
    assert len(once) == 5 * 5 * (len(EVALUATION_QUESTIONS) - 1)
    assert not once.duplicated(["programme", "provider", "quarter", "question"]).any()
    # Either there is a number, or why there is none.
    assert ((on_paper["value"].isna()) == (on_paper["why"] != "")).all()
    shares = on_paper[on_paper["question"].isin([one.name for one in SHARES]) & on_paper["value"].notna()]
    assert shares[["numerator", "n", "lower", "upper"]].notna().all(axis=None)
    assert {label(q) for q in on_paper["quarter"]} >= {"2023/24 Q1", "2024/25 Q1"}
