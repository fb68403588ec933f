"""A store that version 1.0.0 wrote is read by today's code as it was read then: every figure to its last digit, and every record."""

import csv
import dataclasses
import datetime as dt
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ieo_metrics.exports.leak_check.check_file import raise_if_leaking
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.exports.pack.from_issue import pack_of
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.store.current_snapshot import load_snapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.record import meetings_and_actions, recommendation_progress
from ieo_metrics.store.record.comments import current_comments
from ieo_metrics.store.record.raised_to_svrp import raised_items
from ieo_metrics.store.record.settled_offences import settlements
from ieo_metrics.store.record.targets_and_chart_notes import all_rebasings, all_targets
from ieo_metrics.store.returns.board import receipts
from ieo_metrics.store.returns.known_references_in_text import known_references
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.audited_named_values import recall
from ieo_metrics.store.trail.verify import integrity_faults

WRITTEN = Path(__file__).parents[1] / "written_by_1_0_0"
THEN = WRITTEN / "read back then"
# What is said otherwise since: the time as it was in the United Kingdom, and of a file's name only known words.
IN_UK_TIME = ("09:07 on 5 August 2024 (UTC)", "10:07 on 5 August 2024")
MARK_OF_MASKED = re.compile(r" \([0-9a-f]{8}\)")
ISSUES = ("2023-24 Q4 issue 1", "2024-25 Q1 issue 1", "2024-25 Q1 issue 2")


@pytest.fixture
def copied(tmp_path) -> Path:
    """The folder of the store as it was written: the file, its key and the end of its audit trail."""
    folder = tmp_path / "store"
    folder.mkdir()
    for name in ("returns.db", "key", "audit head"):
        shutil.copy(WRITTEN / name, folder / name)
    return folder


@pytest.fixture
def store(copied) -> Iterator[Store]:
    one = open_store(None, copied)
    yield one
    one.engine.dispose()


def then(name: str) -> object:
    """What was read back of one thing."""
    return json.loads((THEN / name).read_text(encoding="utf-8"))


