"""Schools and cohorts that stand with more words in some rows, and references under other letters: asked about
where a figure turns on them, and plain ones never."""

import datetime as dt

import pytest

from ieo_metrics.framework.words.code_lists import STAR_AREAS
from ieo_metrics.reading.sheets import Workbook
from tests.accepting.questions.kept_returns import accepted, beside
from tests.accepting.questions.kept_returns import sessions as kept_sessions
from tests.accepting.questions.test_ask_about_alike_spellings import PAIN, asked, choices, collect, say
from tests.recognising.in_memory import answers, book, sheet

ROW = "2024-05-0{day}  {school}  {cohort}  Delivered  {count}  2"
AREAS = list(STAR_AREAS)
D = dt.date


def sessions(*schools_and_cohorts: tuple[str, str], listed: str = "") -> Workbook:
    rows = (
        ROW.format(day=n, school=school, cohort=cohort, count=20 + n)
        for n, (school, cohort) in enumerate(schools_and_cohorts, start=1)
    )
    return choices("\n".join(rows), listed)


@pytest.mark.parametrize(
    ("short", "school"),
    [
        ("St Mary's  -", "St Mary's C of E Primary School  100001"),
        ("St Mary's Primary  -", "St Mary's Catholic Primary School  -"),
        ("Valley  -", "Valley Park Academy  100001"),
        ("Valley Academy  -", "Valley Park Academy, Havant  100001"),
        ("NPS  -", "North Park School  100001"),
        ("Valley Academy Y9  -", "Valley Academy  100001"),
    ],
)
def test_a_school_under_a_short_name(short, school):
    for pair in ((short, school), (school, short)):
        found = collect(sessions(*((name, "Year 9") for name in pair)))
        assert asked(found) == [("same-school", "choices.xlsx", "B3")]
        same = collect(sessions(*((name, "Year 9") for name in pair)), mapping=say(found, True))
        assert answers(same)["5.1.5.a", "2024/25 Q1"][0] == 22
    listed = f"{'  '.join(school.split('  ')[::-1])}  Yes  No"
    assert [code for code, *_ in asked(collect(sessions((short, "Year 9"), listed=listed)))] == [
        "same-school"
    ]


@pytest.mark.parametrize(
    ("one", "other", "listed"),
    [
        ("Oak  100001", "Oak Park School  100002", ""),
        ("Oak Park Junior  -", "Oak Park Infant  -", ""),
        ("Park  -", "Oak Park  -", ""),
        ("Oak 1  -", "Oak  -", ""),
        ("Oak A  -", "Oak  -", ""),
        ("Oak  -", "Oak Park School  -", "100001  Oak  Yes  No\n100002  Oak Park School  No  No"),
        ("NP  -", "North Park School  -", ""),
        ("NPA  -", "North Park School  -", ""),
    ],
)
def test_other_schools_are_not_asked_about(one, other, listed):
    assert asked(collect(sessions((one, "Year 9"), (other, "Year 9"), listed=listed))) == []


def test_what_was_accepted_before_under_fewer_words_is_met():
    before = accepted(kept_sessions("2024/25 Q1", "2024-05-01", "St Mary's  -  Year 9"))
    new = kept_sessions("2024/25 Q2", "2024-08-01", "St Mary's C of E Primary School  -  Year 9")
    assert asked(beside(before, new)) == [("same-school", "Q2.xlsx", "B3")]
    new = kept_sessions("2024/25 Q2", "2024-08-01", "St Mary's  -  Year 9 (am)")
    assert asked(beside(before, new)) == [("same-cohort", "Q2.xlsx", "D3")]


@pytest.mark.parametrize(
    "longer",
    [
        *("Year 7 (am)", "Year 7 - pm", "Year 7 boys", "Morning Year 7", "Year 7, hall", "Year 7 Mr Smith"),
        *("Year 7 (28)", "Yr 7 session 2", "Year 7: workshop 2", "7 [hall]", "Year Seven (am)"),
        *("Year 7 n=28", "Year 7 w1", "Year 7 12/5"),
    ],
)
def test_a_cohort_with_more_words(longer):
    rows = sessions(("Oak  -", longer), ("Oak  -", "Year 7"), ("Elm  -", "Year 7"))
    found = collect(rows)
    assert asked(found) == [("same-cohort", "choices.xlsx", "D3")]
    assert answers(found)["5.1.5.a", "2024/25 Q1"][0] == 21 + 22 + 23
    same = collect(rows, mapping=say(found, True))
    assert (asked(same), answers(same)["5.1.5.a", "2024/25 Q1"][0]) == ([], 22 + 23)


