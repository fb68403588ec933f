"""Of whom a measure's quarter was made: how many were there at each step, who was left out, and how many
changed by how much."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute import Results
from ieo_metrics.measuring.kinds.evidence import COUNTED, LEFT_OUT, OPEN, SINGLE, STATES, WHYS, ZERO_BEFORE
from ieo_metrics.measuring.origins import governing_return
from ieo_metrics.measuring.rows_behind import evidence_of_quarter


def left_out(results: Results, ref: str, quarter: Quarter) -> dict[str, int]:
    """How many were left out, by why."""
    frame = evidence_of_quarter(results, ref, quarter)
    if frame is None:
        return {}
    whys = frame["why"].to_numpy()[frame["state"].to_numpy() == LEFT_OUT]
    return {WHYS[why]: int(n) for why, n in enumerate(np.bincount(whys, minlength=len(WHYS))) if n}


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


def attrition_flow(results: Results, ref: str, quarter: Quarter) -> list[FlowStep]:
    """How many of whom the number was made: supported → first reading → second reading, or followed up →
    traced → counted. Empty for a count, and where there is no evidence."""
    measure, frame = MEASURE[ref], evidence_of_quarter(results, ref, quarter)
    if measure.counts or frame is None or not len(frame):
        return []
    state = np.bincount(frame["state"].to_numpy(), minlength=len(STATES))
    if measure.evidence == "follow-up":
        ended = int(state[COUNTED] + state[LEFT_OUT] + state[ZERO_BEFORE])
        steps = [
            FlowStep(
                "Follow-up ended in the quarter",
                ended,
                f"{state[OPEN]} more still open" if state[OPEN] else "",
            )
        ]
        steps.append(
            FlowStep(
                "Traced, and the answer known",
                ended - int(state[LEFT_OUT]),
                lost=_lost((state[LEFT_OUT], "left out")),
            )
        )
        return (
            [
                *steps,
                FlowStep(
                    "With harm before",
                    int(state[COUNTED]),
                    lost=_lost((state[ZERO_BEFORE], "without harm before")),
                ),
            ]
            if measure.topic == "harm reduced"
            else steps
        )
    pairs = int(state[COUNTED])
    supported = _supported(results, quarter) if measure.evidence == "star pairs" else None
    if supported is None:
        compared = FlowStep(
            "With an earlier score to compare", pairs, lost=_lost((state[SINGLE], "with one reading only"))
        )
        return [FlowStep("With a score in the quarter", pairs + int(state[SINGLE])), compared]
    table = results.governed.tables[results.evidence[(measure.evidence, "quarter")].table]
    paired, single, unusable = (
        _refs(table.iloc[frame["row"].to_numpy()[frame["state"].to_numpy() == one]])
        for one in (COUNTED, SINGLE, LEFT_OUT)
    )
    others = len(paired - supported)
    begun = supported & _with_reading(results, measure, quarter)
    without = begun - paired - single - unusable
    second = (
        (len(begun & single), "with one reading only"),
        (len(begun & unusable), "left out"),
        (len(without), "without a score in the quarter"),
    )
    return [
        FlowStep("Supported in the quarter", len(supported)),
        FlowStep(
            "With a first score by its end",
            len(begun),
            lost=_lost((len(supported - begun), "without a usable score by its end")),
        ),
        FlowStep(
            "With a second score in the quarter",
            pairs,
            f"{others} of them without a period of support in the quarter" if others else "",
            _lost(*second),
        ),
    ]


def change_distribution(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame:
    """How many young people changed by how many points. One row for each change that the scale allows:
    change, people, side (better, same or worse). Empty where the measure is not of changes."""
    measure, frame = MEASURE[ref], evidence_of_quarter(results, ref, quarter)
    if measure.evidence not in ("star pairs", "pain pairs") or frame is None:
        return pd.DataFrame({"change": [], "people": [], "side": []})
    widest, improves = (
        (9, 1) if measure.evidence == "star pairs" else (10 - results.settings.pain_scale_minimum, -1)
    )
    amounts = frame["amount"].to_numpy()[frame["state"].to_numpy() == COUNTED].astype(np.int64)
    changes = np.arange(-widest, widest + 1)
    side = np.select([changes * improves > 0, changes == 0], ["better", "same"], "worse")
    return pd.DataFrame(
        {"change": changes, "people": np.bincount(amounts + widest, minlength=2 * widest + 1), "side": side}
    )
