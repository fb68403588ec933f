"""What can be wrong between the cells of a row, and between rows. Each check takes a record table and yields
findings.

A finding names rows by their place in the frame; `check_workbook` turns it into a problem with its sheet and
cell. `LEFT_OUT` marks the findings whose row cannot be used; measures see the same rows as unusable by their
own rules.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.classes_beside_their_year import classes_beside_their_year
from ieo_metrics.checking.contradictions_to_raise import (
    answered_untraced,
    details_differ,
    ended_without_support,
    headcount_without_session,
    more_staff_than_young_people,
    sessions_and_attendees,
)
from ieo_metrics.checking.copied_down_or_repeated import same_headcount, same_score
from ieo_metrics.checking.findings import Context, Finding, RowCheck, days_of, shown_day
from ieo_metrics.checking.offence_harm_values import list_offences
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.dates.add_months import add_months
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import quarters_of
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown


def _ends_before_starts(start: str, end: str) -> RowCheck:
    def check(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
        starts, ends = days_of(frame, start), days_of(frame, end)
        for at in np.flatnonzero(ends < starts):
            yield Finding(
                "end-before-start",
                at,
                end,
                shown_day(ends[at]),
                {"start": shown_day(starts[at])},
                left_out=True,
            )

    return check


def after_return(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Dates of events later than the day on which the return was made."""
    name = table.dated_by
    days = days_of(frame, name)
    late = days > np.datetime64(context.made)
    if "status" in frame:
        late &= ~frame["status"].isin(["planned"]).to_numpy()
    if "score" in frame:
        late[np.flatnonzero(late)[frame.loc[late].duplicated(["source", "row", name]).to_numpy()]] = False
    for at in np.flatnonzero(late):
        yield Finding(
            "date-after-return", at, name, shown_day(days[at]), {"returned": day_in_words(context.made)}
        )


