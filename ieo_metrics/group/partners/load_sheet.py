"""A partner's sheet from the store, in whose texts nothing is told that a reader is not shown now: each was
looked through when it was saved, and more may be hidden since."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from ieo_metrics.disclosure.typed_text.what_text_tells import Typed
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.field_kinds import Value
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.partners.authorities import Authority
from ieo_metrics.group.partners.partner_sheet import (
    QUARTERS_LOOKED_AT,
    PartnerSheet,
    build_partner_sheet,
)
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.texts_beside_issue import TextsBesideIssue, texts_now
from ieo_metrics.store.record.free_text import latest_quarter
from ieo_metrics.store.record.meetings_and_actions import Action, all_actions, recorded_meetings
from ieo_metrics.store.record.raised_to_svrp import Raised, raised_items
from ieo_metrics.store.registers.register_rows import RegisterRow, all_rows

# (what it is, the text, its quarter, the measure it is about) → the text as it may be read.
_Read = Callable[[str, str, Quarter, str], str]


def load_partner_sheet(
    connection: Connection,
    store: Store,
    authority: Authority,
    quarter: Quarter,
    today: dt.date,
    first: Quarter,
) -> PartnerSheet:
    """The sheet as it may be read by the authority. `first`: the quarter that the first meeting was about."""
    latest = latest_quarter(connection)
    read = texts_now(connection, store, latest).read
    about = range(quarter - QUARTERS_LOOKED_AT + 1, quarter + 1)
    return build_partner_sheet(
        authority,
        quarter,
        today,
        first,
        recorded_meetings(connection),
        [_action(one, read) for one in all_actions(connection)],
        _rows(all_rows(connection), latest, read),
        [_raised(one, read) for each in about for one in raised_items(connection, each)],
    )


def typed_in(sheet: PartnerSheet, latest: Quarter) -> list[Typed]:
    """Every text of a sheet that somebody typed. `latest`: by which those of no quarter are read."""
    return [
        *(
            Typed(text, action.quarter, action.ref, ends_there=False)
            for action in (*sheet.open_actions, *sheet.done_actions)
            for text in (action.words, action.why or "")
        ),
        *(Typed(row.words["what"], latest, ends_there=False) for row in sheet.commitments),
        *(Typed(one.name, latest, ends_there=False) for one in sheet.named),
        *(Typed(item.words, item.quarter, ends_there=False) for item in sheet.decisions),
    ]


def hidden_now(connection: Connection, store: Store) -> TextsBesideIssue:
    """What no text of a sheet may tell."""
    return texts_now(connection, store, latest_quarter(connection))


def _action(action: Action, read: _Read) -> Action:
    return replace(
        action,
        words=read("text", action.words, action.quarter, action.ref),
        why=action.why and read("reason", action.why, action.quarter, action.ref),
    )


def _raised(raised: Raised, read: _Read) -> Raised:
    return replace(raised, words=read(raised.kind, raised.words, raised.quarter, ""))


def _rows(
    rows: Mapping[str, Sequence[RegisterRow]], latest: Quarter, read: _Read
) -> dict[str, list[RegisterRow]]:
    """Rows of the registers; a text that is typed into one is of no quarter."""

    def readable(row: RegisterRow) -> RegisterRow:
        field = REGISTER[row.register].field
        values: dict[str, Value] = {
            name: read("text", value, latest, "")
            if field[name].kind.is_typed and isinstance(value, str)
            else value
            for name, value in row.values.items()
        }
        return replace(row, values=values)

    return {name: [readable(row) for row in of_register] for name, of_register in rows.items()}
