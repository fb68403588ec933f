"""Two cells of a row that are likely to stand in each other's place, as where two columns were swapped in
some rows: in each other's place they are like those of the other rows, and as they stand they are not."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ieo_metrics.checking.cells_in_question.rows_in_question import (
    bound_to_rows,
    named_rows,
    sheet_by_sheet,
)
from ieo_metrics.checking.findings import Context, Finding, numbers_of, used_readings
from ieo_metrics.checking.table_to_records import is_unreadable
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.framework.words.reference_and_school_matching import URN
from ieo_metrics.recognising.mappings.sheet_decisions import DOUBTFUL, SWAPPED

FEWEST_OTHERS = 5  # rows from which what is usual can be told
FEWEST_WRONG, SHARE_WRONG = 3, 2 / 3  # where hardly a row is right
TIMES_NEARER = 4  # to what is usual, both numbers together
FEWEST_CONTRADICTIONS, SHARE_CONTRADICTIONS = 2, 3 / 4
SHARE_EXPLAINED = 1 / 4  # of the scores that differ from row to row: a few are explained by chance
MOST_READINGS = 200_000  # of a table in which readings are compared


def swapped_headcounts(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Young people and staff of workshops; attendees and sessions of training."""
    took_place = (frame["status"].isna() | frame["status"].eq("delivered")).to_numpy()
    took_place = took_place & ~is_unreadable(frame, table, "status")
    if "type" in frame:
        took_place = took_place & frame["type"].ne("one-to-one reflective practice").to_numpy()
        more, fewer = "attendees", "number"
    else:
        more, fewer = "young_people_reached", "staff_engaged"
    many, few = numbers_of(frame, more), numbers_of(frame, fewer)
    both = took_place & (many > 0) & (few > 0)
    for rows in sheet_by_sheet(frame, both):
        wrong = rows[few[rows] > many[rows]]
        others = rows[few[rows] <= many[rows]]
        if len(others) >= FEWEST_OTHERS:
            usual = [np.log(np.median(numbers[others])) for numbers in (many, few)]
            one, other = np.log(many[wrong]), np.log(few[wrong])
            as_it_is, swapped = (
                np.abs(here - usual[0]) + np.abs(there - usual[1])
                for here, there in ((one, other), (other, one))
            )
            wrong = wrong[as_it_is - swapped > np.log(TIMES_NEARER)]
        elif len(wrong) < max(FEWEST_WRONG, SHARE_WRONG * len(rows)):
            continue
        yield from _asked(frame, wrong, more, fewer, context, *(_shown(n, wrong) for n in (many, few)))


