"""What is said of spellings that may be the same, what is left alone, and several questions at once."""

import datetime as dt

import pandas as pd

from ieo_metrics.accepting.questions.alike_references import PERSON_IN_QUESTION, mark_references
from ieo_metrics.accepting.questions.alike_schools_and_cohorts import (
    SCHOOL_IN_QUESTION,
    mark_schools,
    rewrite_schools,
)
from ieo_metrics.accepting.questions.spellings_in_returns import KnownReturns
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.answers_on_sameness import NOTHING_SAID, SameAnswers
from tests.accepting.questions.kept_returns import accepted, beside, sessions
from tests.recognising.in_memory import answers, book, collected, sheet

PAIN = "Young person ref  First date  First score  Latest date  Latest score"
Q1 = "2024/25 Q1"


def pain(quarter: str, day: dt.date, *references: str) -> Workbook:
    rows = [[reference, day, 6.0, None, None] for reference in references]
    return book(
        sheet([[f"Reporting quarter: {quarter}"], PAIN.split("  "), *rows]), name=f"pain {quarter[-2:]}.xlsx"
    )


def test_an_answer_is_told_in_words():
    """Of two spellings, the same or not; of three of which two were said to be one before, partly."""
    (question,) = collected(pain(Q1, dt.date(2024, 5, 1), "AE-01", "AE01", "AE 01")).same
    three = "ae-01 (1 row) and ae01 (1 row) and ae 01 (1 row)"
    same = question.answered(NOTHING_SAID, True)
    assert question.answer_in_words(same) == f"{three} are the same young person"
    assert question.measures == ("5.1.2.c", "5.1.2.d")
    asked = question.problem
    assert (asked.code, asked.sheet, asked.cell, asked.field) == (
        "same-reference",
        "Sheet1",
        "A5",
        "person_ref",
    )
    assert asked.found == "ae 01 (1 row)" and "5.1.2.c, 5.1.2.d" in asked.fix + asked.expected
    apart = question.answered(NOTHING_SAID, False)
    assert question.answer_in_words(apart) == f"{three} are not the same young person"
    first, second, third = question.hashes
    partly = SameAnswers({question.kind.name: {first: first, second: first, third: third}})
    assert question.answer_in_words(partly) == f"{three} are partly the same young person"
    assert (question.at.shown, question.others) == ("ae 01", "ae-01 (1 row), ae01 (1 row)")


def test_a_reference_that_comes_again_as_it_was_is_no_other_spelling():
    before = accepted(pain(Q1, dt.date(2024, 5, 1), "AE-01"))
    assert beside(before, pain("2024/25 Q2", dt.date(2024, 8, 1), "AE-01", "AE-02")).same == ()


def test_two_new_spellings_and_one_accepted_before_are_one_question():
    before = accepted(pain(Q1, dt.date(2024, 5, 1), "AE/01"))
    (question,) = beside(before, pain("2024/25 Q2", dt.date(2024, 8, 1), "AE-01", "AE 01")).same
    assert [one.is_new for one in question.spellings].count(False) == 1 and len(question.spellings) == 3


def test_a_session_without_school_and_urn_is_of_no_school():
    """It is left as it is, beside two schools that are asked about."""
    rows = ("Oak & Ash  -  Year 9", "Oak and Ash  -  Year 9", "-  -  Year 9")
    (question,) = collected(sessions(Q1, "2024-05-01", *rows)).same
    assert [one.shown for one in question.spellings] == ["Oak & Ash", "Oak and Ash"]
    before = accepted(sessions(Q1, "2024-05-01", "Elm  -  Year 9", "-  -  Year 9"))
    again = beside(before, sessions("2024/25 Q2", "2024-08-01", "Elm  -  Year 9", "-  -  Year 9"))
    assert again.same == () and answers(again)["5.1.5.a", "2024/25 Q2"][0] == 60


