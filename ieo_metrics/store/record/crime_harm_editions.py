"""The editions of the Crime Harm Index that may be in force, and the choice of one."""

from contextlib import suppress

from sqlalchemy import Connection

from ieo_metrics.framework.configuration.settings import setting_title
from ieo_metrics.framework.crime_harm import Edition, starter_edition
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import Head
from ieo_metrics.store.trail.audited_named_values import (
    CHOSEN,
    EDITIONS,
    UNCHANGED,
    as_dict,
    change_within,
    recall,
)

EDITION_IN_FORCE = "crime_harm_sha256"  # among what is chosen: editions of one name may differ


def editions(connection: Connection) -> list[Edition]:
    """The editions that may be in force: the starter, then what was uploaded. Raises Damaged where one is not
    what was uploaded."""
    held = as_dict(recall(connection, EDITIONS))
    with suppress(KeyError, TypeError, ValueError):
        uploaded = [Edition.of_data(data) for data in held.values()]
        if [edition.sha256 for edition in uploaded] == list(held):
            return [starter_edition(), *uploaded]
    raise Damaged(
        "An edition of the Crime Harm Index is not the one that was uploaded. Restore the latest backup."
    )


def take_edition(store: Store, who: str, edition: Edition, drawn: Head) -> None:
    """Count by an edition from now on, and keep it if it was not kept before. Raises Conflict as
    `Store.writing` does."""
    sha256 = edition.sha256
    told = {
        "edition": edition.name,
        "sentencing guidelines": edition.sentencing,
        "offences": len(edition.offences),
        "edition's fingerprint": sha256[:12],
    }
    chosen = {"setting": setting_title("crime_harm_edition"), "is now": f"{edition.name} ({sha256[:12]})"}
    with store.writing(drawn, UNCHANGED) as connection:
        if sha256 != starter_edition().sha256:
            kept = {sha256: edition.as_data()}
            change_within(connection, store, who, EDITIONS, lambda old: as_dict(old) | kept, told)
        change_within(
            connection, store, who, CHOSEN, lambda old: as_dict(old) | {EDITION_IN_FORCE: sha256}, chosen
        )
