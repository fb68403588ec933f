"""Pairs of readings: a person's earliest reading ever, and their latest dated in the period, if it is of a
later day."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.questions.alike_references import PERSON_IN_QUESTION
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    NO_FIRST,
    NO_SCORE,
    ROLLING,
    SINGLE,
    Evidence,
    best_of_each,
    concatenated,
    counts_until,
    ends_of_runs,
    evidence_rows,
    expanded_to_periods,
    runs_of_periods,
)

MEASURED = frozenset(m.topic for m in MEASURES)


class _Readings(NamedTuple):
    """The readings of a table that a measure takes, of whom and when is known. `at`: their places in the
    table; `topic`, `day` (days since 1970), `score` (−1 where there is none), `quarter`, `counts`, `asked`
    (the open question on spellings that the person is part of, −1 for none): of each of them; `key`: alike
    for those of one person and topic.

    `rows`: those with a usable score, in order of person and topic, then day, then return: of one day's
    readings the newest return's stands last. `group`: which person and topic each of `rows` is of.
    `baseline`: of each person and topic, the reading of the first day."""

    at: np.ndarray
    topic: np.ndarray
    day: np.ndarray
    score: np.ndarray
    quarter: np.ndarray
    counts: np.ndarray
    asked: np.ndarray
    key: np.ndarray
    rows: np.ndarray
    group: np.ndarray
    baseline: np.ndarray

    @staticmethod
    def of(kind: EvidenceKind, governed: Governed, settings: Settings) -> "_Readings":
        frame, topics = governed.tables[kind.table], kind.topic_names
        person, days = frame["person_ref"].cat.codes.to_numpy(), frame["date"].to_numpy()
        known = (person >= 0) & ~np.isnat(days)
        topic = np.zeros(len(frame), dtype=np.int64)
        if "area" in frame:
            topic = frame["area"].cat.codes.to_numpy().astype(np.int64)
            is_measured = np.array([topic in MEASURED for topic in topics])
            known &= (topic >= 0) & is_measured[topic]
        at = np.flatnonzero(known)
        topic, person = topic[at], person[at].astype(np.int64)
        day, score = days[at].astype("datetime64[D]").astype(np.int64), frame["score"].array[at]
        score = score.to_numpy(dtype=np.int64, na_value=-1)
        asked = np.repeat(-1, len(at))
        if PERSON_IN_QUESTION in frame:
            asked = frame[PERSON_IN_QUESTION].to_numpy()[at]

        key = person * len(topics) + topic
        rows = np.flatnonzero(score >= kind.scale(settings)[0])
        rows = rows[order_by(key[rows], day[rows], frame["return_no"].to_numpy()[at[rows]])]
        last_of_person, ordered_days = ends_of_runs(key[rows]), day[rows]
        readings = np.diff(last_of_person, prepend=-1)
        group = np.repeat(np.arange(len(readings)), readings)
        first_place = last_of_person - readings + 1
        of_first_day = ordered_days == np.repeat(ordered_days[first_place], readings)
        # The rows of the first day stand first in their group, so the count of them ends at the reading that
        # serves as baseline.
        baseline = rows[first_place + np.bincount(group[of_first_day], minlength=len(readings)) - 1]
        quarter, counts = (frame[name].to_numpy()[at] for name in ("quarter", "counts"))
        return _Readings(at, topic, day, score, quarter, counts, asked, key, rows, group, baseline)

    def latest_of_periods(self, span: str, last: Quarter) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of each person, topic and quarter with a reading that counts, the place in `rows` of its last one;
        and from which period on, and up to before which, that is the latest. It is so until the next one, as
        long as its quarter counts; so they come in order of person, topic and period."""
        counting = np.flatnonzero(self.counts[self.rows])
        quarter = self.quarter[self.rows[counting]]
        ends = ends_of_runs(self.group[counting], quarter)
        place, began = counting[ends], quarter[ends].astype(np.int64)
        whose, until = self.group[place], np.minimum(counts_until(began, span), last + 1)
        follows = np.flatnonzero(whose[1:] == whose[:-1])
        until[follows] = np.minimum(until[follows], began[follows + 1])
        return place, began, until

    def lack_their_first(self) -> np.ndarray:
        """Of each person and topic, whether the first score is not known: while it is open whether another
        spelling is the same person, whose first score is earlier."""
        firsts = self.baseline
        return _has_earlier(self.asked[firsts], self.topic[firsts], self.day[firsts])


