"""A unit's figures as counts and sums, to hand over, with no rows about people and nothing that disclosure
control hid; and several units' figures together.

A file is JSON: which framework, which unit, when and by what software it was made, and one row per measure,
quarter and area with the numerator (of a count the value, of an average the sum of changes) and the
denominator. Shares and averages of several units together are worked out from these, never from shares and
averages.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ieo_metrics import __version__
from ieo_metrics.framework.dates.quarters import Quarter, label, quarters_stated
from ieo_metrics.framework.figure_markers import HIDDEN, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.statistics.intervals import wilson

WHAT, FORMAT = "figures of a violence reduction unit", 1
FRAMEWORK = "Outcomes Based Performance Framework, October 2023"
LONGEST_NAME, MOST_ROWS = 120, 200_000


class NotAFile(ValueError):
    """A file that is not a unit's figures. `str()` says what is wrong, and what to do."""


@dataclass(frozen=True)
class Unit:
    """One unit's figures: `rows` by (ref, quarter, area): numerator, denominator (None of a count) and
    marker; both None where there is no number."""

    name: str
    rows: Mapping[tuple[str, Quarter, str], tuple[float | None, float | None, str]]

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(sorted({quarter for _, quarter, _ in self.rows}))


def rollup_file(frame: pd.DataFrame, unit: str) -> bytes:
    """The file of a unit, from a frame after disclosure control: single quarters, every area. The same
    frame gives the same bytes."""
    said = {
        "what": WHAT,
        "format": FORMAT,
        "framework": FRAMEWORK,
        "unit": unit,
        "software": f"ieo_metrics {__version__}",
        "rows": [
            {
                "measure": row["ref"],
                "quarter": row["quarter"],
                "area": row["area"],
                "numerator": _number(row["numerator"]),
                "denominator": _number(row["denominator"]),
                "marker": row["marker"],
            }
            for row in frame[frame["span"] == SPANS[0]].to_dict("records")
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def _number(value: object) -> float | int | None:
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number == int(number) else number


def read_rollup(name: str, data: bytes) -> Unit:
    """A unit's figures from its file. Raises NotAFile in plain words; nothing in a doubtful file is used."""
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise NotAFile(
            f"{name} is not a file of a unit's figures. Ask the unit for the file that its dashboard makes."
        )
    if said.get("format") != FORMAT or said.get("framework") != FRAMEWORK:
        raise NotAFile(
            f"{name} was made for another framework or by another version ({said.get('framework')}). Its "
            "figures cannot be shown with the others."
        )
    unit, rows = said.get("unit"), said.get("rows")
    if (
        not isinstance(unit, str)
        or not unit.strip()
        or len(unit) > LONGEST_NAME
        or not isinstance(rows, list)
        or len(rows) > MOST_ROWS
    ):
        raise NotAFile(
            f"{name} is incomplete: it does not name a unit, or has no rows. Ask the unit for the file again."
        )
    out: dict[tuple[str, Quarter, str], tuple[float | None, float | None, str]] = {}
    for place, row in enumerate(rows, start=1):
        try:
            key, figures = _row(row)
        except (KeyError, TypeError, ValueError, IndexError):
            raise NotAFile(
                f"{name}: row {place} cannot be understood. Nothing in the file was used; ask the unit "
                "for it again."
            ) from None
        if key in out:
            raise NotAFile(f"{name}: row {place} repeats an earlier row. Nothing in the file was used.")
        out[key] = figures
    return Unit(unit.strip(), out)


def _row(row: Mapping[str, Any]) -> tuple[tuple[str, Quarter, str], tuple[float | None, float | None, str]]:
    """One row. Raises ValueError, KeyError or TypeError for what cannot be."""
    measure, (quarter,) = MEASURE[row["measure"]], quarters_stated(row["quarter"])
    area, marker = str(row["area"])[:LONGEST_NAME], str(row["marker"])[:3]
    numerator, denominator = (
        None if row[name] is None else float(row[name]) for name in ("numerator", "denominator")
    )
    if not all(math.isfinite(one) for one in (numerator, denominator) if one is not None):
        raise ValueError("no number")
    if marker == HIDDEN and (numerator is not None or denominator is not None):
        raise ValueError("a hidden figure with a number")
    if measure.counts and (denominator is not None or (numerator is not None and numerator < 0)):
        raise ValueError("a count with a denominator, or below 0")
    if (
        measure.statistic.percent
        and numerator is not None
        and not 0 <= numerator <= (denominator if denominator is not None else -1)
    ):
        raise ValueError("more than all")
    return (measure.ref, quarter, area), (numerator, denominator, marker)


@dataclass(frozen=True)
class Together:
    """One measure over several units in a quarter. `values`: each unit's (None: hidden, or none); `value`: of
    those that show theirs, together; `n`: of how many people (None of a count); `units`: of how many units;
    `lower`, `upper`: 95% interval of a share."""

    ref: str
    values: tuple[float | None, ...]
    markers: tuple[str, ...]
    value: float | None
    n: float | None
    units: int
    lower: float | None = None
    upper: float | None = None


def units_together(units: Sequence[Unit], quarter: Quarter) -> list[Together]:
    """All measures in the framework's order: each unit's figure, and that of all units that show theirs,
    recounted from sums."""
    out = []
    for m in MEASURES:
        held = [unit.rows.get((m.ref, quarter, ALL), (None, None, NOT_COVERED)) for unit in units]
        shown = [(numerator, denominator) for numerator, denominator, _ in held if numerator is not None]
        numerator, n = sum(a for a, _ in shown), sum(b or 0 for _, b in shown)
        value = None if not shown else numerator if m.counts else numerator / n if n else None
        lower = upper = None
        if m.statistic.percent and n:
            ends = wilson(pd.Series([numerator]).to_numpy(dtype=float), pd.Series([n]).to_numpy(dtype=float))
            lower, upper = float(ends[0][0]), float(ends[1][0])
        out.append(
            Together(
                m.ref,
                tuple(None if a is None else a if m.counts else a / b if b else None for a, b, _ in held),
                tuple(marker for _, _, marker in held),
                value,
                None if m.counts else n,
                len(shown),
                lower,
                upper,
            )
        )
    return out


def unit_quarters(units: Sequence[Unit]) -> list[Quarter]:
    """Every quarter that some unit has, in order."""
    return sorted({quarter for unit in units for quarter in unit.quarters})


def name_of(unit: str, quarter: Quarter) -> str:
    """`Figures of Hampshire VRU to 2024-25 Q2.json`."""
    kept = "".join(ch for ch in unit if ch.isalnum() or ch in " -").strip() or "a unit"
    return f"Figures of {kept} to {label(quarter).replace('/', '-')}.json"
