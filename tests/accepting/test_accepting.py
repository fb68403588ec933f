"""What returns cover, which of them governs, and what serves as a baseline. Quarters are 2023/24 Q3 and Q4,
and 2024/25 Q1 and Q2."""

import datetime as dt

import pytest

from ieo_metrics.accepting.files_to_returns import return_key
from ieo_metrics.accepting.governing_returns import only_governing
from ieo_metrics.accepting.returns import quarters_in_words
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.pipeline import Collection
from tests.recognising.in_memory import answers, book, codes, collected, sheet

Q3, Q4, Q1, Q2 = quarter(2023, 3), quarter(2023, 4), quarter(2024, 1), quarter(2024, 2)
POLICE = "Date  Session type\n"
SUPPORT = "Young person ref  Support started  Support ended  Setting\n"
STARS = "Young person ref  Date  Star area  Score\n"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended\n"
SCHOOLS = "Date  School  Year group  Young people reached  School staff engaged\n"
SCHOOL_LIST = "URN  School  Hotspot area  Priority school  From  To\n"


def stating(words: str, table: str) -> str:
    return f"Reporting quarter: {words}\n{table}"


def covered(collection: Collection) -> list[set[int]]:
    """What each return covers, where all its tables cover the same."""
    assert all(len(set(one.covers.values())) == 1 for one in collection.returns)
    return [set(one.covers_all) for one in collection.returns]


# Coverage


def test_a_stated_quarter():
    one = collected(book(stating("2024/25 Q1", POLICE + "2024-05-01  Training")))
    assert (covered(one), one.returns[0].how, codes(one)) == ([{Q1}], "stated", [])


def test_what_happened_on_the_day_of_the_return_tells_its_quarter():
    one = collected(book(f"Date of return: 1 May 2024\n{POLICE}2024-05-01  Training"))
    assert (covered(one), one.returns[0].how) == ([{Q1}], "assumed")


def test_a_stated_range():
    one = collected(book(stating("2023/24 Q3 to 2024/25 Q1", POLICE + "2024-05-01  Training")))
    assert covered(one) == [{Q3, Q4, Q1}]
    assert answers(one)["5.3.1.b", "2023/24 Q3"] == (0, 0, None, 0, "")


def test_a_quarter_stated_on_the_notes_sheet():
    one = collected(
        book(POLICE + "2024-05-01  Training", sheet("Notes\nReporting quarter: 2024/25 Q1", name="Notes"))
    )
    assert (covered(one), one.returns[0].how) == ([{Q1}], "stated")


def test_the_table_s_own_sheet_goes_before_the_notes_and_the_difference_is_asked_about():
    one = collected(
        book(
            stating("2024/25 Q1", POLICE + "2024-05-01  Training"),
            sheet("Notes\nReporting quarter: 2023/24 Q4", name="Notes"),
        )
    )
    assert (covered(one), codes(one)) == ([{Q1}], ["quarter-disagrees"])


def test_a_quarter_stated_on_one_sheet_is_the_other_sheet_s_too():
    one = collected(
        book(
            stating("2024/25 Q1", SUPPORT + "A  2024-05-01  -  Community"),
            STARS + "A  2024-05-01  Offending  3",
        )
    )
    assert covered(one) == [{Q1}]


def test_several_quarters_as_several_sheets():
    last = sheet(POLICE + "2024-02-01  Training", name="Q4 2023-24")
    one = collected(book(last, sheet(POLICE + "2024-05-01  Training", name="Q1 2024-25")))
    assert covered(one) == [{Q4, Q1}]
    assert [answers(one)["5.3.1.b", label(q)][0] for q in (Q4, Q1)] == [1, 1]


def test_assumed_from_the_first_event_to_the_last():
    one = collected(book(POLICE + "2023-11-01  Training\n2024-05-01  Training"))
    assert (covered(one), one.returns[0].how, codes(one)) == ([{Q3, Q4, Q1}], "assumed", ["quarter-assumed"])


def test_assumed_from_the_quarter_after_what_was_covered():
    one = collected(
        book(POLICE + "2023-11-01  Training", name="1"),
        book(POLICE + "2023-11-01  Training\n2024-05-01  Training", name="2"),
    )
    assert covered(one) == [{Q3}, {Q4, Q1}]


def test_assumed_only_the_last_quarter_if_all_are_covered():
    rows = "2023-11-01  Training\n2024-05-01  Training"
    one = collected(book(POLICE + rows, name="1"), book(POLICE + rows + "\n2024-05-02  Training", name="2"))
    assert covered(one) == [{Q3, Q4, Q1}, {Q1}]
    assert answers(one)["5.3.1.b", label(Q1)][0] == 2


