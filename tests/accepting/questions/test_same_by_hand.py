"""What is asked about spellings and words, and in which words: questions that are written down."""

from collections.abc import Iterable
from types import SimpleNamespace

import pandas as pd
import pytest

from ieo_metrics.accepting.questions.alike_references import mark_references
from ieo_metrics.accepting.questions.alike_schools_and_cohorts import (
    cohorts_alike,
    mark_schools,
    schools_alike,
)
from ieo_metrics.accepting.questions.answering.answers_on_no_list import MOST_UNLISTED, unlisted_fields
from ieo_metrics.accepting.questions.ask_about_alike_spellings import (
    KINDS,
    SameQuestion,
    _changed,
    _measures_of,
    _not_compared,
    _of,
    _standing_for,
    _with_loosened,
)
from ieo_metrics.accepting.questions.rows_and_sheets_to_leave_out import about_totals
from ieo_metrics.accepting.questions.spellings_in_returns import KnownReturns, Spelling
from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL
from tests.recognising.in_memory import sheet

REFERENCE, SCHOOL, COHORT = KINDS


def spelling(
    word: str, *, rows: int = 1, is_new: bool = True, tables: tuple[str, ...] = ("support",)
) -> Spelling:
    return Spelling(word, word.upper(), f"{word}.xlsx", "Log", f"A{len(word)}", rows, tables, is_new)


def question(*spellings: Spelling, kind=REFERENCE) -> SameQuestion:
    return SameQuestion(kind, spellings, tuple(f"#{one.word}" for one in spellings), "salt")


def test_a_question_stands_at_its_last_new_spelling_and_names_the_others() -> None:
    asked = question(spelling("a", rows=2), spelling("b"), spelling("c", is_new=False))
    assert asked.at.word == "b" and asked.others == "A (2 rows), C (1 row)"
    problem = asked.problem
    assert (problem.code, problem.file, problem.cell, problem.field, problem.found) == (
        "same-reference",
        "b.xlsx",
        "A1",
        "person_ref",
        "B (1 row)",
    )
    assert "A (2 rows), C (1 row)" in problem.fix
    many = question(*[spelling("x" * 20) for _ in range(20)], spelling("b"))
    assert len(many.others) == 300


def test_the_measures_that_turn_on_it_are_those_that_read_its_tables() -> None:
    assert _measures_of(["pain_readings"]) == ("5.1.2.c", "5.1.2.d")
    asked = question(spelling("a", tables=("pain_readings",)), spelling("b", tables=("social_prescribing",)))
    assert asked.measures == ("5.1.2.c", "5.1.2.d", "5.1.3.a") and asked.programme == "A&E Navigators"
    assert "5.1.2.c, 5.1.2.d, 5.1.3.a" in asked.problem.fix
    assert _measures_of([]) == ()


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([("#a", "#b", "#c")], "the same"),
        ([("#a",), ("#b",), ("#c",)], "not the same"),
        ([("#a", "#b"), ("#c",)], "partly the same"),
    ],
)
def test_an_answer_in_words(groups: list, said: str) -> None:
    asked = question(spelling("a"), spelling("b", rows=2), spelling("c"), kind=SCHOOL)
    answers = SameAnswers().answered("school", groups)
    assert asked.answer_in_words(answers) == f"A (1 row) and B (2 rows) and C (1 row) are {said} school"


def test_an_answer_is_of_all_spellings_together_or_of_each() -> None:
    asked = question(spelling("a"), spelling("b"))
    same, other = (asked.answered(SameAnswers(), is_same) for is_same in (True, False))
    assert len(set(same.stands_for["reference"].values())) == 1 and same.salt == other.salt == "salt"
    assert len(set(other.stands_for["reference"].values())) == 2
    assert asked.answer_in_words(same).endswith("are the same young person")
    assert asked.answer_in_words(other).endswith("are not the same young person")


def test_new_words_count_for_the_first_of_those_they_are_the_same_as() -> None:
    """a is b's first; c stands alone; d is the same as one that is not here, so that the first here stands for it."""
    group = [
        spelling("a"),
        spelling("b"),
        spelling("c"),
        spelling("d"),
        spelling("e"),
        spelling("f", is_new=False),
    ]
    hashes = [f"#{one.word}" for one in group]
    said = {"#a": "#a", "#b": "#a", "#c": "#c", "#d": "#gone", "#e": "#gone", "#f": "#a"}
    assert _standing_for(group, hashes, said) == {"b": "a", "e": "d"}
    later = {"#a": "#b", "#b": "#b"}
    assert _standing_for(group[:2], hashes[:2], later) == {"a": "b"}


def unknown(field: str, *words: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(code="word-unknown", field=field, found=word) for word in words]


@pytest.mark.parametrize(
    ("cells", "rows", "lies_down", "is_unlisted"),
    [
        (5, 10, True, True),
        (4, 10, True, False),
        (5, 9, True, True),
        (5, 11, True, False),
        (1, 10, False, True),
        (1, 2, True, True),
        (1, 3, True, False),
    ],
)
def test_a_field_is_unlisted_where_half_of_its_answers_are(
    cells: int, rows: int, lies_down: bool, is_unlisted: bool
) -> None:
    read = SimpleNamespace(rows=rows, lies_down=lies_down)
    assert unlisted_fields(unknown("status", *["x"] * cells), read) == ({"status"} if is_unlisted else set())


