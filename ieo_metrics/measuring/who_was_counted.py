"""Of whom a measure's quarter was made: how many were there at each step, who was left out, and how many
changed by how much."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import Step
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import COUNTED, LEFT_OUT, OPEN, SINGLE, STATES, WHYS
from ieo_metrics.measuring.rows_behind import evidence_of_quarter
from ieo_metrics.measuring.source_returns import governing_return


def left_out(results: Results, ref: str, quarter: Quarter) -> dict[str, int]:
    """How many were left out, by why."""
    frame = evidence_of_quarter(results, ref, quarter)
    if frame is None:
        return {}
    whys = frame["why"].to_numpy()[frame["state"].to_numpy() == LEFT_OUT]
    return {WHYS[why]: int(n) for why, n in enumerate(np.bincount(whys)) if n}


@dataclass(frozen=True)
class FlowStep:
    """One step of a funnel: what it is, how many are in it, what else must be said of it, and what was lost
    since the step before: how many, by why. Without those `beside` who were not in the step before, the
    losses add up to the difference."""

    words: str
    people: int
    beside: str = ""
    lost: tuple[tuple[int, str], ...] = ()


def _refs(frame: pd.DataFrame) -> set[str]:
    return set(frame["person_ref"].dropna().astype("str"))


def _supported(results: Results, quarter: Quarter) -> set[str] | None:
    """The references of everyone with a period of support in the quarter, in any setting; None where no
    return covers it."""
    governed = results.governed
    if "support" not in governed.tables or governing_return(governed, "support", quarter) is None:
        return None
    frame = governed.tables["support"]
    return _refs(
        frame[(frame["counts"] & frame["usable"]).to_numpy() & (frame["quarter"].to_numpy() == quarter)]
    )


def _with_reading(results: Results, measure: Measure, quarter: Quarter) -> set[str]:
    """The references of everyone with a usable reading of the measure's topic by the end of the quarter."""
    frame = results.governed.tables[measure.reads[0]]
    here = (
        frame["score"].notna().to_numpy()
        & (frame["quarter"].to_numpy() <= quarter)
        & frame["date"].notna().to_numpy()
    )
    return _refs(frame[here & (frame["area"] == measure.topic).to_numpy() if "area" in frame else here])


def _lost(*why: tuple[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple((int(people), words) for people, words in why if people)


def _steps_by_state(steps: Sequence[Step], state: np.ndarray) -> list[FlowStep]:
    """Each step with those who are left of all that are counted, or lost at one of them."""
    lost = [int(state[STATES.index(step.lost_state)]) if step.lost_state else 0 for step in steps]
    left = int(state[COUNTED]) + sum(lost) - np.cumsum(lost)
    waiting = f"{state[OPEN]} more still open" if state[OPEN] else ""
    return [
        FlowStep(step.words, int(n), "" if i else waiting, _lost((gone, step.lost_words)))
        for i, (step, n, gone) in enumerate(zip(steps, left, lost, strict=True))
    ]


def attrition_flow(results: Results, ref: str, quarter: Quarter) -> list[FlowStep]:
    """How many of whom the number was made: supported → first reading → second reading, or followed up →
    traced → counted. Empty for a count, and where there is no evidence."""
    measure, frame = MEASURE[ref], evidence_of_quarter(results, ref, quarter)
    if measure.counts or frame is None or not len(frame):
        return []
    state = np.bincount(frame["state"].to_numpy(), minlength=len(STATES))
    supported = _supported(results, quarter) if measure.kind.steps_from_support else None
    if supported is None or measure.kind.steps_from_support is None:
        return _steps_by_state((*measure.kind.steps, *measure.topic_row.steps), state)
    table = results.governed.tables[results.evidence[(measure.evidence, "quarter")].table]
    paired, single, unusable = (
        _refs(table.iloc[frame["row"].to_numpy()[frame["state"].to_numpy() == one]])
        for one in (COUNTED, SINGLE, LEFT_OUT)
    )
    words, others = measure.kind.steps_from_support, len(paired - supported)
    begun = supported & _with_reading(results, measure, quarter)
    without = begun - paired - single - unusable
    second = (
        (len(begun & single), "with one reading only"),
        (len(begun & unusable), "left out"),
        (len(without), "without a score in the quarter"),
    )
    return [
        FlowStep(words[0], len(supported)),
        FlowStep(
            words[1],
            len(begun),
            lost=_lost((len(supported - begun), "without a usable score by its end")),
        ),
        FlowStep(
            words[2],
            int(state[COUNTED]),
            f"{others} of them without a period of support in the quarter" if others else "",
            _lost(*second),
        ),
    ]


def change_distribution(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame:
    """How many young people changed by how many points. One row for each change that the scale allows:
    change, people, side (better, same or worse). Empty where the measure is not of changes."""
    measure, frame = MEASURE[ref], evidence_of_quarter(results, ref, quarter)
    if not measure.kind.paired or frame is None:
        return pd.DataFrame({"change": [], "people": [], "side": []})
    lowest, highest = measure.kind.scale(results.settings)
    amounts = frame["amount"].to_numpy()[frame["state"].to_numpy() == COUNTED].astype(np.int64)
    changes = np.arange(lowest - highest, highest - lowest + 1)
    sides = measure.kind.sides(changes, results.settings)
    return pd.DataFrame(
        {
            "change": changes,
            "people": np.bincount(amounts + highest - lowest, minlength=len(changes)),
            "side": np.select([sides > 0, sides < 0], ["better", "worse"], "same"),
        }
    )
