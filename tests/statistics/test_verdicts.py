"""The one verdict, worked out by hand for each of its rules. Every chart here is of twelve quarters and more
whose limits are round; every difference stands beside its chance, which `test_differences` holds to others'."""

import math

import numpy as np
import pytest

from ieo_metrics.framework.configuration.settings import LEVEL
from ieo_metrics.framework.configuration.targets import Rebasing
from ieo_metrics.framework.dates.quarters import Quarter, quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules, chart_of_figures
from ieo_metrics.statistics.control_charts.chart_with_signals import OUTSIDE, Control
from ieo_metrics.statistics.control_charts.control_limits import ROLLS
from ieo_metrics.statistics.differences import Figure, chance_of_difference
from ieo_metrics.statistics.intervals import mean_t, wilson
from ieo_metrics.statistics.verdict_wording import verdict_says
from ieo_metrics.statistics.verdicts import (
    FEW_BEFORE,
    FEW_BEHIND,
    HIDDEN_WHY,
    IMPROVING,
    LOW_LEVEL,
    NO_CLEAR_CHANGE,
    NOT_JUDGED,
    NOT_KEPT,
    NOT_SHARED,
    OF_A_PAGE,
    SAME_CHANGES,
    SEASONAL,
    WORSENING,
    Verdict,
    _beyond_chance,
    chance_of_any,
    page_verdicts,
    segment_at,
)

Q = quarter(2020, 1)
SHARE, STAR, PAIN = "5.2.1.a", "5.1.1.a", "5.1.2.c"
PEOPLE, SESSIONS, PUPILS = "5.1.3.b", "5.3.1.a", "5.1.5.a"


def share(k: int, n: int, at: Quarter = Q) -> Figure:
    lower, upper = (float(end[0]) for end in wilson(np.array([float(k)]), np.array([float(n)])))
    return Figure(at, k / n, k, n, lower, upper, "")


def average(changes: list[int], at: Quarter = Q) -> Figure:
    total, squares, n = (
        np.array([float(x)]) for x in (sum(changes), sum(c * c for c in changes), len(changes))
    )
    ends = (None if math.isnan(end[0]) else float(end[0]) for end in mean_t(total, squares, n))
    return Figure(at, float(total[0] / n[0]), float(total[0]), len(changes), *ends, marker="")


def count(value: float, at: Quarter = Q, started: int | None = None) -> Figure:
    return Figure(at, float(value), float(value), marker="", started=started)


def shares(*pairs: tuple[int, int] | None) -> list[Figure]:
    """(k, n) by quarter; None is a quarter that no return covers."""
    return [Figure(q) if pair is None else share(*pair, q) for q, pair in enumerate(pairs, Q)]


def verdict(
    ref: str, figures: list[Figure], at: Quarter | None = None, rules: ChartRules = ChartRules()
) -> Verdict:
    return page_verdicts({ref: figures}, figures[-1].quarter if at is None else at, rules)[ref]


CALM = [(7, 16), (9, 16)] * 6  # p̄ 0.5, σ_z at its floor: the limits of 16 people are 0.125 and 0.875


# ---------------------------------------------------------------- by the chart


def test_outside_the_limits_of_its_own_n():
    """Thirteen quarters of 16, their ranges 11 steps of 2 / 16 and the last. With 16 of 16 p̄ is 112 / 208, the
    last range 3.5 steps, σ_z 1.074: the limit is 0.538 + 3 × 1.074 × 0.4985 / 4 = 0.940. With 15 of 16 it is
    0.922, below 0.9375; with 14 of 16 σ_z is at its floor, and 0.875 within 0.903. 0 of 16 is a range of 4.5
    steps, which is screened out: 0.4615 − 0.374 = 0.088."""
    found = verdict(SHARE, shares(*CALM, (16, 16)))
    assert (found.word, found.signal.rule, found.up, found.why) == (IMPROVING, OUTSIDE, True, "")
    assert verdict(SHARE, shares(*CALM, (15, 16))).word == IMPROVING
    assert verdict(SHARE, shares(*CALM, (14, 16))).word == NO_CLEAR_CHANGE
    assert verdict(SHARE, shares(*CALM, (0, 16))).word == WORSENING