def swapped_scores(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Crime Harm Index scores of those who did not reoffend, nothing before and something after, where hardly
    anybody else who did not has something after."""
    before, after = numbers_of(frame, "chi_before"), numbers_of(frame, "chi_after")
    not_again = frame["reoffended"].eq(False).fillna(False).to_numpy(dtype=bool)
    for contradictions in sheet_by_sheet(frame, not_again & (after > 0)):
        rows = contradictions[before[contradictions] == 0]
        if len(rows) >= max(FEWEST_CONTRADICTIONS, SHARE_CONTRADICTIONS * len(contradictions)):
            shown = (_shown(numbers, rows) for numbers in (before, after))
            yield from _asked(frame, rows, "chi_before", "chi_after", context, *shown)


def swapped_answers(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Traced and Reoffended of people who were not traced and are said to have reoffended; and of those
    without scores for whom only Reoffended is answered, with No, where nearly everybody has both."""
    traced, again = numbers_of(frame, "traced"), numbers_of(frame, "reoffended")
    blank = np.isnan(traced) & ~is_unreadable(frame, table, "traced")
    bare = np.isnan(numbers_of(frame, "chi_before")) & np.isnan(numbers_of(frame, "chi_after"))
    turned, alone = (traced == 0) & (again == 1), blank & (again == 0) & bare
    for rows in sheet_by_sheet(frame, turned | alone):
        here = (frame["source"] == frame["source"].iloc[rows[0]]).to_numpy()
        if blank[here].mean() > 1 - SHARE_CONTRADICTIONS or bare[here].mean() > 1 - SHARE_CONTRADICTIONS:
            rows = rows[turned[rows]]
        shown = [np.where(np.isnan(n), "blank", np.where(n == 1, "yes", "no")) for n in (traced, again)]
        yield from _asked(frame, rows, "traced", "reoffended", context, *shown)


def swapped_readings(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """First and latest scores of a row, where other rows of the person have the latest one as of the first
    day, or the first one as of the latest: a first reading stands in each of a person's rows. Else, several
    people whose scores of one day differ from row to row."""
    names = [name for name in ("person_ref", "area") if name in frame]
    used = used_readings(frame, names)
    if not 0 < used.sum() <= MOST_READINGS or not differ_on_a_day(frame, names, used):
        return
    rows = frame.loc[used, [*names, "date", "score", "source", "row"]].reset_index(names="at")
    rows = rows.assign(**{name: rows[name].cat.codes for name in names}, score=rows["score"].astype(np.int64))
    several = rows[rows.duplicated([*names, "date"], keep=False)]
    clash = several[several.groupby([*names, "date"])["score"].transform("nunique") > 1]
    of_days = clash.drop_duplicates(["person_ref", "date", "source", "row"])
    days = of_days.drop_duplicates(["person_ref", "date"])
    pairs = clash.merge(clash, on=[*names, "date"], suffixes=("", "_there"))
    pairs = pairs[pairs["score"] != pairs["score_there"]]
    beside = rows.drop(columns="person_ref").merge(
        rows.drop(columns="person_ref"), on=["source", "row", *names[1:]], suffixes=("", "_beside")
    )
    beside = beside[beside["at"] != beside["at_beside"]][["at", "score_beside"]]
    pairs = pairs.merge(beside, on="at").assign(explained=lambda p: p["score_beside"] == p["score_there"])
    of_row = pairs.groupby(["source", "row"])["explained"].agg(["sum", "size"])
    swapped = of_row[of_row["sum"] >= np.maximum(SHARE_WRONG * of_row["size"], 1)]
    first_at = rows.groupby(["source", "row"])["at"].min()
    if swapped["sum"].sum() < FEWEST_WRONG <= len(days):
        at = of_days["at"].to_numpy()
        found = f"two scores of one day for {len(days):,} young people, in {named_rows(frame, at, context)}"
        words = {"expected": "the same scores of a day wherever they stand"}
        bound_to = bound_to_rows("scores of one day", [f"{score}" for score in of_days["score"]])
        yield Finding(DOUBTFUL, int(at[0]), "score", found, words, bound_to=bound_to)
    asked = (pairs.groupby("source").size() / 2).to_dict()  # each pair stands there from both of its rows
    for source, some in swapped.groupby(level="source"):
        # Three scores of one row are not explained by chance; one or two may be, where many differ.
        by_chance = 0 if (some["sum"] >= FEWEST_WRONG).any() else SHARE_EXPLAINED * asked[source]
        if some["sum"].sum() >= max(FEWEST_WRONG, by_chance):
            at = first_at.loc[some.index].sort_values().to_numpy()
            scores = {n: f"{score}" for n, score in zip(at.tolist(), frame["score"].iloc[at], strict=True)}
            of_these = beside[beside["at"].isin(at)]
            there = dict(zip(of_these["at"], of_these["score_beside"], strict=True))
            others = {n: f"{there.get(n, '')}" for n in at.tolist()}
            yield from _asked(frame, at, "score", "the other score of its row", context, scores, others)


def differ_on_a_day(frame: pd.DataFrame, names: list[str], used: np.ndarray) -> bool:
    """Whether any two of the used readings (n times true) of one person, area and day differ: in most tables
    none do. `names`: the columns of n words that tell the people and areas."""
    keys = [frame[name].cat.codes.to_numpy()[used].astype(np.int64) for name in names]
    keys.append(frame["date"].to_numpy()[used].astype(np.int64))
    score = frame["score"].to_numpy(dtype=np.int64, na_value=-1)[used]
    order = order_by(*keys, score)
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        same &= np.diff(key[order]) == 0
    return bool((same & (np.diff(score[order]) != 0)).any())


def swapped_names(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """A school's URN where its name should be, and the name where the URN should be."""
    names, urns = (frame[column].astype(object).fillna("").to_numpy() for column in ("school", "urn"))
    is_urn = {name: bool(URN.fullmatch(name)) for name in dict.fromkeys([*names, *urns])}
    wrong = np.array(
        [is_urn[name] and urn != "" and not is_urn[urn] for name, urn in zip(names, urns)], dtype=bool
    )
    for rows in sheet_by_sheet(frame, wrong):
        yield from _asked(frame, rows, "school", "urn", context, names, urns)


def _shown(numbers: np.ndarray, rows: np.ndarray) -> dict[int, str]:
    return {at: f"{numbers[at]:g}" for at in rows.tolist()}


def _asked(
    frame: pd.DataFrame,
    rows: np.ndarray,
    one: str,
    other: str,
    context: Context,
    *shown: "Mapping[int, str] | np.ndarray",
) -> Iterator[Finding]:
    """One question about some rows of a sheet, bound to the rows and what stands in them; `shown`: what
    stands in each of the rows."""
    if not len(rows):
        return
    pairs = [f"{shown[0][at]} and {shown[1][at]}" for at in rows.tolist()]
    titles = {"one": one.replace("_", " "), "other": other.replace("_", " ")}
    where = named_rows(frame, rows, context)
    found = f"{pairs[0]} in {where}" if len(rows) == 1 else f"{pairs[0]} in the first of {where}"
    bound_to = bound_to_rows(f"{one} and {other}", pairs)
    yield Finding(SWAPPED, int(rows[0]), one, found, titles, bound_to=bound_to)
