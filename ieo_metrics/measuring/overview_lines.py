"""A line of the Overview for each measure: its figure now, the quarter before, the year before, its history
and its verdict.

Pure functions of results. Everything here is of all areas together and of single quarters.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.framework.configuration.targets import steps_of
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.measuring.compute_measures import ALL, Results, stands_for_quarter
from ieo_metrics.measuring.evidence_frame import ROLLING
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.control_charts.chart_sentences import regression_to_the_mean
from ieo_metrics.statistics.differences import Change, Figure, change_between
from ieo_metrics.statistics.verdict_wording import (
    chance_told,
    not_judged_told,
    smallest_change_says,
    verdict_says,
)
from ieo_metrics.statistics.verdicts import Verdict, page_verdicts, verdicts_of_quarters
from ieo_metrics.statistics.years.year_end_projection import YearEnd, count_change, to_date_change, year_end
from ieo_metrics.statistics.years.year_sentences import (
    to_date_says,
    year_end_says,
    year_still_to_come,
)


def of_measure(results: Results, ref: str) -> pd.DataFrame:
    """The results of one measure, one row per quarter, in the order of time."""
    return quarter_rows(results.frame, ref)


def quarter_rows(frame: pd.DataFrame, ref: str) -> pd.DataFrame:
    """The rows of one measure in a frame of results, one per quarter, in the order of time."""
    own = frame[frame["ref"] == ref]
    return own[stands_for_quarter(own)].reset_index(drop=True)


def of_quarter(results: Results, quarter: Quarter) -> pd.DataFrame:
    """The results of one quarter, one row per measure, in the framework's order."""
    frame = results.frame
    return frame[(frame["period"] == quarter) & stands_for_quarter(frame)].reset_index(drop=True)


def covered_quarters(results: Results) -> list[Quarter]:
    """Every quarter from the first to the last that any return covers."""
    return list(range(results.governed.first, results.governed.last + 1))


def figures_of(rows: pd.DataFrame) -> list[Figure]:
    """The rows of results one by one, with no number where there is none."""
    columns = [_numbers(rows[name]) for name in ("value", "numerator", "denominator", "lower", "upper")]
    # What is shared has no counts beside its values.
    counts = [
        rows[name].to_numpy(dtype=np.float64, na_value=0).astype(np.int64).tolist()
        for name in ("left_out", "better", "same", "worse", "ceiling")
    ]
    words = [rows[name].tolist() for name in ("marker", "note")]
    # What was kept before there were these columns does not say who started, nor who was not measured again.
    newer = [
        [None if one is None else int(one) for one in _numbers(rows[name])]
        if name in rows
        else [None] * len(rows)
        for name in ("started", "not_again", "first_scores", "first_scores_not_again")
    ]
    rolls = (rows["span"] == ROLLING).tolist()
    return [
        Figure(period, value, numerator, None if n is None else int(n), lower, upper, *rest)
        for period, value, numerator, n, lower, upper, *rest in zip(
            rows["period"].tolist(), *columns, *words, *counts, *newer, rolls, strict=True
        )
    ]


def _numbers(column: pd.Series) -> list[float | None]:
    return [
        None if np.isnan(value) else value
        for value in column.to_numpy(dtype=np.float64, na_value=np.nan).tolist()
    ]


def _figures(rows: pd.DataFrame) -> dict[str, dict[Quarter, Figure]]:
    """By measure, the figure of each row by its quarter, or that in which its period ends."""
    out: dict[str, dict[Quarter, Figure]] = {measure.ref: {} for measure in MEASURES}
    for ref, figure in zip(rows["ref"].tolist(), figures_of(rows), strict=True):
        out[ref][figure.quarter] = figure
    return out


class OverviewLine(NamedTuple):
    """One measure as the overview shows it: now, the quarter before, the same quarter a year before, every
    quarter, and its one verdict in this one. `to_date`: of a measure that follows the school year, the
    year to date beside that of the year before; `year_end`: what its year comes to; both None where no year
    to date was worked out."""

    measure: Measure
    now: Figure
    previous: Change
    year_ago: Change
    history: tuple[Figure, ...]
    verdict: Verdict
    to_date: Change | None = None
    year_end: YearEnd | None = None

    @property
    def told_first(self) -> tuple[str, Change]:
        """The change that is told where there is room for one, and from when it is."""
        return (
            ("a year before", self.year_ago) if self.against_year else ("the quarter before", self.previous)
        )

    @property
    def against_year(self) -> bool:
        """Whether it is compared with a year before only: it follows the school year, or is of four quarters,
        three of which those a quarter before have as well."""
        return self.measure.seasonal or self.now.rolling

    @property
    def name(self) -> str:
        """The measure's short name, with the four quarters that a figure is of."""
        return f"{self.measure.name}, {self.now.label}" if self.now.rolling else self.measure.name


class FiguresByMeasure(NamedTuple):
    """What the lines of any quarter are made of. `quarters`: by ref, the figure of each quarter; `years`:
    likewise, of each year to date."""

    quarters: Mapping[str, Mapping[Quarter, Figure]]
    years: Mapping[str, Mapping[Quarter, Figure]]


def figures_by_measure(frame: pd.DataFrame) -> FiguresByMeasure:
    """Read once from a frame of results, for the lines of as many quarters as are looked at."""
    return FiguresByMeasure(
        _figures(frame[stands_for_quarter(frame)]),
        _figures(frame[(frame["span"] == "year to date") & (frame["area"] == ALL)]),
    )


def overview(results: Results, quarter: Quarter) -> list[OverviewLine]:
    """All measures in the framework's order. A quarter before the first covered one is a quarter that nothing
    covers."""
    return overview_lines(results.frame, quarter, chart_rules(results))


