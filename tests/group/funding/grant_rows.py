"""Grants and rounds as the registers have them, in few words."""

from ieo_metrics.group.funding.grants import Grant, grants_of
from ieo_metrics.group.funding.rounds import Round, rounds_of
from ieo_metrics.store.registers.register_rows import RegisterRow

AT = "2025-04-10T09:00:00+00:00"


def row(register: str, number: int, **values: object) -> RegisterRow:
    return RegisterRow(register, number, number, values, AT, "A. Officer")  # type: ignore[arg-type]


def grant_row(
    number: int,
    programme: str,
    funder: str,
    begins: str,
    ends: str,
    state: str = "agreed",
    amount: int = 100_000,
    **more: object,
) -> RegisterRow:
    given = {"programme": programme, "funder": funder, "begins": begins, "ends": ends, "state": state}
    return row("grants", number, **given, amount=amount, **more)


def grants(*given: tuple[str, ...]) -> list[Grant]:
    """Each: programme, funder, first day, last day, and the state where it is not agreed."""
    return grants_of(grant_row(number, *one) for number, one in enumerate(given, start=1))  # type: ignore[arg-type]


def round_row(number: int, name: str, closes: str, state: str, **more: object) -> RegisterRow:
    return row("rounds", number, name=name, funder="Fund", closes=closes, state=state, **more)


def rounds(*given: tuple[str, str, str, list[str]]) -> list[Round]:
    """Each: name, day on which it closes, state, and the programmes that it could pay for."""
    return rounds_of(
        round_row(number, *one[:3], programmes=one[3]) for number, one in enumerate(given, start=1)
    )
