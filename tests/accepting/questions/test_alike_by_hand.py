"""Which schools and references are one, perhaps one, or two: without any return, one rule at a time."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.questions.alike_references import (
    REF,
    _beside_the_first,
    _one_star,
    _other_forms,
    _same_digits,
    mark_references,
    rewrite_references,
)
from ieo_metrics.accepting.questions.alike_schools_and_cohorts import (
    School,
    _different,
    _groups_of_schools,
    mark_schools,
    rewrite_cohorts,
    rewrite_schools,
)
from ieo_metrics.accepting.questions.spellings_in_returns import (
    KnownReturns,
    Spelling,
    as_seen,
    changed_words,
    older_spellings,
    one_more,
    stored_as,
    stored_first,
    used_codes,
    used_words,
)


def school(name: str, urn: str = "", *loosened: str) -> School:
    return School(urn, name, loosened or (name, urn))


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        (("Oak", "100001"), ("Elm", "100001"), True),  # the URN alone says so
        (("Oak", "100001"), ("Oak", "100002"), False),
        (("Oak", "100001"), ("Oak", ""), True),
        (("Oak", ""), ("Oak", ""), True),
        (("Oak", ""), ("Elm", ""), False),
        (("Oak", ""), ("Elm", "100001"), False),
    ],
)
def test_a_school_is_surely_another_by_its_urn_or_else_by_its_name(one, other, surely: bool) -> None:
    assert School(*one[::-1]).is_surely(School(*other[::-1])) is surely
    assert School(*other[::-1]).is_surely(School(*one[::-1])) is surely


@pytest.mark.parametrize(
    ("one", "other", "surely_not"),
    [
        (("Oak", "100001"), ("Elm", "100002"), True),
        (("Oak", "100001"), ("Elm", "100001"), False),
        (("Oak", "100001"), ("Oak", "100002"), False),  # one name, and one digit
        (("Oak", "100012"), ("Oak", "100021"), False),  # two that changed places
        (("Oak", "100001"), ("Oak", "100022"), True),
        (("", "100001"), ("", "100002"), True),  # no name is no name in common
        (("Oak", "100001"), ("Elm", ""), False),
        (("Oak", "10001"), ("Elm", "100002"), False),  # that is no URN
    ],
)
def test_two_urns_are_surely_two_schools_unless_one_is_mistyped(one, other, surely_not: bool) -> None:
    assert School(*one[::-1]).is_surely_not(School(*other[::-1])) is surely_not
    assert School(*other[::-1]).is_surely_not(School(*one[::-1])) is surely_not


def test_a_school_is_known_by_its_urn_and_its_name() -> None:
    assert School("100001", "oak").word.split("\0") == ["school", "100001", "oak"]
    assert School("", "oak").word.split("\0") == ["school", "", "oak"]
    assert School("1", "a", ("x", "y")) == School("1", "a", ("z", ""))


def grouped(schools: list[School], new: set[int], nearly: list[tuple[int, int]] = ()) -> list[list[int]]:
    """The places of each group in question."""
    place = {id(one): i for i, one in enumerate(schools)}
    found = _groups_of_schools(schools, [schools[i] for i in new], nearly)
    return [[place[id(one)] for one in group] for group in found]


def test_schools_of_which_the_same_is_left_are_one_question() -> None:
    schools = [
        school("oak & ash", "", "oak ash", ""),
        school("oak and ash", "", "oak ash", ""),
        school("elm"),
    ]
    assert grouped(schools, {0, 1, 2}) == [[0, 1]]
    assert grouped(schools, {1}) == [[0, 1]] and grouped(schools, {2}) == [], "nothing new in it"


def test_what_is_left_of_names_and_of_urns_is_not_mixed() -> None:
    schools = [school("100001", "", "100001", ""), school("elm", "100001", "elm", "100001")]
    assert grouped(schools, {0, 1}) == []
    by_urn = [school("oak", "100 001", "oak", "100001"), school("elm", "100001", "elm", "100001")]
    assert grouped(by_urn, {0, 1}) == [[0, 1]]
    blank = [school("oak", "", "", ""), school("elm", "", "", "")]
    assert grouped(blank, {0, 1}) == []


def test_schools_that_are_surely_one_or_surely_two_are_no_question() -> None:
    surely_one = [School("100001", "oak", ("oak", "100001")), School("", "oak", ("oak", ""))]
    assert grouped(surely_one, {0, 1}) == []
    surely_two = [School("100001", "oak", ("oak", "1")), School("200002", "oak", ("oak", "2"))]
    assert grouped(surely_two, {0, 1}) == []
    # One beside them that may be either brings each in.
    third = School("", "the oak", ("oak", ""))
    assert grouped([*surely_one, third], {0, 1, 2}) == [[0, 1, 2]]
    assert grouped([*surely_two, third], {0, 1, 2}) == [[0, 1, 2]]


def test_schools_nearly_alike_are_joined_whichever_comes_first() -> None:
    schools = [school(name) for name in ("oak", "ook", "elm", "alm", "yew")]
    assert grouped(schools, set(range(5)), [(0, 1), (3, 2)]) == [[0, 1], [2, 3]]
    assert grouped(schools, set(range(5)), [(0, 1), (3, 2), (1, 3)]) == [[0, 1, 2, 3]]
    assert grouped(schools, {0}, [(0, 1), (2, 3)]) == [[0, 1]], "of two accepted before nobody is asked"
    assert grouped(schools, {3}, [(0, 1), (2, 3)]) == [[2, 3]]
    assert grouped(schools, set(), [(0, 1)]) == []


def cells(*words: str | None) -> pd.Categorical:
    return pd.Categorical(pd.array(words, dtype="str"))


def test_each_different_row_stands_once_with_its_words_and_how_many_there_are() -> None:
    frame = pd.DataFrame(
        {"urn": cells("1", None, "1", None, "2", "1"), "school": cells("b", "a", "b", None, "b", "a")}
    )
    assert list(_different(frame, "urn", "school")) == [
        (0, 2, ["1", "b"]),
        (1, 1, ["", "a"]),
        (3, 1, ["", ""]),
        (4, 1, ["2", "b"]),
        (5, 1, ["1", "a"]),
    ]
    assert list(_different(frame, "urn")) == [(0, 3, ["1"]), (1, 2, [""]), (4, 1, ["2"])]
    assert list(_different(frame[:0], "urn", "school")) == []


def test_words_that_are_used_stand_in_the_order_of_their_rows() -> None:
    column = pd.Series(cells("c", None, "a", "c", "b", "a"))
    assert used_words(column) == ["c", "a", "b"]
    codes, rows = used_codes(column)
    assert (column.cat.categories[codes].tolist(), rows.tolist()) == (["c", "a", "b"], [0, 2, 4])
    assert used_words(column[1:3]) == ["a"] and used_words(column[1:2]) == [], "others are categories only"


def test_words_that_count_for_others_take_their_place() -> None:
    column = pd.Series(cells("c", None, "a", "b"))
    changed = changed_words(column, {"c": "a", "x": "y"})
    assert [None if pd.isna(word) else word for word in changed] == ["a", None, "a", "b"]
    assert sorted(changed.categories) == ["a", "b"]


PLACE = ("f.xlsx", "Log", "A2")


def test_a_spelling_stands_where_it_stood_first_and_counts_all_its_rows() -> None:
    first = one_more(None, "w", "W", PLACE, 2, "support", False)
    assert first == Spelling("w", "W", *PLACE, 2, ("support",), False)
    more = one_more(first, "w", "other", ("g.xlsx", "Log", "A9"), 3, "offences", True)
    assert more == Spelling("w", "W", *PLACE, 5, ("support", "offences"), True)
    assert one_more(more, "w", "W", PLACE, 1, "support", False).tables == ("support", "offences")
    assert one_more(more, "w", "W", PLACE, 1, "support", False).is_new
    assert not one_more(first, "w", "W", PLACE, 1, "support", False).is_new
    assert [replace_rows(first, n).in_rows for n in (1, 2)] == ["W (1 row)", "W (2 rows)"]


def replace_rows(spelling: Spelling, rows: int) -> Spelling:
    return Spelling(spelling.word, spelling.shown, *PLACE, rows, spelling.tables)


def test_what_was_accepted_before_is_shown_by_its_place_only() -> None:
    assert as_seen("Oak", PLACE, True) == "Oak"
    assert as_seen("k3f", PLACE, False) == "one accepted before, in f.xlsx Log A2"


def test_spellings_that_were_accepted_come_first_and_stand_as_they_are_now() -> None:
    old, new = (
        {word: Spelling(word, f"{word}{mark}", *PLACE, 1, ()) for word in words}
        for mark, words in (("1", "ba"), ("2", "dca"))
    )
    found = stored_first(old, new)
    assert [(word, spelling.shown) for word, spelling in found.items()] == [
        ("b", "b1"),
        ("a", "a2"),
        ("d", "d2"),
        ("c", "c2"),
    ]


def test_older_spellings_are_those_of_other_dashes_and_quotes() -> None:
    assert list(older_spellings("oak")) == []
    assert set(older_spellings("a-b")) == {"a-b", "a‐b", "a–b", "a—b", "a−b"}
    assert set(older_spellings("a'b")) == {"a'b", "a’b"}
    assert len(set(older_spellings("a-b'c"))) == 10
    assert stored_as("a-b", str.upper, {"A–B", "A—B"}) == "A–B"
    assert stored_as("a-b", str.upper, {"A-B", "A—B"}) == "" == stored_as("ab", str.upper, {"AB"})


def test_other_forms_of_a_reference_have_a_mark_more_or_none() -> None:
    assert "#ab1" in list(_other_forms("ab1"))
    assert list(_other_forms("#ab1"))[-1] == "ab1" and "##ab1" not in list(_other_forms("#ab1"))
    assert list(_other_forms("ab.1"))[-1] == "#ab.1", "a dot makes no difference to a pseudonym"
    assert list(_other_forms("(ab1)"))[-1] == "ab1"


def references(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[REF, "date", "score"])


def test_the_first_of_equal_rows_is_paired_with_each_other_reference() -> None:
    rows = references((0, 1, 5), (1, 1, 5), (0, 1, 5), (2, 1, 5), (3, 2, 5), (4, 1, 6), (5, 2, 5))
    assert list(_beside_the_first(rows, "date", "score")) == [(0, 1), (0, 2), (3, 5)]
    assert list(_beside_the_first(rows, "score")) == [(0, 1), (0, 2), (0, 3), (0, 5)]


@pytest.mark.parametrize(
    ("others", "alike"),
    [
        # AB1 and XY01 have one digit and one reading in common: half of the two numbers that two have.
        ((), [("AB1", "XY01")]),
        ((("AB2", 3, 4), ("XY2", 4, 4)), [("AB1", "XY01")]),
        ((("AB2", 3, 4), ("XY2", 4, 4), ("AB3", 3, 4), ("XY3", 4, 4)), []),
        ((("AB2", 3, 4), ("XY3", 4, 4), ("AB4", 3, 4), ("XY5", 4, 4)), [("AB1", "XY01")]),
    ],
)
def test_the_same_digits_behind_other_letters(others: tuple, alike: list) -> None:
    """Where for most of those that do the readings differ, the letters tell two services apart."""
    rows = [("AB1", 1, 5), ("XY01", 1, 5), *others]
    words = pd.Index(sorted({ref for ref, *_ in rows}))
    frame = references(*((words.get_loc(ref), date, score) for ref, date, score in rows))
    assert list(_same_digits(frame, words)) == alike


def test_references_without_digits_or_with_others_are_two() -> None:
    words = pd.Index(["AB", "AB1", "XY", "XY2"])
    frame = references(*((i, 1, 5) for i in range(4)))
    assert list(_same_digits(frame, words)) == []


def stars(*rows: tuple[int, int, list[int]]) -> pd.DataFrame:
    """Reference, day and the scores of the first areas."""
    made = [
        (ref, date, area, float(score)) for ref, date, scores in rows for area, score in enumerate(scores)
    ]
    frame = pd.DataFrame(made, columns=[REF, "date", "area", "score"])
    return frame.assign(area=pd.Categorical(frame["area"]))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ((1, [1, 2, 3, 4, 5]), (1, [1, 2, 3, 4, 5]), True),
        ((1, [1, 2, 3, 3, 3]), (1, [1, 2, 3, 3, 3]), True),
        ((1, [1, 2, 3, 4, 5]), (2, [1, 2, 3, 4, 5]), False),
        ((1, [1, 2, 3, 4, 5]), (1, [1, 2, 3, 4, 6]), False),
        ((1, [10, 1, 2, 3, 4]), (1, [1, 10, 2, 3, 4]), False),
        ((1, [1, 2, 3, 4]), (1, [1, 2, 3, 4]), False),  # four areas
        ((1, [1, 2, 2, 2, 2]), (1, [1, 2, 2, 2, 2]), False),  # two scores
        ((1, [1, 2, 3, 4, 5, 6]), (1, [1, 2, 3, 4, 5]), False),
    ],
)
def test_one_star_is_the_same_scores_of_five_areas_on_one_day(one: tuple, other: tuple, is_one: bool) -> None:
    words = pd.Index(["A", "B"])
    assert list(_one_star(stars((0, *one), (1, *other)), words)) == [("A", "B")] * is_one


def test_rows_in_question_carry_the_number_of_their_question() -> None:
    frame = pd.DataFrame({REF: cells("b", None, "a", "b", "c")})
    assert mark_references(frame, {"a": 0, "b": 7}, None)["person_in_question"].tolist() == [7, -1, 0, 7, -1]
    nobody = pd.DataFrame({"school": cells("b")})
    assert mark_references(nobody, {"b": 1}, None) is nobody
    known = KnownReturns((), (), None)
    assert rewrite_references(nobody, {"b": "a"}, known) is nobody
    assert (
        rewrite_references(frame, {}, known) is frame
        and rewrite_references(frame, {"x": "a"}, known) is frame
    )
    changed = rewrite_references(frame, {"b": "a"}, known)[REF].astype(object).tolist()
    assert changed[:1] + changed[2:] == ["a", "a", "a", "c"] and np.array(pd.isna(changed)).tolist()[1]


APART = "\0"
NO_STORE = KnownReturns((), (), None)


def kept(frame: pd.DataFrame, column: str) -> list[str | None]:
    return [None if pd.isna(word) else word for word in frame[column]]


def test_cohorts_that_count_for_others_are_written_so() -> None:
    frame = pd.DataFrame({"cohort": cells("9 A", "9a", None, "10b")})
    words = {f"cohort{APART}9 a": f"cohort{APART}9a"}
    assert kept(rewrite_cohorts(frame, words, NO_STORE), "cohort") == ["9a", "9a", None, "10b"]
    assert rewrite_cohorts(frame, {}, NO_STORE) is frame
    assert rewrite_cohorts(frame, {f"cohort{APART}x": f"cohort{APART}y"}, NO_STORE) is frame
    other = pd.DataFrame({"school": cells("Oak")})
    assert rewrite_cohorts(other, words, NO_STORE) is other


def test_schools_that_count_for_others_are_written_so() -> None:
    """By URN and name together; a blank stays one."""
    frame = pd.DataFrame(
        {"urn": cells("1", None, "1", None), "school": cells("Oak", "The Oak", "The Oak", None)}
    )
    words = {
        School("", "the oak").word: School("1", "oak").word,
        School("1", "the oak").word: School("", "elm").word,
    }
    found = rewrite_schools(frame, words, NO_STORE)
    assert kept(found, "urn") == ["1", "1", None, None] and kept(found, "school") == [
        "Oak",
        "oak",
        "elm",
        None,
    ]
    assert rewrite_schools(frame, {}, NO_STORE) is frame
    assert rewrite_schools(frame, {School("", "x").word: School("", "y").word}, NO_STORE) is frame
    other = pd.DataFrame({"cohort": cells("9")})
    assert rewrite_schools(other, words, NO_STORE) is other is mark_schools(other, {}, None)


def test_rows_of_schools_in_question_carry_the_number_of_their_question() -> None:
    frame = pd.DataFrame({"urn": cells("1", None, "1", None), "school": cells("Oak", "Oak", "Elm", "OAK")})
    numbers = {School("", "oak").word: 0, School("1", "elm").word: 5}
    assert mark_schools(frame, numbers, None)["school_in_question"].tolist() == [-1, 0, 5, 0]
    assert mark_schools(frame, {}, None)["school_in_question"].tolist() == [-1] * 4
