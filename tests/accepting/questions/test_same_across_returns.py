"""Spellings that may be the same are found across returns that were accepted long ago: the store holds a
loosened pseudonym of each school and cohort beside its own."""

import datetime as dt
from dataclasses import replace

import pytest

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.answers_on_sameness import NOTHING_SAID, SameAnswers
from ieo_metrics.store.returns.return_record import from_record, pseudonymised, to_record
from tests.accepting.questions.kept_returns import KEY, accepted, beside, sessions
from tests.recognising.in_memory import answers, book, sheet

PAIN = "Young person ref  First date  First score  Latest date  Latest score"


def asked(collection: Collection) -> list[tuple[str, str, str]]:
    return [(p.code, p.file, p.cell) for p in collection.problems if p.code.startswith("same")]


def say(collection: Collection, is_same: bool, said: SameAnswers = NOTHING_SAID) -> SameAnswers:
    for question in collection.same:
        said = question.answered(said, is_same)
    return said


LISTED = sessions("2024/25 Q1", "2024-05-01", "Oak & Ash  -  Year 9", listed="-  Oak & Ash  Yes  No")
ARRIVING = sessions("2024/25 Q2", "2024-08-01", "Oak and Ash  -  Year 9")


def test_a_school_that_is_nearly_an_accepted_one_is_asked_about():
    found = beside(accepted(LISTED), ARRIVING)
    assert asked(found) == [("same-school", "Q2.xlsx", "B3")]
    (question,) = found.same
    assert question.others == "one accepted before, in Q1.xlsx Sessions B3 (2 rows)"


def test_once_it_is_the_same_it_counts_once_and_no_later_return_asks():
    before = accepted(LISTED)
    said = say(beside(before, ARRIVING), True)
    found = beside(before, ARRIVING, said=said)
    assert asked(found) == []
    # One cohort of 30 in both quarters: 30 in the year to date, not 60.
    assert answers(found, spans=("quarter",))["5.1.5.a", "2024/25 Q2"][0] == 30
    assert answers(found, spans=("year to date",))["5.1.5.a", "2024/25 Q2 YTD"][0] == 30
    stored = [*before, *(pseudonymised(one, KEY) for one in found.returns)]
    third = sessions("2024/25 Q3", "2024-11-01", "Oak and Ash  -  Year 9", "Oak & Ash  -  Year 8")
    assert asked(beside(stored, third, said=said)) == []
    fourth = sessions("2024/25 Q4", "2025-02-01", "The Oak and Ash School  -  Year 9")
    assert asked(beside(stored, fourth, said=said)) == [("same-school", "Q4.xlsx", "B3")]


def test_once_it_is_another_nobody_is_asked_again():
    before = accepted(LISTED)
    said = say(beside(before, ARRIVING), False)
    found = beside(before, ARRIVING, said=said)
    assert asked(found) == []
    assert answers(found, spans=("year to date",))["5.1.5.a", "2024/25 Q2 YTD"][0] == 60
    stored = [*before, *(pseudonymised(one, KEY) for one in found.returns)]
    third = sessions("2024/25 Q3", "2024-11-01", "Oak and Ash  -  Year 9")
    assert asked(beside(stored, third, said=said)) == []


def test_what_was_said_of_two_in_one_drop_holds_when_one_of_them_comes_again():
    both = sessions("2024/25 Q1", "2024-05-01", "Oak & Ash  -  Year 9", "Oak and Ash  -  Year 9")
    said = say(beside([], both), True)
    stored = [pseudonymised(one, KEY) for one in beside([], both, said=said).returns]
    found = beside(stored, ARRIVING, said=said)
    assert asked(found) == []
    assert answers(found, spans=("year to date",))["5.1.5.a", "2024/25 Q2 YTD"][0] == 30


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("St Mary's  -  Year 9", "Saint Mary’s, Havant  -  Year 9"),
        ("Oak Academy  100001  Year 9", "Oak  100 001  Year 9"),
        ("Oak  850/4001  Year 9", "Oak School  -  Year 9"),
        ("Springfield  -  Year 9", "Springfeild School  -  Year 9"),
        ("Oakwod School  100001  Year 9", "Oakwood  -  Year 9"),
        ("Oakwood  -  Year 9", "Oakwod  -  Year 9"),
    ],
)
def test_schools_are_nearly_one_by_name_or_urn(first: str, second: str):
    before = accepted(sessions("2024/25 Q1", "2024-05-01", first))
    found = beside(before, sessions("2024/25 Q2", "2024-08-01", second))
    assert [code for code, *_ in asked(found)] == ["same-school"]


def test_two_urns_are_two_schools_also_years_apart():
    before = accepted(sessions("2024/25 Q1", "2024-05-01", "Oak  100001  Year 9"))
    assert asked(beside(before, sessions("2024/25 Q2", "2024-08-01", "Oak  123456  Year 9"))) == []


