"""Who is not in a comparison of first and latest scores: how many began and were not measured again, and how
far that could move the figure. One sentence or two, and the range that they speak of.

Someone is not measured again whose first reading dates from the quarter or one of the three before it,
without one of a later day by the quarter's end. Readings count as they do everywhere, in quarters that a
return covers. Nobody is among them for more than a year. Those whose support has ended are: to ask for
support that goes on would drop just those who left.
"""

from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.figure_markers import NOBODY
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import apart_in_words, people_in_words


class OfficerColumn(NamedTuple):
    """A column of results beside a comparison of two scores, which only the officer has: its `name` there, in
    which `unit`, its `title` in the officer's workbook, and what it is."""

    name: str
    unit: str
    title: str
    meaning: str


OFFICER_COLUMNS = (
    OfficerColumn(
        "not_again",
        "young people",
        "Not measured again",
        "Young people whose first score dates from the quarter or one of the three before it, and who had no "
        "later score by the end of the quarter. Nobody is among them for more than a year.",
    ),
    OfficerColumn(
        "first_scores",
        "points",
        "First scores of those counted, added up",
        "Divided by n it is their average. Where it lies apart from that of those not measured again, the "
        "figure is about other young people than those who began.",
    ),
    OfficerColumn(
        "first_scores_not_again",
        "points",
        "First scores of those not measured again, added up",
        "Divided by how many were not measured again it is their average.",
    ),
)
MEANING = {column.title: column.meaning for column in OFFICER_COLUMNS}


def range_without_them(figure: Figure, measure: Measure) -> tuple[float, float] | None:
    """A percentage as it would be with everybody in it who was not measured again: had none of them improved,
    and had all. None where there is nobody, or no such range to tell."""
    away = figure.not_again
    if not (measure.kind.paired and measure.statistic.percent) or not away or not figure.n:
        return None
    if figure.value is None or figure.numerator is None:
        return None
    everybody = figure.n + away
    return figure.numerator / everybody, (figure.numerator + away) / everybody


def not_measured_again(figure: Figure, measure: Measure) -> str:
    """How many were not, the first scores of both, and the range; empty for a measure that is not of pairs,
    and where it is not known or not shown."""
    away = figure.not_again
    if not measure.kind.paired or away is None or not (away or figure.n):
        return ""
    if figure.value is None and figure.marker != NOBODY:
        return ""
    year = f"in the year to {label(figure.quarter)}"
    if not away:
        return f"Nobody who began {year} is still without a second score."
    was = "was" if away == 1 else "were"
    said = [f"{people_in_words(away)} began {year} and {was} not measured again by its end."]
    first = "Their first score was" if away == 1 else "Their first scores averaged"
    theirs = (figure.first_scores_not_again or 0) / away
    if not figure.n:
        said.append(f"{first} {_score(theirs, away)}.")
        return " ".join(said)
    counted = (figure.first_scores or 0) / figure.n
    those = (
        "that of the one person counted was"
        if figure.n == 1
        else f"those of the {figure.n:,} counted averaged"
    )
    said.append(f"{first} {_score(theirs, away)}; {those} {_score(counted, figure.n)}.")
    if ends := range_without_them(figure, measure):
        none, every = apart_in_words(*ends, measure, figure.n + away)
        said.append(
            f"Had they not improved, the figure would be {none}; had they, {every}."
            if away == 1
            else f"Had none of the {away:,} improved, the figure would be {none}; had all of them, {every}."
        )
    return " ".join(said)


def _score(mean: float, n: int) -> str:
    return f"{mean:.0f}" if n == 1 else f"{mean:.1f}"
