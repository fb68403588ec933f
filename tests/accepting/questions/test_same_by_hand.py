"""What is asked about spellings and words, and in which words: questions that are written down."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ieo_metrics.accepting.questions.answering.answers_on_no_list import MOST_UNLISTED, unlisted_fields
from ieo_metrics.accepting.questions.ask_about_alike_spellings import (
    KINDS,
    SameQuestion,
    _changed,
    _measures_of,
    _not_compared,
    _of,
    _standing_for,
)
from ieo_metrics.accepting.questions.spellings_in_returns import KnownReturns, Spelling
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers

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
