"""What is asked of a sheet's columns, word for word, what each answer adds to the mapping, and what is said of columns
that were known before."""

import datetime as dt
from dataclasses import replace

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.day_or_month_first_questions import about_orders
from ieo_metrics.accepting.questions.missing_columns import column_in_words
from ieo_metrics.accepting.questions.new_columns_in_words import all_known, what_is_new
from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.accepting.questions.rows_and_sheets_to_leave_out import about_elsewhere
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.framework.words.code_lists import RENAMED_STAR_AREAS
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, EMPTY, MONTH_FIRST, NOT_NEEDED, Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import LACKING, NOT_THERE
from tests.recognising.in_memory import RECEIVED, book, collected, sheet

Q = "Reporting quarter: 2024/25 Q1\n"
SUPPORT = "support, one row per period"


def checked(workbook: Workbook, mapping: Mapping = EMPTY) -> CheckedFile:
    return check_workbook(workbook, Settings(), RECEIVED, mapping)


def asked(workbook: Workbook, mapping: Mapping = EMPTY) -> list[AskedSheet]:
    return asked_sheets(checked(workbook, mapping), workbook, mapping)


def of(text: str) -> Workbook:
    return book(sheet(Q + text))


TWICE = of(
    "Young person ref  Support started  Support started  Setting  Support ended\n"
    "A  2024-05-01  2024-06-01  Community  2024-06-20\nB  2024-05-02  -  Community  -"
)


def test_two_columns_of_one_meaning_are_asked_about_together():
    (one,) = asked(TWICE)
    (question,) = one.questions
    assert (one.table, one.header, one.table_name) == ("support, one row per period", 1, "support")
    assert one.taken == {0: "Young person ref", 3: "Setting", 4: "Support ended"}
    assert question.columns == (1, 2)
    assert question.about == "Which column is “Support started”?" and question.needed
    assert question.why == "Columns B and C have the same meaning, so neither was read."
    assert question.choices == {
        "1": "Column B “Support started”: 1 May 2024, 2 May 2024",
        "2": "Column C “Support started”: 1 June 2024",
        "": "None of them",
    }
    assert question.proposed is None


def test_of_two_columns_of_one_meaning_the_chosen_one_is_read():
    """The other is not needed; nobody is asked again."""
    ((question,),) = (one.questions for one in asked(TWICE))
    second = question.answered(EMPTY, "2")
    assert second.columns == {SUPPORT: {"support started": NOT_NEEDED, "support started 2": "started"}}
    assert asked(TWICE, second) == []
    assert checked(TWICE, second).sheets[0].columns == {
        "A": "person_ref",
        "C": "started",
        "D": "setting",
        "E": "ended",
    }
    none = question.answered(EMPTY, "")
    assert set(none.columns[SUPPORT].values()) == {NOT_NEEDED}


AREA, OTHERS_NAME = next((area, names[0]) for area, names in RENAMED_STAR_AREAS.items() if names)


def stars(*rows: str) -> Workbook:
    return of("Young person ref  Date  Star area  Score\n" + "\n".join(rows))


def test_an_answer_that_is_nearly_known_is_asked_about_once_for_all_cells():
    """Home Star's name of an area in two cells, and in one."""
    two = stars(
        f"A  2024-05-01  {OTHERS_NAME}  5", "A  2024-05-02  Offending  5", f"B  2024-05-03  {OTHERS_NAME}  5"
    )
    ((question,),) = (one.questions for one in asked(two))
    assert question.about == f"What does “{OTHERS_NAME}” mean?"
    assert question.why == "It is in 2 cells, first in C3." and question.proposed == AREA
    assert list(question.choices)[0] == AREA and len(question.choices) == len(RENAMED_STAR_AREAS)
    assert question.choices[AREA] == f"{AREA.capitalize()} (proposed)"
    assert question.choices["offending"] == "Offending" and question.title_of(AREA) == AREA.capitalize()
    assert question.title_of("offending") == "Offending"
    mapping = question.answered(EMPTY, "offending")
    assert asked(two, mapping) == []
    assert set(checked(two, mapping).tables["star_readings"]["area"]) == {"offending"}
    ((question,),) = (one.questions for one in asked(stars(f"A  2024-05-01  {OTHERS_NAME}  5")))
    assert question.why == "It is in 1 cell, first in C3."
    shouted = stars(f"A  2024-05-01  {OTHERS_NAME.upper()}  5", f"B  2024-05-01  {OTHERS_NAME}  5")
    ((question,),) = (one.questions for one in asked(shouted))
    assert question.about == f"What does “{OTHERS_NAME.upper()}” mean?", "as it stands first"


