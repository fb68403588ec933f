"""Spellings that may be the same: asked once for each group, across files, quarters and RESET's providers;
counted as the officer says."""

import datetime as dt
from dataclasses import replace

import pytest

from ieo_metrics.accepting.questions.ask_about_alike_spellings import KINDS, settle_spellings
from ieo_metrics.accepting.questions.spellings_in_returns import stored_as
from ieo_metrics.accepting.returns import Part
from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import Collection, collect_checked, collect_files
from ieo_metrics.reading import limits
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers, same_of_data
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of
from ieo_metrics.store.database.secret_key import Key
from tests.recognising.in_memory import RECEIVED, answers, book, sheet

PAIN = "Young person ref  First date  First score  Latest date  Latest score"
SUPPORT = "Young person ref  Support started  Support ended  Setting"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended"
OFFENCES = "Young person ref  Offence date  HO code  Offence"
SESSIONS = "Date  School  URN  Year group  Status  Young people reached  School staff engaged"
SCHOOLS = "URN  School  Hotspot area  Priority school"


def quarter(label: str, heading: str, rows: list[list] | str, name: str) -> Workbook:
    text = f"Reporting quarter: {label}\n{heading}"
    if isinstance(rows, str):
        return book(sheet(f"{text}\n{rows}"), name=name)
    return book(sheet([[f"Reporting quarter: {label}"], heading.split("  "), *rows]), name=name)


def collect(*books: Workbook, mapping: Mapping = EMPTY) -> Collection:
    return collect_files(books, Settings(), RECEIVED, mapping=mapping)


def asked(collection: Collection) -> list[tuple[str, str, str]]:
    return [(p.code, p.file, p.cell) for p in collection.problems if p.code.startswith("same")]


def say(collection: Collection, is_same: bool, mapping: Mapping = EMPTY) -> Mapping:
    """Every open question answered in one way, and what is said written to a file and read again."""
    same = mapping.same
    for question in collection.same:
        same = question.answered(same, is_same)
    return mapping_of(mapping_as_data(replace(mapping, same=same)), "mappings.json")


Q1 = quarter(
    "2024/25 Q1", PAIN, [[r, dt.date(2024, 4, 9), 6.0, None, None] for r in ("007", "008", "100")], "q1.xlsx"
)
Q2 = quarter(
    "2024/25 Q2", PAIN, [[r, None, None, dt.date(2024, 7, 9), 4.0] for r in (7.0, 8.0, 100.0)], "q2.xlsx"
)


def test_numbers_as_text_and_as_numbers_in_two_quarters_are_asked_about():
    found = collect(Q1, Q2)
    assert asked(found) == [("same-reference", "q2.xlsx", "A3"), ("same-reference", "q2.xlsx", "A4")]
    assert exit_status(found) == 1
    question = found.same[0].problem
    assert question.found == "7 (1 row)" and "007 (1 row)" in question.fix and "5.1.2.c" in question.fix
    assert answers(found)["5.1.2.c", "2024/25 Q2"][2] == 1


@pytest.mark.parametrize(("is_same", "pairs"), [(True, 3), (False, 1)])
def test_what_is_said_counts_and_is_not_asked_again(is_same: bool, pairs: int):
    said = collect(Q1, Q2, mapping=say(collect(Q1, Q2), is_same))
    assert asked(said) == [] and exit_status(said) == 0
    assert answers(said)["5.1.2.c", "2024/25 Q2"][2] == pairs


def test_a_new_spelling_of_a_group_is_asked_about_again():
    mapping = say(collect(Q1, Q2), True)
    third = quarter("2024/25 Q3", PAIN, [["#7", dt.date(2024, 10, 9), 3.0, None, None]], "q3.xlsx")
    found = collect(Q1, Q2, third, mapping=mapping)
    assert asked(found) == [("same-reference", "q3.xlsx", "A3")]


def test_an_offence_under_another_spelling_is_asked_about():
    police = book(
        sheet(f"{FOLLOW_UP}\nRST-904  2023-05-01  2024-05-01  Yes  -", "Follow-up"),
        sheet(f"{OFFENCES}\nRST 0904  2023-06-01  046/00  -", "Offences"),
        name="police.xlsx",
    )
    found = collect(police)
    assert [code for code, *_ in asked(found)] == ["same-reference"] and exit_status(found) == 1
    same = collect(police, mapping=say(found, True))
    assert [value[1:3] for (ref, _), value in answers(same).items() if ref == "5.2.1.a" and value[2]] == [
        (0, 1)
    ]


