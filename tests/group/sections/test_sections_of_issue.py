"""Sections about the group's other work, from the choice to the files: frozen with the issue, in every file, and gone
where they would tell what is hidden."""

import io
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from ieo_metrics.exports.leak_check import check_file
from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.exports.workbook import section_sheets
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections import sections
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.group.sections.sections import SectionKind
from ieo_metrics.group.sections.sections_of_issue import make_sections_of, sections_now
from ieo_metrics.store.database.errors import Conflict
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read
from ieo_metrics.store.issues.withdrawing.withdraw_figure import withdraw_figure
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from ieo_metrics.store.registers.chosen_sections import choose_sections
from ieo_metrics.store.registers.register_rows import add_row
from ieo_metrics.store.trail import verify
from tests.store.office import returns_of, stands, take, trainings

Q, ME, REF = quarter(2024, 1), "A. Officer", "5.3.1.b"
MENTORS = {"name": "Harbour Mentors", "about": "A trusted adult beside each"}


def _programmes(record: GroupRecord) -> Section | None:
    rows = record.rows["programmes"]
    if not rows:
        return None
    told = tuple((row.words["name"], row.words["about"]) for row in rows)
    return Section(
        "programmes",
        "Programmes",
        f"{len(rows)} other programme is known.",
        ("It is run beside the four.",),
        (SectionTable("Other programmes", ("Programme", "What it offers"), told),),
        "the group's register.",
        (REF,),
    )


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = (SectionKind("programmes", "Programmes", ("4.a",), _programmes),)
    monkeypatch.setattr(sections, "SECTION_KINDS", kinds)
    monkeypatch.setattr(section_sheets, "SECTION_KINDS", kinds)
    monkeypatch.setattr(check_file, "SHEETS", check_file.SHEETS | section_sheets.section_sheet_names())


@pytest.fixture
def chosen(store: Store) -> Store:
    take(store, returns_of(trainings(Q, 6)))
    add_row(store, ME, "programmes", MENTORS)
    choose_sections(store, ME, ["programmes", "unknown"], ["programmes"], stands(store).facts)
    return store


def _issue(store: Store) -> None:
    now = stands(store)
    issuing.issue_quarter(store, ME, Q, now, make_sections=make_sections_of(store, Q, now))


def _read(store: Store, number: int = 1) -> list[Section]:
    with store.reading() as connection:
        issue = load_issue_to_read(connection, Q, number)
    assert issue is not None
    return [Section.of_data(data) for data in issue.sections]


def test_what_was_chosen_is_frozen_and_what_comes_later_is_not_in_it(chosen: Store) -> None:
    _issue(chosen)
    add_row(chosen, ME, "programmes", {**MENTORS, "name": "Another"})
    (section,) = _read(chosen)
    assert section.tables[0].rows == (("Harbour Mentors", "A trusted adult beside each"),)
    assert set(section.typed) == set(MENTORS.values())
    assert list(verify.integrity_faults(chosen)) == []


def test_an_issue_can_be_made_anew_where_a_section_would_say_more(chosen: Store) -> None:
    _issue(chosen)
    now = stands(chosen)
    assert not issuing.may_be_another(now, now.issues[-1])
    add_row(chosen, ME, "programmes", {**MENTORS, "name": "Another"})
    now = stands(chosen)
    assert issuing.may_be_another(now, now.issues[-1])
    _issue(chosen)
    assert len(_read(chosen, 2)[0].tables[0].rows) == 2
    now = stands(chosen)
    choose_sections(chosen, ME, [], ["programmes"], now.facts)
    now = stands(chosen)
    assert issuing.may_be_another(now, now.issues[-1])


def test_a_section_that_is_not_as_it_was_issued_says_so(chosen: Store) -> None:
    """Also where that issue was withdrawn: its readers have it. What is as it was says nothing."""
    _issue(chosen)
    add_row(chosen, ME, "programmes", {**MENTORS, "name": "Another"})
    _issue(chosen)
    changed = "This section is not as it was in issue 1: what it rests on has changed since."
    assert [_read(chosen, number)[0].said[-1] for number in (1, 2)] == ["It is run beside the four.", changed]
    add_row(chosen, ME, "needs", {"name": "N", "kind": "cohort", "source": "S", "as_of": "2024-05-01"})
    _issue(chosen)
    assert _read(chosen, 3)[0].said == ("It is run beside the four.",)
    now = stands(chosen)
    withdraw_issue(chosen, ME, now.issues[-1], "It was wrong", "The board", None, True, now.facts)
    add_row(chosen, ME, "programmes", {**MENTORS, "name": "A third"})
    _issue(chosen)
    assert _read(chosen, 4)[0].said[-1] == changed.replace("issue 1", "issue 3")
    checked_pack_files(chosen, stands(chosen).issues[-1])


