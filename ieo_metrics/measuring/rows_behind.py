"""The rows that made a measure's quarter, each with its cell. For the officer's own screen only."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import COUNTED, STATES, WHYS
from ieo_metrics.measuring.source_returns import governing_return
from ieo_metrics.reading.cells.cell_addresses import column_letters


def evidence_of_quarter(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame | None:
    """The evidence of one measure and quarter; None where no return carries its table, or none covers the
    quarter."""
    measure = MEASURE[ref]
    evidence = results.evidence.get((measure.evidence, "quarter"))
    if evidence is None or governing_return(results.governed, measure.reads[0], quarter) is None:
        return None
    frame = evidence.of(measure.topic)
    rows: pd.DataFrame = frame[frame["period"].to_numpy() == quarter]
    return rows


def _cells(governed: Governed, table: str, places: np.ndarray) -> pd.DataFrame:
    """Where rows of a governed table stand: file, sheet, row, cell, reference, date. Only for the officer's
    own screen."""
    rows = governed.tables[table].iloc[places]
    sources = [governed.sources[s] for s in rows["source"]]
    dated = "date" if "date" in rows else "started"
    who: Sequence[object] = [""] * len(rows)
    if "person_ref" in rows:
        who = rows["person_ref"].astype(object).where(rows["person_ref"].notna(), "").tolist()
    elif "school" in rows:
        parts = [rows[name].astype(object).where(rows[name].notna(), "") for name in ("school", "cohort")]
        who = [", ".join(str(p) for p in pair if p) for pair in zip(*parts, strict=True)]
    return pd.DataFrame(
        {
            "file": [s.file for s in sources],
            "sheet": [s.sheet.name for s in sources],
            "row": rows["row"].tolist(),
            "cell": [f"{column_letters(c)}{r}" for c, r in zip(rows["column"], rows["row"], strict=True)],
            "who": who,
            "date": [d.date() if not pd.isna(d) else None for d in rows[dated]],
        }
    )


def shown_amounts(frame: pd.DataFrame, kind: EvidenceKind) -> pd.Series:
    """What each row of evidence is shown to bring: its amount, or its answer."""
    return frame["success" if kind.yes_no else "amount"]


def rows_behind(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame:
    """The rows that made a quarter's number, and those that were left out. One row per piece of evidence:
    state, why, amount, file, sheet, row, cell, who (reference, or school and cohort), date; for a pair also
    first_cell and first_date."""
    frame = evidence_of_quarter(results, ref, quarter)
    if frame is None:
        return pd.DataFrame()
    measure, governed = MEASURE[ref], results.governed
    table = results.evidence[(measure.evidence, "quarter")].table
    out = _cells(governed, table, frame["row"].to_numpy())
    state = frame["state"].to_numpy()
    out.insert(0, "state", [STATES[s] for s in state])
    out.insert(1, "why", [WHYS[w] for w in frame["why"]])
    out.insert(2, "amount", np.where(state == COUNTED, shown_amounts(frame, measure.kind), np.nan))
    if measure.kind.paired:
        first = frame["first"].to_numpy()
        there = _cells(governed, table, np.maximum(first, 0))
        same = there["file"].eq(out["file"]) & there["sheet"].eq(out["sheet"])
        full = np.where(same, there["cell"], there["file"] + " · " + there["sheet"] + " · " + there["cell"])
        out["first_cell"] = np.where(first >= 0, full, "")
        out["first_date"] = there["date"].where(pd.Series(first >= 0), None)
    return out.sort_values(["state", "file", "sheet", "row"]).reset_index(drop=True)
