"""The blank workbooks: headings of the framework, cells that refuse a wrong entry, the same bytes each
time."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ieo_metrics.exports.templates import (
    MORE,
    NOTES,
    ROWS,
    quarter_line,
    template_file_name,
    template_layouts,
    template_slots,
    words_offered,
    write_template,
    write_templates,
)
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.dates.quarters_in_text import quarters_stated
from ieo_metrics.framework.layouts import LAYOUTS, Layout
from ieo_metrics.framework.record_tables import TABLE, TABLES, Field
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.code_lists import COUNCILS_OF, DISTRICT, normalised

Q = quarter(2024, 2)
SHEETS = {
    "RESET": ["Support", "Outcomes Star", "Follow-up", "Offences"],
    "A&E Navigators": ["Pain scale", "Social prescribing"],
    "Choices": ["Sessions", "School list"],
    "TIPS": ["Sessions"],
}
TEMPLATES = [layout for layout in LAYOUTS if layout.template_sheet]


def book(programme: str, **more) -> openpyxl.Workbook:
    buffer = BytesIO()
    write_template(programme, buffer, Q, **more)
    return openpyxl.load_workbook(buffer)


def sheet_of(layout: Layout) -> Worksheet:
    return book(TABLE[layout.table].programme)[layout.template_sheet]


def headings(sheet: Worksheet, row: int = 3) -> list[object]:
    return [cell.value for cell in sheet[row]]


def fields(layout: Layout) -> list[tuple[str, Field]]:
    """(column letter, field) of each column."""
    return [
        (get_column_letter(i), TABLE[layout.table].field(slot.field))
        for i, slot in enumerate(template_slots(layout), start=1)
    ]


def checks(sheet: Worksheet) -> dict[str, DataValidation]:
    return {str(check.sqref): check for check in sheet.data_validations.dataValidation}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_each_programme_has_its_sheets_after_the_notes(programme):
    assert book(programme).sheetnames == [NOTES, *SHEETS[programme]]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_first_row_of_every_sheet_states_the_quarter_and_nothing_else_states_another(programme):
    for sheet in book(programme):
        assert sheet["A1"].value == "Reporting quarter: 2024/25 Q2"
        near = checks(sheet)["A1"].formula1.strip('"').split(",")
        assert quarter_line(Q) in near and len(near) == 8
        stated = {
            q
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if isinstance(cell, str)
            for q in quarters_stated(cell)
        }
        assert stated == {Q}


@pytest.mark.parametrize("layout", TEMPLATES, ids=lambda layout: f"{layout.table}")
def test_headings_are_those_of_the_layout(layout):
    titles = [slot.title for slot in layout.slots if slot.name != "arrested"]
    assert headings(sheet_of(layout)) == titles
    assert sheet_of(layout).freeze_panes == "B4"
    assert sheet_of(layout).print_title_rows == "$3:$3"


def test_headings_as_the_providers_were_told_them():
    reset = book("RESET")
    assert headings(reset["Support"]) == [
        "Young person ref",
        "Support started",
        "Support ended",
        "Setting",
        "District",
        "Age band",
        "Gender",
        "Ethnicity",
    ]
    assert headings(reset["Follow-up"]) == [
        "Young person ref",
        "Support started",
        "Follow-up ends",
        "Traced",
        "Reoffended",
        "CHI before",
        "CHI after",
    ]
    assert headings(reset["Outcomes Star"])[:5] == [
        "Young person ref",
        "First star date",
        "Latest star date",
        "Motivation and taking responsibility - first",
        "Motivation and taking responsibility - latest",
    ]
    assert len(headings(reset["Outcomes Star"])) == 23


@pytest.mark.parametrize("layout", TEMPLATES, ids=lambda layout: f"{layout.table}")
def test_every_date_number_and_category_refuses_a_wrong_entry(layout):
    sheet = sheet_of(layout)
    found = checks(sheet)
    for letter, field in fields(layout):
        where = f"{letter}4:{letter}{3 + ROWS}"
        if field.kind in ("reference", "text"):
            assert where not in found
            continue
        check = found[where]
        assert (
            check.type
            == {"date": "date", "category": "list", "whole number": "whole", "number": "decimal"}[field.kind]
        )
        assert check.showErrorMessage and check.errorStyle in (None, "stop") and check.error
        if field.kind in ("whole number", "number"):
            assert (float(check.formula1), float(check.formula2)) == (field.lowest, field.highest)


@pytest.mark.parametrize("layout", TEMPLATES, ids=lambda layout: f"{layout.table}")
def test_drop_downs_offer_the_words_wherever_they_stand(layout):
    programme = TABLE[layout.table].programme
    whole = book(programme)
    for letter, field in fields(layout):
        if field.kind == "category":
            source = checks(whole[layout.template_sheet])[f"{letter}4:{letter}{3 + ROWS}"].formula1
            words = (
                source.strip('"').split(",")
                if source.startswith('"')
                else [row[0].value for row in whole[NOTES][source.split("!")[1].replace("$", "")]]
            )
            assert tuple(words) == words_offered(field)


@pytest.mark.parametrize("layout", TEMPLATES, ids=lambda layout: f"{layout.table}")
def test_references_and_text_are_text_and_dates_are_dates(layout):
    sheet = sheet_of(layout)
    for letter, field in fields(layout):
        wanted = {"reference": "@", "text": "@", "date": "dd/mm/yyyy"}.get(field.kind, "General")
        assert sheet.column_dimensions[sheet_column(sheet, letter)].number_format == wanted


def sheet_column(sheet: Worksheet, letter: str) -> str:
    """openpyxl keeps neighbouring columns of one width and format under the first one's letter."""
    at = openpyxl.utils.column_index_from_string(letter)
    return next(key for key, d in sheet.column_dimensions.items() if d.min <= at <= d.max)


