"""Signs for the cell above, and examples, in the place of a reference or a school."""

import pytest

from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.reading.cells.cell_values import read_cell

PERSON = TABLE["star_readings"].field("person_ref")
SCHOOL, ACTIVITY = (TABLE["school_sessions"].field(name) for name in ("school", "activity"))


@pytest.mark.parametrize(
    "text", ['"', "ditto", "Ditto.", "as above", "Do.", "〃", "EXAMPLE", "e.g. RST-0000", "Test", "xxxx"]
)
def test_it_is_nobody_and_no_school(text):
    for field in (PERSON, SCHOOL):
        read = read_cell(text, field)
        assert (read.value, read.code) == (None, "stands-for-another")
    assert read_cell(text, ACTIVITY).code == ""  # of what no measure needs nothing must be fixed


@pytest.mark.parametrize(
    "text", ["EXAMPLE-001", "TEST01", "Test 5", "XX12", "Dot", "Samesh", "Valley Example School"]
)
def test_a_reference_or_name_with_such_letters_is_read(text):
    assert read_cell(text, PERSON).value and read_cell(text, SCHOOL).value