def duplicate_rows(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Rows that are the same in everything: a person's counts once; sessions have no identity of their
    own, so each counts."""
    alike, rows, sources = frame["alike"].to_numpy(), frame["row"].to_numpy(), frame["source"].to_numpy()
    # A row of a wide sheet stands as several records, one after the other: its first speaks for it.
    starts = (
        np.concatenate([[True], (rows[1:] != rows[:-1]) | (sources[1:] != sources[:-1])])
        if len(rows)
        else np.zeros(0, dtype=bool)
    )
    one_each = np.flatnonzero(starts)
    several = one_each[pd.Series(alike[one_each]).duplicated(keep=False).to_numpy()]
    order = several[np.argsort(alike[several], kind="stable")]
    same = (
        np.concatenate([[False], alike[order][1:] == alike[order][:-1]])
        if len(order)
        else np.zeros(0, dtype=bool)
    )
    first = order[np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))] if len(order) else order
    for at, before in sorted(zip(order[same].tolist(), first[same].tolist(), strict=True)):
        if table.persons:
            yield Finding(
                "row-duplicate",
                at,
                table.fields[0].name,
                "",
                {"first": context.row_in_words(rows[before])},
                left_out=True,
            )
        elif table.dated_by == "date":
            first_row = context.row_in_words(rows[before])
            yield Finding("session-identical", at, "date", "", {"first": first_row}, of_row=True)


def score_conflicts(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Two different scores of one person, area and day."""
    good = np.flatnonzero(
        frame["score"].notna().to_numpy()
        & frame["date"].notna().to_numpy()
        & frame["person_ref"].notna().to_numpy()
    )
    keys = [
        *(frame[name].cat.codes.to_numpy()[good] for name in ("person_ref", "area") if name in frame),
        frame["date"].to_numpy().astype("datetime64[D]").astype(np.int64)[good],
    ]
    places = order_by(*keys)
    order = good[places]
    alike = np.ones(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        in_order = key[places]
        alike &= in_order[1:] == in_order[:-1]
    scores, rows = frame["score"].to_numpy(dtype=np.int64, na_value=-1), frame["row"].to_numpy()
    again = np.flatnonzero(alike)
    for i in again[scores[order[again]] != scores[order[again + 1]]]:
        earlier, later = order[i], order[i + 1]
        yield Finding(
            "score-conflict",
            later,
            "score",
            f"{scores[later]} and {scores[earlier]}",
            {"first": context.row_in_words(rows[earlier])},
        )


def follow_up_dates(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A follow-up without start and end, and one whose end is not the start plus the window."""
    starts, ends = days_of(frame, "started"), days_of(frame, "window_end")
    unclear = is_unreadable(frame, table, "window_end") | is_unreadable(frame, table, "started")
    for at in np.flatnonzero(np.isnat(starts) & np.isnat(ends) & ~unclear):
        yield Finding("follow-up-without-dates", at, "started", "blank", {}, left_out=True)
    months = context.settings.follow_up_months
    expected = add_months(starts, months)
    for at in np.flatnonzero((ends != expected) & ~np.isnat(ends) & ~np.isnat(expected) & ~(ends < starts)):
        yield Finding(
            "window-not-standard",
            at,
            "window_end",
            shown_day(ends[at]),
            {"months": months, "expected": shown_day(expected[at])},
        )


def follow_up_conflicts(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Several rows of one person whose follow-up ends in one quarter, and that differ in what the measures
    read: none of them is used."""
    settings = context.settings
    starts = days_of(frame, "arrested" if settings.window_starts == "arrest" else "started")
    ends = days_of(frame, "window_end")
    traced, answered = (frame[name].to_numpy(dtype=np.int8, na_value=-1) for name in ("traced", "reoffended"))
    facts = pd.DataFrame(
        {
            "person": frame["person_ref"].cat.codes,
            "quarter": quarters_of(
                np.where(np.isnat(ends), add_months(starts, settings.follow_up_months), ends)
            ),
            "starts": starts.astype(np.int64),
            "started": days_of(frame, "started").astype(np.int64),
            "ends": ends.astype(np.int64),
            "traced": np.where(
                (traced < 0) & (answered >= 0) & ~is_unreadable(frame, table, "traced"), 1, traced
            ),
            "answered": answered,
            "before": frame["chi_before"].to_numpy(dtype=np.float64, na_value=-1),
            "after": frame["chi_after"].to_numpy(dtype=np.float64, na_value=-1),
        }
        | {
            f"{name} unreadable": is_unreadable(frame, table, name)
            for name in ("traced", "reoffended", "chi_before", "chi_after")
        }
    )
    facts = facts[(facts["person"] >= 0) & (facts["quarter"] >= 0)]
    facts = facts[facts.duplicated(["person", "quarter"], keep=False)]
    if facts.empty:
        return
    group = facts.groupby(["person", "quarter"], sort=False).ngroup().to_numpy()
    alike = facts.groupby(list(facts.columns), sort=False).ngroup().to_numpy()
    first = np.unique(group, return_index=True)[1]
    differs = np.bincount(group, alike != alike[first[group]]) > 0
    second = np.full(len(first), -1)
    # Each row is shown with another of its person: the first, and for the first itself the one behind it.
    later = np.flatnonzero(first[group] != np.arange(len(group)))[::-1]
    second[group[later]] = later
    places, rows = facts.index.to_numpy(), frame["row"].to_numpy()
    for i in np.flatnonzero(differs[group]):
        other = second[group[i]] if first[group[i]] == i else first[group[i]]
        yield Finding(
            "follow-up-conflict",
            places[i],
            "person_ref",
            "",
            {"first": context.row_in_words(rows[places[other]])},
            left_out=True,
        )


def offence_values(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Offences for which the edition has no value, several, or a different one from that given in the row."""
    yield from sorted(_about_values(frame, table, context), key=lambda finding: finding.at)


def _about_values(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    harm = context.settings.crime_harm
    unclear = is_unreadable(frame, table, "chi")
    for listed_offence in list_offences(frame, context.settings):
        for at in listed_offence.rows.tolist():
            if (
                listed_offence.given is not None
                and len(listed_offence.values) == 1
                and listed_offence.given not in listed_offence.values
            ):
                yield Finding(
                    "offence-value-differs",
                    at,
                    "chi",
                    f"{listed_offence.given:g}",
                    {"expected": f"{min(listed_offence.values):g}, in the edition of {harm.name}"},
                )
            if not unclear[at] and len(listed_offence.worth) != 1:
                code = "offence-several-values" if listed_offence.worth else "offence-no-value"
                yield Finding(
                    code,
                    at,
                    "offence",
                    cell_as_shown(listed_offence.in_words) or "blank",
                    {"values": " or ".join(f"{v:g}" for v in sorted(listed_offence.worth))},
                )


def schools_without_cohort(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A school that appears more than once in a quarter without a year group or class."""
    delivered = (frame["status"].isna() | frame["status"].eq("delivered")).to_numpy() & ~is_unreadable(
        frame, table, "status"
    )
    bare = (
        frame["cohort"].isna().to_numpy()
        & delivered
        & frame["date"].notna().to_numpy()
        & frame["school"].notna().to_numpy()
    )
    places, rows = np.flatnonzero(bare), frame["row"].to_numpy()
    names = frame["school"].astype(object).to_numpy()
    first: dict[tuple[Any, ...], int] = {}
    for at, q in zip(places.tolist(), quarters_of(days_of(frame, "date"))[places].tolist(), strict=True):
        key = (str(names[at]).casefold(), q)
        if key in first:
            yield Finding(
                "school-without-year-group",
                at,
                "cohort",
                "blank",
                {"first": context.row_in_words(rows[first[key]])},
            )
        first.setdefault(key, at)


# By the name that a record table's row gives it.
ROW_CHECKS: dict[str, RowCheck] = {
    "support ends before it starts": _ends_before_starts("started", "ended"),
    "follow-up ends before it starts": _ends_before_starts("started", "window_end"),
    "taken off a list before it was on it": _ends_before_starts("valid_from", "valid_to"),
    "after the return": after_return,
    "duplicates": duplicate_rows,
    "details differ": details_differ,
    "two scores of one day": score_conflicts,
    "the same score throughout": same_score,
    "ended without support": ended_without_support,
    "follow-up dates": follow_up_dates,
    "follow-ups differ": follow_up_conflicts,
    "answered and untraced": answered_untraced,
    "values of offences": offence_values,
    "schools without cohort": schools_without_cohort,
    "classes beside their year": classes_beside_their_year,
    "headcount without session": headcount_without_session,
    "more staff than young people": more_staff_than_young_people,
    "the same headcount throughout": same_headcount,
    "sessions and attendees": sessions_and_attendees,
}