def test_the_same_share_of_few_is_no_change():
    """5 of 5: with p̄ near 0.5 that is 1 in 32 by chance, and no limit leaves it out. XmR, which does not know n,
    calls it a change: of twelve times 0.4375 and 0.5625 the mean range is 0.125."""
    figures = shares(*CALM, (5, 5))
    assert verdict(SHARE, figures).word == NO_CLEAR_CHANGE
    assert verdict(SHARE, figures, rules=ChartRules(LEVEL)).word == IMPROVING


def test_the_direction_is_the_measure_s():
    """12 times −1, 0, 1 and 2 (s = 1.29 of 4, all limits within ±3): then eight people with 9 each and one with
    8, whose own spread is small."""
    calm = [average([-1, 0, 1, 2], q) for q in range(Q, Q + 6)] + [
        average([-2, -1, 0, 1], q) for q in range(Q + 6, Q + 12)
    ]
    up, down = ([*calm, average([sign * 9] * 8 + [sign * 8], Q + 12)] for sign in (1, -1))
    assert (verdict(STAR, up).word, verdict(STAR, down).word) == (IMPROVING, WORSENING)
    assert (verdict(PAIN, up).word, verdict(PAIN, down).word) == (WORSENING, IMPROVING)
    assert (verdict(PAIN, down).up, verdict(PAIN, up).up) == (False, True)


def test_nine_in_a_row_on_one_side_and_not_eight():
    """7 of 16 and 9 of 16, n times each, in a row: the middle is 0.5 between them."""
    eight, nine = ([(7, 16)] * many + [(9, 16)] * many for many in (8, 9))
    assert verdict(SHARE, shares(*eight)).word == NO_CLEAR_CHANGE
    found = verdict(SHARE, shares(*nine))
    assert (found.word, len(found.signal.quarters)) == (IMPROVING, 9)


def test_outside_goes_before_a_run():
    """Nine above the middle, of which the last lies outside: and the other way about below."""
    found = verdict(SHARE, shares(*[(7, 16)] * 20, *[(9, 16)] * 8, (16, 16)))
    assert (found.word, found.signal.rule) == (IMPROVING, OUTSIDE)


def test_nothing_later_is_looked_at():
    figures = shares(*CALM, (14, 16), *[(16, 16)] * 9)
    assert verdict(SHARE, figures, Q + 12) == verdict(SHARE, figures[:13])
    assert verdict(SHARE, figures, Q + 12).word == NO_CLEAR_CHANGE


def test_seven_in_a_row_two_of_three_and_a_trend_are_no_verdict():
    rising = shares(*CALM, *CALM, *[(k, 32) for k in range(13, 20)])
    found = verdict(SHARE, rising)
    assert found.word == NO_CLEAR_CHANGE and found.control.last.signals


def test_all_the_same_is_no_change_and_not_a_chart_without_limits():
    for pair in ((5, 5), (0, 9), (5, 10)):
        assert verdict(SHARE, shares(*[pair] * 12)).word == NO_CLEAR_CHANGE
    apart = shares(*[one for pair in CALM for one in (pair, None)][:-1])
    found = verdict(SHARE, apart)
    assert (found.word, found.why) == (
        NOT_JUDGED,
        "there are no limits, because too few quarters follow each other",
    )


# ---------------------------------------------------------------- not judged


def test_fewer_than_five_behind_it():
    assert verdict(SHARE, shares(*CALM, (4, 4))).why == FEW_BEHIND
    assert verdict(SHARE, shares(*CALM, (5, 5))).word == NO_CLEAR_CHANGE
    assert verdict(STAR, [average([9, -9, 9, 9], q) for q in range(Q, Q + 13)]).why == FEW_BEHIND


def test_without_a_value():
    hidden = [*shares(*CALM), Figure(Q + 12, marker="c")]
    nobody = [*shares(*CALM), Figure(Q + 12, marker="z")]
    assert verdict(SHARE, hidden).why == HIDDEN_WHY
    assert verdict(SHARE, nobody).why == "nobody could be counted in 2023/24 Q1"
    assert verdict(SHARE, shares(*CALM, None)).why == "no return covers 2023/24 Q1"
    assert verdict(SHARE, shares(*CALM), Q + 20).why == "no return covers 2025/26 Q1"
    assert verdict(SHARE, shares(None)).word == page_verdicts({SHARE: []}, Q)[SHARE].word == NOT_JUDGED


def test_a_count_whose_usual_level_is_under_five():
    """The mean of 4 and 5.5 in turn is 4.75; of 4 and 6 it is 5."""
    low, level = ([count(v, q) for q, v in enumerate(pair * 6, Q)] for pair in ((4, 5.5), (4, 6)))
    assert verdict(SESSIONS, low).why == LOW_LEVEL
    assert verdict(SESSIONS, level).word == NO_CLEAR_CHANGE


