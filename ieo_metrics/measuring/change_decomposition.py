"""Why a measure moved: its change between two quarters, or two versions of one, split into who joined, who
left, who continued, and what was corrected. The parts are fractions and add up to the change exactly.

A count or sum is split by what each contributor adds to it. A mean or share is split in three steps, each a
difference of two means: the leavers go, those who continue take their later amounts, and the joiners come.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import NOBODY
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import COUNTED
from ieo_metrics.measuring.sessions_in_hotspot_schools import school_keys
from ieo_metrics.statistics.change_decomposition_wording import Moved, Side


def contributions(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame | None:
    """What a measure's quarter is made of, over all areas. One row per contributor that counts: `key` (text
    or a tuple that says who or what it is in any quarter and version) and `amount` (a whole number: change in
    points, 1 or 0 of a share, headcount, sessions). None where no return covers the quarter; without rows
    where nobody counts."""
    measure, governed = MEASURE[ref], results.governed
    place = quarter - governed.first
    if not 0 <= place < governed.quarters or not governed.covered(measure.reads[0])[place]:
        return None
    evidence = results.evidence.get((measure.evidence, "quarter"))
    if evidence is None:
        return _frame([], np.zeros(0))
    frame = evidence.of(measure.topic)
    frame = frame[(frame["period"] == quarter) & (frame["state"] == COUNTED)]
    amounts = frame[measure.statistic.adds_up].to_numpy().astype(np.int64)
    return _frame(
        contributor_keys(governed.tables[evidence.table], frame["row"].to_numpy(), amounts, results.settings),
        amounts,
    )


def _frame(keys: Sequence[Any], amounts: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"key": pd.Series(keys, dtype=object), "amount": amounts.astype(np.int64)})


def contributor_keys(
    table: pd.DataFrame, rows: np.ndarray, amounts: np.ndarray, settings: Settings
) -> Sequence[object]:
    """A young person is known by the reference, a cohort by its school and its name, and all else by its
    content."""
    if "person_ref" in table:
        return table["person_ref"].iloc[rows].astype(object).tolist()
    days = [day.date() for day in table["date"].iloc[rows]]
    if "cohort" not in table:
        return _numbered(zip(days, table["type"].iloc[rows].astype(object), amounts.tolist(), strict=True))
    school, cohort = school_keys(table)
    words = list(zip(_schools(table, school, rows), _folded(table["cohort"].iloc[rows]), strict=True))
    # As `school_cohorts` has it: these rows are nobody's repeat.
    alone = (cohort[rows] < 0) | (school[rows] < 0) | (settings.repeated_cohorts == "added up")
    by_content = iter(_numbered((days[i], *words[i], int(amounts[i])) for i in np.flatnonzero(alone)))
    return [next(by_content) if by_itself else words[i] for i, by_itself in enumerate(alone)]


def _numbered(contents: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Each content with its running number among those that are identical."""
    seen: Counter[tuple[object, ...]] = Counter()
    out = []
    for content in contents:
        seen[content] += 1
        out.append((*content, seen[content]))
    return out


def _folded(words: pd.Series) -> list[str]:
    return ["" if pd.isna(word) else word.casefold() for word in words.astype(object)]


def _schools(table: pd.DataFrame, school: np.ndarray, rows: np.ndarray) -> list[tuple[str, str]]:
    """The school of each row as (URN, ""), or as ("", name) where neither the row nor any other of its school
    has a URN."""
    urns = {number: urn for number, urn in zip(school.tolist(), _folded(table["urn"]), strict=True) if urn}
    return [
        (urns[number], "") if number in urns else ("", name)
        for number, name in zip(school[rows].tolist(), _folded(table["school"].iloc[rows]), strict=True)
    ]


def _mean(amounts: Iterable[int]) -> Fraction:
    amounts = list(amounts)
    return Fraction(sum(amounts), len(amounts))


def _side(of: pd.DataFrame | None, measure: Measure) -> Side:
    if of is None:
        return Side()
    amounts = of["amount"].tolist()
    if measure.counts:
        return Side(Fraction(sum(amounts)), len(amounts), "")
    return Side(_mean(amounts), len(amounts), "") if amounts else Side(marker=NOBODY)


def _by_key(of: pd.DataFrame) -> dict[object, int]:
    amounts = dict(zip(of["key"], of["amount"].tolist(), strict=True))
    assert len(amounts) == len(of), "a contributor stands twice"
    return amounts


def decompose_change(before: pd.DataFrame | None, after: pd.DataFrame | None, measure: Measure) -> Moved:
    """The change between two `contributions` of a measure, and its parts. Where a side has no value there are
    none.

    Of a mean or share: left = mean before of who stayed − mean before; continued = mean after − mean before
    of who stayed; joined = mean after − mean after of who stayed. The other way round in time, every part has
    the other sign, and left is joined."""
    sides = _side(before, measure), _side(after, measure)
    if before is None or after is None or sides[0].value is None or sides[1].value is None:
        return Moved(*sides)
    then, now = _by_key(before), _by_key(after)
    both = [key for key in then if key in now]
    here = Moved(
        *sides,
        joiners=len(now) - len(both),
        leavers=len(then) - len(both),
        rose=sum(now[key] > then[key] for key in both),
        fell=sum(now[key] < then[key] for key in both),
        same=sum(now[key] == then[key] for key in both),
    )
    if measure.counts:
        stayed = Fraction(sum(then[key] for key in both)), Fraction(sum(now[key] for key in both))
    elif not both:
        return replace(here, replaced=sides[1].value - sides[0].value)
    else:
        stayed = _mean(then[key] for key in both), _mean(now[key] for key in both)
    return replace(
        here,
        left=stayed[0] - sides[0].value,
        continued=stayed[1] - stayed[0],
        joined=sides[1].value - stayed[1],
    )


def moved_between(results: Results, ref: str, earlier: Quarter, quarter: Quarter) -> Moved:
    """The change of a measure between two quarters."""
    then, now = (contributions(results, ref, one) for one in (earlier, quarter))
    return decompose_change(then, now, MEASURE[ref])
