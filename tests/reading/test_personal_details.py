"""Personal details in every national form, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.reading.cell_as_shown import cell_as_shown
from ieo_metrics.reading.personal_details import is_nhs, looks_personal, personal_details_in

TELEPHONES = (
    "(023) 8059 1234", "023 8059 1234", "02380591234", "0044 7700 900123", "00447700900123", "+44 (0)7700 900123",
    "+44(0)7700900123", "+447700900123", "+44 7700 900 123", "07700 900123", "07700-900-123", "07700\u00a0900\u00a0123",
    "07700\u2011900\u2011123", "(01983) 821000", "0151 496 0123", "+44\u20091983\u2009821000",
)  # fmt: skip
NHS_NUMBERS = (
    "943 476 5919",
    "943-476-5919",
    "9434765919",
    "943\u00a0476\u00a05919",
    "943\u2013476\u20135919",
)
POSTCODES = ("SO14 7LY", "SO147LY", "so14 7ly", "PO1 2AL", "W1A 0AX", "EC1A 1BB", "GIR 0AA")
NOT_PERSONAL = (
    "YP-012", "AE-0123", "028/03", "100001", "2024/25 Q1", "12/05/2024", "2024-05-12", "9434765918",
    "1234567890", "0.1234567890", "12,000,000,000", "Year 8, 30 pupils", "14:30", "3 to 10", "£1,234,567,890.00",
    "W12 8th", "Q1 2023/24 to Q4 2023/24", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9", "1111111111",
)  # fmt: skip


@pytest.mark.parametrize("number", TELEPHONES)
@pytest.mark.parametrize("around", ["{}", "call {} after five", "mother ({})", "tel: {}."])
def test_telephone_numbers_are_found_in_cells_and_texts(number, around):
    text = around.format(number)
    assert [name for name, _ in personal_details_in(text)] == ["a telephone number"]
    assert looks_personal(text) and cell_as_shown(text) == "not shown: it looks personal"


@pytest.mark.parametrize("number", NHS_NUMBERS)
@pytest.mark.parametrize("around", ["{}", "NHS {} given", "({})"])
def test_nhs_numbers_are_found_in_cells_and_texts(number, around):
    text = around.format(number)
    assert [name for name, _ in personal_details_in(text)] == ["an NHS number"]
    assert cell_as_shown(text) == "not shown: it looks personal"


@pytest.mark.parametrize("postcode", POSTCODES)
def test_postcodes_are_found_in_texts_and_may_stand_in_cells(postcode):
    assert ("a postcode", postcode) in list(personal_details_in(f"lives in {postcode}, near"))
    assert not looks_personal(postcode)


@pytest.mark.parametrize("address", ["a.b@unit.example.org", "o'brien@x.org", "ann+reset@mail.co.uk"])
def test_e_mail_addresses_are_found_in_cells_and_texts(address):
    assert looks_personal(f"ask {address} first")
    assert [name for name, _ in personal_details_in(f"ask {address} first")] == ["an e-mail address"]


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_only_looks_like_one_is_left_alone(text):
    assert list(personal_details_in(text)) == [] and not looks_personal(text) and cell_as_shown(text) == text


def test_a_long_reference_that_ends_in_digits_is_shown_in_a_cell():
    assert not looks_personal("AE0123456789") and cell_as_shown("AE0123456789") == "AE0123456789"


def test_an_nhs_number_that_is_mistyped_is_hidden_in_a_cell_where_it_is_written_like_one():
    assert looks_personal("943 476 5918") and not list(personal_details_in("943 476 5918"))


@given(st.integers(100_000_000, 999_999_999), st.sampled_from(["", " ", "-", "\u00a0"]))
def test_every_valid_nhs_number_is_found_however_it_is_grouped(nine, gap):
    """The check digit by the NHS Data Dictionary: weights 10 to 2, eleven less the remainder, 11 as 0, never 10."""
    digits = [int(c) for c in str(nine)]
    check = (11 - sum(w * d for w, d in zip(range(10, 1, -1), digits, strict=True)) % 11) % 11
    text = (
        "".join(map(str, digits[:3])),
        "".join(map(str, digits[3:6])),
        "".join(map(str, [*digits[6:], check])),
    )
    if check == 10 or len({*digits, check}) == 1:
        return
    assert is_nhs("".join(text)) and looks_personal(gap.join(text))
    assert "an NHS number" in [name for name, _ in personal_details_in(gap.join(text))]
