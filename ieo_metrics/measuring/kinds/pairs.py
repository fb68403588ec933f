"""Pairs of readings: a person's earliest reading ever, and their latest dated in the period, if it is of a
later day."""

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.questions.alike_references import PERSON_IN_QUESTION
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    NO_FIRST,
    NO_SCORE,
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


def score_pairs(
    kind: EvidenceKind, governed: Governed, settings: Settings, span: str, groups: np.ndarray
) -> Evidence:
    """One row per person, topic that a measure takes, and period. `amount` is latest − first, in points."""
    frame, topics = governed.tables[kind.table], kind.topic_names
    person, days = frame["person_ref"].cat.codes.to_numpy(), frame["date"].to_numpy()
    topic = (
        frame["area"].cat.codes.to_numpy().astype(np.int64)
        if "area" in frame
        else np.zeros(len(frame), dtype=np.int64)
    )
    score = frame["score"].to_numpy(dtype=np.int64, na_value=-1)
    is_measured = np.array([topic in MEASURED for topic in topics])
    known = (person >= 0) & (topic >= 0) & is_measured[topic] & ~np.isnat(days)
    usable = known & (score >= kind.scale(settings)[0])
    key = person.astype(np.int64) * len(topics) + topic
    day, counts, quarter = (
        days.astype("datetime64[D]").astype(np.int64),
        frame["counts"].to_numpy(),
        frame["quarter"].to_numpy(),
    )

    # In order of person and topic, then day, then return: of one day's readings the newest return's stands
    # last.
    rows = np.flatnonzero(usable)
    rows = rows[order_by(key[rows], day[rows], frame["return_no"].to_numpy()[rows])]
    last_of_person, ordered_days = ends_of_runs(key[rows]), day[rows]
    readings = np.diff(last_of_person, prepend=-1)
    group = np.repeat(np.arange(len(readings)), readings)
    first_place = last_of_person - readings + 1
    of_first_day = ordered_days == np.repeat(ordered_days[first_place], readings)
    # The rows of the first day stand first in their group, so the count of them ends at the reading that
    # serves as baseline.
    baseline = rows[first_place + np.bincount(group[of_first_day], minlength=len(readings)) - 1]

    # The last reading of each quarter is the latest until the next one, as long as its quarter counts; so
    # they come in order of person, topic and period.
    counting = np.flatnonzero(counts[rows])
    last_of_quarter = counting[ends_of_runs(group[counting], quarter[rows[counting]])]
    began, whose = quarter[rows[last_of_quarter]].astype(np.int64), group[last_of_quarter]
    until = np.minimum(counts_until(began, span), governed.last + 1)
    follows = np.flatnonzero(whose[1:] == whose[:-1])
    until[follows] = np.minimum(until[follows], began[follows + 1])
    place, period = np.repeat(last_of_quarter, until - began), runs_of_periods(began, until)
    latest, first = rows[place], baseline[group[place]]
    is_pair = day[latest] > day[first]
    change = np.where(is_pair, score[latest] - score[first], 0)
    # While it is open whether another spelling is the same person, whose first score is earlier, theirs is
    # not known.
    asked = np.repeat(-1, len(last_of_person))
    if PERSON_IN_QUESTION in frame:
        asked = frame[PERSON_IN_QUESTION].to_numpy()[baseline]
    unknown = _has_earlier(asked, topic[baseline], day[baseline])[group[place]]
    frames = [
        evidence_rows(
            len(latest),
            topic=topic[latest],
            period=period,
            group=groups[latest],
            state=np.where(unknown, LEFT_OUT, np.where(is_pair, COUNTED, SINGLE)),
            amount=change,
            success=(kind.sides(change, settings) > 0) & ~unknown,
            why=np.where(unknown, NO_FIRST, 0),
            row=latest,
            first=np.where(is_pair & ~unknown, first, -1),
        )
    ]
    unusable = np.flatnonzero(known & ~usable & counts)
    if len(unusable):
        place, when = expanded_to_periods(quarter[unusable], span, governed.last)
        unusable = unusable[place]
        one_each = best_of_each(np.zeros(len(unusable), dtype=np.int64), key[unusable], when)
        unusable, when = unusable[one_each], when[one_each]
        wide = governed.last + 2
        had, asked = (
            key[latest] * wide + period,
            key[unusable] * wide + when,
        )  # the first are in order already
        had_reading = np.append(had, -1)[np.searchsorted(had, asked)] == asked
        unusable, when = unusable[~had_reading], when[~had_reading]
        frames.append(
            evidence_rows(
                len(unusable),
                topic=topic[unusable],
                period=when,
                group=groups[unusable],
                state=LEFT_OUT,
                why=NO_SCORE,
                row=unusable,
            )
        )
    return Evidence(kind.table, topics, concatenated(frames))


def _has_earlier(asked: np.ndarray, topic: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Of the first readings of people, whether another one that is part of the same open question is of an
    earlier day. `asked`: the question that each is part of, −1 for none."""
    out = np.zeros(len(asked), dtype=bool)
    rows = np.flatnonzero(asked >= 0)
    if len(rows):
        firsts = pd.DataFrame({"asked": asked[rows], "topic": topic[rows], "day": day[rows]})
        out[rows] = day[rows] > firsts.groupby(["asked", "topic"])["day"].transform("min").to_numpy()
    return out