def test_the_two_providers_of_reset_are_asked_about_together():
    society = book(sheet(f"{SUPPORT}\nRST-0904  2023-05-01  -  Community"), name="society.xlsx")
    police = book(sheet(f"{FOLLOW_UP}\nRST-904  2023-05-01  2024-05-01  Yes  No"), name="police.xlsx")
    assert asked(collect(society, police)) == [("same-reference", "police.xlsx", "A2")]


def test_another_programme_s_references_are_other_people():
    society = book(sheet(f"{SUPPORT}\n007  2024-05-01  -  Community"), name="society.xlsx")
    assert asked(collect(society, Q2)) == []


def choices(sessions: str, schools: str = "") -> Workbook:
    lists = [sheet(f"{SCHOOLS}\n{schools}", "School list")] if schools else []
    return book(sheet(f"{SESSIONS}\n{sessions}", "Sessions"), *lists, name="choices.xlsx")


SESSION = "2024-05-01  {}  Year 9  Delivered  30  2"


@pytest.mark.parametrize(
    ("session", "listed"),
    [
        ("St Mary’s School  -", "-  St Mary's School"),
        ("St Mary's School  100001", "100001  Quite another name"),
        ("Oak–Ash School  -", "-  Oak-Ash School"),
        ("Elm\u200b School  -", "-  ELM SCHOOL"),
    ],
)
def test_quotes_dashes_and_invisible_marks_make_no_other_school(session: str, listed: str):
    found = collect(choices(SESSION.format(session), f"{listed}  Yes  No"))
    assert asked(found) == [] and answers(found)["5.1.5.b", "2024/25 Q1"][0] == 30


@pytest.mark.parametrize(
    ("session", "listed"),
    [
        ("Oak & Ash  -", "-  Oak and Ash"),
        ("St. Mary's  -", "-  Saint Mary's"),
        ("St Mary's, Havant  -", "-  St Mary's"),
        ("St Mary's CE School  -", "-  St Mary's C of E School"),
        ("Oak  100 001", "100001  Oak Academy"),
        ("Oak  850/4001", "100001  Oak"),
        ("Oak School  -", "100001  Oak"),
        ("Springfeild  -", "100001  Springfield"),
        ("Oakwod School  -", "-  Oakwood School"),
        ("Hill View Academmy  -", "-  Hill View Academy"),
        ("Oakwood School  100001", "-  Oakwod School"),
    ],
)
def test_a_school_that_is_nearly_on_the_list_is_asked_about(session: str, listed: str):
    workbook = choices(SESSION.format(session), f"{listed}  Yes  No")
    found = collect(workbook)
    assert [code for code, *_ in asked(found)] == ["same-school"] and exit_status(found) == 1
    same, other = (collect(workbook, mapping=say(found, is_same)) for is_same in (True, False))
    assert asked(same) == asked(other) == []
    assert answers(same)["5.1.5.b", "2024/25 Q1"][0] == 30
    assert answers(other)["5.1.5.b", "2024/25 Q1"][0] == 0


def test_two_urns_are_two_schools_and_nobody_is_asked():
    rows = "\n".join(SESSION.format(school) for school in ("Oak School  100001", "Oak School  123456"))
    assert asked(collect(choices(rows))) == []


@pytest.mark.parametrize(
    ("session", "listed"),
    [
        ("St Mary's Junior  -", "-  St Mary's Infant"),
        ("Valley Academy 1  -", "-  Valley Academy 2"),
        ("Valley Academy A  -", "-  Valley Academy"),
        ("Oaks  -", "-  Oak"),
        ("Northfields  100001", "100002  Northfield"),
        ("Northfields  -", "100001  Northfield  Yes  No\n100002  Northfields"),
    ],
)
def test_schools_that_differ_by_a_word_or_stand_on_one_list_are_two(session: str, listed: str):
    assert asked(collect(choices(SESSION.format(session), f"{listed}  Yes  No"))) == []