def test_another_provider_s_returns_do_not_count_as_covered():
    one = collected(
        book(SUPPORT + "A  2024-02-01  2024-02-03  Community", name="1"),
        book(POLICE + "2023-11-01  Training\n2024-05-01  Training", name="2"),
    )
    assert covered(one) == [{Q4}, {Q3, Q4, Q1}]


def test_an_end_is_an_event_and_a_date_after_the_return_s_own_is_none():
    one = collected(
        book(SUPPORT + "A  2024-02-01  2024-05-01  Community\nB  2024-02-01  2024-11-01  Community")
    )
    assert covered(one) == [{Q4, Q1}]
    made = collected(
        book("Date of return: 5 April 2024\n" + SUPPORT + "A  2024-02-01  2024-05-01  Community")
    )
    assert covered(made) == [{Q4}]


def test_a_school_list_s_dates_are_no_events():
    listed = SCHOOL_LIST + "100001  Oak  yes  no  2020-09-01  2030-08-31"
    one = collected(book(SCHOOLS + "2024-05-01  Oak  Year 8  30  2", listed))
    assert covered(one) == [{Q1}]


def test_of_the_constabulary_only_the_ends_of_windows_are_events():
    one = collected(
        book(
            FOLLOW_UP
            + "A  2023-02-01  2024-02-01  yes  no\nB  2023-05-01  -  yes  no\nC  2024-01-01  -  yes  no"
        )
    )
    assert covered(one) == [{Q4, Q1}]  # B's ends on 1 May 2024, C's after the return


def test_no_quarter_and_no_dates_is_a_question_of_mapping():
    one = collected(book(POLICE))
    assert (covered(one), codes(one), answers(one)) == ([set()], ["sheet-empty", "mapping-quarter"], {})


def test_what_the_officer_says_goes_before_all():
    one = collected(
        book(stating("2024/25 Q1", POLICE + "2024-05-01  Training")), covers="2023/24 Q4..2024/25 Q1"
    )
    assert (covered(one), one.returns[0].how) == ([{Q4, Q1}], "given")


def test_one_stated_quarter_and_earlier_rows_is_a_question_unless_another_return_covers_them():
    two = book(stating("2024/25 Q1", POLICE + "2024-02-01  Training\n2024-05-01  Training"), name="2")
    assert sorted(codes(collected(two))) == ["quarter-one-of-many", "sessions-outside-quarter"]
    one = book(stating("2023/24 Q4", POLICE + "2024-02-01  Training"), name="1")
    assert codes(collected(one, two)) == ["sessions-outside-quarter"]


def test_the_day_of_return_is_the_day_of_upload_in_london():
    """Half past eleven at night in UTC is the next day in summer."""
    one = collected(
        book(POLICE + "2024-05-01  Training"), received=dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC)
    )
    assert (one.files[0].made, one.files[0].made_is_stated) == (dt.date(2024, 7, 1), False)


@pytest.mark.parametrize(
    ("quarters", "words"),
    [
        ([], "no quarter"),
        ([Q1], "2024/25 Q1"),
        ([Q1, Q4], "2023/24 Q4, 2024/25 Q1"),
        ([Q3, Q4, Q1], "2023/24 Q3 to 2024/25 Q1"),
        ([Q3, Q1], "2023/24 Q3, 2024/25 Q1"),
    ],
)
def test_quarters_in_words(quarters, words):
    assert quarters_in_words(quarters) == words


# Files and returns


def test_files_with_different_tables_that_arrive_together_are_one_return():
    stars, support = STARS + "A  2024-05-01  Offending  3", SUPPORT + "A  2024-05-01  -  Community"
    one = collected(book(stating("2024/25 Q1", stars), name="stars.csv"), book(support, name="support.csv"))
    (only,) = one.returns
    assert (set(only.covers), set(only.covers_all), len(only.parts)) == (
        {"star_readings", "support"},
        {Q1},
        2,
    )


def test_a_table_that_comes_again_begins_the_next_return():
    stars, support = STARS + "A  2024-05-01  Offending  3", SUPPORT + "A  2024-05-01  -  Community"
    one = collected(
        book(stars, name="1"),
        book(support, name="2"),
        book(stars + "\nB  2024-05-01  Offending  3", name="3"),
    )
    assert [[part.file.name for part in each.parts] for each in one.returns] == [["1", "2"], ["3"]]


