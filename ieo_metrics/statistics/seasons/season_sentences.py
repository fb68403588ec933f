"""What is said of the seasons of a count: which quarters of the year stand out, and what is usual next."""

from ieo_metrics.framework.dates.quarters import SPANS, label_with_months, stretch_in_words
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.statistics.seasons.usual_range import ComingQuarter, QuarterOfYear, Seasons

NONE_STANDS_OUT = "No quarter of the year stands out above the level of the year by more than chance."


def quarter_of_year_in_words(number: int) -> str:
    """`Q2 (Jul–Sep)`."""
    return f"Q{number} ({SPANS[number]})"


def range_in_words(coming: ComingQuarter) -> str:
    """`110 to 180`, a range of one number as that number."""
    return " to ".join(dict.fromkeys((f"{coming.lower:,}", f"{coming.upper:,}")))


def level_in_words(part: QuarterOfYear) -> str:
    """`28% above the level of the year (12% to 47% above)`; ends on either side of it say so."""
    ends = (part.lower, part.upper)
    sides = {_side(end) for end in ends}
    if len(sides) == 1:
        within = f"{_by(ends[0])} to {_by(ends[1])} {sides.pop()}"
    else:
        within = f"{_by(ends[0])} {_side(ends[0])} to {_by(ends[1])} {_side(ends[1])}"
    return f"{_by(part.ratio)} {_side(part.ratio)} the level of the year ({within})"


def standing_out_says(found: Seasons) -> str:
    """Which quarters of the year stand out and by how much, or that none does; why nothing is said."""
    if found.why_none:
        return found.why_none
    out = [part for part in found.year if part.stands_out]
    if not out:
        return NONE_STANDS_OUT
    return " ".join(
        f"{quarter_of_year_in_words(part.number)} stands out: {level_in_words(part)}." for part in out
    )


def next_quarters_say(found: Seasons) -> str:
    """What is usual for the next two quarters; empty where nothing is said."""
    if not found.coming:
        return ""
    each = [
        f"{range_in_words(coming)} in {label_with_months(coming.quarter)}"
        + (", which stands out" if coming.stands_out else "")
        for coming in found.coming
    ]
    like = f"If the quarters to come are like those of {stretch_in_words(found.used[0], found.used[-1])}"
    return f"{like}, there will be {list_in_words(each)} (95% ranges)."


def _by(ratio: float) -> str:
    return f"{abs(ratio - 1):.0%}"


def _side(ratio: float) -> str:
    return "above" if ratio >= 1 else "below"
