"""A provider's workbook with 160 faults of twelve kinds: the list that goes out, and what comes back."""

import datetime as dt
import io
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from ieo_metrics.exports.fix_list.earlier_problems import PERSONAL_ANSWER
from ieo_metrics.exports.fix_list.fix_list_words import CELL_BY_CELL, COLUMNS, SHEET
from ieo_metrics.exports.fix_list.list_document import list_document
from ieo_metrics.exports.fix_list.reply_details import proposed_reply_day, reply_details
from ieo_metrics.exports.fix_list.send_back import annotate_workbook, fix_outcomes
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.problem_kinds import INFORMATION
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Workbook
from tests.exports.fix_list.provider_workbook import (
    FOLLOW_UP,
    PHONE,
    STAR,
    SUPPORT,
    TO_CONFIRM,
    as_bytes,
    as_csv,
    as_workbook,
    faulty_return,
)

NAME = "RESET Q4.xlsx"
RIGHT = "It is right as it is"
FAULTS = faulty_return()
CONTACT = "data@unit.example, 01962 555 0100"


def collected(data: bytes, name: str = NAME) -> Collection:
    return collect_files(read_files([(name, data)]), Settings(), dt.datetime(2025, 4, 15, tzinfo=dt.UTC))


def marked(data: bytes, collection: Collection) -> bytes:
    details = reply_details(collection.returns, dt.date(2025, 4, 30), CONTACT)
    return annotate_workbook(data, collection.problems, collection.files[0], details)