def test_the_same_file_again_changes_nothing_and_says_so():
    one = book(stating("2024/25 Q1", POLICE + "2024-05-01  Training"))
    twice = collected(one, one)
    assert (len(twice.returns), codes(twice), answers(twice)) == (
        1,
        ["file-repeated"],
        answers(collected(one)),
    )
    (said,) = (p for p in twice.problems if p.code == "file-repeated")
    assert (said.file, said.found) == ("return.xlsx", "the same as return.xlsx")


def test_the_society_s_and_the_constabulary_s_sheets_are_covered_apart():
    one = collected(
        book(
            stating("2024/25 Q1", SUPPORT + "A  2024-05-01  -  Community"),
            stating("2023/24 Q4", FOLLOW_UP + "A  2023-02-01  2024-02-01  yes  no"),
        )
    )
    assert [(r.return_type.provider, set(r.covers_all)) for r in one.returns] == [
        ("Society of St James", {Q1}),
        ("Constabulary", {Q4}),
    ]
    found = answers(one)
    assert found["5.1.3.b", label(Q1)][0] == 1 and found["5.2.1.a", label(Q4)][0] == 1
    assert ("5.1.3.b", label(Q4)) not in found and ("5.2.1.a", label(Q1)) not in found


def test_blank_template_sheets_of_another_provider_say_nothing():
    blank, rows = (
        stating("2024/25 Q1", FOLLOW_UP),
        stating("2024/25 Q1", SUPPORT + "A  2024-05-01  -  Community"),
    )
    one = collected(book(rows, blank))
    assert [r.return_type.provider for r in one.returns] == ["Society of St James"]
    assert ("5.2.1.a", label(Q1)) not in answers(one)


def test_of_a_table_that_it_does_not_carry_a_return_says_nothing():
    first = book(
        stating("2024/25 Q1", STARS + "A  2024-04-01  Offending  3\nA  2024-05-01  Offending  5"), name="1"
    )
    second = book(stating("2024/25 Q1", SUPPORT + "A  2024-05-01  -  Community"), name="2")
    third = book(stating("2024/25 Q1", SUPPORT), name="3")
    found = answers(collected(first, second, third))
    assert found["5.2.2.b", label(Q1)] == (2, 2, 1, 0, "")
    assert found["5.1.3.b", label(Q1)] == (0, 0, None, 0, "")


def test_a_nil_return_is_nought_and_no_return_is_nothing():
    one = collected(book(stating("2024/25 Q1", SUPPORT), stating("2024/25 Q1", STARS)))
    found = answers(one)
    assert codes(one) == ["sheet-empty", "sheet-empty"]
    assert found["5.1.3.b", label(Q1)] == (0, 0, None, 0, "")
    assert found["5.2.2.b", label(Q1)] == found["5.2.2.c", label(Q1)] == (None, 0, 0, 0, "z")
    assert {ref for ref, _ in found} == {
        "5.1.1.a",
        "5.1.1.b",
        "5.1.2.a",
        "5.1.2.b",
        "5.1.3.b",
        "5.1.4.a",
        "5.1.4.b",
        "5.2.2.b",
        "5.2.2.c",
    }


# Governing and baselines: three returns, worked on paper.
#
# 1 covers Q4:  A 3 in January, 5 in March; B 4 in February; C 2 a year before (a baseline).
# 2 covers Q1:  A 6, B 4, C 5 in May.
# 3 covers Q1 again:  A 7 and B 5 in May; and B's February score is 3 now.
ONE = (
    "2024-01-10  A  Offending  3\n2024-03-10  A  Offending  5\n2024-02-01  B  Offending  4\n2023-05-01  C  "
    "Offending  2"
)
TWO = "2024-05-01  A  Offending  6\n2024-05-02  B  Offending  4\n2024-05-03  C  Offending  5"
THREE = "2024-05-01  A  Offending  7\n2024-05-02  B  Offending  5\n2024-02-01  B  Offending  3"
HEADING = "Date  Young person ref  Star area  Score\n"
RETURNS = [
    book(stating(q, HEADING + rows), name=name)
    for name, q, rows in (("1", "2023/24 Q4", ONE), ("2", "2024/25 Q1", TWO), ("3", "2024/25 Q1", THREE))
]
# (value, sum of changes, pairs, left out, marker)
AFTER = {
    1: {Q4: (2, 2, 1, 0, "")},  # A 3 → 5; B has one reading
    2: {Q4: (2, 2, 1, 0, ""), Q1: (2, 6, 3, 0, "")},  # A 3 → 6, B 4 → 4, C 2 → 5
    3: {Q4: (2, 2, 1, 0, ""), Q1: (3, 6, 2, 0, "")},  # A 3 → 7, B 3 → 5; C's is superseded
}


