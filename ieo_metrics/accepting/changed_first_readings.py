"""A newer return that gives a person a different first reading from earlier returns, which alters all
their later changes."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.reading.cells.cell_addresses import column_letters

# So many areas are named in one problem; the others are counted.
MOST_NAMED = 3
KEYS = ["person", "area"]


def _readings(frame: pd.DataFrame) -> pd.DataFrame:
    """The usable readings of a record table: person, area, date, score, and where each is in its workbook."""
    frame = frame[frame["score"].notna() & frame["date"].notna() & frame["person_ref"].notna()]
    return pd.DataFrame(
        {
            "person": frame["person_ref"].astype("str"),
            "area": frame["area"].astype("str") if "area" in frame else "",
            "date": frame["date"],
            "score": frame["score"].astype("int64"),
            "source": frame["source"],
            "row": frame["row"],
            "column": frame["column"],
            "return_no": frame.get("return_no", -1),
        }
    )


def _earliest(readings: pd.DataFrame) -> pd.DataFrame:
    """Each person's first reading of each area; of several of the first day that of the newest return, and of
    its later row."""
    ordered = readings.sort_values(["date", "return_no"])
    first_day = ordered.groupby(KEYS)["date"].transform("min")
    return ordered[ordered["date"] == first_day].drop_duplicates(KEYS, keep="last")


def _firsts(accepted_return: AcceptedReturn, table: str) -> pd.DataFrame:
    """Each person's first usable reading of each area in a return, with its file, sheet and cell. `wide`:
    the sheet has a column for first scores; `latest`: it is in another column, because the first score is
    blank or unreadable, or the dates are swapped."""
    parts = []
    for part in accepted_return.parts:
        if table in part.tables:
            found, sheets = _readings(part.tables[table]), part.file.sheets
            columns = [column_letters(column) for column in found["column"]]
            wide = [sheets[source].shape == "wide" for source in found["source"]]
            slots = [
                sheets[source].slot_at(row, column)
                for source, row, column in zip(found["source"], found["row"], found["column"], strict=True)
            ]
            parts.append(
                found.assign(
                    file=part.file.name,
                    sheet=[sheets[source].name for source in found["source"]],
                    cell=[f"{column}{row}" for column, row in zip(columns, found["row"], strict=True)],
                    wide=wide,
                    latest=[
                        is_wide and slot.startswith("latest")
                        for is_wide, slot in zip(wide, slots, strict=True)
                    ],
                )
            )
    return _earliest(pd.concat(parts, ignore_index=True))


def restated_baselines(
    returns: Sequence[AcceptedReturn], governed: Governed | None = None
) -> Iterator[Problem]:
    """Where a newer return's first reading is earlier, or has another score, or (in a sheet that has a column
    for it) another date: one problem a person, at the first of the cells. `governed`: the returns as they
    count, to say which reading is used."""
    for table in ("star_readings", "pain_readings"):
        before: pd.DataFrame | None = None
        carrying = [accepted_return for accepted_return in returns if table in accepted_return.tables]
        if len(carrying) < 2:
            continue
        used = (
            _earliest(_readings(governed.tables[table]))
            if governed
            else pd.DataFrame(columns=[*KEYS, "date", "score"])
        )
        for accepted_return in carrying:
            now = _firsts(accepted_return, table)
            if before is not None:
                both = (
                    now[~now["latest"].astype(bool)]
                    .merge(before, on=KEYS, suffixes=("", "_before"))
                    .merge(used, on=KEYS, how="left", suffixes=("", "_used"))
                )
                other_score = (both["date"] == both["date_before"]) & (both["score"] != both["score_before"])
                changed = (
                    other_score
                    | (both["date"] < both["date_before"])
                    | (both["wide"] & (both["date"] > both["date_before"]))
                )
                for _, of_person in both[np.asarray(changed, dtype=bool)].groupby(
                    ["file", "sheet", "person"], sort=False
                ):
                    yield _restated(of_person)
                now = (
                    pd.concat([before, now], ignore_index=True)
                    .sort_values("date", kind="stable")
                    .drop_duplicates(KEYS)
                )
            before = now


def _restated(areas: pd.DataFrame) -> Problem:
    """The problem of one person, from the areas whose first reading is another one."""
    areas = areas.sort_values(["row", "column"])
    first = areas.iloc[0]
    found, expected = _in_words(areas, ""), _in_words(areas, "_before")
    newest = (areas["date_used"] == areas["date"]) & (areas["score_used"] == areas["score"])
    earlier = (areas["date_used"] == areas["date_before"]) & (areas["score_used"] == areas["score_before"])
    if newest.all():
        used = "This return's is used."
    elif earlier.all():
        used = "The earlier return's is used."
    else:
        used = "The earliest that counts is used, and of two of one day that of the newest return."
    return problem(
        "baseline-restated",
        first["file"],
        first["sheet"],
        first["cell"],
        "score",
        found,
        expected=expected,
        used=used,
    )


def _in_words(areas: pd.DataFrame, which: str) -> str:
    """`Offending 4, Physical health 5 on 12 April 2025`; with each its own day where the days differ."""
    scores, days = areas[f"score{which}"].tolist(), [day_in_words(day) for day in areas[f"date{which}"]]
    together = len(set(days)) == 1
    words = [
        f"{area} {score}".strip() + ("" if together else f" on {day}")
        for area, score, day in zip(areas["area"], scores, days, strict=True)
    ]
    more = len(words) - MOST_NAMED
    said = ", ".join(words[:MOST_NAMED]) + (
        f" and {more} more {'area' if more == 1 else 'areas'}" if more > 0 else ""
    )
    said = said[0].upper() + said[1:]
    return f"{said} on {days[0]}" if together and more <= 0 else f"{said}, on {days[0]}" if together else said
