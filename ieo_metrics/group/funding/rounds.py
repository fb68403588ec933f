"""The funding rounds of the register as values: which are to come, who leads the bid, and what they could pay
for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ieo_metrics.framework.registers.choices import BIDDING, EXPECTED, OPEN_ROUND, SENT
from ieo_metrics.store.registers.register_rows import RegisterRow

TO_COME = (EXPECTED, OPEN_ROUND, BIDDING)


@dataclass(frozen=True)
class Round:
    """One round. `programmes`: those that it could pay for; `lead`, `partners`, `need`: "" where nobody has
    said; `most`: pounds, None likewise."""

    name: str
    funder: str
    state: str
    opens: dt.date | None
    closes: dt.date
    most: int | None
    programmes: tuple[str, ...]
    need: str
    lead: str
    partners: str

    @property
    def is_to_come(self) -> bool:
        """Whether a bid can still be sent, by what is said of it."""
        return self.state in TO_COME

    @property
    def is_waited_for(self) -> bool:
        """Whether a bid was sent and nothing is known of it yet."""
        return self.state == SENT


def rounds_of(rows: Iterable[RegisterRow]) -> list[Round]:
    """The rows of the register `rounds`, in the order in which they close."""
    return sorted(map(round_of, rows), key=lambda found: (found.closes, found.name, found.funder))


def round_of(row: RegisterRow) -> Round:
    """One row of the register `rounds`."""
    values = row.values
    most, opens, programmes = values.get("most"), values.get("opens"), values.get("programmes", [])
    return Round(
        str(values["name"]),
        str(values["funder"]),
        str(values["state"]),
        dt.date.fromisoformat(str(opens)) if opens else None,
        dt.date.fromisoformat(str(values["closes"])),
        None if most is None else int(str(most)),
        tuple(programmes) if isinstance(programmes, list) else (),
        str(values.get("need", "")),
        str(values.get("lead", "")),
        str(values.get("partners", "")),
    )
