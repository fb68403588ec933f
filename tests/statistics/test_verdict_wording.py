"""What is said of a verdict, word for word, at its edges."""

import pytest

from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics import verdicts
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.control_charts.chart_with_signals import Control
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.verdict_wording import (
    HOW_JUDGED,
    chance_told,
    differing_told,
    not_judged_told,
    second_opinion_says,
    smallest_change_says,
    verdict_in_short,
    verdict_says,
    verdict_tally,
)
from ieo_metrics.statistics.verdicts import (
    IMPROVING,
    NO_CLEAR_CHANGE,
    NOT_JUDGED,
    WORSENING,
    Verdict,
    page_verdicts,
)
from tests.statistics.test_verdicts import CALM, PEOPLE, PUPILS, SESSIONS, SHARE, Q, average, count, shares


def said(ref: str, figures: list[Figure]) -> str:
    found = page_verdicts({ref: figures}, figures[-1].quarter)[ref]
    return verdict_says(found, MEASURE[ref], figures[-1])


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([*CALM, (16, 16)], "Improving: 2023/24 Q1 (100%) is above the upper limit of 94%."),
        ([*CALM, (0, 16)], "Worsening: 2023/24 Q1 (0%) is below the lower limit of 9%."),
        (
            CALM,
            "No clear change: 2022/23 Q4 (56%) is within the range that chance alone gives, 12% to 88%.",
        ),
        ([(7, 16)] * 9 + [(9, 16)] * 9, "Improving: the last 9 quarters are all above the average of 50%."),
        (
            [(7, 16)] * 8 + [(9, 16)] * 8,
            "No clear change: 2023/24 Q4 (56%) is within the range that chance alone gives, 12% to 88%. Worth "
            "watching: the last 8 quarters are all above the average of 50%.",
        ),
        ([(5, 5)] * 12, "No clear change: all 12 quarters have the same value, 100%."),
        ([(0, 9)] * 13, "No clear change: all 13 quarters have the same value, 0%."),
        ([(3, 30), (25, 30)], "Improving: 83% after 10% in 2020/21 Q1 is more than chance alone makes."),
        ([(25, 30), (3, 30)], "Worsening: 10% after 83% in 2020/21 Q1 is more than chance alone makes."),
        ([(15, 30), (16, 30)], "No clear change: 53% after 50% in 2020/21 Q1 could be chance alone."),
        ([(15, 30), (18, 36)], "No clear change: 50%, the same as in 2020/21 Q1."),
        ([(17, 50), (15, 44)], "No clear change: 34%, nearly the same as in 2020/21 Q1."),
        ([(1, 1)], "Change not judged: fewer than 5 young people are behind the figure."),
        ([(2, 2)], "Change not judged: fewer than 5 young people are behind the figure."),
        (
            [(5, 9)],
            "Change not judged: only 1 quarter can be compared, and 12 are needed.",
        ),
        ([(5, 9), None], "Change not judged: no return covers 2020/21 Q2."),
    ],
)
def test_of_a_percentage(pairs, says):
    assert said(SHARE, shares(*pairs)) == says


def test_of_what_is_hidden_nothing_is_said():
    assert (
        said(SHARE, [*shares(*CALM), Figure(Q + 12, marker="c")])
        == "Change not judged: the figure is hidden."
    )
    before = [Figure(Q, marker="c"), *shares(None, (9, 16))[1:]]
    assert said(SHARE, before) == (
        "Change not judged: 2020/21 Q1 is hidden, and there are too few quarters for limits."
    )


def test_of_counts():
    sessions = [count(v, q) for q, v in enumerate([9, 11] * 6 + [40], Q)]
    assert (
        said(SESSIONS, sessions[:1])
        == "Change not judged: only 1 quarter can be compared, and 12 are needed."
    )
    assert said(SESSIONS, [count(0, q) for q in range(Q, Q + 13)]) == (
        "Change not judged: the usual level is under 5."
    )
    still = [count(7, q) for q in range(Q, Q + 12)]
    assert said(SESSIONS, still) == "No clear change: all 12 quarters have the same value, 7."
    # What comes after a gap lay outside limits of no width, whatever it was.
    for moved in (8, 70, 5):
        assert said(SESSIONS, [*still, Figure(Q + 12), count(moved, Q + 13)]) == (
            "Change not judged: there are no limits, because no quarter differs from the one before it."
        )
    same = [count(80 + q % 3, q, 9) for q in range(Q, Q + 12)]
    assert said(PEOPLE, same) == "No clear change: all 12 quarters have the same value, 9 started."
    started = [count(84, q, v) for q, v in enumerate([9, 11] * 6, Q)]
    assert said(PEOPLE, started) == (
        "No clear change: 2022/23 Q4 (11 started) is within the range that chance alone gives, 5 to 15."
    )
    assert said(PUPILS, [count(100, Q)]) == (
        "Change not judged: what follows the school year is compared with the year before."
    )