def chart_rules(results: Results) -> ChartRules:
    """By what the charts of these results are made."""
    return ChartRules(results.settings.control_limits, results.steps)


def overview_lines(
    frame: pd.DataFrame, quarter: Quarter, rules: ChartRules = ChartRules()
) -> list[OverviewLine]:
    """As `overview`, of a frame of results alone."""
    return lines_of_figures(figures_by_measure(frame), quarter, rules)


def lines_of_figures(
    figures: FiguresByMeasure, quarter: Quarter, rules: ChartRules = ChartRules()
) -> list[OverviewLine]:
    """As `overview`, of figures that were read before."""
    out = []
    verdicts = page_verdicts(_histories(figures.quarters), quarter, rules)
    for ref, known in figures.quarters.items():
        rolls = any(figure.rolling for figure in known.values())
        now, before, year = (
            known.get(q, Figure(q, rolling=rolls)) for q in (quarter, quarter - 1, quarter - 4)
        )
        measure, to_date = MEASURE[ref], figures.years[ref]
        steps = [step.quarter for step in steps_of(rules.steps, ref) if step.quarter <= quarter]
        since = max(steps, default=0)
        out.append(
            OverviewLine(
                measure,
                now,
                change_between(measure, before, now),
                count_change(measure, known, quarter, since)
                if measure.seasonal
                else change_between(measure, year, now),
                tuple(known.values()),
                verdicts[ref],
                to_date_change(measure, to_date, quarter, since) if measure.seasonal and to_date else None,
                year_end(measure, to_date, quarter, since) if to_date else None,
            )
        )
    return out


def frame_verdicts(
    frame: pd.DataFrame, quarter: Quarter, rules: ChartRules = ChartRules()
) -> dict[str, Verdict]:
    """The verdicts of `overview_lines` alone, by ref."""
    return page_verdicts(_histories(_figures(frame[stands_for_quarter(frame)])), quarter, rules)


def verdicts_by_quarter(
    frame: pd.DataFrame, quarters: Sequence[Quarter], rules: ChartRules = ChartRules()
) -> dict[Quarter, dict[str, Verdict]]:
    """`frame_verdicts` of several quarters, each by charts with nothing later."""
    histories = _histories(_figures(frame[stands_for_quarter(frame)]))
    return dict(zip(quarters, verdicts_of_quarters(histories, quarters, rules), strict=True))


def _histories(figures: Mapping[str, Mapping[Quarter, Figure]]) -> dict[str, tuple[Figure, ...]]:
    return {ref: tuple(known.values()) for ref, known in figures.items()}


def is_first_quarter(lines: Iterable[OverviewLine]) -> bool:
    """Whether no measure has a quarter before this one, by which it could be judged."""
    return all(figure.quarter >= line.now.quarter for line in lines for figure in line.history)


def page_regression(lines: Iterable[OverviewLine]) -> str:
    """What must be said once of all changes since joining, where any is shown; else empty."""
    said = (regression_to_the_mean(line.measure) for line in lines if line.now.value is not None)
    return next(filter(None, said), "")


def page_chance(lines: Sequence[OverviewLine]) -> str:
    """What stands beside the tally of a page: what chance alone would show."""
    return chance_told({line.measure.ref: line.verdict for line in lines})


def page_not_judged(lines: Sequence[OverviewLine]) -> str:
    """Which measures of a page are not judged, and why."""
    return not_judged_told({line.measure.ref: line.verdict for line in lines})


def verdict_told(line: OverviewLine) -> str:
    """The verdict and what it rests on, and what stands beside it: the one text that every page and file
    has."""
    return f"{verdict_says(line.verdict, line.measure, line.now)} {beside_verdict(line)}".strip()


def beside_verdict(line: OverviewLine) -> str:
    """The smallest change that would have been seen, and of a measure that follows the school year how its
    year stands."""
    said = (
        smallest_change_says(line.verdict, line.measure, line.now),
        to_date_says(line.to_date, line.measure)
        if line.to_date is not None and line.now.value is not None
        else "",
    )
    return " ".join(filter(None, said))


def year_end_told(line: OverviewLine, *, beside_to_date: bool = False) -> str:
    """Where the year of a count may end; empty where it has no value, and for what does not add up.
    `beside_to_date`: whether what `beside_verdict` says stands beside it, so that the year to date is said
    once."""
    if not line.measure.counts or line.year_end is None or line.now.value is None:
        return ""
    if beside_to_date and line.to_date is not None:
        return year_still_to_come(line.year_end, line.measure)
    return year_end_says(line.year_end, line.measure)


def quarter_with_verdicts(results: Results, quarter: Quarter) -> pd.DataFrame:
    """As `of_quarter`, with the column `verdict`."""
    return of_quarter(with_verdicts(results, quarter), quarter)


def with_verdicts(results: Results, quarter: Quarter | None = None) -> Results:
    """The results, their frame with a last column `verdict`: of each measure and quarter the word of its
    verdict in that quarter; empty for areas and for longer spans. With a `quarter`, of that one alone: each
    has charts of its own, with nothing later."""
    frame, rules = results.frame, chart_rules(results)
    is_single = stands_for_quarter(frame)
    single = (is_single if quarter is None else is_single & (frame["period"] == quarter).to_numpy()).tolist()
    quarters = frame["period"][single].drop_duplicates().tolist()
    words = verdicts_by_quarter(frame, quarters, rules)
    cells = zip(frame["ref"].tolist(), frame["period"].tolist(), single, strict=True)
    verdicts = [words[period][ref].word if here else "" for ref, period, here in cells]
    return results._replace(frame=frame.assign(verdict=verdicts))
