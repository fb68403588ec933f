"""How providers reach the unit: one line of text, which stands in fix lists and in e-mails to providers."""

from sqlalchemy import Connection

from ieo_metrics.reading.cells.sanitise_for_display import cut_short
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audited_named_values import change_remembered, recall

CONTACT = "contact for providers"
LONGEST = 120


def unit_contact(connection: Connection) -> str:
    """The line as it was set last, such as `data@unit.example, 01962 555 0100`; "" where none is set."""
    held = recall(connection, CONTACT)
    return held if isinstance(held, str) else ""


def set_unit_contact(store: Store, who: str, text: str) -> None:
    """Set the line, or clear it. It is the unit's own address, so it may be an e-mail address or a telephone
    number; the audit trail says that it was changed, and not what it is."""
    line = cut_short(" ".join(text.split()), LONGEST)
    change_remembered(store, who, CONTACT, lambda _: line, {"setting": CONTACT})
