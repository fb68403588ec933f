"""Where the group's registers name an agency: only in fields in which it was chosen. Free text, such as the
partners of a grant, is not read for names: "Police" also stands in another agency's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ieo_metrics.framework.registers.field_kinds import Value
from ieo_metrics.framework.registers.register import Field, Register, chosen_in
from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.framework.terms_of_reference import AGENCY
from ieo_metrics.group.partners.authorities import Authority
from ieo_metrics.store.registers.register_rows import RegisterRow

COMMITMENTS = "commitments"  # which have a place of their own on the sheet


@dataclass(frozen=True)
class Named:
    """`register`: the title of the one; `as_what`: the field in which the agency was chosen; `name`: of the
    row."""

    register: str
    as_what: str
    name: str


def named_in(authority: Authority, rows: Mapping[str, Sequence[RegisterRow]]) -> list[Named]:
    """Every row of a register, but of the commitments, that names one of the authority's agencies."""
    return [
        Named(register.title, field.label, row.name)
        for register in REGISTERS
        if register.name != COMMITMENTS
        for field in _fields_of_agencies(register)
        for row in rows.get(register.name, ())
        if set(authority.agency_names) & set(_chosen(field, row.values))
    ]


def _fields_of_agencies(register: Register) -> list[Field]:
    return [field for field in register.fields if field.choices and set(field.choices) <= set(AGENCY)]


def _chosen(field: Field, values: Mapping[str, Value]) -> list[str]:
    return chosen_in(field, values[field.name]) if field.name in values else []
