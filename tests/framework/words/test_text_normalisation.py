"""One spelling for every text that is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.record_tables import Field
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.text_normalisation import (
    in_one_form,
    marks_that_print_nothing,
    one_spelling,
    visible,
)
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("AE\u201101", "ae-01"),
        ("AE–01", "AE-01"),
        ("AE\u221201", "AE-01"),
        ("AE\u00ad-01", "AE-01"),
        ("\ufeffAE-01\u200b", "AE-01"),
        ("St Mary’s", "st mary's"),
        ("“Year 9”", '"Year 9"'),
        ("Year\u00a09", "Year 9"),
        ("Year\u2003 \n9", "Year 9"),
        ("'007", "007"),
        ("’007", "007"),
        ("ＡＥ－０１", "AE-01"),
        ("9\ufe0f", "9"),
        ("Strasse", "Straße"),
        ("100\u200b001\x1a", "100001"),
    ],
)
def test_what_looks_the_same_is_the_same(written: str, same_as: str) -> None:
    assert one_spelling(written) == one_spelling(same_as)


@given(st.text(max_size=12))
def test_a_spelling_is_the_spelling_of_itself(text: str) -> None:
    for spelling in (visible, in_one_form, one_spelling):
        assert spelling(spelling(text)) == spelling(text)


@given(st.text(alphabet="AE-019 \u2011\u200b\u200e\u2060–", max_size=10))
def test_marks_between_letters_change_nothing(text: str) -> None:
    plain = "".join("-" if ch in "\u2011–" else ch for ch in text if ch not in "\u200b\u200e\u2060")
    assert one_spelling(text) == one_spelling(plain)
    assert normalised(text) == normalised(plain)


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u2060", "\ufeff", "\u00ad"])
@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        (Field("date", "date"), "15/04/2022", "2022-04-15"),
        (Field("score", "whole number", "", None, 1, 10), "7", "7.0"),
        (Field("urn", "text"), "100001", "100001"),
        (Field("person_ref", "reference"), "RST-1", "rst-1"),
    ],
)
def test_a_mark_that_prints_nothing_is_not_there(field: Field, written: str, value: str, mark: str) -> None:
    for text in (mark + written, written + mark, written[:2] + mark + written[2:]):
        read = read_cell(text, field)
        assert (str(read.value), read.code) == (value, "")
    assert read_cell(mark, field).blank


@pytest.mark.parametrize("text", ["30²", "①", "½", "3\u0660"])
def test_other_forms_of_digits_are_no_numbers(text: str) -> None:
    assert read_cell(text, Field("score", "whole number", "", None, 0, 100)).value is None


def test_a_mark_is_named_where_its_cell_is_shown() -> None:
    assert marks_that_print_nothing("a\u200eb\u200e") == ("left-to-right mark",)
    assert cell_as_shown("15/13/2022\u200e") == "15/13/2022 (with left-to-right mark)"