def test_counts_below_twelve_quarters():
    eleven = [count(v, q) for q, v in enumerate([9, 11] * 5 + [90], Q)]
    assert verdict(SESSIONS, eleven).why == "only 11 quarters can be compared, and 12 are needed"
    assert verdict(SESSIONS, eleven[:1]).why == "only 1 quarter can be compared, and 12 are needed"


def test_what_follows_the_school_year():
    pupils = [count(v, q) for q, v in enumerate([90, 110] * 6 + [900], Q)]
    assert verdict(PUPILS, pupils).why == SEASONAL
    assert {m.ref for m in MEASURES if m.seasonal} == {"5.1.5.a", "5.1.5.b", "5.1.6.a"}


def test_of_people_who_stay_those_who_started_are_judged():
    """80 to 84 active: no quarter says anything. Those who started are 9 and 11 in turn, and then 60."""
    figures = [count(80 + i % 5, Q + i, started) for i, started in enumerate([9, 11] * 6 + [60])]
    assert verdict(PEOPLE, figures).word == IMPROVING
    unknown = [*figures[:-1], count(84, Q + 12)]
    assert verdict(PEOPLE, unknown).why == NOT_KEPT
    shared = [count(80 + i, Q + i) for i in range(13)]
    assert verdict(PEOPLE, shared).why == NOT_SHARED


def test_gaps_are_no_quarters():
    """Eleven values and a gap: the difference decides; and a quarter before that is not there cannot be
    compared with."""
    found = verdict(SHARE, shares(*CALM[:10], None, (9, 16)))
    assert found.why == "no return covers 2022/23 Q3, and there are too few quarters for limits"


# ---------------------------------------------------------------- by the difference


def test_below_twelve_the_quarter_before_decides():
    found = verdict(SHARE, shares((3, 30), (25, 30)))
    assert (found.word, found.up, found.before.quarter, found.signal) == (IMPROVING, True, Q, None)
    assert verdict(SHARE, shares((25, 30), (3, 30))).word == WORSENING
    same = verdict(SHARE, shares((15, 30), (16, 30)))
    assert (same.word, same.up, same.before.quarter) == (NO_CLEAR_CHANGE, None, Q)
    assert verdict(SHARE, shares((0, 4), (25, 30))).why == FEW_BEFORE
    assert verdict(STAR, [average([2] * 6, Q), average([1, 2, 3, 4, 5], Q + 1)]).why == SAME_CHANGES


def test_a_chart_that_starts_anew_is_not_compared_across_the_step():
    figures = shares(*CALM, (16, 16))
    step = ChartRules(steps=(Rebasing(SHARE, Q + 12, "New provider"),))
    assert verdict(SHARE, figures, rules=step).why == "only 1 quarter can be compared, and 12 are needed"
    of_another = ChartRules(steps=(Rebasing(STAR, Q + 12, "New provider"),))
    assert verdict(SHARE, figures, rules=of_another).word == IMPROVING


def test_the_level_is_shared_out_over_the_page():
    """20 of 30 after 9 of 30, and after 10 of 30: by the chances below the first is beyond 0.1 / 11 and the
    second is not, but is beyond 0.1 / 7."""
    near = {
        figures[0].numerator: figures for figures in (shares((9, 30), (20, 30)), shares((10, 30), (20, 30)))
    }
    chances = {k: chance_of_difference(MEASURE[SHARE], *figures) for k, figures in near.items()}
    assert chances[9] < 0.1 / 11 < chances[10] < 0.1 / 10 < 0.1 / 7
    shares_of_page = [m.ref for m in MEASURES if m.statistic.percent]
    quiet = {ref: shares((15, 30), (15, 30)) for ref in shares_of_page}
    assert len(shares_of_page) == 7  # 0.1 / 7 is 0.0143
    assert page_verdicts(quiet | {SHARE: near[10]}, Q + 1)[SHARE].word == IMPROVING
    more = {
        ref: [average([1, 2, 3, 4, 5, 0], q) for q in (Q, Q + 1)]
        for ref in ("5.1.1.a", "5.1.2.a", "5.1.2.c", "5.1.4.a")
    }
    page = quiet | more  # eleven are judged so: 0.1 / 11 is 0.0091
    assert page_verdicts(page | {SHARE: near[10]}, Q + 1)[SHARE].word == NO_CLEAR_CHANGE
    assert page_verdicts(page | {SHARE: near[9]}, Q + 1)[SHARE].word == IMPROVING
    # Holm: once the first is beyond, the second needs 0.1 / 10 only.
    both = page_verdicts(page | {SHARE: near[10], "5.1.1.b": shares((3, 30), (27, 30))}, Q + 1)
    assert [both[ref].word for ref in (SHARE, "5.1.1.b")] == [IMPROVING, IMPROVING]


