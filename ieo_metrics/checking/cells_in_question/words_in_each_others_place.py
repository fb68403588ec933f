"""Answers and words that contradict the rest of their row or sheet: Reoffended turned round, one URN for
several schools, year groups under another heading, or not repeated in the next row."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.rows_in_question import (
    bound_to_rows,
    named_rows,
    sheet_by_sheet,
)
from ieo_metrics.checking.findings import Context, Finding, numbers_of
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.words.reference_and_school_matching import loosened_school
from ieo_metrics.framework.words.text_normalisation import one_spelling
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL

FEWEST, NEARLY_ALL, HARDLY_ANY = 3, 3 / 4, 1 / 4
_SAYS_YEAR_GROUP = re.compile(r"(?:years?|yr|y|yg|class|form|group|ks) ?\d{1,2}\b|\d{1,2}[ ./-]?[a-z]?$")


def answers_turned_round(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Nearly everybody who reoffended has no harm after, and nearly everybody who did not has."""
    again, after = numbers_of(frame, "reoffended"), numbers_of(frame, "chi_after")
    told = ~np.isnan(again) & ~np.isnan(after)
    turned = told & ((again == 1) == (after == 0))
    for rows in sheet_by_sheet(frame, told):
        kinds = [turned[rows] & (again[rows] == answer) for answer in (0, 1)]
        wrong = rows[turned[rows]]
        if min(kind.sum() for kind in kinds) >= FEWEST and len(wrong) >= NEARLY_ALL * len(rows):
            found = f"yes without harm after, or no with harm, in {named_rows(frame, wrong, context)}"
            words = {"expected": "yes of those who reoffended"}
            bound_to = bound_to_rows("answers", [f"row {n}" for n in frame["row"].iloc[wrong]])
            yield Finding(DOUBTFUL, int(wrong[0]), "reoffended", found, words, bound_to=bound_to)


def one_urn_for_several(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A URN beside several schools whose names have nothing in common, as one that was copied down."""
    named = frame[["urn", "school"]].dropna().drop_duplicates()
    names = pd.DataFrame(
        {
            "urn": named["urn"].astype("str"),
            "name": [loosened_school(name) for name in named["school"].astype("str")],
            "at": named.index,
        }
    ).drop_duplicates(["urn", "name"])
    for urn, of_urn in names.groupby("urn", sort=False):
        if len(of_urn) >= FEWEST:
            rows = of_urn["at"].to_numpy()
            found = (
                f"{urn} beside {len(of_urn):,} different names, first in {named_rows(frame, rows, context)}"
            )
            words = {"expected": "each school's own URN"}
            bound_to = bound_to_rows("URNs", [str(urn)])
            yield Finding(DOUBTFUL, int(rows[0]), "urn", found, words, bound_to=bound_to)


def year_groups_elsewhere(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A sheet of which hardly any cohort is a year group or class, and nearly every activity or district is
    one."""
    for rows in sheet_by_sheet(frame, frame["cohort"].notna().to_numpy()):
        if _share_of_year_groups(frame["cohort"].iloc[rows]) > HARDLY_ANY:
            continue
        for other in ("activity", "district"):
            if len(rows) >= FEWEST and _share_of_year_groups(frame[other].iloc[rows]) >= NEARLY_ALL:
                found = f"{frame['cohort'].iloc[rows[0]]} beside {frame[other].iloc[rows[0]]}"
                words = {"expected": f"year groups or classes, which stand under {other} now"}
                bound_to = bound_to_rows("year groups", [f"{len(rows)} rows"])
                yield Finding(DOUBTFUL, int(rows[0]), "cohort", found, words, bound_to=bound_to)


def _share_of_year_groups(words: pd.Series) -> float:
    many = words.value_counts()
    named = [bool(_SAYS_YEAR_GROUP.match(one_spelling(str(word)))) for word in many.index]
    return float(many[named].sum() / max(many.sum(), 1))


def year_group_above(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Rows without a year group that follow one of the same school and headcount, where nearly all that have
    none do: it may be meant for them too."""
    cohort, school = frame["cohort"], frame["school"].cat.codes.to_numpy()
    people = numbers_of(frame, "young_people_reached")
    sources = frame["source"].to_numpy()
    follows = np.zeros(len(frame), dtype=bool)
    follows[1:] = (school[1:] == school[:-1]) & (people[1:] == people[:-1]) & (sources[1:] == sources[:-1])
    follows[1:] &= cohort.notna().to_numpy()[:-1] & (school[1:] >= 0)
    blank = cohort.isna().to_numpy() & ~np.isnan(people)
    for rows in sheet_by_sheet(frame, blank):
        under = rows[follows[rows]]
        if len(under) >= max(FEWEST, NEARLY_ALL * len(rows)):
            found = (
                f"blank under one of the same school and headcount, in {named_rows(frame, under, context)}"
            )
            words = {"expected": "a year group or class in each row"}
            bound_to = bound_to_rows("blank year groups", [f"row {n}" for n in frame["row"].iloc[under]])
            yield Finding(DOUBTFUL, int(under[0]), "cohort", found, words, bound_to=bound_to)