@pytest.mark.parametrize("accepted", [1, 2, 3])
def test_three_returns_on_paper(accepted):
    found = answers(collected(*RETURNS[:accepted]))
    assert {q: found["5.2.2.b", label(q)] for q in AFTER[accepted]} == AFTER[accepted]


def test_the_latest_accepted_governs_not_the_latest_made():
    """Accepted in the order 1, 3, 2: the second return's rows count, and what the third said of February is a
    baseline still."""
    found = answers(collected(RETURNS[0], RETURNS[2], RETURNS[1]))
    assert found["5.2.2.b", label(Q1)] == (7 / 3, 7, 3, 0, "")  # A 3 → 6, B 3 → 4, C 2 → 5


def test_a_first_score_that_changes_is_asked_about():
    assert "baseline-restated" in codes(collected(*RETURNS))


WIDE = (
    "Young person ref  First star date  Latest star date  Offending - first  Offending - latest  Physical "
    "health - first  Physical health - latest\n"
)
BEFORE = WIDE + "A  2024-01-10  2024-03-01  3  5  4  6\nB  2024-01-11  2024-03-02  2  4  2  4"


def restated(row: str) -> list[tuple[str, str, str, str]]:
    """What is asked about first scores when the next quarter's return has this row."""
    books = [book(stating("2023/24 Q4", BEFORE), name="1"), book(stating("2024/25 Q1", WIDE + row), name="2")]
    return [
        (p.cell, p.found, p.expected, p.fix)
        for p in collected(*books).problems
        if p.code == "baseline-restated"
    ]


def test_X11_one_question_for_a_person_at_the_first_score_saying_what_is_used():
    [(cell, found, expected, fix)] = restated("A  2024-01-10  2024-05-01  1  6  2  7")
    assert (cell, found) == ("D3", "Offending 1, physical health 2 on 10 January 2024")
    assert (
        expected == "the first score of an earlier return: Offending 3, physical health 4 on 10 January 2024"
    )
    assert fix == "Confirm the change. This return's is used."


def test_X11_a_later_first_date_does_not_replace_the_earliest_reading():
    [(cell, found, _, fix)] = restated("A  2024-02-10  2024-05-01  3  6  -  -")
    assert (cell, found, fix) == (
        "D3",
        "Offending 3 on 10 February 2024",
        "Confirm the change. The earlier return's is used.",
    )


@pytest.mark.parametrize(
    ("many", "ends"),
    [
        (1, "Offending 5 on 10 January 2024"),
        (3, "Offending 5, physical health 5, drug and alcohol misuse 5 on 10 January 2024"),
        (4, "Offending 5, physical health 5, drug and alcohol misuse 5 and 1 more area, on 10 January 2024"),
        (5, "Offending 5, physical health 5, drug and alcohol misuse 5 and 2 more areas, on 10 January 2024"),
    ],
)
def test_X11_three_areas_are_named_and_the_others_counted(many, ends):
    areas = [
        "Offending",
        "Physical health",
        "Drug and alcohol misuse",
        "Meaningful use of time",
        "Accommodation",
    ]
    before, now = (
        HEADING + "\n".join(f"2024-01-10  A  {area}  {score}" for area in areas[:many]) for score in (3, 5)
    )
    books = [book(stating("2023/24 Q4", before), name="1"), book(stating("2024/25 Q1", now), name="2")]
    (said,) = [p for p in collected(*books).problems if p.code == "baseline-restated"]
    assert said.found == ends


@pytest.mark.parametrize(
    "row",
    [
        "A  2024-01-10  2024-05-01  3  6  4  7",
        "A  2024-01-10  2024-05-01  -  6  -  7",
        "A  2024-01-10  2024-05-01  three  6  77  7",
        "A  the tenth  2024-05-01  3  6  4  7",
        "A  2024-05-01  2024-01-12  3  6  4  7",
    ],
    ids=["the same", "blank", "unreadable scores", "unreadable date", "dates exchanged"],
)
def test_X11_a_latest_score_is_no_first_score(row):
    assert restated(row) == []


def test_year_to_date_takes_each_quarter_from_the_return_that_governs_it():
    sessions = [
        ("1", "2024/25 Q1", "2024-05-01"),
        ("2", "2024/25 Q2", "2024-07-01"),
        ("3", "2024/25 Q1", "2024-06-01"),
        ("4", "2024/25 Q1", "2024-06-02"),
    ]
    books = [book(stating(q, POLICE + f"{day}  Training"), name=name) for name, q, day in sessions]
    found = answers(collected(*books), spans=("quarter", "year to date"))
    assert [found["5.3.1.b", f"{label(q)} YTD"][0] for q in (Q1, Q2)] == [1, 2]


