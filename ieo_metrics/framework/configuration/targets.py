"""Targets that the officer sets, and the steps from which a control chart starts anew: rows, each from a
quarter on.

The target in force in a quarter judges that quarter, whatever was agreed later. An open target ends where the
next begins.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ieo_metrics.framework.configuration.validate_officer_rows import check_words, one_quarter, row_of_file
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, Measure

# Below ten people, one of them is more than ten points.
LOWEST_N = 10
LONGEST_NAME, LONGEST_REASON = 60, 300


class Band(NamedTuple):
    """A name in the officer's words, and the least good value in it: the lowest, or for a measure that is
    better lower the highest. None: whatever is worse than the bands before it."""

    name: str
    least: float | None = None


# What a value can be instead of being in one of the officer's bands.
NO_VALUE, TOO_FEW, BEYOND = Band("no value"), Band("too few for a verdict"), Band("worse than every band")


def is_reached(value: float, least: float, measure: Measure) -> bool:
    """Whether a value is at least as good as another, by the measure's own direction."""
    return value >= least if measure.better == "higher" else value <= least


def _is_number(value: object) -> bool:
    # Neither infinite nor "not a number" is between the two.
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e12 < value < 1e12


def _check_value(value: object, ref: str, what: str) -> None:
    if not _is_number(value):
        raise ValueError(f"{what} of {ref} is {value!r}: write a number")
    measure = MEASURE[ref]
    if measure.statistic.percent and not 0 <= value <= 1:  # type: ignore[operator]
        raise ValueError(
            f"{what} of {ref} is {value}: a percentage is written as a proportion from 0 to 1, 65% as 0.65"
        )
    if measure.counts and value < 0:  # type: ignore[operator]
        raise ValueError(f"{what} of {ref} is {value}: a count cannot be below 0")


def _check_ref(ref: object) -> None:
    if not isinstance(ref, str) or ref not in MEASURE:
        raise ValueError(f"There is no measure {ref!r}: write for example {next(iter(MEASURE))}")


def _check_quarter(quarter: object, what: str) -> None:
    if isinstance(quarter, bool) or not isinstance(quarter, int):
        raise ValueError(f"{what} is {quarter!r}: it is a quarter")


@dataclass(frozen=True)
class Target:
    """What is aimed for from the quarter `start` on, up to and with `end` if there is one. `bands`: from the
    best to the worst, the first being the target itself. `lowest_n`: with fewer people there is no verdict.
    `baseline`: where the measure stood when it was set; `reason`: why it is this one."""

    ref: str
    start: Quarter
    bands: tuple[Band, ...]
    end: Quarter | None = None
    lowest_n: int = LOWEST_N
    baseline: float | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        _check_ref(self.ref)
        _check_quarter(self.start, f"The start of the target of {self.ref}")
        if self.end is not None:
            _check_quarter(self.end, f"The end of the target of {self.ref}")
            if self.end < self.start:
                raise ValueError(
                    f"The target of {self.ref} from {label(self.start)} ends before it begins, in {label(self.end)}"
                )
        if isinstance(self.lowest_n, bool) or not isinstance(self.lowest_n, int) or self.lowest_n < 1:
            raise ValueError(
                f"The lowest number of people for a verdict on {self.ref} is {self.lowest_n!r}: write a whole number from 1"
            )
        if self.baseline is not None:
            _check_value(self.baseline, self.ref, "The baseline")
        if self.reason != "":
            check_words(self.reason, f"The reason for the target of {self.ref}", LONGEST_REASON)
        self._check_bands()

    def _check_bands(self) -> None:
        if not self.bands or self.bands[0].least is None:
            raise ValueError(f"The target of {self.ref} has no value: its first band is the target itself")
        for band in self.bands:
            check_words(band.name, f"The name of a band of {self.ref}", LONGEST_NAME)
            if band.least is not None:
                _check_value(band.least, self.ref, f'The band "{band.name}"')
        if len({band.name for band in self.bands}) < len(self.bands):
            raise ValueError(f"Two bands of {self.ref} have one name")
        for better, worse in pairwise(self.bands):
            # Only the last may be whatever is left; each begins where a value is worse than all of those
            # before it.
            if better.least is None or (
                worse.least is not None and is_reached(worse.least, better.least, MEASURE[self.ref])
            ):
                raise ValueError(
                    f'The bands of {self.ref} go from the best to the worst: "{worse.name}" comes after '
                    f'"{better.name}"'
                )

    @property
    def aim(self) -> float:
        """The target itself: the least good value of the best band."""
        return float(self.bands[0].least)  # type: ignore[arg-type]

    def as_dict(self) -> dict[str, object]:
        """As it is written in a file: quarters by their names, and only what is not a default."""
        row: dict[str, object] = {
            "ref": self.ref,
            "from": label(self.start),
            "to": None if self.end is None else label(self.end),
            "bands": [{"name": b.name} | ({} if b.least is None else {"least": b.least}) for b in self.bands],
            "lowest_n": self.lowest_n,
            "baseline": self.baseline,
            "reason": self.reason or None,
        }
        return {name: value for name, value in row.items() if value is not None}


