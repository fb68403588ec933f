"""What stands around a number: what it was before, who it was made of, which rows made it, and where those came from.

Pure functions of results. Everything here is of all areas together and of single quarters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.framework.providers import RETURNS, Return, return_of
from ieo_metrics.measuring.compute import ALL, Results
from ieo_metrics.measuring.kinds.evidence import COUNTED, LEFT_OUT, OPEN, SINGLE, STATES, WHYS, ZERO_BEFORE
from ieo_metrics.reading.cell_addresses import letters
from ieo_metrics.statistics.differences import Change, Figure, change


def of_measure(results: Results, ref: str) -> pd.DataFrame:
    """The results of one measure, one row per quarter, in the order of time."""
    return quarters_of(results.frame, ref)


def quarters_of(frame: pd.DataFrame, ref: str) -> pd.DataFrame:
    """The rows of one measure in a frame of results, one per quarter, in the order of time."""
    return frame[(frame["ref"] == ref) & (frame["span"] == "quarter") & (frame["area"] == ALL)].reset_index(drop=True)


def of_quarter(results: Results, quarter: Quarter) -> pd.DataFrame:
    """The results of one quarter, one row per measure, in the framework's order."""
    frame = results.frame
    return frame[(frame["period"] == quarter) & (frame["span"] == "quarter") & (frame["area"] == ALL)].reset_index(drop=True)


def quarters(results: Results) -> list[Quarter]:
    """Every quarter from the first to the last that any return covers."""
    return list(range(results.governed.first, results.governed.last + 1))


def figures_of(rows: pd.DataFrame) -> list[Figure]:
    """The rows of results one by one, with no number where there is none."""
    columns = [_numbers(rows[name]) for name in ("value", "numerator", "denominator", "lower", "upper")]
    # What is shared has no counts beside its values.
    counts = [_counts(rows[name]) for name in ("left_out", "better", "same", "worse", "ceiling")]
    words = [rows[name].tolist() for name in ("marker", "note")]
    return [
        Figure(period, value, numerator, None if n is None else int(n), lower, upper, *rest)
        for period, value, numerator, n, lower, upper, *rest in zip(rows["period"].tolist(), *columns, *words, *counts, strict=True)
    ]


def _numbers(column: pd.Series) -> list[float | None]:
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isnan(values), None, values).tolist()


def _counts(column: pd.Series) -> list[int]:
    return column.to_numpy(dtype=np.float64, na_value=0).astype(np.int64).tolist()


def _figures(frame: pd.DataFrame) -> dict[str, dict[Quarter, Figure]]:
    """By measure, the figure of each quarter."""
    out: dict[str, dict[Quarter, Figure]] = {measure.ref: {} for measure in MEASURES}
    rows = frame[(frame["span"] == "quarter") & (frame["area"] == ALL)]
    for ref, figure in zip(rows["ref"].tolist(), figures_of(rows), strict=True):
        out[ref][figure.quarter] = figure
    return out


@dataclass(frozen=True)
class Line:
    """One measure as the overview shows it: now, the quarter before, the same quarter a year before, and every quarter."""

    measure: Measure
    now: Figure
    previous: Change
    year_ago: Change
    history: tuple[Figure, ...]


def overview(results: Results, quarter: Quarter) -> list[Line]:
    """All measures in the framework's order. A quarter before the first covered one is a quarter that nothing covers."""
    return lines(results.frame, quarter)


def lines(frame: pd.DataFrame, quarter: Quarter) -> list[Line]:
    """As `overview`, of a frame of results alone."""
    out = []
    for ref, known in _figures(frame).items():
        now, before, year = (known.get(q, Figure(q)) for q in (quarter, quarter - 1, quarter - 4))
        out.append(Line(MEASURE[ref], now, change(MEASURE[ref], before, now), change(MEASURE[ref], year, now), tuple(known.values())))
    return out


@dataclass(frozen=True)
class Arrival:
    """What has arrived of one provider's return for a quarter. `missing`: the tables that measures need and no return covers."""

    of: Return
    governing: tuple[AcceptedReturn, ...]
    missing: tuple[str, ...]


def arrivals(governed: Governed, quarter: Quarter) -> list[Arrival]:
    """Each of the returns that are due for a quarter, and what is there of it."""
    out = []
    for of in RETURNS:
        needed = dict.fromkeys(m.reads[0] for m in MEASURES if return_of(m.reads[0]) == of)
        there = {name: _governing(governed, name, quarter) for name in needed}
        found = {one.number: one for one in there.values() if one is not None}
        out.append(Arrival(of, tuple(found.values()), tuple(name for name, one in there.items() if one is None)))
    return out


def _governing(governed: Governed, table: str, quarter: Quarter) -> AcceptedReturn | None:
    place = quarter - governed.first
    number = int(governed.governs[table][place]) if 0 <= place < governed.quarters else -1
    return governed.returns[number] if number >= 0 else None


