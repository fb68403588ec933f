"""A unit's figures as counts and sums, to hand over, with no rows about people and nothing that disclosure
control hid; and several units' figures together.

A file is JSON: which framework, which unit, when and by what software it was made, and one row per measure,
quarter and area with the numerator (of a count the value, of an average the sum of changes) and the
denominator. Shares and averages of several units together are worked out from these, never from shares and
averages.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ieo_metrics import __version__
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.dates.quarters_in_text import quarters_stated
from ieo_metrics.framework.figure_markers import HIDDEN, MARKERS, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.read_json_files import json_of
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.statistics.intervals import wilson

WHAT, FORMAT = "figures of a violence reduction unit", 1
FRAMEWORK = "Outcomes Based Performance Framework, October 2023"
# A file of ten years and twenty areas has 15,000 rows in 2 MB.
LONGEST_NAME, MOST_ROWS, LARGEST_FILE, MOST_UNITS = 120, 40_000, 5_000_000, 50
LARGEST_FIGURE = 1_000_000_000
_PARTS = {"measure", "quarter", "area", "numerator", "denominator", "marker"}
_ASK = "Ask the unit for the file that its dashboard makes."


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
    """A unit's figures from its file, which may be anything. Raises NotAFile in plain words; nothing in a
    doubtful file is used."""
    try:
        said = json_of(data, name, "figures", LARGEST_FILE)
    except ValueError as wrong:
        raise NotAFile(f"{wrong}. {_ASK}") from None
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise NotAFile(f"{name} is not a file of a unit's figures. {_ASK}")
    if said.get("format") != FORMAT or said.get("framework") != FRAMEWORK:
        raise NotAFile(
            f"{name} was made for another framework or by another version of the dashboard. Its figures "
            f"cannot be shown with the others: this dashboard reads format {FORMAT} of the {FRAMEWORK}."
        )
    unit, rows = said.get("unit"), said.get("rows")
    called = visible(unit) if isinstance(unit, str) else ""
    if not called or len(called) > LONGEST_NAME:
        raise NotAFile(f"{name} does not name a unit in at most {LONGEST_NAME} letters. {_ASK}")
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise NotAFile(f"{name} does not hold a list of at most {MOST_ROWS:,} rows. {_ASK}")
    out: dict[tuple[str, Quarter, str], tuple[float | None, float | None, str]] = {}
    for place, row in enumerate(rows, start=1):
        try:
            key, figures = _row(row)
            if key in out:
                raise _Doubtful("gives a figure of a measure, quarter and area that an earlier row gave")
        except _Doubtful as wrong:
            raise NotAFile(f"{name}: row {place} {wrong}. Nothing in the file was used. {_ASK}") from None
        out[key] = figures
    return Unit(called, out)


class _Doubtful(ValueError):
    """What is wrong with a row, as the rest of a sentence that begins with the row."""


def _row(row: object) -> tuple[tuple[str, Quarter, str], tuple[float | None, float | None, str]]:
    """One row, each of its values of the kind that it has to be. Raises _Doubtful."""
    if not isinstance(row, dict) or not row.keys() >= _PARTS:
        raise _Doubtful(f"does not give all of {list_in_words(sorted(_PARTS))}")
    said, marker = [row[name] for name in ("measure", "quarter", "area")], row["marker"]
    if not all(isinstance(one, str) and len(one) <= LONGEST_NAME for one in (*said, marker)):
        raise _Doubtful("gives something else than a short text as its measure, quarter, area or marker")
    if said[0] not in MEASURE:
        raise _Doubtful("is of a measure that the framework does not have")
    measure, quarters = MEASURE[said[0]], quarters_stated(said[1])
    if len(quarters) != 1 or said[1] != label(quarters[0]):
        raise _Doubtful("does not name one quarter, as 2024/25 Q1")
    if marker and marker not in MARKERS:
        raise _Doubtful("has a marker that the framework does not have")
    whole = measure.counts or measure.statistic.percent
    numerator, denominator = _figure(row, "numerator", whole), _figure(row, "denominator", True)
    if marker == HIDDEN and (numerator is not None or denominator is not None):
        raise _Doubtful("gives a number for a figure that it marks as hidden")
    if (numerator is None or measure.counts) != (denominator is None):
        raise _Doubtful("has a denominator where there is none, or lacks it: only a count has none")
    if min(denominator or 0, (numerator or 0) if whole else 0) < 0:
        raise _Doubtful("gives a number of people below 0")
    if measure.statistic.percent and (numerator or 0) > (denominator or 0):
        raise _Doubtful("gives a share of more than all: its numerator is larger than its denominator")
    return (measure.ref, quarters[0], visible(said[2])), (numerator, denominator, marker)


def _figure(row: dict[str, Any], name: str, whole: bool) -> float | None:
    """A number, −0 as 0; None where there is none."""
    value = row[name]
    if value is None:
        return None
    if type(value) not in (int, float) or not abs(value) <= LARGEST_FIGURE:
        raise _Doubtful(f"has a {name} that is no number up to {LARGEST_FIGURE:,}")
    if whole and value != int(value):
        raise _Doubtful(f"has a {name} that is no whole number")
    return float(value) + 0.0


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
