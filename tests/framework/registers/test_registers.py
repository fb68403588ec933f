"""What can be typed into a register: read as it is meant, or refused with a sentence that names the field."""

import datetime as dt
import re

import pytest

from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.registers.field_kinds import DAY, FIELD_KINDS, PAST_DAY
from ieo_metrics.framework.registers.register import read_values
from ieo_metrics.framework.registers.registers import REGISTER, REGISTERS
from ieo_metrics.framework.terms_of_reference import ACTIVITIES, RECOMMENDATIONS

GRANT = {
    "programme": "RESET",
    "funder": "Home Office",
    "amount": 120_000,
    "begins": dt.date(2024, 4, 1),
    "ends": dt.date(2025, 3, 31),
    "state": "agreed",
}


def test_every_register_can_be_told_and_kept() -> None:
    """By what a row is known is always said; what is chosen has choices; each serves an activity or a recommendation."""
    served = {*ACTIVITIES, *(recommendation.ref for recommendation in RECOMMENDATIONS)}
    for register in REGISTERS:
        assert register.activity in served
        assert len(register.field) == len(register.fields)
        for name in register.known_by:
            assert register.field[name].required
        for field in register.fields:
            assert field.kind in FIELD_KINDS
            assert bool(field.choices or field.of_register) == field.kind.is_chosen
            if field.of_register:
                assert (
                    REGISTER[field.of_register].field[REGISTER[field.of_register].known_by[0]].kind.is_typed
                )


def test_a_row_is_kept_as_plain_values_and_read_as_words() -> None:
    values = read_values(REGISTER["grants"], {**GRANT, "match": None, "partners": "  "})
    assert values == {**GRANT, "begins": "2024-04-01", "ends": "2025-03-31"}
    words = REGISTER["grants"].in_words(values)
    assert (words["amount"], words["begins"], words["match"]) == ("£120,000", "1 April 2024", "")
    assert REGISTER["grants"].row_name(values) == "RESET, Home Office, 1 April 2024"


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("funder", "", "“Funder” is empty."),
        ("funder", 3, "“Funder” is not a text."),
        ("amount", None, "“Amount” is empty."),
        ("amount", 10.5, '“Amount” is "10.5", which is not a whole number of pounds.'),
        ("amount", float("inf"), '“Amount” is "inf", which is not a whole number of pounds.'),
        ("amount", float("nan"), '“Amount” is "nan", which is not a whole number of pounds.'),
        ("amount", True, '“Amount” is "True", which is not a whole number of pounds.'),
        ("amount", -1, "“Amount” is £-1: it must be from £0 to £1,000,000,000."),
        ("begins", "soon", '“From” is "soon", which is not a day such as 2024-04-03.'),
        ("begins", dt.date(1066, 10, 14), "“From” is 14 October 1066: the year must be from 2000 to 2100."),
        ("nobody", "x", "Funding has nothing called nobody."),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(name: str, given: object, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        read_values(REGISTER["grants"], {**GRANT, name: given})


@pytest.mark.parametrize(
    ("register", "given", "said"),
    [
        (
            "grants",
            {**GRANT, "ends": dt.date(2024, 3, 31)},
            "“To” is 31 March 2024, which is before “From”, 1 April 2024.",
        ),
        (
            "rounds",
            {
                "name": "Autumn",
                "funder": "Home Office",
                "state": "open",
                "opens": dt.date(2024, 9, 2),
                "closes": dt.date(2024, 9, 1),
            },
            "“Closes” is 1 September 2024, which is before “Opens”, 2 September 2024.",
        ),
    ],
)
def test_days_out_of_order_are_refused_in_words(register: str, given: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        read_values(REGISTER[register], given)


def test_one_day_is_in_order_with_itself_and_with_none() -> None:
    day = dt.date(2024, 4, 1)
    assert read_values(REGISTER["grants"], {**GRANT, "begins": day, "ends": day})["ends"] == "2024-04-01"
    given = {"name": "Autumn", "funder": "Home Office", "state": "expected", "closes": day}
    assert "opens" not in read_values(REGISTER["rounds"], given)
    for register in REGISTERS:
        assert all(register.field[name].kind is DAY for pair in register.in_order for name in pair)


@pytest.mark.parametrize(
    "address",
    [
        "unit.example",
        "javascript:alert(1)",
        "https://",
        "https://user@evil.example/",
        "https://a b.example",
        "https://nodots/",
    ],
)
def test_only_an_address_of_a_page_is_one(address: str) -> None:
    field = REGISTER["evidence_levels"].field["address"]
    with pytest.raises(ValueError, match="not the address of a page"):
        field.kind.read(address)
    assert field.kind.read(" https://unit.example/toolkit?a=1 ") == "https://unit.example/toolkit?a=1"


TOMORROW = today() + dt.timedelta(days=1)
LEVEL = {"programme": "RESET", "level": "not assessed", "source": "A page"}


def test_what_has_been_is_not_to_come() -> None:
    field = REGISTER["evidence_levels"].field["as_of"]
    assert (
        read_values(REGISTER["evidence_levels"], {**LEVEL, "as_of": today()})["as_of"] == today().isoformat()
    )
    said = f"^“{field.label}” is {day_in_words(TOMORROW)}, which is still to come.$"
    with pytest.raises(ValueError, match=said):
        read_values(REGISTER["evidence_levels"], {**LEVEL, "as_of": TOMORROW})
    # A day on which something was seen, said, copied or assessed, in every register.
    past = {"as_of", "said_on", "seen_on", "copied_on"}
    for register in REGISTERS:
        for one in register.fields:
            assert (one.kind is PAST_DAY) == (one.name in past), (register.name, one.name)


@pytest.mark.parametrize(
    ("register", "given", "day", "state"),
    [
        ("grants", GRANT, "ends", "ended"),
        ("training", {"topic": "Knives", "for_whom": "Nurses", "why": "Asked for"}, "on", "held"),
    ],
)
def test_nothing_is_over_before_its_day(
    register: str, given: dict[str, object], day: str, state: str
) -> None:
    kind = REGISTER[register]
    with pytest.raises(ValueError, match=f"which is still to come, and “Status” is “{state}”.$"):
        read_values(kind, {**given, day: TOMORROW, "state": state})
    assert read_values(kind, {**given, day: today(), "state": state})[day] == today().isoformat()
    for one in register_states(register):
        assert one == state or read_values(kind, {**given, day: TOMORROW, "state": one})["state"] == one


def register_states(register: str) -> tuple[str, ...]:
    return REGISTER[register].field["state"].choices


def test_the_last_thing_that_a_form_asks_is_no_day() -> None:
    """A day is told only once its box is left. With Tab one would then be past the button, which was grey until then
    and cannot be reached."""
    assert [one.name for one in REGISTERS if one.fields[-1].kind in (DAY, PAST_DAY)] == []
