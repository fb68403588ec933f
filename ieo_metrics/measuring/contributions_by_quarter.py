"""What the quarters of a kind of evidence are made of, contributor by contributor; and the figures of
quarters and longer periods whose quarters were read at different times: what was issued, and stands,
beside what came since.

A period is put together from its quarters, and not recounted from rows, so that a correction that one of
its quarters waits for cannot be told from it.
"""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.breakdown_groups import group_of_rows, groups_of
from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import ALONE, LARGEST, LATEST, ONCE, EvidenceKind
from ieo_metrics.framework.figure_markers import NOBODY, NOT_COVERED, PROVISIONAL
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring.change_decomposition import contributor_keys
from ieo_metrics.measuring.compute_measures import (
    ALL,
    COUNTS,
    EVIDENCE_FUNCTIONS,
    ORDER,
    period_label,
    statistic_of,
)
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    NO_SCORE,
    OPEN,
    expanded_to_periods,
    quarters_within,
)

PARTS = ("topic", "quarter", "area", "key", "state", "amount", "success", "unusable")
DISTRICT = BREAKDOWN["district"]


def measures_about_people(kind: EvidenceKind) -> list[Measure]:
    """The measures of a kind of evidence of which small numbers are hidden."""
    return [measure for measure in MEASURES if measure.evidence == kind.name and measure.about_people]


