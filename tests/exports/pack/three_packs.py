"""Three packs of a store with everything in it (late rows, targets, notes, re-basings, comments, key updates,
decisions): the first quarter of the samples, a middle one and the last. Run as a module it writes their files:
`python -m tests.exports.pack.three_packs FOLDER`."""

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.terms_of_reference import DECISION, UPDATE
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from sample_data import SAMPLES
from tests.exports.pack.test_packs_attacked import in_time, take_all
from tests.store.office import Office, issue, returns_of, stands, take

ME = "A. Officer"
FIRST, MIDDLE, LAST = quarter(2022, 1), quarter(2023, 2), quarter(2024, 4)
AIMS = (
    Target("5.1.1.b", FIRST, (Band("met", 0.5),), reason="As agreed"),
    Target("5.1.3.b", FIRST, (Band("met", 20),), reason="As agreed"),
    Target("5.2.1.a", FIRST, (Band("met", 0.75),), reason="As agreed"),
    Target("5.1.1.a", LAST - 6, (Band("met", 1.0),), reason="As agreed"),
    Target("5.1.2.d", LAST - 6, (Band("met", 0.6),), reason="As agreed"),
    Target("5.3.1.b", LAST - 7, (Band("met", 4),), reason="As agreed"),
    Target("5.3.1.a", FIRST, (Band("met", 8),), reason="As agreed"),
    Rebasing("5.1.3.b", LAST - 7, "Another worker began"),
    ChartNote(LAST - 2, "The office moved", "5.1.1.a"),
    ChartNote(LAST, "Another timetable"),
)
COMMENTS = {
    "5.1.1.a": "The team was complete again after a vacancy of half a year.",
    "5.1.2.d": "Readings are now taken at the second visit, as agreed with the practitioners in spring. " * 3,
    "5.1.4.a": "A second worker began in the autumn, and groups meet every week now.",
    "5.2.2.a": "Nothing to add.",
    "5.3.1.b": "Two trainers left; their successors begin after the summer.",
}
UPDATES = ("RESET has moved to the new office", "The school programme goes on for another year")
DECISIONS = (
    ("Whether Choices goes on in the autumn", "Police", dt.date(2025, 9, 30)),
    ("Who pays for a second trainer", "", None),
)


def issued_three_times(store: Store) -> None:
    """The three quarters are issued; before the last of them late rows revise figures that were given out."""
    books = list(read_files([(path.name, path.read_bytes()) for path in SAMPLES]))
    take(store, returns_of(*map(in_time, books), store=store))  # type: ignore[arg-type]
    for aim in AIMS:
        change_aims(store, ME, aim, "an aim", stands(store).facts)
    for when in (FIRST, MIDDLE, LAST - 1):
        issue(store, when)
    take_all(store, books)  # type: ignore[arg-type]
    issue(store, LAST)
    for when in (FIRST, MIDDLE, LAST):
        for ref, words in COMMENTS.items():
            add_comment(store, ME, when, ref, "officer", ME, words)
        for words, owner, due in DECISIONS:
            raise_to_svrp(store, ME, when, DECISION, words, owner, due)
        for words in UPDATES:
            raise_to_svrp(store, ME, when, UPDATE, words)


def three_packs(folder: Path) -> list[tuple[Pack, dict[str, bytes]]]:
    """By quarter, the pack and its files, each looked through."""
    office = Office(folder / "store")
    store = office.open()
    issued_three_times(store)
    out = []
    for found in stands(store).issues:
        if found.quarter in (FIRST, MIDDLE, LAST):
            with store.reading() as connection:
                pack = pack_of(connection, found)
            files = checked_pack_files(store, found)
            assert pack_files(replace(pack)) == files
            out.append((pack, files))
    office.close()
    return out


if __name__ == "__main__":
    into = Path(sys.argv[1])
    for made, files in three_packs(into):
        for name, data in files.items():
            (into / name).write_bytes(data)
        print(label(made.quarter), len(files))
