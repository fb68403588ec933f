"""Number cells: the noise of floating point, and the day that an undated number stands for."""

import datetime as dt
import io

import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from reading_files import book, cells, first
from test_reading_workbooks import ods

from ieo_metrics.framework.record_tables import Field
from ieo_metrics.reading.cells.cell_values import read_cell

DAY = Field("date", "date", "must")
SCORE = Field("score", "whole number", "must", None, 0, 10)
UNDATED = 43951.0  # 30 April 2020 as Excel counts, 1 May 2024 where it counts from 1904


def xlsx(from_1904: bool) -> bytes:
    def fill(workbook):
        if from_1904:
            workbook.epoch = CALENDAR_MAC_1904
        workbook.active.append([UNDATED, dt.date(2024, 4, 25), 7])

    return book(fill)


def old_xls(from_1904: bool) -> bytes:
    workbook, out = xlwt.Workbook(), io.BytesIO()
    workbook.dates_1904 = from_1904
    sheet = workbook.add_sheet("Stars")
    sheet.write(0, 0, UNDATED)
    sheet.write(0, 1, dt.date(2024, 4, 25), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(0, 2, 7)
    workbook.save(out)
    return out.getvalue()


def open_document(from_1904: bool) -> bytes:
    zero = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    cells = (
        f'<table:table-cell office:value-type="float" office:value="{UNDATED}"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-04-25"/>'
        '<table:table-cell office:value-type="float" office:value="7"/>'
    )
    data = ods(f"<table:table-row>{cells}</table:table-row>")
    if not from_1904:
        return data
    from reading_files import with_part

    return with_part(
        data,
        "content.xml",
        lambda xml: xml.replace(b"<office:spreadsheet>", b"<office:spreadsheet>" + zero.encode()),
    )


@pytest.mark.parametrize(
    ("made", "name"),
    [(xlsx, "a.xlsx"), (old_xls, "a.xls"), (open_document, "a.ods")],
    ids=["xlsx", "xls", "ods"],
)
@pytest.mark.parametrize(("from_1904", "day"), [(False, "30 April 2020"), (True, "1 May 2024")])
def test_an_undated_number_is_proposed_as_the_day_that_its_workbook_counts(made, name, from_1904, day):
    undated, dated, score = cells(first(made(from_1904), name))[0]
    assert read_cell(undated, DAY).words["proposal"] == day
    assert (undated, score) == (UNDATED, 7.0)
    assert read_cell(dated, DAY).value == dt.date(2024, 4, 25)
    assert read_cell(score, SCORE).value == 7.0


@pytest.mark.parametrize(("from_1904", "day"), [(False, "30 April 2020"), (True, "1 May 2024")])
def test_such_a_number_as_text_is_proposed_so_too(from_1904, day):
    def fill(workbook):
        if from_1904:
            workbook.epoch = CALENDAR_MAC_1904
        workbook.active.append(["43951", "Total", "YP-43951"])

    number, *texts = cells(first(book(fill)))[0]
    assert read_cell(number, DAY).words["proposal"] == day
    assert number == "43951" and [type(text) for text in texts] == [str, str]


def test_a_1904_workbook_is_one_for_the_second_reader_too(monkeypatch):
    from ieo_metrics.reading.child.archive import Archive
    from ieo_metrics.reading.child.xlsx import read_workbook

    def panic(_):
        raise BaseException("as a panic of calamine is")

    monkeypatch.setattr(read_workbook, "_by_calamine", panic)
    read = read_workbook.read_xlsx(Archive(xlsx(True)), (0, 1))
    values = [column[0][-1] for column in read.messages[0]["columns"]]
    assert read.from_1904 and values == [UNDATED, dt.date(2024, 4, 25), 7.0]


@pytest.mark.parametrize(
    ("found", "is_"),
    [
        (7.00000000000001, 7.0),
        (6.999999999999999, 7.0),
        (0.1 + 0.2 - 0.3, 0.0),
        (-5e-17, 0.0),
        (5e-17, 0.0),
        ("6.999999999999999", 7.0),
        (10.000000000000002, 10.0),
    ],
)
def test_the_noise_of_floating_point_is_no_part_of_a_number(found, is_):
    assert read_cell(found, SCORE).value == is_ and not read_cell(found, SCORE).code


def test_a_number_that_is_not_whole_stays_so():
    assert read_cell(7.0001, SCORE).code == "number-not-whole"
    harm = SCORE._replace(kind="number", highest=1_000_000)
    assert read_cell(1234.5 + 1e-10, harm).value == 1234.5
    assert read_cell(123456.75, harm).value == 123456.75