def in_json(value: object) -> object:
    """A value as JSON holds it: records by the names of their fields, dates in figures."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: in_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): in_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [in_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def as_then(now: object, before: object) -> object:
    """Of what is read now, what could be read then: a field, a setting or a column that came later is another matter."""
    if isinstance(now, dict) and isinstance(before, dict):
        return {key: as_then(now[key], one) for key, one in before.items() if key in now}
    if isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        return [as_then(one, other) for one, other in zip(now, before, strict=True)]
    return now


def assert_same(now: object, before: object) -> None:
    assert before, "something was read back then"
    assert as_then(in_json(now), before) == before


def assert_same_table(now: str, name: str) -> None:
    """The same rows in the same order, each cell as it was written: a number to its last digit."""
    written = (THEN / name).read_text(encoding="utf-8").replace(*IN_UK_TIME)
    before = list(csv.DictReader(io.StringIO(written, newline="")))
    read = list(csv.DictReader(io.StringIO(now, newline="")))
    assert len(before) > 100 and len(read) == len(before)
    for row, other in zip(read, before, strict=True):
        assert {column: row.get(column) for column in other} == other


def test_it_opens_and_nothing_is_wrong_with_it(store):
    assert store.key is not None and not store.read_only
    head = (WRITTEN / "audit head").read_text(encoding="ascii").strip()
    assert list(integrity_faults(store, head)) == []


def test_the_measures_are_those_of_then(store):
    """Every measure, span and district, as they were kept."""
    now = load_snapshot(store)
    assert now.results is not None
    assert_same_table(tidy_csv(now.results.frame), "measures.csv")


def test_the_measures_are_worked_out_as_they_were_then(copied):
    """The same from the rows, where no measures are kept; those of the quarters that were reduced are the ones that were kept then."""
    with sqlite3.connect(copied / "returns.db") as raw:
        assert raw.execute("DELETE FROM results").rowcount == 1
    raw.close()
    store = open_store(None, copied)
    now = load_snapshot(store)
    store.engine.dispose()
    assert now.results is not None
    assert_same_table(tidy_csv(now.results.frame), "measures.csv")
    # The one figure of an issued quarter that has moved since is marked with both.
    frame = now.results.frame
    assert frame.loc[frame["marker"] == "r", ["ref", "quarter", "note"]].values.tolist() == [
        ["5.3.1.b", "2024/25 Q1", "5 when issued at 10:07 on 5 August 2024"]
    ]


@pytest.mark.parametrize("number", range(3))
def test_an_issue_is_as_it_was_issued_and_as_it_was_shared(store, number):
    with store.reading() as connection:
        issues = all_issues(connection)
    assert tuple(f"{label(one.quarter).replace('/', '-')} issue {one.number}" for one in issues) == ISSUES
    one, name = issues[number], ISSUES[number]
    assert_same_table(one.frame.to_csv(index=False, lineterminator="\n"), f"{name} as issued.csv")
    assert one.shared is not None
    assert_same_table(one.shared.to_csv(index=False, lineterminator="\n"), f"{name} as shared.csv")
    about = then("record.json")["issues"][number]
    assert_same(
        {
            "quarter": label(one.quarter),
            "number": one.number,
            "at": one.at,
            "who": one.who,
            "about": one.about,
        },
        about,
    )


@pytest.mark.parametrize("number", range(3))
def test_the_pack_of_an_issue_can_be_made_and_holds_nothing_that_may_not_be_shared(store, number):
    with store.reading() as connection:
        pack, named = (
            pack_of(connection, all_issues(connection)[number]),
            known_references(connection, store.require_key()),
        )
    files = raise_if_leaking(pack_files(pack), pack, named)
    assert len(files) >= 5 and all(files.values())


def test_the_audit_trail_begins_with_what_it_was(store):
    before = then("audit trail.json")
    with store.reading() as connection:
        now = trail_entries(connection)
    assert_same(now[: len(before)], before)


def test_targets_and_the_quarters_from_which_a_chart_starts_anew(store):
    with store.reading() as connection:
        assert_same([one.as_dict() for one in all_targets(connection)], then("targets.json"))
        assert_same([one.as_dict() for one in all_rebasings(connection)], then("rebasings.json"))


def test_actions_and_comments(store):
    with store.reading() as connection:
        assert_same(meetings_and_actions.all_actions(connection), then("actions.json"))
        said = then("comments.json")
        assert_same(
            {quarter: current_comments(connection, *parse_quarters(quarter)) for quarter in said}, said
        )


def test_meetings_what_is_raised_and_the_recommendations(store):
    before = then("record.json")
    with store.reading() as connection:
        assert_same(meetings_and_actions.recorded_meetings(connection), before["meetings"])
        assert_same(
            {quarter: raised_items(connection, *parse_quarters(quarter)) for quarter in before["raised"]},
            before["raised"],
        )
        assert_same(recommendation_progress.recommendation_history(connection), before["recommendations"])


def test_what_is_remembered_and_the_settings_in_force(store):
    """Confirmed columns, a chosen setting, an edition of the Crime Harm Index and what was settled about offences."""
    before = then("record.json")
    assert before["settings in force"]["repeated_cohorts"] == "added up"
    assert_same(load_snapshot(store).settings.as_dict(), before["settings in force"])
    with store.reading() as connection:
        assert_same({name: recall(connection, name) for name in before["remembered"]}, before["remembered"])
        assert_same(settlements(connection), before["settled offences"])


def test_returns_versions_locks_and_what_arrived(store):
    """Which return is which version of a quarter, the one that was taken back, what is locked, and the file that was sent back."""
    before = then("record.json")
    now = load_snapshot(store)
    every = sorted((*now.returns, *now.withdrawn), key=lambda one: one.seq)
    returns = [
        {
            "seq": one.seq,
            "at": one.at,
            "by": one.by,
            "files": [MARK_OF_MASKED.sub("", name) for name in one.files],
            "title": one.title,
            "digest": one.digest,
        }
        for one in every
    ]
    for one in before["returns"]:
        one["files"] = [
            name.replace("society", "…") for name in one["files"]
        ]  # the only word that is not known
    assert_same(returns, before["returns"])
    assert [one.seq for one in now.withdrawn] == [seq for seq, *_ in before["taken back"]]
    assert now.locks == {quarter: who for quarter, _, who in before["locks"]}
    of = {one.seq: one for one in every}
    for programme, provider, quarter, version, seq in before["versions"]:
        assert (of[seq].about["programme"], of[seq].about["provider"], of[seq].versions[quarter]) == (
            programme,
            provider,
            version,
        )
    with store.reading() as connection:
        assert_same(receipts(connection), before["arrived"])