def test_one_name_with_two_urns_may_be_one_school_of_which_a_urn_is_mistyped():
    """Year 9 is one cohort if it is one school, with the larger of its two headcounts."""
    rows = f"{SESSION.format('Oak School  100001')}\n2024-05-08  Oak School  100010  Year 9  Delivered  28  2"
    found = collect(choices(rows))
    assert [code for code, *_ in asked(found)] == ["same-school"] and exit_status(found) == 1
    same, other = (collect(choices(rows), mapping=say(found, is_same)) for is_same in (True, False))
    assert asked(same) == asked(other) == []
    assert answers(same)["5.1.5.a", "2024/25 Q1"][0] == 30
    assert answers(other)["5.1.5.a", "2024/25 Q1"][0] == 58


def test_year_groups_in_any_plain_words_are_one_and_doubtful_ones_are_asked_about():
    row = "2024-05-01  Oak  -  {}  Delivered  30  2"
    plain = "\n".join(row.format(way) for way in ("Year 9", "Yr 9", "Y9", "9", "Year 09", "Year Nine"))
    found = collect(choices(plain))
    assert asked(found) == [] and answers(found)["5.1.5.a", "2024/25 Q1"][0] == 30
    doubtful = choices(f"{row.format('9A')}\n{row.format('9 A')}")
    found = collect(doubtful)
    assert asked(found) == [("same-cohort", "choices.xlsx", "D3")]
    assert answers(found)["5.1.5.a", "2024/25 Q1"][0] == 60
    same = collect(doubtful, mapping=say(found, True))
    assert asked(same) == [] and answers(same)["5.1.5.a", "2024/25 Q1"][0] == 30


def test_one_class_in_two_schools_is_no_question():
    rows = "2024-05-01  Oak  -  9A  Delivered  30  2\n2024-05-01  Elm  -  9 A  Delivered  30  2"
    assert asked(collect(choices(rows))) == []


def test_a_file_of_answers_holds_hashes_only_and_two_salts_do_not_meet():
    mapping = say(collect(Q1, Q2), True)
    assert "'007'" not in str(mapping_as_data(mapping)) and len(mapping.same) == 4
    assert mapping.same.merged(SameAnswers()) == mapping.same
    other = say(collect(Q1, Q2), False)
    assert mapping.same.merged(other.same) == mapping.same
    assert SameAnswers().merged(other.same) == other.same


@pytest.mark.parametrize(
    "said",
    [[], {"salt": 7}, {"salt": "xyz"}, {"stands_for": []}, {"stands_for": {"reference": {"007": "7"}}}],
)
def test_what_is_not_in_our_form_is_said(said: object):
    with pytest.raises(ValueError, match=r"mappings\.json"):
        same_of_data(said, "mappings.json")


KEY = Key(bytes(32))


def settled_beside(new: Workbook, stored: Workbook, column: str, before: str) -> list[str]:
    """The words of a column of a new return, settled beside a stored one that has a word of `before`."""
    accepted, returns = collect(stored).returns, collect(new).returns
    (part,) = accepted[0].parts
    tables = {
        name: frame.assign(**{column: frame[column].cat.rename_categories([before])})
        for name, frame in part.tables.items()
    }
    held = accepted[0]._replace(parts=(Part(part.file, tables),))
    found = settle_spellings(returns, [held], SameAnswers(), KEY)
    assert not found.questions
    return [str(word) for f in found.returns[0].parts[0].tables.values() for word in f[column].cat.categories]


@pytest.mark.parametrize("dash", ["‐", "–", "—", "−"])
def test_a_reference_that_a_store_holds_with_another_dash_is_the_same(dash: str):
    old = KEY.person(f"ae{dash}01")
    book_ = quarter("2024/25 Q1", PAIN, [["AE-01", dt.date(2024, 4, 9), 6.0, None, None]], "q1.xlsx")
    assert settled_beside(book_, book_, "person_ref", old) == [old]


