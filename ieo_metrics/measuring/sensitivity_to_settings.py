"""A measure's quarter under other readings: each choice of each setting that can change it; of changes in
scores, also against another score than the first, and without who began at the best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import SETTINGS, Settings, setting_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import ALL, Results, compute_measures, statistic_of
from ieo_metrics.measuring.evidence_frame import COUNTED
from ieo_metrics.measuring.overview_lines import figures_of
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import value_in_words


@dataclass(frozen=True)
class OtherReading:
    """The measure under one choice. `difference_from_now`: in words, how it differs from the choice in force,
    of which it is empty."""

    choice: str
    figure: Figure
    in_force: bool
    difference_from_now: str


@dataclass(frozen=True)
class Readings:
    """The choices of one question, the default first. `beside`: what must be said of them."""

    title: str
    readings: tuple[OtherReading, ...]
    beside: str = ""


def _under(results: Results, measure: Measure, quarter: Quarter, settings: Settings) -> Figure:
    """The figure that other settings give. Which rows count can rest on the settings too, so they are
    governed anew."""
    governed = govern(results.governed.returns, settings)
    assert governed is not None, "the same returns covered a quarter before"
    frame = compute_measures(governed, settings, measures=(measure,)).frame
    return next(iter(figures_of(frame[frame["period"] == quarter])), Figure(quarter))


def _as_it_is(results: Results, measure: Measure, quarter: Quarter) -> Figure:
    frame = results.frame
    own = frame[
        (frame["ref"] == measure.ref)
        & (frame["span"] == "quarter")
        & (frame["area"] == ALL)
        & (frame["period"] == quarter)
    ]
    return next(iter(figures_of(own)), Figure(quarter))


def other_readings(results: Results, ref: str, quarter: Quarter) -> list[Readings]:
    """The measure's quarter under every choice of every setting that touches it, one setting at a time; of
    changes in scores also under the other readings of a pair. `results`: with their rows. Empty where nothing
    touches it, and where no return covers the quarter."""
    measure = MEASURE[ref]
    now = _as_it_is(results, measure, quarter)
    if now.marker == NOT_COVERED:
        return []
    return [*_of_settings(results, measure, quarter, now), *_of_pairs(results, measure, quarter, now)]


def _of_settings(results: Results, measure: Measure, quarter: Quarter, now: Figure) -> Iterator[Readings]:
    for setting in SETTINGS:
        touched = measure.topic in setting.touches and (measure.statistic.percent or not setting.shares_only)
        if not touched or len(setting.choices) < 2:
            continue
        readings = []
        for choice in setting.choices:
            in_force = choice == getattr(results.settings, setting.name)
            figure = (
                now
                if in_force
                else _under(results, measure, quarter, replace(results.settings, **{setting.name: choice}))
            )
            readings.append(
                OtherReading(
                    setting_in_words(choice),
                    figure,
                    in_force,
                    "" if in_force else difference_from_now(figure, now, measure),
                )
            )
        beside = " ".join(filter(None, (setting.beside, setting.given)))
        yield Readings(setting.title, tuple(readings), beside)


def _of_pairs(results: Results, measure: Measure, quarter: Quarter, now: Figure) -> Iterator[Readings]:
    """Where a first score is compared with a latest one: against the score before the latest, and without who
    could not improve."""
    evidence = results.evidence.get((measure.evidence, "quarter"))
    if evidence is None or not measure.kind.paired:
        return
    frame = evidence.of(measure.topic)
    frame = frame[(frame["period"] == quarter) & (frame["state"] == COUNTED)]
    if not len(frame):
        return
    score = results.governed.tables[evidence.table]["score"].to_numpy(dtype=np.int64, na_value=-1)
    latest, first = score[frame["row"].to_numpy()], score[frame["first"].to_numpy()]
    change = latest - score[_before(results, measure, frame["row"].to_numpy())]
    yield _two(
        "The latest score is compared with",
        ("the first ever", "the one before it"),
        now,
        _figure(measure, quarter, change, results.settings),
        measure,
    )
    best = measure.kind.best_score(results.settings)
    could = first != best
    if not could.all():
        others = _figure(measure, quarter, (latest - first)[could], results.settings)
        began = f"{(~could).sum()} of {len(frame)} began at {best} and could not improve."
        yield _two(
            "Young people who began at the best score", ("counted", "left out"), now, others, measure, began
        )


def _two(
    title: str, choices: tuple[str, str], now: Figure, other: Figure, measure: Measure, beside: str = ""
) -> Readings:
    return Readings(
        title,
        (
            OtherReading(choices[0], now, True, ""),
            OtherReading(choices[1], other, False, difference_from_now(other, now, measure)),
        ),
        beside,
    )


def _before(results: Results, measure: Measure, rows: np.ndarray) -> np.ndarray:
    """The place of each reading's own person's last usable reading of an earlier day, of one day's the newest
    return's. Every pair has one."""
    table = results.governed.tables[measure.kind.table]
    usable = table["score"].ge(measure.kind.scale(results.settings)[0]).fillna(False).to_numpy(dtype=bool)
    usable &= (table["date"].notna() & table["person_ref"].notna()).to_numpy()
    if "area" in table:
        usable &= (table["area"] == measure.topic).to_numpy()
    readings = pd.DataFrame(
        {
            "person": table["person_ref"].cat.codes,
            "day": table["date"],
            "return_no": table["return_no"],
            "place": np.arange(len(table)),
        }
    )
    known = readings[usable].sort_values(["day", "return_no"])
    asked = (
        readings.iloc[rows]
        .assign(at=np.arange(len(rows)))
        .sort_values("day", kind="stable")[["person", "day", "at"]]
    )
    return (
        pd.merge_asof(asked, known, on="day", by="person", allow_exact_matches=False)
        .sort_values("at")["place"]
        .to_numpy()
    )


