"""Words that turn, plan or add up, and those that only look like it."""

import pytest

from ieo_metrics.framework.words.words_that_change_a_heading import of_another_subject, turning_words


@pytest.mark.parametrize(
    ("heading", "known", "words"),
    [
        ("did not reoffend", "did yp reoffend", ["not"]),
        ("no reoffending", "reoffending yes no", ["no"]),
        ("untraced", "traced", ["untraced"]),
        ("total staff", "total staff reached", ["total"]),  # adds up, though the known heading has it too
        ("young people reached to date", "young people reached", ["to date"]),
        ("not traced", "not traced", []),
        ("chi before", "chi before", []),
        ("traced yes or no", "traced yes no", []),
        ("school ref no", "ref no", []),
        ("no of traced", "traced", []),
    ],
)
def test_words_that_turn_a_heading(heading: str, known: str, words: list[str]):
    assert turning_words(heading, known) == words


def test_before_a_number_of_people_no_is_short_for_number():
    assert turning_words("no pupils seen", "no pupils", counts=True) == []


@pytest.mark.parametrize(
    ("heading", "known", "words"),
    [
        ("date of incident", "date of visit", ["incident"]),
        ("booking status", "session status", ["booking"]),
        ("setting at referral", "setting", ["referral"]),
        ("suport startd", "support started", []),  # mistyped
        ("date session took place", "date of session", []),
        ("young people seen", "young people reached", []),  # shares more than any heading does
    ],
)
def test_words_of_another_subject(heading: str, known: str, words: list[str]):
    assert of_another_subject(heading, known) == words


@pytest.mark.parametrize("known", ["reoffended", "re offended yes no"])
def test_offended_is_not_reoffended(known: str):
    assert turning_words("offended", known) == ["offended"]
