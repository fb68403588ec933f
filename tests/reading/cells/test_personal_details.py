"""Personal details in every national form, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.record_tables import Field
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.personal_details import is_nhs, looks_personal, personal_details_in
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown

TELEPHONES = (
    "(023) 8059 1234", "023 8059 1234", "023 80591234", "02380591234", "023-8059-1234", "023.8059.1234", "01983/821000",
    "(01983) 821000", "0151 496 0123", "016977 3555", "0044 7700 900123", "00447700900123", "0044 (0)23 8059 1234",
    "+44 (0)7700 900123", "+44(0)7700900123", "+44 (0) 7700 900 123", "(+44) 7700 900123", "+447700900123",
    "+44 7700 900 123", "+44-7700-900123", "447700900123", "44 7700 900123", "07700 900123", "07700 900 123",
    "07700-900-123", "07700-900123", "07700 - 900123", "07700.900.123", "07700\u00a0900\u00a0123", "07 700 900123",
    "07700\u2011900\u2011123", "+44\u20091983\u2009821000", "+353 86 123 4567",
)  # fmt: skip
NHS_NUMBERS = (
    "943 476 5919", "943-476-5919", "9434765919", "943\u00a0476\u00a05919", "943\u2013476\u20135919", "943 4765919",
    "943  476  5919", "943 - 476 - 5919", "9434 765 919", "94347 65919",
)  # fmt: skip
POSTCODES = (
    "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "GIR 0AA", "BF1 3AA", "JE2 3AB", "SO14 7LY",
    "SO147LY", "so14 7ly", "so147ly", "So14 7Ly", "po12ab", "w1a0ax", "ec1a1bb", "SO14  7LY", "SO14\u00a07LY",
)  # fmt: skip
NOT_PERSONAL = (
    "YP-012", "AE-0123", "RST-0417", "NL 0031/B", "028/03", "028/03, 008/27", "100001", "URN 116001",
    "2024/25 Q1", "12/05/2024", "2024-05-12", "2024-07-08 2024-07-09", "05-06-2024 07-08-2024", "07-06-2024 08-08-2024",
    "2024-07-08T10:30:00", "9434765918", "7700900123", "1234567890", "1111111111", "0.1234567890", "12,000,000,000",
    "£1,234,567,890.00", "£07.50", "+1.4 points", "+12 to -3", "Year 8, 30 pupils", "14:30", "3 to 10", "W12 8th",
    "w128th", "b2b", "5pm", "p10am", "q12nd", "Q1 2023/24 to Q4 2023/24", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9",
    "01 02 03 04 05 06", "0 1 2 3 4 3 2 1 0 1", "7 8 9 10 11 12 13", "16 18 20 22 24", "2021 2022 2023", "16-17, 18-24",
    "called 12 times", "text 7 of 10", "44 70 12 33 45 10",
)  # fmt: skip


@pytest.mark.parametrize("number", TELEPHONES)
@pytest.mark.parametrize(
    "around", ["{}", "call {} after five", "mother ({})", "tel: {}.", "born 01-02-2010 {}"]
)
def test_telephone_numbers_are_found_in_cells_and_texts(number, around):
    text = around.format(number)
    assert "a telephone number" in personal_details_in(text)
    assert "an NHS number" not in personal_details_in(text) and "a postcode" not in personal_details_in(text)
    assert looks_personal(text) and cell_as_shown(text) == "not shown: it looks personal"


@pytest.mark.parametrize(
    "around", ["mobile {}", "Tel. no. {}", "rang him on {} twice", "phone: {}", "Text 7700 900123"]
)
def test_a_mobile_number_without_its_zero_is_told_by_the_words_before_it(around):
    text = around.format("7700900123")
    assert list(personal_details_in(text)) == ["a telephone number"] and looks_personal(text)


@pytest.mark.parametrize("number", NHS_NUMBERS)
@pytest.mark.parametrize("around", ["{}", "NHS {} given", "({})", "in 2024 {}"])
def test_nhs_numbers_are_found_in_cells_and_texts(number, around):
    text = around.format(number)
    assert list(personal_details_in(text)) == ["an NHS number"]
    assert cell_as_shown(text) == "not shown: it looks personal"


@pytest.mark.parametrize("kind", ["reference", "text"])
def test_a_number_in_a_workbook_may_be_an_nhs_number_too(kind):
    assert cell_as_shown(9434765919.0) == "not shown: it looks personal"
    assert cell_as_shown(9434765918.0) == "9434765918"
    assert read_cell(9434765919.0, Field("", kind)) == ("9434765919", False, "text-personal", {})
    assert read_cell(9434765918.0, Field("", kind)) == ("9434765918", False, "", {})


@pytest.mark.parametrize("postcode", POSTCODES)
def test_postcodes_are_found_in_texts_and_may_stand_in_cells(postcode):
    assert personal_details_in(f"lives in {postcode}, near") == {"a postcode": postcode}
    assert not looks_personal(postcode)


@pytest.mark.parametrize(
    "address", ["a.b@unit.example.org", "o'brien@x.org", "ann+reset@mail.co.uk", "A_B@NHS.UK"]
)
def test_e_mail_addresses_are_found_in_cells_and_texts(address):
    assert looks_personal(f"ask {address} first")
    assert list(personal_details_in(f"ask {address} first")) == ["an e-mail address"]


@pytest.mark.parametrize("text", NOT_PERSONAL)
@pytest.mark.parametrize("around", ["{}", "of {}, as before"])
def test_what_only_looks_like_one_is_left_alone(text, around):
    text = around.format(text)
    assert personal_details_in(text) == {} and not looks_personal(text) and cell_as_shown(text) == text


def test_each_kind_is_named_once_by_the_first_of_it():
    text = "ring 07700 900123 or 023 8059 1234; born 1/2/09, seen 1/2/2010 and 17/11/2009"
    assert personal_details_in(text, 2018) == {
        "a telephone number": "07700 900123",
        "a date of birth": "born 1/2/09",
    }
    assert personal_details_in("seen 3/4/2024, 1/2/2010 and 17/11/2009", 2018) == {
        "a date of birth": "1/2/2010"
    }


def test_a_long_reference_that_ends_in_digits_is_shown_in_a_cell():
    assert not looks_personal("AE0123456789") and cell_as_shown("AE0123456789") == "AE0123456789"


def test_an_nhs_number_that_is_mistyped_is_hidden_in_a_cell_where_it_is_written_like_one():
    assert looks_personal("943 476 5918") and not personal_details_in("943 476 5918")


GAPS = st.sampled_from(["", " ", "-", "\u00a0", "  ", " - ", "\u2013"])


@given(st.integers(0, 999_999_999), st.sampled_from([(3, 6), (3, 7), (4, 7), (5,)]), GAPS, GAPS)
def test_every_valid_nhs_number_is_found_however_it_is_grouped(nine, cuts, first, second):
    """The check digit by the NHS Data Dictionary: weights 10 to 2, eleven less the remainder, 11 as 0, never
    10."""
    digits = [int(c) for c in f"{nine:09}"]
    check = (11 - sum(w * d for w, d in zip(range(10, 1, -1), digits, strict=True)) % 11) % 11
    text = "".join(map(str, [*digits, check]))
    if check == 10 or len(set(text)) == 1:
        return
    before = dict(zip(cuts, (first, second), strict=False))
    grouped = "".join(before.get(place, "") + digit for place, digit in enumerate(text))
    assert is_nhs(text) and looks_personal(grouped) and "an NHS number" in personal_details_in(grouped)


@given(st.integers(1_000_000_000, 9_999_999_999))
def test_ten_digits_with_a_wrong_check_digit_are_a_number(ten):
    assert is_nhs(str(ten)) == looks_personal(str(ten)) == bool(personal_details_in(str(ten)))