def test_in_short_and_the_tally():
    rising = page_verdicts({SHARE: shares(*[(7, 16)] * 8, *[(9, 16)] * 8)}, Q + 15)[SHARE]
    assert verdict_in_short(rising) == "no clear change; worth watching"
    words = (IMPROVING, NO_CLEAR_CHANGE, NOT_JUDGED, NOT_JUDGED)
    verdicts = [Verdict(word, Control()) for word in words]
    assert [verdict_in_short(one) for one in verdicts] == list(words)
    assert verdict_tally(verdicts) == "1 improving · 0 worsening · 1 no clear change · 2 not judged"
    assert verdict_tally([]) == "0 improving · 0 worsening · 0 no clear change · 0 not judged"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.ref)
def test_every_measure_has_a_sentence_without_a_figure(measure):
    nothing = Figure(Q)
    found = page_verdicts({measure.ref: [nothing]}, Q)[measure.ref]
    assert verdict_says(found, measure, nothing) == "Change not judged: no return covers 2020/21 Q1."
    assert WORSENING not in verdict_says(found, measure, nothing)


def test_chance_is_told_beside_the_tally():
    """Twelve quarters of a mean and a percentage over the same pairs, and of one more percentage: two charts, 2 ×
    0.006, one quarter in 83. One of four by its difference besides has a quarter of one in ten."""
    charted = {ref: page_verdicts({ref: shares(*CALM)}, Q + 11)[ref] for ref in ("5.1.1.b", SHARE)}
    star = [average([-1, 0, 1, 2, 3], q) for q in range(Q, Q + 12)]
    charted["5.1.1.a"] = page_verdicts({"5.1.1.a": star}, Q + 11)["5.1.1.a"]
    assert chance_told(charted).endswith("in about one quarter in 83.")
    compared = page_verdicts({"5.1.2.d": shares((9, 30), (10, 30))}, Q + 1)
    assert chance_told(charted | compared).endswith("in about one quarter in 27.")  # 0.012 + 0.025
    assert chance_told(compared).endswith("in about one quarter in 10.")
    assert chance_told({}) == chance_told({SHARE: Verdict(NOT_JUDGED, Control())}) == ""


def test_what_is_not_judged_is_listed_by_its_reason():
    seasonal, few = (Verdict(NOT_JUDGED, Control(), why) for why in ("it is seasonal", "too few"))
    judged = Verdict(NO_CLEAR_CHANGE, Control())
    assert not_judged_told({}) == not_judged_told({"5.1.1.a": judged}) == ""
    told = not_judged_told({"5.1.5.a": seasonal, "5.1.1.a": judged, "5.3.1.a": few, "5.1.6.a": seasonal})
    assert told == "Not judged: 5.1.5.a and 5.1.6.a (it is seasonal); 5.3.1.a (too few)."


def test_young_people_in_both_quarters_are_said():
    said_of = said("5.1.1.b", shares((15, 30), (16, 30)))
    assert said_of == (
        "No clear change: 53% after 50% in 2020/21 Q1 could be chance alone; young people seen in both quarters "
        "are in both figures."
    )


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (CALM, "At 16 young people, a true change to 12% or to 88% would be seen about one time in three."),
        # Of 20 at 10% none is no wonder, and 8 are beyond the limit of 7. One and three in turn: z ±0.745, σ_z 1.49
        # / 1.128 = 1.32, and the limit as much further out: 0.1 + 1.32 × 0.25.
        ([(2, 20)] * 13, "At 20 young people, a true change to 35% would be seen about one time in three."),
        (
            [(1, 20), (3, 20)] * 6,
            "At 20 young people, a true change to 43% would be seen about one time in three.",
        ),
        ([(2, 5), (3, 5)] * 6, "With so few young people no change could be seen in one quarter."),
        ([*CALM, (16, 16)], ""),  # a change was seen
        # No chart, and nothing else on the page: 8 and 22 of 30 after 15 are 0.062 by chance, 9 and 21 more than 0.1.
        (
            [(15, 30), (16, 30)],
            "At 30 young people, a true change to 27% or to 73% would be seen about one time in two.",
        ),
        # 90% of 1 − 2 / 5: 0.6 ± 0.48 downwards; of 1 − 3 / 5: 0.4 ± 0.435.
        ([(5, 5), (5, 5)], "At 5 young people, a true change to 40% would be seen about one time in two."),
        ([*CALM, (2, 2)], ""),  # not judged
        ([(5, 5)] * 12, ""),  # no limits
    ],
)
def test_what_would_have_been_seen(pairs, says):
    found = page_verdicts({SHARE: shares(*pairs)}, Q + len(pairs) - 1)[SHARE]
    assert smallest_change_says(found, MEASURE[SHARE], shares(*pairs)[-1]) == says


def test_of_those_who_started_the_word_stands_once():
    """Means of 10, ranges of 2: 10 ± 5.32; of 2 and 4 in turn only the upper end is one."""
    for values, says in (
        ([9, 11], "A true change to 5 or to 15 started"),
        ([2, 4], "A true change to 8 started"),
    ):
        started = [count(84, q, v) for q, v in enumerate(values * 6, Q)]
        found = page_verdicts({PEOPLE: started}, Q + 11)[PEOPLE]
        judged = found._replace(word=NO_CLEAR_CHANGE)
        assert (
            smallest_change_says(judged, MEASURE[PEOPLE], started[-1])
            == f"{says} would be seen about one time in three."
        )


