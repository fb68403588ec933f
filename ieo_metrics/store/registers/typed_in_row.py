"""The texts of a register's row that somebody typed, each beside the measure and the quarters that it is
about: what `90%` tells can only be seen beside them."""

from collections.abc import Iterator, Mapping

from ieo_metrics.disclosure.typed_text.what_text_tells import Typed
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.field_kinds import Value
from ieo_metrics.framework.registers.register import Register

MEASURE, QUARTER = "measure", "quarter"


def ref_of(values: Mapping[str, Value]) -> str:
    """The measure that a row is about; "" of one that is about none."""
    return str(values.get(MEASURE, ""))


def quarters_of(values: Mapping[str, Value], latest: Quarter) -> list[Quarter]:
    """Beside which quarters its texts are read: the latest, and the row's own where it is about a measure in
    a quarter before."""
    own = values.get(QUARTER)
    return [latest, own] if MEASURE in values and isinstance(own, int) and own < latest else [latest]


def typed_in_row(register: Register, values: Mapping[str, Value], latest: Quarter) -> Iterator[Typed]:
    """Each text once for each quarter beside which it is read. `latest`: that of the files it stands in."""
    for field in register.fields:
        if (field.kind.is_typed or field.kind.is_address) and field.name in values:
            for quarter in quarters_of(values, latest):
                yield Typed(str(values[field.name]), quarter, ref_of(values), ends_there=False)
