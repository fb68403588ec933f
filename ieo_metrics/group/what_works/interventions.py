"""Interventions beside what is published of them, and what our own returns say. Impact, strength and cost
stand apart: nothing is made of the three together."""

from collections.abc import Sequence

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.figure_wording import figure_words, no_value
from ieo_metrics.store.registers.register_rows import RegisterRow

NO_LEVEL = "not entered"


def level_of(row: RegisterRow, levels: Sequence[RegisterRow]) -> str:
    """The level of evidence of a row's programme, with the day on which it was assessed."""
    for level in levels:
        if level.values["programme"] == row.values["programme"]:
            return f"{level.words['level']} (assessed on {level.words['as_of']})"
    return NO_LEVEL


def measures_of(row: RegisterRow) -> list[str]:
    """The measures that stand beside a row, in the framework's order."""
    chosen = row.values.get("measures", [])
    return [ref for ref in MEASURE if isinstance(chosen, list) and ref in chosen]


def result_says(line: OverviewLine) -> str:
    """Our own figure, of how many, and its range: `62% of 31 young people; 95% range 44% to 77%`; why there
    is none."""
    if line.now.value is None:
        return f"no value: {no_value(line.now)}"
    value, of, _, more = figure_words(line.now, line.measure)
    return "; ".join([f"{value} {of}", *more])


def of_another_programme(row: RegisterRow, ref: str) -> str:
    """Of whom a measure is, where it is not the programme of the row; else empty."""
    programme = MEASURE[ref].programme
    return "" if programme == row.values["programme"] else f"of {programme}"