def score_pairs(
    kind: EvidenceKind, governed: Governed, settings: Settings, span: str, groups: np.ndarray
) -> Evidence:
    """One row per person, topic that a measure takes, and period. `amount` is latest − first, in points."""
    readings = _Readings.of(kind, governed, settings)
    day, score = readings.day, readings.score
    place, began, until = readings.latest_of_periods(span, governed.last)
    place, period = np.repeat(place, until - began), runs_of_periods(began, until)
    latest, group = readings.rows[place], readings.group[place]
    first = readings.baseline[group]
    is_pair = day[latest] > day[first]
    change = np.where(is_pair, score[latest] - score[first], 0)
    unknown = readings.lack_their_first()[group]
    row = readings.at[latest]
    frames = [
        evidence_rows(
            len(latest),
            topic=readings.topic[latest],
            period=period,
            group=groups[row],
            state=np.where(unknown, LEFT_OUT, np.where(is_pair, COUNTED, SINGLE)),
            amount=change,
            success=(kind.sides(change, settings) > 0) & ~unknown,
            why=np.where(unknown, NO_FIRST, 0),
            row=row,
            first=np.where(is_pair & ~unknown, readings.at[first], -1),
        )
    ]
    unusable = np.flatnonzero((score < kind.scale(settings)[0]) & readings.counts)
    if len(unusable):
        place, when = expanded_to_periods(readings.quarter[unusable], span, governed.last)
        unusable, key = unusable[place], readings.key
        one_each = best_of_each(np.zeros(len(unusable), dtype=np.int64), key[unusable], when)
        unusable, when = unusable[one_each], when[one_each]
        wide = governed.last + 2
        had, asked = (
            key[latest] * wide + period,
            key[unusable] * wide + when,
        )  # the first are in order already
        had_reading = np.append(had, -1)[np.searchsorted(had, asked)] == asked
        unusable, when = unusable[~had_reading], when[~had_reading]
        row = readings.at[unusable]
        frames.append(
            evidence_rows(
                len(unusable),
                topic=readings.topic[unusable],
                period=when,
                group=groups[row],
                state=LEFT_OUT,
                why=NO_SCORE,
                row=row,
            )
        )
    return Evidence(kind.table, kind.topic_names, concatenated(frames))


def single_readings_in_years(
    kind: EvidenceKind, governed: Governed, settings: Settings, groups: np.ndarray
) -> Evidence:
    """Of the evidence over rolling years, only those with one reading; they are few, and all that is asked of
    those years beside other spans."""
    readings = _Readings.of(kind, governed, settings)
    place, began, until = readings.latest_of_periods(ROLLING, governed.last)
    whose = readings.group[place]
    firsts = readings.baseline[whose]
    alone = readings.day[readings.rows[place]] <= readings.day[firsts]
    alone &= ~readings.lack_their_first()[whose]
    place, began, until = place[alone], began[alone], until[alone]
    latest = np.repeat(readings.rows[place], until - began)
    row = readings.at[latest]
    frame = evidence_rows(
        len(latest),
        topic=readings.topic[latest],
        period=runs_of_periods(began, until),
        group=groups[row],
        state=SINGLE,
        row=row,
    )
    return Evidence(kind.table, kind.topic_names, concatenated([frame]))


def _has_earlier(asked: np.ndarray, topic: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Of the first readings of people, whether another one that is part of the same open question is of an
    earlier day. `asked`: the question that each is part of, −1 for none."""
    out = np.zeros(len(asked), dtype=bool)
    rows = np.flatnonzero(asked >= 0)
    if len(rows):
        firsts = pd.DataFrame({"asked": asked[rows], "topic": topic[rows], "day": day[rows]})
        out[rows] = day[rows] > firsts.groupby(["asked", "topic"])["day"].transform("min").to_numpy()
    return out
