"""What an invented group has typed fills every register, is taken by the store, and says that it is invented."""

from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.registers.register_rows import all_rows
from ieo_metrics.store.trail import verify
from sample_data.group_record import record_samples
from sample_data.group_rows import SAMPLE_ROWS


def test_the_store_takes_every_row() -> None:
    store = store_in_memory()
    record_samples(store, "A. Officer")
    with store.reading() as connection:
        held = all_rows(connection)
    assert {name: len(rows) for name, rows in held.items()} == {
        register.name: len(SAMPLE_ROWS[register.name]) for register in REGISTERS
    }
    assert list(verify.integrity_faults(store)) == []