def parts_of_quarters(governed: Governed, settings: Settings, kind: EvidenceKind) -> pd.DataFrame:
    """One row per contributor, topic, quarter and area, and again for all areas together (`area`). `key`:
    who or what it is, in any quarter and version; `unusable`: a score that tells nothing."""
    table = governed.tables.get(kind.table)
    if table is None:
        return pd.DataFrame({name: [] for name in PARTS})
    groups = groups_of(governed, DISTRICT)
    by_group = group_of_rows(governed, DISTRICT, groups)[kind.table]
    frames = []
    for areas, group_of in (((ALL,), np.zeros(len(table), dtype=np.int16)), (groups, by_group)):
        evidence = EVIDENCE_FUNCTIONS[kind.name](governed, settings, "quarter", group_of)
        frame = evidence.frame
        amounts = frame["amount"].to_numpy()
        keys = contributor_keys(table, frame["row"].to_numpy(), amounts.astype(np.int64), settings)
        frames.append(
            pd.DataFrame(
                {
                    "topic": np.array(evidence.topics, dtype=object)[frame["topic"].to_numpy()],
                    "quarter": frame["period"].to_numpy(),
                    "area": np.array(areas, dtype=object)[frame["group"].to_numpy()],
                    # As text: contents of several lengths cannot be put in an order.
                    "key": pd.Series(list(map(repr, keys)), dtype=object),
                    "state": frame["state"].to_numpy(),
                    "amount": amounts,
                    "success": frame["success"].to_numpy(),
                    "unusable": frame["why"].to_numpy() == NO_SCORE,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _over_periods(parts: pd.DataFrame, kind: EvidenceKind, span: str, last: Quarter) -> pd.DataFrame:
    """One row per contributor and period, as the kind has it of who stands in several quarters of one."""
    place, period = expanded_to_periods(parts["quarter"].to_numpy(dtype=np.int64), span, last)
    spread = parts.iloc[place].assign(period=period)
    if span == "quarter" or not len(spread):
        return spread
    who = ["topic", "period", "key"]
    if kind.in_several == LATEST:
        # A person is of the area of their latest score, so that nobody stands in two of them.
        return (
            spread.assign(of_all=spread["area"] == ALL, usable=~spread["unusable"].astype(bool))
            .sort_values(["usable", "quarter"])
            .drop_duplicates([*who, "of_all"], keep="last")
        )
    who = [*who, "area"]
    if kind.in_several == ALONE:
        is_open = spread["state"] == OPEN
        ended = spread[~is_open]
        several = ended.duplicated(who, keep=False)
        ended = ended.assign(state=ended["state"].mask(several, LEFT_OUT)).drop_duplicates(who)
        return pd.concat([ended, spread[is_open].drop_duplicates(who)])
    assert kind.in_several in (ONCE, LARGEST)
    counted = spread[spread["state"] == COUNTED]
    return counted.sort_values("amount", kind="stable").drop_duplicates(who, keep="last")


def figures_of_parts(
    parts: pd.DataFrame,
    kind: EvidenceKind,
    covered: Collection[Quarter],
    quarters: Sequence[Quarter],
    areas: Sequence[str],
    spans: Sequence[str],
) -> pd.DataFrame:
    """Rows of results of the kind's measures about people, from quarters that may be of different times.
    How many were left out is not told: of a period it cannot be put together from its quarters."""
    blocks: list[dict[str, Sequence[str] | np.ndarray]] = []
    size = len(quarters) * len(areas)
    for span in spans:
        chosen = _over_periods(parts, kind, span, quarters[-1])
        is_covered = np.repeat([_span_is_covered(span, q, covered) for q in quarters], len(areas))
        labels = [period_label(q, span) for q in quarters for _ in areas]
        for measure in measures_about_people(kind):
            sums = _sums(chosen[chosen["topic"] == measure.topic], quarters, areas)
            numbers = statistic_of(measure, sums)
            numbers = {name: np.where(is_covered, values, np.nan) for name, values in numbers.items()}
            marker = np.select(
                [~is_covered, np.isnan(numbers["value"]), sums["open"] > 0],
                [NOT_COVERED, NOBODY, PROVISIONAL],
                "",
            )
            words = {"ref": [measure.ref] * size, "span": [span] * size, "unit": [measure.unit] * size}
            blocks.append({**words, "quarter": labels, **numbers, "marker": marker})
    # One frame of all the columns: to put a frame together for each measure takes most of the time.
    return pd.DataFrame(
        {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
        | {
            "period": np.tile(np.repeat(quarters, len(areas)), len(blocks)),
            "area": [*areas] * (len(quarters) * len(blocks)),
        }
        | dict.fromkeys((*COUNTS, "worse"), 0)
        | {"left_out": np.nan, "note": ""}
    )[list(ORDER)]


def _span_is_covered(span: str, last: Quarter, covered: Collection[Quarter]) -> bool:
    return all(q in covered for q in quarters_within(span, last))


def _sums(own: pd.DataFrame, quarters: Sequence[Quarter], areas: Sequence[str]) -> dict[str, np.ndarray]:
    size = len(quarters) * len(areas)
    place = (own["period"].to_numpy(dtype=np.int64) - quarters[0]) * len(areas) + pd.Index(areas).get_indexer(
        pd.Index(own["area"])
    )
    state, amount = own["state"].to_numpy(), own["amount"].to_numpy(dtype=np.float64)
    counted, success = state == COUNTED, own["success"].to_numpy(dtype=bool)

    def total(which: np.ndarray, values: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(place[which], None if values is None else values[which], size)

    return {
        "n": total(counted),
        "amount": total(counted, amount),
        "squares": total(counted, amount * amount),
        "better": total(counted & success),
        "open": total(state == OPEN),
    }


def changed_parts(before: pd.DataFrame, after: pd.DataFrame, kind: EvidenceKind) -> pd.DataFrame:
    """Each contributor whose part in a figure is another: topic, quarter (or period), area, key, and
    `people`: how many young people that is."""
    who = [name for name in ("topic", "quarter", "period", "area", "key") if name in before]
    then, now = (
        frame.loc[frame["state"] == COUNTED, [*who, "amount", "success"]] for frame in (before, after)
    )
    both = then.merge(now, on=who, how="outer", suffixes=("", "_now"), indicator=True)
    was, has = (
        both["amount"].fillna(0).to_numpy(np.float64),
        both["amount_now"].fillna(0).to_numpy(np.float64),
    )
    differs = (
        (both["_merge"] != "both").to_numpy()
        | (was != has)
        | (both["success"].astype(object) != both["success_now"].astype(object)).to_numpy()
    )
    counts = {measure.topic for measure in measures_about_people(kind) if measure.counts}
    people = np.where(both["topic"].isin(counts), np.abs(has - was), 1.0)
    out = both.assign(people=people, came=both["_merge"] == "right_only", went=both["_merge"] == "left_only")
    chosen: pd.DataFrame = out.loc[differs, [*who, "people", "came", "went"]]
    return chosen


def people_changed(
    before: pd.DataFrame, after: pd.DataFrame, kind: EvidenceKind, spans: Sequence[str], last: Quarter
) -> list[float]:
    """How many young people's parts changed, for each figure in which any did, counted one by one."""
    out: list[float] = []
    for span in spans:
        then, now = (
            _over_periods(frame, kind, span, last).drop(columns="quarter") for frame in (before, after)
        )
        changed = changed_parts(then, now, kind)
        out += changed.groupby(["topic", "period", "area"])["people"].sum().tolist()
    return out
