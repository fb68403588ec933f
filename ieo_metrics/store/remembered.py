"""What else is remembered, by name: targets, steps, and whatever the officer has settled. Each change is in the audit trail."""

import json

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.store import audit
from ieo_metrics.store.kept import canonical
from ieo_metrics.store.schema import REMEMBERED
from ieo_metrics.store.store import Store


def recall(connection: Connection, name: str) -> object | None:
    """What is remembered under a name; None where nothing is."""
    value = connection.execute(sa.select(REMEMBERED.c.value).where(REMEMBERED.c.name == name)).scalar()
    return None if value is None else json.loads(value)


def remember(store: Store, who: str, name: str, value: object, changed: str) -> None:
    """Remember something in place of what was there. `changed`: in words, what it is that changes, for the audit trail."""
    with store.writing() as connection:
        connection.execute(sa.delete(REMEMBERED).where(REMEMBERED.c.name == name))
        connection.execute(sa.insert(REMEMBERED).values(name=name, value=canonical(value)))
        audit.append(connection, store.now(), who, f"changed the {name}", {"changed": changed})
