"""The same save tried many times: what is to be accepted is prepared once, and the store is put back before
each round."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database import postgres_server
from ieo_metrics.store.database.schema import AUDIT, KEPT_ROWS, RETURNS, VERSIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.acceptance import Preview
from ieo_metrics.store.trail import verify
from tests.store import postgres
from tests.store.office import Office, stands


@dataclass
class Rounds:
    """A store that is made once, and what officers would accept into it."""

    office: Office
    store: Store
    now: StoreSnapshot
    shown: list[Preview]

    @classmethod
    def of(cls, office: Office, *returns: Sequence[AcceptedReturn]) -> "Rounds":
        store = office.open()
        now = stands(store)
        shown = [acceptance.preview_acceptance(store, now, one) for one in returns]
        store.engine.dispose()
        if store.is_sqlite:
            shutil.copytree(office.folder, cls._template(office))
        return cls(office, store, now, shown)

    @staticmethod
    def _template(office: Office) -> Path:
        return office.folder.with_name("template")

    def again(self) -> None:
        """The store as it was when it was made."""
        if self.store.is_sqlite:
            shutil.rmtree(self.office.folder)
            shutil.copytree(self._template(self.office), self.office.folder)
        else:
            postgres.ask(self.office.address or "", "TRUNCATE versions, kept_rows, results, returns CASCADE")
            facts = stands(self.store).facts  # the trail goes on
            self.shown = [replace(one, facts=facts) for one in self.shown]

    def own(self) -> Store:
        """The store with connections of its own, for a child."""
        return (
            self.store
            if self.store.is_sqlite
            else replace(self.store, engine=postgres_server.server_engine(self.office.address or ""))
        )

    def accept(self, place: int = 0, who: str = "A. Officer", store: Store | None = None) -> list:
        return acceptance.accept_shown_returns(store or self.store, who, self.shown[place])

    def wholly(self) -> int:
        """How many returns are there; each wholly, with its versions, rows and line of the audit trail, or
        not at all."""
        wanted = {one.same_as: one for shown in self.shown for one in shown.returns}
        with self.store.reading() as connection:
            held = connection.execute(sa.select(RETURNS)).all()
            for row in held:
                one = wanted[row.same_as]
                pieces = connection.execute(
                    sa.select(sa.func.count()).where(KEPT_ROWS.c.seq == row.seq)
                ).scalar()
                quarters = connection.execute(
                    sa.select(sa.func.count()).where(VERSIONS.c.seq == row.seq)
                ).scalar()
                assert (pieces, quarters) == (
                    len(one.rows),
                    len({q for each in one.about["covers"].values() for q in each}),
                )
            told = connection.execute(
                sa.select(sa.func.count()).where(AUDIT.c.action == "accepted a return")
            ).scalar()
        if self.store.is_sqlite:
            assert told == len(held)
            assert list(verify.integrity_faults(self.store)) == []
        return len(held)
