"""Reoffending and harm in the follow-up window, by the Constabulary's answers or from its list of
offences."""

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.questions.alike_references import PERSON_IN_QUESTION
from ieo_metrics.checking.offence_harm_values import list_offences
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    DISAGREE,
    LEFT_OUT,
    NO_DATE,
    NO_HARM,
    NO_REOFFENCE_KNOWN,
    OPEN,
    UNTRACED,
    ZERO_BEFORE,
    Evidence,
    best_of_each,
    concatenated,
    evidence_rows,
    expanded_to_periods,
)

UNCLEAR, NO, YES = -1, 0, 1


def _answer(frame: pd.DataFrame, name: str) -> np.ndarray:
    """YES, NO, or UNCLEAR for blank and unreadable."""
    return frame[name].to_numpy(dtype=np.int8, na_value=UNCLEAR)


def _offence_harm(offences: pd.DataFrame, settings: Settings) -> np.ndarray:
    """The harm of each offence in days: the value given beside it, else the edition's if one fits; NaN
    otherwise."""
    harm = np.full(len(offences), np.nan)
    for listed_offence in list_offences(offences, settings):
        if len(listed_offence.worth) == 1:
            harm[listed_offence.rows] = min(listed_offence.worth)
    harm[is_unreadable(offences, TABLE["offences"], "chi")] = np.nan
    return harm


