"""The pack in the dashboard: made at a click from an issue, looked through, with what was said of it; a leak
is refused in words."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.pack import from_issue
from ieo_metrics.exports.pack.files import pack_writers
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import UPDATE
from ieo_metrics.store.database import schema
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.record import comments, raised_to_svrp
from tests.pages.seen import assert_calm, markup, press, visit
from tests.store.office import issue, returns_of, stands, take, trainings

Q = quarter(2024, 4)


@pytest.fixture
def issued(loaded: AppTest) -> AppTest:
    visit(loaded, "pages/issue_and_pack.py")
    return press(loaded, "Issue 2024/25 Q4")


def test_the_pack_holds_six_files_and_what_was_said(issued: AppTest) -> None:
    store = issued.session_state["samples_store"]
    comments.add_comment(
        store,
        "A. Officer",
        Q,
        "5.1.1.a",
        comments.OFFICER,
        "the officer",
        "More reviews were done this quarter.",
    )
    raised_to_svrp.raise_to_svrp(store, "A. Officer", Q, UPDATE, "Choices goes on")
    press(issued, "Make the SVRP pack")
    files = issued.session_state[f"pack_{Q}_1"]
    assert [name.removeprefix("SVRP 2024-25 Q4 ") for name in files] == list(pack_writers())
    assert markup(issued).count("Checked: safe to share") == 8
    with zipfile.ZipFile(io.BytesIO(files["SVRP 2024-25 Q4 report.docx"])) as report:
        words = report.read("word/document.xml").decode()
    assert "More reviews were done this quarter." in words and "Choices goes on" in words
    press(issued, "Make the SVRP pack")
    assert issued.session_state[f"pack_{Q}_1"] == files, "the same bytes each time"


def test_a_pack_with_a_leak_is_not_handed_out(issued: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: object) -> None:
        raise Leaks("SVRP 2024-25 Q4 report.docx: it holds an author. Nothing was handed out.")

    monkeypatch.setattr(from_issue, "raise_if_leaking", found)
    next(b for b in issued.button if b.label == "Make the SVRP pack").click().run()
    assert [e.value.replace("\\", "") for e in issued.error] == [
        "SVRP 2024-25 Q4 report.docx: it holds an author. Nothing was handed out."
    ]
    assert not any(b.proto.label.startswith("Download the pack") for b in issued.get("download_button"))
    monkeypatch.undo()
    issued.run()
    assert_calm(issued)


def test_a_comment_that_was_kept_before_texts_were_looked_through_stops_the_pack(issued: AppTest) -> None:
    """A reference of an accepted return, of which only the keyed hash is stored, and a telephone number:
    said, with what to do."""
    store = issued.session_state["samples_store"]
    with store.writing() as connection:
        row = {
            "number": 1,
            "quarter": Q,
            "ref": "5.1.1.a",
            "role": comments.OFFICER,
            "author": "the officer",
            "at": "2025-05-01T12:00:00.000000Z",
        }
        connection.execute(schema.COMMENTS.insert().values(**row, text="Ask RST-0006, on 07700 900123."))
    next(b for b in issued.button if b.label == "Make the SVRP pack").click().run()
    [said] = [e.value.replace("\\", "") for e in issued.error]
    assert (
        "report.docx: a telephone number: 'the officer" in said
        and "report.docx: a word that must not appear anywhere, 'RST-0006'" in said
    )
    assert said.endswith("change that on the Working group page, then make the pack again.")
    assert not any(b.proto.label.startswith("Download the pack") for b in issued.get("download_button"))


def test_a_comment_that_tells_of_few_young_people_stops_the_pack_with_its_sentence(issued: AppTest) -> None:
    """One that was kept before sentences were looked through."""
    store = issued.session_state["samples_store"]
    with store.writing() as connection:
        row = {
            "number": 1,
            "quarter": Q,
            "ref": "5.1.1.a",
            "role": comments.OFFICER,
            "author": "the officer",
            "at": "2025-05-01T12:00:00.000000Z",
        }
        connection.execute(schema.COMMENTS.insert().values(**row, text="All went well. Three lads left."))
    next(b for b in issued.button if b.label == "Make the SVRP pack").click().run()
    [said] = [e.value.replace("\\", "") for e in issued.error]
    assert 'a sentence that could tell a count of 1 to 4 young people: "Three lads left."' in said
    assert "All went well" not in said
    assert not any(b.proto.label.startswith("Download the pack") for b in issued.get("download_button"))


def test_the_e_mail_address_of_an_officer_who_signed_in_is_not_in_the_pack(issued: AppTest) -> None:
    store = issued.session_state["samples_store"]
    comments.add_comment(store, "jo@unit.org", Q, "5.1.1.a", comments.OFFICER, "jo@unit.org", "As expected.")
    press(issued, "Make the SVRP pack")
    with zipfile.ZipFile(
        io.BytesIO(issued.session_state[f"pack_{Q}_1"]["SVRP 2024-25 Q4 report.docx"])
    ) as report:
        words = report.read("word/document.xml").decode()
    assert "As expected." in words and "jo@" not in words


def test_a_pack_is_made_again_where_what_is_in_it_is_another(issued: AppTest) -> None:
    store = issued.session_state["samples_store"]
    raised_to_svrp.raise_to_svrp(store, "A. Officer", Q, UPDATE, "Choices goes on")
    press(issued, "Make the SVRP pack")
    assert f"pack_{Q}_1" in issued.session_state
    raised_to_svrp.raise_to_svrp(store, "A. Officer", Q, UPDATE, "Choices ends")
    issued.run()
    assert_calm(issued)
    assert f"pack_{Q}_1" not in issued.session_state


def test_a_pack_of_another_store_is_not_this_one_s() -> None:
    """Issue 1 of the same quarter, in two stores."""
    rests = []
    for many in (3, 4):
        store = store_in_memory()
        take(store, returns_of(trainings(Q, many)))
        issue(store, Q)
        [one] = stands(store).issues
        with store.reading() as connection:
            rests.append(from_issue.rests_on(connection, one))
            assert from_issue.rests_on(connection, one) == rests[-1]
    assert rests[0] != rests[1]