def opinion(*pairs: tuple[int, int]) -> str:
    figures = shares(*pairs)
    found = page_verdicts({SHARE: figures}, figures[-1].quarter)[SHARE]
    return second_opinion_says(found, MEASURE[SHARE], figures, figures[-1], ChartRules())


def test_the_second_opinion_of_making_data_count():
    """5 of 5 after CALM: level limits know nothing of n, and of twelve ranges eleven are 0.125 and the last 0.4375."""
    assert opinion(*CALM) == "A chart by the letter of Making Data Count agrees: no clear change."
    assert opinion(*CALM, (5, 5)).startswith(
        "A chart by the letter of Making Data Count would say improving, because 2023/24 Q1 (100%) is above the "
        "upper limit of "
    )
    calm = shares(*CALM)
    judged = page_verdicts({SHARE: calm}, calm[-1].quarter)[SHARE]._replace(word=IMPROVING)
    assert second_opinion_says(judged, MEASURE[SHARE], calm, calm[-1], ChartRules()) == (
        "A chart by the letter of Making Data Count would say no clear change; the verdict stands."
    )
    assert opinion(*CALM, (16, 16)) == "A chart by the letter of Making Data Count agrees: improving."
    eight = opinion(*[(7, 16)] * 8, *[(9, 16)] * 8)
    # Fifteen ranges, of which one is 0.125: 0.5 ± 2.66 × 0.0083.
    assert eight.endswith("(56%) is above the upper limit of 52%; the verdict stands.")
    assert opinion((15, 30), (16, 30)) == (
        "By the letter of Making Data Count there would be no limits yet: 12 quarters are needed."
    )
    assert opinion((1, 1)) == ""
    assert opinion(*[(5, 5)] * 12) == (
        "By the letter of Making Data Count there would be no limits, because no quarter differs from the one "
        "before it."
    )


def test_five_young_people_tell_no_change_at_the_level_of_a_full_page():
    """3 of 5 and none of 5, the furthest there is: at 2.576 standard errors Wilson's intervals end at 0.169 and 0.570,
    and √(0.431² + 0.570²) is more than 0.6, so chance alone makes that more often than once in 100."""
    figures = shares((3, 5), (3, 5))
    found = page_verdicts({SHARE: figures}, Q + 1)[SHARE]
    said = smallest_change_says(found._replace(level=0.1 / 19), MEASURE[SHARE], figures[-1])
    assert said == "With so few young people no change could be seen in one quarter."


def test_the_verdicts_that_everyone_else_has_otherwise_are_named():
    none, up, no = (Verdict(word, Control()) for word in (NOT_JUDGED, IMPROVING, NO_CLEAR_CHANGE))
    own = {"5.1.1.a": no, "5.1.1.b": no, "5.1.3.a": up, "5.1.3.b": none}
    assert differing_told(own, own, 2) == "Everyone else sees issue 2, with the same 4 verdicts."
    assert differing_told(own, own | {"5.1.3.a": no}, 1) == (
        "Everyone else sees issue 1, with 1 of the 4 verdicts different: 5.1.3.a (improving here, no clear change "
        "there)."
    )
    assert differing_told(own, dict.fromkeys(own, none), 3) == (
        "Everyone else sees issue 3, with 3 of the 4 verdicts different: 5.1.1.a and 5.1.1.b (no clear change here, "
        "not judged there); 5.1.3.a (improving here, not judged there)."
    )


def test_how_measures_are_judged_and_what_chance_alone_shows() -> None:
    """Two figures of 30 people, of one measure: a page shows a verdict by chance in one quarter of ten."""
    assert HOW_JUDGED == (
        "Each measure is compared with its own history, as far as this quarter. It is called improving or "
        "worsening only where a quarter lies outside the range that chance alone gives, or 9 quarters in a row "
        "lie on one side of the average; below 12 quarters, where the difference from the quarter before is "
        "more than chance alone makes. Measures that follow the school year are not judged."
    )
    assert chance_told(page_verdicts({SHARE: shares((15, 30), (16, 30))}, Q + 1)) == (
        "If nothing had changed, chance alone would show something improving or worsening here in about one "
        "quarter in 10."
    )
    assert chance_told({}) == ""


def test_why_a_measure_is_not_judged_in_words() -> None:
    assert verdicts.FEW_BEFORE == ("fewer than 5 young people were behind the figure of the quarter before")
    assert verdicts.NOT_SHARED == (
        "it goes by how many young people start in a quarter, and that number is not shared"
    )
    assert verdicts.NOT_KEPT == "how many young people started in the quarter was not kept"
    assert verdicts.SAME_CHANGES == ("a figure without a range cannot be compared with the quarter before")
