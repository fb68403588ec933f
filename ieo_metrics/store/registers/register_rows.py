"""Rows of the registers: added, changed and taken away, each with its versions and in the audit trail. A row
that another register's row names stays, and keeps its name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.framework.registers.field_kinds import Value
from ieo_metrics.framework.registers.register import Field, Register, chosen_in, read_values
from ieo_metrics.framework.registers.registers import REGISTER, REGISTERS
from ieo_metrics.store.database.errors import Conflict, StoreTrouble
from ieo_metrics.store.database.schema import REGISTER_ROWS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.free_text import latest_quarter, nobody_named, nothing_told
from ieo_metrics.store.registers.typed_in_row import quarters_of, ref_of
from ieo_metrics.store.returns.return_record import canonical_json
from ieo_metrics.store.trail import seals
from ieo_metrics.store.trail.audit_trail import ADDED_ROW, CHANGED_ROW, REMOVED_ROW
from ieo_metrics.store.trail.row_numbers import next_number

_GONE = (
    "That row was changed or taken away by somebody else in the meantime. Nothing was saved; look at it "
    "again."
)


@dataclass(frozen=True)
class RegisterRow:
    """A row of a register as it is. `row`: by which it is known through its versions; `number`: of this
    version; `values`: by field, without those of which nothing is said."""

    register: str
    row: int
    number: int
    values: Mapping[str, Value]
    at: str
    who: str

    @property
    def words(self) -> dict[str, str]:
        """By field, as people read it; "" where nothing is said."""
        return REGISTER[self.register].in_words(self.values)

    @property
    def name(self) -> str:
        """What tells it from others, in words."""
        return REGISTER[self.register].row_name(self.values)


def rows_of(connection: Connection, register: str) -> list[RegisterRow]:
    """The rows of a register as they are, in the order in which they were added."""
    return _as_they_are(_versions(connection, register))


def all_rows(connection: Connection) -> dict[str, list[RegisterRow]]:
    """`rows_of` each register, asked for at once."""
    every = connection.execute(sa.select(REGISTER_ROWS).order_by(REGISTER_ROWS.c.number)).all()
    of_register = {
        register.name: [one for one in every if one.register == register.name] for register in REGISTERS
    }
    return {name: _as_they_are(versions) for name, versions in of_register.items()}


def _as_they_are(versions: Sequence[sa.Row[Any]]) -> list[RegisterRow]:
    last = {version.row: version for version in versions}
    return [
        RegisterRow(*_parts(one), json.loads(one.said), one.at, one.who)
        for one in last.values()
        if one.said != "null"
    ]


def row_history(connection: Connection, register: str, row: int) -> list[RegisterRow]:
    """Every version of a row, the oldest first; one in which it was taken away has no values."""
    return [
        RegisterRow(*_parts(one), json.loads(one.said) or {}, one.at, one.who)
        for one in _versions(connection, register)
        if one.row == row
    ]


def choices_of(connection: Connection, field: Field) -> list[str]:
    """What may be chosen for a field: its own choices, then the names of another register's rows."""
    if not field.of_register:
        return list(field.choices)
    naming = REGISTER[field.of_register].known_by[0]
    named = [one.words[naming] for one in rows_of(connection, field.of_register)]
    return list(dict.fromkeys((*field.choices, *named)))


def add_row(store: Store, who: str, register: str, given: Mapping[str, object]) -> int:
    """Add a row; returns by which it is known. The same row again is the same row. Raises StoreTrouble where
    something that is required is empty or cannot be read, where a text tells of somebody or of what is
    hidden, and where there is a row of that name with something else in it."""
    kind = REGISTER[register]
    values = _checked(store, kind, given)
    with store.writing() as connection:
        _refuse_unknown_choices(connection, kind, values)
        twin = _twin(connection, kind, values, None)
        if twin is not None:
            if twin.values == values:
                return twin.row
            raise StoreTrouble(
                f"{kind.title} has {twin.name} already. Nothing was saved: change that row, or say what is "
                "different."
            )
        row = 1 + max((version.row for version in _versions(connection, register)), default=0)
        _put(connection, store, who, ADDED_ROW, kind, row, values)
    return row


def change_row(store: Store, who: str, seen: RegisterRow, given: Mapping[str, object]) -> None:
    """Say all of a row anew; the same again changes nothing, as where Save was pressed twice. `seen`: the row
    by which it was decided. Raises StoreTrouble as `add_row` does and where another row names this one and
    its name would be another, and Conflict where somebody else has changed it since."""
    kind = REGISTER[seen.register]
    values = _checked(store, kind, given)
    with store.writing() as connection:
        if any(one.row == seen.row and one.values == values for one in rows_of(connection, seen.register)):
            return
        now = _as_seen(connection, seen)
        _refuse_unknown_choices(connection, kind, values)
        twin = _twin(connection, kind, values, seen.row)
        if twin is not None:
            raise StoreTrouble(f"{kind.title} has {twin.name} already. Nothing was saved.")
        naming = kind.known_by[0]
        if values[naming] != now.values[naming]:
            _refuse_if_named(connection, now)
        _put(connection, store, who, CHANGED_ROW, kind, seen.row, values)


