"""What is said of a count's year: where it stands, where it may end, how it compares, and whether it will
reach its target."""

from typing import NamedTuple

from ieo_metrics.framework.configuration.targets import Target, is_reached
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Change
from ieo_metrics.statistics.figure_wording import (
    NO_VALUE,
    change_with_range,
    counted_in_words,
    interval_in_words,
    value_in_words,
)
from ieo_metrics.statistics.years.year_end_projection import IN_A_YEAR, YearEnd

NOT_PROJECTED = "Percentages and averages do not add up over the year, so they are not projected to its end."


class Answer(NamedTuple):
    """Whether a year reaches its target: `short` for a table, and as the end of a sentence."""

    short: str
    words: str


REACHED = Answer("reached", "the year has reached that")
NOT_REACHED = Answer("not reached", "the year did not reach that")
WILL_REACH = Answer("will be reached", "the year will reach that, if nothing changes")
WILL_NOT_REACH = Answer("will not be reached", "the year will not reach that, if nothing changes")
CANNOT_TELL = Answer("cannot be told", "whether the year will reach that cannot be told yet")


def year_end_says(end: YearEnd, measure: Measure) -> str:
    """`So far this year: 28 sessions. If the quarters to come are like those before, the year will end with
    35 to 48 (95% range).`"""
    if end.to_date is None:
        return year_still_to_come(end, measure)
    so_far = counted_in_words(end.to_date, measure)
    # Without this a reader adds up the quarters, and finds another number.
    one, several = measure.kind.contributor
    each = "each" if several == measure.unit else f"each {one}"
    once = "" if measure.kind.adds_up else f", {each} counted once"
    if end.is_over:
        return f"The whole year: {so_far}{once}."
    return f"So far this year: {so_far}{once}. {year_still_to_come(end, measure)}"


def year_still_to_come(end: YearEnd, measure: Measure) -> str:
    """What `year_end_says` has to say beside the year to date; empty where the year is over."""
    if end.to_date is None or (end.why_none and not end.is_over):
        return f"Not projected to the year's end: {end.why_none}."
    if end.is_over:
        return ""
    like = "those before" if measure.kind.adds_up else "those of the years before"
    ends = _range_of(end, measure) + ("" if end.lower == end.upper else " (95% range)")
    return f"If the quarters to come are like {like}, the year will end with {ends}."


def year_end_in_short(end: YearEnd, measure: Measure) -> str:
    """For a table: `35 to 48`, the number of a year that is over, or a dash."""
    return NO_VALUE if end.lower is None else _range_of(end, measure)


def _range_of(end: YearEnd, measure: Measure) -> str:
    return interval_in_words(end.lower or 0, end.upper or 0, measure)


def year_answer(end: YearEnd, target: Target | None, measure: Measure) -> Answer | None:
    """Whether the year reaches four quarters at the target, as far as all of its range does; None where that
    cannot be asked: without a target or a range, or of what does not add up."""
    if target is None or end.to_date is None or end.lower is None or end.upper is None:
        return None
    if not measure.kind.adds_up:
        return None
    so_far, lower, upper = (
        is_reached(x, IN_A_YEAR * target.aim, measure) for x in (end.to_date, end.lower, end.upper)
    )
    if end.is_over:
        return REACHED if so_far else NOT_REACHED
    if lower and upper:
        return REACHED if so_far and measure.better == "higher" else WILL_REACH
    return CANNOT_TELL if lower or upper else WILL_NOT_REACH


def year_target_says(end: YearEnd, target: Target | None, measure: Measure) -> str:
    """`Four quarters at the target of 10 make 40: the year has reached that.` Of what does not add up, that
    it is not compared; empty without a target or a range."""
    if target is None or end.lower is None:
        return ""
    answer = year_answer(end, target, measure)
    if answer is None:
        return (
            "The target is for a quarter, and the year is not the sum of its quarters, so it is not compared "
            "with it."
        )
    aims = [value_in_words(aim, measure) for aim in (target.aim, IN_A_YEAR * target.aim)]
    return f"Four quarters at the target of {aims[0]} make {aims[1]}: {answer.words}."


def to_date_says(change: Change, measure: Measure) -> str:
    """`The year to date is 708: down 118 from 826 a year before (95% range −500 to +264).`, of a measure that
    follows the school year."""
    for figure, when in ((change.now, ""), (change.then, " of the year before")):
        if figure.value is None:
            why = "hidden" if figure.marker == HIDDEN else "not known"
            return f"The year to date{when} is {why}, so it cannot be compared."
    moved = change_with_range(change, measure, "a year before")
    return f"The year to date is {value_in_words(change.now.value, measure)}: {moved}."
