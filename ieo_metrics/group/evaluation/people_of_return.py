"""Whom one provider's return has in each quarter: who was supported, who was measured when, and of whom it
is known where they live, how old they are and what else the measures are broken down by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.accepting.breakdown_groups import group_of_rows, groups_of, groups_of_people
from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.breakdowns import BREAKDOWNS
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.record_tables import TABLE, Table
from ieo_metrics.framework.return_types import ReturnType

READING = ("person", "topic", "day", "quarter", "score", "counts", "first_day", "is_first", "is_later")


def tables_of_people(return_type: ReturnType) -> list[Table]:
    """The tables in which a return tells of single young people quarter by quarter."""
    tables = (TABLE[name] for name in return_type.tables)
    return [table for table in tables if table.persons and table.counts_by != "list"]


def tables_of_support(return_type: ReturnType) -> list[Table]:
    """Those of them that list periods of support."""
    return [table for table in tables_of_people(return_type) if table.counts_by == "period"]


def kinds_of(return_type: ReturnType) -> list[EvidenceKind]:
    """The kinds of evidence that measures take of a return."""
    kinds = {measure.evidence: measure.kind for measure in MEASURES}
    return [kind for kind in kinds.values() if kind.table in return_type.tables]


@dataclass(frozen=True)
class Grouped:
    """A breakdown of all governed rows. `groups`: not known last; `of_rows`: by table, the place of each
    row's group in them; `of_people`: by reference, that of each person's latest period of support."""

    groups: tuple[str, ...]
    of_rows: Mapping[str, np.ndarray]
    of_people: pd.Series


def grouped_by_all(governed: Governed) -> dict[str, Grouped]:
    """By the name of each breakdown."""
    out = {}
    for breakdown in BREAKDOWNS:
        groups = groups_of(governed, breakdown)
        out[breakdown.name] = Grouped(
            groups,
            group_of_rows(governed, breakdown, groups),
            groups_of_people(governed.tables.get("support"), breakdown, groups),
        )
    return out


@dataclass(frozen=True)
class PeopleOfReturn:
    """The young people of one return type. Each is a place; quarters are counted from `first`.

    `supported`, `in_return`: quarters × people, whether each had a period of support there, and whether the
    return has them there at all (supported, measured, or followed up); `known`: by breakdown, quarters ×
    people; `group`: by breakdown, the name of each person's group, by their latest period of support.
    `readings`: the scores that can be used, of topics that a measure takes, with the columns of READING:
    `is_first` (of the person's first day in the topic) and `is_later` (of a later day, in a quarter that
    its return governs). `began`: the quarter in which each was measured first, of whatever topic, −1 for
    nobody who was; `began_counts`: whether the return of that quarter has it."""

    first: Quarter
    supported: np.ndarray
    in_return: np.ndarray
    known: dict[str, np.ndarray]
    group: dict[str, np.ndarray]
    readings: pd.DataFrame
    began: np.ndarray
    began_counts: np.ndarray

    def with_first(self, quarter: Quarter) -> np.ndarray:
        """Who had a first reading by the end of a quarter. bool for each person."""
        return np.asarray((self.began >= 0) & (self.began <= quarter))

    def compared(self, quarters: range) -> np.ndarray:
        """Who had a reading in one of the quarters that can be compared with an earlier one."""
        person, quarter, is_later = self._columns("person", "quarter", "is_later")
        out = np.zeros(len(self.began), dtype=bool)
        out[person[is_later & (quarter >= quarters.start) & (quarter < quarters.stop)]] = True
        return out

    def weeks_between(self, quarter: Quarter) -> np.ndarray:
        """Of each who is compared in a quarter, the weeks from the first reading to the latest in the
        quarter."""
        person, day, first_day = self._columns("person", "day", "first_day")
        at = self.readings["is_later"].to_numpy() & (self.readings["quarter"].to_numpy() == quarter)
        first, latest = np.full(len(self.began), np.inf), np.full(len(self.began), -np.inf)
        np.minimum.at(first, person[at], first_day[at])
        np.maximum.at(latest, person[at], day[at])
        return np.asarray((latest - first)[np.isfinite(first)] / 7)

    def first_scores(self, topic: str) -> np.ndarray:
        """Each person's first score of a topic; NaN where there is none. Of two of one day, the newer
        row's."""
        person, of_topic, score, is_first = self._columns("person", "topic", "score", "is_first")
        own = is_first & (of_topic == topic)
        out = np.full(len(self.began), np.nan)
        out[person[own]] = score[own]
        return out

    def _columns(self, *names: str) -> list[np.ndarray]:
        return [self.readings[name].to_numpy() for name in names]