@dataclass(frozen=True)
class Origin:
    """Where the rows of a table come from in a quarter. `version`: 1 for the first return of the quarter, 2 for the next; `nil`: it says
    that there was nothing, by a heading without a row."""

    table: str
    of: Return
    files: tuple[str, ...]
    sheets: tuple[str, ...]
    received: object
    made: object
    made_is_stated: bool
    version: int
    nil: bool


def origins(results: Results, ref: str, quarter: Quarter) -> list[Origin]:
    """Where a measure's quarter comes from: for each table that it reads, the return that governs."""
    governed = results.governed
    out = []
    for table in MEASURE[ref].reads:
        one = _governing(governed, table, quarter)
        if one is None:
            continue
        files = [part.file for part in one.parts if table in part.tables]
        earlier = sum(r.of == one.of and r.number < one.number and quarter in r.covers.get(table, ()) for r in governed.returns)
        own = [sheet for file in files for sheet in file.sheets if sheet.table == table]
        nil = not any(sheet.rows for sheet in own if not sheet.stated or quarter in sheet.stated)
        stated = all(file.made_is_stated for file in files)
        out.append(
            Origin(
                table,
                one.of,
                tuple(f.name for f in files),
                tuple(sheet.name for sheet in own),
                max(f.received for f in files),
                one.made,
                stated,
                earlier + 1,
                nil,
            )
        )
    return out