MISSING = of(
    "Young person ref  Support started  Support ended  Flavour\nA  2024-05-01  2024-06-01  Community"
)


def test_a_column_that_the_table_needs_may_be_one_without_a_meaning():
    """Without it the sheet is not read; that it does not have it is said once, and stays so."""
    ((question,),) = (one.questions for one in asked(MISSING))
    assert question.about == "Which column is “Setting”?" and question.proposed is None
    assert (question.key, question.looks_for, question.code) == ("lacks setting", "setting", LACKING)
    assert question.needed and not question.slots
    assert question.why == (
        "No heading in this sheet matches it. Anything that needs it is not counted without it."
    )
    left_out = "This sheet does not have it: leave the sheet out"
    assert question.choices == {NOT_THERE: left_out, "3": "Column D “Flavour”: Community"}
    without = question.answered(EMPTY, NOT_THERE)
    assert asked(MISSING, without) == [] and checked(MISSING, without).used == 0
    mapping = question.answered(EMPTY, "3")
    assert mapping.columns == {SUPPORT: {"flavour": "setting"}} and asked(MISSING, mapping) == []
    assert checked(MISSING, mapping).sheets[0].columns["D"] == "setting"


def test_a_column_without_values_says_so_and_one_without_a_heading_is_not_offered():
    rows = "Young person ref  Support started  Support ended  -  Flavour\nA  2024-05-01  -  Community  -"
    ((question,),) = (one.questions for one in asked(of(rows)))
    assert question.choices == {
        NOT_THERE: "This sheet does not have it: leave the sheet out",
        "4": "Column E “Flavour”: nothing",
    }


BOTH = of("Young person ref  Date  Score  Started  Status\nA  2024-05-01  5  2024-05-01  Engaged")


def test_a_column_is_named_by_its_letters_and_its_heading_if_it_has_one():
    named = sheet("-  Setting\nA  Community")
    assert [column_in_words(named, j, 0) for j in (0, 1)] == ["Column A", "Column B “Setting”"]


def test_headings_that_fit_two_tables_equally_are_asked_about():
    """Pain readings and social prescribing; what both take alike is shown as taken."""
    (one,) = asked(BOTH)
    (question,) = one.questions
    assert (one.table, one.table_name, one.header) == ("not known yet", "", 1)
    assert question.about == "Which table is it?" and question.proposed is None and question.key == "table"
    assert question.needed and not question.slots and question.code == "" and question.columns == ()
    assert question.why == "Its headings fit each of these equally."
    assert question.choices == {
        "pain_readings, long": "Pain readings, long",
        "social_prescribing, one row per referral": "Social prescribing, one row per referral",
    }
    assert list(one.taken) == [0]
    mapping = question.answered(EMPTY, "pain_readings, long")
    assert [each.table for each in checked(BOTH, mapping).sheets] == ["pain_readings"]
    assert all(
        each.about != question.about for each in (q for s in asked(BOTH, mapping) for q in s.questions)
    )


def test_a_sheet_that_is_near_no_table_is_of_no_other_programme():
    assert about_elsewhere(sheet("Fruit  Flavour\nApple  Sweet"), 0, EMPTY) is None


def test_a_sheet_that_is_nearly_of_another_programme_is_asked_about():
    """Two of the three headings of periods of support are not spelt as they are known."""
    rows = "Young person ref  Suport startd  Suport ended  Setting\nA  2024-07-02  2024-08-02  Community"
    found = about_elsewhere(sheet(rows), 0, EMPTY)
    (question,) = found.questions
    assert question.about == "What is this sheet?" and found.table == "not known yet"
    read, left_out = question.choices.values()
    assert read == "Read it as support of RESET" and question.why == (
        "Its headings are nearly those of support of RESET, which its name or the other sheets speak against. Or read it by "
        "hand."
    )
    assert left_out == "Leave it out: it is no part of this return"