def test_without_a_choice_nothing_is_added(store: Store) -> None:
    take(store, returns_of(trainings(Q, 6)))
    add_row(store, ME, "programmes", MENTORS)
    _issue(store)
    assert _read(store) == []
    assert "chosen sections" not in stands(store).issues[-1].about


def test_a_choice_is_refused_where_a_fact_moved_since(chosen: Store) -> None:
    seen = stands(chosen).facts
    take(chosen, returns_of(trainings(Q + 1, 6, "next.xlsx"), store=chosen))
    with pytest.raises(Conflict):
        choose_sections(chosen, ME, [], ["programmes"], seen)


def test_every_file_has_it_and_each_is_looked_through(chosen: Store) -> None:
    _issue(chosen)
    files = checked_pack_files(chosen, stands(chosen).issues[-1])
    of = {name.rpartition(" ")[2]: data for name, data in files.items()}
    assert [name for name in of if name in ("report.docx", "slides.pptx", "tables.xlsx", "report.html")]
    texts = [paragraph.text for paragraph in Document(io.BytesIO(of["report.docx"])).paragraphs]
    assert "1 other programme is known." in texts and "The group's other work" in texts
    slides = Presentation(io.BytesIO(of["slides.pptx"])).slides
    assert [slide.shapes.title.text for slide in slides][-1] == "1 other programme is known."
    sheet = load_workbook(io.BytesIO(of["tables.xlsx"]))["Programmes"]
    assert ["Harbour Mentors", "A trusted adult beside each"] in [
        [cell.value for cell in row[:2]] for row in sheet.iter_rows()
    ]
    assert b"1 other programme is known." in of["report.html"]


def test_a_section_that_repeats_a_withdrawn_figure_is_gone(chosen: Store) -> None:
    _issue(chosen)
    now = stands(chosen)
    withdraw_figure(chosen, ME, (REF, "quarter", Q), "It was counted wrongly", now, now.facts)
    assert _read(chosen) == []
    assert b"Harbour" not in b"".join(
        data
        for name, data in checked_pack_files(chosen, stands(chosen).issues[-1]).items()
        if name.endswith("html")
    )


def test_a_text_that_names_a_later_quarter_is_not_shown(chosen: Store) -> None:
    add_row(chosen, ME, "programmes", {"name": "Later", "about": "Begins in 2025/26 Q1"})
    _issue(chosen)
    assert _read(chosen)[0].tables[0].rows[1] == ("Later", "not shown: it names a quarter after 2024/25 Q1")
    checked_pack_files(chosen, stands(chosen).issues[-1])


def test_a_section_that_came_to_tell_what_is_hidden_is_kept_back(
    chosen: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an older version took it, or another quarter hides other figures: it is no part of an issue, and the
    officer is told why before."""
    from ieo_metrics.store.registers import register_rows

    with monkeypatch.context() as patch:
        patch.setattr(register_rows, "nothing_told", lambda store, text, *rest, **more: text)
        add_row(chosen, ME, "programmes", {"name": "Told", "about": "It has three young people"})
    now = stands(chosen)
    assert now.results is not None
    shown, kept_back = sections_now(chosen, Q, now, now.results.frame)
    (one,) = kept_back
    assert not shown and one.section.title == "Programmes"
    assert one.told == ("It has three young people", "a count of 1 to 4 young people")
    _issue(chosen)
    assert stands(chosen).issues[-1].about["sections"] == [] and _read(chosen) == []


def test_what_was_recorded_since_they_were_looked_at_is_not_issued_unseen(chosen: Store) -> None:
    seen = stands(chosen)
    add_row(chosen, "B. Officer", "programmes", {**MENTORS, "name": "Another"})
    with pytest.raises(Conflict, match=r"B\. Officer added a row to a register.*Nothing was issued"):
        issuing.issue_quarter(chosen, ME, Q, seen, make_sections=make_sections_of(chosen, Q, seen))
    assert not stands(chosen).issues
    _issue(chosen)
    assert len(_read(chosen)[0].tables[0].rows) == 2


@pytest.mark.parametrize("where", ["finding", "source"])
def test_a_later_quarter_is_not_named_in_the_finding_or_source_either(
    chosen: Store, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def telling(record: GroupRecord) -> Section | None:
        section = _programmes(record)
        return section and replace(section, **{where: "It begins in 2025/26 Q1."})

    monkeypatch.setattr(
        sections, "SECTION_KINDS", (SectionKind("programmes", "Programmes", ("4.a",), telling),)
    )
    _issue(chosen)
    assert getattr(_read(chosen)[0], where) == "not shown: it names a quarter after 2024/25 Q1"
    checked_pack_files(chosen, stands(chosen).issues[-1])