def test_a_text_is_known_under_an_older_spelling_where_the_store_has_that_only():
    """St Mary's with the quote of a typewriter is the text itself; with another one it was stored before."""
    stored = {"ST MARY’S", "OAK–ASH"}
    assert stored_as("st mary's", str.upper, stored) == "ST MARY’S"
    assert stored_as("oak-ash", str.upper, stored) == "OAK–ASH"
    assert stored_as("elm-ash", str.upper, stored) == stored_as("elm", str.upper, stored) == ""
    assert stored_as("st mary's", str.upper, {*stored, "ST MARY'S"}) == ""
    assert stored_as("nine", str.upper, {"9"}, lambda text: ["9", "y9"]) == "9"


def test_a_school_that_a_store_holds_with_another_quote_is_the_same():
    old = KEY.text("St Mary’s School")
    sessions = choices(SESSION.format("St Mary’s School  -"))
    assert settled_beside(sessions, sessions, "school", old) == [old]


def test_the_columns_that_hold_what_has_several_spellings() -> None:
    assert {kind.code: (kind.name, kind.what, kind.field) for kind in KINDS} == {
        "same-reference": ("reference", "young person", "person_ref"),
        "same-school": ("school", "school", "school"),
        "same-cohort": ("cohort", "cohort", "cohort"),
    }


def compared_in(seconds: float, monkeypatch: pytest.MonkeyPatch, *books: Workbook) -> Collection:
    """Checked with as much time as ever, and compared in so many seconds."""
    found = collect(*books)
    monkeypatch.setattr(limits, "seconds_to_check", lambda cells: seconds)
    return collect_checked(found.files, (), Settings())


def test_what_takes_too_long_to_compare_is_said_and_no_file_is_lost(monkeypatch: pytest.MonkeyPatch):
    rows = f"{SESSION.format('Oak & Ash  -')}\n{SESSION.format('Oak and Ash  -')}"
    found = compared_in(0, monkeypatch, Q1, choices(rows))
    assert asked(found) == [
        ("same-not-compared", "q1.xlsx", "A3"),
        ("same-not-compared", "choices.xlsx", "B2"),
        ("same-not-compared", "choices.xlsx", "D2"),
    ]
    assert found.same == () and exit_status(found) == 1
    assert [file.name for file in found.files] == ["q1.xlsx", "choices.xlsx"]
    assert answers(found)["5.1.5.a", "2024/25 Q1"][0] == 60  # two schools, until somebody says otherwise
    people, schools = (p for p in found.problems if p.code == "same-not-compared" and p.cell in ("A3", "B2"))
    assert people.found == "no end after 0 seconds, for 3 different ones"
    assert "the same young person" in people.fix and "5.1.2.c" in people.fix and "5.1.5.a" in schools.fix
    assert "drop fewer files, or fewer rows, at once" in schools.fix


def test_wherever_the_time_runs_out_what_was_not_compared_is_said(monkeypatch: pytest.MonkeyPatch):
    looks = 0

    def look() -> float:
        nonlocal looks
        looks += 1
        return float(looks)

    found, many = collect(Q1, Q2), len(collect(Q1, Q2).same)
    for clock in ("thread_time", "perf_counter"):
        monkeypatch.setattr(f"ieo_metrics.framework.long_work.time_limit.time.{clock}", look)
    counts = []
    for seconds in range(0, 60, 3):
        monkeypatch.setattr(limits, "seconds_to_check", lambda cells, seconds=seconds: seconds)
        some = collect_checked(found.files, (), Settings())
        counts.append((len(some.same), sum(code == "same-not-compared" for code, *_ in asked(some))))
    assert counts[0] == (0, 2) and counts[-1] == (many, 0)
    assert set(counts) == {(0, 2), (many, 0)} and counts.count((0, 2)) > 2


def test_without_a_store_hashes_have_a_salt_of_their_own_and_with_one_they_are_the_stores():
    returns = collect(Q1, Q2).returns
    for key, salted in ((None, True), (KEY, False)):
        questions = settle_spellings(returns, [], SameAnswers(), key).questions
        assert questions and {bool(question.salt) for question in questions} == {salted}
    (once, again) = (settle_spellings(returns, [], SameAnswers()).questions[0] for _ in range(2))
    assert once.salt != again.salt and not set(once.hashes) & set(again.hashes)
    stored = settle_spellings(returns, [], SameAnswers(), KEY).questions[0]
    assert stored.hashes == tuple(KEY.person(spelling.word) for spelling in stored.spellings)
