"""Young people supported: who counts by the setting *people counted*, and which of a person's rows tells; worked out on paper."""

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.measuring.evidence_frame import COUNTED, LEFT_OUT
from tests.second.drawn import given
from tests.second.real import accepted

ACTIVE, STARTING = Settings(), Settings(people_counted="on starting")
COMMUNITY, PRESCRIBED = "5.1.3.b", "5.1.3.a"


def counted(
    chosen: Settings, ref: str = COMMUNITY, covers: str = "2024/25 Q1..2024/25 Q2", **tables: str
) -> list[tuple[int, int]]:
    """(counted, left out) in each quarter that is covered."""
    provider = "Society of St James" if "support" in tables else "No Limits"
    governed = govern(accepted([given(provider, "2024-10-14", covers, **tables)], chosen), chosen)
    assert governed is not None
    frame = compute_measures(governed, chosen).frame
    return [(int(row.value), int(row.left_out)) for row in frame[frame["ref"] == ref].itertuples()]


SUPPORT = """
    person_ref  started     ended       setting
    A           2024-04-01  2024-09-01  community
    B           2024-07-01  -           community
    C           2024-03-31  2024-07-01  community
"""


def test_on_starting_counts_who_starts_in_the_quarter_and_while_active_everybody():
    """A starts on the first day of Q1 and is supported in both; B starts in Q2; C started before, and ends on the first day of Q2."""
    assert counted(STARTING, support=SUPPORT) == [(1, 0), (1, 0)]
    assert counted(ACTIVE, support=SUPPORT) == [(2, 0), (3, 0)]


def test_who_started_is_kept_beside_the_count_whatever_is_counted():
    """As above: A in Q1, B in Q2, and C in neither. Of other measures nobody is said to have started."""
    for chosen in (ACTIVE, STARTING):
        found = given("Society of St James", "2024-10-14", "2024/25 Q1..2024/25 Q2", support=SUPPORT)
        governed = govern(accepted([found], chosen), chosen)
        assert governed is not None
        frame = compute_measures(governed, chosen).frame
        assert frame[frame["ref"] == COMMUNITY]["started"].tolist() == [1, 1]
        assert not frame[frame["ref"] != COMMUNITY]["started"].any()


def test_on_starting_a_row_whose_start_cannot_be_read_is_left_out():
    """Whoever's start is unreadable may have started in the quarter: the row stands where its end is (Q1), counts in nobody's favour
    there, and is left out. The same under *while active*."""
    row = """
        person_ref  started  ended       setting
        A           ??       2024-05-01  community
    """
    assert counted(STARTING, support=row) == [(0, 1), (0, 0)]
    assert counted(ACTIVE, support=row) == [(0, 1), (0, 0)]


def test_on_starting_a_period_that_ends_before_it_starts_is_left_out_where_it_starts():
    """It starts in Q2 and ends in Q1: nobody knows which is wrong, and it starts nowhere but in Q2."""
    row = """
        person_ref  started     ended       setting
        A           2024-07-05  2024-05-01  community
    """
    assert counted(STARTING, support=row) == [(0, 0), (0, 1)]
    assert counted(ACTIVE, support=row) == [(0, 1), (0, 1)]


def test_a_period_is_active_on_its_last_day_and_on_its_first():
    """One day of the quarter is enough: A ends on the first day of Q1, B starts on the last day of it; C ends the day before it."""
    rows = """
        person_ref  started     ended       setting
        A           2023-09-01  2024-04-01  community
        B           2024-06-30  2024-06-30  community
        C           2023-09-01  2024-03-31  community
    """
    assert counted(ACTIVE, support=rows) == [(2, 0), (0, 0)]


def test_of_a_person_s_rows_one_that_counts_goes_before_one_that_does_not_and_that_before_one_that_tells_nothing():
    """A: community and custody is counted. B: custody and a setting that cannot be read is known not to count, and not left out.
    C: only what cannot be read is left out. D: community and unreadable is counted. E: a blank setting is no answer: left out."""
    rows = """
        person_ref  started     ended  setting
        A           2024-04-05  -      custody
        A           2024-05-05  -      community
        B           2024-04-05  -      custody
        B           2024-05-05  -      ??
        C           2024-04-05  -      ??
        D           2024-05-05  -      community
        D           2024-06-05  -      ??
        E           2024-06-05  -      -
    """
    for chosen in (ACTIVE, STARTING):
        assert counted(chosen, support=rows, covers="2024/25 Q1") == [(2, 2)]


def test_a_blank_status_of_a_referral_does_not_count_and_an_unreadable_one_is_left_out():
    """Social prescribing that was engaged with: A. Declined (B), only referred (C) and blank (D) do not count, and are nobody left out; E's
    status cannot be read."""
    rows = """
        person_ref  started     ended  status
        A           2024-04-05  -      engaged
        B           2024-04-05  -      declined
        C           2024-04-05  -      referred
        D           2024-04-05  -      -
        E           2024-04-05  -      ??
    """
    assert counted(ACTIVE, PRESCRIBED, "2024/25 Q1", social_prescribing=rows) == [(1, 1)]


def test_of_a_count_whoever_is_counted_is_a_success_and_nobody_else():
    """A in the community, B in a setting that cannot be read; a session delivered, and one of which it is not known."""
    support = """
        person_ref  started     ended  setting
        A           2024-04-01  -      community
        B           2024-04-02  -      ??
    """
    sessions = """
        date        type                      status     number
        2024-05-01  trauma informed training  delivered  3
        2024-05-02  trauma informed training  ??         1
    """
    returns = [
        given("Society of St James", "2024-07-14", "2024/25 Q1", support=support),
        given("Rock Pool", "2024-07-14", "2024/25 Q1", police_sessions=sessions),
    ]
    governed = govern(accepted(returns, ACTIVE), ACTIVE)
    assert governed is not None
    for kind, amount in (("support", 1), ("police sessions", 3)):
        frame = compute_measures(governed, ACTIVE).evidence[kind, "quarter"].frame
        frame = frame[frame["row"].isin([0, 1]) & ((frame["state"] == COUNTED) | (frame["why"] > 0))]
        counted_rows = frame[frame["state"] == COUNTED]
        assert counted_rows["amount"].tolist() == [amount] and counted_rows["success"].tolist() == [True]
        assert not frame.loc[frame["state"] == LEFT_OUT, "success"].any() and len(frame) > 1


def test_of_what_is_no_pair_of_scores_there_are_no_first_ones():
    """Nor who began at the best, who has one reading only, or who was not measured again."""
    governed = govern(
        accepted(
            [given("Society of St James", "2024-10-14", "2024/25 Q1..2024/25 Q2", support=SUPPORT)], ACTIVE
        ),
        ACTIVE,
    )
    assert governed is not None
    frame = compute_measures(governed, ACTIVE).frame
    own = frame[frame["ref"] == COMMUNITY]
    none = [
        "first_scores",
        "first_scores_not_again",
        "not_again",
        "ceiling",
        "single",
        "zero_before",
        "open",
        "same",
    ]
    assert own[none].to_numpy().tolist() == [[0] * len(none)] * 2
    assert own[["value", "better", "worse"]].to_numpy().tolist() == [[2, 2, 0], [3, 3, 0]]