def _figure(measure: Measure, quarter: Quarter, change: np.ndarray, settings: Settings) -> Figure:
    """The measure of these changes in points."""
    sums = {
        "n": len(change),
        "amount": change.sum(),
        "squares": (change * change).sum(),
        "better": (measure.kind.sides(change, settings) > 0).sum(),
    }
    numbers = statistic_of(measure, {name: np.array([value]) for name, value in sums.items()})
    known = {
        name: None if np.isnan(value[0]) else float(value[0])
        for name, value in numbers.items()
        if name != "denominator"
    }
    return Figure(quarter, n=len(change), marker="" if len(change) else NOBODY, **known)  # type: ignore[arg-type]


def difference_from_now(figure: Figure, now: Figure, measure: Measure) -> str:
    """How a figure differs from the one in force: `the same`, `7.0 points higher`, `12 fewer`. The people are
    mostly the same ones, so no interval of a difference belongs to it."""
    if figure.value is None or now.value is None:
        return (
            "the same"
            if figure.value is now.value
            else "no value"
            if figure.value is None
            else "a value, where there is none"
        )
    difference = figure.value - now.value
    if difference == 0:
        return "the same" if figure.n == now.n else f"the same, but n is {figure.n:,}, not {now.n:,}"
    if measure.counts:
        return f"{abs(difference):,.0f} {'more' if difference > 0 else 'fewer'}"
    points = abs(difference) * measure.statistic.scale
    return f"{points:.1f} points {'higher' if difference > 0 else 'lower'}"


def range_in_words(found: Sequence[Readings], now: Figure, measure: Measure) -> str:
    """What the readings come to: `60% as it is set; from 50% to 68% under the other readings, one at a
    time.`"""
    figures = [reading.figure for choices in found for reading in choices.readings if not reading.in_force]
    if not figures:
        return "No setting affects this measure."
    valued = sorted(
        (figure for figure in figures if figure.value is not None), key=lambda figure: figure.value or 0
    )
    if not valued:
        return "Counted in the other ways, it has no value."
    shown = [value_in_words(figure.value, measure, figure.n) for figure in (now, valued[0], valued[-1])]
    if len({figure.value for figure in (now, *figures)}) == 1:
        return f"{shown[0]} whichever way it is counted."
    between = shown[1] if shown[1] == shown[2] else f"from {shown[1]} to {shown[2]}"
    return f"{shown[0]} as now set; {between} counted in the other ways, one at a time."
