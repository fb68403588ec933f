"""Puts into a store what the working group has typed in the invented samples."""

from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.registers.register_rows import add_row
from sample_data.group_rows import SAMPLE_ROWS


def record_samples(store: Store, who: str) -> None:
    """Every invented row of every register, in the order of the registers, so that what a row names is
    there."""
    for register in REGISTERS:
        for row in SAMPLE_ROWS[register.name]:
            add_row(store, who, register.name, row)
