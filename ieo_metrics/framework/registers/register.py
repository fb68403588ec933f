"""A register: rows that somebody types in once, and changes when they change. One register is one value, and
so is each of its fields: the store keeps it, pages draw it and its form, and the trail tells of it by them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.registers.field_kinds import FieldKind, Value

LONGEST = 300


@dataclass(frozen=True)
class Field:
    """One thing that is said of a row. `name`: by which it is kept; `label`: as people read it; `choices`:
    of a kind that is chosen; `of_register`: the register whose rows, by their name, are choices as well;
    `longest`: letters of a text; `about`: what to write, where the label does not say it."""

    name: str
    label: str
    kind: FieldKind
    required: bool = False
    choices: tuple[str, ...] = ()
    of_register: str = ""
    longest: int = LONGEST
    about: str = ""


@dataclass(frozen=True)
class Register:
    """`name`: by which it is kept; `title`: of its table; `one`: what a row is called, with its article;
    `known_by`: the fields by which one row is told from another, the first of which names it elsewhere;
    `activity`: of the Theory of Change, or the recommendation, that it serves; `in_order`: pairs of its days,
    of which the second is not before the first; `over`: a day, a field, and what that says where the day is
    not to come."""

    name: str
    title: str
    one: str
    known_by: tuple[str, ...]
    activity: str
    fields: tuple[Field, ...]
    in_order: tuple[tuple[str, str], ...] = ()
    over: tuple[tuple[str, str, str], ...] = ()

    @property
    def field(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    def in_words(self, values: Mapping[str, Value]) -> dict[str, str]:
        """By the field's name, what people read; "" where nothing was said."""
        return {
            field.name: field.kind.in_words(values[field.name]) if field.name in values else ""
            for field in self.fields
        }

    def row_name(self, values: Mapping[str, Value]) -> str:
        """What a row is called: `RESET, Home Office, 2024/25`."""
        words = self.in_words(values)
        return ", ".join(filter(None, (words[name] for name in self.known_by)))


def read_values(register: Register, given: Mapping[str, object]) -> dict[str, Value]:
    """What is kept of a row as it was given: every field read by its kind, nothing kept of one that is empty.
    Which rows of other registers may be chosen is for the caller to check.

    Raises ValueError with a sentence that names the field.
    """
    unknown = [name for name in given if name not in register.field]
    if unknown:
        raise ValueError(f"{register.title} has nothing called {unknown[0]}.")
    kept: dict[str, Value] = {}
    for field in register.fields:
        said = given.get(field.name)
        if said is None or said == [] or (isinstance(said, str) and not said.strip()):
            if field.required:
                raise ValueError(f"“{field.label}” is empty.")
            continue
        try:
            kept[field.name] = field.kind.read(said)
        except ValueError as wrong:
            raise ValueError(f"“{field.label}” {wrong}.") from None
    _refuse_days_out_of_order(register, kept)
    _refuse_over_before_its_day(register, kept)
    return kept


def _refuse_days_out_of_order(register: Register, kept: Mapping[str, Value]) -> None:
    words = register.in_words(kept)
    for first, last in register.in_order:
        # As they are kept, days are in the order of time.
        if first in kept and last in kept and str(kept[last]) < str(kept[first]):
            raise ValueError(
                f"“{register.field[last].label}” is {words[last]}, which is before "
                f"“{register.field[first].label}”, {words[first]}."
            )


def _refuse_over_before_its_day(register: Register, kept: Mapping[str, Value]) -> None:
    words = register.in_words(kept)
    for day, field, said in register.over:
        if kept.get(field) == said and day in kept and dt.date.fromisoformat(str(kept[day])) > today():
            raise ValueError(
                f"“{register.field[day].label}” is {words[day]}, which is still to come, and "
                f"“{register.field[field].label}” is “{said}”."
            )


def chosen_in(field: Field, value: Value) -> list[str]:
    """The choices that a value of a field that is chosen names."""
    return list(value) if isinstance(value, list) else [str(value)]