def _evidence(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame | None:
    """The evidence of one measure and quarter; None where no return carries its table, or none covers the quarter."""
    measure = MEASURE[ref]
    evidence = results.evidence.get((measure.evidence, "quarter"))
    if evidence is None or _governing(results.governed, measure.reads[0], quarter) is None:
        return None
    frame = evidence.of(measure.topic)
    return frame[frame["period"].to_numpy() == quarter]


def left_out(results: Results, ref: str, quarter: Quarter) -> dict[str, int]:
    """How many were left out, by why."""
    frame = _evidence(results, ref, quarter)
    if frame is None:
        return {}
    whys = frame["why"].to_numpy()[frame["state"].to_numpy() == LEFT_OUT]
    return {WHYS[why]: int(n) for why, n in enumerate(np.bincount(whys, minlength=len(WHYS))) if n}


@dataclass(frozen=True)
class Step:
    """One step of a funnel: what it is, how many are in it, what else must be said of it, and what was lost since the step before: how
    many, by why. Without those `beside` who were not in the step before, the losses add up to the difference."""

    words: str
    people: int
    beside: str = ""
    lost: tuple[tuple[int, str], ...] = ()


def _refs(frame: pd.DataFrame) -> set[str]:
    return set(frame["person_ref"].dropna().astype("str"))


def _supported(results: Results, quarter: Quarter) -> set[str] | None:
    """The references of everyone with a period of support in the quarter, in any setting; None where no return covers it."""
    governed = results.governed
    if "support" not in governed.tables or _governing(governed, "support", quarter) is None:
        return None
    frame = governed.tables["support"]
    return _refs(frame[(frame["counts"] & frame["usable"]).to_numpy() & (frame["quarter"].to_numpy() == quarter)])


def _with_reading(results: Results, measure: Measure, quarter: Quarter) -> set[str]:
    """The references of everyone with a usable reading of the measure's topic by the end of the quarter."""
    frame = results.governed.tables[measure.reads[0]]
    here = frame["score"].notna().to_numpy() & (frame["quarter"].to_numpy() <= quarter) & frame["date"].notna().to_numpy()
    return _refs(frame[here & (frame["area"] == measure.topic).to_numpy() if "area" in frame else here])


def _lost(*why: tuple[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple((int(people), words) for people, words in why if people)


def funnel(results: Results, ref: str, quarter: Quarter) -> list[Step]:
    """How many of whom the number was made: supported → first reading → second reading, or followed up → traced → counted.
    Empty for a count, and where there is no evidence."""
    measure, frame = MEASURE[ref], _evidence(results, ref, quarter)
    if measure.counts or frame is None or not len(frame):
        return []
    state = np.bincount(frame["state"].to_numpy(), minlength=len(STATES))
    if measure.evidence == "follow-up":
        ended = int(state[COUNTED] + state[LEFT_OUT] + state[ZERO_BEFORE])
        steps = [Step("Follow-up ended in the quarter", ended, f"{state[OPEN]} more still open" if state[OPEN] else "")]
        steps.append(Step("Traced, and the answer known", ended - int(state[LEFT_OUT]), lost=_lost((state[LEFT_OUT], "left out"))))
        return (
            [*steps, Step("With harm before", int(state[COUNTED]), lost=_lost((state[ZERO_BEFORE], "without harm before")))] if measure.topic == "harm reduced" else steps
        )
    pairs = int(state[COUNTED])
    supported = _supported(results, quarter) if measure.evidence == "star pairs" else None
    if supported is None:
        compared = Step("With an earlier score to compare", pairs, lost=_lost((state[SINGLE], "with one reading only")))
        return [Step("With a score in the quarter", pairs + int(state[SINGLE])), compared]
    table = results.governed.tables[results.evidence[(measure.evidence, "quarter")].table]
    paired, single, unusable = (_refs(table.iloc[frame["row"].to_numpy()[frame["state"].to_numpy() == one]]) for one in (COUNTED, SINGLE, LEFT_OUT))
    others = len(paired - supported)
    begun = supported & _with_reading(results, measure, quarter)
    without = begun - paired - single - unusable
    second = ((len(begun & single), "with one reading only"), (len(begun & unusable), "left out"), (len(without), "without a score in the quarter"))
    return [
        Step("Supported in the quarter", len(supported)),
        Step("With a first score by its end", len(begun), lost=_lost((len(supported - begun), "without a usable score by its end"))),
        Step("With a second score in the quarter", pairs, f"{others} of them without a period of support in the quarter" if others else "", _lost(*second)),
    ]


def distribution(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame:
    """How many young people changed by how many points. One row for each change that the scale allows: change, people, side
    (better, same or worse). Empty where the measure is not of changes."""
    measure, frame = MEASURE[ref], _evidence(results, ref, quarter)
    if measure.evidence not in ("star pairs", "pain pairs") or frame is None:
        return pd.DataFrame({"change": [], "people": [], "side": []})
    widest, improves = (9, 1) if measure.evidence == "star pairs" else (10 - results.settings.pain_scale_minimum, -1)
    amounts = frame["amount"].to_numpy()[frame["state"].to_numpy() == COUNTED].astype(np.int64)
    changes = np.arange(-widest, widest + 1)
    side = np.select([changes * improves > 0, changes == 0], ["better", "same"], "worse")
    return pd.DataFrame({"change": changes, "people": np.bincount(amounts + widest, minlength=2 * widest + 1), "side": side})


def _cells(governed: Governed, table: str, places: np.ndarray) -> pd.DataFrame:
    """Where rows of a governed table stand: file, sheet, row, cell, reference, date. Only for the officer's own screen."""
    rows = governed.tables[table].iloc[places]
    sources = [governed.sources[s] for s in rows["source"]]
    dated = next((name for name in ("date", "started") if name in rows), "")
    who: Sequence[object] = [""] * len(rows)
    if "person_ref" in rows:
        who = rows["person_ref"].astype(object).where(rows["person_ref"].notna(), "").tolist()
    elif "school" in rows:
        parts = [rows[name].astype(object).where(rows[name].notna(), "") for name in ("school", "cohort")]
        who = [", ".join(str(p) for p in pair if p) for pair in zip(*parts, strict=True)]
    cells = [f"{letters(c)}{r}" for c, r in zip(rows["column"], rows["row"], strict=True)]
    dates = [d.date() if not pd.isna(d) else None for d in rows[dated]] if dated else [None] * len(rows)
    return pd.DataFrame(
        {"file": [s.file for s in sources], "sheet": [s.sheet.name for s in sources], "row": rows["row"].tolist(), "cell": cells, "who": who, "date": dates}
    )


def rows_behind(results: Results, ref: str, quarter: Quarter) -> pd.DataFrame:
    """The rows that made a quarter's number, and those that were left out. One row per piece of evidence: state, why, amount, file,
    sheet, row, cell, who (reference, or school and cohort), date; for a pair also first_cell and first_date."""
    frame = _evidence(results, ref, quarter)
    if frame is None:
        return pd.DataFrame()
    measure, governed = MEASURE[ref], results.governed
    table = results.evidence[(measure.evidence, "quarter")].table
    out = _cells(governed, table, frame["row"].to_numpy())
    state = frame["state"].to_numpy()
    out.insert(0, "state", [STATES[s] for s in state])
    out.insert(1, "why", [WHYS[w] for w in frame["why"]])
    out.insert(2, "amount", np.where(state == COUNTED, frame["success"] if measure.evidence == "follow-up" else frame["amount"], np.nan))
    if measure.evidence in ("star pairs", "pain pairs"):
        first = frame["first"].to_numpy()
        there = _cells(governed, table, np.maximum(first, 0))
        same = there["file"].eq(out["file"]) & there["sheet"].eq(out["sheet"])
        full = np.where(same, there["cell"], there["file"] + " · " + there["sheet"] + " · " + there["cell"])
        out["first_cell"] = np.where(first >= 0, full, "")
        out["first_date"] = there["date"].where(pd.Series(first >= 0), None)
    return out.sort_values(["state", "file", "sheet", "row"], kind="stable").reset_index(drop=True)
