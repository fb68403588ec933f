"""Whom providers can ask: one line, which the trail does not repeat."""

from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.record.unit_contact import LONGEST, set_unit_contact, unit_contact
from ieo_metrics.store.trail.audit_trail import trail_entries
from ieo_metrics.store.trail.verify import integrity_faults


def test_the_contact_is_one_line_that_can_be_changed_and_cleared():
    store = store_in_memory()

    def now() -> str:
        with store.reading() as connection:
            return unit_contact(connection)

    assert now() == ""
    set_unit_contact(store, "An officer", " data@unit.example,\n 01962 555 0100 ")
    assert now() == "data@unit.example, 01962 555 0100"
    set_unit_contact(store, "An officer", "x" * 500)
    assert len(now()) == LONGEST
    set_unit_contact(store, "An officer", "")
    assert now() == ""


def test_the_trail_says_that_it_was_changed_and_not_what_it_is():
    store = store_in_memory()
    set_unit_contact(store, "An officer", "data@unit.example")
    with store.reading() as connection:
        (entry,) = [one for one in trail_entries(connection) if "contact" in one.about]
    assert "unit.example" not in entry.about and entry.who == "An officer"
    assert not list(integrity_faults(store))