def kinds_of(book: openpyxl.Workbook) -> list[dict[str, str]]:
    """The rows of the list, by its headings."""
    rows = [[value or "" for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    start = rows.index(list(COLUMNS))
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[start + 1 :]]


def mended(data: bytes, answers: dict[str, str]) -> bytes:
    """As the provider sends it back: every cell mended, and an answer beside each kind to confirm."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, cell), value in FAULTS.mended.items():
        book[sheet][cell].value = value
    for row in book[SHEET].iter_rows():
        if row[1].value == "please confirm":
            row[-1].value = next((said for words, said in answers.items() if words in row[4].value), None)
    return as_bytes(book)


@pytest.fixture(scope="module")
def received() -> bytes:
    return as_bytes(as_workbook(FAULTS))


@pytest.fixture(scope="module")
def first(received) -> Collection:
    return collected(received)


@pytest.fixture(scope="module")
def sent(received, first) -> bytes:
    return marked(received, first)


@pytest.fixture(scope="module")
def back(sent) -> bytes:
    answers = {"not known": "we asked, nobody knows", "after the return": RIGHT, "window": RIGHT}
    return mended(sent, answers)


def test_there_are_160_faults_of_twelve_kinds(first):
    assert sum(FAULTS.kinds.values()) == 160 and len(FAULTS.kinds) == 12
    found = Counter(p.code for p in first.problems if p.severity != INFORMATION)
    assert found == FAULTS.kinds


def test_each_kind_is_one_row_with_all_its_cells(first, sent):
    rows = kinds_of(openpyxl.load_workbook(io.BytesIO(sent)))
    assert len(rows) == 12
    named = [
        (row["Sheet"], cell)
        for row in rows
        for place in re.sub(r" \([^)]*\)", "", row["Cells"]).split(", ")
        for cell in cells_between(place)
    ]
    wanted = [(p.sheet, p.cell) for p in first.problems if p.severity != INFORMATION]
    assert sorted(named) == sorted(wanted)
    years = next(row for row in rows if row["What is wrong"].startswith("A year of two digits: 80 cells"))
    assert years["What to write"] == "A year of four digits. Write the year in full."
    words = next(row for row in rows if "12 cells" in row["What is wrong"])
    assert words["What to write"] == "One of: community, custody. Write one of these answers."
    ends = next(row for row in rows if row["What is wrong"].startswith("An end before its start"))
    starts = {
        p.cell: p.expected.removeprefix("an end on or after ") for p in first.problems if "end-" in p.code
    }
    assert ends["Cells"] == ", ".join(f"{cell} ({starts[cell]})" for cell in sorted(starts, key=row_of))


def row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJ"))


def cells_between(place: str) -> list[str]:
    """The cells of `B5`, or of `B5:B9`."""
    top, _, bottom = place.partition(":")
    letter = top.rstrip("0123456789")
    return [f"{letter}{row}" for row in range(row_of(top), row_of(bottom or top) + 1)]


def test_it_says_whose_it_is_by_when_and_whom_to_ask_and_nothing_of_ours(sent):
    book = openpyxl.load_workbook(io.BytesIO(sent))
    shown = [str(value) for row in book[SHEET].iter_rows(values_only=True) for value in row if value]
    above = " ".join(shown[: shown.index("No.")])
    for words in ("Society of St James", "2024/25 Q4 (Jan–Mar 2025)", NAME, "Violence Reduction Unit"):
        assert words in above
    assert CONTACT in above and "Please send it back by 30 April 2025." in above
    inner = re.compile(r"\b(code|colour before|row is about|from the list)\b|[a-z]+-[a-z]+-[a-z]+", re.I)
    assert not [text for text in shown if inner.search(text)]
    assert PHONE not in "".join(shown) and "What looks personal is not shown here" in " ".join(shown)
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [CELL_BY_CELL]


def test_it_is_frozen_filtered_and_prints_its_headings_on_each_page(sent):
    sheet = openpyxl.load_workbook(io.BytesIO(sent))[SHEET]
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == COLUMNS[0])
    assert sheet.freeze_panes == f"A{heading + 1}"
    assert sheet.auto_filter.ref == f"A{heading}:G{sheet.max_row}"
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    asked = [row[-1].coordinate for row in sheet.iter_rows() if row[1].value == "please confirm"]
    (suggested,) = sheet.data_validations.dataValidation
    assert sorted(str(suggested.sqref).split()) == sorted(asked) and not suggested.showErrorMessage


def test_mended_and_sent_back_all_is_ticked(back):
    collection = collected(back, "RESET Q4 - what to fix.xlsx")
    outcomes = fix_outcomes(back, collection.problems, collection.files[0])
    confirmed = sum(FAULTS.kinds[code] for code in TO_CONFIRM)
    assert Counter(o.state for o in outcomes) == {"fixed": 160 - confirmed, "answered": confirmed}
    by_code = {o.problem.code: o.answer for o in outcomes if o.problem}
    assert by_code == {
        "answer-not-known": "we asked, nobody knows",
        "date-after-return": RIGHT,
        "window-not-standard": RIGHT,
    }
    again = openpyxl.load_workbook(
        io.BytesIO(annotate_workbook(back, collection.problems, collection.files[0]))
    )
    rows = kinds_of(again)
    assert {row["To do"] for row in rows} == {"✓ fixed", "✓ answered"} and len(rows) == 12
    assert {row["Your answer"] for row in rows} == {"", RIGHT, "we asked, nobody knows"}
    assert not any(
        cell.comment for sheet in again.worksheets[1:] for row in sheet.iter_rows() for cell in row
    )


def test_an_answer_is_nobodys_figure(sent, back):
    """What the provider writes beside a question moves no figure, and the question stays."""
    silent, answered = (collected(data) for data in (mended(sent, {}), back))
    assert [p.code for p in silent.problems] == [p.code for p in answered.problems]
    frames = [measure_collection(collection) for collection in (silent, answered)]
    assert frames[0] is not None and frames[1] is not None
    assert frames[0].frame.to_csv() == frames[1].frame.to_csv()


def test_a_personal_answer_is_not_shown(sent):
    told = {"window": f"ring Sam on {PHONE}", "after the return": "born 3 May 2007, so it is right"}
    data = mended(sent, told)
    collection = collected(data)
    outcomes = fix_outcomes(data, collection.problems, collection.files[0])
    answers = {o.answer for o in outcomes if o.state == "answered"}
    assert answers == {PERSONAL_ANSWER}


def test_an_answer_beside_what_must_be_fixed_ticks_nothing(sent):
    book = openpyxl.load_workbook(io.BytesIO(sent))
    for row in book[SHEET].iter_rows():
        if row[1].value == "to fix":
            row[-1].value = "It is right"
    data = as_bytes(book)
    collection = collected(data)
    outcomes = fix_outcomes(data, collection.problems, collection.files[0])
    assert {o.state for o in outcomes} == {"still there"}
    assert Counter(o.answer for o in outcomes) == {"It is right": 141, "": 19}


def test_a_text_file_comes_back_as_a_workbook_with_all_ticked():
    text = as_csv(FAULTS, SUPPORT)
    after = marked(text, collected(text, "support.csv"))
    book = openpyxl.load_workbook(io.BytesIO(after))
    tab = book.worksheets[1]
    assert tab.page_setup.orientation == "landscape" and tab.sheet_properties.pageSetUpPr.fitToPage
    for (sheet, cell), value in FAULTS.mended.items():
        if sheet == SUPPORT:
            tab[cell].value = value
    collection = collected(data := as_bytes(book), "support - what to fix.xlsx")
    states = Counter(o.state for o in fix_outcomes(data, collection.problems, collection.files[0]))
    assert states == {"fixed": sum(sheet == SUPPORT for sheet, _ in FAULTS.mended)}


def test_as_a_document_it_has_a_heading_for_each_kind_and_the_same_bytes_twice(first):
    details = reply_details(first.returns, dt.date(2025, 4, 30), CONTACT)
    made = list_document(first.problems, first.files[0], details)
    assert made == list_document(first.problems, first.files[0], details)
    document = docx.Document(io.BytesIO(made))
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    levels = [int(p.style.name[-1]) for p in headings]
    assert levels.count(1) == 3 and levels.count(2) == 12 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    texts = [p.text for p in document.paragraphs]
    assert "There are 141 to fix and 19 to confirm. Please send it back by 30 April 2025." in texts
    assert CONTACT in texts and not any(PHONE in text for text in texts)
    assert document.core_properties.language == "en-GB" and document.core_properties.author == ""
    places = [text for text in texts if text.startswith("Sheet ")]
    assert Counter(text.split(":")[0] for text in places) == {
        f"Sheet {sheet}": many for sheet, many in ((SUPPORT, 4), (STAR, 6), (FOLLOW_UP, 2))
    }


def test_the_day_that_is_proposed_is_a_week_away_or_the_due_day(first):
    assert proposed_reply_day(first.returns, dt.date(2025, 4, 2)) == dt.date(2025, 4, 21)
    assert proposed_reply_day(first.returns, dt.date(2025, 4, 20)) == dt.date(2025, 4, 27)
    assert proposed_reply_day([], dt.date(2025, 4, 20)) == dt.date(2025, 4, 27)


def test_it_prints_on_two_pages_at_most(sent):
    """A4 landscape, as wide as a page: the heights of its rows, at the scale to which its width is brought."""
    sheet = openpyxl.load_workbook(io.BytesIO(sent))[SHEET]
    wide = sum(sheet.column_dimensions[letter].width * 7 + 5 for letter in "ABCDEFG") / 96 * 72
    high = sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
    page_wide, page_high = (297 / 25.4 - 0.8) * 72, (210 / 25.4 - 1) * 72
    assert high * min(1, page_wide / wide) <= 2 * page_high
    assert page_wide / wide > 0.75, "10 point letters stay legible"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_what_libreoffice_saves_in_its_own_form_is_ticked_too(back, tmp_path):
    saved = by_libreoffice(back, "ods", tmp_path)
    collection = collected(saved, "RESET Q4.ods")
    states = Counter(o.state for o in fix_outcomes(saved, collection.problems, collection.files[0]))
    assert states == {"fixed": 141, "answered": 19}
    (read,) = read_files([("RESET Q4.ods", saved)])
    assert isinstance(read, Workbook)
    assert [sheet.name for sheet in read.sheets if not sheet.visible] == [CELL_BY_CELL]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_marks_in_a_copy_of_an_opendocument_sheet_are_valid_and_survive_libreoffice(received, tmp_path):
    theirs = by_libreoffice(received, "ods", tmp_path)
    collection = collected(theirs, "RESET Q4.ods")
    (path := tmp_path / "marked.xlsx").write_bytes(after := marked(theirs, collection))
    assert OpenXmlValidator().validate(path).errors == []
    saved = by_libreoffice(after, "xlsx", tmp_path)
    before, now = coloured(after), coloured(saved)
    assert len(before) == 160 and before.keys() == now.keys()
    assert fix_outcomes(saved, collection.problems, collection.files[0])


def coloured(data: bytes) -> dict[tuple[str, str], str]:
    """By sheet and cell, the comment of what is marked in the provider's own sheets."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets[1:-1]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.fill.fill_type
    }


def by_libreoffice(data: bytes, ending: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it in another form."""
    (folder / "list.xlsx").write_bytes(data)
    call = (
        "soffice",
        f"-env:UserInstallation={(folder / 'home').as_uri()}",
        "--headless",
        "--convert-to",
        ending,
    )
    subprocess.run(
        (*call, "--outdir", str(folder / "out"), str(folder / "list.xlsx")),
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / f"list.{ending}").read_bytes()