@dataclass(frozen=True)
class Rebasing:
    """The quarter from which a measure's control chart starts anew, and why: the officer's reason."""

    ref: str
    quarter: Quarter
    reason: str

    def __post_init__(self) -> None:
        _check_ref(self.ref)
        _check_quarter(self.quarter, f"The step of {self.ref}")
        check_words(
            self.reason, f"The reason for the step of {self.ref} in {label(self.quarter)}", LONGEST_REASON
        )

    def as_dict(self) -> dict[str, object]:
        return {"ref": self.ref, "quarter": label(self.quarter), "reason": self.reason}


def in_force(targets: Sequence[Target], ref: str, quarter: Quarter) -> Target | None:
    """The target that judges a measure in a quarter: the last that began, unless it has ended."""
    begun = [target for target in targets if target.ref == ref and target.start <= quarter]
    last = max(begun, key=lambda target: target.start, default=None)
    return last if last and (last.end is None or quarter <= last.end) else None


def steps_of(steps: Sequence[Rebasing], ref: str) -> list[Rebasing]:
    """The steps of one measure, in the order of time."""
    return sorted((step for step in steps if step.ref == ref), key=lambda step: step.quarter)


def band_of(target: Target, value: float | None, n: float | None, measure: Measure) -> Band:
    """The band that a value lies in, or NO_VALUE, TOO_FEW or BEYOND. `n`: the people it is of; a count has
    none, and needs none."""
    if value is None or math.isnan(value):
        return NO_VALUE
    if not measure.counts and (n is None or not n >= target.lowest_n):
        return TOO_FEW
    return next(
        (band for band in target.bands if band.least is None or is_reached(value, band.least, measure)),
        BEYOND,
    )


def _target(given: object) -> Target:
    row = row_of_file(given, {"ref", "from", "bands"}, {"to", "lowest_n", "baseline", "reason"}, "target")
    _check_ref(row["ref"])
    if not isinstance(row["bands"], list):
        raise ValueError(
            f"The bands of {row['ref']} are not a list: write each with its name and least value"
        )
    bands = [row_of_file(band, {"name"}, {"least"}, "band") for band in row["bands"]]
    ends = [
        None
        if row.get(name) is None
        else one_quarter(row[name], f"The {name!r} of the target of {row['ref']}")
        for name in ("from", "to")
    ]
    if ends[0] is None:
        raise ValueError(
            f"The 'from' of the target of {row['ref']} is missing: write a quarter such as 2024/25 Q1"
        )
    return Target(
        row["ref"],
        ends[0],
        tuple(Band(b["name"], b.get("least")) for b in bands),
        ends[1],
        row.get("lowest_n", LOWEST_N),
        row.get("baseline"),
        row.get("reason", ""),
    )


def _step(given: object) -> Rebasing:
    row = row_of_file(given, {"ref", "quarter", "reason"}, set(), "step")
    _check_ref(row["ref"])
    return Rebasing(
        row["ref"], one_quarter(row["quarter"], f"The quarter of the step of {row['ref']}"), row["reason"]
    )


def targets_of(rows: Sequence[object]) -> tuple[Target, ...]:
    """Targets from what JSON says of them. Raises ValueError saying which is wrong, and where two of one
    measure would judge the same quarter."""
    targets = sorted(map(_target, rows), key=lambda t: (t.ref, t.start))
    for target, other in pairwise(targets):
        if target.ref == other.ref and (
            target.start == other.start or (target.end is not None and target.end >= other.start)
        ):
            raise ValueError(
                f"Two targets of {target.ref} are in force in {label(other.start)}: end the first before it"
            )
    return tuple(targets)


def steps_of_rows(rows: Sequence[object]) -> tuple[Rebasing, ...]:
    """Steps from what JSON says of them. Raises ValueError saying which is wrong, and where one measure has
    two in a quarter."""
    steps = sorted(map(_step, rows), key=lambda s: (s.ref, s.quarter))
    for rebasing, other in pairwise(steps):
        if (rebasing.ref, rebasing.quarter) == (other.ref, other.quarter):
            raise ValueError(
                f"{rebasing.ref} has two steps in {label(rebasing.quarter)}: give one, with its reason"
            )
    return tuple(steps)
