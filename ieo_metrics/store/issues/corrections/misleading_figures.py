"""Of the figures whose correction waits, those that would mislead if they were repeated: what is said of them
would be said otherwise of the corrected ones, or they were measured otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing
from ieo_metrics.disclosure.shareable_results import NUMBERS
from ieo_metrics.framework.configuration.settings import SETTINGS, Settings, setting_in_words
from ieo_metrics.framework.configuration.targets import TOO_FEW, Target, band_of, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.overview_lines import figures_of, verdicts_by_quarter
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.statistics.control_charts.chart_sentences import target_says
from ieo_metrics.statistics.verdicts import Verdict
from ieo_metrics.store.issues.corrections.corrections_in_words import Correction
from ieo_metrics.store.issues.issues import KEY


@dataclass(frozen=True)
class Misleading:
    """A correction that waits, and why repeating the figure that was issued would mislead, in words."""

    correction: Correction
    why: tuple[str, ...]


def misleading_figures(
    frame: pd.DataFrame,
    waiting: Sequence[Correction],
    quarter: Quarter,
    rules: ChartRules,
    targets: Sequence[Target],
    settings: Settings,
) -> list[Misleading]:
    """Of the corrections that wait, those whose figures would mislead, in their order. `frame`: what an issue
    of the `quarter` would share, in which they stand as issued; `settings`: those in force."""
    repeated = [
        correction for correction in waiting if not correction.was_hidden and _place(frame, correction) >= 0
    ]
    if not repeated:
        return []
    quarters = sorted({quarter, *(correction.quarter for correction in repeated)})

    def with_corrections(corrections: Sequence[Correction]) -> pd.DataFrame:
        return rounded_for_sharing(_corrected(frame, corrections), settings)

    shown, corrected = with_corrections([]), with_corrections(repeated)
    then, now = (verdicts_by_quarter(rows, quarters, rules) for rows in (shown, corrected))
    by_earlier = {
        earlier: verdicts_by_quarter(
            with_corrections([one for one in repeated if one.quarter == earlier]), [quarter], rules
        )[quarter]
        for earlier in quarters
        if earlier != quarter
    }
    out = []
    for correction in repeated:
        measure, own = MEASURE[correction.ref], correction.quarter
        why = [
            *_of_verdict(then[own][measure.ref], now[own][measure.ref], own),
            *_of_target(in_force(targets, measure.ref, own), correction, shown, corrected),
            *_of_settings(measure, correction.measured_by.settings, settings),
        ]
        if own != quarter:
            # What an earlier quarter is decides also what is said of the latest.
            why += _of_verdict(then[quarter][measure.ref], by_earlier[own][measure.ref], quarter)
        if why:
            out.append(Misleading(correction, tuple(why)))
    return out


def _place(frame: pd.DataFrame, correction: Correction) -> int:
    """Where the figure of a correction stands in a frame, −1 where it has no value there."""
    key = (correction.ref, correction.now["span"], correction.quarter, ALL)
    place = int(pd.MultiIndex.from_frame(frame[KEY]).get_indexer(pd.Index([key]))[0])
    return place if place >= 0 and pd.notna(frame["value"].iloc[place]) else -1


def _corrected(frame: pd.DataFrame, corrections: Sequence[Correction]) -> pd.DataFrame:
    out = frame.reset_index(drop=True)
    for correction in corrections:
        out.loc[_place(frame, correction), list(NUMBERS)] = [correction.now[name] for name in NUMBERS]
    return out


def _of_verdict(then: Verdict, now: Verdict, quarter: Quarter) -> list[str]:
    return (
        []
        if then.word == now.word
        else [f"The verdict of {label(quarter)}: “{then.word}” as issued, “{now.word}” with the correction."]
    )


def _of_target(
    target: Target | None, correction: Correction, frame: pd.DataFrame, corrected: pd.DataFrame
) -> list[str]:
    if target is None:
        return []
    place, measure = _place(frame, correction), MEASURE[correction.ref]
    figures = [figures_of(rows.iloc[[place]])[0] for rows in (frame, corrected)]
    # A range that has moved is no other answer.
    then, now = (target_says(target, figure, measure, with_range=False) for figure in figures)
    too_few = (
        figure.value is not None and band_of(target, figure.value, figure.n, measure) is TOO_FEW
        for figure in figures
    )
    if then == now or all(too_few):
        return []
    return [f"Its target: “{then}” as issued, “{now}” with the correction."]


def _of_settings(measure: Measure, then: Settings, now: Settings) -> list[str]:
    def value(settings: Settings, name: str) -> Any:
        return getattr(settings, name)

    return [
        f"It was measured otherwise: {setting.title}, {setting_in_words(value(then, setting.name))} and not "
        f"{setting_in_words(value(now, setting.name))}."
        for setting in SETTINGS
        if measure.topic in setting.touches
        and not (setting.shares_only and not measure.statistic.percent)
        and value(then, setting.name) != value(now, setting.name)
    ]
