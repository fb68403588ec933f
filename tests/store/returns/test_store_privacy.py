"""Nothing that says who anybody is reaches a file: every byte of what the store and the exports leave behind
is searched."""

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.schema import KEPT_ROWS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.returns import acceptance, retention
from ieo_metrics.store.returns import board as boards
from ieo_metrics.store.returns.row_bytes import of_bytes
from tests.recognising.in_memory import book, drawn, sheet
from tests.store import postgres
from tests.store.office import SETTINGS, Office, collection_of, issue, stands, take, tidy

Q, NEXT = quarter(2024, 1), quarter(2024, 2)
CANARY = "Xanaduquilt"
# Words, a date of birth, a telephone number, an NHS number, a postcode: where they stand is said below.
CANARIES = (
    CANARY,
    "17/11/2009",
    "17112009",
    "07700900123",
    "9434765919",
    "ZE99 7QX",
    "ZE997QX",
    "2009-11-17",
)


# Numbers that were typed as text.
_TYPED = {float(word): word for word in CANARIES if word.isdigit()}


def typed(text: str, name: str) -> Sheet:
    return sheet(
        [
            [_TYPED.get(cell, cell) if isinstance(cell, float) else cell for cell in row]
            for row in drawn(text)
        ],
        name=name,
    )


def workbooks(name: str = "") -> list:
    """A return of every provider. The canary is a reference, a name, a school, a cohort, a practitioner, a
    team, an offence, a comment and whatever cannot be read; the personal numbers are typed where a text may
    stand."""
    stated = "Reporting quarter: 2024/25 Q1\nDate of return: 9 July 2024\n"
    support = typed(
        stated
        + (
            "Young person ref  Name  Date of birth  Postcode  Support started  Support ended  Setting  "
            "Comments\n"
        )
        + f"{CANARY}-1  {CANARY} Smith  17/11/2009  ZE99 7QX  2024-05-01  -  Community  said {CANARY}\n"
        + f"{CANARY}-2  {CANARY} Jones  2009-11-17  ZE997QX  {CANARY}  -  {CANARY}  rang 07700900123\n",
        name="Support",
    )
    star = typed(
        stated
        + "Young person ref  Date  Star area  Score\n"
        + (
            f"{CANARY}-1  2024-05-01  Offending  3\n{CANARY}-1  2024-06-01  Offending  6\n{CANARY}-2  "
            f"2024-06-01  Offending  {CANARY}\n"
        ),
        name="Stars",
    )
    follow = typed(
        stated
        + "Young person ref  Support started  Follow-up ends  Traced  Reoffended\n"
        + f"{CANARY}-1  2023-05-01  2024-05-01  Yes  No\n",
        name="Follow-up",
    )
    offences = typed(
        stated
        + "Young person ref  Offence date  HO code  Offence  CHI\n"
        + f"{CANARY}-1  2023-06-01  17/11/2009  threw a brick at {CANARY}  5\n",
        name="Offences",
    )
    sessions = typed(
        stated
        + "Date  School  URN  Year group  Activity  Status  Young people reached  School staff engaged\n"
        + f"2024-05-01  {CANARY} School  9434765919  {CANARY} year  {CANARY} workshop  Delivered  28  2\n"
        + "2024-05-02  07700900123  ZE997QX  17/11/2009  17112009  Delivered  28  2\n",
        name="Sessions",
    )
    police = typed(
        stated
        + "Date  Session type  Practitioner  Team  Status\n"
        + (
            f"2024-05-01  Training  {CANARY}  {CANARY} team  Delivered\n2024-05-02  Training  07700900123  "
            "17/11/2009  Delivered\n"
        ),
        name="TIPS sessions",
    )
    return [
        book(support, star, follow, offences, name=f"reset{name}.xlsx"),
        book(sessions, name=f"choices{name}.xlsx"),
        book(police, name=f"tips{name}.xlsx"),
    ]


def found_in(data: bytes, of: tuple[str, ...] = CANARIES) -> list[str]:
    """Which of the canaries stand in bytes, in UTF-8 or UTF-16, in capitals or not."""
    low = data.lower()
    return [
        word
        for word in of
        for code in ("utf-8", "utf-16-le", "utf-16-be")
        if word.lower().encode(code) in low
    ]