# ---------------------------------------------------------------- what was known before

KNOWN = of("Young person ref  Support started  Support ended  Setting\nA  2024-05-01  -  Community")
NEW = of(
    "Young person ref  Support started  Support endded  Setting  Distrct\nA  2024-05-01  2024-06-01  Community  Gosport"
)


def test_what_is_new_is_told_against_what_came_or_was_confirmed_before():
    """Support ended has another heading now; a district there was not."""
    file = checked(NEW)
    assert {doubt.proposal for doubt in file.doubts} == {"ended", "district"}
    assert what_is_new(file, EMPTY, []) == ""
    assert what_is_new(file, EMPTY, [checked(KNOWN)]) == "1 new column, 1 renamed"
    confirmed = Mapping(columns={SUPPORT: {"ended on": "ended", "area": "district", "note": NOT_NEEDED}})
    assert what_is_new(file, confirmed, []) == "2 renamed"
    assert what_is_new(file, Mapping(columns={SUPPORT: {"note": NOT_NEEDED}}), []) == "2 new columns"
    assert what_is_new(file, confirmed, [checked(KNOWN)]) == "2 renamed"
    assert what_is_new(checked(KNOWN), confirmed, [checked(KNOWN)]) == ""


def test_how_many_columns_are_known_by_earlier_answers():
    mapping = Mapping(
        columns={SUPPORT: {"support endded": "ended", "distrct": "district", "of another": "setting"}}
    )
    assert all_known(checked(KNOWN), KNOWN, EMPTY) == "All columns were recognised."
    assert all_known(checked(KNOWN), KNOWN, mapping) == "All columns were recognised."
    assert all_known(checked(NEW, mapping), NEW, mapping) == (
        "All columns were recognised, 2 of them from your earlier answers."
    )


# ---------------------------------------------------------------- the order of dates

DATES = of(
    "Young person ref  Support started  Support ended  Setting\nA  7/15/2024  -  Community\nB  08/07/2024  -  Community"
)


def test_the_order_of_a_column_is_asked_until_it_is_answered():
    (order,) = checked(DATES).orders
    ((question,),) = (one.questions for one in asked(DATES))
    assert question.about == "Column B “Support started”: day first or month first?"
    assert list(question.choices) == [DAY_FIRST, MONTH_FIRST]
    assert question.key == "order support started" and question.columns == (1,) and question.proposed is None
    assert question.why.endswith(". The 1 cell that could be either is not used until this is answered.")
    years = order._replace(doubt=order.doubt._replace(years=True))
    assert next(about_orders([years])).why.endswith(
        ". The 1 cell that may be a year out is not used until this is answered."
    )
    (unnamed,) = about_orders([order._replace(heading="")])
    assert unnamed.about == "Column B: day first or month first?"
    two = order._replace(doubtful=1200)
    assert "The 1,200 cells that could be either are not used" in next(about_orders([two])).why
    assert list(about_orders([order._replace(answer=DAY_FIRST)])) == []


def test_each_order_is_asked_at_its_own_table():
    """Periods of support and sessions of the police, each on a sheet of its own with dates of which one could be either."""
    sessions = "Date  Session type  Status\n7/15/2024  Training  Delivered\n08/07/2024  Training  Delivered"
    two = book(*DATES.sheets, sheet(Q + sessions, "Sessions"))
    found = [(one.sheet.name, one.table_name, one.questions[0].about) for one in asked(two)]
    assert found == [
        (DATES.sheets[0].name, "support", "Column B “Support started”: day first or month first?"),
        ("Sessions", "police_sessions", "Column A “Date”: day first or month first?"),
    ]


def test_dates_of_which_some_rows_may_be_wrong_can_be_said_to_be_right():
    (order,) = checked(DATES).orders
    (question,) = about_orders([order._replace(doubt=order.doubt._replace(part="the first rows"))])
    assert question.about == "Column B “Support started”: are all dates right?"
    assert question.choices == {DAY_FIRST: "All are right as they stand"}


