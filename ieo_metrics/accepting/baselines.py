"""A newer return that gives a person another first reading than the returns before it: every later change of theirs moves with it."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.days import day_in_words
from ieo_metrics.framework.problems import Problem, problem
from ieo_metrics.reading.addresses import letters


def _firsts(one: AcceptedReturn, table: str) -> pd.DataFrame:
    """Each person's first usable reading of each area in a return, with its sheet and cell; `wide`: the sheet has a column for first scores."""
    parts = []
    for part in one.parts:
        if table in part.tables:
            frame = part.tables[table]
            frame = frame[frame["score"].notna() & frame["date"].notna() & frame["person_ref"].notna()]
            sheets = part.file.sheets
            parts.append(
                pd.DataFrame(
                    {
                        "person": frame["person_ref"].astype("str"),
                        "area": frame["area"].astype("str") if "area" in frame else "",
                        "date": frame["date"],
                        "score": frame["score"].astype("int64"),
                        "file": part.file.name,
                        "sheet": [sheets[source].name for source in frame["source"]],
                        "wide": [sheets[source].shape == "wide" for source in frame["source"]],
                        "cell": [f"{letters(column)}{row}" for column, row in zip(frame["column"], frame["row"], strict=True)],
                    }
                )
            )
    everything = pd.concat(parts, ignore_index=True).sort_values("date", kind="stable")
    # Of several readings of the first day the later row is used.
    first_day = everything.groupby(["person", "area"])["date"].transform("min")
    return everything[everything["date"] == first_day].drop_duplicates(["person", "area"], keep="last")


def restated_baselines(returns: Sequence[AcceptedReturn], tables: Sequence[str] = ("star_readings", "pain_readings")) -> Iterator[Problem]:
    """Where a newer return's first reading is earlier, or has another score, or (in a sheet that has a column for it) another date."""
    for table in tables:
        before: pd.DataFrame | None = None
        carrying = [one for one in returns if table in one.tables]
        for one in carrying if len(carrying) > 1 else ():
            now = _firsts(one, table)
            if before is not None:
                both = now.merge(before, on=["person", "area"], suffixes=("", "_before"))
                other_score = (both["date"] == both["date_before"]) & (both["score"] != both["score_before"])
                changed = other_score | (both["date"] < both["date_before"]) | (both["wide"] & (both["date"] > both["date_before"]))
                for row in both[np.asarray(changed)].itertuples():
                    found, expected = (f"{score} on {day_in_words(day)}" for score, day in ((row.score, row.date), (row.score_before, row.date_before)))
                    yield problem("baseline-restated", row.file, row.sheet, row.cell, "score", found, expected=expected)
                now = pd.concat([before, now], ignore_index=True).sort_values("date", kind="stable").drop_duplicates(["person", "area"])
            before = now
