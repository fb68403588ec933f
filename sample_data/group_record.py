"""Puts into a store what the working group has typed and uploaded in the invented samples."""

from pathlib import Path

from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.group.seasons.keep_series import keep_series
from ieo_metrics.published.kinds import KIND, read_published
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.registers.published_tables import keep_table
from ieo_metrics.store.registers.register_rows import add_row
from sample_data.group_rows import SAMPLE_ROWS, SAMPLE_TABLES

_PUBLISHED = Path(__file__).parent / "published"


def record_samples(store: Store, who: str) -> None:
    """Every invented row of every register, in the order of the registers, so that what a row names is
    there, and every invented table."""
    for register in REGISTERS:
        for row in SAMPLE_ROWS[register.name]:
            add_row(store, who, register.name, row)
    for kind, (file, source, area, counted) in SAMPLE_TABLES.items():
        table = read_published(KIND[kind], file, (_PUBLISHED / file).read_bytes()).table
        assert table is not None, file
        if area:
            keep_series(store, who, file, table.chosen(area, ""), counted, source)
        else:
            keep_table(store, who, kind, file, table.edition, source, table.as_data())