def test_a_class_with_more_words_and_several_such():
    (found,) = collect(sessions(("Oak  -", "9A (am)"), ("Oak  -", "9 A"), ("Oak  -", "Year 9A"))).same
    assert [one.shown for one in found.spellings] == ["9A (am)", "9 A", "Year 9A"]
    (found,) = collect(sessions(("Oak  -", "Year 7 am"), ("Oak  -", "Year 7 pm"), ("Oak  -", "Year 7"))).same
    assert len(found.spellings) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Year 7 am", "Year 7 pm"),
        ("Year 7 A", "Year 7"),
        ("Year 7 A", "Year 7 B"),
        ("Year 7 and 8", "Year 7"),
        ("Nurture group", "Nurture"),
        ("Year 7 boys", "Year 8"),
    ],
)
def test_other_cohorts_are_not_asked_about(one, other):
    found = asked(collect(sessions(("Oak  -", one), ("Oak  -", other))))
    assert found == ([("same-cohort", "choices.xlsx", "D3")] if one == "Nurture group" else [])
    assert asked(collect(sessions(("Oak  -", "Year 7 (am)"), ("Elm  -", "Year 7")))) == []


def stars(*people: tuple[str, dt.date, int]) -> Workbook:
    """Stars of which the last number stands for all the scores of the first one."""
    headings = ["Young person ref", "First star date", "Latest star date"]
    headings += [f"{area} - {which}" for area in AREAS for which in ("first", "latest")]
    rows = [
        [ref, D(2024, 4, 8), day, *(score for at in range(10) for score in ((at * number) % 7 + 1.0, 6.0))]
        for ref, day, number in people
    ]
    return book(sheet([["Reporting quarter: 2024/25 Q1"], headings, *rows]))


def test_one_star_under_two_references():
    for other in ("AE-0052", "RST-0025", "X"):
        workbook = stars(
            ("RST-0052", D(2024, 5, 6), 3), (other, D(2024, 6, 6), 3), ("RST-0053", D(2024, 6, 6), 2)
        )
        assert [code for code, *_ in asked(collect(workbook))] == ["same-reference"]
        assert answers(collect(workbook))["5.2.2.b", "2024/25 Q1"][2] == 3
        same = collect(workbook, mapping=say(collect(workbook), True))
        assert answers(same)["5.2.2.b", "2024/25 Q1"][2] == 2


@pytest.mark.parametrize(
    ("scores", "asks"),
    [
        ((1, 2, 3, 1, 2), True),
        ((1, 2, 2, 1, 2), False),  # two scores only
        ((1, 2, 3, 4), False),  # four areas only
        ((1, 2, 3, 4, 5, 6), True),
    ],
)
def test_five_areas_and_three_scores_are_one_star_by_no_chance(scores: tuple[int, ...], asks: bool):
    headings = ["Young person ref", "Date", "Star area", "Score"]
    rows = [
        [ref, D(2024, 4, 8), area, float(score)]
        for ref in ("RST-0052", "X")
        for area, score in zip(AREAS, scores, strict=False)
    ]
    found = asked(collect(book(sheet([["Reporting quarter: 2024/25 Q1"], headings, *rows]))))
    assert [code for code, *_ in found] == (["same-reference"] if asks else [])


def test_a_star_of_nobody_is_nobodys():
    """Of a row without a reference it is asked for that, and not whether it is somebody's."""
    assert asked(collect(stars(("RST-0052", D(2024, 5, 6), 3), ("", D(2024, 6, 6), 3)))) == []


def test_stars_that_differ_or_are_all_one_score_are_of_two():
    assert asked(collect(stars(("RST-0052", D(2024, 5, 6), 3), ("AE-0052", D(2024, 6, 6), 2)))) == []
    assert asked(collect(stars(("RST-0052", D(2024, 5, 6), 7), ("AE-0052", D(2024, 6, 6), 7)))) == []


def test_an_area_that_cannot_be_read_is_part_of_no_star():
    rows = "\n".join(f"A{n}  2024-05-01  {area}  {n + 3}" for n in (1, 2) for area in ("Offending", "Luck"))
    found = collect(book(sheet(f"Reporting quarter: 2024/25 Q1\nRef  Date  Area  Score\n{rows}")))
    assert "word-unknown" in [p.code for p in found.problems] and asked(found) == []


def pain(*people: tuple[str, int, int]) -> Workbook:
    rows = "\n".join(f"{ref}  2024-04-{day:02}  {score}  2024-06-{day:02}  2" for ref, day, score in people)
    return book(sheet(f"Reporting quarter: 2024/25 Q1\n{PAIN}\n{rows}"))


def test_references_without_a_digit_have_none_in_common():
    assert asked(collect(pain(("Ash", 3, 7), ("Elm", 3, 7)))) == []
    assert [code for code, *_ in asked(collect(pain(("Ash 1", 3, 7), ("Elm 1", 3, 7))))] == ["same-reference"]


def test_one_first_score_under_other_letters():
    twice = pain(("AE-01", 3, 7), ("ED-01", 3, 7), ("AE-02", 4, 6), ("ED-02", 4, 6), ("AE-03", 5, 8))
    assert [code for code, *_ in asked(collect(twice))] == ["same-reference"] * 2
    two_services = [
        (f"{letters}-{n:02}", 1 + n % (27 if letters == "AE" else 25), 6)
        for n in range(1, 60)
        for letters in ("AE", "ED")
    ]
    assert asked(collect(pain(*two_services))) == []
