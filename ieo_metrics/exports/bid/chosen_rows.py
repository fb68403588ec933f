"""What the officer chooses for the evidence of a bid, and the rows of the registers that stand in it: nothing
that somebody typed gets into the document but from here, where each text can be looked through."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ieo_metrics.disclosure.typed_text.what_text_tells import Typed
from ieo_metrics.framework.dates.quarters import Quarter, last_day
from ieo_metrics.framework.registers.choices import AGREED
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.store.registers.register_rows import RegisterRow
from ieo_metrics.store.registers.typed_in_row import typed_in_row

Rows = Mapping[str, Sequence[RegisterRow]]


@dataclass(frozen=True)
class BidChoice:
    """`programmes`: by name; `measures`: by reference; `needs`: by name; `round`: the row of the register by
    which it is known, None where the evidence is for no round yet."""

    programmes: tuple[str, ...]
    measures: tuple[str, ...]
    needs: tuple[str, ...]
    round: int | None = None


def rows_for(choice: BidChoice, rows: Rows, quarter: Quarter) -> dict[str, list[RegisterRow]]:
    """By register, the rows that belong to what was chosen: of grants those that are agreed and go on to the
    end of the quarter or longer, of learning what is no later than the quarter."""

    def of_programmes(name: str) -> list[RegisterRow]:
        return [row for row in rows[name] if row.values["programme"] in choice.programmes]

    end = last_day(quarter)
    return {
        "rounds": [row for row in rows["rounds"] if row.row == choice.round],
        "needs": [row for row in rows["needs"] if row.values["name"] in choice.needs],
        "provision": [row for row in of_programmes("provision") if row.values["need"] in choice.needs],
        "voices": [row for row in rows["voices"] if row.values.get("need") in choice.needs],
        "programmes": [row for row in rows["programmes"] if row.values["name"] in choice.programmes],
        "evidence_levels": of_programmes("evidence_levels"),
        "learning": [
            row
            for row in rows["learning"]
            if row.values["measure"] in choice.measures and int(str(row.values["quarter"])) <= quarter
        ],
        "grants": [
            row
            for row in of_programmes("grants")
            if row.values["state"] == AGREED and dt.date.fromisoformat(str(row.values["ends"])) >= end
        ],
    }


def texts_of_rows(rows: Rows, quarter: Quarter) -> tuple[Typed, ...]:
    """Every text of these rows, each to be looked through as one that is read beside the quarter."""
    return tuple(
        typed
        for name, held in rows.items()
        for row in held
        for typed in typed_in_row(REGISTER[name], row.values, quarter)
    )
