"""What the measures can be broken down by, one row each. Every breakdown divides all rows: who belongs to no
group is not known."""

from typing import NamedTuple

from ieo_metrics.framework.words.code_lists import AGE_BAND, DISTRICT, ETHNICITY, GENDER, NOT_KNOWN


class Breakdown(NamedTuple):
    """One breakdown. `field`: of the record tables; `words`: its answers; `tables`: the record tables that
    carry it themselves. A row of another table takes it from the person's support, where it names a
    person."""

    name: str
    field: str
    words: dict[str, tuple[str, ...]]
    tables: tuple[str, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """Its answers in the order of the field's, which the codes of a record table follow, and not
        known."""
        return tuple(dict.fromkeys((*self.words, NOT_KNOWN)))

    @property
    def option(self) -> str:
        """As the command line calls it."""
        return self.name.replace(" ", "-")


BREAKDOWNS: tuple[Breakdown, ...] = (
    Breakdown("district", "district", DISTRICT, ("support", "school_sessions")),
    Breakdown("age band", "age_band", AGE_BAND, ("support",)),
    Breakdown("gender", "gender", GENDER, ("support",)),
    Breakdown("ethnicity", "ethnicity", ETHNICITY, ("support",)),
)
BREAKDOWN: dict[str, Breakdown] = {breakdown.name: breakdown for breakdown in BREAKDOWNS}