def test_every_word_offered_is_one_that_is_read():
    for table in TABLES:
        for field in table.fields:
            known = {
                normalised(str(word))
                for value, words in (field.words or {}).items()
                for word in (value, *words)
            }
            assert {normalised(word) for word in words_offered(field)} <= known


def test_the_councils_count_to_hampshire():
    councils = COUNCILS_OF["Hampshire"]
    assert {normalised(council) for council in councils} <= set(DISTRICT["Hampshire"])
    assert len(councils) == 11


def test_what_is_said_of_a_field_is_said_of_one_that_exists():
    assert set(MORE) <= {field.name for table in TABLES for field in table.fields}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_notes_explain_every_column(programme):
    notes = book(programme)[NOTES]
    explained = {(row[0], row[1]) for row in notes.iter_rows(values_only=True) if row[2]}
    wanted = {
        (layout.template_sheet, slot.title)
        for layout in template_layouts(programme)
        for slot in template_slots(layout)
    }
    assert wanted <= explained
    assert notes["A2"].value == "Date of return:" and checks(notes)["B2"].type == "date"
    assert any(
        "Please do not give names, dates of birth" in str(row[0]) for row in notes.iter_rows(values_only=True)
    )


def test_the_same_bytes_each_time(tmp_path):
    once, twice = write_templates(tmp_path / "once", Q), write_templates(tmp_path / "twice", Q)
    assert [path.name for path in once] == [
        "RESET.xlsx",
        "A and E Navigators.xlsx",
        "Choices.xlsx",
        "TIPS.xlsx",
    ]
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in twice]


def test_no_author_no_merged_cells_and_landscape():
    for programme in PROGRAMMES:
        whole = book(programme)
        assert not whole.properties.creator and not whole.properties.lastModifiedBy
        for sheet in whole:
            assert not sheet.merged_cells.ranges
            assert (
                sheet.page_setup.orientation == "landscape"
                and sheet.page_setup.fitToWidth in (None, 1)
                and sheet.page_setup.fitToHeight == 0
            )


def test_rows_are_written_as_what_they_are_and_only_their_sheets():
    rows = {
        "Offences": [["007", dt.date(2024, 5, 1), "028/03", "=1+1", 19.5], ["A1", None, None, None, None]]
    }
    whole = book("RESET", rows=rows, until=Q + 1, line_above="Invented data", returned=dt.date(2024, 10, 7))
    assert whole.sheetnames == [NOTES, "Offences"]
    sheet = whole["Offences"]
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "Invented data",
        "Reporting quarter: 2024/25 Q2 to 2024/25 Q3",
    ]
    assert headings(sheet, 4)[0] == "Young person ref"
    assert [cell.value for cell in sheet[5]] == ["007", dt.datetime(2024, 5, 1), "028/03", "=1+1", 19.5]
    assert sheet["D5"].data_type == "s"  # text, not a formula
    assert sheet["B5"].number_format == "dd/mm/yyyy" and sheet["A5"].number_format == "@"
    assert whole[NOTES]["A3"].value == "Date of return: 7 October 2024"


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="not a programme"):
        write_template("Nothing", BytesIO(), Q)
    with pytest.raises(ValueError, match="no sheet 'Stars'"):
        book("RESET", rows={"Stars": []})
    with pytest.raises(ValueError, match="row 1 has 2 cells, not 8"):
        book("RESET", rows={"Support": [["RST-0001", None]]})


def test_file_names_have_no_ampersand():
    assert template_file_name("A&E Navigators") == "A and E Navigators.xlsx"
    assert template_file_name("This & that") == "This and that.xlsx"