def test_measures_with_a_chart_have_their_part_of_what_a_page_allows():
    """One measure by its difference among eight that are judged: it may use an eighth of one in ten, 0.0125;
    among seven that are not judged it may use all."""
    charted = {m.ref: shares(*CALM) for m in MEASURES if m.statistic.percent and m.ref != SHARE}
    charted[STAR] = [average([-1, 0, 1, 2, 3], q) for q in range(Q, Q + 12)]
    late = shares(*[None] * 10, (11, 30), (20, 30))
    chance = chance_of_difference(MEASURE[SHARE], late[-2], late[-1])
    assert 0.0125 < chance < 0.1
    assert page_verdicts(charted | {SHARE: late}, Q + 11)[SHARE].word == NO_CLEAR_CHANGE
    assert page_verdicts({SHARE: late}, Q + 11)[SHARE].word == IMPROVING


def test_once_a_difference_is_not_beyond_chance_no_larger_one_is():
    """Of three 0.1 / 3, 0.1 / 2 and 0.1: the second is above its own, so the third is not looked at."""
    assert _beyond_chance({"a": 0.001, "b": 0.06, "c": 0.09}, 3) == {"a"}
    assert _beyond_chance({"a": 0.001, "b": 0.05, "c": 0.09}, 3) == {"a", "b", "c"}
    assert _beyond_chance({"a": 0.034}, 3) == _beyond_chance({}, 0) == set()
    assert _beyond_chance({"a": 0.033}, 3) == {"a"}


def test_to_nought_and_from_it():
    """A share, and an average that was 0: five people with −2 to 2, then with 6 to 10."""
    assert verdict(SHARE, shares((25, 30), (0, 30))).word == WORSENING
    assert verdict(SHARE, shares((0, 30), (25, 30))).word == IMPROVING
    still, risen = [-2, -1, 0, 1, 2], [6, 7, 8, 9, 10]
    assert verdict(STAR, [average(still), average(risen, Q + 1)]).word == IMPROVING
    assert verdict(STAR, [average(risen), average(still, Q + 1)]).word == WORSENING
    assert verdict(PAIN, [average(risen), average(still, Q + 1)]).word == IMPROVING
    # Half a point below nought: of 40 people, half of them one point down; then one down, one up.
    low, level = [-1, 0] * 20, [-1, 1] + [0] * 38
    assert verdict(STAR, [average(low), average(level, Q + 1)]).word == IMPROVING
    assert verdict(STAR, [average(level), average(low, Q + 1)]).word == WORSENING


def test_at_its_very_level_a_difference_is_beyond_chance():
    """Holm 1979: rejected where the chance is no more than its part."""
    assert _beyond_chance({"a": OF_A_PAGE}, 1) == {"a"}
    assert _beyond_chance({"a": OF_A_PAGE / 4}, 4) == {"a"}


def test_what_a_verdict_by_the_difference_says_of_its_level():
    """Two figures on a page of which both are judged: one in ten, shared out over two."""
    both = page_verdicts({SHARE: shares((15, 30), (16, 30)), "5.1.1.b": shares((15, 30), (15, 30))}, Q + 1)
    assert [both[ref].level for ref in (SHARE, "5.1.1.b")] == [0.05, 0.05]
    assert verdict(SHARE, shares(*CALM)).level == 0.0


def test_five_before_and_now_are_enough():
    assert verdict(SHARE, shares((5, 5), (5, 5))).word == NO_CLEAR_CHANGE
    assert verdict(SHARE, shares((4, 4), (5, 5))).why == FEW_BEFORE
    assert verdict(SHARE, shares((5, 5), (4, 4))).why == FEW_BEHIND