def test_of_many_different_words_or_of_a_sheet_that_was_not_read_nothing_is_unlisted() -> None:
    read = SimpleNamespace(rows=10, lies_down=True)
    words = [f"word {n}" for n in range(MOST_UNLISTED + 1)]
    assert MOST_UNLISTED == 12
    assert unlisted_fields(unknown("status", *words[:-1]), read) == {"status"}
    assert unlisted_fields(unknown("status", *words), read) == set()
    assert unlisted_fields(unknown("status", *words[:5], *words[:5]), None) == set()
    both = [*unknown("status", "x", "y", "x", "y", "x"), *unknown("area", "x")]
    assert unlisted_fields(both, read) == {"status"}
    known = [SimpleNamespace(code="mapping-answer-proposed", field="area", found="x")] * 9
    assert (
        unlisted_fields(known, read)
        == set()
        == unlisted_fields(both, SimpleNamespace(rows=0, lies_down=True))
    )


def test_what_was_not_compared_is_said_of_files_that_have_any() -> None:
    def returned(name: str, *refs: str) -> SimpleNamespace:
        frame = pd.DataFrame(
            {"person_ref": pd.Categorical(refs), "source": 0, "row": range(2, 2 + len(refs)), "column": 1},
            index=range(len(refs)),
        )
        sheet = SimpleNamespace(name="Log", cell_of=lambda column, row, at: f"A{row}")
        part = SimpleNamespace(
            file=SimpleNamespace(name=name, sheets=[sheet]), tables={"pain_readings": frame}
        )
        return SimpleNamespace(parts=(part,))

    known = KnownReturns((returned("a", "x", "y", "x"), returned("b"), returned("c", "z")), (), None)
    found = list(_not_compared(REFERENCE, known, 2.4))
    assert [(p.file, p.sheet, p.cell) for p in found] == [("a", "Log", "A2"), ("c", "Log", "A2")]
    assert [p.found for p in found] == [f"no end after 2 seconds, for {n} different ones" for n in (2, 1)]
    assert "5.1.2.c, 5.1.2.d" in found[0].fix and "the same young person" in found[0].fix


def test_only_the_returns_of_one_programme_are_changed() -> None:
    returns = [SimpleNamespace(return_type=SimpleNamespace(programme=name)) for name in ("A", "B", "A")]
    new = SimpleNamespace()
    assert _changed(returns, "A", lambda each: new) == (new, returns[1], new)
    assert _of(returns, "A") == (returns[0], returns[2]) and _of(returns, "C") == ()


def test_each_kind_marks_the_rows_that_are_in_question() -> None:
    assert (REFERENCE.marked, SCHOOL.marked) == (mark_references, mark_schools)
    frame = pd.DataFrame({"cohort": ["9a"]})
    assert (
        COHORT.marked(frame, {"9a": 1}, None) is frame and COHORT.as_stored(KnownReturns((), (), None)) == {}
    )


def test_loosened_spellings_stand_beside_the_rows() -> None:
    one = AcceptedReturn(0, RETURN_TYPES[0], (Part(None, {}), Part(None, {})), {}, "given")
    found = _with_loosened(one, {"school": {"a": "b"}})
    assert [part.loosened for part in found.parts] == [{"school": {"a": "b"}}] * 2


def sessions(table: str, *rows: tuple[str, str]) -> KnownReturns:
    """School and cohort of each row, all new."""
    frame = pd.DataFrame(
        {
            "urn": pd.Categorical(pd.array([None] * len(rows), dtype="str")),
            "school": pd.Categorical([school for school, _ in rows]),
            "cohort": pd.Categorical([cohort for _, cohort in rows]),
            "source": 0,
            "row": range(2, 2 + len(rows)),
            "column": 1,
        }
    )
    sheet = SimpleNamespace(name="Log", cell_of=lambda column, row, at: f"{column} {row}")
    part = SimpleNamespace(file=SimpleNamespace(name="a", sheets=[sheet]), tables={table: frame})
    return KnownReturns((SimpleNamespace(parts=(part,)),), (), None)


def groups(found: Iterable[list[Spelling]]) -> list[list[tuple[str, str, int]]]:
    return [[(one.shown, one.cell, one.rows) for one in group] for group in found]


def test_cohorts_of_one_school_that_may_be_one() -> None:
    known = sessions(
        "school_sessions", ("Oak", "9A"), ("Oak", "9 A"), ("Oak", "10B"), ("Elm", "7C"), ("Oak", "9A")
    )
    assert groups(cohorts_alike(known)) == [[("9A", "cohort 2", 2), ("9 A", "cohort 3", 1)]]
    assert groups(cohorts_alike(sessions("school_sessions", ("Oak", "9A"), ("Elm", "9 A")))) == []


def test_two_schools_nearly_alike_are_two_where_they_stand_on_one_list() -> None:
    rows = ("Springfeild", "9"), ("Springfield", "9"), ("Oak", "9")
    found = groups(schools_alike(sessions("school_sessions", *rows)))
    assert found == [[("Springfeild", "school 2", 1), ("Springfield", "school 3", 1)]]
    assert groups(schools_alike(sessions("school_list", *rows))) == []


def test_rows_that_may_be_totals_are_asked_about_at_the_first() -> None:
    drawn = sheet("Activity  People\nTotal art  5\nArt  5\nTotal art  6\nTotal music  7")
    problems = [
        SimpleNamespace(code=UNCLEAR_TOTAL, cell=cell, field="activity") for cell in ("A2", "A4", "A5")
    ]
    found = list(about_totals(drawn, "school_sessions", problems))
    assert [question.about for question in found] == ["Is “Total art” a total?", "Is “Total music” a total?"]
    assert [question.why.partition(".")[0] for question in found] == [
        "It is in 2 rows, first in A2",
        "It is in A5",
    ]