def test_one_urn_is_one_school_whatever_its_name_and_nobody_is_asked():
    """By URN and by name at once; 30 and 30 of one year group count once."""
    found = collected(sessions(Q1, "2024-05-01", "Oak & Ash  100001  Year 9", "Oak and Ash  100001  Year 9"))
    assert found.same == () and answers(found)["5.1.5.a", Q1][0] == 30


def test_a_school_and_a_cohort_can_be_asked_about_at_once_and_another_programme_is_left_alone():
    """Two names of a school, two classes of another, and beside them the hospital's readings."""
    rows = ("Oak & Ash  -  Year 9", "Oak and Ash  -  Year 9", "Elm  -  9 A", "Elm  -  9A")
    found = collected(sessions(Q1, "2024-05-01", *rows), pain("2024/25 Q1", dt.date(2024, 5, 1), "AE-01"))
    assert sorted(question.kind.name for question in found.same) == ["cohort", "school"]
    assert [one.return_type.programme for one in found.returns] == ["Choices", "A&E Navigators"]
    assert answers(found)["5.1.5.a", Q1][0] == 120


def test_a_table_without_references_or_schools_has_no_rows_in_question():
    frame = pd.DataFrame({"score": [1, 2]})
    assert (
        mark_references(frame, {"AE-01": 0}, None) is frame
        and mark_schools(frame, {"school": 0}, None) is frame
    )
    marked = mark_references(pd.DataFrame({"person_ref": pd.Categorical(["b", None, "a"])}), {"a": 0}, None)
    assert marked[PERSON_IN_QUESTION].tolist() == [-1, -1, 0]
    of_schools = pd.DataFrame({"urn": pd.Categorical([None, None]), "school": pd.Categorical(["oak", "elm"])})
    assert mark_schools(of_schools, {"school\0\0elm": 3}, None)[SCHOOL_IN_QUESTION].tolist() == [-1, 3]


def test_a_session_of_no_school_keeps_no_other_from_standing_under_the_schools_word():
    names = pd.Categorical([None, "oak & ash", "elm"], categories=["oak & ash", "elm"])
    frame = pd.DataFrame({"urn": pd.Categorical([None] * 3, categories=["100001"]), "school": names})
    words = {"school\0\0oak & ash": "school\0\0oak and ash"}
    found = rewrite_schools(frame, words, KnownReturns((), (), None))
    assert found["school"].astype(object).tolist()[1:] == ["oak and ash", "elm"]
    assert pd.isna(found["school"][0]) and found["urn"].isna().all()


def test_cohorts_are_of_one_school_also_where_its_name_is_in_question():
    found = collected(sessions(Q1, "2024-05-01", "Oak & Ash  -  9 A", "Oak and Ash  -  9A")).same
    assert sorted(question.kind.name for question in found) == ["cohort", "school"]


def test_a_school_is_shown_by_its_name_and_its_urn():
    """Two digits of the URN changed places: one school, or two."""
    before = accepted(sessions(Q1, "2024-05-01", "Elm  -  Year 9"))
    (question,) = beside(
        before, sessions("2024/25 Q2", "2024-08-01", "Oak  100012  Year 9", "Oak  100021  Year 9")
    ).same
    assert [one.shown for one in question.spellings] == ["Oak, URN 100012", "Oak, URN 100021"]
    assert question.salt == "", "the store's own key needs none"


def test_one_number_under_the_letters_of_two_services():
    """The same first score on the same day, and 52 in both: zeros before it and what is no digit do not count. A reference
    without a digit is nobody else's for that."""
    day = dt.date(2024, 5, 1)
    (question,) = collected(pain(Q1, day, "AE-0052", "RST-52")).same
    assert {spelling.word for spelling in question.spellings} == {"ae-0052", "rst-52"}
    assert collected(pain(Q1, day, "AE-0052", "RST-53")).same == ()
    assert collected(pain(Q1, day, "Amber", "Robin")).same == ()