def test_the_first_quarter_after_a_step_is_compared_with_none_and_the_second_is():
    figures = shares(*CALM, (3, 16), (15, 16))
    rules = ChartRules(steps=(Rebasing(SHARE, Q + 12, "New provider"),))
    assert verdict(SHARE, figures, Q + 12, rules).why == "only 1 quarter can be compared, and 12 are needed"
    assert verdict(SHARE, figures, Q + 13, rules).word == IMPROVING


def test_a_figure_of_four_quarters_is_not_judged():
    """Even where only some of a chart's figures are of four."""
    figures = shares(*CALM, (16, 16))
    rolling = [figure._replace(rolling=True) for figure in figures]
    mixed = [figures[0]._replace(rolling=True), *figures[1:]]
    for some in (rolling, mixed):
        assert (verdict(SHARE, some).word, verdict(SHARE, some).why) == (NOT_JUDGED, ROLLS)
    assert ROLLS == "it is of four quarters together, of which neighbouring figures share three"


def test_how_often_chance_alone_shows_a_verdict():
    """A chart shows one in 0.006 of quiet quarters, a page of differences in one of ten."""
    charted = verdict(SHARE, shares(*CALM))
    compared = verdict(SHARE, shares((15, 30), (16, 30)))
    none = Verdict(NOT_JUDGED, Control())
    assert chance_of_any({}) == chance_of_any({SHARE: none}) == 0.0
    assert chance_of_any({SHARE: charted}) == 0.006
    assert chance_of_any({SHARE: compared}) == 0.1
    assert chance_of_any({SHARE: charted, "5.1.1.b": compared, STAR: none}) == pytest.approx(0.056)
    # A mean and a percentage over the same pairs count as one, two shares of other people as two.
    assert chance_of_any({"5.1.1.a": charted, "5.1.1.b": charted}) == 0.006
    assert chance_of_any({"5.1.2.a": charted, "5.1.1.b": charted}) == 0.012
    assert chance_of_any({"5.1.2.c": charted, "5.1.2.a": charted}) == 0.012  # of pain, and of the star


def test_where_a_chart_ends():
    assert segment_at(Control(), Q) is None
    control = verdict(SHARE, shares(*CALM, None)).control
    assert segment_at(control, Q + 12) is None and segment_at(control, Q + 11) is None
    known = verdict(SHARE, shares(*CALM)).control
    assert segment_at(known, Q + 11) is known.segments[-1] and segment_at(known, Q + 12) is None


def test_a_chart_stands_still_after_a_step_too():
    """Twelve quarters in which everybody had it, after a step."""
    rules = ChartRules(steps=(Rebasing(SHARE, Q + 12, "New provider"),))
    figures = shares(*CALM, *[(9, 9)] * 12)
    found = verdict(SHARE, figures, rules=rules)
    assert verdict_says(found, MEASURE[SHARE], figures[-1]) == (
        "No clear change: all 12 quarters since 2023/24 Q1 have the same value, 100%."
    )


def test_a_gap_among_quarters_that_are_alike_changes_nothing():
    assert verdict(SHARE, shares(*[(5, 5)] * 6, None, *[(5, 5)] * 6)).word == NO_CLEAR_CHANGE


def test_a_chart_is_of_the_quarters_up_to_one():
    figures = shares(*CALM, (16, 16), (15, 16))
    control = chart_of_figures(MEASURE[SHARE], figures, Q + 12)
    assert [point.period for point in control.points] == list(range(Q, Q + 13))
    assert control == chart_of_figures(MEASURE[SHARE], figures[:13], Q + 40)


def test_the_run_of_a_verdict_is_of_its_own_quarters():
    """The last nine, with a gap among them, up to the quarter in question."""
    figures = shares(*[(7, 16)] * 9, *[(9, 16)] * 4, None, *[(9, 16)] * 5)
    assert verdict(SHARE, figures).signal.quarters == tuple(q for q in range(Q + 9, Q + 19) if q != Q + 13)
    fallen = verdict(SHARE, shares(*[(9, 16)] * 9, *[(7, 16)] * 9))
    assert (fallen.word, fallen.up, fallen.signal.up) == (WORSENING, False, False)


def test_who_started_was_not_kept_though_it_is_of_earlier_stretches():
    """Twelve quarters with those who started, and one without after a step."""
    figures = [*(count(80, Q + i, started) for i, started in enumerate([9, 11] * 6)), count(80, Q + 12)]
    rules = ChartRules(steps=(Rebasing(PEOPLE, Q + 12, "New provider"),))
    assert verdict(PEOPLE, figures, rules=rules).why == NOT_KEPT