def people_of_return(
    governed: Governed, return_type: ReturnType, settings: Settings, grouped: Mapping[str, Grouped]
) -> PeopleOfReturn | None:
    """The young people of a return; None where it tells of none."""
    frames = {
        table.name: governed.tables[table.name]
        for table in tables_of_people(return_type)
        if table.name in governed.tables
    }
    if not frames:
        return None
    refs = pd.Index([]).append([frame["person_ref"].cat.categories for frame in frames.values()]).unique()
    people = {name: _places(frame, refs) for name, frame in frames.items()}
    shape = (governed.quarters, len(refs))
    supported, in_return = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    group = {name: _group_of_each(refs, by) for name, by in grouped.items()}
    known = {name: np.tile(group[name] != by.groups[-1], (shape[0], 1)) for name, by in grouped.items()}
    for name, frame in frames.items():
        here = _counting(frame, TABLE[name]) & (people[name] >= 0)
        quarter, person = frame["quarter"].to_numpy()[here] - governed.first, people[name][here]
        in_return[quarter, person] = True
        if TABLE[name].counts_by == "period":
            supported[quarter, person] = True
        for breakdown, by in grouped.items():
            says = by.of_rows[name][here] < len(by.groups) - 1
            known[breakdown][quarter[says], person[says]] = True
    readings = pd.concat(
        [_NO_READINGS, *_readings(return_type, frames, people, settings)], ignore_index=True
    ).astype(_TYPES)
    began = _began(readings, len(refs))
    return PeopleOfReturn(governed.first, supported, in_return, known, group, readings, *began)


def _group_of_each(refs: pd.Index, by: Grouped) -> np.ndarray:
    place = by.of_people.reindex(refs).fillna(len(by.groups) - 1).to_numpy(dtype=np.int64)
    return np.asarray(np.array(by.groups, dtype=object)[place])


def _places(frame: pd.DataFrame, refs: pd.Index) -> np.ndarray:
    """The place of each row's person among all; −1 where a row names nobody."""
    codes = np.append(refs.get_indexer(frame["person_ref"].cat.categories), -1)
    return np.asarray(codes[frame["person_ref"].cat.codes.to_numpy()])


def _counting(frame: pd.DataFrame, table: Table) -> np.ndarray:
    """Which rows count in their quarter; of periods, those that can be used and are of support."""
    counts: np.ndarray = frame["counts"].to_numpy().copy()
    if "usable" in frame:
        counts &= frame["usable"].to_numpy()
    field, answer = table.supported_as
    if field:
        counts &= (frame[field] == answer).to_numpy()
    return counts


_TYPES = {
    "person": np.int64, "topic": object, "day": np.int64, "quarter": np.int64, "score": np.float64,
    "counts": bool, "first_day": np.int64, "is_first": bool, "is_later": bool,
}  # fmt: skip
_NO_READINGS = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _TYPES.items()})


def _readings(
    return_type: ReturnType,
    frames: Mapping[str, pd.DataFrame],
    people: Mapping[str, np.ndarray],
    settings: Settings,
) -> Iterator[pd.DataFrame]:
    """The usable readings of each paired kind, as `measuring.kinds.pairs` takes them."""
    for kind in kinds_of(return_type):
        if not kind.paired or kind.table not in frames:
            continue
        frame, person = frames[kind.table], people[kind.table]
        topics = {m.topic for m in MEASURES if m.kind == kind}
        topic = (
            frame["area"].astype(object) if "area" in frame else pd.Series(kind.topic_names[0], frame.index)
        )
        score = frame["score"].to_numpy(dtype=np.float64, na_value=np.nan)
        usable = (
            (person >= 0)
            & frame["date"].notna().to_numpy()
            & topic.isin(topics).to_numpy()
            & (score >= kind.scale(settings)[0])
        )
        # The newest return's, and of one return the last row's, stands last.
        order = np.lexsort((frame["row"], frame["source"], frame["return_no"]))
        at = order[usable[order]]
        day = frame["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
        out = pd.DataFrame(
            {
                "person": person[at],
                "topic": topic.to_numpy()[at],
                "day": day[at],
                "quarter": frame["quarter"].to_numpy()[at],
                "score": score[at],
                "counts": frame["counts"].to_numpy()[at],
            }
        )
        first_day = out.groupby(["person", "topic"])["day"].transform("min")
        is_later = (out["day"] > first_day) & out["counts"]
        yield out.assign(first_day=first_day, is_first=out["day"] == first_day, is_later=is_later)


def _began(readings: pd.DataFrame, people: int) -> tuple[np.ndarray, np.ndarray]:
    """The quarter of each person's earliest reading, and whether the return of that quarter has one of that
    day."""
    began, counts = np.full(people, -1, dtype=np.int64), np.zeros(people, dtype=bool)
    earliest = readings[readings["day"] == readings.groupby("person")["day"].transform("min")]
    began[earliest["person"].to_numpy()] = earliest["quarter"].to_numpy()
    counts[earliest.loc[earliest["counts"], "person"].to_numpy()] = True
    return began, counts