def test_cohorts_are_asked_about_across_returns_and_year_groups_are_one():
    before = accepted(sessions("2024/25 Q1", "2024-05-01", "Oak  -  9A", "Oak  -  Yr 9"))
    found = beside(before, sessions("2024/25 Q2", "2024-08-01", "Oak  -  9 A", "Oak  -  Year Nine"))
    assert asked(found) == [("same-cohort", "Q2.xlsx", "D3")]
    year = answers(found, spans=("year to date",))["5.1.5.a", "2024/25 Q2 YTD"]
    assert year[0] == 90  # 9A, 9 A (not known yet whether the same) and Year 9
    found = beside(before, sessions("2024/25 Q2", "2024-08-01", "Oak  -  9 A"), said=say(found, True))
    assert asked(found) == []
    assert answers(found, spans=("year to date",))["5.1.5.a", "2024/25 Q2 YTD"][0] == 60


def of_an_earlier_version(one: AcceptedReturn, **words: str) -> AcceptedReturn:
    """A return as an earlier version stored it: no loosened spellings, and its own words as typed."""
    parts = []
    for part in one.parts:
        tables = {
            name: frame.assign(
                **{
                    column: frame[column].cat.rename_categories([KEY.stored_text(word)])
                    for column, word in words.items()
                    if column in frame
                }
            )
            for name, frame in part.tables.items()
        }
        parts.append(replace(part, tables=tables, loosened={}))
    return one._replace(parts=tuple(parts))


def test_a_return_of_an_earlier_version_is_met_under_its_own_spelling_only():
    before = [of_an_earlier_version(one) for one in accepted(LISTED)]
    assert asked(beside(before, ARRIVING)) == []
    record = to_record(before[0], KEY)
    assert "loosened" not in record.about["parts"][0]
    assert from_record(record.about, record.rows, 0).parts[0].loosened == {}


@pytest.mark.parametrize("way", ["Yr 9", "9", "y09", "Year Nine"])
def test_a_year_group_that_an_earlier_version_stored_in_its_own_words_is_the_same(way: str):
    stored = accepted(sessions("2024/25 Q1", "2024-05-01", "Oak  -  Year 9"))
    before = [of_an_earlier_version(one, cohort=way) for one in stored]
    found = beside(before, sessions("2024/25 Q2", "2024-08-01", "Oak  -  Year 9"))
    assert asked(found) == []
    assert answers(found, spans=("year to date",))["5.1.5.a", "2024/25 Q2 YTD"][0] == 30


def test_the_same_file_is_the_same_return_whatever_is_kept_beside_it():
    """What was stored by an earlier version, without loosened spellings, is known again."""
    (new,) = beside([], LISTED).returns
    record = to_record(new, KEY)
    older = replace(record, about={**record.about, "parts": [dict(p) for p in record.about["parts"]]})
    del older.about["parts"][0]["loosened"]
    assert older.same_as == record.same_as and older.rows == record.rows


def test_only_pseudonyms_are_kept_beside_the_rows():
    (new,) = beside([], LISTED).returns
    (part,) = to_record(new, KEY).about["parts"]
    assert set(part["loosened"]) == {"school", "cohort"}
    assert all(
        len(word) == 24 and set(word) <= set("0123456789abcdef")
        for words in part["loosened"].values()
        for pair in words.items()
        for word in pair
    )


def pain(quarter: str, reference: str, day: dt.date) -> Workbook:
    rows = [[f"Reporting quarter: {quarter}"], PAIN.split("  "), [reference, day, 6.0, None, None]]
    return book(sheet(rows), name=f"{quarter[-2:]}.xlsx")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("007", "#7"),
        ("#7", "007"),
        ("RST-07.", "RST 7"),
        ("AE-01", "AE(01)"),
        ("AE(01)", "AE01"),
        ("AEO1", "AE-01"),
        ("AE01", "AE0l"),
        ("\u0410E01", "AE01"),
        ("AE01", "\u0410\u041501"),
        ("\u0410\u041501", "AE01"),
        ("AE01 (2)", "AE01"),
        ("AE01", "AE01 (2)"),
        ("AE-01", "AE-01 (JB)"),
        ("AE-01", "new AE-01"),
    ],
)
def test_references_that_look_alike_are_asked_about_across_returns(first: str, second: str):
    before = accepted(pain("2024/25 Q1", first, dt.date(2024, 5, 1)))
    found = beside(before, pain("2024/25 Q2", second, dt.date(2024, 8, 1)))
    assert asked(found) == [("same-reference", "Q2.xlsx", "A3")]


@pytest.mark.parametrize(("first", "second"), [("AL-1", "AI-1"), ("AE10", "AE01"), ("AE (2)", "AE (3)")])
def test_references_that_are_two_are_not_asked_about(first: str, second: str):
    before = accepted(pain("2024/25 Q1", first, dt.date(2024, 5, 1)))
    assert asked(beside(before, pain("2024/25 Q2", second, dt.date(2024, 8, 1)))) == []
