"""`python -m tests.faults.random_kills [--number 20] [--seed 1] [WHAT...]`: accepting, issuing, writing a pack,
backing up and restoring are killed at random moments, on each kind of database, and done again. Prints a table:
what was killed, and how often it had been done nevertheless. It stops where something is lost or half saved.

Not collected: `test_sudden_death.py` kills at named moments, the same each time, and quickly."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ieo_metrics.exports.pack.files import write_pack
from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database import backup, postgres_server, restore
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.trail import verify
from tests.faults import children
from tests.store import postgres
from tests.store.office import Office, issue, returns_of, stands, stars, take, tidy, trainings

Q = quarter(2024, 1)
STARS = {f"YP-{n}": (n % 9 + 1, n % 7 + 2) for n in range(300)}


class Place:
    """A store with two returns and an issue, a copy of it for each round, and what is done in it."""

    def __init__(self, folder: Path, server: postgres.Server | None) -> None:
        self.folder, self.server, self.number = folder, server, 0
        self.first = Office(folder / "first", server and postgres.new_database(server.address)[0])
        store = self.first.open()
        take(store, returns_of(trainings(Q, 300), stars(Q, STARS)))
        issue(store, Q)
        take(store, returns_of(trainings(Q + 1, 9, "next.xlsx"), store=store))
        self.backup = backup.back_up(store, folder / "first.backup")
        self.pack = checked_pack_files(store, stands(store).issues[0])
        self.old_pack = {name: data[:-1] for name, data in self.pack.items()}
        self.figures, self.fresh = tidy(store), returns_of(trainings(Q + 2, 5, "later.xlsx"), store=store)
        self.first.close()

    def again(self) -> "Round":
        self.number += 1
        office = Office(self.folder / f"round {self.number}")
        shutil.copytree(self.first.folder, office.folder)
        if self.server:
            office.address, _ = postgres.new_database(self.server.address, self.first.address)
        return Round(self, office, office.open())


class Round:
    """One store that something is done in."""

    def __init__(self, place: Place, office: Office, store: Store) -> None:
        self.place, self.office, self.store = place, office, store
        self.begun = stands(store)
        self.shown = acceptance.preview_acceptance(store, self.begun, place.fresh)
        self.out = office.folder / "out"
        write_pack(place.old_pack, self.out)
        self.empty = place.server and postgres.new_database(place.server.address)[0]
        self.elsewhere = office.folder.with_name(f"{office.folder.name} restored")
        self.elsewhere.mkdir()
        shutil.copy(office.folder / "key", self.elsewhere / "key")

    def own(self) -> Store:
        """The store with connections of its own, for a child."""
        address = self.office.address
        return replace(self.store, engine=postgres_server.server_engine(address)) if address else self.store

    def whole(self) -> None:
        """Nothing that was saved before is lost, and nothing is half saved."""
        assert list(verify.integrity_faults(self.store)) == []
        now = stands(self.store)
        assert [one.seq for one in now.returns[:3]] == [1, 2, 3] and now.handed_out[0].quarter == Q
        assert (Q + 1 in now.locks) == (len(now.issues) == 2)

    def accept(self, store: Store) -> None:
        acceptance.accept_shown_returns(store, "A. Officer", self.shown)

    def accepted(self) -> bool:
        self.whole()
        return len(stands(self.store).returns) == 4

    def issue(self, store: Store) -> None:
        issue(store, Q + 1)

    def issued(self) -> bool:
        self.whole()
        return len(stands(self.store).issues) == 2

    def write_pack(self, store: Store) -> None:
        write_pack(self.place.pack, self.out)

    def packed(self) -> bool:
        """Each file is wholly the one or the other; what was put aside goes with the last step, or when it is
        written again."""
        self.whole()
        there = {
            name: (self.out / name).read_bytes() for name in self.place.pack if (self.out / name).exists()
        }
        assert all(data in (self.place.pack[name], self.place.old_pack[name]) for name, data in there.items())
        return there == self.place.pack and not left_over(self.out)

    def back_up(self, store: Store) -> None:
        backup.back_up(store, self.office.folder / "one.backup")

    def backed_up(self) -> bool:
        self.whole()
        path = self.office.folder / "one.backup"
        if path.exists():
            backup.sealed_backup(path).dispose()
        return path.exists()

    def restore(self, store: Store) -> None:
        """In the place of a file; on a server into an empty database."""
        folder = self.elsewhere if self.empty else self.office.folder
        restore.restore_backup(self.place.backup, "A. Officer", self.empty, folder).engine.dispose()

    def restored(self) -> bool:
        folder = self.elsewhere if self.empty else self.office.folder
        there = (
            postgres_server.holds_store(postgres_server.server_engine(self.empty))
            if self.empty
            else ((folder / "returns.db").exists())
        )
        if not there:
            return False
        store = Office(folder, self.empty).open()
        assert list(verify.integrity_faults(store)) == [] and tidy(store) == self.place.figures
        return stands(store).head.rows == self.begun.head.rows + 1

    def restore_in_place(self, store: Store) -> None:
        restore.restore_in_place(store, "A. Officer", self.place.backup, stands(store).head)

    def restored_in_place(self) -> bool:
        self.whole()
        return stands(self.store).head.rows == self.begun.head.rows + 1


DONE: dict[str, tuple[Callable[[Round, Store], None], Callable[[Round], bool]]] = {
    "accept": (Round.accept, Round.accepted),
    "issue": (Round.issue, Round.issued),
    "write a pack": (Round.write_pack, Round.packed),
    "back up": (Round.back_up, Round.backed_up),
    "restore": (Round.restore, Round.restored),
    "restore in place": (Round.restore_in_place, Round.restored_in_place),
}


def left_over(folder: Path) -> list[str]:
    """What is only there while files are put into their place."""
    return [path.name for path in folder.rglob("*") if path.name.endswith((".before", ".new", ".part"))]


def killed(place: Place, name: str, number: int, chance: random.Random) -> tuple[int, int]:
    """(how often it was killed before it ended, how often it was done all the same), each time done again."""
    do, is_done = DONE[name]
    one = place.again()
    begun = time.monotonic()
    assert children.run(lambda: do(one, one.own())) == 0
    seconds = time.monotonic() - begun
    assert is_done(one)
    before, done = 0, 0
    for _ in range(number):
        one = place.again()
        told, tell = os.pipe()

        def work(one: Round = one, tell: int = tell) -> None:
            store = one.own()
            os.write(tell, b"!")
            do(one, store)

        child = children.fork(work)
        os.read(told, 1)
        time.sleep(chance.uniform(0, seconds))
        before += children.kill(child) < 0
        os.close(told), os.close(tell)
        if is_done(one):
            done += 1
        else:
            do(one, one.own())
            assert is_done(one), name
        assert left_over(one.office.folder) == []
    return before, done


def places() -> Iterator[tuple[str, Place]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", Place(Path(folder) / "files", None)
        server = postgres.Server()
        try:
            yield "PostgreSQL", Place(Path(folder) / "server", server)
        finally:
            server.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--number", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("what", nargs="*", help=f"of {', '.join(DONE)}; all where nothing is said")
    call = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # else its server would outlive it
    for database, place in places():
        for name in call.what or DONE:
            if name == "restore in place" and place.server:
                continue  # a server is restored into an empty database
            before, done = killed(place, name, call.number, random.Random(call.seed))
            print(
                f"{database:12}{name:18}killed {before} of {call.number} times in the middle; done all the same "
                f"{done} times, wholly absent the others; nothing lost, and done again",
                flush=True,
            )


if __name__ == "__main__":
    main()