def _from_offences(
    governed: Governed, frame: pd.DataFrame, settings: Settings
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per follow-up row, from the list of the return that governs its quarter: reoffended (YES, NO, UNCLEAR),
    harm before and after in days (NaN where it is not known)."""
    n = len(frame)
    reoffended, before, after = np.full(n, UNCLEAR, dtype=np.int8), np.full(n, np.nan), np.full(n, np.nan)
    offences = governed.tables.get("offences")
    if offences is None:
        return reoffended, before, after
    begins, ends = (frame[name].to_numpy().astype("datetime64[D]") for name in ("begins", "ends"))
    place = frame["quarter"].to_numpy() - governed.first
    within = (place >= 0) & (place < governed.quarters)
    list_no = np.where(within, governed.governs["offences"][np.where(within, place, 0)], -1)
    # A list without a single offence in it is an empty sheet of the template, not word that nobody offended.
    has_list = np.isin(list_no, offences["return_no"].to_numpy()) & ~np.isnat(begins)
    people = frame["person_ref"].cat.categories
    person = np.append(people.get_indexer(offences["person_ref"].cat.categories), -1)[
        offences["person_ref"].cat.codes.to_numpy()
    ]
    right = pd.DataFrame(
        {
            "person": person,
            "list": offences["return_no"].to_numpy(),
            "day": offences["offence_date"].to_numpy().astype("datetime64[s]"),
            "harm": _offence_harm(offences, settings),
        }
    )
    left = pd.DataFrame(
        {"at": np.arange(n), "person": frame["person_ref"].cat.codes.to_numpy(), "list": list_no}
    )
    both = left.merge(right[right["person"] >= 0], on=["person", "list"])
    at, day, harm = (
        both["at"].to_numpy(),
        both["day"].to_numpy().astype("datetime64[D]"),
        both["harm"].to_numpy(),
    )
    undated = np.bincount(at, np.isnat(day), n) > 0
    again = np.bincount(at, (day > begins[at]) & (day <= ends[at]), n) > 0
    elsewhere = _under_another_spelling(frame, list_no, offences)
    unknown = undated | elsewhere
    reoffended = np.where(has_list, np.where(again, YES, np.where(unknown, UNCLEAR, NO)), UNCLEAR).astype(
        np.int8
    )
    months = settings.follow_up_months
    index_day = (day == begins[at]) & settings.index_offence_in_before
    in_before = ((day >= add_months(begins, -months)[at]) & (day < begins[at])) | index_day
    in_after = (day > begins[at]) & (day <= add_months(begins, months)[at])
    valueless = np.bincount(at, (in_before | in_after) & np.isnan(harm), n) > 0
    worth = np.nan_to_num(harm)
    complete = has_list & ~unknown & ~valueless
    before = np.where(complete, np.bincount(at, worth * in_before, n), np.nan)
    after = np.where(complete, np.bincount(at, worth * in_after, n), np.nan)
    return reoffended, before, after


def _under_another_spelling(frame: pd.DataFrame, list_no: np.ndarray, offences: pd.DataFrame) -> np.ndarray:
    """Per follow-up row, whether its list has offences that may be the person's, under another spelling of
    the reference, of which nobody has said yet whether it is theirs."""
    if PERSON_IN_QUESTION not in frame or PERSON_IN_QUESTION not in offences:
        return np.zeros(len(frame), dtype=bool)
    asked = frame[PERSON_IN_QUESTION].to_numpy()
    listed = offences[[PERSON_IN_QUESTION, "return_no", "person_ref"]].drop_duplicates()
    listed = listed[listed[PERSON_IN_QUESTION] >= 0].astype({"person_ref": "str"})
    rows = pd.DataFrame({PERSON_IN_QUESTION: asked, "return_no": list_no, "at": np.arange(len(frame))})
    both = rows.assign(own=frame["person_ref"].astype("str")).merge(
        listed, on=[PERSON_IN_QUESTION, "return_no"]
    )
    out = np.zeros(len(frame), dtype=bool)
    out[both["at"][(both["own"] != both["person_ref"]).to_numpy()]] = True
    return out


def follow_up(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row per person, topic and period."""
    frame = governed.tables["follow_up"]
    table = TABLE["follow_up"]
    begins, ends = (frame[name].to_numpy().astype("datetime64[D]") for name in ("begins", "ends"))
    listed_reoffended, listed_before, listed_after = _from_offences(governed, frame, settings)
    answered, traced = _answer(frame, "reoffended"), _answer(frame, "traced")
    traced = np.where(
        (traced == UNCLEAR) & ~is_unreadable(frame, table, "traced") & (answered != UNCLEAR), YES, traced
    )
    from_list = (answered == UNCLEAR) & ~is_unreadable(frame, table, "reoffended")
    reoffended = np.where(from_list, listed_reoffended, answered)
    before, after = (
        frame[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("chi_before", "chi_after")
    )
    neither = (
        np.isnan(before)
        & np.isnan(after)
        & ~is_unreadable(frame, table, "chi_before")
        & ~is_unreadable(frame, table, "chi_after")
    )
    before, after = np.where(neither, listed_before, before), np.where(neither, listed_after, after)

    person = frame["person_ref"].cat.codes.to_numpy().astype(np.int64)
    rows = np.flatnonzero(frame["counts"].to_numpy() & (person >= 0))
    place, period = expanded_to_periods(frame["quarter"].to_numpy()[rows], span, governed.last)
    rows = rows[place]
    group = groups[rows]
    still_open = ends[rows] > governed.made[frame["return_no"].to_numpy()[rows]]
    # A window that has not ended is no event yet: it is counted apart, and what the person's other rows say
    # stands.
    waiting = rows[still_open]
    once = best_of_each(
        np.zeros(len(waiting), dtype=np.int64), period[still_open], group[still_open], person[waiting]
    )
    opened = {
        "period": period[still_open][once],
        "group": group[still_open][once],
        "state": OPEN,
        "row": waiting[once],
    }
    rows, period, group = rows[~still_open], period[~still_open], group[~still_open]
    # Rows of one person and period stand together; alike rows count once, and those that differ leave the
    # person out.
    order = order_by(period, group, person[rows])
    rows, period, group = rows[order], period[order], group[order]
    same = (person[rows][1:] == person[rows][:-1]) & (period[1:] == period[:-1]) & (group[1:] == group[:-1])
    stretch = np.concatenate([[0], np.cumsum(~same)]) if len(rows) else np.zeros(0, dtype=np.int64)
    first_of_each = np.flatnonzero(np.concatenate([[True], ~same])) if len(rows) else stretch
    facts = [frame[name].to_numpy().astype(np.int64) for name in ("started", "window_end", "begins")] + [
        traced,
        answered,
    ]
    facts += [
        np.nan_to_num(frame[name].to_numpy(dtype=np.float64, na_value=-1))
        for name in ("chi_before", "chi_after")
    ]
    # A blank answer leaves it to the list of offences; one that cannot be read does not.
    facts += [
        is_unreadable(frame, table, name) for name in ("traced", "reoffended", "chi_before", "chi_after")
    ]
    differs = np.zeros(len(rows), dtype=bool)
    for fact in facts:
        differs |= fact[rows] != fact[rows][first_of_each][stretch]
    disagree = np.bincount(stretch, differs, len(first_of_each)) > 0
    rows, period, group = rows[first_of_each], period[first_of_each], group[first_of_each]

    backwards = ends[rows] < begins[rows]
    frames = []
    answers = (
        (reoffended != UNCLEAR, reoffended == NO, NO_REOFFENCE_KNOWN),
        (~np.isnan(before) & ~np.isnan(after), after < before, NO_HARM),
    )
    kind = EVIDENCE_KIND["follow-up"]
    for topic, (known, success, why_unknown) in enumerate(answers):
        why = np.select(
            [backwards, disagree, traced[rows] != YES, ~known[rows]],
            [NO_DATE, DISAGREE, UNTRACED, why_unknown],
            0,
        )
        state = np.where(why > 0, LEFT_OUT, COUNTED)
        if kind.topics[topic].before_above_zero and settings.zero_before_excluded:
            state = np.where((state == COUNTED) & (before[rows] == 0), ZERO_BEFORE, state)
        frames.append(
            evidence_rows(
                len(rows),
                topic=topic,
                period=period,
                group=group,
                state=state,
                amount=1,
                success=success[rows] & (state == COUNTED),
                why=np.where(state == LEFT_OUT, why, 0),
                row=rows,
            )
        )
        frames.append(evidence_rows(len(once), topic=topic, **opened))
    return Evidence(kind.table, kind.topic_names, concatenated(frames))
