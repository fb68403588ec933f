"""Stores that are made once: a copy is quicker than to make another, and what many tests begin with is accepted once."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ieo_metrics.store.database.store import Store
from tests.store import postgres
from tests.store.office import Office

Begin = Callable[[Store], object]
AddressOf = Callable[[str], str]


@dataclass
class Begun:
    """The stores that were made, in folders below `folder` and in databases of the server: one for each kind of
    database and for each beginning, which is known by its function: one of a module, not one made for each test."""

    folder: Path
    made: dict[tuple[Begin, bool], Office] = field(default_factory=dict)

    def copy(
        self, folder: Path, address_of: AddressOf | None, begin: Begin
    ) -> tuple[Office, Callable[[], None] | None]:
        """(an office with a store of its own that has begun so, what removes its database). `address_of`: None for
        a file."""
        first = self._first(address_of, begin)
        shutil.copytree(first.folder, folder)
        if not (address_of and first.address):
            return Office(folder), None
        address, remove = postgres.new_database(address_of, first.address)
        return Office(folder, address), remove

    def _first(self, address_of: AddressOf | None, begin: Begin) -> Office:
        key = begin, address_of is not None
        if key not in self.made:
            address = postgres.new_database(address_of)[0] if address_of else None
            office = Office(self.folder / str(len(self.made)), address)
            begin(office.open())
            office.close()
            self.made[key] = office
        return self.made[key]
