"""Rows that come a quarter late, over eleven issues of a small unit: how much of the last pack is hidden, with what
was issued before and without, and what all packs together tell.

`nice python -m tests.benchmarks.late_rows` prints a table, one line for each share of late rows and seed.
"""

import datetime as dt
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ieo_metrics.framework.dates.quarters import first_day, label, quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.code_lists import STAR_AREAS
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.issues.issuing import unlock_quarter
from ieo_metrics.store.issues.protect_for_sharing import protect_results
from ieo_metrics.store.issues.results_of_next_issue import frame_to_share
from ieo_metrics.store.returns import acceptance
from tests.disclosure.packs_compared import differences_told
from tests.recognising.in_memory import book
from tests.store.office import SETTINGS, Office, issue, returns_of, stands

FIRST, ISSUES = quarter(2022, 1), 11
DISTRICTS = ("Hampshire", "Portsmouth", "Southampton", "Isle of Wight")
Rows = dict[str, list[str]]
HEADINGS = {
    "support": "Young person ref  Support started  Support ended  Setting  District",
    "stars": "Young person ref  Date  Star area  Score",
    "follow-up": "Young person ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after",
}


def world(random: np.random.Generator) -> list[Rows]:
    """The rows of each quarter: some sixty young people in support, two thirds of them with stars, and those whose
    follow-up ended."""
    people: list[tuple[str, str]] = []
    quarters: list[Rows] = []
    for q in range(FIRST, FIRST + ISSUES):
        begin = first_day(q)
        new = [(f"YP{q}x{i}", str(random.choice(DISTRICTS, p=[0.5, 0.2, 0.2, 0.1]))) for i in range(25)]
        people = [one for one in people if random.random() < 0.6] + new
        rows: Rows = {name: [] for name in HEADINGS}
        for ref, district in people:
            day = begin + dt.timedelta(days=int(random.integers(0, 30)))
            rows["support"].append(f"{ref}  {day}  {day + dt.timedelta(days=50)}  Community  {district}")
            if random.random() < 0.7:
                rows["stars"] += [
                    f"{ref}  {day + dt.timedelta(days=later)}  {area}  {score}"
                    for area in tuple(STAR_AREAS)[:4]
                    for first in [int(random.integers(1, 9))]
                    for later, score in ((0, first), (40, min(10, first + int(random.integers(-1, 4)))))
                ]
            if random.random() < 0.5:
                ends = begin + dt.timedelta(days=int(random.integers(0, 80)))
                before, after = (int(n) for n in random.integers(0, 300, 2))
                rows["follow-up"].append(
                    f"F{ref}  {ends - dt.timedelta(days=365)}  {ends}  yes  "
                    f"{'yes' if random.random() < 0.4 else 'no'}  {before}  {after}"
                )
        quarters.append(rows)
    return quarters


def workbook(q: int, rows: Rows, name: str) -> Workbook:
    """The return of a quarter."""
    top = f"Reporting quarter: {label(q)}\nDate of return: 20 April 2026\n"
    return book(*("\n".join([top + HEADINGS[one], *lines]) for one, lines in rows.items()), name=name)


def without_late(rows: Rows, share: float, random: np.random.Generator) -> Rows:
    """The rows that come in time; a young person's stars come together."""
    late = {line.split("  ")[0] for line in rows["stars"] if random.random() < share / 4}
    return {
        name: [
            line
            for line in lines
            if (line.split("  ")[0] not in late if name == "stars" else random.random() >= share)
        ]
        for name, lines in rows.items()
    }


def eleven_issues(folder: Path, share: float, seed: int) -> tuple[list[pd.DataFrame], pd.DataFrame, int]:
    """What each issue handed out, what the last one would have without any before, and how many returns were
    refused because of a lock."""
    random = np.random.default_rng(seed)
    quarters = world(random)
    store = Office(folder).open()
    refused = 0
    for i, rows in enumerate(quarters):
        q = FIRST + i
        whole = [(q - 1, quarters[i - 1], f"late {q}.xlsx")] if i and share else []
        for when, lines, name in [*whole, (q, without_late(rows, share, random), f"{q}.xlsx")]:
            fresh = returns_of(workbook(when, lines, name), store=store)
            shown = acceptance.preview_acceptance(store, stands(store), fresh)
            if shown.locked:
                refused += 1
                for locked in shown.locked:
                    unlock_quarter(store, "A. Officer", locked, "late rows", stands(store).facts)
                shown = acceptance.preview_acceptance(store, stands(store), fresh)
            acceptance.accept_shown_returns(store, "A. Officer", shown)
        issue(store, q)
    now = stands(store)
    assert now.results is not None
    with store.reading() as connection:
        packs = [one.shared for one in all_issues(connection) if one.shared is not None]
    alone = protect_results(frame_to_share(now.results.frame, FIRST + ISSUES - 1), SETTINGS).frame
    return packs, alone, refused


def share_hidden(frame: pd.DataFrame) -> float:
    """The share of figures about people that are hidden, in per cent."""
    own = frame[frame["ref"].map({ref: m.about_people for ref, m in MEASURE.items()}).astype(bool)]
    own = own[own["value"].notna() | (own["marker"] == "c")]
    return 100 * float((own["marker"] == "c").mean())


def main(shares: Sequence[float] = (0.0, 0.01, 0.03), seeds: Sequence[int] = (1, 2, 3)) -> None:
    """Print the table."""
    print("late rows  seed  hidden  without memory  refused  told by all packs")
    for share in shares:
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                packs, alone, refused = eleven_issues(Path(folder), share, seed)
            told = differences_told(packs)
            print(
                f"{share:9.0%}  {seed:4}  {share_hidden(packs[-1]):5.1f}%  {share_hidden(alone):13.1f}%  "
                f"{refused:7}  {len(told)}",
                flush=True,
            )


if __name__ == "__main__":
    main(*([[float(sys.argv[1])], [int(n) for n in sys.argv[2:]]] if len(sys.argv) > 1 else []))