def test_of_a_table_that_lacks_a_column_and_has_no_other_it_can_only_be_left_out():
    text = of("Young person ref  Support started  Support ended\nA  2024-05-01  2024-06-01")
    ((question,),) = (one.questions for one in asked(text))
    assert list(question.choices) == [NOT_THERE]


def test_answers_of_before_say_which_table_it_is_that_lacks_a_column():
    """Two of its headings are known by answers only: without these, one heading is known, which is no table."""
    text = of("Young person ref  Foo  Baz  Quux\nA  Community  2024-06-01  2024-05-01")
    mapping = EMPTY.with_column(LAYOUT_OF[SUPPORT], "foo", "setting").with_column(
        LAYOUT_OF[SUPPORT], "baz", "ended"
    )
    (one,) = asked(text, mapping)
    assert (one.table, one.taken) == (SUPPORT, {0: "Young person ref", 1: "Setting", 2: "Support ended"})
    assert [question.about for question in one.questions] == ["Which column is “Support started”?"]
    assert [title.partition(":")[0] for title in one.questions[0].choices.values()] == [
        "This sheet does not have it",
        "Column D “Quux”",
    ]


def test_a_column_that_is_near_nothing_is_asked_about_without_a_proposal():
    """Support endded, were nothing proposed for it: its choices as they are, and that it is not needed."""
    file = checked(NEW)
    (doubt,) = [one for one in file.doubts if one.proposal == "ended"]
    (one,) = asked_sheets(replace(file, doubts=(doubt._replace(proposal=""),)), NEW, EMPTY)
    question = one.questions[0]
    assert question.about == "Column C “Support endded”" and question.proposed is None
    assert list(question.choices) == [*doubt.choices, NOT_NEEDED]
    assert not any(words.endswith("(proposed)") for words in question.choices.values())
    assert question.nearest == (*doubt.choices, NOT_NEEDED) and question.slots


def test_a_row_that_may_be_a_total_is_asked_about_under_its_own_table():
    """Two tables of sessions on one sheet: each has its own, and the second begins in row 5."""
    heads = "Date  School  URN  Year group  Activity  Young people reached  School staff engaged"
    rows = "2024-05-01  Oak  123456  Year 8  Art  30  2\n-  Total {}  -  -  -  25  1"
    text = f"{heads}\n{rows.format('Respect')}\n-\n{heads}\n{rows.format('Courage')}"
    found = {one.header: [question.about for question in one.questions] for one in asked(book(sheet(text)))}
    assert found == {0: ["Is “Total Respect” a total?"], 4: ["Is “Total Courage” a total?"]}


def test_that_the_return_lacks_a_column_is_one_of_the_choices():
    """Sessions with nobody and no status: a table that is read."""
    text = of("Date  Session type  Attendees  Note\n2024-05-01  Training  9  a\n2024-05-02  Training  0  b")
    found = collected(text)
    (one,) = asked_sheets(found.files[0], text, EMPTY, found.problems)
    (question,) = one.questions
    assert (question.key, question.code, question.proposed) == (
        "lacks status",
        "mapping-column-missing",
        None,
    )
    assert list(question.choices.values()) == ["This sheet does not have it", "Column D “Note”: a, b"]


def test_a_heading_that_is_nearly_known_is_named_by_the_letters_of_its_column():
    """The 27th column is AA; what stands in it is given as an example, or that it is blank."""
    known, beside = ["Young person ref", "Support started", "Setting"], [f"Beside {i}" for i in range(23)]
    for ended, example in ((dt.date(2024, 6, 20), "For example: 20 June 2024."), (None, "It is blank.")):
        rows = [
            ["Reporting quarter: 2024/25 Q1"],
            [*known, *beside, "Suport ended"],
            ["A", dt.date(2024, 5, 1), "Community", *[None] * 23, ended],
        ]
        (question,) = (q for one in asked(book(sheet(rows))) for q in one.questions if "Suport" in q.about)
        assert question.about == "Column AA “Suport ended”" and question.why.endswith(f". {example}")
        assert question.why.startswith('It reads like "support ended", and ')
        assert question.proposed == "ended" and "Support ended" in question.choices["ended"]
