"""A partner's sheet as a document: one page, accessible, the same twice, and refused or shortened where a text tells
what must not be shared."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from docx import Document
from openxml_audit import OpenXmlValidator

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.disclosure.typed_text.what_text_tells import Typed
from ieo_metrics.exports.leak_check.check_document import raise_if_telling
from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.leak_check.find_personal_words import Forbidden
from ieo_metrics.exports.partner_sheet.checked_sheet import checked_partner_sheet
from ieo_metrics.exports.partner_sheet.sheet_report import sheet_report
from ieo_metrics.exports.report.blocks import Paragraph, Table
from ieo_metrics.exports.report.page_plan.page_room import OWN
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import FIRST_MEETING
from ieo_metrics.group.partners.authorities import AUTHORITIES, AUTHORITY
from ieo_metrics.group.partners.load_sheet import load_partner_sheet
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.database.schema import ACTIONS
from ieo_metrics.store.database.store import Store
from sample_data.group_record import record_samples

Q, TODAY = quarter(2024, 3), dt.date(2025, 4, 14)
POLICE = AUTHORITY["Police"]
FEW = "3 young people did not come"


@pytest.fixture
def store() -> Iterator[Store]:
    """What the invented group recorded, without returns."""
    one = store_in_memory()
    record_samples(one, "A. Officer")
    yield one
    one.engine.dispose()


def made(store: Store, name: str) -> bytes:
    return checked_partner_sheet(store, AUTHORITY[name], Q, TODAY, FIRST_MEETING)


def texts(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def typed_before(store: Store, words: str) -> None:
    """An action of the police that says what was no secret when it was typed."""
    with store.writing() as connection:
        connection.execute(sa.update(ACTIONS).where(ACTIONS.c.owner == "Police").values(words=words))


def test_it_says_what_is_recorded_and_is_the_same_twice(store: Store) -> None:
    data = made(store, "Police")
    assert data == made(store, "Police")
    said = texts(data)
    for words in (
        "Police: attendance, actions and commitments",
        "Violent Crime Taskforce",
        "✓ attended",
        "4. Bring the rota of training for response teams to the next meeting",
        "One named officer whom providers may ask about follow-up",
        "It next hosts meeting 18",
    ):
        assert words in said
    assert "Probation" not in said and "Room for a navigator" not in said


def test_its_tables_have_headings_and_titles_and_nobody_is_named_in_its_properties(store: Store) -> None:
    document = Document(BytesIO(made(store, "Justice")))
    about = document.core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "en-GB")
    assert about.title == "Justice: attendance, actions and commitments"
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title" and "Heading 2" in styles
    for table in document.tables:
        xml = table._tbl.xml
        assert "w:tblHeader" in xml and "w:tblCaption" in xml


def test_a_validator_finds_nothing_in_it(store: Store, tmp_path: Path) -> None:
    (path := tmp_path / "sheet.docx").write_bytes(made(store, "Justice"))
    assert OpenXmlValidator().validate(path).errors == []


@pytest.mark.parametrize("name", [authority.name for authority in AUTHORITIES])
def test_every_sheet_is_one_page(store: Store, name: str) -> None:
    with store.reading() as connection:
        sheet = load_partner_sheet(connection, store, AUTHORITY[name], Q, TODAY, FIRST_MEETING)
    report = sheet_report(sheet, PLAIN_LOOK)
    assert OWN.paragraph_height("Title", report.title) + OWN.height_of(report.first) <= OWN.room


def test_what_has_no_room_is_counted(store: Store) -> None:
    with store.reading() as connection:
        sheet = load_partner_sheet(connection, store, POLICE, Q, TODAY, FIRST_MEETING)
    (one,) = sheet.open_actions
    many = tuple(replace(one, number=number, words="A long text " * 20) for number in range(60))
    report = sheet_report(replace(sheet, open_actions=many), PLAIN_LOOK)
    assert OWN.height_of(report.first) <= OWN.room
    (table,) = [block for block in report.first if isinstance(block, Table) and block.headings[1] == "Due"]
    left = 60 - len(table.rows)
    assert 0 < left < 60
    said = [block.text for block in report.first if isinstance(block, Paragraph)]
    assert f"{left} more on the dashboard's page Partners." in said


def test_a_text_that_tells_of_few_now_is_not_shown(store: Store) -> None:
    typed_before(store, FEW)
    said = texts(made(store, "Police"))
    assert FEW not in said and "A text is not shown: it names a figure that is hidden." in said


def test_a_text_that_names_somebody_is_refused(store: Store) -> None:
    typed_before(store, "Ring 01962 841841 about it")
    with pytest.raises(
        StoreTrouble, match=r"(?s)must not be shared.*telephone.*Change it where it was typed"
    ):
        made(store, "Police")


def test_the_leak_check_looks_at_what_was_typed_and_at_the_whole_file(store: Store) -> None:
    data, nothing = made(store, "Police"), Forbidden(())
    hidden = HiddenFigures(5)

    def check(data: bytes, typed: list[Typed], forbidden: Forbidden) -> bytes:
        return raise_if_telling(data, typed, hidden, forbidden, 2000, PLAIN_LOOK)

    assert check(data, [], nothing) == data
    with pytest.raises(Leaks, match="could tell"):
        check(data, [Typed(FEW, Q, ends_there=False)], nothing)
    with pytest.raises(Leaks, match="a word that must not appear anywhere, 'taskforce'"):
        check(data, [], Forbidden({"Taskforce"}))
    with_comments = BytesIO(data)
    with zipfile.ZipFile(with_comments, "a") as file:
        file.writestr("word/comments.xml", "<comments/>")
    with pytest.raises(Leaks, match="comments"):
        check(with_comments.getvalue(), [], nothing)