def test_an_open_period_is_active_to_the_last_quarter_that_its_return_covers():
    one = collected(
        book(stating("2023/24 Q4 to 2024/25 Q1", SUPPORT + "A  2024-02-01  -  Community")), covers=""
    )
    later = book(stating("2024/25 Q2", SUPPORT + "B  2024-07-01  -  Community"), name="later")
    assert [answers(one)["5.1.3.b", label(q)][0] for q in (Q4, Q1)] == [1, 1]
    both = answers(
        collected(book(stating("2023/24 Q4 to 2024/25 Q1", SUPPORT + "A  2024-02-01  -  Community")), later)
    )
    assert [both["5.1.3.b", label(q)][0] for q in (Q4, Q1, Q2)] == [1, 1, 1]


def test_a_list_of_offences_is_used_whole():
    """The offence of February 2024 lies outside the quarter that its return covers, and within the window."""
    offences = "Young person ref  Offence date  HO code  Offence  CHI\nA  2024-02-01  -  -  5"
    one = collected(
        book(
            stating("2024/25 Q1", FOLLOW_UP + "A  2023-05-01  2024-05-01  yes  -"),
            stating("2024/25 Q1", offences),
        )
    )
    assert answers(one)["5.2.1.a", label(Q1)] == (0, 0, 1, 0, "")


def test_a_row_keeps_its_file_sheet_and_row_number():
    one = collected(*RETURNS)
    table = one.governed.tables["star_readings"]
    said = {
        (one.governed.sources[s].file, one.governed.sources[s].sheet.name, row)
        for s, row in zip(table["source"], table["row"])
    }
    assert said == {("1", "Sheet1", row) for row in (3, 4, 5, 6)} | {
        ("3", "Sheet1", row) for row in (3, 4, 5)
    }


def test_X11_of_areas_of_which_each_return_gives_the_first_the_rule_is_said():
    """A first star of 10 January: before offending's of February, which it replaces, and after physical health's of
    December, which stays."""
    long = "2024-02-10  A  Offending  3\n2023-12-01  A  Physical health  4"
    books = [
        book(stating("2023/24 Q4", HEADING + long), name="1"),
        book(stating("2024/25 Q1", WIDE + "A  2024-01-10  2024-05-01  1  6  4  7"), name="2"),
    ]
    [asked] = [p for p in collected(*books).problems if p.code == "baseline-restated"]
    assert asked.found == "Offending 1, physical health 4 on 10 January 2024"
    assert asked.fix == (
        "Confirm the change. The earliest that counts is used, and of two of one day that of the newest return."
    )


def test_X11_people_are_asked_about_in_the_order_of_their_rows():
    before = "\n".join(f"2024-01-10  {who}  Offending  3" for who in ("C", "A", "B"))
    books = [
        book(stating(quarter, HEADING + rows), name=quarter)
        for quarter, rows in (("2023/24 Q4", before), ("2024/25 Q1", before.replace("  3", "  4")))
    ]
    asked = [p for p in collected(*books).problems if p.code == "baseline-restated"]
    assert [p.cell for p in asked] == ["D3", "D4", "D5"]


def test_X11_where_the_days_differ_each_area_has_its_own():
    """Earlier than before are both: 8 and 9 January in place of the 10th."""
    before = "2024-01-10  A  Offending  3\n2024-01-10  A  Physical health  4"
    now = "2024-01-08  A  Offending  1\n2024-01-09  A  Physical health  2"
    books = [
        book(stating(quarter, HEADING + rows), name=quarter)
        for quarter, rows in (("2023/24 Q4", before), ("2024/25 Q1", now))
    ]
    [asked] = [p for p in collected(*books).problems if p.code == "baseline-restated"]
    assert asked.found == "Offending 1 on 8 January 2024, physical health 2 on 9 January 2024"
    assert asked.expected.endswith("Offending 3, physical health 4 on 10 January 2024")


def test_only_which_return_governs_is_told_without_their_rows():
    """The second return of 2024/25 Q1 governs it, the first 2023/24 Q4; nothing is covered by none."""
    returns = collected(*RETURNS).returns
    governed = only_governing(returns)
    assert governed is not None and governed.tables == {}
    assert (governed.first, governed.quarters) == (Q4, 2)
    assert governed.governs["star_readings"].tolist() == [0, 2] and governed.governs["support"].tolist() == [
        -1,
        -1,
    ]
    assert only_governing([]) is None


def test_a_return_is_known_by_the_bytes_of_its_first_file_and_its_kind():
    (one,) = collected(RETURNS[0]).returns
    assert return_key(one.return_type, one.parts) == ("1", "RESET · Society of St James")
