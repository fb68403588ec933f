"""The question for the group: neutral, with no number in it, and nothing of a figure that is hidden."""

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.control_charts.chart_with_signals import Control
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.discussion_prompts import discussion_prompt
from ieo_metrics.statistics.verdicts import (
    IMPROVING,
    NO_CLEAR_CHANGE,
    NOT_JUDGED,
    VERDICTS,
    WORSENING,
    Verdict,
)

Q = quarter(2024, 2)


def asked(ref: str, verdict: str = NO_CLEAR_CHANGE, value: float | None = 0.5, marker: str = "") -> str:
    now = Figure(Q, value, n=None if value is None else 20, marker=marker)
    return discussion_prompt(MEASURE[ref], now, Verdict(verdict, Control()))


def test_what_would_help_those_who_did_not_improve():
    assert asked("5.1.1.b") == "What would help the young people whose score stayed the same or fell?"
    assert (
        asked("5.1.2.c", value=-0.4) == "What would help the young people whose pain stayed the same or grew?"
    )
    assert asked("5.2.1.a") == "What would help the young people who reoffended?"
    assert asked("5.2.2.a") == "What would help the young people whose harm score did not fall?"


def test_a_verdict_is_asked_about_first():
    improved = "What brought the improvement about, and can it be used elsewhere?"
    assert asked("5.1.1.b", IMPROVING) == improved
    assert asked("5.1.1.b", WORSENING) == "What has changed, for young people or for the service?"


def test_where_nobody_is_left_to_help():
    well = "What went well for every young person counted, and can it be used elsewhere?"
    assert asked("5.1.2.d", value=1.0) == well
    nobody = asked("5.1.2.d", NOT_JUDGED, None, "z")
    assert nobody == "What would let young people be measured by the next meeting?"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.ref)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_measure_has_a_question_without_a_number(measure, verdict):
    words = asked(measure.ref, verdict)
    assert words.endswith("?") and not any(ch.isdigit() for ch in words)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.ref)
def test_nothing_of_a_hidden_figure_is_asked(measure):
    """The same question whatever was hidden: it tells nothing of the figure or of its measure."""
    assert (
        asked(measure.ref, NOT_JUDGED, None, "c")
        == "Where this figure is hidden, what else could tell the group how this is going?"
    )
    assert (
        asked(measure.ref, NOT_JUDGED, None, "x")
        == "What is needed for the return to be here at the next meeting?"
    )
