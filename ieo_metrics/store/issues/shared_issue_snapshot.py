"""What the meeting looks at: one issue of a quarter, as disclosure control let it out. Nothing here can read
a row about a person.

The store is asked for the issue alone; what was issued to the officer, where small numbers stand, is hashed
to prove the seal and never decoded.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing
from ieo_metrics.framework.configuration.chart_notes import ChartNote, notes_of_rows
from ieo_metrics.framework.configuration.settings import FOLLOW_N, Settings
from ieo_metrics.framework.configuration.targets import Target, steps_of_rows, targets_of
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.statistics.control_charts.chart_of_measure import ChartRules
from ieo_metrics.store.database.errors import Damaged, StoreTrouble
from ieo_metrics.store.database.schema import ISSUES
from ieo_metrics.store.issues.cut_off_after_quarter import frame_until, notes_until, targets_until
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words
from ieo_metrics.store.issues.results_as_bytes import frame_of_bytes
from ieo_metrics.store.returns.return_record import canonical_json, sha256
from ieo_metrics.store.trail.withdrawn_figures import (
    NOTICE,
    hidden_since,
    rows_withdrawn,
    since,
    withdrawn_figures,
)
from ieo_metrics.store.trail.withdrawn_issues import withdrawn_issues

SECTIONS = "sections"  # kept with an issue: what it says of the group's other work, as it was
WITHHELD = "withheld"  # kept with an issue: the rows that it hid only because a figure had been withdrawn


@dataclass(frozen=True)
class IssuedSnapshot:
    """One issue. `frame`: results without the small numbers, of the quarters up to its own; `hidden`:
    what is hidden, in words; `targets`: those in force when it was issued, None where it is older than that
    they are kept; `chart_rules`: how its charts were made; `notes`: those on them; `sections`: what it says
    of the group's other work, each as data, but those that repeat a figure that was withdrawn since."""

    quarter: Quarter
    number: int
    at: str
    hidden: str
    frame: pd.DataFrame
    targets: tuple[Target, ...] | None
    chart_rules: ChartRules
    notes: tuple[ChartNote, ...]
    notice: str = ""
    sections: tuple[Mapping[str, Any], ...] = ()


def issue_seal(
    quarter: Quarter, number: int, at: str, who: str, about: str, data: bytes, shared: bytes | None
) -> str:
    """The hash of an issue."""
    seals = [sha256(data), *([] if shared is None else [sha256(shared)])]
    return sha256(canonical_json([quarter, number, at, who, about, *seals]).encode())


def place_of(about: Mapping[str, Any]) -> int:
    """The place of an issue among all that was done, by what is kept with it."""
    return int(about["audit head"].partition(":")[0])


def latest_issue_numbers(connection: Connection) -> dict[Quarter, int]:
    """The number of each issued quarter's latest issue that was not withdrawn, in the order of time."""
    gone = {withdrawn_issue.key for withdrawn_issue in withdrawn_issues(connection)}
    every = sa.select(ISSUES.c.quarter, ISSUES.c.number).order_by(ISSUES.c.quarter, ISSUES.c.number)
    return dict(key for row in connection.execute(every) if (key := (row.quarter, row.number)) not in gone)


def load_issued_snapshot(connection: Connection, quarter: Quarter, number: int) -> IssuedSnapshot | None:
    """An issue; None where there is no such one, or it was withdrawn. Raises Damaged where it is not what was
    issued, and StoreTrouble where it was issued before small numbers were hidden."""
    row = connection.execute(
        sa.select(ISSUES).where(ISSUES.c.quarter == quarter, ISSUES.c.number == number)
    ).first()
    if row is None or any(
        withdrawn_issue.key == (quarter, number) for withdrawn_issue in withdrawn_issues(connection)
    ):
        return None
    shared = None if row.shared is None else bytes(row.shared)
    if row.digest != issue_seal(row.quarter, row.number, row.at, row.who, row.about, bytes(row.data), shared):
        raise Damaged(
            f"What is stored of the issue of {label(quarter)} is not what was issued. Restore the latest "
            "backup."
        )
    if shared is None:
        raise StoreTrouble(
            f"{label(quarter)} was issued before small numbers were hidden, so it cannot be shown to the "
            "group. Issue it again."
        )
    return snapshot_of(connection, quarter, number, row.at, json.loads(row.about), shared)


def snapshot_of(
    connection: Connection, quarter: Quarter, number: int, at: str, about: Mapping[str, Any], shared: bytes
) -> IssuedSnapshot:
    """What readers see of an issue. `about` and `shared`: as they are kept with it."""
    targets = targets_until(targets_of(about["targets"]), quarter) if "targets" in about else None
    frame = frame_until(frame_of_bytes(shared), quarter)
    place, withdrawn = place_of(about), withdrawn_figures(connection)
    gone_since = set(frame.loc[rows_withdrawn(frame, since(place, withdrawn)), "ref"])
    gone = bool(about.get(WITHHELD)) or bool(gone_since)
    settings = Settings(**about["settings"])
    frame = rounded_for_sharing(hidden_since(frame, place, withdrawn), settings)
    rules = ChartRules(
        about["settings"].get("control_limits", FOLLOW_N), steps_of_rows(about.get("steps", []))
    )
    hidden = hidden_in_words(settings)
    notes = notes_until(notes_of_rows(about.get("notes", [])), quarter)
    notice = NOTICE if gone else ""
    sections = tuple(one for one in about.get(SECTIONS, []) if gone_since.isdisjoint(one["measures"]))
    return IssuedSnapshot(quarter, number, at, hidden, frame, targets, rules, notes, notice, sections)