def files_of(office: Office) -> Iterator[tuple[str, bytes]]:
    """Everything on disk: the folder with the file, -wal, -shm, backups, key and audit head; of a server,
    every table's own file."""
    for path in sorted(office.folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
    if office.address:
        yield from tables_of(office.address)


def tables_of(address: str) -> Iterator[tuple[str, bytes]]:
    """What the server keeps of each table and of its large values: the files, where they can be read, and
    every value (long text is compressed in the files)."""
    with postgres.psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        root = connection.execute("SHOW data_directory").fetchone()[0]
        for name, path in connection.execute(
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't', 'i')"
        ).fetchall():
            if path and (whole := Path(root) / path).is_file():
                yield name, whole.read_bytes()
        for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall():
            rows = connection.execute(f"SELECT * FROM {name}").fetchall()
            yield (
                f"values of {name}",
                b"\0".join(
                    cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row
                ),
            )


def unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) + name.encode() for name in archive.namelist())


def test_the_canaries_are_in_what_arrives():
    """Else the search would prove nothing."""
    collection = collection_of(*workbooks())
    words = " ".join(
        str(value)
        for one in collection.returns
        for frame in one.tables.values()
        for column in frame
        for value in frame[column]
    )
    assert CANARY.lower() in words.lower() and "07700900123" in words and "17/11/2009" in words
    assert any(CANARY.lower() in p.found.lower() for p in collection.problems)
    assert {one.return_type.provider for one in collection.returns} == {
        "Society of St James",
        "Constabulary",
        "Artswork",
        "Rock Pool",
    }


def test_no_canary_is_in_any_file_after_a_quarter_s_work(office, caplog, capfd, monkeypatch):
    """Dropping, querying, accepting, issuing, revising, exporting, failing and backing up."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "sqlalchemy.engine")
    store = office.open()
    collection = collection_of(*workbooks())
    boards.note_received(store, "A. Officer", collection.returns)
    boards.note_queried(store, "A. Officer", collection.files[0].sha256)
    take(store, collection.returns)
    issue(store, Q)
    issuing.unlock_quarter(store, "A. Officer", Q, "a correction", stands(store).facts)
    take(store, collection_of(*workbooks(" corrected"), store=store, covers="2024/25 Q1").returns)
    said = failing(store, monkeypatch)
    back = backup.back_up(store, office.folder / "backups" / "one.backup")
    restore.restore_backup(
        back,
        "A. Officer",
        folder=office.folder / "elsewhere",
        url=f"sqlite:///{office.folder / 'elsewhere' / 'returns.db'}",
    )
    now = stands(store)
    book_bytes = svrp_workbook(now.results, now.collection(), Q)
    files = dict(files_of(office))  # while the store is open: its -wal and -shm are there
    assert [name for name, data in files.items() if found_in(data)] == []
    assert {"audit head", "key", "one.backup"} <= set(files)
    assert ("values of kept_rows" in files) != (
        "returns.db" in {path.name for path in office.folder.glob("*")}
    )
    assert found_in(unzipped(book_bytes)) == []
    assert found_in(tidy(store).encode()) == []
    assert found_in(said.encode()) == []
    out = capfd.readouterr()
    assert found_in((caplog.text + out.out + out.err).encode()) == []
    store.engine.dispose()
    assert [name for name, data in files_of(office) if found_in(data)] == []


def failing(store: Store, monkeypatch) -> str:
    """What an officer reads when a save fails with everything in its hands."""
    fresh = collection_of(*workbooks(" a third time"), store=store, covers="2024/25 Q1").returns
    now = stands(store)
    shown = acceptance.preview_acceptance(store, now, fresh)

    def full(name: str) -> None:
        raise acceptance.sa.exc.OperationalError(
            "INSERT ...", {"about": CANARY}, Exception("database or disk is full")
        )

    with monkeypatch.context() as patched:
        patched.setattr("ieo_metrics.store.database.failpoints.at_moment", full)
        with pytest.raises(StoreTrouble) as trouble:
            acceptance.accept_shown_returns(store, "A. Officer", shown)
    assert trouble.value.__cause__ is None and trouble.value.__suppress_context__
    return str(trouble.value)


def test_the_same_references_under_another_key_are_others(tmp_path):
    offices = [Office(tmp_path / name) for name in ("one", "two")]
    people = []
    for one in offices:
        store = one.open()
        take(store, collection_of(*workbooks()).returns)
        people.append(pseudonyms(store))
        one.close()
    assert people[0] and len(people[0]) == len(people[1])
    assert not people[0] & people[1]
    assert all(len(one) == 48 and int(one, 16) >= 0 for one in people[0])


def pseudonyms(store: Store, table: str = "") -> set[str]:
    """What stands for people in the rows that are stored."""
    out: set[str] = set()
    with store.reading() as connection:
        for row in connection.execute(KEPT_ROWS.select()):
            held = of_bytes(bytes(row.data))
            if "person_ref" in held.column_names and table in ("", row.table_name):
                out |= set(held.column("person_ref").to_pylist()) - {None}
    return out


# Retention


def star_book(q: int, first: str, rows: str, name: str):
    words = {Q - 4: "2023/24 Q1", Q - 3: "2023/24 Q2", Q: "2024/25 Q1", NEXT: "2024/25 Q2"}[q]
    return book(f"Reporting quarter: {words}\nDate of return: 20 October 2024\n{first}\n{rows}", name=name)


def years() -> list:
    """Old: a young person who is not seen again, and another whose first reading a later quarter needs. New:
    that other's latest reading."""
    heading = "Young person ref  Date  Star area  Score"
    old = (
        "GONE  2023-05-01  Offending  3\nGONE  2023-06-01  Offending  7\nSTAYS  2023-05-05  Offending  "
        "2\nSTAYS  2023-06-06  Offending  4"
    )
    new = "STAYS  2024-05-05  Offending  9"
    support = "Young person ref  Support started  Support ended  Setting"
    long, short = "STAYS  2023-05-01  2024-06-01  Community", "GONE  2023-04-05  2023-06-30  Community"
    return [
        book(
            sheet(
                f"Reporting quarter: 2023/24 Q1\nDate of return: 20 July 2023\n{heading}\n{old}", name="Stars"
            ),
            sheet(
                f"Reporting quarter: 2023/24 Q1\nDate of return: 20 July 2023\n{support}\n{long}\n{short}",
                name="Support",
            ),
            name="old.xlsx",
        ),
        book(
            sheet(
                f"Reporting quarter: 2024/25 Q1\nDate of return: 20 July 2024\n{heading}\n{new}", name="Stars"
            ),
            sheet(
                f"Reporting quarter: 2024/25 Q1\nDate of return: 20 July 2024\n{support}\n{long}",
                name="Support",
            ),
            name="new.xlsx",
        ),
    ]


