"""The pack's workbook as somebody outside the unit meets it: who made it, when the next comes, no column that
only says that it is hidden, and numbers that are numbers."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import docx
import openpyxl
import pytest

from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.office.figure_cells import Number, number_of_words
from ieo_metrics.exports.pack.files import TABLES_XLSX, pack_writers
from ieo_metrics.exports.workbook.sheet_content import Page, SheetColumn
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.overview_lines import verdict_told
from ieo_metrics.statistics.target_outcomes import target_outcome
from ieo_metrics.statistics.verdict_wording import verdict_in_short
from tests.exports.workbook.test_svrp_workbook import cells

AIMS = {"5.1.1.b": 0.05, "5.1.3.b": 20, "5.2.1.a": 0.75, "5.1.1.a": 1.0, "5.3.1.b": 400}


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
        said = "hidden for most quarters" in " ".join(above_table(book, m.ref))
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
        widths = [
            column.width
            for column in sheet.column_dimensions.values()
            for _ in range(column.min, column.max + 1)
        ]
        if not (breaks := [one.id for one in sheet.col_breaks.brk]):
            assert sum(widths) <= 210, sheet.title
        else:
            pages = [widths[begin:end] for begin, end in pairwise([0, *breaks, len(widths)])]
            # At 55 per cent; on each page but the first stands the first column, too.
            assert sheet.page_setup.scale == 55 and not sheet.sheet_properties.pageSetUpPr.fitToPage
            assert all(sum(page) + widths[0] * (place > 0) <= 210 for place, page in enumerate(pages))
            assert sheet.title.startswith("Chart ") and sheet.print_title_cols == "$A:$A"
            (table,) = sheet.tables.values()
            heads_of_pages = [
                str(sheet.cell(int(table.ref[1:].split(":")[0]), at + 1).value) for at in breaks
            ]
            assert all("interval" not in head and "lower" not in head for head in heads_of_pages)
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


def above_table(book: openpyxl.Workbook, name: str) -> list[str]:
    (table,) = book[name].tables.values()
    return [
        str(cell)
        for (cell,) in book[name].iter_rows(
            max_col=1, max_row=int(table.ref[1:].split(":")[0]) - 1, values_only=True
        )
    ]


def test_the_summary_answers_as_page_one_of_the_report_does(book, packed):
    """Whether targets are met, what the board is asked, what it should know; and each measure's target."""
    lines = above_table(book, "Summary")
    report = docx.Document(BytesIO(packed.file(".docx")))
    heading = next(one.text for one in report.paragraphs if one.style.name == "Heading 1")
    assert lines[1] == heading
    assert (
        "Decision sought: Whether Choices goes on in the autumn. Owner: Police. Decide by 28 February 2025."
        in lines
    )
    assert "Key update: RESET has moved to the new office." in lines
    assert "Some figures were corrected since they were issued: see the sheet Revisions." in lines
    assert {(row["Target"], row["Target met"]) for row in cells(book["Summary"])} == {("none", "no target")}


def test_targets_stand_in_the_summary_and_comments_and_verdicts_with_their_measures(packed):
    pack = packed.pack
    targets = tuple(Target(ref, pack.quarter - 2, (Band("met", aim),)) for ref, aim in AIMS.items())
    made = pack_writers()[TABLES_XLSX](replace(pack, targets=targets))
    assert find_leaks("a.xlsx", made, replace(pack, targets=targets)) == []
    book = openpyxl.load_workbook(BytesIO(made))
    shown = {row["Reference"]: row for row in cells(book["Summary"])}
    for line in pack.lines:
        ref, row = line.measure.ref, shown[line.measure.ref]
        assert row["Target"] == AIMS.get(ref, "none")
        target = next((one for one in targets if one.ref == ref), None)
        assert row["Target met"] == (target_outcome(target, line.now, line.measure) or "no target")
        assert row["Verdict"] == verdict_in_short(line.verdict)
        assert verdict_told(line) in " ".join(above_table(book, ref))
    assert {row["Target met"] for row in shown.values()} > {"met", "missed"}
    assert "Comment of A. Officer, Data and Evaluations Officer, 3 February 2025: Two workers joined." in (
        above_table(book, "5.1.1.a")
    )


def test_a_line_wider_than_a_page_goes_on_with_its_next_sentence():
    long = "It is a sentence of some length that somebody typed. " * 6
    page = Page("A", "A", (long.strip(), "x" * 30, "Short."), "a", (SheetColumn("A", 30),), ())
    assert page.rows_of_text == [
        "It is a sentence of some length that somebody typed. It is a sentence of some length that somebody typed."
    ] * 3 + ["x" * 30, "Short."]
    endless = Page("A", "A", ("word " * 60,), "a", (SheetColumn("A", 30),), ())
    assert all(len(row) <= 121 for row in endless.rows_of_text) and len(endless.rows_of_text) == 3
    assert page.heading == 7
