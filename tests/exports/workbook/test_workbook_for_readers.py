"""The pack's workbook as somebody outside the unit meets it: who made it, when the next comes, no column that
only says that it is hidden, and numbers that are numbers."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from ieo_metrics.exports.office.figure_cells import Number, number_of_words
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.framework.measures import MEASURE, MEASURES
from tests.exports.workbook.test_svrp_workbook import cells


@pytest.fixture(scope="module")
def book(packed) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(packed.file(".xlsx")))


def cover(book: openpyxl.Workbook) -> list[str]:
    return [cell.value for (cell,) in book["Cover"].iter_rows()]


def test_the_cover_has_issue_date_and_next_release(book):
    lines = cover(book)
    assert "Issue and date of publication: Issue 2, 3 February 2025." in lines
    # The returns for October to December are due on 21 January; the meeting is in the quarter after.
    assert "Next release: after the meeting about the next quarter, which is due by 31 March 2025." in lines
    assert not any(line.startswith("Contact") for line in lines), "none is set"


def test_the_cover_has_the_units_own_words(packed):
    pack = packed.pack
    look = replace(PLAIN_LOOK, name="The unit", contact="data@unit.example", cover_text="Made with care.")
    made = svrp_workbook(
        pack.results, pack.collection, pack.quarter, pack.hidden, look=look, issued=pack.issued
    )
    book = openpyxl.load_workbook(BytesIO(made))
    lines = cover(book)
    assert lines[1:3] == ["The unit", "Made with care."] and "Contact: data@unit.example" in lines
    assert book.properties.subject == "The unit"


def test_a_column_of_left_out_tells_more_than_that_it_is_hidden(book, packed):
    frame = packed.pack.frame
    there = 0
    for m in MEASURES:
        rows = cells(book[m.ref])
        own = frame[frame["ref"] == m.ref]
        hidden = int((own["left_out"].isna() & (own["marker"] != "x")).sum())
        assert ("Left out" in rows[0]) == (2 * hidden <= len(own)), m.ref
        said = any("hidden for most quarters" in str(book[m.ref].cell(row, 1).value) for row in range(1, 9))
        assert said == ("Left out" not in rows[0]), m.ref
        there += "Left out" in rows[0]
    assert 0 < there < len(MEASURES)
    assert "Left out" not in cells(book["Summary"])[0]


def test_what_is_printed_can_be_read(book, packed):
    """200 characters of 12 points across a landscape page of A4 (10.9 inches) come out some 7 points high."""
    with zipfile.ZipFile(BytesIO(packed.file(".xlsx"))) as file:
        sheets = [file.read(name).decode() for name in file.namelist() if "/worksheets/sheet" in name]
    heads = [
        head for sheet in sheets for head in re.findall("<oddHeader>(.*?)</oddHeader>", sheet, re.DOTALL)
    ]
    for sheet in book:
        across = sum(
            column.width * (1 + column.max - column.min) for column in sheet.column_dimensions.values()
        )
        pages = sheet.page_setup.fitToWidth or 1
        assert across / pages <= 210, sheet.title
        if pages > 1:
            assert sheet.title.startswith("Chart ") and sheet.print_title_cols == "$A:$A"
            # The first column is on each page, and would cut the title that stands in it.
            (table,) = sheet.tables.values()
            assert sheet.print_area.replace("$", "").endswith(f"!{table.ref}")
            assert any(sheet["A1"].value in head for head in heads)
            assert sheet.oddFooter.left.text == sheet["A2"].value


def test_no_cell_holds_a_number_as_text(book):
    for sheet in book:
        for (place, row), names in (
            ((place, row), list(row)) for place, row in enumerate(cells(sheet) if sheet.tables else [])
        ):
            for name in names:
                cell = row[name]
                if isinstance(cell, str) and name not in ("Reference", "Sheet"):
                    bare = cell.strip("%+−").replace(",", "").replace(".", "")
                    assert not bare.isdigit(), (sheet.title, place, name, cell)


@pytest.mark.parametrize(
    ("ref", "words", "expected"),
    [
        ("5.1.1.b", "62%", Number(0.62, "percent")),
        ("5.1.1.b", "68.5%", Number(0.685, "percent, one decimal")),
        ("5.1.1.a", "+1.4", Number(1.4, "change")),
        ("5.1.1.a", "−0.6", Number(-0.6, "change")),
        ("5.1.5.a", "1,204", Number(1204, "whole")),
        ("5.1.5.a", "[x]", "[x]"),
    ],
)
def test_a_figure_in_words_is_the_number_that_was_shown(ref, words, expected):
    found = number_of_words(words, MEASURE[ref])
    assert found == (pytest.approx(expected[0]), expected[1]) if isinstance(expected, Number) else expected
