"""The statistics that a measure can take of its evidence, one row each: what is added up, and how the result is
said, drawn and written. Nothing asks for a statistic by its name; it reads what it needs from the row."""

import math
from typing import NamedTuple


class Statistic(NamedTuple):
    """One statistic. `adds_up`: the column of the evidence that its numerator is the sum of. `heading`: of a
    table, `axis_title`: of a chart in a file, `axis`: of a chart on screen; {unit} is the measure's. `counts`: it
    is a number of something, with neither n nor interval. `percent`: a proportion of n people. `signed`: an
    average change, shown with its sign. `lowest` and `highest`: what it can be."""

    label: str
    adds_up: str
    heading: str
    axis_title: str
    axis: str
    typed_in: str  # the unit of a target, as the officer types it
    tick_format: str  # of Plotly
    office_format: str  # of Excel and PowerPoint
    lowest: float = 0.0
    highest: float = math.inf
    counts: bool = False
    percent: bool = False
    signed: bool = False
    scale: int = 1  # how many points a value of 1 is


_COUNT = ("amount", "Number of {unit}", "Number of {unit}", "{unit}", "number", ",~g", "#,##0")
MEAN = Statistic(
    "average change", "amount", "Average change, in points", "Average change, in points", "points", "points", "~g",
    '+0.0;"−"0.0;0.0', lowest=-math.inf, signed=True,
)  # fmt: skip
SHARE = Statistic(
    "percentage", "success", "Percentage", "Percentage of young people", "% of young people", "per cent", ".0%", "0%",
    highest=1.0, percent=True, scale=100,
)  # fmt: skip
PEOPLE = Statistic("count of people", *_COUNT, counts=True)
TOTAL = Statistic("sum", *_COUNT, counts=True)

UNITS: dict[str, str] = {
    "points": "points of the Outcomes Star (scores from 1 to 10) or of the pain scale (to 10): the average change since joining",
    "proportion": "a share from 0 to 1; 0.68 is 68%",
    "young people": "different young people, or their headcount at sessions",
    "school staff": "headcount at sessions",
    "sessions": "sessions delivered",
}