def test_old_rows_are_really_gone_and_the_measures_stay(office):
    """Of the old quarter three readings and a period of support go: both of the one not seen again, and the
    other's second. Their pseudonyms are in no byte; what the later quarter rests on stays."""
    store = office.open()
    take(store, collection_of(*years()).returns)
    issue(store, Q - 4)
    key = store.require_key()
    gone, stays = (key.person(ref).encode() for ref in ("gone", "stays"))
    office.close()
    assert any(gone in data for _, data in files_of(office))
    before = tidy(store)
    assert retention.reduce_rows(store, "A. Officer", Q, SETTINGS, stands(store).facts) == 4
    assert tidy(store) == before
    assert key.person("gone") not in pseudonyms(store) and key.person("stays") in pseudonyms(
        store, "star_readings"
    ) & pseudonyms(store, "support")
    everywhere = dict(files_of(office))
    assert [name for name, data in everywhere.items() if gone in data] == []
    assert any(stays in data for data in everywhere.values())
    office.close()
    assert [name for name, data in files_of(office) if gone in data] == []
    assert tidy(office.open()) == before


def test_a_return_is_accepted_as_before_once_old_rows_are_gone(store):
    """The later pair 2 → 9 still has its baseline; a later quarter is measured from it."""
    from tests.store.office import value

    take(store, collection_of(*years()).returns)
    assert value(store, "5.2.2.b", Q)["value"] == 7
    retention.reduce_rows(store, "A. Officer", Q, SETTINGS, stands(store).facts)
    again = star_book(
        NEXT, "Young person ref  Date  Star area  Score", "STAYS  2024-08-01  Offending  5", "later.xlsx"
    )
    take(store, collection_of(again, store=store).returns)
    assert (
        value(store, "5.2.2.b", NEXT)["value"],
        value(store, "5.2.2.b", Q)["value"],
        value(store, "5.2.2.b", Q - 4)["value"],
    ) == (3, 7, 3)


def test_there_is_nothing_to_reduce_before_the_first_quarter(store):
    take(store, collection_of(*years()).returns)
    with pytest.raises(StoreTrouble, match="nothing older"):
        retention.reduce_rows(store, "A. Officer", Q - 4, SETTINGS, stands(store).facts)


def test_the_key_is_readable_by_its_owner_only(file_office):
    file_office.open()
    assert (file_office.folder / "key").stat().st_mode & 0o077 == 0
    assert len((file_office.folder / "key").read_text().strip()) == 64
