"""A question for the group beside a figure: neutral, about the service and never about one young person, and
no number in it."""

from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.verdicts import IMPROVING, WORSENING, Verdict

# By the marker that stands in place of the value.
_WITHOUT = {
    NOT_COVERED: "What is needed for the return to be here at the next meeting?",
    NOBODY: "What would let young people be measured by the next meeting?",
    HIDDEN: "Where this figure is hidden, what else could tell the group how this is going?",
}


def discussion_prompt(measure: Measure, now: Figure, verdict: Verdict) -> str:
    """What to ask the group of a measure. `now`: as it may be shared, so that nothing hidden is asked
    about."""
    if now.value is None:
        return _WITHOUT.get(now.marker, _WITHOUT[NOT_COVERED])
    if verdict.word == IMPROVING:
        return "What brought the improvement about, and can it be used elsewhere?"
    if verdict.word == WORSENING:
        return "What has changed, for young people or for the service?"
    if measure.statistic.percent and now.value == 1:
        return "What went well for every young person counted, and can it be used elsewhere?"
    return measure.topic_row.question