def remove_row(store: Store, who: str, seen: RegisterRow) -> None:
    """Take a row away; its versions stay. One that is away already is no trouble. Raises StoreTrouble where
    another row names it, and Conflict where somebody else has changed it since."""
    with store.writing() as connection:
        if all(one.row != seen.row for one in rows_of(connection, seen.register)):
            return
        _refuse_if_named(connection, _as_seen(connection, seen))
        _put(connection, store, who, REMOVED_ROW, REGISTER[seen.register], seen.row, None)


def _parts(version: sa.Row[Any]) -> tuple[str, int, int]:
    return version.register, version.row, version.number


def _versions(connection: Connection, register: str) -> Sequence[sa.Row[Any]]:
    of_register = sa.select(REGISTER_ROWS).where(REGISTER_ROWS.c.register == register)
    return connection.execute(of_register.order_by(REGISTER_ROWS.c.number)).all()


def _checked(store: Store, register: Register, given: Mapping[str, object]) -> dict[str, Value]:
    try:
        values = read_values(register, given)
    except ValueError as wrong:
        raise StoreTrouble(f"{wrong} Nothing was saved.") from None
    for field in register.fields:
        said = values.get(field.name)
        what = f"“{field.label}”"
        if field.kind.is_typed and isinstance(said, str):
            values[field.name] = _nothing_told(store, said, field.longest, what, values)
        if field.kind.is_address and isinstance(said, str):
            values[field.name] = nobody_named(store, said, field.longest, what)
        # Of marks that cannot be seen nothing is left.
        if values.get(field.name) == "":
            if field.required:
                raise StoreTrouble(f"{what} is empty. Nothing was saved.")
            del values[field.name]
    return values


def _nothing_told(store: Store, said: str, longest: int, what: str, values: Mapping[str, Value]) -> str:
    """`nothing_told` beside the row's measure, now and in the row's quarter."""
    with store.reading() as connection:
        latest = latest_quarter(connection)
    for quarter in quarters_of(values, latest):
        said = nothing_told(store, said, longest, what, quarter, ref_of(values), ends_there=False)
    return said


def _refuse_unknown_choices(connection: Connection, register: Register, values: Mapping[str, Value]) -> None:
    for field in register.fields:
        if field.kind.is_chosen and field.name in values:
            known = choices_of(connection, field)
            for one in chosen_in(field, values[field.name]):
                if one not in known:
                    raise StoreTrouble(
                        f"“{field.label}” is “{one}”, which is no longer there. Nothing was saved."
                    )


def _twin(
    connection: Connection, register: Register, values: Mapping[str, Value], but: int | None
) -> RegisterRow | None:
    """The other row that has the same in all fields by which one is known."""

    def known_as(held: Mapping[str, Value]) -> list[str]:
        return [str(held.get(name, "")).casefold() for name in register.known_by]

    return next(
        (
            one
            for one in rows_of(connection, register.name)
            if one.row != but and known_as(one.values) == known_as(values)
        ),
        None,
    )


def _as_seen(connection: Connection, seen: RegisterRow) -> RegisterRow:
    now = next((one for one in rows_of(connection, seen.register) if one.row == seen.row), None)
    if now is None or now.number != seen.number:
        raise Conflict(_GONE)
    return now


def _refuse_if_named(connection: Connection, named: RegisterRow) -> None:
    name = named.words[REGISTER[named.register].known_by[0]]
    for register in REGISTERS:
        for field in register.fields:
            if field.of_register != named.register or name in field.choices:
                continue
            for one in rows_of(connection, register.name):
                if name in chosen_in(field, one.values.get(field.name, [])):
                    raise StoreTrouble(
                        f"“{name}” is named in {register.title} ({one.name}), so it stays as it is. "
                        "Nothing was saved: change that row first."
                    )


def _put(
    connection: Connection,
    store: Store,
    who: str,
    action: str,
    register: Register,
    row: int,
    values: Mapping[str, Value] | None,
) -> None:
    number, now = next_number(connection, REGISTER_ROWS), store.now()
    connection.execute(
        sa.insert(REGISTER_ROWS).values(
            number=number, row=row, register=register.name, said=canonical_json(values), at=now, who=who
        )
    )
    about = {"register": register.title, "row": row}
    seals.append_sealed(connection, store, now, who, action, about, (REGISTER_ROWS, number))
