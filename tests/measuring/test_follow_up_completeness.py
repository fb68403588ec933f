"""How far follow-up has come, worked by hand."""

from types import SimpleNamespace

import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.follow_up_completeness import COLUMNS, maturity, maturity_in_words
from ieo_metrics.measuring.who_was_counted import attrition_flow
from tests.second.drawn import given
from tests.second.plain import PlainReturn
from tests.second.real import accepted

POLICE = "Constabulary"
Q4, Q1 = quarter(2023, 4), quarter(2024, 1)


def of_returns(*returns: PlainReturn) -> Results:
    governed = govern(accepted(list(returns), Settings()), Settings())
    assert governed is not None
    return compute_measures(governed, Settings())


@pytest.fixture(scope="module")
def results() -> Results:
    """The return is of 15 June: what ends on it has ended, what ends later in the quarter is open. G's two
    rows are one window open and one ended."""
    return of_returns(
        given(
            POLICE, "2024-06-15", "2023/24 Q4..2024/25 Q1",
            follow_up="""
                person_ref  started     window_end  traced  reoffended  chi_before  chi_after
                A           2023-01-10  -           yes     no          10          5
                B           2023-04-10  -           yes     yes         10          20
                C           2023-06-15  -           yes     no          0           0
                D           2023-05-01  -           no      -           -           -
                E           2023-05-01  -           yes     -           10          5
                F           2023-06-16  -           yes     no          10          5
                G           2023-06-20  -           yes     no          10          5
                G           2023-05-20  -           yes     no          10          5
                H           2023-08-01  -           yes     no          10          5
            """,
        )
    )  # fmt: skip


def test_of_the_windows_that_end_in_a_quarter(results: Results) -> None:
    found = {row.period: row for row in maturity(results, "5.2.1.a").itertuples()}
    # Q1: B, C, D, E and G's first have ended, F and G's second are open; H's ends in a quarter that nothing
    # covers. D is untraced, E unknown.
    assert [getattr(found[Q1], name) for name in COLUMNS[1:]] == [7, 5, 3, 0, 1, 1, 2]
    assert [getattr(found[Q4], name) for name in COLUMNS[1:]] == [1, 1, 1, 0, 0, 0, 0]
    assert set(found) == {Q4, Q1}


def test_of_harm_who_had_none_before_stands_apart(results: Results) -> None:
    # B, E and G have both scores, C had none before, D is untraced.
    row = next(row for row in maturity(results, "5.2.2.a").itertuples() if row.period == Q1)
    assert [getattr(row, name) for name in COLUMNS[1:]] == [7, 5, 3, 1, 1, 0, 2]


def test_whose_follow_up_is_open_stands_beside_who_was_counted(results: Results) -> None:
    """F and G's second window of Q1; in Q4 none was open."""
    assert attrition_flow(results, "5.2.1.a", Q1)[0].beside == "2 more still open"
    assert attrition_flow(results, "5.2.1.a", Q4)[0].beside == ""


def test_in_words(results: Results) -> None:
    before, now = map(maturity_in_words, maturity(results, "5.2.1.a").itertuples())
    assert before == "In 2023/24 Q4, the one window has ended."
    assert now == (
        "In 2024/25 Q1, 5 of 7 windows have ended; 2 are still open and count neither way, so the value is "
        "provisional. "
        "1 of the young people could not be traced and counts neither way."
    )


@pytest.mark.parametrize(
    ("windows", "ended", "waiting", "untraced", "said"),
    [
        (
            20,
            12,
            8,
            0,
            (
                "12 of 20 windows have ended; 8 are still open and count neither way, so the value is "
                "provisional."
            ),
        ),
        (
            2,
            1,
            1,
            0,
            "1 of 2 windows has ended; 1 is still open and counts neither way, so the value is provisional.",
        ),
        (
            3,
            3,
            0,
            2,
            "all 3 windows have ended. 2 of the young people could not be traced and count neither way.",
        ),
        (0, 0, 0, 0, "no follow-up window ends."),
    ],
)
def test_numbers_agree_with_their_verbs(
    windows: int, ended: int, waiting: int, untraced: int, said: str
) -> None:
    row = SimpleNamespace(
        period=quarter(2024, 4), windows=windows, ended=ended, open=waiting, untraced=untraced
    )
    assert maturity_in_words(row) == f"In 2024/25 Q4, {said}"


def test_a_quarter_that_nothing_covers_has_no_row() -> None:
    apart = [
        given(
            POLICE,
            "2024-07-14",
            q,
            follow_up="person_ref  started  traced  reoffended\nA  2022-05-01  yes  no",
        )
        for q in ("2023/24 Q1", "2023/24 Q3")
    ]
    assert maturity(of_returns(*apart), "5.2.1.a")["period"].tolist() == [quarter(2023, 1), quarter(2023, 3)]


def test_who_is_not_followed_up_has_no_windows(results: Results) -> None:
    for measure in MEASURES:
        assert len(maturity(results, measure.ref)) == (2 if measure.kind.follows_up else 0)
        assert tuple(maturity(results, measure.ref).columns) == COLUMNS


def test_the_parts_add_up(results: Results) -> None:
    for ref in ("5.2.1.a", "5.2.2.a"):
        frame = maturity(results, ref)
        assert (frame["windows"] == frame["ended"] + frame["open"]).all()
        assert (frame["ended"] == frame[["counted", "zero_before", "untraced", "unknown"]].sum(axis=1)).all()
        counted = results.frame[
            (results.frame["ref"] == ref) & (results.frame["period"].isin(frame["period"]))
        ]
        assert (
            counted["denominator"].tolist() == frame["counted"].tolist()
            and counted["open"].tolist() == frame["open"].tolist()
        )
